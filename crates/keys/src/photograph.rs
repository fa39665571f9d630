//! The key of one photograph: drawn for it, and told with the findings that it belongs to.
//!
//! *Invariant*: a sealed photograph opens only at its own post; its length tells its class of size and nothing else. Who may
//! read the findings has the key, so it is told by the State that took the photograph, and never found out.

use rand_core::CryptoRng;
use zeroize::Zeroizing;

use crate::{
    canonical::Canonical,
    encoding::{Malformed, from_hex, to_hex},
    padding::Padding,
    sealing::{CannotOpen, CannotSeal, SealingKey},
    secret::Secret,
};

/// The classes of size: 64 KiB, 256 KiB, 1 MiB, 4 MiB.
const CLASSES: Padding = Padding { base: 64 * 1024, units: 1 };

/// The key of one photograph. Wiped on drop, never printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhotographKey(SealingKey);

impl PhotographKey {
    /// Draws the key of a new photograph.
    pub fn generate(rng: &mut impl CryptoRng) -> Self {
        Self(SealingKey::generate(rng))
    }

    /// Returns the key in hexadecimal, as it is told.
    #[must_use]
    pub fn tell(&self) -> String {
        to_hex(self.0.expose())
    }

    /// Takes a key that was told.
    ///
    /// # Errors
    ///
    /// [`Malformed`] when the text is no key.
    pub fn told(text: &str) -> Result<Self, Malformed> {
        let bytes = Zeroizing::new(from_hex::<32>(text, "photograph key")?);
        Ok(Self(SealingKey::from_secret(Secret::copy_from(&bytes))))
    }

    /// Seals a photograph for the post of this id.
    ///
    /// # Errors
    ///
    /// [`CannotSeal::TooLong`] for one of 4 GiB or more.
    pub fn seal(&self, photograph: &[u8], post: &[u8], rng: &mut impl CryptoRng) -> Result<Vec<u8>, CannotSeal> {
        self.0.seal_padded(photograph, CLASSES, &bound(post), rng)
    }

    /// Opens a photograph of the post of this id.
    ///
    /// # Errors
    ///
    /// [`CannotOpen`] whatever the reason.
    pub fn open(&self, sealed: &[u8], post: &[u8]) -> Result<Zeroizing<Vec<u8>>, CannotOpen> {
        self.0.open(sealed, &bound(post))
    }
}

fn bound(post: &[u8]) -> Vec<u8> {
    Canonical::new("osbp photograph v1").bytes(post).finish()
}

#[cfg(test)]
mod tests {
    use rand::{SeedableRng, rngs::StdRng};

    use super::*;

    #[test]
    fn a_photograph_opens_with_its_key_at_its_post_alone() {
        let mut rng = StdRng::seed_from_u64(3);
        let key = PhotographKey::generate(&mut rng);
        let sealed = key.seal(b"crates and seals", b"here", &mut rng).unwrap();
        let told = PhotographKey::told(&key.tell()).unwrap();
        assert_eq!(told.open(&sealed, b"here").unwrap().as_slice(), b"crates and seals");
        assert!(told.open(&sealed, b"elsewhere").is_err());
        assert!(PhotographKey::generate(&mut rng).open(&sealed, b"here").is_err());
        assert!(PhotographKey::told(&key.tell().to_uppercase()).is_err());
    }

    #[test]
    fn a_sealed_photograph_tells_its_class_of_size_alone() {
        let mut rng = StdRng::seed_from_u64(4);
        let mut length = |bytes: usize| {
            let key = PhotographKey::generate(&mut rng);
            key.seal(&vec![7; bytes], b"here", &mut rng).unwrap().len()
        };
        let classes = [0, 60_000, 70_000, 250_000, 300_000, 1_000_000, 1_100_000, 4_000_000].map(&mut length);
        assert_eq!(classes.map(|length| length / 1024), [64, 64, 256, 256, 1024, 1024, 4096, 4096]);
    }
}
