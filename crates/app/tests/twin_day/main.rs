//! The twin day (ARCHITECTURE.md, Keys): one day with alert hits of every kind, needs for protection and a red lane in Uganda, and the
//! same day without any of them, on which Uganda's rate of random referrals is what sends the same parties to the second
//! line. Whatever Kenya can read of both days is equal: every row and the length of every column of the file, its size,
//! what its officers' windows are told at each turn, slips, refusals, the head of the feed, and what a program without any
//! key shows. On a server, where each State has a workstation with a role of its own: every row that Kenya's role is shown, how
//! many rows there are of those that it is not, how much room they take, and what it is notified of. How often tables were
//! looked through, and how many commands were refused, the server tells too; that hangs on who looked at what, and is left out.
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
mod ground;
mod lists;
mod mask;
mod server;

use day::{Leak, Lived, Secrets};
use ground::Engine;

#[tokio::test(flavor = "multi_thread")]
async fn what_kenya_can_read_of_both_days_is_equal_on_sqlite() {
    both_days(&Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_kenya_can_read_of_both_days_is_equal_on_postgres() {
    if let Some(engine) = Engine::postgres() {
        both_days(&engine).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_gives_a_secret_away_is_found_on_sqlite() {
    bad_mornings(&Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_gives_a_secret_away_is_found_on_postgres() {
    if let Some(engine) = Engine::postgres() {
        bad_mornings(&engine).await;
    }
}

/// Every kind of hit that there is, on every kind of list, and when it is found.
const KINDS: [&str; 15] = [
    "container on national",
    "document on post",
    "document recorded as false",
    "document_too_soon",
    "found since the claim",
    "frame_number on national",
    "name on national",
    "name on own",
    "name on two",
    "name_and_birth_date on post",
    "needs two",
    "other_adult",
    "other_plates",
    "plate on post",
    "possible document on national",
];

async fn both_days(engine: &Engine) {
    let secret = day::live(engine, Secrets::Some).await;
    let plain = day::live(engine, Secrets::None).await;
    assert!(secret.hits > 4 && secret.needs == 3 && secret.is_red, "the secret day has no secrets");
    let kinds: Vec<&str> = secret.kinds.iter().map(String::as_str).collect();
    assert_eq!(kinds, KINDS, "the secret day lacks kinds of hits");
    assert!(plain.kinds.is_empty(), "{:?}", plain.kinds);
    assert_eq!((plain.hits, plain.needs, plain.is_red), (0, 0, false), "the plain day has secrets");
    // Both days were seen at all: a comparison of nothing is always equal.
    assert!(secret.seen.len() > 3_000, "only {} lines were compared", secret.seen.len());
    let differences = differences(&secret, &plain);
    assert!(
        differences.is_empty(),
        "Kenya can tell the days apart, {} times:\n{}",
        differences.len(),
        differences[..differences.len().min(12)].join("\n")
    );
}

/// A comparison that finds nothing is worth something if it finds what is there: three programs that keep secrets badly.
async fn bad_mornings(engine: &Engine) {
    let mornings = async |leak| {
        let secret = day::live_badly(engine, Secrets::Some, leak).await;
        let plain = day::live_badly(engine, Secrets::None, leak).await;
        assert!(secret.hits > 2 && plain.hits == 0);
        differences(&secret, &plain)
    };
    assert_eq!(mornings(Leak::Nothing).await, Vec::<String>::new(), "the morning itself tells them apart");
    let is_found = |differences: &[String], words: &str| {
        assert!(differences.iter().any(|one| one.contains(words)), "{words}: {differences:#?}");
    };
    is_found(&mornings(Leak::RowOfAHit).await, "sealed_document");
    is_found(&mornings(Leak::UnpaddedPart).await, "sealed_document");
    is_found(&mornings(Leak::ReferralOnHitsOnly).await, "referred");
}

/// Returns where what Kenya read differs.
fn differences(secret: &Lived, plain: &Lived) -> Vec<String> {
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
    differences
}
