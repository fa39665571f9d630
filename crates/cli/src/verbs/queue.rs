//! `queue` and `crossing show`: open data for everybody; nothing private is read here.

use std::sync::Arc;

use app::Workstation;
use clap::Subcommand;
use domain::{Crossing, Reference};
use serde_json::{Value, json};

use super::{open, unwrap};
use crate::Call;
use crate::answer::{Answer, Trouble};
use crate::words::catalogue;

/// What to do with a crossing.
#[derive(Debug, Subcommand)]
pub enum What {
    /// Shows it with its acts.
    Show {
        /// Its reference.
        reference: String,
    },
}

/// Shows the open crossings, or all.
pub async fn queue(call: &Call, all: bool) -> Result<Answer, Trouble> {
    let workstation = open(call).await?;
    is_whom_he_says(call, &workstation).await?;
    let crossings = workstation.crossings_in_order(all).await?;
    let now = workstation.clock().now();
    let values: Vec<Value> = crossings.iter().map(|crossing| shown(&crossing.as_of(now))).collect();
    call.output.say(&values, || {
        if crossings.is_empty() {
            return catalogue().text("cli-queue-empty");
        }
        let line = |crossing: &Crossing| {
            let name = crossing.lead().and_then(|lead| lead.facts.as_ref()).map(|facts| facts.label());
            format!(
                "{}  {} → {}  {:<12} {:<16} {}",
                crossing.reference,
                crossing.exit_state,
                crossing.entry_state,
                catalogue().text(&format!("flow-{}", crossing.flow.word())),
                stands(crossing),
                name.unwrap_or_default(),
            )
        };
        crossings.iter().map(|crossing| line(&crossing.as_of(now))).collect::<Vec<_>>().join("\n")
    })
}

/// Open data are anybody's; an officer who is named is asked for his password all the same, and whether he may sign in here.
async fn is_whom_he_says(call: &Call, workstation: &Arc<Workstation>) -> Result<(), Trouble> {
    if call.officer.is_some() { unwrap(call, workstation).await.map(drop) } else { Ok(()) }
}

/// Shows one crossing.
pub async fn crossing(call: &Call, what: What) -> Result<Answer, Trouble> {
    let What::Show { reference } = what;
    let workstation = open(call).await?;
    is_whom_he_says(call, &workstation).await?;
    let reference: Reference = reference.parse().map_err(|_| app::Error::NotFound)?;
    let (folded, acts) = workstation.shown(&reference).await?;
    let now = workstation.clock().now();
    let crossing = folded.as_of(now);
    let mut value = shown(&crossing);
    if let Some(fields) = value.as_object_mut() {
        fields.insert("acts".to_owned(), Value::Array(acts.clone()));
    }
    call.output.say(&value, || {
        let head = format!(
            "{}  {} → {}  {}",
            crossing.reference,
            crossing.exit_state,
            crossing.entry_state,
            stands(&crossing)
        );
        let line = |act: &Value| {
            let field = |name: &str| act.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
            format!(
                "  {}  {} {:<12} {:<10} {}",
                field("at"),
                field("country"),
                field("agency"),
                field("officer"),
                field("kind")
            )
        };
        std::iter::once(head).chain(acts.iter().map(line)).collect::<Vec<_>>().join("\n")
    })
}

/// Returns where a crossing stands, as far as this program knows.
fn stands(crossing: &Crossing) -> String {
    match &crossing.newer {
        Some(_) => catalogue().text("whereabouts-newer"),
        None => catalogue().text(&format!("phase-{}", crossing.phase().word())),
    }
}

/// A crossing as the command line tells it.
fn shown(crossing: &Crossing) -> Value {
    let subjects: Vec<Value> = crossing
        .subjects
        .values()
        .map(|subject| {
            json!({ "id": subject.id, "kind": subject.kind.word(), "phase": crossing.phase_of(subject).word() })
        })
        .collect();
    let steps: Vec<Value> = crossing
        .steps
        .values()
        .map(|step| {
            json!({
                "id": step.id, "subject": step.subject, "side": step.side, "country": step.state,
                "agency": step.agency.word(), "control": step.control, "state": crossing.state_of(step).word(),
            })
        })
        .collect();
    json!({
        "reference": crossing.reference, "flow": crossing.flow.word(), "direction": crossing.direction.word(),
        "phase": crossing.phase().word(), "category": crossing.category.map(|category| category.word()),
        "priority": crossing.priority.word(), "arrived_at": crossing.arrived_at, "version": crossing.version,
        "subjects": subjects, "steps": steps, "newer": crossing.newer,
    })
}
