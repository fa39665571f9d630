//! Passenger lists that are sent ahead of a vehicle: taken in, listed, withdrawn.

use std::path::{Path, PathBuf};

use catalogue::{Args, Catalogue};
use clap::Subcommand;
use contract::{AdvanceListsImported, ExpectedVehicle, PassengerFault, RemoveAdvanceList};
use uuid::Uuid;

use super::{open, read_bytes, unwrap};
use crate::Call;
use crate::answer::{Answer, Trouble};
use crate::words::catalogue;

/// What to do with lists that are sent ahead.
#[derive(Debug, Subcommand)]
pub enum What {
    /// Lists the vehicles that are expected.
    List,
    /// Takes in a file: PAXLST, which may have several vehicles, or a table. One of which anything can't be kept changes nothing.
    Import {
        /// The file, or `-` for standard input.
        file: PathBuf,
    },
    /// Withdraws a list.
    Remove {
        /// Its id, as it is listed.
        list: Uuid,
    },
}

/// Does it.
pub async fn run(call: &Call, what: What) -> Result<Answer, Trouble> {
    match what {
        What::List => list(call).await,
        What::Import { file } => import(call, &file).await,
        What::Remove { list } => remove(call, list).await,
    }
}

async fn list(call: &Call) -> Result<Answer, Trouble> {
    let workstation = open(call).await?;
    let view = unwrap(call, &workstation).await?.expected().await?;
    call.output.say(&view, || {
        let words = catalogue();
        let mut lines: Vec<String> = view.vehicles.iter().map(|vehicle| line(vehicle, words)).collect();
        if lines.is_empty() {
            lines.push(words.text("expected-none"));
        }
        if view.unread > 0 {
            lines.push(words.text_with("expected-unread", &Args::new().with_count("count", i64::from(view.unread))));
        }
        lines.join("\n")
    })
}

async fn import(call: &Call, file: &Path) -> Result<Answer, Trouble> {
    let bytes = read_bytes(Some(file))?;
    let workstation = open(call).await?;
    let told = unwrap(call, &workstation).await?.import_advance_file(bytes).await?;
    if let Some(broken) = &told.broken {
        let words = catalogue();
        let args = Args::new().with("what", broken.what.as_str());
        let why = words.text_with(&format!("list-broken-{}", broken.why), &args);
        let args = Args::new().with("at", broken.at.to_string()).with("why", why);
        return Err(Trouble::usage(&words.text_with("list-broken", &args)));
    }
    call.output.say(&told, || imported(&told))
}

async fn remove(call: &Call, list: Uuid) -> Result<Answer, Trouble> {
    let workstation = open(call).await?;
    let officer = unwrap(call, &workstation).await?;
    officer.remove_advance_list(&RemoveAdvanceList { list, registered_as: None }).await?;
    call.output.say(&serde_json::json!({ "removed": list }), || catalogue().text("expected-withdrawn"))
}

fn imported(told: &AdvanceListsImported) -> String {
    let words = catalogue();
    let args = Args::new()
        .with_count("count", i64::try_from(told.vehicles.len()).unwrap_or(i64::MAX))
        .with_count("replaced", i64::from(told.replaced))
        .with_count("cancelled", i64::from(told.cancelled));
    let mut lines = vec![words.text_with("expected-came", &args)];
    lines.extend(told.vehicles.iter().map(|vehicle| line(vehicle, words)));
    if !told.not_there.is_empty() {
        lines.push(words.text_with("expected-not-there", &Args::new().with("plates", told.not_there.join(", "))));
    }
    lines.extend(told.faults.iter().map(|fault| fault_line(fault, words)));
    lines.join("\n")
}

fn line(vehicle: &ExpectedVehicle, words: &Catalogue) -> String {
    let args = Args::new()
        .with_count("count", i64::from(vehicle.heads))
        .with_count("hits", i64::from(vehicle.hits))
        .with_count("faults", i64::from(vehicle.faults));
    format!(
        "{}  {}  {:<12} {:<24} {}",
        vehicle.list,
        vehicle.arrival.format("%Y-%m-%d %H:%M"),
        vehicle.plate,
        vehicle.operator.as_deref().unwrap_or_default(),
        words.text_with("cli-expected-holds", &args),
    )
}

fn fault_line(fault: &PassengerFault, words: &Catalogue) -> String {
    let why = words.text(&format!("list-sent-{}", fault.why));
    let args = Args::new().with("at", fault.at.to_string()).with("field", fault.field.as_str()).with("fault", why);
    format!("{} {} {}", fault.who, words.text_with("list-sent-line", &args), fault.text).trim().to_owned()
}
