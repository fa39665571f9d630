//! The fold: what an act changes. It reads the open parts and nothing else, and never refuses: whoever folds has checked
//! the act first, or passes over it as void.

use uuid::Uuid;

use super::{AnnulledNotice, Crossing, DoneLater, IssuedSlip, OpenMotion, SeenPaper};
use crate::act::{Conclusion, Facts, Motion};
use crate::examination::Examination;
use crate::message::Message;
use crate::step::{Late, Origin, Pending, PlannedStep, Signed, Status};
use crate::subject::{End, SubjectFacts};
use crate::{At, CrossingAct, OnDuty, Refusal, Side, Step, StepId, Subject, SubjectId};

impl Crossing {
    /// Begins the fold with the act that registered the crossing.
    ///
    /// # Errors
    /// When the act is another.
    pub fn begin(id: Uuid, act: &CrossingAct, at: At) -> Result<Self, Refusal> {
        let CrossingAct::Registered {
            reference,
            direction,
            flow,
            category,
            priority,
            exit_state,
            entry_state,
            host_state,
            template,
            settings,
            stated,
        } = act
        else {
            return Err(Refusal::OutOfSequence);
        };
        Ok(Self {
            id,
            reference: reference.clone(),
            direction: *direction,
            flow: *flow,
            category: *category,
            priority: *priority,
            exit_state: *exit_state,
            entry_state: *entry_state,
            host_state: *host_state,
            template: template.clone(),
            settings: *settings,
            arrived_at: at,
            stated: stated.clone(),
            version: 1,
            last_at: at,
            was_claimed: false,
            subjects: std::collections::BTreeMap::new(),
            steps: std::collections::BTreeMap::new(),
            relations: std::collections::BTreeSet::new(),
            motions: std::collections::BTreeMap::new(),
            motions_made: 0,
            notices_issued: std::collections::BTreeMap::new(),
            examinations: std::collections::BTreeMap::new(),
            slips: Vec::new(),
            papers: Vec::new(),
            done_later: Vec::new(),
            annulled: Vec::new(),
            seal_checks: Vec::new(),
            head_counts: std::collections::BTreeMap::new(),
            personal: std::collections::BTreeMap::new(),
            messages: Vec::new(),
            newer: None,
        })
    }

    /// Folds one more act in.
    pub fn apply(&mut self, act: &CrossingAct, facts: Option<&Facts>, by: &OnDuty, at: At) {
        // Whatever a paper states, what follows is counted from the moment at which it was entered: a time that somebody
        // typed is part of no duration. The legal limit of a hold alone runs from the stated time: nobody is held longer
        // because it was written down late.
        let late = match act {
            CrossingAct::EnteredLate { stated_at, paper, .. } => {
                Some(Late { stated_at: *stated_at, paper: paper.clone() })
            }
            _ => None,
        };
        let act = act.plain();
        self.lapse(at);
        self.version = self.version.saturating_add(1);
        self.last_at = at;
        let signed = Signed {
            officer: by.officer.clone(),
            state: by.state,
            desk: by.desk.clone(),
            at,
            stated_at: late.as_ref().map(|late| late.stated_at),
        };
        match act {
            CrossingAct::Registered { .. } => {}
            CrossingAct::SubjectAdded { subject, subject_kind, steps, relations, moved_from: _ } => {
                let added = Subject {
                    id: *subject,
                    kind: *subject_kind,
                    facts: subject_facts(facts),
                    added_at: at,
                    handed_over_at: None,
                    entry_begun_at: None,
                    is_varied: false,
                    presented_at: None,
                    off_loaded_at: None,
                    acted_at: None,
                    offered_back_at: None,
                    declared_at: has_declaration(facts).then_some(at),
                    end: None,
                    version: self.version,
                };
                self.subjects.insert(*subject, added);
                for step in steps {
                    self.open_step(*subject, step, Origin::Template, at);
                }
                self.relations.extend(relations);
            }
            CrossingAct::Related { begun, ended } => {
                for relation in ended {
                    self.relations.remove(relation);
                }
                self.relations.extend(begun);
                for relation in begun.iter().filter(|relation| relation.kind.is_aboard()) {
                    if let Some(found) = self.subjects.get_mut(&relation.from) {
                        found.off_loaded_at = None;
                    }
                }
            }
            CrossingAct::Corrected { subject, confirm } => {
                if let Some(found) = self.subjects.get_mut(subject) {
                    let before = found.facts.take();
                    found.facts = subject_facts(facts);
                    // A load is corrected; what was declared of it stays lodged.
                    if let (Some(SubjectFacts::Consignment(goods)), Some(SubjectFacts::Consignment(before))) =
                        (&mut found.facts, before)
                        && goods.declaration.is_none()
                    {
                        goods.declaration = before.declaration;
                    }
                    if has_declaration(facts) {
                        found.declared_at = Some(at);
                    }
                }
                for step in confirm {
                    self.open_step(*subject, step, Origin::Confirm, at);
                }
                self.revoke_slips(*subject);
            }
            CrossingAct::Claimed { steps, presented } => {
                for step in steps {
                    let pending = Pending::Nothing;
                    self.set(*step, Status::Claimed { by: signed.clone(), presented: *presented, pending }, at);
                }
            }
            CrossingAct::Released { steps, .. } => {
                for step in steps {
                    self.set(*step, Status::Open, at);
                }
            }
            CrossingAct::Cleared { step } => self.set(*step, Status::Cleared { by: signed }, at),
            CrossingAct::Waived { step } => self.set(*step, Status::Waived { by: signed }, at),
            CrossingAct::Queried { step } => self.set(*step, Status::Queried { by: signed }, at),
            CrossingAct::Answered { step } => self.set(*step, Status::Open, at),
            CrossingAct::Referred { step, secondary } => {
                if let Some(subject) = self.steps.get(step).map(|found| found.subject) {
                    self.open_step(subject, secondary, Origin::Secondary { of: *step }, at);
                }
                self.set(*step, Status::Referred { by: signed, secondary: secondary.id }, at);
                if let Some(found) = self.steps.get_mut(step) {
                    found.was_referred = true;
                }
            }
            CrossingAct::Concluded { secondary, outcome } => {
                let (second, first) = match outcome {
                    Conclusion::Cleared => (Status::Cleared { by: signed.clone() }, Status::Cleared { by: signed }),
                    Conclusion::Ready => (Status::Void, Status::Open),
                };
                self.set(*secondary, second, at);
                if let Some(step) = self.referred_by(*secondary) {
                    self.set(step, first, at);
                }
            }
            CrossingAct::RefusalProposed { step } => self.set_pending(*step, Pending::Refusal(signed), at),
            CrossingAct::RefusalConfirmed { step, notice } => {
                *self.notices_issued.entry(by.state).or_default() += 1;
                let Some(Pending::Refusal(first)) = self.pending(*step).cloned() else { return };
                let refused = Status::Refused { by: first, second: signed, notice: notice.clone(), served: None };
                self.set_both(*step, refused, at);
                self.end_of_refusal(*step, at);
            }
            // Printing changes nothing: who printed how often is told by the acts.
            CrossingAct::NoticePrinted { .. } => {}
            CrossingAct::NoticeServed { step, service } => {
                for id in [Some(*step), self.referred_by(*step), self.secondary_of(*step)].into_iter().flatten() {
                    if let Some(Step { status: Status::Refused { served, .. }, .. }) = self.steps.get_mut(&id) {
                        *served = Some(*service);
                    }
                    self.touch_step(id);
                }
            }
            CrossingAct::HoldPlaced { step } => self.set_pending(*step, Pending::Hold(signed), at),
            CrossingAct::HoldCoSigned { step } => {
                let Some(Pending::Hold(first)) = self.pending(*step).cloned() else { return };
                self.set_both(*step, Status::Held { by: first, second: signed }, at);
            }
            CrossingAct::HostCalled { step, police } => {
                if let Some(subject) = self.steps.get(step).map(|found| found.subject) {
                    self.open_step(subject, police, Origin::HostPolice, at);
                }
                self.touch_step(*step);
            }
            CrossingAct::Moved { number, motion, other } => {
                self.motions_made = number.0;
                let open = OpenMotion { motion: *motion, other: other.clone(), by: signed, version: self.version };
                self.motions.insert(*number, open);
            }
            CrossingAct::Seconded { number } => {
                if let Some(open) = self.motions.remove(number) {
                    self.carry_out(open.motion, at);
                }
            }
            CrossingAct::Declined { number } => {
                self.motions.remove(number);
            }
            CrossingAct::Reopened { step, .. } => self.reopen_exit(*step, at),
            CrossingAct::OfferedBack { subject } => {
                if let Some(found) = self.subjects.get_mut(subject) {
                    found.offered_back_at = Some(at);
                }
            }
            CrossingAct::OfferTakenBack { subject } => {
                if let Some(found) = self.subjects.get_mut(subject) {
                    found.offered_back_at = None;
                }
            }
            CrossingAct::Readmitted { subject } => self.end(*subject, End::Readmitted, at),
            CrossingAct::Withdrawn { subjects } => {
                for subject in subjects {
                    self.end(*subject, End::Withdrawn, at);
                }
            }
            CrossingAct::Voided { subject, .. } | CrossingAct::MovedAway { subject, .. } => {
                self.end(*subject, End::Void, at);
            }
            CrossingAct::Departed { subjects } => {
                for subject in subjects {
                    self.end(*subject, End::Departed, at);
                }
            }
            CrossingAct::Mismatched { subjects: _, check, subject } => {
                self.open_step(*subject, check, Origin::Mismatch, at);
                self.revoke_slips(*subject);
            }
            CrossingAct::Prioritised { priority } => self.priority = *priority,
            CrossingAct::DeclarationLodged { subject } => {
                if let Some(found) = self.subjects.get_mut(subject) {
                    found.declared_at = Some(at);
                }
                if let (Some(Facts::Declaration { declaration }), Some(found)) = (facts, self.subjects.get_mut(subject))
                    && let Some(SubjectFacts::Consignment(goods)) = &mut found.facts
                {
                    goods.declaration = Some(declaration.clone());
                }
            }
            CrossingAct::ExaminationRequested { examination, subject, is_joint } => {
                let opened = Examination {
                    id: *examination,
                    subject: *subject,
                    requested_by: by.state,
                    is_joint: *is_joint,
                    bay: None,
                    shares: std::collections::BTreeMap::new(),
                    requested_at: at,
                    closed: None,
                    version: self.version,
                };
                self.examinations.insert(*examination, opened);
            }
            CrossingAct::ExaminationScheduled { .. }
            | CrossingAct::ExaminationAttended { .. }
            | CrossingAct::ExaminationAlone { .. }
            | CrossingAct::FindingsFiled { .. }
            | CrossingAct::FindingsRevealed { .. }
            | CrossingAct::ExaminationClosed { .. } => self.examine(act, facts, by, at),
            CrossingAct::SlipIssued { subjects, number, digest } => self.slips.push(IssuedSlip {
                number: *number,
                subjects: subjects.clone(),
                digest: digest.clone(),
                at,
                is_revoked: false,
            }),
            CrossingAct::Presented { step } => {
                // Whatever else the entry State has in hand of the subject waits for the exit officers too.
                if let Some(subject) = self.steps.get(step).map(|found| found.subject) {
                    self.release_entry_claims(subject, at);
                    if let Some(found) = self.subjects.get_mut(&subject) {
                        found.presented_at = Some(at);
                    }
                }
            }
            CrossingAct::OffLoaded { subjects } => {
                self.relations.retain(|relation| !(relation.kind.is_aboard() && subjects.contains(&relation.from)));
                for subject in subjects {
                    if let Some(found) = self.subjects.get_mut(subject) {
                        found.off_loaded_at = Some(at);
                    }
                }
            }
            CrossingAct::PaperSeen { paper } => self.papers.push(SeenPaper { paper: paper.clone(), by: signed }),
            CrossingAct::LeftOutDone { subject, step, how } => {
                self.done_later.push(DoneLater { subject: *subject, step: step.clone(), how: *how, by: signed });
            }
            // It was taken apart above.
            CrossingAct::EnteredLate { .. } => {}
            CrossingAct::SealsChecked { .. }
            | CrossingAct::HeadsCounted { .. }
            | CrossingAct::TravellerDeclared { .. } => self.apply_agreed(act, facts, signed, at),
            CrossingAct::MessageSent { number, to } => self.messages.push(Message {
                number: *number,
                from: signed,
                agency: by.agency,
                to: *to,
                words: match facts {
                    Some(Facts::Told { words }) => Some(words.clone()),
                    _ => None,
                },
            }),
        }
        self.note_when_it_was_done(act, late, at);
        for subject in act.subjects() {
            self.touch(subject);
        }
        if act.is_control() {
            self.was_claimed = true;
            for step in act.steps() {
                self.begin_entry(step, at);
            }
        }
        self.mark_handovers(at);
    }

    /// Remembers what was entered late, and when whoever it was about was last acted on: as stated, where it was.
    fn note_when_it_was_done(&mut self, act: &CrossingAct, late: Option<Late>, at: At) {
        if !act.may_be_entered_late() {
            return;
        }
        let steps = act.steps();
        let subjects: Vec<SubjectId> = steps.iter().filter_map(|step| Some(self.steps.get(step)?.subject)).collect();
        // A claim is opened when the paper is entered; only what is decided is in the order of the paper.
        if late.is_some() || !matches!(act, CrossingAct::Claimed { .. }) {
            let acted_at = late.as_ref().map_or(at, |late| late.stated_at);
            for subject in subjects.into_iter().chain(act.subjects()) {
                if let Some(found) = self.subjects.get_mut(&subject) {
                    found.acted_at = Some(found.acted_at.map_or(acted_at, |before| before.max(acted_at)));
                }
            }
        }
        let firsts: Vec<StepId> = steps.iter().filter_map(|step| self.referred_by(*step)).collect();
        for step in steps.into_iter().chain(firsts) {
            if let Some(found) = self.steps.get_mut(&step) {
                found.late.clone_from(&late);
            }
        }
    }

    fn examine(&mut self, act: &CrossingAct, facts: Option<&Facts>, by: &OnDuty, at: At) {
        let (CrossingAct::ExaminationScheduled { examination, .. }
        | CrossingAct::ExaminationAttended { examination }
        | CrossingAct::ExaminationAlone { examination }
        | CrossingAct::FindingsFiled { examination, .. }
        | CrossingAct::FindingsRevealed { examination, .. }
        | CrossingAct::ExaminationClosed { examination, .. }) = act
        else {
            return;
        };
        let version = self.version;
        let Some(found) = self.examinations.get_mut(examination) else { return };
        found.version = version;
        let share = found.shares.entry(by.state).or_default();
        match act {
            CrossingAct::ExaminationScheduled { bay, .. } => found.bay = Some(bay.clone()),
            CrossingAct::ExaminationAttended { .. } => share.present_at = Some(at),
            CrossingAct::ExaminationAlone { .. } => {
                found.is_joint = false;
                found.requested_by = by.state;
            }
            CrossingAct::FindingsFiled { commitment, .. } => share.commitment = Some(commitment.clone()),
            CrossingAct::FindingsRevealed { .. } => {
                share.is_revealed = true;
                if let Some(Facts::Findings { findings }) = facts {
                    share.revealed = Some(findings.clone());
                }
            }
            CrossingAct::ExaminationClosed { comparison, .. } => found.closed = Some((at, *comparison)),
            _ => {}
        }
    }

    fn carry_out(&mut self, motion: Motion, at: At) {
        match motion {
            Motion::Annul { step } | Motion::EndHold { step } | Motion::ReopenEntry { step } => {
                self.revoke_notice(step, at);
                let subject = self.steps.get(&step).map(|found| found.subject);
                // Both the step that was referred and its second line took the outcome: the first begins anew.
                if let Some(first) = self.referred_by(step) {
                    self.set(step, Status::Void, at);
                    self.set(first, Status::Open, at);
                } else {
                    if let Some(second) = self.secondary_of(step) {
                        self.set(second, Status::Void, at);
                    }
                    self.set(step, Status::Open, at);
                }
                if let Some(subject) = subject {
                    self.revoke_slips(subject);
                }
            }
            Motion::TransferCustody { step } => {
                if let Some(subject) = self.steps.get(&step).map(|found| found.subject) {
                    self.end(subject, End::CustodyTransferred, at);
                }
            }
            Motion::ReopenExit { step } => self.reopen_exit(step, at),
            Motion::Vary { subject } => {
                if let Some(found) = self.subjects.get_mut(&subject) {
                    found.is_varied = true;
                }
                self.touch(subject);
            }
            Motion::Abandon { subject } => self.end(subject, End::Abandoned, at),
            Motion::Void { subject } | Motion::Move { subject } => self.end(subject, End::Void, at),
        }
    }

    /// Takes an exit control up again: the entry steps are blocked meanwhile, an open entry claim is released, what
    /// they decided stays.
    fn reopen_exit(&mut self, step: StepId, at: At) {
        let Some(subject) = self.steps.get(&step).map(|found| found.subject) else { return };
        if let Some(second) = self.secondary_of(step) {
            self.set(second, Status::Void, at);
        }
        self.set(step, Status::Open, at);
        self.release_entry_claims(subject, at);
        self.revoke_slips(subject);
    }

    fn release_entry_claims(&mut self, subject: SubjectId, at: At) {
        let is_claimed = |found: &&Step| found.side == Side::Entry && matches!(found.status, Status::Claimed { .. });
        let claimed: Vec<StepId> = self.steps_of(subject).filter(is_claimed).map(|found| found.id).collect();
        for id in claimed {
            self.set(id, Status::Open, at);
        }
    }

    /// An exit refusal ends the movement; an entry refusal under a variation, before exit has ended, is a withdrawal
    /// with the refusal on record.
    fn end_of_refusal(&mut self, step: StepId, at: At) {
        let Some((subject, side)) = self.steps.get(&step).map(|found| (found.subject, found.side)) else { return };
        if side == Side::Exit {
            self.end(subject, End::ExitDenied, at);
        } else if self.subjects.get(&subject).is_some_and(|found| found.is_varied)
            && !self.is_side_done(subject, Side::Exit)
        {
            self.end(subject, End::Withdrawn, at);
        }
    }

    fn end(&mut self, subject: SubjectId, end: End, at: At) {
        if let Some(found) = self.subjects.get_mut(&subject) {
            found.end = Some((end, at));
        }
        if end != End::Departed {
            self.revoke_slips(subject);
        }
        self.touch(subject);
    }

    pub(super) fn open_step(&mut self, subject: SubjectId, planned: &PlannedStep, origin: Origin, at: At) {
        let step = Step {
            id: planned.id,
            subject,
            side: planned.side,
            state: planned.state,
            agency: planned.agency,
            control: planned.control.clone(),
            origin,
            status: Status::Open,
            since: at,
            version: self.version,
            was_referred: false,
            late: None,
        };
        self.steps.insert(planned.id, step);
    }

    fn set(&mut self, step: StepId, status: Status, at: At) {
        if let Some(found) = self.steps.get_mut(&step) {
            found.status = status;
            found.since = at;
            found.version = self.version;
        }
    }

    /// Sets a step and, where it is one of a pair, the step that was referred and its second line alike.
    fn set_both(&mut self, step: StepId, status: Status, at: At) {
        if let Some(first) = self.referred_by(step) {
            self.set(first, status.clone(), at);
        }
        self.set(step, status, at);
    }

    fn set_pending(&mut self, step: StepId, now: Pending, at: At) {
        let version = self.version;
        if let Some(found) = self.steps.get_mut(&step)
            && let Status::Claimed { pending, .. } = &mut found.status
        {
            *pending = now;
            found.since = at;
            found.version = version;
        }
    }

    pub(super) fn pending(&self, step: StepId) -> Option<&Pending> {
        match &self.steps.get(&step)?.status {
            Status::Claimed { pending, .. } => Some(pending),
            _ => None,
        }
    }

    /// Returns the step that was referred to this second line.
    pub(super) fn referred_by(&self, secondary: StepId) -> Option<StepId> {
        match self.steps.get(&secondary)?.origin {
            Origin::Secondary { of } => Some(of),
            Origin::Template | Origin::Confirm | Origin::HostPolice | Origin::Mismatch => None,
        }
    }

    /// Returns the second line of a step that is not void.
    pub(super) fn secondary_of(&self, step: StepId) -> Option<StepId> {
        self.steps
            .values()
            .find(|found| found.origin == Origin::Secondary { of: step } && !matches!(found.status, Status::Void))
            .map(|found| found.id)
    }

    fn begin_entry(&mut self, step: StepId, at: At) {
        let Some((subject, Side::Entry)) = self.steps.get(&step).map(|found| (found.subject, found.side)) else {
            return;
        };
        if let Some(found) = self.subjects.get_mut(&subject)
            && found.entry_begun_at.is_none()
        {
            found.entry_begun_at = Some(at);
        }
    }

    /// The handover is per person and per object: it is where the last exit control ended (PROCEDURE §4.3).
    fn mark_handovers(&mut self, at: At) {
        let ids: Vec<SubjectId> = self.subjects.keys().copied().collect();
        for id in ids {
            let is_done = self.is_side_done(id, Side::Exit);
            if let Some(found) = self.subjects.get_mut(&id) {
                // A variation is spent when the exit State is done: later there is no going back without consent.
                if is_done {
                    found.is_varied = false;
                    found.presented_at = None;
                }
                match (is_done, found.handed_over_at) {
                    (true, None) => found.handed_over_at = Some(at),
                    (false, Some(_)) if found.end.is_none() => found.handed_over_at = None,
                    (true, Some(_)) | (false, _) => {}
                }
            }
        }
    }

    /// A refusal that is annulled leaves its notice on record, revoked.
    fn revoke_notice(&mut self, step: StepId, at: At) {
        let Some(Step { subject, state, status: Status::Refused { second, notice, served, .. }, .. }) =
            self.steps.get(&step)
        else {
            return;
        };
        self.annulled.push(AnnulledNotice {
            serial: notice.clone(),
            subject: *subject,
            state: *state,
            issued_at: second.at,
            served: *served,
            at,
        });
    }

    fn revoke_slips(&mut self, subject: SubjectId) {
        for slip in self.slips.iter_mut().filter(|slip| slip.subjects.contains(&subject)) {
            slip.is_revoked = true;
        }
    }

    fn touch(&mut self, subject: SubjectId) {
        if let Some(found) = self.subjects.get_mut(&subject) {
            found.version = self.version;
        }
    }

    fn touch_step(&mut self, step: StepId) {
        if let Some(found) = self.steps.get_mut(&step) {
            found.version = self.version;
        }
    }
}

fn has_declaration(facts: Option<&Facts>) -> bool {
    matches!(
        facts,
        Some(Facts::Subject { subject: SubjectFacts::Consignment(goods) }) if goods.declaration.is_some()
    )
}

fn subject_facts(facts: Option<&Facts>) -> Option<SubjectFacts> {
    match facts {
        Some(Facts::Subject { subject }) => Some(subject.clone()),
        _ => None,
    }
}
