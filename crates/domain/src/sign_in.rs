//! How long a sign-in at a window lasts: without a key, a click or a scan, and at the longest.
//!
//! Invariant: a window that locks by itself says so before, and asks for no more than the officer's guards.

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use crate::At;

/// After how many minutes without a key, a click or a scan a window locks where its State says nothing else.
pub const USUAL_IDLE_MINUTES: u16 = 10;

/// How many hours a sign-in lasts at the longest where its State says nothing else: a shift and what belongs to it.
pub const USUAL_LONGEST_HOURS: u16 = 14;

/// The most minutes after which a State may have its windows lock.
pub const MOST_IDLE_MINUTES: u16 = 8 * 60;

/// The most hours that a State may let a sign-in last.
pub const MOST_LONGEST_HOURS: u16 = 24;

/// How long before it locks a window says so.
pub const WARNING: TimeDelta = TimeDelta::seconds(30);

/// How long a sign-in at a window lasts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SignInLimits {
    /// How long without a key, a click or a scan; none where a window does not lock for want of them.
    pub idle: Option<TimeDelta>,
    /// How long at the longest, whatever is done meanwhile.
    pub longest: TimeDelta,
}

/// Why a window locks by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Over {
    /// Nobody touched it.
    Idle,
    /// The sign-in has lasted as long as one may.
    Longest,
}

/// Where a sign-in stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lasts {
    /// It goes on.
    On,
    /// It is over within [`WARNING`].
    Soon(Over),
    /// It is over: the window locks.
    No(Over),
}

impl SignInLimits {
    /// Returns the limits that a State set, each nothing where it set none: minutes without a key, of which none means that a
    /// window never locks for want of one, and hours at the longest. Nobody has to sit at a demonstration.
    pub fn of(idle_minutes: Option<u16>, longest_hours: Option<u16>, is_demonstration: bool) -> Self {
        let usual = if is_demonstration { 0 } else { USUAL_IDLE_MINUTES };
        let idle = idle_minutes.unwrap_or(usual).min(MOST_IDLE_MINUTES);
        let longest = longest_hours.unwrap_or(USUAL_LONGEST_HOURS).clamp(1, MOST_LONGEST_HOURS);
        Self {
            idle: (idle > 0).then(|| TimeDelta::minutes(i64::from(idle))),
            longest: TimeDelta::hours(i64::from(longest)),
        }
    }

    /// Returns where a sign-in stands that began and was last touched at these moments. A clock that was set back lets nobody
    /// sit longer than a clock that was not.
    pub fn stand(&self, since: At, touched: At, now: At) -> Lasts {
        let longest = (self.longest - (now - since), Over::Longest);
        let idle = self.idle.map(|idle| (idle - (now - touched), Over::Idle));
        let (left, over) = idle.filter(|(left, _)| *left < longest.0).unwrap_or(longest);
        let is_turned_back = now < since.max(touched) - WARNING;
        if left <= TimeDelta::zero() || is_turned_back {
            Lasts::No(over)
        } else if left <= WARNING {
            Lasts::Soon(over)
        } else {
            Lasts::On
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> At {
        At::from_timestamp_millis(seconds * 1000).unwrap_or_default()
    }

    #[test]
    fn a_window_warns_and_locks_once_nobody_touches_it() {
        let limits = SignInLimits::of(None, None, false);
        let stand = |touched, now| limits.stand(at(0), at(touched), at(now));
        assert_eq!(stand(0, 569), Lasts::On);
        assert_eq!(stand(0, 570), Lasts::Soon(Over::Idle));
        assert_eq!(stand(0, 599), Lasts::Soon(Over::Idle));
        assert_eq!(stand(0, 600), Lasts::No(Over::Idle));
        assert_eq!(stand(598, 600), Lasts::On, "a key puts it off");
    }

    #[test]
    fn a_sign_in_ends_however_busy_the_officer_is() {
        let limits = SignInLimits::of(None, None, false);
        let end = 14 * 3600;
        assert_eq!(limits.stand(at(0), at(end - 31), at(end - 31)), Lasts::On);
        assert_eq!(limits.stand(at(0), at(end - 30), at(end - 30)), Lasts::Soon(Over::Longest));
        assert_eq!(limits.stand(at(0), at(end), at(end)), Lasts::No(Over::Longest));
    }

    #[test]
    fn a_state_sets_both_and_a_demonstration_waits() {
        let set = SignInLimits::of(Some(2), Some(1), true);
        assert_eq!(set, SignInLimits { idle: Some(TimeDelta::minutes(2)), longest: TimeDelta::hours(1) });
        assert_eq!(SignInLimits::of(Some(0), None, false).idle, None);
        assert_eq!(SignInLimits::of(None, None, true).idle, None);
        // What no administrator could have set is cut to what he may.
        assert_eq!(SignInLimits::of(None, Some(0), false).longest, TimeDelta::hours(1));
        assert_eq!(SignInLimits::of(None, Some(999), false).longest, TimeDelta::hours(24));
    }

    #[test]
    fn a_clock_that_was_set_back_locks() {
        let limits = SignInLimits::of(None, None, false);
        assert_eq!(limits.stand(at(10_000), at(10_000), at(9_980)), Lasts::On, "the server's clock is followed");
        assert!(matches!(limits.stand(at(10_000), at(10_000), at(5_000)), Lasts::No(_)));
    }
}
