//! Second signatures: who may give one sees what waits for it, and gives it at his own desk or at the first officer's.

#![expect(clippy::unwrap_used, reason = "what is missing in a test fails the test")]

use std::sync::Arc;

use app::{Demonstration, Error, SignedIn, Specimens, Workstation, verify};
use contract::{Perform, SignHere, SignIn, SignatureOn};
use domain::act::Motion;
use domain::notice::ReasonCode;
use domain::officer::DeskCode;
use domain::{Action, CrossingAct, Direction, Reference, Refusal, StepId, SubjectId};

async fn at_desk(workstation: &Arc<Workstation>, officer: &str, password: &str, desk: &str) -> SignedIn {
    let request = SignIn {
        officer: officer.to_owned(),
        password: password.to_owned(),
        desk: DeskCode(desk.to_owned()),
        pin: None,
        code: None,
    };
    SignedIn::sign_in(workstation, &request).await.unwrap()
}

fn asks(officer: &SignedIn, crossing: Option<&Reference>, action: Action) -> Perform {
    Perform { key: officer.workstation().clock().new_id(), crossing: crossing.cloned(), version: None, action }
}

async fn does(officer: &SignedIn, crossing: Option<&Reference>, action: Action) -> Reference {
    officer.perform(&asks(officer, crossing, action)).await.unwrap().crossing.unwrap()
}

async fn waiting(officer: &SignedIn) -> Vec<SignatureOn> {
    // The window does so with every news of the journal.
    officer.catch_up().await.unwrap();
    officer.signatures().unwrap().waiting.into_iter().map(|one| one.on).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_waits_is_shown_to_who_may_sign_and_is_signed_at_either_desk() {
    let folder = tempfile::tempdir().unwrap();
    let (file, home) = (folder.path().join("post.osbp"), folder.path().join("home"));
    let post = Demonstration { seed: 5, referral_permille: 0 }.found(&file.to_string_lossy(), &home).await.unwrap();
    let first = at_desk(&post, "K-1042", "kijani-mto", "A-I1").await;
    let second = at_desk(&post, "K-1050", "zamu-ya-kazi", "A-I2").await;
    let other = at_desk(&post, "U-1131", "jua-ziwa", "B-I1").await;
    let today = post.clock().now().date_naive();
    let walker = Specimens::new(1).unwrap().on_foot(Direction::AToB, today);
    let reference = does(&first, None, walker).await;
    let step = StepId(1);
    does(&first, Some(&reference), Action::Claim { steps: vec![step], presented: false }).await;
    let refuses = || Action::Refuse { step, reason: ReasonCode("A".to_owned()), dispositions: Vec::new(), note: None };
    does(&first, Some(&reference), refuses()).await;

    // Neither he who refused nor the other State is asked to confirm.
    let refusal = SignatureOn::Refusal { step };
    assert_eq!(waiting(&second).await, [refusal]);
    assert!(waiting(&first).await.is_empty() && waiting(&other).await.is_empty());

    // At the first officer's desk: not himself, not the other State, not with a wrong password, and nothing but signatures.
    let here = |officer: &str, password: &str, action: Action| SignHere {
        officer: officer.to_owned(),
        password: password.to_owned(),
        perform: asks(&first, Some(&reference), action),
    };
    let refused = first.sign_here(here("K-1042", "kijani-mto", Action::Confirm { step })).await;
    assert!(matches!(refused, Err(Error::Refused(Refusal::SameOfficer))), "{refused:?}");
    let refused = first.sign_here(here("U-1131", "jua-ziwa", Action::Confirm { step })).await;
    assert!(matches!(refused, Err(Error::Refused(Refusal::OtherState))), "{refused:?}");
    let refused = first.sign_here(here("K-2010", "not-his-password", Action::Confirm { step })).await;
    assert!(matches!(refused, Err(Error::WrongPassword { .. })), "{refused:?}");
    let refused = first.sign_here(here("K-1050", "zamu-ya-kazi", Action::Release { steps: vec![step] })).await;
    assert!(matches!(refused, Err(Error::Invalid { field: "action" })), "{refused:?}");
    // An officer who is on no shift signs here, and is on none afterwards.
    first.sign_here(here("K-1051", "zamu-ya-kazi", Action::Confirm { step })).await.unwrap();
    assert!(waiting(&second).await.is_empty());
    assert!(!post.store().shifts().await.unwrap().iter().any(|shift| shift.officer == "K-1051"));
    assert_eq!(first.session().unwrap().officer, "K-1042");

    // What was signed on paper is signed here as the paper states it, by another than who vouched for the paper.
    let walker = Specimens::new(3).unwrap().on_foot(Direction::AToB, today);
    let reference = does(&first, None, walker).await;
    let (stated_at, paper) = (post.clock().now() - chrono::TimeDelta::minutes(5), "P 7".to_owned());
    let late = |what: Action| Action::EnterLate { stated_at, paper: paper.clone(), what: Box::new(what) };
    does(&second, Some(&reference), Action::SeePaper { paper: paper.clone() }).await;
    does(&first, Some(&reference), late(Action::Claim { steps: vec![step], presented: false })).await;
    does(&first, Some(&reference), late(refuses())).await;
    let here = |officer: &str, action: Action| SignHere {
        officer: officer.to_owned(),
        password: "zamu-ya-kazi".to_owned(),
        perform: asks(&first, Some(&reference), action),
    };
    let refused = first.sign_here(here("K-1050", late(Action::Confirm { step }))).await;
    assert!(matches!(refused, Err(Error::Refused(Refusal::SameOfficer))), "{refused:?}");
    let refused = first.sign_here(here("K-1051", late(Action::Release { steps: vec![step] }))).await;
    assert!(matches!(refused, Err(Error::Invalid { field: "action" })), "{refused:?}");
    first.sign_here(here("K-1051", late(Action::Confirm { step }))).await.unwrap();
    let done = first.crossing(&contract::CrossingRequest { reference }).await.unwrap();
    let dated = done.history.iter().any(|line| {
        let CrossingAct::EnteredLate { act, stated_at: at, .. } = &line.act else { return false };
        matches!(**act, CrossingAct::RefusalConfirmed { .. }) && *at == stated_at
    });
    assert!(dated, "{:?}", done.history);

    // To leave a party behind wants a supervisor of the own State.
    let walker = Specimens::new(2).unwrap().on_foot(Direction::AToB, today);
    let reference = does(&first, None, walker).await;
    let what = Motion::Abandon { subject: SubjectId(1) };
    let abandon = Action::Move { what, why: "nobody came".to_owned(), other: None };
    does(&first, Some(&reference), abandon).await;
    let supervisor = at_desk(&post, "K-0007", "kijani-mlima", "A-C1").await;
    assert!(matches!(waiting(&supervisor).await[..], [SignatureOn::Motion { .. }]));
    assert!(waiting(&second).await.is_empty());
    let number = waiting(&supervisor)
        .await
        .into_iter()
        .find_map(|on| if let SignatureOn::Motion { number } = on { Some(number) } else { None })
        .unwrap();
    does(&supervisor, Some(&reference), Action::Second { number, receipt: None }).await;
    assert!(waiting(&supervisor).await.is_empty());
    let found = verify(post.store()).await.unwrap();
    assert!(found.is_ok(), "{:?}", found.problems);
}
