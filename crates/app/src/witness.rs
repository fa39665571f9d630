//! The highest head of a post's journal that this workstation has seen: a journal that lacks it is an older one, or another.
//! The one way back is a restoration that a supervisor of each State signed, and that this workstation has not seen before.
//!
//! Invariant: what is kept outlives the process and never goes back by itself. Nothing is kept that was not committed. A
//! restoration excuses what is missing once: an older copy of a journal in which it stood is refused like any other.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use data_encoding::HEXLOWER;
use domain::backup::Restoration;
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
    /// The restorations that stood in the journal by then.
    #[serde(default)]
    restorations: Vec<String>,
    /// The backup that was put in place here and waits for both States' signatures.
    #[serde(default)]
    awaits: Option<Last>,
}

/// The last act of a backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Last {
    /// Its number.
    pub seq: i64,
    /// Its hash, in hexadecimal digits.
    pub hash: String,
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

    /// Refuses a journal that lacks the act which was its last when this workstation last saw it, unless both States signed that
    /// it goes on without. Returns the restoration that was accepted just now.
    ///
    /// # Errors
    /// [`Error::Rewritten`] with the number of that act; when the database can't be read.
    pub async fn compare(
        &self,
        store: &dyn Store,
        restorations: &[Restoration],
        head: &Head,
    ) -> Result<Option<Restoration>, Error> {
        let excuse = self.excuse(store, restorations).await?;
        if excuse.is_some() {
            self.write(&Seen::at(head, restorations), true)?;
        }
        Ok(excuse)
    }

    /// Says what [`Witness::compare`] does, and remembers nothing.
    ///
    /// # Errors
    /// As [`Witness::compare`].
    pub async fn excuse(&self, store: &dyn Store, restorations: &[Restoration]) -> Result<Option<Restoration>, Error> {
        let Some(seen) = self.seen() else { return Ok(None) };
        if seen.awaits.is_none() && is_there(store, seen.seq, &seen.hash).await? {
            return Ok(None);
        }
        for restoration in restorations.iter().rev().filter(|one| one.stands()) {
            let restored = &restoration.restored;
            let covers = (restored.seq..=restored.lost).contains(&seen.seq);
            let is_new = !seen.restorations.contains(&name(restoration));
            let is_awaited =
                seen.awaits.as_ref().is_none_or(|last| last.seq == restored.seq && last.hash == restored.hash);
            if covers && is_new && is_awaited && is_there(store, restored.seq, &restored.hash).await? {
                return Ok(Some(restoration.clone()));
            }
        }
        Err(Error::Rewritten { seq: seen.seq })
    }

    /// Remembers where the journal ends, and which restorations stand in it. A home that can't be written keeps nobody from
    /// working.
    pub fn saw(&self, head: &Head, restorations: &[Restoration]) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.is_some_and(|(seq, at)| seq >= head.seq || at.elapsed() < KEPT_EVERY) {
            return;
        }
        if self.write(&Seen::at(head, restorations), false).is_ok() {
            *kept = Some((head.seq, Instant::now()));
        }
    }

    /// Remembers it at once, where it matters that nothing newer than what is kept is forgotten.
    pub fn saw_for_certain(&self, head: &Head, restorations: &[Restoration]) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if self.write(&Seen::at(head, restorations), false).is_ok() {
            *kept = Some((head.seq, Instant::now()));
        }
    }

    /// Returns the highest number that this workstation has seen; none when it has seen nothing.
    pub fn highest(&self) -> Option<i64> {
        self.seen().map(|seen| seen.seq)
    }

    /// Remembers that a backup that ends there was put in place, so that the journal is refused until both States signed; even
    /// where nothing else tells that it is an older one.
    ///
    /// # Errors
    /// When the home can't be written: then nothing would refuse it.
    pub fn awaits_signatures(&self, head: &Head) -> Result<(), Error> {
        let awaits = Some(Last { seq: head.seq, hash: HEXLOWER.encode(&head.hash) });
        let seen = match self.seen() {
            Some(seen) if seen.seq > head.seq => Seen { awaits, ..seen },
            Some(seen) => Seen { restorations: seen.restorations, awaits, ..Seen::at(head, &[]) },
            None => Seen { awaits, ..Seen::at(head, &[]) },
        };
        Ok(self.write(&seen, true)?)
    }

    /// Returns the act from which the post is to go on when a supervisor signs here: that of the backup which was put in place; of the
    /// restoration that somebody began to sign, or that stands and does not name all that this workstation saw; else the journal's last.
    pub fn goes_on_from(&self, restorations: &[Restoration], head: &Head) -> Last {
        let seen = self.seen();
        if let Some(awaited) = seen.as_ref().and_then(|seen| seen.awaits.clone()) {
            return awaited;
        }
        if let Some(begun) = restorations.last().filter(|one| !one.stands()) {
            return Last { seq: begun.restored.seq, hash: begun.restored.hash.clone() };
        }
        let is_new = |one: &&Restoration| seen.as_ref().is_none_or(|seen| !seen.restorations.contains(&name(one)));
        let standing = restorations.iter().rfind(|one| one.stands()).filter(is_new);
        match standing {
            Some(one) => Last { seq: one.restored.seq, hash: one.restored.hash.clone() },
            None => Last { seq: head.seq, hash: HEXLOWER.encode(&head.hash) },
        }
    }

    fn seen(&self) -> Option<Seen> {
        std::fs::read(&self.file).ok().and_then(|bytes| serde_json::from_slice::<Seen>(&bytes).ok())
    }

    /// Writes beside and renames; the file is another process's too, and the highest stays unless both States agreed that it is
    /// lost.
    fn write(&self, seen: &Seen, is_agreed: bool) -> std::io::Result<()> {
        if !is_agreed && self.seen().is_some_and(|known| known.awaits.is_some() || known.seq >= seen.seq) {
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

impl Seen {
    fn at(head: &Head, restorations: &[Restoration]) -> Self {
        let restorations = restorations.iter().filter(|one| one.stands()).map(name).collect();
        Self { seq: head.seq, hash: HEXLOWER.encode(&head.hash), restorations, awaits: None }
    }
}

/// Returns by what a restoration is known again.
fn name(restoration: &Restoration) -> String {
    let restored = &restoration.restored;
    format!("{}/{}/{}/{}", restored.seq, restored.hash, restored.lost, restoration.at.timestamp_millis())
}

/// Returns whether the journal has that act.
async fn is_there(store: &dyn Store, seq: i64, hash: &str) -> Result<bool, Error> {
    let acts = store.acts_after(seq - 1, 1).await?;
    Ok(acts.first().is_some_and(|act| act.seq == seq && HEXLOWER.encode(&act.hash) == hash))
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
