//! A smart card in front of an officer's keys: issued, signed in with, missing, another's, drawn. The cards are SoftHSM's.
//!
//! Its module reads where the cards lie from `SOFTHSM2_CONF` as the process begins, so each test runs itself again in a
//! process of its own.

#![expect(clippy::unwrap_used, reason = "what is missing in a test fails the test")]

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::time::Duration;

use app::{Demonstration, Error, Office, SignedIn, Workstation, verify};
use cards::CardTrouble;
use contract::{SignIn, Unlock};
use domain::OfficerNumber;
use domain::officer::DeskCode;

const OFFICER: &str = "K-1042";
const PASSWORD: &str = "kijani-mto";
const PIN: &str = "246810";

/// Runs a test in a process of its own, with a card reader of its own; returns the folder of its cards inside it.
fn reader(name: &str) -> Option<PathBuf> {
    if let Some(inside) = std::env::var_os("OSBP_TEST_READER") {
        return Some(inside.into());
    }
    let folder = tempfile::tempdir().unwrap();
    let cards = folder.path().join("cards");
    std::fs::create_dir(&cards).unwrap();
    let settings = folder.path().join("softhsm2.conf");
    std::fs::write(&settings, format!("directories.tokendir = {}\n", cards.display())).unwrap();
    let ran = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", name, "--nocapture"])
        .env("SOFTHSM2_CONF", &settings)
        .env("OSBP_PKCS11", "/usr/lib/softhsm/libsofthsm2.so")
        .env("OSBP_TEST_READER", &cards)
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

/// Draws every card that is inserted into a drawer, or puts those that are there back.
fn move_cards(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for card in std::fs::read_dir(from).unwrap().map(|card| card.unwrap()) {
        std::fs::rename(card.path(), to.join(card.file_name())).unwrap();
    }
}

async fn found(folder: &Path) -> Arc<Workstation> {
    let file = folder.join("post.osbp");
    Demonstration { seed: 5, referral_permille: 0 }.found(&file.to_string_lossy(), &folder.join("home")).await.unwrap()
}

async fn with_pin(post: &Arc<Workstation>, officer: &str, password: &str, pin: &str) -> Result<SignedIn, Error> {
    SignedIn::unwrap_with(post, officer, password, Some(pin)).await
}

#[tokio::test(flavor = "multi_thread")]
async fn with_a_card_issued_the_password_alone_opens_nothing() {
    let Some(_) = reader("with_a_card_issued_the_password_alone_opens_nothing") else { return };
    let folder = tempfile::tempdir().unwrap();
    let post = found(folder.path()).await;
    let officer = SignedIn::unwrap(&post, OFFICER, PASSWORD).await.unwrap();
    let none = officer.issue_card(PASSWORD, PIN).await;
    assert!(matches!(none, Err(Error::Card(CardTrouble::Missing))), "{none:?}");
    insert("officer");
    let wrong = officer.issue_card("kijani-mlima", PIN).await;
    assert!(matches!(wrong, Err(Error::WrongPassword { .. })), "{wrong:?}");
    post.clock().advance(600_000);
    let wrong = officer.issue_card(PASSWORD, "111111").await;
    assert!(matches!(wrong, Err(Error::Card(CardTrouble::WrongPin { .. }))), "{wrong:?}");
    officer.issue_card(PASSWORD, PIN).await.unwrap();
    drop(officer);

    assert!(matches!(SignedIn::unwrap(&post, OFFICER, PASSWORD).await, Err(Error::CardNeeded)));
    assert!(matches!(with_pin(&post, OFFICER, PASSWORD, "").await, Err(Error::CardNeeded)));
    let wrong = with_pin(&post, OFFICER, PASSWORD, "111111").await.map(drop);
    assert!(matches!(wrong, Err(Error::Card(CardTrouble::WrongPin { .. }))), "{wrong:?}");
    // A wrong PIN is the card's to count; it makes nobody wait here.
    let officer = with_pin(&post, OFFICER, PASSWORD, PIN).await.unwrap();
    let wrong = with_pin(&post, OFFICER, "kijani-mlima", PIN).await.map(drop);
    assert!(matches!(wrong, Err(Error::WrongPassword { .. })), "{wrong:?}");
    post.clock().advance(600_000);

    // A new password goes with the same card.
    officer.change_password(PASSWORD, "bahari-pana").await.unwrap();
    drop(officer);
    assert!(matches!(SignedIn::unwrap(&post, OFFICER, "bahari-pana").await, Err(Error::CardNeeded)));
    let officer = with_pin(&post, OFFICER, "bahari-pana", PIN).await.unwrap();
    // Another card in its place: the one before opens nothing.
    officer.issue_card("bahari-pana", PIN).await.unwrap();
    drop(officer);
    let officer = with_pin(&post, OFFICER, "bahari-pana", PIN).await.unwrap();
    officer.return_card("bahari-pana", PIN).await.unwrap();
    drop(officer);
    let officer = SignedIn::unwrap(&post, OFFICER, "bahari-pana").await.unwrap();
    assert!(matches!(officer.return_card("bahari-pana", PIN).await, Err(Error::NotFound)));
    assert!(verify(post.store()).await.unwrap().is_ok());
}

#[tokio::test(flavor = "multi_thread")]
async fn another_officers_card_does_not_help_and_a_lost_one_is_renewed() {
    let Some(cards) = reader("another_officers_card_does_not_help_and_a_lost_one_is_renewed") else { return };
    let folder = tempfile::tempdir().unwrap();
    let post = found(folder.path()).await;
    insert("his");
    SignedIn::unwrap(&post, OFFICER, PASSWORD).await.unwrap().issue_card(PASSWORD, PIN).await.unwrap();
    let drawer = folder.path().join("drawer");
    move_cards(&cards, &drawer);
    let missing = with_pin(&post, OFFICER, PASSWORD, PIN).await.map(drop);
    assert!(matches!(missing, Err(Error::Card(CardTrouble::Missing | CardTrouble::Other))), "{missing:?}");

    let other = app::ACCOUNTS.iter().find(|one| one.number.starts_with("K-1") && one.number != OFFICER).unwrap();
    insert("another's");
    let another = SignedIn::unwrap(&post, other.number, other.password).await.unwrap();
    another.issue_card(other.password, PIN).await.unwrap();
    let refused = with_pin(&post, OFFICER, PASSWORD, PIN).await.map(drop);
    assert!(matches!(refused, Err(Error::Card(CardTrouble::Other))), "{refused:?}");

    let administrator = SignedIn::unwrap(&post, "K-0001", "msimamizi-demo").await.unwrap();
    administrator.renew(&OfficerNumber::parse(OFFICER).unwrap(), "bahari-pana").await.unwrap();
    SignedIn::unwrap(&post, OFFICER, "bahari-pana").await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_window_locks_when_the_card_is_drawn() {
    let Some(cards) = reader("a_window_locks_when_the_card_is_drawn") else { return };
    let folder = tempfile::tempdir().unwrap();
    let post = found(folder.path()).await;
    insert("officer");
    SignedIn::unwrap(&post, OFFICER, PASSWORD).await.unwrap().issue_card(PASSWORD, PIN).await.unwrap();
    let office = Office::new(&folder.path().join("post.osbp").to_string_lossy(), &folder.path().join("home"));
    let request = SignIn {
        officer: OFFICER.to_owned(),
        password: PASSWORD.to_owned(),
        desk: DeskCode("A-I1".to_owned()),
        pin: Some(PIN.to_owned()),
        code: None,
    };
    office.sign_in(&request).await.unwrap();
    tokio::time::sleep(Duration::from_millis(2_500)).await;
    office.officer().await.unwrap();
    let keys = Arc::downgrade(&office.officer().await.unwrap());
    let drawer = folder.path().join("drawer");
    move_cards(&cards, &drawer);
    let locked = async {
        while office.officer().await.is_ok() {
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(30), locked).await.unwrap();
    assert!(office.session().unwrap().unwrap().is_locked);
    assert!(keys.upgrade().is_none(), "the keys went with the card");
    let unlock = Unlock { password: PASSWORD.to_owned(), pin: Some(PIN.to_owned()), code: None };
    assert!(matches!(office.unlock(&unlock).await, Err(Error::Card(_))));
    move_cards(&drawer, &cards);
    office.unlock(&unlock).await.unwrap();
    office.officer().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_workstation_without_a_readers_module_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let post = found(folder.path()).await;
    let officer = SignedIn::unwrap(&post, OFFICER, PASSWORD).await.unwrap();
    let refused = officer.issue_card(PASSWORD, PIN).await;
    assert!(matches!(refused, Err(Error::Card(CardTrouble::NoModule))), "{refused:?}");
    std::fs::write(folder.path().join("home/pkcs11"), "/nowhere/module.so\n").unwrap();
    let refused = officer.issue_card(PASSWORD, PIN).await;
    assert!(matches!(refused, Err(Error::Card(CardTrouble::NoModule))), "{refused:?}");
}
