//! `journal verify`: proves that nothing was changed, or names the act that was.

use clap::Subcommand;
use serde_json::{Value, json};

use super::open;
use crate::Call;
use crate::answer::{Answer, Exit, Trouble};
use crate::words::catalogue;

/// What to do with the journal.
#[derive(Debug, Subcommand)]
pub enum What {
    /// Verifies numbers, chain, digests, signatures, certificates and the procedure of every act.
    Verify,
}

/// Verifies.
pub async fn run(call: &Call, what: What) -> Result<Answer, Trouble> {
    let What::Verify = what;
    let workstation = open(call).await?;
    let found = app::verify(workstation.store()).await?;
    let problems: Vec<Value> = found
        .problems
        .iter()
        .map(|problem| {
            let check = serde_json::to_value(problem.check).unwrap_or_default();
            let word = check.as_str().unwrap_or_default().to_owned();
            json!({ "seq": problem.seq, "check": word, "message": catalogue().text(&format!("cli-fault-{word}")) })
        })
        .collect();
    let value = json!({
        "acts": found.acts, "ok": found.is_ok(), "problems": problems,
        "replayed": found.replayed, "sealed_unread": found.sealed_unread,
        "sealed_unseen": found.sealed_unseen,
    });
    let exit = if found.is_ok() { Exit::Done } else { Exit::No };
    call.output.say_with(
        &value,
        || {
            if found.is_ok() {
                let holds = format!("{} acts: numbers, chain, digests, signatures and procedure hold.", found.acts);
                return match found.sealed_unseen {
                    0 => holds,
                    unseen => format!(
                        "{holds}\n{unseen} sealed parts are the other State's to look at: this workstation can't see them."
                    ),
                };
            }
            let line = |problem: &Value| {
                let seq = problem.get("seq").and_then(Value::as_i64).unwrap_or_default();
                let words = problem.get("message").and_then(Value::as_str).unwrap_or_default();
                format!("act {seq}: {words}")
            };
            problems.iter().map(line).collect::<Vec<_>>().join("\n")
        },
        exit,
    )
}
