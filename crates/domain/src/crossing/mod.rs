//! A crossing: one movement of a party in one direction, folded from its acts (PROCEDURE §2 and §3).
//!
//! Invariant: every duration, phase and list is derived from acts; nobody types a time, and nothing is stored that
//! could be derived. `check` holds the public guards, `decide` adds the private ones, `apply` folds.

mod agreed;
mod apply;
mod check;
mod decide;
mod document_check;
mod doubt;
mod offer;
mod private_guards;
mod searched;
mod unusual;
mod way;

use std::collections::{BTreeMap, BTreeSet};

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::act::{LeftOutHow, Motion, MotionNumber};
use crate::examination::{Examination, ExaminationId};
use crate::message::Message;
use crate::notice::NoticeSerial;
use crate::personal::PersonalDeclaration;
use crate::post::{Category, Direction, Flow, Priority, Settings};
use crate::reserved::StatedArrival;
use crate::step::{Origin, Pending, PlannedStep, Service, Signed, Status};
use crate::subject::{End, Relation, RelationKind};
use crate::{At, Reference, Side, StateCode, Step, StepId, StepState, Subject, SubjectId, SubjectKind, SubjectPhase};

pub use doubt::{AgainstPermit, Doubt, PermitDoubt, Why};
pub use offer::{Choice, Offer};
pub use way::Way;

/// Something that was asked for and waits for its second person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenMotion {
    /// What.
    pub motion: Motion,
    /// The other crossing that it is about, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub other: Option<Reference>,
    /// Who asked.
    pub by: Signed,
    /// The crossing's version at which it was asked.
    pub version: u32,
}

/// A slip that was issued.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IssuedSlip {
    /// The running number within the crossing.
    pub number: u16,
    /// For whom and what.
    pub subjects: Vec<SubjectId>,
    /// SHA-256 of its content, hexadecimal.
    pub digest: String,
    /// When.
    pub at: At,
    /// A fact changed since, or a step was taken up again.
    pub is_revoked: bool,
}

/// A paper for which an officer vouched.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeenPaper {
    /// Its number.
    pub paper: String,
    /// Who saw it.
    pub by: Signed,
}

/// What became of a control that a shorter template had left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DoneLater {
    /// On whom or what.
    pub subject: SubjectId,
    /// Which control, as the longer template has it.
    pub step: PlannedStep,
    /// What became of it.
    pub how: LeftOutHow,
    /// Who said so.
    pub by: Signed,
}

/// A notice of a refusal that was annulled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnnulledNotice {
    /// Its serial.
    pub serial: NoticeSerial,
    /// Who or what had been refused.
    pub subject: SubjectId,
    /// The State that had refused.
    pub state: StateCode,
    /// When it was issued.
    pub issued_at: At,
    /// How it was served, where it was.
    pub served: Option<Service>,
    /// When it was revoked.
    pub at: At,
}

/// One movement of a party in one direction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Crossing {
    /// Its id, across posts.
    pub id: Uuid,
    /// Its reference, as people use it.
    pub reference: Reference,
    /// Which way it moves.
    pub direction: Direction,
    /// What the party comes with.
    pub flow: Flow,
    /// The road lane.
    pub category: Option<Category>,
    /// Why it goes before others.
    pub priority: Priority,
    /// The State that is left.
    pub exit_state: StateCode,
    /// The State that is entered.
    pub entry_state: StateCode,
    /// The State on whose territory the controls stand.
    pub host_state: StateCode,
    /// The template it goes by, to its end.
    pub template: String,
    /// The settings it goes by, to its end.
    pub settings: Settings,
    /// When it was registered.
    pub arrived_at: At,
    /// When the party arrived, where a blank slip states it: what counts on the day counts by that, and whatever is counted is
    /// counted from the registration.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stated: Option<StatedArrival>,
    /// How many acts it has.
    pub version: u32,
    /// When the last of them was.
    pub last_at: At,
    /// Somebody acted on a step of it once: its ticket was used.
    pub was_claimed: bool,
    /// Who and what crosses.
    pub subjects: BTreeMap<SubjectId, Subject>,
    /// What is to be decided on them.
    pub steps: BTreeMap<StepId, Step>,
    /// How they belong together.
    pub relations: BTreeSet<Relation>,
    /// What waits for a second person.
    pub motions: BTreeMap<MotionNumber, OpenMotion>,
    /// How many motions there ever were.
    pub motions_made: u16,
    /// How many notices were issued, by State.
    pub notices_issued: BTreeMap<StateCode, u16>,
    /// Examinations of its goods.
    pub examinations: BTreeMap<ExaminationId, Examination>,
    /// Slips that were issued.
    pub slips: Vec<IssuedSlip>,
    /// Papers for which officers vouched.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub papers: Vec<SeenPaper>,
    /// What became of controls that a shorter template had left out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub done_later: Vec<DoneLater>,
    /// Notices of refusals that were annulled since.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub annulled: Vec<AnnulledNotice>,
    /// Seals that were read, in order.
    #[serde(default)]
    pub seal_checks: Vec<SealCheck>,
    /// The heads last counted on each conveyance.
    #[serde(default)]
    pub head_counts: BTreeMap<SubjectId, HeadCount>,
    /// What persons declared to customs; blank where it was lawfully erased.
    #[serde(default)]
    pub personal: BTreeMap<SubjectId, Option<PersonalDeclaration>>,
    /// What one State told the other (class TOLD).
    #[serde(default)]
    pub messages: Vec<Message>,
    /// Who first did something on it that only a newer program reads. From there on this program does not know how it stands, and
    /// does nothing on it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub newer: Option<Signed>,
}

/// Seals that an officer read on goods.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealCheck {
    /// On which goods.
    pub subject: SubjectId,
    /// By whom.
    pub by: Signed,
    /// They are the ones on record.
    pub agree: bool,
    /// The crossing's version at which they were read.
    pub version: u32,
}

/// Heads that were counted on a conveyance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeadCount {
    /// How many.
    pub heads: u16,
    /// How many persons of the party were on board then.
    pub on_board: u16,
    /// By whom.
    pub by: Signed,
}

impl Crossing {
    /// Returns both States: exit, then entry.
    pub const fn states(&self) -> [StateCode; 2] {
        [self.exit_state, self.entry_state]
    }

    /// Returns the other of both States.
    pub fn other(&self, state: StateCode) -> StateCode {
        if state == self.exit_state { self.entry_state } else { self.exit_state }
    }

    /// Returns when the party arrived: as the slip states it, where it was written on one.
    pub fn arrival(&self) -> At {
        self.stated.as_ref().map_or(self.arrived_at, |stated| stated.at)
    }

    /// Returns whether a second officer has seen the slip on which the party was written, where it was.
    pub fn is_slip_seen(&self) -> bool {
        let Some(stated) = &self.stated else { return true };
        let slip = self.reference.to_string();
        let has_seen = |seen: &SeenPaper| seen.by.state == stated.state && seen.by.officer != stated.by;
        self.papers.iter().any(|seen| seen.paper == slip && has_seen(seen))
    }

    /// Returns the crossing as it stands at that time: what was not signed in time has lapsed, a ticket that was never
    /// used has expired (PROCEDURE §3).
    #[must_use]
    pub fn as_of(&self, at: At) -> Self {
        let mut now = self.clone();
        now.lapse(at);
        now
    }

    /// Returns when the first thing lapses that nobody signs or uses until then; none where nothing waits. Before that time
    /// the crossing is, without an act, what it is now.
    pub fn lapses_at(&self) -> Option<At> {
        if self.newer.is_some() {
            return None;
        }
        let settings = self.settings;
        let is_over_at = |since: At, minutes: u32| since + TimeDelta::minutes(i64::from(minutes));
        let pending = self.steps.values().filter_map(|step| match &step.status {
            Status::Claimed { pending: Pending::Refusal(by), .. } => {
                Some(is_over_at(by.at, settings.refusal_confirmation))
            }
            Status::Claimed { pending: Pending::Hold(by), .. } => Some(is_over_at(by.at, settings.provisional_hold)),
            _ => None,
        });
        let motions = self.motions.values().map(|motion| is_over_at(motion.by.at, settings.motion));
        let ticket = (!self.was_claimed).then(|| is_over_at(self.arrived_at, settings.ticket));
        pending.chain(motions).chain(ticket).min()
    }

    /// Lets lapse what was not signed or used in time.
    pub fn lapse(&mut self, at: At) {
        // What waits was perhaps signed in a way that only a newer program reads.
        if self.newer.is_some() {
            return;
        }
        let settings = self.settings;
        let is_over = |since: At, minutes: u32| at - since >= TimeDelta::minutes(i64::from(minutes));
        for step in self.steps.values_mut() {
            if let Status::Claimed { pending, .. } = &mut step.status {
                let lapsed = match pending {
                    Pending::Nothing => false,
                    Pending::Refusal(by) => is_over(by.at, settings.refusal_confirmation),
                    Pending::Hold(by) => is_over(by.at, settings.provisional_hold),
                };
                if lapsed {
                    *pending = Pending::Nothing;
                }
            }
        }
        self.motions.retain(|_, motion| !is_over(motion.by.at, settings.motion));
        if self.is_expired(at) {
            let expired_at = self.arrived_at + TimeDelta::minutes(i64::from(settings.ticket));
            for subject in self.subjects.values_mut().filter(|subject| !subject.is_final()) {
                subject.end = Some((End::Withdrawn, expired_at));
            }
        }
    }

    /// Returns since when a step is where it is now. A step is ready since the last earlier step of its subject was done, or
    /// since it was opened.
    pub fn since(&self, step: &Step) -> At {
        let earlier = || self.steps_of(step.subject).take_while(|earlier| earlier.id != step.id);
        match self.state_of(step) {
            StepState::Ready => earlier().map(|earlier| earlier.since).fold(step.since, At::max),
            _ => step.since,
        }
    }

    /// Returns whether its ticket has expired at that time: nobody ever claimed a step of it (PROCEDURE §3).
    pub fn is_expired(&self, at: At) -> bool {
        let is_unused = !self.was_claimed && self.newer.is_none();
        is_unused && at - self.arrived_at >= TimeDelta::minutes(i64::from(self.settings.ticket))
    }

    /// Returns the steps of a subject in the order in which they follow.
    pub fn steps_of(&self, subject: SubjectId) -> impl Iterator<Item = &Step> {
        let of_side = move |side| self.steps.values().filter(move |step| step.subject == subject && step.side == side);
        of_side(Side::Exit).chain(of_side(Side::Entry)).chain(of_side(Side::Gate))
    }

    /// Returns the steps of a subject where their order does not matter: by their numbers, in one pass.
    fn steps_in_any_order(&self, subject: SubjectId) -> impl Iterator<Item = &Step> {
        self.steps.values().filter(move |step| step.subject == subject)
    }

    /// Returns where a step stands (PROCEDURE §3): *blocked* and *ready* are derived here.
    pub fn state_of(&self, step: &Step) -> StepState {
        let is_final = self.subjects.get(&step.subject).is_none_or(Subject::is_final);
        match &step.status {
            Status::Cleared { .. } => StepState::Cleared,
            Status::Waived { .. } => StepState::Waived,
            Status::Refused { .. } => StepState::Refused,
            Status::Void => StepState::Void,
            Status::Open
            | Status::Claimed { .. }
            | Status::Queried { .. }
            | Status::Referred { .. }
            | Status::Held { .. }
                if is_final =>
            {
                StepState::Void
            }
            Status::Claimed { pending: Pending::Hold(_), .. } | Status::Held { .. } => StepState::Held,
            Status::Claimed { .. } => StepState::InProgress,
            Status::Queried { .. } => StepState::Queried,
            Status::Referred { .. } => StepState::Referred,
            Status::Open if self.is_ready(step) => StepState::Ready,
            Status::Open => StepState::Blocked,
        }
    }

    /// Returns whether a subject is stopped: nothing more is decided on it until the stop ends. A guardian's stop stops
    /// his minors.
    pub fn is_stopped(&self, subject: SubjectId) -> bool {
        self.is_stopped_itself(subject)
            || self.guardians_of(subject).any(|guardian| {
                self.is_guardian_lost(guardian) || self.is_aboard(subject) && self.was_off_loaded(guardian)
            })
    }

    /// Returns whether a person drives, works or travels on a conveyance.
    pub fn is_aboard(&self, subject: SubjectId) -> bool {
        self.relations.iter().any(|relation| relation.from == subject && relation.kind.is_aboard())
    }

    /// Returns the steps of those who are held longer than the law allows without an end or a transfer: supervisors of
    /// both States see them until one is done (PROCEDURE §3).
    pub fn held_beyond_limit(&self, at: At) -> impl Iterator<Item = (&Step, At)> {
        let limit = TimeDelta::minutes(i64::from(self.settings.hold_limit));
        self.steps.values().filter_map(move |step| match &step.status {
            // The person is held since the first officer held him, on paper too.
            // A second line took the outcome together with the step that was referred.
            Status::Held { by, .. }
                if !matches!(step.origin, Origin::Secondary { .. }) && at - by.done_at() >= limit =>
            {
                (self.state_of(step) == StepState::Held).then_some((step, by.done_at() + limit))
            }
            _ => None,
        })
    }

    /// Returns the guardians of a minor.
    pub fn guardians_of(&self, minor: SubjectId) -> impl Iterator<Item = SubjectId> {
        self.relations
            .iter()
            .filter(move |relation| relation.kind == RelationKind::Guardian && relation.to == minor)
            .map(|relation| relation.from)
    }

    /// Returns the phase of a subject (PROCEDURE §3); derived, never stored by hand.
    pub fn phase_of(&self, subject: &Subject) -> SubjectPhase {
        if let Some((end, _)) = subject.end {
            return end.phase();
        }
        if subject.offered_back_at.is_some() {
            return SubjectPhase::OfferedBack;
        }
        if self.steps_in_any_order(subject.id).next().is_none() {
            return SubjectPhase::Registered;
        }
        let any = |test: &dyn Fn(&Step) -> bool| self.steps_in_any_order(subject.id).any(test);
        if any(&|step| self.state_of(step) == StepState::Held) {
            return SubjectPhase::Held;
        }
        if any(&|step| step.side != Side::Exit && matches!(step.status, Status::Refused { .. })) {
            return SubjectPhase::EntryRefused;
        }
        if !self.is_side_done(subject.id, Side::Exit) {
            let untouched = self.steps_in_any_order(subject.id).all(|step| matches!(step.status, Status::Open));
            return if untouched { SubjectPhase::Registered } else { SubjectPhase::ExitControls };
        }
        if self.is_side_done(subject.id, Side::Entry) && self.is_side_done(subject.id, Side::Gate) {
            return match subject.kind {
                SubjectKind::Traveller => SubjectPhase::Admitted,
                SubjectKind::Conveyance | SubjectKind::Consignment => SubjectPhase::Released,
            };
        }
        if subject.entry_begun_at.is_some() { SubjectPhase::EntryControls } else { SubjectPhase::ExitComplete }
    }

    /// Returns the phase of the crossing: that of its subject furthest behind.
    pub fn phase(&self) -> SubjectPhase {
        let phases = || self.subjects.values().map(|subject| self.phase_of(subject));
        phases().filter(|phase| !phase.is_final()).min().or_else(|| phases().min()).unwrap_or(SubjectPhase::Registered)
    }

    /// Returns whether every subject is final: the crossing is closed.
    pub fn is_closed(&self) -> bool {
        !self.subjects.is_empty() && self.subjects.values().all(Subject::is_final)
    }

    /// Returns whether every control of that side is done.
    pub fn is_side_done(&self, subject: SubjectId, side: Side) -> bool {
        self.steps_in_any_order(subject).filter(|step| step.side == side && Self::counts(step)).all(Step::is_done)
    }

    /// Returns the claim an officer has open here, if any.
    pub fn claim_of(&self, officer: &crate::OfficerNumber) -> Vec<StepId> {
        self.steps
            .values()
            .filter(|step| {
                step.is_claimed_by(officer) && self.subjects.get(&step.subject).is_some_and(|s| !s.is_final())
            })
            .map(|step| step.id)
            .collect()
    }

    /// Returns whether what the command is about changed after that version: then it was asked for another state of
    /// things.
    pub fn is_newer_than(&self, version: u32, steps: &[StepId], subjects: &[SubjectId]) -> bool {
        steps.iter().any(|id| self.steps.get(id).is_some_and(|step| step.version > version))
            || subjects.iter().any(|id| self.subjects.get(id).is_some_and(|subject| subject.version > version))
    }

    /// Returns the number that the next step gets.
    pub fn next_step(&self) -> StepId {
        StepId(self.steps.keys().next_back().map_or(1, |last| last.0.saturating_add(1)))
    }

    /// Returns the number that the next subject gets.
    pub fn next_subject(&self) -> SubjectId {
        SubjectId(self.subjects.keys().next_back().map_or(1, |last| last.0.saturating_add(1)))
    }

    /// Returns the subject after whom the crossing is called: the vehicle, else the first person, else the goods.
    pub fn lead(&self) -> Option<&Subject> {
        let of = |kind| self.subjects.values().find(move |subject| subject.kind == kind);
        of(SubjectKind::Conveyance).or_else(|| of(SubjectKind::Traveller)).or_else(|| of(SubjectKind::Consignment))
    }

    /// Returns how many persons are of the party.
    pub fn heads(&self) -> usize {
        self.subjects.values().filter(|subject| subject.kind == SubjectKind::Traveller).count()
    }

    fn is_ready(&self, step: &Step) -> bool {
        match step.origin {
            Origin::Secondary { of } => {
                self.steps.get(&of).is_some_and(|referred| matches!(referred.status, Status::Referred { .. }))
                    && !self.is_stopped(step.subject)
                    && self.is_its_turn(step)
            }
            // The host's police is called because somebody is being stopped: the stop does not keep it away.
            Origin::HostPolice => {
                self.subjects.get(&step.subject).is_some_and(|subject| subject.offered_back_at.is_none())
            }
            Origin::Confirm => !self.is_stopped(step.subject) && self.is_its_turn(step),
            Origin::Mismatch => !self.is_stopped(step.subject),
            Origin::Template => {
                !self.is_stopped(step.subject)
                    && self.steps_before(step).all(|earlier| !Self::counts(earlier) || earlier.is_done())
            }
        }
    }

    fn was_off_loaded(&self, subject: SubjectId) -> bool {
        self.subjects.get(&subject).is_some_and(|found| found.off_loaded_at.is_some() && !found.is_final())
    }

    /// The order of controls is varied, and nobody was presented to the exit officers, for whom the entry State then waits.
    fn may_overtake(&self, subject: SubjectId) -> bool {
        self.subjects.get(&subject).is_some_and(|found| found.is_varied && found.presented_at.is_none())
    }

    /// The entry State waits for the exit State also where a second line or a confirmation is open (PROCEDURE §4.2),
    /// and while an exit control is taken up again.
    fn is_its_turn(&self, step: &Step) -> bool {
        step.side != Side::Entry || self.is_side_done(step.subject, Side::Exit) || self.may_overtake(step.subject)
    }

    fn steps_before(&self, step: &Step) -> impl Iterator<Item = &Step> {
        let (side, id, subject) = (step.side, step.id, step.subject);
        let is_varied = self.may_overtake(subject);
        self.steps_in_any_order(subject).filter(move |earlier| {
            if earlier.side == side {
                earlier.id < id && earlier.origin == Origin::Template
            } else {
                earlier.side < side && !is_varied
            }
        })
    }

    /// A second line is counted through the step that was referred; what is void counts nowhere.
    const fn counts(step: &Step) -> bool {
        !matches!(step.origin, Origin::Secondary { .. }) && !matches!(step.status, Status::Void)
    }

    fn is_stopped_itself(&self, subject: SubjectId) -> bool {
        let Some(found) = self.subjects.get(&subject) else { return true };
        found.is_final()
            || found.offered_back_at.is_some()
            || self.steps_in_any_order(subject).any(|step| match &step.status {
                Status::Held { .. } | Status::Claimed { pending: Pending::Hold(_), .. } => true,
                Status::Refused { .. } => step.side != Side::Exit,
                Status::Open
                | Status::Claimed { .. }
                | Status::Queried { .. }
                | Status::Referred { .. }
                | Status::Cleared { .. }
                | Status::Waived { .. }
                | Status::Void => false,
            })
    }

    /// A guardian who left through the gate or was admitted is no stop; one who was stopped is.
    fn is_guardian_lost(&self, guardian: SubjectId) -> bool {
        self.is_stopped_itself(guardian)
            && self.subjects.get(&guardian).is_none_or(|found| !matches!(found.end, Some((End::Departed, _))))
    }
}
