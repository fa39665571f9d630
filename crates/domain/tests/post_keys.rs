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

use chrono::{DateTime, NaiveDate, TimeDelta};
use domain::officer::DeskCode;
use domain::post::{Desk, PublishedReader, PublishedRoot, SeedHash, StateKeys};
use domain::{Agency, At, Post, PostAct, Refusal, Role, StateCode};
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
    PostAct::ReadersRotated {
        readers: readers.iter().map(|(name, epoch)| reader(name, *epoch)).collect(),
        seeds: Vec::new(),
    }
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
    let mut plan = plan(Hosts::Entry);
    plan.desks.extend([north(), south()].map(|state| Desk {
        code: DeskCode(format!("{state}-1")),
        state,
        agency: Agency::Immigration,
        place: String::new(),
    }));
    let mut post = Post::found(&PostAct::Founded { plan, keys: keys.to_vec() }).unwrap();
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

fn root(name: &str, serial: u64) -> PostAct {
    let (root, root_signature) = (name.to_owned(), String::new());
    PostAct::RootReplaced { replaced: PublishedRoot { root, serial, not_before: 0, root_signature } }
}

#[test]
fn a_root_is_replaced_by_an_administrator_of_its_state_once_in_its_turn() {
    let mut post = founded();
    let next = root("second", 2);
    assert_eq!(refused(&post, "N-1", north(), &next), Refusal::NotYourRole);
    assert_eq!(refused(&post, "S-ADM", north(), &next), Refusal::NotYourRole);
    // As it is now, and out of its turn.
    for wrong in [root("", 2), root("second", 1), root("second", 3)] {
        assert_eq!(refused(&post, "N-ADM", north(), &wrong), Refusal::OutOfSequence);
    }
    done(&mut post, "N-ADM", north(), &next, 1);
    // The same again, another in the same turn, and the one of before.
    for wrong in [next, root("other", 2), root("", 3)] {
        assert_eq!(refused(&post, "N-ADM", north(), &wrong), Refusal::OutOfSequence);
    }
    done(&mut post, "N-ADM", north(), &root("third", 3), 2);
    let roots: Vec<&str> = post.keys.iter().map(|keys| keys.root.as_str()).collect();
    assert_eq!(roots, ["third", ""]);
    assert_eq!(
        post.former_roots.into_iter().collect::<Vec<_>>(),
        [(north(), vec![String::new(), "second".to_owned()])]
    );
}

fn seed(day: NaiveDate, epoch: u32) -> SeedHash {
    SeedHash { day, epoch, hash: "5e".repeat(32) }
}

#[test]
fn the_hash_of_a_seed_is_of_the_local_day_and_the_newest_epoch() {
    let mut post = founded();
    let desk = post.plan.desks.iter().find(|desk| desk.state == north()).unwrap().code.clone();
    let opened = |seed| PostAct::ShiftOpened { desk: desk.clone(), seed };
    let ahead = post.plan.utc_offsets[0];
    assert_ne!(ahead, 0);
    // The last minute of the first day, and the first of the next, by the clocks of that State.
    let last = i64::from(24 * 60 - ahead) - 1;
    let first = NaiveDate::from_ymd_opt(1970, 1, 1).unwrap();
    let second = first.succ_opt().unwrap();
    let may = |post: &Post, seed, minute| post.check(&opened(Some(seed)), &number("N-1"), north(), at(minute)).is_ok();
    assert_eq!([may(&post, seed(first, 1), last), may(&post, seed(second, 1), last)], [true, false]);
    assert_eq!([may(&post, seed(first, 1), last + 1), may(&post, seed(second, 1), last + 1)], [false, true]);
    assert!(!may(&post, seed(first, 2), last), "of an epoch that has not begun");
    // An act of a program that had one seed for all days is read on.
    done(&mut post, "N-1", north(), &opened(None), last);
    assert_eq!(post.days_of_shifts(north(), at(last + 1)), [first].into_iter().collect());
    assert!(post.days_of_shifts(south(), at(last + 1)).is_empty());
    let readers = vec![reader("state", 2), reader("protection", 2)];
    let with = |seeds| PostAct::ReadersRotated { readers: readers.clone(), seeds };
    for wrong in [vec![seed(first, 1)], vec![seed(second.succ_opt().unwrap(), 2)]] {
        assert_eq!(refused(&post, "N-ADM", north(), &with(wrong)), Refusal::OutOfSequence);
    }
    done(&mut post, "N-ADM", north(), &with(vec![seed(first, 2), seed(second, 2)]), last + 1);
    let opens = |epoch| {
        let act = opened(Some(seed(second, epoch)));
        post.check(&act, &number("N-ADM"), north(), at(last + 2))
    };
    assert_eq!([opens(1), opens(2)], [Err(Refusal::OutOfSequence), Ok(())]);
}

#[test]
fn keys_grow_old_after_the_agreed_time() {
    let mut post = founded();
    assert_eq!(post.plan.keys.epoch_days, 365);
    let day = 24 * 60;
    let year = 365 * day;
    assert_eq!(post.epoch_is_old(north(), at(year)), None);
    assert_eq!(post.epoch_is_old(north(), at(year + 1)).map(|age| age.num_days()), Some(365));
    post.plan.keys.epoch_days = 1;
    assert_eq!(
        [post.epoch_is_old(north(), at(day)), post.epoch_is_old(north(), at(day + 1))],
        [None, Some(TimeDelta::minutes(day + 1))]
    );
}

/// What older programs wrote is read as it was meant, and what they would have written is written as they did.
#[test]
fn acts_without_seeds_are_read_and_written_as_they_were() {
    let old = [r#"{"kind":"shift_opened","desk":"A-I1"}"#, r#"{"kind":"readers_rotated","readers":[]}"#];
    for text in old {
        let act: PostAct = serde_json::from_str(text).unwrap();
        assert_eq!(serde_json::to_string(&act).unwrap(), text);
    }
    let new = [
        r#"{"kind":"shift_opened","desk":"A-I1","seed":{"day":"2026-11-28","epoch":1,"hash":"5e"}}"#,
        r#"{"kind":"readers_rotated","readers":[],"seeds":[{"day":"2026-11-28","epoch":2,"hash":"5e"}]}"#,
        r#"{"kind":"root_replaced","replaced":{"root":"aa","serial":2,"not_before":0,"root_signature":"bb"}}"#,
    ];
    for text in new {
        let act: PostAct = serde_json::from_str(text).unwrap();
        assert_eq!(serde_json::to_string(&act).unwrap(), text);
    }
}
