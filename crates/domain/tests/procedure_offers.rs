//! What the action bar offers, and since when a step waits.

#[expect(dead_code, reason = "each file of tests uses a part of the post")]
#[expect(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "what is missing in a test fails the test"
)]
mod procedure;

use domain::act::{Conclusion, Motion};
use domain::action::Given;
use domain::agreement::Demanded;
use domain::crossing::{Choice, Offer, Way};
use domain::customs::{CustomsWork, Lane};
use domain::post::{Category, Flow, Priority};
use domain::subject::{ConveyanceKind, RelationKind};
use domain::{Action, Agency, Direction, Refusal, Side, StepId, StepState, SubjectId};
use procedure::asks::*;
use procedure::day::Day;
use procedure::goods::{self, amount};
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
fn chance_draws_each_of_a_party_by_himself() {
    let mut day = Day::begin(Hosts::Entry, &party::bus(Direction::AToB));
    let is_own = |step: &&domain::Step| step.side == Side::Exit && step.agency == Agency::Immigration;
    let own: Vec<(StepId, SubjectId)> =
        day.crossing.steps.values().filter(is_own).map(|step| (step.id, step.subject)).collect();
    let steps: Vec<StepId> = own.iter().map(|(step, _)| *step).collect();
    day.draw = 0b10;
    day.good("N-IMM1", &claim_all(&steps));
    for (place, (_, subject)) in own.iter().enumerate() {
        let offers = offered(&day, "N-IMM1", subject.0);
        let clear = offers.iter().find(|offer| offer.choice == Choice::Clear).unwrap();
        assert_eq!(clear.unless, (place == 1).then_some(Refusal::DrawnForReferral), "{place}");
    }
    assert_eq!(day.refused("N-IMM1", &goods::clear_all(&steps)), Refusal::DrawnForReferral);
    day.good("N-IMM1", &refer(steps[1]));
    let others: Vec<StepId> = steps.iter().copied().filter(|step| *step != steps[1]).collect();
    assert!(!others.is_empty());
    day.good("N-IMM1", &goods::clear_all(&others));
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

/// Returns whether it is offered on this subject, and why not yet where it is not for now.
fn found(day: &Day, number: &str, subject: u16, choice: Choice) -> Option<Option<Refusal>> {
    offered(day, number, subject).into_iter().find(|offer| offer.choice == choice).map(|offer| offer.unless)
}

/// Declared goods whose arrival the entry State's customs has claimed, in that lane.
fn goods_in(lane: Lane) -> (Day, StepId) {
    let mut day = Day::begin(Hosts::Entry, &party::truck(Direction::AToB, None));
    day.lane = Some(lane);
    day.good("N-CUS1", &Action::LodgeDeclaration { subject: SubjectId(3), declaration: party::declaration() });
    day.clear_side(3, Side::Exit);
    let arrival = day.step(3, Side::Entry, Agency::Customs, "arrival");
    day.good("S-CUS1", &claim(arrival));
    (day, arrival)
}

#[test]
fn whoever_has_a_customs_step_may_assess_and_settles_what_is_open() {
    let (mut day, arrival) = goods_in(Lane::Green);
    assert_eq!(found(&day, "S-CUS1", 3, Choice::Assess), Some(None));
    assert_eq!(found(&day, "S-CUS1", 3, Choice::Settle), None, "nothing is assessed");
    let work = CustomsWork { assessed: Some(vec![amount(500)]), ..CustomsWork::default() };
    day.good("S-CUS1", &goods::with(query(arrival), work));
    assert_eq!(found(&day, "S-REC1", 3, Choice::Settle), Some(None), "reception writes down what was paid");
    assert_eq!(found(&day, "S-REC1", 3, Choice::Assess), None);
    assert_eq!(found(&day, "N-REC1", 3, Choice::Settle), None, "the other State knows of no amount");
    assert_eq!(found(&day, "N-REC1", 3, Choice::Answer), Some(None));
    day.good("S-REC1", &answer(arrival));
    day.good("S-CUS1", &claim(arrival));
    assert_eq!(found(&day, "S-CUS1", 3, Choice::Clear), Some(Some(Refusal::AmountsOpen)));
    assert_eq!(Refusal::AmountsOpen.ways(), [Way::Act(Choice::Settle)]);
    assert_eq!(found(&day, "S-CUS1", 3, Choice::Settle), Some(None));
    day.good("S-CUS1", &goods::with(clear(arrival), goods::settlement()));
    assert_eq!(found(&day, "S-CUS1", 3, Choice::Settle), None);
}

#[test]
fn nobody_assesses_at_a_step_that_is_not_of_customs() {
    let mut day = truck();
    let step = day.step(1, Side::Exit, Agency::Immigration, "identity");
    day.good("N-IMM1", &claim(step));
    assert_eq!(found(&day, "N-IMM1", 1, Choice::Assess), None);
}

#[test]
fn a_lane_is_changed_upwards_by_whoever_has_it_and_downwards_by_the_supervisor_who_concludes() {
    assert_eq!(found(&goods_in(Lane::Yellow).0, "S-CUS1", 3, Choice::Reroute), Some(None));
    let (mut day, arrival) = goods_in(Lane::Red);
    assert_eq!(found(&day, "S-CUS1", 3, Choice::Reroute), None, "there is no stricter one");
    day.good("S-CUS1", &refer(arrival));
    let second = day.newest();
    let mut alone = day.clone();
    alone.good("S-CUS2", &claim(second));
    assert_eq!(found(&alone, "S-CUS2", 3, Choice::Reroute), None, "an officer is no supervisor");
    day.good("S-SUP2", &claim(second));
    assert_eq!(found(&day, "S-SUP2", 3, Choice::Reroute), Some(None));
    day.good("S-SUP2", &conclude(second, Conclusion::Ready));
    assert_eq!(found(&day, "S-SUP2", 3, Choice::Reroute), None);
}

#[test]
fn seals_are_read_on_goods_and_heads_counted_on_what_drives() {
    let day = truck();
    assert_eq!(found(&day, "N-CUS1", 3, Choice::CheckSeals), Some(None));
    assert_eq!(found(&day, "N-REC1", 3, Choice::CheckSeals), None, "reception has no control");
    assert_eq!(found(&day, "N-REC1", 2, Choice::CountHeads), Some(None));
    for (subject, choice) in [(1, Choice::CheckSeals), (2, Choice::CheckSeals), (1, Choice::CountHeads)] {
        assert_eq!(found(&day, "N-CUS1", subject, choice), None, "{choice:?} on {subject}");
    }
    assert_eq!(Refusal::DemandedMissing { what: Demanded::SealCheck }.ways(), [Way::Act(Choice::CheckSeals)]);
    assert_eq!(Refusal::DemandedMissing { what: Demanded::HeadCount }.ways(), [Way::Act(Choice::CountHeads)]);
}

#[test]
fn who_may_not_hold_while_the_order_is_varied_presents() {
    let mut day = Day::begin(Hosts::Entry, &party::walker(Direction::AToB));
    let health = day.step(1, Side::Entry, Agency::Health, "health_screen");
    day.good("S-SUP1", &ask(Motion::Vary { subject: SubjectId(1) }));
    day.good("N-SUP1", &second(1));
    day.good("S-HEA1", &claim(health));
    assert_eq!(found(&day, "S-HEA1", 1, Choice::Hold), Some(Some(Refusal::VariedNoHold)));
    assert_eq!(Refusal::VariedNoHold.ways(), [Way::Act(Choice::Present)]);
    assert_eq!(found(&day, "S-HEA1", 1, Choice::Present), Some(None));
    day.good("S-HEA1", &present(health));
    assert_eq!(found(&day, "S-HEA1", 1, Choice::Present), None);
}

#[test]
fn nobody_is_presented_while_the_order_holds() {
    let (day, _) = goods_in(Lane::Green);
    assert_eq!(found(&day, "S-CUS1", 3, Choice::Present), None);
}

#[test]
fn what_was_decided_on_is_moved_by_both_supervisors_or_not_at_all() {
    let mut day = Day::begin(Hosts::Entry, &party::walker(Direction::AToB));
    assert_eq!(found(&day, "N-REC1", 1, Choice::MoveAway), Some(None));
    assert_eq!(found(&day, "N-SUP1", 1, Choice::AskMove), None);
    day.clear_side(1, Side::Exit);
    assert_eq!(found(&day, "N-REC1", 1, Choice::MoveAway), None);
    assert_eq!(found(&day, "N-REC1", 1, Choice::AskMove), None, "it takes a supervisor");
    assert_eq!(found(&day, "N-SUP1", 1, Choice::AskMove), Some(None));
}

#[test]
fn a_travellers_declaration_is_offered_until_his_controls_are_over() {
    let mut day = Day::begin(Hosts::Entry, &party::walker(Direction::AToB));
    let is_offered = |day: &Day, number: &str, subject: u16| {
        offered(day, number, subject).iter().any(|offer| offer.choice == Choice::DeclareTraveller)
    };
    assert!(is_offered(&day, "N-REC1", 1) && is_offered(&day, "S-IMM1", 1));
    day.clear_side(1, Side::Exit);
    day.clear_side(1, Side::Entry);
    assert!(!is_offered(&day, "N-REC1", 1));
    let day = truck();
    assert!(is_offered(&day, "N-REC1", 1) && !is_offered(&day, "N-REC1", 3), "goods have a declaration of their own");
}

#[test]
fn the_seals_that_differ_are_named() {
    let day = truck();
    let recorded = day.crossing.seals_on(&day.crossing.subjects[&SubjectId(3)]).unwrap().to_vec();
    let differ = |read: &[String]| day.crossing.seals_that_differ(SubjectId(3), read).unwrap();
    let typed: Vec<String> = recorded.iter().map(|seal| format!(" {}", seal.to_ascii_lowercase())).collect();
    assert_eq!(differ(&typed), (Vec::new(), Vec::new()));
    let foreign = vec!["XX 9".to_owned()];
    assert_eq!(differ(&foreign), (recorded, foreign));
}
