//! `faults line`: everything that goes wrong with the line between a workstation and its server, at every turn of a commit.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use app::{Demonstration, Traffic, Turn, Workstation};
use contract::Performed;
use serde::Serialize;
use serde_json::json;
use storage_postgres::{Break, Point, Relay, TrialDatabase};
use tokio::time::sleep;

use super::worker::answered;
use super::{Folder, SERVER};
use crate::Call;
use crate::answer::{Answer, Exit, Trouble};

/// For how long a cable is out, and a connection silent: for a moment, and at every third turn for longer than anybody waits for an
/// answer and than the server keeps the counter for a workstation that says nothing.
const OUT: [Duration; 3] = [Duration::from_secs(3), Duration::from_secs(7), Duration::from_secs(20)];

/// For how long a command is sent again.
const TRIED_FOR: Duration = Duration::from_secs(180);

/// Between two tries.
pub const BETWEEN: Duration = Duration::from_millis(200);

/// More turns than any commit has.
const MOST_TURNS: u32 = 400;

/// What came of one way of breaking a line, tried at every turn of a commit.
#[derive(Debug, Default, Serialize)]
struct Broken {
    /// What was done to it.
    what: &'static str,
    /// At how many points of a commit.
    points: u32,
    /// The longest that a command took, in seconds.
    longest: f64,
    /// Acknowledged commands that are not in the journal as they were acknowledged.
    lost: u32,
    /// Acts in the journal that nobody was told of, or that stand there twice.
    twice: u32,
    /// Verifications of the journal that did not hold.
    broken: u32,
}

/// Returns what is done to a line: to the connection of a commit alone, or to all of it.
const WAYS: [(&str, Break, bool); 6] = [
    ("cut", Break::Cut, false),
    ("line cut", Break::Cut, true),
    ("closed one way", Break::HalfClosed, false),
    ("cable out", Break::Silence, true),
    ("silent", Break::Silence, false),
    ("forgotten", Break::Forgotten, false),
];

/// Breaks a line to the server in every way, at every turn of a commit.
pub async fn run(call: &Call) -> Result<Answer, Trouble> {
    let server = std::env::var(SERVER).map_err(|_| Trouble::usage(&format!("{SERVER} names no server")))?;
    let folder = Folder::make()?;
    let database = TrialDatabase::make(&server).await?;
    let found = at_every_turn(&database, folder.path()).await;
    database.discard().await?;
    let found = found?;
    // A commit has more messages than that: with fewer points the line was never broken.
    let is_tried = found.iter().all(|one| one.points > 12);
    let is_sound = is_tried && found.iter().all(|one| (one.lost, one.twice, one.broken) == (0, 0, 0));
    let exit = if is_sound { Exit::Done } else { Exit::No };
    call.output.say_with(&json!({ "trial": "line", "sound": is_sound, "breaks": found }), || table(&found), exit)
}

/// Sends a command under its key until it is answered, as a window does.
pub async fn surely(traffic: &Traffic, turn: &Turn) -> Result<Option<Performed>, Trouble> {
    let begun = Instant::now();
    loop {
        match traffic.send(turn).await {
            Err(error) if is_sent_again(&error, begun) => sleep(BETWEEN).await,
            answer => return answered(answer),
        }
    }
}

/// Says whether a window sends again what failed so, and was first sent at that time.
pub fn is_sent_again(error: &app::Error, begun: Instant) -> bool {
    error.may_pass() && !matches!(error, app::Error::Stale) && begun.elapsed() < TRIED_FOR
}

async fn at_every_turn(database: &TrialDatabase, home: &Path) -> Result<Vec<Broken>, Trouble> {
    let post = Demonstration { seed: 3, referral_permille: 20 }.found(database.url(), home).await?;
    let port = port_of(database.url())?;
    let relay = Arc::new(Relay::to(port).await.map_err(app::Error::File)?);
    let far = Workstation::open(&relay.through(database.url(), port), home).await?;
    let mut traffic = Traffic::begin(&far, 1).await?;
    let mut found = Vec::new();
    for (what, breaks, whole_line) in WAYS {
        let mut one = Broken { what, ..Broken::default() };
        for turn in 1..MOST_TURNS {
            relay.strike(Point::Turn(turn), breaks, whole_line);
            let mending = mends(&relay, turn);
            let before = post.store().head().await?.seq;
            let begun = Instant::now();
            let Some(next) = traffic.next_arrival() else { break };
            let performed = surely(&traffic, &next).await?;
            one.longest = one.longest.max(begun.elapsed().as_secs_f64());
            mending.abort();
            relay.mend();
            judge(&post, &next, performed.as_ref(), before, &mut one).await?;
            eprint!("\r{what}: {turn} points …");
            if !relay.has_struck() {
                break;
            }
            one.points = turn;
        }
        eprintln!();
        one.broken = u32::from(!app::verify(post.store()).await?.is_ok());
        found.push(one);
    }
    far.store().close().await;
    post.store().close().await;
    Ok(found)
}

/// Compares what was answered with what is in the journal, to which nobody else added anything.
async fn judge(
    post: &Arc<Workstation>,
    turn: &Turn,
    performed: Option<&Performed>,
    before: i64,
    one: &mut Broken,
) -> Result<(), Trouble> {
    let kept = post.store().command(turn.key()).await?.map(|kept| [kept.first_seq, kept.last_seq]);
    let told = performed.map(|performed| performed.seq);
    one.lost += u32::from(told.is_some() && kept != told);
    let due = told.map_or(before, |[_, last]| last);
    let is_next = told.is_none_or(|[first, _]| first == before + 1);
    one.twice += u32::from(!is_next || post.store().head().await?.seq != due);
    Ok(())
}

/// Mends a line some time after it was struck.
fn mends(relay: &Arc<Relay>, turn: u32) -> tokio::task::JoinHandle<()> {
    let relay = Arc::clone(relay);
    let out = OUT.into_iter().cycle().nth(usize::try_from(turn).unwrap_or_default()).unwrap_or_default();
    tokio::spawn(async move {
        while !relay.has_struck() {
            sleep(Duration::from_millis(5)).await;
        }
        sleep(out).await;
        relay.mend();
    })
}

fn port_of(url: &str) -> Result<u16, Trouble> {
    let port = url.split_once("127.0.0.1:").and_then(|(_, rest)| rest.split('/').next()?.parse().ok());
    port.ok_or_else(|| Trouble::usage("the trial needs a server at 127.0.0.1 and its port"))
}

/// Returns the lines of a table.
fn table(found: &[Broken]) -> String {
    let head =
        format!("{:<15} {:>7} {:>16} {:>6} {:>6} {:>7}", "line", "points", "longest, s", "lost", "twice", "broken");
    let line = |one: &Broken| {
        format!(
            "{:<15} {:>7} {:>16.1} {:>6} {:>6} {:>7}",
            one.what, one.points, one.longest, one.lost, one.twice, one.broken
        )
    };
    std::iter::once(head).chain(found.iter().map(line)).collect::<Vec<_>>().join("\n")
}
