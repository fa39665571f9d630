//! A post's database of an older program on a server: no workstation opens it, whoever owns it brings it forward, and not before
//! there is a backup.

#![expect(clippy::indexing_slicing, clippy::unwrap_used, reason = "what is missing in a test fails the test")]

#[expect(dead_code, reason = "each file of tests uses a part of it")]
mod osbpctl;

use std::path::Path;
use std::process::Command;

use osbpctl::{Called, Osbpctl, PASSWORD, POST, answer};
use serde_json::Value;
use storage_postgres::TrialDatabase;

#[tokio::test(flavor = "multi_thread")]
async fn an_older_database_is_backed_up_and_brought_forward_by_its_owner() {
    let Ok(server) = std::env::var("OSBP_TEST_POSTGRES") else {
        return eprintln!("skipped: there is no server to run on");
    };
    let trial = TrialDatabase::make_owned(&server).await.unwrap();
    let (at, owner) = (Osbpctl::new(), trial.owners_url());
    let called = |words: &[&str], address: &str| -> Called {
        let mut command = at.command_on(Path::new(address), words);
        command.env("OSBP_PASSWORD", PASSWORD).env("OSBP_NEW_PASSWORD", PASSWORD);
        answer(command)
    };
    std::fs::write(at.path("POST.toml"), POST).unwrap();
    let file = |name: &str| at.path(name).to_string_lossy().into_owned();
    called(&["init", "--post", &file("POST.toml")], &owner).is(0);
    let words = ["post", "enrol", "hall", "-o", &file("hall.osbp"), "--officer", "K-ADM"];
    let login = called(&words, &owner).is(0).answer["login"].as_str().unwrap().to_owned();
    assert_eq!(called(&["post", "upgrade"], &owner).is(0).answer["upgraded"], Value::Null);
    called(&["queue"], &owner).is(0);
    // Whoever owns the post backs it up, superuser or not; a workstation can't.
    called(&["backup", "make"], &owner).is(0);
    called(&["backup", "make"], &trial.url_for(&login)).fails(8, "read_only");

    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/older_database.sql");
    let words = ["--quiet", "--no-psqlrc", "--set", "ON_ERROR_STOP=1", "--file", script, &owner];
    assert!(Command::new("psql").args(words).status().unwrap().success());
    // Nobody opens it, and everybody is told who has to do what.
    let workstation = trial.url_for(&login);
    for address in [&owner, &workstation] {
        let [_, safe, todo] = called(&["queue"], address).fails(7, "older");
        assert!(todo.contains("osbpctl post upgrade"), "{todo}");
        assert!(safe.contains("Nothing"), "{safe}");
    }
    // Who does not own it can't read all of it, so there is no backup, and nothing changes.
    called(&["post", "upgrade"], &workstation).fails(8, "read_only");
    called(&["queue"], &owner).fails(7, "older");

    let done = called(&["post", "upgrade"], &owner).is(0).answer["upgraded"].clone();
    assert_eq!(done["from"], 12, "{done}");
    assert!(done["to"].as_i64() > Some(12), "{done}");
    called(&["queue"], &owner).is(0);
    called(&["queue"], &workstation).is(0);
    assert_eq!(called(&["journal", "verify"], &owner).is(0).answer["ok"], true);
    let backup = done["backup"].as_str().unwrap();
    let verified = called(&["backup", "verify", backup, "--officer", "K-ADM"], &owner).is(0).answer;
    assert_eq!(verified["ok"], true, "{verified}");
    called(&["post", "upgrade"], &file("post.osbp")).fails(2, "invalid");

    // A call that broke off before the States were granted what is new is finished by the next one.
    let (group, _) = login.rsplit_once('_').unwrap();
    let (script, group) = (file("break_off.sql"), format!("group={group}"));
    std::fs::write(&script, "REVOKE SELECT ON act FROM :\"group\"").unwrap();
    let words = ["--quiet", "--no-psqlrc", "--set", "ON_ERROR_STOP=1", "--set", &group, "--file", &script, &owner];
    assert!(Command::new("psql").args(words).status().unwrap().success());
    assert_ne!(called(&["queue"], &workstation).code, 0);
    assert_eq!(called(&["post", "upgrade"], &owner).is(0).answer["upgraded"], Value::Null);
    called(&["queue"], &workstation).is(0);
    trial.discard().await.unwrap();
}
