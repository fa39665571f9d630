//! What the queue shows of a crossing, derived once after each act and not at each reading, save where something lapsed since.
//!
//! Invariant: it follows from the folded crossing alone; what hangs on who reads is put in by the reading.

use contract::{Dot, NowAt, QueueRow, Track, Whereabouts};
use domain::step::{Origin, Status};
use domain::{Agency, At, Crossing, OnDuty, Side, StateCode, Step, StepState, SubjectPhase};

use crate::describe::{detail, label};

/// What the queue shows of a crossing, whoever reads.
#[derive(Debug, Clone)]
pub struct Glance {
    /// Its line, without what one State alone knows; the number of its last act is not known here.
    pub row: QueueRow,
    /// Whether a step waits for the party.
    pub waits_on_party: bool,
    /// Whether a joint examination is open.
    pub is_examined_jointly: bool,
    waits_for: [bool; 2],
}

impl Glance {
    /// Derives it.
    pub fn of(crossing: &Crossing) -> Self {
        let is_known = crossing.newer.is_none();
        Self {
            row: row(crossing),
            waits_on_party: is_known
                && crossing.steps.values().any(|step| crossing.state_of(step) == StepState::Queried),
            is_examined_jointly: is_known
                && crossing.examinations.values().any(|open| open.closed.is_none() && open.is_joint),
            waits_for: crossing.states().map(|state| waits_for(crossing, state)),
        }
    }

    /// Returns whether it waits for a State, or that State has it in hand.
    pub fn is_for(&self, state: StateCode) -> bool {
        let [exit, entry] = self.waits_for;
        (exit && state == self.row.track.exit_state)
            || (entry && state == self.row.track.entry_state)
            || self.row.now_at.state == Some(state)
    }
}

/// Returns the step that an officer himself has in hand, as his own queue shows it. Whether he still has it where a newer program
/// went on nobody here knows.
pub fn own_work(crossing: &Crossing, by: &OnDuty) -> Option<NowAt> {
    if crossing.newer.is_some() {
        return None;
    }
    let mine = crossing.steps.values().find(|step| step.is_claimed_by(&by.officer))?;
    (crossing.state_of(mine) == StepState::InProgress).then(|| at(Some(mine), Whereabouts::Mine, mine.since))
}

fn row(crossing: &Crossing) -> QueueRow {
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
        now_at: now_at(crossing),
        arrived_at: crossing.arrived_at,
        lane: None,
        version: crossing.version,
        seq: 0,
        messages: 0,
    }
}

/// Returns the steps of both sides as dots: one for each agency, over all subjects that go on.
fn track(crossing: &Crossing) -> Track {
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
fn now_at(crossing: &Crossing) -> NowAt {
    if let Some(newer) = &crossing.newer {
        return at(None, Whereabouts::Newer, newer.at);
    }
    let find = |wanted: StepState| {
        crossing.steps.values().filter(|step| crossing.state_of(step) == wanted).min_by_key(|step| (step.side, step.id))
    };
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

fn at(step: Option<&Step>, whereabouts: Whereabouts, since: At) -> NowAt {
    let signed = step.and_then(Step::officer);
    NowAt {
        state: step.map(|step| step.state),
        agency: step.map(|step| step.agency),
        whereabouts,
        officer: signed.map(|signed| signed.officer.clone()),
        officer_name: None,
        desk: signed.map(|signed| signed.desk.clone()),
        since,
    }
}

fn waits_for(crossing: &Crossing, state: StateCode) -> bool {
    if crossing.newer.is_some() {
        return false;
    }
    crossing.steps.values().any(|step| {
        step.state == state && matches!(step.status, Status::Open) && crossing.state_of(step) == StepState::Ready
    }) || (state == crossing.exit_state
        && crossing.subjects.values().any(|subject| crossing.phase_of(subject) == SubjectPhase::OfferedBack))
}
