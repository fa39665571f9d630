//! The system keyring: a real one (gnome-keyring on a bus of its own), unlocked, locked, and where none runs.
//!
//! A process finds its bus by its environment, so each test runs itself again on a bus that ends with it.

#![expect(clippy::unwrap_used, reason = "what is missing in a test fails the test")]

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use app::{Demonstration, Error, Founding, NewOfficer, SecretName, SecretPlace, Secrets, SignedIn};
use domain::customs::Selectivity;
use domain::{Agency, OfficerNumber, Role};
use uuid::Uuid;

const SECRET: &[u8] = b"osbp enrolment secret v1\n5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a\n";

/// Runs a test on a bus of its own, whose keyring was unlocked before; returns whether this is inside.
fn on_a_bus(name: &str, begin: &str) -> bool {
    if std::env::var_os("OSBP_TEST_BUS").is_some() {
        return true;
    }
    let folder = tempfile::tempdir().unwrap();
    let run = folder.path().join("run");
    std::fs::create_dir(&run).unwrap();
    std::fs::set_permissions(&run, std::os::unix::fs::PermissionsExt::from_mode(0o700)).unwrap();
    let script = format!("{begin} exec \"$0\" --exact {name} --nocapture");
    let ran = Command::new("dbus-run-session")
        .args(["--", "sh", "-c", &script])
        .arg(std::env::current_exe().unwrap())
        .env("OSBP_TEST_BUS", folder.path())
        .env("HOME", folder.path())
        .env("OSBP_HOME", folder.path().join("home"))
        .env("XDG_DATA_HOME", folder.path().join("data"))
        .env("XDG_RUNTIME_DIR", &run)
        .env_remove("DISPLAY")
        .env_remove("OSBP_SECRETS")
        .status()
        .unwrap();
    assert!(ran.success(), "{name} failed on its own bus");
    false
}

/// The daemon ends with its bus.
const UNLOCKED: &str = "printf secret | gnome-keyring-daemon --unlock --components=secrets >/dev/null;";

fn home() -> std::path::PathBuf {
    Path::new(&std::env::var_os("OSBP_TEST_BUS").unwrap()).join("home")
}

fn name() -> SecretName {
    SecretName::new(Uuid::from_u128(7), "enrolment", "KEN")
}

#[tokio::test(flavor = "multi_thread")]
async fn where_a_keyring_runs_secrets_lie_in_it() {
    if !on_a_bus("where_a_keyring_runs_secrets_lie_in_it", UNLOCKED) {
        return;
    }
    let secrets = Secrets::of(&home());
    assert!(secrets.load(&name()).await.unwrap().is_none());
    assert_eq!(secrets.place(&name()).await.unwrap(), None);
    assert_eq!(secrets.keep(&name(), SECRET).await.unwrap(), SecretPlace::Keyring);
    assert!(!home().exists(), "nothing lies in a file");
    assert_eq!(*secrets.load(&name()).await.unwrap().unwrap(), SECRET);
    assert_eq!(secrets.place(&name()).await.unwrap(), Some(SecretPlace::Keyring));
    // Another State's, another post's, another kind of secret is another one.
    for other in [
        SecretName::new(Uuid::from_u128(7), "enrolment", "UGA"),
        SecretName::new(Uuid::from_u128(8), "enrolment", "KEN"),
        SecretName::new(Uuid::from_u128(7), "database", "KEN"),
    ] {
        assert!(secrets.load(&other).await.unwrap().is_none());
    }
    let over = secrets.keep(&name(), b"other").await;
    assert!(matches!(over, Err(Error::Invalid { .. })), "{over:?}");
    assert_eq!(*secrets.load(&name()).await.unwrap().unwrap(), SECRET);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_secret_moves_from_its_file_into_the_keyring() {
    if !on_a_bus("a_secret_moves_from_its_file_into_the_keyring", UNLOCKED) {
        return;
    }
    let secrets = Secrets::of(&home());
    assert!(matches!(secrets.move_to_keyring(&name()).await, Err(Error::NotFound)));
    let SecretPlace::File(file) = secrets.keep_in_file(&name(), SECRET).unwrap() else { unreachable!() };
    assert_eq!(secrets.place(&name()).await.unwrap(), Some(SecretPlace::File(file.clone())));
    secrets.move_to_keyring(&name()).await.unwrap();
    assert!(!file.exists() && std::fs::read_dir(file.parent().unwrap()).unwrap().next().is_none());
    assert_eq!(secrets.place(&name()).await.unwrap(), Some(SecretPlace::Keyring));
    assert_eq!(*secrets.load(&name()).await.unwrap().unwrap(), SECRET);
    // A demonstration's secrets are none, and fill nobody's keyring.
    let post = Demonstration { seed: 5, referral_permille: 0 };
    let file = home().join("post.osbp");
    let post = post.found(&file.to_string_lossy(), &home()).await.unwrap();
    let place = secrets.place(&SecretName::new(post.id(), "enrolment", "KEN")).await.unwrap();
    assert!(matches!(place, Some(SecretPlace::File(_))), "{place:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_locked_keyring_is_an_error_at_once() {
    if !on_a_bus("a_locked_keyring_is_an_error_at_once", UNLOCKED) {
        return;
    }
    let secrets = Secrets::of(&home());
    secrets.keep(&name(), SECRET).await.unwrap();
    let keyring = secret_service::SecretService::connect(secret_service::EncryptionType::Dh).await.unwrap();
    keyring.get_default_collection().await.unwrap().lock().await.unwrap();
    let began = Instant::now();
    assert!(matches!(secrets.load(&name()).await, Err(Error::KeyringLocked)));
    assert_eq!(secrets.place(&name()).await.unwrap(), Some(SecretPlace::Keyring));
    let other = SecretName::new(Uuid::from_u128(7), "enrolment", "UGA");
    let kept = secrets.keep(&other, SECRET).await;
    assert!(matches!(kept, Err(Error::KeyringLocked)), "{kept:?}");
    assert!(began.elapsed() < Duration::from_secs(15), "nothing was waited for");
    // It is never passed over in favour of a file.
    assert!(!home().exists());
}

#[tokio::test(flavor = "multi_thread")]
async fn where_none_runs_secrets_lie_in_files() {
    if !on_a_bus("where_none_runs_secrets_lie_in_files", "unset DBUS_SESSION_BUS_ADDRESS;") {
        return;
    }
    let secrets = Secrets::of(&home());
    let SecretPlace::File(file) = secrets.keep(&name(), SECRET).await.unwrap() else { unreachable!() };
    let mode = std::os::unix::fs::PermissionsExt::mode(&std::fs::metadata(&file).unwrap().permissions());
    assert_eq!(mode & 0o777, 0o600);
    assert_eq!(*secrets.load(&name()).await.unwrap().unwrap(), SECRET);
    assert_eq!(secrets.place(&name()).await.unwrap(), Some(SecretPlace::File(file)));
    let moved = secrets.move_to_keyring(&name()).await;
    assert!(matches!(moved, Err(Error::Keyring(_))), "{moved:?}");
    assert_eq!(*secrets.load(&name()).await.unwrap().unwrap(), SECRET);
}

/// A bus may start a keyring by itself that nobody ever set up: it asks for a new password in a window that nobody sees.
#[tokio::test(flavor = "multi_thread")]
async fn a_keyring_that_was_never_set_up_is_none() {
    if !on_a_bus("a_keyring_that_was_never_set_up_is_none", "") {
        return;
    }
    let secrets = Secrets::of(&home());
    let began = Instant::now();
    assert!(secrets.load(&name()).await.unwrap().is_none());
    let place = secrets.keep(&name(), SECRET).await.unwrap();
    assert!(matches!(place, SecretPlace::File(_)), "{place:?}");
    let moved = secrets.move_to_keyring(&name()).await;
    assert!(matches!(moved, Err(Error::Keyring(_))), "{moved:?}");
    assert_eq!(*secrets.load(&name()).await.unwrap().unwrap(), SECRET);
    assert!(began.elapsed() < Duration::from_secs(20), "nothing was waited for");
}

#[tokio::test(flavor = "multi_thread")]
async fn officers_of_a_post_with_real_data_sign_in_by_the_keyring() {
    if !on_a_bus("officers_of_a_post_with_real_data_sign_in_by_the_keyring", UNLOCKED) {
        return;
    }
    let mut plan = app::demonstration_plan().unwrap();
    plan.is_demonstration = false;
    let administrator = |officer: &str| NewOfficer {
        officer: OfficerNumber::parse(officer).unwrap(),
        name: "First Administrator".to_owned(),
        agency: Agency::Immigration,
        roles: [Role::Administrator].into_iter().collect(),
        password: "a long enough password".to_owned(),
    };
    let founding = Founding {
        plan,
        administrators: [administrator("K-ADM"), administrator("U-ADM")],
        alerts: [Vec::new(), Vec::new()],
        referral_permille: [0, 0],
        selectivity: [Selectivity::default(), Selectivity::default()],
    };
    let file = home().with_file_name("post.osbp");
    let post = founding.found(&file.to_string_lossy(), &home()).await.unwrap();
    assert!(!home().join("enrolment").exists(), "the secrets lie in no file");
    SignedIn::unwrap(&post, "K-ADM", "a long enough password").await.unwrap();
    let keyring = secret_service::SecretService::connect(secret_service::EncryptionType::Dh).await.unwrap();
    keyring.get_default_collection().await.unwrap().lock().await.unwrap();
    let locked = SignedIn::unwrap(&post, "K-ADM", "a long enough password").await.map(drop);
    assert!(matches!(locked, Err(Error::KeyringLocked)), "{locked:?}");
}
