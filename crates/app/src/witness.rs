//! The highest head of a post's journal that this workstation has seen: a journal that lacks it is an older one, or another.
//!
//! Invariant: what is kept outlives the process and never goes back by itself. Nothing is kept that was not committed.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use data_encoding::HEXLOWER;
use serde::{Deserialize, Serialize};
use storage::{ActRow, Head, Store};
use uuid::Uuid;

use crate::failure::Error;

/// How often at most what was seen is written down: what a power cut takes is found out by the acts before it.
const KEPT_EVERY: Duration = Duration::from_secs(5);

/// An act that was seen.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Seen {
    seq: i64,
    /// Its hash, in hexadecimal digits.
    hash: String,
}

/// What this workstation remembers of a journal.
#[derive(Debug)]
pub struct Witness {
    file: PathBuf,
    kept: Mutex<Option<(i64, Instant)>>,
}

impl Witness {
    /// Returns the witness of that post; `home` is where this user's programs keep what must not lie beside the database.
    pub fn of(home: &Path, post: Uuid) -> Self {
        Self { file: home.join("heads").join(post.to_string()), kept: Mutex::default() }
    }

    /// Refuses a journal that lacks the act which was its last when this workstation last saw it.
    ///
    /// # Errors
    /// [`Error::Rewritten`] with the number of that act; when the database can't be read.
    pub async fn compare(&self, store: &dyn Store) -> Result<(), Error> {
        let kept = std::fs::read(&self.file).ok().and_then(|bytes| serde_json::from_slice::<Seen>(&bytes).ok());
        let Some(seen) = kept else { return Ok(()) };
        let acts = store.acts_after(seen.seq - 1, 1).await?;
        let is_there = acts.first().is_some_and(|act| act.seq == seen.seq && HEXLOWER.encode(&act.hash) == seen.hash);
        if is_there { Ok(()) } else { Err(Error::Rewritten { seq: seen.seq }) }
    }

    /// Remembers where the journal ends. A home that can't be written keeps nobody from working.
    pub fn saw(&self, head: &Head) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.is_some_and(|(seq, at)| seq >= head.seq || at.elapsed() < KEPT_EVERY) {
            return;
        }
        if self.write(&Seen { seq: head.seq, hash: HEXLOWER.encode(&head.hash) }).is_ok() {
            *kept = Some((head.seq, Instant::now()));
        }
    }

    /// Writes beside and renames; the file is another process's too, and the highest stays.
    fn write(&self, seen: &Seen) -> std::io::Result<()> {
        let known = std::fs::read(&self.file).ok().and_then(|bytes| serde_json::from_slice::<Seen>(&bytes).ok());
        if known.is_some_and(|known| known.seq >= seen.seq) {
            return Ok(());
        }
        if let Some(folder) = self.file.parent() {
            std::fs::create_dir_all(folder)?;
        }
        let beside = self.file.with_extension(format!("{}.new", std::process::id()));
        std::fs::File::create(&beside)?.write_all(&serde_json::to_vec(seen)?)?;
        std::fs::rename(beside, &self.file)
    }
}

/// Returns the acts that follow a head, out of those from the head's own act on.
///
/// # Errors
/// [`Error::Rewritten`] when that act is gone or is another.
pub fn following(head: &Head, mut acts: Vec<ActRow>) -> Result<Vec<ActRow>, Error> {
    let is_known = acts.first().is_some_and(|act| act.seq == head.seq && act.hash == head.hash);
    if !is_known {
        return Err(Error::Rewritten { seq: head.seq });
    }
    acts.remove(0);
    Ok(acts)
}
