//! The register of persons held: what is done for somebody while a hold lasts, written down by officers of the holding State
//! (class STATE; that somebody is held, by which State and since when, both States see anyway).

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use crate::crossing::Crossing;
use crate::step::{Pending, Signed, Status};
use crate::{At, OnDuty, Refusal, Role, Step, StepId, StepState};

/// The longest words of an entry, in characters.
pub const LONGEST: usize = 300;

/// What was done for a person who is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "care", rename_all = "snake_case")]
pub enum Care {
    /// A meal or water was given.
    Meal {
        /// It was taken.
        taken: bool,
    },
    /// He was seen by, or offered, medical help.
    Medical,
    /// Somebody was to be told that he is held.
    Contact {
        /// Whom.
        whom: Contact,
        /// It was done; otherwise tried in vain, or he did not want it.
        told: bool,
    },
    /// He asked for an officer of his own sex.
    SameSexOfficer {
        /// One was given.
        given: bool,
    },
    /// He was looked after: seen, moved, allowed out.
    Seen,
}

/// Who is told that somebody is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Contact {
    /// His family.
    Family,
    /// The consulate of the State whose national he is.
    Consulate,
    /// A lawyer.
    Lawyer,
}

impl Care {
    /// Returns the word under which it is looked up in the catalogue.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Meal { taken: true } => "meal_taken",
            Self::Meal { taken: false } => "meal_left",
            Self::Medical => "medical",
            Self::Contact { whom: Contact::Family, told: true } => "family_told",
            Self::Contact { whom: Contact::Family, told: false } => "family_not_told",
            Self::Contact { whom: Contact::Consulate, told: true } => "consulate_told",
            Self::Contact { whom: Contact::Consulate, told: false } => "consulate_not_told",
            Self::Contact { whom: Contact::Lawyer, told: true } => "lawyer_told",
            Self::Contact { whom: Contact::Lawyer, told: false } => "lawyer_not_told",
            Self::SameSexOfficer { given: true } => "same_sex_given",
            Self::SameSexOfficer { given: false } => "same_sex_not_given",
            Self::Seen => "seen",
        }
    }

    /// Everything that can be written down, in the order in which it is offered.
    pub const ALL: [Self; 12] = [
        Self::Meal { taken: true },
        Self::Meal { taken: false },
        Self::Medical,
        Self::Contact { whom: Contact::Family, told: true },
        Self::Contact { whom: Contact::Family, told: false },
        Self::Contact { whom: Contact::Consulate, told: true },
        Self::Contact { whom: Contact::Consulate, told: false },
        Self::Contact { whom: Contact::Lawyer, told: true },
        Self::Contact { whom: Contact::Lawyer, told: false },
        Self::SameSexOfficer { given: true },
        Self::SameSexOfficer { given: false },
        Self::Seen,
    ];
}

/// A hold that lasts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hold {
    /// The step at which it was placed, by which State.
    pub step: StepId,
    /// Who placed it, and when: the hours count from when it was done, as the paper states it where it was entered late.
    pub by: Signed,
    /// Who co-signed; nothing while it is provisional.
    pub co_signed: Option<Signed>,
    /// When the legal limit is reached.
    pub limit_at: At,
}

impl Crossing {
    /// Returns the hold at a step, while it lasts. `self` is the crossing as of now.
    pub fn hold_at(&self, step: &Step) -> Option<Hold> {
        let (by, co_signed) = match &step.status {
            Status::Held { by, second } => (by, Some(second.clone())),
            Status::Claimed { pending: Pending::Hold(by), .. } => (by, None),
            _ => return None,
        };
        let limit_at = by.done_at() + TimeDelta::minutes(i64::from(self.settings.hold_limit));
        let hold = Hold { step: step.id, by: by.clone(), co_signed, limit_at };
        (self.state_of(step) == StepState::Held).then_some(hold)
    }

    /// Returns every hold that lasts, one for each subject: a second line and the step that was referred to it are one. `self`
    /// is the crossing as of now.
    pub fn holds(&self) -> Vec<(Hold, &Step)> {
        let mut found: Vec<(Hold, &Step)> = Vec::new();
        for step in self.steps.values() {
            if let Some(hold) = self.hold_at(step)
                && !found.iter().any(|(known, other)| other.subject == step.subject && known.by == hold.by)
            {
                found.push((hold, step));
            }
        }
        found
    }

    /// Checks that an officer may write down what was done for whoever is held at a step. `self` is the crossing as of now.
    ///
    /// # Errors
    /// When nobody is held there, the other State holds, or he has no role at the desks.
    pub fn may_care(&self, step: StepId, by: &OnDuty) -> Result<(), Refusal> {
        let found = self.steps.get(&step).ok_or(Refusal::UnknownStep)?;
        if self.hold_at(found).is_none() {
            return Err(Refusal::NotHeld);
        }
        if found.state != by.state {
            return Err(Refusal::OtherState);
        }
        let roles = [Role::Officer, Role::Empowered, Role::Supervisor, Role::Protection];
        if roles.into_iter().any(|role| by.has(role)) { Ok(()) } else { Err(Refusal::NotYourRole) }
    }
}
