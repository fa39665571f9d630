//! What the officer's State looks for beside other crossings.

use catalogue::Args;
use clap::ValueEnum;
use contract::{SetUnusual, UnusualRule};
use domain::alert::Unusual;

use crate::Call;
use crate::answer::{Answer, Trouble};
use crate::verbs::{open, unwrap};
use crate::words::catalogue;

/// What is to be switched on or off.
#[derive(Debug, clap::Args)]
pub struct SetRule {
    /// What.
    which: Which,
    /// What the officer who finds it is to do.
    #[arg(long, required_unless_present = "off")]
    instruction: Option<String>,
    /// Within how many minutes the same document is looked for, a week at most.
    #[arg(long, default_value_t = 30)]
    minutes: u16,
    /// It is not looked for any more.
    #[arg(long, conflicts_with = "instruction")]
    off: bool,
}

/// What is unusual, by its name on the command line.
#[derive(Debug, Clone, Copy, ValueEnum)]
#[value(rename_all = "snake_case")]
pub enum Which {
    /// The same document left this way a short while before.
    DocumentTooSoon,
    /// The same vehicle has other plates on another crossing.
    OtherPlates,
    /// A child travels with another adult than the last time.
    OtherAdult,
}

impl From<Which> for Unusual {
    fn from(which: Which) -> Self {
        match which {
            Which::DocumentTooSoon => Self::DocumentTooSoon,
            Which::OtherPlates => Self::OtherPlates,
            Which::OtherAdult => Self::OtherAdult,
        }
    }
}

/// Lists what is looked for.
pub async fn list(call: &Call) -> Result<Answer, Trouble> {
    let workstation = open(call).await?;
    let officer = unwrap(call, &workstation).await?;
    let rules = officer.alert_lists().await?.unusual;
    call.output.say(&rules, || {
        if rules.is_empty() {
            return catalogue().text("cli-unusual-none");
        }
        rules.iter().map(said).collect::<Vec<_>>().join("\n")
    })
}

/// Switches something on or off.
pub async fn set(call: &Call, rule: SetRule) -> Result<Answer, Trouble> {
    let workstation = open(call).await?;
    let officer = unwrap(call, &workstation).await?;
    let SetRule { which, instruction, minutes, off } = rule;
    let rule = UnusualRule { which: which.into(), instruction: instruction.unwrap_or_default(), minutes };
    let request = SetUnusual { rule, is_on: !off };
    officer.set_unusual(request.clone()).await?;
    call.output.say(&request, || catalogue().text(if off { "unusual-off" } else { "unusual-set" }))
}

fn said(rule: &UnusualRule) -> String {
    let words = catalogue();
    let what = words.text(&format!("unusual-{}", rule.which.word()));
    let within = match rule.minutes {
        0 => String::new(),
        minutes => {
            format!(" {}", words.text_with("unusual-within", &Args::new().with_count("count", i64::from(minutes))))
        }
    };
    format!("{what}{within}\n    {}", rule.instruction)
}
