//! `faults full`: the disk of the server is full while desks work, and is freed. Whoever runs the server frees it and starts it if it
//! ended; nobody at a desk does anything about it.

use std::collections::BTreeMap;
use std::fs::OpenOptions;
use std::io::{ErrorKind, Write as _};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use app::Station;
use contract::{FailureCode, Performed};
use serde::Serialize;
use serde_json::json;
use storage_postgres::{TrialDatabase, TrialServer};
use tokio::task::JoinSet;

use super::line::{BETWEEN, is_sent_again};
use super::worker::answered;
use super::{Folder, keeps};
use crate::Call;
use crate::answer::{Answer, Exit, Trouble};
use crate::verbs::bench::{Hall, number};

/// How many workstations work, unless it is said otherwise.
const STATIONS: usize = 12;

/// How many programs they share.
const PROGRAMS: usize = 4;

/// How large the server's disk is, in megabytes: an empty server takes 40, a post at its beginning 20, its log 16.
const DISK: u32 = 192;

/// What keeps the log within that.
const SETTINGS: [&str; 3] = ["max_wal_size = 16MB", "min_wal_size = 2MB", "checkpoint_timeout = 30s"];

/// How long the desks work before the disk is filled.
const WHOLE: Duration = Duration::from_secs(3);

/// For how long it is full: until the pieces of the log that were there are used up, too.
const FULL: Duration = Duration::from_secs(20);

/// How often what became free meanwhile is filled.
const GLANCE: Duration = Duration::from_millis(100);

/// How long the desks may take to go on once there is room again.
const PATIENCE: Duration = Duration::from_secs(120);

/// What is written at once to fill it.
static PIECE: [u8; 1 << 16] = [0; 1 << 16];

/// What a disk that is full may be told as.
const TELLING: [FailureCode; 4] =
    [FailureCode::Full, FailureCode::ReadOnly, FailureCode::Unavailable, FailureCode::OutcomeUnknown];

/// What came of a disk that was filled again and again.
#[derive(Debug, Default, Serialize)]
struct Filled {
    /// Workstations at work.
    workstations: usize,
    /// How often it was filled.
    filled: u32,
    /// How often some desk was told so.
    noticed: u32,
    /// How often the server ended over it and was started by hand.
    ended: u32,
    /// What desks were told instead of an answer, and how often.
    told: BTreeMap<FailureCode, u32>,
    /// Commands that were acknowledged meanwhile.
    acknowledged: usize,
    /// Of those, how many while it was full.
    while_full: usize,
    /// The longest time from the room to the next acknowledgement, in seconds.
    back_within: f64,
    /// The longest that a command took, in seconds.
    longest: f64,
    /// Acknowledged commands that are not in the journal as they were acknowledged.
    lost: u32,
    /// Acts in the journal that nobody was told of, of which it was said that they were not done, or that stand there twice.
    twice: i64,
    /// Verifications of the journal that did not hold.
    broken: u32,
}

/// What the desks were answered so far, all of them together.
#[derive(Debug, Default)]
struct Counts {
    acknowledged: AtomicUsize,
    told: AtomicUsize,
}

/// Fills the disk so many times.
pub async fn run(call: &Call, count: u32) -> Result<Answer, Trouble> {
    let folder = Folder::make()?;
    let filled = fill_and_free(folder.path(), count).await?;
    let is_tried = filled.noticed == count;
    let is_sound = is_tried && (filled.lost, filled.twice, filled.broken) == (0, 0, 0);
    let exit = if is_sound { Exit::Done } else { Exit::No };
    call.output.say_with(&json!({ "trial": "full", "sound": is_sound, "full": filled }), || table(&filled), exit)
}

async fn fill_and_free(folder: &Path, count: u32) -> Result<Filled, Trouble> {
    let server = TrialServer::start_on_disk(DISK, &SETTINGS).map_err(app::Error::File)?;
    let server = Arc::new(server.ok_or_else(|| Trouble::usage("this user may not mount a disk (mount -t tmpfs)"))?);
    let filling = server.data().join("filling");
    let database = TrialDatabase::make_owned(&server.url()).await?;
    let (stations, programs) = (number("OSBP_BENCH_STATIONS", STATIONS), number("OSBP_BENCH_PROGRAMS", PROGRAMS));
    let hall = Hall::open(&database.owners_url(), folder, stations, programs, 0).await?;
    let post = Arc::clone(hall.founder());
    let before = post.store().head().await?.seq;
    let (is_over, counts) = (Arc::new(AtomicBool::new(false)), Arc::new(Counts::default()));
    let mut desks = JoinSet::new();
    for station in &hall.stations {
        desks.spawn(works(Arc::clone(station), Arc::clone(&is_over), Arc::clone(&counts)));
    }
    let mut filled = Filled { workstations: hall.stations.len(), filled: count, ..Filled::default() };
    for number in 1..=count {
        tokio::time::sleep(WHOLE).await;
        fill(&filling)?;
        let (begun, mut has_ended) = (Instant::now(), false);
        let (told, seen) = (counts.told.load(Ordering::Relaxed), counts.acknowledged.load(Ordering::Relaxed));
        while begun.elapsed() < FULL {
            tokio::time::sleep(GLANCE).await;
            fill(&filling)?;
            has_ended |= !server.runs();
        }
        filled.noticed += u32::from(counts.told.load(Ordering::Relaxed) > told);
        filled.while_full += counts.acknowledged.load(Ordering::Relaxed) - seen;
        std::fs::remove_file(&filling).map_err(app::Error::File)?;
        let (back, seen) = (Instant::now(), counts.acknowledged.load(Ordering::Relaxed));
        while counts.acknowledged.load(Ordering::Relaxed) == seen {
            if back.elapsed() > PATIENCE {
                // One that broke off says why.
                while let Some(Ok(desk)) = desks.try_join_next() {
                    desk?;
                }
                return Err(Trouble::usage("the desks do not go on"));
            }
            if !server.runs() {
                has_ended = true;
                let ended = Arc::clone(&server);
                // It waits for processes: the desks go on meanwhile.
                let started = tokio::task::spawn_blocking(move || ended.start_again()).await;
                started.map_err(|_| app::Error::Fault("a start broke off"))?.map_err(app::Error::File)?;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        filled.ended += u32::from(has_ended);
        filled.back_within = filled.back_within.max(back.elapsed().as_secs_f64());
        eprint!("\rthe disk was filled {number} times of {count} …");
    }
    eprintln!();
    is_over.store(true, Ordering::Relaxed);
    let mut acts = 0;
    while let Some(desk) = desks.join_next().await {
        let desk = desk.map_err(|_| app::Error::Fault("a desk broke off"))??;
        filled.longest = filled.longest.max(desk.longest.as_secs_f64());
        filled.acknowledged += desk.acknowledged.len();
        for (code, times) in desk.told {
            *filled.told.entry(code).or_default() += times;
        }
        for performed in desk.acknowledged {
            let [first, last] = performed.seq;
            acts += last - first + 1;
            filled.lost += u32::from(!keeps(&post, &performed).await?);
        }
    }
    filled.twice = post.store().head().await?.seq - before - acts;
    filled.broken = u32::from(!app::verify(post.store()).await?.is_ok());
    hall.close().await;
    Ok(filled)
}

/// Fills what is free on the disk.
fn fill(file: &Path) -> Result<(), Trouble> {
    let mut filling = OpenOptions::new().create(true).append(true).open(file).map_err(app::Error::File)?;
    // Sixteen pieces are a megabyte: more than the whole disk is never written.
    for _ in 0..=DISK * 16 {
        match filling.write_all(&PIECE) {
            Ok(()) => {}
            Err(error) if error.kind() == ErrorKind::StorageFull => return Ok(()),
            Err(error) => return Err(app::Error::File(error).into()),
        }
    }
    Err(app::Error::Fault("the disk takes more than it holds").into())
}

/// What one desk was answered.
#[derive(Default)]
struct Desk {
    acknowledged: Vec<Performed>,
    told: BTreeMap<FailureCode, u32>,
    longest: Duration,
}

/// Claims and gives back until it is over. What may pass, or nobody knows the outcome of, is sent again under its key. What found no
/// room is not: it was told as not done, and must not turn up.
async fn works(station: Arc<Station>, is_over: Arc<AtomicBool>, counts: Arc<Counts>) -> Result<Desk, Trouble> {
    let mut desk = Desk::default();
    while !is_over.load(Ordering::Relaxed) {
        let (turn, begun, mut is_known) = (station.next_turn(), Instant::now(), true);
        let answer = loop {
            let error = match station.send(&turn).await {
                Err(error) if is_no_room(&error) || is_sent_again(&error, begun) => error,
                answer => break answered(answer)?,
            };
            *desk.told.entry(error.code()).or_default() += 1;
            counts.told.fetch_add(usize::from(TELLING.contains(&error.code())), Ordering::Relaxed);
            is_known &= error.code() != FailureCode::OutcomeUnknown;
            tokio::time::sleep(BETWEEN).await;
            if is_known && is_no_room(&error) {
                break None;
            }
        };
        if let Some(performed) = answer {
            desk.acknowledged.push(performed);
            counts.acknowledged.fetch_add(1, Ordering::Relaxed);
        }
        desk.longest = desk.longest.max(begun.elapsed());
    }
    Ok(desk)
}

/// Says whether the server answered that it can't write: the command was not done.
fn is_no_room(error: &app::Error) -> bool {
    matches!(error.code(), FailureCode::Full | FailureCode::ReadOnly)
}

/// Returns the lines of a table.
fn table(filled: &Filled) -> String {
    let head = format!(
        "{:>12} {:>6} {:>7} {:>5} {:>13} {:>10} {:>15} {:>11} {:>6} {:>6} {:>7}",
        "workstations",
        "filled",
        "noticed",
        "ended",
        "acknowledged",
        "while full",
        "back within, s",
        "longest, s",
        "lost",
        "twice",
        "broken"
    );
    let line = format!(
        "{:>12} {:>6} {:>7} {:>5} {:>13} {:>10} {:>15.1} {:>11.1} {:>6} {:>6} {:>7}",
        filled.workstations,
        filled.filled,
        filled.noticed,
        filled.ended,
        filled.acknowledged,
        filled.while_full,
        filled.back_within,
        filled.longest,
        filled.lost,
        filled.twice,
        filled.broken
    );
    let told = filled.told.iter().map(|(code, times)| {
        let words = format!("told {code:?}");
        format!("{words:<20} {times:>6}")
    });
    [head, line].into_iter().chain(told).collect::<Vec<_>>().join("\n")
}
