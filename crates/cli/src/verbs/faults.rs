//! `faults`: what power cuts do. A worker process sends commands and says what was acknowledged; it is killed wherever it
//! stands; then every acknowledged command gives its same answer again, and nothing is half written.

use std::io::{BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{ChildStdout, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use app::{Demonstration, Specimens, Traffic, Turn, Workstation, home};
use contract::Performed;
use serde::{Deserialize, Serialize};
use serde_json::json;
use storage_postgres::TrialDatabase;

use crate::Call;
use crate::answer::{Answer, Exit, Trouble};

/// How often the worker is killed where nothing else is said.
const KILLS: u32 = 200;

/// The journal is verified from its first act after so many kills, and after the last.
const VERIFIED_EVERY: u32 = 20;

/// How many crossings are open at a time.
const STANDING: usize = 12;

/// The variable that names a PostgreSQL server for trials; `cargo xtask faults` starts one.
const SERVER: &str = "OSBP_TEST_POSTGRES";

/// Tries, or lists what can be tried.
pub async fn run(call: &Call, name: Option<&str>, count: Option<u32>) -> Result<Answer, Trouble> {
    match name {
        None => call.output.say(&json!({ "trials": ["kill"] }), || {
            format!(
                "kill       kill -9 of a process that works through the post, {KILLS} times (--count) on SQLite, and on \
                 PostgreSQL where {SERVER} names a server"
            )
        }),
        Some("kill") => kill(call, count.unwrap_or(KILLS)).await,
        Some("worker") => worker(call).await,
        Some(other) => Err(Trouble::usage(&format!("no trial is called '{other}'; without a name they are listed"))),
    }
}

/// What the worker says of a command: that it is sent now, and what was answered.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Said {
    /// Before it is sent.
    Sending(Turn),
    /// After the answer.
    Done(Performed),
    /// It was refused, or there was nothing to do.
    Nothing,
}

/// What came of the kills on one engine.
#[derive(Debug, Default, Serialize)]
struct Losses {
    engine: &'static str,
    kills: u32,
    /// Kills while the worker had a command under way.
    in_command: u32,
    /// Of those, how many commands turned out to have been kept.
    kept: u32,
    acknowledged: usize,
    acts: i64,
    seconds: f64,
    /// Acknowledged commands that gave another answer, or none, when they were sent again.
    lost: u32,
    /// Crossings whose plain rows were not what the journal says.
    torn: u32,
    /// Verifications of the journal that did not hold.
    broken: u32,
}

async fn kill(call: &Call, count: u32) -> Result<Answer, Trouble> {
    let folder = home().join("faults").join(app::Clock::default().new_id().to_string());
    std::fs::create_dir_all(&folder).map_err(app::Error::File)?;
    let mut found = Vec::new();
    let file = folder.join("post.osbp").to_string_lossy().into_owned();
    found.push(kills("SQLite", &file, &folder, count).await?);
    match std::env::var(SERVER) {
        Ok(server) => {
            let database = TrialDatabase::make(&server).await?;
            let losses = kills("PostgreSQL", database.url(), &folder, count).await;
            database.discard().await?;
            found.push(losses?);
        }
        Err(_) => eprintln!("PostgreSQL is left out: {SERVER} names no server"),
    }
    // What can't be cleared away is only in the way.
    let _left = std::fs::remove_dir_all(&folder);
    let is_sound = found.iter().all(|one| (one.lost, one.torn, one.broken) == (0, 0, 0));
    let exit = if is_sound { Exit::Done } else { Exit::No };
    call.output.say_with(&json!({ "trial": "kill", "sound": is_sound, "engines": found }), || table(&found), exit)
}

fn table(found: &[Losses]) -> String {
    let head = format!(
        "{:<11} {:>6} {:>11} {:>9} {:>13} {:>7} {:>8} {:>6} {:>6} {:>8}",
        "engine", "kills", "in command", "kept", "acknowledged", "acts", "seconds", "lost", "torn", "broken"
    );
    let line = |one: &Losses| {
        format!(
            "{:<11} {:>6} {:>11} {:>9} {:>13} {:>7} {:>8.1} {:>6} {:>6} {:>8}",
            one.engine,
            one.kills,
            one.in_command,
            one.kept,
            one.acknowledged,
            one.acts,
            one.seconds,
            one.lost,
            one.torn,
            one.broken
        )
    };
    std::iter::once(head).chain(found.iter().map(line)).collect::<Vec<_>>().join("\n")
}

/// Kills a worker on the post at `address` so many times, and looks after each kill what it left.
async fn kills(engine: &'static str, address: &str, folder: &Path, count: u32) -> Result<Losses, Trouble> {
    let began = Instant::now();
    let home = folder.join(engine);
    let post = Demonstration { seed: 3, referral_permille: 20 }.found(address, &home).await?;
    // The same officers as the worker's: whoever was not answered sends his command again.
    let officers = Traffic::begin(&post, 1).await?;
    let mut losses = Losses { engine, kills: count, ..Losses::default() };
    let mut chance = Specimens::new(5)?;
    let mut acknowledged: Vec<(Turn, Performed)> = Vec::new();
    let mut seen = post.store().head().await?.seq;
    for kill in 1..=count {
        // One in eight dies while it opens the post; the others in the middle of their work.
        let is_early = chance.below(8) == 0;
        let after = Duration::from_micros(chance.below(if is_early { 60_000 } else { 120_000 }));
        let heard = work_and_kill(address, &home, is_early, after)?;
        let first_new = acknowledged.len();
        acknowledged.extend(heard.done);
        for (turn, performed) in acknowledged.iter().skip(first_new) {
            let is_there = head_of(&post).await? >= performed.seq.into_iter().max().unwrap_or_default();
            losses.lost += u32::from(!is_there || officers.send(turn).await.ok().flatten().as_ref() != Some(performed));
        }
        if let Some(turn) = heard.under_way {
            losses.in_command += 1;
            losses.kept += u32::from(post.store().command(turn.key()).await?.is_some());
            // Nobody knows what became of it, so it is sent again: it happens once, or it is refused.
            if let Some(performed) = answered(officers.send(&turn).await)? {
                acknowledged.push((turn, performed));
            }
        }
        losses.torn += u32::try_from(app::projections_that_differ(&post, seen).await?.len()).unwrap_or(u32::MAX);
        seen = head_of(&post).await?;
        if kill.is_multiple_of(VERIFIED_EVERY) || kill == count {
            losses.broken += u32::from(!app::verify(post.store()).await?.is_ok());
        }
        eprint!("\r{engine}: {kill} of {count} kills, {} commands acknowledged, {seen} acts …", acknowledged.len());
    }
    eprintln!();
    for (turn, performed) in &acknowledged {
        losses.lost += u32::from(officers.send(turn).await.ok().flatten().as_ref() != Some(performed));
    }
    losses.torn += u32::try_from(app::projections_that_differ(&post, 0).await?.len()).unwrap_or(u32::MAX);
    losses.lost += u32::from(head_of(&post).await? != seen);
    losses.acknowledged = acknowledged.len();
    losses.acts = seen;
    losses.seconds = began.elapsed().as_secs_f64();
    post.store().close().await;
    Ok(losses)
}

async fn head_of(post: &Arc<Workstation>) -> Result<i64, Trouble> {
    Ok(post.store().head().await?.seq)
}

/// What the worker said before it was killed.
#[derive(Debug, Default)]
struct Heard {
    done: Vec<(Turn, Performed)>,
    under_way: Option<Turn>,
}

/// Starts a worker and kills it: after its first command was acknowledged, or early, wherever it stands then.
fn work_and_kill(address: &str, home: &Path, is_early: bool, after: Duration) -> Result<Heard, Trouble> {
    let program = std::env::current_exe().map_err(app::Error::File)?;
    let mut worker = Command::new(program)
        .args(["faults", "worker", "--db", address])
        .env("OSBP_HOME", PathBuf::from(home))
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(app::Error::File)?;
    let mut heard = Heard::default();
    let stdout = worker.stdout.take();
    let mut lines = stdout.map(BufReader::new).map(std::io::BufRead::lines);
    if !is_early && let Some(lines) = &mut lines {
        while heard.done.is_empty() && hear(lines, &mut heard) {}
    }
    std::thread::sleep(after);
    worker.kill().map_err(app::Error::File)?;
    // What stood in the pipe when it was killed was said, too.
    if let Some(lines) = &mut lines {
        while hear(lines, &mut heard) {}
    }
    worker.wait().map_err(app::Error::File)?;
    Ok(heard)
}

/// Hears one line of the worker; `false` when it has said all.
fn hear(lines: &mut std::io::Lines<BufReader<ChildStdout>>, heard: &mut Heard) -> bool {
    let Some(Ok(line)) = lines.next() else { return false };
    // A line that the kill cut in two says nothing.
    match serde_json::from_str(&line) {
        Ok(Said::Sending(turn)) => heard.under_way = Some(turn),
        Ok(Said::Done(performed)) => heard.done.extend(heard.under_way.take().map(|turn| (turn, performed))),
        Ok(Said::Nothing) => heard.under_way = None,
        Err(_) => {}
    }
    true
}

/// Sends commands for ever, and says of each that it is under way and what was answered.
async fn worker(call: &Call) -> Result<Answer, Trouble> {
    let address = call.db.as_deref().ok_or_else(|| Trouble::usage("a worker needs --db"))?;
    let post = Workstation::open(address, &home()).await?;
    let mut traffic = Traffic::begin(&post, u64::from(std::process::id())).await?;
    loop {
        // A long queue would only make the next worker slow to begin.
        let has_room = post.open_crossings() < STANDING;
        let next = if has_room { traffic.next_arrival() } else { traffic.next_turn().await? };
        let Some(next) = next else { continue };
        say(&Said::Sending(next.clone()))?;
        match answered(traffic.send(&next).await)? {
            Some(performed) => say(&Said::Done(performed))?,
            None => say(&Said::Nothing)?,
        }
    }
}

fn say(said: &Said) -> Result<(), Trouble> {
    let text = serde_json::to_string(said).map_err(app::Error::from)?;
    let mut out = std::io::stdout().lock();
    writeln!(out, "{text}").and_then(|()| out.flush()).map_err(app::Error::File)?;
    Ok(())
}

/// A refusal is an answer: nothing was done.
fn answered(answer: Result<Option<Performed>, app::Error>) -> Result<Option<Performed>, Trouble> {
    match answer {
        Ok(performed) => Ok(performed),
        Err(app::Error::Refused(_) | app::Error::Stale | app::Error::NotFound) => Ok(None),
        Err(other) => Err(other.into()),
    }
}
