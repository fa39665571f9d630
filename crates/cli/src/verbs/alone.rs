//! `post alone`: supervisors of both States agree to go on while the server's second disk is missing.

use catalogue::Args;
use chrono::TimeDelta;
use contract::{AgreeAlone, EndAlone};
use domain::alone::{Alone, AloneEnd};
use serde_json::json;

use super::{open, unwrap};
use crate::Call;
use crate::answer::{Answer, Trouble};
use crate::words::catalogue;

/// What a supervisor wants of it.
#[derive(Debug, clap::Args)]
pub struct What {
    /// Asks to go on without the second disk for so many hours.
    #[arg(long, value_name = "NUMBER", requires = "why")]
    hours: Option<i64>,
    /// Why; both States read it.
    #[arg(long, requires = "hours")]
    why: Option<String>,
    /// Agrees to what the other State's supervisor asked for.
    #[arg(long, conflicts_with = "hours")]
    agree: bool,
    /// Takes away what either State's supervisor asked for; what was agreed before stays.
    #[arg(long, conflicts_with_all = ["hours", "agree"])]
    decline: bool,
    /// Has the post wait for its second disk again.
    #[arg(long, conflicts_with_all = ["hours", "agree", "decline"])]
    end: bool,
}

/// Does it, and says how it stands then.
pub async fn run(call: &Call, what: What) -> Result<Answer, Trouble> {
    let workstation = open(call).await?;
    let supervisor = unwrap(call, &workstation).await?;
    let key = workstation.clock().new_id();
    match what {
        What { hours: Some(hours), why: Some(why), .. } => {
            let until = TimeDelta::try_hours(hours).and_then(|time| workstation.clock().now().checked_add_signed(time));
            let until = until.ok_or_else(|| Trouble::usage("for how many hours?"))?;
            supervisor.agree_alone(AgreeAlone { key, alone: Alone { until, why } }).await?;
        }
        What { agree: true, .. } => {
            let asked = supervisor.alone().asked.into_iter().find(|(state, _)| *state != supervisor.state());
            let Some((_, asked)) = asked else { return Err(app::Error::NotFound.into()) };
            supervisor.agree_alone(AgreeAlone { key, alone: asked.alone }).await?;
        }
        What { decline: true, .. } => supervisor.end_alone(EndAlone { key, what: AloneEnd::Request }).await?,
        What { end: true, .. } => supervisor.end_alone(EndAlone { key, what: AloneEnd::Agreement }).await?,
        What { .. } => {}
    }
    let now = supervisor.alone();
    let answer =
        json!({ "agreed": now.agreed, "asked": now.asked, "missing_since": workstation.second_disk_missing() });
    workstation.store().close().await;
    call.output.say(&answer, || {
        let time = |at: domain::At| at.format("%Y-%m-%d %H:%M UTC").to_string();
        let mut lines = Vec::new();
        if let Some(agreed) = &now.agreed {
            let signed: Vec<String> =
                agreed.signed.iter().map(|(state, officer)| format!("{officer} ({state})")).collect();
            let args = Args::new()
                .with("until", time(agreed.alone.until))
                .with("signed", signed.join(", "))
                .with("why", agreed.alone.why.clone());
            lines.push(catalogue().text_with("cli-alone-agreed", &args));
        }
        lines.extend(now.asked.iter().map(|(state, asked)| {
            let args = Args::new()
                .with("state", state.to_string())
                .with("officer", asked.by.to_string())
                .with("until", time(asked.alone.until))
                .with("why", asked.alone.why.clone());
            catalogue().text_with("cli-alone-asked", &args)
        }));
        if lines.is_empty() {
            lines.push(catalogue().text("cli-alone-nobody"));
        }
        lines.join("\n")
    })
}
