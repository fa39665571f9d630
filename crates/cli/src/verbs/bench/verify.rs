//! The verification of a long journal.

use std::time::Instant;

use serde_json::json;

use super::figures::{number, resident_mb, round, table};
use super::ground::Bench;
use crate::Call;
use crate::answer::{Answer, Trouble};

/// Verifies it once.
pub async fn verify(call: &Call) -> Result<Answer, Trouble> {
    let bench = Bench::kept(number("OSBP_BENCH_ACTS", 1_000_000), number("OSBP_BENCH_OPEN", 5_000)).await?;
    let before = resident_mb("VmRSS:");
    let began = Instant::now();
    let found = app::verify(bench.post.store()).await?;
    let took = began.elapsed().as_secs_f64();
    table(
        call,
        "verify",
        found.is_ok() && took < 60.0,
        &[
            ("acts in the journal", json!(found.acts)),
            ("verified in, s (aim < 60)", json!(round(took))),
            ("threads", json!(std::thread::available_parallelism().map_or(1, std::num::NonZero::get))),
            ("memory before, MB", json!(before)),
            ("memory at its peak, MB", json!(resident_mb("VmHWM:"))),
            ("acts that do not hold", json!(found.problems.len())),
        ],
    )
}
