//! A bus of fifty in the real window: registered once, taken by one claim, each passenger decided alone, two off-loaded and
//! one refused, the heads counted at the gate, and what the officer's hands had to do for it.

use end_to_end::{Desk, Post, passport};
use fantoccini::key::Key;
use serde_json::Value;

const FIFTY: usize = 50;

/// The invented passengers: number, family name, given names, as they stand in their passports.
fn people() -> Vec<([String; 2], String)> {
    const SURNAMES: [&str; 10] =
        ["ABUYA", "BARAZA", "CHEROP", "ETYANG", "IMALI", "KEMBOI", "LUBANGA", "MAKOKHA", "NEKESA", "OBURA"];
    const GIVEN: [&str; 5] = ["AMOS", "BEATRICE", "CALEB", "DIANA", "ELIUD"];
    let mut people = Vec::new();
    for (row, given) in GIVEN.iter().enumerate() {
        for (column, surname) in SURNAMES.iter().enumerate() {
            let number = u32::try_from(700_000 + row * SURNAMES.len() + column).unwrap_or_default();
            let sex = if row % 2 == 0 { 'M' } else { 'F' };
            people.push((passport("KEN", number, surname, given, "880412", sex), format!("{surname} {given}")));
        }
    }
    people
}

/// The operator's list: whoever can be read joins the party; the line that can't be read is named, and mended where it stands.
async fn takes_a_list_in(desk: &Desk) {
    let list = "surname,given_names,nationality,birth_date,document_number\n\
                OTIENO,JANE,KEN,1990-05-01,AK 11\nWERE,PAUL,KEN,2 June,AK 12";
    let paste = "const field = document.querySelector(arguments[0]);
        field.value = arguments[1];
        field.dispatchEvent(new Event('input', { bubbles: true }));";
    desk.picks("#kind", "bus").await;
    desk.clicks(".folded:has(#list-text) > summary").await;
    desk.run(paste, &["#list-text", list]).await;
    desk.chooses("Take the list in").await;
    desk.sees("2 heads are on the list").await;
    desk.sees("OTIENO JANE").await;
    desk.sees("Line 3, birth_date").await;
    desk.looks_right("register-list").await;
    desk.types(".list__line input", "WERE,PAUL,KEN,1991-06-02,AK 12").await;
    desk.chooses("Take the mended lines in").await;
    desk.sees("WERE PAUL").await;
    assert_eq!(desk.value("#heads_listed").await, "2");
}

#[tokio::test]
async fn a_bus_of_fifty_goes_through_with_two_off_loaded_and_one_refused() {
    let post = Post::found();
    let people = people();
    assert_eq!(people.len(), FIFTY);
    let exit = Desk::at(&post).await;
    exit.signs_in("K-1042", "kijani-mto", "Daniel Kiprotich").await;
    exit.sees("No crossing is open").await;

    // The plate, then everybody's passport: fifty scans, and two keys that register them, take them and clear them.
    exit.scans(&["KBX 114K"]).await;
    exit.chooses("Register a party").await;
    exit.sees("KBX 114K").await;
    takes_a_list_in(&exit).await;
    exit.chooses("Start anew").await;
    exit.scans(&["KBX 114K"]).await;
    exit.sees("All checks pass").await;
    exit.effort();
    for (passport, name) in &people {
        exit.scans_passport(passport).await;
        exit.sees(name).await;
    }
    exit.sees("Bus").await;
    exit.looks_right("register-bus").await;
    exit.presses(Key::F4).await;
    exit.sees("Clear all 50").await;
    exit.looks_right("crossing-bus-exit").await;
    exit.presses_shift(Key::F4).await;
    exit.sees_no_more("You have it").await;
    let effort = exit.effort();
    assert!(effort.scans <= 50 && effort.keys <= 5, "exit control took {effort:?}");
    let reference = post.reference();
    post.clears("K-2010", &reference, "KEN", "customs");
    post.clears("U-3001", &reference, "UGA", "health");

    // The entry State: the first passport opens the bus and claims the control of all fifty. Three need more than a look.
    let entry = Desk::at(&post).await;
    entry.signs_in("U-1131", "jua-ziwa", "Grace Akello").await;
    entry.effort();
    // The driver, who came first, comes last: without him the bus goes nowhere.
    let mut at_entry = people.clone();
    at_entry.rotate_left(1);
    let (odd, plain) = at_entry.split_at(3);
    for (passport, name) in odd {
        entry.scans_passport(passport).await;
        entry.sees("You have it").await;
        entry.sees(name).await;
    }
    let mut scans = entry.effort().scans;
    let [refused, first_off, second_off] = odd else { panic!("three of them") };
    for (_, name) in [first_off, second_off] {
        entry.chooses(name).await;
        entry.presses(Key::F7).await;
        entry.types("#ask-note", "The visa is to be looked at").await;
        entry.chooses("Refer").await;
        entry.reads("main").await;
        entry.sees_no_more("Note for your own State").await;
    }
    entry.chooses(&refused.1).await;
    entry.presses(Key::F8).await;
    entry.picks("#ask-reason", "C").await;
    entry.chooses("Refuse").await;
    entry.sees("waits for a second officer").await;
    entry.lets_sign_here("U-1140", "zamu-ya-kazi").await;
    entry.looks_right("sign-here").await;
    entry.chooses("Sign").await;
    entry.sees("notice not yet served").await;
    entry.effort();

    // Everybody else: a scan each and one key for all.
    for (passport, _) in plain {
        entry.scans_passport(passport).await;
    }
    entry.sees("Admit scanned (47)").await;
    entry.looks_right("crossing-bus-entry").await;
    entry.presses_shift(Key::F4).await;
    entry.sees_no_more("Admit scanned").await;
    let effort = entry.effort();
    scans += effort.scans;
    assert!(scans <= 50 && effort.keys <= 5, "entry control took {scans} scans and {effort:?}");
    entry.looks_right_in_both(&reference, "crossing-bus").await;

    // The bus goes on; who waits for a second line is off-loaded.
    post.clears("U-2020", &reference, "UGA", "customs");
    let gate = Desk::at(&post).await;
    gate.signs_in_at("B-G1", "U-9001", "zamu-ya-kazi", "Patience Nansubuga").await;
    gate.scans(&[&reference]).await;
    for (_, name) in [first_off, second_off] {
        gate.chooses(name).await;
        gate.more("Off-load").await;
        gate.sees("goes on on foot").await;
        gate.looks_right("off-load").await;
        gate.chooses("Off-load").await;
        gate.sees_no_more("goes on on foot").await;
    }

    // At the gate the heads are counted: forty-eight are one too many, and the bus goes nowhere.
    gate.chooses("KBX 114K").await;
    gate.more("Let out").await;
    gate.sees("47").await;
    gate.types("#gate-plate", "KBX114K").await;
    gate.types("#gate-heads", "48").await;
    gate.chooses("Let out").await;
    gate.sees("differs").await;
    gate.looks_right("gate-differs").await;
    gate.types("#gate-heads", "47").await;
    gate.chooses("Let out").await;
    gate.sees("Departed").await;
    gate.looks_right("crossing-bus-departed").await;

    // Another officer ends both second lines: one scan and one key each.
    let second = Desk::at(&post).await;
    second.signs_in_at("B-I2", "U-1140", "zamu-ya-kazi", "Isaac Okello").await;
    second.effort();
    for (passport, _) in [first_off, second_off] {
        second.scans_passport(passport).await;
        second.sees("End second line: cleared").await;
        second.presses(Key::F4).await;
        second.sees_no_more("End second line: cleared").await;
    }
    let effort = second.effort();
    assert!(effort.scans == 2 && effort.keys == 2, "two second lines took {effort:?}");
    drop(second);
    post.clears("U-2020", &reference, "UGA", "customs");

    // They leave later, on foot; who was refused is offered back and readmitted, and the crossing closes.
    gate.chooses(&first_off.1).await;
    gate.more("Let out").await;
    gate.sees(&second_off.1).await;
    gate.chooses("Let out").await;
    gate.sees_no_more("Leaving together").await;
    entry.chooses(&refused.1).await;
    entry.chooses("Notice served").await;
    entry.chooses("Record it").await;
    entry.chooses("Offer back").await;
    entry.sees("must readmit").await;
    entry.chooses("Offer back").await;
    exit.chooses(&refused.1).await;
    exit.chooses("Readmit").await;
    exit.sees("The exit record is annulled").await;
    exit.chooses("Readmit").await;
    exit.sees("Readmitted").await;
    let verified = post.osbpctl(&["journal", "verify"], "", "");
    assert_eq!(verified.get("ok"), Some(&Value::Bool(true)), "{verified}");
    let left = post.osbpctl(&["queue"], "", "");
    assert_eq!(left.as_array().map(Vec::len), Some(0), "{left}");
}
