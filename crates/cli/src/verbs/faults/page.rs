//! `faults page`: a byte of the file in which PostgreSQL stores the acts is another. Whoever opens the post or verifies its journal is
//! told so; with the byte put back everything holds again.

use std::collections::BTreeMap;
use std::fs::OpenOptions;
use std::os::unix::fs::FileExt as _;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use app::{Demonstration, Pace, Specimens, Traffic, Workstation};
use contract::{FailureCode, Performed};
use serde::Serialize;
use serde_json::json;
use storage_postgres::{TrialDatabase, TrialServer};

use super::worker::answered;
use super::{Folder, keeps};
use crate::Call;
use crate::answer::{Answer, Exit, Trouble};

/// How many parties go through the post whose pages are damaged: most of what they did stands in closed crossings by then.
const PARTIES: u32 = 20;

/// How long a page of PostgreSQL's is.
const PAGE: u64 = 8_192;

/// What a damaged page may be told as.
const TELLING: [FailureCode; 2] = [FailureCode::Damaged, FailureCode::Unavailable];

/// What came of pages that were damaged, one after another.
#[derive(Debug, Default, Serialize)]
struct Damaged {
    /// How many.
    tried: u32,
    /// The post could not be opened.
    not_opened: u32,
    /// It was opened, and its journal not read to its end or found wrong.
    not_verified: u32,
    /// As what it was told, and how often.
    told: BTreeMap<FailureCode, u32>,
    /// The page has no act that is read: the whole journal holds all the same.
    of_no_consequence: u32,
    /// Acts were missing without a word, or it was told as something else.
    silent: u32,
    /// Commands that were acknowledged before anybody had verified the journal.
    worked_on: usize,
    /// Acknowledged commands that were not in the journal as they were acknowledged once the byte was put back.
    lost: u32,
    /// Times that not everything held again with the byte put back.
    broken: u32,
}

impl Damaged {
    fn tell(&mut self, error: &app::Error) {
        *self.told.entry(error.code()).or_default() += 1;
        self.silent += u32::from(!TELLING.contains(&error.code()));
    }
}

/// Damages so many pages.
pub async fn run(call: &Call, count: u32) -> Result<Answer, Trouble> {
    let folder = Folder::make()?;
    let damaged = damage(folder.path(), count).await?;
    let is_tried = damaged.not_opened + damaged.not_verified > 0;
    let is_sound = is_tried && (damaged.silent, damaged.lost, damaged.broken) == (0, 0, 0);
    let exit = if is_sound { Exit::Done } else { Exit::No };
    call.output.say_with(&json!({ "trial": "page", "sound": is_sound, "page": damaged }), || table(&damaged), exit)
}

async fn damage(folder: &Path, count: u32) -> Result<Damaged, Trouble> {
    let server = TrialServer::start(&[]).map_err(app::Error::File)?;
    let database = TrialDatabase::make(&server.url()).await?;
    let post = Demonstration { seed: 4, referral_permille: 20 }.found(database.url(), folder).await?;
    let pace = Pace { standing: 2, between: Duration::ZERO, parties: Some(PARTIES) };
    Traffic::begin(&post, 1).await?.run(pace).await?;
    post.store().close().await;
    drop(post);
    let file = server.data().join(database.file_of_acts().await?);
    let mut damaged = Damaged::default();
    let mut chance = Specimens::new(8)?;
    let mut acts = whole(database.url(), folder, &[], &mut damaged).await?;
    for turn in 1..=count {
        // It writes all it has before it ends.
        server.stop().map_err(app::Error::File)?;
        let pages = std::fs::metadata(&file).map_err(app::Error::File)?.len() / PAGE;
        // One is in the middle of the file, several are spread over it.
        let page = pages * u64::from(turn * 2 - 1) / u64::from(count * 2);
        let place = page * PAGE + chance.below(PAGE);
        flip(&file, place)?;
        server.start_again().map_err(app::Error::File)?;
        let performed = look(database.url(), folder, turn, acts, &mut damaged).await?;
        server.stop().map_err(app::Error::File)?;
        flip(&file, place)?;
        server.start_again().map_err(app::Error::File)?;
        acts = whole(database.url(), folder, &performed, &mut damaged).await?;
        eprint!("\r{turn} of {count} pages …");
    }
    eprintln!();
    Ok(damaged)
}

/// Makes every bit of a byte another.
fn flip(file: &Path, place: u64) -> Result<(), Trouble> {
    let file = OpenOptions::new().read(true).write(true).open(file).map_err(app::Error::File)?;
    let mut byte = [0];
    file.read_exact_at(&mut byte, place).map_err(app::Error::File)?;
    file.write_all_at(&byte.map(|byte| !byte), place).map_err(app::Error::File)?;
    Ok(())
}

/// Opens the damaged post, works on it as somebody does who knows nothing of it, and verifies its journal. Returns what was
/// acknowledged.
async fn look(
    address: &str,
    home: &Path,
    turn: u32,
    acts: u64,
    damaged: &mut Damaged,
) -> Result<Vec<Performed>, Trouble> {
    damaged.tried += 1;
    let post = match Workstation::open(address, home).await {
        Ok(post) => post,
        Err(error) => {
            damaged.not_opened += 1;
            damaged.tell(&error);
            return Ok(Vec::new());
        }
    };
    let performed = match arrives(&post, turn).await {
        Err(error) if TELLING.contains(&error.code()) => {
            damaged.tell(&error);
            None
        }
        answer => answered(answer)?,
    };
    damaged.worked_on += usize::from(performed.is_some());
    match app::verify(post.store()).await {
        Ok(found) if !found.is_ok() => damaged.not_verified += 1,
        Ok(found) if found.acts < acts => damaged.silent += 1,
        // Every act was read, and is the one that was signed.
        Ok(_) => damaged.of_no_consequence += 1,
        Err(error) => {
            damaged.not_verified += 1;
            damaged.tell(&error);
        }
    }
    post.store().close().await;
    Ok(performed.into_iter().collect())
}

/// Lets the next party arrive.
async fn arrives(post: &Arc<Workstation>, turn: u32) -> Result<Option<Performed>, app::Error> {
    let mut traffic = Traffic::begin(post, u64::from(turn) + 1).await?;
    let Some(next) = traffic.next_arrival() else { return Ok(None) };
    traffic.send(&next).await
}

/// Looks whether everything holds and is there that was acknowledged, and returns how many acts there are.
async fn whole(address: &str, home: &Path, performed: &[Performed], damaged: &mut Damaged) -> Result<u64, Trouble> {
    let post = Workstation::open(address, home).await?;
    for performed in performed {
        damaged.lost += u32::from(!keeps(&post, performed).await?);
    }
    let found = app::verify(post.store()).await?;
    let is_whole = found.is_ok() && app::projections_that_differ(&post, 0).await?.is_empty();
    damaged.broken += u32::from(!is_whole);
    post.store().close().await;
    Ok(found.acts)
}

/// Returns the lines of a table.
fn table(damaged: &Damaged) -> String {
    let head = format!(
        "{:>6} {:>10} {:>12} {:>17} {:>9} {:>6} {:>6} {:>6}",
        "pages", "not opened", "not verified", "of no consequence", "worked on", "silent", "lost", "broken"
    );
    let line = format!(
        "{:>6} {:>10} {:>12} {:>17} {:>9} {:>6} {:>6} {:>6}",
        damaged.tried,
        damaged.not_opened,
        damaged.not_verified,
        damaged.of_no_consequence,
        damaged.worked_on,
        damaged.silent,
        damaged.lost,
        damaged.broken
    );
    let told = damaged.told.iter().map(|(code, times)| {
        let words = format!("told {code:?}");
        format!("{words:<20} {times:>6}")
    });
    [head, line].into_iter().chain(told).collect::<Vec<_>>().join("\n")
}
