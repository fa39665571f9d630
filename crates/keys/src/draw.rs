//! Random draws that can be checked the next day.
//!
//! *Invariant*: a draw depends on the seed and on what is drawn for, and on nothing else. The seed's hash is published
//! in the morning (selectivity of declarations, random referrals): nobody can change the seed afterwards, and whoever is
//! given it when the day is over can repeat all of its draws.

use std::fmt;

use hmac::{Hmac, KeyInit, Mac};
use rand_core::CryptoRng;
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::{canonical::Canonical, digest::Digest, encoding::hexadecimal, secret::Secret};

/// A State's secret seed for one day's draws.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DrawSeed(Secret<32>);

impl DrawSeed {
    /// Draws a new seed.
    pub fn generate(rng: &mut impl CryptoRng) -> Self {
        Self(Secret::generate(rng))
    }

    /// Takes a seed from the 32 bytes it was kept as.
    #[must_use]
    pub fn from_secret_bytes(bytes: &[u8; 32]) -> Self {
        Self(Secret::copy_from(bytes))
    }

    /// Returns the 32 bytes, for sealing; wiped when dropped.
    #[must_use]
    pub fn to_secret_bytes(&self) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(*self.0.expose())
    }

    /// Returns the hash that is published before the first draw.
    #[must_use]
    pub fn published(&self) -> Digest {
        Digest::labelled("osbp draw seed v1", &[self.0.expose()])
    }

    /// Draws for one label: HMAC-SHA256 (RFC 2104) under the seed, of which the first eight bytes count.
    ///
    /// The label names all that the draw is for (what is decided, the crossing, the subject), so that each question
    /// has one answer and nobody can draw twice.
    #[must_use]
    pub fn draw(&self, label: &[u8]) -> Draw {
        let bound = Canonical::new("osbp draw v1").bytes(label).finish();
        // A key as long as the hash is taken as it is; the 64-byte block of HMAC is filled with zeros.
        let mut block = Zeroizing::new([0; 64]);
        for (place, byte) in block.iter_mut().zip(self.0.expose()) {
            *place = *byte;
        }
        let mut mac = Hmac::<Sha256>::new((&*block).into());
        mac.update(&bound);
        let bytes: [u8; 32] = mac.finalize().into_bytes().into();
        let [a, b, c, d, e, f, g, h, ..] = bytes;
        Draw(u64::from_be_bytes([a, b, c, d, e, f, g, h]))
    }

    /// Publishes the seed, when no more is drawn from it.
    #[must_use]
    pub fn reveal(self) -> RevealedSeed {
        RevealedSeed(*self.0.expose())
    }
}

/// A seed whose day is over: public, written as 64 lower-case hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RevealedSeed([u8; 32]);

impl RevealedSeed {
    /// Returns the seed that repeats the day's draws, if it is the one whose hash was published.
    #[must_use]
    pub fn matching(&self, published: &Digest) -> Option<DrawSeed> {
        let seed = DrawSeed::from_secret_bytes(&self.0);
        (seed.published() == *published).then_some(seed)
    }

    /// Returns the 32 bytes.
    #[must_use]
    pub fn to_bytes(&self) -> [u8; 32] {
        self.0
    }
}

impl From<[u8; 32]> for RevealedSeed {
    fn from(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }
}

hexadecimal!(RevealedSeed, "seed");

/// One draw: a number that is uniform over all 64-bit numbers.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Draw(u64);

impl Draw {
    /// Returns the number drawn.
    #[must_use]
    pub fn number(self) -> u64 {
        self.0
    }

    /// Returns the draw as a fraction, at least 0 and less than 1, in steps of 2⁻⁵³.
    #[must_use]
    pub fn fraction(self) -> f64 {
        (self.0 >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Whether the draw falls to a rate between 0 (never) and 1 (always).
    #[must_use]
    pub fn falls_within(self, rate: f64) -> bool {
        self.fraction() < rate
    }
}

impl fmt::Debug for Draw {
    /// Shows nothing: a draw in a log would tell who is referred at random.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Draw([redacted])")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Computed with another program's HMAC: the draws must be repeatable without this one.
    #[test]
    fn draw_is_the_hmac_that_anybody_can_compute() {
        let seed = DrawSeed::from_secret_bytes(&[7; 32]);
        assert_eq!(seed.draw(b"lane/A-1").number(), 0xcc73_c06e_a19f_67cd);
        assert_eq!(seed.published().to_string(), "44e7de1a534f15b797898ddd73ba3be43acda99f87cb6cf7bf9cdaeebae6e6b6");
    }

    #[test]
    fn only_the_published_seed_is_accepted_at_night() {
        let seed = DrawSeed::from_secret_bytes(&[7; 32]);
        let published = seed.published();
        let drawn = seed.draw(b"x");
        let revealed = seed.reveal();
        assert_eq!(revealed.matching(&published).unwrap().draw(b"x"), drawn);
        assert!(RevealedSeed::from([8; 32]).matching(&published).is_none());
    }

    #[test]
    fn a_tenth_is_about_one_in_ten() {
        let seed = DrawSeed::from_secret_bytes(&[9; 32]);
        let hits = (0..10_000_u32).filter(|number| seed.draw(&number.to_be_bytes()).falls_within(0.1)).count();
        assert!((900..1100).contains(&hits), "{hits} of 10000");
    }

    #[test]
    fn the_ends_of_the_rate_are_never_and_always() {
        assert!(!Draw(0).falls_within(0.0));
        assert!(Draw(u64::MAX).falls_within(1.0));
        assert!(Draw(u64::MAX).fraction() < 1.0);
    }

    #[test]
    fn nothing_is_shown() {
        let seed = DrawSeed::from_secret_bytes(&[7; 32]);
        assert_eq!(format!("{seed:?}"), "DrawSeed([redacted])");
        assert_eq!(format!("{:?}", seed.draw(b"")), "Draw([redacted])");
    }

    proptest! {
        #[test]
        fn the_same_question_has_one_answer(bytes: [u8; 32], label: Vec<u8>, other: Vec<u8>) {
            prop_assume!(label != other);
            let seed = DrawSeed::from_secret_bytes(&bytes);
            prop_assert_eq!(seed.draw(&label), seed.draw(&label));
            prop_assert_ne!(seed.draw(&label), seed.draw(&other));
        }
    }
}
