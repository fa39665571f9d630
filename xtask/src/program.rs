//! Runs `osbpctl`, optimised, with a trial PostgreSQL beside it; and, as optimised, the random commands, which are a test.
//!
//! Invariant: `osbpctl` alone knows the names of its trials and measurements; without one it lists them, and it refuses an unknown
//! one.

use std::ffi::OsStr;
use std::path::PathBuf;
use std::process::Stdio;

use crate::server::{self, Server};
use crate::setup;
use crate::stage;
use crate::trouble::{Told as _, Trouble};
use crate::workspace::Workspace;

/// The variable that tells the program where its user's files are: those of a trial lie with what is built.
const HOME: &str = "OSBP_HOME";

/// Makes a demonstration post with so many open crossings and returns its folder.
///
/// # Errors
/// When it can't be made.
pub fn seed(workspace: &Workspace, open: u32) -> Result<PathBuf, Trouble> {
    stage::run(workspace.cargo(["build", "--release", "--package", "cli", "--bin", "osbpctl"]))?;
    let mut command = workspace.command(workspace.target("release/osbpctl"));
    command.args(["bench", "post"]).env(HOME, workspace.target("bench")).env("OSBP_BENCH_OPEN", open.to_string());
    let output = command.stderr(Stdio::inherit()).output().told("failed to start osbpctl")?;
    if !output.status.success() {
        return Err(Trouble::new("the post that the windows are measured on could not be made"));
    }
    Ok(PathBuf::from(String::from_utf8_lossy(&output.stdout).trim()))
}

/// Builds `osbpctl` and runs one of its verbs.
///
/// # Errors
/// When it can't be built, or ends with an error.
pub fn osbpctl(workspace: &Workspace, verb: &str, words: &[&str]) -> Result<(), Trouble> {
    osbpctl_with(workspace, verb, words, &[])
}

/// Builds `osbpctl` and runs one of its verbs with these variables.
///
/// # Errors
/// As [`osbpctl`].
pub fn osbpctl_with(
    workspace: &Workspace,
    verb: &str,
    words: &[&str],
    variables: &[(&str, &OsStr)],
) -> Result<(), Trouble> {
    setup::to_store()?;
    stage::run(workspace.cargo(["build", "--release", "--package", "cli", "--bin", "osbpctl"]))?;
    let server = Server::start()?;
    let mut command = workspace.command(workspace.target("release/osbpctl"));
    command.arg(verb).args(words).env(server::VARIABLE, server.url()).env(HOME, workspace.target("bench"));
    command.envs(variables.iter().copied());
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
