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

/// How often at most what others did is written down.
const KEPT_EVERY: Duration = Duration::from_secs(5);

/// How often at most what was answered here is written down. What comes sooner is written when the journal is let go of. A program
/// that is killed may lose this much, and one that ends at once what others did for as long as [`KEPT_EVERY`]; a power cut also what
/// the system had not brought to the disk yet, for which nobody waits. What is lost so is found out by the acts before it.
const ANSWERED_KEPT_EVERY: Duration = Duration::from_millis(200);

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
        self.saw_at_most_every(KEPT_EVERY, head, restorations);
    }

    /// Remembers where the journal ends with what was answered here: somebody relies on it.
    pub fn saw_answered(&self, head: &Head, restorations: &[Restoration]) {
        self.saw_at_most_every(ANSWERED_KEPT_EVERY, head, restorations);
    }

    fn saw_at_most_every(&self, every: Duration, head: &Head, restorations: &[Restoration]) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.is_some_and(|(seq, at)| seq >= head.seq || at.elapsed() < every) {
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

    /// Remembers what is not kept yet, when the journal is let go of. Where somebody took away what is kept it is not made again;
    /// and what both States agreed to lose meanwhile, and another program here accepted, stays lost.
    pub fn saw_last(&self, head: &Head, restorations: &[Restoration]) {
        let kept = *self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.is_some_and(|(seq, _)| seq >= head.seq) || !self.file.parent().is_some_and(Path::exists) {
            return;
        }
        let last = Seen::at(head, restorations);
        let is_lost = |known: Seen| known.restorations.iter().any(|one| !last.restorations.contains(one));
        if !self.seen().is_some_and(is_lost) {
            // A home that can't be written keeps nobody from leaving.
            let _kept = self.write(&last, false);
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

    /// Writes beside and renames, and waits for no disk; the file is another process's too, and the highest stays unless both States
    /// agreed that it is lost.
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

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use contract::{Perform, SignIn};
    use domain::Direction;
    use domain::officer::DeskCode;

    use super::*;
    use crate::demonstration::{Demonstration, Specimens};
    use crate::signed_in::SignedIn;
    use crate::workstation::Workstation;

    async fn found(folder: &Path) -> Arc<Workstation> {
        let (file, home) = (folder.join("post.osbp"), folder.join("home"));
        Demonstration { seed: 5, referral_permille: 0 }.found(&file.to_string_lossy(), &home).await.unwrap()
    }

    async fn seated(post: &Arc<Workstation>) -> SignedIn {
        let (officer, password) = ("K-1042".to_owned(), "kijani-mto".to_owned());
        let desk = DeskCode("A-I1".to_owned());
        SignedIn::sign_in(post, &SignIn { officer, password, desk, pin: None, code: None }).await.unwrap()
    }

    /// Registers a party and returns the number of the last act that was answered.
    async fn registers(officer: &SignedIn, seed: u64) -> i64 {
        let clock = officer.workstation().clock();
        let action = Specimens::new(seed).unwrap().on_foot(Direction::AToB, clock.now().date_naive());
        let perform = Perform { key: clock.new_id(), crossing: None, version: None, action };
        officer.perform(&perform).await.unwrap().seq[1]
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn what_was_answered_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        let post = found(folder.path()).await;
        let officer = seated(&post).await;
        tokio::time::sleep(ANSWERED_KEPT_EVERY).await;
        let last = registers(&officer, 1).await;
        assert_eq!(post.highest_seen(), Some(last), "whoever is killed now has forgotten it");
        // What is answered in quick succession is kept at the end.
        let mut last = last;
        for seed in 2..5 {
            last = registers(&officer, seed).await;
        }
        let kept = Witness::of(&folder.path().join("home"), post.id());
        drop((officer, post));
        assert_eq!(kept.highest(), Some(last));
    }

    /// Letting go of a journal that was refused does not make it the one that was seen.
    #[tokio::test(flavor = "multi_thread")]
    async fn a_journal_that_is_refused_is_not_remembered() {
        let folder = tempfile::tempdir().unwrap();
        let post = found(folder.path()).await;
        let kept = Witness::of(&folder.path().join("home"), post.id());
        let other = Seen { hash: "5e".repeat(32), seq: 2, restorations: Vec::new(), awaits: None };
        post.store().close().await;
        drop(post);
        kept.write(&other, true).unwrap();
        for _ in 0..2 {
            let file = folder.path().join("post.osbp");
            let refused = Workstation::open(&file.to_string_lossy(), &folder.path().join("home")).await;
            assert!(matches!(refused, Err(Error::Rewritten { seq: 2 })), "{:?}", refused.err());
            assert_eq!(kept.highest(), Some(2));
        }
    }

    /// A program that still has the journal open which both States agreed to lose does not bring it back, nor does one whose home
    /// was taken away.
    #[tokio::test(flavor = "multi_thread")]
    async fn what_was_agreed_to_be_lost_is_not_remembered_at_the_end() {
        let folder = tempfile::tempdir().unwrap();
        let post = found(folder.path()).await;
        let officer = seated(&post).await;
        for seed in 1..3 {
            registers(&officer, seed).await;
        }
        let kept = Witness::of(&folder.path().join("home"), post.id());
        let restorations = vec!["2/5e/9/0".to_owned()];
        kept.write(&Seen { hash: "5e".repeat(32), seq: 2, restorations, awaits: None }, true).unwrap();
        post.remember_last();
        assert_eq!(kept.highest(), Some(2));
        let heads = folder.path().join("home").join("heads");
        std::fs::remove_dir_all(&heads).unwrap();
        drop((officer, post));
        assert!(!heads.exists());
    }
}
