//! A post that is none for demonstration, by the command line alone: founded, staffed, worked, verified.

#![expect(clippy::indexing_slicing, clippy::unwrap_used, reason = "what is missing in a test fails the test")]

#[expect(dead_code, reason = "each file of tests uses a part of it")]
mod osbpctl;

use std::path::Path;
use std::time::Duration;

use osbpctl::{Osbpctl, PASSWORD, answer, register};
use serde_json::json;

const KEY: &str = "019aa000-0000-7000-8000-000000000001";

#[test]
fn a_post_is_founded_staffed_worked_and_verified() {
    let at = Osbpctl::new();
    at.found();
    answer(at.init()).fails(2, "invalid");
    let officers = at.call(&["officer", "list"]).is(0).answer;
    let numbers: Vec<&str> = officers.as_array().unwrap().iter().map(|one| one["officer"].as_str().unwrap()).collect();
    assert_eq!(numbers, ["K-1", "K-ADM", "U-1", "U-ADM"]);

    // The officer who was added signs in and works.
    let registered = at.act("K-1", &register("AK000001", KEY)).is(0).answer;
    let reference = registered["crossing"].as_str().unwrap();
    assert!(reference.starts_with("TB"), "{reference}");
    // The same again: the same answer. Other words under the same key: refused.
    assert_eq!(at.act("K-1", &register("AK000001", KEY)).is(0).answer, registered);
    at.act("K-1", &register("AK000002", KEY)).fails(2, "invalid");
    assert_eq!(at.call(&["queue"]).is(0).answer.as_array().unwrap().len(), 1);

    let claimed = at.act("K-1", &json!({ "command": "claim_next" })).is(0).answer;
    assert_eq!(claimed["crossing"], registered["crossing"]);
    let clear = |version: &serde_json::Value| json!({ "command": "clear", "crossing": reference, "version": version, "steps": [1] });
    // What he read before the claim is no longer so.
    at.act("K-1", &clear(&registered["version"])).fails(5, "conflict");
    at.act("K-1", &clear(&claimed["version"])).is(0);
    // The order of controls: it is the other State's turn, so the exit State's officer has nothing to clear.
    at.act("K-1", &clear(&json!(null))).fails(3, "step_is");
    // The entry State's health is next; its immigration has nothing to do yet, which is an answer.
    assert_eq!(at.act("U-1", &json!({ "command": "claim_next" })).is(1).answer, json!(null));

    // Nobody adds officers but an administrator, and none for the other State.
    let add = ["officer", "add", "K-2", "--name", "No One", "--agency", "customs"];
    at.call_as("K-1", PASSWORD, &add).fails(4, "not_allowed");
    at.call_as("U-ADM", PASSWORD, &["officer", "disable", "K-1"]).fails(3, "other_state");
    at.call_as("K-ADM", PASSWORD, &["officer", "disable", "K-1"]).is(0);
    at.act("K-1", &register("AK000003", "019aa000-0000-7000-8000-000000000003")).fails(4, "wrong_password");

    let verified = at.call(&["journal", "verify"]).is(0).answer;
    assert_eq!((&verified["ok"], &verified["replayed"]), (&json!(true), &verified["acts"]));
}

/// Passwords changed and forgotten, and a State that has lost its administrator.
#[test]
fn keys_are_renewed_and_recovered() {
    let at = Osbpctl::new();
    let founded = answer(at.init()).is(0).answer;
    let code = founded["recovery_codes"]["KEN"].as_str().unwrap().to_owned();
    assert_ne!(founded["recovery_codes"]["UGA"], founded["recovery_codes"]["KEN"]);
    let with = |officer: &str, password: &str, new: &str, words: &[&str]| {
        let mut call = at.command(words);
        call.args(["--officer", officer]).env("OSBP_PASSWORD", password).env("OSBP_NEW_PASSWORD", new);
        answer(call)
    };
    let add = ["officer", "add", "K-1", "--name", "Newly Added", "--agency", "immigration"];
    with("K-ADM", PASSWORD, "first words of his", &add).is(0);
    with("K-1", "first words of his", "short", &["officer", "password"]).fails(2, "invalid");
    with("K-1", "first words of his", "password1234", &["officer", "password"]).fails(2, "password_common");
    with("K-1", "first words of his", "newly made words", &["officer", "password"]).fails(2, "password_telling");
    with("K-1", "first words of his", "second words of his", &["officer", "password"]).is(0);
    with("K-1", "first words of his", "third words of his", &["officer", "password"]).fails(4, "wrong_password");
    with("K-ADM", PASSWORD, "iloveyou1234", &["officer", "renew", "K-1"]).fails(2, "password_common");
    with("K-ADM", PASSWORD, "fourth words of his", &["officer", "renew", "K-1"]).is(0);
    with("U-ADM", PASSWORD, "fifth words of his", &["officer", "renew", "K-1"]).fails(3, "other_state");
    std::thread::sleep(Duration::from_millis(1_100));
    with("K-1", "fourth words of his", "sixth words of his", &["officer", "password"]).is(0);

    let recover = |code: &str, number: &str| {
        let mut call = at.command(&["recovery", "use", number, "--state", "KEN", "--name", "Second Administrator"]);
        call.env("OSBP_RECOVERY_CODE", code).env("OSBP_NEW_PASSWORD", "words of the other one");
        answer(call)
    };
    recover(founded["recovery_codes"]["UGA"].as_str().unwrap(), "K-ADM2").fails(4, "not_allowed");
    recover("0000-0000", "K-ADM2").fails(2, "invalid");
    recover(&code, "K-ADM").fails(3, "officer_number_taken");
    let used = recover(&code, "K-ADM2").is(0).answer;
    recover(&code, "K-ADM3").fails(4, "not_allowed");
    let disabled = with("K-ADM2", "words of the other one", "", &["officer", "disable", "K-ADM"]).is(0).answer;
    recover(used["recovery_code"].as_str().unwrap(), "K-ADM3").fails(4, "not_allowed");
    let replaced = with("K-ADM2", "words of the other one", "", &["keys", "root"]).is(0).answer;
    recover(disabled["recovery_code"].as_str().unwrap(), "K-ADM3").fails(4, "not_allowed");
    with("K-ADM2", "words of the other one", "", &["keys", "epoch"]).is(0);
    with("K-1", "sixth words of his", "", &["keys", "root"]).fails(4, "not_allowed");
    recover(replaced["recovery_code"].as_str().unwrap(), "K-ADM3").is(0);
    with(
        "K-ADM3",
        "words of the other one",
        "demoted words of his",
        &["officer", "renew", "K-ADM2", "--role", "officer"],
    )
    .is(0);
    with("K-ADM2", "demoted words of his", "", &["keys", "epoch"]).fails(4, "not_allowed");
    with("K-ADM3", "words of the other one", "", &["journal", "seeds", "--day", "9999-01-01"]).fails(2, "invalid");
    let none = with("K-ADM3", "words of the other one", "", &["journal", "seeds", "--day", "2026-01-01"]).is(0).answer;
    assert_eq!(none["seeds"], json!([]));
    assert_eq!(at.call(&["journal", "verify"]).is(0).answer["ok"], json!(true));
}

/// What a killed founding leaves is a sound post or none, and the next founding goes on as if nothing had been.
#[test]
fn a_founding_that_is_killed_leaves_a_whole_post_or_none() {
    let at = Osbpctl::new();
    let mut founded = 0;
    for turn in 0..12_u64 {
        let mut child =
            at.init().stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null()).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(turn * 60));
        child.kill().unwrap();
        child.wait().unwrap();
        if at.db().exists() {
            founded += 1;
            let verified = at.call(&["journal", "verify"]).is(0).answer;
            // The founding and both administrators' certificates.
            assert_eq!(verified["acts"], 3);
            at.call_as("U-ADM", PASSWORD, &["officer", "add", "U-1", "--name", "A", "--agency", "customs"]).is(0);
            for ending in ["", "-wal", "-shm"] {
                let _gone = std::fs::remove_file(format!("{}{ending}", at.db().display()));
            }
        }
    }
    eprintln!("{founded} of 12 foundings were quicker than the kill");
    answer(at.init()).is(0);
    let left = std::fs::read_dir(at.db().parent().unwrap()).unwrap().map(|entry| entry.unwrap().path());
    let left: Vec<_> = left.filter(|path| path.to_string_lossy().contains(".new")).collect();
    assert!(left.is_empty(), "{left:?}");
    assert!(Path::new(&at.db()).exists());
}

/// What a State looks for beside other crossings is its administrator's.
#[test]
fn what_is_unusual_is_switched_on_and_off() {
    let at = Osbpctl::new();
    at.found();
    let as_administrator = |words: &[&str]| at.call_as("K-ADM", PASSWORD, &[&["alerts", "unusual"], words].concat());
    assert_eq!(as_administrator(&["list"]).is(0).answer, json!([]));
    let soon = ["set", "document_too_soon", "--instruction", "ask how he came back", "--minutes", "45"];
    as_administrator(&soon).is(0);
    as_administrator(&["set", "other_adult", "--instruction", "ask for the parents' consent"]).is(0);
    let rules = json!([
        { "which": "document_too_soon", "instruction": "ask how he came back", "minutes": 45 },
        { "which": "other_adult", "instruction": "ask for the parents' consent", "minutes": 0 },
    ]);
    assert_eq!(as_administrator(&["list"]).is(0).answer, rules);
    as_administrator(&["set", "document_too_soon", "--off"]).is(0);
    assert_eq!(as_administrator(&["list"]).is(0).answer.as_array().map(Vec::len), Some(1));
    // Whoever switches it on says within how many minutes and what is to be done, and he is an administrator.
    as_administrator(&["set", "document_too_soon", "--instruction", "ask", "--minutes", "0"]).fails(2, "invalid");
    assert_eq!(as_administrator(&["set", "other_plates"]).code, 2);
    at.call_as("K-1", PASSWORD, &["alerts", "unusual", "set", "other_adult", "--off"]).fails(4, "not_allowed");
}
