//! The twin day (ARCHITECTURE.md, Keys): one day with alert hits, needs for protection and a red lane in Uganda, and the
//! same day without any of them, on which Uganda's rate of random referrals is what sends the same parties to the second
//! line. Whatever Kenya can read of both days is equal: every row and the length of every column of the file, its size,
//! what its officers' windows are told at each turn, slips, refusals, the head of the feed, and what a program without any
//! key shows.
//!
//! Ciphertext, salts, hashes, signatures and keys are masked, ids by the order in which they first appear, and the moments
//! before the day, at which the posts were founded. The moments of the day itself are compared as they are.

#![expect(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "what is missing in a test fails the test"
)]

mod day;
mod file;
mod mask;

use day::Secrets;

#[tokio::test(flavor = "multi_thread")]
async fn what_kenya_can_read_of_both_days_is_equal() {
    let secret = day::live(Secrets::Some).await;
    let plain = day::live(Secrets::None).await;
    assert!(secret.hits > 4 && secret.needs == 3 && secret.is_red, "the secret day has no secrets");
    assert_eq!((plain.hits, plain.needs, plain.is_red), (0, 0, false), "the plain day has secrets");
    // Both days were seen at all: a comparison of nothing is always equal.
    assert!(secret.seen.len() > 3_000, "only {} lines were compared", secret.seen.len());

    let mut differences = Vec::new();
    let mut section = String::new();
    for (line, (a, b)) in secret.seen.iter().zip(&plain.seen).enumerate() {
        if let Some(name) = a.strip_prefix("## ") {
            name.clone_into(&mut section);
        }
        if a != b {
            differences.push(format!("{section}, line {line}:\n  with secrets: {a}\n  without:      {b}"));
        }
    }
    if secret.seen.len() != plain.seen.len() {
        differences.push(format!("{} lines with secrets, {} without", secret.seen.len(), plain.seen.len()));
    }
    assert!(
        differences.is_empty(),
        "Kenya can tell the days apart, {} times:\n{}",
        differences.len(),
        differences[..differences.len().min(12)].join("\n")
    );
}
