//! Emergency (PROCEDURE §3): on a mass arrival both supervisors put a shorter template in force for a time.

#![expect(clippy::unwrap_used, reason = "what is missing in a test fails the test")]

#[expect(dead_code, reason = "each file of tests uses a part of the post")]
#[expect(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "what is missing in a test fails the test"
)]
mod procedure;

use std::collections::BTreeSet;

use chrono::TimeDelta;
use domain::act::LeftOutHow;
use domain::post::{Category, Flow, Standing};
use domain::template::Emergency;
use domain::{Agency, At, Direction, OfficerNumber, Post, PostAct, Refusal, Role, StateCode};
use procedure::asks::settle_left_out;
use procedure::day::Day;
use procedure::post::{certified, number};
use procedure::{Hosts, north, party, plan, south};

fn now() -> At {
    "2026-11-21T06:00:00Z".parse().unwrap()
}

/// A post with a supervisor of each State and an officer of the first.
fn post() -> Post {
    let mut post = Post::found(&PostAct::Founded { plan: plan(Hosts::Entry), keys: Vec::new() }).unwrap();
    let all = [
        ("N-SUP1", north(), Role::Supervisor, 1),
        ("N-IMM1", north(), Role::Officer, 2),
        ("S-SUP1", south(), Role::Supervisor, 1),
    ];
    for (officer, state, role, serial) in all {
        let PostAct::OfficerCertified { certified } = certified(officer, state, role, serial) else { unreachable!() };
        let standing = Standing { certified, from: now() - TimeDelta::days(1), until: None };
        post.officers.insert(number(officer), standing);
    }
    post
}

/// Persons on foot are only asked who they are: by the exit State, then by the entry State.
fn identity_alone() -> Emergency {
    Emergency {
        flow: Flow::Traveller,
        category: None,
        version: "traveller-flood-1".to_owned(),
        stays: BTreeSet::from([1, 3]),
        until: now() + TimeDelta::hours(6),
        why: "a thousand at the bridge".to_owned(),
    }
}

fn declare(post: &mut Post, by: &str, state: StateCode, emergency: &Emergency, at: At) -> Result<(), Refusal> {
    let by: OfficerNumber = number(by);
    let act = PostAct::EmergencyDeclared { emergency: emergency.clone() };
    post.check(&act, &by, state, at)?;
    post.apply(&act, &by, at);
    Ok(())
}

fn both(emergency: &Emergency) -> Post {
    let mut post = post();
    declare(&mut post, "N-SUP1", north(), emergency, now()).unwrap();
    declare(&mut post, "S-SUP1", south(), emergency, now()).unwrap();
    post
}

fn controls(post: &Post) -> Vec<String> {
    let day = Day::try_begin(post.plan.clone(), "N-REC1", &party::walker(Direction::AToB)).unwrap();
    day.crossing.steps.values().map(|step| step.control.0.clone()).collect()
}

#[test]
fn both_supervisors_put_a_shorter_template_in_force() {
    let mut post = post();
    let whole = ["identity", "health_screen", "identity", "goods"];
    assert_eq!(declare(&mut post, "N-IMM1", north(), &identity_alone(), now()), Err(Refusal::NotYourRole));
    declare(&mut post, "N-SUP1", north(), &identity_alone(), now()).unwrap();
    assert_eq!(controls(&post), whole, "one State alone shortens nothing");
    assert_eq!(declare(&mut post, "N-SUP1", north(), &identity_alone(), now()), Err(Refusal::AskedAlready));
    let other = Emergency { stays: BTreeSet::from([1, 2, 3]), ..identity_alone() };
    declare(&mut post, "S-SUP1", south(), &other, now()).unwrap();
    assert_eq!(controls(&post), whole, "nor do two who mean different things");
    declare(&mut post, "S-SUP1", south(), &identity_alone(), now()).unwrap();
    assert_eq!(controls(&post), ["identity", "identity"]);
    assert_eq!(declare(&mut post, "S-SUP1", south(), &identity_alone(), now()), Err(Refusal::AskedAlready));
}

#[test]
fn who_agrees_to_one_does_not_lose_what_he_asked_for_himself() {
    let mut post = post();
    let on_foot = identity_alone();
    let until = now() + TimeDelta::hours(2);
    let longer = Emergency { version: "traveller-flood-2".to_owned(), until, ..identity_alone() };
    declare(&mut post, "S-SUP1", south(), &longer, now()).unwrap();
    declare(&mut post, "N-SUP1", north(), &on_foot, now()).unwrap();
    declare(&mut post, "S-SUP1", south(), &on_foot, now()).unwrap();
    assert_eq!(post.plan.templates.iter().filter(|known| known.version == on_foot.version).count(), 1);
    assert_eq!(post.emergencies.iter().collect::<Vec<_>>(), [(&south(), &longer)]);
}

#[test]
fn crossings_registered_meanwhile_go_by_it_to_their_end_and_what_is_left_out_is_listed() {
    let post = both(&identity_alone());
    let mut day = Day::try_begin(post.plan.clone(), "N-REC1", &party::walker(Direction::AToB)).unwrap();
    assert_eq!(day.crossing.template, "traveller-flood-1");
    let left = post.plan.left_out(&day.crossing);
    let left: Vec<_> = left.iter().map(|(subject, step)| (subject.0, step.agency, step.control.0.as_str())).collect();
    assert_eq!(left, [(1, Agency::Health, "health_screen"), (1, Agency::Customs, "goods")]);
    // It keeps its template after the emergency: whoever joins it too.
    day.later(12 * 60);
    let joins = domain::Action::AddSubject { facts: party::person("LATE", "TZA"), relations: Vec::new() };
    let added = day.trial(&day.officer("N-REC1"), &joins).unwrap();
    day.crossing.check_addition(&added[0].act, &post.plan).unwrap();
    day.good("N-REC1", &joins);
    day.clear_all();
    day.good("S-GAT1", &procedure::asks::walk_out(&[1, 2]));
    assert!(day.crossing.is_closed());
}

#[test]
fn it_ends_by_itself() {
    let emergency = identity_alone();
    let post = both(&emergency);
    let version = |at| post.plan.template_at(Flow::Traveller, None, at).unwrap().version.clone();
    assert_eq!(version(now()), "traveller-flood-1");
    assert_eq!(version(emergency.until - TimeDelta::milliseconds(1)), "traveller-flood-1");
    assert_eq!(version(emergency.until), "traveller-1");
    let day = Day::try_begin(post.plan.clone(), "N-REC1", &party::walker(Direction::AToB)).unwrap();
    let mut late = day.crossing.clone();
    late.arrived_at = emergency.until;
    assert_eq!(late.check_addition(&day.acts[1].decided.act, &post.plan), Err(Refusal::NoTemplate), "not afterwards");
}

fn end(post: &mut Post, by: &str, state: StateCode, version: &str, at: At) -> Result<(), Refusal> {
    let by: OfficerNumber = number(by);
    let act = PostAct::EmergencyEnded { version: version.to_owned() };
    post.check(&act, &by, state, at)?;
    post.apply(&act, &by, at);
    Ok(())
}

#[test]
fn one_supervisor_goes_back_to_the_whole_procedure_before_its_time() {
    let emergency = identity_alone();
    let mut post = both(&emergency);
    let ends = now() + TimeDelta::hours(1);
    assert_eq!(end(&mut post, "N-IMM1", north(), &emergency.version, ends), Err(Refusal::NotYourRole));
    assert_eq!(end(&mut post, "N-SUP1", north(), "traveller-1", ends), Err(Refusal::NoEmergency), "no emergency");
    end(&mut post, "S-SUP1", south(), &emergency.version, ends).unwrap();
    let version = |at| post.plan.template_at(Flow::Traveller, None, at).unwrap().version.clone();
    assert_eq!(version(ends - TimeDelta::milliseconds(1)), "traveller-flood-1");
    assert_eq!(version(ends + TimeDelta::milliseconds(1)), "traveller-1");
    // Whoever was registered meanwhile goes by it to the end.
    let day = Day::try_begin(post.plan.clone(), "N-REC1", &party::walker(Direction::AToB)).unwrap();
    assert_eq!(day.crossing.template, "traveller-flood-1");
    day.crossing.check_addition(&day.trial(&day.officer("N-REC1"), &joining()).unwrap()[0].act, &post.plan).unwrap();
    let again = end(&mut post, "N-SUP1", north(), &emergency.version, ends + TimeDelta::minutes(1));
    assert_eq!(again, Err(Refusal::NoEmergency), "it is over");
}

fn joining() -> domain::Action {
    domain::Action::AddSubject { facts: party::person("LATE", "TZA"), relations: Vec::new() }
}

#[test]
fn what_one_state_asked_for_is_taken_back_or_declined() {
    for (by, state) in [("N-SUP1", north()), ("S-SUP1", south())] {
        let mut post = post();
        let emergency = identity_alone();
        declare(&mut post, "N-SUP1", north(), &emergency, now()).unwrap();
        end(&mut post, by, state, &emergency.version, now()).unwrap();
        assert!(post.emergencies.is_empty());
        declare(&mut post, "S-SUP1", south(), &emergency, now()).unwrap();
        assert_eq!(controls(&post).len(), 4, "one State alone shortens nothing");
    }
}

#[test]
fn what_was_left_out_is_made_good_or_noted_by_the_state_and_agency_whose_it_is() {
    let post = both(&identity_alone());
    let mut day = Day::try_begin(post.plan.clone(), "N-REC1", &party::walker(Direction::AToB)).unwrap();
    let left =
        |day: &Day| -> Vec<u16> { post.plan.left_out(&day.crossing).iter().map(|(_, step)| step.id.0).collect() };
    let listed = left(&day);
    let [health, goods] = listed[..] else { unreachable!("two were left out: {listed:?}") };
    let made_good = |step| settle_left_out(1, step, LeftOutHow::MadeGood, None);
    assert_eq!(day.refused("N-IMM1", &made_good(health)), Refusal::OtherState);
    assert_eq!(day.refused("S-CUS1", &made_good(health)), Refusal::OtherAgency);
    assert_eq!(day.refused("S-REC1", &made_good(health)), Refusal::NotYourRole);
    assert_eq!(day.refused("S-HEA1", &made_good(goods + 1)), Refusal::NotLeftOut);
    day.good("S-HEA1", &made_good(health));
    assert_eq!(left(&day), [goods]);
    assert_eq!(day.refused("S-HEA2", &made_good(health)), Refusal::NotLeftOut, "once");
    // After the party has left too; why it stays left out is for the own State alone.
    day.clear_all();
    day.good("S-GAT1", &procedure::asks::walk_out(&[1]));
    assert!(day.crossing.is_closed());
    assert_eq!(day.refused("S-SUP1", &settle_left_out(1, goods, LeftOutHow::Noted, Some(" "))), Refusal::ReasonMissing);
    day.good("S-SUP1", &settle_left_out(1, goods, LeftOutHow::Noted, Some("gone by then")));
    assert!(left(&day).is_empty());
    let stored = day.acts.last().unwrap();
    assert_eq!(stored.decided.private.note.as_deref(), Some("gone by then"));
    assert_eq!(stored.decided.facts, None);
    let settled: Vec<_> = day.crossing.done_later.iter().map(|done| (done.step.id.0, done.how)).collect();
    assert_eq!(settled, [(health, LeftOutHow::MadeGood), (goods, LeftOutHow::Noted)]);
}

#[test]
fn a_template_that_is_agreed_on_later_voids_nothing_that_was_settled() {
    let mut post = both(&identity_alone());
    let mut day = Day::try_begin(post.plan.clone(), "N-REC1", &party::walker(Direction::AToB)).unwrap();
    let before = day.crossing.clone();
    let (_, health) = post.plan.left_out(&day.crossing).remove(0);
    let settled = day.good("S-HEA1", &settle_left_out(1, health.id.0, LeftOutHow::MadeGood, None));
    let mut agreed = post.plan.template(Flow::Traveller, None).unwrap().clone();
    agreed.version = "traveller-2".to_owned();
    agreed.from = now().date_naive();
    agreed.steps.retain(|step| step.agency != Agency::Health);
    post.plan.later.templates.push(agreed);
    before.check_agreed(&settled[0].act, None, &post.plan, day.now).unwrap();
    let domain::CrossingAct::LeftOutDone { subject, step, how } = settled[0].act.clone() else { unreachable!() };
    let other = domain::step::PlannedStep { agency: Agency::Police, ..step };
    let invented = domain::CrossingAct::LeftOutDone { subject, step: other, how };
    assert_eq!(before.check_agreed(&invented, None, &post.plan, day.now), Err(Refusal::NotLeftOut));
}

#[test]
fn whoever_went_another_way_needs_nothing_made_good() {
    let post = both(&identity_alone());
    let mut day = Day::try_begin(post.plan.clone(), "N-REC1", &party::walker(Direction::AToB)).unwrap();
    day.good("N-IMM1", &domain::Action::Withdraw { subjects: vec![domain::SubjectId(1)] });
    let (_, step) = post.plan.left_out(&day.crossing).remove(0);
    assert_eq!(
        day.refused("S-SUP1", &settle_left_out(1, step.id.0, LeftOutHow::MadeGood, None)),
        Refusal::SubjectIs { phase: domain::SubjectPhase::Withdrawn }
    );
}

#[test]
fn the_stored_form_of_an_end() {
    let act = PostAct::EmergencyEnded { version: "traveller-flood-1".to_owned() };
    let stored = r#"{"kind":"emergency_ended","version":"traveller-flood-1"}"#;
    assert_eq!(serde_json::to_string(&act).unwrap(), stored);
    assert_eq!(serde_json::from_str::<PostAct>(stored).unwrap(), act);
}

#[test]
fn it_is_shorter_and_leaves_each_state_a_control_of_everybody_and_everything() {
    let mut post = post();
    let mut wrong = |change: &dyn Fn(&mut Emergency)| {
        let mut emergency = identity_alone();
        change(&mut emergency);
        declare(&mut post, "N-SUP1", north(), &emergency, now())
    };
    assert_eq!(wrong(&|one| one.stays = BTreeSet::from([1, 2, 3, 4])), Err(Refusal::NotShorter), "not shorter");
    assert_eq!(
        wrong(&|one| one.stays = BTreeSet::from([1])),
        Err(Refusal::NotShorter),
        "no control of the entry State"
    );
    assert_eq!(wrong(&|one| one.stays = BTreeSet::from([1, 3, 9])), Err(Refusal::NotShorter), "no such control");
    assert_eq!(wrong(&|one| one.until = now()), Err(Refusal::NotShorter), "for no time");
    assert_eq!(wrong(&|one| one.until = now() + TimeDelta::days(2)), Err(Refusal::NotShorter), "for too long");
    assert_eq!(wrong(&|one| one.why = " ".to_owned()), Err(Refusal::ReasonMissing));
    assert_eq!(wrong(&|one| one.version = "traveller-1".to_owned()), Err(Refusal::AskedAlready), "a version names one");
}

#[test]
fn an_emergency_of_one_road_lane_leaves_the_others_alone() {
    let of_trucks = Emergency {
        flow: Flow::Truck,
        version: "truck-flood-1".to_owned(),
        stays: (1..=9).filter(|place| *place != 8).collect(),
        ..identity_alone()
    };
    let post = both(&of_trucks);
    let version = |category| post.plan.template_at(Flow::Truck, category, now()).unwrap().version.clone();
    assert_eq!(version(None), "truck-flood-1");
    assert_eq!(version(Some(Category::ToBeCleared)), "truck-flood-1", "it goes by the same template");
    assert_eq!(version(Some(Category::Livestock)), "truck_livestock-1");
    assert_eq!(version(Some(Category::Dangerous)), "truck_dangerous-1");
}

#[test]
fn it_shortens_the_newest_version_that_both_states_agreed_on_and_goes_before_it() {
    let mut post = post();
    let mut agreed = post.plan.template(Flow::Traveller, None).unwrap().clone();
    agreed.version = "traveller-2".to_owned();
    agreed.from = now().date_naive();
    agreed.steps.pop();
    post.plan.later.templates.push(agreed);
    let emergency = identity_alone();
    declare(&mut post, "N-SUP1", north(), &emergency, now()).unwrap();
    declare(&mut post, "S-SUP1", south(), &emergency, now()).unwrap();
    let version = |at| post.plan.template_at(Flow::Traveller, None, at).unwrap().version.clone();
    assert_eq!(version(now() - TimeDelta::days(1)), "traveller-1");
    assert_eq!(version(now()), "traveller-flood-1");
    assert_eq!(version(emergency.until), "traveller-2");
    let day = Day::try_begin(post.plan.clone(), "N-REC1", &party::walker(Direction::AToB)).unwrap();
    let left = post.plan.left_out(&day.crossing);
    let left: Vec<_> = left.iter().map(|(_, step)| step.control.0.as_str()).collect();
    assert_eq!(left, ["health_screen"], "the goods were left out by agreement");
}
