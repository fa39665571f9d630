//! Opens the window.
//!
//! Invariant: what opens was built from what lies in the clone.

use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use crate::page::{self, Care};
use crate::running::Running;
use crate::screen::Screen;
use crate::setup;
use crate::stage::{self, Stages};
use crate::trouble::{Told as _, Trouble};
use crate::workspace::Workspace;

/// Long enough for the first paint of a debug build on a slow machine.
const SETTLES_WITHIN: Duration = Duration::from_secs(15);

/// Opens the window on the officer's screen and waits until it is closed.
///
/// # Errors
/// When there is no screen, or the window can't be built or opened.
pub fn on_screen(workspace: &Workspace, words: &[&str]) -> Result<(), Trouble> {
    if std::env::var_os("DISPLAY").is_none() && std::env::var_os("WAYLAND_DISPLAY").is_none() {
        return Err(Trouble::new(
            "there is no screen here: neither DISPLAY nor WAYLAND_DISPLAY is set, so no window can open.\n\
             On the machine's own desktop this works as it is; over ssh, connect with 'ssh -X'.\n\
             To see a picture of the window instead: cargo xtask run --headless",
        ));
    }
    let mut stages = Stages::default();
    stages.stage("set-up", setup::to_build)?;
    let desk = build(workspace, &mut stages)?;
    stages.print_times();
    println!("\n── the window");
    let mut command = workspace.command(desk);
    command.args(opening(words));
    stage::run(command)
}

/// Opens the window on a screen of its own, keeps a picture of it, and closes it.
///
/// # Errors
/// When the window can't be built or opened, or closes by itself.
pub fn without_screen(workspace: &Workspace, words: &[&str]) -> Result<(), Trouble> {
    let mut stages = Stages::default();
    stages.stage("set-up", setup::to_show_without_screen)?;
    let desk = build(workspace, &mut stages)?;
    let picture = workspace.target("screenshots/run.png");
    stages.stage("the window", || {
        let screen = Screen::start()?;
        let mut window = Running::start(&desk.to_string_lossy(), "TERM", None, |command| {
            command.args(opening(words)).env("DISPLAY", &screen.display).env_remove("WAYLAND_DISPLAY");
            // A message bus launched for this screen would outlive it.
            command.env("DBUS_SESSION_BUS_ADDRESS", "disabled:").env("NO_AT_BRIDGE", "1");
        })?;
        if window.wait_at_most(SETTLES_WITHIN) {
            return Err(Trouble::new("the window closed by itself"));
        }
        if let Some(folder) = picture.parent() {
            std::fs::create_dir_all(folder).told(format!("failed to make {}", folder.display()))?;
        }
        let mut camera = Command::new("import");
        camera.args(["-display", &screen.display, "-window", "root"]).arg(&picture);
        stage::run(camera)
    })?;
    println!("   the picture is {}", picture.display());
    Ok(())
}

fn build(workspace: &Workspace, stages: &mut Stages) -> Result<PathBuf, Trouble> {
    stages.stage("the page of the window", || page::build(workspace, Care::Draft))?;
    stages.stage("the window's shell", || stage::run(workspace.cargo(["build", "--package", "desk"])))?;
    Ok(workspace.target("debug/osbp-desk"))
}

fn opening<'a>(words: &'a [&'a str]) -> &'a [&'a str] {
    if words.is_empty() { &["--demo"] } else { words }
}
