//! Searches a list in a file, and measures searching; needs no post.
//!
//! Invariant: what is found is found by `crates/screening`, as it is at a control; nothing of a post is read or written.

use std::path::Path;
use std::time::Instant;

use screening::{BadList, DEFAULT_THRESHOLD, Index, Query};
use serde::Serialize;

use crate::Call;
use crate::answer::{Answer, Exit, Trouble, line};
use crate::verbs::read;

/// What was measured; times in milliseconds, memory in bytes.
#[derive(Debug, Serialize)]
struct Measured {
    entries: usize,
    names: usize,
    build_ms: f64,
    snapshot_bytes: usize,
    load_ms: f64,
    memory_bytes: u64,
    queries: usize,
    found: usize,
    p50_ms: f64,
    p95_ms: f64,
    p99_ms: f64,
    longest_ms: f64,
}

/// Searches a list for each query.
pub fn screen(list: &Path, queries: &Path, threshold: Option<f32>) -> Result<Answer, Trouble> {
    let threshold = threshold.unwrap_or(DEFAULT_THRESHOLD);
    if !(0.0..=1.0).contains(&threshold) {
        return Err(Trouble::usage("which threshold? A score lies between 0 and 1"));
    }
    let refused = |file: &Path| {
        let file = file.display().to_string();
        move |bad: BadList| Trouble::usage(&format!("{file}: {bad}"))
    };
    let entries = screening::read_list(&read(Some(list))?).map_err(refused(list))?;
    let asked = screening::read_queries(&read(Some(queries))?).map_err(refused(queries))?;
    let index = Index::build(entries);
    for (id, query) in &asked {
        let screened = screening::screen(&index, id, query, threshold);
        line(&serde_json::to_string(&screened).map_err(app::Error::from)?)?;
    }
    Ok(Answer::Said(Exit::Done))
}

/// Measures building, memory and searching.
pub fn bench(call: &Call, entries: usize) -> Result<Answer, Trouble> {
    let list = screening::invented_list(entries);
    let asked: Vec<(String, Query)> = list.iter().step_by((entries / 2_000).max(1)).map(misspelled).collect();
    let before = resident();
    let started = Instant::now();
    let index = Index::build(list);
    let build_ms = milliseconds(started);
    let bytes = index.to_bytes();
    let memory_bytes = resident().saturating_sub(before).saturating_sub(bytes.len() as u64);
    drop(index);
    let started = Instant::now();
    let index = Index::from_bytes(&bytes).map_err(|bad| Trouble::usage(&bad.to_string()))?;
    let load_ms = milliseconds(started);
    let mut found = 0;
    let mut times: Vec<f64> = Vec::with_capacity(asked.len());
    for (id, query) in &asked {
        let started = Instant::now();
        let hits = index.search(query, DEFAULT_THRESHOLD);
        times.push(milliseconds(started));
        found += usize::from(hits.iter().any(|hit| hit.id == *id));
    }
    times.sort_by(f64::total_cmp);
    let at = |share: f64| times.get((times.len().saturating_sub(1) as f64 * share) as usize).copied().unwrap_or(0.0);
    let measured = Measured {
        entries: index.len(),
        names: index.names(),
        build_ms,
        snapshot_bytes: bytes.len(),
        load_ms,
        memory_bytes,
        queries: asked.len(),
        found,
        p50_ms: at(0.5),
        p95_ms: at(0.95),
        p99_ms: at(0.99),
        longest_ms: at(1.0),
    };
    call.output.say(&measured, || {
        format!(
            "{} persons, {} names\nbuilt in {:.0} ms, {:.0} MB in memory; snapshot of {:.0} MB, loaded in {:.0} ms\n{} queries with an error each, {} found; median {:.2} ms, 95 % {:.2}, 99 % {:.2}, longest {:.2}",
            measured.entries,
            measured.names,
            measured.build_ms,
            measured.memory_bytes as f64 / 1e6,
            measured.snapshot_bytes as f64 / 1e6,
            measured.load_ms,
            measured.queries,
            measured.found,
            measured.p50_ms,
            measured.p95_ms,
            measured.p99_ms,
            measured.longest_ms,
        )
    })
}

/// Returns the query for a person of the list, with a letter of the name left out.
fn misspelled(entry: &screening::Entry) -> (String, Query) {
    let name = entry.names.first().map_or("", String::as_str);
    let left_out = name.chars().count() / 2;
    let name: String = name.chars().enumerate().filter(|(at, _)| *at != left_out).map(|(_, letter)| letter).collect();
    (entry.id.clone(), Query { birth: entry.birth, ..Query::name(&name) })
}

fn milliseconds(since: Instant) -> f64 {
    since.elapsed().as_secs_f64() * 1e3
}

/// Returns the memory of this process in bytes.
fn resident() -> u64 {
    let told = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    told.split_whitespace().nth(1).and_then(|pages| pages.parse::<u64>().ok()).unwrap_or(0) * 4096
}
