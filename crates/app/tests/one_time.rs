//! One-time codes at the window: set up, needed, used once, waited for after wrong ones, demanded by a State.

#![expect(clippy::indexing_slicing, clippy::unwrap_used, reason = "what is missing in a test fails the test")]

use std::path::PathBuf;

use app::{Demand, Demonstration, Error, Office, SignedIn, Workstation};
use contract::{ConfirmOneTimeCodes, NewOneTimeCodes, SignIn, Unlock};
use data_encoding::BASE32_NOPAD;
use domain::officer::DeskCode;
use storage::KeyRow;
use storage_postgres::TrialDatabase;
use totp_rs::Builder;

const OFFICER: &str = "K-1042";
const PASSWORD: &str = "kijani-mto";

/// A post with two windows, as of two machines that share its database, each with a home of its own.
struct Post {
    _folder: tempfile::TempDir,
    file: String,
    homes: [PathBuf; 2],
}

impl Post {
    async fn found() -> Self {
        Self::found_at(None).await
    }

    /// Founds it on PostgreSQL; nothing where `OSBP_TEST_POSTGRES` names no server.
    async fn on_postgres() -> Option<(Self, TrialDatabase)> {
        let Ok(server) = std::env::var("OSBP_TEST_POSTGRES") else {
            eprintln!("skipped: there is no server to run on");
            return None;
        };
        let database = TrialDatabase::make(&server).await.unwrap();
        Some((Self::found_at(Some(database.url())).await, database))
    }

    async fn found_at(address: Option<&str>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("post.osbp").to_string_lossy().into_owned();
        let file = address.map_or(file, str::to_owned);
        let homes = ["here", "there"].map(|name| folder.path().join(name));
        let made = Demonstration { seed: 5, referral_permille: 0 }.found(&file, &homes[0]).await.unwrap();
        made.store().close().await;
        // The other workstation has the States' enrolment secrets and nothing else of this one.
        std::fs::create_dir(&homes[1]).unwrap();
        let copied = std::process::Command::new("cp").arg("-a").arg(homes[0].join("enrolment")).arg(&homes[1]).status();
        assert!(copied.unwrap().success());
        Self { _folder: folder, file, homes }
    }

    fn window(&self, which: usize) -> Office {
        Office::new(&self.file, &self.homes[which])
    }

    async fn rows(&self, kind: &str) -> Vec<KeyRow> {
        let post = Workstation::open(&self.file, &self.homes[0]).await.unwrap();
        let mut rows = Vec::new();
        for officer in post.store().officers().await.unwrap() {
            rows.extend(post.store().key_material(&officer.state, kind, &officer.officer).await.unwrap());
        }
        rows
    }
}

/// An officer's telephone.
struct Telephone(totp_rs::Totp);

impl Telephone {
    fn scan(link: &str) -> Self {
        Self(totp_rs::Totp::from_url(link).unwrap())
    }

    fn code(&self, ahead: u64) -> String {
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_secs();
        self.0.generate(now + ahead).to_string()
    }
}

async fn open(office: &Office, code: Option<&str>) -> Result<(), Error> {
    let (officer, password, code) = (OFFICER.to_owned(), PASSWORD.to_owned(), code.map(str::to_owned));
    office.sign_in(&SignIn { officer, password, desk: DeskCode("A-I1".to_owned()), pin: None, code }).await.map(drop)
}

async fn set_up(office: &Office, code: Option<&str>) -> Result<Telephone, Error> {
    let (officer, password, code) = (OFFICER.to_owned(), PASSWORD.to_owned(), code.map(str::to_owned));
    let shown = office.new_one_time_codes(&NewOneTimeCodes { officer, password, pin: None, code }).await?;
    let telephone = Telephone::scan(&shown.link);
    let typed = Builder::new().with_secret(BASE32_NOPAD.decode(shown.letters.as_bytes()).unwrap());
    assert_eq!(typed.build().unwrap().generate(59).to_string(), telephone.0.generate(59).to_string());
    assert!(shown.rows.len() > 20 && shown.rows.iter().all(|row| row.len() == shown.rows.len()));
    Ok(telephone)
}

async fn confirm(office: &Office, code: &str) -> Result<(), Error> {
    let (officer, password, code) = (OFFICER.to_owned(), PASSWORD.to_owned(), code.to_owned());
    office.confirm_one_time_codes(&ConfirmOneTimeCodes { officer, password, pin: None, code }).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_window_with_codes_opens_with_a_code_that_counts_once_wherever_it_is_typed() {
    counts_once(&Post::found().await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_counts_once_on_postgres() {
    let Some((post, database)) = Post::on_postgres().await else { return };
    counts_once(&post).await;
    database.discard().await.unwrap();
}

async fn counts_once(post: &Post) {
    let (here, there) = (post.window(0), post.window(1));
    assert!(matches!(confirm(&here, "123456").await, Err(Error::CodeNotSetUp)));
    let telephone = set_up(&here, None).await.unwrap();
    // Until a first code confirmed them, the window opens without.
    open(&here, None).await.unwrap();
    confirm(&here, &telephone.code(0)).await.unwrap();

    assert!(matches!(open(&here, None).await, Err(Error::CodeNeeded)));
    assert!(matches!(open(&here, Some(" ")).await, Err(Error::CodeNeeded)));
    let used = open(&there, Some(&telephone.code(0))).await;
    assert!(matches!(used, Err(Error::WrongCode { seconds: 1 })), "{used:?}");
    let next = telephone.code(30);
    open(&here, Some(&next)).await.unwrap();
    here.lock().unwrap();
    // The same code does not unlock, here or at another workstation.
    let unlock = |code: &str| Unlock { password: PASSWORD.to_owned(), pin: None, code: Some(code.to_owned()) };
    assert!(matches!(here.unlock(&unlock(&next)).await, Err(Error::WrongCode { .. })));
    assert!(here.officer().await.is_err());
    let elsewhere = open(&post.window(1), Some(&next)).await;
    assert!(matches!(elsewhere, Err(Error::WrongCode { .. })), "{elsewhere:?}");
    // Nor when both type it in the same moment.
    let desks = [0, 1].map(|home| async move {
        let workstation = Workstation::open(&post.file, &post.homes[home]).await.unwrap();
        // The waits of the tries before are over, and the telephone shows the next code.
        workstation.clock().advance(60_000);
        workstation
    });
    let [one, other] = desks;
    let (one, other) = (one.await, other.await);
    let now = u64::try_from(one.clock().now().timestamp()).unwrap();
    let request = SignIn {
        officer: OFFICER.to_owned(),
        password: PASSWORD.to_owned(),
        desk: DeskCode("A-I1".to_owned()),
        pin: None,
        code: Some(telephone.0.generate(now).to_string()),
    };
    let (first, second) =
        tokio::join!(SignedIn::sign_in_at_window(&one, &request), SignedIn::sign_in_at_window(&other, &request));
    assert_eq!(usize::from(first.is_ok()) + usize::from(second.is_ok()), 1, "one code opened two windows, or none");
    for workstation in [one, other] {
        workstation.store().close().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_right_password_does_not_shorten_the_wait_after_wrong_codes() {
    let post = Post::found().await;
    let here = post.window(0);
    let telephone = set_up(&here, None).await.unwrap();
    confirm(&here, &telephone.code(0)).await.unwrap();
    let mut waits = Vec::new();
    let workstation = Workstation::open(&post.file, &post.homes[0]).await.unwrap();
    for _ in 0..4 {
        let request = SignIn {
            officer: OFFICER.to_owned(),
            password: PASSWORD.to_owned(),
            desk: DeskCode("A-I1".to_owned()),
            pin: None,
            code: Some("000000".to_owned()),
        };
        let Err(Error::WrongCode { seconds }) = SignedIn::sign_in_at_window(&workstation, &request).await else {
            panic!("a wrong code opened the window")
        };
        waits.push(seconds);
        workstation.clock().advance(i64::from(seconds) * 1_000);
    }
    assert_eq!(waits, [1, 2, 4, 8]);
    // Codes guard the window: what is done without one is guarded by the keys.
    SignedIn::unwrap(&workstation, OFFICER, PASSWORD).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn new_codes_take_a_code_of_the_old_ones() {
    let post = Post::found().await;
    let here = post.window(0);
    let first = set_up(&here, None).await.unwrap();
    confirm(&here, &first.code(0)).await.unwrap();
    assert!(matches!(set_up(&here, None).await, Err(Error::CodeNeeded)));
    let second = set_up(&here, Some(&first.code(30))).await.unwrap();
    assert!(matches!(open(&here, Some(&second.code(0))).await, Err(Error::WrongCode { .. })));
    tokio::time::sleep(std::time::Duration::from_millis(1_100)).await;
    confirm(&here, &second.code(0)).await.unwrap();
    let old = open(&here, Some(&first.code(30))).await;
    assert!(matches!(old, Err(Error::WrongCode { .. })), "{old:?}");
}

/// What the other State sees: as many rows as officers, each of one length, changed by every sign-in.
#[tokio::test(flavor = "multi_thread")]
async fn nobody_sees_in_the_database_who_uses_codes() {
    let post = Post::found().await;
    let here = post.window(0);
    let before = [post.rows("one_time").await, post.rows("card").await];
    let officers = before[0].len();
    assert!(officers > 4 && before[1].len() == officers);
    for rows in &before {
        assert!(rows.iter().all(|row| row.content.len() == rows[0].content.len()));
    }
    // Without codes the row is written anew as well.
    open(&here, None).await.unwrap();
    let signed_in = post.rows("one_time").await;
    let changed = |old: &[KeyRow], new: &[KeyRow]| {
        old.iter()
            .zip(new)
            .filter(|(old, new)| old.content != new.content)
            .map(|(_, new)| new.holder.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(changed(&before[0], &signed_in), [OFFICER]);
    let telephone = set_up(&here, None).await.unwrap();
    confirm(&here, &telephone.code(0)).await.unwrap();
    let with = post.rows("one_time").await;
    assert_eq!(changed(&signed_in, &with), [OFFICER]);
    assert_eq!(with.len(), officers);
    assert!(with.iter().all(|row| row.content.len() == before[0][0].content.len()));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_state_demands_codes_from_a_moment_on_and_the_other_state_is_not_concerned() {
    let post = Post::found().await;
    let workstation = Workstation::open(&post.file, &post.homes[0]).await.unwrap();
    let administrator = SignedIn::unwrap(&workstation, "K-0001", "msimamizi-demo").await.unwrap();
    let now = workstation.clock().now();
    let later = now + std::time::Duration::from_secs(3600);
    let demand = Demand { one_time: true, ..Demand::nothing(later) };
    let officer = SignedIn::unwrap(&workstation, OFFICER, PASSWORD).await.unwrap();
    assert!(matches!(officer.demand(demand).await, Err(Error::NotAllowed)));
    let past = Demand { from: now - std::time::Duration::from_secs(3600), ..demand };
    assert!(matches!(administrator.demand(past).await, Err(Error::Invalid { field: "from" })));
    administrator.demand(demand).await.unwrap();

    let at_window = |officer: &str, password: &str, desk: &str| SignIn {
        officer: officer.to_owned(),
        password: password.to_owned(),
        desk: DeskCode(desk.to_owned()),
        pin: None,
        code: None,
    };
    let kenyan = at_window(OFFICER, PASSWORD, "A-I1");
    SignedIn::sign_in_at_window(&workstation, &kenyan).await.unwrap();
    workstation.clock().advance(3_700_000);
    let refused = SignedIn::sign_in_at_window(&workstation, &kenyan).await;
    assert!(matches!(refused, Err(Error::CodeNotSetUp)));
    let ugandan = app::ACCOUNTS.iter().find(|account| account.number.starts_with("U-1")).unwrap();
    let ugandan = at_window(ugandan.number, ugandan.password, ugandan.desk);
    SignedIn::sign_in_at_window(&workstation, &ugandan).await.unwrap();

    // A card is demanded instead: it guards every sign-in at a desk, by the command line too.
    let instead = Demand { card: true, ..Demand::nothing(workstation.clock().now()) };
    administrator.demand(instead).await.unwrap();
    for refused in [
        SignedIn::sign_in_at_window(&workstation, &kenyan).await.map(drop),
        SignedIn::sign_in(&workstation, &kenyan).await.map(drop),
    ] {
        assert!(matches!(refused, Err(Error::CardNotIssued)), "{refused:?}");
    }
    let none = Demand::nothing(workstation.clock().now());
    administrator.demand(none).await.unwrap();
    SignedIn::sign_in_at_window(&workstation, &kenyan).await.unwrap();
}
