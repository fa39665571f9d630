//! The private guards: what an act needs of what its own State alone knows. [`Crossing::decide`] asks them before the act, and
//! whoever may open that State's sealed parts asks them again when he replays the journal.
//!
//! Invariant: they stand only before acts of an officer of that State (the law of guards, ARCHITECTURE.md).

use super::Crossing;
use crate::act::Conclusion;
use crate::customs::Lane;
use crate::examination::Examination;
use crate::private::{Disposition, PrivateFile, PrivatePart, PrivateStep};
use crate::{Agency, CrossingAct, Refusal, Side, Step};

impl Crossing {
    /// Checks an act that was done against what its State knew then. `self` is the crossing before the act as of its time,
    /// `file` what the State knew, `part` what the act itself sealed to it.
    ///
    /// # Errors
    /// With the guard that was skipped.
    pub fn check_private(&self, act: &CrossingAct, part: &PrivatePart, file: &PrivateFile) -> Result<(), Refusal> {
        match act.plain() {
            CrossingAct::Claimed { steps, .. } => {
                let is_searched = |subject| part.searches.iter().any(|search| search.subject == subject);
                let mut subjects = steps.iter().filter_map(|step| self.steps.get(step)).map(|step| step.subject);
                if subjects.all(is_searched) { Ok(()) } else { Err(Refusal::NotSearched) }
            }
            CrossingAct::Cleared { step } => self.may_be_cleared(self.step(*step)?, file, &part.dispositions),
            CrossingAct::Waived { step } => {
                self.may_be_cleared(self.step(*step)?, file, &[])?;
                has_reason(part)
            }
            CrossingAct::Concluded { secondary, outcome: Conclusion::Cleared } => {
                let step = self.step(*secondary)?;
                has_no_open_hit(step, file, &part.dispositions)?;
                self.examined(step, file).map(drop)
            }
            CrossingAct::RefusalProposed { .. } => has_reason(part),
            CrossingAct::OfferedBack { subject } if file.blocks_return(*subject) => Err(Refusal::ReturnBlocked),
            _ => Ok(()),
        }
    }

    /// The private guards of a clearance.
    pub(super) fn may_be_cleared(&self, step: &Step, file: &PrivateFile, now: &[Disposition]) -> Result<(), Refusal> {
        has_no_open_hit(step, file, now)?;
        let known = file.step(step.id);
        if known.is_some_and(PrivateStep::has_true_hit) || now.iter().any(|made| made.is_same) {
            return Err(Refusal::HitIsTrue);
        }
        // Once referred, whatever chance drew is done.
        if known.is_some_and(|known| known.is_drawn) && !step.was_referred {
            return Err(Refusal::DrawnForReferral);
        }
        match self.examined(step, file)? {
            Some(examined) if !step.was_referred => {
                let revealed = examined.shares.values().filter_map(|share| share.revealed.as_ref());
                // Findings that were never revealed stay the own State's; they count all the same.
                let own = file.findings.get(&examined.id).map(|filed| &filed.findings);
                if revealed.chain(own).any(|findings| !findings.is_as_declared) {
                    Err(Refusal::RedFinding)
                } else {
                    Ok(())
                }
            }
            Some(_) | None => Ok(()),
        }
    }

    /// The examination that the red lane asks of the entry State's customs, in which that State took part; nothing where
    /// none is asked.
    pub(super) fn examined(&self, step: &Step, file: &PrivateFile) -> Result<Option<&Examination>, Refusal> {
        let is_red = file.lanes.get(&step.subject).is_some_and(|assigned| assigned.lane == Lane::Red);
        if !is_red || step.agency != Agency::Customs || step.side != Side::Entry {
            return Ok(None);
        }
        self.examinations
            .values()
            .filter(|found| found.parties(&self.states()).any(|party| party == step.state))
            .rfind(|found| found.subject == step.subject && found.closed.is_some())
            .map(Some)
            .ok_or(Refusal::ExaminationMissing)
    }
}

fn has_reason(part: &PrivatePart) -> Result<(), Refusal> {
    if part.reason.is_some() { Ok(()) } else { Err(Refusal::ReasonMissing) }
}

/// No hit on the step's subject waits for its officer's word.
pub(super) fn has_no_open_hit(step: &Step, file: &PrivateFile, now: &[Disposition]) -> Result<(), Refusal> {
    let Some(known) = file.step(step.id) else { return Ok(()) };
    let is_open = known.undecided_hits().any(|(subject, hit)| {
        subject == step.subject && !now.iter().any(|made| made.subject == subject && made.entry == hit.entry)
    });
    if is_open { Err(Refusal::HitOpen) } else { Ok(()) }
}
