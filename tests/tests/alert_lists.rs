//! An alert list in the real window: imported by its State's administrator, found by a name that is spelt otherwise, settled by two
//! officers, and never seen by the other State; a document that was stolen; and whoever stayed longer than he was granted.

#![expect(clippy::unwrap_used, reason = "what is missing in a test fails the test")]

mod at_work;

use std::time::{Duration, SystemTime};

use app::Demonstration;
use at_work::{does, goes_home, looks, traveller};
use data_encoding::BASE64;
use domain::notice::ReasonCode;
use domain::post::Priority;
use domain::private::Grant;
use domain::subject::SubjectFacts;
use domain::{Action, Agency, At, Direction, Flow, Side, Step, SubjectId};
use end_to_end::{Desk, Post, passport};
use fantoccini::key::Key;
use serde_json::Value;

/// How long the post has been there, and how many days Uganda granted a visitor when it was founded.
const THEN: Duration = Duration::from_secs(30 * 86_400);
const GRANTED: u16 = 7;

/// The list: its original is written in Arabic, and one row of it can't be read.
const LIST: &str = "id,kind,name,aliases,birth_date,sex,nationality,document_number,shoe_size\n\
                    r-17,person,فاطمة حسن محمد,Fatuma Hasan Mohamed,1984-03-02,F,KEN,,38\n\
                    r-18,person,Okello James,,31.31.1980,M,UGA,,\n\
                    r-19,document,,,,,,SP0009777,\n";

#[tokio::test]
async fn a_misspelt_name_is_settled_by_two_officers_and_the_other_state_sees_nothing() {
    let post = Post::to_be_found();
    a_visitor_has_come(&post).await;
    let keeper = Desk::at(&post).await;
    keeper.signs_in("K-0001", "msimamizi-demo", "Administrator").await;
    keeper.chooses("Officers").await;
    keeper.sees("No list imported yet").await;
    keeper.brings_to_the_top("#alert-lists").await;
    keeper.looks_right("alert-lists-none").await;
    keeper.chooses("Import a list").await;
    keeper.chooses("Import").await;
    keeper.sees("Choose the file").await;
    keeper.is_given("#alert-file", "national.csv", &BASE64.encode(LIST.as_bytes())).await;
    keeper.sees("national.csv").await;
    keeper.types("#alert-name", "National list").await;
    keeper.types("#alert-reason", "Wanted as a witness (invented).").await;
    keeper.types("#alert-instruction", "Call the supervisor.").await;
    keeper.clicks("#alert-two").await;
    keeper.looks_right("alert-list-import").await;
    keeper.chooses("Import").await;
    keeper.sees("2 on the list now: 2 added").await;
    keeper.sees("One row was rejected").await;
    keeper.sees("shoe_size").await;
    keeper.looks_right("alert-list-imported").await;
    keeper.chooses("Close").await;
    keeper.sees("1 row rejected").await;
    keeper.brings_to_the_top("#alert-lists").await;
    keeper.looks_right("alert-lists").await;

    let exit = Desk::at(&post).await;
    exit.signs_in("K-1042", "kijani-mto", "Daniel Kiprotich").await;
    let other = Desk::at(&post).await;
    other.signs_in("U-1131", "jua-ziwa", "Grace Akello").await;
    exit.scans_passport(&passport("KEN", 9_333, "HASSAN", "FATOUMA MOHAMED", "840302", 'F')).await;
    exit.sees("Register and take").await;
    exit.presses(Key::F4).await;
    exit.sees("Alert: Wanted as a witness").await;
    exit.sees("birth date equal").await;
    exit.sees("The list asks for two officers").await;
    exit.looks_right("hit-by-name").await;
    exit.chooses("Not the one listed").await;
    exit.sees("What shows it?").await;
    exit.chooses("the photograph").await;
    exit.sees("Refer it: another officer concludes").await;
    exit.looks_right("hit-said").await;
    exit.presses(Key::F7).await;
    exit.sees("Note for your own State").await;
    exit.chooses("Refer").await;
    exit.sees_no_more("Note for your own State").await;

    // The other State sees that she was referred, as it sees of those whom chance chose.
    let reference = post.reference();
    other.sees("HASSAN FATOUMA MOHAMED").await;
    other.scans(&[&reference]).await;
    other.sees(&reference).await;
    let seen = other.text().await;
    for words in ["Alert", "Wanted", "witness", "National list", "photograph"] {
        assert!(!seen.contains(words), "the other State sees '{words}':\n{seen}");
    }
    other.looks_right("hit-unseen").await;

    let second = Desk::at(&post).await;
    second.signs_in("K-1050", "zamu-ya-kazi", "Jane Wambui").await;
    second.scans(&[&reference]).await;
    second.sees("Alert: Wanted as a witness").await;
    second.presses(Key::F4).await;
    second.sees("You have it").await;
    second.chooses("Not the one listed").await;
    second.chooses("the birth date").await;
    second.looks_right("hit-second").await;
    second.presses(Key::F4).await;
    second.sees_no_more("You have it").await;
    second.sees("Settled: not the one listed, as the birth date shows").await;

    // A document that was stolen is found by its number, whatever name is in it.
    exit.scans_passport(&passport("KEN", 9_777, "WERE", "ACHIENG", "900101", 'F')).await;
    exit.sees("Register and take").await;
    exit.presses(Key::F4).await;
    exit.sees("number equal").await;
    exit.looks_right("hit-stolen-document").await;
    exit.chooses("It is the one listed").await;
    exit.sees("It is the one listed. Refer it: another officer concludes.").await;
    exit.presses(Key::F7).await;
    exit.sees("Note for your own State").await;
    exit.chooses("Refer").await;
    exit.sees_no_more("Note for your own State").await;
    exit.sees("Settled: it is the one listed").await;

    // Whom Uganda granted some days it reminds of them when he leaves; Kenya, which he enters, knows nothing of it.
    other.scans_passport(&passport("KEN", 9_800, "NJOROGE", "SAMUEL", "750505", 'M')).await;
    other.sees("Register and take").await;
    other.presses(Key::F4).await;
    other.sees("You have it").await;
    other.sees("days longer than the 7 days that your State granted").await;
    other.looks_right("overstay").await;
    exit.scans_passport(&passport("KEN", 9_800, "NJOROGE", "SAMUEL", "750505", 'M')).await;
    exit.sees("NJOROGE SAMUEL").await;
    exit.sees("SP0009800").await;
    let seen = exit.text().await;
    for words in ["days longer", "granted"] {
        assert!(!seen.contains(words), "the other State sees '{words}':\n{seen}");
    }
    exit.looks_right("overstay-unseen").await;
    let verified = post.osbpctl(&["journal", "verify"], "", "");
    assert_eq!(verified.get("ok"), Some(&Value::Bool(true)), "{verified}");
}

/// Founds the post some weeks ago, on a day on which Uganda let somebody in.
async fn a_visitor_has_come(post: &Post) {
    let then = At::from(SystemTime::now() - THEN);
    let demonstration = Demonstration { seed: 1, referral_permille: 0 };
    let workstation = demonstration.found_then(then, &post.address(), &post.path("")).await.unwrap();
    let visitor = traveller("NJOROGE", "SAMUEL", "1975-05-05", "SP0009800");
    let registers = Action::Register {
        direction: Direction::AToB,
        flow: Flow::Traveller,
        category: None,
        priority: Priority::None,
        subjects: vec![SubjectFacts::Traveller(visitor)],
        relations: Vec::new(),
    };
    let reference = does(&workstation, "K-1050", None, registers).await;
    let crossing = looks(&workstation, "K-1050", &reference).await;
    for step in crossing.steps.values() {
        let officer = officer_of(step);
        if (step.side, step.agency) == (Side::Entry, Agency::Immigration) {
            let claims = Action::Claim { steps: vec![step.id], presented: true };
            does(&workstation, officer, Some(&reference), claims).await;
            let clears = Action::Clear {
                steps: vec![step.id],
                dispositions: Vec::new(),
                grants: vec![Grant { subject: SubjectId(1), days: GRANTED, conditions: None }],
                note: None,
                customs: Box::default(),
            };
            does(&workstation, officer, Some(&reference), clears).await;
        } else {
            let waives = Action::Waive { step: step.id, reason: ReasonCode("W1".to_owned()), note: None };
            does(&workstation, officer, Some(&reference), waives).await;
        }
    }
    let crossing = looks(&workstation, "U-9001", &reference).await;
    let leaves = crossing.departure_as_recorded(vec![SubjectId(1)]);
    does(&workstation, "U-9001", Some(&reference), leaves).await;
    goes_home(&workstation, &["K-1050", "U-3001", "U-1140", "U-2020", "U-9001"]).await;
}

/// Who works on a step.
fn officer_of(step: &Step) -> &'static str {
    match (step.side, step.agency) {
        (Side::Exit, _) => "K-1050",
        (_, Agency::Health) => "U-3001",
        (_, Agency::Customs) => "U-2020",
        (Side::Entry | Side::Gate, _) => "U-1140",
    }
}
