//! A copied database and a list of common passwords: without a workstation's enrolment secret no guess can be confirmed, not
//! even the right one; with it each guess costs a whole Argon2id. How long a million of them take, `osbpctl bench guess`
//! measures.

#![expect(clippy::unwrap_used, reason = "what is missing in a test fails the test")]

use std::sync::Arc;

use app::{Demonstration, Error, SignedIn, Workstation};
use keys::{CardBinding, EnrolmentSecret, KdfStrength, Under, UnlockError, WrappedOfficerKeys};

const OFFICER: &str = "K-1042";

/// The officer's password stands among them.
const LIST: &[&str] = &[
    "123456",
    "password",
    "qwerty",
    "111111",
    "letmein",
    "dragon",
    "iloveyou",
    "monkey",
    "football",
    "kijani-mto",
    "welcome1",
    "abc123",
    "nairobi",
    "kampala",
    "busia2026",
    "malaba",
    "karibu",
    "simba",
    "jambo123",
    "uhuru1963",
];

struct Copied {
    _folder: tempfile::TempDir,
    /// The post where it belongs, with its secrets.
    at_home: Arc<Workstation>,
    /// The file alone, on another machine.
    away: Arc<Workstation>,
    secret: EnrolmentSecret,
}

impl Copied {
    async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (file, home) = (folder.path().join("post.osbp"), folder.path().join("home"));
        let demonstration = Demonstration { seed: 5, referral_permille: 0 };
        let at_home = demonstration.found(&file.to_string_lossy(), &home).await.unwrap();
        // Closed, the file is whole.
        at_home.store().close().await;
        let copy = folder.path().join("copy.osbp");
        std::fs::copy(&file, &copy).unwrap();
        let away = Workstation::open(&copy.to_string_lossy(), &folder.path().join("other home")).await.unwrap();
        let at_home = Workstation::open(&file.to_string_lossy(), &home).await.unwrap();
        let secret = home.join("enrolment").join(at_home.id().to_string()).join("KEN");
        Self { at_home, away, secret: EnrolmentSecret::load(&secret).unwrap(), _folder: folder }
    }

    fn holder(&self) -> String {
        format!("{}/KEN/{OFFICER}", self.away.id())
    }

    async fn row(&self, kind: &str) -> Vec<u8> {
        self.away.store().key_material("KEN", kind, OFFICER).await.unwrap().remove(0).content
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copied_database_confirms_no_guess() {
    let copied = Copied::new().await;
    // The program has nothing to try them with.
    for guess in LIST {
        let tried = SignedIn::unwrap(&copied.away, OFFICER, guess).await;
        assert!(matches!(tried, Err(Error::NotEnrolled)));
    }
    // Nor has a program of his own: to all that he can put in the secret's place, the right password answers as the wrong
    // ones do, and no row opens without one of the two.
    let wrapped: WrappedOfficerKeys = serde_json::from_slice(&copied.row("officer").await).unwrap();
    let card = copied.row("card").await;
    for tried in 0..=255_u8 {
        let enrolment = EnrolmentSecret::from_secret_bytes(&[tried; 32]);
        assert!(CardBinding::open(&card, &copied.holder(), &enrolment).is_err());
        for guess in LIST {
            let under = Under { password: guess, enrolment: &enrolment, card: None };
            let opened = wrapped.unwrap(&copied.holder(), under, KdfStrength::Demonstration);
            assert_eq!(opened, Err(UnlockError::WrongPassword), "{guess}");
        }
    }
    // So the trial can fail: with the secret the right one opens, and it alone.
    let opens = |guess: &&&str| {
        let under = Under { password: guess, enrolment: &copied.secret, card: None };
        wrapped.unwrap(&copied.holder(), under, KdfStrength::Demonstration).is_ok()
    };
    assert_eq!(LIST.iter().filter(opens).collect::<Vec<_>>(), [&"kijani-mto"]);
}

/// What hangs on a password is one row: every other one is sealed to keys that this row holds, or that no officer has.
#[tokio::test(flavor = "multi_thread")]
async fn nothing_else_in_the_database_hangs_on_a_password() {
    let copied = Copied::new().await;
    let mut kinds = std::collections::BTreeSet::new();
    for kind in ["officer", "reader", "root", "recovery", "card", "one_time"] {
        for holder in [OFFICER, "K-0001", "(recovery)"] {
            let rows = copied.away.store().key_material("KEN", kind, holder).await.unwrap();
            kinds.extend(rows.iter().map(|row| row.kind.clone()));
            // Only the officer's blob names a function for passwords.
            assert!(
                rows.iter()
                    .all(|row| (kind == "officer") == String::from_utf8_lossy(&row.content).contains("argon2id"))
            );
        }
    }
    assert!(kinds.contains("officer") && kinds.contains("reader") && kinds.contains("one_time"), "{kinds:?}");
}

/// Whoever has the workstation as well guesses at the price of a whole Argon2id a guess, and this program makes him wait.
#[tokio::test(flavor = "multi_thread")]
async fn at_the_workstation_itself_wrong_guesses_wait() {
    let copied = Copied::new().await;
    let mut waits = Vec::new();
    for guess in LIST.iter().take(4) {
        let Err(Error::WrongPassword { seconds }) = SignedIn::unwrap(&copied.at_home, OFFICER, guess).await else {
            panic!("{guess} opened it")
        };
        waits.push(seconds);
        copied.at_home.clock().advance(i64::from(seconds) * 1_000);
    }
    assert_eq!(waits, [1, 2, 4, 8]);
}
