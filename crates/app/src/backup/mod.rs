//! Backups: made while the post goes on, encrypted to both States' supervisors and administrators, read back and verified
//! before they count.
//!
//! Invariant: a file with a backup's name is complete: it was opened again after it was written, and its journal verified. What
//! was there before stays until then. The copies that lie open meanwhile lie where the database does, for this user alone.

mod form;
mod making;
mod opening;
mod places;

use std::path::PathBuf;

use domain::At;
use serde::Serialize;
use uuid::Uuid;

use crate::verification::Problem;

pub use form::{Cause, Heading};
pub(crate) use making::keep_by_schedule;
pub use opening::{Opened, Opener, heading};
pub(crate) use places::{Working, folder_of, is_on_same_disk};
pub use places::{list, usual_folder};

/// How the name of a complete backup ends.
const ENDING: &str = ".osbp-backup";

/// What is wrong with a backup.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Fault {
    /// The file is no backup.
    #[error("find a backup in this file")]
    NotABackup,
    /// A newer program made it.
    #[error("read a backup that a newer program made")]
    Newer,
    /// A piece of it was changed or is missing.
    #[error("read a backup of which a piece was changed or is missing")]
    Changed,
    /// It was not made for this officer, or this State.
    #[error("open a backup that was not made for this officer")]
    NotForYou,
    /// What is in it is not what its heading says.
    #[error("find in the backup what its heading says")]
    OtherContent,
    /// Somebody has the post open that it is to take the place of.
    #[error("put a post aside that somebody has open")]
    InUse,
    /// Acts in it do not hold.
    #[error("verify the journal in the backup")]
    Journal,
}

/// A backup that was made.
#[derive(Debug, Clone, Serialize)]
pub struct Made {
    /// Where it is.
    pub file: PathBuf,
    /// Its heading's moment.
    pub made_at: At,
    /// The number of the last act in it.
    pub seq: i64,
    /// How long the file is, in bytes.
    pub bytes: u64,
    /// The acts that hold neither in the database nor, therefore, in the backup.
    pub problems: Vec<Problem>,
    /// Whether it lies on the disk of the database; none where nobody can tell.
    pub is_on_same_disk: Option<bool>,
    /// The older ones that were removed.
    pub removed: Vec<PathBuf>,
}

/// A backup that was found in a folder.
#[derive(Debug, Clone, Serialize)]
pub struct Listed {
    /// Where it is.
    pub file: PathBuf,
    /// How long it is, in bytes.
    pub bytes: u64,
    /// What its heading says, or what is wrong with it.
    #[serde(flatten)]
    pub heading: Result<Listing, Fault>,
}

/// What a heading says of a backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Listing {
    /// The post.
    pub post: Uuid,
    /// Its name.
    pub name: String,
    /// When it was made.
    pub made_at: At,
    /// Why.
    pub cause: Cause,
    /// The number of its last act.
    pub seq: i64,
    /// The hash of that act, in hexadecimal digits.
    pub hash: String,
}
