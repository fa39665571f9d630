//! Who may sign that the post goes on from a backup, and when it does.

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
use domain::backup::Restored;
use domain::post::StateKeys;
use domain::{At, OfficerNumber, Post, PostAct, Refusal, Role, StateCode};
use procedure::post::{certified, number};
use procedure::{Hosts, north, plan, south};

fn at(minute: i64) -> At {
    DateTime::UNIX_EPOCH + TimeDelta::minutes(minute)
}

/// An administrator, two supervisors and an officer of each State.
fn founded() -> Post {
    let keys = [north(), south()].map(|state| StateKeys { state, root: String::new(), readers: Vec::new() });
    let mut post = Post::found(&PostAct::Founded { plan: plan(Hosts::Entry), keys: keys.to_vec() }).unwrap();
    for (letter, state) in [("N", north()), ("S", south())] {
        let administrator = format!("{letter}-ADM");
        let roles = [
            ("ADM", Role::Administrator),
            ("SUP1", Role::Supervisor),
            ("SUP2", Role::Supervisor),
            ("1", Role::Officer),
        ];
        for ((name, role), serial) in roles.into_iter().zip(1..) {
            let act = certified(&format!("{letter}-{name}"), state, role, serial);
            done(&mut post, &administrator, state, &act, 0);
        }
    }
    post
}

fn done(post: &mut Post, by: &str, state: StateCode, act: &PostAct, minute: i64) {
    post.check(act, &number(by), state, at(minute)).unwrap();
    post.apply(act, &number(by), at(minute));
}

#[track_caller]
fn refused(post: &Post, by: &str, state: StateCode, act: &PostAct) -> Refusal {
    post.check(act, &number(by), state, at(9)).unwrap_err()
}

fn restored(seq: i64, lost: i64) -> PostAct {
    PostAct::Restored { restored: Restored { seq, hash: "a5".repeat(32), lost } }
}

#[test]
fn it_stands_once_a_supervisor_of_each_state_signed_the_same() {
    let mut post = founded();
    done(&mut post, "N-SUP1", north(), &restored(100, 140), 1);
    assert!(!post.restorations[0].stands());
    // Neither the same officer nor another of his State is the second one.
    for by in ["N-SUP1", "N-SUP2"] {
        assert_eq!(refused(&post, by, north(), &restored(100, 140)), Refusal::AskedAlready);
    }
    done(&mut post, "S-SUP2", south(), &restored(100, 140), 2);
    let [known] = post.restorations.as_slice() else { panic!("{:?}", post.restorations) };
    assert!(known.stands() && known.at == at(2));
    assert_eq!(known.signed.values().map(OfficerNumber::as_str).collect::<Vec<_>>(), ["N-SUP1", "S-SUP2"]);
    // What stands is not signed twice.
    assert_eq!(refused(&post, "S-SUP1", south(), &restored(100, 140)), Refusal::AskedAlready);
}

/// What is stored is never read in another way.
#[test]
fn its_stored_form_stays() {
    let act = PostAct::Restored { restored: Restored { seq: 100, hash: "a5".repeat(32), lost: 140 } };
    let stored = format!(r#"{{"kind":"restored","restored":{{"seq":100,"hash":"{}","lost":140}}}}"#, "a5".repeat(32));
    assert_eq!(serde_json::to_string(&act).unwrap(), stored);
    assert_eq!(serde_json::from_str::<PostAct>(&stored).unwrap(), act);
}

#[test]
fn other_words_are_another_restoration() {
    let mut post = founded();
    done(&mut post, "N-SUP1", north(), &restored(100, 140), 1);
    done(&mut post, "S-SUP1", south(), &restored(100, 145), 2);
    assert!(post.restorations.iter().all(|known| !known.stands()), "two that signed different words made one");
    // A workstation that saw more is named later: both sign again.
    done(&mut post, "N-SUP2", north(), &restored(100, 145), 3);
    assert_eq!(post.restorations.iter().map(|known| known.stands()).collect::<Vec<_>>(), [false, true]);
}

#[test]
fn nobody_but_a_supervisor_of_the_state_signs() {
    let post = founded();
    for by in ["N-1", "N-ADM"] {
        assert_eq!(refused(&post, by, north(), &restored(100, 140)), Refusal::NotYourRole);
    }
    assert_eq!(refused(&post, "N-SUP1", south(), &restored(100, 140)), Refusal::OtherState);
    assert_eq!(refused(&post, "N-9", north(), &restored(100, 140)), Refusal::UnknownOfficer);
    let mut post = post;
    done(&mut post, "N-ADM", north(), &PostAct::OfficerRevoked { officer: number("N-SUP1") }, 5);
    assert_eq!(refused(&post, "N-SUP1", north(), &restored(100, 140)), Refusal::UnknownOfficer);
}

#[test]
fn what_is_signed_makes_sense() {
    let post = founded();
    for (seq, lost) in [(0, 5), (-1, 5), (100, 99)] {
        assert_eq!(refused(&post, "N-SUP1", north(), &restored(seq, lost)), Refusal::OutOfSequence);
    }
    for hash in ["", "a5", "not hexadecimal, though of sixty-four characters as a hash has...."] {
        let act = PostAct::Restored { restored: Restored { seq: 1, hash: hash.to_owned(), lost: 2 } };
        assert_eq!(refused(&post, "N-SUP1", north(), &act), Refusal::OutOfSequence, "{hash}");
    }
    // Nothing may be lost at all.
    post.check(&restored(100, 100), &number("N-SUP1"), north(), at(9)).unwrap();
}
