//! The main job in the real window: parties go through both States, each officer at a window of his own.

use std::process::Command;

use end_to_end::{Desk, Effort, Post};
use fantoccini::key::Key;
use serde_json::Value;

const PASSPORT: [&str; 2] =
    ["P<KENMUTUA<<FAITH<NDUKU<<<<<<<<<<<<<<<<<<<<<", "SP00042423KEN9105148F3103153<<<<<<<<<<<<<<<8"];

#[tokio::test]
async fn a_traveller_on_foot_goes_through_both_states() {
    let post = Post::found();
    let exit = Desk::at(&post).await;
    exit.signs_in("K-1042", "kijani-mto", "Daniel Kiprotich").await;
    exit.sees("No crossing is open").await;
    let entry = Desk::at(&post).await;
    entry.signs_in("U-1131", "jua-ziwa", "Grace Akello").await;

    // One scan and one key register her and take her exit control; one more key clears it.
    exit.scans(&PASSPORT).await;
    exit.sees("Register and take").await;
    exit.looks_right("register").await;
    exit.presses(Key::F4).await;
    exit.sees("You have it").await;
    exit.looks_right("crossing-exit").await;
    exit.presses(Key::F4).await;
    exit.sees_no_more("You have it").await;

    // What she declares to customs: the window says what follows before it is recorded.
    exit.more("Customs declaration").await;
    // Nothing follows from an amount while it is not said of which currency.
    exit.types("#cash-1-amount", "12000").await;
    exit.sees("This is needed").await;
    let said = exit.text().await;
    assert!(!said.contains("is over the limit"), "{said}");
    exit.types("#cash-1-currency", "USD").await;
    exit.sees("is over the limit of Uganda").await;
    exit.looks_right("declares-to-customs").await;
    exit.types("#cash-1-amount", "200").await;
    exit.sees("Nothing follows").await;
    exit.chooses("Record it").await;
    exit.sees("You recorded the customs declaration of MUTUA FAITH NDUKU").await;
    exit.sees("USD 200").await;

    // The other State's window shows her without a reload.
    entry.sees("MUTUA FAITH NDUKU").await;
    let reference = post.reference();
    post.clears("U-3001", &reference, "UGA", "health");

    // She presents her passport: that opens her crossing and claims her control; one key admits her.
    entry.effort();
    entry.scans(&PASSPORT).await;
    entry.sees("Admit").await;
    entry.looks_right("crossing-entry").await;
    entry.presses(Key::F4).await;
    entry.sees_no_more("You have it").await;
    assert_eq!(entry.effort(), Effort { scans: 1, keys: 1 });
    post.clears("U-2020", &reference, "UGA", "customs");

    let slip = post.path("slip.pdf");
    let file = slip.display().to_string();
    post.osbpctl(&["slip", &reference, "-o", &file, "--officer", "U-2020"], "zamu-ya-kazi", "");
    let read = Command::new("pdftotext").args(["-layout", &file, "-"]).output().expect("pdftotext runs");
    let text = String::from_utf8_lossy(&read.stdout).into_owned();
    for words in [reference.as_str(), "MUTUA FAITH NDUKU", "KEN", "UGA"] {
        assert!(text.contains(words), "the slip says {words}:\n{text}");
    }

    // The gate lets her out, in the supervisor's window.
    let gate = Desk::at(&post).await;
    gate.signs_in("U-0005", "jua-msitu", "Rehema Wandera").await;
    gate.scans(&[&reference]).await;
    gate.sees("Let out").await;
    gate.looks_right("crossing-gate").await;
    gate.chooses("Let out").await;
    gate.sees("Leaving together").await;
    gate.chooses("Let out").await;
    gate.sees("Departed").await;

    let verified = post.osbpctl(&["journal", "verify"], "", "");
    assert_eq!(verified.get("ok"), Some(&Value::Bool(true)), "{verified}");
    entry.chooses("Queue").await;
    entry.sees("No crossing is open").await;
}
