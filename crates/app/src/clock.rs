//! Time, ids and randomness: the only place that asks the machine for them.
//!
//! Invariant: a time handed out is UTC, whole milliseconds.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use chrono::{DateTime, Utc};
use domain::At;
use keys::rand_core::{Rng as _, UnwrapErr};
use uuid::Uuid;

/// Where randomness comes from: the operating system.
pub type Randomness = UnwrapErr<getrandom::SysRng>;

/// Returns the operating system's randomness. It fails only where the machine has none, and then nothing here works.
pub const fn randomness() -> Randomness {
    UnwrapErr(getrandom::SysRng)
}

/// The clock of a workstation, which may be corrected by the server's, and moved or stopped by a test.
#[derive(Debug, Default)]
pub struct Clock {
    /// Milliseconds added to the machine's clock, or to where this one was stopped.
    ahead: AtomicI64,
    /// Where it was stopped, in milliseconds since 1970.
    stopped: OnceLock<i64>,
}

impl Clock {
    /// Returns the time now.
    pub fn now(&self) -> At {
        let millis = self.stopped.get().copied().unwrap_or_else(|| {
            let machine = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
            i64::try_from(machine.as_millis()).unwrap_or(i64::MAX)
        });
        from_millis(millis.saturating_add(self.ahead.load(Ordering::Relaxed)))
    }

    /// Stops the clock for good, at that moment: from then on it only moves when it is advanced.
    pub fn stop(&self, at: At) {
        self.ahead.store(0, Ordering::Relaxed);
        let _stopped_before = self.stopped.set(at.timestamp_millis());
    }

    /// Sets the clock by another's, from which it goes on at the machine's pace; a stopped one stays as it is.
    pub fn follow(&self, at: At) {
        if self.stopped.get().is_none() {
            let machine = self.now().timestamp_millis() - self.ahead.load(Ordering::Relaxed);
            self.ahead.store(at.timestamp_millis() - machine, Ordering::Relaxed);
        }
    }

    /// Moves the clock by so many milliseconds from where it is.
    pub fn advance(&self, millis: i64) {
        self.ahead.fetch_add(millis, Ordering::Relaxed);
    }

    /// Returns a new id that sorts by time (UUID version 7, RFC 9562).
    pub fn new_id(&self) -> Uuid {
        let mut random = [0; 10];
        randomness().fill_bytes(&mut random);
        let millis = u64::try_from(self.now().timestamp_millis()).unwrap_or_default();
        uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
    }
}

/// Returns the moment so many milliseconds after 1970 UTC; a number out of range gives the nearest moment there is.
pub fn from_millis(millis: i64) -> At {
    DateTime::from_timestamp_millis(millis).unwrap_or(if millis < 0 {
        DateTime::<Utc>::MIN_UTC
    } else {
        DateTime::<Utc>::MAX_UTC
    })
}

/// Returns a moment cut to whole milliseconds.
pub fn to_millis(at: At) -> At {
    from_millis(at.timestamp_millis())
}
