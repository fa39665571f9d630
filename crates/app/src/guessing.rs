//! What a guess of a password costs whoever has both the database and a workstation's enrolment secret.

use std::time::{Duration, Instant};

use keys::{EnrolmentSecret, KdfStrength, OfficerKeys, Under, UnlockError};

use crate::clock::randomness;
use crate::failure::Error;

/// Tries wrong passwords on keys that are wrapped as those of every real post, and returns how long each try took on one
/// processor.
///
/// # Errors
/// When the keys can't be wrapped.
pub fn guesses(times: usize) -> Result<Vec<Duration>, Error> {
    let mut rng = randomness();
    let enrolment = EnrolmentSecret::generate(&mut rng);
    let right = Under { password: "not on any list", enrolment: &enrolment, card: None };
    let (holder, strength) = ("a post/an officer", KdfStrength::Standard);
    let wrapped = OfficerKeys::generate(&mut rng).wrap(holder, right, strength, &mut rng)?;
    (0..times)
        .map(|turn| {
            let guess = format!("password{turn}");
            let began = Instant::now();
            match wrapped.unwrap(holder, Under { password: &guess, ..right }, strength) {
                Err(UnlockError::WrongPassword) => Ok(began.elapsed()),
                _ => Err(Error::Fault("a guess was taken for right")),
            }
        })
        .collect()
}
