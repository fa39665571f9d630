//! A family on foot in the real window: one refused, offered back and readmitted, the others let in.

use end_to_end::{Desk, Post};
use fantoccini::key::Key;
use serde_json::Value;

const FATHER: [&str; 2] =
    ["P<KENOTIENO<<PETER<<<<<<<<<<<<<<<<<<<<<<<<<<", "SP00101012KEN8503127M3101012<<<<<<<<<<<<<<<6"];
const MOTHER: [&str; 2] =
    ["P<KENOTIENO<<MARY<WANJIRU<<<<<<<<<<<<<<<<<<<", "SP00101023KEN8807216F3101012<<<<<<<<<<<<<<<0"];
const SON: [&str; 2] = ["P<KENOTIENO<<BRIAN<<<<<<<<<<<<<<<<<<<<<<<<<<", "SP00101034KEN1605055M2901019<<<<<<<<<<<<<<<4"];

#[tokio::test]
async fn one_of_a_family_is_refused_and_readmitted_and_the_others_go_on() {
    let post = Post::found();
    let exit = Desk::at(&post).await;
    exit.signs_in("K-1042", "kijani-mto", "Daniel Kiprotich").await;
    exit.sees("No crossing is open").await;
    for (document, name) in [(FATHER, "PETER"), (MOTHER, "MARY"), (SON, "BRIAN")] {
        exit.scans(&document).await;
        exit.sees(&format!("OTIENO {name}")).await;
    }
    // The second of the party answers for the child.
    exit.picks("#guardian", "2").await;
    exit.looks_right("register-family").await;
    exit.presses(Key::F4).await;
    exit.sees("Clear all").await;
    exit.chooses("Clear all").await;
    exit.sees_no_more("You have it").await;
    let reference = post.reference();

    let entry = Desk::at(&post).await;
    entry.signs_in("U-1131", "jua-ziwa", "Grace Akello").await;
    post.clears("U-3001", &reference, "UGA", "health");
    entry.scans(&FATHER).await;
    entry.sees("You have it").await;

    // Refused by one, confirmed by a second, the notice served, offered back; each State sees no more than it may.
    entry.chooses("OTIENO PETER").await;
    entry.presses(Key::F8).await;
    entry.picks("#ask-reason", "C").await;
    entry.types("#ask-note", "The visa ran out in May").await;
    entry.chooses("Refuse").await;
    entry.sees("waits for a second officer").await;
    let second = Desk::at(&post).await;
    second.signs_in("U-0005", "jua-msitu", "Rehema Wandera").await;
    second.scans(&[&reference]).await;
    second.chooses("OTIENO PETER").await;
    second.sees("The visa ran out in May").await;
    second.chooses("Confirm refusal").await;
    second.sees("You are the second pair of eyes").await;
    second.chooses("Confirm refusal").await;
    second.sees("notice not yet served").await;
    drop(second);
    entry.sees("Notice served").await;
    entry.looks_right("crossing-refused-en").await;
    entry.speaks("Français", &reference).await;
    entry.chooses("OTIENO PETER").await;
    entry.sees("notification pas encore remise").await;
    entry.looks_right("crossing-refused-fr").await;
    entry.speaks("English", &reference).await;
    entry.chooses("OTIENO PETER").await;
    entry.chooses("Notice served").await;
    entry.chooses("Record it").await;
    entry.chooses("Offer back").await;
    entry.sees("must readmit").await;
    entry.chooses("Offer back").await;
    exit.chooses("OTIENO PETER").await;
    exit.sees("Offered back").await;
    let shown = exit.text().await;
    assert!(
        !shown.contains("visa") && !shown.contains("Grace Akello"),
        "reason and name are the other State's:\n{shown}"
    );
    exit.looks_right_in_both(&reference, "crossing-offered-back").await;
    exit.chooses("OTIENO PETER").await;
    exit.chooses("Readmit").await;
    exit.sees("The exit record is annulled").await;
    exit.chooses("Readmit").await;
    exit.sees("Readmitted").await;

    // Mother and son go on: one key admits both, the guardian first.
    entry.chooses("OTIENO BRIAN").await;
    entry.sees("A minor goes on only with a guardian").await;
    entry.chooses("Admit all").await;
    entry.sees_no_more("You have it").await;
    post.clears("U-2020", &reference, "UGA", "customs");
    let gate = Desk::at(&post).await;
    gate.signs_in("U-0005", "jua-msitu", "Rehema Wandera").await;
    gate.scans(&[&reference]).await;
    gate.chooses("OTIENO MARY").await;
    gate.presses(Key::F10).await;
    gate.chooses("Let out").await;
    gate.sees("OTIENO MARY WANJIRU, OTIENO BRIAN").await;
    gate.chooses("Let out").await;
    gate.sees("Departed").await;
    let verified = post.osbpctl(&["journal", "verify"], "", "");
    assert_eq!(verified.get("ok"), Some(&Value::Bool(true)), "{verified}");
    let left = post.osbpctl(&["queue"], "", "");
    assert_eq!(left.as_array().map(Vec::len), Some(0), "{left}");
}
