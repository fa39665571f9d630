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
    /// Counts an act that was folded. What was entered late from paper is left out: it was done at another time.
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

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use domain::officer::DeskCode;
    use domain::{OfficerNumber, StepId};

    use super::*;

    #[test]
    fn what_was_entered_late_is_counted_in_no_hour() {
        let now: At = "2026-11-21T06:00:00Z".parse().unwrap();
        let state: StateCode = "KEN".parse().unwrap();
        let by = OnDuty {
            officer: OfficerNumber::parse("K-1").unwrap(),
            state,
            agency: Agency::Immigration,
            roles: BTreeSet::new(),
            desk: DeskCode("A1".to_owned()),
            claim: None,
        };
        let cleared = CrossingAct::Cleared { step: StepId(1) };
        let late = CrossingAct::EnteredLate { act: Box::new(cleared.clone()), stated_at: now, paper: "P-1".to_owned() };
        let mut tally = Tally::default();
        tally.count(&late, &by, now);
        assert_eq!(tally.done_in_last_hour(state, Agency::Immigration, now), 0);
        tally.count(&cleared, &by, now);
        assert_eq!(tally.done_in_last_hour(state, Agency::Immigration, now), 1);
    }
}
