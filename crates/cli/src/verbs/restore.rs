//! `restore`: puts a backup where no post is; `restore sign`: a supervisor of each State signs that the post goes on from it.

use std::path::PathBuf;

use app::{Restoring, home, sign_restoration};
use catalogue::Args;
use clap::Subcommand;
use domain::backup::Restoration;
use serde_json::json;

use super::address;
use super::backup::opener;
use crate::Call;
use crate::answer::{Answer, Trouble};
use crate::secrets;
use crate::words::catalogue;

/// What else to do with a restoration.
#[derive(Debug, Subcommand)]
pub enum What {
    /// Signs, as a supervisor, that the post goes on from the backup: once for each State.
    Sign {
        /// The highest number of an act that any workstation saw, if it is above what this one saw.
        #[arg(long, value_name = "NUMBER")]
        lost: Option<i64>,
    },
}

/// What to put where.
#[derive(Debug)]
pub struct Wanted {
    /// The backup.
    pub file: Option<PathBuf>,
    /// Where.
    pub to: Option<String>,
    /// Whether a post that is there may be put aside.
    pub put_aside: bool,
    /// By whose recovery code.
    pub code_of: Option<String>,
}

/// Puts it in place.
pub async fn run(call: &Call, wanted: Wanted) -> Result<Answer, Trouble> {
    let words = catalogue();
    let backup = wanted.file.ok_or_else(|| Trouble::usage(&words.text("cli-restore-which")))?;
    let to = wanted.to.or_else(|| call.db.clone()).ok_or_else(|| Trouble::usage(&words.text("cli-restore-where")))?;
    if !backup.exists() {
        return Err(app::Error::NotFound.into());
    }
    let opener = opener(call, wanted.code_of.as_deref())?;
    let restoring = Restoring { backup, address: to.clone(), home: home(), may_put_aside: wanted.put_aside };
    let done = restoring.run(opener).await?;
    call.output.say(&done, || {
        let mut lines = vec![
            words.text_with("cli-restore-done", &Args::new().with_count("seq", done.seq).with("address", to.clone())),
        ];
        if done.lost > done.seq {
            let args = Args::new().with_count("from", done.seq + 1).with_count("lost", done.lost);
            lines.push(words.text_with("cli-restore-lost", &args));
        }
        if let Some(aside) = &done.put_aside {
            lines.push(words.text_with("cli-restore-aside", &Args::new().with("file", aside.display().to_string())));
        }
        lines.push(words.text_with("cli-restore-sign", &Args::new().with("address", to.clone())));
        lines.join("\n")
    })
}

/// Signs.
pub async fn sign(call: &Call, what: What) -> Result<Answer, Trouble> {
    let What::Sign { lost } = what;
    let address = address(call)?;
    let officer = call.officer.as_deref().ok_or(app::Error::NotSignedIn)?;
    let password = secrets::password(officer)?;
    let signed = sign_restoration(address, &home(), officer, &password, lost).await?;
    let answer = json!({ "restored": signed.restored, "signed": signed.signed, "stands": signed.stands() });
    call.output.say(&answer, || {
        let key = if signed.stands() { "cli-restore-stands" } else { "cli-restore-waits" };
        let args = Args::new().with_count("seq", signed.restored.seq).with_count("lost", signed.restored.lost);
        catalogue().text_with(key, &args)
    })
}

/// Returns what is said when this workstation accepts a journal that lacks what it had seen.
pub fn accepted(restoration: &Restoration) -> String {
    let signed: Vec<String> =
        restoration.signed.iter().map(|(state, officer)| format!("{officer} ({state})")).collect();
    let restored = &restoration.restored;
    let args =
        Args::new().with_count("seq", restored.seq).with_count("lost", restored.lost).with("signed", signed.join(", "));
    catalogue().text_with("cli-restore-accepted", &args)
}
