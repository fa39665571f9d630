//! Each trial a few times: `cargo xtask faults` does them by the hundred, on each engine.

#![expect(clippy::indexing_slicing, clippy::unwrap_used, reason = "what is missing in a test fails the test")]

#[expect(dead_code, reason = "each file of tests uses a part of it")]
mod osbpctl;

use osbpctl::{Osbpctl, answer};
use serde_json::{Value, json};

/// Tries something, with the server for trials where there is one.
fn tried(name: &str, count: &str) -> Value {
    let at = Osbpctl::new();
    let mut command = at.command(&["faults", name, "--count", count]);
    command.envs([("OSBP_BENCH_STATIONS", "12"), ("OSBP_BENCH_PROGRAMS", "4"), ("OSBP_BENCH_OPEN", "30")]);
    let server = std::env::var("OSBP_TEST_POSTGRES").ok();
    command.envs(server.iter().map(|server| ("OSBP_TEST_POSTGRES", server)));
    command.envs(std::env::var("PATH").ok().iter().map(|path| ("PATH", path)));
    let told = answer(command).is(0).answer;
    assert_eq!(told["sound"], json!(true), "{told}");
    told
}

/// How many engines are tried.
fn engines() -> usize {
    if std::env::var("OSBP_TEST_POSTGRES").is_ok() { 2 } else { 1 }
}

#[test]
fn a_process_that_is_killed_loses_nothing_it_acknowledged() {
    let told = tried("kill", "5");
    assert_eq!(told["engines"].as_array().unwrap().len(), engines());
    for engine in told["engines"].as_array().unwrap() {
        assert_eq!(engine["kills"], json!(5));
        assert!(engine["acknowledged"].as_u64().unwrap() >= 3, "{engine}");
        assert!(engine["acts"].as_i64().unwrap() > 40, "{engine}");
    }
}

#[test]
fn a_server_that_is_killed_with_desks_at_work_loses_nothing_it_acknowledged() {
    if engines() < 2 {
        eprintln!("skipped: there is no PostgreSQL");
        return;
    }
    let server = &tried("server", "2")["server"];
    assert_eq!((&server["kills"], &server["workstations"]), (&json!(2), &json!(12)), "{server}");
    assert!(server["acknowledged"].as_u64().unwrap() > 24, "{server}");
}

#[test]
fn a_damaged_page_of_a_server_is_told_and_holds_again_once_it_is_mended() {
    if engines() < 2 {
        eprintln!("skipped: there is no PostgreSQL");
        return;
    }
    let page = &tried("page", "2")["page"];
    assert_eq!((&page["tried"], &page["silent"], &page["broken"]), (&json!(2), &json!(0), &json!(0)), "{page}");
}

#[test]
fn a_process_in_too_little_memory_loses_nothing_it_acknowledged() {
    let told = tried("memory", "6");
    assert_eq!(told["engines"].as_array().unwrap().len(), engines());
    for engine in told["engines"].as_array().unwrap() {
        let of = |how: &str| engine[how].as_u64().unwrap();
        assert_eq!(of("at_start") + of("at_work") + of("hung") + of("lasted"), 6, "{engine}");
        assert!(of("lasted") < 6 && of("lasted") > 0, "{engine}");
    }
}

#[test]
fn a_byte_that_is_another_is_told_wherever_it_is_stored() {
    let damage = &tried("flip", "8")["damage"];
    assert_eq!((&damage["tried"], &damage["silent"]), (&json!(8), &json!([])));
    assert!(damage["of_no_consequence"].as_u64().unwrap() < 8, "{damage}");
}

#[test]
fn a_post_that_ends_early_is_told() {
    let damage = &tried("cut", "6")["damage"];
    assert_eq!((&damage["tried"], &damage["silent"]), (&json!(6), &json!([])));
    assert!(damage["not_opened"].as_u64().unwrap() > 0, "{damage}");
}
