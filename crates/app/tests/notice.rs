//! The notice of a refusal: looked at, printed as an act of its own, served; its own State's alone.

#![expect(clippy::unwrap_used, reason = "what is missing in a test fails the test")]

use std::sync::Arc;

use app::{Demonstration, Error, SignedIn, Specimens, Workstation, verify};
use contract::{CrossingRequest, Perform, PrintNotice, ShowNotice, SignIn};
use domain::notice::ReasonCode;
use domain::officer::DeskCode;
use domain::own_journal::Deed;
use domain::step::Service;
use domain::{Action, Direction, Reference, Refusal, StepId};

async fn at_desk(workstation: &Arc<Workstation>, officer: &str, password: &str, desk: &str) -> SignedIn {
    let (officer, password, desk) = (officer.to_owned(), password.to_owned(), DeskCode(desk.to_owned()));
    SignedIn::sign_in(workstation, &SignIn { officer, password, desk, pin: None, code: None }).await.unwrap()
}

async fn does(officer: &SignedIn, crossing: Option<&Reference>, action: Action) -> Reference {
    let key = officer.workstation().clock().new_id();
    let perform = Perform { key, crossing: crossing.cloned(), version: None, action };
    officer.perform(&perform).await.unwrap().crossing.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_notice_is_looked_at_without_an_act_and_printed_by_one() {
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
    let show = ShowNotice { reference: reference.clone(), step };
    let print = || PrintNotice { key: post.clock().new_id(), reference: reference.clone(), step };
    does(&first, Some(&reference), Action::Claim { steps: vec![step], presented: false }).await;
    let reason = ReasonCode("A".to_owned());
    let refuse = Action::Refuse { step, reason, dispositions: Vec::new(), note: Some("not for paper".to_owned()) };
    does(&first, Some(&reference), refuse).await;
    // Nothing is on paper before a second officer has confirmed.
    assert!(matches!(first.show_notice(&show).await, Err(Error::NotFound)));
    does(&second, Some(&reference), Action::Confirm { step }).await;

    first.catch_up().await.unwrap();
    let head = post.store().head().await.unwrap().seq;
    let seen = first.show_notice(&show).await.unwrap();
    assert_eq!((seen.prints, post.store().head().await.unwrap().seq), (0, head), "looking printed it");
    let sheet = seen.sheets.concat();
    for words in ["Refusal of exit", "no valid travel document", &seen.serial, "K-1042", "K-1050", "section 12"] {
        assert!(sheet.contains(words), "{words} is not on it: {sheet}");
    }
    assert!(!sheet.contains("not for paper"));
    // The other State has neither its words nor the right to print it.
    other.catch_up().await.unwrap();
    assert!(matches!(other.show_notice(&show).await, Err(Error::NotFound)));
    assert!(matches!(other.print_notice(&print()).await, Err(Error::Refused(Refusal::OtherState))));

    let request = print();
    let printed = first.print_notice(&request).await.unwrap();
    assert_eq!((printed.prints, &printed.sheets), (1, &seen.sheets), "what was shown is what is printed");
    // Sent again under its key it is one print.
    assert_eq!(first.print_notice(&request).await.unwrap().prints, 1);
    does(&first, Some(&reference), Action::ServeNotice { step, service: Service::RefusedToSign }).await;
    let (serial, pdf) = first.notice_pdf(post.clock().new_id(), &reference, step).await.unwrap();
    assert!(serial == seen.serial && pdf.starts_with(b"%PDF"));
    let again = first.show_notice(&show).await.unwrap();
    assert!(again.prints == 2 && again.sheets != seen.sheets, "how it was served stands on it");
    // Its prints are acts that both States see, and so no matter of the own journal.
    let history = other.crossing(&CrossingRequest { reference: reference.clone() }).await.unwrap().history;
    assert_eq!(history.iter().filter(|line| line.act.kind() == "notice_printed").count(), 2);
    let supervisor = at_desk(&post, "K-0007", "kijani-mlima", "A-C1").await;
    let entries = supervisor.own_journal(0, 1_000).await.unwrap();
    assert!(!entries.iter().any(|entry| matches!(entry.what, Deed::Printed { .. })));
    let found = verify(post.store()).await.unwrap();
    assert!(found.is_ok(), "{:?}", found.problems);
}
