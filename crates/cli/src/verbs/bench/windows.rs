//! Real windows that read along in a measurement, each on a screen of its own.
//!
//! Invariant: a window is the shipped program at a workstation of its own, is signed in as an officer does, and ends with the
//! measurement.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver, Sender};
use std::time::{Duration, Instant};

use super::hall::Free;
use crate::answer::Trouble;

/// The variable that names the program of the windows; without it there are none. `cargo xtask bench` sets it.
pub const PROGRAM: &str = "OSBP_BENCH_DESK";

/// The variable that names a screen for each of them, with commas between.
pub const SCREENS: &str = "OSBP_BENCH_SCREENS";

/// How long a page may take to stand.
const PATIENCE: Duration = Duration::from_secs(60);

/// A window that shows the queue of a demonstration post.
#[derive(Debug)]
pub struct Window {
    child: Child,
    marks: Receiver<(Mark, Instant)>,
    screen: String,
}

/// What a window says of itself.
#[derive(Debug, PartialEq, Eq)]
enum Mark {
    /// A page takes keys.
    Stands(String),
    /// The page was given the queue as it is after this act.
    Reads(i64),
}

impl Window {
    /// Opens a window at a workstation and signs the first invented officer of its State in: the queue stands when this returns.
    ///
    /// # Errors
    /// When it does not open, or nobody can press a key in it.
    pub fn open(program: &Path, at: &Free, screen: &str) -> Result<Self, Trouble> {
        let mut child = Command::new(program)
            .args(["--database", at.address.as_str()])
            .env("OSBP_HOME", &at.home)
            .env("HOME", &at.home)
            .env("DISPLAY", screen)
            .env("OSBP_MARKS", "1")
            .env("DBUS_SESSION_BUS_ADDRESS", "disabled:")
            .env("NO_AT_BRIDGE", "1")
            .env_remove("WAYLAND_DISPLAY")
            .env_remove("XDG_DATA_HOME")
            .env_remove("XDG_CONFIG_HOME")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(app::Error::File)?;
        let (tell, marks) = mpsc::channel();
        if let Some(said) = child.stdout.take() {
            std::thread::spawn(move || listen(BufReader::new(said), &tell));
        }
        let window = Self { child, marks, screen: screen.to_owned() };
        window.stands("sign_in")?;
        window.press(&format!("alt+{}", at.figure))?;
        window.stands("queue")?;
        Ok(window)
    }

    /// Returns up to which act it was given the queue, and when, and closes it.
    pub fn close(mut self) -> Vec<(i64, Instant)> {
        self.end();
        let mark = |(mark, at)| match mark {
            Mark::Reads(seq) => Some((seq, at)),
            Mark::Stands(_) => None,
        };
        self.marks.try_iter().filter_map(mark).collect()
    }

    fn stands(&self, page: &str) -> Result<(), Trouble> {
        let until = Instant::now() + PATIENCE;
        loop {
            match self.marks.recv_timeout(until.saturating_duration_since(Instant::now())) {
                Ok((Mark::Stands(known), _)) if known == page => return Ok(()),
                Ok(_) => {}
                Err(_) => return Err(app::Error::Fault("a window did not open").into()),
            }
        }
    }

    fn press(&self, chord: &str) -> Result<(), Trouble> {
        let pressed = Command::new("xdotool")
            .env("DISPLAY", &self.screen)
            .args(["search", "--onlyvisible", "--name", "One-Stop Border Post"])
            .args(["windowfocus", "--sync", "key", chord])
            .stdout(Stdio::null())
            .status()
            .map_err(app::Error::File)?;
        if pressed.success() { Ok(()) } else { Err(app::Error::Fault("no key could be pressed in a window").into()) }
    }

    fn end(&mut self) {
        // What ended by itself needs no end.
        let _ended = self.child.kill();
        let _waited = self.child.wait();
    }
}

impl Drop for Window {
    fn drop(&mut self) {
        self.end();
    }
}

fn listen(said: impl BufRead, tell: &Sender<(Mark, Instant)>) {
    for line in said.lines().map_while(Result::ok) {
        if let Some(mark) = Mark::of(&line)
            && tell.send((mark, Instant::now())).is_err()
        {
            return;
        }
    }
}

impl Mark {
    fn of(line: &str) -> Option<Self> {
        let (word, rest) = line.split_once(' ')?;
        match word {
            "stands" => Some(Self::Stands(rest.to_owned())),
            "reads" => rest.parse().ok().map(Self::Reads),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_window_says_of_itself_is_understood_and_the_rest_passed_over() {
        let (tell, marks) = mpsc::channel();
        listen("stands sign_in\nreads 12\nreads none\nsomething else\n\nreads 13\n".as_bytes(), &tell);
        let heard: Vec<Mark> = marks.try_iter().map(|(mark, _)| mark).collect();
        assert_eq!(heard, [Mark::Stands("sign_in".to_owned()), Mark::Reads(12), Mark::Reads(13)]);
    }
}
