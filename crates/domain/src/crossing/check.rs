//! The public guards: what anybody can replay from the open parts alone. The private ones stand in `decide`.

use std::collections::BTreeSet;

use chrono::TimeDelta;

use super::Crossing;
use crate::act::{Conclusion, Facts, Motion, MotionNumber, ReleaseCause, ReopenGround};
use crate::examination::{Comparison, Examination, ExaminationId, Share, Stage};
use crate::notice::NoticeSerial;
use crate::photograph::may_be_filed;
use crate::step::{Origin, Pending, PlannedStep, Signed, Status};
use crate::subject::{Relation, RelationKind, SubjectFacts};
use crate::{
    Agency, At, CrossingAct, OnDuty, Reference, Refusal, Role, Side, StateCode, Step, StepId, StepState, Subject,
    SubjectId, SubjectKind, SubjectPhase,
};

impl Crossing {
    /// Checks that an act may follow: every guard that needs no sealed part. `self` is the crossing as of `at`.
    ///
    /// # Errors
    /// With the reason why not.
    pub fn check(&self, act: &CrossingAct, facts: Option<&Facts>, by: &OnDuty, at: At) -> Result<(), Refusal> {
        self.may_follow(act, facts, by, at)?;
        // Nothing is decided on a time that one officer alone has typed.
        if act.is_control() && !self.is_slip_seen() { Err(Refusal::SlipNotSeen) } else { Ok(()) }
    }

    fn may_follow(&self, act: &CrossingAct, facts: Option<&Facts>, by: &OnDuty, at: At) -> Result<(), Refusal> {
        if !self.states().contains(&by.state) {
            return Err(Refusal::OtherState);
        }
        match act {
            CrossingAct::Registered { .. } => Err(Refusal::OutOfSequence),
            CrossingAct::SubjectAdded { subject, subject_kind, steps, relations, moved_from: _ } => {
                self.may_register(by)?;
                if steps.is_empty() {
                    return Err(Refusal::NoTemplate);
                }
                if *subject != self.next_subject() || !self.follow(steps) {
                    return Err(Refusal::OutOfSequence);
                }
                // A subject may be added until the last departure.
                if self.is_closed() {
                    return Err(Refusal::SubjectIs { phase: self.phase() });
                }
                for relation in relations {
                    let is_new = |id: SubjectId| id == *subject;
                    if !is_new(relation.from) && !is_new(relation.to) {
                        return Err(Refusal::UnknownSubject);
                    }
                    let kind = |id| if is_new(id) { Ok(*subject_kind) } else { self.live(id).map(|found| found.kind) };
                    may_relate(relation, kind(relation.from)?, kind(relation.to)?)?;
                }
                may_be_declared(facts)?;
                is_of_kind(facts, *subject_kind)
            }
            CrossingAct::Related { begun, ended } => {
                self.may_register(by)?;
                for relation in begun {
                    may_relate(relation, self.live(relation.from)?.kind, self.live(relation.to)?.kind)?;
                }
                self.keeps_guardians(ended, begun)
            }
            CrossingAct::Corrected { subject, confirm } => {
                self.may_register(by)?;
                let found = self.live(*subject)?;
                self.no_claim_on(*subject)?;
                if *confirm != self.confirmations(*subject) {
                    return Err(Refusal::OutOfSequence);
                }
                may_be_declared(facts)?;
                is_of_kind(facts, found.kind)
            }
            CrossingAct::Claimed { steps, .. } => self.may_claim(steps, by),
            CrossingAct::Released { steps, cause } => {
                if steps.is_empty() {
                    return Err(Refusal::UnknownStep);
                }
                steps.iter().try_for_each(|step| self.may_release(*step, *cause, by, at))
            }
            CrossingAct::Cleared { step } => {
                let found = self.claimed_by(*step, by)?;
                if matches!(found.origin, Origin::Secondary { .. }) {
                    return Err(Refusal::ConcludeInstead);
                }
                self.has_what_it_needs(found)
            }
            CrossingAct::Waived { step } => {
                let found = self.step(*step)?;
                own(found, by)?;
                if matches!(found.origin, Origin::Secondary { .. }) {
                    return Err(Refusal::ConcludeInstead);
                }
                match self.state_of(found) {
                    StepState::Ready => {}
                    StepState::InProgress => {
                        self.claimed_by(*step, by)?;
                    }
                    state => return Err(Refusal::StepIs { state }),
                }
                // Who gives his control up needs no papers for it, but does not let a minor in alone.
                match self.has_what_it_needs(found) {
                    Err(Refusal::DeclarationMissing) => Ok(()),
                    other => other,
                }
            }
            CrossingAct::Queried { step } => self.claimed_by(*step, by).map(|_| ()),
            CrossingAct::Answered { step } => {
                let found = self.is_at(*step, StepState::Queried)?;
                if by.has(Role::Reception) { Ok(()) } else { own(found, by) }
            }
            CrossingAct::Referred { step, secondary } => {
                own_or_desk(self.step(*step)?, by)?;
                let found = self.held_by(*step, by)?;
                if matches!(found.origin, Origin::Secondary { .. }) {
                    return Err(Refusal::AlreadySecondary);
                }
                self.is_like(found, secondary)
            }
            CrossingAct::Concluded { secondary, outcome } => {
                let found = self.claimed_by(*secondary, by)?;
                let Origin::Secondary { of } = found.origin else { return Err(Refusal::NotSecondary) };
                match outcome {
                    Conclusion::Cleared => self.has_what_it_needs(self.step(of)?),
                    Conclusion::Ready => Ok(()),
                }
            }
            CrossingAct::RefusalProposed { step } => {
                let found = self.claimed_by(*step, by)?;
                match (found.side, found.origin) {
                    (Side::Gate, _) | (_, Origin::HostPolice | Origin::Mismatch) => Err(Refusal::NotHere),
                    (Side::Exit | Side::Entry, Origin::Template | Origin::Secondary { .. } | Origin::Confirm) => Ok(()),
                }
            }
            CrossingAct::RefusalConfirmed { step, notice } => {
                let found = self.step(*step)?;
                let Some(Pending::Refusal(first)) = self.pending(*step) else { return Err(Refusal::NothingToSign) };
                self.not_final(found.subject)?;
                // Nobody is refused out of another officer's hold.
                self.not_held(found.subject)?;
                signs_second(by, first, found.state)?;
                if *notice == self.next_notice(found.state) { Ok(()) } else { Err(Refusal::OutOfSequence) }
            }
            CrossingAct::NoticePrinted { step } => {
                let found = self.step(*step)?;
                if !matches!(found.status, Status::Refused { .. }) {
                    return Err(Refusal::StepIs { state: self.state_of(found) });
                }
                officer_of(by, found.state)
            }
            CrossingAct::NoticeServed { step, .. } => {
                let found = self.step(*step)?;
                let Status::Refused { served, .. } = &found.status else {
                    return Err(Refusal::StepIs { state: self.state_of(found) });
                };
                if served.is_some() {
                    return Err(Refusal::NoticeServed);
                }
                officer_of(by, found.state)
            }
            CrossingAct::HoldPlaced { step } => {
                let found = self.claimed_by(*step, by)?;
                if !by.has(Role::Empowered) {
                    return Err(Refusal::NotEmpowered);
                }
                let subject = self.live(found.subject)?;
                if by.state != self.host_state && is_national(subject, self.host_state) {
                    return Err(Refusal::NationalOfHostState);
                }
                if found.side == Side::Entry && self.is_still_varied(subject.id) {
                    return Err(Refusal::VariedNoHold);
                }
                Ok(())
            }
            CrossingAct::HoldCoSigned { step } => {
                let Some(Pending::Hold(first)) = self.pending(*step) else { return Err(Refusal::NothingToSign) };
                self.not_final(self.step(*step)?.subject)?;
                signs_second(by, first, self.host_state)
            }
            CrossingAct::HostCalled { step, police } => {
                let found = self.claimed_by(*step, by)?;
                if by.state == self.host_state {
                    return Err(Refusal::IsHost);
                }
                let is_right = police.id == self.next_step()
                    && police.side == found.side
                    && police.state == self.host_state
                    && police.agency == Agency::Police;
                let is_called = self
                    .steps_of(found.subject)
                    .any(|other| other.origin == Origin::HostPolice && matches!(other.status, Status::Open));
                match (is_right, is_called) {
                    (true, false) => Ok(()),
                    (true, true) => Err(Refusal::AskedAlready),
                    (false, _) => Err(Refusal::OutOfSequence),
                }
            }
            CrossingAct::Moved { number, motion, other } => {
                match (motion, other) {
                    (Motion::Move { .. }, None) => return Err(Refusal::NowhereToMove),
                    (Motion::Move { .. } | Motion::Void { .. }, Some(other)) => self.is_another(other)?,
                    (_, Some(_)) => return Err(Refusal::WrongKind),
                    (_, None) => {}
                }
                if number.0 != self.motions_made.saturating_add(1) {
                    return Err(Refusal::OutOfSequence);
                }
                if self.motions.values().any(|open| open.motion == *motion) {
                    return Err(Refusal::AskedAlready);
                }
                self.may_move(*motion, by)?;
                self.is_movable(*motion)
            }
            CrossingAct::Seconded { number } => {
                let open = self.motions.get(number).ok_or(Refusal::NothingToSign)?;
                self.may_second(*number, by)?;
                self.is_movable(open.motion)
            }
            CrossingAct::Declined { number } => {
                let open = self.motions.get(number).ok_or(Refusal::NothingToSign)?;
                if open.by.officer == by.officer { Ok(()) } else { self.may_second(*number, by) }
            }
            CrossingAct::Reopened { step, ground } => {
                let found = self.step(*step)?;
                own(found, by)?;
                self.is_exit_done(found)?;
                let has_begun = self.live(found.subject)?.entry_begun_at.is_some();
                match (ground, has_begun) {
                    (ReopenGround::BeforeEntry, false) | (ReopenGround::Offence | ReopenGround::Wanted, true) => Ok(()),
                    (ReopenGround::BeforeEntry, true) => Err(Refusal::EntryBegun),
                    (ReopenGround::Offence | ReopenGround::Wanted, false) => Err(Refusal::EntryNotBegun),
                }
            }
            CrossingAct::OfferedBack { subject } => self.may_offer_back(*subject, by),
            CrossingAct::OfferTakenBack { subject } => {
                officer_of(by, self.entry_state)?;
                self.is_in(*subject, SubjectPhase::OfferedBack)
            }
            CrossingAct::Readmitted { subject } => {
                officer_of(by, self.exit_state)?;
                self.is_in(*subject, SubjectPhase::OfferedBack)
            }
            CrossingAct::Withdrawn { subjects } => {
                officer_of(by, self.exit_state)?;
                if subjects.is_empty() {
                    return Err(Refusal::NoSubjects);
                }
                subjects.iter().try_for_each(|subject| self.may_withdraw(*subject))
            }
            CrossingAct::Voided { subject, duplicate_of } => {
                if let Some(other) = duplicate_of {
                    self.is_another(other)?;
                }
                self.is_untouched(*subject, by)
            }
            CrossingAct::Departed { subjects } => {
                self.may_leave(subjects, by)?;
                if self.agrees_at_gate(subjects, facts) { Ok(()) } else { Err(Refusal::GateDiffers) }
            }
            CrossingAct::Mismatched { subjects, check, subject } => {
                self.may_leave(subjects, by)?;
                if self.agrees_at_gate(subjects, facts) && self.is_known_at_gate(subjects, facts) {
                    return Err(Refusal::GateAgrees);
                }
                let is_right = subjects.contains(subject)
                    && check.id == self.next_step()
                    && check.side == Side::Gate
                    && check.state == by.state;
                if is_right { Ok(()) } else { Err(Refusal::OutOfSequence) }
            }
            CrossingAct::Prioritised { .. } => {
                if self.is_closed() {
                    Err(Refusal::SubjectIs { phase: self.phase() })
                } else if by.has(Role::Supervisor) || by.has(Role::Reception) {
                    Ok(())
                } else {
                    Err(Refusal::NotYourRole)
                }
            }
            CrossingAct::DeclarationLodged { subject } => self.may_lodge(*subject, facts, by),
            CrossingAct::ExaminationRequested { examination, subject, .. } => {
                officer(by)?;
                let found = self.live(*subject)?;
                if found.kind == SubjectKind::Traveller {
                    return Err(Refusal::WrongKind);
                }
                if self.examinations.values().any(|open| open.subject == *subject && open.closed.is_none()) {
                    return Err(Refusal::ExaminationOpen);
                }
                let next = self.examinations.keys().next_back().map_or(1, |last| last.0.saturating_add(1));
                if examination.0 == next { Ok(()) } else { Err(Refusal::OutOfSequence) }
            }
            CrossingAct::ExaminationScheduled { examination, bay } => {
                let found = self.examination_of(*examination, by)?;
                if bay.trim().is_empty() {
                    return Err(Refusal::ReasonMissing);
                }
                self.is_stage(found, &[Stage::Requested, Stage::Scheduled])
            }
            CrossingAct::ExaminationAttended { examination } => {
                let found = self.examination_of(*examination, by)?;
                if found.shares.get(&by.state).is_some_and(|share| share.present_at.is_some()) {
                    return Err(Refusal::AskedAlready);
                }
                self.is_stage(found, &[Stage::Scheduled])
            }
            CrossingAct::ExaminationAlone { examination } => {
                let found = self.examination_of(*examination, by)?;
                if !by.has(Role::Supervisor) {
                    return Err(Refusal::NotYourRole);
                }
                if !found.is_joint || found.shares.get(&by.state).is_none_or(|share| share.present_at.is_none()) {
                    return Err(Refusal::ExaminationNotThere);
                }
                self.is_stage(found, &[Stage::Scheduled])?;
                self.is_over(found.requested_at, self.settings.examination_absence, at)
            }
            CrossingAct::FindingsFiled { examination, .. } => {
                let found = self.examination_of(*examination, by)?;
                if found.shares.get(&by.state).is_some_and(|share| share.commitment.is_some()) {
                    return Err(Refusal::AskedAlready);
                }
                self.is_stage(found, &[Stage::Present, Stage::HalfFiled])
            }
            CrossingAct::FindingsRevealed { examination, .. } => {
                let found = self.examination_of(*examination, by)?;
                if found.shares.get(&by.state).is_some_and(|share| share.is_revealed) {
                    return Err(Refusal::AskedAlready);
                }
                // Without facts: they were erased since.
                match facts {
                    Some(Facts::Findings { findings }) => {
                        may_be_filed(&findings.photographs).map_err(|why| Refusal::NoPhotograph { why })?;
                    }
                    None => {}
                    Some(_) => return Err(Refusal::WrongKind),
                }
                self.is_stage(found, &[Stage::Filed])
            }
            CrossingAct::ExaminationClosed { examination, comparison } => {
                let found = self.examination_of(*examination, by)?;
                let is_blank =
                    found.is_joint && found.shares.values().any(|share| share.is_revealed && share.revealed.is_none());
                let compared = self.comparison(found, by, at)?;
                if compared == *comparison || (is_blank && *comparison != Comparison::OneState) {
                    Ok(())
                } else {
                    Err(Refusal::OutOfSequence)
                }
            }
            CrossingAct::MessageSent { number, .. } => self.may_send(*number, facts, by),
            CrossingAct::SlipIssued { subjects, number, .. } => {
                self.may_register(by)?;
                if subjects.is_empty() {
                    return Err(Refusal::NoSubjects);
                }
                for subject in subjects {
                    let phase = self.phase_of(self.subject(*subject)?);
                    if !matches!(phase, SubjectPhase::Admitted | SubjectPhase::Released | SubjectPhase::Departed) {
                        return Err(Refusal::SubjectIs { phase });
                    }
                }
                if usize::from(*number) == self.slips.len() + 1 { Ok(()) } else { Err(Refusal::OutOfSequence) }
            }
            CrossingAct::Presented { step } => {
                let found = self.claimed_by(*step, by)?;
                if found.side == Side::Entry && self.is_still_varied(found.subject) {
                    Ok(())
                } else {
                    Err(Refusal::NotVaried)
                }
            }
            CrossingAct::OffLoaded { subjects } => {
                self.may_register(by)?;
                if subjects.is_empty() {
                    return Err(Refusal::NoSubjects);
                }
                for subject in subjects {
                    self.live(*subject)?;
                    if !self.is_aboard(*subject) {
                        return Err(Refusal::NotAboard);
                    }
                }
                Ok(())
            }
            CrossingAct::MovedAway { subject, to } => {
                self.is_another(to)?;
                self.is_untouched(*subject, by)
            }
            CrossingAct::PaperSeen { paper } => {
                is_signatory(by)?;
                if self.is_closed() {
                    return Err(Refusal::SubjectIs { phase: self.phase() });
                }
                if paper.trim().is_empty() {
                    return Err(Refusal::ReasonMissing);
                }
                let is_seen = self.papers.iter().any(|seen| seen.paper == *paper && seen.by.officer == by.officer);
                if is_seen { Err(Refusal::AskedAlready) } else { Ok(()) }
            }
            CrossingAct::LeftOutDone { subject, step, .. } => {
                let phase = self.phase_of(self.subject(*subject)?);
                if phase.is_final() && phase != SubjectPhase::Departed {
                    return Err(Refusal::SubjectIs { phase });
                }
                if step.state != by.state {
                    return Err(Refusal::OtherState);
                }
                if by.has(Role::Supervisor) {
                    return Ok(());
                }
                officer(by)?;
                if step.agency == by.agency { Ok(()) } else { Err(Refusal::OtherAgency) }
            }
            CrossingAct::EnteredLate { act, stated_at, paper } => {
                if !act.may_be_entered_late() {
                    return Err(Refusal::NotOnPaper);
                }
                self.is_paper_seen(paper, by)?;
                self.follows_as_stated(act, *stated_at, at)?;
                self.check(act, facts, by, at)
            }
            CrossingAct::SealsChecked { .. }
            | CrossingAct::HeadsCounted { .. }
            | CrossingAct::TravellerDeclared { .. } => self.check_fact(act, facts, by),
        }
    }

    /// Returns the step of that number.
    ///
    /// # Errors
    /// When there is none.
    pub fn step(&self, step: StepId) -> Result<&Step, Refusal> {
        self.steps.get(&step).ok_or(Refusal::UnknownStep)
    }

    /// Returns the subject of that number.
    ///
    /// # Errors
    /// When there is none.
    pub fn subject(&self, subject: SubjectId) -> Result<&Subject, Refusal> {
        self.subjects.get(&subject).ok_or(Refusal::UnknownSubject)
    }

    /// Returns the serial that the next refusal notice of that State gets.
    pub fn next_notice(&self, state: StateCode) -> NoticeSerial {
        let issued = self.notices_issued.get(&state).copied().unwrap_or(0);
        NoticeSerial::new(state, &self.reference, usize::from(issued) + 1)
    }

    /// Returns the confirmations that a correction of the subject opens: one for each State that decided on it.
    pub fn confirmations(&self, subject: SubjectId) -> Vec<PlannedStep> {
        let mut planned: Vec<PlannedStep> = Vec::new();
        let mut next = self.next_step().0;
        let is_control = |step: &&Step| step.side != Side::Gate && step.origin != Origin::HostPolice;
        for step in self.steps_of(subject).filter(|step| step.is_decided()).filter(is_control) {
            let is_open = self.steps_of(subject).any(|other| {
                other.state == step.state && other.origin == Origin::Confirm && matches!(other.status, Status::Open)
            });
            if !is_open && !planned.iter().any(|other| other.state == step.state) {
                planned.push(PlannedStep {
                    id: StepId(next),
                    side: step.side,
                    state: step.state,
                    agency: step.agency,
                    control: step.control.clone(),
                });
                next = next.saturating_add(1);
            }
        }
        planned
    }

    /// Returns how the findings compare, where the officer may close the examination now.
    pub(super) fn comparison(&self, found: &Examination, by: &OnDuty, at: At) -> Result<Comparison, Refusal> {
        let stage = found.stage(&self.states());
        let is_given =
            |share: &Share| if stage == Stage::Filed { share.is_revealed } else { share.commitment.is_some() };
        match stage {
            Stage::Revealed if !found.is_joint => Ok(Comparison::OneState),
            Stage::Revealed => {
                let [a, b] = self.states().map(|state| found.shares.get(&state).and_then(|s| s.revealed.as_ref()));
                match (a, b) {
                    (Some(a), Some(b)) if a.agrees_with(b) => Ok(Comparison::Agreed),
                    _ => Ok(Comparison::Differs),
                }
            }
            // The other State has not filed, or does not open what it filed.
            Stage::HalfFiled | Stage::Filed if found.shares.get(&by.state).is_some_and(is_given) => {
                self.is_over(found.requested_at, self.settings.findings_suffice(), at)?;
                if by.has(Role::Supervisor) { Ok(Comparison::OneState) } else { Err(Refusal::NotYourRole) }
            }
            _ => Err(Refusal::ExaminationNotThere),
        }
    }

    /// Returns whether what was re-keyed at the gate equals what is recorded. What was not recorded can't differ.
    pub(super) fn agrees_at_gate(&self, subjects: &[SubjectId], facts: Option<&Facts>) -> bool {
        let Some(Facts::Gate { plate, heads, seals, .. }) = facts else { return true };
        let leaving = || subjects.iter().filter_map(|id| self.subjects.get(id));
        let plate_agrees = leaving()
            .filter(|subject| subject.kind == SubjectKind::Conveyance && !self.is_towed(subject.id))
            .all(|subject| match (&subject.facts, plate) {
                (Some(SubjectFacts::Conveyance(vehicle)), Some(read)) => {
                    read.parse::<crate::codes::PlateNumber>().is_ok_and(|read| read.key() == vehicle.plate.key())
                }
                (Some(_), _) => false,
                (None, _) => true,
            });
        let persons: BTreeSet<SubjectId> =
            leaving().filter(|subject| subject.kind == SubjectKind::Traveller).map(|subject| subject.id).collect();
        let persons = persons.len();
        let heads_agree = match heads {
            Some(counted) => usize::from(*counted) == persons,
            None => !leaving().any(|subject| subject.kind == SubjectKind::Conveyance),
        };
        let goods = || leaving().filter(|subject| subject.kind == SubjectKind::Consignment);
        let recorded: Vec<&String> = goods().filter_map(|subject| self.seals_on(subject)).flatten().collect();
        let is_same = |a: &str, b: &str| a.trim().eq_ignore_ascii_case(b.trim());
        let is_missing = recorded.iter().any(|seal| !seals.iter().any(|read| is_same(read, seal)));
        // A seal that nobody recorded is a difference too, unless what was recorded is not known in full.
        let is_known = !recorded.is_empty() && goods().all(|subject| self.seals_on(subject).is_some());
        let is_foreign = is_known && seals.iter().any(|read| !recorded.iter().any(|seal| is_same(read, seal)));
        plate_agrees && heads_agree && !is_missing && !is_foreign
    }

    /// Whether everything is there that a comparison at the gate needs: nothing of it was erased.
    fn is_known_at_gate(&self, subjects: &[SubjectId], facts: Option<&Facts>) -> bool {
        facts.is_some()
            && subjects.iter().filter_map(|id| self.subjects.get(id)).all(|subject| {
                subject.facts.is_some()
                    && (subject.kind != SubjectKind::Consignment || self.seals_on(subject).is_some())
            })
    }

    /// Returns the seals that should be on the goods now: those put on at the last examination, else those recorded.
    /// Nothing, where that is not known because facts were erased.
    pub fn seals_on<'a>(&'a self, subject: &'a Subject) -> Option<&'a [String]> {
        let goods = subject.facts.as_ref()?.consignment()?;
        let examined = || {
            let of_goods = |found: &&Examination| found.subject == subject.id && found.closed.is_some();
            self.examinations.values().rev().filter(of_goods).flat_map(|found| found.shares.values())
        };
        if examined().any(|share| share.is_revealed && share.revealed.is_none()) {
            return None;
        }
        // Whoever of both put the seals on has them in his findings.
        let put_on = examined()
            .filter_map(|share| share.revealed.as_ref())
            .map(|findings| findings.seals_put_on.as_slice())
            .find(|seals| !seals.is_empty());
        Some(put_on.unwrap_or(&goods.seals))
    }

    pub(super) fn may_register(&self, by: &OnDuty) -> Result<(), Refusal> {
        if [Role::Officer, Role::Reception, Role::Supervisor, Role::Gate, Role::Protection].iter().any(|r| by.has(*r)) {
            Ok(())
        } else {
            Err(Refusal::NotYourRole)
        }
    }

    pub(super) fn follow(&self, steps: &[PlannedStep]) -> bool {
        steps.iter().zip(self.next_step().0..).all(|(step, number)| step.id.0 == number)
    }

    fn is_like(&self, step: &Step, secondary: &PlannedStep) -> Result<(), Refusal> {
        let is_like = secondary.id == self.next_step()
            && (secondary.side, secondary.state, secondary.agency) == (step.side, step.state, step.agency);
        if is_like { Ok(()) } else { Err(Refusal::OutOfSequence) }
    }

    fn not_final(&self, subject: SubjectId) -> Result<&Subject, Refusal> {
        let found = self.subject(subject)?;
        if found.is_final() { Err(Refusal::SubjectIs { phase: self.phase_of(found) }) } else { Ok(found) }
    }

    /// A subject that goes on: neither final nor offered back.
    pub(super) fn live(&self, subject: SubjectId) -> Result<&Subject, Refusal> {
        let found = self.not_final(subject)?;
        if found.offered_back_at.is_some() {
            return Err(Refusal::SubjectIs { phase: SubjectPhase::OfferedBack });
        }
        Ok(found)
    }

    fn is_in(&self, subject: SubjectId, wanted: SubjectPhase) -> Result<(), Refusal> {
        let phase = self.phase_of(self.subject(subject)?);
        if phase == wanted { Ok(()) } else { Err(Refusal::SubjectIs { phase }) }
    }

    fn is_at(&self, step: StepId, wanted: StepState) -> Result<&Step, Refusal> {
        let found = self.step(step)?;
        let state = self.state_of(found);
        if state == wanted { Ok(found) } else { Err(Refusal::StepIs { state }) }
    }

    /// The step, claimed by the acting officer, with nothing that waits for a second signature.
    fn claimed_by(&self, step: StepId, by: &OnDuty) -> Result<&Step, Refusal> {
        own(self.step(step)?, by)?;
        self.held_by(step, by)
    }

    /// The step, with a claim of the acting officer, whatever his agency.
    fn held_by(&self, step: StepId, by: &OnDuty) -> Result<&Step, Refusal> {
        let found = self.step(step)?;
        self.not_final(found.subject)?;
        match &found.status {
            Status::Claimed { by: claimant, pending, .. } => {
                if claimant.officer != by.officer {
                    return Err(Refusal::Claimed { officer: claimant.officer.clone(), since: claimant.at });
                }
                if *pending == Pending::Nothing { Ok(found) } else { Err(Refusal::AwaitsSecond) }
            }
            Status::Open => Err(Refusal::NotClaimed),
            _ => Err(Refusal::StepIs { state: self.state_of(found) }),
        }
    }

    fn no_claim_on(&self, subject: SubjectId) -> Result<(), Refusal> {
        if self.steps_of(subject).any(|step| matches!(step.status, Status::Claimed { .. })) {
            return Err(Refusal::StepInProgress);
        }
        Ok(())
    }

    fn may_claim(&self, steps: &[StepId], by: &OnDuty) -> Result<(), Refusal> {
        if by.claim.is_some() || !self.claim_of(&by.officer).is_empty() {
            return Err(Refusal::ClaimOpen);
        }
        let Some(first) = steps.first() else { return Err(Refusal::UnknownStep) };
        let first = self.step(*first)?;
        let mut subjects = BTreeSet::new();
        for step in steps {
            let found = self.step(*step)?;
            own_or_desk(found, by)?;
            if let Status::Claimed { by: claimant, .. } = &found.status
                && self.state_of(found) != StepState::Void
            {
                return Err(Refusal::Claimed { officer: claimant.officer.clone(), since: claimant.at });
            }
            self.is_at(*step, StepState::Ready)?;
            let is_same = (found.side, found.state, found.agency, &found.control)
                == (first.side, first.state, first.agency, &first.control)
                && std::mem::discriminant(&found.origin) == std::mem::discriminant(&first.origin);
            if !is_same || !subjects.insert(found.subject) {
                return Err(Refusal::NotOneControl);
            }
            if let Origin::Secondary { of } = found.origin
                && self.step(of)?.officer().is_some_and(|referrer| referrer.officer == by.officer)
            {
                return Err(Refusal::SameOfficer);
            }
        }
        Ok(())
    }

    fn may_release(&self, step: StepId, cause: ReleaseCause, by: &OnDuty, at: At) -> Result<(), Refusal> {
        let found = self.step(step)?;
        let Status::Claimed { by: claimant, pending, .. } = &found.status else {
            return Err(Refusal::StepIs { state: self.state_of(found) });
        };
        self.not_final(found.subject)?;
        if by.state != found.state && cause != ReleaseCause::ExitHold {
            return Err(Refusal::OtherState);
        }
        let is_own = claimant.officer == by.officer;
        match cause {
            ReleaseCause::ExitHold => return self.yields_to_exit_hold(found, by),
            ReleaseCause::Claimant | ReleaseCause::Break if !is_own => return Err(Refusal::NotClaimed),
            // An administrator who removes an officer ends his shift.
            ReleaseCause::ShiftClosed if !is_own && !by.has(Role::Administrator) => return Err(Refusal::NotClaimed),
            ReleaseCause::Supervisor if !by.has(Role::Supervisor) => return Err(Refusal::NotYourRole),
            ReleaseCause::TimeOut => {
                officer(by)?;
                self.is_over(claimant.at, self.settings.claim_time_out, at).map_err(|_| Refusal::ClaimFresh)?
            }
            ReleaseCause::Claimant | ReleaseCause::Supervisor | ReleaseCause::ShiftClosed | ReleaseCause::Break => {}
        }
        if *pending == Pending::Nothing { Ok(()) } else { Err(Refusal::AwaitsSecond) }
    }

    /// Fields present (PROCEDURE §3, clear), as far as the open facts tell.
    fn has_what_it_needs(&self, step: &Step) -> Result<(), Refusal> {
        let subject = self.live(step.subject)?;
        let is_examined_now = self.examinations.values().any(|open| {
            open.subject == subject.id
                && open.closed.is_none()
                && open.parties(&self.states()).any(|party| party == step.state)
        });
        if is_examined_now && step.agency == Agency::Customs {
            return Err(Refusal::ExaminationOpen);
        }
        match (&subject.facts, step.side, step.agency) {
            (Some(SubjectFacts::Traveller(person)), Side::Entry, Agency::Immigration)
                if person.is_minor(self.arrival().date_naive()) == Some(true) && !step.was_referred =>
            {
                self.has_admitted_guardian(step)
            }
            (Some(SubjectFacts::Consignment(goods)), Side::Entry, Agency::Customs)
                if goods.declaration.is_none()
                    && subject.declared_at.is_none()
                    && goods.papers.simplified.is_none() =>
            {
                Err(Refusal::DeclarationMissing)
            }
            _ => Ok(()),
        }
    }

    /// A minor is admitted only with a guardian admitted, or after a referral (PROCEDURE §3).
    ///
    /// # Errors
    /// [`Refusal::GuardianNotAdmitted`] when none of the guardians of the step's subject is.
    pub fn has_admitted_guardian(&self, step: &Step) -> Result<(), Refusal> {
        let is_admitted = self.guardians_of(step.subject).any(|guardian| {
            self.steps_of(guardian)
                .filter(|other| other.side == step.side && other.agency == step.agency && Self::counts(other))
                .all(Step::is_done)
        });
        if is_admitted { Ok(()) } else { Err(Refusal::GuardianNotAdmitted) }
    }

    fn may_move(&self, motion: Motion, by: &OnDuty) -> Result<(), Refusal> {
        match motion {
            Motion::Annul { step } => officer_of(by, self.step(step)?.state),
            Motion::EndHold { step } | Motion::TransferCustody { step } => {
                officer_of(by, self.step(step)?.state)?;
                if by.has(Role::Empowered) { Ok(()) } else { Err(Refusal::NotEmpowered) }
            }
            Motion::ReopenExit { step } | Motion::ReopenEntry { step } => own(self.step(step)?, by),
            Motion::Vary { .. } | Motion::Void { .. } | Motion::Move { .. } => supervisor(by),
            Motion::Abandon { subject } => officer_of(by, self.controlling_state(self.subject(subject)?)),
        }
    }

    fn may_second(&self, number: MotionNumber, by: &OnDuty) -> Result<(), Refusal> {
        let open = self.motions.get(&number).ok_or(Refusal::NothingToSign)?;
        let other = self.other(open.by.state);
        match open.motion {
            Motion::Annul { .. } | Motion::ReopenEntry { .. } | Motion::Abandon { .. } => {
                signs_second(by, &open.by, open.by.state)?;
                supervisor(by)
            }
            Motion::EndHold { .. } | Motion::TransferCustody { .. } => signs_second(by, &open.by, open.by.state),
            Motion::ReopenExit { .. } => officer_of(by, self.entry_state),
            Motion::Vary { .. } | Motion::Void { .. } | Motion::Move { .. } => {
                if by.state == other {
                    supervisor(by)
                } else {
                    Err(Refusal::OtherState)
                }
            }
        }
    }

    /// Whether things stand so that the motion can be carried out, whoever asks.
    fn is_movable(&self, motion: Motion) -> Result<(), Refusal> {
        match motion {
            Motion::Annul { step } => {
                let found = self.is_at(step, StepState::Refused)?;
                self.live(found.subject).map(|_| ())
            }
            Motion::EndHold { step } | Motion::TransferCustody { step } => {
                let found = self.is_at(step, StepState::Held)?;
                self.not_final(found.subject)?;
                if matches!(found.status, Status::Held { .. }) { Ok(()) } else { Err(Refusal::AwaitsSecond) }
            }
            Motion::ReopenExit { step } => {
                let found = self.step(step)?;
                self.is_exit_done(found)?;
                match self.live(found.subject)?.entry_begun_at {
                    Some(_) => Ok(()),
                    None => Err(Refusal::EntryNotBegun),
                }
            }
            Motion::ReopenEntry { step } => {
                let found = self.step(step)?;
                if found.side != Side::Entry || !found.is_done() || matches!(found.origin, Origin::Secondary { .. }) {
                    return Err(Refusal::StepIs { state: self.state_of(found) });
                }
                self.goes_on(found.subject)
            }
            Motion::Vary { subject } => {
                let found = self.live(subject)?;
                if found.is_varied {
                    return Err(Refusal::AskedAlready);
                }
                if self.is_side_done(subject, Side::Exit) { Err(Refusal::ExitEnded) } else { Ok(()) }
            }
            Motion::Abandon { subject } | Motion::Void { subject } | Motion::Move { subject } => {
                self.live(subject)?;
                self.no_claim_on(subject)?;
                self.not_held(subject)
            }
        }
    }

    /// Relations that end are there, and something changes. Whoever asks is told; an act that says it twice does no harm.
    pub(super) fn may_end(&self, ended: &[Relation], begun: &[Relation]) -> Result<(), Refusal> {
        let changes_nothing = ended.is_empty() && begun.iter().all(|relation| self.relations.contains(relation));
        let are_there = ended.iter().all(|relation| self.relations.contains(relation));
        if changes_nothing || !are_there { Err(Refusal::UnknownRelation) } else { Ok(()) }
    }

    /// Nobody takes his guardian from a minor without giving him another: his stop would end with the relation
    /// (PROCEDURE §3).
    fn keeps_guardians(&self, ended: &[Relation], begun: &[Relation]) -> Result<(), Refusal> {
        for relation in ended {
            if relation.kind != RelationKind::Guardian || self.not_final(relation.to).is_err() {
                continue;
            }
            let stays = |other: &&Relation| other.kind == RelationKind::Guardian && other.to == relation.to;
            let kept = self.relations.iter().filter(|other| !ended.contains(other)).filter(stays).count();
            if kept + begun.iter().filter(stays).count() == 0 && self.needs_guardian(relation.to) {
                return Err(Refusal::GuardianNotAdmitted);
            }
        }
        Ok(())
    }

    /// A minor on whom no second line has concluded yet.
    fn needs_guardian(&self, subject: SubjectId) -> bool {
        let person = self.subjects.get(&subject).and_then(|found| found.facts.as_ref()?.traveller());
        let is_minor = person.and_then(|person| person.is_minor(self.arrival().date_naive())).unwrap_or(false);
        is_minor && !self.steps_of(subject).any(|step| step.was_referred && step.side == Side::Entry)
    }

    /// Nothing was decided on it: what was referred or asked is no decision, but somebody is at work on it.
    fn is_untouched(&self, subject: SubjectId, by: &OnDuty) -> Result<(), Refusal> {
        self.may_register(by)?;
        self.live(subject)?;
        self.no_claim_on(subject)?;
        if self.steps_of(subject).any(|step| !matches!(step.status, Status::Open)) {
            return Err(Refusal::Decided);
        }
        Ok(())
    }

    fn is_another(&self, other: &Reference) -> Result<(), Refusal> {
        if *other == self.reference { Err(Refusal::NowhereToMove) } else { Ok(()) }
    }

    /// The order is varied for it, and the exit State is not done.
    pub(super) fn is_still_varied(&self, subject: SubjectId) -> bool {
        self.subjects.get(&subject).is_some_and(|found| found.is_varied) && !self.is_side_done(subject, Side::Exit)
    }

    /// Under a variation the exit officers' hold has priority: what the entry State has in hand it gives up (PROCEDURE
    /// §4.5). Whoever holds says so.
    fn yields_to_exit_hold(&self, step: &Step, by: &OnDuty) -> Result<(), Refusal> {
        let holds = self.steps_of(step.subject).any(|other| {
            let is_own = |first: &Signed| first.officer == by.officer;
            other.side == Side::Exit
                && matches!(&other.status, Status::Claimed { pending: Pending::Hold(first), .. } if is_own(first))
        });
        if by.state == self.exit_state && step.side == Side::Entry && holds && self.is_still_varied(step.subject) {
            Ok(())
        } else {
            Err(Refusal::OtherState)
        }
    }

    /// Another officer of the State vouches for the paper.
    fn is_paper_seen(&self, paper: &str, by: &OnDuty) -> Result<(), Refusal> {
        let mut seen = self.papers.iter().filter(|seen| seen.paper == paper && seen.by.state == by.state).peekable();
        if seen.peek().is_none() {
            return Err(Refusal::PaperNotSeen);
        }
        if seen.any(|seen| seen.by.officer != by.officer) { Ok(()) } else { Err(Refusal::SameOfficer) }
    }

    /// Order rules follow the stated sequence: what is entered late was done after whatever is on record of its subjects,
    /// and not before the party arrived: a ticket's life ago at the most, where no slip states it.
    fn follows_as_stated(&self, act: &CrossingAct, stated_at: At, at: At) -> Result<(), Refusal> {
        let of_steps = act.steps().into_iter().filter_map(|step| self.steps.get(&step)).map(|step| step.subject);
        let acted_at = of_steps.chain(act.subjects()).filter_map(|subject| self.subjects.get(&subject)?.acted_at).max();
        let ticket = TimeDelta::minutes(i64::from(self.settings.ticket));
        let earliest = self.stated.as_ref().map_or(self.arrived_at - ticket, |stated| stated.at);
        match acted_at {
            _ if stated_at > at => Err(Refusal::StatedAhead),
            _ if stated_at < earliest => Err(Refusal::StatedTooEarly { earliest }),
            Some(after) if stated_at < after => Err(Refusal::StatedOutOfOrder { after }),
            _ => Ok(()),
        }
    }

    fn is_exit_done(&self, step: &Step) -> Result<(), Refusal> {
        if step.side != Side::Exit || !step.is_done() || matches!(step.origin, Origin::Secondary { .. }) {
            return Err(Refusal::StepIs { state: self.state_of(step) });
        }
        self.goes_on(step.subject)
    }

    /// A subject on which steps may be taken up again: neither final nor stopped itself.
    fn goes_on(&self, subject: SubjectId) -> Result<(), Refusal> {
        let found = self.live(subject)?;
        match self.phase_of(found) {
            phase @ (SubjectPhase::Held | SubjectPhase::EntryRefused) => Err(Refusal::SubjectIs { phase }),
            _ => Ok(()),
        }
    }

    fn not_held(&self, subject: SubjectId) -> Result<(), Refusal> {
        if self.steps_of(subject).any(|step| self.state_of(step) == StepState::Held) {
            return Err(Refusal::SubjectIs { phase: SubjectPhase::Held });
        }
        Ok(())
    }

    fn may_offer_back(&self, subject: SubjectId, by: &OnDuty) -> Result<(), Refusal> {
        officer_of(by, self.entry_state)?;
        let found = self.live(subject)?;
        if found.entry_begun_at.is_none() {
            return Err(Refusal::EntryNotBegun);
        }
        self.not_held(subject)?;
        self.no_claim_on(subject)?;
        let is_unserved = self
            .steps_of(subject)
            .any(|step| step.side == Side::Entry && matches!(step.status, Status::Refused { served: None, .. }));
        if is_unserved { Err(Refusal::NoticeNotServed) } else { Ok(()) }
    }

    fn may_withdraw(&self, subject: SubjectId) -> Result<(), Refusal> {
        let found = self.live(subject)?;
        if found.entry_begun_at.is_some() {
            return Err(Refusal::EntryBegun);
        }
        self.not_held(subject)?;
        self.no_claim_on(subject)
    }

    fn may_leave(&self, subjects: &[SubjectId], by: &OnDuty) -> Result<(), Refusal> {
        if !by.has(Role::Gate) {
            return Err(Refusal::NotYourRole);
        }
        if subjects.is_empty() {
            return Err(Refusal::NoSubjects);
        }
        for id in subjects {
            let found = self.subject(*id)?;
            let phase = self.phase_of(found);
            if !matches!(phase, SubjectPhase::Admitted | SubjectPhase::Released) {
                return Err(Refusal::SubjectIs { phase });
            }
            if self.is_stopped(*id) {
                return Err(Refusal::GuardianNotAdmitted);
            }
            if self.examinations.values().any(|open| open.subject == *id && open.closed.is_none()) {
                return Err(Refusal::ExaminationOpen);
            }
            self.takes_its_load(*id, subjects)?;
            let leaves = |relation: RelationKind| {
                self.relations.iter().any(|r| r.kind == relation && r.from == *id && subjects.contains(&r.to))
            };
            let is_bound = |relation: RelationKind| self.relations.iter().any(|r| r.kind == relation && r.from == *id);
            match found.kind {
                SubjectKind::Traveller => {}
                SubjectKind::Consignment => {
                    if is_bound(RelationKind::CarriedOn) && !leaves(RelationKind::CarriedOn) {
                        return Err(Refusal::NoCarrier);
                    }
                }
                SubjectKind::Conveyance if self.is_towed(*id) => {
                    if !leaves(RelationKind::TowedBy) {
                        return Err(Refusal::NoCarrier);
                    }
                }
                SubjectKind::Conveyance => {
                    let is_driven = self.relations.iter().any(|relation| {
                        relation.kind == RelationKind::Drives && relation.to == *id && subjects.contains(&relation.from)
                    });
                    if !is_driven {
                        return Err(Refusal::NoDriver);
                    }
                }
            }
        }
        Ok(())
    }

    /// A vehicle does not drive off with goods or a trailer that are not through: they leave with it, or were taken off.
    fn takes_its_load(&self, conveyance: SubjectId, leaving: &[SubjectId]) -> Result<(), Refusal> {
        let is_load = |kind| matches!(kind, RelationKind::CarriedOn | RelationKind::TowedBy);
        let loads = self.relations.iter().filter(|r| is_load(r.kind) && r.to == conveyance).map(|r| r.from);
        for load in loads.filter(|load| !leaving.contains(load)) {
            if let Some(found) = self.subjects.get(&load).filter(|found| !found.is_final()) {
                return Err(Refusal::SubjectIs { phase: self.phase_of(found) });
            }
        }
        Ok(())
    }

    pub(super) fn is_towed(&self, subject: SubjectId) -> bool {
        self.relations.iter().any(|relation| relation.kind == RelationKind::TowedBy && relation.from == subject)
    }

    fn may_lodge(&self, subject: SubjectId, facts: Option<&Facts>, by: &OnDuty) -> Result<(), Refusal> {
        if !(by.has(Role::Reception) || (by.has(Role::Officer) && by.agency == Agency::Customs)) {
            return Err(Refusal::NotYourRole);
        }
        let found = self.live(subject)?;
        if found.kind != SubjectKind::Consignment {
            return Err(Refusal::WrongKind);
        }
        let is_decided = self
            .steps_of(subject)
            .any(|step| step.side == Side::Entry && step.agency == Agency::Customs && step.is_decided());
        // Where arrival was waived without one, it may still be lodged; what was decided on may not be exchanged.
        if is_decided && found.declared_at.is_some() {
            return Err(Refusal::Decided);
        }
        match facts {
            Some(Facts::Declaration { declaration }) if !declaration.faults().is_empty() => {
                Err(Refusal::DeclarationFaulty)
            }
            Some(Facts::Declaration { .. }) | None => Ok(()),
            Some(_) => Err(Refusal::WrongKind),
        }
    }

    fn examination_of(&self, examination: ExaminationId, by: &OnDuty) -> Result<&Examination, Refusal> {
        officer(by)?;
        let found = self.examinations.get(&examination).ok_or(Refusal::UnknownExamination)?;
        let is_party = found.parties(&self.states()).any(|state| state == by.state);
        if is_party { Ok(found) } else { Err(Refusal::OtherState) }
    }

    fn is_stage(&self, found: &Examination, wanted: &[Stage]) -> Result<(), Refusal> {
        if wanted.contains(&found.stage(&self.states())) { Ok(()) } else { Err(Refusal::ExaminationNotThere) }
    }

    fn is_over(&self, since: At, minutes: u32, at: At) -> Result<(), Refusal> {
        if at - since >= TimeDelta::minutes(i64::from(minutes)) { Ok(()) } else { Err(Refusal::ExaminationNotThere) }
    }

    /// The State whose controls are open on a subject: the exit State until the handover, and again while one of its
    /// controls is taken up anew; else the entry State.
    fn controlling_state(&self, subject: &Subject) -> StateCode {
        if self.is_side_done(subject.id, Side::Exit) { self.entry_state } else { self.exit_state }
    }
}

/// The step is of the acting officer's State and agency (PROCEDURE §9.2). Protection officers act on second lines
/// under the step's agency.
pub(super) fn own(step: &Step, by: &OnDuty) -> Result<(), Refusal> {
    if step.state != by.state {
        return Err(Refusal::OtherState);
    }
    if by.has(Role::Protection) && matches!(step.origin, Origin::Secondary { .. }) {
        return Ok(());
    }
    officer(by)?;
    if step.agency == by.agency { Ok(()) } else { Err(Refusal::OtherAgency) }
}

/// A protection desk that the other State told of a need refers the subject's next step of its own (PROCEDURE §4.9): it
/// may claim any step of its State, to refer it and for nothing else.
fn own_or_desk(step: &Step, by: &OnDuty) -> Result<(), Refusal> {
    if step.state == by.state && by.has(Role::Protection) { Ok(()) } else { own(step, by) }
}

pub(super) fn officer(by: &OnDuty) -> Result<(), Refusal> {
    if by.has(Role::Officer) { Ok(()) } else { Err(Refusal::NotYourRole) }
}

fn supervisor(by: &OnDuty) -> Result<(), Refusal> {
    if by.has(Role::Supervisor) { Ok(()) } else { Err(Refusal::NotYourRole) }
}

fn officer_of(by: &OnDuty, state: StateCode) -> Result<(), Refusal> {
    if by.state == state { officer(by) } else { Err(Refusal::OtherState) }
}

/// The second pair of eyes: another officer, of the State that PROCEDURE §3 names. Any officer of that State may sign,
/// and so may his supervisor.
fn signs_second(by: &OnDuty, first: &Signed, state: StateCode) -> Result<(), Refusal> {
    if by.state != state {
        return Err(Refusal::OtherState);
    }
    if by.officer == first.officer {
        return Err(Refusal::SameOfficer);
    }
    is_signatory(by)
}

fn is_signatory(by: &OnDuty) -> Result<(), Refusal> {
    if by.has(Role::Officer) || by.has(Role::Supervisor) { Ok(()) } else { Err(Refusal::NotYourRole) }
}

fn is_of_kind(facts: Option<&Facts>, kind: SubjectKind) -> Result<(), Refusal> {
    match facts {
        // Erased: the fold goes on with blanks.
        None => Ok(()),
        Some(Facts::Subject { subject }) if subject.kind() == kind => Ok(()),
        Some(_) => Err(Refusal::WrongKind),
    }
}

fn may_relate(relation: &Relation, from: SubjectKind, to: SubjectKind) -> Result<(), Refusal> {
    use SubjectKind::{Consignment, Conveyance, Traveller};
    let fits = match relation.kind {
        RelationKind::Drives | RelationKind::CrewOf | RelationKind::TravelsOn => (from, to) == (Traveller, Conveyance),
        RelationKind::Guardian => (from, to) == (Traveller, Traveller),
        // What a trader carries on foot is carried by him.
        RelationKind::CarriedOn => from == Consignment && matches!(to, Conveyance | Traveller),
        RelationKind::TowedBy => (from, to) == (Conveyance, Conveyance),
    };
    if fits && relation.from != relation.to { Ok(()) } else { Err(Refusal::WrongKind) }
}

/// Goods may come with a declaration of theirs; then it has no faults.
fn may_be_declared(facts: Option<&Facts>) -> Result<(), Refusal> {
    let Some(Facts::Subject { subject }) = facts else { return Ok(()) };
    match subject.consignment().and_then(|goods| goods.declaration.as_ref()) {
        Some(declaration) if !declaration.faults().is_empty() => Err(Refusal::DeclarationFaulty),
        Some(_) | None => Ok(()),
    }
}

fn is_national(subject: &Subject, of: StateCode) -> bool {
    subject.facts.as_ref().and_then(SubjectFacts::traveller).is_some_and(|person| person.is_national_of(of))
}
