//! `faults server`: the server is killed with many workstations at work, and started again. Nobody at a desk does anything about it.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use app::{Specimens, Station};
use contract::Performed;
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
const STATIONS: usize = 100;

/// How many programs they share, each with the fold and the connections of its share.
const PROGRAMS: usize = 20;

/// How long the desks may take to go on once the server is there again.
const PATIENCE: Duration = Duration::from_secs(120);

/// What came of a server that was killed again and again.
#[derive(Debug, Default, Serialize)]
struct Killed {
    /// Workstations at work.
    workstations: usize,
    /// How often it was killed.
    kills: u32,
    /// Commands that were acknowledged meanwhile.
    acknowledged: usize,
    /// The longest time from the server's start to the next acknowledgement, in seconds.
    back_within: f64,
    /// The longest that a command took, in seconds.
    longest: f64,
    /// Acknowledged commands that are not in the journal as they were acknowledged.
    lost: u32,
    /// Acts in the journal that nobody was told of, or that stand there twice.
    twice: i64,
    /// Verifications of the journal that did not hold.
    broken: u32,
}

/// Kills the server so many times.
pub async fn run(call: &Call, count: u32) -> Result<Answer, Trouble> {
    let folder = Folder::make()?;
    let killed = kill(folder.path(), count).await?;
    let is_sound = (killed.lost, killed.twice, killed.broken) == (0, 0, 0);
    let exit = if is_sound { Exit::Done } else { Exit::No };
    call.output.say_with(&json!({ "trial": "server", "sound": is_sound, "server": killed }), || table(&killed), exit)
}

async fn kill(folder: &Path, count: u32) -> Result<Killed, Trouble> {
    let server = Arc::new(TrialServer::start(&[]).map_err(app::Error::File)?);
    let database = TrialDatabase::make_owned(&server.url()).await?;
    let (stations, programs) = (number("OSBP_BENCH_STATIONS", STATIONS), number("OSBP_BENCH_PROGRAMS", PROGRAMS));
    let hall = Hall::open(&database.owners_url(), folder, stations, programs, 0).await?;
    let post = Arc::clone(hall.founder());
    let before = post.store().head().await?.seq;
    let (is_over, answers) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicUsize::new(0)));
    let mut desks = JoinSet::new();
    for station in &hall.stations {
        desks.spawn(works(Arc::clone(station), Arc::clone(&is_over), Arc::clone(&answers)));
    }
    let mut killed = Killed { workstations: hall.stations.len(), kills: count, ..Killed::default() };
    let mut chance = Specimens::new(5)?;
    for number in 1..=count {
        tokio::time::sleep(Duration::from_millis(500 + chance.below(2_500))).await;
        let away = Duration::from_millis(chance.below(4_000));
        let restarted = Arc::clone(&server);
        // It waits for processes: the desks go on meanwhile.
        let restart = move || {
            restarted.kill()?;
            std::thread::sleep(away);
            restarted.start_again()
        };
        let done = tokio::task::spawn_blocking(restart).await;
        done.map_err(|_| app::Error::Fault("a restart broke off"))?.map_err(app::Error::File)?;
        let (back, seen) = (Instant::now(), answers.load(Ordering::Relaxed));
        while answers.load(Ordering::Relaxed) == seen {
            if back.elapsed() > PATIENCE {
                return Err(Trouble::usage("the desks do not go on"));
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        killed.back_within = killed.back_within.max(back.elapsed().as_secs_f64());
        eprint!("\rthe server was killed {number} times of {count} …");
    }
    eprintln!();
    is_over.store(true, Ordering::Relaxed);
    let mut acts = 0;
    while let Some(desk) = desks.join_next().await {
        let desk = desk.map_err(|_| app::Error::Fault("a desk broke off"))??;
        killed.longest = killed.longest.max(desk.longest.as_secs_f64());
        killed.acknowledged += desk.acknowledged.len();
        for performed in desk.acknowledged {
            let [first, last] = performed.seq;
            acts += last - first + 1;
            killed.lost += u32::from(!keeps(&post, &performed).await?);
        }
    }
    killed.twice = post.store().head().await?.seq - before - acts;
    killed.broken = u32::from(!app::verify(post.store()).await?.is_ok());
    hall.close().await;
    Ok(killed)
}

/// What one desk was answered.
#[derive(Default)]
struct Desk {
    acknowledged: Vec<Performed>,
    longest: Duration,
}

/// Claims and gives back until it is over; what was not answered is sent again.
async fn works(station: Arc<Station>, is_over: Arc<AtomicBool>, answers: Arc<AtomicUsize>) -> Result<Desk, Trouble> {
    let mut desk = Desk::default();
    while !is_over.load(Ordering::Relaxed) {
        let (turn, begun) = (station.next_turn(), Instant::now());
        let answer = loop {
            match station.send(&turn).await {
                Err(error) if is_sent_again(&error, begun) => tokio::time::sleep(BETWEEN).await,
                answer => break answered(answer)?,
            }
        };
        if let Some(performed) = answer {
            desk.acknowledged.push(performed);
            answers.fetch_add(1, Ordering::Relaxed);
        }
        desk.longest = desk.longest.max(begun.elapsed());
    }
    Ok(desk)
}

/// Returns the lines of a table.
fn table(killed: &Killed) -> String {
    let head = format!(
        "{:>12} {:>6} {:>13} {:>15} {:>11} {:>6} {:>6} {:>7}",
        "workstations", "kills", "acknowledged", "back within, s", "longest, s", "lost", "twice", "broken"
    );
    let line = format!(
        "{:>12} {:>6} {:>13} {:>15.1} {:>11.1} {:>6} {:>6} {:>7}",
        killed.workstations,
        killed.kills,
        killed.acknowledged,
        killed.back_within,
        killed.longest,
        killed.lost,
        killed.twice,
        killed.broken
    );
    format!("{head}\n{line}")
}
