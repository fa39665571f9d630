//! From a password to a key: Argon2id (RFC 9106), then HKDF-SHA256 (RFC 5869) with the State's enrolment secret and, where
//! the officer has a card, the card's.
//!
//! *Invariant*: a copied database allows no guessing of passwords, because the enrolment secret is not in it; a stolen
//! workstation allows only slow guessing, and none at all where a card is needed. Parameters below the floor are refused unless the caller asks for a
//! demonstration post: otherwise somebody who can write the database could make guessing cheap.

use argon2::{Algorithm, Argon2, Block, Params, Version};
use hkdf::Hkdf;
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

use crate::{card::CardSecret, enrolment::EnrolmentSecret, secret::Secret};

/// The least that OWASP's Password Storage Cheat Sheet asks of Argon2id: 19 MiB and two passes, one lane.
const FLOOR: (u32, u32) = (19 * 1024, 2);
/// More memory (1 GiB) or passes than any post needs would only serve to hang a sign-in.
const CEILING: (u32, u32, u32) = (1024 * 1024, 16, 4);

/// How much work one guess of a password must cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KdfStrength {
    /// For every post with real data: 64 MiB, two passes; a guess costs 0.1 to 0.2 s of one core.
    Standard,
    /// For demonstration and test posts only: cheap to guess.
    Demonstration,
}

/// The functions that a stored blob may name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
enum KdfName {
    #[serde(rename = "argon2id-19+hkdf-sha256")]
    Argon2id,
}

/// The parameters of the password's function, stored beside what it protects.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KdfParameters {
    name: KdfName,
    memory_kib: u32,
    passes: u32,
    lanes: u32,
}

impl KdfParameters {
    /// Returns the parameters that new blobs of this strength get.
    #[must_use]
    pub fn of(strength: KdfStrength) -> Self {
        let (memory_kib, passes) = match strength {
            KdfStrength::Standard => (64 * 1024, 2),
            KdfStrength::Demonstration => (64, 1),
        };
        Self { name: KdfName::Argon2id, memory_kib, passes, lanes: 1 }
    }

    /// Whether the parameters are neither too cheap for `least` nor absurdly dear.
    #[must_use]
    pub fn are_acceptable(&self, least: KdfStrength) -> bool {
        let enough = match least {
            KdfStrength::Standard => self.memory_kib >= FLOOR.0 && self.passes >= FLOOR.1,
            KdfStrength::Demonstration => true,
        };
        enough && self.memory_kib <= CEILING.0 && self.passes <= CEILING.1 && (1..=CEILING.2).contains(&self.lanes)
    }

    /// The numbers, for binding to the sealed text.
    pub(crate) fn numbers(&self) -> [i64; 3] {
        [self.memory_kib.into(), self.passes.into(), self.lanes.into()]
    }

    /// Derives the wrapping key; nothing when the parameters are outside the function's own limits.
    pub(crate) fn derive(
        &self,
        password: &str,
        salt: &[u8; 16],
        enrolment: &EnrolmentSecret,
        card: Option<&CardSecret>,
        info: &[u8],
    ) -> Option<Secret<32>> {
        let params = Params::new(self.memory_kib, self.passes, self.lanes, Some(32)).ok()?;
        let mut memory = Zeroizing::new(vec![Block::default(); params.block_count()]);
        // The card's secret stands behind the stretched password, so both are needed.
        let mut material = Zeroizing::new([0; 64]);
        let (stretched, of_card) = material.split_at_mut(32);
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into_with_memory(typed(password).as_bytes(), salt, stretched, memory.as_mut_slice())
            .ok()?;
        let material = match card {
            None => &*stretched,
            Some(card) => {
                of_card.copy_from_slice(card.expose());
                material.as_slice()
            }
        };
        let hkdf = Hkdf::<Sha256>::new(Some(enrolment.expose()), material);
        expand(&hkdf, info)
    }
}

/// Returns 32 bytes of HKDF's output as a secret.
pub(crate) fn expand(hkdf: &Hkdf<Sha256>, info: &[u8]) -> Option<Secret<32>> {
    let mut written = None;
    let key = Secret::fill(|bytes| written = hkdf.expand(info, bytes).ok());
    written.map(|()| key)
}

/// The password as RFC 8265 (`OpaqueString`) compares it: composed, with plain spaces.
///
/// One keyboard sends "é" as one character, another as two: both are the same password.
fn typed(password: &str) -> Zeroizing<String> {
    // Composing needs at most three times the bytes (Unicode Annex 15); reserving them leaves no copy behind.
    let mut composed = Zeroizing::new(String::with_capacity(password.len().saturating_mul(3)));
    let plain = password.chars().map(|c| if c.is_whitespace() && !c.is_control() { ' ' } else { c });
    composed.extend(plain.nfc());
    composed
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(password: &str, salt: u8, enrolment: u8, info: &[u8]) -> Secret<32> {
        KdfParameters::of(KdfStrength::Demonstration)
            .derive(password, &[salt; 16], &EnrolmentSecret::from_secret_bytes(&[enrolment; 32]), None, info)
            .unwrap()
    }

    #[test]
    fn password_salt_enrolment_secret_and_purpose_all_count() {
        let good = key("correct horse", 1, 1, b"a");
        assert_eq!(good, key("correct horse", 1, 1, b"a"));
        assert_ne!(good, key("correct hors", 1, 1, b"a"));
        assert_ne!(good, key("correct horse", 2, 1, b"a"));
        assert_ne!(good, key("correct horse", 1, 2, b"a"));
        assert_ne!(good, key("correct horse", 1, 1, b"b"));
    }

    #[test]
    fn one_password_typed_on_two_keyboards_is_one_key() {
        assert_eq!(key("caf\u{e9} noir", 1, 1, b""), key("cafe\u{301}\u{a0}noir", 1, 1, b""));
        assert_ne!(key("CAFÉ", 1, 1, b""), key("café", 1, 1, b""));
    }

    #[test]
    fn what_new_blobs_get_is_above_the_floor() {
        let standard = KdfParameters::of(KdfStrength::Standard);
        assert!(standard.are_acceptable(KdfStrength::Standard));
        assert!(standard.are_acceptable(KdfStrength::Demonstration));
        let cheap = KdfParameters::of(KdfStrength::Demonstration);
        assert!(cheap.are_acceptable(KdfStrength::Demonstration));
        assert!(!cheap.are_acceptable(KdfStrength::Standard));
    }

    #[test]
    fn the_floor_and_the_ceiling_are_exact() {
        let of = |memory_kib, passes, lanes| KdfParameters { name: KdfName::Argon2id, memory_kib, passes, lanes };
        assert!(of(19 * 1024, 2, 1).are_acceptable(KdfStrength::Standard));
        assert!(!of(19 * 1024 - 1, 2, 1).are_acceptable(KdfStrength::Standard));
        assert!(!of(19 * 1024, 1, 1).are_acceptable(KdfStrength::Standard));
        assert!(!of(19 * 1024, 2, 0).are_acceptable(KdfStrength::Standard));
        assert!(!of(2 * 1024 * 1024, 2, 1).are_acceptable(KdfStrength::Demonstration));
        assert!(!of(19 * 1024, 17, 1).are_acceptable(KdfStrength::Demonstration));
    }

    #[test]
    fn parameters_outside_the_function_give_no_key() {
        let none = KdfParameters { name: KdfName::Argon2id, memory_kib: 1, passes: 1, lanes: 1 };
        let secret = EnrolmentSecret::from_secret_bytes(&[1; 32]);
        assert!(none.derive("p", &[0; 16], &secret, None, b"").is_none());
    }
}
