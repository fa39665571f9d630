//! Two workstations of each State on one database, each with officers of every role, on each engine: there random commands
//! race for the same parties, and there every scenario of the in-memory tests is played once more (`scenarios.rs`).
//!
//! `OSBP_RANDOM_COMMANDS` sets how many commands are sent through each engine; without it 1,000 are. PostgreSQL takes part
//! where `OSBP_TEST_POSTGRES` names a server.
//!
//! Invariant: nothing here decides. What was done is read back from the journal and judged by the book of the in-memory
//! tests, which never asks the domain.

/// Lists the scenarios of a module; the in-memory tests make a test of each.
macro_rules! sentences {
    ($($name:ident),+ $(,)?) => {
        /// The scenarios by name.
        pub const SENTENCES: &[(&str, fn())] = &[$((stringify!($name), $name)),+];
    };
}

#[path = "../../../domain/tests/scenarios/controls.rs"]
mod controls;
mod desk;
#[path = "../../../domain/tests/scenarios/goods.rs"]
mod goods;
mod judge;
#[path = "../../../domain/tests/scenarios/messages.rs"]
mod messages;
#[expect(dead_code, reason = "each test uses a part of the post")]
#[path = "../../../domain/tests/procedure/mod.rs"]
mod procedure;
mod scenarios;
mod stage;
#[path = "../../../domain/tests/scenarios/steps.rs"]
mod steps;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Instant;

use domain::customs::Selectivity;
use domain::officer::DeskCode;
use domain::post::{Desk as DeskOfPost, Plan};
use domain::{OfficerNumber, OnDuty, Role};
use storage_postgres::TrialDatabase;
use tempfile::TempDir;

use self::desk::{Desk, Log};
use self::procedure::{Hosts, officers, plan};
use crate::alerts::AlertEntry;
use crate::founding::Founding;
use crate::key_life::NewOfficer;
use crate::signed_in::SignedIn;
use crate::workstation::Workstation;

const PASSWORD: &str = "four desks";

/// How many commands are sent through each engine.
fn commands() -> usize {
    match std::env::var("OSBP_RANDOM_COMMANDS") {
        Ok(text) => text.parse().expect("OSBP_RANDOM_COMMANDS is a number"),
        Err(_) => 1_000,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn four_desks_on_sqlite() {
    let began = Instant::now();
    let mut log = Log::default();
    for (round, hosts) in Hosts::ALL.into_iter().enumerate() {
        let folder = tempfile::tempdir().unwrap();
        let address = folder.path().join("post.osbp").to_string_lossy().into_owned();
        log.add(day(&address, &folder, hosts, round as u64).await);
    }
    log.tell("SQLite", began.elapsed());
}

#[tokio::test(flavor = "multi_thread")]
async fn four_desks_on_postgres() {
    let Ok(server) = std::env::var("OSBP_TEST_POSTGRES") else {
        return eprintln!("skipped: there is no server to run on");
    };
    let began = Instant::now();
    let mut log = Log::default();
    for (round, hosts) in Hosts::ALL.into_iter().enumerate() {
        let folder = tempfile::tempdir().unwrap();
        let database = TrialDatabase::make(&server).await.unwrap();
        log.add(day(database.url(), &folder, hosts, 100 + round as u64).await);
        database.discard().await.unwrap();
    }
    log.tell("PostgreSQL", began.elapsed());
}

/// A third of the commands on a post of its own, then the judgement.
async fn day(address: &str, folder: &TempDir, hosts: Hosts, seed: u64) -> Log {
    let founding = Founding {
        alerts: [alerts(), alerts()],
        referral_permille: [60, 60],
        selectivity: [selectivity(), selectivity()],
        ..founding(plan(hosts))
    };
    let desks = open(&founding, address, folder, |_| true).await;
    let most = commands().div_ceil(Hosts::ALL.len() * desks.len());
    let workstations: Arc<Vec<Arc<Workstation>>> = Arc::new(desks.iter().map(|desk| Arc::clone(&desk.post)).collect());
    let mut at_work = Vec::new();
    for (place, desk) in desks.iter().enumerate() {
        let (desk, all) = (Arc::clone(desk), Arc::clone(&workstations));
        at_work.push(tokio::spawn(async move { desk.work(&all, seed * 10 + place as u64, most).await }));
    }
    let mut log = Log::default();
    for (place, desk) in at_work.into_iter().enumerate() {
        log.add(desk.await.unwrap().at(place));
    }
    judge::every_desk_knows_the_same(address, folder, &desks).await;
    log.longest_closing = judge::everything_can_be_closed(&desks).await;
    judge::every_desk_knows_the_same(address, folder, &desks).await;
    judge::the_journal_holds(address, folder, &desks, &log).await;
    judge::the_same_key_gives_the_same_answer(&desks, &log).await;
    for desk in &desks {
        desk.post.store().close().await;
    }
    log
}

/// Founds a post and has those officers of the tests of the procedure sign in who are wanted, half of each State's at one
/// desk and half at another. Administrators sit nowhere.
async fn open(
    founding: &Founding,
    address: &str,
    folder: &TempDir,
    is_wanted: impl Fn(&OnDuty) -> bool,
) -> Vec<Arc<Desk>> {
    let home = folder.path().join("home");
    let first = founding.found(address, &home).await.unwrap();
    let wanted: Vec<OnDuty> =
        officers().into_iter().filter(|known| !known.has(Role::Administrator) && is_wanted(known)).collect();
    for administrator in officers().iter().filter(|known| known.has(Role::Administrator)) {
        let signed_in = SignedIn::unwrap(&first, administrator.officer.as_str(), PASSWORD).await.unwrap();
        for known in wanted.iter().filter(|known| known.state == administrator.state) {
            signed_in.certify(&new_officer(known)).await.unwrap();
        }
    }
    first.store().close().await;
    let mut desks = Vec::new();
    for (letter, half) in [("N", 0), ("N", 1), ("S", 0), ("S", 1)] {
        let post = Workstation::open(address, &home).await.unwrap();
        let mut staff = BTreeMap::new();
        for known in wanted.iter().filter(|known| known.officer.as_str().starts_with(letter)) {
            // The second of each agency and role sits at the other desk.
            if usize::from(known.officer.as_str().ends_with('2')) == half {
                let request = contract::SignIn {
                    officer: known.officer.to_string(),
                    password: PASSWORD.to_owned(),
                    desk: known.desk.clone(),
                    pin: None,
                    code: None,
                };
                staff.insert(known.officer.clone(), SignedIn::sign_in(&post, &request).await.unwrap());
            }
        }
        desks.push(Arc::new(Desk::of(post, staff)));
    }
    desks
}

/// Returns what founds a post at which every officer has a desk, nobody is listed and nothing is left to chance.
fn founding(plan: Plan) -> Founding {
    let desks = officers().into_iter().map(|known| DeskOfPost {
        code: known.desk,
        state: known.state,
        agency: known.agency,
        place: "hall".to_owned(),
    });
    let by_number = |number: &str| officers().into_iter().find(|known| known.officer.as_str() == number).unwrap();
    Founding {
        plan: Plan { desks: desks.collect(), ..plan },
        administrators: [new_officer(&by_number("N-ADM1")), new_officer(&by_number("S-ADM1"))],
        alerts: [Vec::new(), Vec::new()],
        referral_permille: [0, 0],
        selectivity: [Selectivity::default(), Selectivity::default()],
    }
}

fn new_officer(known: &OnDuty) -> NewOfficer {
    NewOfficer {
        officer: known.officer.clone(),
        name: format!("Name of {}", known.officer),
        agency: known.agency,
        roles: known.roles.clone(),
        password: PASSWORD.to_owned(),
    }
}

/// Two of those who cross in the tests of the procedure are listed.
fn alerts() -> Vec<AlertEntry> {
    let listed = |entry, surname: &str| AlertEntry {
        entry,
        surname: Some(surname.to_owned()),
        given_names: Some("ADA".to_owned()),
        birth_date: "1985-04-02".parse().ok(),
        reason: "wanted as a witness".to_owned(),
        instruction: "call the supervisor".to_owned(),
        ..AlertEntry::default()
    };
    vec![listed(31, "SAIDI"), listed(32, "NYE")]
}

/// Every third declaration is drawn for an examination.
fn selectivity() -> Selectivity {
    Selectivity { random_red_permille: 330, random_yellow_permille: 100, ..Selectivity::default() }
}

/// Returns the number of the desk at which an officer sits.
fn place_of<'a>(desks: &'a [Arc<Desk>], officer: &OfficerNumber) -> &'a Arc<Desk> {
    desks.iter().find(|desk| desk.staff.contains_key(officer)).unwrap()
}

/// Returns the desk of an officer as the plan has it.
fn desk_of(officer: &OfficerNumber) -> DeskCode {
    DeskCode(format!("D-{officer}"))
}
