//! The line to a server: which one it trusts, and to which of several it leads.
//!
//! It runs where `OSBP_TEST_POSTGRES` says that PostgreSQL is installed; the servers are each test's own.
#![expect(clippy::unwrap_used, reason = "a ground that can not be laid ends the test")]

mod certificates;

use std::env;
use std::error::Error as _;
use std::fs;
use std::process::Command;
use std::time::Duration;

use certificates::{Authority, Good, Issued, hand_over};
use storage::conformance::sample::post;
use storage::{Distrust, StorageError, Store as _};
use storage_postgres::{Kept, PostgresStore, TrialServer};

/// Starts a server; none where there is no PostgreSQL.
fn server(settings: &[&str]) -> Option<TrialServer> {
    if env::var("OSBP_TEST_POSTGRES").is_err() {
        eprintln!("skipped: there is no PostgreSQL here");
        return None;
    }
    Some(TrialServer::start(settings).unwrap())
}

async fn founded(url: &str) -> PostgresStore {
    let store = PostgresStore::create(url).await.unwrap();
    let mut write = store.write().await.unwrap();
    write.put_post(&post()).await.unwrap();
    write.commit().await.unwrap();
    store
}

/// Has a server prove with this from now on who it is.
fn proves_by(server: &TrialServer, issued: &Issued) {
    let place = |name: &str| server.folder().join(name);
    for (from, name) in [(&issued.key, "server.key"), (&issued.certificate, "server.pem")] {
        fs::copy(from, place(name)).unwrap();
        hand_over(&place(name), server.folder());
    }
    let file = server.data().join("postgresql.auto.conf");
    let mut settings = fs::read_to_string(&file).unwrap();
    if !settings.contains("ssl = on") {
        let (key, certificate) = (place("server.key"), place("server.pem"));
        let tls = ["ssl = on".to_owned(), format!("ssl_key_file = '{}'", key.display())];
        settings.push_str(&format!("{}\nssl_cert_file = '{}'\n", tls.join("\n"), certificate.display()));
        fs::write(&file, settings).unwrap();
    }
    server.stop().unwrap();
    server.start_again().unwrap();
}

#[tokio::test]
async fn a_server_is_trusted_by_its_certificate_alone() {
    let Some(server) = server(&[]) else { return };
    founded(&server.url()).await.close().await;
    let by_name = |name: &str, authority: &Authority| {
        let url = server.url().replace("127.0.0.1", name);
        format!("{url}?sslmode=verify-full&sslrootcert={}", authority.certificate().display())
    };
    let [ours, another, namesake] = ["The post", "Elsewhere", "The post"].map(Authority::of);
    let opens = async |url: &str| match PostgresStore::open(url, None).await {
        Ok(store) => {
            assert_eq!(store.post().await.unwrap(), post());
            store.close().await;
            None
        }
        Err(StorageError::Untrusted(why)) => Some(why),
        Err(error) => panic!("{error:?}"),
    };
    let (url, by_number) = (by_name("localhost", &ours), by_name("127.0.0.1", &ours));
    assert_eq!(opens(&url).await, Some(Distrust::NoTls));

    proves_by(&server, &ours.issue("DNS:localhost", Good::Now));
    assert_eq!(opens(&url).await, None);
    assert_eq!(opens(&by_name("localhost", &another)).await, Some(Distrust::OtherAuthority));
    assert_eq!(opens(&by_name("localhost", &namesake)).await, Some(Distrust::OtherAuthority));
    assert_eq!(opens(&by_number).await, Some(Distrust::OtherName));
    // What was kept at the enrolment vouches as what the address names does.
    let kept = fs::read_to_string(ours.certificate()).unwrap();
    let bare = server.url().replace("127.0.0.1", "localhost") + "?sslmode=verify-full";
    let with = async |authority| {
        PostgresStore::open_with(&bare, Kept { password: None, authority })
            .await
            .map(drop)
            .map_err(|error| error.to_string())
    };
    assert_eq!(with(Some(kept.as_str())).await, Ok(()));
    assert!(with(None).await.unwrap_err().contains("find the certificate of the authority"));

    proves_by(&server, &ours.issue("IP:127.0.0.1", Good::Now));
    assert_eq!(opens(&by_number).await, None);
    assert_eq!(opens(&url).await, Some(Distrust::OtherName));
    proves_by(&server, &ours.issue("DNS:localhost", Good::Once));
    assert_eq!(opens(&url).await, Some(Distrust::Expired));
    proves_by(&server, &ours.issue("DNS:localhost", Good::Later));
    assert_eq!(opens(&url).await, Some(Distrust::NotYetValid));
}

/// Each reason has words of its own, which say what to do or where to look.
#[test]
fn every_distrust_has_words_of_its_own() {
    let all = [
        Distrust::NoTls,
        Distrust::OtherAuthority,
        Distrust::OtherName,
        Distrust::Expired,
        Distrust::NotYetValid,
        Distrust::Unsound,
    ];
    let mut words: Vec<String> = all.iter().map(|why| StorageError::Untrusted(*why).to_string()).collect();
    assert!(words.iter().all(|words| words.starts_with("trust the server: ")));
    words.sort();
    words.dedup();
    assert_eq!(words.len(), all.len());
}

#[tokio::test]
async fn the_first_host_that_accepts_writes_is_taken() {
    let Some(good) = server(&[]) else { return };
    let standing_by = server(&["default_transaction_read_only = on"]).unwrap();
    let nobody = TrialServer::another_port().unwrap();
    let address = |ports: &[u16]| {
        let hosts: Vec<String> = ports.iter().map(|port| format!("127.0.0.1:{port}")).collect();
        format!("postgres://osbp@{}/postgres", hosts.join(","))
    };
    let all = address(&[nobody, standing_by.port(), good.port()]);
    founded(&all).await.close().await;
    let store = PostgresStore::open(&all, None).await.unwrap();
    assert_eq!(store.post().await.unwrap(), post());
    store.close().await;
    let directly = PostgresStore::open(&good.url(), None).await.unwrap();
    assert_eq!(directly.post().await.unwrap(), post(), "it was founded elsewhere");
    directly.close().await;

    // Where none does, each says why not.
    let none = PostgresStore::open(&address(&[nobody, standing_by.port()]), None).await;
    let Err(error @ StorageError::Unavailable(_)) = none else { panic!("{none:?}") };
    let told = error.source().unwrap().to_string();
    let (first, second) = told.split_once("; ").unwrap();
    assert!(first.contains(&format!("127.0.0.1:{nobody}: failed to reach the database")), "{told}");
    assert!(
        second.contains(&format!("127.0.0.1:{}: it accepts no writes, as a standby does", standing_by.port())),
        "{told}"
    );
    let only = PostgresStore::open(&standing_by.url(), None).await;
    assert!(matches!(only, Err(StorageError::ReadOnly)), "{only:?}");
}

/// Returns a server beside another that has what the other has by now, and does not run yet.
fn copied(first: &TrialServer) -> TrialServer {
    first.stop().unwrap();
    let (data, port) = (first.folder().join("second"), TrialServer::another_port().unwrap());
    let copied = Command::new("cp").arg("-a").arg(first.data()).arg(&data).status().unwrap();
    assert!(copied.success());
    let file = data.join("postgresql.auto.conf");
    let settings = fs::read_to_string(&file).unwrap();
    fs::write(&file, settings.replace(&format!("port = {}", first.port()), &format!("port = {port}"))).unwrap();
    first.start_again().unwrap();
    first.beside(&data, port)
}

/// Writes as soon as that can be done, and returns the number that was written; none where it never can.
async fn next_serial(store: &PostgresStore) -> Option<u32> {
    for _ in 0..120 {
        if let Ok(mut write) = store.write().await
            && let Ok(serial) = write.next_serial("2611").await
            && write.commit().await.is_ok()
        {
            return Some(serial);
        }
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
    None
}

/// A store that is open goes on at the other host once that accepts writes.
#[tokio::test(flavor = "multi_thread")]
async fn after_a_failover_the_line_leads_to_the_other_host() {
    let Some(first) = server(&[]) else { return };
    founded(&first.url()).await.close().await;
    let second = copied(&first);
    let url = format!("postgres://osbp@127.0.0.1:{},127.0.0.1:{}/postgres", first.port(), second.port());
    let store = PostgresStore::open(&url, None).await.unwrap();
    assert_eq!(store.post().await.unwrap(), post());
    first.kill().unwrap();
    assert!(matches!(store.post().await, Err(StorageError::Unavailable(_))));
    second.start_again().unwrap();
    assert_eq!(next_serial(&store).await, Some(1), "nobody found the other host");
    assert_eq!(store.post().await.unwrap(), post());
    store.close().await;
    let there = PostgresStore::open(&second.url(), None).await.unwrap();
    let mut write = there.write().await.unwrap();
    assert_eq!(write.next_serial("2611").await.unwrap(), 2, "it was written elsewhere");
    drop(write);
    there.close().await;
}

/// A server that was lost starts again after its standby was promoted: it accepts writes, and nobody goes to it.
#[tokio::test(flavor = "multi_thread")]
async fn a_former_server_that_comes_back_gets_nobody() {
    let Some(first) = server(&[]) else { return };
    founded(&first.url()).await.close().await;
    let second = copied(&first);
    let signal = second.data().join("standby.signal");
    fs::write(&signal, "").unwrap();
    hand_over(&signal, second.folder());
    second.start_again().unwrap();
    let url = format!("postgres://osbp@127.0.0.1:{},127.0.0.1:{}/postgres", first.port(), second.port());
    let store = PostgresStore::open(&url, None).await.unwrap();
    first.kill().unwrap();
    PostgresStore::promote(&second.url()).await.unwrap();
    assert!(matches!(PostgresStore::promote(&second.url()).await, Err(StorageError::Occupied)), "it is the server now");
    assert_eq!(next_serial(&store).await, Some(1), "nobody found the other host");
    first.start_again().unwrap();

    // Neither whoever was there before goes to it nor whoever comes anew, also when the line to the other one breaks.
    let new = PostgresStore::open(&url, None).await.unwrap();
    assert_eq!(next_serial(&new).await, Some(2));
    new.close().await;
    second.stop().unwrap();
    assert!(store.post().await.is_err(), "it was read elsewhere");
    tokio::time::sleep(Duration::from_secs(3)).await;
    assert!(store.post().await.is_err(), "it went back");
    second.start_again().unwrap();
    assert_eq!(next_serial(&store).await, Some(3), "it was written elsewhere");
    store.close().await;
    let there = PostgresStore::open(&first.url(), None).await.unwrap();
    assert_eq!(next_serial(&there).await, Some(1), "somebody wrote to the former server");
    there.close().await;
}
