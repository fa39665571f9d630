//! Going back in the real window: an exit control taken up again with the entry State's consent, declined once and given once,
//! and by notice; the order varied by both supervisors; a party that turns back; what was registered in error.
#![expect(clippy::expect_used, reason = "what is missing in a test fails the test")]

use domain::Reference;
use end_to_end::{Desk, Post, passport};
use fantoccini::key::Key;
use serde_json::Value;

/// Registers a walker and clears his exit control.
async fn leaves(exit: &Desk, passport: &[String; 2]) {
    exit.scans_passport(passport).await;
    exit.sees("Register and take").await;
    exit.presses(Key::F4).await;
    exit.sees("You have it").await;
    exit.presses(Key::F4).await;
    exit.sees_no_more("You have it").await;
}

/// Registers people as one party, at a desk that has nothing to decide on them, and returns the reference of their crossing: the
/// one that is open and is not the other.
async fn registers(desk: &Desk, post: &Post, people: &[(u32, &str, &str)], other: &str) -> String {
    desk.chooses("Queue").await;
    for (number, surname, given) in people {
        desk.scans_passport(&passport("KEN", *number, surname, given, "800808", 'M')).await;
        desk.sees(&format!("{surname} {given}")).await;
    }
    desk.presses(Key::F4).await;
    desk.reads(".history").await;
    let shown = post.osbpctl(&["queue"], "", "");
    let references = shown.as_array().into_iter().flatten().filter_map(|one| one.get("reference")?.as_str());
    references.into_iter().find(|known| *known != other).expect("a crossing that is new").to_owned()
}

#[tokio::test]
async fn an_exit_control_is_taken_up_again_with_consent_and_by_notice() {
    let post = Post::found();
    let exit = Desk::at(&post).await;
    exit.signs_in("K-1042", "kijani-mto", "Daniel Kiprotich").await;
    exit.sees("No crossing is open").await;
    let walker = passport("KEN", 820_001, "KOECH", "LEAH", "900723", 'F');
    leaves(&exit, &walker).await;
    let reference = post.reference();
    // Before the entry State has begun it is free.
    exit.presses(Key::F10).await;
    exit.sees("Take up again").await;
    exit.presses(Key::Escape).await;

    // One scan and one key for a control of a traveller who is registered and has no hit.
    post.clears("U-3001", &reference, "UGA", "health");
    let entry = Desk::at(&post).await;
    entry.signs_in("U-1131", "jua-ziwa", "Grace Akello").await;
    entry.effort();
    entry.scans_passport(&walker).await;
    entry.sees("Admit").await;
    entry.looks_right("crossing-presented").await;

    // Asked, and declined.
    exit.more("Ask for consent to reopen").await;
    exit.sees("has to agree within").await;
    exit.types("#ask-words", "The stamp is missing").await;
    exit.looks_right("ask-consent").await;
    exit.chooses("Ask").await;
    entry.sees("for its consent to take up the exit control").await;
    entry.sees("The stamp is missing").await;
    entry.looks_right("crossing-consent-asked").await;
    entry.chooses("Decline").await;
    exit.sees_no_more("Waits for a second person").await;
    entry.sees("Admit").await;

    // Asked, and given: the claim of the entry State is released, and it waits.
    exit.more("Ask for consent to reopen").await;
    exit.types("#ask-words", "The wrong passport was stamped").await;
    exit.chooses("Ask").await;
    entry.sees("The wrong passport was stamped").await;
    entry.chooses("Sign as second person").await;
    entry.reads("#ask-second[open]").await;
    entry.looks_right("sign-consent").await;
    entry.chooses("Sign").await;
    entry.sees_no_more("You have it").await;
    exit.sees("Take it").await;
    entry.looks_right_in_both(&reference, "crossing-reopened").await;
    exit.takes_and_clears().await;
    entry.scans_passport(&walker).await;
    entry.sees("Admit").await;

    // By notice no consent is needed: she is wanted.
    exit.more("Take up again by notice").await;
    exit.sees("no consent is needed").await;
    exit.chooses("A wanted person").await;
    exit.types("#ask-words", "Warrant 44 of 2026").await;
    exit.looks_right("reopen-by-notice").await;
    exit.chooses("Take up again").await;
    entry.sees("Warrant 44 of 2026").await;
    entry.sees_no_more("You have it").await;
    exit.takes_and_clears().await;
    entry.effort();
    entry.scans_passport(&walker).await;
    entry.sees("Admit").await;
    entry.presses(Key::F4).await;
    entry.sees_no_more("You have it").await;
    let effort = entry.effort();
    assert!(effort.scans == 1 && effort.keys == 1, "one control took {effort:?}");
    entry.looks_right("crossing-admitted").await;

    // Her last entry control is taken up again with the own supervisor.
    entry.more("Reopen with supervisor").await;
    entry.types("#ask-words", "The visa was not looked at").await;
    entry.chooses("Ask").await;
    entry.lets_sign_here("U-0005", "jua-msitu").await;
    entry.chooses("Sign").await;
    entry.takes_and_clears().await;
    let verified = post.osbpctl(&["journal", "verify"], "", "");
    assert_eq!(verified.get("ok"), Some(&Value::Bool(true)), "{verified}");
}

#[tokio::test]
async fn the_order_is_varied_by_both_supervisors_and_parties_turn_back() {
    let post = Post::found();
    let exit = Desk::at(&post).await;
    exit.signs_in("K-0007", "kijani-mlima", "Margaret Chepkoech").await;
    exit.sees("No crossing is open").await;
    let (mother, son) = (
        passport("KEN", 830_001, "WAFULA", "ANN", "850101", 'F'),
        passport("KEN", 830_002, "WAFULA", "JOEL", "170202", 'M'),
    );
    exit.scans_passport(&mother).await;
    exit.sees("WAFULA ANN").await;
    exit.scans_passport(&son).await;
    exit.sees("WAFULA JOEL").await;
    exit.presses(Key::F4).await;
    exit.reads(".history").await;
    let reference = post.reference();

    // A minor's guardian is told afterwards.
    exit.chooses("WAFULA JOEL").await;
    exit.more("Change driver, vehicle or guardian").await;
    exit.picks("#relate-guardian", "1").await;
    exit.looks_right("relate-guardian").await;
    exit.chooses("Record the change").await;
    exit.sees_no_more("who belongs to whom").await;

    // It goes before others, and the order of controls is varied: one supervisor asks, the other State's agrees.
    exit.more("Let it go before others").await;
    exit.types("#ask-told", "The child is ill").await;
    exit.looks_right("prioritise").await;
    exit.chooses("Let it go first").await;
    exit.sees("Priority: medical need").await;
    exit.chooses("WAFULA ANN").await;
    exit.more("Ask to vary the order").await;
    exit.types("#ask-words", "To be seen by a doctor first").await;
    exit.looks_right("vary").await;
    exit.chooses("Ask").await;
    let entry = Desk::at(&post).await;
    entry.signs_in("U-0005", "jua-msitu", "Rehema Wandera").await;
    entry.scans(&[&reference]).await;
    entry.sees("asked to vary the order").await;
    entry.sees("To be seen by a doctor first").await;
    entry.looks_right("crossing-vary-asked").await;
    entry.chooses("Sign as second person").await;
    entry.reads("#ask-second[open]").await;
    entry.chooses("Sign").await;
    entry.chooses("WAFULA ANN").await;
    entry.sees("order varied by both States").await;
    entry.looks_right("crossing-varied").await;

    // They turn back before entry has begun: the whole party, by one act.
    exit.more("Party turned back").await;
    exit.sees("Who and what turned back").await;
    exit.looks_right("withdraw").await;
    exit.chooses("Record it").await;
    exit.sees("Withdrawn").await;
    exit.looks_right_in_both(&reference, "crossing-withdrawn").await;

    // One who was registered with the wrong party is moved to his own, and begins anew there.
    let own = registers(&exit, &post, &[(830_006, "MUTUA", "JAMES")], &reference).await;
    let wrong = registers(&exit, &post, &[(830_003, "MULI", "PAUL"), (830_007, "MUTUA", "JOHN")], &own).await;
    exit.chooses("MUTUA JOHN").await;
    exit.more("Move to another crossing").await;
    let nowhere = Reference::new("MD", 2026, 1, 999).expect("a reference").to_string();
    exit.types("#move-to", &nowhere).await;
    exit.chooses("Move to another crossing").await;
    exit.sees("no other open crossing of this reference").await;
    exit.sees("Look for the other crossing").await;
    exit.looks_right("move-nowhere").await;
    exit.types("#move-to", &own).await;
    exit.sees_no_more("no other open crossing of this reference").await;
    exit.chooses("Move to another crossing").await;
    exit.has_no_dialog().await;
    exit.sees(&own).await;
    exit.sees("MUTUA JOHN").await;
    exit.looks_right_in_both(&own, "crossing-moved-to").await;
    exit.more("Party turned back").await;
    exit.chooses("Record it").await;
    exit.sees("This crossing is closed").await;

    // A ticket that was registered twice is voided, and the other crossing named; its check character is looked at, and whether
    // there is one.
    exit.scans(&[&wrong]).await;
    exit.chooses("MULI PAUL").await;
    exit.more("Registered in error").await;
    exit.types("#move-to", "MD-2611-000001-7").await;
    exit.sees("This is no reference").await;
    exit.types("#move-to", &nowhere).await;
    exit.sees_no_more("This is no reference").await;
    exit.chooses("Void").await;
    exit.sees("No crossing at this post has the reference that you named").await;
    exit.sees("Look for the other crossing").await;
    exit.looks_right("void-nowhere").await;
    exit.types("#move-to", &reference).await;
    exit.sees_no_more("No crossing at this post has the reference that you named").await;
    exit.looks_right("void").await;
    exit.chooses("Void").await;
    exit.sees("This crossing is closed").await;
    exit.sees(&format!("duplicate of crossing {reference}")).await;

    // One that was begun and left behind is abandoned, by an officer and his supervisor.
    let officer = Desk::at(&post).await;
    officer.signs_in("K-1042", "kijani-mto", "Daniel Kiprotich").await;
    leaves(&officer, &passport("KEN", 830_004, "NJERI", "GRACE", "690101", 'F')).await;
    officer.more("Take up again").await;
    officer.types("#ask-words", "He was called away").await;
    officer.chooses("Take up again").await;
    officer.sees("Take it").await;
    officer.more("Ask to record as left behind").await;
    officer.types("#ask-words", "Walked off an hour ago").await;
    officer.looks_right("abandon").await;
    officer.chooses("Ask").await;
    officer.lets_sign_here("K-0007", "kijani-mlima").await;
    officer.chooses("Sign").await;
    officer.sees("Abandoned").await;

    // And one on which something was decided is voided by the supervisors of both States.
    let twice = passport("KEN", 830_005, "OUMA", "FRED", "800808", 'M');
    leaves(&officer, &twice).await;
    let reference = post.reference();
    exit.scans(&[&reference]).await;
    exit.sees("Exit complete").await;
    exit.more("Ask to void it").await;
    exit.types("#ask-words", "Registered twice").await;
    exit.chooses("Ask").await;
    entry.scans(&[&reference]).await;
    entry.sees("Registered twice").await;
    entry.chooses("Sign as second person").await;
    entry.reads("#ask-second[open]").await;
    entry.chooses("Sign").await;
    exit.sees("This crossing is closed").await;
    let verified = post.osbpctl(&["journal", "verify"], "", "");
    assert_eq!(verified.get("ok"), Some(&Value::Bool(true)), "{verified}");
    let left = post.osbpctl(&["queue"], "", "");
    assert_eq!(left.as_array().map(Vec::len), Some(0), "{left}");
}
