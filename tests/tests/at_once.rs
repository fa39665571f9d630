//! Two officers at once in the real window: the second is told who did what, where, and keeps what he typed.

use end_to_end::{Desk, Post, passport};
use fantoccini::key::Key;

#[tokio::test]
async fn the_second_of_two_officers_is_told_who_was_first_and_keeps_what_he_typed() {
    let post = Post::found();
    let first = Desk::at(&post).await;
    first.signs_in("K-1042", "kijani-mto", "Daniel Kiprotich").await;
    first.sees("No crossing is open").await;
    first.scans_passport(&passport("KEN", 850_001, "CHEGE", "MARTIN", "810505", 'M')).await;
    first.sees("Register and take").await;
    first.presses_shift(Key::F4).await;
    first.sees("Take it").await;
    let reference = post.reference();

    // The second is about to waive what the first takes.
    let second = Desk::at(&post).await;
    second.signs_in("K-1050", "zamu-ya-kazi", "Jane Wambui").await;
    second.scans(&[&reference]).await;
    second.sees("Take it").await;
    second.more("Waive").await;
    second.picks("#ask-reason", "W3").await;
    second.types("#ask-note", "Crew of the ferry").await;
    first.presses(Key::F4).await;
    first.sees("You have it").await;
    // One of his own State he reads by name.
    let who = "Daniel Kiprotich (No. K-1042, Kenya, desk A-I1)";
    second.sees(&format!("{who} has just done something here")).await;
    assert_eq!(second.value("#ask-note").await, "Crew of the ferry");
    second.looks_right("done-meanwhile").await;
    second.chooses("Waive").await;
    second.sees(&format!("{who} has had it since")).await;
    assert_eq!(second.value("#ask-note").await, "Crew of the ferry");
    assert_eq!(second.value("#ask-reason").await, "W3");
    second.looks_right("claimed-first").await;
    second.presses(Key::Escape).await;
    first.presses(Key::F4).await;
    first.sees_no_more("You have it").await;

    // The other State's officer he reads by number.
    let facts = "#c-given";
    second.chooses("Correct").await;
    second.types(facts, "MARTIN KAMAU").await;
    post.clears("U-3001", &reference, "UGA", "health");
    second.sees("Officer No. U-3001 (Uganda, desk B-H1) has just done something here").await;
    assert_eq!(second.value(facts).await, "MARTIN KAMAU");
    assert!(!second.text().await.contains("Irene Apio"), "the name is Uganda's");
}
