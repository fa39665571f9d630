//! A State's own journal: who signed in, what was looked for, opened, printed, taken away, for what a second signature was
//! asked, and what was refused to whom. It has the form of the shared journal and numbers of its own; the shared one knows its head alone.
//!
//! Invariant: what is written down is on the disk before it is answered, and when pages are written hangs on the clock and on
//! who is signed in, which both States know: never on how much there is to write.

mod notes;
mod page;
mod spool;
mod verifying;

use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, PoisonError};

use chrono::TimeDelta;
use data_encoding::HEXLOWER;
use domain::PostAct;
use domain::own_journal::{Deed, Entry, OwnHead, kept};
use keys::{Reader, ReaderId};
use storage::OwnPageRow;
use uuid::Uuid;

pub(crate) use notes::{OwnNotes, care_of};
use spool::{Spool, Waiting};
pub use verifying::{OwnJournalFound, OwnProblem, verify_own};

use crate::clock::{randomness, to_millis};
use crate::failure::Error;
use crate::journal::Fault;
use crate::signed_in::SignedIn;

/// How often a page is written where somebody is signed in.
pub const EVERY: TimeDelta = TimeDelta::minutes(15);

/// How many pages are read at once.
const BATCH: i64 = 64;

/// What was written down last of each kind, so that a window which reads the same thing again and again writes it once.
#[derive(Debug, Default)]
pub(crate) struct LastNoted(Mutex<HashMap<&'static str, Deed>>);

impl LastNoted {
    fn is_again(&self, deed: &Deed) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(deed.word()) == Some(deed)
    }

    fn was(&self, deed: Deed) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(deed.word(), deed);
    }
}

impl SignedIn {
    /// Writes down what the officer does, before it is answered. The same thing twice in a row is written once.
    ///
    /// # Errors
    /// When it can't be written down: then it must not be answered.
    pub(crate) fn note(&self, deed: Deed) -> Result<(), Error> {
        if self.noted.is_again(&deed) {
            return Ok(());
        }
        self.note_always(deed.clone())?;
        self.noted.was(deed);
        Ok(())
    }

    /// Writes down what the officer does, however often.
    ///
    /// # Errors
    /// As [`SignedIn::note`].
    pub(crate) fn note_always(&self, deed: Deed) -> Result<(), Error> {
        // Who reads a copy is no officer at the post.
        if self.workstation.post.copy_of.is_some() {
            return Ok(());
        }
        self.note_as(self.workstation.clock.new_id(), deed).map(|_| ())
    }

    /// Writes down what the officer does as the entry of this id.
    fn note_as(&self, id: Uuid, deed: Deed) -> Result<Entry, Error> {
        if self.workstation.post.copy_of.is_some() {
            return Err(Error::NotAllowed);
        }
        let desk = self.workstation.live().post.shifts.get(&self.officer).map(|shift| shift.desk.clone());
        let clock = &self.workstation.clock;
        let at = to_millis(clock.now());
        let entry = Entry { id, at, officer: self.officer.clone(), desk, what: shortened(deed) };
        let rings = self.rings();
        let key = rings.ring.newest(self.state.as_str(), &Reader::State).ok_or(Error::Sealed)?;
        let sealed = key.seal(&serde_json::to_vec(&entry)?, &self.waiting_bound(), &mut randomness())?;
        self.spool().add(&Waiting::of(key.id().epoch, &sealed))?;
        Ok(entry)
    }

    /// Hands an answer on; one that refused a thing because it is not the officer's to do is written down first.
    ///
    /// # Errors
    /// With the answer's; when it can't be written down.
    pub(crate) fn answered<T>(&self, what: impl FnOnce() -> String, answer: Result<T, Error>) -> Result<T, Error> {
        let why = match &answer {
            Err(Error::Refused(refusal)) if refusal.is_about_who_asks() => word(refusal, Some("refusal")),
            Err(Error::NotAllowed) => "not_allowed".to_owned(),
            Ok(_) | Err(_) => return answer,
        };
        self.note(Deed::Refused { what: what(), why })?;
        answer
    }

    /// Writes down which acts of the own State are void, by number: they came in just now. What can't be written down now is
    /// found again by whoever verifies the journal.
    pub(crate) fn found_void(&self, acts: Vec<(i64, Fault)>) {
        for (seq, fault) in acts {
            let _verified_later = self.note(Deed::FoundVoid { act: seq.to_string(), why: word(&fault, None) });
        }
    }

    /// Writes the page of this quarter of an hour, if this workstation has not written it yet: of what waits, as much as fits.
    /// Returns whether it did.
    ///
    /// # Errors
    /// When the database can't be written; what waits goes on waiting.
    pub async fn keep_own_journal(&self) -> Result<bool, Error> {
        if self.workstation.post.copy_of.is_some() {
            return Ok(false);
        }
        let turn = self.workstation.clock.now().timestamp_millis().div_euclid(EVERY.num_milliseconds());
        let Some(waiting) = self.spool().take_turn(turn)? else { return Ok(false) };
        self.write_page(waiting).await?;
        Ok(true)
    }

    /// Signs the shared journal as far as it goes for the own State, with the head of that State's own.
    ///
    /// # Errors
    /// When the officer is no supervisor, or the database can't be written.
    pub async fn sign_head(&self) -> Result<i64, Error> {
        let own = Some(self.close_own_journal().await?);
        let key = self.workstation.clock.new_id();
        self.post_act(key, PostAct::HeadSigned { own }).await?;
        Ok(self.workstation.live().head.seq)
    }

    /// Writes a page now, as at every signing of the head, and returns where the own journal ends.
    pub(crate) async fn close_own_journal(&self) -> Result<OwnHead, Error> {
        let waiting = self.spool().waiting()?;
        let page = self.write_page(waiting).await?;
        Ok(OwnHead { page: page.page, hash: HEXLOWER.encode(&page.hash) })
    }

    /// Reads the State's own journal from a page on, oldest first, as far as `most` pages: what was written twice is there once.
    ///
    /// # Errors
    /// When the officer is no supervisor, auditor or administrator; when a page can't be opened.
    pub async fn own_journal(&self, after_page: i64, most: i64) -> Result<Vec<Entry>, Error> {
        let now = self.workstation.clock.now();
        if !self.workstation.live().post.reads_for_his_state(&self.officer, now) {
            return self.answered(|| "own_journal".to_owned(), Err(Error::NotAllowed));
        }
        let mut entries: Vec<Entry> = Vec::new();
        let mut known = HashSet::new();
        let mut page = after_page;
        while page < after_page.saturating_add(most) {
            let limit = BATCH.min(after_page.saturating_add(most) - page);
            let rows = self.workstation.store.own_pages(self.state.as_str(), page, limit).await?;
            let Some(last) = rows.last() else { break };
            page = last.page;
            let rings = self.rings();
            for row in &rows {
                let read = page::open(self.workstation.post.post, row, &rings.ring)?;
                entries.extend(read.into_iter().filter(|entry| known.insert(entry.id)));
            }
        }
        // What waits on this workstation is written already, only not on a page.
        entries.extend(self.opened(&self.spool().waiting()?).into_iter().filter(|entry| known.insert(entry.id)));
        Ok(entries)
    }

    async fn write_page(&self, waiting: Vec<Waiting>) -> Result<OwnPageRow, Error> {
        let entries: Vec<Vec<u8>> = self.opened(&waiting).iter().map(serde_json::to_vec).collect::<Result<_, _>>()?;
        let fitting = page::that_fit(entries.iter().map(Vec::as_slice));
        let mut tx = self.workstation.write().await?;
        let last = tx.last_own_page(self.state.as_str()).await?;
        let at = to_millis(self.workstation.clock.now());
        let rings = self.rings();
        let key = rings.ring.newest(self.state.as_str(), &Reader::State).ok_or(Error::Sealed)?;
        let pen = page::Pen { officer: &self.officer, signing: &self.keys.signing, key };
        let on_page = entries.get(..fitting).unwrap_or_default();
        let written = page::write(self.workstation.post.post, self.state, last.as_ref(), on_page, at, &pen)?;
        tx.add_own_page(&written).await?;
        tx.commit().await?;
        let done: Vec<Waiting> =
            waiting.into_iter().filter(|one| self.opened_one(one).is_some()).take(fitting).collect();
        // Where they can't be removed they stand on the next page too, and are known by their ids.
        if !done.is_empty() {
            self.spool().remove(&done)?;
        }
        Ok(written)
    }

    /// Opens what waits; what was spoiled on the disk stays where it is.
    fn opened(&self, waiting: &[Waiting]) -> Vec<Entry> {
        waiting.iter().filter_map(|one| self.opened_one(one)).collect()
    }

    fn opened_one(&self, waiting: &Waiting) -> Option<Entry> {
        let id = ReaderId { state: self.state.to_string(), reader: Reader::State, epoch: waiting.epoch };
        let text = self.rings().ring.open(&id, &waiting.bytes()?, &self.waiting_bound()).ok()?;
        serde_json::from_slice(&text).ok()
    }

    fn spool(&self) -> Spool {
        Spool::of(&self.workstation.home, self.workstation.post.post, self.state)
    }

    fn waiting_bound(&self) -> Vec<u8> {
        bound_waiting(self.workstation.post.post, self.state.as_str())
    }
}

fn bound_waiting(post: Uuid, state: &str) -> Vec<u8> {
    format!("osbp own entry|{post}|{state}").into_bytes()
}

/// Returns the word of a value as it is written in JSON, or of its field.
fn word(of: &impl serde::Serialize, field: Option<&str>) -> String {
    let written = serde_json::to_value(of).unwrap_or_default();
    let word = field.map_or(Some(&written), |field| written.get(field));
    word.and_then(|word| word.as_str()).unwrap_or_default().to_owned()
}

/// An entry is never longer than a few lines, whatever was typed.
fn shortened(deed: Deed) -> Deed {
    match deed {
        Deed::Searched { text } => Deed::Searched { text: kept(&text) },
        Deed::Scanned { document } => Deed::Scanned { document: kept(&document) },
        Deed::Printed { paper } => Deed::Printed { paper: kept(&paper) },
        Deed::Exported { what } => Deed::Exported { what: kept(&what) },
        Deed::ChangedKeys { what } => Deed::ChangedKeys { what: kept(&what) },
        Deed::ChangedLists { what } => Deed::ChangedLists { what: kept(&what) },
        Deed::AdvanceLists { what } => Deed::AdvanceLists { what: kept(&what) },
        Deed::Refused { what, why } => Deed::Refused { what: kept(&what), why },
        same @ (Deed::SignedIn { .. }
        | Deed::Locked
        | Deed::SignedOut
        | Deed::Opened { .. }
        | Deed::AskedForSignature { .. }
        | Deed::FoundVoid { .. }
        | Deed::Told { .. }
        | Deed::Read { .. }
        | Deed::Cared { .. }) => same,
    }
}
