//! Clocks that are wrong: one that is set back or ahead, and workstations whose clocks differ. Times never go back along the numbers of
//! the journal, nothing is lost, and the doctor says what is wrong with the clock. On a server with real data workstations follow its
//! clock (`crates/app/tests/walls/main.rs`).

#![expect(clippy::unwrap_used, reason = "what is missing in a test fails the test")]

use std::path::Path;
use std::sync::Arc;

use app::{Demonstration, Examination, Finding, SignedIn, Specimens, Workstation};
use chrono::TimeDelta;
use contract::{Perform, QueueRequest, SignIn, Tab};
use domain::officer::DeskCode;
use domain::{Action, Direction, Reference, StepId};

const HOUR: i64 = 60 * 60 * 1000;

async fn at_desk(workstation: &Arc<Workstation>, officer: &str, password: &str, desk: &str) -> SignedIn {
    let (officer, password, desk) = (officer.to_owned(), password.to_owned(), DeskCode(desk.to_owned()));
    SignedIn::sign_in(workstation, &SignIn { officer, password, desk, pin: None, code: None }).await.unwrap()
}

async fn does(officer: &SignedIn, crossing: Option<&Reference>, action: Action) -> Reference {
    let key = officer.workstation().clock().new_id();
    let request = Perform { key, crossing: crossing.cloned(), version: None, action };
    officer.perform(&request).await.unwrap().crossing.unwrap()
}

/// Registers a traveller and takes his first control; that it goes on is what is asked for.
async fn works(officer: &SignedIn, seed: u64) -> Reference {
    let today = officer.workstation().clock().now().date_naive();
    let action = Specimens::new(seed).unwrap().on_foot(Direction::AToB, today);
    let reference = does(officer, None, action).await;
    let steps = vec![StepId(1)];
    does(officer, Some(&reference), Action::Claim { steps: steps.clone(), presented: true }).await;
    does(officer, Some(&reference), Action::Release { steps }).await;
    reference
}

/// Every act holds, and none says that it was done before the one that it follows.
async fn holds(workstation: &Workstation) {
    let found = app::verify(workstation.store()).await.unwrap();
    assert!(found.is_ok(), "{:?}", found.problems);
    let acts = workstation.store().acts_after(0, i64::MAX).await.unwrap();
    assert!(acts.is_sorted_by_key(|act| act.at));
    assert_eq!(app::projections_that_differ(workstation, 0).await.unwrap(), [""; 0]);
}

async fn findings(address: &str, home: &Path) -> Vec<Finding> {
    let looks = Examination { address: address.to_owned(), home: home.to_owned(), backups: None, whole: false };
    looks.run().await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_clock_that_is_set_back_or_ahead_loses_nothing_and_work_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let (file, home) = (folder.path().join("post.osbp"), folder.path().join("home"));
    let address = file.to_string_lossy().into_owned();
    let post = Demonstration { seed: 5, referral_permille: 0 }.found(&address, &home).await.unwrap();
    let officer = at_desk(&post, "K-1042", "kijani-mto", "A-I1").await;
    let before = works(&officer, 1).await;

    post.clock().advance(-HOUR);
    let behind = works(&officer, 2).await;
    holds(&post).await;

    // A day ahead of it, a ticket that was never used has expired; what was acted on stays.
    post.clock().advance(HOUR);
    let waits = Specimens::new(9).unwrap().on_foot(Direction::AToB, post.clock().now().date_naive());
    let waits = does(&officer, None, waits).await;
    post.clock().advance(25 * HOUR);
    let ahead = works(&officer, 3).await;
    holds(&post).await;
    let shown = |officer: &SignedIn| -> Vec<Reference> {
        let page = officer.queue(&QueueRequest { tab: Tab::All, limit: 99, ..QueueRequest::default() }).unwrap();
        page.rows.into_iter().map(|row| row.reference).collect()
    };
    assert!(!shown(&officer).contains(&waits));

    // Set right again it is behind the last act, which is told; work goes on all the same.
    post.clock().advance(-25 * HOUR);
    let again = works(&officer, 4).await;
    holds(&post).await;
    let all = [&before, &behind, &waits, &ahead, &again];
    assert!(all.iter().all(|reference| shown(&officer).contains(reference)), "{all:?} {:?}", shown(&officer));
    let is_told = |finding: &Finding| matches!(finding, Finding::ClockBehind { seconds, .. } if *seconds > 24 * 3_600);
    let found = findings(&address, &home).await;
    assert!(found.iter().any(is_told), "{found:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn workstations_whose_clocks_differ_keep_one_order() {
    let folder = tempfile::tempdir().unwrap();
    let (file, home) = (folder.path().join("post.osbp"), folder.path().join("home"));
    let address = file.to_string_lossy().into_owned();
    let slow = Demonstration { seed: 5, referral_permille: 0 }.found(&address, &home).await.unwrap();
    let fast = Workstation::open(&address, &home).await.unwrap();
    slow.clock().advance(-HOUR / 12);
    fast.clock().advance(HOUR / 12);
    let kenya = at_desk(&slow, "K-1042", "kijani-mto", "A-I1").await;
    let colleague = at_desk(&fast, "K-1050", "zamu-ya-kazi", "A-I2").await;
    for turn in 0..4 {
        works(&kenya, 10 + turn).await;
        let reference = works(&colleague, 20 + turn).await;
        // What the one registered the other takes at once, though by his clock it is still to come.
        let steps = vec![StepId(1)];
        does(&kenya, Some(&reference), Action::Claim { steps: steps.clone(), presented: true }).await;
        does(&kenya, Some(&reference), Action::Release { steps }).await;
    }
    holds(&fast).await;
    let last = fast.store().head().await.unwrap().at;
    assert!(last - slow.clock().now() > TimeDelta::minutes(9), "the fast one's time is the post's");
}
