//! The demonstration post: made, worked, verified.

use std::time::Duration;

use app::{Demonstration, Error, Pace, SignedIn, Specimens, Traffic, verify};
use contract::{ClaimNext, CrossingRequest, Perform, QueueRequest, SignIn, Tab, Whereabouts};
use domain::act::Conclusion;
use domain::officer::DeskCode;
use domain::step::Origin;
use domain::{Action, Direction, Refusal, StepId, StepState};

#[tokio::test(flavor = "multi_thread")]
async fn traffic_runs_and_the_journal_verifies() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("post.osbp");
    let home = folder.path().join("home");
    let demonstration = Demonstration { seed: 7, referral_permille: 50 };
    let post = demonstration.found(&file.to_string_lossy(), &home).await.unwrap();
    let mut traffic = Traffic::begin(&post, 7).await.unwrap();
    let pace = Pace { standing: 6, between: Duration::ZERO, parties: Some(12) };
    traffic.run(pace).await.unwrap();
    let found = verify(post.store()).await.unwrap();
    assert!(found.is_ok(), "{:?}", found.problems);
    assert!(found.acts > 150, "{} acts", found.acts);
    assert_eq!(found.replayed, found.acts);

    // A newcomer signs in, sees the queue, takes what is next and clears it.
    let request = SignIn {
        officer: "k-1042".to_owned(),
        password: "kijani-mto".to_owned(),
        desk: DeskCode("A-I1".to_owned()),
        pin: None,
        code: None,
    };
    let officer = SignedIn::sign_in(&post, &request).await.unwrap();
    assert_eq!(officer.session().unwrap().name, "Daniel Kiprotich");
    for _ in 0..6 {
        traffic.arrive().await.unwrap();
    }
    officer.catch_up().await.unwrap();
    let page = officer.queue(&QueueRequest { tab: Tab::All, limit: 200, ..QueueRequest::default() }).unwrap();
    assert!(page.total >= 6);
    let taken = officer.claim_next(&ClaimNext { key: post.clock().new_id() }).await.unwrap().unwrap();
    let reference = taken.crossing.clone().unwrap();
    let view = officer.crossing(&CrossingRequest { reference: reference.clone() }).await.unwrap();
    let mine = view.crossing.claim_of(officer.officer());
    assert!(!mine.is_empty());
    let drawn = view.file.step(mine[0]).is_some_and(|known| known.is_drawn);
    // What is next may be a second line that the traffic left: that is concluded, a first line is cleared.
    let is_second_line = matches!(view.crossing.step(mine[0]).unwrap().origin, Origin::Secondary { .. });
    let action = if is_second_line {
        Action::Conclude {
            step: mine[0],
            outcome: Conclusion::Cleared,
            dispositions: Vec::new(),
            ends_protection: false,
            note: None,
            customs: Box::default(),
        }
    } else {
        Action::Clear {
            steps: mine.clone(),
            dispositions: Vec::new(),
            grants: Vec::new(),
            note: None,
            customs: Box::default(),
        }
    };
    let perform =
        Perform { key: post.clock().new_id(), crossing: Some(reference.clone()), version: taken.version, action };
    if drawn && !is_second_line {
        // Chance chose it for a referral: the procedure says so, and nothing else.
        let refused = officer.perform(&perform).await.unwrap_err();
        assert!(matches!(refused, Error::Refused(Refusal::DrawnForReferral)), "{refused}");
    } else {
        let done = officer.perform(&perform).await.unwrap();
        // The same command again: the same answer, and nothing happens twice.
        assert_eq!(officer.perform(&perform).await.unwrap(), done);
        let view = officer.crossing(&CrossingRequest { reference }).await.unwrap();
        assert_eq!(view.crossing.state_of(view.crossing.step(mine[0]).unwrap()), StepState::Cleared);
    }
    assert!(verify(post.store()).await.unwrap().is_ok());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hold_that_nobody_signs_leaves_the_queue_without_an_act() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("post.osbp");
    let demonstration = Demonstration { seed: 7, referral_permille: 0 };
    let post = demonstration.found(&file.to_string_lossy(), &folder.path().join("home")).await.unwrap();
    let request = SignIn {
        officer: "K-1042".to_owned(),
        password: "kijani-mto".to_owned(),
        desk: DeskCode("A-I1".to_owned()),
        pin: None,
        code: None,
    };
    let officer = SignedIn::sign_in(&post, &request).await.unwrap();
    let today = post.clock().now().date_naive();
    let mut reference = None;
    let step = StepId(1);
    for action in [
        Specimens::new(3).unwrap().on_foot(Direction::AToB, today),
        Action::Claim { steps: vec![step], presented: false },
        Action::Hold { step, told: "Act 12, section 4".to_owned() },
    ] {
        let perform = Perform { key: post.clock().new_id(), crossing: reference, version: None, action };
        reference = officer.perform(&perform).await.unwrap().crossing;
    }
    let whereabouts = || {
        let page = officer.queue(&QueueRequest { tab: Tab::All, limit: 1, ..QueueRequest::default() }).unwrap();
        page.rows.first().unwrap().now_at.whereabouts
    };
    assert_eq!(whereabouts(), Whereabouts::Held);
    post.clock().advance(9 * 60_000);
    assert_eq!(whereabouts(), Whereabouts::Held);
    post.clock().advance(60_000);
    assert_eq!(whereabouts(), Whereabouts::Mine);
}
