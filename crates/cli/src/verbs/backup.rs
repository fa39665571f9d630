//! `backup`: makes one while the post goes on, lists those there are, opens and verifies one.

use std::path::{Path, PathBuf};

use app::{BackupCause, BackupOpener, ListedBackup, MadeBackup, OpenedBackup, backups_in, home};
use catalogue::Args;
use clap::Subcommand;
use domain::StateCode;
use serde_json::{Value, json};

use super::officer::word;
use super::{address, open};
use crate::Call;
use crate::answer::{Answer, Exit, Trouble};
use crate::secrets;
use crate::words::catalogue;

/// What to do with backups.
#[derive(Debug, Subcommand)]
pub enum What {
    /// Makes one while the post goes on, reads it back, and removes those that are kept no longer. Nobody has to sign in.
    Make {
        /// The folder, best on another disk; else one under this user's home.
        #[arg(long, value_name = "FOLDER")]
        to: Option<PathBuf>,
        /// Only if the last one in the folder is older than the post's setting: for a timer.
        #[arg(long)]
        due: bool,
    },
    /// Lists the backups in a folder, newest first.
    List {
        /// The folder; else the one under this user's home of the post that `--db` names.
        #[arg(long = "in", value_name = "FOLDER")]
        folder: Option<PathBuf>,
    },
    /// Opens one as the officer who signs in, or by a recovery code, and verifies its journal. It needs no database.
    Verify {
        /// The backup.
        file: PathBuf,
        /// By the recovery code of this State, from OSBP_RECOVERY_CODE or asked for.
        #[arg(long, value_name = "STATE")]
        code_of: Option<String>,
    },
}

/// Does it.
pub async fn run(call: &Call, what: What) -> Result<Answer, Trouble> {
    match what {
        What::Make { to, due } => make(call, to, due).await,
        What::List { folder } => list(call, folder).await,
        What::Verify { file, code_of } => verify(call, &file, code_of.as_deref()).await,
    }
}

async fn make(call: &Call, to: Option<PathBuf>, due: bool) -> Result<Answer, Trouble> {
    let address = address(call)?;
    let workstation = open(call).await?;
    let folder = to.unwrap_or_else(|| workstation.usual_backups());
    let made = if due {
        workstation.back_up_if_due(address, &folder).await?
    } else {
        Some(workstation.back_up(address, &folder, BackupCause::Asked).await?)
    };
    let Some(made) = made else {
        return call.output.say(&Value::Null, || catalogue().text("cli-backup-not-due"));
    };
    let exit = if made.problems.is_empty() { Exit::Done } else { Exit::No };
    call.output.say_with(&made, || told(&made), exit)
}

fn told(made: &MadeBackup) -> String {
    let words = catalogue();
    let args = Args::new().with("file", made.file.display().to_string()).with_count("seq", made.seq);
    let mut lines = vec![words.text_with("cli-backup-made", &args)];
    if made.is_on_same_disk == Some(true) {
        lines.push(words.text("cli-backup-same-disk"));
    }
    if !made.problems.is_empty() {
        let count = i64::try_from(made.problems.len()).unwrap_or(i64::MAX);
        lines.push(words.text_with("cli-backup-problems", &Args::new().with_count("count", count)));
    }
    lines.join("\n")
}

async fn list(call: &Call, folder: Option<PathBuf>) -> Result<Answer, Trouble> {
    let folder = match folder {
        Some(folder) => folder,
        None => open(call).await?.usual_backups(),
    };
    let found = backups_in(&folder, None)?;
    call.output.say(&found.iter().map(listed).collect::<Vec<_>>(), || {
        if found.is_empty() {
            return catalogue().text_with("cli-backup-none", &Args::new().with("folder", folder.display().to_string()));
        }
        found.iter().map(line).collect::<Vec<_>>().join("\n")
    })
}

fn listed(one: &ListedBackup) -> Value {
    match &one.heading {
        Ok(heading) => json!({ "file": one.file, "bytes": one.bytes, "backup": heading }),
        Err(fault) => json!({ "file": one.file, "bytes": one.bytes, "fault": fault }),
    }
}

fn line(one: &ListedBackup) -> String {
    match &one.heading {
        Ok(heading) => {
            let at = heading.made_at.format("%Y-%m-%d %H:%M UTC");
            format!("{at}  {}  act {}  {} bytes  {}", heading.name, heading.seq, one.bytes, one.file.display())
        }
        Err(fault) => format!("{}: {}", one.file.display(), catalogue().text(&format!("cli-backup-{}", fault.word()))),
    }
}

async fn verify(call: &Call, file: &Path, code_of: Option<&str>) -> Result<Answer, Trouble> {
    let opener = opener(call, code_of)?;
    let opened = open_backup(file, opener, &home()).await?;
    let found = &opened.verification;
    let exit = if found.is_ok() { Exit::Done } else { Exit::No };
    let keepers: Vec<Value> = opened
        .heading
        .may_be_opened_by()
        .map(|(state, officer)| json!({ "country": state, "officer": officer }))
        .collect();
    let codes: Vec<StateCode> = opened.heading.opens_by_code_of().collect();
    let answer = json!({
        "post": opened.heading.name, "made_at": opened.heading.made_at, "acts": found.acts, "ok": found.is_ok(),
        "problems": found.problems, "keepers": keepers, "recovery_codes": codes,
    });
    call.output.say_with(
        &answer,
        || {
            let count = i64::try_from(found.problems.len()).unwrap_or(i64::MAX);
            if found.is_ok() {
                let acts = i64::try_from(found.acts).unwrap_or(i64::MAX);
                catalogue().text_with("cli-backup-holds", &Args::new().with_count("acts", acts))
            } else {
                catalogue().text_with("cli-backup-problems", &Args::new().with_count("count", count))
            }
        },
        exit,
    )
}

/// Returns who opens a backup: the officer of the line, or whoever has a State's code.
pub(super) fn opener(call: &Call, code_of: Option<&str>) -> Result<BackupOpener, Trouble> {
    if let Some(state) = code_of {
        let state: StateCode = word(state)?;
        return Ok(BackupOpener::Code { state, code: secrets::recovery_code(state.as_str())? });
    }
    let officer = call.officer.clone().ok_or(app::Error::NotSignedIn)?;
    let password = secrets::password(&officer)?;
    Ok(BackupOpener::Officer { officer, password })
}

/// Opens a backup with its copy under `folder`.
pub(super) async fn open_backup(file: &Path, opener: BackupOpener, folder: &Path) -> Result<OpenedBackup, Trouble> {
    if !file.exists() {
        return Err(app::Error::NotFound.into());
    }
    Ok(OpenedBackup::open(file, opener, &home(), folder).await?)
}
