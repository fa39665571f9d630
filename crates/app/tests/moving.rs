//! A post moves from a file to a server and back: every act arrives as it was, and there is one post at any moment.

#![expect(clippy::unwrap_used, clippy::panic, reason = "what is missing in a test fails the test")]

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use app::{Demonstration, Error, MoveOutcome, Moving, Pace, SignedIn, Traffic, Workstation, take_over, verify};
use storage::{ActRow, OwnPageRow, SealedPartRow, StorageError, Store};
use storage_postgres::{PostgresStore, TrialDatabase};
use storage_sqlite::SqliteStore;

struct Ground {
    folder: tempfile::TempDir,
    trial: TrialDatabase,
}

impl Ground {
    /// A post with some traffic in a file, and an empty database on a server; none where there is no server.
    async fn lay() -> Option<Self> {
        let Ok(server) = std::env::var("OSBP_TEST_POSTGRES") else {
            eprintln!("skipped: there is no server to run on");
            return None;
        };
        let ground =
            Self { folder: tempfile::tempdir().unwrap(), trial: TrialDatabase::make_owned(&server).await.unwrap() };
        let demonstration = Demonstration { seed: 5, referral_permille: 0 };
        let made = demonstration.found(&ground.file("post.osbp"), &ground.home()).await.unwrap();
        made.store().close().await;
        ground.work(&ground.file("post.osbp"), 3).await;
        Some(ground)
    }

    fn file(&self, name: &str) -> String {
        self.folder.path().join(name).to_string_lossy().into_owned()
    }

    fn home(&self) -> PathBuf {
        self.folder.path().join("home")
    }

    async fn open(&self, address: &str) -> Result<Arc<Workstation>, Error> {
        Workstation::open(address, &self.home()).await
    }

    async fn work(&self, address: &str, seed: u64) {
        let workstation = self.open(address).await.unwrap();
        let mut traffic = Traffic::begin(&workstation, seed).await.unwrap();
        traffic.run(Pace { standing: 1, between: Duration::ZERO, parties: Some(2) }).await.unwrap();
        workstation.store().close().await;
    }

    fn moving(&self, from: &str, to: &str) -> Moving {
        Moving { from: from.to_owned(), to: to.to_owned(), home: self.home(), with_open_shifts: true }
    }
}

/// All that the States can be held to: the journal with what is sealed beside it, and each State's own.
type Journal = (Vec<ActRow>, Vec<SealedPartRow>, Vec<OwnPageRow>);

async fn journal(store: &dyn Store) -> Journal {
    let mut sealed = store.all_sealed_parts(0, i64::MAX).await.unwrap();
    // Those of one act stand in no order.
    sealed.sort_by(|one, other| (one.seq, &one.reader).cmp(&(other.seq, &other.reader)));
    let mut own = Vec::new();
    for state in ["KEN", "UGA"] {
        own.extend(store.own_pages(state, 0, i64::MAX).await.unwrap());
    }
    (store.acts_after(0, i64::MAX).await.unwrap(), sealed, own)
}

/// Holds a journal against another: the acts, the sealed parts, the pages of the States' own journals.
fn is_the_same(one: &Journal, other: &Journal) {
    assert_eq!(one.0, other.0);
    assert_eq!(one.1, other.1);
    assert_eq!(one.2, other.2);
}

fn moved(outcome: &MoveOutcome) -> i64 {
    match outcome {
        MoveOutcome::Moved { seq, rows, problems: 0, .. } if *rows > 100 => *seq,
        other => panic!("{other:?}"),
    }
}

async fn is_moved(ground: &Ground, address: &str) -> Option<String> {
    match ground.open(address).await.map(drop) {
        Err(Error::Storage(StorageError::Moved { to })) => to,
        other => panic!("{other:?}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_post_moves_to_a_server_and_back_act_by_act() {
    let Some(ground) = Ground::lay().await else { return };
    let (first, last, server) = (ground.file("post.osbp"), ground.file("back/post.osbp"), ground.trial.owners_url());
    let opened = ground.open(&first).await.unwrap();
    let before = journal(opened.store()).await;
    // Not while a window has the file open, and not without being asked while somebody is at work.
    assert_eq!(ground.moving(&first, &server).run().await.unwrap(), MoveOutcome::InUse);
    opened.store().close().await;
    drop(opened);
    let asked = Moving { with_open_shifts: false, ..ground.moving(&first, &server) };
    assert!(matches!(asked.run().await.unwrap(), MoveOutcome::OpenShifts { shifts } if shifts > 0));
    ground.open(&first).await.unwrap().store().close().await;

    let there = ground.moving(&first, &server).run().await.unwrap();
    assert_eq!(moved(&there), i64::try_from(before.0.len()).unwrap());
    let told = is_moved(&ground, &first).await.unwrap();
    assert!(told.starts_with("postgres://127.0.0.1") || told.starts_with("postgres://localhost"), "{told}");
    let on_server = ground.open(&server).await.unwrap();
    is_the_same(&journal(on_server.store()).await, &before);
    assert!(verify(on_server.store()).await.unwrap().is_ok());
    // Asked again, it is there already.
    on_server.store().close().await;
    assert!(matches!(ground.moving(&first, &server).run().await.unwrap(), MoveOutcome::There { .. }));

    // Each State has its side, its workstations are enrolled, and the post goes on.
    let on_server = ground.open(&server).await.unwrap();
    let administrator = SignedIn::unwrap(&on_server, "K-0001", "msimamizi-demo").await.unwrap();
    let enrolled = administrator.enrol_workstation(&server, "hall").await.unwrap();
    let home = ground.folder.path().join("kenya");
    let taken = take_over(&enrolled.file, &enrolled.code, &home).await.unwrap();
    on_server.store().close().await;
    ground.work(&server, 4).await;
    let kenya = Workstation::open(&taken.address, &home).await.unwrap();
    let on_server = ground.open(&server).await.unwrap();
    let later = journal(on_server.store()).await;
    assert!(later.0.len() > before.0.len());
    on_server.store().close().await;

    moved(&ground.moving(&server, &last).run().await.unwrap());
    assert_eq!(is_moved(&ground, &server).await, Some(last.clone()));
    let back = ground.open(&last).await.unwrap();
    is_the_same(&journal(back.store()).await, &later);
    assert!(verify(back.store()).await.unwrap().is_ok());
    back.store().close().await;
    ground.work(&last, 5).await;
    // A workstation that had the server open learns it with its next command, and writes nothing.
    let refused = kenya.store().write().await.map(drop);
    assert!(matches!(refused, Err(StorageError::Moved { to: None })), "{refused:?}");
    kenya.store().close().await;

    // The first file is left where it was: what moved on does not come back to it.
    let stale = ground.moving(&first, &ground.file("other.osbp")).run().await;
    assert!(matches!(stale, Err(Error::Invalid { field: "to" })), "{stale:?}");
    assert!(is_moved(&ground, &first).await.is_some());
    ground.trial.discard().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_move_that_fails_leaves_the_post_where_it_was() {
    let Some(ground) = Ground::lay().await else { return };
    let (file, server) = (ground.file("post.osbp"), ground.trial.owners_url());
    let opened = ground.open(&file).await.unwrap();
    let before = journal(opened.store()).await;
    opened.store().close().await;
    drop(opened);

    // Whoever may make no roles can't give the States their sides: that comes last of all, when every row is there.
    let all = std::env::var("OSBP_TEST_POSTGRES").unwrap();
    let poor = TrialDatabase::make_owned(&all).await.unwrap();
    let (script, owner) =
        (concat!(env!("CARGO_MANIFEST_DIR"), "/tests/forbid_roles.sql"), format!("owner={}_owner", poor.name()));
    let words = ["--quiet", "--no-psqlrc", "--set", "ON_ERROR_STOP=1", "--set", &owner, "--file", script, &all];
    assert!(std::process::Command::new("psql").args(words).status().unwrap().success());
    let refused = ground.moving(&file, &poor.owners_url()).run().await;
    assert!(matches!(refused, Err(Error::Storage(StorageError::NotOwner))), "{refused:?}");
    let opened = ground.open(&file).await.unwrap();
    assert!(journal(opened.store()).await == before);
    opened.store().close().await;
    drop(opened);
    ground.work(&file, 6).await;
    assert!(PostgresStore::is_free(&poor.owners_url()).await.unwrap(), "half a post is left");
    poor.discard().await.unwrap();

    // Onto something: no.
    std::fs::write(ground.file("there.osbp"), "somebody's").unwrap();
    let nowhere = ground.moving("postgres://nobody@127.0.0.1:1/none", &ground.file("there.osbp")).run().await;
    assert!(matches!(nowhere, Err(Error::Storage(StorageError::Unavailable(_)))), "{nowhere:?}");
    PostgresStore::create(&server).await.unwrap().close().await;
    moved(&ground.moving(&file, &server).run().await.unwrap());
    let occupied = ground.moving(&server, &ground.file("there.osbp")).run().await;
    assert!(matches!(occupied, Err(Error::Storage(StorageError::Occupied))), "{occupied:?}");
    ground.open(&server).await.unwrap().store().close().await;
    ground.trial.discard().await.unwrap();
}

/// The same call twice at once: one moves the post, the other does nothing and takes nothing back.
#[tokio::test(flavor = "multi_thread")]
async fn a_post_is_moved_by_one_at_a_time() {
    let Some(ground) = Ground::lay().await else { return };
    let (file, server, back) = (ground.file("post.osbp"), ground.trial.owners_url(), ground.file("back.osbp"));
    for (from, to, seed) in [(&file, &server, 8), (&server, &back, 9)] {
        let (one, other) = (ground.moving(from, to), ground.moving(from, to));
        let (one, other) = tokio::join!(one.run(), other.run());
        let (done, refused) = if one.is_ok() { (one, other) } else { (other, one) };
        moved(&done.unwrap());
        assert!(matches!(refused, Err(Error::Storage(StorageError::Unavailable(_)))), "{refused:?}");
        assert!(is_moved(&ground, from).await.is_some());
        ground.work(to, seed).await;
        assert!(matches!(ground.moving(from, to).run().await.unwrap(), MoveOutcome::There { .. }));
    }
    ground.trial.discard().await.unwrap();
}

/// The process was killed after it had said that the post leaves, or after the post had arrived.
#[tokio::test(flavor = "multi_thread")]
async fn a_move_that_broke_off_is_gone_on_with() {
    let Some(ground) = Ground::lay().await else { return };
    let (file, server) = (ground.file("post.osbp"), ground.trial.owners_url());
    let mark = {
        let (scheme, rest) = server.split_once("://").unwrap();
        format!("{scheme}://{}", rest.split_once('@').unwrap().1)
    };
    assert!(SqliteStore::mark_moved(&file, Some(&mark)).await.unwrap());
    assert_eq!(is_moved(&ground, &file).await, Some(mark));
    let elsewhere = ground.moving(&file, &format!("{server}_other")).run().await;
    assert!(matches!(elsewhere, Err(Error::Storage(StorageError::Moved { to: Some(_) }))), "{elsewhere:?}");
    moved(&ground.moving(&file, &server).run().await.unwrap());
    ground.work(&server, 7).await;
    assert!(matches!(ground.moving(&file, &server).run().await.unwrap(), MoveOutcome::There { .. }));
    ground.trial.discard().await.unwrap();
}
