//! `memory`: a worker in less memory than it needs. It says so or breaks off, at whatever it does just then; nothing that it
//! acknowledged is lost, and with memory again work goes on.

use std::time::Duration;

use app::Specimens;
use serde::Serialize;
use serde_json::json;

use super::aftermath::{Aftermath, Losses};
use super::worker::{Until, work};
use super::{Folder, on_each_engine};
use crate::Call;
use crate::answer::{Answer, Exit, Trouble};

/// Less address space than this does not even start a program, in bytes.
const LEAST: u64 = 8 << 20;

/// In so much there is never too little.
const ENOUGH: u64 = 4 << 30;

/// How long a worker works that has enough.
const LASTS: Duration = Duration::from_millis(400);

/// What came of it on one engine.
#[derive(Debug, Serialize)]
struct Starved {
    engine: &'static str,
    workers: u32,
    /// Those that ended by themselves before they had done anything.
    at_start: u32,
    /// Those that ended by themselves in the middle of their work.
    at_work: u32,
    /// Those that neither worked nor ended, as a thread that could not be started leaves others waiting: somebody has to end them.
    hung: u32,
    /// Those that went on until they were killed.
    lasted: u32,
    /// The least memory in which one lasted, in MiB of address space.
    lasted_in_mib: u64,
    #[serde(flatten)]
    losses: Losses,
}

/// Starves workers.
pub async fn run(call: &Call, count: u32) -> Result<Answer, Trouble> {
    let folder = Folder::make()?;
    let found = on_each_engine(&folder, async |engine, address| starved(engine, address, &folder, count).await).await?;
    let is_sound = found.iter().all(|one| one.losses.is_sound());
    let exit = if is_sound { Exit::Done } else { Exit::No };
    call.output.say_with(&json!({ "trial": "memory", "sound": is_sound, "engines": found }), || table(&found), exit)
}

fn table(found: &[Starved]) -> String {
    let head = format!(
        "{:<11} {:>8} {:>9} {:>8} {:>5} {:>7} {:>7} {:>13} {:>7} {:>6} {:>6} {:>8}",
        "engine",
        "workers",
        "at start",
        "at work",
        "hung",
        "lasted",
        "in MiB",
        "acknowledged",
        "acts",
        "lost",
        "torn",
        "broken"
    );
    let line = |one: &Starved| {
        let Losses { acknowledged, acts, lost, torn, broken, .. } = &one.losses;
        format!(
            "{:<11} {:>8} {:>9} {:>8} {:>5} {:>7} {:>7} {acknowledged:>13} {acts:>7} {lost:>6} {torn:>6} {broken:>8}",
            one.engine, one.workers, one.at_start, one.at_work, one.hung, one.lasted, one.lasted_in_mib,
        )
    };
    std::iter::once(head).chain(found.iter().map(line)).collect::<Vec<_>>().join("\n")
}

async fn starved(engine: &'static str, address: &str, folder: &Folder, count: u32) -> Result<Starved, Trouble> {
    let home = folder.path().join(engine);
    let mut aftermath = Aftermath::begin(address, &home).await?;
    let mut chance = Specimens::new(6)?;
    let (mut at_start, mut at_work, mut hung, mut lasted) = (0, 0, 0, 0);
    // Between too little to start and enough to last is where it gets interesting: the bounds close in on it.
    let (mut too_little, mut enough) = (LEAST, ENOUGH);
    for worker in 1..=count {
        let below = too_little - too_little / 8;
        let memory = below + chance.below(enough.saturating_sub(below).max(1));
        let heard = work(address, &home, Until::Working(LASTS), Some(memory))?;
        let was_killed = std::os::unix::process::ExitStatusExt::signal(&heard.ended) == Some(KILLED);
        match (was_killed, heard.done.is_empty()) {
            _ if heard.was_silent => hung += 1,
            (true, _) => {
                lasted += 1;
                enough = enough.min(memory);
            }
            (false, true) => {
                at_start += 1;
                too_little = too_little.max(memory).min(enough);
            }
            (false, false) => at_work += 1,
        }
        aftermath.look(heard).await?;
        eprint!("\r{engine}: {worker} of {count} workers, {} …", aftermath.so_far());
    }
    eprintln!();
    let losses = aftermath.end().await?;
    let lasted_in_mib = enough >> 20;
    Ok(Starved { engine, workers: count, at_start, at_work, hung, lasted, lasted_in_mib, losses })
}

/// The signal that ends whoever has gone on until then.
const KILLED: i32 = 9;
