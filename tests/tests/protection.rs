//! A need for protection in the real window: referred at the entry State, unseen by the other; no offering back until the
//! protection desk's outcome.

use end_to_end::{Desk, Post, passport};
use fantoccini::key::Key;
use serde_json::Value;

#[tokio::test]
async fn a_need_for_protection_is_unseen_by_the_other_state_and_blocks_offering_back() {
    let post = Post::found();
    let exit = Desk::at(&post).await;
    exit.signs_in("K-1042", "kijani-mto", "Daniel Kiprotich").await;
    exit.sees("No crossing is open").await;
    // But for their names and numbers the two are alike.
    let (asks, plain) = (
        passport("KEN", 840_001, "ABDI", "HODAN", "960303", 'F'),
        passport("KEN", 840_002, "ABDI", "SAHRA", "960303", 'F'),
    );
    let mut first = None;
    for walker in [&asks, &plain] {
        exit.scans_passport(walker).await;
        exit.sees("Register and take").await;
        exit.presses(Key::F4).await;
        exit.sees("You have it").await;
        exit.presses(Key::F4).await;
        exit.sees_no_more("You have it").await;
        exit.presses(Key::Escape).await;
        first.get_or_insert_with(|| post.reference());
    }
    let asked_on = first.unwrap_or_default();
    let shown = post.osbpctl(&["queue"], "", "");
    let references: Vec<String> = shown
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|row| row.get("reference").and_then(Value::as_str).map(str::to_owned))
        .collect();
    for reference in &references {
        post.clears("U-3001", reference, "UGA", "health");
    }

    // Both are referred: one wishes to ask for asylum, the other has nothing but an unclear visa.
    let entry = Desk::at(&post).await;
    entry.signs_in("U-1131", "jua-ziwa", "Grace Akello").await;
    entry.scans_passport(&plain).await;
    entry.sees("Admit").await;
    entry.presses(Key::F7).await;
    entry.types("#ask-note", "The visa is to be looked at").await;
    entry.chooses("Refer").await;
    entry.sees("second line").await;
    entry.sees_no_more("Note for your own State").await;
    entry.presses(Key::Escape).await;
    entry.scans_passport(&asks).await;
    entry.sees("Admit").await;
    entry.presses(Key::F7).await;
    entry.picks("#ask-need", "asylum").await;
    entry.types("#ask-seen", "Says she can’t go back").await;
    entry.looks_right("refer-protection").await;
    entry.chooses("Refer").await;
    entry.sees("Not to be offered back").await;
    // What was said is the desk's: not even who wrote it down reads it again.
    assert!(!entry.text().await.contains("Says she can’t go back"), "the words are for the protection desk alone");
    entry.looks_right_in_both(&asked_on, "crossing-protection-own").await;

    // Offering back is not possible yet, and says no more than that.
    entry.presses(Key::F10).await;
    entry.sees("Not to be offered back").await;
    entry.looks_right("offer-back-blocked").await;
    entry.presses(Key::Escape).await;

    // The other State sees two referrals that do not differ in a word but name and time.
    let mut seen = Vec::new();
    for (passport, name) in [(&asks, "HODAN"), (&plain, "SAHRA")] {
        exit.scans_passport(passport).await;
        exit.sees("Referred").await;
        exit.reads(".history").await;
        // What the marks mean stands below every crossing.
        let shown = exit.text().await.replace("Only the protection desk sees this", "").trim_end().to_owned();
        for word in ["asylum", "rotection", "go back", "offered back", "visa", "Grace Akello"] {
            assert!(!shown.contains(word), "'{word}' is Uganda's:\n{shown}");
        }
        seen.push(neutral(&shown, name, &references));
        exit.looks_right(&format!("crossing-referred-{}", name.to_lowercase())).await;
        exit.presses(Key::Escape).await;
    }
    assert_eq!(seen.first(), seen.last(), "the two referrals differ for the other State");
    exit.reads(".tabs").await;
    let queue = exit.text().await;
    assert!(!queue.contains("rotection") && !queue.contains("asylum"), "{queue}");
    exit.looks_right("queue-referred").await;

    // The protection desk alone reads what was said, and ends it: then she may be offered back.
    let protection = Desk::at(&post).await;
    protection.signs_in_at("B-I3", "U-1141", "zamu-ya-kazi", "Joan Namara").await;
    protection.scans_passport(&asks).await;
    protection.sees("End second line: cleared").await;
    protection.sees("Says she can’t go back").await;
    protection.looks_right_in_both(&asked_on, "crossing-protection-desk").await;
    protection.more("Back to first line").await;
    protection.sees_no_more("End second line: cleared").await;
    drop(protection);
    entry.sees_no_more("Not to be offered back").await;
    entry.more("Offer back").await;
    entry.sees("must readmit").await;
    entry.chooses("Offer back").await;
    entry.sees("Offered back").await;
    entry.more("Take offer back").await;
    entry.sees("is no longer to readmit").await;
    entry.looks_right("take-offer-back").await;
    entry.chooses("Take back").await;
    entry.takes_and_clears().await;
    let verified = post.osbpctl(&["journal", "verify"], "", "");
    assert_eq!(verified.get("ok"), Some(&Value::Bool(true)), "{verified}");
}

/// What is shown of a crossing, without what may differ: the name, references, times, and numbers of documents.
fn neutral(shown: &str, name: &str, references: &[String]) -> String {
    let mut shown = shown.replace(name, "NAME");
    for reference in references {
        shown = shown.replace(reference, "REFERENCE");
    }
    shown.chars().map(|one| if one.is_ascii_digit() { '0' } else { one }).collect()
}
