//! The PDF of a slip.

use std::time::{Duration, Instant};

use app::{Pace, Traffic};
use serde_json::json;

use super::figures::{percentile, round, table};
use super::ground::Bench;
use crate::Call;
use crate::answer::{Answer, Trouble};

/// Makes that of a party that is through, again and again.
pub async fn slip(call: &Call) -> Result<Answer, Trouble> {
    let bench = Bench::begin(0).await?;
    let pace = Pace { standing: 0, between: Duration::ZERO, parties: Some(20) };
    Traffic::begin(&bench.post, 1).await?.run(pace).await?;
    let officer = bench.officer().await?;
    let crossings = bench.post.crossings_in_order(true).await?;
    let through = crossings.iter().find(|crossing| {
        crossing.is_closed()
            && crossing.subjects.values().all(|subject| subject.end.is_some())
            && crossing.phase() == domain::SubjectPhase::Departed
    });
    let reference = through.map(|crossing| crossing.reference.clone()).ok_or(app::Error::NotFound)?;
    let key = bench.post.clock().new_id();
    let issued = officer.issue_slip(&contract::IssueSlip { key, reference: reference.clone() }).await?;
    let mut took = Vec::new();
    let mut bytes = 0;
    for _ in 0..50 {
        let started = Instant::now();
        bytes = officer.slip_pdf(&reference, issued.number).await?.len();
        took.push(started.elapsed());
    }
    let median = percentile(&mut took, 50).as_secs_f64() * 1e3;
    table(
        call,
        "slip",
        median < 50.0,
        &[("a slip, ms at the median (aim < 50)", json!(round(median))), ("bytes", json!(bytes))],
    )
}
