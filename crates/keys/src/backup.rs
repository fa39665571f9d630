//! The key of one backup: drawn for it, sealed to everybody who may open it, and used on the file piece by piece.
//!
//! *Invariant*: a piece opens only in its place: as that number, as the last one or not, behind that head of the file. A
//! file whose pieces were changed, exchanged, left out or cut off does not open to its end.

use rand_core::CryptoRng;
use zeroize::Zeroizing;

use crate::{
    canonical::Canonical,
    digest::Digest,
    envelope::{ReceivingKey, ReceivingPublic},
    sealing::{CannotOpen, CannotSeal, SealingKey},
    secret::Secret,
};

/// What an envelope with such a key is for.
const INFO: &[u8] = b"osbp backup key v1";

/// The place of a piece in its file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Piece {
    /// The digest of the file's head, which stands open before the pieces.
    pub head: Digest,
    /// Its number, from 0.
    pub number: u64,
    /// Whether none follows.
    pub is_last: bool,
}

impl Piece {
    fn bound(self) -> Vec<u8> {
        let number = i64::try_from(self.number).unwrap_or(i64::MAX);
        Canonical::new("osbp backup piece")
            .bytes(self.head.as_bytes())
            .number(number)
            .number(self.is_last.into())
            .finish()
    }
}

/// The key of one backup. Wiped on drop, never printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackupKey(SealingKey);

impl BackupKey {
    /// Draws the key of a new backup.
    pub fn generate(rng: &mut impl CryptoRng) -> Self {
        Self(SealingKey::generate(rng))
    }

    /// Seals the key to somebody who may open the backup; `backup` says which one, and must be given again.
    ///
    /// # Errors
    ///
    /// [`CannotSeal::UnusableKey`] when the receiving key is of small order.
    pub fn wrap_to(
        &self,
        holder: &ReceivingPublic,
        backup: &[u8],
        rng: &mut impl CryptoRng,
    ) -> Result<Vec<u8>, CannotSeal> {
        holder.seal(INFO, backup, self.0.expose(), rng)
    }

    /// Opens the key that was sealed to this holder.
    ///
    /// # Errors
    ///
    /// [`CannotOpen`] when it was sealed to somebody else, for another backup, or was changed.
    pub fn unwrap(sealed: &[u8], holder: &ReceivingKey, backup: &[u8]) -> Result<Self, CannotOpen> {
        let key = holder.open(INFO, backup, sealed)?;
        Secret::copy_from_slice(&key).map(|key| Self(SealingKey::from_secret(key))).ok_or(CannotOpen)
    }

    /// Seals a piece.
    ///
    /// # Errors
    ///
    /// [`CannotSeal::TooLong`] above 256 GiB.
    pub fn seal(&self, plaintext: &[u8], piece: Piece, rng: &mut impl CryptoRng) -> Result<Vec<u8>, CannotSeal> {
        self.0.seal(plaintext, &piece.bound(), rng)
    }

    /// Opens a piece; the result is wiped when dropped.
    ///
    /// # Errors
    ///
    /// [`CannotOpen`] whatever the reason.
    pub fn open(&self, sealed: &[u8], piece: Piece) -> Result<Zeroizing<Vec<u8>>, CannotOpen> {
        self.0.open(sealed, &piece.bound())
    }
}

#[cfg(test)]
mod tests {
    use rand::{SeedableRng, rngs::StdRng};

    use super::*;

    fn rng() -> StdRng {
        StdRng::seed_from_u64(31)
    }

    #[test]
    fn the_key_opens_for_its_holder_and_backup_alone() {
        let mut rng = rng();
        let (holder, other) = (ReceivingKey::generate(&mut rng), ReceivingKey::generate(&mut rng));
        let key = BackupKey::generate(&mut rng);
        let sealed = key.wrap_to(&holder.public(), b"monday", &mut rng).unwrap();
        assert_eq!(BackupKey::unwrap(&sealed, &holder, b"monday"), Ok(key));
        assert_eq!(BackupKey::unwrap(&sealed, &holder, b"tuesday"), Err(CannotOpen));
        assert_eq!(BackupKey::unwrap(&sealed, &other, b"monday"), Err(CannotOpen));
        for place in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[place] ^= 1;
            assert_eq!(BackupKey::unwrap(&changed, &holder, b"monday"), Err(CannotOpen), "byte {place}");
        }
    }

    #[test]
    fn a_piece_opens_in_its_place_alone() {
        let mut rng = rng();
        let key = BackupKey::generate(&mut rng);
        let piece = Piece { head: Digest::of(b"head"), number: 7, is_last: false };
        let sealed = key.seal(b"pages", piece, &mut rng).unwrap();
        assert_eq!(*key.open(&sealed, piece).unwrap(), b"pages");
        for elsewhere in [
            Piece { number: 8, ..piece },
            Piece { is_last: true, ..piece },
            Piece { head: Digest::of(b"other"), ..piece },
        ] {
            assert_eq!(key.open(&sealed, elsewhere), Err(CannotOpen), "{elsewhere:?}");
        }
        assert_eq!(BackupKey::generate(&mut rng).open(&sealed, piece), Err(CannotOpen));
    }
}
