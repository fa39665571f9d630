//! What this officer may do now on this subject, and why not, where not: the action bar of the window.
//!
//! Invariant: nothing here decides. An offer is a trial of [`Crossing::decide`]; the command decides again.

use serde::{Deserialize, Serialize};

use super::Crossing;
use super::decide::first_signature;
use crate::act::{Conclusion, Motion, ReopenGround};
use crate::action::Given;
use crate::customs::{CustomsWork, Lane, Reroute, Settlement};
use crate::notice::ReasonCode;
use crate::personal::{Channel, PersonalDeclaration};
use crate::private::{Amounts, PrivateFile, Search, Wanted};
use crate::step::{Origin, Pending, Service, Status};
use crate::subject::SubjectFacts;
use crate::{Action, Agency, At, OnDuty, Reference, Refusal, StepId, StepState, SubjectId, SubjectKind, SubjectPhase};

/// A thing an officer can choose to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Choice {
    /// Claim the step.
    Claim,
    /// Clear it; at the entry State's immigration this admits, at its customs it releases.
    Clear,
    /// End the second line, cleared.
    ConcludeCleared,
    /// End the second line, back to the first.
    ConcludeReady,
    /// Confirm another's refusal.
    Confirm,
    /// Co-sign another's hold.
    CoSign,
    /// Sign a motion as the second person.
    Second,
    /// Record that the party brought what was wanted.
    Answer,
    /// Look at the notice and print it.
    PrintNotice,
    /// Record that the notice was served.
    ServeNotice,
    /// Offer back.
    OfferBack,
    /// Take the offer back.
    TakeOfferBack,
    /// Readmit.
    Readmit,
    /// Let out at the gate.
    Depart,
    /// Issue the slip.
    IssueSlip,
    /// Ask the party for something.
    Query,
    /// Open a second line.
    Refer,
    /// Refuse.
    Refuse,
    /// Hold.
    Hold,
    /// Call the host's police.
    CallHost,
    /// Present the subject to the exit officers, while the order is varied.
    Present,
    /// Waive.
    Waive,
    /// Give the claim up.
    Release,
    /// Assess what is to be paid.
    Assess,
    /// Record that what was assessed is paid or secured.
    Settle,
    /// Change the lane of the goods.
    Reroute,
    /// Record the seals read on goods.
    CheckSeals,
    /// Record the heads counted on a conveyance.
    CountHeads,
    /// Record what a traveller declares to customs.
    DeclareTraveller,
    /// Take an exit control up again before entry has begun.
    Reopen,
    /// Ask the entry State for its consent to take an exit control up again.
    AskConsent,
    /// Take an exit control up again by a notice: an offence, or a wanted person.
    ReopenByNotice,
    /// Ask the supervisor to take an own entry control up again.
    ReopenEntry,
    /// Ask for the annulment of a refusal.
    Annul,
    /// Ask for the end of a hold.
    EndHold,
    /// Ask for a transfer of custody.
    TransferCustody,
    /// Record that the party turned back.
    Withdraw,
    /// Ask for a variation of the order.
    Vary,
    /// Ask to leave it behind.
    Abandon,
    /// Void what was registered in error.
    Void,
    /// Ask the other State's supervisor to void what was decided on already.
    AskVoid,
    /// Move it to another crossing, before anything was done on it.
    MoveAway,
    /// Ask the other State's supervisor to move what was decided on already.
    AskMove,
}

/// A choice, the step it is on, and why it can't be done yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    /// What.
    pub choice: Choice,
    /// On which step, where it is on one.
    pub step: Option<StepId>,
    /// Why not yet; nothing where it may be done now.
    pub unless: Option<Refusal>,
}

impl Crossing {
    /// Returns what this officer may do now on this subject, the likeliest first. What the procedure forbids him is
    /// left out; what is only not possible yet stays, with its reason.
    pub fn offers(&self, file: &PrivateFile, by: &OnDuty, given: &Given<'_>, subject: SubjectId, at: At) -> Vec<Offer> {
        let now = self.as_of(at);
        let mut offers = Vec::new();
        for (choice, step, action) in now.candidates(file, by, subject) {
            let mut given = given.clone();
            if matches!(action, Action::Claim { .. }) {
                given.searches = vec![Search::of(subject, 0)];
            }
            given.slip_digest = Some(String::new());
            let unless = match now.decide(file, by, &action, &given, at) {
                Ok(_) => None,
                Err(refusal) if is_worth_saying(&refusal) => Some(refusal),
                Err(_) => continue,
            };
            if !offers.iter().any(|known: &Offer| known.choice == choice && known.step == step) {
                offers.push(Offer { choice, step, unless });
            }
        }
        offers
    }

    /// Returns the step of this subject on which this officer would act: the one he has, one that waits for his second
    /// signature, the next that is ready for him, else the last of his State and agency.
    pub fn step_for(&self, by: &OnDuty, subject: SubjectId) -> Option<StepId> {
        let of = |test: &dyn Fn(&crate::Step) -> bool| self.steps_of(subject).find(|step| test(step)).map(|s| s.id);
        of(&|step| step.is_claimed_by(&by.officer))
            .or_else(|| of(&|step| first_signature(step).is_some_and(|first| first.officer != by.officer)))
            .or_else(|| {
                of(&|step| {
                    step.state == by.state && step.agency == by.agency && self.state_of(step) == StepState::Ready
                })
            })
            .or_else(|| {
                self.steps_of(subject)
                    .filter(|step| step.state == by.state && step.agency == by.agency)
                    .last()
                    .map(|step| step.id)
            })
    }

    fn candidates(&self, file: &PrivateFile, by: &OnDuty, subject: SubjectId) -> Vec<(Choice, Option<StepId>, Action)> {
        let words = || "–".to_owned();
        let reason = || ReasonCode(words());
        let mut found = Vec::new();
        for step in self.steps_of(subject) {
            let id = step.id;
            let mut add = |choice, action| found.push((choice, Some(id), action));
            let is_secondary = matches!(step.origin, Origin::Secondary { .. });
            match &step.status {
                Status::Open => {
                    if self.state_of(step) == StepState::Ready {
                        add(Choice::Claim, Action::Claim { steps: vec![id], presented: false });
                        add(Choice::Waive, Action::Waive { step: id, reason: reason(), note: None });
                    }
                }
                Status::Claimed { pending, .. } => {
                    let clear = |outcome| Action::Conclude {
                        step: id,
                        outcome,
                        dispositions: Vec::new(),
                        ends_protection: false,
                        note: None,
                        customs: Box::default(),
                    };
                    if is_secondary {
                        add(Choice::ConcludeCleared, clear(Conclusion::Cleared));
                        add(Choice::ConcludeReady, clear(Conclusion::Ready));
                    } else {
                        add(
                            Choice::Clear,
                            Action::Clear {
                                steps: vec![id],
                                dispositions: Vec::new(),
                                grants: Vec::new(),
                                note: None,
                                customs: Box::default(),
                            },
                        );
                    }
                    match pending {
                        Pending::Refusal(_) => add(Choice::Confirm, Action::Confirm { step: id }),
                        Pending::Hold(_) => add(Choice::CoSign, Action::CoSign { step: id }),
                        Pending::Nothing => {}
                    }
                    add(
                        Choice::Query,
                        Action::Query { step: id, wanted: Wanted::Document, note: None, customs: Box::default() },
                    );
                    if !is_secondary {
                        let dispositions = Vec::new();
                        add(
                            Choice::Refer,
                            Action::Refer {
                                step: id,
                                dispositions,
                                note: None,
                                protection: None,
                                customs: Box::default(),
                            },
                        );
                    }
                    let dispositions = Vec::new();
                    add(Choice::Refuse, Action::Refuse { step: id, reason: reason(), dispositions, note: None });
                    add(Choice::Hold, Action::Hold { step: id, told: words() });
                    add(Choice::CallHost, Action::CallHost { step: id, told: words() });
                    add(Choice::Present, Action::Present { step: id, told: words() });
                    add(Choice::Release, Action::Release { steps: vec![id] });
                    add(Choice::Waive, Action::Waive { step: id, reason: reason(), note: None });
                }
                Status::Queried { .. } => {
                    add(Choice::Answer, Action::Answer { step: id, note: None, customs: Box::default() });
                }
                Status::Referred { .. } | Status::Void => {}
                Status::Cleared { .. } | Status::Waived { .. } => {
                    let ground = ReopenGround::BeforeEntry;
                    add(Choice::Reopen, Action::Reopen { step: id, ground, why: words() });
                    add(
                        Choice::AskConsent,
                        Action::Move { what: Motion::ReopenExit { step: id }, why: words(), other: None },
                    );
                    add(
                        Choice::ReopenEntry,
                        Action::Move { what: Motion::ReopenEntry { step: id }, why: words(), other: None },
                    );
                    let ground = ReopenGround::Offence;
                    add(Choice::ReopenByNotice, Action::Reopen { step: id, ground, why: words() });
                }
                Status::Refused { .. } => {
                    add(Choice::PrintNotice, Action::PrintNotice { step: id });
                    add(Choice::ServeNotice, Action::ServeNotice { step: id, service: Service::Signed });
                    add(Choice::Annul, Action::Move { what: Motion::Annul { step: id }, why: words(), other: None });
                }
                Status::Held { .. } => {
                    add(
                        Choice::EndHold,
                        Action::Move { what: Motion::EndHold { step: id }, why: words(), other: None },
                    );
                    add(
                        Choice::TransferCustody,
                        Action::Move { what: Motion::TransferCustody { step: id }, why: words(), other: None },
                    );
                }
            }
        }
        found.extend(self.customs_candidates(file, subject));
        let mut add = |choice, action| found.push((choice, None, action));
        add(Choice::CheckSeals, Action::CheckSeals { subject, read: Vec::new() });
        if !self.is_towed(subject) {
            add(Choice::CountHeads, Action::CountHeads { subject, heads: 0 });
        }
        let declared = PersonalDeclaration::of(Channel::Green);
        add(Choice::DeclareTraveller, Action::DeclareTraveller { subject, declared });
        for number in self.motions.keys() {
            add(Choice::Second, Action::Second { number: *number, receipt: Some(words()) });
        }
        let phase = self.subjects.get(&subject).map(|known| self.phase_of(known));
        if matches!(phase, Some(SubjectPhase::EntryRefused | SubjectPhase::EntryControls)) {
            add(Choice::OfferBack, Action::OfferBack { subject });
        }
        add(Choice::TakeOfferBack, Action::TakeOfferBack { subject });
        add(Choice::Readmit, Action::Readmit { subject });
        if matches!(phase, Some(SubjectPhase::Admitted | SubjectPhase::Released | SubjectPhase::Departed)) {
            add(Choice::IssueSlip, Action::IssueSlip { subjects: vec![subject] });
        }
        add(Choice::Withdraw, Action::Withdraw { subjects: vec![subject] });
        add(Choice::Vary, Action::Move { what: Motion::Vary { subject }, why: words(), other: None });
        add(Choice::Abandon, Action::Move { what: Motion::Abandon { subject }, why: words(), other: None });
        add(Choice::Void, Action::Void { subject, duplicate_of: None });
        // Before anything was done on it one officer voids it alone.
        let is_touched = self.steps_of(subject).any(|step| !matches!(step.status, Status::Open));
        if is_touched {
            add(Choice::AskVoid, Action::Move { what: Motion::Void { subject }, why: words(), other: None });
        }
        // The trial is about no crossing that is there; whereto is asked when it is done.
        match (self.any_other_reference(), is_touched) {
            (Some(to), false) => add(Choice::MoveAway, Action::MoveAway { subject, to }),
            (Some(to), true) => {
                add(Choice::AskMove, Action::Move { what: Motion::Move { subject }, why: words(), other: Some(to) });
            }
            (None, _) => {}
        }
        found.sort_by_key(|(choice, step, _)| (*choice, *step));
        if by.has(crate::Role::Gate) && matches!(phase, Some(SubjectPhase::Admitted | SubjectPhase::Released)) {
            found.push((Choice::Depart, None, self.departure_as_recorded(self.leaving_with(subject))));
        }
        found
    }

    /// What customs does beside a step: amounts, their settlement, another lane.
    fn customs_candidates(&self, file: &PrivateFile, subject: SubjectId) -> Vec<(Choice, Option<StepId>, Action)> {
        let mut found = Vec::new();
        let are_open = file.amounts.get(&subject).is_some_and(Amounts::are_open);
        let lane = file.lanes.get(&subject).map(|assigned| assigned.lane);
        for step in self.steps_of(subject).filter(|step| step.agency == Agency::Customs) {
            let id = step.id;
            let is_secondary = matches!(step.origin, Origin::Secondary { .. });
            let mut add = |choice, action| found.push((choice, Some(id), action));
            let settled = || {
                let by = Settlement::Paid { number: "–".to_owned() };
                Box::new(CustomsWork { settled: Some(by), ..CustomsWork::default() })
            };
            match &step.status {
                Status::Claimed { .. } => {
                    let assessed = CustomsWork { assessed: Some(Vec::new()), ..CustomsWork::default() };
                    let customs = Box::new(assessed);
                    add(Choice::Assess, Action::Query { step: id, wanted: Wanted::Payment, note: None, customs });
                    if are_open {
                        add(Choice::Settle, ended(id, is_secondary.then_some(Conclusion::Cleared), settled()));
                    }
                    if let Some(other) = lane.and_then(|lane| other_lane(lane, is_secondary)) {
                        let reroute = Some(Reroute { lane: other, why: "–".to_owned() });
                        let customs = Box::new(CustomsWork { reroute, ..CustomsWork::default() });
                        let action = if is_secondary {
                            ended(id, Some(Conclusion::Ready), customs)
                        } else {
                            Action::Refer { step: id, dispositions: Vec::new(), note: None, protection: None, customs }
                        };
                        add(Choice::Reroute, action);
                    }
                }
                Status::Queried { .. } if are_open => {
                    add(Choice::Settle, Action::Answer { step: id, note: None, customs: settled() });
                }
                Status::Queried { .. }
                | Status::Open
                | Status::Referred { .. }
                | Status::Void
                | Status::Cleared { .. }
                | Status::Waived { .. }
                | Status::Refused { .. }
                | Status::Held { .. } => {}
            }
        }
        found
    }

    /// Returns a reference of this post that is not this crossing's.
    fn any_other_reference(&self) -> Option<Reference> {
        let (year, month) = self.reference.year_and_month();
        let serial = if self.reference.serial() == 1 { 2 } else { 1 };
        Reference::new(&self.reference.post().to_string(), year, month, serial).ok()
    }

    /// Returns the departure of these subjects at which the gate reads exactly what is recorded.
    pub fn departure_as_recorded(&self, subjects: Vec<SubjectId>) -> Action {
        let leaving = || subjects.iter().filter_map(|id| self.subjects.get(id));
        let plate = leaving().filter(|subject| !self.is_towed(subject.id)).find_map(|subject| match &subject.facts {
            Some(SubjectFacts::Conveyance(vehicle)) => Some(vehicle.plate.to_string()),
            _ => None,
        });
        let heads = leaving().filter(|subject| subject.kind == SubjectKind::Traveller).count();
        let seals = leaving().filter_map(|subject| self.seals_on(subject)).flatten().cloned().collect();
        Action::Depart { subjects, plate, heads: u16::try_from(heads).ok(), seals, check_by: None }
    }

    /// Returns everybody and everything that is through and may leave together with this subject: the vehicle with all
    /// that belongs to it, or, where the party has a vehicle, those who were off-loaded from it.
    pub fn leaving_with(&self, subject: SubjectId) -> Vec<SubjectId> {
        let is_through = |id: &SubjectId| {
            self.subjects
                .get(id)
                .is_some_and(|known| matches!(self.phase_of(known), SubjectPhase::Admitted | SubjectPhase::Released))
        };
        let is_off = self.is_off_loaded(subject);
        let goes_along = |id: &SubjectId| is_through(id) && self.is_off_loaded(*id) == is_off;
        let all: Vec<SubjectId> = self.subjects.keys().copied().filter(goes_along).collect();
        if all.contains(&subject) { all } else { vec![subject] }
    }

    /// Returns whether a person of a party that has a vehicle belongs to none: he was off-loaded, and goes on on foot.
    pub fn is_off_loaded(&self, subject: SubjectId) -> bool {
        let is_of = |kind: SubjectKind| move |found: &&crate::Subject| found.kind == kind;
        let is_person = self.subjects.get(&subject).as_ref().is_some_and(is_of(SubjectKind::Traveller));
        is_person
            && self.subjects.values().any(|found| is_of(SubjectKind::Conveyance)(&found))
            && !self.is_aboard(subject)
    }
}

/// Returns the trial that ends a step with what customs does: a second line by its conclusion, any other by clearing it.
fn ended(step: StepId, concluded: Option<Conclusion>, customs: Box<CustomsWork>) -> Action {
    match concluded {
        Some(outcome) => {
            let dispositions = Vec::new();
            Action::Conclude { step, outcome, dispositions, ends_protection: false, note: None, customs }
        }
        None => Action::Clear { steps: vec![step], dispositions: Vec::new(), grants: Vec::new(), note: None, customs },
    }
}

/// Returns a lane to which goods could be taken: the strictest, or, from there, a milder one where a second line concludes.
const fn other_lane(lane: Lane, concludes: bool) -> Option<Lane> {
    match lane {
        Lane::Green | Lane::Blue | Lane::Yellow => Some(Lane::Red),
        Lane::Red if concludes => Some(Lane::Yellow),
        Lane::Red => None,
    }
}

/// A reason an officer can act on; the others say that the choice is not his or not for this moment.
const fn is_worth_saying(refusal: &Refusal) -> bool {
    matches!(
        refusal,
        Refusal::ClaimOpen
            | Refusal::SameOfficer
            | Refusal::AwaitsSecond
            | Refusal::HitOpen
            | Refusal::HitIsTrue
            | Refusal::HitNeedsTwo
            | Refusal::ImpostorSuspected
            | Refusal::DrawnForReferral
            | Refusal::GuardianNotAdmitted
            | Refusal::DeclarationMissing
            | Refusal::ExaminationMissing
            | Refusal::ExaminationOpen
            | Refusal::RedFinding
            | Refusal::NationalOfHostState
            | Refusal::VariedNoHold
            | Refusal::NoticeNotServed
            | Refusal::ReturnBlocked
            | Refusal::GateDiffers
            | Refusal::NoDriver
            | Refusal::NoCarrier
            | Refusal::DemandedMissing { .. }
            | Refusal::DemandedExpired { .. }
            | Refusal::SealsDiffer
            | Refusal::HeadsDiffer
            | Refusal::StillOnBoard
            | Refusal::FullDeclarationNeeded { .. }
            | Refusal::AmountsOpen
            | Refusal::SlipNotSeen
    )
}
