//! Symmetric sealing: XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha-03) with a random nonce of 24 bytes.
//!
//! *Invariant*: a sealed text is format byte, nonce, ciphertext and tag. The format is bound to it, so one form is
//! never opened as another; opening gives the whole text or the one neutral [`CannotOpen`].

use chacha20poly1305::{AeadInOut, KeyInit, XChaCha20Poly1305, XNonce};
use rand_core::CryptoRng;
use thiserror::Error;
use zeroize::Zeroizing;

use crate::{
    canonical::Canonical,
    padding::{Padding, frame, unframe},
    secret::Secret,
};

/// A sealed text as long as its content.
const FORMAT_EXACT: u8 = 1;
/// A sealed text filled up to a class of [`Padding`].
const FORMAT_PADDED: u8 = 2;

const NONCE: usize = 24;
const TAG: usize = 16;
/// Format byte, nonce and tag.
const OVERHEAD: usize = 1 + NONCE + TAG;

/// A sealed text does not open.
///
/// There is one answer to a wrong key, a wrong binding, changed bytes and a cut text: a difference would tell
/// somebody who has no key what he holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("open what was sealed")]
pub struct CannotOpen;

/// A text can't be sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum CannotSeal {
    /// The text does not fit the fixed or largest length of its form.
    #[error("seal a text longer than its form allows")]
    TooLong,
    /// The receiving key is of small order: anybody could open what is sealed to it.
    #[error("seal to an unusable receiving key")]
    UnusableKey,
}

/// A symmetric key of 256 bits: an officer's for his drafts, a reader's for its own writers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealingKey(Secret<32>);

impl SealingKey {
    /// Draws a new key.
    pub fn generate(rng: &mut impl CryptoRng) -> Self {
        Self(Secret::generate(rng))
    }

    pub(crate) fn from_secret(secret: Secret<32>) -> Self {
        Self(secret)
    }

    pub(crate) fn expose(&self) -> &[u8; 32] {
        self.0.expose()
    }

    /// Seals a text, bound to `aad`, which must be given again to open it.
    ///
    /// The length of the result shows the length of the text; use [`SealingKey::seal_padded`] where others see it.
    ///
    /// # Errors
    ///
    /// [`CannotSeal::TooLong`] above 256 GiB, the limit of the cipher.
    pub fn seal(&self, plaintext: &[u8], aad: &[u8], rng: &mut impl CryptoRng) -> Result<Vec<u8>, CannotSeal> {
        let mut body = Zeroizing::new(Vec::with_capacity(plaintext.len().saturating_add(TAG)));
        body.extend_from_slice(plaintext);
        self.seal_body(FORMAT_EXACT, body, aad, rng)
    }

    /// Seals a text, filled up to a class of length, bound to `aad`.
    ///
    /// # Errors
    ///
    /// [`CannotSeal::TooLong`] for a text of 4 GiB or more.
    pub fn seal_padded(
        &self,
        plaintext: &[u8],
        classes: Padding,
        aad: &[u8],
        rng: &mut impl CryptoRng,
    ) -> Result<Vec<u8>, CannotSeal> {
        let body = frame(plaintext, classes.frame_len(plaintext.len(), OVERHEAD)?, TAG)?;
        self.seal_body(FORMAT_PADDED, body, aad, rng)
    }

    /// Opens a sealed text of either form; the result is wiped when dropped.
    ///
    /// # Errors
    ///
    /// [`CannotOpen`] whatever the reason.
    pub fn open(&self, sealed: &[u8], aad: &[u8]) -> Result<Zeroizing<Vec<u8>>, CannotOpen> {
        let (format, rest) = sealed.split_first().ok_or(CannotOpen)?;
        let (nonce, ciphertext) = rest.split_first_chunk::<NONCE>().ok_or(CannotOpen)?;
        let mut body = Zeroizing::new(ciphertext.to_vec());
        self.cipher()
            .decrypt_in_place(&XNonce::from(*nonce), &bound(*format, aad), &mut *body)
            .map_err(|_| CannotOpen)?;
        match *format {
            FORMAT_EXACT => Ok(body),
            FORMAT_PADDED => unframe(&body),
            _ => Err(CannotOpen),
        }
    }

    fn seal_body(
        &self,
        format: u8,
        mut body: Zeroizing<Vec<u8>>,
        aad: &[u8],
        rng: &mut impl CryptoRng,
    ) -> Result<Vec<u8>, CannotSeal> {
        let mut nonce = [0; NONCE];
        rng.fill_bytes(&mut nonce);
        self.cipher()
            .encrypt_in_place(&XNonce::from(nonce), &bound(format, aad), &mut *body)
            .map_err(|_| CannotSeal::TooLong)?;
        Ok([&[format], nonce.as_slice(), body.as_slice()].concat())
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(self.0.expose().into())
    }
}

fn bound(format: u8, aad: &[u8]) -> Vec<u8> {
    Canonical::new("osbp sealed text").bytes(&[format]).bytes(aad).finish()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rand::{SeedableRng, rngs::StdRng};

    use super::*;

    fn rng() -> StdRng {
        StdRng::seed_from_u64(7)
    }

    /// draft-irtf-cfrg-xchacha-03, appendix A.3.1: the cipher is the one that other programs know by this name.
    #[test]
    fn cipher_gives_the_published_text() {
        let key: [u8; 32] = std::array::from_fn(|place| 0x80 + place as u8);
        let nonce: [u8; NONCE] = std::array::from_fn(|place| 0x40 + place as u8);
        let aad = [0x50, 0x51, 0x52, 0x53, 0xc0, 0xc1, 0xc2, 0xc3, 0xc4, 0xc5, 0xc6, 0xc7];
        let mut text = b"Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, \
            sunscreen would be it."
            .to_vec();
        SealingKey(Secret::copy_from(&key)).cipher().encrypt_in_place(&XNonce::from(nonce), &aad, &mut text).unwrap();
        assert_eq!(
            crate::encoding::to_hex(&text),
            "bd6d179d3e83d43b9576579493c0e939572a1700252bfaccbed2902c21396cbb\
             731c7f1b0b4aa6440bf3a82f4eda7e39ae64c6708c54c216cb96b72e1213b452\
             2f8c9ba40db5d945b11b69b982c1bb9e3f3fac2bc369488f76b2383565d3fff9\
             21f9664c97637da9768812f615c68b13b52e\
             c0875924c1c7987947deafd8780acf49"
        );
    }

    #[test]
    fn empty_and_full_have_one_length() {
        let key = SealingKey::generate(&mut rng());
        let capacity = 1024 - OVERHEAD - 4;
        for len in [0, 1, 500, capacity] {
            let sealed = key.seal_padded(&vec![b'x'; len], Padding::subjects(1), b"", &mut rng()).unwrap();
            assert_eq!(sealed.len(), 1024, "{len} bytes");
        }
        let over = key.seal_padded(&vec![b'x'; capacity + 1], Padding::subjects(1), b"", &mut rng()).unwrap();
        assert_eq!(over.len(), 4096);
    }

    #[test]
    fn sealing_twice_gives_two_texts() {
        let mut rng = rng();
        let key = SealingKey::generate(&mut rng);
        let first = key.seal(b"note", b"", &mut rng).unwrap();
        let second = key.seal(b"note", b"", &mut rng).unwrap();
        assert_ne!(first, second);
    }

    #[test]
    fn every_changed_byte_and_every_cut_fails() {
        let key = SealingKey::generate(&mut rng());
        for sealed in [
            key.seal(b"note", b"act 7", &mut rng()).unwrap(),
            key.seal_padded(b"note", Padding { base: 64, units: 1 }, b"act 7", &mut rng()).unwrap(),
        ] {
            assert_eq!(*key.open(&sealed, b"act 7").unwrap(), b"note");
            for place in 0..sealed.len() {
                let mut changed = sealed.clone();
                changed[place] ^= 3;
                assert_eq!(key.open(&changed, b"act 7"), Err(CannotOpen), "byte {place}");
                assert_eq!(key.open(&sealed[..place], b"act 7"), Err(CannotOpen), "cut at {place}");
            }
        }
    }

    #[test]
    fn another_binding_or_key_fails() {
        let mut rng = rng();
        let key = SealingKey::generate(&mut rng);
        let other = SealingKey::generate(&mut rng);
        let sealed = key.seal(b"note", b"act 7", &mut rng).unwrap();
        assert_eq!(key.open(&sealed, b"act 8"), Err(CannotOpen));
        assert_eq!(key.open(&sealed, b""), Err(CannotOpen));
        assert_eq!(other.open(&sealed, b"act 7"), Err(CannotOpen));
    }

    #[test]
    fn debug_is_redacted() {
        let key = SealingKey::generate(&mut rng());
        assert_eq!(format!("{key:?}"), "SealingKey([redacted])");
    }

    proptest! {
        #[test]
        fn what_is_sealed_opens(text in prop::collection::vec(any::<u8>(), 0..6000), aad: Vec<u8>, subjects in 0_usize..6) {
            let key = SealingKey::generate(&mut rng());
            let exact = key.seal(&text, &aad, &mut rng()).unwrap();
            prop_assert_eq!(&*key.open(&exact, &aad).unwrap(), &text);
            let padded = key.seal_padded(&text, Padding::subjects(subjects), &aad, &mut rng()).unwrap();
            prop_assert_eq!(&*key.open(&padded, &aad).unwrap(), &text);
            prop_assert_eq!(padded.len(), Padding::subjects(subjects).pad_to_class(text.len() + OVERHEAD + 4).unwrap());
        }
    }
}
