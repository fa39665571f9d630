//! Those who read along: from a commit until each of them has read the queue again.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use app::{SignedIn, Station};
use contract::{QueueRequest, Tab};
use serde_json::json;
use tokio::task::JoinSet;

use super::figures::{number, percentile, round, table};
use super::hall::{Hall, on_server};
use super::stations::processors;
use super::windows::{self, Window};
use crate::Call;
use crate::answer::{Answer, Trouble};

/// How many rows of the queue a window shows.
const WINDOW: u32 = 200;

/// How long one wait for news lasts, as a window's does.
const AT_MOST: Duration = Duration::from_secs(5);

/// Readers at workstations of their own, each of whom does with news what a window does.
pub async fn feed(call: &Call) -> Result<Answer, Trouble> {
    let wanted = Wanted {
        readers: number("OSBP_BENCH_READERS", 40),
        writers: number("OSBP_BENCH_STATIONS", 20),
        offered: number("OSBP_BENCH_OFFERED", 100),
        seconds: number("OSBP_BENCH_SECONDS", 30),
    };
    let found = on_server(async |url, home| measured(url, home, wanted).await).await?;
    let Found { mut late, mut in_windows, windows, commits, took, reads } = found;
    let rate = commits as f64 / took.as_secs_f64();
    let millis = |late: &mut Vec<Duration>, percent| percentile(late, percent).as_secs_f64() * 1e3;
    let last = millis(&mut late, 95);
    let last_in_windows = (windows > 0).then(|| millis(&mut in_windows, 95));
    table(
        call,
        "feed",
        // A server that falls behind is not measured at the rate that was asked for.
        last < 250.0
            && last_in_windows.is_none_or(|late| late < 250.0)
            && rate >= 0.95 * wanted.offered as f64
            && !late.is_empty(),
        &[
            ("real windows beside them", json!(windows)),
            (
                "from a commit to a window's page having the queue, ms at the 95th percentile",
                last_in_windows.map_or_else(|| json!("not measured"), |late| json!(round(late))),
            ),
            ("readers", json!(wanted.readers)),
            ("commits offered a second", json!(wanted.offered)),
            ("commits", json!(commits)),
            ("commits a second (aim ≥ 95 of 100 offered)", json!(round(rate))),
            ("times that a reader read the queue", json!(reads)),
            ("processors, which readers and server share", json!(processors())),
            ("from a commit to its being read, ms at the median", json!(round(millis(&mut late, 50)))),
            ("the same at the 95th percentile (aim < 250)", json!(round(last))),
            ("the same at the 99th percentile", json!(round(millis(&mut late, 99)))),
        ],
    )
}

#[derive(Debug, Clone, Copy)]
struct Wanted {
    readers: usize,
    writers: usize,
    offered: usize,
    seconds: usize,
}

/// What was measured.
struct Found {
    /// For each commit and each reader, how long.
    late: Vec<Duration>,
    /// For each commit and each real window, how long.
    in_windows: Vec<Duration>,
    windows: usize,
    commits: usize,
    /// How long it took until the last was acknowledged.
    took: Duration,
    reads: usize,
}

async fn measured(url: &str, home: &Path, wanted: Wanted) -> Result<Found, Trouble> {
    let mut hall = Hall::open(url, home, wanted.writers, 2, wanted.readers).await?;
    let is_over = Arc::new(AtomicBool::new(false));
    let mut readers = JoinSet::new();
    // Each reads along at a workstation of his own.
    while let Some(officer) = hall.another().await? {
        let is_over = Arc::clone(&is_over);
        readers.spawn(async move { read_along(&officer, &is_over).await });
    }
    let windows = open_windows(&hall).await?;
    // Before that they read what is there; a page that was just opened is still being laid out.
    let rest = if windows.is_empty() { Duration::from_millis(500) } else { Duration::from_secs(5) };
    tokio::time::sleep(rest).await;
    let writing = hall.stations.as_slice();
    let began = Instant::now();
    let commits = commit_steadily(writing, wanted).await?;
    let took = began.elapsed();
    tokio::time::sleep(Duration::from_secs(2)).await;
    is_over.store(true, Ordering::Relaxed);
    // One more act wakes those who still wait.
    if let Some(station) = writing.first() {
        station.send(&station.next_turn()).await?;
    }
    let (mut late, mut reads) = (Vec::new(), 0);
    while let Some(read) = readers.join_next().await {
        let read = read.map_err(|_| app::Error::Fault("a reader broke off"))??;
        reads += read.len();
        late.extend(lateness(&commits, &read)?);
    }
    let (mut in_windows, opened) = (Vec::new(), windows.len());
    for window in windows {
        in_windows.extend(lateness(&commits, &window.close())?);
    }
    hall.close().await;
    Ok(Found { late, in_windows, windows: opened, commits: commits.len(), took, reads })
}

/// Opens a window of each State, where a program for them is named.
async fn open_windows(hall: &Hall) -> Result<Vec<Window>, Trouble> {
    let Some(program) = std::env::var_os(windows::PROGRAM).map(PathBuf::from) else { return Ok(Vec::new()) };
    let screens = std::env::var(windows::SCREENS).unwrap_or_default();
    let mut windows = Vec::new();
    for (at, screen) in hall.free().await?.into_iter().zip(screens.split(',').map(str::to_owned)) {
        let program = program.clone();
        let opened = tokio::task::spawn_blocking(move || Window::open(&program, &at, &screen)).await;
        windows.push(opened.map_err(|_| app::Error::Fault("a window could not be opened"))??);
    }
    Ok(windows)
}

/// Returns how long after each commit somebody had read the queue with it; `read` says up to which act he had read, and when.
fn lateness(commits: &[(i64, Instant)], read: &[(i64, Instant)]) -> Result<Vec<Duration>, Trouble> {
    let mut read = read.iter().peekable();
    let mut late = Vec::with_capacity(commits.len());
    for (seq, committed) in commits {
        while read.next_if(|(known, _)| known < seq).is_some() {}
        let Some((_, at)) = read.peek() else {
            return Err(app::Error::Fault("a commit was never read").into());
        };
        late.push(at.saturating_duration_since(*committed));
    }
    Ok(late)
}

/// Waits for news, reads what is his own State's and the queue, again and again; returns up to which act he had read, and when.
async fn read_along(officer: &SignedIn, is_over: &AtomicBool) -> Result<Vec<(i64, Instant)>, app::Error> {
    let (mut read, mut seq) = (Vec::new(), 0);
    while !is_over.load(Ordering::Relaxed) {
        seq = officer.workstation().wait_for_news(seq, AT_MOST).await?;
        officer.catch_up_own().await?;
        let page = officer.queue(&QueueRequest { tab: Tab::All, limit: WINDOW, ..QueueRequest::default() })?;
        read.push((page.seq, Instant::now()));
    }
    Ok(read)
}

/// Commits so often a second; returns the last act of each commit and when it was acknowledged, in order.
async fn commit_steadily(writing: &[Arc<Station>], wanted: Wanted) -> Result<Vec<(i64, Instant)>, Trouble> {
    let commits = Arc::new(Mutex::new(Vec::new()));
    let began = Instant::now();
    let mut writers = JoinSet::new();
    for (place, station) in writing.iter().enumerate() {
        let (station, commits) = (Arc::clone(station), Arc::clone(&commits));
        // Each commits in his turn, so that they come evenly.
        let between = Duration::from_secs(1) * u32::try_from(wanted.writers).unwrap_or(u32::MAX)
            / u32::try_from(wanted.offered.max(1)).unwrap_or(u32::MAX);
        let first = between * u32::try_from(place).unwrap_or_default()
            / u32::try_from(wanted.writers.max(1)).unwrap_or(u32::MAX);
        let until = began + Duration::from_secs(u64::try_from(wanted.seconds).unwrap_or(u64::MAX));
        writers.spawn(async move {
            let mut due = began + first;
            while due < until {
                tokio::time::sleep_until(due.into()).await;
                due += between;
                if let Some(done) = station.send(&station.next_turn()).await? {
                    let last = done.seq.into_iter().max().unwrap_or_default();
                    commits.lock().unwrap_or_else(PoisonError::into_inner).push((last, Instant::now()));
                }
            }
            Ok::<_, app::Error>(())
        });
    }
    while let Some(done) = writers.join_next().await {
        done.map_err(|_| app::Error::Fault("a writer broke off"))??;
    }
    let mut commits = std::mem::take(&mut *commits.lock().unwrap_or_else(PoisonError::into_inner));
    commits.sort_by_key(|(seq, _)| *seq);
    Ok(commits)
}
