//! Measurements: those that need the page or a screen are here, the others are `osbpctl bench`.
//!
//! Invariant: a measurement prints one table, and the chore fails when its aim is missed.

mod ground;
mod memory;
mod page;
mod start;
mod traffic;
mod window;

use std::ffi::OsStr;

use self::window::Programs;
use crate::program;
use crate::screen::Screen;
use crate::setup;
use crate::stage;
use crate::trouble::Trouble;
use crate::workspace::Workspace;

const OWN: &str = "page       the size of the page that is shipped
start      how long until sign-in takes keys, beside a bare window of one heading
memory     the memory at rest with 1,000 open crossings, beside that bare window
traffic    the memory of a window while a day's traffic is played in half an hour
mrz        how long a document takes to be read, of the given ones, beside the crate `mrz`
screening  what searching alert lists reaches on the given data: pairs, retrieval, scale, compare or all";

/// Measures what is named, or lists what can be measured.
///
/// # Errors
/// When something can't be built or measured, or misses its aim.
pub fn run(workspace: &Workspace, words: &[&str]) -> Result<(), Trouble> {
    match words {
        [] => {
            program::osbpctl(workspace, "bench", &[])?;
            println!("{OWN}");
            Ok(())
        }
        ["page"] => page::measure(workspace),
        ["start"] => start::measure(workspace),
        ["memory"] => memory::measure(workspace),
        ["traffic"] => traffic::measure(workspace),
        ["mrz"] => example(workspace, "domain", "mrz_rate", &[]),
        ["screening", words @ ..] => example(workspace, "screening", "measure", words),
        ["feed"] => feed(workspace),
        words => program::osbpctl(workspace, "bench", words),
    }
}

/// Measures those who read along, two real windows among them.
fn feed(workspace: &Workspace) -> Result<(), Trouble> {
    setup::to_measure()?;
    let programs = Programs::build(workspace)?;
    // A screen for each: without a manager of windows the keys of a screen go to the window that was there first.
    let screens = [Screen::start()?, Screen::start()?];
    let displays = screens.each_ref().map(|screen| screen.display.as_str()).join(",");
    let variables = [("OSBP_BENCH_DESK", programs.desk.as_os_str()), ("OSBP_BENCH_SCREENS", OsStr::new(&displays))];
    program::osbpctl_with(workspace, "bench", &["feed"], &variables)
}

/// Runs a measurement that a crate without edges has beside its tests.
fn example(workspace: &Workspace, package: &str, name: &str, words: &[&str]) -> Result<(), Trouble> {
    let own = ["run", "--release", "--package", package, "--example", name, "--"];
    stage::run(workspace.cargo(own.into_iter().chain(words.iter().copied())))
}
