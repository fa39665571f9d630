//! Messages to the other State, what is written down of whoever is held, and what is left of a claim at a break.

use super::procedure::asks::*;
use super::procedure::day::Day;
use super::procedure::{self, Hosts, party, south};
use domain::act::ReleaseCause;
use domain::{Action, Agency, CrossingAct, Direction, Facts, Refusal, StepId, StepState};

fn tell(to: Agency, told: &str) -> Action {
    Action::SendMessage { to, told: told.to_owned() }
}

fn on_foot() -> Day {
    Day::begin(Hosts::Entry, &party::walker(Direction::AToB))
}

fn a_message_to_the_other_state_is_told_and_decides_nothing() {
    let mut day = on_foot();
    day.good("N-IMM1", &claim(StepId(1)));
    let before = day.crossing.clone();
    let sent = day.good("S-IMM1", &tell(Agency::Immigration, "Her sister waits at our desk."));
    assert_eq!(sent[0].facts, Some(Facts::Told { words: "Her sister waits at our desk.".to_owned() }));
    assert_eq!(sent[0].private, domain::PrivatePart::default());
    assert_eq!(before.steps, day.crossing.steps, "no step moved");
    assert!(!sent[0].act.is_control(), "entry control has not begun");
    let message = day.crossing.messages.first().unwrap();
    assert_eq!((message.number, message.from.state, message.to), (1, south(), Agency::Immigration));
    day.good("N-IMM1", &tell(Agency::Customs, "Thank you."));
    assert_eq!(day.crossing.messages.last().unwrap().number, 2);
    // Erased since: the fold goes on with a blank.
    let blank = day.replay(|_| false).unwrap();
    assert_eq!(blank.messages.first().unwrap().words, None);
}

fn who_does_not_work_at_the_desks_sends_none_and_none_is_empty_or_too_long() {
    let mut day = on_foot();
    assert_eq!(day.refused("N-ADM1", &tell(Agency::Customs, "x")), Refusal::NotYourRole);
    assert_eq!(day.refused("N-AUD1", &tell(Agency::Customs, "x")), Refusal::NotYourRole);
    assert_eq!(day.refused("N-IMM1", &tell(Agency::Customs, "  ")), Refusal::ReasonMissing);
    assert_eq!(day.refused("N-IMM1", &tell(Agency::Customs, &"x".repeat(501))), Refusal::TooMany);
    day.good("N-IMM1", &withdraw(1));
    assert!(matches!(day.refused("N-IMM1", &tell(Agency::Customs, "x")), Refusal::SubjectIs { .. }));
}

fn what_is_done_for_whoever_is_held_is_written_down_by_the_holding_state_while_the_hold_lasts() {
    let mut day = on_foot();
    let step = StepId(1);
    let may = |day: &Day, who: &str| day.crossing.as_of(day.now).may_care(step, &day.officer(who));
    assert_eq!(may(&day, "N-IMM1"), Err(Refusal::NotHeld));
    day.good("N-IMM1", &claim(step));
    day.good("N-IMM1", &hold(step));
    assert_eq!(may(&day, "N-IMM1"), Ok(()), "from its first moment on");
    assert_eq!(may(&day, "S-POL1"), Err(Refusal::OtherState));
    assert_eq!(may(&day, "N-REC1"), Err(Refusal::NotYourRole));
    day.good("S-POL1", &co_sign(step));
    let (held, _) =
        day.crossing.as_of(day.now).holds().into_iter().map(|(hold, step)| (hold, step.clone())).next().unwrap();
    assert_eq!(held.limit_at - held.by.at, chrono::TimeDelta::hours(24));
    assert_eq!(held.co_signed.unwrap().officer.as_str(), "S-POL1");
    day.good("N-IMM1", &ask(domain::act::Motion::EndHold { step }));
    day.good("N-IMM2", &second(1));
    assert_eq!(may(&day, "N-IMM1"), Err(Refusal::NotHeld));
}

fn whoever_leaves_for_a_break_keeps_no_claim_save_what_waits_for_a_signature() {
    let mut day = on_foot();
    let step = StepId(1);
    day.good("N-IMM1", &claim(step));
    let by = day.officer("N-IMM1");
    let acts = day.crossing.as_of(day.now).release_at_break(&by);
    let [released] = &acts[..] else { unreachable!("{acts:?}") };
    assert_eq!(released.act, CrossingAct::Released { steps: vec![step], cause: ReleaseCause::Break });
    assert_eq!(day.crossing.check(&released.act, None, &by, day.now), Ok(()));
    assert_eq!(day.crossing.check(&released.act, None, &day.officer("N-SUP1"), day.now), Err(Refusal::NotClaimed));
    day.good("N-IMM1", &refuse(step));
    assert_eq!(day.crossing.as_of(day.now).release_at_break(&by), Vec::new());
    assert_eq!(day.state(step), StepState::InProgress);
}

fn a_handover_tells_of_what_a_state_has_in_hand_and_of_nothing_that_merely_waits() {
    let mut day = on_foot();
    assert_eq!(day.crossing.open_case(procedure::north()), None);
    day.good("N-IMM1", &claim(StepId(1)));
    let case = day.crossing.open_case(procedure::north()).unwrap();
    assert_eq!((case.agency, case.state), (Agency::Immigration, StepState::InProgress));
    assert_eq!(day.crossing.open_case(south()), None);
    day.good("N-IMM1", &query(StepId(1)));
    assert_eq!(day.crossing.open_case(procedure::north()).unwrap().state, StepState::Queried);
}

sentences! {
    a_message_to_the_other_state_is_told_and_decides_nothing,
    who_does_not_work_at_the_desks_sends_none_and_none_is_empty_or_too_long,
    what_is_done_for_whoever_is_held_is_written_down_by_the_holding_state_while_the_hold_lasts,
    whoever_leaves_for_a_break_keeps_no_claim_save_what_waits_for_a_signature,
    a_handover_tells_of_what_a_state_has_in_hand_and_of_nothing_that_merely_waits,
}
