//! A smart card in front of an officer's keys: what is kept of it, and the secret that it alone gives back.
//!
//! The card holds a private key on the curve P-256 that never leaves it. A point drawn once is kept, its own private half
//! forgotten: from then on only the card can agree with it (ECDH, NIST SP 800-56A), and what they agree takes part in the
//! wrapping of the officer's keys.
//!
//! *Invariant*: this crate touches no card; what the card agreed comes in as an argument. What is kept has one length for
//! every officer, with a card or without, and opens with the State's enrolment secret alone: who copies the database does
//! not learn who has a card.

use hkdf::Hkdf;
use p256::elliptic_curve::Generate as _;
use p256::{PublicKey, Sec1Point, ecdh::EphemeralSecret};
use rand_core::CryptoRng;
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::{
    canonical::Canonical,
    digest::Digest,
    encoding::Malformed,
    enrolment::EnrolmentSecret,
    password::expand,
    sealing::{CannotOpen, CannotSeal, SealingKey},
    secret::Secret,
};

/// Flag, key number, both points, check.
const LEN: usize = 1 + 16 + 65 + 65 + 32;

const NO_CARD: u8 = 0;
const ONE_CARD: u8 = 1;

/// The secret that a card gives back, as a part of what wraps an officer's keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardSecret(Secret<32>);

/// What is kept of an officer's card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardBinding {
    key: [u8; 16],
    public: [u8; 65],
    point: [u8; 65],
    /// Tells another card's answer from this one's; the secret has 256 bits, so this helps nobody to guess it.
    check: Digest,
}

impl CardSecret {
    pub(crate) fn expose(&self) -> &[u8; 32] {
        self.0.expose()
    }
}

impl CardBinding {
    /// Binds to the key that lies on a card under the number `key`: draws the point that is kept, and returns the secret
    /// that the card gives back with it from now on.
    ///
    /// # Errors
    ///
    /// [`Malformed`] when `public` is no point of the curve, written without compression.
    pub fn bind(key: &[u8; 16], public: &[u8; 65], rng: &mut impl CryptoRng) -> Result<(Self, CardSecret), Malformed> {
        let malformed = Malformed { what: "card key" };
        let card = PublicKey::from_sec1_bytes(public).map_err(|_| malformed)?;
        let ours = EphemeralSecret::generate_from_rng(rng);
        let point = Sec1Point::from(ours.public_key());
        let point = point.as_bytes().try_into().map_err(|_| malformed)?;
        let agreed = ours.diffie_hellman(&card);
        let mut bytes = Zeroizing::new([0; 32]);
        bytes.copy_from_slice(agreed.raw_secret_bytes());
        let secret = derive(public, &point, &bytes).ok_or(malformed)?;
        Ok((Self { key: *key, public: *public, point, check: check(&secret) }, secret))
    }

    /// Returns the number under which the key lies on the card.
    #[must_use]
    pub const fn key(&self) -> &[u8; 16] {
        &self.key
    }

    /// Returns the point with which the card has to agree.
    #[must_use]
    pub const fn point(&self) -> &[u8; 65] {
        &self.point
    }

    /// Returns the secret, from what the card agreed with the point.
    ///
    /// # Errors
    ///
    /// [`CannotOpen`] when another card answered.
    pub fn secret(&self, agreed: &[u8; 32]) -> Result<CardSecret, CannotOpen> {
        derive(&self.public, &self.point, agreed).filter(|secret| check(secret) == self.check).ok_or(CannotOpen)
    }

    /// Seals what is kept for the officer `holder`, of one length with a card and without.
    ///
    /// # Errors
    ///
    /// [`CannotSeal`]: never for a text as short.
    pub fn seal(
        card: Option<&Self>,
        holder: &str,
        enrolment: &EnrolmentSecret,
        rng: &mut impl CryptoRng,
    ) -> Result<Vec<u8>, CannotSeal> {
        let text = match card {
            None => vec![NO_CARD; LEN],
            Some(Self { key, public, point, check }) => {
                [&[ONE_CARD], key.as_slice(), public, point, check.as_bytes()].concat()
            }
        };
        let bound = bound(holder);
        sealing_key(enrolment, &bound).ok_or(CannotSeal::TooLong)?.seal(&text, &bound, rng)
    }

    /// Opens what is kept for the officer `holder`: nothing where he has no card.
    ///
    /// # Errors
    ///
    /// [`CannotOpen`] with another State's enrolment secret, in another officer's row, or when it was changed.
    pub fn open(sealed: &[u8], holder: &str, enrolment: &EnrolmentSecret) -> Result<Option<Self>, CannotOpen> {
        let bound = bound(holder);
        let text = sealing_key(enrolment, &bound).ok_or(CannotOpen)?.open(sealed, &bound)?;
        let (flag, rest) = text.split_first().filter(|_| text.len() == LEN).ok_or(CannotOpen)?;
        let (key, rest) = rest.split_first_chunk().ok_or(CannotOpen)?;
        let (public, rest) = rest.split_first_chunk().ok_or(CannotOpen)?;
        let (point, rest) = rest.split_first_chunk().ok_or(CannotOpen)?;
        let check = Digest::try_from(rest).map_err(|_| CannotOpen)?;
        match *flag {
            NO_CARD => Ok(None),
            ONE_CARD => Ok(Some(Self { key: *key, public: *public, point: *point, check })),
            _ => Err(CannotOpen),
        }
    }
}

fn derive(public: &[u8; 65], point: &[u8; 65], agreed: &[u8; 32]) -> Option<CardSecret> {
    let info = Canonical::new("osbp card secret").bytes(public).bytes(point).finish();
    expand(&Hkdf::<Sha256>::new(None, agreed), &info).map(CardSecret)
}

fn check(secret: &CardSecret) -> Digest {
    Digest::labelled("osbp card secret check", &[secret.expose()])
}

fn bound(holder: &str) -> Vec<u8> {
    Canonical::new("osbp officer's card").text(holder).finish()
}

fn sealing_key(enrolment: &EnrolmentSecret, bound: &[u8]) -> Option<SealingKey> {
    expand(&Hkdf::<Sha256>::new(None, enrolment.expose()), bound).map(SealingKey::from_secret)
}

#[cfg(test)]
mod tests {
    use p256::SecretKey;
    use rand::{SeedableRng, rngs::StdRng};

    use super::*;

    const HOLDER: &str = "UTO/1042";

    fn enrolment(byte: u8) -> EnrolmentSecret {
        EnrolmentSecret::from_secret_bytes(&[byte; 32])
    }

    /// What a card does, with its key at hand.
    struct Card(SecretKey);

    impl Card {
        fn new(seed: u64) -> Self {
            Self(SecretKey::generate_from_rng(&mut StdRng::seed_from_u64(seed)))
        }

        fn public(&self) -> [u8; 65] {
            Sec1Point::from(self.0.public_key()).as_bytes().try_into().unwrap()
        }

        fn agree(&self, point: &[u8; 65]) -> [u8; 32] {
            let point = PublicKey::from_sec1_bytes(point).unwrap();
            let agreed = p256::ecdh::diffie_hellman(self.0.to_nonzero_scalar(), point.as_affine());
            agreed.raw_secret_bytes().as_slice().try_into().unwrap()
        }
    }

    #[test]
    fn the_card_gives_the_secret_back_and_no_other_card_does() {
        let mut rng = StdRng::seed_from_u64(1);
        let (card, other) = (Card::new(2), Card::new(3));
        let (binding, secret) = CardBinding::bind(&[7; 16], &card.public(), &mut rng).unwrap();
        assert_eq!(binding.secret(&card.agree(binding.point())), Ok(secret.clone()));
        assert_eq!(binding.secret(&other.agree(binding.point())), Err(CannotOpen));
        let (again, anew) = CardBinding::bind(&[7; 16], &card.public(), &mut rng).unwrap();
        assert_ne!((again.point(), anew), (binding.point(), secret));
    }

    #[test]
    fn what_is_no_point_binds_nothing() {
        let mut rng = StdRng::seed_from_u64(1);
        let mut off_the_curve = Card::new(2).public();
        off_the_curve[64] ^= 1;
        for public in [[0; 65], [4; 65], off_the_curve] {
            assert!(CardBinding::bind(&[7; 16], &public, &mut rng).is_err());
        }
    }

    #[test]
    fn with_a_card_and_without_the_row_is_as_long_and_tells_nothing_without_the_enrolment_secret() {
        let mut rng = StdRng::seed_from_u64(1);
        let (binding, _) = CardBinding::bind(&[7; 16], &Card::new(2).public(), &mut rng).unwrap();
        let with = CardBinding::seal(Some(&binding), HOLDER, &enrolment(1), &mut rng).unwrap();
        let without = CardBinding::seal(None, HOLDER, &enrolment(1), &mut rng).unwrap();
        assert_eq!(with.len(), without.len());
        assert_eq!(CardBinding::open(&with, HOLDER, &enrolment(1)), Ok(Some(binding)));
        assert_eq!(CardBinding::open(&without, HOLDER, &enrolment(1)), Ok(None));
        for sealed in [with, without] {
            assert_eq!(CardBinding::open(&sealed, HOLDER, &enrolment(2)), Err(CannotOpen));
            assert_eq!(CardBinding::open(&sealed, "UTO/1043", &enrolment(1)), Err(CannotOpen));
        }
    }
}
