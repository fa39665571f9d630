//! Runs `osbpctl`, optimised, with a trial PostgreSQL beside it; and, as optimised, the random commands, which are a test.
//!
//! Invariant: `osbpctl` alone knows the names of its trials and measurements; without one it lists them, and it refuses an unknown
//! one.

use crate::server::{self, Server};
use crate::setup;
use crate::stage;
use crate::trouble::Trouble;
use crate::workspace::Workspace;

/// Builds `osbpctl` and runs one of its verbs.
///
/// # Errors
/// When it can't be built, or ends with an error.
pub fn osbpctl(workspace: &Workspace, verb: &str, words: &[&str]) -> Result<(), Trouble> {
    setup::to_store()?;
    stage::run(workspace.cargo(["build", "--release", "--package", "cli", "--bin", "osbpctl"]))?;
    let server = Server::start()?;
    let mut command = workspace.command(workspace.target("release/osbpctl"));
    command.arg(verb).args(words).env(server::VARIABLE, server.url());
    stage::run(command)
}

/// Sends random commands through each engine from four desks: the test that checks run with a tenth of them.
///
/// # Errors
/// When a word means nothing here, or an invariant does not hold.
pub fn random(workspace: &Workspace, words: &[&str]) -> Result<(), Trouble> {
    let count = match words {
        [] => "10000",
        ["--count", count] => count,
        _ => return Err(Trouble::new("usage: cargo xtask faults random [--count N]")),
    };
    setup::to_store()?;
    let server = Server::start()?;
    let mut command = workspace.cargo([
        "test",
        "--release",
        "--package",
        "app",
        "--lib",
        "four_desks",
        "--",
        "--nocapture",
        "--test-threads=1",
    ]);
    command.env(server::VARIABLE, server.url()).env("OSBP_RANDOM_COMMANDS", count);
    stage::run(command)
}
