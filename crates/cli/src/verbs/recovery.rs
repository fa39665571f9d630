//! `recovery`: the code of a State that lost all its administrators.

use app::{NewOfficer, recover};
use clap::Subcommand;
use domain::{Agency, OfficerNumber, Role, StateCode};
use serde_json::json;

use super::officer::word;
use super::open;
use crate::Call;
use crate::answer::{Answer, Trouble};
use crate::secrets;

/// What to do with the code.
#[derive(Debug, Subcommand)]
pub enum What {
    /// Draws a new code for the administrator's State, in place of the one before. It is shown once: write it down.
    New,
    /// Certifies a new administrator by the code, which comes from OSBP_RECOVERY_CODE or is asked for. Root and keys are made
    /// new with it, and the new code is shown once: write it down.
    Use {
        /// The administrator's number.
        number: String,
        /// The State, in three letters.
        #[arg(long)]
        state: String,
        /// His name: only his own State sees it.
        #[arg(long)]
        name: String,
        /// His agency.
        #[arg(long, default_value = "immigration")]
        agency: String,
    },
}

/// Does it.
pub async fn run(call: &Call, what: What) -> Result<Answer, Trouble> {
    let workstation = open(call).await?;
    match what {
        What::New => {
            let administrator = super::unwrap(call, &workstation).await?;
            let code = administrator.new_recovery_code().await?;
            call.output.say(&json!({ "country": administrator.state(), "recovery_code": code.as_str() }), || {
                format!(
                    "Recovery code of {}: {}\nIt is not shown again. Keep it on paper, away from the post.",
                    administrator.state(),
                    code.as_str()
                )
            })
        }
        What::Use { number, state, name, agency } => {
            let officer = OfficerNumber::parse(&number).map_err(|error| Trouble::usage(&error.to_string()))?;
            let state: StateCode = word(&state)?;
            let code = secrets::recovery_code(state.as_str())?;
            let new = NewOfficer {
                password: secrets::new_password(officer.as_str(), state.as_str())?,
                name,
                agency: word::<Agency>(&agency)?,
                roles: [Role::Administrator].into_iter().collect(),
                officer,
            };
            let drawn = recover(&workstation, state, &code, &new).await?;
            let value = json!({ "officer": new.officer, "country": state, "recovery_code": drawn.as_str() });
            call.output.say(&value, || {
                format!(
                    "Officer {} administers {state} from now on. What the code opened is replaced: its root and its keys.\n{}",
                    new.officer,
                    super::keys::once(state, &drawn)
                )
            })
        }
    }
}
