//! Messages on a crossing: to an agency of the other State, which is told (class TOLD, an act), or to one of the own State
//! (class STATE, in that State's own journal, which tells the other State nothing).

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::act::Facts;
use crate::crossing::Crossing;
use crate::step::Signed;
use crate::{Agency, OnDuty, Refusal, Role};

/// The longest message, in characters.
pub const LONGEST: usize = 500;

/// The most messages of a crossing: who has more to say telephones.
const MOST: usize = 200;

/// What one State told the other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// The running number within the crossing, from 1.
    pub number: u16,
    /// Who sent it, and when.
    pub from: Signed,
    /// Which agency he is of.
    pub agency: Agency,
    /// For which agency of the other State.
    pub to: Agency,
    /// What; nothing where it was erased since.
    pub words: Option<String>,
}

/// Names a message of a crossing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MessageId {
    /// One to the other State, by its number.
    Told(u16),
    /// One within a State, by the id of its entry.
    Own(Uuid),
}

impl Crossing {
    /// Returns the number that the next message gets.
    pub fn next_message(&self) -> u16 {
        self.messages.last().map_or(1, |last| last.number.saturating_add(1))
    }

    /// Checks that an officer may tell the other State something on this crossing.
    pub(crate) fn may_send(&self, number: u16, facts: Option<&Facts>, by: &OnDuty) -> Result<(), Refusal> {
        works_here(by)?;
        if self.is_closed() {
            return Err(Refusal::SubjectIs { phase: self.phase() });
        }
        if number != self.next_message() {
            return Err(Refusal::OutOfSequence);
        }
        if self.messages.len() >= MOST {
            return Err(Refusal::TooMany);
        }
        match facts {
            Some(Facts::Told { words }) if words.trim().is_empty() => Err(Refusal::ReasonMissing),
            // Without facts: they were erased since.
            Some(Facts::Told { .. }) | None => Ok(()),
            Some(_) => Err(Refusal::WrongKind),
        }
    }
}

/// Whoever works on crossings may send messages on them; administrators and auditors do not.
///
/// # Errors
/// When none of his roles is one at the desks.
pub fn works_here(by: &OnDuty) -> Result<(), Refusal> {
    let roles = [Role::Officer, Role::Supervisor, Role::Reception, Role::Gate, Role::Protection];
    if roles.into_iter().any(|role| by.has(role)) { Ok(()) } else { Err(Refusal::NotYourRole) }
}
