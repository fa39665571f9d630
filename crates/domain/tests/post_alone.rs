//! Who agrees that the post goes on without its second disk, for how long, and who ends it.

#![expect(clippy::unwrap_used, reason = "what is missing in a test fails the test")]

#[expect(dead_code, reason = "each file of tests uses a part of the post")]
#[expect(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "what is missing in a test fails the test"
)]
mod procedure;

use chrono::{DateTime, TimeDelta};
use domain::alone::{Alone, AloneEnd};
use domain::{At, Post, PostAct, Refusal, Role, StateCode};
use procedure::post::{certified, number};
use procedure::{Hosts, north, plan, south};

fn at(hours: i64) -> At {
    DateTime::UNIX_EPOCH + TimeDelta::hours(hours)
}

/// A post with a supervisor and an administrator of each State.
fn post() -> Post {
    let mut post = Post::found(&PostAct::Founded { plan: plan(Hosts::Entry), keys: Vec::new() }).unwrap();
    for (officer, state, role) in [
        ("N-1", north(), Role::Supervisor),
        ("N-2", north(), Role::Administrator),
        ("S-1", south(), Role::Supervisor),
        ("S-2", south(), Role::Supervisor),
    ] {
        post.apply(&certified(officer, state, role, 1), &number(officer), at(0));
    }
    post
}

fn done(post: &mut Post, act: &PostAct, by: &str, state: StateCode, when: At) -> Result<(), Refusal> {
    post.check(act, &number(by), state, when)?;
    post.apply(act, &number(by), when);
    Ok(())
}

fn agreed(until: At, why: &str) -> PostAct {
    PostAct::AloneAgreed { alone: Alone { until, why: why.to_owned() } }
}

fn ended(what: AloneEnd) -> PostAct {
    PostAct::AloneEnded { what }
}

#[test]
fn it_takes_both_states_to_go_on_alone_and_one_to_wait_again() {
    let mut post = post();
    let two_days = agreed(at(50), "its power supply is burnt");
    assert_eq!(done(&mut post, &two_days, "N-2", north(), at(1)), Err(Refusal::NotYourRole));
    assert_eq!(done(&mut post, &two_days, "N-1", south(), at(1)), Err(Refusal::OtherState));
    assert_eq!(done(&mut post, &ended(AloneEnd::Agreement), "S-1", south(), at(1)), Err(Refusal::NotAlone));
    done(&mut post, &two_days, "N-1", north(), at(2)).unwrap();
    assert_eq!(done(&mut post, &two_days, "N-1", north(), at(2)), Err(Refusal::AskedAlready));
    assert_eq!(post.going_on.in_force(at(2)), None, "one State's word is none");
    assert_eq!(post.going_on.asked_at(at(2)).count(), 1);

    // Other words are another question.
    done(&mut post, &agreed(at(51), "its power supply is burnt"), "S-1", south(), at(3)).unwrap();
    assert_eq!(post.going_on.in_force(at(3)), None);
    done(&mut post, &two_days, "S-2", south(), at(4)).unwrap();
    let signed = &post.going_on.in_force(at(4)).unwrap().signed;
    assert_eq!(signed.values().map(ToString::to_string).collect::<Vec<_>>(), ["N-1", "S-2"]);
    assert_eq!(post.going_on.asked_at(at(4)).count(), 0);
    assert_eq!(done(&mut post, &two_days, "S-1", south(), at(4)), Err(Refusal::AskedAlready));

    assert!(post.going_on.in_force(at(50) - TimeDelta::milliseconds(1)).is_some());
    assert_eq!(post.going_on.in_force(at(50)), None, "it ends by itself");
    // A longer time that was asked for and is taken away leaves what was agreed before.
    done(&mut post, &agreed(at(60), "it takes longer"), "S-1", south(), at(8)).unwrap();
    done(&mut post, &ended(AloneEnd::Request), "N-1", north(), at(9)).unwrap();
    assert_eq!(done(&mut post, &ended(AloneEnd::Request), "N-1", north(), at(9)), Err(Refusal::NotAlone));
    assert!(post.going_on.in_force(at(10)).is_some());
    done(&mut post, &ended(AloneEnd::Agreement), "N-1", north(), at(10)).unwrap();
    assert_eq!(post.going_on.in_force(at(10)), None);
    assert_eq!(done(&mut post, &ended(AloneEnd::Agreement), "N-1", north(), at(11)), Err(Refusal::NotAlone));
}

#[test]
fn it_is_for_a_time_and_for_a_reason() {
    let mut post = post();
    for (until, why, refusal) in [
        (at(9), "burnt", Refusal::AloneTooLong),
        (at(10), "burnt", Refusal::AloneTooLong),
        (at(11 + Alone::LONGEST), "burnt", Refusal::AloneTooLong),
        (at(20), " ", Refusal::ReasonMissing),
    ] {
        assert_eq!(done(&mut post, &agreed(until, why), "N-1", north(), at(10)), Err(refusal));
    }
    done(&mut post, &agreed(at(10 + Alone::LONGEST), "burnt"), "N-1", north(), at(10)).unwrap();
    // What nobody agreed to in time can't be agreed to any more, and is asked for no longer.
    let late = at(11 + Alone::LONGEST);
    assert_eq!(
        done(&mut post, &agreed(at(10 + Alone::LONGEST), "burnt"), "S-1", south(), late),
        Err(Refusal::AloneTooLong)
    );
    assert_eq!(done(&mut post, &ended(AloneEnd::Request), "S-1", south(), late), Err(Refusal::NotAlone));
}

#[test]
fn what_was_asked_for_is_taken_away_by_either_state() {
    let mut post = post();
    let asked = agreed(at(20), "burnt");
    done(&mut post, &asked, "N-1", north(), at(10)).unwrap();
    done(&mut post, &ended(AloneEnd::Request), "S-1", south(), at(11)).unwrap();
    done(&mut post, &asked, "S-1", south(), at(12)).unwrap();
    assert_eq!(post.going_on.in_force(at(12)), None);
    done(&mut post, &asked, "N-1", north(), at(13)).unwrap();
    assert!(post.going_on.in_force(at(13)).is_some());
}
