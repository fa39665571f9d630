//! The doctor finds each of its findings in a post that was spoiled for it, and nothing of the kind in one that was not.

#![expect(clippy::unwrap_used, reason = "what is missing in a test fails the test")]

use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use app::{
    BackupCause, BackupFault, Demonstration, Examination, Finding, Pace, SignedIn, Traffic, Weight, Workstation,
};
use domain::OfficerNumber;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions as _, Connection as _, raw_sql};
use storage::Store as _;
use storage_postgres::{PostgresStore, TrialDatabase};

struct Post {
    folder: tempfile::TempDir,
    address: String,
}

impl Post {
    /// A post with some traffic, which nobody has open.
    async fn found() -> Self {
        Self::found_ahead(0).await
    }

    /// One whose acts were done by a clock so many milliseconds ahead.
    async fn found_ahead(millis: i64) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let address = folder.path().join("post.osbp").to_string_lossy().into_owned();
        let post = Self { folder, address };
        let made = Demonstration { seed: 5, referral_permille: 0 }.found(&post.address, &post.home()).await.unwrap();
        made.clock().advance(millis);
        work(&made, 4).await;
        made.store().close().await;
        post
    }

    fn home(&self) -> PathBuf {
        self.folder.path().join("home")
    }

    fn backups(&self) -> PathBuf {
        self.folder.path().join("backups")
    }

    async fn open(&self) -> Arc<Workstation> {
        Workstation::open(&self.address, &self.home()).await.unwrap()
    }

    async fn meddle(&self, script: &'static str) {
        let mut db = SqliteConnectOptions::new().filename(&self.address).connect().await.unwrap();
        raw_sql(script).execute(&mut db).await.unwrap();
        db.close().await.unwrap();
    }

    /// What the doctor finds, without what hangs on the machine that the test runs on.
    async fn findings(&self, whole: bool) -> Vec<Finding> {
        let (address, home, backups) = (self.address.clone(), self.home(), Some(self.backups()));
        let mut found = Examination { address, home, backups, whole }.run().await;
        let of_machine = |finding: &Finding| {
            matches!(
                finding,
                Finding::DiskFull { .. }
                    | Finding::DiskLow { .. }
                    | Finding::DiskOpen { .. }
                    | Finding::DiskEncryptionUnknown { .. }
                    | Finding::CoreDumps
                    | Finding::NoChecksums
            )
        };
        found.retain(|finding| !of_machine(finding));
        found
    }

    async fn back_up(&self, ahead: i64) -> PathBuf {
        let workstation = self.open().await;
        workstation.clock().advance(ahead);
        let made = workstation.back_up(&self.address, &self.backups(), BackupCause::Asked).await.unwrap();
        workstation.store().close().await;
        made.file
    }
}

async fn work(workstation: &Arc<Workstation>, parties: u32) {
    let mut traffic = Traffic::begin(workstation, 3).await.unwrap();
    traffic.run(Pace { standing: 2, between: Duration::ZERO, parties: Some(parties) }).await.unwrap();
}

fn same_disk(folder: &Path) -> Finding {
    Finding::BackupOnSameDisk { folder: folder.to_owned() }
}

#[tokio::test(flavor = "multi_thread")]
async fn backups_are_looked_at() {
    let post = Post::found().await;
    let folder = post.backups();
    assert_eq!(post.findings(false).await, [Finding::NoBackup { folder: folder.clone() }]);
    let old = post.back_up(-10 * 3_600_000).await;
    let found = post.findings(false).await;
    assert_eq!(found, [same_disk(&folder), Finding::BackupOld { hours: 10, folder: folder.clone() }]);
    post.back_up(0).await;
    assert_eq!(post.findings(true).await, [same_disk(&folder)]);
    let file = folder.join("broken.osbp-backup");
    std::fs::write(&file, &std::fs::read(&old).unwrap()[..20]).unwrap();
    let fault = BackupFault::NotABackup;
    assert!(post.findings(false).await.contains(&Finding::BackupUnreadable { file, fault }));

    // A backup of acts that were forgotten since, which nobody here had seen.
    let other = Post::found().await;
    let early = other.folder.path().join("early.osbp");
    storage_sqlite::SqliteStore::copy_file(&other.address, &early).await.unwrap();
    let opened = other.open().await;
    work(&opened, 1).await;
    opened.store().close().await;
    let file = other.back_up(0).await;
    std::fs::remove_dir_all(other.home().join("heads")).unwrap();
    std::fs::copy(&early, &other.address).unwrap();
    assert!(other.findings(false).await.contains(&Finding::BackupOfAnother { file }));

    std::fs::remove_dir_all(&folder).unwrap();
    std::fs::write(&folder, "no folder").unwrap();
    assert_eq!(post.findings(false).await, [Finding::BackupsUnread { folder }]);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_clock_is_compared_with_the_last_act() {
    let post = Post::found_ahead(3_600_000).await;
    let found = post.findings(false).await;
    let behind = |finding: &Finding| matches!(finding, Finding::ClockBehind { seconds, .. } if (3_500..=3_600).contains(seconds));
    assert!(found.iter().any(behind), "{found:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn acts_and_rows_that_were_changed_are_named() {
    for whole in [false, true] {
        let post = Post::found().await;
        post.back_up(0).await;
        post.meddle(include_str!("spoil_rows.sql")).await;
        let found = post.findings(whole).await;
        assert!(found.iter().any(|finding| matches!(finding, Finding::RowsDiffer { .. })), "{found:?}");
        assert!(found.iter().all(|finding| finding.weight() < Weight::Urgent), "{found:?}");
        post.meddle(include_str!("spoil_act.sql")).await;
        let found = post.findings(whole).await;
        let wrong = |finding: &Finding| matches!(finding, Finding::ActWrong { seq: 30, .. });
        assert!(found.iter().any(wrong), "{found:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn officers_and_keys_are_looked_at() {
    let post = Post::found().await;
    post.back_up(0).await;
    post.meddle(include_str!("spoil_duty.sql")).await;
    post.meddle(include_str!("spoil_keys.sql")).await;
    let secrets = std::fs::read_dir(post.home().join("enrolment")).unwrap().next().unwrap().unwrap().path();
    std::fs::remove_file(secrets.join("KEN")).unwrap();
    std::fs::set_permissions(secrets.join("UGA"), std::fs::Permissions::from_mode(0o644)).unwrap();
    let found = post.findings(false).await;
    let officer = OfficerNumber::parse("K-1042").unwrap();
    for expected in [
        Finding::Uncertified { officer: "X-9".to_owned() },
        Finding::DutyDiffers,
        Finding::KeysMissing { officer },
        Finding::EnrolmentMissing { country: "KEN".parse().unwrap() },
        Finding::EnrolmentOpen { country: "UGA".parse().unwrap() },
    ] {
        assert!(found.contains(&expected), "{expected:?} is not in {found:?}");
    }
    // The worst comes first.
    assert!(found.is_sorted_by_key(|finding| std::cmp::Reverse(finding.weight())));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_damaged_database_and_one_that_is_not_there_are_told() {
    let post = Post::found().await;
    let opened = post.open().await;
    opened.store().close().await;
    let mut bytes = std::fs::read(&post.address).unwrap();
    let from = bytes.len() / 2;
    bytes[from..].fill(0xA5);
    std::fs::write(&post.address, bytes).unwrap();
    let found = post.findings(false).await;
    assert!(found.iter().any(|finding| matches!(finding, Finding::Damaged { .. })), "{found:?}");
    std::fs::remove_file(&post.address).unwrap();
    let found = post.findings(false).await;
    assert!(found.iter().any(|finding| matches!(finding, Finding::Unopened { .. })), "{found:?}");
}

#[test]
fn a_picture_of_the_memory_is_found_and_prevented() {
    let look = || {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let home = PathBuf::from("/nowhere/at/all");
        let examination = Examination { address: "/nowhere/post.osbp".to_owned(), home, backups: None, whole: false };
        runtime.block_on(examination.run()).contains(&Finding::CoreDumps)
    };
    assert!(look(), "this process was not made to leave no picture of its memory yet");
    app::leave_no_core_dump();
    assert!(!look());
}

/// Keys older than the agreed year are told of, for each State by itself.
#[tokio::test(flavor = "multi_thread")]
async fn keys_that_grew_old_are_told_of_until_a_new_epoch_begins() {
    let day = 24 * 60 * 60 * 1000;
    let post = Post::found_ahead(366 * day).await;
    let old = async || {
        let found = post.findings(false).await.into_iter();
        let of = |finding| {
            if let Finding::EpochOld { country, days } = finding { Some((country.to_string(), days)) } else { None }
        };
        found.filter_map(of).collect::<Vec<_>>()
    };
    assert_eq!(old().await, [("KEN".to_owned(), 366), ("UGA".to_owned(), 366)]);
    let workstation = post.open().await;
    workstation.clock().advance(366 * day);
    let administrator = SignedIn::unwrap(&workstation, "K-0001", "msimamizi-demo").await.unwrap();
    administrator.begin_epoch().await.unwrap();
    workstation.store().close().await;
    assert_eq!(old().await, [("UGA".to_owned(), 366)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_is_looked_at() {
    let Ok(server) = std::env::var("OSBP_TEST_POSTGRES") else {
        return eprintln!("skipped: there is no database to run on");
    };
    let trial = TrialDatabase::make(&server).await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let post = Post { folder, address: trial.url().to_owned() };
    let made = Demonstration { seed: 5, referral_permille: 0 }.found(&post.address, &post.home()).await.unwrap();
    work(&made, 2).await;
    made.store().close().await;
    let mut found = post.findings(true).await;
    // The server of the tests may be one that does not flush, and somebody's who may do anything there.
    found.retain(|finding| match finding {
        Finding::UnsafeSetting { setting } => !setting.starts_with("fsync"),
        Finding::MightyOwner | Finding::NoTls => false,
        _ => true,
    });
    assert_eq!(found, [Finding::NoBackup { folder: post.backups() }]);
    let health = PostgresStore::open(&post.address, None).await.unwrap().health().await.unwrap();
    let (address, home) = (post.address.clone(), post.home());
    let all = Examination { address, home, backups: None, whole: false }.run().await;
    assert_eq!(all.contains(&Finding::NoChecksums), health.has_checksums == Some(false));
    assert!(health.version.chars().next().is_some_and(|first| first.is_ascii_digit()) && health.now.is_some());

    let mut db = sqlx::PgConnection::connect(&post.address).await.unwrap();
    let statement = sqlx::query_scalar::<sqlx::Postgres, String>(include_str!("keep_damaged_pages.sql"))
        .fetch_one(&mut db)
        .await
        .unwrap();
    sqlx::query::<sqlx::Postgres>(sqlx::AssertSqlSafe(statement)).execute(&mut db).await.unwrap();
    db.close().await.unwrap();
    let setting = "zero_damaged_pages = on".to_owned();
    assert!(post.findings(false).await.contains(&Finding::UnsafeSetting { setting }));
    trial.discard().await.unwrap();
}
