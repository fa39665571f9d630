//! References that are reserved for parties that are written down on paper, for when the machines stand still.
//!
//! Invariant: a reference is reserved once and used once.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DurationRound as _, TimeDelta};
use serde::{Deserialize, Serialize};

use crate::reference::PostCode;
use crate::{At, OfficerNumber, Reference, Refusal, StateCode};

/// How many references are reserved by one act.
pub const MOST_AT_ONCE: usize = 50;

/// When a party arrived that was written on a blank slip, as the slip states it: its number is the reference of the crossing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatedArrival {
    /// When.
    pub at: At,
    /// Who entered it; another officer of his State sees the slip.
    pub by: OfficerNumber,
    /// His State.
    pub state: StateCode,
}

/// Who reserved a reference, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reservation {
    /// The supervisor.
    pub by: OfficerNumber,
    /// For which State's desks.
    pub state: StateCode,
    /// When.
    pub at: At,
}

/// The references that were reserved and are not used, as far as is known here, and those that were used since.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reserved {
    /// What waits for its party.
    pub unused: BTreeMap<Reference, Reservation>,
    /// What was used.
    pub used: BTreeSet<Reference>,
}

impl Reserved {
    /// Checks that these may be reserved.
    ///
    /// # Errors
    /// When they are none or too many, of another post, or one of them is there twice or was reserved before.
    pub fn may_reserve(&self, references: &[Reference], code: &str) -> Result<(), Refusal> {
        if references.is_empty() {
            return Err(Refusal::NotGiven);
        }
        if references.len() > MOST_AT_ONCE {
            return Err(Refusal::TooMany);
        }
        let distinct: BTreeSet<&Reference> = references.iter().collect();
        let is_known = |one: &Reference| self.unused.contains_key(one) || self.used.contains(one);
        if distinct.len() != references.len() || references.iter().any(is_known) {
            return Err(Refusal::ReferenceUsed);
        }
        let own = code.parse::<PostCode>().ok();
        let are_own = references.iter().all(|one| Some(one.post()) == own.as_ref());
        if are_own { Ok(()) } else { Err(Refusal::OutOfSequence) }
    }

    /// Keeps references for paper.
    pub fn reserve(&mut self, references: &[Reference], by: &OfficerNumber, state: StateCode, at: At) {
        let reservation = Reservation { by: by.clone(), state, at };
        self.unused.extend(references.iter().map(|one| (one.clone(), reservation.clone())));
    }

    /// Checks that a crossing may be registered under a reference that stands on paper.
    ///
    /// # Errors
    /// When it was used already, or was never reserved.
    pub fn may_use(&self, reference: &Reference) -> Result<(), Refusal> {
        if self.used.contains(reference) {
            return Err(Refusal::ReferenceUsed);
        }
        if self.unused.contains_key(reference) { Ok(()) } else { Err(Refusal::NotReserved) }
    }

    /// Checks that a party may be said to have arrived at that time under a reference that stands on paper.
    ///
    /// # Errors
    /// As [`Reserved::may_use`]; when the reference was not reserved yet by then.
    pub fn may_state(&self, reference: &Reference, arrived_at: At) -> Result<(), Refusal> {
        self.may_use(reference)?;
        let Some(reserved) = self.unused.get(reference) else { return Err(Refusal::NotReserved) };
        // On paper a time has no seconds.
        let earliest = reserved.at.duration_trunc(TimeDelta::minutes(1)).unwrap_or(reserved.at);
        if arrived_at < earliest { Err(Refusal::StatedTooEarly { earliest }) } else { Ok(()) }
    }

    /// Marks a reference as used, if it is one that was reserved.
    pub fn mark_used(&mut self, reference: &Reference) {
        if self.unused.remove(reference).is_some() {
            self.used.insert(reference.clone());
        }
    }
}
