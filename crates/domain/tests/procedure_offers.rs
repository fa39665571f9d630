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
use domain::crossing::{Choice, Offer, Way};
use domain::post::{Category, Flow, Priority};
use domain::subject::{ConveyanceKind, RelationKind};
use domain::{Action, Agency, Direction, Refusal, Side, StepState, SubjectId};
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

/// Whoever is told that he may not is told what he may, where it is his to do.
#[test]
fn beside_a_hold_of_a_host_national_stands_the_call_of_the_host() {
    // The host is the entry State; the exit State's officer has one of its nationals before him.
    let registration = party::walkers(Direction::AToB, vec![party::person("OKELLO", "SUD")], Vec::new());
    let mut day = Day::begin(Hosts::Entry, &registration);
    let step = day.step(1, Side::Exit, Agency::Immigration, "identity");
    day.good("N-IMM1", &claim(step));
    let offers = offered(&day, "N-IMM1", 1);
    let held = offers.iter().find(|offer| offer.choice == Choice::Hold).and_then(|offer| offer.unless.clone());
    assert_eq!(held, Some(Refusal::NationalOfHostState), "{offers:?}");
    assert_eq!(Refusal::NationalOfHostState.ways(), [Way::Act(Choice::CallHost)]);
    let call = offers.iter().find(|offer| offer.choice == Choice::CallHost);
    assert_eq!(call.map(|offer| &offer.unless), Some(&None), "{offers:?}");
}

#[test]
fn after_the_handover_a_notice_is_offered_beside_the_consent() {
    let mut day = Day::begin(Hosts::Entry, &party::walker(Direction::AToB));
    let is_offered = |day: &Day, choice| offered(day, "N-IMM1", 1).iter().any(|offer| offer.choice == choice);
    day.clear_side(1, Side::Exit);
    assert!(is_offered(&day, Choice::Reopen) && !is_offered(&day, Choice::ReopenByNotice));
    let health = day.step(1, Side::Entry, Agency::Health, "health_screen");
    day.good("S-HEA1", &claim(health));
    assert!(!is_offered(&day, Choice::Reopen));
    assert!(is_offered(&day, Choice::ReopenByNotice) && is_offered(&day, Choice::AskConsent));
}

#[test]
fn what_was_decided_on_is_voided_by_both_supervisors_or_not_at_all() {
    let mut day = Day::begin(Hosts::Entry, &party::walker(Direction::AToB));
    let is_offered = |day: &Day, choice| offered(day, "N-SUP1", 1).iter().any(|offer| offer.choice == choice);
    assert!(is_offered(&day, Choice::Void) && !is_offered(&day, Choice::AskVoid));
    day.clear_side(1, Side::Exit);
    assert!(!is_offered(&day, Choice::Void) && is_offered(&day, Choice::AskVoid));
}

#[test]
fn who_was_off_loaded_leaves_apart_from_the_vehicle() {
    let car = party::vehicle(ConveyanceKind::Car, "KCA 123X");
    let registration = Action::Register {
        direction: Direction::AToB,
        flow: Flow::Car,
        category: None,
        priority: Priority::None,
        subjects: vec![party::person("MWANGI", "KEN"), party::person("OKELLO", "UGA"), car],
        relations: vec![party::relation(1, RelationKind::Drives, 3), party::relation(2, RelationKind::TravelsOn, 3)],
    };
    let mut day = Day::begin(Hosts::Entry, &registration);
    let (passenger, vehicle) = (SubjectId(2), SubjectId(3));
    day.clear_all();
    assert!(day.crossing.leaving_with(vehicle).contains(&passenger));
    let ended = vec![party::relation(2, RelationKind::TravelsOn, 3)];
    day.good("N-REC1", &Action::Relate { begun: Vec::new(), ended });
    assert!(!day.crossing.leaving_with(vehicle).contains(&passenger));
    assert_eq!(day.crossing.leaving_with(passenger), [passenger]);
}
