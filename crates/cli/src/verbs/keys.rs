//! `keys`: a new epoch of a State's keys, a new root in place of the one before.

use clap::Subcommand;
use serde_json::json;

use super::open;
use crate::Call;
use crate::answer::{Answer, Trouble};

/// What to make new.
#[derive(Debug, Subcommand)]
pub enum What {
    /// Begins a new epoch of all reader keys of the administrator's State: what is written from now on is sealed to them.
    Epoch,
    /// Replaces the root of the administrator's State: the new one alone vouches for officers and keys from now on, and nobody
    /// needs to be certified again. The new recovery code is shown once: write it down.
    Root,
}

/// Does it.
pub async fn run(call: &Call, what: What) -> Result<Answer, Trouble> {
    let workstation = open(call).await?;
    let administrator = super::unwrap(call, &workstation).await?;
    let state = administrator.state();
    match what {
        What::Epoch => {
            administrator.begin_epoch().await?;
            call.output.say(&json!({ "country": state }), || {
                format!("From now on what officers of {state} seal is sealed to new keys. What was sealed before stays readable.")
            })
        }
        What::Root => {
            let code = administrator.replace_root().await?;
            call.output.say(&json!({ "country": state, "recovery_code": code.as_str() }), || {
                format!("{state} has a new root: the one before vouches for nothing any more.\n{}", once(state, &code))
            })
        }
    }
}

/// Tells a new recovery code that took the place of another, this once.
pub(super) fn once(state: domain::StateCode, code: &str) -> String {
    format!(
        "New recovery code of {state}: {code}\nIt is not shown again. Keep it on paper, away from the post, and destroy the one before."
    )
}
