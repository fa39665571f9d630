//! The queue over a long journal.

use std::time::Instant;

use contract::{QueueRequest, Tab};
use serde_json::json;

use super::figures::{number, percentile, round, table};
use super::ground::Bench;
use crate::Call;
use crate::answer::{Answer, Trouble};

/// Reads the queue, as a window does and whole.
pub async fn queue(call: &Call) -> Result<Answer, Trouble> {
    let open = number("OSBP_BENCH_OPEN", 5_000);
    let bench = Bench::kept(number("OSBP_BENCH_ACTS", 1_000_000), open).await?;
    let officer = bench.officer().await?;
    let read = |limit: u32, times: usize| -> Result<f64, Trouble> {
        let mut took = Vec::new();
        for _ in 0..times {
            let started = Instant::now();
            let page = officer.queue(&QueueRequest { tab: Tab::All, limit, ..QueueRequest::default() })?;
            took.push(started.elapsed());
            if page.total as usize != open {
                return Err(Trouble::usage("the queue is not complete"));
            }
        }
        Ok(percentile(&mut took, 95).as_secs_f64() * 1e3)
    };
    let acts = bench.post.store().head().await?.seq;
    let warm = read(200, 20)?;
    let window = read(200, 1_000)?;
    let all = read(u32::MAX, 1_000)?;
    table(
        call,
        "queue",
        window < 10.0 && all < 60.0,
        &[
            ("acts in the journal", json!(acts)),
            ("open crossings", json!(open)),
            ("200 rows with counts, ms at the 95th percentile (aim < 10)", json!(round(window))),
            ("all rows, ms at the 95th percentile (aim < 60)", json!(round(all))),
            ("while warming up, ms", json!(round(warm))),
        ],
    )
}
