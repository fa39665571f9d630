//! Blank slips with reserved references, for when the machines stand still.

use std::path::PathBuf;

use app::BlankFor;
use catalogue::Args;
use clap::Subcommand;
use contract::PaperSize;
use domain::post::{Category, Flow};
use domain::{Direction, Reference};
use serde_json::json;

use super::officer::word;
use super::{open, sign_in};
use crate::Call;
use crate::answer::{Answer, Trouble};
use crate::words::catalogue;

/// What to do with blank slips.
#[derive(Debug, Subcommand)]
pub enum What {
    /// Reserves references and writes their blank slips as a PDF: a supervisor does.
    Reserve {
        /// How many, 50 at the most.
        #[arg(long, default_value_t = 10)]
        count: u16,
        /// For which flow, such as `bus`.
        #[arg(long)]
        flow: String,
        /// For which road lane, such as `transit`.
        #[arg(long)]
        category: Option<String>,
        /// Which way: `a_to_b` or `b_to_a`.
        #[arg(long, default_value = "a_to_b")]
        direction: String,
        /// On which paper: `a4` or `a5`.
        #[arg(long, default_value = "a4")]
        size: String,
        /// Where to write it.
        #[arg(short, long, value_name = "FILE.pdf")]
        output: PathBuf,
    },
    /// Lists the references that were reserved and not used yet.
    Unused,
}

/// Does it.
pub async fn run(call: &Call, what: What) -> Result<Answer, Trouble> {
    let workstation = open(call).await?;
    let officer = sign_in(call, &workstation).await?;
    match what {
        What::Reserve { count, flow, category, direction, size, output } => {
            let wanted = BlankFor {
                flow: word::<Flow>(&flow)?,
                category: category.map(|category| word::<Category>(&category)).transpose()?,
                direction: word::<Direction>(&direction)?,
                size: word::<PaperSize>(&size)?,
            };
            let references = officer.reserve(workstation.clock().new_id(), count).await?;
            let pdf = officer.blank_slips(&references, wanted)?;
            std::fs::write(&output, pdf).map_err(app::Error::File)?;
            call.output.say(&json!({ "references": references, "file": output }), || {
                let args = Args::new()
                    .with("first", references.first().map(Reference::to_string).unwrap_or_default())
                    .with("last", references.last().map(Reference::to_string).unwrap_or_default())
                    .with("file", output.display().to_string());
                catalogue().text_with("cli-blank-reserved", &args)
            })
        }
        What::Unused => {
            let view = officer.reserved().await?;
            call.output.say(&view, || {
                let lines = view.unused.iter().map(|one| {
                    format!("{}  {} {} {}", one.reference, one.state, one.by, one.at.format("%Y-%m-%d %H:%M UTC"))
                });
                lines.collect::<Vec<_>>().join("\n")
            })
        }
    }
}
