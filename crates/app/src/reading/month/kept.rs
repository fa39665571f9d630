//! What was counted of a month, kept on this workstation and gone on with: four million acts are not read again for the last
//! thousand.
//!
//! Invariant: a kept fold is sealed to the State and lies with this user alone, so that the database doesn't tell who counts
//! what when. It is gone on with only where the journal still holds the act up to which it goes, with the same hash, nothing
//! was erased since, and every act that is known to be void was passed over. Else it is as if there were none.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use domain::At;
use domain::month::{Fold, Month};
use domain::retention::Erasures;
use serde::{Deserialize, Serialize};

use super::Asked;
use crate::failure::Error;
use crate::signed_in::SignedIn;

/// Raised whenever a fold counts otherwise than before: what was kept in another form is not gone on with.
const FORM: u32 = 1;

/// How many months are kept: the one that is running, and the one that is reported.
const MONTHS: usize = 2;

/// A fold as it is kept.
#[derive(Serialize, Deserialize)]
struct Kept<F> {
    form: u32,
    bounds: [At; 2],
    /// The number of the last act that was taken in.
    up_to: i64,
    /// Its hash, in hexadecimal digits.
    hash: String,
    /// The acts that were passed over as void.
    void: BTreeSet<i64>,
    erased: Erasures,
    fold: F,
}

impl SignedIn {
    /// Returns the fold that was kept of a month, the void acts that it passed over and the number up to which it goes, which is
    /// not above `last`; nothing where none can be gone on with.
    ///
    /// # Errors
    /// When the database can't be read.
    pub(super) async fn kept_fold(
        &self,
        asked: &Asked,
        last: i64,
    ) -> Result<Option<(Fold, BTreeSet<i64>, i64)>, Error> {
        let Some(kept) = self.open_kept(asked.month) else { return Ok(None) };
        let known: BTreeSet<i64> = asked.void.iter().copied().filter(|seq| *seq <= kept.up_to).collect();
        let is_of_now = kept.form == FORM
            && kept.bounds == asked.bounds
            && kept.up_to <= last
            && kept.erased == asked.erased
            && known.is_subset(&kept.void);
        if !is_of_now || self.hash_at(kept.up_to).await? != Some(kept.hash) {
            return Ok(None);
        }
        Ok(Some((kept.fold, kept.void, kept.up_to)))
    }

    /// Keeps a fold up to an act, unless something of it could not be read: the next who asks may have the keys. Returns whether
    /// it is kept.
    ///
    /// # Errors
    /// When the database can't be read or the file can't be written.
    pub(super) async fn keep_fold(
        &self,
        asked: &Asked,
        fold: &Fold,
        void: BTreeSet<i64>,
        up_to: i64,
    ) -> Result<bool, Error> {
        let Some(hash) = self.hash_at(up_to).await?.filter(|_| fold.is_whole()) else { return Ok(false) };
        let (bounds, erased) = (asked.bounds, asked.erased.clone());
        let text = serde_json::to_vec(&Kept { form: FORM, bounds, up_to, hash, void, erased, fold })?;
        let file = self.kept_file(asked.month);
        self.keep_sealed(&file, &text, &self.kept_bound(asked.month))?;
        forget_all_but_newest(&file)?;
        Ok(true)
    }

    fn open_kept(&self, month: Month) -> Option<Kept<Fold>> {
        let text = self.open_kept_sealed(&self.kept_file(month), &self.kept_bound(month))?;
        serde_json::from_slice(&text).ok()
    }

    pub(super) fn kept_file(&self, month: Month) -> PathBuf {
        let (post, state) = (self.workstation.post.post.to_string(), self.state.to_string());
        self.workstation.home.join("months").join(post).join(state).join(format!("{month}.kept"))
    }

    fn kept_bound(&self, month: Month) -> Vec<u8> {
        format!("osbp month|{}|{}|{month}", self.workstation.post.post, self.state).into_bytes()
    }
}

/// Removes what was kept of months that nobody waits for any more: the names say which are newest.
fn forget_all_but_newest(beside: &Path) -> std::io::Result<()> {
    let Some(folder) = beside.parent() else { return Ok(()) };
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<std::io::Result<_>>()?;
    files.sort();
    let many = files.len().saturating_sub(MONTHS);
    files.iter().take(many).filter(|file| file.as_path() != beside).try_for_each(std::fs::remove_file)
}
