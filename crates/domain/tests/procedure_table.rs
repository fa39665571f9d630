//! Every state of a step × every act on it × every role × every flow: what is done, or the word of the refusal. A lawyer
//! reads the snapshot beside PROCEDURE §3. Steps that answer alike stand together.

#![expect(clippy::indexing_slicing, clippy::unwrap_used, reason = "what is missing in a test fails the test")]

#[expect(dead_code, reason = "each file of tests uses a part of the post")]
#[expect(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "what is missing in a test fails the test"
)]
mod procedure;

use std::collections::{BTreeMap, BTreeSet};

use domain::act::{Conclusion, Motion, ReopenGround};
use domain::{Action, Direction, Flow, OnDuty, Refusal, Role, Side, StepId, StepState, SubjectKind};
use procedure::asks::*;
use procedure::day::Day;
use procedure::{Hosts, officers, party};

/// Brings the step under test to that state, by officers of its own State: the first of the agency has the claim.
fn brought_to(state: StepState, begin: impl Fn() -> Day, step: StepId) -> Option<Day> {
    let mut day = begin();
    let (own, other, host) = {
        let step = &day.crossing.steps[&step];
        let of = |number: usize| {
            officers()
                .into_iter()
                .filter(|known| known.state == step.state && known.agency == step.agency && known.has(Role::Officer))
                .nth(number)
                .unwrap()
                .officer
                .to_string()
        };
        let host = if day.crossing.host_state == procedure::north() { "N-POL1" } else { "S-POL1" };
        (of(0), of(1), host.to_owned())
    };
    if state == StepState::Blocked {
        return (day.state(step) == StepState::Blocked).then_some(day);
    }
    let earlier: Vec<StepId> = {
        let subject = day.crossing.steps[&step].subject;
        day.crossing.steps_of(subject).map(|earlier| earlier.id).take_while(|earlier| *earlier != step).collect()
    };
    for earlier in earlier {
        day.clear(earlier);
    }
    if state == StepState::Ready {
        return Some(day);
    }
    if state == StepState::Waived {
        day.good(&own, &waive(step));
        return Some(day);
    }
    if state == StepState::Void {
        let subject = day.crossing.steps[&step].subject.0;
        if day.attempt("N-IMM2", &withdraw(subject)).is_err() && day.attempt("S-IMM2", &withdraw(subject)).is_err() {
            let by = if day.is_southbound() { ["S-IMM2", "N-IMM2"] } else { ["N-IMM2", "S-IMM2"] };
            day.good(by[0], &offer_back(subject));
            day.good(by[1], &readmit(subject));
        }
        return Some(day);
    }
    day.good(&own, &claim(step));
    match state {
        StepState::InProgress => {}
        StepState::Queried => {
            day.good(&own, &query(step));
        }
        StepState::Referred => {
            day.good(&own, &refer(step));
        }
        StepState::Cleared => {
            day.good(&own, &clear(step));
        }
        StepState::Refused => {
            day.good(&own, &refuse(step));
            day.good(&other, &confirm(step));
        }
        StepState::Held => {
            day.good(&own, &hold(step));
            let host = if host == own { other } else { host };
            day.good(&host, &co_sign(step));
        }
        StepState::Blocked | StepState::Ready | StepState::Waived | StepState::Void => unreachable!(),
    }
    Some(day)
}

/// Who acts, by what he is to the step.
fn roles(day: &Day, step: StepId) -> Vec<(&'static str, OnDuty)> {
    let step = &day.crossing.steps[&step];
    let find = |test: &dyn Fn(&OnDuty) -> bool, nth: usize| {
        officers().into_iter().filter(|known| test(known)).nth(nth).map(|known| day.officer(known.officer.as_str()))
    };
    let own = |known: &OnDuty| known.state == step.state && known.agency == step.agency && known.has(Role::Officer);
    [
        ("own, first", find(&own, 0)),
        ("own, second", find(&own, 1)),
        (
            "other agency",
            find(
                &|known| {
                    known.state == step.state
                        && known.agency != step.agency
                        && known.has(Role::Empowered)
                        && known.has(Role::Officer)
                },
                0,
            ),
        ),
        ("supervisor", find(&|known| known.state == step.state && known.has(Role::Supervisor), 0)),
        (
            "other State",
            find(&|known| known.state != step.state && known.agency == step.agency && known.has(Role::Officer), 0),
        ),
        ("other supervisor", find(&|known| known.state != step.state && known.has(Role::Supervisor), 0)),
        ("reception", find(&|known| known.state == step.state && known.has(Role::Reception), 0)),
        ("gate", find(&|known| known.state == step.state && known.has(Role::Gate), 0)),
        ("protection", find(&|known| known.state == step.state && known.has(Role::Protection), 0)),
        ("administrator", find(&|known| known.state == step.state && known.has(Role::Administrator), 0)),
        ("auditor", find(&|known| known.state == step.state && known.has(Role::Auditor), 0)),
    ]
    .into_iter()
    .filter_map(|(word, found)| found.map(|found| (word, found)))
    .collect()
}

fn acts(day: &Day, step: StepId) -> Vec<(&'static str, Action)> {
    let side = day.crossing.steps[&step].side;
    let subject = day.crossing.steps[&step].subject;
    let reopening = if side == Side::Exit {
        ("ask for consent, or to reopen", ask(Motion::ReopenExit { step }))
    } else {
        ("ask for consent, or to reopen", ask(Motion::ReopenEntry { step }))
    };
    let facts = day.crossing.subjects[&subject].facts.clone().unwrap();
    let leaving = day.crossing.leaving_with(subject);
    vec![
        ("claim", claim(step)),
        ("release", release(step)),
        ("clear", clear(step)),
        ("waive", waive(step)),
        ("query", query(step)),
        ("answer", answer(step)),
        ("refer", refer(step)),
        ("conclude", conclude(step, Conclusion::Cleared)),
        ("refuse", refuse(step)),
        ("confirm", confirm(step)),
        ("print notice", print(step)),
        ("serve notice", serve(step)),
        ("hold", hold(step)),
        ("co-sign", co_sign(step)),
        ("call host", call_host(step)),
        ("present to exit officers", present(step)),
        ("reopen", reopen(step, ReopenGround::BeforeEntry)),
        ("reopen by notice", reopen(step, ReopenGround::Offence)),
        reopening,
        ("ask to annul", ask(Motion::Annul { step })),
        ("ask to end hold", ask(Motion::EndHold { step })),
        ("ask to transfer custody", ask(Motion::TransferCustody { step })),
        ("ask to vary", ask(Motion::Vary { subject })),
        ("ask to abandon", ask(Motion::Abandon { subject })),
        ("ask to void", ask(Motion::Void { subject })),
        ("ask to move", ask_about(Motion::Move { subject }, elsewhere())),
        ("offer back", offer_back(subject.0)),
        ("take offer back", Action::TakeOfferBack { subject }),
        ("readmit", readmit(subject.0)),
        ("withdraw", withdraw(subject.0)),
        ("void", void(subject.0)),
        ("move", Action::MoveAway { subject, to: elsewhere() }),
        ("correct", Action::Correct { subject, facts }),
        ("off-load", off_load(&[subject.0])),
        ("enter late: clear", enter_late(day.now, clear(step))),
        ("depart", day.crossing.departure_as_recorded(leaving)),
    ]
}

/// Where a step stands in the procedure: what may make the answer another.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    side: &'static str,
    territory: &'static str,
    on: &'static str,
    control: String,
    flow: &'static str,
}

/// In which places everybody is answered what.
type Answers<'a> = BTreeMap<String, BTreeSet<&'a Place>>;

impl Place {
    fn of(&self, attribute: usize) -> &str {
        [self.side, self.territory, self.on, &self.control, self.flow][attribute]
    }
}

/// Says which places these are, in the fewest words: by what they have in common, else part by part.
fn described(places: &BTreeSet<&Place>, all: &[Place]) -> String {
    let values: Vec<BTreeSet<&str>> =
        (0..5).map(|attribute| places.iter().map(|place| place.of(attribute)).collect()).collect();
    let has = |place: &&Place| (0..5).all(|attribute| values[attribute].contains(place.of(attribute)));
    let alike: BTreeSet<&Place> = all.iter().filter(has).collect();
    if alike == *places {
        let every: Vec<usize> = (0..5)
            .map(|attribute| all.iter().map(|place| place.of(attribute)).collect::<BTreeSet<_>>().len())
            .collect();
        // What follows from the rest is left out.
        let mut named: Vec<usize> = (0..5).filter(|attribute| values[*attribute].len() < every[*attribute]).collect();
        for attribute in (0..5).rev() {
            let others: Vec<usize> = named.iter().copied().filter(|other| *other != attribute).collect();
            let fits = |place: &&Place| others.iter().all(|other| values[*other].contains(place.of(*other)));
            if all.iter().filter(fits).collect::<BTreeSet<_>>() == *places {
                named = others;
            }
        }
        let words = named.iter().map(|attribute| values[*attribute].iter().copied().collect::<Vec<_>>().join(" or "));
        return words.collect::<Vec<_>>().join(", ");
    }
    // Else part by part, by whichever attribute parts them in the fewest words.
    let parted = |attribute: usize| {
        let parts = values[attribute].iter().map(|value| {
            let part = places.iter().copied().filter(|place| place.of(attribute) == *value).collect();
            described(&part, all)
        });
        parts.collect::<Vec<_>>().join("; ")
    };
    let ways = (0..5).filter(|attribute| values[*attribute].len() > 1).map(parted);
    ways.min_by_key(String::len).unwrap()
}

/// A party of that flow, whose goods are declared and whose officers may enter late what a paper says.
fn begin(flow: Flow, hosts: Hosts) -> Day {
    let way = Direction::AToB;
    let registration = match flow {
        Flow::Traveller => party::walker(way),
        Flow::Car => party::car(way),
        Flow::Bus => party::bus(way),
        Flow::Truck => party::truck(way, None),
        Flow::SmallTrader => party::trader(way),
    };
    let mut day = Day::begin(hosts, &registration);
    for supervisor in ["N-SUP1", "S-SUP1"] {
        day.good(supervisor, &see_paper());
    }
    let goods = day.crossing.subjects.values().find(|subject| subject.kind == SubjectKind::Consignment);
    if let Some(subject) = goods.map(|subject| subject.id) {
        day.good("N-CUS1", &Action::LodgeDeclaration { subject, declaration: party::declaration() });
    }
    day
}

/// Every step that a template asks of the first person, the first vehicle and the first goods of each flow, on the
/// territory of its own State and on that of the other.
fn places() -> Vec<(Place, Flow, Hosts, StepId)> {
    let mut all = Vec::new();
    for flow in Flow::ALL {
        for hosts in [Hosts::Entry, Hosts::Exit] {
            let day = begin(flow, hosts);
            let mut seen = BTreeSet::new();
            let firsts: Vec<_> =
                day.crossing.subjects.values().filter(|subject| seen.insert(subject.kind.word())).collect();
            for subject in firsts {
                for step in day.crossing.steps_of(subject.id) {
                    let place = Place {
                        side: if step.side == Side::Exit { "exit" } else { "entry" },
                        territory: if step.state == day.crossing.host_state { "at home" } else { "abroad" },
                        on: match subject.kind {
                            SubjectKind::Traveller => "on a person",
                            SubjectKind::Conveyance => "on a vehicle",
                            SubjectKind::Consignment => "on goods",
                        },
                        control: format!("{} {}", step.agency.word(), step.control.0.replace('_', " ")),
                        flow: match flow {
                            Flow::Traveller => "on foot",
                            Flow::Car => "car",
                            Flow::Bus => "bus",
                            Flow::Truck => "truck",
                            Flow::SmallTrader => "small trader",
                        },
                    };
                    all.push((place, flow, hosts, step.id));
                }
            }
        }
    }
    all
}

/// What everybody is answered who asks for one thing.
fn answers(day: &Day, roles: &[(&'static str, OnDuty)], action: &Action) -> String {
    let mut answers: Vec<(String, Vec<&str>)> = Vec::new();
    for (role, by) in roles {
        let answer = match day.trial(by, action) {
            Ok(decided) => decided.iter().map(|one| one.act.plain().kind()).collect::<Vec<_>>().join(", "),
            Err(refusal) => format!("no: {}", word(&refusal)),
        }
        .replace('_', " ");
        match answers.iter_mut().find(|(known, _)| *known == answer) {
            Some((_, who)) => who.push(role),
            None => answers.push((answer, vec![role])),
        }
    }
    // What most are answered stands last, for everybody else.
    answers.sort_by_key(|(_, who)| who.len());
    let last = answers.len() - 1;
    let line = |(number, (answer, who)): (usize, &(String, Vec<&str>))| {
        let who = match (number == last, last) {
            (true, 0) => "everybody".to_owned(),
            (true, _) if who.len() > 3 => "everybody else".to_owned(),
            _ => who.join("; "),
        };
        format!("      {answer:<52} {who}\n")
    };
    answers.iter().enumerate().map(line).collect()
}

#[test]
fn every_state_and_act_and_role_in_every_flow() {
    let all = places();
    let names: Vec<Place> = all.iter().map(|(place, ..)| place.clone()).collect();
    let mut text = String::from(
        "Who is answered what, where a step stands. \u{201c}own\u{201d} is of the step\u{2019}s State and agency: the first has or had the claim, the second \
         signs second.\nWhere steps answer differently, those meant stand before the answers: the side; the control at home or \
         abroad (the step\u{2019}s State is the host or not);\nwhom or what it is on; which control; which flow.\n",
    );
    for state in StepState::ALL {
        // By act, then by what is answered: in which places.
        let mut found: Vec<(&'static str, Answers<'_>)> = Vec::new();
        for ((_, flow, hosts, step), name) in all.iter().zip(&names) {
            let Some(day) = brought_to(state, || begin(*flow, *hosts), *step) else { continue };
            assert_eq!(day.state(*step), state, "{name:?}");
            let roles = roles(&day, *step);
            for (number, (act, action)) in acts(&day, *step).iter().enumerate() {
                if found.len() <= number {
                    found.push((act, BTreeMap::new()));
                }
                found[number].1.entry(answers(&day, &roles, action)).or_default().insert(name);
            }
        }
        text.push_str(&format!("\nTHE STEP IS {}\n", state.word().replace('_', " ").to_uppercase()));
        let here: BTreeSet<&Place> = found.iter().flat_map(|(_, by)| by.values().flatten().copied()).collect();
        let here: Vec<Place> = here.into_iter().cloned().collect();
        // What is answered alike stands under one head.
        let mut heads: Vec<(Vec<&str>, Answers<'_>)> = Vec::new();
        for (act, by_answer) in found {
            match heads.iter_mut().find(|(_, known)| *known == by_answer) {
                Some((acts, _)) => acts.push(act),
                None => heads.push((vec![act], by_answer)),
            }
        }
        for (acts, by_answer) in &heads {
            text.push_str(&format!("  {}\n", acts.join("; ")));
            for (answer, places) in by_answer {
                if places.len() < here.len() {
                    text.push_str(&format!("    {}:\n", described(places, &here)));
                }
                text.push_str(answer);
            }
        }
    }
    insta::assert_snapshot!(text);
}

fn word(refusal: &Refusal) -> String {
    match refusal {
        Refusal::StepIs { state } => format!("the step is {}", state.word()),
        Refusal::SubjectIs { phase } => format!("the subject is {}", phase.word()),
        Refusal::Claimed { .. } => "claimed by another".to_owned(),
        other => other.to_string(),
    }
}
