//! Runs `osbpctl`, optimised, with a trial PostgreSQL beside it.
//!
//! Invariant: `osbpctl` alone knows the names of trials and measurements; without one it lists them, and it refuses an unknown one.

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
