//! Backups on both engines: made while officers work, opened by either State alone, refused when anything in them was changed.

#![expect(clippy::unwrap_used, reason = "what is missing in a test fails the test")]

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use app::{
    BackupCause, BackupFault, BackupOpener, Demonstration, Error, MadeBackup, OpenedBackup, Pace, Traffic, Workstation,
    backups_in, projections_that_differ,
};
use storage_postgres::TrialDatabase;

/// A post on one of the engines, gone after the test.
struct Post {
    folder: tempfile::TempDir,
    address: String,
    workstation: Arc<Workstation>,
    trial: Option<TrialDatabase>,
}

impl Post {
    async fn on_sqlite() -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let address = folder.path().join("post.osbp").to_string_lossy().into_owned();
        Some(Self::found(folder, address, None).await)
    }

    async fn on_postgres() -> Option<Self> {
        let Ok(server) = std::env::var("OSBP_TEST_POSTGRES") else {
            eprintln!("skipped: there is no database to run on");
            return None;
        };
        let trial = TrialDatabase::make(&server).await.unwrap();
        Some(Self::found(tempfile::tempdir().unwrap(), trial.url().to_owned(), Some(trial)).await)
    }

    async fn found(folder: tempfile::TempDir, address: String, trial: Option<TrialDatabase>) -> Self {
        let home = folder.path().join("home");
        let workstation = Demonstration { seed: 5, referral_permille: 20 }.found(&address, &home).await.unwrap();
        Self { folder, address, workstation, trial }
    }

    fn home(&self) -> PathBuf {
        self.folder.path().join("home")
    }

    fn backups(&self) -> PathBuf {
        self.folder.path().join("backups")
    }

    async fn work(&self, seed: u64, parties: u32) {
        let mut traffic = Traffic::begin(&self.workstation, seed).await.unwrap();
        traffic.run(Pace { standing: 3, between: Duration::ZERO, parties: Some(parties) }).await.unwrap();
    }

    async fn back_up(&self) -> MadeBackup {
        self.workstation.back_up(&self.address, &self.backups(), BackupCause::Asked).await.unwrap()
    }

    async fn open(&self, file: &Path, officer: &str, password: &str) -> Result<OpenedBackup, Error> {
        let opener = BackupOpener::Officer { officer: officer.to_owned(), password: password.to_owned() };
        OpenedBackup::open(file, opener, &self.home(), &self.home()).await
    }

    async fn end(self) {
        self.workstation.store().close().await;
        drop(self.workstation);
        if let Some(trial) = self.trial {
            trial.discard().await.unwrap();
        }
    }
}

async fn is_made_while_officers_work(post: Post) {
    post.work(1, 8).await;
    let before = post.workstation.store().head().await.unwrap().seq;
    let (made, ()) = tokio::join!(post.back_up(), post.work(2, 6));
    let after = post.workstation.store().head().await.unwrap().seq;
    assert!((before..=after).contains(&made.seq), "{before} {made:?} {after}");
    assert!(made.problems.is_empty() && made.removed.is_empty());
    // Nothing lies open any more, beside the database or in the folder.
    let left = |folder: &Path| {
        let names = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        names.filter(|name| name.contains("copies") || name.ends_with(".part")).collect::<Vec<_>>()
    };
    for folder in [post.folder.path().to_owned(), post.home(), post.backups()] {
        assert!(left(&folder).is_empty(), "{:?}", left(&folder));
    }

    // Either State alone opens it and finds the whole journal.
    for (officer, password) in [("K-0001", "msimamizi-demo"), ("U-0001", "msimamizi-demo"), ("K-0007", "kijani-mlima")]
    {
        let opened = post.open(&made.file, officer, password).await.unwrap();
        assert!(opened.verification.is_ok(), "{:?}", opened.verification.problems);
        assert_eq!(i64::try_from(opened.verification.acts).unwrap(), made.seq);
        // The plain rows came along: they are those that follow from the journal.
        let copy = Workstation::open(&opened.file.to_string_lossy(), &post.folder.path().join("other")).await.unwrap();
        assert_eq!(projections_that_differ(&copy, 0).await.unwrap(), Vec::<String>::new());
        assert_eq!(copy.store().officers().await.unwrap(), post.workstation.store().officers().await.unwrap());
        copy.store().close().await;
    }
    let refused = post.open(&made.file, "K-1042", "kijani-mto").await;
    assert!(matches!(refused, Err(Error::Backup(BackupFault::NotForYou))));
    let refused = post.open(&made.file, "U-0001", "kijani-mto").await;
    assert!(matches!(refused, Err(Error::WrongPassword { .. })));
    // A workstation that no State enrolled can't even try.
    let opener = BackupOpener::Officer { officer: "K-0001".to_owned(), password: "msimamizi-demo".to_owned() };
    let elsewhere = post.folder.path().join("elsewhere");
    let refused = OpenedBackup::open(&made.file, opener, &elsewhere, &elsewhere).await;
    assert!(matches!(refused, Err(Error::NotEnrolled)));
    post.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_is_made_while_officers_work_on_sqlite() {
    if let Some(post) = Post::on_sqlite().await {
        is_made_while_officers_work(post).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn one_is_made_while_officers_work_on_postgres() {
    if let Some(post) = Post::on_postgres().await {
        is_made_while_officers_work(post).await;
    }
}

/// The recovery code needs neither an officer nor an enrolled workstation: it opens what is left after a fire.
#[tokio::test(flavor = "multi_thread")]
async fn a_recovery_code_opens_one_anywhere() {
    let post = Post::on_sqlite().await.unwrap();
    let administrator = app::SignedIn::unwrap(&post.workstation, "K-0001", "msimamizi-demo").await.unwrap();
    let former = administrator.new_recovery_code().await.unwrap();
    let code = administrator.new_recovery_code().await.unwrap();
    let made = post.back_up().await;
    let elsewhere = post.folder.path().join("elsewhere");
    let open = async |state: &str, code: &str| {
        let opener = BackupOpener::Code { state: state.parse().unwrap(), code: code.to_owned() };
        OpenedBackup::open(&made.file, opener, &elsewhere, &elsewhere).await
    };
    assert!(open("KEN", &code).await.unwrap().verification.is_ok());
    assert!(matches!(open("KEN", &former).await, Err(Error::NotAllowed)));
    assert!(matches!(open("UGA", &code).await, Err(Error::Backup(BackupFault::NotForYou))));
    post.end().await;
}

/// Any byte that is changed, a file cut off anywhere, something put behind: it is refused, and the database in it is not shown.
#[tokio::test(flavor = "multi_thread")]
async fn a_changed_or_cut_file_is_refused() {
    let post = Post::on_sqlite().await.unwrap();
    post.work(1, 4).await;
    let made = post.back_up().await;
    let whole = std::fs::read(&made.file).unwrap();
    let file = post.folder.path().join("changed.osbp-backup");
    let tried = async |bytes: &[u8]| {
        std::fs::write(&file, bytes).unwrap();
        let refused = post.open(&file, "K-0001", "msimamizi-demo").await.map(|_| ());
        // A changed heading may name another officer's keys: that counts as a wrong password, and the next try waits.
        let _forgotten = std::fs::remove_dir_all(post.home().join("tries"));
        refused
    };
    tried(&whole).await.unwrap();
    let heading = 12 + usize::try_from(u32::from_be_bytes(whole[8..12].try_into().unwrap())).unwrap();
    let places = [
        0,
        3,
        9,
        40,
        heading / 2,
        heading - 3,
        heading + 1,
        heading + 5,
        heading + 60,
        whole.len() / 2,
        whole.len() - 1,
    ];
    for place in places {
        let mut changed = whole.clone();
        changed[place] ^= 1;
        let refused = tried(&changed).await;
        assert!(refused.is_err(), "byte {place} of {} (heading {heading}) may be changed", whole.len());
    }
    for length in [0, 7, 12, heading, heading + 4, whole.len() / 2, whole.len() - 1] {
        let refused = tried(&whole[..length]).await;
        assert!(matches!(refused, Err(Error::Backup(_))), "cut at {length}: {refused:?}");
    }
    let longer = [whole.as_slice(), b"\0\0\0\x01x"].concat();
    assert!(matches!(tried(&longer).await, Err(Error::Backup(BackupFault::Changed))));
    post.end().await;
}

/// What a killed process left is no backup, is swept by the next one, and leaves those before alone.
#[tokio::test(flavor = "multi_thread")]
async fn one_that_broke_off_is_none() {
    let post = Post::on_sqlite().await.unwrap();
    let first = post.back_up().await;
    // No process has a number this high on Linux (its most is 4,194,304).
    let left = post.backups().join("MD-20260101T000000000Z-9.9999999.part");
    let copies = post.folder.path().join(".osbp-copies-9999999-abc");
    std::fs::create_dir(&copies).unwrap();
    std::fs::write(copies.join("copy.osbp"), "half a database").unwrap();
    std::fs::write(&left, &std::fs::read(&first.file).unwrap()[..5000]).unwrap();
    let found = backups_in(&post.backups(), None).unwrap();
    assert_eq!(found.iter().map(|one| &one.file).collect::<Vec<_>>(), [&first.file]);
    post.back_up().await;
    assert!(!left.exists() && !copies.exists());
    assert!(first.file.exists());
    // One whose heading can't be read is listed as such, and never removed by the program.
    std::fs::write(post.backups().join("x.osbp-backup"), "nothing").unwrap();
    let found = backups_in(&post.backups(), None).unwrap();
    assert_eq!(found.len(), 3);
    assert_eq!(found.iter().filter(|one| one.heading == Err(BackupFault::NotABackup)).count(), 1);
    post.end().await;
}
