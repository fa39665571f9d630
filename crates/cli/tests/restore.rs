//! A post that goes on from a backup, by the command line alone.

#![expect(clippy::indexing_slicing, clippy::unwrap_used, reason = "what is missing in a test fails the test")]

#[expect(dead_code, reason = "each file of tests uses a part of it")]
mod osbpctl;

use std::fs;

use osbpctl::{Osbpctl, PASSWORD, register};
use serde_json::{Value, json};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions as _, Connection as _, raw_sql};

/// A post with an officer and a supervisor of each State.
fn found(at: &Osbpctl) {
    at.found();
    for (officer, administrator) in [("K-SUP", "K-ADM"), ("U-SUP", "U-ADM")] {
        let words =
            ["officer", "add", officer, "--name", "A Supervisor", "--agency", "immigration", "--role", "supervisor"];
        at.call_as(administrator, PASSWORD, &words).is(0);
    }
}

fn findings(told: &Value) -> Vec<String> {
    told["findings"].as_array().unwrap().iter().map(|one| one["finding"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_post_goes_on_from_a_backup_once_both_states_signed() {
    let at = Osbpctl::new();
    found(&at);
    let key = |last: u32| format!("019aa000-0000-7000-8000-00000000000{last}");
    at.act("K-1", &register("AK000001", &key(1))).is(0);
    let backup = at.call(&["backup", "make"]).is(0).answer;
    let file = backup["file"].as_str().unwrap();
    at.act("K-1", &register("AK000002", &key(2))).is(0);
    let seen = at.call(&["journal", "verify"]).is(0).answer["acts"].as_i64().unwrap();
    let db = at.db().to_string_lossy().into_owned();

    at.call_as("K-SUP", PASSWORD, &["restore", file, "--to", &db]).fails(2, "invalid");
    at.call_as("K-1", PASSWORD, &["restore", file, "--to", &db, "--put-aside"]).fails(7, "backup");
    let done = at.call_as("U-ADM", PASSWORD, &["restore", file, "--to", &db, "--put-aside"]).is(0).answer;
    assert_eq!((&done["seq"], &done["lost"]), (&backup["seq"], &json!(seen)));
    assert!(fs::metadata(done["put_aside"].as_str().unwrap()).is_ok());

    // Nobody works on it, and the doctor says why.
    at.call(&["queue"]).fails(7, "rewritten");
    at.act("K-1", &register("AK000003", &key(3))).fails(7, "rewritten");
    assert!(findings(&at.call(&["doctor"]).is(10).answer).contains(&"rewritten".to_owned()));
    at.call_as("K-ADM", PASSWORD, &["restore", "sign"]).fails(3, "not_your_role");
    assert_eq!(at.call_as("K-SUP", PASSWORD, &["restore", "sign"]).is(0).answer["stands"], json!(false));
    at.call(&["queue"]).fails(7, "rewritten");
    assert_eq!(at.call_as("U-SUP", PASSWORD, &["restore", "sign"]).is(0).answer["stands"], json!(true));

    let accepted = at.call(&["queue"]).is(0);
    assert!(accepted.said.contains("K-SUP (KEN)") && accepted.said.contains("U-SUP (UGA)"), "{}", accepted.said);
    assert_eq!(accepted.answer.as_array().unwrap().len(), 1, "what was done afterwards is lost");
    assert!(at.call(&["queue"]).is(0).said.is_empty());
    at.act("K-1", &register("AK000003", &key(3))).is(0);
    assert_eq!(at.call(&["journal", "verify"]).is(0).answer["ok"], json!(true));
}

#[tokio::test]
async fn the_doctor_misses_a_recovery_code() {
    let at = Osbpctl::new();
    at.found();
    assert!(!findings(&at.call(&["doctor", "--whole"]).answer).contains(&"recovery_missing".to_owned()));
    let mut db = SqliteConnectOptions::new().filename(at.db()).connect().await.unwrap();
    raw_sql(include_str!("forget_codes.sql")).execute(&mut db).await.unwrap();
    db.close().await.unwrap();
    let told = at.call(&["doctor"]).answer;
    assert!(findings(&told).contains(&"recovery_missing".to_owned()), "{told}");
}
