//! The officer's shift without a window: a break, its end, what a supervisor hands over and takes over.

use catalogue::Args;
use clap::Subcommand;
use contract::TakeOver;
use serde_json::json;

use super::{open, sign_in};
use crate::Call;
use crate::answer::{Answer, Trouble};
use crate::words::catalogue;

/// What to do with the shift.
#[derive(Debug, Subcommand)]
pub enum What {
    /// Leaves for a break: claims are given up.
    Break,
    /// Comes back from a break.
    Back,
    /// Closes the shift; a supervisor hands over what is open first.
    Close {
        /// What whoever comes should know: sealed to the State.
        #[arg(long)]
        note: Option<String>,
    },
    /// Lists what was handed over in the officer's State and what is open now: supervisors see it.
    Handovers,
    /// Takes over what another supervisor handed over: the second signature.
    Take {
        /// Its number.
        number: u32,
    },
}

/// Does it.
pub async fn run(call: &Call, what: What) -> Result<Answer, Trouble> {
    let workstation = open(call).await?;
    let officer = sign_in(call, &workstation).await?;
    let say = |key: &'static str, number: u32| {
        move || catalogue().text_with(key, &Args::new().with("number", number.to_string()))
    };
    let number_of = officer.officer().clone();
    match what {
        What::Break => {
            officer.take_break(workstation.clock().new_id()).await?;
            call.output.say(&json!({ "officer": number_of, "on_break": true }), say("cli-shift-break", 0))
        }
        What::Back => {
            officer.come_back().await?;
            call.output.say(&json!({ "officer": number_of, "on_break": false }), say("cli-shift-back", 0))
        }
        What::Close { note } => {
            officer.come_back().await?;
            let handed = match note {
                Some(note) => Some(officer.hand_over(&note).await?),
                None => None,
            };
            officer.close_shift(workstation.clock().new_id()).await?;
            let key = if handed.is_some() { "cli-shift-handed" } else { "cli-shift-closed" };
            call.output.say(&json!({ "officer": number_of, "handover": handed }), say(key, handed.unwrap_or_default()))
        }
        What::Handovers => {
            let view = officer.handovers()?;
            call.output.say(&view, || {
                let lines = view.handovers.iter().map(|one| {
                    let open: Vec<String> = one.open.iter().map(|case| case.crossing.to_string()).collect();
                    let taken = one.taken.as_ref().map(|(by, _)| format!(" → {by}")).unwrap_or_default();
                    format!("{} · {}{taken} · {} · {}", one.number, one.by, one.words, open.join(", "))
                });
                lines.collect::<Vec<_>>().join("\n")
            })
        }
        What::Take { number } => {
            officer.take_over(TakeOver { number }).await?;
            call.output.say(&json!({ "handover": number, "taken_by": number_of }), say("cli-shift-taken", number))
        }
    }
}
