//! `secrets`: where this workstation keeps what must not lie beside the database.

use app::{SecretName, SecretPlace, Secrets, home};
use clap::Subcommand;
use domain::StateCode;
use serde_json::json;

use super::officer::word;
use super::open;
use crate::Call;
use crate::answer::{Answer, Trouble};

/// What to do with secrets.
#[derive(Debug, Subcommand)]
pub enum What {
    /// Says where the enrolment secret of each State lies that this workstation works for.
    List,
    /// Moves a State's enrolment secret from its file into the system keyring, which has to be unlocked.
    Move {
        /// The State, in three letters.
        state: String,
    },
}

/// Does it.
pub async fn run(call: &Call, what: What) -> Result<Answer, Trouble> {
    let workstation = open(call).await?;
    let secrets = Secrets::of(&home());
    let info = workstation.info();
    match what {
        What::List => {
            let mut found = Vec::new();
            for state in info.plan.map(|plan| plan.states).into_iter().flatten() {
                let place = secrets.place(&SecretName::enrolment(workstation.id(), state)).await?;
                found.push((state, place));
            }
            let rows: Vec<_> =
                found.iter().map(|(state, place)| json!({ "country": state, "enrolment": place })).collect();
            call.output.say(&rows, || {
                let line = |(state, place): &(StateCode, Option<SecretPlace>)| match place {
                    Some(SecretPlace::Keyring) => format!("{state}  in the system keyring"),
                    Some(SecretPlace::File(path)) => {
                        format!("{state}  in a file for this user alone: {}", path.display())
                    }
                    None => format!("{state}  not here: its officers can't sign in at this workstation"),
                };
                found.iter().map(line).collect::<Vec<_>>().join("\n")
            })
        }
        What::Move { state } => {
            let state: StateCode = word(&state)?;
            secrets.move_to_keyring(&SecretName::enrolment(workstation.id(), state)).await?;
            call.output.say(&json!({ "country": state, "enrolment": SecretPlace::Keyring }), || {
                format!(
                    "The enrolment secret of {state} lies in the system keyring; its file is removed. Other copies of the file, in \
                     backups of this folder too, are still worth as much."
                )
            })
        }
    }
}
