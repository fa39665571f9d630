//! The live queue: every open crossing of both States in one order, computed from priority class and arrival.

use contract::{Dot, NowAt, QueueCounts, QueuePage, QueueRequest, QueueRow, Tab, Track, Whereabouts};
use domain::step::{Origin, Status};
use domain::{Agency, At, Crossing, OnDuty, Side, StateCode, Step, StepState, SubjectPhase};

use crate::describe::{detail, label};
use crate::failure::Error;
use crate::live::{Live, LiveCrossing, PrivateFiles};
use crate::signed_in::SignedIn;

/// How the open crossings are filtered.
#[derive(Debug, Clone, Default)]
pub struct QueueFilter {
    /// As typed.
    pub text: String,
}

impl QueueFilter {
    fn matches(&self, crossing: &Crossing) -> bool {
        let wanted = plain(&self.text);
        wanted.is_empty()
            || plain(&crossing.reference.to_string()).contains(&wanted)
            || crossing
                .subjects
                .values()
                .filter_map(|subject| subject.facts.as_ref())
                .any(|facts| plain(&facts.label()).contains(&wanted))
            || plain(&label(crossing)).contains(&wanted)
    }
}

/// Returns the crossings that are open now, in the order of the queue.
pub(crate) fn in_order(live: &Live, now: At) -> Vec<&LiveCrossing> {
    let mut all: Vec<&LiveCrossing> = live.open_at(now).collect();
    all.sort_by(|a, b| {
        let key = |one: &LiveCrossing| (one.crossing.priority, one.crossing.arrived_at);
        key(a).cmp(&key(b)).then_with(|| a.crossing.reference.cmp(&b.crossing.reference))
    });
    all
}

impl SignedIn {
    /// Returns a part of the queue as this officer may see it.
    ///
    /// # Errors
    /// When no shift is open.
    pub fn queue(&self, request: &QueueRequest) -> Result<QueuePage, Error> {
        let now = self.workstation.clock.now();
        let live = self.workstation.live();
        let private = self.private();
        let by = live.duty(&self.officer, now)?;
        let filter = QueueFilter { text: request.filter.clone() };
        let mut counts = QueueCounts::default();
        let mut total = 0_u32;
        let mut rows = Vec::new();
        for one in in_order(&live, now) {
            let crossing = &one.crossing;
            let at = now_at(crossing, &by);
            let is_in = |tab| is_in_tab(crossing, &at, &by, tab);
            counts.all += 1;
            counts.mine += u32::from(is_in(Tab::Mine));
            counts.state += u32::from(is_in(Tab::State));
            counts.waiting_on_party += u32::from(is_in(Tab::WaitingOnParty));
            counts.joint += u32::from(is_in(Tab::Joint));
            if !is_in(request.tab) || !filter.matches(crossing) {
                continue;
            }
            if total >= request.offset && total - request.offset < request.limit {
                rows.push(row(one, at, &private));
            }
            total += 1;
        }
        let mine = by.claim.as_ref().and_then(|claim| live.crossings.get(&claim.crossing));
        let mine = mine.map(|one| one.crossing.reference.clone());
        Ok(QueuePage { seq: live.seq, now, counts, total, rows, mine })
    }
}

/// Returns the line of a crossing for readers of both States; `by` is nobody where only open data are shown.
pub(crate) fn row(one: &LiveCrossing, mut at: NowAt, private: &PrivateFiles) -> QueueRow {
    let crossing = &one.crossing;
    at.officer_name = at.officer.as_ref().and_then(|number| private.names.get(number).cloned());
    let file = private.file(crossing.id);
    QueueRow {
        reference: crossing.reference.clone(),
        flow: crossing.flow,
        direction: crossing.direction,
        category: crossing.category,
        priority: crossing.priority,
        phase: crossing.phase(),
        label: label(crossing),
        detail: detail(crossing),
        heads: u32::try_from(crossing.heads()).unwrap_or(u32::MAX),
        track: track(crossing),
        now_at: at,
        arrived_at: crossing.arrived_at,
        lane: file.lanes.values().map(|assigned| assigned.lane).max(),
        version: crossing.version,
        seq: one.seq,
    }
}

/// Returns the steps of both sides as dots: one for each agency, over all subjects that go on.
pub(crate) fn track(crossing: &Crossing) -> Track {
    let live = || crossing.subjects.values().filter(|subject| !subject.is_final());
    Track {
        exit_state: crossing.exit_state,
        exit: dots(crossing, Side::Exit),
        is_handed_over: live().all(|subject| subject.handed_over_at.is_some()) && live().next().is_some(),
        entry_state: crossing.entry_state,
        entry: dots(crossing, Side::Entry),
    }
}

fn dots(crossing: &Crossing, side: Side) -> Vec<Dot> {
    let mut dots: Vec<Dot> = Vec::new();
    for step in crossing.steps.values().filter(|step| step.side == side && step.origin == Origin::Template) {
        let state = crossing.state_of(step);
        let done = u32::from(state.is_done());
        match dots.iter_mut().find(|dot| dot.agency == step.agency) {
            Some(dot) => {
                dot.done += done;
                dot.of += 1;
                if weight(state) > weight(dot.state) {
                    dot.state = state;
                }
            }
            None => dots.push(Dot { agency: step.agency, state, done, of: 1 }),
        }
    }
    dots
}

/// What matters more to whoever looks at the queue.
const fn weight(state: StepState) -> u8 {
    match state {
        StepState::Void => 0,
        StepState::Waived => 1,
        StepState::Cleared => 2,
        StepState::Blocked => 3,
        StepState::Ready => 4,
        StepState::InProgress => 5,
        StepState::Queried => 6,
        StepState::Referred => 7,
        StepState::Refused => 8,
        StepState::Held => 9,
    }
}

/// Returns where a crossing is now: at the step that somebody has, else at the first that could be taken.
pub(crate) fn now_at(crossing: &Crossing, by: &OnDuty) -> NowAt {
    let at = |step: Option<&Step>, whereabouts, since: At| NowAt {
        state: step.map(|step| step.state),
        agency: step.map(|step| step.agency),
        whereabouts,
        officer: step.and_then(Step::officer).map(|signed| signed.officer.clone()),
        officer_name: None,
        desk: step.and_then(Step::officer).map(|signed| signed.desk.clone()),
        since,
    };
    let find = |wanted: StepState| {
        crossing.steps.values().filter(|step| crossing.state_of(step) == wanted).min_by_key(|step| (step.side, step.id))
    };
    let mine = crossing.steps.values().find(|step| step.is_claimed_by(&by.officer));
    if let Some(step) = mine.filter(|step| crossing.state_of(step) == StepState::InProgress) {
        return at(Some(step), Whereabouts::Mine, step.since);
    }
    for (wanted, whereabouts) in
        [(StepState::Held, Whereabouts::Held), (StepState::InProgress, Whereabouts::InProgress)]
    {
        if let Some(step) = find(wanted) {
            return at(Some(step), whereabouts, step.since);
        }
    }
    if let Some(examination) = crossing.examinations.values().find(|open| open.closed.is_none()) {
        return NowAt {
            state: Some(examination.requested_by),
            agency: Some(Agency::Customs),
            ..at(None, Whereabouts::Examination, examination.requested_at)
        };
    }
    if let Some(offered) = crossing.subjects.values().find(|s| s.offered_back_at.is_some() && !s.is_final()) {
        return NowAt {
            state: Some(crossing.exit_state),
            ..at(None, Whereabouts::OfferedBack, offered.offered_back_at.unwrap_or(crossing.last_at))
        };
    }
    for (wanted, whereabouts) in [
        (StepState::Ready, Whereabouts::Ready),
        (StepState::Referred, Whereabouts::Referred),
        (StepState::Queried, Whereabouts::WaitingOnParty),
    ] {
        if let Some(step) = find(wanted) {
            let is_second_line = matches!(step.origin, Origin::Secondary { .. });
            let whereabouts = if is_second_line { Whereabouts::Referred } else { whereabouts };
            return NowAt { officer: None, desk: None, ..at(Some(step), whereabouts, crossing.since(step)) };
        }
    }
    let refused = crossing.steps.values().find(|step| {
        matches!(step.status, Status::Refused { .. })
            && crossing.state_of(step) == StepState::Refused
            && crossing.subjects.get(&step.subject).is_some_and(|subject| !subject.is_final())
    });
    if let Some(step) = refused {
        return at(Some(step), Whereabouts::Refused, step.since);
    }
    NowAt {
        state: Some(crossing.host_state),
        agency: Some(Agency::Gate),
        ..at(None, Whereabouts::Gate, crossing.last_at)
    }
}

fn is_in_tab(crossing: &Crossing, at: &NowAt, by: &OnDuty, tab: Tab) -> bool {
    match tab {
        Tab::All => true,
        Tab::Mine => by.claim.as_ref().is_some_and(|claim| claim.crossing == crossing.id),
        Tab::State => waits_for(crossing, by.state) || (at.state == Some(by.state)),
        Tab::WaitingOnParty => crossing.steps.values().any(|step| crossing.state_of(step) == StepState::Queried),
        Tab::Joint => crossing.examinations.values().any(|open| open.closed.is_none() && open.is_joint),
    }
}

fn waits_for(crossing: &Crossing, state: StateCode) -> bool {
    crossing.steps.values().any(|step| {
        step.state == state && matches!(step.status, Status::Open) && crossing.state_of(step) == StepState::Ready
    }) || (state == crossing.exit_state
        && crossing.subjects.values().any(|subject| crossing.phase_of(subject) == SubjectPhase::OfferedBack))
}

fn plain(text: &str) -> String {
    text.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_uppercase).collect()
}
