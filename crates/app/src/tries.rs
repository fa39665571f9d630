//! Failed tries to sign in: the wait before the next one doubles, from one second to five minutes.
//!
//! Invariant: the wait outlives the process, so that calling the program again is no way round it. It guards the window and
//! the command line; what guards a copied database is the enrolment secret.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use chrono::TimeDelta;
use domain::{At, OfficerNumber};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::failure::Error;

/// The longest wait, in seconds.
const LONGEST: u32 = 300;

/// After so many hours without a try nothing is held against anybody.
const FORGOTTEN_AFTER: i64 = 24;

#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
struct Failed {
    times: u32,
    next_at: At,
}

/// Failed tries at one post on this workstation.
#[derive(Debug)]
pub struct Tries {
    file: PathBuf,
    // Held while the file is read and written: two windows of one process take turns.
    turn: Mutex<BTreeMap<OfficerNumber, Failed>>,
}

impl Tries {
    /// Returns the tries at that post; `home` is where this user's programs keep what must not lie beside the database.
    pub fn of(home: &Path, post: Uuid) -> Self {
        Self { file: home.join("tries").join(post.to_string()), turn: Mutex::default() }
    }

    /// Returns the tries of one-time codes there: whoever knows the password must not begin anew with each of them.
    pub fn of_codes(home: &Path, post: Uuid) -> Self {
        Self { file: home.join("code-tries").join(post.to_string()), turn: Mutex::default() }
    }

    /// Refuses a try that comes too early after a failed one.
    ///
    /// # Errors
    /// With the rest of the wait.
    pub fn may_try(&self, officer: &OfficerNumber, now: At) -> Result<(), Error> {
        let mut known = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        self.read(&mut known, now);
        match known.get(officer) {
            Some(failed) if failed.next_at > now => {
                let seconds = (failed.next_at - now).num_seconds().saturating_add(1);
                Err(Error::WrongPassword { seconds: u32::try_from(seconds).unwrap_or(LONGEST).min(LONGEST) })
            }
            _ => Ok(()),
        }
    }

    /// Counts a failed try and returns the error that says how long the next one has to wait.
    pub fn failed(&self, officer: &OfficerNumber, now: At) -> Error {
        let mut known = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        self.read(&mut known, now);
        let failed = known.entry(officer.clone()).or_insert(Failed { times: 0, next_at: now });
        let seconds = 1_u32.checked_shl(failed.times.min(9)).unwrap_or(LONGEST).min(LONGEST);
        failed.times += 1;
        failed.next_at = now + TimeDelta::seconds(i64::from(seconds));
        self.write(&known);
        Error::WrongPassword { seconds }
    }

    /// Forgets what failed before a good try; returns how often.
    pub fn good(&self, officer: &OfficerNumber, now: At) -> u32 {
        let mut known = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        self.read(&mut known, now);
        let failed = known.remove(officer);
        if failed.is_some() {
            self.write(&known);
        }
        failed.map_or(0, |failed| failed.times)
    }

    /// Reads what other processes know. Where the file can't be read, what this process knows has to do.
    fn read(&self, known: &mut BTreeMap<OfficerNumber, Failed>, now: At) {
        if let Some(read) = std::fs::read(&self.file).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok()) {
            *known = read;
        }
        // A clock that was set back must not lock anybody out for longer than the longest wait.
        let latest = now + TimeDelta::seconds(i64::from(LONGEST));
        for failed in known.values_mut() {
            failed.next_at = failed.next_at.min(latest);
        }
        known.retain(|_, failed| now - failed.next_at < TimeDelta::hours(FORGOTTEN_AFTER));
    }

    /// Keeps what is known, written beside and renamed. A home that can't be written keeps nobody from working.
    fn write(&self, known: &BTreeMap<OfficerNumber, Failed>) {
        let beside = self.file.with_extension("new");
        let _kept = self
            .file
            .parent()
            .map_or(Ok(()), std::fs::create_dir_all)
            .and_then(|()| std::fs::File::create(&beside))
            .and_then(|mut file| file.write_all(&serde_json::to_vec(known).unwrap_or_default()))
            .and_then(|()| std::fs::rename(&beside, &self.file));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wait_doubles_outlives_the_process_and_ends_with_a_good_try() {
        let home = tempfile::tempdir().unwrap();
        let (post, officer) = (Uuid::from_u128(1), OfficerNumber::parse("K-1").unwrap());
        let mut now: At = "2026-11-21T06:00:00Z".parse().unwrap();
        let mut waits = Vec::new();
        for _ in 0..11 {
            // Each try is another process's.
            let tries = Tries::of(home.path(), post);
            tries.may_try(&officer, now).unwrap();
            let Error::WrongPassword { seconds } = tries.failed(&officer, now) else { unreachable!() };
            assert!(Tries::of(home.path(), post).may_try(&officer, now).is_err());
            waits.push(seconds);
            now += TimeDelta::seconds(i64::from(seconds));
        }
        assert_eq!(waits, [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300]);
        let tries = Tries::of(home.path(), post);
        assert_eq!(tries.good(&officer, now), 11);
        assert!(matches!(tries.failed(&officer, now), Error::WrongPassword { seconds: 1 }));
    }

    #[test]
    fn a_clock_that_was_set_back_locks_nobody_out() {
        let home = tempfile::tempdir().unwrap();
        let officer = OfficerNumber::parse("K-1").unwrap();
        let tries = Tries::of(home.path(), Uuid::from_u128(1));
        let _counted = tries.failed(&officer, "2036-01-01T00:00:00Z".parse().unwrap());
        let Err(Error::WrongPassword { seconds }) = tries.may_try(&officer, "2026-01-01T00:00:00Z".parse().unwrap())
        else {
            unreachable!()
        };
        assert!(seconds <= LONGEST);
    }
}
