//! Who may certify, remove and begin an epoch of keys, and what each leaves behind.

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
use domain::post::{PublishedReader, StateKeys};
use domain::{At, Post, PostAct, Refusal, Role, StateCode};
use procedure::post::{certified, number};
use procedure::{Hosts, north, plan, south};

fn at(minute: i64) -> At {
    DateTime::UNIX_EPOCH + TimeDelta::minutes(minute)
}

fn reader(name: &str, epoch: u32) -> PublishedReader {
    PublishedReader {
        reader: name.to_owned(),
        epoch,
        receiving_key: String::new(),
        fingerprint: String::new(),
        serial: u64::from(epoch),
        not_before: 0,
        root_signature: String::new(),
    }
}

fn rotated(readers: &[(&str, u32)]) -> PostAct {
    PostAct::ReadersRotated { readers: readers.iter().map(|(name, epoch)| reader(name, *epoch)).collect() }
}

fn revoked(officer: &str) -> PostAct {
    PostAct::OfficerRevoked { officer: number(officer) }
}

/// An administrator and an officer of each State.
fn founded() -> Post {
    let keys = [north(), south()].map(|state| StateKeys {
        state,
        root: String::new(),
        readers: vec![reader("state", 1), reader("protection", 1)],
    });
    let mut post = Post::found(&PostAct::Founded { plan: plan(Hosts::Entry), keys: keys.to_vec() }).unwrap();
    for (state, admin, officer) in [(north(), "N-ADM", "N-1"), (south(), "S-ADM", "S-1")] {
        done(&mut post, admin, state, &certified(admin, state, Role::Administrator, 1), 0);
        done(&mut post, admin, state, &certified(officer, state, Role::Officer, 2), 0);
    }
    post
}

fn done(post: &mut Post, by: &str, state: StateCode, act: &PostAct, minute: i64) {
    post.check(act, &number(by), state, at(minute)).unwrap();
    post.apply(act, &number(by), at(minute));
}

fn refused(post: &Post, by: &str, state: StateCode, act: &PostAct) -> Refusal {
    post.check(act, &number(by), state, at(9)).unwrap_err()
}

#[test]
fn an_epoch_follows_the_one_before_and_is_an_administrators() {
    let mut post = founded();
    let next = rotated(&[("state", 2), ("protection", 2)]);
    assert_eq!(refused(&post, "N-1", north(), &next), Refusal::NotYourRole);
    assert_eq!(refused(&post, "S-ADM", north(), &next), Refusal::NotYourRole);
    for wrong in [
        rotated(&[]),
        rotated(&[("state", 1)]),
        rotated(&[("state", 3)]),
        rotated(&[("state", 2), ("state", 2)]),
        rotated(&[("agency:nobody", 1)]),
    ] {
        assert_eq!(refused(&post, "N-ADM", north(), &wrong), Refusal::OutOfSequence);
    }
    done(&mut post, "N-ADM", north(), &next, 1);
    // The other State's keys are as they were.
    assert_eq!(post.keys.iter().map(|keys| keys.readers.len()).collect::<Vec<_>>(), [4, 2]);
    assert_eq!(refused(&post, "N-ADM", north(), &next), Refusal::OutOfSequence);
}

#[test]
fn nobody_removes_himself_or_an_officer_of_the_other_state() {
    let post = founded();
    assert_eq!(refused(&post, "N-ADM", north(), &revoked("N-ADM")), Refusal::SameOfficer);
    assert_eq!(refused(&post, "N-ADM", north(), &revoked("S-1")), Refusal::OtherState);
    assert_eq!(refused(&post, "N-1", north(), &revoked("N-ADM")), Refusal::NotYourRole);
}

#[test]
fn what_was_done_under_a_former_certificate_stays_under_it() {
    let mut post = founded();
    let again = certified("N-1", north(), Role::Officer, 3);
    assert_eq!(refused(&post, "N-ADM", north(), &again), Refusal::OfficerNumberTaken);
    done(&mut post, "N-ADM", north(), &revoked("N-1"), 5);
    // A number of a certificate is used once.
    let repeated = certified("N-1", north(), Role::Officer, 2);
    assert_eq!(refused(&post, "N-ADM", north(), &repeated), Refusal::OfficerNumberTaken);
    done(&mut post, "N-ADM", north(), &again, 7);
    let serial = |minute| post.standing(&number("N-1"), at(minute)).map(|standing| standing.certified.serial);
    assert_eq!([serial(4), serial(6), serial(8)], [Some(2), None, Some(3)]);
    assert_eq!(post.first_standing(&number("N-1")).unwrap().certified.serial, 2);
}

#[test]
fn who_certifies_himself_is_an_administrator_whom_the_root_vouches_for() {
    let post = founded();
    let officer = certified("N-9", north(), Role::Officer, 9);
    assert_eq!(refused(&post, "N-9", north(), &officer), Refusal::NotYourRole);
    let administrator = certified("N-9", north(), Role::Administrator, 9);
    post.check(&administrator, &number("N-9"), north(), at(9)).unwrap();
    assert_eq!(refused(&post, "N-9", south(), &administrator), Refusal::OtherState);
    assert_eq!(refused(&post, "N-8", north(), &administrator), Refusal::NotYourRole);
}
