//! What both States agree on after the founding, shifts, references for paper: who may do what, and what counts from when.

#![expect(clippy::unwrap_used, reason = "what is missing in a test fails the test")]

#[expect(dead_code, reason = "each file of tests uses a part of the post")]
#[expect(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "what is missing in a test fails the test"
)]
mod procedure;

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, TimeDelta};
use domain::agreeing::{Proposal, ProposalNumber};
use domain::officer::DeskCode;
use domain::post::{Category, Desk, Flow, Settings, StateKeys};
use domain::reserved::MOST_AT_ONCE;
use domain::step::Control;
use domain::template::{Template, TemplateFault, TemplateStep};
use domain::{Agency, At, Post, PostAct, Reference, Refusal, Role, Side, StateCode, SubjectKind};
use procedure::post::{certified, number};
use procedure::{Hosts, north, plan, south, templates};

fn at(minute: i64) -> At {
    "2026-11-21T06:00:00Z".parse::<DateTime<chrono::Utc>>().unwrap() + TimeDelta::minutes(minute)
}

fn day(days: i64) -> NaiveDate {
    at(0).date_naive() + TimeDelta::days(days)
}

/// An administrator, two supervisors and an officer of each State; each has a desk for every agency.
fn founded() -> Post {
    let mut plan = plan(Hosts::Entry);
    for (letter, state) in [("N", north()), ("S", south())] {
        for agency in Agency::ALL {
            let code = DeskCode(format!("{letter}-{}", agency.word()));
            plan.desks.push(Desk { code, state, agency, place: String::new() });
        }
    }
    let keys = [north(), south()].map(|state| StateKeys { state, root: String::new(), readers: Vec::new() });
    let mut post = Post::found(&PostAct::Founded { plan, keys: keys.to_vec() }).unwrap();
    for (letter, state) in [("N", north()), ("S", south())] {
        let roles = [
            ("ADM", Role::Administrator),
            ("SUP1", Role::Supervisor),
            ("SUP2", Role::Supervisor),
            ("1", Role::Officer),
        ];
        for ((name, role), serial) in roles.into_iter().zip(1..) {
            let act = certified(&format!("{letter}-{name}"), state, role, serial);
            done(&mut post, &format!("{letter}-ADM"), &act, 0);
        }
    }
    post
}

fn state_of(officer: &str) -> StateCode {
    if officer.starts_with('N') { north() } else { south() }
}

#[track_caller]
fn done(post: &mut Post, by: &str, act: &PostAct, minute: i64) {
    post.check(act, &number(by), state_of(by), at(minute)).unwrap();
    post.apply(act, &number(by), at(minute));
}

#[track_caller]
fn refused(post: &Post, by: &str, act: &PostAct, minute: i64) -> Refusal {
    post.check(act, &number(by), state_of(by), at(minute)).unwrap_err()
}

fn proposed(number: u32, proposal: Proposal) -> PostAct {
    PostAct::Proposed { number: ProposalNumber(number), proposal }
}

fn agreed(number: u32) -> PostAct {
    PostAct::ProposalAgreed { number: ProposalNumber(number) }
}

/// The template of travellers without its health screening.
fn shorter(version: &str, from: NaiveDate) -> Template {
    let mut template = templates::all().into_iter().find(|known| known.flow == Flow::Traveller).unwrap();
    template.steps.retain(|step| step.agency != Agency::Health);
    version.clone_into(&mut template.version);
    template.from = from;
    template
}

fn of(template: Template) -> Proposal {
    Proposal::Template { template }
}

#[test]
fn a_template_counts_once_both_states_agreed_and_from_its_day_on() {
    let mut post = founded();
    let act = proposed(1, of(shorter("traveller-2", day(3))));
    assert_eq!(refused(&post, "N-1", &act, 1), Refusal::NotYourRole);
    done(&mut post, "N-SUP1", &act, 1);
    let version =
        |post: &Post, minute| post.plan.template_at(Flow::Traveller, None, at(minute)).unwrap().version.clone();
    let three_days = 3 * 24 * 60;
    assert_eq!(version(&post, three_days), "traveller-1", "one State alone changes nothing");
    assert_eq!(refused(&post, "N-ADM", &agreed(1), 2), Refusal::OtherStateAgrees);
    assert_eq!(refused(&post, "S-1", &agreed(1), 2), Refusal::NotYourRole);
    done(&mut post, "S-ADM", &agreed(1), 2);
    assert_eq!(version(&post, 3), "traveller-1");
    assert_eq!(version(&post, three_days), "traveller-2");
    assert_eq!(refused(&post, "S-ADM", &agreed(1), 3), Refusal::UnknownMotion, "once");
    // Open crossings keep theirs: it is still known.
    assert!(post.plan.template_of("traveller-1", Flow::Traveller, None).is_some());
    let known = post.proposals.first().unwrap();
    let answer = known.answer.as_ref().unwrap();
    assert_eq!((known.by.as_str(), answer.by.as_str(), answer.is_agreed), ("N-SUP1", "S-ADM", true));
}

#[test]
fn a_proposal_is_declined_by_the_other_state_or_taken_back() {
    let mut post = founded();
    done(&mut post, "N-SUP1", &proposed(1, of(shorter("traveller-2", day(1)))), 1);
    done(&mut post, "N-ADM", &proposed(2, of(shorter("traveller-3", day(1)))), 1);
    let declined = |number| PostAct::ProposalDeclined { number: ProposalNumber(number) };
    done(&mut post, "S-SUP1", &declined(1), 2);
    done(&mut post, "N-SUP2", &declined(2), 2);
    assert_eq!(post.open_proposals().count(), 0);
    assert_eq!(refused(&post, "S-SUP1", &agreed(1), 3), Refusal::UnknownMotion);
    assert_eq!(post.plan.template_at(Flow::Traveller, None, at(9_999)).unwrap().version, "traveller-1");
}

#[test]
fn a_template_for_a_lane_goes_before_one_for_all() {
    let mut post = founded();
    let mut all = templates::all().into_iter().find(|known| known.version == "truck-1").unwrap();
    all.version = "truck-2".to_owned();
    all.from = day(0);
    let mut transit = templates::all().into_iter().find(|known| known.version == "truck_transit-1").unwrap();
    transit.version = "truck_transit-2".to_owned();
    transit.from = day(1);
    done(&mut post, "N-SUP1", &proposed(1, of(transit)), 1);
    done(&mut post, "N-SUP1", &proposed(2, of(all)), 1);
    done(&mut post, "S-SUP1", &agreed(1), 2);
    done(&mut post, "S-SUP1", &agreed(2), 3);
    let version = |category, minute| post.plan.template_at(Flow::Truck, category, at(minute)).unwrap().version.clone();
    assert_eq!(version(None, 4), "truck-2");
    assert_eq!(version(Some(Category::ToBeCleared), 4), "truck-2");
    assert_eq!(version(Some(Category::Transit), 4), "truck_transit-1", "its own goes on until the day of the next");
    assert_eq!(version(Some(Category::Transit), 2 * 24 * 60), "truck_transit-2");
}

#[test]
fn no_template_is_put_in_force_by_which_nobody_could_go() {
    let post = founded();
    let step =
        |on, side, agency, control: &str| TemplateStep { on, side, agency, control: Control(control.to_owned()) };
    let fault = |change: &dyn Fn(&mut Template)| {
        let mut template = shorter("traveller-2", day(1));
        change(&mut template);
        match refused(&post, "N-SUP1", &proposed(1, of(template)), 1) {
            Refusal::TemplateFaulty { fault } => fault,
            other => unreachable!("{other:?}"),
        }
    };
    let traveller = SubjectKind::Traveller;
    assert_eq!(fault(&|template| template.steps.clear()), TemplateFault::Empty);
    assert_eq!(fault(&|template| template.version.clear()), TemplateFault::Version);
    assert_eq!(
        fault(&|template| template.steps.retain(|step| step.side == Side::Entry)),
        TemplateFault::KindLeftOut,
        "whoever crosses is seen by both States"
    );
    assert_eq!(
        fault(&|template| template.steps.rotate_left(1)),
        TemplateFault::EntryBeforeExit,
        "exit before entry, in the list as at the post"
    );
    let more = |template: &mut Template, step: TemplateStep| template.steps.push(step);
    assert_eq!(
        fault(&|template| more(template, step(traveller, Side::Gate, Agency::Gate, "identity"))),
        TemplateFault::AtTheGate
    );
    assert_eq!(
        fault(&|template| more(template, step(traveller, Side::Entry, Agency::Customs, "horoscope"))),
        TemplateFault::UnknownControl
    );
    assert_eq!(fault(&|template| template.steps.extend(template.steps.last().cloned())), TemplateFault::Twice);
    let mut without = founded();
    without.plan.desks.retain(|desk| desk.agency != Agency::Customs || desk.state != south());
    let act = proposed(1, of(shorter("traveller-2", day(1))));
    assert_eq!(refused(&without, "N-SUP1", &act, 1), Refusal::TemplateFaulty { fault: TemplateFault::NoDesk });
    let mut bus = templates::all().into_iter().find(|known| known.flow == Flow::Bus).unwrap();
    bus.version = "bus-2".to_owned();
    bus.from = day(1);
    bus.steps.retain(|step| step.on == traveller);
    let act = proposed(1, of(bus));
    assert_eq!(refused(&post, "N-SUP1", &act, 1), Refusal::TemplateFaulty { fault: TemplateFault::KindLeftOut });
}

#[test]
fn a_proposal_is_of_days_to_come_and_of_a_version_that_is_new() {
    let mut post = founded();
    assert_eq!(refused(&post, "N-SUP1", &proposed(1, of(shorter("traveller-2", day(-1)))), 1), Refusal::DatePassed);
    assert_eq!(refused(&post, "N-SUP1", &proposed(1, of(shorter("traveller-1", day(1)))), 1), Refusal::VersionTaken);
    assert_eq!(refused(&post, "N-SUP1", &proposed(2, of(shorter("traveller-2", day(1)))), 1), Refusal::OutOfSequence);
    done(&mut post, "N-SUP1", &proposed(1, of(shorter("traveller-2", day(1)))), 1);
    assert_eq!(refused(&post, "S-SUP1", &proposed(2, of(shorter("traveller-2", day(1)))), 1), Refusal::AskedAlready);
    // Two of one version: the first that is agreed takes it.
    done(&mut post, "S-SUP1", &proposed(2, of(shorter("traveller-2", day(2)))), 1);
    done(&mut post, "S-SUP1", &agreed(1), 2);
    assert_eq!(refused(&post, "N-SUP1", &agreed(2), 3), Refusal::VersionTaken);
}

#[test]
fn settings_are_agreed_and_dated_like_templates() {
    let mut post = founded();
    let with = |hold_limit| Settings { hold_limit, ..Settings::default() };
    let settings = |hold_limit, from| Proposal::Settings { from, settings: with(hold_limit) };
    assert_eq!(refused(&post, "N-SUP1", &proposed(1, settings(0, day(1))), 1), Refusal::SettingsUnsound);
    assert_eq!(
        refused(&post, "N-SUP1", &proposed(1, settings(5, day(1))), 1),
        Refusal::SettingsUnsound,
        "below the provisional"
    );
    done(&mut post, "N-SUP1", &proposed(1, settings(48 * 60, day(1))), 1);
    done(&mut post, "S-SUP1", &agreed(1), 2);
    assert_eq!(post.plan.settings_at(at(3)), Settings::default());
    assert_eq!(post.plan.settings_at(at(24 * 60)).hold_limit, 48 * 60);
}

#[test]
fn a_state_sets_its_own_clocks_from_a_moment_on() {
    let mut post = founded();
    let set = |from, minutes| PostAct::ClocksSet { from: at(from), minutes };
    assert_eq!(refused(&post, "N-1", &set(60, 180), 1), Refusal::NotYourRole);
    assert_eq!(refused(&post, "N-SUP1", &set(0, 180), 1), Refusal::DatePassed);
    assert_eq!(refused(&post, "N-SUP1", &set(60, 15 * 60), 1), Refusal::SettingsUnsound);
    done(&mut post, "N-SUP1", &set(60, 180), 1);
    let ahead = |state, minute| post.plan.minutes_ahead(state, at(minute));
    assert_eq!((ahead(north(), 59), ahead(north(), 60)), (120, 180), "what happened before keeps its time");
    assert_eq!(ahead(south(), 60), 180, "the other State's are its own");
}

#[test]
fn what_an_older_program_founded_is_still_read_and_begins_with_nothing_agreed_since() {
    let plan = plan(Hosts::First);
    let text = serde_json::to_string(&plan).unwrap();
    assert!(!text.contains("later"), "the founding act is as it was");
    let read: domain::post::Plan = serde_json::from_str(&text).unwrap();
    assert_eq!(read, plan);
    // Nobody founds a post with more than its founding.
    let mut more = plan.clone();
    more.later.templates.push(shorter("traveller-9", day(0)));
    let post = Post::found(&PostAct::Founded { plan: more, keys: Vec::new() }).unwrap();
    assert_eq!(post.plan, plan);
}

#[test]
fn nobody_leaves_for_a_break_twice_and_only_who_left_comes_back() {
    let mut post = founded();
    assert_eq!(refused(&post, "N-1", &PostAct::BreakBegun, 1), Refusal::NoShift);
    let desk = DeskCode("N-immigration".to_owned());
    done(&mut post, "N-1", &PostAct::ShiftOpened { desk, seed: None }, 1);
    assert_eq!(refused(&post, "N-1", &PostAct::BreakEnded, 2), Refusal::NotOnBreak);
    done(&mut post, "N-1", &PostAct::BreakBegun, 2);
    assert!(post.is_on_break(&number("N-1")));
    assert_eq!(refused(&post, "N-1", &PostAct::BreakBegun, 3), Refusal::OnBreak);
    done(&mut post, "N-1", &PostAct::BreakEnded, 3);
    assert!(!post.is_on_break(&number("N-1")));
    done(&mut post, "N-1", &PostAct::BreakBegun, 4);
    done(&mut post, "N-1", &PostAct::ShiftClosed, 5);
    assert!(!post.is_on_break(&number("N-1")));
}

#[test]
fn a_supervisor_hands_over_and_another_of_his_state_takes_over() {
    let mut post = founded();
    for (who, desk) in [("N-SUP1", "N-customs"), ("N-SUP2", "N-customs"), ("S-SUP1", "S-customs"), ("N-1", "N-police")]
    {
        done(&mut post, who, &PostAct::ShiftOpened { desk: DeskCode(desk.to_owned()), seed: None }, 1);
    }
    let over = |number| PostAct::HandedOver { number };
    let taken = |number| PostAct::HandoverTaken { number };
    assert_eq!(refused(&post, "N-1", &over(1), 2), Refusal::NotYourRole);
    assert_eq!(refused(&post, "N-SUP1", &over(2), 2), Refusal::OutOfSequence);
    done(&mut post, "N-SUP1", &over(1), 2);
    assert_eq!(refused(&post, "N-SUP1", &taken(1), 3), Refusal::SameOfficer);
    assert_eq!(refused(&post, "S-SUP1", &taken(1), 3), Refusal::OtherState);
    done(&mut post, "N-SUP2", &taken(1), 3);
    assert_eq!(refused(&post, "N-SUP2", &taken(1), 4), Refusal::NothingToSign);
    assert_eq!(post.open_handovers(north()).count(), 0);
    done(&mut post, "N-SUP2", &over(2), 5);
    done(&mut post, "N-SUP1", &taken(2), 6);
    assert_eq!(post.handovers.iter().map(|known| known.number).collect::<Vec<_>>(), [2], "the last one is kept");
}

#[test]
fn references_are_reserved_by_supervisors_once() {
    let mut post = founded();
    let reference = |serial| Reference::new("TB", 2026, 11, serial).unwrap();
    let reserve = |serials: std::ops::RangeInclusive<u32>| PostAct::ReferencesReserved {
        references: serials.map(reference).collect(),
    };
    assert_eq!(refused(&post, "N-1", &reserve(1..=3), 1), Refusal::NotYourRole);
    assert_eq!(refused(&post, "N-SUP1", &PostAct::ReferencesReserved { references: Vec::new() }, 1), Refusal::NotGiven);
    let many = u32::try_from(MOST_AT_ONCE).unwrap() + 1;
    assert_eq!(refused(&post, "N-SUP1", &reserve(1..=many), 1), Refusal::TooMany);
    let foreign = PostAct::ReferencesReserved { references: vec![Reference::new("XY", 2026, 11, 1).unwrap()] };
    assert_eq!(refused(&post, "N-SUP1", &foreign, 1), Refusal::OutOfSequence);
    let twice = PostAct::ReferencesReserved { references: vec![reference(1), reference(1)] };
    assert_eq!(refused(&post, "N-SUP1", &twice, 1), Refusal::ReferenceUsed);
    done(&mut post, "N-SUP1", &reserve(1..=3), 1);
    assert_eq!(refused(&post, "S-SUP1", &reserve(3..=4), 2), Refusal::ReferenceUsed);
    assert_eq!(post.reserved.may_use(&reference(9)), Err(Refusal::NotReserved));
    assert_eq!(post.reserved.may_use(&reference(2)), Ok(()));
    post.reserved.mark_used(&reference(2));
    assert_eq!(post.reserved.may_use(&reference(2)), Err(Refusal::ReferenceUsed));
    assert_eq!(refused(&post, "S-SUP1", &reserve(2..=2), 2), Refusal::ReferenceUsed);
}

#[test]
fn the_stored_form_of_every_act_of_this_kind() {
    let reference = Reference::new("TB", 2026, 11, 4).unwrap();
    let acts = [
        proposed(
            1,
            of(Template { steps: shorter("t", day(0)).steps.into_iter().take(1).collect(), ..shorter("t-2", day(1)) }),
        ),
        proposed(2, Proposal::Settings { from: day(1), settings: Settings::default() }),
        agreed(1),
        PostAct::ProposalDeclined { number: ProposalNumber(2) },
        PostAct::ClocksSet { from: at(0), minutes: 120 },
        PostAct::BreakBegun,
        PostAct::BreakEnded,
        PostAct::HandedOver { number: 1 },
        PostAct::HandoverTaken { number: 1 },
        PostAct::ReferencesReserved { references: vec![reference] },
    ];
    let forms: BTreeMap<String, Vec<String>> = acts.iter().fold(BTreeMap::new(), |mut forms, act| {
        let text = serde_json::to_string(act).unwrap();
        assert_eq!(serde_json::from_str::<PostAct>(&text).unwrap(), *act);
        forms.entry(act.kind().to_owned()).or_default().push(text);
        forms
    });
    let text: String = forms.values().flatten().map(|form| format!("{form}\n")).collect();
    insta::assert_snapshot!(text, @r#"
    {"kind":"break_begun"}
    {"kind":"break_ended"}
    {"kind":"clocks_set","from":"2026-11-21T06:00:00Z","minutes":120}
    {"kind":"handed_over","number":1}
    {"kind":"handover_taken","number":1}
    {"kind":"proposal_agreed","number":1}
    {"kind":"proposal_declined","number":2}
    {"kind":"proposed","number":1,"proposal":{"proposal":"template","template":{"flow":"traveller","categories":[],"from":"2026-11-22","version":"t-2","steps":[{"on":"traveller","side":"exit","agency":"immigration","control":"identity"}]}}}
    {"kind":"proposed","number":2,"proposal":{"proposal":"settings","from":"2026-11-22","settings":{"claim_time_out":15,"refusal_confirmation":30,"provisional_hold":10,"hold_limit":1440,"motion":30,"ticket":1440,"examination_absence":30}}}
    {"kind":"references_reserved","references":["TB-2611-000004-C"]}
    "#);
}

#[test]
fn the_least_program_counts_from_its_day_on_and_may_be_lowered_again() {
    let mut post = founded();
    let asked = |number, version: &str, days| {
        proposed(number, Proposal::Program { from: day(days), least: version.parse().unwrap() })
    };
    let least = |post: &Post, days: i64| post.plan.least_program_at(at(days * 24 * 60)).map(|least| least.to_string());
    assert_eq!(refused(&post, "N-1", &asked(1, "2.0.0", 3), 1), Refusal::NotYourRole);
    done(&mut post, "N-SUP1", &asked(1, "2.0.0", 3), 1);
    assert_eq!(least(&post, 9), None, "one State alone asks for nothing");
    done(&mut post, "S-ADM", &agreed(1), 2);
    assert_eq!([least(&post, 2), least(&post, 3)], [None, Some("2.0.0".to_owned())]);
    // Whoever found out that it was too early goes back, both together.
    done(&mut post, "S-SUP1", &asked(2, "1.9.0", 4), 3);
    done(&mut post, "N-SUP1", &agreed(2), 4);
    assert_eq!([least(&post, 3), least(&post, 4)].map(Option::unwrap), ["2.0.0", "1.9.0"]);
}
