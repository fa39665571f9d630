//! An officer's command, and the pen in it.

use std::time::{Duration, Instant};

use contract::Perform;
use domain::Action;
use serde_json::json;

use super::figures::{median, number, percentile, round, table};
use super::ground::Bench;
use crate::Call;
use crate::answer::{Answer, Trouble};

/// Alternating blocks of 200 commands and 200 bare commits in one process; the median of the ratios.
pub async fn command(call: &Call) -> Result<Answer, Trouble> {
    let bench = Bench::begin(number("OSBP_BENCH_ACTS", 100_000)).await?;
    let officer = bench.officer().await?;
    let reference = bench.traveller(&officer).await?;
    let bare = storage_sqlite::Yardstick::create(bench.folder.join("bare.db")).await.map_err(app::Error::Storage)?;
    let mut ratios = Vec::new();
    let mut ours = Vec::new();
    let mut theirs = Vec::new();
    for _ in 0..20 {
        let started = Instant::now();
        for _ in 0..200 {
            bare.commit().await.map_err(app::Error::Storage)?;
        }
        let theirs_took = started.elapsed();
        let started = Instant::now();
        for turn in 0..200 {
            let steps = vec![domain::StepId(1)];
            let action =
                if turn % 2 == 0 { Action::Claim { steps, presented: false } } else { Action::Release { steps } };
            let key = bench.post.clock().new_id();
            officer.perform(&Perform { key, crossing: Some(reference.clone()), version: None, action }).await?;
        }
        let ours_took = started.elapsed();
        ratios.push(theirs_took.as_secs_f64() / ours_took.as_secs_f64());
        ours.push(ours_took.as_secs_f64() / 200.0 * 1e6);
        theirs.push(theirs_took.as_secs_f64() / 200.0 * 1e6);
    }
    let (ratio, ours, theirs) = (median(&mut ratios), median(&mut ours), median(&mut theirs));
    let acts = bench.post.store().head().await?.seq;
    table(
        call,
        "command",
        ratio >= 0.5,
        &[
            ("acts in the journal", json!(acts)),
            ("ratio to a bare commit (aim ≥ 0.5)", json!(round(ratio))),
            ("a command, µs", json!(round(ours))),
            ("a bare commit, µs", json!(round(theirs))),
        ],
    )
}

/// The pen alone: what stands between a decision and the rows of its acts. A claim carries the longest sealed part, a clearing
/// the shortest.
pub async fn seal(call: &Call) -> Result<Answer, Trouble> {
    let bench = Bench::begin(number("OSBP_BENCH_ACTS", 1_000)).await?;
    let officer = bench.officer().await?;
    let reference = bench.traveller(&officer).await?;
    let request = |action: Action| Perform {
        key: bench.post.clock().new_id(),
        crossing: Some(reference.clone()),
        version: None,
        action,
    };
    let steps = || vec![domain::StepId(1)];
    let claim = || request(Action::Claim { steps: steps(), presented: false });
    let write = |wanted: &dyn Fn() -> Perform| -> Result<[f64; 3], Trouble> {
        let (mut pens, mut envelopes) = (Vec::new(), Vec::new());
        for _ in 0..4_000 {
            let [pen, envelope] = officer.time_of_the_pen(&wanted())?;
            pens.push(pen);
            envelopes.push(envelope);
        }
        let micros = |took: &mut Vec<Duration>, percent| percentile(took, percent).as_secs_f64() * 1e6;
        Ok([micros(&mut pens, 50), micros(&mut pens, 95), micros(&mut envelopes, 50)])
    };
    let [claiming, claiming_95, envelope] = write(&claim)?;
    officer.perform(&claim()).await?;
    let [clearing, clearing_95, _] = write(&|| {
        request(Action::Clear {
            steps: steps(),
            dispositions: vec![],
            grants: vec![],
            note: None,
            customs: Box::default(),
        })
    })?;
    table(
        call,
        "seal",
        claiming.max(clearing) < 150.0,
        &[
            ("a claim sealed, chained, signed, µs at the median (aim < 150)", json!(round(claiming))),
            ("the same at the 95th percentile", json!(round(claiming_95))),
            ("a clearing, µs at the median (aim < 150)", json!(round(clearing))),
            ("the same at the 95th percentile", json!(round(clearing_95))),
            ("the next act's envelope, begun during the commit, µs", json!(round(envelope))),
        ],
    )
}
