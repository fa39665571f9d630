//! What both States agree on after the founding: versions of procedure templates and settings, proposed by one State and agreed by
//! the other; each State's own clocks.

use std::path::PathBuf;

use catalogue::Args;
use clap::Subcommand;
use contract::{AnswerProposal, SetClocks};
use domain::agreeing::{Proposal, ProposalNumber};
use domain::post::Settings;
use domain::program::ProgramVersion;
use serde_json::json;

use super::{open, read, unwrap};
use crate::Call;
use crate::answer::{Answer, Trouble};
use crate::words::catalogue;

/// What to agree on.
#[derive(Debug, Subcommand)]
pub enum What {
    /// Lists what is agreed and what is proposed.
    List,
    /// Proposes a version of a procedure template to the other State, from a file like those of assets/procedure.
    Template {
        /// The file, or `-` for standard input.
        file: PathBuf,
    },
    /// Proposes other settings to the other State, from a file of durations in minutes.
    Settings {
        /// The file, or `-` for standard input.
        file: PathBuf,
        /// From which day on (UTC), such as 2026-12-01.
        #[arg(long, value_name = "DAY")]
        from: chrono::NaiveDate,
    },
    /// Proposes to the other State that nobody works with an older program than this version.
    Program {
        /// The version, such as 1.4.2: this program's own at most.
        version: ProgramVersion,
        /// From which day on (UTC), such as 2026-12-01.
        #[arg(long, value_name = "DAY")]
        from: chrono::NaiveDate,
    },
    /// Agrees to a proposal of the other State.
    Agree {
        /// Its number.
        number: u32,
    },
    /// Declines a proposal of the other State, or takes an own one back.
    Decline {
        /// Its number.
        number: u32,
    },
    /// Sets the clocks of the officer's State from a moment on.
    Clocks {
        /// How far they are ahead of UTC then, in minutes.
        minutes: i32,
        /// The moment, such as 2026-12-01T01:00:00Z.
        #[arg(long, value_name = "TIME")]
        from: domain::At,
    },
}

/// Does it. Supervisors and administrators of each State do.
pub async fn run(call: &Call, what: What) -> Result<Answer, Trouble> {
    let workstation = open(call).await?;
    let officer = unwrap(call, &workstation).await?;
    let state = officer.state().to_string();
    let said = |key: &'static str, number: String| {
        move || catalogue().text_with(key, &Args::new().with("number", number).with("state", state))
    };
    match what {
        What::List => {
            let view = officer.agreement().await?;
            call.output.say(&view, || {
                let words = catalogue();
                let in_force = view.templates.iter().filter(|known| known.is_in_force);
                let mut lines: Vec<String> = in_force
                    .map(|known| {
                        let args = Args::new()
                            .with("version", known.template.version.as_str())
                            .with("from", known.template.from.to_string());
                        words.text_with("cli-agreement-in-force", &args)
                    })
                    .collect();
                lines.extend(view.least_program.map(|least| {
                    words.text_with("cli-agreement-least", &Args::new().with("version", least.to_string()))
                }));
                lines.extend(view.proposals.iter().map(|known| {
                    let what = match &known.proposal {
                        Proposal::Template { template } => template.version.clone(),
                        Proposal::Settings { .. } => words.text("cli-agreement-settings"),
                        Proposal::Program { least, .. } => {
                            words.text_with("cli-agreement-program", &Args::new().with("version", least.to_string()))
                        }
                    };
                    let key = match known.answer.as_ref().map(|answer| answer.is_agreed) {
                        None => "cli-agreement-open",
                        Some(true) => "cli-agreement-agreed",
                        Some(false) => "cli-agreement-declined",
                    };
                    let args = Args::new()
                        .with("number", known.number.0.to_string())
                        .with("state", known.state.to_string())
                        .with("officer", known.by.to_string())
                        .with("what", what)
                        .with("from", known.proposal.from().to_string());
                    words.text_with(key, &args)
                }));
                lines.join("\n")
            })
        }
        What::Template { file } => {
            let text = read(Some(&file))?;
            let template = toml::from_str(&text).map_err(|error| Trouble::usage(&error.to_string()))?;
            let number = officer.propose(&Proposal::Template { template }).await?;
            call.output.say(&json!({ "number": number }), said("cli-agreement-proposed", number.0.to_string()))
        }
        What::Settings { file, from } => {
            let text = read(Some(&file))?;
            let settings: Settings = toml::from_str(&text).map_err(|error| Trouble::usage(&error.to_string()))?;
            let number = officer.propose(&Proposal::Settings { from, settings }).await?;
            call.output.say(&json!({ "number": number }), said("cli-agreement-proposed", number.0.to_string()))
        }
        What::Program { version: least, from } => {
            let number = officer.propose(&Proposal::Program { from, least }).await?;
            call.output.say(&json!({ "number": number }), said("cli-agreement-proposed", number.0.to_string()))
        }
        What::Agree { number } => {
            officer.answer_proposal(AnswerProposal { number: ProposalNumber(number), agrees: true }).await?;
            let value = json!({ "number": number, "agreed": true });
            call.output.say(&value, said("cli-agreement-did-agree", number.to_string()))
        }
        What::Decline { number } => {
            officer.answer_proposal(AnswerProposal { number: ProposalNumber(number), agrees: false }).await?;
            let value = json!({ "number": number, "agreed": false });
            call.output.say(&value, said("cli-agreement-did-decline", number.to_string()))
        }
        What::Clocks { minutes, from } => {
            officer.set_clocks(SetClocks { from, minutes }).await?;
            let when = format!("{minutes} · {}", from.format("%Y-%m-%d %H:%M UTC"));
            call.output.say(&json!({ "minutes": minutes, "from": from }), said("cli-agreement-clocks", when))
        }
    }
}
