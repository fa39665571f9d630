//! The fold over the acts of a month.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::own::Own;
use super::report::{ControlTimes, CrossingsOf, DecisionsOf, EndsOf, Examinations, Report, SubjectsOf, Under};
use super::seen::{Opened, Seen};
use super::spread::Times;
use crate::act::{Conclusion, Motion, MotionNumber};
use crate::examination::Comparison;
use crate::{Agency, At, CrossingAct, Direction, Flow, PrivatePart, Side, StateCode, StepId, SubjectId, SubjectKind};

/// Where an act stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// Its number.
    pub seq: i64,
    /// When it was done.
    pub at: At,
    /// The crossing it is about.
    pub crossing: Uuid,
}

/// Whether an act was folded in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[must_use]
pub enum Taken {
    /// It was.
    Yes,
    /// Its crossing began before this fold did: nothing changed.
    Stray,
}

/// What a sealed part is opened for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// A control that was cleared: what was granted, and what was made of hits.
    Clearing,
    /// The reason of a waiver.
    Waiver,
    /// What the party was to bring.
    Query,
    /// The reason of a refusal that was confirmed.
    Refusal,
    /// The claim on a step that was referred since: what the referral came from.
    ReferredClaim(SubjectId, StepId),
    /// The claim on goods: their lane.
    GoodsClaim,
    /// What was made of hits, by another act.
    Dispositions,
}

/// A sealed part of the own State's that is to be opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wanted {
    /// The number of its act.
    pub seq: i64,
    /// What for.
    pub purpose: Purpose,
}

/// A crossing as far as the report needs it.
#[derive(Debug, Serialize, Deserialize)]
struct Known {
    flow: Flow,
    direction: Direction,
    subjects: Vec<KnownSubject>,
    steps: Vec<KnownStep>,
    motions: Vec<(MotionNumber, Motion)>,
}

#[derive(Debug, Serialize, Deserialize)]
struct KnownSubject {
    id: SubjectId,
    kind: SubjectKind,
    nationality: Option<String>,
    /// It joined in the month that is counted.
    is_counted: bool,
    /// The order of its controls is varied.
    is_varied: bool,
    is_over: bool,
}

#[derive(Debug, Serialize, Deserialize)]
struct KnownStep {
    id: StepId,
    subject: SubjectId,
    side: Side,
    state: StateCode,
    agency: Agency,
    /// Which control of the own State it is; nothing for the other State's.
    control: Option<usize>,
    /// The step that was referred to it.
    of: Option<StepId>,
    /// Since when it is open, or open again.
    since: At,
    done_at: Option<At>,
    /// The claim on it: its number, and when it was opened.
    claim: Option<(i64, At)>,
}

/// A control of the own State.
type ControlKey = (Side, Agency, String);

/// A word of the catalogue. Those of a fold that was kept are its own.
type Word = Cow<'static, str>;

/// What is counted.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Tally {
    acts: u64,
    #[serde(with = "pairs")]
    crossings: BTreeMap<(Flow, Direction), u64>,
    /// A correction takes away what was counted before, perhaps by another fold.
    #[serde(with = "pairs")]
    subjects: BTreeMap<(Flow, Direction, SubjectKind, Option<String>), i64>,
    #[serde(with = "pairs")]
    ends: BTreeMap<(Word, SubjectKind), u64>,
    #[serde(with = "pairs")]
    decisions: BTreeMap<(StateCode, Side, Word), u64>,
    examinations: Examinations,
    controls: Vec<ControlKey>,
    waiting: Vec<Times>,
    service: Vec<Times>,
    own: Own,
}

/// The fold over the acts of a stretch of the journal. What it remembers of crossings are those that are open.
///
/// It can be kept and gone on with: written and read again it is the same fold.
#[derive(Debug, Serialize, Deserialize)]
pub struct Fold {
    state: StateCode,
    bounds: [At; 2],
    open: HashMap<Uuid, Known>,
    tally: Tally,
}

impl Fold {
    /// Begins for a State, with the bounds of its month: acts outside them are known and not counted.
    pub fn begin(state: StateCode, bounds: [At; 2]) -> Self {
        Self { state, bounds, open: HashMap::new(), tally: Tally::default() }
    }

    /// Takes the next act in, and adds to `wanted` what is to be opened because of it.
    pub fn take(&mut self, moment: &Moment, seen: &Seen<'_>, wanted: &mut Vec<Wanted>) -> Taken {
        let [from, until] = self.bounds;
        let counts = from <= moment.at && moment.at < until;
        self.fold(moment, seen, counts, wanted)
    }

    /// Takes an act in that is counted elsewhere or not at all: what came before decides what a later one means.
    pub fn recall(&mut self, moment: &Moment, seen: &Seen<'_>) -> Taken {
        self.fold(moment, seen, false, &mut Vec::new())
    }

    fn fold(&mut self, moment: &Moment, seen: &Seen<'_>, counts: bool, wanted: &mut Vec<Wanted>) -> Taken {
        let Self { state, open, tally, .. } = self;
        match seen {
            Seen::Registered { direction, flow } => {
                let (flow, direction) = (*flow, *direction);
                let (subjects, steps, motions) = Default::default();
                open.insert(moment.crossing, Known { flow, direction, subjects, steps, motions });
                if counts {
                    *tally.crossings.entry((flow, direction)).or_default() += 1;
                }
            }
            Seen::Other(act, _) if needs_no_crossing(act) => {}
            seen => {
                let Some(known) = open.get_mut(&moment.crossing) else { return Taken::Stray };
                let mut taking = Taking { moment, state: *state, counts, is_late: false, tally, wanted };
                known.take(seen, &mut taking);
                if known.is_closed() {
                    open.remove(&moment.crossing);
                }
            }
        }
        self.tally.acts += u64::from(counts);
        Taken::Yes
    }

    /// Returns whether a crossing is known and open.
    pub fn knows(&self, crossing: Uuid) -> bool {
        self.open.contains_key(&crossing)
    }

    /// Takes in what a part tells that was wanted.
    pub fn open(&mut self, wanted: Wanted, part: &PrivatePart) {
        self.tally.own.take(wanted.purpose, part);
    }

    /// Returns whether every part that was wanted was there and could be opened.
    pub const fn is_whole(&self) -> bool {
        self.tally.own.is_whole()
    }

    /// Takes note that a part that was wanted is not there or can't be opened.
    pub const fn is_missing(&mut self) {
        self.tally.own.is_missing();
    }

    /// Adds the fold of the stretch that follows; what it handed back as stray must have been taken in before.
    pub fn absorb(&mut self, later: Self) {
        let places: Vec<usize> = later.tally.controls.iter().map(|key| self.tally.place_of(key)).collect();
        for (id, mut known) in later.open {
            for step in &mut known.steps {
                step.control = step.control.and_then(|place| places.get(place).copied());
            }
            self.open.insert(id, known);
        }
        let (own, later) = (&mut self.tally, later.tally);
        own.acts += later.acts;
        for (what, count) in later.crossings {
            *own.crossings.entry(what).or_default() += count;
        }
        for (what, count) in later.subjects {
            *own.subjects.entry(what).or_default() += count;
        }
        for (what, count) in later.ends {
            *own.ends.entry(what).or_default() += count;
        }
        for (what, count) in later.decisions {
            *own.decisions.entry(what).or_default() += count;
        }
        own.examinations.joint += later.examinations.joint;
        own.examinations.one_state += later.examinations.one_state;
        own.examinations.agreed += later.examinations.agreed;
        own.examinations.differ += later.examinations.differ;
        own.examinations.closed_alone += later.examinations.closed_alone;
        for (own, later) in [(&mut own.waiting, &later.waiting), (&mut own.service, &later.service)] {
            for (place, times) in places.iter().zip(later) {
                if let Some(own) = own.get_mut(*place) {
                    own.absorb(times);
                }
            }
        }
        own.own.absorb(later.own);
    }

    /// Ends it.
    pub fn report(self, under: &Under) -> Report {
        let Tally { acts, crossings, subjects, ends, decisions, examinations, controls, waiting, service, own } =
            self.tally;
        let [from, until] = under.bounds;
        let times = waiting.iter().zip(&service).map(|(waiting, service)| (waiting.spread(), service.spread()));
        let mut controls: Vec<ControlTimes> = controls
            .into_iter()
            .zip(times)
            .map(|((side, agency, control), (waiting, service))| ControlTimes {
                side,
                agency,
                control,
                waiting,
                service,
            })
            .filter(|one| one.waiting.count > 0 || one.service.count > 0)
            .collect();
        controls.sort_by(|one, other| {
            (one.side, one.agency, &one.control).cmp(&(other.side, other.agency, &other.control))
        });
        Report {
            state: under.state,
            month: under.month,
            from,
            until,
            as_of: under.as_of,
            acts,
            crossings: crossings
                .into_iter()
                .map(|((flow, direction), count)| CrossingsOf { flow, direction, count })
                .collect(),
            subjects: subjects
                .into_iter()
                .filter_map(|((flow, direction, kind, nationality), count)| {
                    let count = u64::try_from(count).ok().filter(|count| *count > 0)?;
                    Some(SubjectsOf { flow, direction, kind, nationality, count })
                })
                .collect(),
            ends: ends.into_iter().map(|((how, kind), count)| EndsOf { how, kind, count }).collect(),
            decisions: decisions
                .into_iter()
                .map(|((state, side, what), count)| DecisionsOf { state, side, what, count })
                .collect(),
            examinations,
            controls,
            own: own.report(),
        }
    }
}

impl Tally {
    /// Returns the place of a control, which gets one where it has none yet.
    fn place_of(&mut self, key: &ControlKey) -> usize {
        if let Some(place) = self.controls.iter().position(|known| known == key) {
            return place;
        }
        self.controls.push(key.clone());
        self.waiting.push(Times::default());
        self.service.push(Times::default());
        self.controls.len() - 1
    }

    fn control(&mut self, step: &Opened<'_>) -> usize {
        let is_it = |(side, agency, control): &ControlKey| {
            *side == step.side && *agency == step.agency && *control == step.control
        };
        match self.controls.iter().position(is_it) {
            Some(place) => place,
            None => self.place_of(&(step.side, step.agency, step.control.to_string())),
        }
    }
}

/// An act that is being taken in.
struct Taking<'a> {
    moment: &'a Moment,
    state: StateCode,
    counts: bool,
    /// It was done on paper and entered later: it counts in no duration.
    is_late: bool,
    tally: &'a mut Tally,
    wanted: &'a mut Vec<Wanted>,
}

impl Taking<'_> {
    fn decided(&mut self, step: &KnownStep, what: &'static str) {
        if self.counts {
            *self.tally.decisions.entry((step.state, step.side, Word::Borrowed(what))).or_default() += 1;
        }
    }

    fn wants(&mut self, state: StateCode, seq: i64, purpose: Purpose) {
        if self.counts && state == self.state {
            self.wanted.push(Wanted { seq, purpose });
        }
    }

    fn waited(&mut self, step: &KnownStep, since: At) {
        if self.counts
            && !self.is_late
            && let Some(times) = step.control.and_then(|place| self.tally.waiting.get_mut(place))
        {
            times.add(self.moment.at - since);
        }
    }

    /// Ends the claim on a step with what it was opened for.
    fn served(&mut self, step: &mut KnownStep) {
        let Some((_, since)) = step.claim.take() else { return };
        if self.counts
            && !self.is_late
            && let Some(times) = step.control.and_then(|place| self.tally.service.get_mut(place))
        {
            times.add(self.moment.at - since);
        }
    }
}

impl Known {
    fn take(&mut self, seen: &Seen<'_>, taking: &mut Taking<'_>) {
        let at = taking.moment.at;
        let seq = taking.moment.seq;
        match seen {
            Seen::Registered { .. } => {}
            Seen::Added { subject, kind, nationality, steps } => {
                let nationality = nationality.as_ref().map(|found| found.to_string());
                if taking.counts {
                    let key = (self.flow, self.direction, *kind, nationality.clone());
                    *taking.tally.subjects.entry(key).or_default() += 1;
                }
                let (is_counted, is_varied, is_over) = (taking.counts, false, false);
                self.subjects.push(KnownSubject {
                    id: *subject,
                    kind: *kind,
                    nationality,
                    is_counted,
                    is_varied,
                    is_over,
                });
                for step in steps {
                    self.opens(step, *subject, None, taking);
                }
            }
            Seen::Claimed(steps) => self.claimed(steps, taking),
            Seen::Cleared(step) => {
                let Some(found) = self.step(*step) else { return };
                taking.served(found);
                found.done_at = Some(at);
                taking.decided(found, "cleared");
                taking.wants(found.state, seq, Purpose::Clearing);
            }
            Seen::Departed(subjects) => subjects.iter().for_each(|subject| self.ends(*subject, "departed", taking)),
            Seen::Other(act, nationality) => self.take_other(act, nationality.as_ref(), taking),
        }
    }

    fn claimed(&mut self, steps: &[StepId], taking: &mut Taking<'_>) {
        let (seq, at) = (taking.moment.seq, taking.moment.at);
        let mut goods = None;
        for id in steps {
            let Some(since) = self.ready_since(*id) else { continue };
            let kinds = &self.subjects;
            let Some(step) = self.steps.iter_mut().find(|step| step.id == *id) else { continue };
            taking.waited(step, since);
            step.claim = Some((seq, at));
            let is_goods = kinds.iter().any(|known| known.id == step.subject && known.kind == SubjectKind::Consignment);
            if is_goods && step.agency == Agency::Customs && step.side == Side::Entry {
                goods = Some(step.state);
            }
        }
        if let Some(state) = goods {
            taking.wants(state, seq, Purpose::GoodsClaim);
        }
    }

    /// Acts that are few.
    fn take_other(&mut self, act: &CrossingAct, nationality: Option<&Cow<'_, str>>, taking: &mut Taking<'_>) {
        let (seq, at) = (taking.moment.seq, taking.moment.at);
        match act {
            CrossingAct::Corrected { subject, confirm } => {
                self.corrected(*subject, nationality, taking);
                for step in confirm {
                    self.opens(&Opened::from(step), *subject, None, taking);
                }
            }
            CrossingAct::Released { steps, .. } => {
                for step in self.steps.iter_mut().filter(|step| steps.contains(&step.id)) {
                    step.claim = None;
                    step.since = at;
                }
            }
            CrossingAct::Waived { step } => {
                let Some(found) = self.step(*step) else { return };
                taking.served(found);
                found.done_at = Some(at);
                taking.decided(found, "waived");
                taking.wants(found.state, seq, Purpose::Waiver);
            }
            CrossingAct::Queried { step } => {
                let Some(found) = self.step(*step) else { return };
                taking.served(found);
                taking.decided(found, "queried");
                taking.wants(found.state, seq, Purpose::Query);
            }
            CrossingAct::Answered { step } => self.opens_again(*step, at),
            CrossingAct::Referred { step, secondary } => {
                let Some(found) = self.step(*step) else { return };
                let (state, subject, claim) = (found.state, found.subject, found.claim);
                taking.served(found);
                taking.decided(found, "referred");
                taking.wants(state, seq, Purpose::Dispositions);
                if let Some((claim, _)) = claim {
                    taking.wants(state, claim, Purpose::ReferredClaim(subject, *step));
                }
                self.opens(&Opened::from(secondary), subject, Some(*step), taking);
            }
            CrossingAct::Concluded { secondary, outcome } => self.concluded(*secondary, *outcome, taking),
            CrossingAct::RefusalProposed { step } => {
                let Some(found) = self.step(*step) else { return };
                taking.wants(found.state, seq, Purpose::Dispositions);
            }
            CrossingAct::RefusalConfirmed { step, .. } => self.refused(*step, taking),
            CrossingAct::HoldCoSigned { step } => {
                let Some(found) = self.step(*step) else { return };
                taking.served(found);
                taking.decided(found, "held");
            }
            CrossingAct::HostCalled { step, police } => {
                let Some(subject) = self.step(*step).map(|found| found.subject) else { return };
                self.opens(&Opened::from(police), subject, None, taking);
            }
            CrossingAct::Moved { number, motion, .. } => self.motions.push((*number, *motion)),
            CrossingAct::Seconded { number } => {
                let Some(place) = self.motions.iter().position(|(known, _)| known == number) else { return };
                let (_, motion) = self.motions.swap_remove(place);
                self.carried_out(motion, taking);
            }
            CrossingAct::Declined { number } => self.motions.retain(|(known, _)| known != number),
            CrossingAct::Reopened { step, .. } => {
                if let Some(found) = self.step(*step) {
                    taking.decided(found, "reopened");
                }
                self.opens_again(*step, at);
            }
            CrossingAct::OfferedBack { subject } => {
                let Some(found) = self.subjects.iter().find(|known| known.id == *subject) else { return };
                if taking.counts {
                    *taking.tally.ends.entry((Word::Borrowed("offered_back"), found.kind)).or_default() += 1;
                }
            }
            CrossingAct::Readmitted { subject } => self.ends(*subject, "readmitted", taking),
            // Where it was moved to, it is counted as any other that is added.
            CrossingAct::Voided { subject, .. } | CrossingAct::MovedAway { subject, .. } => {
                self.ends(*subject, "void", taking);
            }
            CrossingAct::Withdrawn { subjects } => {
                subjects.iter().for_each(|subject| self.ends(*subject, "withdrawn", taking));
            }
            CrossingAct::Mismatched { check, subject, .. } => {
                self.opens(&Opened::from(check), *subject, None, taking);
                if let Some(found) = self.step(check.id) {
                    taking.decided(found, "mismatched");
                }
            }
            CrossingAct::ExaminationRequested { is_joint, .. } if taking.counts => {
                let counted = &mut taking.tally.examinations;
                *if *is_joint { &mut counted.joint } else { &mut counted.one_state } += 1;
            }
            CrossingAct::ExaminationClosed { comparison, .. } if taking.counts => {
                let counted = &mut taking.tally.examinations;
                *match comparison {
                    Comparison::Agreed => &mut counted.agreed,
                    Comparison::Differs => &mut counted.differ,
                    Comparison::OneState => &mut counted.closed_alone,
                } += 1;
            }
            CrossingAct::Presented { step } => {
                let Some(subject) = self.step(*step).map(|found| found.subject) else { return };
                let is_its = |step: &&mut KnownStep| step.subject == subject && step.side == Side::Entry;
                for step in self.steps.iter_mut().filter(is_its).filter(|step| step.claim.is_some()) {
                    step.claim = None;
                    step.since = at;
                }
            }
            CrossingAct::TravellerDeclared { subject, opens } => {
                for step in opens {
                    self.opens(&Opened::from(step), *subject, None, taking);
                }
            }
            CrossingAct::EnteredLate { act, .. } => {
                taking.is_late = true;
                self.take(&Seen::of(act, nationality.cloned()), taking);
            }
            // What is seen in another form, and what the report does not tell of.
            CrossingAct::Registered { .. }
            | CrossingAct::SubjectAdded { .. }
            | CrossingAct::Claimed { .. }
            | CrossingAct::Cleared { .. }
            | CrossingAct::Departed { .. }
            | CrossingAct::Related { .. }
            | CrossingAct::NoticePrinted { .. }
            | CrossingAct::NoticeServed { .. }
            | CrossingAct::HoldPlaced { .. }
            | CrossingAct::OfferTakenBack { .. }
            | CrossingAct::Prioritised { .. }
            | CrossingAct::DeclarationLodged { .. }
            | CrossingAct::ExaminationRequested { .. }
            | CrossingAct::ExaminationScheduled { .. }
            | CrossingAct::ExaminationAttended { .. }
            | CrossingAct::ExaminationAlone { .. }
            | CrossingAct::FindingsFiled { .. }
            | CrossingAct::FindingsRevealed { .. }
            | CrossingAct::ExaminationClosed { .. }
            | CrossingAct::SlipIssued { .. }
            | CrossingAct::SealsChecked { .. }
            | CrossingAct::HeadsCounted { .. }
            | CrossingAct::OffLoaded { .. }
            | CrossingAct::PaperSeen { .. }
            | CrossingAct::LeftOutDone { .. }
            | CrossingAct::MessageSent { .. } => {}
        }
    }

    fn concluded(&mut self, secondary: StepId, outcome: Conclusion, taking: &mut Taking<'_>) {
        let (seq, at) = (taking.moment.seq, taking.moment.at);
        let Some(found) = self.step(secondary) else { return };
        let (state, of) = (found.state, found.of);
        taking.served(found);
        found.done_at = Some(at);
        taking.decided(
            found,
            match outcome {
                Conclusion::Cleared => "concluded_cleared",
                Conclusion::Ready => "concluded_ready",
            },
        );
        taking.wants(state, seq, Purpose::Dispositions);
        let Some(referred) = of.and_then(|of| self.step(of)) else { return };
        match outcome {
            Conclusion::Cleared => referred.done_at = Some(at),
            Conclusion::Ready => referred.since = at,
        }
    }

    fn refused(&mut self, step: StepId, taking: &mut Taking<'_>) {
        let Some(found) = self.step(step) else { return };
        let (state, side, subject) = (found.state, found.side, found.subject);
        taking.served(found);
        taking.decided(found, "refused");
        taking.wants(state, taking.moment.seq, Purpose::Refusal);
        // As in the procedure: an exit refusal ends the movement, and so does one of the entry State before exit has ended.
        if side == Side::Exit {
            return self.ends(subject, "exit_denied", taking);
        }
        let is_varied = self.subjects.iter().any(|known| known.id == subject && known.is_varied);
        let is_exit_open = || {
            self.steps.iter().any(|step| step.subject == subject && step.side == Side::Exit && step.done_at.is_none())
        };
        if is_varied && is_exit_open() {
            self.ends(subject, "withdrawn", taking);
        }
    }

    fn carried_out(&mut self, motion: Motion, taking: &mut Taking<'_>) {
        let at = taking.moment.at;
        let mut decided = |known: &mut Self, step: StepId, what| {
            if let Some(found) = known.step(step) {
                taking.decided(found, what);
            }
            known.opens_again(step, at);
        };
        match motion {
            Motion::Annul { step } => decided(self, step, "annulled"),
            Motion::EndHold { step } => decided(self, step, "hold_ended"),
            Motion::ReopenExit { step } | Motion::ReopenEntry { step } => decided(self, step, "reopened"),
            Motion::Vary { subject } => {
                self.subjects.iter_mut().filter(|known| known.id == subject).for_each(|known| known.is_varied = true);
            }
            Motion::TransferCustody { step } => {
                let Some(subject) = self.step(step).map(|found| found.subject) else { return };
                self.ends(subject, "custody_transferred", taking);
            }
            Motion::Abandon { subject } => self.ends(subject, "abandoned", taking),
            Motion::Void { subject } | Motion::Move { subject } => self.ends(subject, "void", taking),
        }
    }

    fn corrected(&mut self, subject: SubjectId, nationality: Option<&Cow<'_, str>>, taking: &mut Taking<'_>) {
        let (flow, direction) = (self.flow, self.direction);
        let Some(found) = self.subjects.iter_mut().find(|known| known.id == subject) else { return };
        // Facts that were erased since are no correction.
        let Some(nationality) = nationality.map(|new| new.to_string()) else { return };
        let before = found.nationality.replace(nationality.clone());
        if found.is_counted && taking.counts {
            let mut count = |nationality, by| {
                *taking.tally.subjects.entry((flow, direction, found.kind, nationality)).or_default() += by;
            };
            count(before, -1);
            count(Some(nationality), 1);
        }
    }

    fn opens(&mut self, step: &Opened<'_>, subject: SubjectId, of: Option<StepId>, taking: &mut Taking<'_>) {
        let control = (step.state == taking.state).then(|| taking.tally.control(step));
        let Opened { id, side, state, agency, .. } = *step;
        let (since, done_at, claim) = (taking.moment.at, None, None);
        self.steps.push(KnownStep { id, subject, side, state, agency, control, of, since, done_at, claim });
    }

    /// A step is open again; where it had been referred, or was the second line of another, that one begins anew.
    fn opens_again(&mut self, step: StepId, at: At) {
        let of = self.step(step).and_then(|found| found.of);
        for id in [Some(step), of].into_iter().flatten() {
            if let Some(found) = self.step(id) {
                found.claim = None;
                found.done_at = None;
                found.since = at;
            }
        }
    }

    fn ends(&mut self, subject: SubjectId, how: &'static str, taking: &mut Taking<'_>) {
        let found = self.subjects.iter_mut().find(|known| known.id == subject && !known.is_over);
        let Some(found) = found else { return };
        found.is_over = true;
        if taking.counts {
            *taking.tally.ends.entry((Word::Borrowed(how), found.kind)).or_default() += 1;
        }
    }

    /// Returns since when a step has been ready: since it was opened, or the last earlier step of its subject was done.
    fn ready_since(&self, id: StepId) -> Option<At> {
        let step = self.steps.iter().find(|step| step.id == id)?;
        let is_earlier =
            |other: &&KnownStep| other.subject == step.subject && (other.side, other.id) < (step.side, step.id);
        let done = self.steps.iter().filter(is_earlier).filter_map(|earlier| earlier.done_at);
        Some(done.fold(step.since, At::max))
    }

    fn step(&mut self, id: StepId) -> Option<&mut KnownStep> {
        self.steps.iter_mut().find(|step| step.id == id)
    }

    fn is_closed(&self) -> bool {
        !self.subjects.is_empty() && self.subjects.iter().all(|subject| subject.is_over)
    }
}

/// Maps whose keys are no texts, as lists of pairs.
mod pairs {
    use std::collections::BTreeMap;

    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub fn serialize<K: Serialize, V: Serialize, S: Serializer>(
        map: &BTreeMap<K, V>,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        to.collect_seq(map)
    }

    pub fn deserialize<'de, K, V, D>(from: D) -> Result<BTreeMap<K, V>, D::Error>
    where
        K: Deserialize<'de> + Ord,
        V: Deserialize<'de>,
        D: Deserializer<'de>,
    {
        Vec::<(K, V)>::deserialize(from).map(|pairs| pairs.into_iter().collect())
    }
}

/// Returns whether the report tells nothing of an act but that it was: so nobody looks for its crossing, which may have closed.
const fn needs_no_crossing(act: &CrossingAct) -> bool {
    matches!(
        act,
        CrossingAct::SlipIssued { .. }
            | CrossingAct::SealsChecked { .. }
            | CrossingAct::HeadsCounted { .. }
            | CrossingAct::OffLoaded { .. }
            | CrossingAct::PaperSeen { .. }
            | CrossingAct::LeftOutDone { .. }
            | CrossingAct::MessageSent { .. }
            | CrossingAct::NoticePrinted { .. }
            | CrossingAct::NoticeServed { .. }
            | CrossingAct::Related { .. }
            | CrossingAct::Prioritised { .. }
            | CrossingAct::DeclarationLodged { .. }
            | CrossingAct::OfferTakenBack { .. }
            | CrossingAct::ExaminationScheduled { .. }
            | CrossingAct::ExaminationAttended { .. }
            | CrossingAct::ExaminationAlone { .. }
            | CrossingAct::FindingsFiled { .. }
            | CrossingAct::FindingsRevealed { .. }
    )
}
