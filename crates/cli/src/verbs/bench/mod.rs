//! `bench`: measurements, as ratios in one run where that can be.

mod command;
mod feed;
mod figures;
mod ground;
mod growth;
mod hall;
mod queue;
mod report;
mod rush;
mod sign_in;
mod slip;
mod stations;
mod verify;
mod windows;

use serde_json::json;

pub use self::figures::number;
pub use self::hall::Hall;
use crate::Call;
use crate::answer::{Answer, Trouble};

/// Every measurement, with what it tells.
const NAMES: &[(&str, &str)] = &[
    ("command", "commands of an officer on SQLite, beside bare one-row commits on the same file system"),
    ("queue", "the queue of 5,000 open crossings over a million acts: the 200 rows a window shows, and all"),
    ("slip", "the PDF of a clearance slip"),
    ("seal", "sealing and signing: the pen of a command alone, without its database"),
    ("sign-in", "signing in at a post with real data, and what of it hangs on the length of the journal"),
    ("guess", "a list of a million common passwords, with the database and a workstation's secret at hand"),
    ("verify", "the journal of a million acts: chain, digests, signatures, public replay"),
    ("report", "a month's report over 400,000 crossings, its State's own sealed parts opened"),
    ("stations", "100 workstations on PostgreSQL: claims beside bare claims of rows, and 100 commands a second"),
    ("feed", "40 who read along on PostgreSQL: from a commit until each has read the queue, at 100 commits a second"),
    ("rush", "55,000 travellers of a peak hour through every step, on each engine, on a post that holds a week"),
    ("day", "550,000 travellers of a whole day in the same way, in a file"),
    ("growth", "a command and the queue at 1, 5 and 15 million acts"),
];

/// Measures, or lists what can be measured.
pub async fn run(call: &Call, name: Option<&str>, crossings: u32) -> Result<Answer, Trouble> {
    match name {
        None => {
            let names: Vec<&str> = NAMES.iter().map(|(name, _)| *name).collect();
            let lines = || NAMES.iter().map(|(name, words)| format!("{name:<10} {words}")).collect::<Vec<_>>();
            call.output.say(&json!({ "benchmarks": names }), || lines().join("\n"))
        }
        Some("command") => command::command(call).await,
        Some("queue") => queue::queue(call).await,
        Some("slip") => slip::slip(call).await,
        Some("seal") => command::seal(call).await,
        Some("sign-in") => sign_in::sign_in(call).await,
        Some("guess") => sign_in::guess(call),
        Some("verify") => verify::verify(call).await,
        Some("report") => report::report(call, crossings).await,
        Some("stations") => stations::stations(call).await,
        Some("feed") => feed::feed(call).await,
        Some("rush") => rush::rush(call).await,
        Some("day") => rush::day(call).await,
        Some("growth") => growth::growth(call).await,
        Some("post") => ground::post(call).await,
        Some(other) => {
            Err(Trouble::usage(&format!("no measurement is called '{other}'; without a name they are listed")))
        }
    }
}
