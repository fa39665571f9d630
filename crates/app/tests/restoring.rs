//! Going on from a backup: yesterday's copy put in place by force is refused by a workstation that saw more, and accepted once a
//! supervisor of each State has signed, on both engines.

#![expect(clippy::indexing_slicing, clippy::unwrap_used, reason = "what is missing in a test fails the test")]

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use app::{
    BackupCause, BackupFault, BackupOpener, Demonstration, Error, Examination, Finding, Pace, PutBack, Restoring,
    SignedIn, Traffic, Workstation, sign_restoration, verify,
};
use domain::{Refusal, Role};
use storage::{StorageError, Store as _};
use storage_postgres::TrialDatabase;
use storage_sqlite::SqliteStore;

const SUPERVISORS: [(&str, &str); 2] = [("K-0007", "kijani-mlima"), ("U-0005", "jua-msitu")];

struct Post {
    folder: tempfile::TempDir,
}

impl Post {
    async fn found() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let post = Self { folder };
        let made = Demonstration { seed: 5, referral_permille: 0 }.found(&post.address(), &post.home()).await.unwrap();
        made.store().close().await;
        post
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn address(&self) -> String {
        self.path("post.osbp").to_string_lossy().into_owned()
    }

    fn home(&self) -> PathBuf {
        self.path("home")
    }

    async fn work(&self, seed: u64) -> i64 {
        let workstation = Workstation::open(&self.address(), &self.home()).await.unwrap();
        let mut traffic = Traffic::begin(&workstation, seed).await.unwrap();
        traffic.run(Pace { standing: 0, between: Duration::ZERO, parties: Some(2) }).await.unwrap();
        workstation.store().close().await;
        // Seen at the latest when it is opened again.
        let again = Workstation::open(&self.address(), &self.home()).await.unwrap();
        let head = again.store().head().await.unwrap().seq;
        again.store().close().await;
        head
    }

    async fn back_up(&self) -> PathBuf {
        let workstation = Workstation::open(&self.address(), &self.home()).await.unwrap();
        let made = workstation.back_up(&self.address(), &self.path("backups"), BackupCause::Asked).await.unwrap();
        workstation.store().close().await;
        made.file
    }

    async fn restore(&self, file: &Path, to: &str, may_put_aside: bool) -> Result<PutBack, Error> {
        let (backup, address, home) = (file.to_owned(), to.to_owned(), self.home());
        let opener = BackupOpener::Officer { officer: "K-0007".to_owned(), password: "kijani-mlima".to_owned() };
        Restoring { backup, address, home, may_put_aside }.run(opener).await
    }

    /// Puts another file in the place of the post's, as somebody would who can write the folder.
    fn force(&self, from: &Path) {
        for ending in ["-wal", "-shm"] {
            let _gone = std::fs::remove_file(format!("{}{ending}", self.address()));
        }
        std::fs::copy(from, self.address()).unwrap();
    }
}

async fn opens(address: &str, home: &Path) -> Result<Arc<Workstation>, Error> {
    let opened = Workstation::open(address, home).await?;
    opened.store().close().await;
    Ok(opened)
}

async fn sign(address: &str, home: &Path, supervisor: usize) -> Result<bool, Error> {
    let (officer, password) = SUPERVISORS[supervisor];
    sign_restoration(address, home, officer, password, None).await.map(|signed| signed.stands())
}

/// The demonstration's supervisors, as the tests below use them.
#[tokio::test(flavor = "multi_thread")]
async fn the_supervisors_are_there() {
    let post = Post::found().await;
    let workstation = Workstation::open(&post.address(), &post.home()).await.unwrap();
    for (officer, password) in SUPERVISORS {
        SignedIn::unwrap(&workstation, officer, password).await.unwrap();
    }
    let accounts = app::ACCOUNTS.iter().filter(|account| account.roles.contains(&Role::Supervisor)).count();
    assert!(accounts >= 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn yesterdays_copy_counts_once_both_supervisors_signed() {
    let post = Post::found().await;
    let (address, home) = (post.address(), post.home());
    let early = post.work(1).await;
    SqliteStore::copy_file(&address, post.path("yesterday.osbp")).await.unwrap();
    let seen = post.work(2).await;
    post.force(&post.path("yesterday.osbp"));
    assert!(matches!(opens(&address, &home).await, Err(Error::Rewritten { seq }) if seq == seen));

    // No officer signs, no administrator, nobody twice.
    for (officer, password) in [("K-1042", "kijani-mto"), ("K-0001", "msimamizi-demo")] {
        let refused = sign_restoration(&address, &home, officer, password, None).await;
        assert!(matches!(refused, Err(Error::Refused(Refusal::NotYourRole))), "{refused:?}");
    }
    assert!(!sign(&address, &home, 0).await.unwrap());
    assert!(matches!(sign(&address, &home, 0).await, Err(Error::Refused(Refusal::AskedAlready))));
    // One State's signature is none.
    assert!(matches!(opens(&address, &home).await, Err(Error::Rewritten { .. })));
    assert!(sign(&address, &home, 1).await.unwrap());
    let opened = opens(&address, &home).await.unwrap();
    let accepted = opened.accepted().unwrap();
    assert_eq!((accepted.restored.seq, accepted.restored.lost), (early, seen));
    // It is said once; then the journal is the one that is seen.
    assert!(opens(&address, &home).await.unwrap().accepted().is_none());
    SqliteStore::copy_file(&address, post.path("signed.osbp")).await.unwrap();
    let later = post.work(3).await;
    assert!(later > early);

    // The copy with both signatures in it excuses nothing any more.
    post.force(&post.path("signed.osbp"));
    assert!(matches!(opens(&address, &home).await, Err(Error::Rewritten { seq }) if seq == later));
}

/// A workstation that saw more than the supervisors knew of goes on refusing, until they name that too.
#[tokio::test(flavor = "multi_thread")]
async fn what_another_workstation_saw_has_to_be_named() {
    let post = Post::found().await;
    let (address, here, there) = (post.address(), post.home(), post.path("there"));
    post.work(1).await;
    SqliteStore::copy_file(&address, post.path("yesterday.osbp")).await.unwrap();
    let seen_here = post.work(2).await;
    std::fs::create_dir_all(&there).unwrap();
    // The other machine: the same enrolment, a memory of its own.
    let copied = std::process::Command::new("cp").arg("-r").arg(here.join("enrolment")).arg(&there).status().unwrap();
    assert!(copied.success());
    let seen_here_only =
        std::fs::read(std::fs::read_dir(here.join("heads")).unwrap().next().unwrap().unwrap().path()).unwrap();
    let seen_there = post.work(3).await;
    assert!(seen_there > seen_here);
    opens(&address, &there).await.unwrap();
    let head = std::fs::read_dir(here.join("heads")).unwrap().next().unwrap().unwrap().path();
    std::fs::write(&head, seen_here_only).unwrap();

    post.force(&post.path("yesterday.osbp"));
    assert!(!sign(&address, &here, 0).await.unwrap());
    assert!(sign(&address, &here, 1).await.unwrap());
    opens(&address, &here).await.unwrap();
    assert!(matches!(opens(&address, &there).await, Err(Error::Rewritten { seq }) if seq == seen_there));
    assert!(!sign(&address, &there, 0).await.unwrap());
    assert!(sign(&address, &there, 1).await.unwrap());
    assert_eq!(opens(&address, &there).await.unwrap().accepted().unwrap().restored.lost, seen_there);
    opens(&address, &here).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_is_put_where_no_post_is() {
    let post = Post::found().await;
    let (address, home) = (post.address(), post.home());
    let early = post.work(1).await;
    let backup = post.back_up().await;
    let seen = post.work(2).await;
    let before = std::fs::read(&address).unwrap();
    // Onto the post: no. Aside, while a window has it open: no.
    let refused = post.restore(&backup, &address, false).await;
    assert!(matches!(refused, Err(Error::Storage(StorageError::Occupied))), "{refused:?}");
    let open = Workstation::open(&address, &home).await.unwrap();
    let refused = post.restore(&backup, &address, true).await;
    assert!(matches!(refused, Err(Error::Backup(BackupFault::InUse))), "{refused:?}");
    open.store().close().await;
    assert!(std::fs::read(&address).unwrap() == before, "the post was touched");

    let done = post.restore(&backup, &address, true).await.unwrap();
    assert_eq!((done.seq, done.lost), (early, seen));
    let aside = done.put_aside.unwrap();
    let store = SqliteStore::open(&aside).await.unwrap();
    assert_eq!(store.head().await.unwrap().seq, seen, "what was there before is not all kept");
    store.close().await;
    assert!(matches!(opens(&address, &home).await, Err(Error::Rewritten { .. })));
    assert!(!sign(&address, &home, 1).await.unwrap());
    assert!(sign(&address, &home, 0).await.unwrap());
    assert_eq!(opens(&address, &home).await.unwrap().accepted().unwrap().restored.lost, seen);
    assert!(post.work(4).await > early);
    let opened = Workstation::open(&address, &home).await.unwrap();
    assert!(verify(opened.store()).await.unwrap().is_ok());
}

/// On a machine that never saw the post nothing tells that acts are missing: it waits for the signatures all the same.
#[tokio::test(flavor = "multi_thread")]
async fn a_new_machine_waits_for_both_signatures() {
    let post = Post::found().await;
    let early = post.work(1).await;
    let backup = post.back_up().await;
    std::fs::remove_dir_all(post.home().join("heads")).unwrap();
    let to = post.path("elsewhere/new.osbp").to_string_lossy().into_owned();
    let done = post.restore(&backup, &to, false).await.unwrap();
    assert_eq!((done.seq, done.lost, done.put_aside), (early, early, None));
    assert!(matches!(opens(&to, &post.home()).await, Err(Error::Rewritten { .. })));
    let examination = Examination { address: to.clone(), home: post.home(), backups: None, whole: false };
    assert!(examination.run().await.contains(&Finding::Rewritten { seq: early }));
    assert!(!sign(&to, &post.home(), 0).await.unwrap());
    assert!(sign(&to, &post.home(), 1).await.unwrap());
    opens(&to, &post.home()).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_changed_backup_is_not_put_anywhere() {
    let post = Post::found().await;
    post.work(1).await;
    let backup = post.back_up().await;
    let mut changed = std::fs::read(&backup).unwrap();
    let middle = changed.len() / 2;
    changed[middle] ^= 1;
    let file = post.path("changed.osbp-backup");
    std::fs::write(&file, changed).unwrap();
    let to = post.path("new.osbp");
    let refused = post.restore(&file, &to.to_string_lossy(), false).await;
    assert!(matches!(refused, Err(Error::Backup(BackupFault::Changed))), "{refused:?}");
    assert!(!to.exists());
    let refused = post.restore(&file, &post.address(), true).await;
    assert!(refused.is_err());
    opens(&post.address(), &post.home()).await.unwrap();
}

/// A file becomes a server's post, and that one a file again.
#[tokio::test(flavor = "multi_thread")]
async fn a_backup_of_a_file_is_put_on_a_server() {
    let Ok(server) = std::env::var("OSBP_TEST_POSTGRES") else {
        return eprintln!("skipped: there is no database to run on");
    };
    let post = Post::found().await;
    let early = post.work(1).await;
    let backup = post.back_up().await;
    let seen = post.work(2).await;
    let trial = TrialDatabase::make(&server).await.unwrap();
    let done = post.restore(&backup, trial.url(), false).await.unwrap();
    assert_eq!((done.seq, done.lost), (early, seen));
    let occupied = post.restore(&backup, trial.url(), true).await;
    assert!(matches!(occupied, Err(Error::Storage(StorageError::Occupied))), "{occupied:?}");
    assert!(matches!(opens(trial.url(), &post.home()).await, Err(Error::Rewritten { seq }) if seq == seen));
    assert!(!sign(trial.url(), &post.home(), 0).await.unwrap());
    assert!(sign(trial.url(), &post.home(), 1).await.unwrap());
    let opened = Workstation::open(trial.url(), &post.home()).await.unwrap();
    assert_eq!(opened.accepted().unwrap().restored.lost, seen);
    let mut traffic = Traffic::begin(&opened, 9).await.unwrap();
    traffic.run(Pace { standing: 0, between: Duration::ZERO, parties: Some(1) }).await.unwrap();
    assert!(verify(opened.store()).await.unwrap().is_ok());
    let made = opened.back_up(trial.url(), &post.path("backups"), BackupCause::Asked).await.unwrap();
    assert!(made.problems.is_empty() && made.seq > early);
    opened.store().close().await;
    trial.discard().await.unwrap();
}
