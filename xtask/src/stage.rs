//! Runs one stage of a chore after the other, says which, and keeps the time of each.
//!
//! Invariant: the first stage that fails ends the chore; nothing after it runs.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::trouble::{Told as _, Trouble};

/// The stages of a chore so far.
#[derive(Debug, Default)]
pub struct Stages {
    done: Vec<(String, Duration)>,
}

impl Stages {
    /// Announces a stage, does it, and notes how long it took.
    ///
    /// # Errors
    /// What `work` could not do, with the name of the stage before it.
    pub fn stage<T>(&mut self, name: &str, work: impl FnOnce() -> Result<T, Trouble>) -> Result<T, Trouble> {
        println!("\n── {name}");
        let begun = Instant::now();
        let result = work().told(name)?;
        let took = begun.elapsed();
        println!("   done in {}", seconds(took));
        self.done.push((name.to_owned(), took));
        Ok(result)
    }

    /// Prints the time of each stage.
    pub fn print_times(&self) {
        println!("\n── times");
        for (name, took) in &self.done {
            println!("   {:>8}  {name}", seconds(*took));
        }
        let all = self.done.iter().map(|(_, took)| *took).sum();
        println!("   {:>8}  together", seconds(all));
    }
}

fn seconds(took: Duration) -> String {
    format!("{:.1} s", took.as_secs_f64())
}

/// Shows a command, runs it with its output on the terminal, and waits for it. It gets no input: a chore never asks.
///
/// # Errors
/// When it can't be started or ends with an error.
pub fn run(mut command: Command) -> Result<(), Trouble> {
    println!("   $ {}", shown(&command));
    let status = command.stdin(Stdio::null()).status().told(format!("failed to start {}", shown(&command)))?;
    if status.success() { Ok(()) } else { Err(Trouble::new(format!("'{}' ended with {status}", shown(&command)))) }
}

/// Runs a command quietly and returns what it printed, or nothing when it can't be started or ends with an error.
pub fn answer(program: &str, words: &[&str]) -> Option<String> {
    let output = Command::new(program).args(words).stdin(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Writes a command as one would type it.
fn shown(command: &Command) -> String {
    let mut line = command.get_program().to_string_lossy().into_owned();
    for word in command.get_args() {
        line.push(' ');
        line.push_str(&word.to_string_lossy());
    }
    line
}
