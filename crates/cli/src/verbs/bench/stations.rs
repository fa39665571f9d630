//! Many workstations that claim on one server: beside bare claims of rows in the same run, and at a steady rate.

use std::collections::{HashMap, HashSet, VecDeque};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use app::Station;
use domain::Reference;
use serde_json::json;
use storage_postgres::Yardstick;
use tokio::sync::mpsc;
use tokio::task::JoinSet;

use super::figures::{median, number, percentile, round, table};
use super::hall::{Hall, on_server};
use crate::Call;
use crate::answer::{Answer, Trouble};

/// Claims of every workstation at once, round after round, alternating with as many bare claims; then commands at a steady rate.
pub async fn stations(call: &Call) -> Result<Answer, Trouble> {
    let wanted = Wanted {
        stations: number("OSBP_BENCH_STATIONS", 100),
        programs: number("OSBP_BENCH_PROGRAMS", 10),
        rounds: number("OSBP_BENCH_ROUNDS", 20),
        offered: number("OSBP_BENCH_OFFERED", 100),
        seconds: number("OSBP_BENCH_SECONDS", 30),
    };
    let found = on_server(async |url, home| measured(url, home, wanted).await).await?;
    let Found { mut ratios, mut ours, mut bare, mut took, double } = found;
    let ratio = median(&mut ratios);
    let late = percentile(&mut took, 95).as_secs_f64() * 1e3;
    table(
        call,
        "stations",
        ratio >= 0.3 && late < 60.0 && double == 0,
        &[
            ("workstations", json!(wanted.stations)),
            ("programs, each with the fold and the connections of its share", json!(wanted.programs)),
            ("processors, which workstations and server share", json!(processors())),
            ("claims a second, at the median", json!(round(median(&mut ours)))),
            ("bare claims a second, at the median", json!(round(median(&mut bare)))),
            ("ratio to bare claims (aim ≥ 0.3)", json!(round(ratio))),
            ("commands offered a second", json!(wanted.offered)),
            ("commands", json!(took.len())),
            ("a command, ms at the median", json!(round(percentile(&mut took, 50).as_secs_f64() * 1e3))),
            ("a command, ms at the 95th percentile (aim < 60)", json!(round(late))),
            ("a command, ms at the 99th percentile", json!(round(percentile(&mut took, 99).as_secs_f64() * 1e3))),
            ("claims of what another had (aim 0)", json!(double)),
        ],
    )
}

#[derive(Debug, Clone, Copy)]
struct Wanted {
    stations: usize,
    programs: usize,
    rounds: usize,
    offered: usize,
    seconds: usize,
}

/// What was measured.
#[derive(Default)]
struct Found {
    ratios: Vec<f64>,
    ours: Vec<f64>,
    bare: Vec<f64>,
    took: Vec<Duration>,
    /// How often somebody was told that he has what another one had.
    double: u32,
}

async fn measured(url: &str, home: &Path, wanted: Wanted) -> Result<Found, Trouble> {
    let hall = Hall::open(url, home, wanted.stations, wanted.programs, 0).await?;
    let stations = hall.stations.clone();
    let bare = Yardstick::create(url, u32::try_from(wanted.stations).unwrap_or(u32::MAX)).await?;
    let bare = Arc::new(bare);
    let mut found = Found::default();
    for turn in 1..=wanted.rounds {
        let theirs = bare_round(&bare, wanted.stations).await?;
        let (ours, claimed) = round_of_claims(&stations).await?;
        let different: HashSet<&Reference> = claimed.iter().collect();
        found.double += u32::try_from(claimed.len() - different.len()).unwrap_or(u32::MAX);
        if claimed.len() != stations.len() {
            return Err(Trouble::from(app::Error::Fault("somebody found nothing to claim")));
        }
        give_all_back(&stations).await?;
        let rate = |took: Duration| wanted.stations as f64 / took.as_secs_f64();
        found.ratios.push(theirs.as_secs_f64() / ours.as_secs_f64());
        found.ours.push(rate(ours));
        found.bare.push(rate(theirs));
        eprint!("\r{turn} of {} rounds, {:.0} claims a second …", wanted.rounds, rate(ours));
    }
    eprintln!();
    steadily(&stations, wanted, &mut found).await?;
    if let Some(bare) = Arc::into_inner(bare) {
        bare.put_away().await?;
    }
    hall.close().await;
    Ok(found)
}

/// Every connection claims a row.
async fn bare_round(bare: &Arc<Yardstick>, rows: usize) -> Result<Duration, Trouble> {
    // Some more than are claimed, as in a queue that is not empty afterwards.
    bare.lay_out(i64::try_from(rows * 2).unwrap_or(i64::MAX)).await?;
    let began = Instant::now();
    let mut claims = JoinSet::new();
    for by in 0..i64::try_from(rows).unwrap_or(i64::MAX) {
        let bare = Arc::clone(bare);
        claims.spawn(async move { bare.claim(by).await });
    }
    while let Some(claimed) = claims.join_next().await {
        claimed.map_err(|_| app::Error::Fault("a claim broke off"))??;
    }
    Ok(began.elapsed())
}

/// Every workstation claims what is next; returns what each was told that it has.
async fn round_of_claims(stations: &[Arc<Station>]) -> Result<(Duration, Vec<Reference>), Trouble> {
    let began = Instant::now();
    let mut claims = JoinSet::new();
    for station in stations {
        let station = Arc::clone(station);
        claims.spawn(async move { station.claim().await });
    }
    let mut claimed = Vec::new();
    while let Some(done) = claims.join_next().await {
        let done = done.map_err(|_| app::Error::Fault("a claim broke off"))??;
        claimed.extend(done.and_then(|performed| performed.crossing));
    }
    Ok((began.elapsed(), claimed))
}

async fn give_all_back(stations: &[Arc<Station>]) -> Result<(), Trouble> {
    for station in stations {
        station.give_back().await?;
    }
    Ok(())
}

/// Offers so many commands a second, whether the ones before were answered or not: whoever is free takes the next.
async fn steadily(stations: &[Arc<Station>], wanted: Wanted, found: &mut Found) -> Result<(), Trouble> {
    let (frees, mut free) = mpsc::unbounded_channel();
    let mut idle: VecDeque<(Arc<Station>, Option<Reference>)> =
        stations.iter().map(|station| (Arc::clone(station), None)).collect();
    let held = Arc::new(Mutex::new(HashMap::<Reference, u32>::new()));
    let mut commands = JoinSet::new();
    let (began, all) = (Instant::now(), wanted.offered * wanted.seconds);
    let between = Duration::from_secs(1) / u32::try_from(wanted.offered.max(1)).unwrap_or(u32::MAX);
    for turn in 0..all {
        let due = began + between * u32::try_from(turn).unwrap_or(u32::MAX);
        tokio::time::sleep_until(due.into()).await;
        while let Ok(back) = free.try_recv() {
            idle.push_back(back);
        }
        let next = match idle.pop_front() {
            Some(next) => Some(next),
            None => free.recv().await,
        };
        let Some((station, has)) = next else { break };
        let (frees, held) = (frees.clone(), Arc::clone(&held));
        commands.spawn(async move {
            let held = || held.lock().unwrap_or_else(PoisonError::into_inner);
            let mut double = 0;
            let has = match has {
                // What he gives back another may have before he hears that it was given back.
                Some(reference) => {
                    held().remove(&reference);
                    station.give_back().await?;
                    None
                }
                None => {
                    let claimed = station.claim().await?.and_then(|performed| performed.crossing);
                    if let Some(reference) = &claimed {
                        double += u32::from(held().insert(reference.clone(), 1).is_some());
                    }
                    claimed
                }
            };
            let took = due.elapsed();
            // Nobody waits for him once the last was offered.
            let _over = frees.send((station, has));
            Ok::<_, app::Error>((took, double))
        });
    }
    while let Some(done) = commands.join_next().await {
        let (took, double) = done.map_err(|_| app::Error::Fault("a command broke off"))??;
        found.took.push(took);
        found.double += double;
    }
    give_all_back(stations).await
}

/// Returns how many processors there are.
pub fn processors() -> usize {
    std::thread::available_parallelism().map_or(1, std::num::NonZero::get)
}
