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
use domain::post::{Category, Flow, Standing};
use domain::template::Emergency;
use domain::{Agency, At, Direction, OfficerNumber, Post, PostAct, Refusal, Role, StateCode};
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
