//! Shifts: a break, and what a supervisor hands over to the one who comes after him (PROCEDURE §3, release; §8).
//!
//! Invariant: what is handed over is sealed to the State; that it was, and that somebody took it over, both States see.

use serde::{Deserialize, Serialize};

use crate::post::Post;
use crate::{Agency, At, Crossing, OfficerNumber, PostAct, Reference, Refusal, StateCode, Step, StepState};

/// What a supervisor handed over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handover {
    /// The running number within the post.
    pub number: u32,
    /// Whose matter it is.
    pub state: StateCode,
    /// The supervisor who goes.
    pub by: OfficerNumber,
    /// When.
    pub at: At,
    /// The supervisor who came and took it over, and when.
    pub taken: Option<(OfficerNumber, At)>,
}

impl Post {
    /// Returns whether an officer is on a break.
    pub fn is_on_break(&self, officer: &OfficerNumber) -> bool {
        self.shifts.get(officer).is_some_and(|shift| shift.on_break_since.is_some())
    }

    /// Returns what was handed over in a State and waits for the supervisor who comes.
    pub fn open_handovers(&self, state: StateCode) -> impl Iterator<Item = &Handover> {
        self.handovers.iter().filter(move |known| known.state == state && known.taken.is_none())
    }

    /// Checks an act by which an officer leaves for a break or comes back, or a supervisor hands over or takes over.
    pub(crate) fn check_shift_act(
        &self,
        act: &PostAct,
        by: &OfficerNumber,
        state: StateCode,
        at: At,
    ) -> Result<(), Refusal> {
        if self.standing(by, at).ok_or(Refusal::UnknownOfficer)?.certified.state != state {
            return Err(Refusal::OtherState);
        }
        let shift = self.shifts.get(by).ok_or(Refusal::NoShift)?;
        match (act, shift.on_break_since) {
            (PostAct::BreakBegun, None) | (PostAct::BreakEnded, Some(_)) => Ok(()),
            (PostAct::BreakEnded, None) => Err(Refusal::NotOnBreak),
            (_, Some(_)) => Err(Refusal::OnBreak),
            (PostAct::HandedOver { number }, None) => {
                self.is_supervisor(by, state, at)?;
                if *number == self.handovers_made + 1 { Ok(()) } else { Err(Refusal::OutOfSequence) }
            }
            (PostAct::HandoverTaken { number }, None) => {
                self.is_supervisor(by, state, at)?;
                let known =
                    self.handovers.iter().find(|known| known.number == *number).ok_or(Refusal::NothingToSign)?;
                if known.state != state {
                    return Err(Refusal::OtherState);
                }
                if known.taken.is_some() {
                    return Err(Refusal::NothingToSign);
                }
                if known.by == *by { Err(Refusal::SameOfficer) } else { Ok(()) }
            }
            (_, None) => Err(Refusal::OutOfSequence),
        }
    }

    /// Folds an act by which an officer leaves for a break or comes back, or a supervisor hands over or takes over.
    pub(crate) fn pass_on(&mut self, act: &PostAct, by: &OfficerNumber, at: At) {
        match act {
            PostAct::BreakBegun => {
                if let Some(shift) = self.shifts.get_mut(by) {
                    shift.on_break_since = Some(at);
                }
            }
            PostAct::BreakEnded => {
                if let Some(shift) = self.shifts.get_mut(by) {
                    shift.on_break_since = None;
                }
            }
            PostAct::HandedOver { number } => {
                self.handovers_made = *number;
                if let Some(state) = self.state_of(by, at) {
                    self.handovers.push(Handover { number: *number, state, by: by.clone(), at, taken: None });
                }
            }
            PostAct::HandoverTaken { number } => {
                let Some(known) = self.handovers.iter_mut().find(|known| known.number == *number) else { return };
                known.taken = Some((by.clone(), at));
                let (state, number) = (known.state, known.number);
                // What was taken over before is history: the journal has it.
                self.handovers.retain(|old| old.state != state || old.taken.is_none() || old.number == number);
            }
            _ => {}
        }
    }
}

/// What is open when a supervisor hands over: one for each crossing that his State has in hand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenCase {
    /// Which crossing.
    pub crossing: Reference,
    /// The agency that has it.
    pub agency: Agency,
    /// Where its step stands.
    pub state: StepState,
}

/// What a supervisor writes to the one who comes after him; sealed to the State.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandoverNote {
    /// In his words; may be empty.
    pub words: String,
    /// What is open.
    pub open: Vec<OpenCase>,
    /// How many more are open than there is room for.
    #[serde(default, skip_serializing_if = "is_none")]
    pub more: u32,
}

/// The longest words of a note, in characters.
pub const LONGEST: usize = 800;

impl Crossing {
    /// Returns what a State has open here that whoever comes should know of: the gravest of its steps that is neither done nor
    /// merely waiting its turn. `self` is the crossing as of now.
    pub fn open_case(&self, state: StateCode) -> Option<OpenCase> {
        let weight = |step: &Step| match self.state_of(step) {
            StepState::Held => Some(5_u8),
            StepState::Refused if self.subjects.get(&step.subject).is_some_and(|one| !one.is_final()) => Some(4),
            StepState::Referred => Some(3),
            StepState::Queried => Some(2),
            StepState::InProgress => Some(1),
            StepState::Refused
            | StepState::Blocked
            | StepState::Ready
            | StepState::Cleared
            | StepState::Waived
            | StepState::Void => None,
        };
        let own = self.steps.values().filter(|step| step.state == state);
        let (_, step) = own.filter_map(|step| Some((weight(step)?, step))).max_by_key(|(weight, _)| *weight)?;
        Some(OpenCase { crossing: self.reference.clone(), agency: step.agency, state: self.state_of(step) })
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference over")]
const fn is_none(count: &u32) -> bool {
    *count == 0
}
