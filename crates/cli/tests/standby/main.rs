//! A second disk: set up by the script that a person runs, waited for at every commit, promoted by a person when the server is
//! lost, and left out while it is missing if both States agree.

#![expect(clippy::indexing_slicing, clippy::unwrap_used, reason = "what is missing in a test fails the test")]

#[expect(dead_code, reason = "each file of tests uses a part of it")]
#[path = "../../../app/tests/walls/hall.rs"]
mod hall;
#[expect(dead_code, reason = "each file of tests uses a part of it")]
#[path = "../osbpctl/mod.rs"]
mod osbpctl;

use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

use app::{Error, Examination, Finding, SignedIn, Specimens, Workstation, sign_restoration, verify};
use contract::{AgreeAlone, EndAlone, Perform, Performed};
use domain::alone::{Alone, AloneEnd};
use domain::{Action, Direction};
use hall::{Hall, at_desk, hall_on};
use osbpctl::{Osbpctl, answer};
use storage::{SecondDisk, StorageError, Store as _};
use storage_postgres::{PostgresStore, TrialServer};
use tokio::sync::oneshot;
use tokio::time::sleep;

/// The script, as it is handed to whoever sets a standby up.
const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../assets/postgres/standby.sh");

const SUPERVISORS: [(&str, &str); 2] = [("K-0007", "kijani-mlima"), ("U-0005", "jua-msitu")];

/// A server of one's own with a post of two States on it; none where PostgreSQL is not to be had.
async fn ground() -> Option<(TrialServer, Hall)> {
    if std::env::var_os("OSBP_TEST_POSTGRES").is_none() {
        eprintln!("skipped: there is no server to run on");
        return None;
    }
    let server = TrialServer::start(&[]).unwrap();
    let hall = hall_on(&server.url()).await;
    Some((server, hall))
}

/// Calls the script on a machine: its folder and its port stand for it.
fn called(on: &TrialServer, words: &[&str], data: Option<(&Path, u16)>) -> (bool, String) {
    let mut command = Command::new("sh");
    command
        .arg(SCRIPT)
        .args(words)
        .current_dir(on.folder())
        .env("PGHOST", "127.0.0.1")
        .env("PGPORT", on.port().to_string())
        .env("PGUSER", "osbp");
    if let Some((data, port)) = data {
        command.env("DATA", data).env("PORT", port.to_string());
    }
    let said = command.output().unwrap();
    let text = format!("{}{}", String::from_utf8_lossy(&said.stdout), String::from_utf8_lossy(&said.stderr));
    (said.status.success(), text)
}

fn script(on: &TrialServer, words: &[&str], data: Option<(&Path, u16)>) -> String {
    let (is_done, text) = called(on, words, data);
    assert!(is_done, "standby.sh {words:?}: {text}");
    text
}

/// Calls the script, which refuses and says this.
fn script_refuses(on: &TrialServer, words: &[&str], says: &str) {
    let (is_done, text) = called(on, words, None);
    assert!(!is_done && text.contains(says), "standby.sh {words:?}: {text}");
}

/// Sets a standby up as a person does, up to the last step.
fn joined(server: &TrialServer) -> TrialServer {
    let (file, data) = ("for-the-standby", Path::new("standby"));
    let port = TrialServer::another_port().unwrap();
    // To another machine nothing goes unencrypted.
    script_refuses(server, &["prepare", "10.0.0.3", "-o", file], "ssl = on");
    script(server, &["prepare", "127.0.0.1", "-o", file], None);
    let from = format!("127.0.0.1:{}", server.port());
    script(server, &["join", &from, file], Some((data, port)));
    script_refuses(server, &["join", "10.0.0.2", file], "--authority");
    std::fs::remove_file(server.folder().join(file)).unwrap();
    // One that works keeps its password.
    script_refuses(server, &["prepare", "127.0.0.1", "-o", file], "--again");
    server.beside(&server.folder().join(data), port)
}

/// Sets a standby up as a person does.
fn relied(server: &TrialServer) -> TrialServer {
    let standby = joined(server);
    script(server, &["rely"], None);
    assert!(script(server, &["show"], None).contains("streaming, sync"));
    standby
}

/// Returns the address of a database, or of a workstation, on the other server.
fn on(standby: &TrialServer, server: &TrialServer, url: &str) -> String {
    url.replacen(&format!(":{}/", server.port()), &format!(":{}/", standby.port()), 1)
}

fn next_party(officer: &SignedIn, parties: &mut Specimens) -> Perform {
    let clock = officer.workstation().clock();
    let action: Action = parties.on_foot(Direction::AToB, clock.now().date_naive());
    Perform { key: clock.new_id(), crossing: None, version: None, action }
}

async fn registers(officer: &SignedIn, parties: &mut Specimens) -> Result<Performed, Error> {
    officer.perform(&next_party(officer, parties)).await
}

/// Returns the home of a workstation that was enrolled in a hall.
fn home(hall: &Hall, address: &str) -> std::path::PathBuf {
    let (_, rest) = address.split_once("://").unwrap();
    hall.folder.path().join(rest.split_once('@').unwrap().0)
}

async fn promotes(hall: &Hall, standby: &TrialServer, server: &TrialServer) {
    let at = Osbpctl::new();
    let db = on(standby, server, hall.trial.url());
    let promoted = answer(at.command_on(Path::new(&db), &["post", "promote", "--yes"])).is(0).answer;
    assert_eq!(promoted.get("promoted"), Some(&true.into()), "{promoted}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_standby_that_is_promoted_has_every_act_that_was_answered() {
    let Some((server, hall)) = ground().await else { return };
    let standby = relied(&server);
    let at = Osbpctl::new();
    let db = on(&standby, &server, hall.trial.url());
    // Its role copies everything, and may read nothing of the post as such.
    let role = hall.trial.url().replacen("osbp@", "osbp_standby@", 1);
    assert!(PostgresStore::open(&role, None).await.is_err());
    // Nobody works on a standby, and nobody promotes one whose server runs, or a server, by a slip of the finger.
    assert!(matches!(PostgresStore::open(&db, None).await, Err(StorageError::ReadOnly)));
    answer(at.command_on(Path::new(&db), &["post", "promote", "--yes"])).fails(2, "invalid");
    answer(at.command_on(Path::new(hall.trial.url()), &["post", "promote", "--yes"])).fails(2, "invalid");
    answer(at.command_on(Path::new(&db), &["post", "promote", "--while-it-runs"])).fails(2, "invalid");

    // Two desks work as fast as they can when the server loses its power.
    let mut working = Vec::new();
    for (workstation, number, seed) in [(&hall.kenya, "K-1042", 7), (&hall.kenya_too, "K-1050", 11)] {
        let account = app::ACCOUNTS.iter().find(|one| one.number == number).unwrap();
        let officer = at_desk(workstation, number, account.password, account.desk).await.unwrap();
        working.push(tokio::spawn(async move {
            let (mut answered, mut parties) = (Vec::new(), Specimens::new(seed).unwrap());
            let begun = Instant::now();
            while begun.elapsed() < Duration::from_secs(60) {
                match registers(&officer, &mut parties).await {
                    Ok(done) => answered.push(done),
                    Err(Error::Storage(_)) => break,
                    Err(error) => panic!("{error:?}"),
                }
            }
            answered
        }));
    }
    sleep(Duration::from_secs(4)).await;
    server.kill().unwrap();
    let mut answered = Vec::new();
    for working in working {
        answered.extend(working.await.unwrap());
    }
    assert!(answered.len() > 10, "only {} acts were answered", answered.len());

    // Whoever is not sure changes nothing.
    answer(at.command_on(Path::new(&db), &["post", "promote"])).fails(2, "invalid");
    let (last, more) = (answered.iter().map(|done| done.seq[1]).max().unwrap(), 1_000_000);
    for (seen, says) in [(last, format!("up to {last}")), (more, format!("up to {more}"))] {
        let called = answer(at.command_on(Path::new(&db), &["post", "promote", "--seen", &seen.to_string()])).is(2);
        assert_eq!(called.said.contains("would be lost"), seen == more, "{}", called.said);
        assert!(called.said.replace([',', '\u{a0}'], "").contains(&says), "{}", called.said);
    }
    promotes(&hall, &standby, &server).await;
    let store = PostgresStore::open(&db, None).await.unwrap();
    for done in &answered {
        let kept = store.command(done.key).await.unwrap().unwrap();
        assert_eq!([kept.first_seq, kept.last_seq], done.seq);
    }
    assert!(verify(&store).await.unwrap().is_ok());
    assert_eq!(store.second_disk(), SecondDisk::None);
    store.close().await;

    // The workstations saw nothing that is not there, and work on.
    let address = on(&standby, &server, &hall.addresses[0]);
    let workstation = Workstation::open(&address, &home(&hall, &address)).await.unwrap();
    let officer = at_desk(&workstation, "K-1042", "kijani-mto", "A-I1").await.unwrap();
    registers(&officer, &mut Specimens::new(3).unwrap()).await.unwrap();
    workstation.store().close().await;
    standby.stop().unwrap();
}

/// It was not waited for, and lacks what was done while it was away.
#[tokio::test(flavor = "multi_thread")]
async fn a_workstation_refuses_a_standby_that_lacks_what_it_has_seen() {
    let Some((server, hall)) = ground().await else { return };
    let standby = joined(&server);
    let officer = at_desk(&hall.kenya, "K-1042", "kijani-mto", "A-I1").await.unwrap();
    let mut parties = Specimens::new(7).unwrap();
    registers(&officer, &mut parties).await.unwrap();
    sleep(Duration::from_secs(1)).await;
    standby.stop().unwrap();
    registers(&officer, &mut parties).await.unwrap();
    let lost = hall.kenya.catch_up().await.unwrap();
    hall.kenya.store().close().await;
    server.kill().unwrap();
    standby.start_again().unwrap();
    promotes(&hall, &standby, &server).await;

    let address = on(&standby, &server, &hall.addresses[0]);
    let there = home(&hall, &address);
    let opened = Workstation::open(&address, &there).await;
    let seen = match opened {
        Err(Error::Rewritten { seq }) => seq,
        other => panic!("{:?}", other.map(|opened| opened.id())),
    };
    assert!(seen <= lost);
    for (supervisor, address) in SUPERVISORS.into_iter().zip(&hall.addresses) {
        let address = on(&standby, &server, address);
        let (officer, password) = supervisor;
        sign_restoration(&address, &home(&hall, &address), officer, password, Some(lost)).await.unwrap();
    }
    let opened = Workstation::open(&address, &there).await.unwrap();
    assert_eq!(opened.accepted().unwrap().restored.lost, lost);
    let officer = at_desk(&opened, "K-1042", "kijani-mto", "A-I1").await.unwrap();
    registers(&officer, &mut parties).await.unwrap();
    opened.store().close().await;
    standby.stop().unwrap();
}

/// Waits until a workstation knows how the second disk stands.
async fn knows(workstation: &Arc<Workstation>, is_missing: bool) {
    let begun = Instant::now();
    while workstation.second_disk_missing().is_some() != is_missing {
        assert!(begun.elapsed() < Duration::from_secs(60), "nobody noticed");
        sleep(Duration::from_millis(100)).await;
    }
}

/// Has commits wait for the standby of a name, as somebody with the server's own tool does.
fn waits_for(server: &TrialServer, standby: &str) {
    let setting = format!("ALTER SYSTEM SET synchronous_standby_names = '{standby}'");
    let called = Command::new("psql")
        .args(["--no-psqlrc", "--quiet", "-c", &setting, "-c", "SELECT pg_reload_conf()", &server.url()])
        .output()
        .unwrap();
    assert!(called.status.success(), "{called:?}");
}

/// What a workstation knows is two seconds old at times: it is refused on what is so now.
#[tokio::test(flavor = "multi_thread")]
async fn once_the_second_disk_is_back_nobody_is_refused() {
    let Some((server, hall)) = ground().await else { return };
    let standby = relied(&server);
    let officer = at_desk(&hall.kenya, "K-1042", "kijani-mto", "A-I1").await.unwrap();
    let mut parties = Specimens::new(7).unwrap();
    for _ in 0..3 {
        waits_for(&server, "another");
        knows(&hall.kenya, true).await;
        let refused = registers(&officer, &mut parties).await;
        assert!(matches!(refused, Err(Error::SecondDiskMissing)), "{refused:?}");
        waits_for(&server, "osbp_standby");
        let begun = Instant::now();
        while !script(&server, &["show"], None).contains("streaming, sync") {
            assert!(begun.elapsed() < Duration::from_secs(60), "it is not waited for");
        }
        registers(&officer, &mut parties).await.unwrap();
    }
    hall.clear().await;
    standby.stop().unwrap();
    server.stop().unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn without_the_second_disk_the_post_goes_on_if_both_states_agree() {
    let Some((server, hall)) = ground().await else { return };
    let standby = relied(&server);
    let officer = at_desk(&hall.kenya, "K-1042", "kijani-mto", "A-I1").await.unwrap();
    let mut parties = Specimens::new(7).unwrap();
    registers(&officer, &mut parties).await.unwrap();
    assert_eq!(hall.kenya.second_disk_missing(), None);
    let examination = Examination {
        address: hall.trial.owners_url(),
        home: hall.folder.path().join("owner"),
        backups: None,
        whole: false,
    };

    // A workstation breaks down while its commit waits for the standby: it holds the counter, and nobody ends its wait for it.
    let stuck = PostgresStore::open(&hall.addresses[0], None).await.unwrap();
    let (has_it, is_held) = oneshot::channel();
    let (is_gone, goes_on) = oneshot::channel();
    let waiting = tokio::spawn(async move {
        let mut write = stuck.write().await.unwrap();
        has_it.send(()).unwrap();
        goes_on.await.unwrap();
        write.next_serial("2611").await.unwrap();
        write.commit().await
    });
    is_held.await.unwrap();
    standby.kill().unwrap();
    is_gone.send(()).unwrap();
    sleep(Duration::from_millis(500)).await;
    waiting.abort();

    // Everybody learns it, nothing is done on crossings, and supervisors can still sign in and agree.
    knows(&hall.kenya, true).await;
    knows(&hall.uganda, true).await;
    let refused = registers(&officer, &mut parties).await;
    let begun = Instant::now();
    let refused = match refused {
        // The counter is still held.
        Err(error) if error.may_pass() => loop {
            assert!(begun.elapsed() < Duration::from_secs(40), "the counter was never given back");
            match registers(&officer, &mut parties).await {
                Err(error) if error.may_pass() => sleep(Duration::from_millis(500)).await,
                other => break other,
            }
        },
        other => other,
    };
    assert!(matches!(refused, Err(Error::SecondDiskMissing)), "{refused:?}");
    assert!(examination.run().await.contains(&Finding::SecondDiskMissing));

    let alone = Alone { until: hall.kenya.clock().now() + chrono::TimeDelta::hours(8), why: "burnt".to_owned() };
    let desks = [&hall.kenya_too, &hall.uganda];
    for (workstation, (number, password)) in desks.into_iter().zip(SUPERVISORS) {
        let refused = registers(&officer, &mut parties).await;
        assert!(matches!(refused, Err(Error::SecondDiskMissing)), "one State is not both: {refused:?}");
        let supervisor = SignedIn::unwrap(workstation, number, password).await.unwrap();
        let key = workstation.clock().new_id();
        let begun = Instant::now();
        supervisor.agree_alone(AgreeAlone { key, alone: alone.clone() }).await.unwrap();
        assert!(begun.elapsed() < Duration::from_secs(5), "it waited for what is missing: {:?}", begun.elapsed());
        officer.catch_up().await.unwrap();
    }
    let begun = Instant::now();
    registers(&officer, &mut parties).await.unwrap();
    assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
    assert!(examination.run().await.contains(&Finding::SecondDiskLeftOut { until: alone.until }));

    // It is back: acts are on both disks again, whatever was agreed.
    standby.start_again().unwrap();
    knows(&hall.kenya, false).await;
    registers(&officer, &mut parties).await.unwrap();

    // One State waits for it again: the next time it is missing nothing is done.
    let supervisor = SignedIn::unwrap(&hall.uganda, SUPERVISORS[1].0, SUPERVISORS[1].1).await.unwrap();
    supervisor.end_alone(EndAlone { key: hall.uganda.clock().new_id(), what: AloneEnd::Agreement }).await.unwrap();
    officer.catch_up().await.unwrap();
    standby.kill().unwrap();
    // The commit that finds it missing is done: it stood on the server's disk before it began to wait.
    let begun = Instant::now();
    let done = loop {
        match registers(&officer, &mut parties).await {
            Ok(done) => break Some(done),
            Err(Error::SecondDiskMissing) => break None,
            Err(error) if error.may_pass() => {}
            Err(error) => panic!("{error:?}"),
        }
    };
    assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());
    if let Some(done) = done {
        assert!(hall.uganda.store().command(done.key).await.unwrap().is_some());
    }
    knows(&hall.kenya, true).await;
    assert!(matches!(registers(&officer, &mut parties).await, Err(Error::SecondDiskMissing)));
    hall.clear().await;
    server.stop().unwrap();
}
