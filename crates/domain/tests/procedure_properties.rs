//! Random days: whatever officers of both States try, the invariants of PROCEDURE §9 hold, and no state is a dead end.
//!
//! `OSBP_PROPERTY_COMMANDS` sets how many commands are tried in all; from every state that is then reached the closer
//! is run. Without it a small day is played, so that the suite stays quick.

#![expect(clippy::expect_used, clippy::panic, reason = "what is missing in a test fails the test")]

#[expect(dead_code, reason = "each file of tests uses a part of the post")]
#[expect(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "what is missing in a test fails the test"
)]
mod procedure;

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use chrono::TimeDelta;
use procedure::closer;
use procedure::day::Day;
use procedure::oracle::Book;
use procedure::random::{self, Pick, Setting};
use proptest::test_runner::{Config, TestCaseError, TestRunner};

const MOST_A_DAY: usize = 200;

/// How many commands are tried in all, and how often the closer is run: at each so many-th act.
fn effort() -> (usize, usize) {
    match std::env::var("OSBP_PROPERTY_COMMANDS") {
        Ok(text) => (text.parse().expect("OSBP_PROPERTY_COMMANDS is a number"), 1),
        Err(_) => (2_000, 8),
    }
}

fn play(judge: impl Fn(&mut Game) -> Result<(), String>) {
    let (commands, every) = effort();
    let tried = Cell::new(0_usize);
    let done: RefCell<BTreeMap<&'static str, usize>> = RefCell::default();
    // A shrunk counterexample becomes a test of its own; a file of seeds would go stale with the generator.
    let config = Config { cases: 16, max_shrink_iters: 4_000, failure_persistence: None, ..Config::default() };
    while tried.get() < commands {
        // A runner counts its cases once and for all.
        let mut runner = TestRunner::new(config.clone());
        let outcome = runner.run(&random::days(MOST_A_DAY), |(setting, picks)| {
            let mut game = Game::begin(setting, every);
            let mut after_the_end = 0;
            for pick in picks {
                tried.set(tried.get() + 1);
                if let Some(name) = game.step(pick).map_err(TestCaseError::fail)? {
                    *done.borrow_mut().entry(name).or_default() += 1;
                    judge(&mut game).map_err(TestCaseError::fail)?;
                }
                // A few more are tried on what is closed, then the day is over.
                after_the_end += usize::from(game.day.crossing.as_of(game.day.now).is_closed());
                if after_the_end > 5 {
                    break;
                }
            }
            Ok(())
        });
        if let Err(fault) = outcome {
            panic!("{fault}");
        }
    }
    let done = done.into_inner();
    eprintln!("{} commands tried, {} done: {done:?}", tried.get(), done.values().sum::<usize>());
    assert!(done.values().sum::<usize>() * 8 > tried.get(), "the days are too tame to test anything");
}

struct Game {
    day: Day,
    book: Book,
    every: usize,
    longest: usize,
}

impl Game {
    fn begin(setting: Setting, every: usize) -> Self {
        let day = setting.begin();
        let book = Book::open(&day);
        Self { day, book, every, longest: 0 }
    }

    fn step(&mut self, pick: Pick) -> Result<Option<&'static str>, String> {
        let done = pick.play(&mut self.day);
        self.book.read(&self.day)?;
        Ok(done)
    }

    fn is_time(&self) -> bool {
        self.day.acts.len().is_multiple_of(self.every)
    }
}

/// §9.1 to §9.6, §9.8 and §9.9, and the domain's own book against the judge's.
#[test]
fn every_invariant_holds_whatever_officers_try() {
    play(|_| Ok(()));
}

/// What is shown between two acts is right: nothing lapses before it is said to.
#[test]
fn nothing_lapses_before_its_time() {
    play(|game| {
        let crossing = &game.day.crossing;
        let last = match crossing.lapses_at() {
            Some(at) => at - TimeDelta::milliseconds(1),
            None => game.day.now + TimeDelta::days(1_000),
        };
        let now = crossing.as_of(game.day.now);
        if last >= game.day.now && crossing.as_of(last) != now {
            return Err(format!("something lapsed before {last}"));
        }
        match crossing.lapses_at() {
            Some(at) if at > game.day.now && !now.is_closed() && crossing.as_of(at) == now => {
                Err(format!("nothing lapsed at {at}"))
            }
            _ => Ok(()),
        }
    });
}

/// §9.11.
#[test]
fn there_is_no_dead_end() {
    play(|game| {
        if !game.is_time() {
            return Ok(());
        }
        let (mut day, mut book) = (game.day.clone(), game.book.clone());
        let acts = closer::close(&mut day)?;
        game.longest = game.longest.max(acts);
        book.read(&day)
    });
}

/// §9.10 as far as the domain sees it: both States, the auditor and a program without any key fold the same crossing,
/// and a lawful erasure of facts breaks neither the fold nor the guards.
#[test]
fn anybody_who_replays_the_open_parts_folds_the_same_crossing() {
    play(|game| {
        if !game.is_time() {
            return Ok(());
        }
        let day = &game.day;
        let again = day.replay(|_| true).map_err(|fault| format!("the replay stopped: {fault:?}"))?;
        if again != day.crossing {
            return Err("the replay folds another crossing".to_owned());
        }
        let blank = day.replay(|_| false).map_err(|fault| format!("without facts the replay stopped: {fault:?}"))?;
        same_procedure(day, &blank)?;
        // Facts are erased one by one, as their time comes.
        let erased = day.acts.iter().enumerate().filter(|(_, stored)| stored.decided.facts.is_some());
        for (number, _) in erased {
            let partly = day
                .replay(|other| other != number)
                .map_err(|fault| format!("without the facts of act {number} the replay stopped: {fault:?}"))?;
            same_procedure(day, &partly)?;
        }
        Ok(())
    });
}

fn same_procedure(day: &Day, blank: &domain::Crossing) -> Result<(), String> {
    let of = |crossing: &domain::Crossing| {
        let subjects: Vec<_> = crossing
            .subjects
            .values()
            .map(|subject| (subject.id, crossing.phase_of(subject), subject.entry_begun_at, subject.handed_over_at))
            .collect();
        (subjects, crossing.steps.clone(), crossing.motions.clone(), crossing.relations.clone(), crossing.version)
    };
    if of(blank) == of(&day.crossing) { Ok(()) } else { Err("the blanks changed the procedure".to_owned()) }
}

/// A crossing and its acts come back from their stored form as they were.
#[test]
fn what_is_stored_is_read_back_as_it_was() {
    play(|game| {
        if !game.is_time() {
            return Ok(());
        }
        for stored in &game.day.acts {
            let text = serde_json::to_string(&stored.decided.act).map_err(|fault| fault.to_string())?;
            let again: domain::CrossingAct = serde_json::from_str(&text).map_err(|fault| format!("{fault}: {text}"))?;
            let facts = serde_json::to_string(&stored.decided.facts).map_err(|fault| fault.to_string())?;
            let facts: Option<domain::Facts> = serde_json::from_str(&facts).map_err(|fault| fault.to_string())?;
            let private = serde_json::to_string(&stored.decided.private).map_err(|fault| fault.to_string())?;
            let private: domain::PrivatePart = serde_json::from_str(&private).map_err(|fault| fault.to_string())?;
            if (again, facts, private)
                != (stored.decided.act.clone(), stored.decided.facts.clone(), stored.decided.private.clone())
            {
                return Err(format!("read back otherwise: {text}"));
            }
        }
        let text = serde_json::to_string(&game.day.crossing).map_err(|fault| fault.to_string())?;
        let again: domain::Crossing = serde_json::from_str(&text).map_err(|fault| format!("{fault}: {text}"))?;
        if again == game.day.crossing { Ok(()) } else { Err("the crossing was read back otherwise".to_owned()) }
    });
}
