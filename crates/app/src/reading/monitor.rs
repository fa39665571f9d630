//! What supervisors watch: which desk the queue is waiting for. From acts and steps alone; nobody types a number.

use chrono::TimeDelta;
use contract::{AgencyLoad, Alert, AlertKind, Lanes, MonitorView};
use domain::examination::{Comparison, Stage};
use domain::step::{Pending, Status};
use domain::{Agency, At, Crossing, OnDuty, Role, StateCode, StepState};

use crate::describe::label;
use crate::failure::Error;
use crate::live::Live;
use crate::signed_in::SignedIn;

impl SignedIn {
    /// Returns the monitor. The loads of both States are open; what needs a supervisor is shown where he may act, or
    /// where the other State's is waited for.
    ///
    /// # Errors
    /// When no shift is open.
    pub fn monitor(&self) -> Result<MonitorView, Error> {
        let now = self.workstation.clock.now();
        let live = self.workstation.live();
        let by = self.duty(&live, now)?;
        let loads: Vec<AgencyLoad> = pairs(&live).into_iter().map(|(s, agency)| load(&live, s, agency, now)).collect();
        let bottleneck = loads
            .iter()
            .enumerate()
            .filter(|(_, load)| load.waiting > 0)
            .max_by_key(|(_, load)| (load.oldest.map(|oldest| now - oldest), load.waiting))
            .and_then(|(at, _)| u32::try_from(at).ok());
        let mut alerts: Vec<Alert> = live.in_order(now).flat_map(|one| alerts(&one.as_of(now), now)).collect();
        // Signatures are asked of the State that may give them; the rest is for supervisors of both.
        alerts.retain(|alert| by.has(Role::Supervisor) || alert.state == by.state);
        alerts.sort_by_key(|alert| (alert.kind, alert.since));
        Ok(MonitorView {
            seq: live.head.seq,
            now,
            loads,
            bottleneck,
            alerts,
            open: u32::try_from(live.in_order(now).count()).unwrap_or(u32::MAX),
            closed_last_hour: u32::try_from(live.tally.closed_in_last_hour(now)).unwrap_or(u32::MAX),
            lanes: self.lanes_in_use(&live, &by, now),
        })
    }

    /// How the own State uses its lanes, of the goods on crossings that are open: for its supervisors, who answer for it.
    fn lanes_in_use(&self, live: &Live, by: &OnDuty, now: At) -> Option<Lanes> {
        let criteria = self.criteria.as_ref().filter(|_| by.has(Role::Supervisor))?;
        let private = self.private();
        let assigned: Vec<_> = live.in_order(now).flat_map(|one| private.lanes_of(&one.crossing)).collect();
        let goods = u32::try_from(assigned.len()).unwrap_or(u32::MAX);
        (goods > 0).then(|| Lanes { goods, uses: criteria.in_use(&assigned) })
    }
}

/// The agencies that have desks, State by State.
fn pairs(live: &Live) -> Vec<(StateCode, Agency)> {
    let plan = &live.post.plan;
    let mut pairs: Vec<(StateCode, Agency)> = Vec::new();
    for state in plan.states {
        for agency in Agency::ALL {
            if agency != Agency::Gate && plan.desks.iter().any(|desk| desk.state == state && desk.agency == agency) {
                pairs.push((state, agency));
            }
        }
    }
    pairs
}

fn load(live: &Live, state: StateCode, agency: Agency, now: At) -> AgencyLoad {
    let plan = &live.post.plan;
    let mut found = AgencyLoad {
        state,
        agency,
        waiting: 0,
        oldest: None,
        in_progress: 0,
        waiting_on_party: 0,
        desks_open: 0,
        desks_on_break: 0,
        desks: 0,
        done_last_hour: u32::try_from(live.tally.done_in_last_hour(state, agency, now)).unwrap_or(u32::MAX),
        clears_in_minutes: None,
    };
    for desk in plan.desks.iter().filter(|desk| desk.state == state && desk.agency == agency) {
        found.desks += 1;
        let at_it = || live.post.shifts.values().filter(|shift| shift.desk == desk.code);
        found.desks_open += u32::from(at_it().any(|shift| shift.on_break_since.is_none()));
        found.desks_on_break +=
            u32::from(at_it().next().is_some() && at_it().all(|shift| shift.on_break_since.is_some()));
    }
    for one in live.in_order(now) {
        let crossing = one.as_of(now);
        for step in crossing.steps.values().filter(|step| step.state == state && step.agency == agency) {
            match crossing.state_of(step) {
                StepState::Ready => {
                    found.waiting += 1;
                    let since = crossing.since(step);
                    found.oldest = Some(found.oldest.map_or(since, |oldest| oldest.min(since)));
                }
                StepState::InProgress => found.in_progress += 1,
                StepState::Queried => found.waiting_on_party += 1,
                StepState::Blocked
                | StepState::Referred
                | StepState::Cleared
                | StepState::Waived
                | StepState::Refused
                | StepState::Held
                | StepState::Void => {}
            }
        }
    }
    if let Some(minutes) = (found.waiting * 60).checked_div(found.done_last_hour) {
        found.clears_in_minutes = Some(minutes);
    }
    found
}

fn alerts(crossing: &Crossing, now: At) -> Vec<Alert> {
    let mut found = Vec::new();
    let mut add = |kind, state, since| {
        found.push(Alert { kind, reference: crossing.reference.clone(), label: label(crossing), state, since });
    };
    for step in crossing.steps.values() {
        match &step.status {
            Status::Held { second, .. } if crossing.state_of(step) == StepState::Held => {
                add(AlertKind::Held, step.state, second.at);
            }
            Status::Claimed { pending: Pending::Hold(first), .. } => {
                add(AlertKind::HoldToCoSign, crossing.host_state, first.at);
            }
            Status::Claimed { pending: Pending::Refusal(first), .. } => {
                add(AlertKind::RefusalToConfirm, step.state, first.at);
            }
            Status::Claimed { by, pending: Pending::Nothing, .. } => {
                let limit = TimeDelta::minutes(i64::from(crossing.settings.claim_time_out));
                if now - by.at >= limit && crossing.state_of(step) == StepState::InProgress {
                    add(AlertKind::ClaimStuck, step.state, by.at);
                }
            }
            Status::Held { .. }
            | Status::Open
            | Status::Queried { .. }
            | Status::Referred { .. }
            | Status::Cleared { .. }
            | Status::Waived { .. }
            | Status::Refused { .. }
            | Status::Void => {}
        }
    }
    // Until one is ended or handed over, supervisors of both States see each.
    for (step, since) in crossing.held_beyond_limit(now) {
        add(AlertKind::HeldBeyondLimit, step.state, since);
    }
    for motion in crossing.motions.values() {
        let waits_for = match motion.motion {
            domain::act::Motion::ReopenExit { .. } => crossing.entry_state,
            domain::act::Motion::Vary { .. } | domain::act::Motion::Void { .. } | domain::act::Motion::Move { .. } => {
                crossing.other(motion.by.state)
            }
            domain::act::Motion::Annul { .. }
            | domain::act::Motion::EndHold { .. }
            | domain::act::Motion::TransferCustody { .. }
            | domain::act::Motion::ReopenEntry { .. }
            | domain::act::Motion::Abandon { .. } => motion.by.state,
        };
        add(AlertKind::MotionOpen, waits_for, motion.by.at);
    }
    for subject in crossing.subjects.values().filter(|subject| !subject.is_final()) {
        if let Some(at) = subject.offered_back_at {
            add(AlertKind::OfferedBack, crossing.exit_state, at);
        }
    }
    for examination in crossing.examinations.values() {
        match (examination.stage(&crossing.states()), examination.closed) {
            (_, Some((at, Comparison::Differs))) => add(AlertKind::FindingsDiffer, examination.requested_by, at),
            (Stage::Scheduled | Stage::HalfFiled, None) => {
                let absent = crossing.states().into_iter().find(|state| {
                    let share = examination.shares.get(state);
                    share.is_none_or(|share| share.present_at.is_none() || share.commitment.is_none())
                });
                if let Some(state) = absent.filter(|_| examination.is_joint) {
                    add(AlertKind::ExaminationWaits, state, examination.requested_at);
                }
            }
            _ => {}
        }
    }
    found
}
