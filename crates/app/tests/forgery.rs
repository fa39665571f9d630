//! Somebody who can write the file changes an act behind the program's back: what officers see and decide on is what was
//! signed, and the act is named.

#![expect(clippy::unwrap_used, reason = "what is missing in a test fails the test")]

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use app::{Demonstration, Error, Fault, Office, Pace, SignedIn, Specimens, Traffic, Workstation, verify};
use contract::{CrossingRequest, CrossingView, FeedNews, Perform, Reach, SignIn};
use domain::officer::DeskCode;
use domain::private::Wanted;
use domain::{Action, Direction, Reference, StepId};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions as _, Connection as _, raw_sql};

struct Post {
    folder: tempfile::TempDir,
    workstation: Arc<Workstation>,
}

impl Post {
    async fn found() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("post.osbp");
        let home = folder.path().join("home");
        let demonstration = Demonstration { seed: 5, referral_permille: 0 };
        let workstation = demonstration.found(&file.to_string_lossy(), &home).await.unwrap();
        Self { folder, workstation }
    }

    async fn officer(&self) -> SignedIn {
        officer_at(&self.workstation).await
    }

    async fn meddle(&self, script: &'static str) {
        let file = self.folder.path().join("post.osbp");
        let mut db = SqliteConnectOptions::new().filename(file).connect().await.unwrap();
        raw_sql(script).execute(&mut db).await.unwrap();
        db.close().await.unwrap();
    }

    async fn newcomer(&self) -> Arc<Workstation> {
        let file = self.folder.path().join("post.osbp");
        Workstation::open(&file.to_string_lossy(), &self.folder.path().join("home")).await.unwrap()
    }
}

async fn officer_at(workstation: &Arc<Workstation>) -> SignedIn {
    let request = SignIn {
        officer: "K-1042".to_owned(),
        password: "kijani-mto".to_owned(),
        desk: DeskCode("A-I1".to_owned()),
        pin: None,
        code: None,
    };
    SignedIn::sign_in(workstation, &request).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_open_crossing_is_shown_as_it_was_signed() {
    let post = Post::found().await;
    let officer = post.officer().await;
    let today = post.workstation.clock().now().date_naive();
    let action = Specimens::new(3).unwrap().on_foot(Direction::AToB, today);
    let key = post.workstation.clock().new_id();
    let done = officer.perform(&Perform { key, crossing: None, version: None, action }).await.unwrap();
    let request = CrossingRequest { reference: done.crossing.unwrap() };
    let signed = officer.crossing(&request).await.unwrap();

    post.meddle(include_str!("forge_last_facts.sql")).await;
    // Who had it in memory goes on with what was signed.
    let seen = officer.crossing(&request).await.unwrap();
    assert_eq!(seen.crossing, signed.crossing);
    // Who opens the post now passes over the act, and says which.
    let newcomer = post.newcomer().await;
    let (crossing, _, void) = newcomer.crossing_with_acts_of(&request.reference).await;
    assert_eq!(void, [done.seq[1]]);
    assert!(
        crossing
            .subjects
            .values()
            .all(|subject| { subject.facts.as_ref().is_none_or(|facts| !facts.label().contains("FORGED")) })
    );
    let problems = verify(newcomer.store()).await.unwrap().problems;
    assert_eq!(problems.iter().map(|one| (one.seq, one.check)).collect::<Vec<_>>(), [(done.seq[1], Fault::Digest)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_sealed_beside_a_void_act_counts_for_nobody_who_signs_in() {
    let post = Post::found().await;
    let officer = post.officer().await;
    let today = post.workstation.clock().now().date_naive();
    let on_foot = Specimens::new(3).unwrap().on_foot(Direction::AToB, today);
    let perform = |crossing: Option<Reference>, action: Action| Perform {
        key: post.workstation.clock().new_id(),
        crossing,
        version: None,
        action,
    };
    let reference = officer.perform(&perform(None, on_foot)).await.unwrap().crossing.unwrap();
    let claim = Action::Claim { steps: vec![StepId(1)], presented: true };
    officer.perform(&perform(Some(reference.clone()), claim)).await.unwrap();
    let note = Some("bring the visa".to_owned());
    let query = Action::Query { step: StepId(1), wanted: Wanted::Document, note, customs: Box::default() };
    officer.perform(&perform(Some(reference.clone()), query)).await.unwrap();
    let noted = |view: &CrossingView| view.file.steps.get(&StepId(1)).is_some_and(|step| !step.notes.is_empty());
    let request = CrossingRequest { reference };
    assert!(noted(&officer.crossing(&request).await.unwrap()));

    post.meddle(include_str!("forge_last_desk.sql")).await;
    let newcomer = post.newcomer().await;
    let officer = officer_at(&newcomer).await;
    let view = officer.crossing(&request).await.unwrap();
    assert_eq!(view.void_acts.len(), 1);
    assert!(!noted(&view), "{:?}", view.file);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_closed_crossing_is_verified_when_it_is_read() {
    let post = Post::found().await;
    let mut traffic = Traffic::begin(&post.workstation, 5).await.unwrap();
    traffic.run(Pace { standing: 0, between: Duration::ZERO, parties: Some(6) }).await.unwrap();
    drop(traffic);
    // The crossing that left last.
    let mut left = Vec::new();
    for row in post.workstation.store().crossings(true).await.unwrap() {
        let reference: Reference = row.reference.parse().unwrap();
        let (_, shown) = post.workstation.shown(&reference).await.unwrap();
        let departed = shown.iter().filter(|act| act["kind"] == "departed").filter_map(|act| act["seq"].as_i64());
        left.extend(departed.map(|seq| (seq, reference.clone(), row.closed_at.is_some())));
    }
    left.sort_by_key(|(seq, ..)| *seq);
    let (departed, reference, is_closed) = left.pop().unwrap();
    assert!(is_closed, "somebody of the party stayed");
    assert!(post.workstation.crossing_with_acts_of(&reference).await.2.is_empty());
    post.meddle(include_str!("forge_last_departure.sql")).await;
    let (_, acts, void) = post.newcomer().await.crossing_with_acts_of(&reference).await;
    assert_eq!(void, [departed], "the act that was changed is not named");
    assert!(acts.contains(&departed), "it is not shown");
}

/// Yesterday's copy put back is refused by whoever saw what came after it, also once it was written on.
#[tokio::test(flavor = "multi_thread")]
async fn yesterdays_copy_is_refused() {
    let post = Post::found().await;
    let (file, copy) = (post.folder.path().join("post.osbp"), post.folder.path().join("yesterday.osbp"));
    let (home, elsewhere) = (post.folder.path().join("home"), post.folder.path().join("elsewhere"));
    post.workstation.store().close().await;
    std::fs::copy(&file, &copy).unwrap();
    let today = post.newcomer().await;
    let seen = register(&today, 3).await;
    today.store().close().await;
    // Somebody looks at it once more, as a window does again and again.
    post.newcomer().await.store().close().await;

    std::fs::copy(&copy, &file).unwrap();
    let refused = Workstation::open(&file.to_string_lossy(), &home).await;
    assert!(matches!(refused, Err(Error::Rewritten { seq }) if seq == seen), "{:?}", refused.err());
    // A workstation that saw none of it can't know, and may even write on: the others still refuse.
    copy_all(&home.join("enrolment"), &elsewhere.join("enrolment"));
    let fork = Workstation::open(&file.to_string_lossy(), &elsewhere).await.unwrap();
    while register(&fork, 4).await <= seen {}
    fork.store().close().await;
    let refused = Workstation::open(&file.to_string_lossy(), &home).await;
    assert!(matches!(refused, Err(Error::Rewritten { seq }) if seq == seen), "{:?}", refused.err());
}

/// Who has the post open finds out when its last acts are gone, and writes nothing after them.
#[tokio::test(flavor = "multi_thread")]
async fn a_journal_that_was_cut_is_not_written_on() {
    let post = Post::found().await;
    let officer = post.officer().await;
    let seen = register(&post.workstation, 3).await;
    officer.catch_up().await.unwrap();
    post.meddle(include_str!("forget_last_acts.sql")).await;
    let action = Specimens::new(4).unwrap().on_foot(Direction::AToB, post.workstation.clock().now().date_naive());
    let perform = Perform { key: post.workstation.clock().new_id(), crossing: None, version: None, action };
    let refused = officer.perform(&perform).await;
    assert!(matches!(refused, Err(Error::Rewritten { seq }) if seq == seen), "{refused:?}");
    let refused = officer.catch_up().await;
    assert!(matches!(refused, Err(Error::Rewritten { seq }) if seq == seen), "{refused:?}");
    assert_eq!(post.workstation.store().head().await.unwrap().seq, seen - 2, "somebody wrote on");
}

/// Registers a party and returns the number of the last act.
async fn register(workstation: &Arc<Workstation>, seed: u64) -> i64 {
    let mut traffic = Traffic::begin(workstation, seed).await.unwrap();
    traffic.arrive().await.unwrap();
    workstation.store().head().await.unwrap().seq
}

fn copy_all(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    std::fs::set_permissions(to, std::fs::metadata(from).unwrap().permissions()).unwrap();
    for entry in std::fs::read_dir(from).unwrap().map(Result::unwrap) {
        let beside = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy_all(&entry.path(), &beside);
        } else {
            std::fs::copy(entry.path(), beside).unwrap();
        }
    }
}

/// A window whose database is gone says so, and does not go on as if nothing were new.
#[tokio::test(flavor = "multi_thread")]
async fn a_window_that_can_not_read_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("post.osbp");
    let home = folder.path().join("home");
    let made = Demonstration { seed: 5, referral_permille: 0 }.found(&file.to_string_lossy(), &home).await.unwrap();
    made.store().close().await;
    let office = Office::new(&file.to_string_lossy(), &home);
    office.post_info().await.unwrap();
    let request = SignIn {
        officer: "K-1042".to_owned(),
        password: "kijani-mto".to_owned(),
        desk: DeskCode("A-I1".to_owned()),
        pin: None,
        code: None,
    };
    office.sign_in(&request).await.unwrap();
    assert_eq!(office.wait_for_news(0, Duration::from_millis(10)).await.reach, Reach::Good);
    let officer = office.officer().await.unwrap();
    officer.workstation().store().close().await;
    let news = office.wait_for_news(7, Duration::from_millis(10)).await;
    assert!(matches!(news, FeedNews { seq: 7, reach: Reach::Unreachable { .. }, .. }), "{news:?}");
    assert!(matches!(officer.catch_up().await, Err(Error::Storage(_))));
    assert!(Path::new(&file).exists());
}

/// A wait that began before the post was open is over soon, so that the next one hears what is new.
#[tokio::test(flavor = "multi_thread")]
async fn a_wait_for_news_that_began_before_the_post_was_open_is_over_soon() {
    let folder = tempfile::tempdir().unwrap();
    let (file, home) = (folder.path().join("post.osbp"), folder.path().join("home"));
    let office = Office::new(&file.to_string_lossy(), &home);
    let hour = Duration::from_secs(3_600);
    let news = tokio::time::timeout(Duration::from_secs(60), office.wait_for_news(7, hour)).await;
    assert_eq!(news.map(|news| (news.seq, news.reach)), Ok((7, Reach::Good)));
}

/// A window whose journal was cut beneath it says that, and not that it is out of reach.
#[tokio::test(flavor = "multi_thread")]
async fn a_window_tells_a_rewritten_journal_as_such() {
    let post = Post::found().await;
    let (file, home) = (post.folder.path().join("post.osbp"), post.folder.path().join("home"));
    let office = Office::new(&file.to_string_lossy(), &home);
    let request = SignIn {
        officer: "K-1042".to_owned(),
        password: "kijani-mto".to_owned(),
        desk: DeskCode("A-I1".to_owned()),
        pin: None,
        code: None,
    };
    office.sign_in(&request).await.unwrap();
    let seen = register(&post.workstation, 3).await;
    let news = office.wait_for_news(0, Duration::from_secs(5)).await;
    assert_eq!((news.seq, news.reach), (seen, Reach::Good));
    post.meddle(include_str!("forget_last_acts.sql")).await;
    let news = office.wait_for_news(seen, Duration::from_millis(10)).await;
    assert_eq!((news.seq, news.reach), (seen, Reach::Rewritten { act: seen }));
    // Whoever is signed in stays so, for what he typed; what he asks for is refused for the same reason.
    let officer = office.officer().await.unwrap();
    let action = Specimens::new(4).unwrap().on_foot(Direction::AToB, post.workstation.clock().now().date_naive());
    let perform = Perform { key: post.workstation.clock().new_id(), crossing: None, version: None, action };
    assert!(matches!(officer.perform(&perform).await, Err(Error::Rewritten { seq }) if seq == seen));
}

/// One crossing with the numbers of its acts and of those that are void.
trait Read {
    async fn crossing_with_acts_of(&self, reference: &Reference) -> (domain::Crossing, Vec<i64>, Vec<i64>);
}

impl Read for Workstation {
    async fn crossing_with_acts_of(&self, reference: &Reference) -> (domain::Crossing, Vec<i64>, Vec<i64>) {
        let (crossing, shown) = self.shown(reference).await.unwrap();
        let number = |act: &serde_json::Value| act["seq"].as_i64().unwrap();
        let void = shown.iter().filter(|act| act["void"] == true).map(number).collect();
        (crossing, shown.iter().map(number).collect(), void)
    }
}
