//! Documents that are false, and holders who are others, in the real window: found out, told when the document comes again, on record,
//! and never seen by the other State.

#![expect(clippy::unwrap_used, reason = "what is missing in a test fails the test")]

mod at_work;

use app::Demonstration;
use at_work::{does, goes_home, looks, traveller};
use domain::document_check::{DocumentCheck, Forgery, ForgeryFound};
use domain::notice::ReasonCode;
use domain::post::Priority;
use domain::step::Service;
use domain::subject::SubjectFacts;
use domain::{Action, Direction, Flow, StepId, SubjectId};
use end_to_end::{Desk, Post, passport};
use fantoccini::key::Key;
use serde_json::Value;

#[tokio::test]
async fn a_false_document_is_told_when_it_comes_again_and_an_impostor_is_compared() {
    let post = Post::to_be_found();
    somebody_was_refused(&post).await;
    let exit = Desk::at(&post).await;
    exit.signs_in("K-1042", "kijani-mto", "Daniel Kiprotich").await;
    let other = Desk::at(&post).await;
    other.signs_in("U-1131", "jua-ziwa", "Grace Akello").await;

    // The same passport comes again, held out by somebody who is not the person in the picture.
    exit.scans_passport(&passport("KEN", 9_810, "OCHIENG", "PETER", "790909", 'M')).await;
    exit.sees("Register and take").await;
    exit.presses(Key::F4).await;
    exit.sees("Recorded as false: altered: the picture was replaced").await;
    exit.sees("the picture lies over the laminate").await;
    exit.looks_right("hit-recorded-false").await;
    exit.chooses("It is that document").await;
    exit.sees("Refer it: another officer concludes.").await;
    exit.chooses("Compare the holder").await;
    exit.sees("Look at some points first").await;
    for point in ["#point-ears-unlike", "#point-eyes-like", "#point-marks-cant_tell", "#point-birth_place-unlike"] {
        exit.run("document.querySelector(arguments[0]).scrollIntoView({ block: 'center' })", &[point]).await;
        exit.clicks(point).await;
    }
    exit.sees("one difference that nothing explains is one too many").await;
    exit.chooses("I take him for an impostor").await;
    exit.looks_right("compare-holder").await;
    exit.chooses("Keep for the decision").await;
    exit.sees("Taken for an impostor").await;
    exit.looks_right("document-checks").await;
    refers(&exit).await;
    exit.sees("Taken for an impostor").await;

    // The other State sees that he was referred, and no more.
    let reference = post.reference();
    other.scans(&[&reference]).await;
    other.sees(&reference).await;
    let seen = other.text().await.to_lowercase();
    for words in ["false", "impostor", "recorded", "picture", "laminate"] {
        assert!(!seen.contains(words), "the other State sees '{words}':\n{seen}");
    }

    // Another document is found to be false, and kept.
    exit.scans_passport(&passport("KEN", 9_811, "ADHIAMBO", "RUTH", "920202", 'F')).await;
    exit.sees("Register and take").await;
    exit.presses(Key::F4).await;
    exit.chooses("The document is false").await;
    exit.picks("#forged-kind", "counterfeit").await;
    exit.types("#forged-words", "The paper shines under ultraviolet light.").await;
    exit.clicks("#forged-is-kept").await;
    exit.looks_right("forged-document").await;
    exit.chooses("Keep for the decision").await;
    exit.sees("counterfeit: all of it is an imitation").await;
    refers(&exit).await;

    let supervisor = Desk::at(&post).await;
    supervisor.signs_in("K-0007", "kijani-mlima", "Margaret Chepkoech").await;
    supervisor.chooses("Monitor").await;
    supervisor.sees("SP0009811").await;
    supervisor.sees("SP0009810").await;
    supervisor.brings_to_the_top("#forged-documents").await;
    supervisor.looks_right("forged-record").await;
    let verified = post.osbpctl(&["journal", "verify"], "", "");
    assert_eq!(verified.get("ok"), Some(&Value::Bool(true)), "{verified}");
}

/// Refers the person before him without a word to his own State.
async fn refers(desk: &Desk) {
    desk.presses(Key::F7).await;
    desk.sees("Note for your own State").await;
    desk.chooses("Refer").await;
    desk.sees_no_more("Note for your own State").await;
}

/// Founds the post, at which Kenya has already refused somebody whose passport was altered.
async fn somebody_was_refused(post: &Post) {
    let demonstration = Demonstration { seed: 1, referral_permille: 0 };
    let workstation = demonstration.found(&post.address(), &post.path("")).await.unwrap();
    let registers = Action::Register {
        direction: Direction::AToB,
        flow: Flow::Traveller,
        category: None,
        priority: Priority::None,
        subjects: vec![SubjectFacts::Traveller(traveller("OCHIENG", "PETER", "1979-09-09", "SP0009810"))],
        relations: Vec::new(),
    };
    let reference = does(&workstation, "K-1042", None, registers).await;
    let identity = StepId(1);
    does(&workstation, "K-1042", Some(&reference), Action::Claim { steps: vec![identity], presented: true }).await;
    let words = "the picture lies over the laminate".to_owned();
    let found = ForgeryFound { kind: Forgery::PhotographReplaced, words, is_kept: false };
    let check = DocumentCheck { subject: SubjectId(1), comparison: None, forgery: Some(found) };
    let reason = ReasonCode("B".to_owned());
    let refuses = Action::Refuse { step: identity, reason, dispositions: Vec::new(), note: None };
    let refuses = Action::WithChecks { checks: vec![check], what: Box::new(refuses) };
    does(&workstation, "K-1042", Some(&reference), refuses).await;
    does(&workstation, "K-1050", Some(&reference), Action::Confirm { step: identity }).await;
    let serves = Action::ServeNotice { step: identity, service: Service::Signed };
    does(&workstation, "K-1050", Some(&reference), serves).await;
    assert!(looks(&workstation, "K-1050", &reference).await.is_closed());
    goes_home(&workstation, &["K-1042", "K-1050"]).await;
}
