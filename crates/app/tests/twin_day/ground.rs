//! What the day is lived on: a file that both States' desks open, or a server on which each State has a workstation with a
//! login role of its own.

use std::path::PathBuf;
use std::sync::Arc;

use app::{Founding, SignedIn, Workstation, take_over};
use sqlx::postgres::{PgConnectOptions, PgListener};
use storage_postgres::TrialDatabase;

use super::day::ADMINISTRATOR;
use super::mask::{DAY, Mask};
use super::{file, server};

/// Which engine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Engine {
    /// A file.
    Sqlite,
    /// A server, by its address.
    Postgres(String),
}

impl Engine {
    /// Returns the server that is there for tests; none where there is none.
    pub fn postgres() -> Option<Self> {
        let server = std::env::var("OSBP_TEST_POSTGRES").ok();
        if server.is_none() {
            eprintln!("skipped: there is no server to run on");
        }
        server.map(Self::Postgres)
    }
}

/// A post, open at both States' desks.
pub struct Ground {
    pub folder: tempfile::TempDir,
    pub kenya: Arc<Workstation>,
    pub uganda: Arc<Workstation>,
    database: Option<Database>,
}

struct Database {
    trial: TrialDatabase,
    kenyas_address: String,
    /// Hears what Kenya's role is notified of.
    listener: PgListener,
}

impl Ground {
    /// Founds the post, and opens it at both States' desks.
    pub async fn found(engine: &Engine, founding: &Founding) -> Self {
        let folder = tempfile::tempdir().unwrap();
        match engine {
            Engine::Sqlite => {
                let home = folder.path().join("home");
                let post = founding.found(&path(&folder).to_string_lossy(), &home).await.unwrap();
                Self { folder, kenya: Arc::clone(&post), uganda: post, database: None }
            }
            Engine::Postgres(server) => {
                let trial = TrialDatabase::make_owned(server).await.unwrap();
                let founder = founding.found(&trial.owners_url(), &folder.path().join("owner")).await.unwrap();
                let mut opened = Vec::new();
                let mut addresses = Vec::new();
                for administrator in ["K-0001", "U-0001"] {
                    let signed_in = SignedIn::unwrap(&founder, administrator, ADMINISTRATOR).await.unwrap();
                    let enrolled = signed_in.enrol_workstation(&trial.owners_url(), "hall").await.unwrap();
                    let home = folder.path().join(administrator);
                    let taken = take_over(&enrolled.file, &enrolled.code, &home).await.unwrap();
                    opened.push(Workstation::open(&taken.address, &home).await.unwrap());
                    addresses.push(taken.address);
                }
                founder.store().close().await;
                let kenyas_address = addresses.swap_remove(0);
                let mut listener = PgListener::connect(&kenyas_address).await.unwrap();
                listener.listen("osbp_feed").await.unwrap();
                let [kenya, uganda] = <[_; 2]>::try_from(opened).ok().unwrap();
                Self { folder, kenya, uganda, database: Some(Database { trial, kenyas_address, listener }) }
            }
        }
    }

    /// Returns the workstation where officers of that number sit.
    pub fn of(&self, officer: &str) -> &Arc<Workstation> {
        if officer.starts_with('K') { &self.kenya } else { &self.uganda }
    }

    /// Stops both clocks at the first moment of the day.
    pub fn stop_clocks(&self) {
        for desk in self.desks() {
            desk.clock().stop(DAY.parse().unwrap());
        }
    }

    /// Lets time pass at both desks.
    pub fn advance(&self, millis: i64) {
        for desk in self.desks() {
            desk.clock().advance(millis);
        }
    }

    fn desks(&self) -> Vec<&Arc<Workstation>> {
        if Arc::ptr_eq(&self.kenya, &self.uganda) { vec![&self.kenya] } else { vec![&self.kenya, &self.uganda] }
    }

    /// Closes the post once everybody has left, and returns all that Kenya can read of the database.
    pub async fn read_out(self, mask: &mut Mask) -> Vec<String> {
        self.kenya.store().close().await;
        self.uganda.store().close().await;
        let Some(Database { trial, kenyas_address, mut listener }) = self.database else {
            return file::read(&path(&self.folder), mask).await;
        };
        let mut heard = Vec::new();
        let patience = std::time::Duration::from_millis(500);
        while let Ok(Ok(news)) = tokio::time::timeout(patience, listener.recv()).await {
            heard.push(format!("{} {:?}", news.channel(), news.payload()));
        }
        drop(listener);
        let (owner, kenya): (PgConnectOptions, PgConnectOptions) =
            (trial.owners_url().parse().unwrap(), kenyas_address.parse().unwrap());
        let mut lines = server::read(&owner, &kenya, mask).await;
        lines.push("## notifications".to_owned());
        lines.extend(heard);
        trial.discard().await.unwrap();
        lines
    }
}

fn path(folder: &tempfile::TempDir) -> PathBuf {
    folder.path().join("post.osbp")
}
