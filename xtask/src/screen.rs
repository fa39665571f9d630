//! A screen that nobody sees, for windows under test.
//!
//! Invariant: it takes a free display number, so it never meets the screen of anybody else.

use std::io::{BufRead as _, BufReader};
use std::process::Stdio;

use crate::running::Running;
use crate::trouble::{Told as _, Trouble};

/// A virtual screen; it goes when this value goes.
#[derive(Debug)]
pub struct Screen {
    /// The display, as in `DISPLAY`.
    pub display: String,
    _server: Running,
}

impl Screen {
    /// Starts a screen of 1600 × 1000 pixels.
    ///
    /// # Errors
    /// When the X server does not come up.
    pub fn start() -> Result<Self, Trouble> {
        let mut server = Running::start("Xvfb", "TERM", None, |command| {
            command
                .args(["-displayfd", "1", "-screen", "0", "1600x1000x24", "-nolisten", "tcp", "-noreset"])
                .stdout(Stdio::piped())
                .stderr(Stdio::null());
        })?;
        let said = server.child().stdout.take().ok_or_else(|| Trouble::new("failed to listen to Xvfb"))?;
        let mut number = String::new();
        BufReader::new(said).read_line(&mut number).told("failed to listen to Xvfb")?;
        let number: u32 = number
            .trim()
            .parse()
            .map_err(|_| Trouble::new("Xvfb ended before it had a screen: is /tmp/.X11-unix writable?"))?;
        Ok(Self { display: format!(":{number}"), _server: server })
    }
}
