//! The joint examination: one opening of the goods, one record, two findings filed blind (PROCEDURE §5).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::photograph::Photograph;
use crate::{At, StateCode, SubjectId};

/// Numbers an examination within its crossing, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct ExaminationId(pub u16);

/// What one State found. Blind until revealed, then class SHARED.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Findings {
    /// The goods are as declared.
    pub is_as_declared: bool,
    /// What was found, in the officer's words.
    pub words: String,
    /// Packages counted, where they were.
    pub packages: Option<u32>,
    /// The seals as they were found.
    pub seals_found: Vec<String>,
    /// The seals put on afterwards.
    pub seals_put_on: Vec<String>,
    /// Samples that were taken.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub samples: Vec<Sample>,
    /// Photographs that were taken; with them goes the key of each.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub photographs: Vec<Photograph>,
}

/// A sample of goods.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Sample {
    /// The number on its seal or bag.
    pub number: String,
    /// What was taken, and how much of it.
    pub taken: String,
    /// Who took it.
    pub taken_by: String,
    /// The number of the receipt that the party got.
    pub receipt: String,
}

impl Findings {
    /// Returns whether two findings agree in what can be compared: words are each State's own.
    pub fn agrees_with(&self, other: &Self) -> bool {
        self.is_as_declared == other.is_as_declared
            && self.packages == other.packages
            && self.seals_found == other.seals_found
    }
}

/// What one State has given to an examination so far.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    /// Its officer is in the bay since.
    pub present_at: Option<At>,
    /// The commitment it filed, hexadecimal.
    pub commitment: Option<String>,
    /// Its findings, once revealed; blank where they were lawfully erased since.
    pub revealed: Option<Findings>,
    /// Its findings were revealed.
    #[serde(default)]
    pub is_revealed: bool,
}

/// How an examination ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Comparison {
    /// Both States found the same.
    Agreed,
    /// They differ; both supervisors see it.
    Differs,
    /// One State examined alone; flagged.
    OneState,
}

/// One examination of goods.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Examination {
    /// Its number within the crossing.
    pub id: ExaminationId,
    /// The goods.
    pub subject: SubjectId,
    /// The State that asked for it.
    pub requested_by: StateCode,
    /// Both States take part.
    pub is_joint: bool,
    /// The bay, once scheduled.
    pub bay: Option<String>,
    /// What each State has given.
    pub shares: BTreeMap<StateCode, Share>,
    /// When it was asked for.
    pub requested_at: At,
    /// When and how it ended.
    pub closed: Option<(At, Comparison)>,
    /// The crossing's version at which it last changed.
    pub version: u32,
}

/// Where an examination stands, as a person reads it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Asked for.
    Requested,
    /// Has a bay.
    Scheduled,
    /// Those who take part are in the bay.
    Present,
    /// One of two findings is filed.
    HalfFiled,
    /// Findings are filed and not yet revealed.
    Filed,
    /// Findings are open to both.
    Revealed,
    /// Closed.
    Closed,
}

impl Examination {
    /// Returns the States that take part.
    pub fn parties<'a>(&'a self, both: &'a [StateCode; 2]) -> impl Iterator<Item = StateCode> + 'a {
        both.iter().copied().filter(|state| self.is_joint || *state == self.requested_by)
    }

    /// Returns where it stands.
    pub fn stage(&self, both: &[StateCode; 2]) -> Stage {
        let of = |test: fn(&Share) -> bool| {
            self.parties(both).filter(|state| self.shares.get(state).is_some_and(test)).count()
        };
        let parties = self.parties(both).count();
        if self.closed.is_some() {
            Stage::Closed
        } else if of(|share| share.is_revealed) == parties {
            Stage::Revealed
        } else if of(|share| share.commitment.is_some()) == parties {
            Stage::Filed
        } else if of(|share| share.commitment.is_some()) > 0 {
            Stage::HalfFiled
        } else if of(|share| share.present_at.is_some()) == parties {
            Stage::Present
        } else if self.bay.is_some() {
            Stage::Scheduled
        } else {
            Stage::Requested
        }
    }
}
