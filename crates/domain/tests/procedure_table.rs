//! Every state of a step × every act on it × every role: what is done, or the word of the refusal. A lawyer reads the
//! snapshot beside PROCEDURE §3.

#![expect(clippy::indexing_slicing, clippy::unwrap_used, reason = "what is missing in a test fails the test")]

#[expect(dead_code, reason = "each file of tests uses a part of the post")]
#[expect(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "what is missing in a test fails the test"
)]
mod procedure;

use domain::act::{Conclusion, Motion, ReopenGround};
use domain::{Action, Direction, OnDuty, Refusal, Role, Side, StepId, StepState};
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
        ("ask consent", ask(Motion::ReopenExit { step }))
    } else {
        ("ask to reopen", ask(Motion::ReopenEntry { step }))
    };
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
        ("serve notice", serve(step)),
        ("hold", hold(step)),
        ("co-sign", co_sign(step)),
        ("call host", call_host(step)),
        ("reopen", reopen(step, ReopenGround::BeforeEntry)),
        ("reopen, offence", reopen(step, ReopenGround::Offence)),
        reopening,
        ("ask to annul", ask(Motion::Annul { step })),
        ("ask to end hold", ask(Motion::EndHold { step })),
        ("ask for transfer", ask(Motion::TransferCustody { step })),
        ("ask to vary", ask(Motion::Vary { subject })),
        ("ask to abandon", ask(Motion::Abandon { subject })),
        ("offer back", offer_back(subject.0)),
        ("withdraw", withdraw(subject.0)),
        ("void", void(subject.0)),
    ]
}

fn table(title: &str, begin: impl Fn() -> Day + Copy, step: StepId) -> String {
    let mut text = format!("{title}\n");
    for state in StepState::ALL {
        let Some(day) = brought_to(state, begin, step) else { continue };
        assert_eq!(day.state(step), state, "{title}");
        text.push_str(&format!("\n  the step is {}\n", state.word()));
        let roles = roles(&day, step);
        for (act, action) in acts(&day, step) {
            // Who gets the same answer stands on one line.
            let mut answers: Vec<(String, Vec<&str>)> = Vec::new();
            for (role, by) in &roles {
                let answer = match day.trial(by, &action) {
                    Ok(decided) => decided.iter().map(|one| one.act.kind()).collect::<Vec<_>>().join(", "),
                    Err(refusal) => format!("no: {}", word(&refusal)),
                };
                match answers.iter_mut().find(|(known, _)| *known == answer) {
                    Some((_, who)) => who.push(role),
                    None => answers.push((answer, vec![role])),
                }
            }
            for (number, (answer, who)) in answers.iter().enumerate() {
                let act = if number == 0 { act } else { "" };
                let who = if who.len() == roles.len() { "everybody".to_owned() } else { who.join("; ") };
                text.push_str(&format!("    {act:<17} {answer:<45} {who}\n"));
            }
        }
    }
    text
}

fn word(refusal: &Refusal) -> String {
    match refusal {
        Refusal::StepIs { state } => format!("the step is {}", state.word()),
        Refusal::SubjectIs { phase } => format!("the subject is {}", phase.word()),
        Refusal::Claimed { .. } => "claimed by another".to_owned(),
        other => other.to_string(),
    }
}

#[test]
fn every_state_and_act_and_role_for_a_traveller() {
    let begin = || Day::begin(Hosts::Entry, &party::walker(Direction::AToB));
    let text =
        table("A person on foot; the exit State's immigration, on the entry State's territory", begin, StepId(1))
            + "\n"
            + &table("A person on foot; the entry State's immigration, on its own territory", begin, StepId(3));
    insta::assert_snapshot!(text);
}

#[test]
fn every_state_and_act_and_role_for_a_truck() {
    let begin = || {
        let mut day = Day::begin(Hosts::First, &party::truck(Direction::AToB, None));
        let declaration = party::declaration();
        day.good("N-CUS1", &Action::LodgeDeclaration { subject: domain::SubjectId(3), declaration });
        day
    };
    let text = table("The goods on a truck; the exit State's customs, on its own territory", begin, StepId(6))
        + "\n"
        + &table("The goods on a truck; the entry State's customs, on the exit State's territory", begin, StepId(7));
    insta::assert_snapshot!(text);
}
