//! Two windows of two States on a server with a second disk: the server starts again while they work, breaks down, and its standby
//! is promoted; or the second disk breaks, and both States go on without it.

#![expect(clippy::expect_used, reason = "what is missing in a test fails the test")]

use std::path::Path;
use std::process::Command;

#[path = "../../crates/app/tests/walls/hall.rs"]
#[expect(dead_code, reason = "each file of tests uses a part of it")]
#[expect(clippy::unwrap_used, reason = "what is missing in a test fails the test")]
mod hall;

use end_to_end::{Desk, passport, program};
use fantoccini::key::Key;
use hall::hall_on;
use storage_postgres::TrialServer;

const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../assets/postgres/standby.sh");

fn script(on: &TrialServer, words: &[&str], data: Option<(&Path, u16)>) {
    let mut command = Command::new("sh");
    command
        .arg(SCRIPT)
        .args(words)
        .env("PGHOST", "127.0.0.1")
        .env("PGPORT", on.port().to_string())
        .env("PGUSER", "osbp");
    if let Some((data, port)) = data {
        command.env("DATA", data).env("PORT", port.to_string());
    }
    assert!(command.status().expect("a shell starts").success(), "standby.sh {words:?}");
}

/// Sets a standby up as a person does.
fn standby_of(server: &TrialServer) -> TrialServer {
    let (file, data) = (server.folder().join("for-the-standby"), server.folder().join("standby"));
    let port = TrialServer::another_port().expect("a port");
    let file = file.display().to_string();
    script(server, &["prepare", "127.0.0.1", "-o", &file], None);
    script(server, &["join", &format!("127.0.0.1:{}", server.port()), &file], Some((&data, port)));
    script(server, &["rely"], None);
    server.beside(&data, port)
}

/// Opens the page of the post's measures.
async fn watches_the_post(desk: &Desk) {
    let script = "document.querySelectorAll('.rail button')[3].click()";
    desk.run(script, &[]).await;
    desk.reads("main h1, main h2").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_supervisors_agree_in_their_windows_to_go_on_without_the_second_disk() {
    let server = TrialServer::start(&[]).expect("a server starts");
    let hall = hall_on(&server.url()).await;
    let standby = standby_of(&server);
    for workstation in [&hall.kenya, &hall.kenya_too, &hall.uganda] {
        workstation.store().close().await;
    }
    let [kenya, uganda] = hall.addresses.clone().map(|address| {
        let login = address.split("://").nth(1).and_then(|rest| rest.split('@').next()).unwrap_or_default().to_owned();
        let home = hall.folder.path().join(login);
        (address, home)
    });
    let exit = Desk::on(&kenya.0, &kenya.1).await;
    exit.signs_in("K-0007", "kijani-mlima", "Margaret Chepkoech").await;
    let entry = Desk::on(&uganda.0, &uganda.1).await;
    entry.signs_in("U-0005", "jua-msitu", "Rehema Wandera").await;
    watches_the_post(&exit).await;
    watches_the_post(&entry).await;

    standby.kill().expect("the standby is killed");
    for window in [&exit, &entry] {
        window.sees("Nothing is done on crossings until it is back").await;
    }
    // Whoever does not say why is told what is missing.
    exit.chooses("Ask the other State").await;
    exit.reads(".ask__failure").await;
    exit.types("#alone-why", "The standby’s disk is burnt; another one comes tomorrow").await;
    exit.looks_right("alone-ask").await;
    exit.chooses("Ask the other State").await;
    exit.sees("You asked to go on without the second disk until").await;
    entry.sees("asks to go on without the second disk until").await;
    entry.looks_right("alone-asked").await;
    entry.chooses("Agree").await;
    for window in [&exit, &entry] {
        window.sees("the post goes on without it, as").await;
    }
    exit.looks_right("alone-agreed").await;
    exit.chooses("Wait for it again").await;
    for window in [&exit, &entry] {
        window.sees("Nothing is done on crossings until it is back").await;
    }
    server.stop().expect("the server stops");
}

#[tokio::test(flavor = "multi_thread")]
async fn two_windows_go_on_through_a_restart_and_a_failover() {
    let server = TrialServer::start(&[]).expect("a server starts");
    let hall = hall_on(&server.url()).await;
    let standby = standby_of(&server);
    let both = |url: &str| {
        let (one, other) = (format!("127.0.0.1:{}", server.port()), format!("127.0.0.1:{}", standby.port()));
        url.replacen(&one, &format!("{one},{other}"), 1)
    };
    for workstation in [&hall.kenya, &hall.kenya_too, &hall.uganda] {
        workstation.store().close().await;
    }
    let [kenya, uganda] = hall.addresses.clone().map(|address| {
        let login = address.split("://").nth(1).and_then(|rest| rest.split('@').next()).unwrap_or_default().to_owned();
        (both(&address), hall.folder.path().join(login))
    });
    let exit = Desk::on(&kenya.0, &kenya.1).await;
    exit.signs_in("K-1042", "kijani-mto", "Daniel Kiprotich").await;
    let entry = Desk::on(&uganda.0, &uganda.1).await;
    entry.signs_in("U-1131", "jua-ziwa", "Grace Akello").await;

    // The server stops while a party is typed and registered: the window says so, keeps what was typed, and does it by itself.
    exit.scans_passport(&passport("KEN", 860_001, "MUTUA", "FAITH NDUKU", "910514", 'F')).await;
    exit.sees("Register and take").await;
    server.stop().expect("the server stops");
    exit.presses(Key::F4).await;
    exit.sees("No answer from the database for").await;
    entry.sees("No answer from the database for").await;
    exit.sees("MUTUA").await;
    exit.looks_right("no-answer").await;
    server.start_again().expect("the server starts again");
    exit.sees("You have it").await;
    exit.sees_no_more("No answer from the database").await;
    entry.sees("MUTUA FAITH NDUKU").await;

    // It breaks down. A person promotes the standby, and both windows go on where they were.
    server.kill().expect("the server is killed");
    exit.presses(Key::F4).await;
    exit.sees("No answer from the database for").await;
    let db = hall.trial.url().replacen(&format!(":{}/", server.port()), &format!(":{}/", standby.port()), 1);
    let promoted = Command::new(program("osbpctl")).args(["--db", &db, "post", "promote", "--yes"]).status();
    assert!(promoted.expect("osbpctl starts").success(), "the standby is not promoted");
    exit.sees_no_more("No answer from the database").await;
    exit.sees_no_more("You have it").await;
    entry.sees_no_more("No answer from the database").await;
    exit.chooses("Queue").await;
    exit.scans_passport(&passport("KEN", 860_002, "CHEGE", "MARTIN", "810505", 'M')).await;
    exit.sees("Register and take").await;
    exit.presses(Key::F4).await;
    exit.sees("You have it").await;
    entry.sees("CHEGE MARTIN").await;
    standby.stop().expect("the standby stops");
}
