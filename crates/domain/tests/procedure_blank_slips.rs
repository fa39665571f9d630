//! A party that was written on a blank slip while the machines stood still, and is entered late (PROCEDURE §3).
#![expect(clippy::indexing_slicing, clippy::unwrap_used, reason = "what is missing in a test fails the test")]

#[expect(dead_code, reason = "each file of tests uses a part of the post")]
#[expect(clippy::panic, reason = "what is missing in a test fails the test")]
mod procedure;

use chrono::TimeDelta;
use domain::agreeing::DatedSettings;
use domain::post::Settings;
use domain::reserved::{Reserved, StatedArrival};
use domain::{Action, Agency, At, Crossing, CrossingAct, OfficerNumber, Reference, Refusal, Side, StepId, StepState};
use procedure::asks::{claim, clear};
use procedure::day::Day;
use procedure::{Hosts, north, party, plan};
use serde_json::json;

/// When the day begins on which the slip is entered.
fn morning() -> At {
    "2026-11-21T06:00:00Z".parse().unwrap()
}

fn hours_ago(hours: i64) -> At {
    morning() - TimeDelta::hours(hours)
}

/// The reference that stands on the slip: the one that the day gives.
fn slip() -> Reference {
    Reference::new("TB", 2026, 11, 4217).unwrap()
}

fn from_slip(stated_at: At, what: Action) -> Action {
    Action::EnterLate { stated_at, paper: slip().to_string(), what: Box::new(what) }
}

fn written(stated_at: At) -> Action {
    from_slip(stated_at, party::walker(domain::Direction::AToB))
}

fn entered(stated_at: At) -> Result<Day, Refusal> {
    Day::try_begin(plan(Hosts::Entry), "N-IMM1", &written(stated_at))
}

fn saw() -> Action {
    Action::SeePaper { paper: slip().to_string() }
}

fn identity(day: &Day) -> StepId {
    day.step(1, Side::Exit, Agency::Immigration, "identity")
}

#[test]
fn the_party_arrived_when_the_slip_states_it_and_waits_since_it_was_entered() {
    let day = entered(hours_ago(2)).unwrap();
    assert_eq!((day.crossing.arrived_at, day.crossing.arrival()), (morning(), hours_ago(2)));
    assert!(!day.crossing.is_expired(hours_ago(2) + TimeDelta::minutes(i64::from(day.crossing.settings.ticket))));
    assert_eq!(day.replay(|_| true).unwrap(), day.crossing, "both States read it in the open parts");
    let form = |day: &Day| serde_json::to_value(&day.acts[0].decided.act).unwrap();
    let stated = json!({ "at": "2026-11-21T04:00:00Z", "by": "N-IMM1", "state": "NOR" });
    assert_eq!(form(&day).get("stated"), Some(&stated), "as it is stored");
    let now = Day::begin(Hosts::Entry, &party::walker(domain::Direction::AToB));
    assert_eq!((now.crossing.arrival(), form(&now).get("stated")), (now.crossing.arrived_at, None));
}

#[test]
fn nothing_is_decided_before_a_second_officer_of_the_same_state_has_seen_the_slip() {
    let mut day = entered(hours_ago(2)).unwrap();
    let step = identity(&day);
    assert_eq!(day.refused("N-IMM2", &claim(step)), Refusal::SlipNotSeen);
    day.good("N-IMM1", &saw());
    assert_eq!(day.refused("N-IMM2", &claim(step)), Refusal::SlipNotSeen, "nobody vouches for his own slip");
    day.good("S-IMM1", &saw());
    assert_eq!(day.refused("N-IMM2", &claim(step)), Refusal::SlipNotSeen, "nor does the other State");
    day.good("N-IMM2", &Action::SeePaper { paper: "P-0017".to_owned() });
    assert_eq!(day.refused("N-IMM2", &claim(step)), Refusal::SlipNotSeen, "that is another paper");
    day.good("N-CUS1", &saw());
    day.good("N-IMM2", &claim(step));
    day.good("N-IMM2", &clear(step));
    assert_eq!(day.state(step), StepState::Cleared);
    // Who turns back needs no vouching.
    let mut back = entered(hours_ago(2)).unwrap();
    back.good("N-IMM1", &Action::Withdraw { subjects: vec![domain::SubjectId(1)] });
}

#[test]
fn what_stands_on_the_slip_was_done_after_the_party_arrived() {
    let mut day = entered(hours_ago(2)).unwrap();
    let step = identity(&day);
    day.good("N-IMM2", &saw());
    day.good("N-IMM1", &claim(step));
    let early = from_slip(hours_ago(3), clear(step));
    assert_eq!(day.refused("N-IMM1", &early), Refusal::StatedTooEarly { earliest: hours_ago(2) });
    day.good("N-IMM1", &from_slip(hours_ago(1), clear(step)));
}

#[test]
fn a_stated_arrival_is_neither_to_come_nor_older_than_a_ticket() {
    assert_eq!(entered(morning() + TimeDelta::minutes(1)).err(), Some(Refusal::StatedAhead));
    let earliest = morning() - TimeDelta::minutes(i64::from(plan(Hosts::Entry).settings.ticket));
    assert!(entered(earliest).is_ok());
    let before = earliest - TimeDelta::minutes(1);
    assert_eq!(entered(before).err(), Some(Refusal::StatedTooEarly { earliest }));
}

#[test]
fn the_paper_is_the_slip_and_no_other() {
    let other = Action::EnterLate {
        stated_at: hours_ago(1),
        paper: "P-0017".to_owned(),
        what: Box::new(party::walker(domain::Direction::AToB)),
    };
    assert_eq!(Day::try_begin(plan(Hosts::Entry), "N-IMM1", &other).err(), Some(Refusal::NotReserved));
    let mut day = Day::begin(Hosts::Entry, &party::walker(domain::Direction::AToB));
    assert_eq!(day.refused("N-IMM1", &written(hours_ago(1))), Refusal::NotOnPaper, "a party is registered once");
}

#[test]
fn what_was_in_force_when_the_party_arrived_counts() {
    let mut plan = plan(Hosts::Entry);
    let settings = Settings { claim_time_out: 5, ..plan.settings };
    plan.later.settings.push(DatedSettings { from: morning().date_naive(), settings });
    let yesterday = Day::try_begin(plan.clone(), "N-IMM1", &written(hours_ago(7))).unwrap();
    assert_eq!(yesterday.crossing.settings, plan.settings);
    let today = Day::try_begin(plan.clone(), "N-IMM1", &written(hours_ago(1))).unwrap();
    assert_eq!(today.crossing.settings, settings);
    // Who says otherwise is found out by everybody.
    let first = &yesterday.acts[0];
    let check = |change: fn(&mut Option<StatedArrival>)| {
        let mut act = first.decided.act.clone();
        let CrossingAct::Registered { stated, .. } = &mut act else { unreachable!("{act:?}") };
        change(stated);
        Crossing::check_registration(&act, &plan, &first.by, first.at)
    };
    assert_eq!(check(|_| ()), Ok(()));
    let by_another = check(|stated| stated.as_mut().unwrap().by = OfficerNumber::parse("N-IMM2").unwrap());
    assert_eq!(by_another, Err(Refusal::OutOfSequence), "under a colleague's number");
    assert_eq!(check(|stated| *stated = None), Err(Refusal::SettingsUnsound), "now, by what was in force then");
}

#[test]
fn no_party_arrived_before_its_slip_was_printed() {
    let mut reserved = Reserved::default();
    let by = OfficerNumber::parse("N-SUP1").unwrap();
    reserved.reserve(&[slip()], &by, north(), hours_ago(2) + TimeDelta::seconds(40));
    assert_eq!(reserved.may_state(&slip(), hours_ago(2)), Ok(()));
    let earliest = hours_ago(2);
    assert_eq!(reserved.may_state(&slip(), hours_ago(3)), Err(Refusal::StatedTooEarly { earliest }));
    reserved.mark_used(&slip());
    assert_eq!(reserved.may_state(&slip(), hours_ago(1)), Err(Refusal::ReferenceUsed));
    let never = Reference::new("TB", 2026, 11, 1).unwrap();
    assert_eq!(reserved.may_state(&never, hours_ago(1)), Err(Refusal::NotReserved));
}
