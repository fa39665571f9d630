//! `faults`: what power cuts do. A worker process acts and says what was acknowledged; it is killed in the middle; the
//! post is opened again and must have every acknowledged act and a journal that verifies.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use app::{Demonstration, Specimens, Traffic, Workstation, home};
use serde_json::json;

use crate::Call;
use crate::answer::{Answer, Exit, Trouble};

/// How often the worker is killed where nothing else is said.
const KILLS: u32 = 200;

/// Tries, or lists what can be tried.
pub async fn run(call: &Call, name: Option<&str>, count: Option<u32>) -> Result<Answer, Trouble> {
    match name {
        None => call.output.say(&json!({ "trials": ["kill"] }), || {
            format!("kill       kill -9 in the middle of commits, {KILLS} times (--count)")
        }),
        Some("kill") => kill(call, count.unwrap_or(KILLS)).await,
        Some("worker") => worker(call).await,
        Some(other) => Err(Trouble::usage(&format!("no trial is called '{other}'; without a name they are listed"))),
    }
}

async fn kill(call: &Call, count: u32) -> Result<Answer, Trouble> {
    let clock = app::Clock::default();
    let folder = home().join("faults").join(clock.new_id().to_string());
    let address = match &call.db {
        Some(address) => address.clone(),
        None => {
            std::fs::create_dir_all(&folder).map_err(app::Error::File)?;
            folder.join("post.osbp").to_string_lossy().into_owned()
        }
    };
    let made = Demonstration { seed: 3, referral_permille: 20 }.found(&address, &home()).await?;
    made.store().close().await;
    drop(made);
    let mut chance = Specimens::new(5)?;
    let mut acknowledged = 0_i64;
    let mut lost = 0_u32;
    let mut broken = 0_u32;
    for turn in 1..=count {
        let said = work_and_kill(&address, Duration::from_micros(200 + chance.below(120_000)))?;
        acknowledged = acknowledged.max(said);
        let post = Workstation::open(&address, &home()).await?;
        let head = post.store().head().await?.seq;
        if head < acknowledged {
            lost += 1;
        }
        // The whole journal at the end and every twentieth time; its head every time.
        if (turn.is_multiple_of(20) || turn == count) && !app::verify(post.store()).await?.is_ok() {
            broken += 1;
        }
        post.store().close().await;
        eprint!("\r{turn} of {count} kills, {head} acts …");
    }
    eprintln!();
    let _left = std::fs::remove_dir_all(&folder);
    let exit = if lost == 0 && broken == 0 { Exit::Done } else { Exit::No };
    let value = json!({ "kills": count, "acknowledged": acknowledged, "lost": lost, "broken": broken });
    call.output.say_with(
        &value,
        || format!("{count} kills, {acknowledged} acts acknowledged: {lost} times acts were lost, {broken} times the journal did not verify"),
        exit,
    )
}

/// Starts a worker, waits for its first acknowledged act, kills it a little later, returns the last act it had
/// acknowledged.
fn work_and_kill(address: &str, after: Duration) -> Result<i64, Trouble> {
    let program = std::env::current_exe().map_err(app::Error::File)?;
    let mut worker = Command::new(program)
        .args(["faults", "worker", "--db", address])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(app::Error::File)?;
    let mut last = 0;
    if let Some(stdout) = worker.stdout.take() {
        let mut lines = BufReader::new(stdout).lines();
        if let Some(Ok(line)) = lines.next() {
            last = line.trim().parse().unwrap_or(0);
        }
        std::thread::sleep(after);
        worker.kill().map_err(app::Error::File)?;
        // What stood in the pipe when it was killed was acknowledged.
        for line in lines.map_while(Result::ok) {
            last = line.trim().parse().unwrap_or(last);
        }
    }
    worker.wait().map_err(app::Error::File)?;
    Ok(last)
}

/// Acts for ever and says after each commit up to which number the journal has been acknowledged.
async fn worker(call: &Call) -> Result<Answer, Trouble> {
    let address = call.db.as_deref().ok_or_else(|| Trouble::usage("a worker needs --db"))?;
    if !app::is_postgres(address) && !Path::new(address).exists() {
        return Err(app::Error::NotFound.into());
    }
    let post = Workstation::open(address, &home()).await?;
    let mut traffic = Traffic::begin(&post, u64::from(std::process::id())).await?;
    let mut turn = 0_u64;
    loop {
        let did = if turn.is_multiple_of(7) { traffic.arrive().await? } else { traffic.work().await? };
        turn += 1;
        if did {
            let seq = post.catch_up().await?;
            let mut out = std::io::stdout().lock();
            if writeln!(out, "{seq}").and_then(|()| out.flush()).is_err() {
                return Ok(Answer::Said(Exit::Done));
            }
        }
    }
}
