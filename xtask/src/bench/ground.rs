//! What every measurement of windows stands on: both programs, a post with a queue, a screen.

use std::path::PathBuf;

use super::window::Programs;
use crate::program;
use crate::screen::Screen;
use crate::setup;
use crate::trouble::Trouble;
use crate::workspace::Workspace;

/// How many crossings are open at the post.
const OPEN: u32 = 1_000;

/// The ground of a measurement.
#[derive(Debug)]
pub struct Ground {
    /// Ours and the bare one, as they would be shipped.
    pub programs: Programs,
    /// Where the database of the demonstration post is.
    pub address: String,
    /// Where its workstation's secrets are.
    pub home: PathBuf,
    /// Where the bare window's user has his files.
    pub bare_home: PathBuf,
    /// The screen.
    pub screen: Screen,
}

impl Ground {
    /// Builds and makes what is missing, or takes what an earlier measurement made.
    ///
    /// # Errors
    /// When something can't be had.
    pub fn prepare(workspace: &Workspace) -> Result<Self, Trouble> {
        setup::to_measure()?;
        let programs = Programs::build(workspace)?;
        let folder = program::seed(workspace, OPEN)?;
        Ok(Self {
            programs,
            address: folder.join("post.osbp").to_string_lossy().into_owned(),
            home: folder.join("home"),
            bare_home: workspace.target("bench/bare-home"),
            screen: Screen::start()?,
        })
    }
}
