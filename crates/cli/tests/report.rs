//! A month's report by the command line: as JSON, in words, for a spreadsheet, and refused to whom it is not for.

#![expect(clippy::indexing_slicing, clippy::unwrap_used, reason = "what is missing in a test fails the test")]

#[expect(dead_code, reason = "each file of tests uses a part of it")]
mod osbpctl;

use std::process::Command;

use osbpctl::Osbpctl;
use serde_json::json;

#[test]
fn a_month_is_reported_to_who_may_read_it() {
    let at = Osbpctl::new();
    at.demonstrate(3);
    let month = month_of_first(&at);
    let report = at.call_as("U-0005", "jua-msitu", &["report", "month", &month]).is(0).answer;
    assert_eq!((&report["state"], &report["month"]), (&json!("UGA"), &json!(month)));
    let registered: u64 =
        report["crossings"].as_array().unwrap().iter().map(|one| one["count"].as_u64().unwrap()).sum();
    assert!(registered >= 3, "{report}");

    at.call_as("U-1131", "jua-ziwa", &["report", "month", &month]).fails(4, "not_allowed");
    at.call(&["report", "month", &month]).fails(4, "not_signed_in");
    at.call_as("U-0005", "jua-msitu", &["report", "month", "2026-13"]).fails(2, "invalid");
    at.call_as("U-0005", "jua-msitu", &["report", "month", &month, "--csv"]).fails(2, "invalid");

    let own = at.call_as("U-0005", "jua-msitu", &["journal", "own"]).is(0).answer;
    let taken = own["entries"].as_array().unwrap().iter().filter(|entry| entry["what"]["deed"] == "exported").count();
    assert_eq!(taken, 1);

    let table = said(&at, &month, &["--csv"]);
    let lines: Vec<&str> = table.lines().collect();
    assert_eq!(lines[0], "section,what,measure,value");
    assert!(lines.iter().all(|line| line.split(',').count() == 4), "{table}");
    let words = said(&at, &month, &[]);
    assert!(words.starts_with("Report of") && words.contains("Referrals by cause"), "{words}");
    assert!(!words.contains("cli-month-"), "a text is missing: {words}");
}

/// The month of the first crossing, by the clocks of its State.
fn month_of_first(at: &Osbpctl) -> String {
    let crossings = at.call(&["queue", "--all"]).is(0).answer;
    let arrived = chrono::DateTime::parse_from_rfc3339(crossings[0]["arrived_at"].as_str().unwrap()).unwrap();
    (arrived + chrono::TimeDelta::hours(3)).format("%Y-%m").to_string()
}

/// Returns the report in words or as values.
fn said(at: &Osbpctl, month: &str, more: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_osbpctl"))
        .env_clear()
        .env("OSBP_HOME", at.path("home"))
        .env("OSBP_PASSWORD", "jua-msitu")
        .env("LANG", "C")
        .args(["report", "month", month, "--officer", "U-0005", "--db"])
        .arg(at.path("post.osbp"))
        .args(more)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}
