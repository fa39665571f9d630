//! The alert lists of the officer's State: imported, listed, taken away.

use std::fs::File;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use app::{AlertFile, AlertImport};
use catalogue::Args;
use chrono::NaiveDate;
use clap::ValueEnum;
use contract::{AlertListFormat, AlertListImported, AlertUsual, RejectedAlertRow, RemoveAlertList, SetAlertThreshold};
use domain::Agency;

use crate::Call;
use crate::answer::{Answer, Trouble};
use crate::verbs::{open, unwrap};
use crate::words::catalogue;

/// What is to be imported.
#[derive(Debug, clap::Args)]
pub struct Import {
    /// The file.
    file: PathBuf,
    /// The list's name.
    #[arg(long)]
    list: String,
    /// The file's format; without it the file shows which.
    #[arg(long)]
    format: Option<Format>,
    /// The file says what changed of the list.
    #[arg(long)]
    change: bool,
    /// The officer's own agency alone reads it.
    #[arg(long)]
    agency: bool,
    /// Why they are listed, where the file does not say.
    #[arg(long)]
    reason: String,
    /// What the officer is to do, where the file does not say.
    #[arg(long)]
    instruction: String,
    /// How hits are to be handled, by the State's own code.
    #[arg(long)]
    handling: Option<String>,
    /// Two officers look at every hit.
    #[arg(long)]
    two: bool,
    /// The last day on which it is searched, such as 2027-12-31.
    #[arg(long, value_name = "DAY")]
    until: Option<NaiveDate>,
    /// Where to write every row that was rejected, as a table.
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
}

/// A format by its name on the command line.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Format {
    /// A table.
    Csv,
    /// The consolidated list of the United Nations Security Council.
    Un,
    /// FollowTheMoney, one object a line.
    Ftm,
}

/// Lists them.
pub async fn list(call: &Call) -> Result<Answer, Trouble> {
    let workstation = open(call).await?;
    let officer = unwrap(call, &workstation).await?;
    let view = officer.alert_lists().await?;
    call.output.say(&view, || {
        if view.lists.is_empty() {
            return catalogue().text("cli-alerts-none");
        }
        let line = |list: &contract::AlertListHead| {
            let agency = list.agency.map_or("state", Agency::word);
            format!(
                "{:<24} {:>9}  {:<12} {}  {}",
                list.name,
                list.entries,
                agency,
                list.at.format("%Y-%m-%d %H:%M"),
                list.by
            )
        };
        view.lists.iter().map(line).collect::<Vec<_>>().join("\n")
    })
}

/// Imports one.
pub async fn import(call: &Call, import: Import) -> Result<Answer, Trouble> {
    let workstation = open(call).await?;
    let officer = unwrap(call, &workstation).await?;
    let format = import.format.map(|format| match format {
        Format::Csv => AlertListFormat::Csv,
        Format::Un => AlertListFormat::UnXml,
        Format::Ftm => AlertListFormat::FollowTheMoney,
    });
    let (file, length) = AlertFile::open(&import.file, format).map_err(app::Error::File)?;
    let how = AlertImport {
        name: import.list.clone(),
        is_agency: import.agency,
        is_change: import.change,
        usual: AlertUsual {
            reason: import.reason,
            instruction: import.instruction,
            handling: import.handling,
            needs_two: import.two,
        },
        until: import.until,
    };
    // What a list is made of is told as it is read, for whoever waits at a terminal.
    let tell = move |bytes: u64, entries: u64| {
        eprint!("\r{} %  {entries} …", bytes.saturating_mul(100) / length.max(1));
    };
    let (told, rows) = officer.import_alerts(how, file, tell).await?;
    eprintln!();
    if let Some(report) = &import.report {
        write_report(report, &rows).map_err(app::Error::File)?;
    }
    if let Some(broken) = &told.broken {
        let words = catalogue();
        let why =
            words.text_with(&format!("alerts-broken-{}", broken.why), &Args::new().with("what", broken.what.as_str()));
        let said =
            words.text_with("alerts-broken", &Args::new().with("line", broken.line.to_string()).with("why", why));
        return Err(Trouble::usage(&said));
    }
    call.output.say(&told, || imported(&told))
}

/// Takes one away.
pub async fn remove(call: &Call, name: String, agency: bool) -> Result<Answer, Trouble> {
    let workstation = open(call).await?;
    let officer = unwrap(call, &workstation).await?;
    let agency = agency.then_some(officer.alert_lists().await?.agency);
    officer.remove_alert_list(&RemoveAlertList { name: name.clone(), agency }).await?;
    call.output.say(&serde_json::json!({ "removed": name }), || {
        catalogue().text_with("alerts-removed", &Args::new().with("list", name.as_str()))
    })
}

/// Sets how alike a person has to be.
pub async fn threshold(call: &Call, percent: Option<u16>) -> Result<Answer, Trouble> {
    let workstation = open(call).await?;
    let officer = unwrap(call, &workstation).await?;
    let threshold = percent.map(|percent| percent.saturating_mul(10));
    officer.set_alert_threshold(SetAlertThreshold { threshold }).await?;
    call.output.say(&serde_json::json!({ "threshold": threshold }), || catalogue().text("alerts-threshold-set"))
}

fn imported(told: &AlertListImported) -> String {
    let words = catalogue();
    let count = |count: u32| i64::from(count);
    let args = Args::new()
        .with_count("entries", count(told.entries))
        .with_count("added", count(told.added))
        .with_count("changed", count(told.changed))
        .with_count("removed", count(told.removed));
    let mut lines = vec![words.text_with("alerts-came", &args)];
    if !told.unknown.is_empty() {
        lines.push(words.text_with("alerts-unknown", &Args::new().with("fields", told.unknown.join(", "))));
    }
    if told.rejected > 0 {
        lines.push(words.text_with("alerts-rejected", &Args::new().with_count("count", count(told.rejected))));
        lines.extend(told.rows.iter().map(|row| {
            let why = words.text(&format!("alerts-fault-{}", row.why));
            format!("{:>8}  {}: {why}: {}", row.line, row.field, row.text)
        }));
    }
    lines.join("\n")
}

/// Writes rejected rows as a table: line, field, why, text.
fn write_report(file: &Path, rows: &[RejectedAlertRow]) -> std::io::Result<()> {
    let mut out = std::io::BufWriter::new(File::create(file)?);
    writeln!(out, "line,field,why,text")?;
    for row in rows {
        writeln!(out, "{},{},{},{}", row.line, quoted(&row.field), row.why, quoted(&row.text))?;
    }
    out.flush()
}

/// Quotes a cell; what a spreadsheet would take for a formula is kept from being one.
fn quoted(cell: &str) -> String {
    let begins = cell.starts_with(['=', '+', '-', '@']);
    format!("\"{}{}\"", if begins { "'" } else { "" }, cell.replace('"', "\"\""))
}
