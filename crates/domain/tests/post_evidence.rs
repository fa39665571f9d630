//! Who signs the journal for a State, and who may erase what, when.

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
use domain::own_journal::OwnHead;
use domain::{At, Post, PostAct, Refusal, Role, StateCode};
use procedure::post::{certified, number};
use procedure::{Hosts, north, plan, south};

fn at(day: i64) -> At {
    DateTime::UNIX_EPOCH + TimeDelta::days(day)
}

/// A post with a supervisor and an officer of each State.
fn post() -> Post {
    let mut post = Post::found(&PostAct::Founded { plan: plan(Hosts::Entry), keys: Vec::new() }).unwrap();
    for (officer, state, role) in [
        ("N-1", north(), Role::Supervisor),
        ("N-2", north(), Role::Officer),
        ("S-1", south(), Role::Supervisor),
        ("S-2", south(), Role::Administrator),
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

fn signed(page: i64, hash: &str) -> PostAct {
    PostAct::HeadSigned { own: Some(OwnHead { page, hash: hash.to_owned() }) }
}

#[test]
fn a_state_s_head_is_signed_by_its_supervisor_and_its_own_journal_only_grows() {
    let mut post = post();
    assert_eq!(done(&mut post, &signed(3, "c"), "N-2", north(), at(1)), Err(Refusal::NotYourRole));
    assert_eq!(done(&mut post, &signed(3, "c"), "N-1", south(), at(1)), Err(Refusal::OtherState));
    assert_eq!(done(&mut post, &signed(3, "c"), "N-9", north(), at(1)), Err(Refusal::UnknownOfficer));
    done(&mut post, &signed(3, "c"), "N-1", north(), at(1)).unwrap();
    assert_eq!(done(&mut post, &signed(2, "b"), "N-1", north(), at(2)), Err(Refusal::OutOfSequence));
    assert_eq!(done(&mut post, &signed(3, "x"), "N-1", north(), at(2)), Err(Refusal::OutOfSequence));
    done(&mut post, &signed(3, "c"), "N-1", north(), at(2)).unwrap();
    done(&mut post, &PostAct::HeadSigned { own: None }, "N-1", north(), at(3)).unwrap();
    assert_eq!(done(&mut post, &signed(2, "b"), "N-1", north(), at(4)), Err(Refusal::OutOfSequence), "forgotten");
    done(&mut post, &signed(4, "d"), "N-1", north(), at(4)).unwrap();
    done(&mut post, &signed(1, "z"), "S-1", south(), at(4)).unwrap();
    assert_eq!(post.signed.keys().copied().collect::<Vec<_>>(), [north(), south()]);
}

#[test]
fn facts_are_erased_by_both_states_and_not_before_their_time() {
    let mut post = post();
    let days = i64::from(post.plan.retention.shared);
    let (then, before) = (at(days + 100), at(100));
    let agreed = PostAct::ErasureAgreed { before };
    let erased = PostAct::FactsErased { before };
    assert_eq!(
        done(&mut post, &agreed, "N-1", north(), then - TimeDelta::milliseconds(1)),
        Err(Refusal::StillToBeKept)
    );
    assert_eq!(done(&mut post, &agreed, "N-2", north(), then), Err(Refusal::NotYourRole));
    assert_eq!(done(&mut post, &erased, "S-1", south(), then), Err(Refusal::NotAgreed));
    done(&mut post, &agreed, "N-1", north(), then).unwrap();
    assert_eq!(done(&mut post, &erased, "N-1", north(), then), Err(Refusal::NotAgreed), "with itself");
    let other_day = PostAct::FactsErased { before: at(99) };
    assert_eq!(done(&mut post, &other_day, "S-1", south(), then), Err(Refusal::NotAgreed), "to another day");
    assert_eq!(done(&mut post, &erased, "S-2", south(), then), Err(Refusal::NotYourRole));
    done(&mut post, &erased, "S-1", south(), then).unwrap();
    assert!(post.erased.took_facts_of(before - TimeDelta::milliseconds(1)) && !post.erased.took_facts_of(before));
    assert_eq!(done(&mut post, &agreed, "N-1", north(), then), Err(Refusal::AskedAlready));
    let next = PostAct::FactsErased { before: at(101) };
    assert_eq!(
        done(&mut post, &next, "S-1", south(), at(days + 200)),
        Err(Refusal::NotAgreed),
        "one agreement, one erasure"
    );
}

#[test]
fn what_is_sealed_to_a_state_it_erases_alone() {
    let mut post = post();
    let days = i64::from(post.plan.retention.sealed);
    let erased = PostAct::SealedErased { before: at(100) };
    assert_eq!(done(&mut post, &erased, "N-1", north(), at(days + 99)), Err(Refusal::StillToBeKept));
    assert_eq!(done(&mut post, &erased, "S-2", south(), at(days + 100)), Err(Refusal::NotYourRole));
    done(&mut post, &erased, "N-1", north(), at(days + 100)).unwrap();
    assert!(post.erased.took_sealed_of(north(), at(99)) && !post.erased.took_sealed_of(south(), at(99)));
    assert_eq!(done(&mut post, &erased, "N-1", north(), at(days + 100)), Err(Refusal::AskedAlready));
}

#[test]
fn a_states_own_journal_is_erased_by_its_own_supervisor_once_its_time_is_over() {
    let mut post = post();
    let days = i64::from(post.plan.retention.sealed);
    let erased = PostAct::OwnPagesErased { before: at(100) };
    assert_eq!(done(&mut post, &erased, "N-1", north(), at(days + 99)), Err(Refusal::StillToBeKept));
    assert_eq!(done(&mut post, &erased, "S-2", south(), at(days + 100)), Err(Refusal::NotYourRole));
    done(&mut post, &erased, "N-1", north(), at(days + 100)).unwrap();
    assert!(post.erased.took_own_of(north(), at(99)) && !post.erased.took_own_of(north(), at(100)));
    assert!(!post.erased.took_own_of(south(), at(99)) && !post.erased.took_sealed_of(north(), at(99)));
    assert_eq!(done(&mut post, &erased, "N-1", north(), at(days + 100)), Err(Refusal::AskedAlready));
}
