//! The memory of an officer's window while the traffic of a day is played in half an hour: what it holds must not grow with what
//! passes through it.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::ground::Ground;
use super::window::Opened;
use crate::running::Running;
use crate::table::Table;
use crate::trouble::{Told as _, Trouble};
use crate::workspace::Workspace;

/// The parties of a usual day: 3,000 travellers on foot and 700 vehicles.
const DAY: f64 = 3_700.0;

/// Half an hour, or so many minutes as are asked for.
const MINUTES: &str = "OSBP_BENCH_MINUTES";

/// How long between two acts of the invented officers, in milliseconds: a day's acts in half an hour.
const BETWEEN: &str = "OSBP_BENCH_BETWEEN";

/// How much more the window may take at the end than after a third of the time, in percent.
const GROWTH_AT_MOST: f64 = 5.0;

/// Measures the memory of an officer's window that shows the queue while traffic runs.
///
/// # Errors
/// When a window does not open, less than a day's traffic was played, or the window grew too much.
pub fn measure(workspace: &Workspace) -> Result<(), Trouble> {
    let minutes = number(MINUTES, 30);
    let Ground { programs, address, home, screen, .. } = Ground::prepare(workspace)?;
    let osbpctl = workspace.target("release/osbpctl");
    let mut window = Opened::open(&programs.desk, &["--database", address.as_str()], &screen, &home)?;
    window.stands("sign_in")?;
    // The first of the invented officers of a demonstration post.
    window.press("alt+1", "One-Stop Border Post", &screen)?;
    window.stands("queue")?;
    let before = crossings(&osbpctl, &address, &home)?;
    let between = number(BETWEEN, 20).to_string();
    let mut traffic = Running::start(&osbpctl.to_string_lossy(), "TERM", None, |command| {
        command.args(["demo", "--live", "--standing", "1000", "--between", &between, "--db", &address]);
        command.env("OSBP_HOME", &home).stdout(Stdio::null()).stderr(Stdio::null());
    })?;
    let began = Instant::now();
    let mut weights = Vec::new();
    for minute in 1..=minutes {
        let due = Duration::from_secs(60) * u32::try_from(minute).unwrap_or(u32::MAX);
        std::thread::sleep(due.saturating_sub(began.elapsed()));
        if traffic.has_ended() {
            return Err(Trouble::new("the traffic stopped by itself"));
        }
        let weight = window.proportional_set_size()?;
        println!("   minute {minute}: {weight:.1} MB");
        weights.push(weight);
    }
    drop(traffic);
    let passed = crossings(&osbpctl, &address, &home)? - before;
    // Of some minutes around each point, so that one collection of garbage more or less does not decide.
    let around = |end: usize| {
        let few = (weights.len() / 10).max(1);
        let those = weights.get(end.saturating_sub(few)..end).unwrap_or_default();
        those.iter().sum::<f64>() / those.len().max(1) as f64
    };
    let (third, last) = (around(weights.len() / 3), around(weights.len()));
    let asked = DAY * minutes as f64 / 30.0;
    Table::new("the memory of a window while a day's traffic is played, proportional set size of all its processes")
        .with("parties that came", passed, "")
        .with("after a third of the time", third, "MB")
        .with("at the end", last, "MB")
        .with_aim("parties missing of a day's", (asked - passed).max(0.0), "", 0.0)
        .with_aim("growth since the third", (last / third - 1.0) * 100.0, "%", GROWTH_AT_MOST)
        .tell()
}

/// Returns how many crossings there are, closed ones too.
fn crossings(osbpctl: &Path, address: &str, home: &Path) -> Result<f64, Trouble> {
    let mut command = Command::new(osbpctl);
    command.args(["queue", "--all", "--json", "--db", address]).env("OSBP_HOME", home);
    let output = command.stderr(Stdio::inherit()).output().told("failed to start osbpctl")?;
    let text = String::from_utf8_lossy(&output.stdout);
    Ok(text.matches("\"reference\"").count() as f64)
}

fn number(name: &str, usual: usize) -> usize {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(usual)
}
