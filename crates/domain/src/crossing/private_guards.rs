//! The private guards: what an act needs of what its own State alone knows. [`Crossing::decide`] asks them before the act, and
//! whoever may open that State's sealed parts asks them again when he replays the journal.
//!
//! Invariant: they stand only before acts of an officer of that State (the law of guards, ARCHITECTURE.md).

use super::Crossing;
use super::check::own;
use crate::act::{Conclusion, Motion};
use crate::customs::{CustomsWork, Lane};
use crate::examination::Examination;
use crate::private::{Amounts, CustomsPart, Disposition, PrivateFile, PrivatePart, PrivateStep};
use crate::step::Origin;
use crate::{Agency, CrossingAct, OnDuty, Refusal, Role, Side, Step};

impl Crossing {
    /// Checks an act that was done against what its State knew then. `self` is the crossing before the act as of its time,
    /// `file` what the State knew, `part` what the act itself sealed to it, `by` who did it.
    ///
    /// # Errors
    /// With the guard that was skipped.
    pub fn check_private(
        &self,
        act: &CrossingAct,
        part: &PrivatePart,
        file: &PrivateFile,
        by: &OnDuty,
    ) -> Result<(), Refusal> {
        // Another officer referred it; downwards takes a supervisor besides.
        if !matches!(act.plain(), CrossingAct::Concluded { .. }) || !by.has(Role::Supervisor) {
            keeps_the_lane(part.customs.as_deref(), file)?;
        }
        self.holder_is_settled(act, part, file)?;
        let file = &*file.with(part.customs.as_deref());
        match act.plain() {
            CrossingAct::Claimed { steps, .. } => {
                let is_searched = |subject| part.searches.iter().any(|search| search.subject == subject);
                let mut subjects = steps.iter().filter_map(|step| self.steps.get(step)).map(|step| step.subject);
                if subjects.all(is_searched) { Ok(()) } else { Err(Refusal::NotSearched) }
            }
            CrossingAct::Cleared { step } => {
                let step = self.step(*step)?;
                self.may_be_cleared(step, &file.with_found(step.id, &part.searches), &part.dispositions)?;
                self.is_settled(step, file)
            }
            CrossingAct::Waived { step } => {
                let step = self.step(*step)?;
                self.may_be_cleared(step, &file.with_found(step.id, &part.searches), &[])?;
                self.is_settled(step, file)?;
                has_reason(part)
            }
            CrossingAct::Concluded { secondary, outcome: Conclusion::Cleared } => {
                let step = self.step(*secondary)?;
                every_hit_is_concluded(step, &file.with_found(step.id, &part.searches), &part.dispositions)?;
                self.is_settled(step, file)?;
                self.examined(step, file).map(drop)
            }
            CrossingAct::RefusalProposed { .. } => has_reason(part),
            CrossingAct::Moved { motion, .. } => may_be_moved(*motion, file),
            CrossingAct::Seconded { number } => {
                self.motions.get(number).map_or(Ok(()), |open| may_be_moved(open.motion, file))
            }
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
        // Once referred, another officer has concluded.
        if known.is_some_and(|known| known.needs_two(step.subject)) && !step.was_referred {
            return Err(Refusal::HitNeedsTwo);
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

    /// What customs does beside a step, as it goes to its State alone (PROCEDURE §3 clear, §6, §8). `is_alone`: the act is on
    /// this step and no other.
    pub(super) fn customs_part(
        &self,
        step: &Step,
        file: &PrivateFile,
        by: &OnDuty,
        work: &CustomsWork,
        is_alone: bool,
    ) -> Result<Option<Box<CustomsPart>>, Refusal> {
        if work.is_empty() {
            return Ok(None);
        }
        // What the other State's reception writes down would be sealed to the other State.
        if step.state != by.state {
            return Err(Refusal::OtherState);
        }
        if !is_alone || step.agency != Agency::Customs {
            return Err(Refusal::NotHere);
        }
        // Reception writes down what was paid; what is to be paid, and the lane, are control.
        if work.assessed.is_some() || work.reroute.is_some() {
            own(step, by)?;
        }
        if work.assessed.as_ref().is_some_and(|all| all.len() > CustomsWork::MOST_AMOUNTS) {
            return Err(Refusal::NotSettled);
        }
        let mut amounts = file.amounts.get(&step.subject).cloned().unwrap_or_default();
        amounts.take(work);
        if work.settled.as_ref().is_some_and(|by| !by.is_proved() || amounts.assessed.is_empty()) {
            return Err(Refusal::NotSettled);
        }
        if let Some(reroute) = &work.reroute {
            let assigned = file.lanes.get(&step.subject).ok_or(Refusal::NoLane)?;
            if reroute.why.trim().is_empty() || reroute.lane == assigned.lane {
                return Err(Refusal::ReasonMissing);
            }
            // Four eyes: an officer refers, a supervisor concludes.
            let is_second = matches!(step.origin, Origin::Secondary { .. }) && by.has(Role::Supervisor);
            if reroute.lane < assigned.lane && !is_second {
                return Err(Refusal::LaneDown);
            }
        }
        Ok(Some(Box::new(CustomsPart { subject: step.subject, work: work.clone() })))
    }

    /// Assessed amounts are paid or secured (PROCEDURE §3, clear): all that this State's customs assessed on the subject.
    pub(super) fn is_settled(&self, step: &Step, file: &PrivateFile) -> Result<(), Refusal> {
        let is_open = file.amounts.get(&step.subject).is_some_and(Amounts::are_open);
        if is_open && step.agency == Agency::Customs { Err(Refusal::AmountsOpen) } else { Ok(()) }
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
fn has_no_open_hit(step: &Step, file: &PrivateFile, now: &[Disposition]) -> Result<(), Refusal> {
    let Some(known) = file.step(step.id) else { return Ok(()) };
    let is_open = known.undecided_hits().any(|(subject, hit)| {
        subject == step.subject && !now.iter().any(|made| made.subject == subject && made.entry == hit.entry)
    });
    if is_open { Err(Refusal::HitOpen) } else { Ok(()) }
}

/// No hit waits for a word, and whoever concludes says of a hit that needs two what he makes of it himself, whatever was said in the
/// first line.
pub(super) fn every_hit_is_concluded(step: &Step, file: &PrivateFile, now: &[Disposition]) -> Result<(), Refusal> {
    has_no_open_hit(step, file, now)?;
    let Some(known) = file.step(step.id) else { return Ok(()) };
    let is_said = |entry: u64| now.iter().any(|made| made.subject == step.subject && made.entry == entry);
    if known.hits_for_two(step.subject).all(|hit| is_said(hit.entry)) { Ok(()) } else { Err(Refusal::HitOpen) }
}

/// Only a supervisor's conclusion in the second line takes goods to a milder lane (PROCEDURE §6, §8).
pub(super) fn keeps_the_lane(part: Option<&CustomsPart>, file: &PrivateFile) -> Result<(), Refusal> {
    if part.is_some_and(|customs| lowers_the_lane(customs, file)) { Err(Refusal::LaneDown) } else { Ok(()) }
}

/// Whom this State's desk protects stays on the crossing where that is known (PROCEDURE §4.9).
pub(super) fn may_be_moved(motion: Motion, file: &PrivateFile) -> Result<(), Refusal> {
    match motion {
        Motion::Move { subject } if file.blocks_return(subject) => Err(Refusal::ReturnBlocked),
        _ => Ok(()),
    }
}

fn lowers_the_lane(part: &CustomsPart, file: &PrivateFile) -> bool {
    let before = file.lanes.get(&part.subject).map(|assigned| assigned.lane);
    part.work.reroute.as_ref().is_some_and(|reroute| Some(reroute.lane) < before)
}
