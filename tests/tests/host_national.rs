//! A national of the host State before an officer of the adjoining State: no hold by him, the host's police is called, holds,
//! and hands over to an authority against its receipt.

use end_to_end::{Desk, Post, passport};
use fantoccini::key::Key;
use serde_json::{Value, json};

#[tokio::test]
async fn the_adjoining_state_calls_the_host_where_it_may_not_hold() {
    let post = Post::found();
    let exit = Desk::at(&post).await;
    exit.signs_in("K-1042", "kijani-mto", "Daniel Kiprotich").await;
    exit.sees("No crossing is open").await;
    // The controls stand in Uganda, and so does its national.
    exit.scans_passport(&passport("UGA", 810_001, "BYARUHANGA", "SIMON", "790311", 'M')).await;
    exit.sees("Register and take").await;
    exit.presses(Key::F4).await;
    exit.sees("You have it").await;
    let reference = post.reference();

    // He is told that he may not, and what he may, in either language.
    exit.looks_right_in_both(&reference, "crossing-host-national").await;
    exit.presses(Key::F10).await;
    exit.sees("A national of the host State can’t be held by you").await;
    // Whatever a window would send, the procedure refuses too.
    let asked = json!({ "request": {
        "key": "0199f3c0-0000-7000-8000-000000000001",
        "crossing": reference,
        "version": null,
        "action": { "command": "hold", "step": 1, "told": "Theft" },
    } });
    let refused = exit.calls("perform", asked).await;
    let refusal = refused.as_ref().err().and_then(|failure| failure.pointer("/refusal/refusal"));
    assert_eq!(refusal, Some(&json!("national_of_host_state")), "{refused:?}");
    exit.chooses("Call the host police").await;
    exit.sees("A step of the host police opens at once").await;
    exit.types("#ask-told", "Named in a complaint of theft").await;
    exit.looks_right("call-host").await;
    exit.chooses("Call").await;
    exit.sees("called by the other State").await;

    // The host's police takes its step, on the caller's side, and holds; one of its own co-signs.
    let police = Desk::at(&post).await;
    police.signs_in_at("B-P1", "U-6001", "zamu-ya-kazi", "Robert Ssali").await;
    police.scans(&[&reference]).await;
    police.sees("Named in a complaint of theft").await;
    police.sees("Take it").await;
    police.looks_right("crossing-host-called").await;
    police.presses(Key::F4).await;
    police.sees("You have it").await;
    police.more("Hold").await;
    police.types("#ask-told", "Penal Code, section 254").await;
    police.looks_right("hold").await;
    police.chooses("Hold").await;
    police.sees("waits for the co-signature").await;
    police.lets_sign_here("U-1131", "jua-ziwa").await;
    police.chooses("Sign").await;
    police.sees_no_more("waits for the co-signature").await;
    exit.sees("Held").await;
    let shown = exit.text().await;
    assert!(
        !shown.contains("Penal Code") && !shown.contains("Robert Ssali"),
        "ground and name are the host's:\n{shown}"
    );
    exit.looks_right("crossing-held-by-host").await;

    // Custody goes to an authority, which gives a receipt; a second officer signs for it.
    police.more("Hand over to an authority").await;
    police.types("#ask-words", "To be brought before a court").await;
    police.looks_right("transfer-custody").await;
    police.chooses("Ask").await;
    police.sees("asked to hand over").await;
    police.lets_sign_here("U-1131", "jua-ziwa").await;
    police.types("#second-receipt", "Tororo police station, receipt 118").await;
    police.looks_right("custody-receipt").await;
    police.chooses("Sign").await;
    for desk in [&police, &exit] {
        desk.sees("Custody transferred").await;
        desk.sees("Tororo police station, receipt 118").await;
    }
    exit.looks_right_in_both(&reference, "crossing-custody-transferred").await;
    let verified = post.osbpctl(&["journal", "verify"], "", "");
    assert_eq!(verified.get("ok"), Some(&Value::Bool(true)), "{verified}");
    let left = post.osbpctl(&["queue"], "", "");
    assert_eq!(left.as_array().map(Vec::len), Some(0), "{left}");
}
