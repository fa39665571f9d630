//! A process that works through a post and says what it was answered, to be ended wherever it stands.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use app::{Traffic, Turn, Workstation, home};
use contract::Performed;
use serde::{Deserialize, Serialize};

use crate::Call;
use crate::answer::{Answer, Trouble};

/// How many crossings are open at a time.
const STANDING: usize = 12;

/// How long a worker may say nothing before its first command was acknowledged.
const PATIENCE: Duration = Duration::from_secs(30);

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

/// What the worker said before it ended.
#[derive(Debug)]
pub struct Heard {
    /// What it was answered.
    pub done: Vec<(Turn, Performed)>,
    /// What it had sent last, and was not answered.
    pub under_way: Option<Turn>,
    /// How it ended.
    pub ended: ExitStatus,
    /// It said nothing for so long that nobody waits any more.
    pub was_silent: bool,
}

/// When a worker is killed.
#[derive(Debug, Clone, Copy)]
pub enum Until {
    /// So long after its start.
    Started(Duration),
    /// So long after its first command was acknowledged.
    Working(Duration),
}

/// Starts a worker on the post at `address`, in so much memory where that is said, and kills it when its time has come, if it did
/// not end by itself.
pub fn work(address: &str, home: &Path, until: Until, memory: Option<u64>) -> Result<Heard, Trouble> {
    let program = std::env::current_exe().map_err(app::Error::File)?;
    let mut command = match memory {
        None => Command::new(program),
        Some(bytes) => {
            let mut command = Command::new("prlimit");
            command.arg(format!("--as={bytes}")).arg("--").arg(program);
            command
        }
    };
    let mut worker = command
        .args(["faults", "worker", "--db", address])
        .env("OSBP_HOME", home)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(app::Error::File)?;
    let (says, said) = mpsc::channel();
    if let Some(stdout) = worker.stdout.take() {
        // It ends with the worker.
        std::thread::spawn(move || {
            for line in BufReader::new(stdout).lines().map_while(Result::ok) {
                if says.send(line).is_err() {
                    return;
                }
            }
        });
    }
    let mut heard = Heard { done: Vec::new(), under_way: None, ended: ExitStatus::default(), was_silent: false };
    let after = match until {
        Until::Started(after) => after,
        Until::Working(after) => {
            while heard.done.is_empty() {
                match said.recv_timeout(PATIENCE) {
                    Ok(line) => heard.hear(&line),
                    Err(mpsc::RecvTimeoutError::Timeout) => {
                        heard.was_silent = true;
                        break;
                    }
                    Err(mpsc::RecvTimeoutError::Disconnected) => break,
                }
            }
            after
        }
    };
    std::thread::sleep(after);
    // One that has ended can't be killed any more.
    let _ended = worker.kill();
    heard.ended = worker.wait().map_err(app::Error::File)?;
    // What stood in the pipe when it was killed was said, too.
    while let Ok(line) = said.recv() {
        heard.hear(&line);
    }
    Ok(heard)
}

impl Heard {
    fn hear(&mut self, line: &str) {
        // A line that the kill cut in two says nothing.
        match serde_json::from_str(line) {
            Ok(Said::Sending(turn)) => self.under_way = Some(turn),
            Ok(Said::Done(performed)) => self.done.extend(self.under_way.take().map(|turn| (turn, performed))),
            Ok(Said::Nothing) => self.under_way = None,
            Err(_) => {}
        }
    }
}

/// Sends commands for ever, and says of each that it is under way and what was answered.
pub async fn run(call: &Call) -> Result<Answer, Trouble> {
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
pub fn answered(answer: Result<Option<Performed>, app::Error>) -> Result<Option<Performed>, Trouble> {
    match answer {
        Ok(performed) => Ok(performed),
        Err(app::Error::Refused(_) | app::Error::Stale | app::Error::NotFound) => Ok(None),
        Err(other) => Err(other.into()),
    }
}
