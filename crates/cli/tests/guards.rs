//! What guards an officer's window and keys, by the command line: one-time codes, a smart card, where secrets lie.

#![expect(clippy::indexing_slicing, clippy::unwrap_used, reason = "what is missing in a test fails the test")]

#[expect(dead_code, reason = "each file of tests uses a part of it")]
mod osbpctl;

use std::process::Command;

use osbpctl::{Called, Osbpctl, PASSWORD, answer, register};
use serde_json::json;

const PIN: &str = "246810";

/// A reader with one card in it, for `osbpctl` alone.
struct Reader {
    at: Osbpctl,
    settings: String,
}

impl Reader {
    fn new() -> Self {
        let at = Osbpctl::new();
        at.found();
        let cards = at.path("cards");
        std::fs::create_dir(&cards).unwrap();
        let settings = at.path("softhsm2.conf");
        std::fs::write(&settings, format!("directories.tokendir = {}\n", cards.display())).unwrap();
        let settings = settings.to_string_lossy().into_owned();
        let words = ["--init-token", "--free", "--label", "officer", "--so-pin", "13579135", "--pin", PIN];
        let made = Command::new("softhsm2-util").args(words).env("SOFTHSM2_CONF", &settings).output().unwrap();
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        Self { at, settings }
    }

    fn call(&self, officer: &str, pin: Option<&str>, words: &[&str]) -> Called {
        let mut command = self.at.command(words);
        command
            .args(["--officer", officer])
            .env("OSBP_PASSWORD", PASSWORD)
            .env("OSBP_NEW_PASSWORD", "another long password")
            .env("OSBP_PKCS11", "/usr/lib/softhsm/libsofthsm2.so")
            .env("SOFTHSM2_CONF", &self.settings)
            .envs(pin.map(|pin| ("OSBP_PIN", pin)));
        answer(command)
    }
}

#[test]
fn a_card_is_issued_signed_in_with_and_given_back() {
    let reader = Reader::new();
    let claim = reader.at.path("claim.json");
    std::fs::write(&claim, json!({ "command": "claim_next" }).to_string()).unwrap();
    let claim = ["act", claim.to_str().unwrap()];
    reader.call("K-1", Some(PIN), &["officer", "card", "--issue"]).is(0);
    reader.call("K-1", None, &claim).fails(4, "card_needed");
    reader.call("K-1", Some("111111"), &claim).fails(4, "wrong_pin");
    reader.at.call_as("K-1", PASSWORD, &claim).fails(4, "card_needed");
    let mut without_reader = reader.at.command(&claim);
    without_reader.args(["--officer", "K-1"]).env("OSBP_PASSWORD", PASSWORD).env("OSBP_PIN", PIN);
    answer(without_reader).fails(4, "card_unusable");
    // He works with it: there is nobody to claim, which is an answer.
    assert_eq!(reader.call("K-1", Some(PIN), &claim).is(1).answer, json!(null));
    // Whoever has none goes on as before, and another's card is not his.
    reader.call("U-1", None, &claim).is(1);
    reader.call("K-1", Some(PIN), &["officer", "card", "--give-back"]).is(0);
    reader.call("K-1", None, &claim).is(1);
}

#[test]
fn a_lost_card_is_renewed_and_a_state_demands_one() {
    let reader = Reader::new();
    let demanded = reader.call("K-ADM", None, &["officer", "demand", "--card"]).is(0).answer;
    assert_eq!((&demanded["country"], &demanded["demand"]["card"]), (&json!("KEN"), &json!(true)));
    reader.call("K-1", None, &["officer", "demand"]).fails(4, "not_allowed");
    reader.at.act("K-1", &register("AK000001", "019aa000-0000-7000-8000-000000000001")).fails(4, "card_not_issued");
    reader.at.act("U-1", &register("AK000001", "019aa000-0000-7000-8000-000000000001")).is(0);
    // Issuing needs no desk, so he who is kept out can meet the demand.
    reader.call("K-1", Some(PIN), &["officer", "card", "--issue"]).is(0);
    let claim = reader.at.path("claim.json");
    std::fs::write(&claim, json!({ "command": "claim_next" }).to_string()).unwrap();
    let claimed = reader.call("K-1", Some(PIN), &["act", claim.to_str().unwrap()]).is(0).answer;
    assert!(claimed["crossing"].as_str().is_some());
    // Lost: the card goes into nobody's drawer.
    std::fs::remove_dir_all(reader.at.path("cards")).unwrap();
    std::fs::create_dir(reader.at.path("cards")).unwrap();
    reader.call("K-1", Some(PIN), &["act", claim.to_str().unwrap()]).fails(4, "card_missing");
    reader.call("K-ADM", None, &["officer", "renew", "K-1"]).is(0);
    reader.call("K-ADM", None, &["officer", "demand"]).is(0);
    let mut again = reader.at.command(&["act", claim.to_str().unwrap(), "--officer", "K-1"]);
    again.env("OSBP_PASSWORD", "another long password");
    assert_ne!(answer(again).code, 4);
}

#[test]
fn one_time_codes_are_set_up_and_where_secrets_lie_is_told() {
    let at = Osbpctl::new();
    at.found();
    at.call_as("K-1", PASSWORD, &["officer", "one-time"]).is(2);
    let shown = at.call_as("K-1", PASSWORD, &["officer", "one-time", "--new"]).is(0).answer;
    assert!(shown["link"].as_str().unwrap().starts_with("otpauth://totp/"));
    let rows = shown["rows"].as_array().unwrap();
    assert!(rows.iter().all(|row| row.as_str().unwrap().len() == rows.len()));
    let mut wrong = at.command(&["officer", "one-time", "--confirm", "--officer", "K-1"]);
    wrong.env("OSBP_PASSWORD", PASSWORD).env("OSBP_CODE", "12345");
    answer(wrong).fails(4, "wrong_code");

    let places = at.call(&["secrets", "list"]).is(0).answer;
    let place = |which: usize| places[which]["enrolment"].clone();
    assert_eq!((&places[0]["country"], &place(0)["place"]), (&json!("KEN"), &json!("file")));
    assert!(std::path::Path::new(place(1)["path"].as_str().unwrap()).starts_with(at.path("home")));
    // No bus, no keyring: the secret stays where it is.
    at.call(&["secrets", "move", "KEN"]).fails(8, "keyring_locked");
    assert_eq!(at.call(&["secrets", "list"]).is(0).answer, places);
    std::fs::remove_file(place(0)["path"].as_str().unwrap()).unwrap();
    assert_eq!(at.call(&["secrets", "list"]).is(0).answer[0]["enrolment"], json!(null));
}
