//! An officer's own keys, and the blob in which the database keeps them.
//!
//! *Invariant*: signing in is unwrapping. The blob opens with the officer's password, the State's enrolment secret, the
//! secret of his card where he has one, and the id of the officer it was made for, all of them; a blob put into another
//! officer's row does not open. Whether a card is needed does not show in it.

use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};
use thiserror::Error;
use zeroize::Zeroizing;

use crate::{
    canonical::Canonical,
    card::CardSecret,
    encoding::{base64, from_hex, to_hex},
    enrolment::EnrolmentSecret,
    envelope::{ReceivingKey, ReceivingPublic},
    password::{KdfParameters, KdfStrength},
    sealing::{CannotSeal, SealingKey},
    secret::Secret,
    signing::{SigningKey, VerifyingKey},
};

/// The only form of the blob so far.
const FORMAT: u32 = 1;

/// The keys that one officer holds while he is signed in. Dropping the value is what signing out means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficerKeys {
    /// Signs his acts.
    pub signing: SigningKey,
    /// Opens what is wrapped to him: reader keys, and for an administrator the State's root.
    pub receiving: ReceivingKey,
    /// Seals what he alone reads: his drafts in a local file, his one-time codes.
    pub drafts: SealingKey,
}

/// What an officer's keys are wrapped under: all of it together.
#[derive(Debug, Clone, Copy)]
pub struct Under<'a> {
    /// His password.
    pub password: &'a str,
    /// His State's enrolment secret.
    pub enrolment: &'a EnrolmentSecret,
    /// The secret of his card, where he has one.
    pub card: Option<&'a CardSecret>,
}

/// The public half of an officer's keys, which his certificate names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfficerPublic {
    /// Verifies his acts.
    pub verifying: VerifyingKey,
    /// Receives what is wrapped to him.
    pub receiving: ReceivingPublic,
}

/// An officer's keys can't be unwrapped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum UnlockError {
    /// The password is wrong; or the enrolment secret, or the officer, or the blob was changed. Which one is not told.
    #[error("unlock the officer's keys with this password")]
    WrongPassword,
    /// The blob asks for too little work to guess its password, or for an absurd amount.
    #[error("accept the strength of the officer's wrapped keys")]
    UnacceptableParameters,
    /// The blob is of a form that a newer program wrote.
    #[error("read the officer's wrapped keys of form {0}")]
    UnknownFormat(u32),
}

/// An officer's keys as they are stored: JSON that tells nothing without the password and the enrolment secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WrappedOfficerKeys {
    format: u32,
    kdf: KdfParameters,
    #[serde(with = "salt_text")]
    salt: [u8; 16],
    /// Nonce, ciphertext and tag, as [`SealingKey::seal`] gives them.
    #[serde(with = "base64")]
    ciphertext: Vec<u8>,
}

impl OfficerKeys {
    /// Draws a new set of keys.
    pub fn generate(rng: &mut impl CryptoRng) -> Self {
        Self {
            signing: SigningKey::generate(rng),
            receiving: ReceivingKey::generate(rng),
            drafts: SealingKey::generate(rng),
        }
    }

    /// Returns the public half, for the certificate.
    #[must_use]
    pub fn public(&self) -> OfficerPublic {
        OfficerPublic { verifying: self.signing.verifying(), receiving: self.receiving.public() }
    }

    /// Wraps the keys for the officer `holder` alone.
    ///
    /// `holder` is the officer's id with his State, as the caller writes it; the same must be given to unwrap. What a
    /// password must look like is the caller's rule.
    ///
    /// # Errors
    ///
    /// [`CannotSeal`] only when the function refuses the password, which happens from 4 GiB on.
    pub fn wrap(
        &self,
        holder: &str,
        under: Under<'_>,
        strength: KdfStrength,
        rng: &mut impl CryptoRng,
    ) -> Result<WrappedOfficerKeys, CannotSeal> {
        let mut salt = [0; 16];
        rng.fill_bytes(&mut salt);
        let kdf = KdfParameters::of(strength);
        let bound = bound(FORMAT, holder, &kdf, &salt);
        let key = under.key(&kdf, &salt, &bound).ok_or(CannotSeal::TooLong)?;
        let ciphertext = SealingKey::from_secret(key).seal(self.expose().as_slice(), &bound, rng)?;
        Ok(WrappedOfficerKeys { format: FORMAT, kdf, salt, ciphertext })
    }

    fn expose(&self) -> Zeroizing<[u8; 96]> {
        let parts = [self.signing.seed(), self.receiving.expose(), self.drafts.expose()];
        let mut bytes = Zeroizing::new([0; 96]);
        for (place, byte) in bytes.iter_mut().zip(parts.into_iter().flatten()) {
            *place = *byte;
        }
        bytes
    }

    fn from_exposed(bytes: &[u8]) -> Option<Self> {
        let (signing, rest) = bytes.split_first_chunk::<32>()?;
        let (receiving, drafts) = rest.split_first_chunk::<32>()?;
        Some(Self {
            signing: SigningKey::from_secret_bytes(signing),
            receiving: ReceivingKey::from_secret(&Secret::copy_from(receiving))?,
            drafts: SealingKey::from_secret(Secret::copy_from_slice(drafts)?),
        })
    }
}

impl WrappedOfficerKeys {
    /// Unwraps the keys for the officer `holder`.
    ///
    /// `least` is [`KdfStrength::Standard`] on every post with real data; only a demonstration or test post may accept
    /// cheap parameters.
    ///
    /// # Errors
    ///
    /// [`UnlockError`]; anything wrong with password, enrolment secret, officer or blob is the same `WrongPassword`.
    pub fn unwrap(&self, holder: &str, under: Under<'_>, least: KdfStrength) -> Result<OfficerKeys, UnlockError> {
        if self.format != FORMAT {
            return Err(UnlockError::UnknownFormat(self.format));
        }
        if !self.kdf.are_acceptable(least) {
            return Err(UnlockError::UnacceptableParameters);
        }
        let bound = bound(self.format, holder, &self.kdf, &self.salt);
        let key = under.key(&self.kdf, &self.salt, &bound).ok_or(UnlockError::UnacceptableParameters)?;
        SealingKey::from_secret(key)
            .open(&self.ciphertext, &bound)
            .ok()
            .and_then(|bytes| OfficerKeys::from_exposed(&bytes))
            .ok_or(UnlockError::WrongPassword)
    }

    /// Whether new blobs of this strength are made with other parameters, so that the next sign-in should wrap again.
    #[must_use]
    pub fn is_outdated(&self, strength: KdfStrength) -> bool {
        self.kdf != KdfParameters::of(strength)
    }

    /// Wraps the same keys again, with a new salt and today's parameters: under a new password, with a card or without.
    ///
    /// # Errors
    ///
    /// [`UnlockError`] when `present` does not unlock.
    pub fn rewrap(
        &self,
        holder: &str,
        present: Under<'_>,
        new: Under<'_>,
        strength: KdfStrength,
        rng: &mut impl CryptoRng,
    ) -> Result<Self, UnlockError> {
        self.unwrap(holder, present, strength)?
            .wrap(holder, new, strength, rng)
            .map_err(|_| UnlockError::UnacceptableParameters)
    }
}

impl Under<'_> {
    fn key(&self, kdf: &KdfParameters, salt: &[u8; 16], bound: &[u8]) -> Option<Secret<32>> {
        kdf.derive(self.password, salt, self.enrolment, self.card, bound)
    }
}

fn bound(format: u32, holder: &str, kdf: &KdfParameters, salt: &[u8; 16]) -> Vec<u8> {
    kdf.numbers()
        .into_iter()
        .fold(Canonical::new("osbp officer keys").number(format.into()), Canonical::number)
        .bytes(salt)
        .text(holder)
        .finish()
}

/// Serde form of the salt: 32 lower-case hexadecimal digits.
mod salt_text {
    use std::borrow::Cow;

    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    use super::{from_hex, to_hex};

    pub(super) fn serialize<S: Serializer>(salt: &[u8; 16], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&to_hex(salt))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<[u8; 16], D::Error> {
        from_hex(&Cow::<'de, str>::deserialize(deserializer)?, "salt").map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use p256::elliptic_curve::Generate as _;
    use proptest::prelude::*;
    use rand::{SeedableRng, rngs::StdRng};

    use super::*;

    const HOLDER: &str = "UTO/1042";
    const PASSWORD: &str = "stamp, barrier, rain";
    const CHEAP: KdfStrength = KdfStrength::Demonstration;

    fn rng() -> StdRng {
        StdRng::seed_from_u64(42)
    }

    fn enrolment(byte: u8) -> EnrolmentSecret {
        EnrolmentSecret::from_secret_bytes(&[byte; 32])
    }

    fn under<'a>(password: &'a str, enrolment: &'a EnrolmentSecret) -> Under<'a> {
        Under { password, enrolment, card: None }
    }

    fn wrapped() -> (OfficerKeys, WrappedOfficerKeys) {
        let keys = OfficerKeys::generate(&mut rng());
        let wrapped = keys.wrap(HOLDER, under(PASSWORD, &enrolment(1)), CHEAP, &mut rng()).unwrap();
        (keys, wrapped)
    }

    #[test]
    fn the_officer_gets_his_keys_back() {
        let (keys, wrapped) = wrapped();
        let json = serde_json::to_string(&wrapped).unwrap();
        let stored: WrappedOfficerKeys = serde_json::from_str(&json).unwrap();
        let unlocked = stored.unwrap(HOLDER, under(PASSWORD, &enrolment(1)), CHEAP).unwrap();
        assert_eq!(unlocked, keys);
        assert_eq!(unlocked.public(), keys.public());
    }

    #[test]
    fn password_enrolment_secret_and_holder_give_one_answer_when_wrong() {
        let (_, wrapped) = wrapped();
        let wrong = Err(UnlockError::WrongPassword);
        assert_eq!(wrapped.unwrap(HOLDER, under("stamp", &enrolment(1)), CHEAP), wrong);
        assert_eq!(wrapped.unwrap(HOLDER, under("", &enrolment(1)), CHEAP), wrong);
        assert_eq!(wrapped.unwrap(HOLDER, under(PASSWORD, &enrolment(2)), CHEAP), wrong);
        assert_eq!(wrapped.unwrap("UTO/1043", under(PASSWORD, &enrolment(1)), CHEAP), wrong);
    }

    #[test]
    fn no_changed_byte_of_the_stored_json_unlocks() {
        let (_, wrapped) = wrapped();
        let good = serde_json::to_vec(&wrapped).unwrap();
        let mut read = 0;
        for place in 0..good.len() {
            for change in [1, 2, 0x20] {
                let mut bytes = good.clone();
                bytes[place] ^= change;
                if let Ok(changed) = serde_json::from_slice::<WrappedOfficerKeys>(&bytes) {
                    read += 1;
                    let unlocked = changed.unwrap(HOLDER, under(PASSWORD, &enrolment(1)), CHEAP);
                    assert!(unlocked.is_err(), "byte {place} changed by {change}");
                }
            }
        }
        assert!(read > 100, "only {read} changes were still JSON of this form");
    }

    #[test]
    fn a_post_with_real_data_refuses_cheap_parameters() {
        let (_, wrapped) = wrapped();
        let unlocked = wrapped.unwrap(HOLDER, under(PASSWORD, &enrolment(1)), KdfStrength::Standard);
        assert_eq!(unlocked, Err(UnlockError::UnacceptableParameters));
        assert!(wrapped.is_outdated(KdfStrength::Standard));
        assert!(!wrapped.is_outdated(CHEAP));
    }

    #[test]
    fn a_post_with_real_data_unlocks_what_it_wrapped() {
        let keys = OfficerKeys::generate(&mut rng());
        let strength = KdfStrength::Standard;
        let wrapped = keys.wrap(HOLDER, under(PASSWORD, &enrolment(1)), strength, &mut rng()).unwrap();
        assert_eq!(wrapped.unwrap(HOLDER, under(PASSWORD, &enrolment(1)), strength), Ok(keys));
    }

    #[test]
    fn a_form_of_a_newer_program_is_named() {
        let (_, mut wrapped) = wrapped();
        wrapped.format = 2;
        let unlocked = wrapped.unwrap(HOLDER, under(PASSWORD, &enrolment(1)), CHEAP);
        assert_eq!(unlocked, Err(UnlockError::UnknownFormat(2)));
    }

    #[test]
    fn a_new_password_replaces_the_old() {
        let (keys, wrapped) = wrapped();
        let mut rng = StdRng::seed_from_u64(43);
        let again = wrapped
            .rewrap(HOLDER, under(PASSWORD, &enrolment(1)), under("lamp, gate, snow", &enrolment(1)), CHEAP, &mut rng)
            .unwrap();
        assert_ne!(again.salt, wrapped.salt);
        assert_eq!(again.unwrap(HOLDER, under("lamp, gate, snow", &enrolment(1)), CHEAP), Ok(keys));
        assert_eq!(again.unwrap(HOLDER, under(PASSWORD, &enrolment(1)), CHEAP), Err(UnlockError::WrongPassword));
        assert_eq!(
            wrapped.rewrap(HOLDER, under("guess", &enrolment(1)), under("x", &enrolment(1)), CHEAP, &mut rng),
            Err(UnlockError::WrongPassword)
        );
    }

    #[test]
    fn with_a_card_the_password_alone_opens_nothing_and_the_blob_looks_the_same() {
        let (keys, without) = wrapped();
        let mut rng = rng();
        let card = p256::SecretKey::generate_from_rng(&mut rng);
        let public = p256::Sec1Point::from(card.public_key()).as_bytes().try_into().unwrap();
        let (_, first) = crate::CardBinding::bind(&[1; 16], &public, &mut rng).unwrap();
        let (_, second) = crate::CardBinding::bind(&[1; 16], &public, &mut rng).unwrap();
        let secret = enrolment(1);
        let plain = under(PASSWORD, &secret);
        let with = without.rewrap(HOLDER, plain, Under { card: Some(&first), ..plain }, CHEAP, &mut rng).unwrap();
        let length = |blob: &WrappedOfficerKeys| serde_json::to_vec(blob).unwrap().len();
        assert_eq!(length(&with), length(&without));
        let wrong = Err(UnlockError::WrongPassword);
        assert_eq!(with.unwrap(HOLDER, Under { card: Some(&first), ..plain }, CHEAP), Ok(keys));
        assert_eq!(with.unwrap(HOLDER, plain, CHEAP), wrong);
        assert_eq!(with.unwrap(HOLDER, Under { card: Some(&second), ..plain }, CHEAP), wrong);
        assert_eq!(without.unwrap(HOLDER, Under { card: Some(&first), ..plain }, CHEAP), wrong);
    }

    /// A blob of form 1, written once: officers of posts in use must be able to sign in after an update.
    #[test]
    fn a_stored_blob_still_opens() {
        let stored = r#"{"format":1,"kdf":{"name":"argon2id-19+hkdf-sha256","memory_kib":64,"passes":1,"lanes":1},
            "salt":"a22427226377cc867d51ad3f130af08a",
            "ciphertext":"AdE0Ud5xYO+isjB2/Xgt6WfqnxH437DKCBTNwRT5G4VOfQ3wdZeGaRaVZpB1I3Lm1vwviO1NYZNdTOCLxSOKpmOEqY3SjBjnHwUdadnKoPueEYOiFBbPqWZdZDHX0aPSWb0SncMee4AQDpPekQQ9q8KLArKU9A1s5fHiWS2qIy9st1R5ClAII6g="}"#;
        let stored: WrappedOfficerKeys = serde_json::from_str(stored).unwrap();
        let keys = stored.unwrap(HOLDER, under(PASSWORD, &enrolment(1)), CHEAP).unwrap();
        assert_eq!(
            keys.public().verifying.to_string(),
            "9bdb607f02802cdd126290cfa1e025e4c13bbdbb347a70edeace584159303454"
        );
    }

    #[test]
    fn nothing_secret_is_shown() {
        let (keys, _) = wrapped();
        let shown = format!("{keys:?}");
        for secret in [keys.signing.seed(), keys.receiving.expose(), keys.drafts.expose()] {
            assert!(!shown.contains(&to_hex(secret)));
            assert!(!shown.contains(&format!("{secret:?}")));
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]
        #[test]
        fn any_password_unlocks_its_own_keys(seed: u64, holder: String, password: String) {
            let mut rng = StdRng::seed_from_u64(seed);
            let keys = OfficerKeys::generate(&mut rng);
            let wrapped = keys.wrap(&holder, under(&password, &enrolment(3)), CHEAP, &mut rng).unwrap();
            prop_assert_eq!(wrapped.unwrap(&holder, under(&password, &enrolment(3)), CHEAP), Ok(keys));
        }
    }
}
