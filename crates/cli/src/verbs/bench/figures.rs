//! What a measurement found: its figures, in one table.
//!
//! Invariant: a table says whether its aims are met, and the call fails when one is missed.

use std::time::Duration;

use serde_json::{Value, json};

use crate::Call;
use crate::answer::{Answer, Exit, Trouble};

/// Tells the figures, and whether the aims are met.
pub fn table(call: &Call, name: &str, is_met: bool, rows: &[(&str, Value)]) -> Result<Answer, Trouble> {
    let figures: serde_json::Map<String, Value> =
        rows.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
    let exit = if is_met { Exit::Done } else { Exit::No };
    let lines = || rows.iter().map(|(name, value)| format!("{name:<62} {value}")).collect::<Vec<_>>().join("\n");
    call.output.say_with(&json!({ "benchmark": name, "met": is_met, "figures": figures }), lines, exit)
}

/// Returns the number that a variable gives, or the usual one.
pub fn number(name: &str, usual: usize) -> usize {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(usual)
}

/// Returns the middle one.
pub fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}

/// Returns the time within which so many of a hundred were done.
pub fn percentile(took: &mut [Duration], percent: usize) -> Duration {
    took.sort();
    took.get(took.len().saturating_sub(1) * percent / 100).copied().unwrap_or_default()
}

/// Returns a figure with two places.
pub fn round(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}

/// Returns a figure of this process's memory as Linux tells it; nothing elsewhere.
pub fn resident_mb(name: &str) -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(name))?;
    Some(line.split_whitespace().next()?.parse::<u64>().ok()? / 1_000)
}
