//! Salts and commitments.
//!
//! *Invariant*: a commitment hides the text until the salt is shown, and binds to one text for good. This is how two
//! States file findings blind: neither can read the other's early, neither can change its own late.

use std::fmt;

use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq;

use crate::{digest::Digest, encoding::hexadecimal, secret::Secret};

/// Thirty-two random bytes, written as 64 lower-case hexadecimal digits.
///
/// Each open part of an act begins with one, so that its digest can't be guessed once the part was erased. A salt is
/// secret until it is published with its text, so it is not shown by `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct Salt(Secret<32>);

impl Salt {
    /// Draws a new salt.
    pub fn generate(rng: &mut impl CryptoRng) -> Self {
        Self(Secret::generate(rng))
    }

    /// Returns the 32 bytes.
    #[must_use]
    pub fn to_bytes(&self) -> [u8; 32] {
        *self.0.expose()
    }
}

impl From<[u8; 32]> for Salt {
    fn from(bytes: [u8; 32]) -> Self {
        Self(Secret::copy_from(&bytes))
    }
}

impl fmt::Debug for Salt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Salt([redacted])")
    }
}

hexadecimal!(Salt, "salt");

/// A promise to show exactly one text later: SHA-256 over a label, a salt and the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Commitment(Digest);

impl Commitment {
    /// Commits to a text under a fresh salt. The same salt must never serve two texts.
    #[must_use]
    pub fn of(salt: &Salt, text: &[u8]) -> Self {
        Self(Digest::labelled("osbp commitment v1", &[salt.0.expose(), text]))
    }

    /// Whether this is the commitment to that text under that salt.
    #[must_use]
    pub fn holds(&self, salt: &Salt, text: &[u8]) -> bool {
        let expected = Self::of(salt, text);
        self.0.as_bytes().ct_eq(expected.0.as_bytes()).into()
    }

    /// Returns the digest that is published.
    #[must_use]
    pub fn digest(&self) -> Digest {
        self.0
    }
}

impl From<Digest> for Commitment {
    fn from(published: Digest) -> Self {
        Self(published)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rand::{SeedableRng, rngs::StdRng};

    use super::*;

    #[test]
    fn only_the_text_and_salt_committed_to_hold() {
        let mut rng = StdRng::seed_from_u64(1);
        let salt = Salt::generate(&mut rng);
        let commitment = Commitment::of(&salt, b"seal broken");
        assert!(commitment.holds(&salt, b"seal broken"));
        assert!(!commitment.holds(&salt, b"seal intact"));
        assert!(!commitment.holds(&Salt::generate(&mut rng), b"seal broken"));
    }

    #[test]
    fn the_same_findings_commit_to_different_digests() {
        let mut rng = StdRng::seed_from_u64(1);
        let first = Commitment::of(&Salt::generate(&mut rng), b"nothing found");
        let second = Commitment::of(&Salt::generate(&mut rng), b"nothing found");
        assert_ne!(first, second);
    }

    #[test]
    fn salt_is_readable_json_and_redacted_in_logs() {
        let salt = Salt::from([0xab; 32]);
        let json = serde_json::to_string(&salt).unwrap();
        assert_eq!(json, format!("\"{}\"", "ab".repeat(32)));
        assert_eq!(serde_json::from_str::<Salt>(&json).unwrap(), salt);
        assert_eq!(format!("{salt:?}"), "Salt([redacted])");
    }

    proptest! {
        #[test]
        fn revealed_text_always_holds(bytes: [u8; 32], text: Vec<u8>) {
            let salt = Salt::from(bytes);
            let json = serde_json::to_string(&Commitment::of(&salt, &text)).unwrap();
            let stored: Commitment = serde_json::from_str(&json).unwrap();
            prop_assert!(stored.holds(&salt, &text));
        }
    }
}
