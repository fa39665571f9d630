//! Photographs of the examinations of a crossing, as far as the officer may see them.

use std::path::PathBuf;

use app::SeenPhotograph;
use catalogue::Args;
use clap::Subcommand;
use domain::Reference;
use serde_json::{Value, json};

use super::{open, sign_in};
use crate::Call;
use crate::answer::{Answer, Trouble};
use crate::words::catalogue;

/// What to do with photographs.
#[derive(Debug, Subcommand)]
pub enum What {
    /// Lists those of a crossing: the own State's from the moment on at which they are filed, the other's once they are revealed.
    List {
        /// The crossing.
        reference: String,
    },
    /// Writes one to a file, if it is to the byte the one that the findings name.
    Save {
        /// The crossing.
        reference: String,
        /// Its SHA-256, or as much of its beginning as tells it from the others.
        digest: String,
        /// Where to write it.
        #[arg(short, long, value_name = "FILE")]
        output: PathBuf,
    },
}

/// Does it.
pub async fn run(call: &Call, what: What) -> Result<Answer, Trouble> {
    let workstation = open(call).await?;
    let officer = sign_in(call, &workstation).await?;
    match what {
        What::List { reference } => {
            let reference: Reference = reference.parse().map_err(|_| app::Error::NotFound)?;
            let seen = officer.photographs_on(&reference).await?;
            call.output.say(&seen.iter().map(told).collect::<Vec<_>>(), || {
                if seen.is_empty() {
                    return catalogue().text("cli-photographs-none");
                }
                seen.iter().map(line).collect::<Vec<_>>().join("\n")
            })
        }
        What::Save { reference, digest, output } => {
            let reference: Reference = reference.parse().map_err(|_| app::Error::NotFound)?;
            let wanted = digest.trim().to_ascii_lowercase();
            let seen = officer.photographs_on(&reference).await?;
            let mut found = seen.iter().filter(|one| one.photograph.digest.starts_with(&wanted));
            let (first, next) = (found.next().ok_or(app::Error::NotFound)?, found.next());
            // What both States filed is one picture all the same.
            if next.is_some_and(|next| next.photograph.digest != first.photograph.digest) {
                return Err(Trouble::usage(&format!("more than one photograph begins with {wanted}")));
            }
            let bytes = officer.take_photograph(&first.photograph).await?;
            std::fs::write(&output, bytes).map_err(app::Error::File)?;
            let mut value = told(first);
            if let Some(fields) = value.as_object_mut() {
                fields.insert("file".to_owned(), json!(output));
            }
            call.output.say(&value, || {
                catalogue().text_with("cli-photograph-saved", &Args::new().with("file", output.display().to_string()))
            })
        }
    }
}

/// A photograph as the command line tells it: without the key that it is sealed with.
fn told(seen: &SeenPhotograph) -> Value {
    let SeenPhotograph { examination, state, is_revealed, photograph } = seen;
    json!({
        "examination": examination, "state": state, "revealed": is_revealed, "digest": photograph.digest,
        "media": photograph.media, "bytes": photograph.bytes,
    })
}

fn line(seen: &SeenPhotograph) -> String {
    let SeenPhotograph { examination, state, is_revealed, photograph } = seen;
    let stands = catalogue().text(if *is_revealed { "cli-photograph-revealed" } else { "cli-photograph-filed" });
    let (media, bytes) = (photograph.media.mime(), photograph.bytes);
    format!("{}  {state}  {}  {media:<10} {bytes:>8}  {stands}", examination.0, photograph.digest)
}
