//! Ed25519 signatures (RFC 8032) over digests.
//!
//! *Invariant*: nothing is signed but the name of a purpose and a digest, so a signature under an act is never a
//! signature under a slip, and a signer is never led to sign bytes of somebody else's choosing.

use std::fmt;

use ed25519_dalek::Signer;
use rand_core::CryptoRng;
use thiserror::Error;
use zeroize::Zeroizing;

use crate::{
    digest::Digest,
    encoding::{Malformed, hexadecimal, to_hex},
    secret::Secret,
};

/// What a signature is under.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Purpose {
    /// An act: the digest is the SHA-256 of its header.
    Act,
    /// The second officer's signature over a text inside a sealed part.
    SecondSignature,
    /// A certificate of the State's root.
    Certificate,
    /// The head of a journal, signed as witness when the shift changes.
    JournalHead,
    /// A page of a State's own journal: the digest is the SHA-256 of its header.
    OwnPage,
    /// The seal of a printed slip.
    Slip,
    /// A file handed to another system or State.
    Export,
}

impl Purpose {
    /// Every purpose, in the order of declaration.
    pub const ALL: [Self; 7] = [
        Self::Act,
        Self::SecondSignature,
        Self::Certificate,
        Self::JournalHead,
        Self::OwnPage,
        Self::Slip,
        Self::Export,
    ];

    /// The prefix that stands before the digest. A prefix in use is never changed: old signatures must verify.
    fn prefix(self) -> &'static str {
        match self {
            Self::Act => "osbp act v1",
            Self::SecondSignature => "osbp second signature v1",
            Self::Certificate => "osbp certificate v1",
            Self::JournalHead => "osbp journal head v1",
            Self::OwnPage => "osbp own page v1",
            Self::Slip => "osbp slip v1",
            Self::Export => "osbp export v1",
        }
    }

    /// The bytes that are signed. A zero byte ends the prefix, so no prefix is the beginning of another.
    fn message(self, digest: &Digest) -> Vec<u8> {
        [self.prefix().as_bytes(), &[0], digest.as_bytes()].concat()
    }
}

/// A signature does not belong to this key, purpose and digest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("verify the signature")]
pub struct BadSignature;

/// The private half of a signing pair. Wiped on drop, never printed, compared in constant time.
#[derive(Clone, PartialEq, Eq)]
pub struct SigningKey(Box<ed25519_dalek::SigningKey>);

impl SigningKey {
    /// Draws a new key.
    pub fn generate(rng: &mut impl CryptoRng) -> Self {
        Self::from_seed(&Secret::<32>::generate(rng))
    }

    /// Takes the seed of RFC 8032 section 5.1.5.
    pub(crate) fn from_seed(seed: &Secret<32>) -> Self {
        Self(Box::new(ed25519_dalek::SigningKey::from_bytes(seed.expose())))
    }

    /// Returns the seed of RFC 8032 section 5.1.5, for wrapping.
    pub(crate) fn seed(&self) -> &[u8; 32] {
        self.0.as_bytes()
    }

    /// Takes the 32 bytes of the seed (RFC 8032 section 5.1.5), as a workstation keeps them in its keyring.
    #[must_use]
    pub fn from_secret_bytes(seed: &[u8; 32]) -> Self {
        Self::from_seed(&Secret::copy_from(seed))
    }

    /// Returns the 32 bytes of the seed, wiped when dropped.
    ///
    /// For a workstation's own key, which lies in the system keyring; an officer's key is only ever wrapped.
    #[must_use]
    pub fn to_secret_bytes(&self) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(*self.seed())
    }

    /// Returns the public half.
    #[must_use]
    pub fn verifying(&self) -> VerifyingKey {
        VerifyingKey(self.0.verifying_key())
    }

    /// Signs a digest for a purpose.
    #[must_use]
    pub fn sign(&self, purpose: Purpose, digest: &Digest) -> Signature {
        Signature(self.0.sign(&purpose.message(digest)))
    }

    /// Signs an act, given the SHA-256 of its header.
    #[must_use]
    pub fn sign_act(&self, hash: &Digest) -> Signature {
        self.sign(Purpose::Act, hash)
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SigningKey([redacted])")
    }
}

/// The public half of a signing pair, written as 64 lower-case hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct VerifyingKey(ed25519_dalek::VerifyingKey);

impl VerifyingKey {
    /// Returns the 32 bytes of RFC 8032 section 5.1.2.
    #[must_use]
    pub fn to_bytes(&self) -> [u8; 32] {
        self.0.to_bytes()
    }

    /// Checks a signature strictly: one signature has one form, whoever verifies it.
    ///
    /// # Errors
    ///
    /// [`BadSignature`] when it was made by another key, for another purpose or over another digest.
    pub fn verify(&self, purpose: Purpose, digest: &Digest, signature: &Signature) -> Result<(), BadSignature> {
        self.verify_message(&purpose.message(digest), signature)
    }

    /// Checks the signature under an act, given the SHA-256 of its header.
    ///
    /// # Errors
    ///
    /// [`BadSignature`], as in [`VerifyingKey::verify`].
    pub fn verify_act(&self, hash: &Digest, signature: &Signature) -> Result<(), BadSignature> {
        self.verify(Purpose::Act, hash, signature)
    }

    fn verify_message(&self, message: &[u8], signature: &Signature) -> Result<(), BadSignature> {
        self.0.verify_strict(message, &signature.0).map_err(|_| BadSignature)
    }
}

impl fmt::Debug for VerifyingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "VerifyingKey({})", to_hex(&self.to_bytes()))
    }
}

impl TryFrom<[u8; 32]> for VerifyingKey {
    type Error = Malformed;

    /// Reads the 32 bytes of RFC 8032 section 5.1.2.
    ///
    /// They are [`Malformed`] when they are no point of the curve, a second spelling of one, or one of small order,
    /// under which a signature could be valid for any text.
    fn try_from(bytes: [u8; 32]) -> Result<Self, Malformed> {
        ed25519_dalek::VerifyingKey::from_bytes(&bytes)
            .ok()
            .filter(|key| !key.is_weak() && key.to_edwards().compress().to_bytes() == bytes)
            .map(Self)
            .ok_or(Malformed { what: "verifying key" })
    }
}

hexadecimal!(VerifyingKey, "verifying key");

/// An Ed25519 signature of 64 bytes, written as 128 lower-case hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Signature(ed25519_dalek::Signature);

impl Signature {
    /// Returns the 64 bytes of RFC 8032 section 5.1.6.
    #[must_use]
    pub fn to_bytes(&self) -> [u8; 64] {
        self.0.to_bytes()
    }
}

impl fmt::Debug for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Signature({})", to_hex(&self.to_bytes()))
    }
}

impl From<[u8; 64]> for Signature {
    /// Takes the 64 bytes of RFC 8032 section 5.1.6; a signature of bad form fails when it is verified.
    fn from(bytes: [u8; 64]) -> Self {
        Self(ed25519_dalek::Signature::from_bytes(&bytes))
    }
}

hexadecimal!(Signature, "signature");

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rand::{SeedableRng, rngs::StdRng};

    use super::*;
    use crate::encoding::from_hex;

    fn key(seed: u64) -> SigningKey {
        SigningKey::generate(&mut StdRng::seed_from_u64(seed))
    }

    /// RFC 8032 section 7.1, TEST 2.
    #[test]
    fn signature_of_one_byte_is_the_published_one() {
        let seed = from_hex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb", "seed").unwrap();
        let key = SigningKey::from_secret_bytes(&seed);
        assert_eq!(key.verifying().to_string(), "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
        let signature = Signature(key.0.sign(&[0x72]));
        assert_eq!(
            signature.to_string(),
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da\
             085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
        );
        assert_eq!(key.verifying().verify_message(&[0x72], &signature), Ok(()));
    }

    #[test]
    fn a_signature_holds_for_one_purpose_only() {
        let key = key(1);
        let digest = Digest::of(b"header");
        for signed in Purpose::ALL {
            let signature = key.sign(signed, &digest);
            for claimed in Purpose::ALL {
                let checked = key.verifying().verify(claimed, &digest, &signature);
                assert_eq!(checked.is_ok(), signed == claimed, "{signed:?} as {claimed:?}");
            }
        }
    }

    #[test]
    fn another_key_does_not_verify() {
        let hash = Digest::of(b"header");
        let signature = key(1).sign_act(&hash);
        assert_eq!(key(1).verifying().verify_act(&hash, &signature), Ok(()));
        assert_eq!(key(2).verifying().verify_act(&hash, &signature), Err(BadSignature));
    }

    #[test]
    fn every_changed_byte_of_a_signature_fails() {
        let key = key(1);
        let hash = Digest::of(b"header");
        let good = key.sign_act(&hash).to_bytes();
        for place in 0..good.len() {
            for bit in 0..8 {
                let mut bytes = good;
                bytes[place] ^= 1 << bit;
                let signature = Signature::from(bytes);
                assert_eq!(key.verifying().verify_act(&hash, &signature), Err(BadSignature));
            }
        }
    }

    /// The neutral element and a point of order 8 would accept signatures over any text.
    #[test]
    fn points_of_small_order_are_no_keys() {
        let mut neutral = [0; 32];
        neutral[0] = 1;
        assert!(VerifyingKey::try_from(neutral).is_err());
        let order_8 = "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05";
        assert!(order_8.parse::<VerifyingKey>().is_err());
    }

    #[test]
    fn debug_shows_nothing_of_the_private_half() {
        let key = key(3);
        let shown = format!("{key:?}");
        assert_eq!(shown, "SigningKey([redacted])");
        assert!(!shown.contains(&to_hex(key.seed())));
    }

    proptest! {
        #[test]
        fn every_signature_verifies_and_survives_its_text(seed: u64, content: Vec<u8>) {
            let key = key(seed);
            let hash = Digest::of(&content);
            let signature = key.sign_act(&hash);
            let read: Signature = serde_json::from_str(&serde_json::to_string(&signature).unwrap()).unwrap();
            let public: VerifyingKey = key.verifying().to_string().parse().unwrap();
            prop_assert_eq!(public.verify_act(&hash, &read), Ok(()));
        }
    }
}
