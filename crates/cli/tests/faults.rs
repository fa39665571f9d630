//! The kill loop, a few times: `cargo xtask faults kill` does it two hundred times on each engine.

#![expect(clippy::indexing_slicing, clippy::unwrap_used, reason = "what is missing in a test fails the test")]

#[expect(dead_code, reason = "each file of tests uses a part of it")]
mod osbpctl;

use osbpctl::{Osbpctl, answer};
use serde_json::json;

#[test]
fn a_process_that_is_killed_loses_nothing_it_acknowledged() {
    let at = Osbpctl::new();
    let mut command = at.command(&["faults", "kill", "--count", "5"]);
    let server = std::env::var("OSBP_TEST_POSTGRES").ok();
    command.envs(server.iter().map(|server| ("OSBP_TEST_POSTGRES", server)));
    let told = answer(command).is(0).answer;
    assert_eq!(told["sound"], json!(true));
    let engines = told["engines"].as_array().unwrap();
    assert_eq!(engines.len(), if server.is_some() { 2 } else { 1 });
    for engine in engines {
        assert_eq!(engine["kills"], json!(5));
        assert!(engine["acknowledged"].as_u64().unwrap() >= 3, "{engine}");
        assert!(engine["acts"].as_i64().unwrap() > 40, "{engine}");
    }
}
