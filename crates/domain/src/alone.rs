//! Going on while the server's second disk is missing: supervisors of both States agree to it, for a time.
//!
//! Invariant: without it an act on a crossing that is answered is on both disks, save the one at which the second one was found
//! missing. It takes both States to go on without it, and one to wait for it again.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use crate::post::Post;
use crate::{At, OfficerNumber, Refusal, StateCode};

/// That acts on crossings are done while the second disk is missing, and are on the server's own alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alone {
    /// Until when, unless it is ended before.
    pub until: At,
    /// Why; both States read it.
    pub why: String,
}

impl Alone {
    /// For how many hours at the most: a machine that broke down is replaced in this time.
    pub const LONGEST: i64 = 7 * 24;
}

/// What a supervisor ends: either State's may end either.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AloneEnd {
    /// What one of the States asked for; what both agreed to before stays in force.
    Request,
    /// What both agreed to: the second disk is waited for again.
    Agreement,
}

/// What a State's supervisor asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskedAlone {
    /// The supervisor.
    pub by: OfficerNumber,
    /// What.
    pub alone: Alone,
}

/// What supervisors of both States agreed to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgreedAlone {
    /// What.
    pub alone: Alone,
    /// The supervisor of each State.
    pub signed: BTreeMap<StateCode, OfficerNumber>,
}

/// Whether the post goes on without its second disk.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoingOn {
    /// What one State's supervisor asked for and the other's has not agreed to.
    pub asked: BTreeMap<StateCode, AskedAlone>,
    /// What both agreed to last.
    pub agreed: Option<AgreedAlone>,
}

impl GoingOn {
    /// Returns what both agreed to, while it is in force.
    pub fn in_force(&self, at: At) -> Option<&AgreedAlone> {
        self.agreed.as_ref().filter(|agreed| at < agreed.alone.until)
    }

    /// Returns what a State's supervisor asked for and the other's can still agree to.
    pub fn asked_at(&self, at: At) -> impl Iterator<Item = (StateCode, &AskedAlone)> {
        self.asked.iter().filter(move |(_, asked)| at < asked.alone.until).map(|(state, asked)| (*state, asked))
    }
}

impl Post {
    /// Checks that a supervisor may agree to go on without the second disk. Whoever signs other words than the other State did
    /// asks anew.
    pub(crate) fn check_alone(
        &self,
        alone: &Alone,
        by: &OfficerNumber,
        state: StateCode,
        at: At,
    ) -> Result<(), Refusal> {
        self.is_supervisor(by, state, at)?;
        if alone.why.trim().is_empty() {
            return Err(Refusal::ReasonMissing);
        }
        if at >= alone.until || alone.until - at > TimeDelta::hours(Alone::LONGEST) {
            return Err(Refusal::AloneTooLong);
        }
        let is_asked = self.going_on.asked.get(&state).is_some_and(|asked| asked.alone == *alone);
        let is_agreed = self.going_on.in_force(at).is_some_and(|agreed| agreed.alone == *alone);
        if is_asked || is_agreed { Err(Refusal::AskedAlready) } else { Ok(()) }
    }

    /// Checks that a supervisor may end it, or take away what either State asked for.
    pub(crate) fn check_alone_ended(
        &self,
        what: AloneEnd,
        by: &OfficerNumber,
        state: StateCode,
        at: At,
    ) -> Result<(), Refusal> {
        self.is_supervisor(by, state, at)?;
        let is_there = match what {
            AloneEnd::Request => self.going_on.asked_at(at).next().is_some(),
            AloneEnd::Agreement => self.going_on.in_force(at).is_some(),
        };
        if is_there { Ok(()) } else { Err(Refusal::NotAlone) }
    }

    /// Folds a supervisor's agreement in: it is in force once the other State's signed the same.
    pub(crate) fn agree_alone(&mut self, alone: &Alone, by: &OfficerNumber, at: At) {
        let Some(state) = self.state_of(by, at) else { return };
        let other = self.plan.other(state);
        match self.going_on.asked.get(&other) {
            Some(asked) if asked.alone == *alone => {
                let signed = BTreeMap::from([(other, asked.by.clone()), (state, by.clone())]);
                self.going_on =
                    GoingOn { asked: BTreeMap::new(), agreed: Some(AgreedAlone { alone: alone.clone(), signed }) };
            }
            _ => {
                self.going_on.asked.insert(state, AskedAlone { by: by.clone(), alone: alone.clone() });
            }
        }
    }
}
