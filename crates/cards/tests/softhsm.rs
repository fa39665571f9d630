//! Cards as SoftHSM has them: a card reader made of software, with a folder for each card.
//!
//! The module reads where its cards lie from `SOFTHSM2_CONF` as the process begins, so each test runs itself again in a
//! process of its own.
#![expect(clippy::unwrap_used, reason = "what is missing in a test fails the test")]

use std::path::{Path, PathBuf};
use std::process::Command;

use cards::{CardTrouble, Cards, KeyNumber};

const MODULE: &str = "/usr/lib/softhsm/libsofthsm2.so";
const PIN: &str = "246810";
const FIRST: KeyNumber = [1; 16];
const SECOND: KeyNumber = [2; 16];

/// The base point of P-256: any point does.
const POINT: [u8; 65] = [
    0x04, 0x6b, 0x17, 0xd1, 0xf2, 0xe1, 0x2c, 0x42, 0x47, 0xf8, 0xbc, 0xe6, 0xe5, 0x63, 0xa4, 0x40, 0xf2, 0x77, 0x03,
    0x7d, 0x81, 0x2d, 0xeb, 0x33, 0xa0, 0xf4, 0xa1, 0x39, 0x45, 0xd8, 0x98, 0xc2, 0x96, 0x4f, 0xe3, 0x42, 0xe2, 0xfe,
    0x1a, 0x7f, 0x9b, 0x8e, 0xe7, 0xeb, 0x4a, 0x7c, 0x0f, 0x9e, 0x16, 0x2b, 0xce, 0x33, 0x57, 0x6b, 0x31, 0x5e, 0xce,
    0xcb, 0xb6, 0x40, 0x68, 0x37, 0xbf, 0x51, 0xf5,
];

/// Runs a test in a process of its own, with a reader of its own; returns the folder of the cards inside it.
fn reader(name: &str) -> Option<PathBuf> {
    if let Some(inside) = std::env::var_os("OSBP_TEST_READER") {
        return Some(inside.into());
    }
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("cards")).unwrap();
    let settings = folder.path().join("softhsm2.conf");
    std::fs::write(&settings, format!("directories.tokendir = {}\n", folder.path().join("cards").display())).unwrap();
    let ran = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", name, "--nocapture"])
        .env("SOFTHSM2_CONF", &settings)
        .env("OSBP_TEST_READER", folder.path().join("cards"))
        .status()
        .unwrap();
    assert!(ran.success(), "{name} failed in its own process");
    None
}

fn insert(label: &str) {
    let words = ["--init-token", "--free", "--label", label, "--so-pin", "13579135", "--pin", PIN];
    let made = Command::new("softhsm2-util").args(words).output().unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
}

fn cards() -> Cards {
    Cards::of(Path::new(MODULE))
}

#[test]
fn a_key_made_on_a_card_agrees_the_same_each_time_and_only_with_its_pin() {
    let Some(_) = reader("a_key_made_on_a_card_agrees_the_same_each_time_and_only_with_its_pin") else { return };
    insert("officer");
    let cards = cards();
    let public = cards.make_key(&FIRST, PIN).unwrap();
    assert_eq!(public[0], 4);
    // With the base point the private key agrees the public point's first coordinate.
    assert_eq!(*cards.agree(&FIRST, &POINT, PIN).unwrap(), public[1..33]);
    assert_eq!(*cards.agree(&FIRST, &POINT, PIN).unwrap(), public[1..33]);
    for wrong in ["246811", "1", ""] {
        let refused = cards.agree(&FIRST, &POINT, wrong);
        assert!(matches!(refused, Err(CardTrouble::WrongPin { .. })), "{wrong}: {refused:?}");
    }
    // A wrong PIN leaves nothing open for the next call to use.
    assert!(cards.agree(&FIRST, &POINT, "246811").is_err());
    let another = cards.make_key(&SECOND, PIN).unwrap();
    assert_ne!(public, another);
    cards.remove_key(&FIRST, PIN).unwrap();
    assert!(!cards.is_inserted(&FIRST).unwrap() && cards.is_inserted(&SECOND).unwrap());
}

#[test]
fn no_card_and_another_card_are_told_apart_without_a_pin() {
    let Some(_) = reader("no_card_and_another_card_are_told_apart_without_a_pin") else { return };
    let empty = cards().agree(&FIRST, &POINT, PIN);
    assert!(matches!(empty, Err(CardTrouble::Missing)), "{empty:?}");
}

#[test]
fn a_pin_is_not_tried_on_another_officers_card() {
    let Some(_) = reader("a_pin_is_not_tried_on_another_officers_card") else { return };
    insert("another");
    let cards = cards();
    cards.make_key(&SECOND, PIN).unwrap();
    let refused = cards.agree(&FIRST, &POINT, "000000");
    assert!(matches!(refused, Err(CardTrouble::Other)), "{refused:?}");
}

#[test]
fn a_card_that_is_drawn_is_missed() {
    let Some(folder) = reader("a_card_that_is_drawn_is_missed") else { return };
    insert("officer");
    let cards = cards();
    cards.make_key(&FIRST, PIN).unwrap();
    assert!(cards.is_inserted(&FIRST).unwrap());
    for card in std::fs::read_dir(&folder).unwrap() {
        std::fs::remove_dir_all(card.unwrap().path()).unwrap();
    }
    assert!(!cards.is_inserted(&FIRST).unwrap());
    let refused = cards.agree(&FIRST, &POINT, PIN);
    assert!(matches!(refused, Err(CardTrouble::Missing | CardTrouble::Other)), "{refused:?}");
}

#[test]
fn two_cards_are_not_guessed_between() {
    let Some(_) = reader("two_cards_are_not_guessed_between") else { return };
    insert("one");
    insert("two");
    let made = cards().make_key(&FIRST, PIN);
    assert!(matches!(made, Err(CardTrouble::Several)), "{made:?}");
}

#[test]
fn a_file_that_is_no_module_is_named() {
    let none = Cards::of(Path::new("/nowhere/module.so")).is_inserted(&FIRST);
    assert!(matches!(none, Err(CardTrouble::NoModule)), "{none:?}");
    let other = Cards::of(Path::new(file!())).is_inserted(&FIRST);
    assert!(matches!(other, Err(CardTrouble::NoModule)), "{other:?}");
}
