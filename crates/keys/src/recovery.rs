//! The recovery code of a State: what opens its root when no administrator can.
//!
//! *Invariant*: the code has 144 random bits, so what it wraps needs no slow function to withstand guessing; its two
//! check bytes only catch mistakes in copying. The program shows it once, on paper, and keeps nothing of it.

use hkdf::Hkdf;
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use zeroize::{Zeroize, Zeroizing};

use crate::{
    canonical::Canonical,
    certificate::FORMAT,
    digest::Digest,
    encoding::{Malformed, base64},
    enrolment::EnrolmentSecret,
    envelope::{ReceivingKey, ReceivingPublic},
    password::expand,
    root::{RootPublic, StateRoot},
    sealing::{CannotOpen, CannotSeal, SealingKey},
    secret::Secret,
};

/// Crockford's base 32: no I, L, O or U, which are misread or misheard.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const RANDOM: usize = 18;
const CHECK: usize = 2;
/// Letters and digits in a code.
const LETTERS: usize = 32;
const GROUP: usize = 4;

/// A printable code of 32 letters and digits in eight groups.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecoveryCode(Secret<RANDOM>);

/// A secret wrapped under a recovery code, as it is stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WrappedUnderRecoveryCode {
    format: u32,
    #[serde(with = "base64")]
    sealed: Vec<u8>,
}

/// What a recovery code wraps; each is sealed under a key of its own.
#[derive(Debug, Clone, Copy)]
enum Content {
    Root,
    Receiving,
    Enrolment,
}

impl RecoveryCode {
    /// Draws a new code.
    pub fn generate(rng: &mut impl CryptoRng) -> Self {
        Self(Secret::generate(rng))
    }

    /// Returns the code for printing, such as `7Q4M-0000-…`; wiped when dropped.
    #[must_use]
    pub fn to_printable(&self) -> Zeroizing<String> {
        let check = check_bytes(self.0.expose());
        let mut text = Zeroizing::new(String::with_capacity(LETTERS + LETTERS / GROUP));
        let (mut held, mut bits, mut written) = (0_u32, 0_u32, 0_usize);
        for byte in self.0.expose().iter().chain(&check) {
            held = (held << 8) | u32::from(*byte);
            bits += 8;
            while bits >= 5 {
                bits -= 5;
                let digit = (held >> bits) & 31;
                held &= (1 << bits) - 1;
                if written > 0 && written.is_multiple_of(GROUP) {
                    text.push('-');
                }
                if let Some(letter) = ALPHABET.get(digit as usize) {
                    text.push(char::from(*letter));
                }
                written += 1;
            }
        }
        held.zeroize();
        text
    }

    /// Reads a code as somebody typed it from paper.
    ///
    /// Case, spaces and hyphens don't matter; O is read as 0, I and L as 1.
    ///
    /// # Errors
    ///
    /// [`Malformed`] when letters are missing or wrong; the check misses one mistake in 65,536.
    pub fn from_printable(text: &str) -> Result<Self, Malformed> {
        let malformed = Malformed { what: "recovery code" };
        let mut bytes = Zeroizing::new(Vec::with_capacity(RANDOM + CHECK));
        let (mut held, mut bits, mut letters) = (0_u32, 0_u32, 0_usize);
        for letter in text.chars().filter(|c| !c.is_whitespace() && *c != '-') {
            let letter = match letter.to_ascii_uppercase() {
                'O' => '0',
                'I' | 'L' => '1',
                other => other,
            };
            letters += 1;
            let digit = ALPHABET
                .iter()
                .zip(0_u32..)
                .find_map(|(known, digit)| (char::from(*known) == letter).then_some(digit))
                .filter(|_| letters <= LETTERS)
                .ok_or(malformed)?;
            held = (held << 5) | digit;
            bits += 5;
            if bits >= 8 {
                bits -= 8;
                bytes.push((held >> bits) as u8);
                held &= (1 << bits) - 1;
            }
        }
        held.zeroize();
        let (random, check) = bytes.split_first_chunk::<RANDOM>().ok_or(malformed)?;
        if check_bytes(random) != check {
            return Err(malformed);
        }
        Ok(Self(Secret::copy_from(random)))
    }

    /// Wraps a State's root under this code.
    ///
    /// # Errors
    ///
    /// [`CannotSeal`]: never for a text as short as a root.
    pub fn wrap_root(
        &self,
        root: &StateRoot,
        rng: &mut impl CryptoRng,
    ) -> Result<WrappedUnderRecoveryCode, CannotSeal> {
        self.wrap(Content::Root, root.state(), root.seed(), rng)
    }

    /// Unwraps the root that everybody knows as `known`.
    ///
    /// # Errors
    ///
    /// [`CannotOpen`] when the code is another, the blob was changed, or it holds another root.
    pub fn unwrap_root(&self, wrapped: &WrappedUnderRecoveryCode, known: &RootPublic) -> Result<StateRoot, CannotOpen> {
        StateRoot::restore(&self.unwrap(Content::Root, &known.state, wrapped)?, known)
    }

    /// Wraps the State's recovery receiving key.
    ///
    /// Reader keys of every epoch are wrapped to its public half, as to an officer. Whoever has lost all administrators
    /// gets back the data with it, not only the root.
    ///
    /// # Errors
    ///
    /// [`CannotSeal`]: never for a text as short as a key.
    pub fn wrap_receiving(
        &self,
        state: &str,
        key: &ReceivingKey,
        rng: &mut impl CryptoRng,
    ) -> Result<WrappedUnderRecoveryCode, CannotSeal> {
        self.wrap(Content::Receiving, state, key.expose(), rng)
    }

    /// Unwraps the recovery receiving key whose public half is `known`.
    ///
    /// # Errors
    ///
    /// [`CannotOpen`], as in [`RecoveryCode::unwrap_root`].
    pub fn unwrap_receiving(
        &self,
        wrapped: &WrappedUnderRecoveryCode,
        state: &str,
        known: &ReceivingPublic,
    ) -> Result<ReceivingKey, CannotOpen> {
        let bytes = self.unwrap(Content::Receiving, state, wrapped)?;
        Secret::copy_from_slice(&bytes)
            .and_then(|secret| ReceivingKey::from_secret(&secret))
            .filter(|key| key.public() == *known)
            .ok_or(CannotOpen)
    }

    /// Wraps a secret of a workstation that is being enrolled, under a code drawn for this once. `what` names the workstation
    /// and the secret; it can't be unwrapped as another.
    ///
    /// # Errors
    ///
    /// [`CannotSeal`]: never for a text as short as a secret.
    pub fn wrap_enrolment(
        &self,
        what: &str,
        secret: &EnrolmentSecret,
        rng: &mut impl CryptoRng,
    ) -> Result<WrappedUnderRecoveryCode, CannotSeal> {
        self.wrap(Content::Enrolment, what, secret.expose(), rng)
    }

    /// Unwraps a secret of a workstation.
    ///
    /// # Errors
    ///
    /// [`CannotOpen`] when the code is another, the blob was changed, or it was wrapped as another.
    pub fn unwrap_enrolment(
        &self,
        wrapped: &WrappedUnderRecoveryCode,
        what: &str,
    ) -> Result<EnrolmentSecret, CannotOpen> {
        let bytes = self.unwrap(Content::Enrolment, what, wrapped)?;
        let secret = <&[u8; 32]>::try_from(bytes.as_slice()).map_err(|_| CannotOpen)?;
        Ok(EnrolmentSecret::from_secret_bytes(secret))
    }

    fn wrap(
        &self,
        content: Content,
        state: &str,
        secret: &[u8; 32],
        rng: &mut impl CryptoRng,
    ) -> Result<WrappedUnderRecoveryCode, CannotSeal> {
        let bound = content.bound(state);
        let key = self.key(&bound).ok_or(CannotSeal::TooLong)?;
        Ok(WrappedUnderRecoveryCode { format: FORMAT, sealed: key.seal(secret, &bound, rng)? })
    }

    fn unwrap(
        &self,
        content: Content,
        state: &str,
        wrapped: &WrappedUnderRecoveryCode,
    ) -> Result<Zeroizing<Vec<u8>>, CannotOpen> {
        if wrapped.format != FORMAT {
            return Err(CannotOpen);
        }
        let bound = content.bound(state);
        self.key(&bound).ok_or(CannotOpen)?.open(&wrapped.sealed, &bound)
    }

    fn key(&self, info: &[u8]) -> Option<SealingKey> {
        let hkdf = Hkdf::<Sha256>::new(None, self.0.expose());
        expand(&hkdf, info).map(SealingKey::from_secret)
    }
}

impl Content {
    fn bound(self, state: &str) -> Vec<u8> {
        Canonical::new("osbp recovery")
            .text(match self {
                Self::Root => "root",
                Self::Receiving => "receiving",
                Self::Enrolment => "enrolment",
            })
            .text(state)
            .finish()
    }
}

fn check_bytes(random: &[u8; RANDOM]) -> [u8; CHECK] {
    let [first, second, ..] = Digest::labelled("osbp recovery code check", &[random]).to_bytes();
    [first, second]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rand::{SeedableRng, rngs::StdRng};

    use super::*;

    fn rng() -> StdRng {
        StdRng::seed_from_u64(5)
    }

    #[test]
    fn the_printed_code_has_eight_groups_of_four() {
        let printed = RecoveryCode::generate(&mut rng()).to_printable();
        let groups: Vec<_> = printed.split('-').collect();
        assert_eq!(groups.len(), 8);
        assert!(groups.iter().all(|group| group.len() == 4));
        assert!(printed.chars().all(|c| c == '-' || ALPHABET.contains(&(c as u8))));
    }

    #[test]
    fn a_workstation_s_secret_is_unwrapped_as_what_it_was_wrapped_as() {
        let (code, other) = (RecoveryCode::generate(&mut rng()), RecoveryCode(Secret::copy_from(&[9; RANDOM])));
        let secret = EnrolmentSecret::generate(&mut rng());
        let wrapped = code.wrap_enrolment("desk-1/database", &secret, &mut rng()).unwrap();
        assert_eq!(code.unwrap_enrolment(&wrapped, "desk-1/database").unwrap(), secret);
        assert!(code.unwrap_enrolment(&wrapped, "desk-1/enrolment").is_err());
        assert!(other.unwrap_enrolment(&wrapped, "desk-1/database").is_err());
    }

    #[test]
    fn a_code_may_be_typed_carelessly() {
        let code = RecoveryCode(Secret::copy_from(&[0; RANDOM]));
        let typed = code.to_printable().to_lowercase().replace('-', " ").replace('0', "o");
        assert_eq!(RecoveryCode::from_printable(&typed), Ok(code));
    }

    #[test]
    fn mistakes_in_copying_are_caught() {
        let printed = RecoveryCode::generate(&mut rng()).to_printable().to_string();
        let letters: String = printed.replace('-', "");
        for place in 0..letters.len() {
            let mut wrong: Vec<char> = letters.chars().collect();
            wrong[place] = if wrong[place] == '7' { '8' } else { '7' };
            let wrong: String = wrong.into_iter().collect();
            assert!(RecoveryCode::from_printable(&wrong).is_err(), "letter {place}");
            assert!(RecoveryCode::from_printable(&letters[..place]).is_err(), "cut at {place}");
        }
        for bad in [format!("{letters}0"), format!("{letters}{letters}"), letters.replace(&letters[..1], "U")] {
            assert!(RecoveryCode::from_printable(&bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn the_code_gives_back_the_root_and_no_other_code_does() {
        let mut rng = rng();
        let root = StateRoot::generate("UTO", &mut rng);
        let code = RecoveryCode::generate(&mut rng);
        let wrapped = code.wrap_root(&root, &mut rng).unwrap();
        let stored = serde_json::from_str(&serde_json::to_string(&wrapped).unwrap()).unwrap();
        assert_eq!(code.unwrap_root(&stored, &root.public()), Ok(root.clone()));
        let other = RecoveryCode::generate(&mut rng);
        assert_eq!(other.unwrap_root(&wrapped, &root.public()), Err(CannotOpen));
        let foreign = StateRoot::generate("XAA", &mut rng);
        assert_eq!(code.unwrap_root(&wrapped, &foreign.public()), Err(CannotOpen));
    }

    #[test]
    fn a_wrapped_key_is_no_wrapped_root() {
        let mut rng = rng();
        let code = RecoveryCode::generate(&mut rng);
        let key = ReceivingKey::generate(&mut rng);
        let wrapped = code.wrap_receiving("UTO", &key, &mut rng).unwrap();
        assert_eq!(code.unwrap_receiving(&wrapped, "UTO", &key.public()), Ok(key.clone()));
        assert_eq!(code.unwrap_receiving(&wrapped, "XAA", &key.public()), Err(CannotOpen));
        assert!(code.unwrap(Content::Root, "UTO", &wrapped).is_err());
    }

    #[test]
    fn every_changed_byte_fails() {
        let mut rng = rng();
        let root = StateRoot::generate("UTO", &mut rng);
        let code = RecoveryCode::generate(&mut rng);
        let good = code.wrap_root(&root, &mut rng).unwrap();
        for place in 0..good.sealed.len() {
            let mut changed = good.clone();
            changed.sealed[place] ^= 0x10;
            assert_eq!(code.unwrap_root(&changed, &root.public()), Err(CannotOpen));
        }
    }

    #[test]
    fn the_code_is_not_shown_in_logs() {
        let code = RecoveryCode::generate(&mut rng());
        assert_eq!(format!("{code:?}"), "RecoveryCode([redacted])");
    }

    proptest! {
        #[test]
        fn every_code_survives_paper(bytes: [u8; RANDOM]) {
            let code = RecoveryCode(Secret::copy_from(&bytes));
            prop_assert_eq!(RecoveryCode::from_printable(&code.to_printable()), Ok(code));
        }
    }
}
