//! What a command and the queue take as the journal grows.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use app::{Demonstration, Filled, Filling, SignedIn, Station, Traffic, Workstation, hire, home};
use chrono::TimeDelta;
use contract::{QueueRequest, SignIn, Tab};
use domain::Agency;
use serde_json::{Value, json};

use super::figures::{number, percentile, round, table};
use super::ground::{clear, open};
use crate::Call;
use crate::answer::{Answer, Trouble};

/// How many acts a traveller on foot leaves behind, about.
const ACTS_OF_A_TRAVELLER: i64 = 10;

/// How many commands are measured at each length.
const COMMANDS: usize = 1_000;

/// How often the queue is read at each length.
const READS: usize = 500;

/// What was measured at one length.
struct Measured {
    acts: i64,
    bytes: u64,
    command: Vec<Duration>,
    queue: Vec<Duration>,
    opened: Duration,
}

/// Commands and the queue at each of some lengths, the shortest first: one post that grows, and is kept.
pub async fn growth(call: &Call) -> Result<Answer, Trouble> {
    let open_crossings = number("OSBP_BENCH_OPEN", 1_000);
    let sizes = std::env::var("OSBP_BENCH_SIZES").unwrap_or_else(|_| "1000000,5000000,15000000".to_owned());
    let sizes: Vec<i64> = sizes.split(',').filter_map(|size| size.trim().parse().ok()).collect();
    let folder = home().join("bench").join("growth");
    let mut measured = Vec::new();
    if is_longer(&folder, sizes.first().copied().unwrap_or_default()).await? {
        clear(&folder)?;
    }
    for size in sizes {
        grow(&folder, size, open_crossings).await?;
        measured.push(at_this_length(&folder).await?);
    }
    let millis = |took: &mut Vec<Duration>, percent| round(percentile(took, percent).as_secs_f64() * 1e3);
    let (mut lines, mut medians, mut is_met): (Vec<(String, Value)>, Vec<f64>, bool) = (Vec::new(), Vec::new(), true);
    for one in &mut measured {
        let queue = millis(&mut one.queue, 95);
        medians.push(percentile(&mut one.command, 50).as_secs_f64());
        is_met &= queue < 10.0;
        lines.extend(
            [
                ("on disk, MB", json!(one.bytes / 1_000_000)),
                ("opened in, s", json!(round(one.opened.as_secs_f64()))),
                ("a command, ms at the median", json!(millis(&mut one.command, 50))),
                ("a command, ms at the 95th percentile", json!(millis(&mut one.command, 95))),
                ("200 rows of the queue, ms at the 95th percentile (aim < 10)", json!(queue)),
            ]
            .map(|(what, found)| (format!("{} acts: {what}", one.acts), found)),
        );
    }
    let slower = medians.last().zip(medians.first()).map(|(last, first)| last / first);
    lines.push(("a command on the longest to one on the shortest (aim ≤ 1.5)".to_owned(), json!(slower.map(round))));
    let lines: Vec<(&str, Value)> = lines.iter().map(|(what, found)| (what.as_str(), found.clone())).collect();
    table(call, "growth", is_met && slower.is_some_and(|slower| slower <= 1.5), &lines)
}

/// Says whether an earlier measurement left a journal that is longer than the shortest that is asked for.
async fn is_longer(folder: &Path, acts: i64) -> Result<bool, Trouble> {
    if !folder.join("post.osbp").exists() {
        return Ok(false);
    }
    let post = open(folder).await?;
    let head = post.store().head().await?.seq;
    post.store().close().await;
    Ok(head > acts + acts / 20)
}

/// Lets the journal grow to so many acts, without anybody waiting for the disk, and so many parties wait at its end.
async fn grow(folder: &Path, acts: i64, open_crossings: usize) -> Result<(), Trouble> {
    std::fs::create_dir_all(folder).map_err(app::Error::File)?;
    let (address, home) = (folder.join("post.osbp").to_string_lossy().into_owned(), folder.join("home"));
    if !folder.join("post.osbp").exists() {
        Demonstration { seed: 1, referral_permille: 0 }.found(&address, &home).await?.store().close().await;
    }
    let post = Workstation::open_to_fill(&address, &home).await?;
    let head = post.store().head().await?;
    let travellers = u32::try_from((acts - head.seq) / ACTS_OF_A_TRAVELLER).unwrap_or_default();
    if travellers > 0 {
        let from = head.at.max(post.clock().now()) + TimeDelta::seconds(1);
        let began = Instant::now();
        let tell = |done: Filled| {
            let took = began.elapsed().as_secs_f64();
            eprint!("\r{} crossings, {} acts in {took:.0} s …", done.crossings, done.acts);
        };
        // At the pace of a post of 40,000 travellers a day.
        let over = TimeDelta::milliseconds(i64::from(travellers).saturating_mul(2_160));
        Filling { crossings: travellers, from, over, seed: head.seq.unsigned_abs() }.fill(&post, tell).await?;
        eprintln!();
    }
    post.store().close().await;
    drop(post);
    // Whoever filled it has not folded what he wrote.
    let post = Workstation::open_to_fill(&address, &home).await?;
    let behind = (post.store().head().await?.at - post.clock().now()).num_milliseconds().max(0);
    post.clock().advance(behind + 1);
    let mut waiting = Traffic::begin(&post, 3).await?;
    while post.open_crossings() < open_crossings {
        waiting.arrive().await?;
    }
    post.store().close().await;
    Ok(())
}

async fn at_this_length(folder: &Path) -> Result<Measured, Trouble> {
    let began = Instant::now();
    let post = open(folder).await?;
    let opened = began.elapsed();
    let behind = (post.store().head().await?.at - post.clock().now()).num_milliseconds().max(0);
    post.clock().advance(behind + 1);
    let acts = post.store().head().await?.seq;
    let [state, _] = post.info().plan.map(|plan| plan.states).ok_or(app::Error::NotFound)?;
    let request = hire(&post, state, Agency::Immigration, 1).await?.pop().ok_or(app::Error::NotFound)?;
    let (command, queue) = (commands(&post, &request).await?, reads(&post, &request).await?);
    post.store().close().await;
    let bytes = std::fs::metadata(folder.join("post.osbp")).map_err(app::Error::File)?.len();
    Ok(Measured { acts, bytes, command, queue, opened })
}

async fn commands(post: &Arc<Workstation>, request: &SignIn) -> Result<Vec<Duration>, Trouble> {
    let station = Station::open(post, request).await?;
    let mut took = Vec::new();
    for turn in 0..COMMANDS {
        let asked = Instant::now();
        let done = if turn % 2 == 0 { station.claim().await? } else { station.give_back().await? };
        took.push(asked.elapsed());
        if done.is_none() {
            return Err(app::Error::Fault("there was nothing to claim").into());
        }
    }
    Ok(took)
}

async fn reads(post: &Arc<Workstation>, request: &SignIn) -> Result<Vec<Duration>, Trouble> {
    let officer = SignedIn::sign_in(post, request).await?;
    let mut took = Vec::new();
    for _ in 0..READS {
        let asked = Instant::now();
        officer.queue(&QueueRequest { tab: Tab::All, limit: 200, ..QueueRequest::default() })?;
        took.push(asked.elapsed());
    }
    Ok(took)
}
