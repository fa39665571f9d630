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
}

impl Default for Retention {
    fn default() -> Self {
        Self { shared: 5 * 365, sealed: 5 * 365 }
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
