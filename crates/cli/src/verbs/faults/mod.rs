//! `faults`: what befalls a post: power cuts, want of memory, disks that lie. Each trial says what was lost, and that nothing was.

mod aftermath;
mod cable;
mod damage;
mod full;
mod kill;
mod line;
mod memory;
mod page;
mod server;
mod worker;

use std::path::{Path, PathBuf};

use app::{Workstation, home};
use contract::Performed;
use serde_json::json;
use storage_postgres::TrialDatabase;

use crate::Call;
use crate::answer::{Answer, Trouble};

/// The variable that names a PostgreSQL server for trials; `cargo xtask faults` starts one.
pub const SERVER: &str = "OSBP_TEST_POSTGRES";

/// Every trial, what it does, and how often where nothing else is said; none where it is done once.
const NAMES: &[(&str, &str, Option<u32>)] = &[
    ("kill", "kill -9 of a process that works through the post, on SQLite and on PostgreSQL", Some(200)),
    ("memory", "such a process in less memory than it needs, on SQLite and on PostgreSQL", Some(60)),
    ("flip", "a byte of a post's file that is another, anywhere: in a page, in what an act carries", Some(200)),
    ("cut", "a post's file, or the log beside it, that ends early", Some(60)),
    ("line", "the line between a workstation and PostgreSQL, broken in six ways, at every turn of a commit", None),
    ("server", "PostgreSQL killed with 100 workstations at work, and started again", Some(20)),
    (
        "cable",
        "the cable between a workstation and PostgreSQL, drawn and put in again, where this user may make network namespaces",
        Some(40),
    ),
    (
        "full",
        "the disk of PostgreSQL filled up while desks work, and freed, where this user may mount a small one",
        Some(3),
    ),
    ("page", "a byte of PostgreSQL's file of acts that is another, in one page after another", Some(10)),
];

/// Tries, or lists what can be tried.
pub async fn run(call: &Call, name: Option<&str>, count: Option<u32>) -> Result<Answer, Trouble> {
    let usual = |name: &str| NAMES.iter().find(|known| known.0 == name).and_then(|known| known.2).unwrap_or(1);
    match name {
        None => {
            let names: Vec<&str> = NAMES.iter().map(|(name, ..)| *name).collect();
            call.output.say(&json!({ "trials": names }), || {
                let line = |(name, words, count): &(&str, &str, Option<u32>)| match count {
                    Some(count) => format!("{name:<10} {words} ({count}; --count)"),
                    None => format!("{name:<10} {words}"),
                };
                let where_not = format!("PostgreSQL where {SERVER} names a server");
                NAMES.iter().map(line).chain([where_not]).collect::<Vec<_>>().join("\n")
            })
        }
        Some("kill") => kill::run(call, count.unwrap_or_else(|| usual("kill"))).await,
        Some("memory") => memory::run(call, count.unwrap_or_else(|| usual("memory"))).await,
        Some("flip") => damage::flip(call, count.unwrap_or_else(|| usual("flip"))).await,
        Some("cut") => damage::cut(call, count.unwrap_or_else(|| usual("cut"))).await,
        Some("line") => line::run(call).await,
        Some("server") => server::run(call, count.unwrap_or_else(|| usual("server"))).await,
        Some("cable") => cable::run(call, count.unwrap_or_else(|| usual("cable"))).await,
        Some("full") => full::run(call, count.unwrap_or_else(|| usual("full"))).await,
        Some("page") => page::run(call, count.unwrap_or_else(|| usual("page"))).await,
        Some("far") => cable::far(call).await,
        Some("worker") => worker::run(call).await,
        Some("look") => damage::look(call).await,
        Some(other) => Err(Trouble::usage(&format!("no trial is called '{other}'; without a name they are listed"))),
    }
}

/// Says whether a command stands in the journal as it was acknowledged.
pub async fn keeps(post: &Workstation, performed: &Performed) -> Result<bool, Trouble> {
    let kept = post.store().command(performed.key).await?;
    Ok(kept.is_some_and(|kept| [kept.first_seq, kept.last_seq] == performed.seq))
}

/// A folder of one trial, which goes with it.
struct Folder(PathBuf);

impl Folder {
    fn make() -> Result<Self, Trouble> {
        let folder = home().join("faults").join(app::Clock::default().new_id().to_string());
        std::fs::create_dir_all(&folder).map_err(app::Error::File)?;
        Ok(Self(folder))
    }

    fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What can't be cleared away is only in the way.
        let _left = std::fs::remove_dir_all(&self.0);
    }
}

/// Tries something on each engine that there is, one after the other.
async fn on_each_engine<T>(
    folder: &Folder,
    trial: impl AsyncFn(&'static str, &str) -> Result<T, Trouble>,
) -> Result<Vec<T>, Trouble> {
    let file = folder.path().join("post.osbp").to_string_lossy().into_owned();
    let mut found = vec![trial("SQLite", &file).await?];
    match std::env::var(SERVER) {
        Ok(server) => {
            let database = TrialDatabase::make(&server).await?;
            let tried = trial("PostgreSQL", database.url()).await;
            database.discard().await?;
            found.push(tried?);
        }
        Err(_) => eprintln!("PostgreSQL is left out: {SERVER} names no server"),
    }
    Ok(found)
}
