//! What a workstation keeps of its own, so that the journal is not read again for it: sealed to the State, in this user's folder.
//!
//! Invariant: a file that can't be opened is as if there were none.

use std::path::Path;

use data_encoding::HEXLOWER;
use keys::{Reader, ReaderId};
use zeroize::Zeroizing;

use crate::clock::randomness;
use crate::failure::Error;
use crate::signed_in::SignedIn;
use crate::whole_file;

/// The bytes of the epoch's number, before what is sealed.
const EPOCH: usize = 4;

impl SignedIn {
    /// Keeps a text in a file, whole or not at all.
    ///
    /// # Errors
    /// When the file can't be written.
    pub(crate) fn keep_sealed(&self, file: &Path, text: &[u8], bound: &[u8]) -> Result<(), Error> {
        let rings = self.rings();
        let key = rings.ring.newest(self.state.as_str(), &Reader::State).ok_or(Error::Sealed)?;
        let mut bytes = key.id().epoch.to_le_bytes().to_vec();
        bytes.extend(key.seal(text, bound, &mut randomness())?);
        whole_file::replace(file, &bytes)?;
        Ok(())
    }

    /// Opens what was kept in a file.
    pub(crate) fn open_kept_sealed(&self, file: &Path, bound: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        let bytes = std::fs::read(file).ok()?;
        let (epoch, sealed) = bytes.split_first_chunk::<EPOCH>()?;
        let epoch = u32::from_le_bytes(*epoch);
        let id = ReaderId { state: self.state.to_string(), reader: Reader::State, epoch };
        self.rings().ring.open(&id, sealed, bound).ok()
    }

    /// Returns the hash of the act of a number, in hexadecimal digits: whether the journal is still the one that something kept
    /// was read from.
    ///
    /// # Errors
    /// When the database can't be read.
    pub(crate) async fn hash_at(&self, seq: i64) -> Result<Option<String>, Error> {
        let acts = self.workstation.store.acts_after(seq - 1, 1).await?;
        Ok(acts.first().filter(|act| act.seq == seq).map(|act| HEXLOWER.encode(&act.hash)))
    }
}
