//! A program that runs beside a chore and ends with it.
//!
//! Invariant: it is ended by its own process id, on every way out: when the chore is done, when it fails, and, through the
//! kernel, when the chore itself is killed.

use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::trouble::{Told as _, Trouble};

/// A running program.
#[derive(Debug)]
pub struct Running {
    child: Child,
    signal: &'static str,
}

impl Running {
    /// Starts `program` so that `signal` (as `kill` names it) ends it, `under` the user and group ids given.
    ///
    /// # Errors
    /// When it can't be started.
    pub fn start(
        program: &str,
        signal: &'static str,
        under: Option<(u32, u32)>,
        set: impl FnOnce(&mut Command),
    ) -> Result<Self, Trouble> {
        // `setpriv` becomes the program itself, so the child's id is the program's.
        let mut command = Command::new("setpriv");
        command.arg(format!("--pdeathsig={signal}"));
        if let Some((user, group)) = under {
            command.args([format!("--reuid={user}"), format!("--regid={group}"), "--clear-groups".to_owned()]);
        }
        command.arg("--").arg(program).stdin(Stdio::null());
        set(&mut command);
        let child = command.spawn().told(format!("failed to start {program}"))?;
        Ok(Self { child, signal })
    }

    /// Returns the child, for its output.
    pub fn child(&mut self) -> &mut Child {
        &mut self.child
    }

    /// Says whether the program has ended by itself.
    pub fn has_ended(&mut self) -> bool {
        !matches!(self.child.try_wait(), Ok(None))
    }

    /// Waits until the program ends by itself, or `limit` has passed.
    pub fn wait_at_most(&mut self, limit: Duration) -> bool {
        let begun = Instant::now();
        while begun.elapsed() < limit {
            if self.has_ended() {
                return true;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        self.has_ended()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if self.has_ended() {
            return;
        }
        let asked = Command::new("kill").args(["-s", self.signal, &self.child.id().to_string()]).status();
        if asked.is_ok_and(|status| status.success()) && self.wait_at_most(Duration::from_secs(15)) {
            return;
        }
        // It did not listen: nothing it holds outlives the chore, so it may die where it stands.
        if self.child.kill().and_then(|()| self.child.wait()).is_err() {
            eprintln!("failed to end process {}", self.child.id());
        }
    }
}
