//! Lawful erasure, once the agreed period is over: facts by both States, what is sealed to a State and its own journal by that
//! State.

use chrono::{NaiveDate, NaiveTime};
use clap::Subcommand;
use serde_json::json;

use super::{open, unwrap};
use crate::Call;
use crate::answer::{Answer, Trouble};
use crate::words::catalogue;
use catalogue::Args;

/// What to erase.
#[derive(Debug, Subcommand)]
pub enum What {
    /// Agrees for the officer's State that facts of acts before a day be erased; the other State's supervisor then erases them.
    Agree {
        /// The day (UTC), such as 2026-11-22.
        #[arg(long, value_name = "DAY")]
        before: NaiveDate,
    },
    /// Erases the facts that both States see, of acts before a day: names, documents, plates, goods.
    Facts {
        /// The day (UTC), the one that the other State agreed to.
        #[arg(long, value_name = "DAY")]
        before: NaiveDate,
    },
    /// Erases what is sealed to the officer's State, of acts on crossings before a day.
    Sealed {
        /// The day (UTC).
        #[arg(long, value_name = "DAY")]
        before: NaiveDate,
    },
    /// Erases what stands in the own journal of the officer's State from before a day; its pages stay, and verify.
    Own {
        /// The day (UTC).
        #[arg(long, value_name = "DAY")]
        before: NaiveDate,
    },
}

/// Erases. A supervisor does.
pub async fn run(call: &Call, what: What) -> Result<Answer, Trouble> {
    let workstation = open(call).await?;
    let officer = unwrap(call, &workstation).await?;
    let state = officer.state();
    let start = |day: NaiveDate| day.and_time(NaiveTime::MIN).and_utc();
    let (key, before, erased) = match what {
        What::Agree { before } => {
            officer.agree_to_erasure(start(before)).await?;
            ("cli-erase-agreed", before, None)
        }
        What::Facts { before } => ("cli-erase-facts", before, Some(officer.erase_facts(start(before)).await?)),
        What::Own { before } => ("cli-erase-own", before, Some(officer.erase_own_journal(start(before)).await?)),
        What::Sealed { before } => ("cli-erase-sealed", before, Some(officer.erase_sealed(start(before)).await?)),
    };
    let value = json!({ "state": state, "before": before, "erased": erased });
    call.output.say(&value, || {
        let args = Args::new()
            .with("state", state.to_string())
            .with("before", before.to_string())
            .with("seq", erased.map_or(0, |erased| erased.up_to).to_string())
            .with("crossings", erased.map_or(0, |erased| erased.crossings).to_string());
        catalogue().text_with(key, &args)
    })
}
