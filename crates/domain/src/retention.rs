//! How long data are kept, and their lawful erasure: an act after which the journal still verifies and the fold goes on with
//! blanks.
//!
//! Invariant: facts that both States see are erased by both; what is sealed to a State, and its own journal, it erases alone. Nothing is erased before
//! its time, and nothing of a crossing that is open. Procedure, digests and signatures stay for ever.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use crate::{At, Crossing, Refusal, StateCode};

/// How long each class is kept at least, in days. Dated settings of the agreement, never constants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Retention {
    /// Facts that both States see: names, documents, plates, goods (class SHARED and TOLD).
    pub shared: u32,
    /// What is sealed to one State: classes STATE, AGENCY and PROTECTED, and its own journal.
    pub sealed: u32,
    /// Passenger lists that were sent ahead: not at least but at most, in hours after the arrival that they state. Before that a
    /// list goes with the registration of its vehicle.
    #[serde(default = "usual_hours_of_lists", skip_serializing_if = "is_usual")]
    pub advance_lists_hours: u32,
}

/// How long a list that was sent ahead is usually kept after the stated arrival, in hours: buses come late, by a day at a border
/// that stood still.
const HOURS_OF_LISTS: u32 = 48;

/// How long before its vehicle's arrival a list may be taken in: whatever is stated to come later was written wrongly, and would
/// be kept for nothing.
const LISTS_AHEAD: TimeDelta = TimeDelta::days(14);

/// The longest that counts, in hours, whatever a post's file says: a year.
const MOST_HOURS_OF_LISTS: u32 = 365 * 24;

const fn usual_hours_of_lists() -> u32 {
    HOURS_OF_LISTS
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference over")]
const fn is_usual(hours: &u32) -> bool {
    *hours == HOURS_OF_LISTS
}

/// Why a list that was sent ahead is not taken in, or how long it is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keeps {
    /// Until this moment, a full hour: to the minute it would tell whoever reads the file when the vehicle arrives.
    Until(At),
    /// Not at all: its time is over.
    Over,
    /// Not yet: its vehicle arrives too long after now.
    TooEarly,
}

impl Default for Retention {
    fn default() -> Self {
        Self { shared: 5 * 365, sealed: 5 * 365, advance_lists_hours: HOURS_OF_LISTS }
    }
}

impl Retention {
    /// Returns the moment before which facts that both States see may be erased.
    pub fn shared_before(&self, now: At) -> At {
        now - TimeDelta::days(i64::from(self.shared))
    }

    /// Returns the moment before which what is sealed to a State may be erased.
    pub fn sealed_before(&self, now: At) -> At {
        now - TimeDelta::days(i64::from(self.sealed))
    }

    /// Returns how long a passenger list is kept that was sent ahead of a vehicle's arrival.
    pub fn keeps_list(&self, arrival: At, now: At) -> Keeps {
        if arrival > now + LISTS_AHEAD {
            return Keeps::TooEarly;
        }
        let ends = arrival + TimeDelta::hours(i64::from(self.advance_lists_hours.min(MOST_HOURS_OF_LISTS)));
        if ends <= now {
            return Keeps::Over;
        }
        let over = ends.timestamp().rem_euclid(3_600);
        let whole = ends - TimeDelta::seconds(over) - TimeDelta::nanoseconds(i64::from(ends.timestamp_subsec_nanos()));
        Keeps::Until(if whole == ends { whole } else { whole + TimeDelta::hours(1) })
    }
}

/// Checks that none of these crossings of before a moment is open: nothing is erased of one that is. A ticket that has expired is
/// not.
///
/// # Errors
/// When one is.
pub fn is_closed_before<'a>(
    mut crossings: impl Iterator<Item = &'a Crossing>,
    before: At,
    now: At,
) -> Result<(), Refusal> {
    let is_open = crossings.any(|crossing| crossing.arrived_at < before && !crossing.is_expired(now));
    if is_open { Err(Refusal::CrossingOpen) } else { Ok(()) }
}

/// What was erased so far.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Erasures {
    /// Acts before this have no facts any more.
    pub facts_before: Option<At>,
    /// Of acts before this nothing is left that was sealed to the State.
    pub sealed_before: BTreeMap<StateCode, At>,
    /// Of pages of the State's own journal from before this nothing is left but who wrote them when.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub own_before: BTreeMap<StateCode, At>,
    /// Up to where a State agreed that facts be erased, until it was done.
    pub agreed: BTreeMap<StateCode, At>,
}

impl Erasures {
    /// Checks that facts before that moment may be erased, or that it may be agreed.
    ///
    /// # Errors
    /// When they are still to be kept, or are gone already.
    pub fn may_erase_facts(&self, retention: &Retention, before: At, now: At) -> Result<(), Refusal> {
        if before > retention.shared_before(now) {
            return Err(Refusal::StillToBeKept);
        }
        if self.facts_before.is_some_and(|done| before <= done) { Err(Refusal::AskedAlready) } else { Ok(()) }
    }

    /// Checks that what is sealed to a State may be erased before that moment.
    ///
    /// # Errors
    /// When it is still to be kept, or is gone already.
    pub fn may_erase_sealed(
        &self,
        retention: &Retention,
        state: StateCode,
        before: At,
        now: At,
    ) -> Result<(), Refusal> {
        if before > retention.sealed_before(now) {
            return Err(Refusal::StillToBeKept);
        }
        let done = self.sealed_before.get(&state);
        if done.is_some_and(|done| before <= *done) { Err(Refusal::AskedAlready) } else { Ok(()) }
    }

    /// Checks that pages of a State's own journal from before that moment may be erased.
    ///
    /// # Errors
    /// When they are still to be kept, or are gone already.
    pub fn may_erase_own(&self, retention: &Retention, state: StateCode, before: At, now: At) -> Result<(), Refusal> {
        if before > retention.sealed_before(now) {
            return Err(Refusal::StillToBeKept);
        }
        let done = self.own_before.get(&state);
        if done.is_some_and(|done| before <= *done) { Err(Refusal::AskedAlready) } else { Ok(()) }
    }

    /// Returns whether a page of that State's own journal, of that time, may be empty.
    pub fn took_own_of(&self, state: StateCode, at: At) -> bool {
        self.own_before.get(&state).is_some_and(|before| at < *before)
    }

    /// Returns whether an act of that time may lack its facts.
    pub fn took_facts_of(&self, at: At) -> bool {
        self.facts_before.is_some_and(|before| at < before)
    }

    /// Returns whether an act of that time may lack what was sealed to that State.
    pub fn took_sealed_of(&self, state: StateCode, at: At) -> bool {
        self.sealed_before.get(&state).is_some_and(|before| at < *before)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> At {
        text.parse().unwrap_or_default()
    }

    #[test]
    fn a_list_that_was_sent_ahead_is_kept_to_the_full_hour_after_its_time() {
        let kept = Retention::default();
        let now = at("2026-03-01T06:00:00Z");
        assert_eq!(kept.keeps_list(at("2026-03-01T07:30:00Z"), now), Keeps::Until(at("2026-03-03T08:00:00Z")));
        assert_eq!(kept.keeps_list(at("2026-03-01T07:00:00Z"), now), Keeps::Until(at("2026-03-03T07:00:00Z")));
        assert_eq!(kept.keeps_list(at("2026-02-27T06:00:00Z"), now), Keeps::Over);
        assert_eq!(kept.keeps_list(at("2026-02-27T06:01:00Z"), now), Keeps::Until(at("2026-03-01T07:00:00Z")));
        assert_eq!(kept.keeps_list(at("2026-03-15T06:01:00Z"), now), Keeps::TooEarly);
        let shorter = Retention { advance_lists_hours: 2, ..kept };
        assert_eq!(shorter.keeps_list(at("2026-03-01T04:00:00Z"), now), Keeps::Over);
        let for_ever = Retention { advance_lists_hours: u32::MAX, ..kept };
        assert_eq!(for_ever.keeps_list(now, now), Keeps::Until(at("2027-03-01T06:00:00Z")));
    }

    #[test]
    fn what_was_agreed_before_lists_were_kept_reads_and_is_written_as_it_was() {
        let before = r#"{"shared":30,"sealed":40}"#;
        let read: Retention = serde_json::from_str(before).unwrap_or_default();
        assert_eq!((read.shared, read.sealed, read.advance_lists_hours), (30, 40, 48));
        assert_eq!(serde_json::to_string(&read).unwrap_or_default(), before);
    }
}
