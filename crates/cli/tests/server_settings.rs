//! A post is founded on a server that keeps what it acknowledges, and on no other; what else is to be done there is said.

#![expect(clippy::indexing_slicing, clippy::unwrap_used, reason = "what is missing in a test fails the test")]

#[expect(dead_code, reason = "each file of tests uses a part of it")]
mod osbpctl;

use std::path::Path;
use std::process::Command;

use osbpctl::{Called, Osbpctl, PASSWORD, POST, answer};
use serde_json::Value;
use storage_postgres::{TrialDatabase, TrialServer};

fn init(at: &Osbpctl, address: &str) -> Called {
    std::fs::write(at.path("POST.toml"), POST).unwrap();
    let mut init = at.command_on(Path::new(address), &["init", "--post"]);
    init.arg(at.path("POST.toml")).env("OSBP_NEW_PASSWORD", PASSWORD);
    answer(init)
}

/// Returns the findings of an answer, each with what to do about it.
fn findings(told: &Value) -> Vec<String> {
    let text = |one: &Value, name: &str| one[name].as_str().unwrap_or_default().to_owned();
    let found = told["findings"].as_array().unwrap().iter();
    found
        .map(|one| {
            for name in ["message", "todo"] {
                assert!(text(one, name).ends_with('.') && !text(one, name).contains("doctor-"), "{one}");
            }
            text(one, "finding")
        })
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_post_is_founded_where_nothing_acknowledged_is_lost() {
    if std::env::var("OSBP_TEST_POSTGRES").is_err() {
        return eprintln!("skipped: there is no PostgreSQL here");
    }
    let at = Osbpctl::new();
    let lossy = TrialServer::start(&["fsync = off", "full_page_writes = off", "max_connections = 20"]).unwrap();
    let refused = init(&at, &lossy.url()).is(10).answer;
    assert_eq!(refused["founded"], false);
    assert_eq!(
        findings(&refused),
        ["unsafe_setting", "unsafe_setting", "too_few_connections", "mighty_owner", "no_tls"],
        "{refused}"
    );
    let few =
        refused["findings"].as_array().unwrap().iter().find(|one| one["finding"] == "too_few_connections").unwrap();
    // Three of twenty are the superusers'; the post has two desks.
    assert_eq!(
        (&few["connections"], &few["needed"], &few["workstations"]),
        (&17.into(), &26.into(), &2.into()),
        "{few}"
    );
    at.call(&["queue"]).fails(7, "not_a_post");
    answer(at.command_on(Path::new(&lossy.url()), &["queue"])).fails(7, "not_a_post");

    let server = TrialServer::start(&[]).unwrap();
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/ascii_database.sql");
    let made = Command::new("psql").args(["--quiet", "--no-psqlrc", "--file", script, &server.url()]).status().unwrap();
    assert!(made.success());
    let ascii = server.url().trim_end_matches("postgres").to_owned() + "ascii";
    let refused = init(&at, &ascii).is(10).answer;
    assert_eq!(findings(&refused), ["other_encoding", "mighty_owner", "no_tls"], "{refused}");

    // What loses nothing is said, and keeps no post from being founded.
    let trial = TrialDatabase::make_owned(&server.url()).await.unwrap();
    let founded = init(&at, &trial.owners_url()).is(0).answer;
    assert_eq!(findings(&founded), ["no_tls"], "{founded}");
    let doctor = answer(at.command_on(Path::new(&trial.owners_url()), &["doctor"])).answer;
    assert!(findings(&doctor).contains(&"no_tls".to_owned()), "{doctor}");
    assert!(!findings(&doctor).contains(&"mighty_owner".to_owned()), "{doctor}");
    trial.discard().await.unwrap();
}
