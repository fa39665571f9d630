//! `faults cable`: the cable between a workstation and its server is drawn and put in again while it works. The workstation is in
//! a network namespace of its own, and the cable is a pair of network devices.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use app::{Demonstration, Specimens, Traffic, Workstation, home};
use contract::Performed;
use serde::Serialize;
use serde_json::json;
use storage_postgres::{Relay, TrialDatabase, TrialServer};

use super::line::surely;
use super::{Folder, keeps};
use crate::Call;
use crate::answer::{Answer, Exit, Trouble};

/// How long the workstation may take to go on once the cable is in again.
const PATIENCE: Duration = Duration::from_secs(120);

/// The variable that tells the workstation where the server is, across the cable.
const ACROSS: &str = "OSBP_ACROSS";

/// How many crossings are open at a time.
const STANDING: usize = 12;

/// What came of a cable that was drawn again and again.
#[derive(Debug, Default, Serialize)]
struct Drawn {
    /// How often.
    drawn: u32,
    /// Commands that were acknowledged meanwhile.
    acknowledged: usize,
    /// The longest time from putting it in again to the next acknowledgement, in seconds.
    back_within: f64,
    /// Acknowledged commands that are not in the journal as they were acknowledged.
    lost: u32,
    /// Acts in the journal that nobody was told of, or that stand there twice.
    twice: i64,
    /// Verifications of the journal that did not hold.
    broken: u32,
}

/// Draws the cable so many times, for moments and for longer than anybody waits for an answer.
pub async fn run(call: &Call, count: u32) -> Result<Answer, Trouble> {
    let folder = Folder::make()?;
    let drawn = draw(folder.path(), count).await?;
    let is_sound = (drawn.lost, drawn.twice, drawn.broken) == (0, 0, 0);
    let exit = if is_sound { Exit::Done } else { Exit::No };
    call.output.say_with(&json!({ "trial": "cable", "sound": is_sound, "cable": drawn }), || table(&drawn), exit)
}

async fn draw(folder: &Path, count: u32) -> Result<Drawn, Trouble> {
    let cable = Cable::lay().ok_or_else(|| Trouble::usage("this user may not make network namespaces (ip netns)"))?;
    let server = TrialServer::start(&["listen_addresses = '*'"]).map_err(app::Error::File)?;
    server.lets_in(&cable.network()).map_err(app::Error::File)?;
    let database = TrialDatabase::make(&server.url()).await?;
    let post = Demonstration { seed: 3, referral_permille: 20 }.found(database.url(), folder).await?;
    let mut far =
        Far::start(cable.at_its_end(), &format!("{}:{}", cable.near(), server.port()), database.url(), folder)?;
    far.goes_on(0)?;
    let mut drawn = Drawn { drawn: count, ..Drawn::default() };
    let mut chance = Specimens::new(5)?;
    let mut pause = |from: u64, most: u64| Duration::from_millis(from + chance.below(most - from));
    for number in 1..=count {
        std::thread::sleep(pause(300, 2_000));
        cable.is_in(false)?;
        std::thread::sleep(pause(50, if number.is_multiple_of(4) { 25_000 } else { 3_000 }));
        cable.is_in(true)?;
        let back = Instant::now();
        far.goes_on(far.acknowledged())?;
        drawn.back_within = drawn.back_within.max(back.elapsed().as_secs_f64());
        eprint!("\rthe cable was drawn {number} times of {count} …");
    }
    eprintln!();
    let acknowledged = far.end()?;
    let before = acknowledged.first().map_or(0, |performed| performed.seq[0] - 1);
    let mut acts = 0;
    for performed in &acknowledged {
        acts += performed.seq[1] - performed.seq[0] + 1;
        drawn.lost += u32::from(!keeps(&post, performed).await?);
    }
    drawn.acknowledged = acknowledged.len();
    drawn.twice = post.store().head().await?.seq - before - acts;
    drawn.broken = u32::from(!app::verify(post.store()).await?.is_ok());
    post.store().close().await;
    Ok(drawn)
}

/// A workstation at the other end, and what it was answered.
struct Far {
    process: Child,
    acknowledged: Arc<Mutex<Vec<Performed>>>,
    listener: Option<JoinHandle<()>>,
}

impl Far {
    fn start(mut at: Command, server: &str, url: &str, home: &Path) -> Result<Self, Trouble> {
        let program = std::env::current_exe().map_err(app::Error::File)?;
        at.arg(program).args(["faults", "far", "--db", url]).env("OSBP_HOME", home).env(ACROSS, server);
        let mut process = at.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().map_err(app::Error::File)?;
        let acknowledged = Arc::new(Mutex::new(Vec::new()));
        let (said, heard) = (process.stdout.take(), Arc::clone(&acknowledged));
        // It ends with the process.
        let listener = std::thread::spawn(move || {
            for line in said.into_iter().flat_map(|said| BufReader::new(said).lines()).map_while(Result::ok) {
                if let Ok(performed) = serde_json::from_str(&line) {
                    heard.lock().unwrap_or_else(PoisonError::into_inner).push(performed);
                }
            }
        });
        Ok(Self { process, acknowledged, listener: Some(listener) })
    }

    fn acknowledged(&self) -> usize {
        self.acknowledged.lock().unwrap_or_else(PoisonError::into_inner).len()
    }

    /// Waits until it was answered once more.
    fn goes_on(&mut self, before: usize) -> Result<(), Trouble> {
        let begun = Instant::now();
        while self.acknowledged() <= before {
            let has_ended = !matches!(self.process.try_wait(), Ok(None));
            if has_ended || begun.elapsed() > PATIENCE {
                return Err(Trouble::usage("the workstation does not go on"));
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        Ok(())
    }

    /// Lets it finish what it has in hand, and returns what it was answered.
    fn end(mut self) -> Result<Vec<Performed>, Trouble> {
        drop(self.process.stdin.take());
        let begun = Instant::now();
        while matches!(self.process.try_wait(), Ok(None)) {
            if begun.elapsed() > PATIENCE {
                return Err(Trouble::usage("the workstation does not end"));
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        // What it said last is still read.
        if let Some(listener) = self.listener.take() {
            let _heard = listener.join();
        }
        Ok(std::mem::take(&mut *self.acknowledged.lock().unwrap_or_else(PoisonError::into_inner)))
    }

    fn stop(&mut self) {
        // One that has ended can't be killed any more.
        let _ended = self.process.kill();
        let _waited = self.process.wait();
    }
}

impl Drop for Far {
    fn drop(&mut self) {
        self.stop();
    }
}

/// Works at the other end until its input ends, as a window does, and says what it is answered. Encryption would need certificates: what goes
/// over the cable is passed on from a port of its own machine.
pub async fn far(call: &Call) -> Result<Answer, Trouble> {
    let url = call.db.as_deref().ok_or_else(|| Trouble::usage("a worker needs --db"))?;
    let server = std::env::var(ACROSS).ok().and_then(|server| server.parse::<SocketAddr>().ok());
    let server = server.ok_or_else(|| Trouble::usage("a worker needs a server at the other end"))?;
    let relay = Relay::toward(server).await.map_err(app::Error::File)?;
    let post = Workstation::open(&relay.through(url, server.port()), &home()).await?;
    let mut traffic = Traffic::begin(&post, u64::from(std::process::id())).await?;
    let is_over = Arc::new(AtomicBool::new(false));
    let hears = Arc::clone(&is_over);
    // It ends with the process.
    std::thread::spawn(move || {
        let _rest = std::io::copy(&mut std::io::stdin().lock(), &mut std::io::sink());
        hears.store(true, Ordering::Relaxed);
    });
    while !is_over.load(Ordering::Relaxed) {
        let has_room = post.open_crossings() < STANDING;
        let next = if has_room { Ok(traffic.next_arrival()) } else { traffic.next_turn().await };
        let next = match next {
            Ok(Some(next)) => next,
            // What is to be done next could not be read.
            Err(error) if error.may_pass() => continue,
            Ok(None) => continue,
            Err(error) => return Err(error.into()),
        };
        if let Some(performed) = surely(&traffic, &next).await? {
            let text = serde_json::to_string(&performed).map_err(app::Error::from)?;
            let mut out = std::io::stdout().lock();
            writeln!(out, "{text}").and_then(|()| out.flush()).map_err(app::Error::File)?;
        }
    }
    Ok(Answer::Said(Exit::Done))
}

/// A pair of network devices: one here, the other in a namespace of its own.
struct Cable {
    name: String,
    third: u32,
}

impl Cable {
    fn lay() -> Option<Self> {
        let id = std::process::id();
        let cable = Self { name: format!("osbp{}", id % 100_000), third: id % 250 };
        let (name, far) = (cable.name.clone(), format!("{}f", cable.name));
        let (near_address, far_address) = (format!("{}/24", cable.near()), format!("10.231.{}.2/24", cable.third));
        let laid = [
            vec!["netns", "add", &name],
            vec!["link", "add", &name, "type", "veth", "peer", "name", &far, "netns", &name],
            vec!["addr", "add", &near_address, "dev", &name],
            vec!["link", "set", &name, "up"],
            vec!["-n", &name, "link", "set", "lo", "up"],
            vec!["-n", &name, "addr", "add", &far_address, "dev", &far],
            vec!["-n", &name, "link", "set", &far, "up"],
        ];
        laid.iter().all(|words| ip(words)).then_some(cable)
    }

    /// The address of the server's end.
    fn near(&self) -> String {
        format!("10.231.{}.1", self.third)
    }

    fn network(&self) -> String {
        format!("10.231.{}.0/24", self.third)
    }

    /// Returns the words that run a program at the other end.
    fn at_its_end(&self) -> Command {
        let mut command = Command::new("ip");
        command.args(["netns", "exec", &self.name]);
        command
    }

    fn is_in(&self, is_in: bool) -> Result<(), Trouble> {
        let set = ip(&["link", "set", &self.name, if is_in { "up" } else { "down" }]);
        if set { Ok(()) } else { Err(Trouble::usage("the cable can't be drawn")) }
    }
}

impl Drop for Cable {
    fn drop(&mut self) {
        // With the namespace goes its end, and with that the other.
        let _gone = ip(&["netns", "del", &self.name]);
    }
}

fn ip(words: &[&str]) -> bool {
    let mut command = Command::new("ip");
    command.args(words).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

/// Returns the lines of a table.
fn table(one: &Drawn) -> String {
    format!(
        "{:>6} {:>13} {:>14} {:>6} {:>6} {:>7}\n{:>6} {:>13} {:>14.1} {:>6} {:>6} {:>7}",
        "drawn",
        "acknowledged",
        "back within, s",
        "lost",
        "twice",
        "broken",
        one.drawn,
        one.acknowledged,
        one.back_within,
        one.lost,
        one.twice,
        one.broken
    )
}
