//! What guards a window in the hand of an officer: it locks by itself, asks for a one-time code, for a card's PIN.
#![expect(clippy::expect_used, reason = "what is missing in a test fails the test")]

use std::path::Path;
use std::process::Command;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use end_to_end::{Desk, Post};
use fantoccini::key::Key;
use serde_json::Value;

const OFFICER: &str = "K-1042";
const PASSWORD: &str = "kijani-mto";
const NAME: &str = "Daniel Kiprotich";
const PIN: &str = "246810";

#[tokio::test]
async fn a_window_that_nobody_touches_locks_by_itself() {
    let post = Post::found();
    post.osbpctl(&["officer", "demand", "--idle", "1", "--officer", "K-0001"], "msimamizi-demo", "");
    let desk = Desk::at(&post).await;
    desk.signs_in(OFFICER, PASSWORD, NAME).await;
    desk.chooses("Register").await;
    desk.presses(Key::F3).await;
    desk.chooses("Traveller").await;
    desk.types("#surname", "HALF TYPED").await;
    // Nothing is touched for half a minute: the window says what is coming, and a key puts it off.
    tokio::time::sleep(Duration::from_secs(15)).await;
    desk.sees("it locks in half a minute").await;
    desk.looks_right("lock-soon").await;
    desk.presses(Key::Shift).await;
    desk.sees_no_more("it locks in half a minute").await;
    tokio::time::sleep(Duration::from_secs(45)).await;
    desk.sees("it locked by itself").await;
    desk.looks_right("lock-by-idle").await;
    // Nothing of the work can be reached behind it: not by the page's own commands either.
    let refused = desk
        .calls("queue", serde_json::json!({ "request": { "tab": "all", "filter": "", "offset": 0, "limit": 9 } }))
        .await;
    let code = refused.as_ref().err().and_then(|failure| failure.get("code")).and_then(Value::as_str);
    assert_eq!(code, Some("not_signed_in"), "{refused:?}");
    desk.types("#unlock-password", PASSWORD).await;
    desk.presses(Key::Enter).await;
    desk.sees_no_more("it locked by itself").await;
    let kept = desk.run("return document.querySelector('#surname').value", &[]).await;
    assert_eq!(kept, "HALF TYPED");
}

/// An officer's telephone.
struct Telephone(totp_rs::Totp);

impl Telephone {
    /// Returns the code that it shows in so many seconds.
    fn code(&self, ahead: u64) -> String {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
        self.0.generate(now + ahead).to_string()
    }
}

#[tokio::test]
async fn a_window_asks_for_a_one_time_code_at_sign_in_and_at_the_lock() {
    let post = Post::found();
    let shown = post.osbpctl(&["officer", "one-time", "--new", "--officer", OFFICER], PASSWORD, "");
    let link = shown.get("link").and_then(Value::as_str).unwrap_or_default();
    let telephone = Telephone(totp_rs::Totp::from_url(link).expect("the link is a telephone's"));
    let confirm = ["officer", "one-time", "--confirm", "--officer", OFFICER];
    post.osbpctl_with(&confirm, PASSWORD, "", &[("OSBP_CODE", &telephone.code(0))]);
    let desk = Desk::at(&post).await;
    desk.types("#number", OFFICER).await;
    desk.types("#password", PASSWORD).await;
    desk.presses(Key::Enter).await;
    // The field comes once it is known that it is needed, with why.
    desk.sees("One-time code").await;
    desk.looks_right("sign-in-code").await;
    desk.types("#password", PASSWORD).await;
    desk.types("#guard-code", "000000").await;
    desk.presses(Key::Enter).await;
    desk.sees("code is wrong").await;
    desk.looks_right("sign-in-code-wrong").await;
    tokio::time::sleep(Duration::from_millis(1_500)).await;
    desk.types("#password", PASSWORD).await;
    desk.types("#guard-code", &telephone.code(30)).await;
    desk.presses(Key::Enter).await;
    desk.clicks(".scan__field").await;

    desk.presses_with(Key::Control, 'l').await;
    desk.sees("The window is locked").await;
    desk.types("#unlock-password", PASSWORD).await;
    desk.presses(Key::Enter).await;
    desk.sees("One-time code").await;
    desk.looks_right("lock-code").await;
}

#[tokio::test]
async fn a_window_asks_for_the_cards_pin_and_locks_when_it_is_drawn() {
    let post = Post::found();
    let cards = post.path("cards");
    std::fs::create_dir(&cards).expect("a folder for cards");
    let settings = post.path("softhsm2.conf");
    std::fs::write(&settings, format!("directories.tokendir = {}\n", cards.display())).expect("settings");
    let settings = settings.display().to_string();
    let words = ["--init-token", "--free", "--label", "officer", "--so-pin", "13579135", "--pin", PIN];
    let made = Command::new("softhsm2-util").args(words).env("SOFTHSM2_CONF", &settings).output();
    assert!(made.is_ok_and(|made| made.status.success()), "a card is made");
    let reader = [("SOFTHSM2_CONF", settings.as_str()), ("OSBP_PKCS11", "/usr/lib/softhsm/libsofthsm2.so")];
    let mut with_pin = reader.to_vec();
    with_pin.push(("OSBP_PIN", PIN));
    post.osbpctl_with(&["officer", "card", "--issue", "--officer", OFFICER], PASSWORD, "", &with_pin);

    let desk = Desk::at_with(&post, &reader).await;
    desk.types("#number", OFFICER).await;
    desk.types("#password", PASSWORD).await;
    desk.presses(Key::Enter).await;
    desk.sees("PIN of your card").await;
    desk.looks_right("sign-in-pin").await;
    desk.types("#password", PASSWORD).await;
    desk.types("#guard-pin", PIN).await;
    desk.presses(Key::Enter).await;
    desk.clicks(".scan__field").await;

    move_cards(&cards, &post.path("drawer"));
    desk.sees("The card was taken out").await;
    desk.types("#unlock-password", PASSWORD).await;
    desk.presses(Key::Enter).await;
    desk.sees("PIN of your card").await;
    desk.looks_right("lock-pin").await;
    move_cards(&post.path("drawer"), &cards);
    desk.types("#unlock-password", PASSWORD).await;
    desk.types("#guard-pin", PIN).await;
    desk.presses(Key::Enter).await;
    desk.sees_no_more("The window is locked").await;
}

/// Draws every card that is inserted into a drawer, or puts those that are there back.
fn move_cards(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a place for cards");
    for card in std::fs::read_dir(from).expect("cards").flatten() {
        std::fs::rename(card.path(), to.join(card.file_name())).expect("a card that can be moved");
    }
}
