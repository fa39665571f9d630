//! Messages on a crossing: within the officer's State, or told to the other.

use catalogue::Args;
use clap::Subcommand;
use contract::{CrossingRequest, SendMessage};
use domain::{Agency, Reference, StateCode};
use serde_json::json;

use super::officer::word;
use super::{open, sign_in};
use crate::Call;
use crate::answer::{Answer, Trouble};
use crate::words::catalogue;

/// What to do with messages.
#[derive(Debug, Subcommand)]
pub enum What {
    /// Sends one. To the officer's own State it stays there; to the other State it is told, and stands in the shared journal.
    Send {
        /// The crossing.
        reference: String,
        /// To which State.
        #[arg(long)]
        state: String,
        /// To which agency of it.
        #[arg(long)]
        agency: String,
        /// What.
        words: String,
    },
    /// Lists those on a crossing.
    List {
        /// The crossing.
        reference: String,
    },
}

/// Does it.
pub async fn run(call: &Call, what: What) -> Result<Answer, Trouble> {
    let workstation = open(call).await?;
    let officer = sign_in(call, &workstation).await?;
    match what {
        What::Send { reference, state, agency, words } => {
            let crossing: Reference = reference.parse().map_err(|_| app::Error::NotFound)?;
            let state: StateCode = state.parse().map_err(|_| Trouble::usage(&format!("{state} is no State's code")))?;
            let agency = word::<Agency>(&agency)?;
            let key = workstation.clock().new_id();
            officer.send_message(&SendMessage { key, crossing: crossing.clone(), state, agency, words }).await?;
            let key = if state == officer.state() { "cli-message-kept" } else { "cli-message-told" };
            call.output.say(&json!({ "crossing": crossing, "state": state, "agency": agency }), || {
                catalogue().text_with(key, &Args::new().with("state", state.to_string()))
            })
        }
        What::List { reference } => {
            let reference: Reference = reference.parse().map_err(|_| app::Error::NotFound)?;
            let view = officer.crossing(&CrossingRequest { reference }).await?;
            call.output.say(&view.messages, || {
                let lines = view.messages.iter().map(|one| {
                    format!(
                        "{} {} {} {} → {} {}: {}",
                        one.at.format("%Y-%m-%d %H:%M UTC"),
                        one.from,
                        one.from_agency.word(),
                        one.officer,
                        one.to,
                        one.to_agency.word(),
                        one.words.as_deref().unwrap_or("–")
                    )
                });
                lines.collect::<Vec<_>>().join("\n")
            })
        }
    }
}
