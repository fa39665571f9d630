//! What the action bar offers, and since when a step waits.

#[expect(dead_code, reason = "each file of tests uses a part of the post")]
#[expect(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "what is missing in a test fails the test"
)]
mod procedure;

use domain::action::Given;
use domain::crossing::{Choice, Offer};
use domain::post::Category;
use domain::{Agency, Direction, Side, StepState, SubjectId};
use procedure::asks::*;
use procedure::day::Day;
use procedure::{Hosts, party};

fn truck() -> Day {
    Day::begin(Hosts::Entry, &party::truck(Direction::AToB, Some(Category::ToBeCleared)))
}

fn offered(day: &Day, number: &str, subject: u16) -> Vec<Offer> {
    let by = day.officer(number);
    day.crossing.offers(&day.file(by.state), &by, &Given::plan(&day.plan), SubjectId(subject), day.now)
}

#[test]
fn the_gate_may_let_a_sealed_truck_out() {
    let mut day = truck();
    day.clear_all();
    for subject in 1..=3 {
        let offers = offered(&day, "S-GAT1", subject);
        let out = offers.iter().find(|offer| offer.choice == Choice::Depart);
        assert_eq!(out.map(|offer| &offer.unless), Some(&None), "subject {subject}: {offers:?}");
    }
}

#[test]
fn nobody_but_the_gate_is_offered_to_let_out() {
    let mut day = truck();
    day.clear_all();
    assert!(offered(&day, "S-IMM1", 1).iter().all(|offer| offer.choice != Choice::Depart));
}

#[test]
fn a_claim_that_another_has_is_not_offered_again() {
    let mut day = Day::begin(Hosts::Entry, &party::walker(Direction::AToB));
    let step = day.step(1, Side::Exit, Agency::Immigration, "identity");
    assert!(offered(&day, "N-IMM2", 1).iter().any(|offer| offer.choice == Choice::Claim));
    day.good("N-IMM1", &claim(step));
    let offers = offered(&day, "N-IMM2", 1);
    assert!(offers.iter().all(|offer| offer.choice != Choice::Claim && offer.choice != Choice::Clear), "{offers:?}");
}

#[test]
fn a_step_is_ready_since_the_last_earlier_one_was_done() {
    let mut day = Day::begin(Hosts::Entry, &party::walker(Direction::AToB));
    let exit = day.step(1, Side::Exit, Agency::Immigration, "identity");
    let first_of_entry = day.step(1, Side::Entry, Agency::Health, "health_screen");
    let since = |day: &Day, step| day.crossing.since(&day.crossing.steps[&step]);
    let begun = day.crossing.steps[&exit].since;
    assert_eq!(since(&day, exit), begun, "nothing is before it");
    day.later(12);
    day.clear_side(1, Side::Exit);
    assert_eq!(day.state(first_of_entry), StepState::Ready);
    assert_eq!(since(&day, first_of_entry), day.crossing.last_at);
    assert!(day.crossing.last_at > begun + chrono::TimeDelta::minutes(12));
}
