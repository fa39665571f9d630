//! The life of keys: passwords changed and forgotten, officers removed, a State that lost its administrators.

#![expect(clippy::unwrap_used, reason = "what is missing in a test fails the test")]

#[expect(dead_code, reason = "each file of tests uses a part of it")]
#[path = "walls/hall.rs"]
mod hall;

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use app::{Demonstration, Error, NewOfficer, Office, SignedIn, Specimens, Workstation, recover, verify, verify_as};
use contract::{AddOfficer, CrossingRequest, FailureCode, FirstAdministrator, FoundPost, Perform, SignIn, Unlock};
use domain::officer::DeskCode;
use domain::{Action, Agency, Direction, OfficerNumber, Reference, Refusal, Role, StateCode, StepId};
use hall::at_desk;
use storage::SealedPartRow;

/// Two workstations of Kenya's at one post, as of two machines that share a database, and one of Uganda's.
struct Post {
    here: Arc<Workstation>,
    there: Arc<Workstation>,
    abroad: Arc<Workstation>,
}

/// Makes a test of each, over one file, and over a server on which each workstation has a role of its own.
macro_rules! over_a_file_and_behind_walls {
    ($($test:ident)*) => {
        mod over_a_file {
            $(
                #[tokio::test(flavor = "multi_thread")]
                async fn $test() {
                    let folder = tempfile::tempdir().unwrap();
                    super::$test(&super::Post::found(&folder).await).await;
                }
            )*
        }

        mod behind_walls {
            use std::sync::Arc;

            $(
                #[tokio::test(flavor = "multi_thread")]
                async fn $test() {
                    let Some(hall) = super::hall::hall().await else { return };
                    let [here, there, abroad] = [&hall.kenya, &hall.kenya_too, &hall.uganda].map(Arc::clone);
                    super::$test(&super::Post { here, there, abroad }).await;
                    hall.clear().await;
                }
            )*
        }
    };
}

over_a_file_and_behind_walls! {
    a_new_password_takes_the_place_of_the_old
    who_was_removed_reads_nothing_that_is_written_afterwards
    who_forgot_his_password_goes_on_under_new_keys
    a_state_without_administrators_gets_one_by_its_recovery_code
    with_an_administrator_goes_the_root_and_nobody_is_certified_again
    who_gets_other_roles_keeps_no_key_of_the_former
    an_epoch_begins_whenever_an_administrator_wants_it
}

impl Post {
    async fn found(folder: &tempfile::TempDir) -> Self {
        let (file, home) = (folder.path().join("post.osbp"), folder.path().join("home"));
        let file = file.to_string_lossy();
        let here = Demonstration { seed: 5, referral_permille: 0 }.found(&file, &home).await.unwrap();
        let there = Workstation::open(&file, &home).await.unwrap();
        Self { abroad: Arc::clone(&here), here, there }
    }

    async fn administrator(&self) -> SignedIn {
        SignedIn::unwrap(&self.here, "K-0001", "msimamizi-demo").await.unwrap()
    }
}

fn number(text: &str) -> OfficerNumber {
    OfficerNumber::parse(text).unwrap()
}

async fn perform(officer: &SignedIn, crossing: Option<Reference>, action: Action) -> Result<(Reference, i64), Error> {
    let key = officer.workstation().clock().new_id();
    let done = officer.perform(&Perform { key, crossing, version: None, action }).await?;
    Ok((done.crossing.unwrap(), done.seq[1]))
}

async fn register(officer: &SignedIn, seed: u64) -> Result<(Reference, i64), Error> {
    let today = officer.workstation().clock().now().date_naive();
    perform(officer, None, Specimens::new(seed).unwrap().on_foot(Direction::AToB, today)).await
}

async fn claim(officer: &SignedIn, reference: &Reference) -> i64 {
    let action = Action::Claim { steps: vec![StepId(1)], presented: false };
    perform(officer, Some(reference.clone()), action).await.unwrap().1
}

/// The part of an act that is sealed to Kenya.
async fn part_of(workstation: &Workstation, seq: i64) -> SealedPartRow {
    workstation.store().sealed_parts(seq - 1, seq, "KEN/state").await.unwrap().remove(0)
}

async fn a_new_password_takes_the_place_of_the_old(post: &Post) {
    let officer = at_desk(&post.here, "K-1042", "kijani-mto", "A-I1").await.unwrap();
    let refused = officer.change_password("kijani-mlima", "bahari-pana").await;
    assert!(matches!(refused, Err(Error::WrongPassword { .. })), "{refused:?}");
    for (new, field) in [("abc", "password"), ("kijani-mto", "password")] {
        let refused = officer.change_password("kijani-mto", new).await;
        assert!(matches!(refused, Err(Error::Invalid { field: named }) if named == field), "{refused:?}");
    }
    post.here.clock().advance(600_000);
    officer.change_password("kijani-mto", "bahari-pana").await.unwrap();
    // He goes on, and his keys are the same.
    register(&officer, 1).await.unwrap();
    drop(officer);
    let refused = at_desk(&post.there, "K-1042", "kijani-mto", "A-I1").await;
    assert!(matches!(refused, Err(Error::WrongPassword { .. })));
    post.there.clock().advance(600_000);
    let again = at_desk(&post.there, "K-1042", "bahari-pana", "A-I1").await.unwrap();
    register(&again, 2).await.unwrap();
    assert!(verify(post.there.store()).await.unwrap().is_ok());
}

/// The window is locked and unlocked, with the new password once it was changed.
#[tokio::test(flavor = "multi_thread")]
async fn a_locked_window_opens_with_the_password_in_force() {
    let folder = tempfile::tempdir().unwrap();
    let (file, home) = (folder.path().join("post.osbp"), folder.path().join("home"));
    let made = Demonstration { seed: 5, referral_permille: 0 }.found(&file.to_string_lossy(), &home).await.unwrap();
    made.store().close().await;
    let office = Office::new(&file.to_string_lossy(), &home);
    let (officer, password) = ("K-1042".to_owned(), "kijani-mto".to_owned());
    office
        .sign_in(&SignIn { officer, password, desk: DeskCode("A-I1".to_owned()), pin: None, code: None })
        .await
        .unwrap();
    for (present, new) in [("kijani-mto", "bahari-pana"), ("bahari-pana", "kijani-mto")] {
        office.officer().await.unwrap().change_password(present, new).await.unwrap();
        office.lock().unwrap();
        assert!(office.officer().await.is_err());
        assert!(office.session().unwrap().unwrap().is_locked);
        let request = Unlock { password: new.to_owned(), pin: None, code: None };
        let session = tokio::time::timeout(Duration::from_secs(20), office.unlock(&request)).await.unwrap().unwrap();
        assert!(!session.is_locked);
        office.officer().await.unwrap();
    }
}

async fn who_was_removed_reads_nothing_that_is_written_afterwards(post: &Post) {
    let removed = at_desk(&post.there, "K-1042", "kijani-mto", "A-I1").await.unwrap();
    let stays = at_desk(&post.there, "K-1050", "zamu-ya-kazi", "A-I2").await.unwrap();
    let (before, _) = register(&removed, 1).await.unwrap();
    let early = claim(&stays, &before).await;
    assert_eq!(part_of(&post.here, early).await.epoch, 1);

    let administrator = post.administrator().await;
    administrator.revoke(&number("K-1042")).await.unwrap();
    assert!(register(&removed, 2).await.is_err(), "a removed officer writes on");
    assert!(at_desk(&post.there, "K-1042", "kijani-mto", "A-I1").await.is_err(), "a removed officer signs in");
    // Who was signed in all the time seals to the new epoch from his next act on, and reads both.
    let action = Action::Release { steps: vec![StepId(1)] };
    perform(&stays, Some(before.clone()), action).await.unwrap();
    let (after, _) = register(&stays, 3).await.unwrap();
    let late = claim(&stays, &after).await;
    assert_eq!(part_of(&post.here, late).await.epoch, 2);
    stays.crossing(&CrossingRequest { reference: after.clone() }).await.unwrap();
    // The keys that the removed officer kept open the old part and not the new one.
    let held = [part_of(&post.here, early).await, part_of(&post.here, late).await];
    assert_eq!(held.each_ref().map(|part| removed.opens(part)), [true, false]);
    assert_eq!(held.each_ref().map(|part| stays.opens(part)), [true, true]);
    let newcomer = SignedIn::unwrap(&post.here, "K-0007", "kijani-mlima").await.unwrap();
    assert_eq!(held.each_ref().map(|part| newcomer.opens(part)), [true, true]);
    assert!(verify(post.here.store()).await.unwrap().is_ok());

    // The other State's administrator removes nobody of this one, and nobody removes himself.
    let other = SignedIn::unwrap(&post.abroad, "U-0001", "msimamizi-demo").await.unwrap();
    assert!(other.revoke(&number("K-0007")).await.is_err());
    let himself = administrator.revoke(&number("K-0001")).await;
    assert!(matches!(himself, Err(Error::Refused(Refusal::SameOfficer))), "{himself:?}");
    let himself = administrator.renew(&number("K-0001"), "bahari-pana").await;
    assert!(matches!(himself, Err(Error::Refused(Refusal::SameOfficer))), "{himself:?}");
    assert!(matches!(newcomer.revoke(&number("K-1050")).await, Err(Error::NotAllowed)));
}

async fn who_forgot_his_password_goes_on_under_new_keys(post: &Post) {
    let forgetful = at_desk(&post.here, "K-1042", "kijani-mto", "A-I1").await.unwrap();
    let (reference, seq) = register(&forgetful, 1).await.unwrap();
    drop(forgetful);
    let administrator = post.administrator().await;
    administrator.renew(&number("K-1042"), "bahari-pana").await.unwrap();
    assert!(at_desk(&post.there, "K-1042", "kijani-mto", "A-I1").await.is_err());
    post.there.clock().advance(600_000);
    let again = at_desk(&post.there, "K-1042", "bahari-pana", "A-I1").await.unwrap();
    let late = claim(&again, &reference).await;
    assert!(again.opens(&part_of(&post.here, seq).await) && again.opens(&part_of(&post.here, late).await));
    // What he did under his old certificate still holds, for who opens the post now and for who verifies it all.
    let found = verify(post.here.store()).await.unwrap();
    assert!(found.is_ok(), "{:?}", found.problems);
    post.there.catch_up().await.unwrap();
    let (_, acts) = post.there.shown(&reference).await.unwrap();
    assert!(acts.iter().all(|act| act["void"] == false), "{acts:#?}");
    // Removed and certified again, twice over.
    administrator.revoke(&number("K-1042")).await.unwrap();
    let refused = administrator.renew(&number("K-1042"), "bahari-pana").await;
    assert!(matches!(refused, Err(Error::NotFound)), "{refused:?}");
}

async fn a_state_without_administrators_gets_one_by_its_recovery_code(post: &Post) {
    let administrator = post.administrator().await;
    let outdated = administrator.new_recovery_code().await.unwrap();
    let code = administrator.new_recovery_code().await.unwrap();
    // A new epoch is wrapped to the code as well.
    administrator.revoke(&number("K-1042")).await.unwrap();
    drop(administrator);
    let officer = at_desk(&post.here, "K-1050", "zamu-ya-kazi", "A-I2").await.unwrap();
    let (reference, _) = register(&officer, 3).await.unwrap();
    let seq = claim(&officer, &reference).await;

    let kenya: StateCode = "KEN".parse().unwrap();
    let roles: BTreeSet<Role> = [Role::Administrator].into_iter().collect();
    let new = NewOfficer {
        officer: number("K-0002"),
        name: "Second Administrator".to_owned(),
        agency: Agency::Immigration,
        roles,
        password: "ufunguo-mpya".to_owned(),
    };
    let refused = recover(&post.here, kenya, &outdated, &new).await;
    assert!(matches!(refused, Err(Error::NotAllowed)), "{refused:?}");
    let refused = recover(&post.here, "UGA".parse().unwrap(), &code, &new).await;
    assert!(matches!(refused, Err(Error::NotAllowed)), "{refused:?}");
    let refused = recover(&post.here, kenya, "7Q4M-0000", &new).await;
    assert!(matches!(refused, Err(Error::Invalid { field: "recovery_code" })), "{refused:?}");
    let taken = NewOfficer { officer: number("K-1050"), ..new.clone() };
    assert!(recover(&post.here, kenya, &code, &taken).await.is_err());
    assert_eq!(made_new(post).await, [0, 1]);
    let next = recover(&post.here, kenya, &code, &new).await.unwrap();
    // The code has left its envelope: what it opened counts no more, and neither does it.
    assert_eq!(made_new(post).await, [1, 2]);
    let third = NewOfficer { officer: number("K-0003"), ..new.clone() };
    let refused = recover(&post.here, kenya, &code, &third).await;
    assert!(matches!(refused, Err(Error::NotAllowed)), "{refused:?}");
    recover(&post.here, kenya, &next, &third).await.unwrap();

    let recovered = SignedIn::unwrap(&post.there, "K-0002", "ufunguo-mpya").await.unwrap();
    assert!(recovered.opens(&part_of(&post.here, seq).await), "what was written before is lost");
    let again = NewOfficer { officer: number("K-1999"), roles: [Role::Officer].into_iter().collect(), ..new };
    recovered.certify(&again).await.unwrap();
    at_desk(&post.here, "K-1999", "ufunguo-mpya", "A-I1").await.unwrap();
    let found = verify(post.here.store()).await.unwrap();
    assert!(found.is_ok(), "{:?}", found.problems);
}

/// How often Kenya's root was replaced, and how often a new epoch of its keys began.
async fn made_new(post: &Post) -> [usize; 2] {
    let acts = post.here.store().acts_of_post().await.unwrap();
    ["root_replaced", "readers_rotated"]
        .map(|kind| acts.iter().filter(|act| act.kind == kind && act.state == "KEN").count())
}

fn administrator(officer: &str) -> NewOfficer {
    NewOfficer {
        officer: number(officer),
        name: "Second Administrator".to_owned(),
        agency: Agency::Immigration,
        roles: [Role::Administrator].into_iter().collect(),
        password: "ufunguo-mpya".to_owned(),
    }
}

async fn with_an_administrator_goes_the_root_and_nobody_is_certified_again(post: &Post) {
    let kenya: StateCode = "KEN".parse().unwrap();
    let first = post.administrator().await;
    let code = first.new_recovery_code().await.unwrap();
    first.certify(&administrator("K-0002")).await.unwrap();
    assert!(first.revoke(&number("K-1999")).await.is_err());
    let stays = at_desk(&post.there, "K-1050", "zamu-ya-kazi", "A-I2").await.unwrap();
    let (before, _) = register(&stays, 1).await.unwrap();
    let second = SignedIn::unwrap(&post.there, "K-0002", "ufunguo-mpya").await.unwrap();
    // With an officer who does not hold it the root stays.
    assert!(second.revoke(&number("K-1042")).await.unwrap().is_none());
    assert_eq!(made_new(post).await, [0, 1]);
    let next = second.revoke(&number("K-0001")).await.unwrap().unwrap();
    assert_eq!(made_new(post).await, [1, 2]);
    assert!(matches!(first.certify(&administrator("K-0005")).await, Err(Error::NotAllowed)));

    // Who was certified by the root of before works on, where he is and where he signs in anew.
    let late = claim(&stays, &before).await;
    assert!(stays.opens(&part_of(&post.here, late).await));
    SignedIn::unwrap(&post.here, "K-0007", "kijani-mlima").await.unwrap();
    SignedIn::unwrap(&post.abroad, "U-0001", "msimamizi-demo").await.unwrap().replace_root().await.unwrap();
    second.certify(&administrator("K-0003")).await.unwrap();
    second.renew(&number("K-0007"), "bahari-pana").await.unwrap();
    SignedIn::unwrap(&post.here, "K-0007", "bahari-pana").await.unwrap();
    SignedIn::unwrap(&post.here, "K-0003", "ufunguo-mpya").await.unwrap().begin_epoch().await.unwrap();

    let refused = recover(&post.here, kenya, &code, &administrator("K-0004")).await;
    assert!(matches!(refused, Err(Error::NotAllowed)), "{refused:?}");
    let again = recover(&post.here, kenya, &next, &administrator("K-0004")).await.unwrap();
    assert_ne!(*again, *next);
    let found = verify(post.here.store()).await.unwrap();
    assert!(found.is_ok(), "{:?}", found.problems);
    assert_eq!(made_new(post).await, [2, 4]);
}

async fn who_gets_other_roles_keeps_no_key_of_the_former(post: &Post) {
    let first = post.administrator().await;
    first.certify(&administrator("K-0002")).await.unwrap();
    let second = SignedIn::unwrap(&post.there, "K-0002", "ufunguo-mpya").await.unwrap();
    let none = first.renew_as(&number("K-0002"), "bahari-pana", BTreeSet::new()).await;
    assert!(matches!(none, Err(Error::Invalid { field: "roles" })), "{none:?}");
    let officer: BTreeSet<Role> = [Role::Officer].into_iter().collect();
    let himself = first.renew_as(&number("K-0001"), "bahari-pana", officer.clone()).await;
    assert!(matches!(himself, Err(Error::Refused(Refusal::SameOfficer))), "{himself:?}");
    let code = first.renew_as(&number("K-0002"), "bahari-pana", officer).await.unwrap();
    assert!(code.is_some(), "he held the root");
    assert_eq!(made_new(post).await, [1, 1]);
    assert!(matches!(second.certify(&administrator("K-0003")).await, Err(Error::NotAllowed)));
    let demoted = at_desk(&post.there, "K-0002", "bahari-pana", "A-I1").await.unwrap();
    for refused in [demoted.begin_epoch().await, demoted.replace_root().await.map(drop)] {
        assert!(matches!(refused, Err(Error::NotAllowed)), "{refused:?}");
    }
    // He works on with the keys of the new epoch, and the keys that he had open none of it.
    let (reference, _) = register(&demoted, 1).await.unwrap();
    let part = part_of(&post.here, claim(&demoted, &reference).await).await;
    assert_eq!([demoted.opens(&part), second.opens(&part)], [true, false]);
    // Other roles for who holds no root cost no code.
    let roles: BTreeSet<Role> = [Role::Officer, Role::Supervisor].into_iter().collect();
    assert!(first.renew_as(&number("K-1042"), "bahari-pana", roles).await.unwrap().is_none());
    let found = verify(post.here.store()).await.unwrap();
    assert!(found.is_ok(), "{:?}", found.problems);
}

async fn an_epoch_begins_whenever_an_administrator_wants_it(post: &Post) {
    let officer = at_desk(&post.there, "K-1042", "kijani-mto", "A-I1").await.unwrap();
    let (reference, _) = register(&officer, 1).await.unwrap();
    assert!(matches!(officer.begin_epoch().await, Err(Error::NotAllowed)));
    let administrator = post.administrator().await;
    administrator.begin_epoch().await.unwrap();
    administrator.begin_epoch().await.unwrap();
    let part = part_of(&post.here, claim(&officer, &reference).await).await;
    assert_eq!(part.epoch, 3);
    let colleague = at_desk(&post.here, "K-1050", "zamu-ya-kazi", "A-I2").await.unwrap();
    assert!(colleague.opens(&part));
    let found = verify_as(&officer).await.unwrap();
    assert!(found.is_ok(), "{:?}", found.problems);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_claim_of_who_is_removed_is_given_back() {
    let folder = tempfile::tempdir().unwrap();
    let post = Post::found(&folder).await;
    let removed = at_desk(&post.there, "K-1050", "zamu-ya-kazi", "A-I2").await.unwrap();
    let (reference, _) = register(&removed, 1).await.unwrap();
    claim(&removed, &reference).await;
    let administrator = at_desk(&post.here, "K-0001", "msimamizi-demo", "A-I1").await.unwrap();
    administrator.revoke(&number("K-1050")).await.unwrap();
    // Nobody waits for the time-out, and the act holds for whoever replays it.
    let stays = at_desk(&post.there, "K-1042", "kijani-mto", "A-I1").await.unwrap();
    claim(&stays, &reference).await;
    let found = verify(post.here.store()).await.unwrap();
    assert!(found.is_ok(), "{:?}", found.problems);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_administrator_sees_his_own_officers_and_of_the_others_only_what_is_shared() {
    let folder = tempfile::tempdir().unwrap();
    let post = Post::found(&folder).await;
    let administrator = at_desk(&post.here, "K-0001", "msimamizi-demo", "A-I1").await.unwrap();
    let adds = |officer: &str, name: &str, password: &str| AddOfficer {
        officer: officer.to_owned(),
        name: name.to_owned(),
        agency: Agency::Customs,
        roles: vec![Role::Officer, Role::Supervisor],
        password: password.to_owned(),
    };
    let good = adds("k-3333", " Achieng Were ", "bahari-pana");
    // What is wrong is said of its field.
    let none = AddOfficer { roles: Vec::new(), ..good.clone() };
    for (request, field) in [
        (adds("K 3333", "Achieng Were", "bahari-pana"), "officer"),
        (adds("K-3333", "  ", "bahari-pana"), "name"),
        (adds("K-3333", "Achieng\u{202e} Were", "bahari-pana"), "name"),
        (adds("K-3333", &"A".repeat(10 << 20), "bahari-pana"), "name"),
        (adds("K-3333", "Achieng Were", "abc"), "password"),
        (none, "roles"),
    ] {
        let failure: contract::Failure = administrator.add_officer(request).await.unwrap_err().into();
        assert_eq!((failure.code, failure.detail.as_str()), (FailureCode::Invalid, field));
    }
    administrator.add_officer(good.clone()).await.unwrap();
    let again = administrator.add_officer(good).await;
    assert!(matches!(again, Err(Error::Refused(Refusal::OfficerNumberTaken))), "{again:?}");
    administrator.revoke(&number("K-1050")).await.unwrap();

    let view = administrator.officers().unwrap();
    let of = |wanted: &str| view.own.iter().find(|known| known.officer == number(wanted)).unwrap();
    assert_eq!(of("K-3333").name.as_deref(), Some("Achieng Were"));
    assert_eq!(of("K-3333").roles, [Role::Officer, Role::Supervisor]);
    assert!(of("K-0001").is_reader && of("K-0001").shift.is_some() && of("K-3333").shift.is_none());
    assert!(of("K-1050").removed_at.is_some() && of("K-3333").removed_at.is_none());
    // Not a name, not a role, not a shift of the other State crosses the wire.
    let others = serde_json::to_value(&view.others).unwrap();
    let fields: BTreeSet<&str> =
        others.as_array().unwrap().iter().flat_map(|one| one.as_object().unwrap().keys().map(String::as_str)).collect();
    assert_eq!(fields, BTreeSet::from(["agency", "officer", "state"]));
    let wire = serde_json::to_string(&view).unwrap();
    assert!(view.others.len() > 5 && !wire.contains("Akello"), "{wire}");

    // Nobody but an administrator is answered, nor does anything.
    let officer = at_desk(&post.there, "K-1042", "kijani-mto", "A-I2").await.unwrap();
    assert!(matches!(officer.officers(), Err(Error::NotAllowed)));
    assert!(matches!(officer.add_officer(adds("K-4444", "N", "bahari-pana")).await, Err(Error::NotAllowed)));
    assert!(matches!(officer.recovery_code_to_show().await, Err(Error::NotAllowed)));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_codes_shown_at_the_founding_are_the_ones_in_force() {
    let folder = tempfile::tempdir().unwrap();
    let address = folder.path().join("post.osbp");
    let address = address.to_string_lossy();
    let home = folder.path().join("home");
    let office = Office::new(&address, &home);
    let administrator = |officer: &str, password: &str| FirstAdministrator {
        officer: officer.to_owned(),
        name: "Administrator".to_owned(),
        password: password.to_owned(),
    };
    let mut plan = app::demonstration_plan().unwrap();
    plan.is_demonstration = false;
    let administrators = [administrator("K-1", "mto mkubwa wa samaki"), administrator("U-1", "ziwa kubwa la samaki")];
    let founded = office.found(&FoundPost { plan: plan.clone(), administrators }).await.unwrap();
    let states: Vec<StateCode> = founded.recovery_codes.iter().map(|code| code.state).collect();
    assert_eq!(states, plan.states);
    assert!(!format!("{founded:?}").contains(founded.recovery_codes[0].code.as_str()), "a code comes into a log");
    let workstation = Workstation::open(&address, &home).await.unwrap();
    for (code, officer) in founded.recovery_codes.iter().zip(["K-2", "U-2"]) {
        let new = NewOfficer {
            officer: number(officer),
            name: "Second Administrator".to_owned(),
            agency: Agency::Immigration,
            roles: [Role::Administrator].into_iter().collect(),
            password: "ufunguo mpya wa mlango".to_owned(),
        };
        recover(&workstation, code.state, &code.code, &new).await.unwrap();
    }
}
