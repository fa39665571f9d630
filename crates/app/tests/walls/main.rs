//! What Kenya's workstation can't do to Uganda's on PostgreSQL, tried with statements of its own; and what somebody with the
//! owner's rights can do, and is found out by.

#![expect(clippy::unwrap_used, reason = "what is missing in a test fails the test")]

mod hall;

use std::path::PathBuf;
use std::time::Duration;

use app::{
    Error, Examination, Fault, Finding, Founding, NewOfficer, SignedIn, Specimens, Workstation, demonstration_plan,
    projections_that_differ, take_over, verify,
};
use contract::Perform;
use domain::customs::Selectivity;
use domain::own_journal::Deed;
use domain::{Action, Agency, Direction, OfficerNumber, Reference, Role, StepId};
use futures_util::TryStreamExt as _;
use hall::{Hall, at_desk, hall};
use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{ConnectOptions as _, Connection as _, Row as _, query, query_as, query_scalar, raw_sql};
use storage_postgres::TrialDatabase;

/// A few acts of both States, each done at a workstation of its own; returns the party that Kenya registered.
async fn small_day(hall: &Hall) -> Reference {
    let kenya = at_desk(&hall.kenya, "K-1042", "kijani-mto", "A-I1").await.unwrap();
    let account = app::ACCOUNTS.iter().find(|one| one.number == "U-1140").unwrap();
    let uganda = at_desk(&hall.uganda, account.number, account.password, account.desk).await.unwrap();
    let mut registered = Vec::new();
    for (officer, direction) in [(&kenya, Direction::AToB), (&uganda, Direction::BToA)] {
        let today = officer.workstation().clock().now().date_naive();
        let party = Specimens::new(3).unwrap().on_foot(direction, today);
        let reference = perform(officer, None, party).await.unwrap();
        let claim = Action::Claim { steps: vec![StepId(1)], presented: false };
        perform(officer, Some(reference.clone()), claim).await.unwrap();
        registered.push(reference);
    }
    // Each has the list of a bus, of which the other learns nothing.
    for officer in [&kenya, &uganda] {
        let arrival = officer.workstation().clock().now().format("%Y-%m-%dT%H:%M");
        let rows = format!("surname,given_names,nationality,plate,arrival_at\nWERE,PAUL,UGA,UBA 001A,{arrival}\n");
        let told = officer.import_advance_file(rows.into_bytes()).await.unwrap();
        assert_eq!(told.vehicles.len(), 1, "{told:?}");
    }
    registered.swap_remove(0)
}

async fn perform(officer: &SignedIn, crossing: Option<Reference>, action: Action) -> Result<Reference, Error> {
    officer.catch_up().await?;
    let key = officer.workstation().clock().new_id();
    let done = officer.perform(&Perform { key, crossing, version: None, action }).await?;
    Ok(done.crossing.unwrap())
}

async fn connect(address: &str) -> PgConnection {
    address.parse::<PgConnectOptions>().unwrap().connect().await.unwrap()
}

fn code(error: &sqlx::Error) -> String {
    error.as_database_error().and_then(|error| error.code()).map(|code| code.into_owned()).unwrap_or_default()
}

/// The login role of an address.
fn login(address: &str) -> String {
    address.split("://").nth(1).unwrap().split('@').next().unwrap().to_owned()
}

/// What the doctor finds there of acts and keys.
async fn of_acts_and_keys(address: &str, home: PathBuf, whole: bool) -> Vec<Finding> {
    let mut found = Examination { address: address.to_owned(), home, backups: None, whole }.run().await;
    found.retain(|finding| {
        matches!(
            finding,
            Finding::Unopened { .. }
                | Finding::ActWrong { .. }
                | Finding::RowsDiffer { .. }
                | Finding::DutyDiffers
                | Finding::KeysMissing { .. }
                | Finding::RecoveryMissing { .. }
                | Finding::Uncertified { .. }
        )
    });
    found
}

/// The tries of a file: what must come of each, what it is, and its text.
fn tries(text: &'static str) -> Vec<(&'static str, &'static str, &'static str)> {
    let known = |line: &str| ["-- refused ", "-- answers ", "-- no rows"].iter().any(|start| line.starts_with(start));
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find("\n-- ") {
        rest = &rest[at + 1..];
        let (line, after) = rest.split_once('\n').unwrap();
        if known(line) {
            let (due, what) = line.trim_start_matches("-- ").split_once(": ").unwrap();
            let end = after.find("\n-- ").map_or(after.len(), |end| end + 1);
            found.push((due, what, &after[..end]));
            rest = &rest[line.len()..];
        }
    }
    found
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_workstation_tries_with_statements_of_its_own_is_prevented() {
    let Some(hall) = hall().await else { return };
    small_day(&hall).await;
    let mut owner = connect(hall.trial.url()).await;
    raw_sql("ANALYZE").execute(&mut owner).await.unwrap();
    let before: String = query_scalar(include_str!("everything.sql")).fetch_one(&mut owner).await.unwrap();
    let mut db = connect(&hall.addresses[0]).await;
    let all = tries(include_str!("prevented.sql"));
    assert!(all.len() > 60, "only {} tries were read", all.len());
    let mut wrong = Vec::new();
    for (due, what, text) in all {
        let mut tx = db.begin().await.unwrap();
        let outcome = match raw_sql(text).fetch_all(&mut *tx).await {
            Err(error) => format!("refused {}", code(&error)),
            Ok(rows) => match rows.first() {
                None => "no rows".to_owned(),
                Some(row) => format!("answers {}", row.try_get::<String, _>(0).unwrap_or_default()),
            },
        };
        // A connection that the server gave up on is replaced.
        if tx.rollback().await.is_err() {
            db = connect(&hall.addresses[0]).await;
        }
        if outcome != due {
            wrong.push(format!("{what}: {outcome}, not {due}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    let after: String = query_scalar(include_str!("everything.sql")).fetch_one(&mut owner).await.unwrap();
    assert_eq!(before, after);
    drop((owner, db));
    hall.clear().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_copied_out_is_what_may_be_read() {
    let Some(hall) = hall().await else { return };
    small_day(&hall).await;
    let mut db = connect(&hall.addresses[0]).await;
    let mut copied = String::new();
    for statement in [
        "COPY key_material TO STDOUT",
        "COPY sealed_part TO STDOUT",
        "COPY sealed_document TO STDOUT",
        "COPY advance_list TO STDOUT",
    ] {
        let mut rows = db.copy_out_raw(statement).await.unwrap();
        while let Some(bytes) = rows.try_next().await.unwrap() {
            copied.push_str(&String::from_utf8_lossy(&bytes));
        }
    }
    assert!(copied.contains("KEN/state") && copied.contains("alert_list"));
    assert!(!copied.contains("UGA"), "{copied}");
    drop(db);
    hall.clear().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_state_s_large_objects_and_questions_are_not_the_other_s() {
    let Some(hall) = hall().await else { return };
    small_day(&hall).await;
    let mut uganda = connect(&hall.addresses[1]).await;
    let mut kenya = connect(&hall.addresses[0]).await;
    let object: sqlx::postgres::types::Oid =
        query_scalar(include_str!("keep_a_large_object.sql")).fetch_one(&mut uganda).await.unwrap();
    let read = query(include_str!("read_a_large_object.sql")).bind(object).fetch_one(&mut kenya).await.unwrap_err();
    assert_eq!(code(&read), "42501");
    query(include_str!("read_a_large_object.sql")).bind(object).fetch_one(&mut uganda).await.unwrap();

    // Not even the owner, who sees the texts, sees in them what was asked for.
    let mut owner = connect(hall.trial.url()).await;
    let texts: Vec<String> = query_scalar(include_str!("queries_of_others.sql")).fetch_all(&mut owner).await.unwrap();
    assert!(texts.iter().any(|text| text.contains("$1")), "{texts:#?}");
    for text in texts {
        assert!(!text.contains("UGA") && !text.contains("U-1140"), "{text}");
    }
    drop((owner, kenya, uganda));
    hall.clear().await;
}

/// What of a forged act is wrong: each is a parameter of `forge.sql`.
#[derive(Default, Clone, Copy)]
struct Forgery {
    numbers_on: Option<i64>,
    state: Option<&'static str>,
    previous: Option<&'static str>,
    versions_on: Option<i32>,
    seconds_on: Option<i32>,
    kind: Option<&'static str>,
    procedure: Option<&'static [u8]>,
    hash: Option<&'static [u8]>,
}

impl Forgery {
    async fn write(self, db: &mut PgConnection) -> Result<(), String> {
        query(include_str!("forge.sql"))
            .bind(self.numbers_on)
            .bind(self.state)
            .bind(self.previous)
            .bind(self.versions_on)
            .bind(self.seconds_on)
            .bind(self.kind)
            .bind(self.procedure)
            .bind(self.hash)
            .execute(db)
            .await
            .map(drop)
            .map_err(|error| code(&error))
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_act_that_does_not_follow_is_not_added() {
    let Some(hall) = hall().await else { return };
    small_day(&hall).await;
    let mut db = connect(&hall.addresses[0]).await;
    let right = Forgery::default();
    let elsewhere = "00000000000000000000000000000000000000000000000000000000000000ff";
    for (what, forgery, due) in [
        ("the other State's", Forgery { state: Some("UGA"), ..right }, "42501"),
        ("a third State's", Forgery { state: Some("TZA"), ..right }, "42501"),
        ("one that leaves a number out", Forgery { numbers_on: Some(1), ..right }, "23505"),
        ("one in place of the last", Forgery { numbers_on: Some(-1), ..right }, "23505"),
        ("one that follows another journal", Forgery { previous: Some(elsewhere), ..right }, "23514"),
        ("one that repeats a version", Forgery { versions_on: Some(0), ..right }, "23505"),
        ("one that leaves a version out", Forgery { versions_on: Some(2), ..right }, "23505"),
        ("one whose column says another kind", Forgery { kind: Some("cleared"), ..right }, "23514"),
        ("one with another procedure", Forgery { procedure: Some(b"{\"salt\":\"\"}"), ..right }, "23514"),
        ("one with another hash", Forgery { hash: Some(&[7; 32]), ..right }, "23514"),
    ] {
        let mut tx = db.begin().await.unwrap();
        assert_eq!(forgery.write(&mut tx).await, Err(due.to_owned()), "{what}");
        tx.rollback().await.unwrap();
    }
    // Nothing is wrong with these but that nobody signed them: the server takes them, no reader does.
    let mut tx = db.begin().await.unwrap();
    Forgery { versions_on: Some(1), ..right }.write(&mut tx).await.unwrap();
    right.write(&mut tx).await.unwrap();
    tx.rollback().await.unwrap();
    drop(db);
    hall.clear().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_act_that_nobody_signed_is_void_for_every_reader_and_named() {
    let Some(hall) = hall().await else { return };
    let reference = small_day(&hall).await;
    let mut db = connect(&hall.addresses[0]).await;
    let supervisor = SignedIn::unwrap(&hall.kenya_too, "K-0007", "kijani-mlima").await.unwrap();
    let abroad = SignedIn::unwrap(&hall.uganda, "U-0005", "jua-msitu").await.unwrap();
    Forgery { versions_on: Some(1), ..Forgery::default() }.write(&mut db).await.unwrap();
    let forged = hall.uganda.store().head().await.unwrap().seq;
    // The State under whose name it was written finds it in its own journal, the other does not.
    for (who, is_found) in [(&supervisor, true), (&abroad, false)] {
        who.catch_up().await.unwrap();
        let entries = who.own_journal(0, 1_000).await.unwrap();
        let is_it = |what: &Deed| matches!(what, Deed::FoundVoid { act, .. } if *act == forged.to_string());
        assert_eq!(entries.iter().any(|entry| is_it(&entry.what)), is_found, "{entries:?}");
    }
    for workstation in [&hall.kenya_too, &hall.uganda] {
        let found = verify(workstation.store()).await.unwrap();
        let named: Vec<i64> = found.problems.iter().map(|problem| problem.seq).collect();
        assert_eq!(named, [forged], "{:?}", found.problems);
        workstation.catch_up().await.unwrap();
        let (_, acts) = workstation.shown(&reference).await.unwrap();
        assert!(acts.iter().all(|act| act["seq"] != forged || act["void"] == true));
    }
    // Work goes on after it.
    let account = app::ACCOUNTS.iter().find(|one| one.number == "U-1131").unwrap();
    at_desk(&hall.uganda, account.number, account.password, account.desk).await.unwrap();
    drop(db);
    hall.clear().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn rows_that_do_not_follow_from_the_journal_are_told() {
    let Some(hall) = hall().await else { return };
    let reference = small_day(&hall).await;
    assert_eq!(projections_that_differ(&hall.uganda, 0).await.unwrap(), Vec::<String>::new());
    let mut db = connect(&hall.addresses[0]).await;
    query(include_str!("spoil.sql")).bind(reference.to_string()).execute(&mut db).await.unwrap();
    assert_eq!(projections_that_differ(&hall.uganda, 0).await.unwrap(), [reference.to_string()]);
    assert!(verify(hall.uganda.store()).await.unwrap().is_ok(), "the journal is as it was");
    drop(db);
    hall.clear().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn verification_says_what_it_could_not_look_at() {
    let Some(hall) = hall().await else { return };
    small_day(&hall).await;
    let mut owner = connect(hall.trial.url()).await;
    let parts: Vec<(String, i64)> = query_as(include_str!("parts.sql")).fetch_all(&mut owner).await.unwrap();
    let of_others = |state: &str| parts.iter().filter(|(of, _)| of != state).map(|(_, count)| *count).sum::<i64>();
    for (workstation, state) in [(&hall.kenya, "KEN"), (&hall.uganda, "UGA")] {
        let found = verify(workstation.store()).await.unwrap();
        assert!(found.is_ok(), "{:?}", found.problems);
        assert_eq!(i64::try_from(found.sealed_unseen).unwrap(), of_others(state));
    }
    // A part that is gone is told by the State whose it is.
    query(include_str!("lose_a_part.sql")).execute(&mut owner).await.unwrap();
    assert!(verify(hall.kenya.store()).await.unwrap().is_ok());
    let found = verify(hall.uganda.store()).await.unwrap();
    assert!(matches!(found.problems.as_slice(), [one] if one.check == Fault::SealedParts), "{:?}", found.problems);
    drop(owner);
    hall.clear().await;
}

/// A workstation sees nothing that is private to the other State: that this is not there is no finding, and what its own State lacks
/// is one.
#[tokio::test(flavor = "multi_thread")]
async fn the_doctor_asks_a_workstation_for_what_is_its_own_state_s() {
    let Some(hall) = hall().await else { return };
    small_day(&hall).await;
    let [kenya, uganda] = &hall.addresses;
    let home = |address: &str| hall.folder.path().join(login(address));
    for address in &hall.addresses {
        for whole in [false, true] {
            assert_eq!(of_acts_and_keys(address, home(address), whole).await, [], "{address}");
        }
    }
    let mut owner = connect(hall.trial.url()).await;
    query(include_str!("lose_a_part.sql")).execute(&mut owner).await.unwrap();
    raw_sql(include_str!("../spoil_keys.sql")).execute(&mut owner).await.unwrap();
    for whole in [false, true] {
        let officer = OfficerNumber::parse("K-1042").unwrap();
        assert_eq!(of_acts_and_keys(kenya, home(kenya), whole).await, [Finding::KeysMissing { officer }]);
        let found = of_acts_and_keys(uganda, home(uganda), whole).await;
        assert!(matches!(found.as_slice(), [Finding::ActWrong { check: Fault::SealedParts, .. }]), "{found:?}");
    }
    drop(owner);
    hall.clear().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_owner_rewrites_is_found_out() {
    let Some(hall) = hall().await else { return };
    let reference = small_day(&hall).await;
    let mut owner = connect(hall.trial.url()).await;
    hall.kenya.catch_up().await.unwrap();
    raw_sql(include_str!("owner_goes_back.sql")).execute(&mut owner).await.unwrap();
    let gone = hall.kenya.catch_up().await;
    assert!(matches!(gone, Err(Error::Rewritten { .. })), "{gone:?}");
    hall.clear().await;

    let Some(hall) = hall::hall().await else { return };
    small_day(&hall).await;
    let mut owner = connect(&hall.trial.owners_url()).await;
    raw_sql(include_str!("owner_rewrites.sql")).execute(&mut owner).await.unwrap();
    let found = verify(hall.uganda.store()).await.unwrap();
    assert!(found.problems.iter().any(|problem| problem.check == Fault::Hash), "{reference} {:?}", found.problems);
    hall.clear().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_workstation_that_was_withdrawn_does_nothing_more() {
    let Some(hall) = hall().await else { return };
    let kenya = at_desk(&hall.kenya, "K-1042", "kijani-mto", "A-I1").await.unwrap();
    let [address, others] = &hall.addresses;
    let owner = hall.trial.owners_url();
    // Its own administrator does it, not the other State's, and not without the owner's connection.
    let administrator = SignedIn::unwrap(&hall.kenya_too, "K-0001", "msimamizi-demo").await.unwrap();
    let refused = administrator.withdraw_workstation(&owner, &login(others)).await;
    assert!(matches!(refused, Err(Error::Refused(domain::Refusal::OtherState))), "{refused:?}");
    let refused = administrator.withdraw_workstation(address, &login(address)).await;
    assert!(matches!(refused, Err(Error::Storage(storage::StorageError::NotOwner))), "{refused:?}");
    let refused = administrator.enrol_workstation(address, "hall-9").await.map(|one| one.login);
    assert!(matches!(refused, Err(Error::Storage(storage::StorageError::NotOwner))), "{refused:?}");
    let refused = administrator.enrol_workstation(&owner, "hall-1").await.map(|one| one.login);
    let is_said = |field: &str| field.starts_with("there is a workstation of that name");
    assert!(matches!(refused, Err(Error::Invalid { field }) if is_said(field)), "{refused:?}");
    let refused = administrator.enrol_workstation(&owner, "hall 1; DROP").await.map(|one| one.login);
    assert!(matches!(refused, Err(Error::Invalid { field: "name" })), "{refused:?}");

    administrator.withdraw_workstation(&owner, &login(address)).await.unwrap();
    // Also through connections that are open.
    let party = Specimens::new(3).unwrap().on_foot(Direction::AToB, hall.kenya.clock().now().date_naive());
    let refused = perform(&kenya, None, party).await;
    assert!(refused.is_err(), "{refused:?}");
    assert!(Workstation::open(address, &hall.folder.path().join(login(address))).await.is_err());
    assert_eq!(app::workstations(&owner).await.unwrap().len(), 2);
    drop(kenya);
    drop(administrator);
    hall.clear().await;
}

/// What a workstation can't do because it reads what is its State's alone is said to be the owner's, before the server says no; and its
/// doctor asks for no backup that it could not make.
#[tokio::test(flavor = "multi_thread")]
async fn a_workstation_is_told_what_takes_the_owner_of_the_database() {
    let Some(hall) = hall().await else { return };
    let address = &hall.addresses[0];
    let (home, backups) = (hall.folder.path().join(login(address)), hall.folder.path().join("backups"));
    let refused = hall.kenya.back_up(address, &backups, app::BackupCause::Asked).await.map(drop);
    assert!(matches!(refused, Err(Error::Storage(storage::StorageError::NotOwner))), "{refused:?}");
    let refused = hall.kenya.back_up_if_due(address, &backups).await.map(drop);
    assert!(matches!(refused, Err(Error::Storage(storage::StorageError::NotOwner))), "{refused:?}");
    assert!(!backups.exists());
    let refused = app::upgrade(address, &home).await.map(drop);
    assert!(matches!(refused, Err(Error::Storage(storage::StorageError::NotOwner))), "{refused:?}");
    for (backups, is_asked) in [(None, false), (Some(backups), true)] {
        let examination = Examination { address: address.clone(), home: home.clone(), backups, whole: false };
        let found = examination.run().await;
        let is_of_backups = |finding: &Finding| matches!(finding, Finding::NoBackup { .. });
        assert_eq!(found.iter().any(is_of_backups), is_asked, "{found:?}");
    }
    hall.clear().await;
}

/// A workstation can lift its own time-outs and keep everybody from writing: the others are told after ten seconds, nothing is
/// lost, and the server names who it is.
#[tokio::test(flavor = "multi_thread")]
async fn who_keeps_the_counter_is_named_and_loses_nobody_s_work() {
    let Some(hall) = hall().await else { return };
    let account = app::ACCOUNTS.iter().find(|one| one.number == "U-1140").unwrap();
    let uganda = at_desk(&hall.uganda, account.number, account.password, account.desk).await.unwrap();
    let party = Specimens::new(3).unwrap().on_foot(Direction::BToA, hall.uganda.clock().now().date_naive());
    let mut kenya = connect(&hall.addresses[0]).await;
    raw_sql(include_str!("hold_the_counter.sql")).execute(&mut kenya).await.unwrap();
    let mut owner = connect(&hall.trial.owners_url()).await;
    let named = async {
        loop {
            let holders: Vec<String> =
                query_scalar(include_str!("who_holds_it.sql")).fetch_all(&mut owner).await.unwrap();
            if !holders.is_empty() {
                return holders;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    let (refused, holders) = tokio::join!(perform(&uganda, None, party.clone()), named);
    assert!(matches!(refused, Err(Error::Storage(storage::StorageError::Unavailable(_)))), "{refused:?}");
    assert!(holders.iter().all(|holder| hall.addresses[0].contains(holder.as_str())), "{holders:?}");
    kenya.close().await.unwrap();
    perform(&uganda, None, party).await.unwrap();
    drop((owner, uganda));
    hall.clear().await;
}

/// A post that is none for demonstration takes acts of the present only.
#[tokio::test(flavor = "multi_thread")]
async fn an_act_of_another_time_is_not_added_and_a_workstation_follows_the_server() {
    const PASSWORD: &str = "a long enough password";
    let Ok(server) = std::env::var("OSBP_TEST_POSTGRES") else {
        return eprintln!("skipped: there is no server to run on");
    };
    let folder = tempfile::tempdir().unwrap();
    let trial = TrialDatabase::make_owned(&server).await.unwrap();
    let owner = trial.owners_url();
    let first = |number: &str, roles: &[Role]| NewOfficer {
        officer: OfficerNumber::parse(number).unwrap(),
        name: "First".to_owned(),
        agency: Agency::Immigration,
        roles: roles.iter().copied().collect(),
        password: PASSWORD.to_owned(),
    };
    let founding = Founding {
        plan: domain::post::Plan { is_demonstration: false, ..demonstration_plan().unwrap() },
        administrators: [first("K-0001", &[Role::Administrator]), first("U-0001", &[Role::Administrator])],
        alerts: [Vec::new(), Vec::new()],
        referral_permille: [0, 0],
        selectivity: [Selectivity::default(), Selectivity::default()],
    };
    let founder = founding.found(&owner, &folder.path().join("owner")).await.unwrap();
    let administrator = SignedIn::unwrap(&founder, "K-0001", PASSWORD).await.unwrap();
    let enrolled = administrator.enrol_workstation(&owner, "hall-1").await.unwrap();
    let home = folder.path().join("hall-1");
    let taken = take_over(&enrolled.file, &enrolled.code, &home).await.unwrap();
    let workstation = Workstation::open(&taken.address, &home).await.unwrap();
    // A State's administrator works at its workstation as he does at the founder's.
    let administrator = SignedIn::unwrap(&workstation, "K-0001", PASSWORD).await.unwrap();
    administrator.certify(&first("K-1042", &[Role::Officer])).await.unwrap();
    let officer = at_desk(&workstation, "K-1042", PASSWORD, "A-I1").await.unwrap();
    let party = |seed| Specimens::new(seed).unwrap().on_foot(Direction::AToB, workstation.clock().now().date_naive());
    perform(&officer, None, party(1)).await.unwrap();
    // Nobody drew a recovery code, and of the other State's administrator the keys are not there: the own State's affair is told.
    let missing = Finding::RecoveryMissing { country: "KEN".parse().unwrap() };
    assert_eq!(of_acts_and_keys(&taken.address, home.clone(), false).await, [missing]);

    let mut db = connect(&taken.address).await;
    for (seconds_on, due) in [(0, Ok(())), (4, Err("BP001".to_owned()))] {
        let mut tx = db.begin().await.unwrap();
        let forgery = Forgery { seconds_on: Some(seconds_on), ..Forgery::default() };
        assert_eq!(forgery.write(&mut tx).await, due, "{seconds_on}");
        tx.rollback().await.unwrap();
    }
    drop(db);

    // A clock that jumps is set right by the first command that is refused for it. No act is earlier than the one before,
    // so one that is behind is refused once that one is more than two seconds old.
    for jump in [60_000, -7_200_000] {
        workstation.clock().advance(jump);
        tokio::time::sleep(Duration::from_millis(2_500)).await;
        perform(&officer, None, party(2)).await.unwrap();
    }
    let apart = workstation.clock().now() - founder.clock().now();
    assert!(apart.num_seconds().abs() < 2, "{apart}");
    let found = verify(workstation.store()).await.unwrap();
    assert!(found.is_ok(), "{:?}", found.problems);
    founder.store().close().await;
    workstation.store().close().await;
    trial.discard().await.unwrap();
}

/// An enrolment file is of use to nobody without its code, and to nobody else with it.
#[tokio::test(flavor = "multi_thread")]
async fn what_a_workstation_is_handed_takes_the_code() {
    let Some(hall) = hall().await else { return };
    let administrator = SignedIn::unwrap(&hall.kenya, "K-0001", "msimamizi-demo").await.unwrap();
    let owner = hall.trial.owners_url();
    let one = administrator.enrol_workstation(&owner, "hall-3").await.unwrap();
    let other = administrator.enrol_workstation(&owner, "hall-4").await.unwrap();
    let home = hall.folder.path().join("new");
    let wrong = take_over(&one.file, &other.code, &home).await.unwrap_err();
    assert!(matches!(wrong, Error::NotAllowed), "{wrong:?}");
    let wrong = take_over(&one.file, "7Q4M", &home).await.unwrap_err();
    assert!(matches!(wrong, Error::Invalid { field: "enrolment_code" }), "{wrong:?}");
    for changed in [
        one.file.replace(&one.login, &other.login),
        one.file.replace("\"KEN\"", "\"UGA\""),
        one.file.replace(&one.login, "../../elsewhere"),
        one.file[..one.file.len() / 2].to_owned(),
        String::new(),
    ] {
        assert!(take_over(&changed, &one.code, &home).await.is_err(), "{changed}");
    }
    assert!(!home.exists(), "something was kept");
    let taken = take_over(&one.file, &one.code, &home).await.unwrap();
    assert_eq!(take_over(&one.file, &one.code, &home).await.unwrap(), taken, "twice is once");
    // Nobody but an administrator enrols, and a second of the same name is none.
    let account = app::ACCOUNTS.iter().find(|one| one.number == "K-1042").unwrap();
    let officer = SignedIn::unwrap(&hall.kenya, account.number, account.password).await.unwrap();
    let refused = officer.enrol_workstation(&owner, "hall-5").await.map(|one| one.login);
    assert!(matches!(refused, Err(Error::NotAllowed)), "{refused:?}");
    drop((administrator, officer));
    hall.clear().await;
}
