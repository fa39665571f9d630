//! What was asked on a day, command by command, and what came of it, so that the same can be asked of real workstations.
//!
//! Invariant: only what officers asked is kept. A test that changes the crossing itself ends what is kept of its day.

use std::cell::RefCell;
use std::collections::BTreeMap;

use domain::customs::Lane;
use domain::post::Plan;
use domain::{Action, At, Crossing, CrossingAct, Refusal, StateCode, SubjectId};

use super::closer;
use super::day::Day;
use super::oracle::Book;

thread_local! {
    /// The days of the scenario that is played, where they are kept.
    static SCRIPTS: RefCell<Option<Vec<Script>>> = const { RefCell::new(None) };
}

/// A day at the post as it was asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct Script {
    /// What both States agreed.
    pub plan: Plan,
    /// Who registered the party.
    pub registrar: String,
    /// The party.
    pub registration: Action,
    /// When.
    pub begun_at: At,
    /// What became of the registration.
    pub begun: Result<Crossing, Refusal>,
    /// What was asked afterwards.
    pub plays: Vec<Play>,
    is_cut: bool,
}

/// One command and what came of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Play {
    /// When.
    pub at: At,
    /// Who asked.
    pub officer: String,
    /// For what.
    pub action: Action,
    /// Who stood on which State's alert list.
    pub listed: BTreeMap<(StateCode, SubjectId), Vec<u64>>,
    /// The lists ask that two officers look at every hit.
    pub needs_two: bool,
    /// Which steps of the claim chance chose for a referral.
    pub draw: u8,
    /// The lane that the entry State's customs gave.
    pub lane: Option<Lane>,
    /// The bays in which goods of other crossings were examined.
    pub bays_taken: Vec<String>,
    /// The acts that it made.
    pub done: Result<Vec<CrossingAct>, Refusal>,
    /// The crossing afterwards.
    pub after: Crossing,
}

/// What a day keeps of itself, until it is over.
#[derive(Debug, Clone, Default)]
pub struct Keeping(Option<Box<Script>>);

impl Keeping {
    /// Begins to keep a day, where days are kept.
    pub fn begin(
        plan: &Plan,
        registrar: &str,
        registration: &Action,
        at: At,
        begun: &Result<Crossing, Refusal>,
    ) -> Self {
        let is_kept = SCRIPTS.with_borrow(Option::is_some);
        Self(is_kept.then(|| {
            Box::new(Script {
                plan: plan.clone(),
                registrar: registrar.to_owned(),
                registration: registration.clone(),
                begun_at: at,
                begun: begun.clone(),
                plays: Vec::new(),
                is_cut: false,
            })
        }))
    }

    /// Returns whether the day is kept, and the crossing is what followed from the last that was asked.
    pub fn is_on(&mut self, crossing: &Crossing) -> bool {
        let Some(script) = &mut self.0 else { return false };
        let last = script.plays.last().map(|play| &play.after).or(script.begun.as_ref().ok());
        script.is_cut |= last != Some(crossing);
        !script.is_cut
    }

    /// Keeps a command.
    pub fn keep(&mut self, play: Play) {
        if let Some(script) = &mut self.0 {
            script.plays.push(play);
        }
    }
}

impl Drop for Keeping {
    fn drop(&mut self) {
        if let Some(script) = self.0.take() {
            SCRIPTS.with_borrow_mut(|scripts| scripts.iter_mut().for_each(|known| known.push((*script).clone())));
        }
    }
}

impl Play {
    /// Returns a command on a day that has just been asked for.
    pub fn of(day: &Day, officer: &str, action: &Action, done: Result<Vec<CrossingAct>, Refusal>) -> Self {
        Self {
            at: day.now,
            officer: officer.to_owned(),
            action: action.clone(),
            listed: day.listed.clone(),
            needs_two: day.needs_two,
            draw: day.draw,
            lane: day.lane,
            bays_taken: day.bays_taken.clone(),
            done,
            after: day.crossing.clone(),
        }
    }
}

impl Script {
    /// Returns whether everything that was asked on this day was asked on the other too, which may have gone on.
    fn begins(&self, other: &Self) -> bool {
        (&self.plan, &self.registrar, &self.registration) == (&other.plan, &other.registrar, &other.registration)
            && self.begun == other.begun
            && other.plays.starts_with(&self.plays)
    }
}

/// Plays a scenario, and returns its days: each once, and none that is but the beginning of another.
pub fn played(scenario: fn()) -> Vec<Script> {
    SCRIPTS.set(Some(Vec::new()));
    scenario();
    let days = SCRIPTS.take().unwrap_or_default();
    let is_kept = |(place, day): &(usize, &Script)| {
        let goes_on = |(other, longer): (usize, &Script)| {
            let is_longer = longer.plays.len() > day.plays.len() || other > *place;
            other != *place && is_longer && day.begins(longer)
        };
        !days.iter().enumerate().any(goes_on)
    };
    days.iter().enumerate().filter(is_kept).map(|(_, day)| day.clone()).collect()
}

/// Plays a scenario, and each of its days once more as it was kept: the same comes of it, the judge finds nothing, and from
/// where it was left officers bring everybody to his end.
pub fn holds(scenario: fn()) {
    for script in played(scenario) {
        let begun = Day::try_begin(script.plan.clone(), &script.registrar, &script.registration);
        let Ok(mut day) = begun else {
            assert_eq!(begun.err(), script.begun.err());
            continue;
        };
        let mut book = Book::open(&day);
        for play in &script.plays {
            day.now = play.at - chrono::TimeDelta::seconds(1);
            day.listed.clone_from(&play.listed);
            day.bays_taken.clone_from(&play.bays_taken);
            (day.draw, day.lane, day.needs_two) = (play.draw, play.lane, play.needs_two);
            let answer = day.attempt(&play.officer, &play.action);
            let done = answer.map(|acts| acts.into_iter().map(|one| one.act).collect::<Vec<_>>());
            assert_eq!((&done, &day.crossing), (&play.done, &play.after));
            book.read(&day).unwrap();
        }
        closer::close(&mut day).unwrap();
        book.read(&day).unwrap();
    }
}
