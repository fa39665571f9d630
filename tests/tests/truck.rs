//! A truck in the real window: registered once, its declaration typed, its goods examined by both States together, let out
//! with a slip.
#![expect(clippy::expect_used, reason = "what is missing in a test fails the test")]

use std::fs;
use std::process::Command;

use end_to_end::{Desk, Post};
use fantoccini::key::Key;
use serde_json::{Value, json};

const DRIVER: [&str; 2] =
    ["P<KENBARASA<<TOM<<<<<<<<<<<<<<<<<<<<<<<<<<<<", "SP00303012KEN9302280M3006151<<<<<<<<<<<<<<<2"];
/// Tobacco, which the invented criteria of both States send into the red lane.
const GOODS: &str = "Cigarettes, in cartons";

/// A picture two dots wide (PNG), in base64.
const PICTURE: &str =
    "iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAIAAAB7QOjdAAAADUlEQVR42mP4zwAE/wEHAAH/PX2MSQAAAABJRU5ErkJggg==";

#[tokio::test]
async fn a_truck_is_registered_examined_by_both_states_and_let_out() {
    let post = Post::found();
    let exit = Desk::at(&post).await;
    exit.signs_in("K-1042", "kijani-mto", "Daniel Kiprotich").await;
    exit.sees("No crossing is open").await;

    // The driver's passport, the plate, the goods: the crossing grows as things are scanned.
    exit.scans(&DRIVER).await;
    exit.sees("All check digits agree").await;
    exit.scans(&["KCB 222B"]).await;
    exit.sees("Vehicle").await;
    exit.presses(Key::F3).await;
    exit.chooses("Goods").await;
    exit.types("#description", GOODS).await;
    exit.types("#mass", "18200").await;
    exit.types("#containers", "CSQU3054383").await;
    exit.types("#seals", "KE204511").await;
    // Their papers are folded away until they are asked for; what is wrong is said beside the field.
    exit.clicks(".folded:has(#dangerous-un_number) > summary").await;
    exit.types("#dangerous-un_number", "12").await;
    exit.sees("A UN number has four digits").await;
    exit.types("#dangerous-un_number", "1203").await;
    exit.sees_no_more("A UN number has four digits").await;
    exit.types("#dangerous-class", "3").await;
    exit.types("#dangerous-transport_document", "CMR 88").await;
    exit.picks("#category", "to_be_cleared").await;
    exit.looks_right("register-truck").await;
    exit.presses(Key::F4).await;
    exit.sees("You have it").await;
    exit.presses(Key::F4).await;
    exit.sees_no_more("You have it").await;
    let reference = post.reference();
    drop(exit);

    // The exit State's customs: the vehicle, then the goods with their declaration, typed.
    let customs = Desk::at(&post).await;
    customs.signs_in("K-0007", "kijani-mlima", "Margaret Chepkoech").await;
    customs.scans(&["KCB222B"]).await;
    customs.takes_and_clears().await;
    customs.chooses(GOODS).await;
    customs.sees("No declaration yet").await;
    customs.sees("UN 1203, class 3").await;
    customs.presses(Key::F4).await;
    customs.sees("You have it").await;
    customs.chooses("Type the declaration in").await;
    customs.types("#d-model", "EX1").await;
    customs.types("#d-reference", "C 4512").await;
    customs.types("#d-currency", "KES").await;
    customs.types("#d-declarant", "Rift Forwarders").await;
    for (column, typed) in
        [("HS code", "2402"), ("Packages", "280"), ("Net", "18000"), ("Value", "5400000"), ("Origin", "KEN")]
    {
        customs.types(&format!(".declare input[aria-label*='{column}']"), typed).await;
    }
    // Every field is checked where it stands: four digits are no commodity code.
    customs.sees("A commodity code has 6 to 11 digits").await;
    customs.looks_right("declaration").await;
    customs.types(".declare input[aria-label*='HS code']", "24022000").await;
    customs.sees_no_more("A commodity code has 6 to 11 digits").await;
    customs.chooses("Lodge").await;
    customs.sees("Declaration EX1 C 4512").await;

    // The seals are read, and compared with what is on record.
    customs.has_no_dialog().await;
    customs.presses(Key::F10).await;
    customs.chooses("Read the seals").await;
    customs.types("#seals-read", "KE204511, XX 9").await;
    customs.chooses("Record it").await;
    customs.sees("Not on record: XX 9").await;

    // Both States examine the goods together, each blind to what the other finds.
    customs.chooses("Ask for an examination").await;
    customs.sees("Who examines").await;
    customs.chooses("Ask").await;
    customs.types(".exam__bay", "B3").await;
    customs.presses(Key::F4).await;
    customs.sees("Joint examination · bay B3").await;
    let entry = Desk::at(&post).await;
    entry.signs_in("U-0005", "jua-msitu", "Rehema Wandera").await;
    entry.scans(&["C 4512"]).await;
    entry.chooses("Open").await;
    for desk in [&customs, &entry] {
        desk.sees("I am in the bay").await;
        desk.presses(Key::F4).await;
    }
    entry.sees("File findings").await;
    entry.chooses("Not as declared").await;
    entry.types("#found-words", "270 cartons, ten short").await;
    entry.types("#found-packages", "270").await;
    entry.types("#found-put-on", "UG7781").await;
    // A photograph goes with them. It is shown as it was taken in, and to its own State alone until both have filed.
    entry.is_given("#found-photographs", "pallet.png", PICTURE).await;
    entry.shows(".photo img", 2).await;
    entry.looks_right("examination-photograph").await;
    entry.presses(Key::F4).await;
    entry.sees("They open when").await;
    entry.shows(".findings .photo img", 2).await;
    customs.sees("Filed, hidden").await;
    assert!(!customs.text().await.contains("ten short"), "findings are blind");
    let pictures = customs.run("return document.querySelectorAll('.photo').length", &[]).await;
    assert_eq!(pictures, Value::from(0), "photographs are blind");
    customs.looks_right("examination-blind").await;
    customs.chooses("As declared").await;
    customs.types("#found-packages", "280").await;
    customs.presses(Key::F4).await;
    // Who files last opens his own with it; the other opens his.
    entry.sees("Open the findings").await;
    entry.presses(Key::F4).await;
    for desk in [&customs, &entry] {
        desk.sees("The findings differ").await;
        desk.sees("ten short").await;
        desk.shows(".findings .photo img", 2).await;
    }
    entry.looks_right("examination-compared").await;
    entry.sees("Close").await;
    entry.presses(Key::F4).await;
    customs.presses(Key::Escape).await;
    customs.chooses(GOODS).await;
    customs.sees("You have it").await;
    customs.presses(Key::F4).await;
    customs.sees_no_more("You have it").await;

    // The entry State: driver, vehicle, goods.
    post.clears("U-3001", &reference, "UGA", "health");
    post.clears("U-1140", &reference, "UGA", "immigration");
    entry.presses(Key::Escape).await;
    entry.chooses("KCB 222B").await;
    entry.takes_and_clears().await;
    entry.chooses(GOODS).await;
    entry.sees("Customs · arrival").await;

    // Its customs assesses a fee; the party pays and comes back with the receipt.
    entry.presses(Key::F4).await;
    entry.sees("You have it").await;
    entry.presses(Key::F10).await;
    entry.chooses("Assess what is to be paid").await;
    entry.types("#amount-0", "1200.50").await;
    entry.types("#currency-0", "UGX").await;
    entry.sees("Amount 1: No decimals").await;
    entry.types("#amount-0", "1207341").await;
    entry.sees_no_more("Amount 1: No decimals").await;
    entry.looks_right("assess").await;
    entry.chooses("Record it").await;
    entry.sees("1,207,341").await;
    entry.sees("Neither paid nor secured yet").await;
    entry.has_no_dialog().await;
    customs.sees("Waiting on party since").await;
    assert!(!customs.text().await.contains("207,341"), "amounts are of their own State");
    entry.presses(Key::F4).await;
    entry.sees("Number of the receipt").await;
    entry.types("#settle-number", "R 4711").await;
    entry.chooses("Record it").await;
    entry.sees("Paid, receipt R 4711").await;

    // Goods in the red lane whose findings differ go to a second line, where the supervisor gives them a milder lane.
    refers(&post, "U-2020", &reference);
    entry.sees("Customs · second line").await;
    entry.sees("Take it").await;
    entry.presses(Key::F4).await;
    entry.sees("You have it").await;
    entry.sees("Red: physical examination").await;
    entry.more("Change the lane").await;
    entry.sees("A milder lane is the supervisor’s to give").await;
    entry.types("#reroute-why", "Ten cartons are accounted for").await;
    entry.chooses("Yellow: check of documents").await;
    entry.looks_right("reroute").await;
    entry.chooses("Change the lane").await;
    entry.has_no_dialog().await;
    entry.sees_no_more("You have it").await;
    entry.sees("Lane changed from").await;
    assert!(!customs.text().await.contains("accounted for"), "lanes are of their own State");
    post.clears("U-4001", &reference, "UGA", "standards");
    entry.takes_and_clears().await;

    // The slip: what is shown is what is printed.
    entry.chooses("Issue slip").await;
    entry.sees("You may leave").await;
    entry.sees("UG7781").await;
    entry.looks_right("slip").await;
    entry.chooses("Save as PDF").await;
    entry.sees("Saved").await;
    let saved = fs::read_dir(entry.home().join("documents")).expect("a folder of documents");
    let saved = saved.map(|file| file.expect("a file").path()).next().expect("a slip");
    let read = Command::new("pdftotext").arg("-layout").args([saved.as_path(), "-".as_ref()]).output();
    let text = String::from_utf8_lossy(&read.expect("pdftotext runs").stdout).into_owned();
    for words in
        [reference.as_str(), "BARASA TOM", "KCB 222B", "C 4512", "UG7781", "You may leave", "Vous pouvez partir"]
    {
        assert!(text.contains(words), "the slip says {words}:\n{text}");
    }

    // At the gate a wrong seal is a difference; the right ones let them out.
    entry.presses(Key::Escape).await;
    entry.chooses("Let out").await;
    entry.types("#gate-plate", "KCB222B").await;
    entry.types("#gate-heads", "1").await;
    entry.types("#gate-seals", "KE204511").await;
    entry.chooses("Let out").await;
    entry.sees("differs").await;
    entry.types("#gate-seals", "UG7781").await;
    entry.chooses("Let out").await;
    entry.sees("Departed").await;
    let verified = post.osbpctl(&["journal", "verify"], "", "");
    assert_eq!(verified.get("ok"), Some(&Value::Bool(true)), "{verified}");
    entry.chooses("Queue").await;
    entry.sees("No crossing is open").await;
}

/// Lets an officer of the entry State's customs take what is ready for him, and refer it to a second line.
fn refers(post: &Post, officer: &str, reference: &str) {
    let shown = post.osbpctl(&["crossing", "show", reference], "", "");
    let is_his = |step: &&Value| {
        let is = |name: &str, word: &str| step.get(name).and_then(Value::as_str) == Some(word);
        is("country", "UGA") && is("agency", "customs") && is("state", "ready")
    };
    let steps = shown.get("steps").and_then(Value::as_array).cloned().unwrap_or_default();
    let step = steps.iter().find(is_his).and_then(|step| step.get("id")).expect("a step that is ready");
    for asked in [
        json!({ "command": "claim", "crossing": reference, "steps": [step] }),
        json!({ "command": "refer", "crossing": reference, "step": step }),
    ] {
        post.osbpctl(&["act", "-", "--officer", officer], "zamu-ya-kazi", &asked.to_string());
    }
}
