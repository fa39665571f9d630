//! What was done lately: counts for the monitor, from acts alone.

use std::collections::VecDeque;

use chrono::TimeDelta;
use domain::{Agency, At, CrossingAct, OnDuty, StateCode};

/// A control that was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Done {
    /// When.
    pub at: At,
    /// Whose.
    pub state: StateCode,
    /// Which agency's.
    pub agency: Agency,
}

/// What was done within the last hour.
#[derive(Debug, Default)]
pub struct Tally {
    done: VecDeque<Done>,
    closed: VecDeque<At>,
}

impl Tally {
    /// Counts an act that was folded.
    pub fn count(&mut self, act: &CrossingAct, by: &OnDuty, at: At) {
        let is_done =
            matches!(act, CrossingAct::Cleared { .. } | CrossingAct::Waived { .. } | CrossingAct::Concluded { .. });
        if is_done {
            self.done.push_back(Done { at, state: by.state, agency: by.agency });
        }
        while self.done.front().is_some_and(|oldest| at - oldest.at > TimeDelta::hours(1)) {
            self.done.pop_front();
        }
    }

    /// Counts a crossing that closed.
    pub fn closed(&mut self, at: At) {
        self.closed.push_back(at);
        while self.closed.front().is_some_and(|oldest| at - *oldest > TimeDelta::hours(1)) {
            self.closed.pop_front();
        }
    }

    /// Returns how many controls of that agency were done in the hour before `now`.
    pub fn done_in_last_hour(&self, state: StateCode, agency: Agency, now: At) -> usize {
        self.done
            .iter()
            .filter(|done| (done.state, done.agency) == (state, agency) && now - done.at <= TimeDelta::hours(1))
            .count()
    }

    /// Returns how many crossings closed in the hour before `now`.
    pub fn closed_in_last_hour(&self, now: At) -> usize {
        self.closed.iter().filter(|at| now - **at <= TimeDelta::hours(1)).count()
    }
}
