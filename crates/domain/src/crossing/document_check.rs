//! What an officer finds out of a document and its holder goes beside what he decides, and a holder who was taken for an impostor goes
//! on only when that was settled.
//!
//! Invariant: the guard here is a private one: it stands before acts of officers of the State that knows.

use super::Crossing;
use crate::act::Conclusion;
use crate::document_check::{CheckedDocument, DocumentCheck, ForgedDocument, Verdict};
use crate::private::{PrivateFile, PrivatePart};
use crate::{Action, Agency, CrossingAct, Decided, OnDuty, Refusal, StepId, SubjectKind};

impl Crossing {
    /// Puts what an officer tells of documents beside what he decides: each in the sealed part of the act on that person's step.
    pub(super) fn with_checks(
        &self,
        mut decided: Vec<Decided>,
        checks: &[DocumentCheck],
        what: &Action,
        by: &OnDuty,
    ) -> Result<Vec<Decided>, Refusal> {
        if !carries_checks(what) || checks.is_empty() {
            return Err(Refusal::NotHere);
        }
        for check in checks {
            let checked = self.checked(check)?;
            let is_of_subject = |one: &&mut Decided| {
                let step = decided_step(&one.act).and_then(|step| self.steps.get(&step));
                step.is_some_and(|step| {
                    step.subject == check.subject && step.agency == Agency::Immigration && step.state == by.state
                })
            };
            let one = decided.iter_mut().find(is_of_subject).ok_or(Refusal::NotHere)?;
            if one.private.document.is_some() {
                return Err(Refusal::NotHere);
            }
            one.private.document = Some(Box::new(checked));
        }
        Ok(decided)
    }

    fn checked(&self, check: &DocumentCheck) -> Result<CheckedDocument, Refusal> {
        let DocumentCheck { subject, comparison, forgery } = check;
        if self.subject(*subject)?.kind != SubjectKind::Traveller {
            return Err(Refusal::NotHere);
        }
        if let Some(comparison) = comparison {
            comparison.is_sound()?;
        }
        let forged = match (forgery, self.document_of(*subject)) {
            (None, _) => None,
            (Some(_), None) => return Err(Refusal::NotHere),
            (Some(found), Some(document)) => {
                found.is_sound()?;
                Some(ForgedDocument::of(document, &self.reference, found))
            }
        };
        if comparison.is_none() && forged.is_none() {
            return Err(Refusal::ReasonMissing);
        }
        Ok(CheckedDocument { subject: *subject, comparison: comparison.clone(), forged })
    }

    /// Whoever was taken for an impostor goes on only when the last word of an officer is that he is the person in the document: a
    /// private guard of what ends an identity control well. `part` is what the act itself seals to the State.
    pub(super) fn holder_is_settled(
        &self,
        act: &CrossingAct,
        part: &PrivatePart,
        file: &PrivateFile,
    ) -> Result<(), Refusal> {
        let step = match act.plain() {
            CrossingAct::Cleared { step } | CrossingAct::Waived { step } => *step,
            CrossingAct::Concluded { secondary, outcome: Conclusion::Cleared } => *secondary,
            _ => return Ok(()),
        };
        let Some(step) = self.steps.get(&step).filter(|step| step.agency == Agency::Immigration) else { return Ok(()) };
        let now = part.document.as_ref().and_then(|checked| checked.comparison.as_ref());
        let last = now.or_else(|| file.last_comparison(step.subject)).map(|comparison| comparison.verdict);
        if last == Some(Verdict::Impostor) { Err(Refusal::ImpostorSuspected) } else { Ok(()) }
    }
}

/// Returns whether an action ends the officer's part of a step: what he found out of the document goes with it.
const fn carries_checks(what: &Action) -> bool {
    matches!(what, Action::Clear { .. } | Action::Refer { .. } | Action::Conclude { .. } | Action::Refuse { .. })
}

const fn decided_step(act: &CrossingAct) -> Option<StepId> {
    match act {
        CrossingAct::Cleared { step }
        | CrossingAct::Referred { step, .. }
        | CrossingAct::RefusalProposed { step }
        | CrossingAct::Concluded { secondary: step, .. } => Some(*step),
        _ => None,
    }
}
