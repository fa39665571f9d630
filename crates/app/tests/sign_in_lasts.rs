//! How long a sign-in lasts at a window: without a touch, at the longest, and once the password was changed elsewhere.

#![expect(clippy::unwrap_used, reason = "what is missing in a test fails the test")]

use std::path::PathBuf;
use std::sync::Arc;

use app::{Demand, Demonstration, Error, Office, SignedIn, Workstation};
use contract::{LoadDraft, LockedBy, SaveDraft, SeatNews, SignIn, Unlock};
use domain::officer::DeskCode;
use domain::own_journal::Deed;
use domain::sign_in::Over;
use storage_postgres::TrialDatabase;

const OFFICER: &str = "K-1042";
const PASSWORD: &str = "kijani-mto";

struct Post {
    _folder: tempfile::TempDir,
    address: String,
    home: PathBuf,
}

impl Post {
    async fn found() -> Self {
        Self::found_at(None).await
    }

    async fn found_at(address: Option<&str>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("post.osbp").to_string_lossy().into_owned();
        let (address, home) = (address.map_or(file, str::to_owned), folder.path().join("home"));
        let made = Demonstration { seed: 5, referral_permille: 0 }.found(&address, &home).await.unwrap();
        made.store().close().await;
        Self { _folder: folder, address, home }
    }

    /// Has Kenya demand this of its officers from now on.
    async fn demands(&self, of: impl FnOnce(Demand) -> Demand) -> Result<(), Error> {
        let workstation = Workstation::open(&self.address, &self.home).await.unwrap();
        let administrator = SignedIn::unwrap(&workstation, "K-0001", "msimamizi-demo").await.unwrap();
        let demanded = administrator.demand(of(Demand::nothing(workstation.clock().now()))).await;
        workstation.store().close().await;
        demanded
    }

    async fn window(&self) -> Office {
        let office = Office::new(&self.address, &self.home);
        office.sign_in(&sign_in()).await.unwrap();
        office
    }
}

fn sign_in() -> SignIn {
    let (officer, password) = (OFFICER.to_owned(), PASSWORD.to_owned());
    SignIn { officer, password, desk: DeskCode("A-I1".to_owned()), pin: None, code: None }
}

fn unlock(password: &str) -> Unlock {
    Unlock { password: password.to_owned(), pin: None, code: None }
}

/// Lets so many seconds pass at a window.
async fn wait(office: &Office, seconds: i64) {
    let workstation = Arc::clone(office.officer().await.unwrap().workstation());
    workstation.clock().advance(seconds * 1_000);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_window_that_nobody_touches_warns_and_locks_and_keeps_what_was_typed() {
    let post = Post::found().await;
    post.demands(|demand| Demand { idle_minutes: Some(2), ..demand }).await.unwrap();
    let office = post.window().await;
    assert_eq!(office.watch_seat(), SeatNews::Taken);
    let (form, content) = ("register".to_owned(), "{\"surname\":\"ACHIENG\"}".to_owned());
    let officer = office.officer().await.unwrap();
    officer.save_draft(&SaveDraft { form: form.clone(), content: content.clone() }).unwrap();
    drop(officer);
    wait(&office, 95).await;
    assert_eq!(office.watch_seat(), SeatNews::LocksSoon { over: Over::Idle });
    // What a page asks by itself is no touch; a key is.
    office.officer().await.unwrap();
    assert_eq!(office.watch_seat(), SeatNews::LocksSoon { over: Over::Idle });
    office.touch().unwrap();
    assert_eq!(office.watch_seat(), SeatNews::Taken);

    wait(&office, 119).await;
    let keys = Arc::downgrade(&office.officer().await.unwrap());
    wait(&office, 1).await;
    // A command that comes before anybody looked is refused all the same.
    assert!(matches!(office.officer().await, Err(Error::NotSignedIn)));
    assert!(matches!(office.touch(), Err(Error::NotSignedIn)));
    assert!(keys.upgrade().is_none(), "the keys are wiped");
    assert_eq!(office.watch_seat(), SeatNews::Locked { by: LockedBy::Idle });
    assert!(office.session().unwrap().unwrap().is_locked);

    office.unlock(&unlock(PASSWORD)).await.unwrap();
    assert_eq!(office.watch_seat(), SeatNews::Taken);
    let officer = office.officer().await.unwrap();
    assert_eq!(officer.load_draft(&LoadDraft { form }).unwrap(), Some(content));
    drop(officer);
    let supervisor = Workstation::open(&post.address, &post.home).await.unwrap();
    let supervisor = SignedIn::unwrap(&supervisor, "K-0007", "kijani-mlima").await.unwrap();
    let entries = supervisor.own_journal(0, i64::MAX).await.unwrap();
    let locked = entries.iter().filter(|entry| entry.officer.as_str() == OFFICER && entry.what == Deed::Locked);
    assert_eq!(locked.count(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_busy_officer_gives_his_password_again_in_the_end() {
    let post = Post::found().await;
    let office = post.window().await;
    // A demonstration waits for whoever goes away, and no sign-in lasts for ever.
    wait(&office, 13 * 3600).await;
    assert_eq!(office.watch_seat(), SeatNews::Taken);
    wait(&office, 3600 - 20).await;
    office.touch().unwrap();
    assert_eq!(office.watch_seat(), SeatNews::LocksSoon { over: Over::Longest });
    wait(&office, 20).await;
    assert_eq!(office.watch_seat(), SeatNews::Locked { by: LockedBy::Longest });
    office.unlock(&unlock(PASSWORD)).await.unwrap();
    assert_eq!(office.watch_seat(), SeatNews::Taken);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_state_keeps_its_limits_within_bounds() {
    let post = Post::found().await;
    for (idle_minutes, longest_hours, wrong) in
        [(Some(481), None, "idle"), (None, Some(0), "longest"), (None, Some(25), "longest")]
    {
        let refused = post.demands(|demand| Demand { idle_minutes, longest_hours, ..demand }).await;
        assert!(matches!(refused, Err(Error::Invalid { field }) if field == wrong), "{refused:?}");
    }
    post.demands(|demand| Demand { longest_hours: Some(1), ..demand }).await.unwrap();
    let office = post.window().await;
    wait(&office, 3600).await;
    assert!(office.officer().await.is_err());
}

async fn a_changed_password_ends_the_other_sign_ins(post: &Post) {
    let (here, there) = (post.window().await, post.window().await);
    let officer = here.officer().await.unwrap();
    officer.change_password(PASSWORD, "bahari-pana").await.unwrap();
    // The one that changed it goes on.
    here.officer().await.unwrap();
    assert_eq!(here.watch_seat(), SeatNews::Taken);
    assert!(matches!(there.officer().await, Err(Error::NotSignedIn)), "the other sign-in goes on");
    assert_eq!(there.watch_seat(), SeatNews::Locked { by: LockedBy::NewKeys });
    there.unlock(&unlock("bahari-pana")).await.unwrap();
    there.officer().await.unwrap();
    here.officer().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_changed_password_ends_the_other_sign_ins_over_a_file() {
    a_changed_password_ends_the_other_sign_ins(&Post::found().await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_changed_password_ends_the_other_sign_ins_on_postgres() {
    let Ok(server) = std::env::var("OSBP_TEST_POSTGRES") else {
        eprintln!("skipped: there is no server to run on");
        return;
    };
    let database = TrialDatabase::make(&server).await.unwrap();
    a_changed_password_ends_the_other_sign_ins(&Post::found_at(Some(database.url())).await).await;
    database.discard().await.unwrap();
}
