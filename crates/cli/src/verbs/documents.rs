//! The documents that officers of the officer's State recorded as false.

use catalogue::Args;
use clap::Subcommand;
use contract::ForgedDocumentLine;

use super::{open, unwrap};
use crate::Call;
use crate::answer::{Answer, Trouble};
use crate::words::catalogue;

/// What to do with documents.
#[derive(Debug, Subcommand)]
pub enum What {
    /// Those that were recorded as false.
    Forged {
        #[command(subcommand)]
        what: Forged,
    },
}

/// What to do with the record.
#[derive(Debug, Subcommand)]
pub enum Forged {
    /// Lists it, the newest first: supervisors, auditors and administrators do.
    List,
}

/// Does it.
pub async fn run(call: &Call, what: What) -> Result<Answer, Trouble> {
    let What::Forged { what: Forged::List } = what;
    let workstation = open(call).await?;
    let officer = unwrap(call, &workstation).await?;
    let view = officer.forged_documents().await?;
    call.output.say(&view, || {
        if view.documents.is_empty() {
            return catalogue().text("record-none");
        }
        view.documents.iter().map(said).collect::<Vec<_>>().join("\n")
    })
}

fn said(line: &ForgedDocumentLine) -> String {
    let kept = if line.found.is_kept { "check-kept" } else { "check-handed-back" };
    let args = Args::new()
        .with("at", line.at.format("%Y-%m-%d %H:%M").to_string())
        .with("document", format!("{} {}", line.issuer, line.number))
        .with("kind", catalogue().text(&format!("forged-kind-{}", line.found.kind.word())))
        .with("words", line.found.words.as_str())
        .with("crossing", line.crossing.to_string())
        .with("officer", line.officer.to_string())
        .with("kept", catalogue().text(kept));
    catalogue().text_with("cli-forged", &args)
}
