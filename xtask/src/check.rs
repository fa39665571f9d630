//! All checks and tests, in the order in which they fail soonest.
//!
//! Invariant: the test runner comes last, so the last lines are its own summary.

use crate::page::{self, Care};
use crate::screen::Screen;
use crate::server::{self, Server};
use crate::setup;
use crate::stage::{self, Stages};
use crate::statements;
use crate::trouble::Trouble;
use crate::workspace::Workspace;

/// `xtask` is left out where programs are built: it is what is running. The page's own tests run on this machine, without a web
/// view; the page itself is checked as WebAssembly. The bare window and its page are for measurements.
const TESTED: [&str; 7] = ["--workspace", "--exclude", "xtask", "--exclude", "bare-window", "--exclude", "bare-page"];

/// Runs every check and test; `words` go to the test runner.
///
/// # Errors
/// The first stage that does not pass.
pub fn all(workspace: &Workspace, words: &[&str]) -> Result<(), Trouble> {
    let mut stages = Stages::default();
    stages.stage("set-up", setup::to_test)?;
    stages.stage("form", || stage::run(workspace.cargo(["fmt", "--all", "--check"])))?;
    stages.stage("the page", || page::build(workspace, Care::Draft))?;
    stages.stage("lints", || {
        stage::run(workspace.cargo([
            "clippy",
            "--workspace",
            "--exclude",
            "ui",
            "--exclude",
            "bare-page",
            "--all-targets",
            "--",
            "-D",
            "warnings",
        ]))?;
        stage::run(workspace.cargo([
            "clippy",
            "--package",
            "ui",
            "--package",
            "bare-page",
            "--target",
            page::TARGET,
            "--",
            "-D",
            "warnings",
        ]))
    })?;
    stages.stage("documentation", || {
        let mut native =
            workspace.cargo(["doc", "--workspace", "--exclude", "ui", "--exclude", "bare-page", "--no-deps"]);
        native.env("RUSTDOCFLAGS", "-D warnings");
        stage::run(native)?;
        let mut page = workspace.cargo(["doc", "--package", "ui", "--target", page::TARGET, "--no-deps"]);
        page.env("RUSTDOCFLAGS", "-D warnings");
        stage::run(page)
    })?;
    stages.stage("statements", || statements::check(workspace))?;
    stages.stage("programs and tests", || {
        stage::run(workspace.cargo(["build", "--all-targets"].into_iter().chain(TESTED)))
    })?;
    let (server, screen) = stages.stage("a database and a screen", || Ok((Server::start()?, Screen::start()?)))?;
    stages.print_times();

    println!("\n── tests");
    let mut tests =
        workspace.cargo(["nextest", "run", "--no-fail-fast"].into_iter().chain(TESTED).chain(words.iter().copied()));
    tests.env(server::VARIABLE, server.url());
    tests.env("DISPLAY", &screen.display).env_remove("WAYLAND_DISPLAY");
    if let Some(driver) = setup::find("tauri-driver") {
        tests.env("OSBP_DRIVER", driver);
    }
    // The runner has said it all; a word more would hide its summary.
    stage::run(tests).map_err(|_| Trouble::told_already())
}
