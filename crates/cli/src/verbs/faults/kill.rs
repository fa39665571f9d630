//! `kill`: what power cuts do. A worker sends commands and says what was acknowledged; it is killed wherever it stands.

use std::time::{Duration, Instant};

use app::Specimens;
use serde::Serialize;
use serde_json::json;

use super::aftermath::{Aftermath, Losses};
use super::worker::{Until, work};
use super::{Folder, on_each_engine};
use crate::Call;
use crate::answer::{Answer, Exit, Trouble};

/// The journal is verified from its first act after so many kills, and after the last.
const VERIFIED_EVERY: u32 = 20;

/// What came of the kills on one engine.
#[derive(Debug, Serialize)]
struct Kills {
    engine: &'static str,
    kills: u32,
    seconds: f64,
    #[serde(flatten)]
    losses: Losses,
}

/// Kills workers.
pub async fn run(call: &Call, count: u32) -> Result<Answer, Trouble> {
    let folder = Folder::make()?;
    let found = on_each_engine(&folder, async |engine, address| kills(engine, address, &folder, count).await).await?;
    let is_sound = found.iter().all(|one| one.losses.is_sound());
    let exit = if is_sound { Exit::Done } else { Exit::No };
    call.output.say_with(&json!({ "trial": "kill", "sound": is_sound, "engines": found }), || table(&found), exit)
}

fn table(found: &[Kills]) -> String {
    let head = format!(
        "{:<11} {:>6} {:>11} {:>9} {:>13} {:>7} {:>8} {:>6} {:>6} {:>8}",
        "engine", "kills", "in command", "kept", "acknowledged", "acts", "seconds", "lost", "torn", "broken"
    );
    let line = |one: &Kills| {
        let Losses { in_command, kept, acknowledged, acts, lost, torn, broken } = &one.losses;
        format!(
            "{:<11} {:>6} {in_command:>11} {kept:>9} {acknowledged:>13} {acts:>7} {:>8.1} {lost:>6} {torn:>6} {broken:>8}",
            one.engine, one.kills, one.seconds,
        )
    };
    std::iter::once(head).chain(found.iter().map(line)).collect::<Vec<_>>().join("\n")
}

/// Kills a worker on the post at `address` so many times, and looks after each kill what it left.
async fn kills(engine: &'static str, address: &str, folder: &Folder, count: u32) -> Result<Kills, Trouble> {
    let began = Instant::now();
    let home = folder.path().join(engine);
    let mut aftermath = Aftermath::begin(address, &home).await?;
    let mut chance = Specimens::new(5)?;
    for kill in 1..=count {
        // One in eight dies while it opens the post; the others in the middle of their work.
        let until = if chance.below(8) == 0 {
            Until::Started(Duration::from_micros(chance.below(60_000)))
        } else {
            Until::Working(Duration::from_micros(chance.below(120_000)))
        };
        aftermath.look(work(address, &home, until, None)?).await?;
        if kill.is_multiple_of(VERIFIED_EVERY) {
            aftermath.verify().await?;
        }
        eprint!("\r{engine}: {kill} of {count} kills, {} …", aftermath.so_far());
    }
    eprintln!();
    let losses = aftermath.end().await?;
    Ok(Kills { engine, kills: count, seconds: began.elapsed().as_secs_f64(), losses })
}
