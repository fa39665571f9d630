//! Having the newest lists in memory: made at sign-in and after an import, and looked after between two claims.
//!
//! Invariant: a search is made on lists that were the newest at most [`LOOKS_APART`] before; what was changed from the same
//! workstation is seen at once.

use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::{Duration, Instant};

use super::contents::{Owner, Read};
use super::founded::{AlertEntry, founded};
use super::index::{AlertIndex, ListTexts, MadeOf};
use crate::failure::Error;
use crate::signed_in::SignedIn;

/// How long lists are searched without a look whether others are there.
const LOOKS_APART: Duration = Duration::from_secs(5);

/// How often lists that are being changed are read anew.
const TRIES: usize = 5;

/// The lists in memory, and when they were looked at.
#[derive(Default)]
pub(crate) struct Alerts {
    index: RwLock<Arc<AlertIndex>>,
    /// When, and after how many changes from this workstation.
    looked: Mutex<Option<(Instant, u64)>>,
    /// A test gave them.
    is_given: bool,
}

impl Alerts {
    /// Returns the lists as they are now.
    pub fn now(&self) -> Arc<AlertIndex> {
        Arc::clone(&self.index.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Makes these the lists that are searched.
    pub fn are(&self, index: AlertIndex) {
        *self.index.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(index);
    }

    /// Lists that a test gives: whoever is on them is found by equal names and numbers alone, and nobody looks for others.
    #[cfg(test)]
    pub fn given(entries: Vec<AlertEntry>) -> Self {
        use domain::OfficerNumber;
        let by = OfficerNumber::parse("N-ADM1").expect("a number");
        let version = 1 + i64::try_from(entries.len()).expect("a short list");
        let list = founded(entries, by, chrono::DateTime::UNIX_EPOCH).expect("a list");
        let given = Self { is_given: true, ..Self::default() };
        given.are(AlertIndex::build(vec![version], Some(1_000), vec![list]).expect("a whole list"));
        given
    }

    fn were_looked_at(&self, changes: u64) -> bool {
        if self.is_given {
            return true;
        }
        let looked = self.looked.lock().unwrap_or_else(PoisonError::into_inner);
        looked.is_some_and(|(at, known)| known == changes && at.elapsed() < LOOKS_APART)
    }

    fn looked(&self, changes: u64) {
        *self.looked.lock().unwrap_or_else(PoisonError::into_inner) = Some((Instant::now(), changes));
    }
}

impl SignedIn {
    /// Reads the lists anew where others are there and nobody has looked for a while.
    pub(crate) async fn renew_alerts(&self) -> Result<(), Error> {
        if self.alerts.were_looked_at(self.changes()) { Ok(()) } else { self.renew_alerts_now().await }
    }

    /// Reads the lists anew where others are there.
    pub(super) async fn renew_alerts_now(&self) -> Result<(), Error> {
        for _ in 1..TRIES {
            match self.read_lists().await {
                Err(Error::Stale) => {}
                done => return done,
            }
        }
        self.read_lists().await
    }

    fn changes(&self) -> u64 {
        self.workstation.lists_changed.load(Ordering::Acquire)
    }

    async fn read_lists(&self) -> Result<(), Error> {
        let changes = self.changes();
        let of_post = self.sealed_document("alert_list").await?;
        let owners = [Owner::State, Owner::Agency(self.agency()?)];
        let mut tables: Vec<(Owner, Read)> = Vec::new();
        for owner in owners {
            tables.push((owner, self.contents_of(owner).await?));
        }
        let mut made_of: MadeOf =
            vec![of_post.as_ref().map_or(0, |(version, _)| i64::try_from(*version).unwrap_or(i64::MAX))];
        made_of.extend(tables.iter().map(|(_, read)| read.version));
        let known = self.alerts.now();
        if known.made_of == made_of {
            self.alerts.looked(changes);
            return Ok(());
        }
        let threshold = tables.iter().find_map(|(_, read)| read.contents.threshold);
        let mut lists = Vec::new();
        if let Some((_, text)) = of_post {
            let entries: Vec<AlertEntry> = serde_json::from_slice(&text).map_err(|_| Error::Sealed)?;
            lists.push(founded(entries, self.officer.clone(), self.workstation.clock.now())?);
        }
        for (owner, read) in &tables {
            for kept in &read.contents.lists {
                lists.push(ListTexts { head: kept.head.clone(), texts: self.texts_of(*owner, kept).await? });
            }
        }
        let mut index = self.made(made_of, threshold, lists).await?;
        index.unusual = tables.into_iter().next().map(|(_, read)| read.contents.unusual).unwrap_or_default();
        self.alerts.are(index);
        self.alerts.looked(changes);
        Ok(())
    }
}
