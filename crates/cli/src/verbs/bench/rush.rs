//! The peak hour of the busiest land crossing there is, on a post that already holds a week, on each engine; and its whole day.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use app::{Coming, Demonstration, Rush, Workstation, enrol, home};
use chrono::TimeDelta;
use domain::StateCode;
use serde_json::{Value, json};
use storage_postgres::{PostgresCopy, Yardstick};

use super::figures::{number, percentile, round, table};
use super::ground::{clear, open};
use super::hall::on_server;
use super::stations::processors;
use crate::Call;
use crate::answer::{Answer, Trouble};
use crate::verbs::faults::keeps;

/// How many travellers the busiest land crossing lets through in its peak hour.
const PEAK: usize = 55_000;

/// How many in a whole day.
const DAY: usize = 550_000;

/// How many travellers the post has let through in the week before: that of a post of a tenth of the size.
const WEEK: usize = 7 * DAY / 10;

/// The variable that names the folder of a post that another measurement made, to be used instead of a week, and used up: where there
/// is no room for a copy.
const POST: &str = "OSBP_BENCH_POST";

/// The variable that says how they come: `together`, or each `alone` and on foot.
const COMING: &str = "OSBP_BENCH_COMING";

/// What came of a rush on one engine.
struct Passed {
    engine: &'static str,
    travellers: u32,
    acts: i64,
    seconds: f64,
    took: Vec<Duration>,
    bytes: u64,
    /// The journal verifies, every row follows from it, and everybody has left.
    is_sound: bool,
}

/// Returns how the travellers come.
fn coming() -> Result<Coming, Trouble> {
    match std::env::var(COMING).as_deref() {
        Err(_) | Ok("together") => Ok(Coming::Together),
        Ok("alone") => Ok(Coming::Alone),
        Ok(_) => Err(Trouble::usage(&format!("{COMING} is together or alone"))),
    }
}

impl Passed {
    /// Returns how many times faster than the travellers come they were let through.
    fn ratio(&self) -> f64 {
        f64::from(self.travellers) / PEAK as f64 * 3_600.0 / self.seconds
    }
}

/// The peak hour on each engine.
pub async fn rush(call: &Call) -> Result<Answer, Trouble> {
    let travellers = u32::try_from(number("OSBP_BENCH_TRAVELLERS", PEAK)).unwrap_or(u32::MAX);
    let engines = std::env::var("OSBP_BENCH_ENGINES").unwrap_or_else(|_| "sqlite,postgres".to_owned());
    let week = held().await?;
    let mut passed = Vec::new();
    if engines.contains("sqlite") {
        passed.push(on_sqlite(&week, travellers).await?);
    }
    if engines.contains("postgres") {
        passed.push(on_postgres(&week, travellers).await?);
    }
    told(call, "rush", &mut passed)
}

/// The whole day, in a file.
pub async fn day(call: &Call) -> Result<Answer, Trouble> {
    let travellers = u32::try_from(number("OSBP_BENCH_TRAVELLERS", DAY)).unwrap_or(u32::MAX);
    let week = held().await?;
    told(call, "day", &mut [on_sqlite(&week, travellers).await?])
}

fn told(call: &Call, name: &str, passed: &mut [Passed]) -> Result<Answer, Trouble> {
    let is_met = passed.iter().all(|one| one.is_sound && one.ratio() >= 3.0);
    let mut lines: Vec<(String, Value)> = vec![("processors".to_owned(), json!(processors()))];
    for one in passed {
        let millis = |took: &mut Vec<Duration>, percent| json!(round(percentile(took, percent).as_secs_f64() * 1e3));
        let rate = |count: f64| json!(round(count / one.seconds));
        let (acts, commands) = (rate(one.acts as f64), rate(one.took.len() as f64));
        let ratio = round(one.ratio());
        lines.extend(
            [
                ("travellers through every step", json!(one.travellers)),
                ("commands for each of them", json!(round(one.took.len() as f64 / f64::from(one.travellers)))),
                ("seconds", json!(round(one.seconds))),
                ("times faster than they come (aim ≥ 3)", json!(ratio)),
                ("acts a second", acts),
                ("commands a second", commands),
                ("a command, ms at the median", millis(&mut one.took, 50)),
                ("a command, ms at the 95th percentile", millis(&mut one.took, 95)),
                ("a command, ms at the 99th percentile", millis(&mut one.took, 99)),
                ("on disk, MB", json!(one.bytes / 1_000_000)),
                ("nothing lost, every invariant holds", json!(one.is_sound)),
            ]
            .map(|(what, found)| (format!("{}: {what}", one.engine), found)),
        );
    }
    let lines: Vec<(&str, Value)> = lines.iter().map(|(what, found)| (what.as_str(), found.clone())).collect();
    table(call, name, is_met, &lines)
}

/// Makes a post that holds a week of travellers, or takes the one that an earlier measurement made; returns its folder.
async fn held() -> Result<PathBuf, Trouble> {
    if let Some(folder) = std::env::var_os(POST) {
        return Ok(PathBuf::from(folder));
    }
    let travellers = u32::try_from(number("OSBP_BENCH_HELD", WEEK)).unwrap_or(u32::MAX);
    let folder = home().join("bench").join(format!("week-{travellers}-travellers"));
    if folder.exists() {
        return Ok(folder);
    }
    let mut beside = folder.as_os_str().to_owned();
    beside.push(".new");
    let beside = PathBuf::from(beside);
    clear(&beside)?;
    std::fs::create_dir_all(&beside).map_err(app::Error::File)?;
    let (address, home) = (beside.join("post.osbp").to_string_lossy().into_owned(), beside.join("home"));
    Demonstration { seed: 1, referral_permille: 5 }.found(&address, &home).await?.store().close().await;
    if travellers > 0 {
        let post = Workstation::open_to_fill(&address, &home).await?;
        let from = post.clock().now() + TimeDelta::seconds(1);
        let filling = app::Filling { crossings: travellers, from, over: TimeDelta::days(7), seed: 1 };
        let began = Instant::now();
        let tell = |done: app::Filled| {
            let took = began.elapsed().as_secs_f64();
            eprint!("\r{} crossings, {} acts in {took:.0} s …", done.crossings, done.acts);
        };
        filling.fill(&post, tell).await?;
        eprintln!();
        post.store().close().await;
    }
    std::fs::rename(&beside, &folder).map_err(app::Error::File)?;
    Ok(folder)
}

/// Lets them through on a copy of the week's file, or on the file itself where it may be used up.
async fn on_sqlite(week: &Path, travellers: u32) -> Result<Passed, Trouble> {
    let folder = home().join("bench").join(app::Clock::default().new_id().to_string());
    if std::env::var_os(POST).is_some() {
        std::fs::rename(week, &folder).map_err(app::Error::File)?;
    } else {
        copy_all(week, &folder)?;
    }
    let post = open(&folder).await?;
    let lanes = u16::try_from(number("OSBP_BENCH_LANES", 2)).unwrap_or(2);
    let seats = states(&post)?.map(|state| (state, Arc::clone(&post)));
    let passed = pass("SQLite", &post, &seats, travellers, lanes).await;
    let passed = match passed {
        Ok(passed) => {
            let bytes = std::fs::metadata(folder.join("post.osbp")).map_err(app::Error::File)?.len();
            Ok(Passed { bytes, ..passed })
        }
        Err(trouble) => Err(trouble),
    };
    post.store().close().await;
    drop(post);
    clear(&folder)?;
    passed
}

/// Lets them through on a server that the week was copied to.
async fn on_postgres(week: &Path, travellers: u32) -> Result<Passed, Trouble> {
    on_server(async |url, folder| {
        let held = open(week).await?;
        let mut copy = PostgresCopy::begin(url).await?;
        held.store().copy_to(&mut copy).await?;
        copy.is_here(&states(&held)?.map(|state| state.to_string())).await?;
        copy.end().await?;
        held.store().close().await;
        drop(held);
        let at_home = folder.join("home");
        copy_all(&week.join("home"), &at_home)?;
        let founder = Workstation::open(url, &at_home).await?;
        let mut seats = Vec::new();
        for (turn, state) in states(&founder)?.into_iter().cycle().take(number("OSBP_BENCH_PROGRAMS", 2)).enumerate() {
            seats.push((state, enrol(&founder, url, state, &format!("rush-{turn}"), folder).await?));
        }
        // Each program and each officer reads along with all the others: more of them than processors only hold one another up.
        let lanes = u16::try_from(number("OSBP_BENCH_LANES", processors())).unwrap_or(2);
        let passed = pass("PostgreSQL", &founder, &seats, travellers, lanes).await;
        for (_, program) in &seats {
            program.store().close().await;
        }
        founder.store().close().await;
        let measure = Yardstick::create(url, 1).await?;
        let bytes = u64::try_from(measure.size().await?).unwrap_or_default();
        measure.put_away().await?;
        Ok(Passed { bytes, ..passed? })
    })
    .await
}

fn states(post: &Arc<Workstation>) -> Result<[StateCode; 2], Trouble> {
    Ok(post.info().plan.map(|plan| plan.states).ok_or(app::Error::NotFound)?)
}

async fn pass(
    engine: &'static str,
    post: &Arc<Workstation>,
    seats: &[(StateCode, Arc<Workstation>)],
    travellers: u32,
    lanes: u16,
) -> Result<Passed, Trouble> {
    // The week before is over.
    let last = post.store().head().await?;
    for program in seats.iter().map(|(_, program)| program).chain([post]) {
        let behind = (last.at - program.clock().now()).num_milliseconds().max(0);
        program.clock().advance(behind + 1);
    }
    let open_before = post.open_crossings();
    let began = Instant::now();
    let told = AtomicU32::new(0);
    let tell = move |left: u32| {
        if told.swap(left / 500, Ordering::Relaxed) < left / 500 {
            eprint!("\r{engine}: {left} travellers in {:.0} s …", began.elapsed().as_secs_f64());
        }
    };
    let rushed = Rush { travellers, coming: coming()?, at_once: lanes, seed: 7 }.run(seats, tell).await?;
    let seconds = began.elapsed().as_secs_f64();
    eprintln!();
    post.catch_up().await?;
    let acts = post.store().head().await?.seq - last.seq;
    let found = app::verify(post.store()).await?;
    let differ = app::projections_that_differ(post, last.seq).await?;
    let mut lost = 0;
    for performed in &rushed.answered {
        lost += u32::from(!keeps(post, performed).await?);
    }
    let is_sound = found.is_ok()
        && differ.is_empty()
        && rushed.departed == rushed.came
        && rushed.came >= travellers
        && post.open_crossings() == open_before
        && i64::try_from(found.acts).ok() == Some(last.seq + acts)
        && lost == 0;
    Ok(Passed { engine, travellers: rushed.departed, acts, seconds, took: rushed.took, bytes: 0, is_sound })
}

/// Copies a folder with all that is in it; what is one user's alone stays so.
fn copy_all(from: &Path, to: &Path) -> Result<(), Trouble> {
    std::fs::create_dir_all(to).map_err(app::Error::File)?;
    std::fs::set_permissions(to, std::fs::metadata(from).map_err(app::Error::File)?.permissions())
        .map_err(app::Error::File)?;
    for entry in std::fs::read_dir(from).map_err(app::Error::File)? {
        let entry = entry.map_err(app::Error::File)?;
        let beside = to.join(entry.file_name());
        if entry.file_type().map_err(app::Error::File)?.is_dir() {
            copy_all(&entry.path(), &beside)?;
        } else {
            std::fs::copy(entry.path(), beside).map_err(app::Error::File)?;
        }
    }
    Ok(())
}
