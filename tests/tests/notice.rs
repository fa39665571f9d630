//! A refusal's notice in the window: looked at as it is printed, saved, and told in the history.

use end_to_end::{Desk, Post};
use fantoccini::key::Key;
use serde_json::json;

const PASSPORT: [&str; 2] =
    ["P<KENMUTUA<<FAITH<NDUKU<<<<<<<<<<<<<<<<<<<<<", "SP00042423KEN9105148F3103153<<<<<<<<<<<<<<<8"];

#[tokio::test]
async fn a_notice_is_seen_and_saved_in_the_window() {
    let post = Post::found();
    let first = Desk::at(&post).await;
    first.signs_in("K-1042", "kijani-mto", "Daniel Kiprotich").await;
    first.sees("No crossing is open").await;
    first.scans(&PASSPORT).await;
    first.sees("Register and take").await;
    first.presses(Key::F4).await;
    first.sees("You have it").await;
    let reference = post.reference();
    let act = |officer: &str, password: &str, asked: serde_json::Value| {
        post.osbpctl(&["act", "-", "--officer", officer], password, &asked.to_string())
    };
    act("K-1042", "kijani-mto", json!({ "command": "refuse", "crossing": reference, "step": 1, "reason": "A" }));
    act("K-1050", "zamu-ya-kazi", json!({ "command": "confirm", "crossing": reference, "step": 1 }));
    first.sees("notice not yet served").await;
    first.presses(Key::F10).await;
    first.chooses("print the notice").await;
    first.sees("not printed yet").await;
    first.sees("Refusal of exit").await;
    first.looks_right("notice-en").await;
    first.chooses("Save as PDF").await;
    first.sees("Saved:").await;
    first.sees("printed once").await;
    let saved = std::fs::read_dir(first.home().join("documents")).map(Iterator::count);
    assert_eq!(saved.ok(), Some(1));
    first.presses(Key::Escape).await;
    first.sees("printed the notice").await;
    first.speaks("Français", &reference).await;
    first.more("Voir et imprimer la notification").await;
    first.sees("Refus de sortie").await;
    first.looks_right("notice-fr").await;
    first.presses(Key::Escape).await;
    first.speaks("English", &reference).await;

    // Served, the refusal of exit is final: the traveller does not leave.
    first.chooses("Notice served").await;
    first.chooses("Record it").await;
    first.sees("Exit denied").await;
    first.looks_right_in_both(&reference, "crossing-exit-denied").await;
}
