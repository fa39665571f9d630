//! The conformance suite on PostgreSQL, and what only a server can do to a write.
//!
//! It runs where `OSBP_TEST_POSTGRES` names a server as a superuser, such as `postgres://postgres@localhost`; each
//! test has a database of its own there.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a ground that can not be laid ends the test")]

use std::env;
use std::sync::Arc;
use std::time::{Duration, Instant};

use async_trait::async_trait;
use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{AssertSqlSafe, ConnectOptions, query, query_as, query_scalar, raw_sql};
use storage::conformance::sample::{act, append, claimed, crossing, founded as at_work, post};
use storage::conformance::{Ground, Mischief};
use storage::{StorageError, Store};
use storage_postgres::{PostgresStore, TrialDatabase};

/// A database of one test.
struct Database {
    server: PgConnectOptions,
    trial: TrialDatabase,
}

async fn database() -> Option<Database> {
    let url = env::var("OSBP_TEST_POSTGRES").ok()?;
    Some(Database { server: url.parse().unwrap(), trial: TrialDatabase::make(&url).await.unwrap() })
}

impl Database {
    /// Lets the server spell a statement about this database, then runs it.
    async fn administer(&self, spelling: &'static str) {
        let mut db = self.server.connect().await.unwrap();
        let statement: String = query_scalar(spelling).bind(self.trial.name()).fetch_one(&mut db).await.unwrap();
        query(AssertSqlSafe(statement)).execute(&mut db).await.unwrap();
    }

    /// Connects as a superuser.
    async fn meddle(&self) -> PgConnection {
        self.server.clone().database(self.trial.name()).connect().await.unwrap()
    }
}

#[async_trait]
impl Ground for Database {
    async fn create(&self) -> Result<Arc<dyn Store>, StorageError> {
        Ok(Arc::new(PostgresStore::create(self.trial.url()).await?))
    }

    async fn open(&self) -> Result<Arc<dyn Store>, StorageError> {
        Ok(Arc::new(PostgresStore::open(self.trial.url(), None).await?))
    }

    async fn suffer(&self, mischief: Mischief) {
        let script = match mischief {
            Mischief::Foreign => include_str!("foreign.sql"),
            Mischief::Newer => include_str!("newer.sql"),
            Mischief::ReadOnly => return self.administer(include_str!("read_only.sql")).await,
        };
        raw_sql(script).execute(&mut self.meddle().await).await.unwrap();
    }

    async fn lets_an_act_be_changed(&self) -> bool {
        query(include_str!("change_act.sql")).execute(&mut self.meddle().await).await.is_ok()
    }

    async fn columns(&self) -> Vec<String> {
        let columns: Vec<(String, String, String, bool)> =
            query_as(include_str!("../../storage/queries/postgres/columns.sql"))
                .fetch_all(&mut self.meddle().await)
                .await
                .unwrap();
        let class = |kind: &str| match kind {
            "text" | "timestamp with time zone" => "TEXT",
            "integer" | "bigint" | "boolean" => "INTEGER",
            "uuid" | "bytea" => "BLOB",
            other => panic!("{other} has no counterpart on the other engine"),
        };
        columns
            .into_iter()
            // The row that writers lock here, where SQLite locks the file; and the walls, which it has not.
            .filter(|(table, ..)| !["feed", "state_role", "wall"].contains(&table.as_str()))
            .map(|(table, column, kind, is_nullable)| {
                format!("{table}.{column} {}{}", class(&kind), if is_nullable { "?" } else { "" })
            })
            .collect()
    }

    async fn clear(&self) {
        self.trial.discard().await.unwrap();
    }
}

storage::conformance!(database);

/// The same database, once it is founded, as a workstation of the north has it.
struct Workstation(Database);

async fn workstation() -> Option<Workstation> {
    database().await.map(Workstation)
}

impl Workstation {
    /// The login role: roles belong to the whole server, so the database's own name is in it.
    async fn login(&self) -> String {
        let known = PostgresStore::workstations(self.0.trial.url()).await.unwrap();
        if let Some(one) = known.first() {
            return one.login.clone();
        }
        let name = self.0.trial.name().replace('_', "-");
        let url = self.0.trial.url();
        PostgresStore::add_workstation(url, "north", &name, "no password is asked for here", &[7; 16]).await.unwrap()
    }
}

#[async_trait]
impl Ground for Workstation {
    async fn create(&self) -> Result<Arc<dyn Store>, StorageError> {
        self.0.create().await
    }

    async fn open(&self) -> Result<Arc<dyn Store>, StorageError> {
        let url = self.0.trial.url_for(&self.login().await);
        Ok(Arc::new(PostgresStore::open(&url, None).await?))
    }

    async fn at_work(&self, founder: Arc<dyn Store>) -> Arc<dyn Store> {
        founder.close().await;
        self.open().await.unwrap()
    }

    async fn suffer(&self, mischief: Mischief) {
        self.0.suffer(mischief).await;
    }

    async fn lets_an_act_be_changed(&self) -> bool {
        let login = self.0.server.clone().database(self.0.trial.name()).username(&self.login().await);
        query(include_str!("change_act.sql")).execute(&mut login.connect().await.unwrap()).await.is_ok()
    }

    async fn columns(&self) -> Vec<String> {
        self.0.columns().await
    }

    async fn clear(&self) {
        self.0.clear().await;
    }
}

/// Everything of the suite that one State may do: not the founding, and not reading what is the other's.
mod behind_walls {
    storage::conformance! { super::workstation =>
        a_gap_is_refused a_mistaken_head_is_refused a_command_happens_once a_version_is_taken_once
        writers_race_without_gaps a_dropped_write_leaves_no_trace serials_count_by_month
        a_claim_is_exclusive a_projection_is_replaced a_rebuild_starts_from_nothing a_reference_is_taken_once
        crossings_are_found
        news_comes_at_once news_reaches_another_store no_news_takes_its_time a_cancelled_wait_is_harmless
        keys_and_documents_read_back officers_and_shifts_read_back
        a_newer_database_is_refused a_read_only_database_is_refused an_act_is_never_changed
    }
}

/// Makes the database with a post in it.
async fn founded(database: &Database) -> PostgresStore {
    let store = PostgresStore::create(database.trial.url()).await.unwrap();
    let mut write = store.write().await.unwrap();
    write.put_post(&post()).await.unwrap();
    write.commit().await.unwrap();
    store
}

#[tokio::test]
async fn a_connection_lost_at_the_commit_leaves_the_outcome_unknown() {
    let Some(database) = database().await else { return eprintln!("skipped: there is no database to run on") };
    let store = founded(&database).await;
    let mut write = store.write().await.unwrap();
    assert_eq!(write.next_serial("2611").await.unwrap(), 1);
    query(include_str!("break_connections.sql")).execute(&mut database.meddle().await).await.unwrap();
    assert!(matches!(write.commit().await, Err(StorageError::OutcomeUnknown)));

    // The pool mends itself, and the listener hears again.
    assert_eq!(store.post().await.unwrap(), post());
    let mut write = store.write().await.unwrap();
    assert_eq!(write.next_serial("2611").await.unwrap(), 1, "the server had rolled it back");
    write.commit().await.unwrap();
    assert_eq!(store.wait_for_news(0, Duration::from_millis(100)).await.unwrap(), 0);
    drop(store);
    database.clear().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_commit_is_heard_before_the_next_poll() {
    let Some(database) = database().await else { return eprintln!("skipped: there is no database to run on") };
    let store = founded(&database).await;
    let other = Arc::new(PostgresStore::open(database.trial.url(), None).await.unwrap());
    let mut heard = Vec::new();
    for seq in 1..=5 {
        let waiter = Arc::clone(&other);
        let wait = tokio::spawn(async move { waiter.wait_for_news(seq - 1, Duration::from_secs(20)).await });
        tokio::time::sleep(Duration::from_millis(100)).await;
        let mut write = store.write().await.unwrap();
        append(&mut *write, &[act(seq, None)]).await;
        write.commit().await.unwrap();
        let committed = Instant::now();
        assert_eq!(wait.await.unwrap().unwrap(), seq);
        heard.push(committed.elapsed());
    }
    // A poll comes once a second, 900 ms after these commits: on a busy machine one may be late, not all.
    assert!(heard.iter().any(|after| *after < Duration::from_millis(300)), "{heard:?}");
    drop((store, other));
    database.clear().await;
}

#[tokio::test]
async fn a_server_that_is_not_there_is_unavailable() {
    let Err(error) = PostgresStore::open("postgres://nobody@127.0.0.1:1/none", None).await else {
        panic!("nothing listens on port 1")
    };
    assert!(matches!(error, StorageError::Unavailable(_)), "{error:?}");
}

/// Before a server has counted a table it takes an index for the key that begins with the same column.
#[tokio::test]
async fn a_post_that_was_never_counted_finds_an_act_by_its_number() {
    reads_few_rows(false).await;
}

/// A server plans by what its tables held when it counted last, and keeps a plan until it counts again.
#[tokio::test]
async fn a_post_that_was_counted_while_it_was_short_finds_an_act_by_its_number() {
    reads_few_rows(true).await;
}

/// In the first minutes of a post, and of one that was restored, everything has to be found by its key.
async fn reads_few_rows(is_counted: bool) {
    const CROSSINGS: i32 = 40;
    const ACTS_OF_EACH: i32 = 10;
    let Some(workstation) = workstation().await else { return eprintln!("skipped: there is no database to run on") };
    let store = at_work(&workstation).await;
    let mut seq = 0;
    for number in 1..=CROSSINGS {
        let mut before = None;
        for version in 1..=ACTS_OF_EACH {
            seq += 1;
            let rows = crossing(number);
            let rows = if version % 2 == 0 { claimed(rows, "N-17", &[1]) } else { rows };
            let mut write = store.write().await.unwrap();
            write.replace_crossing(before.as_ref(), &rows).await.unwrap();
            append(&mut *write, &[act(seq, Some((rows.crossing.id, version)))]).await;
            write.commit().await.unwrap();
            before = Some(rows);
        }
        if is_counted && number == 1 {
            query(include_str!("count_rows.sql")).execute(&mut workstation.0.meddle().await).await.unwrap();
        }
        let mut write = store.write().await.unwrap();
        write.replace_crossing(before.as_ref(), &crossing(number)).await.unwrap();
        write.commit().await.unwrap();
    }
    store.close().await;

    let mut db = workstation.0.meddle().await;
    let read: Vec<(String, i64)> = loop {
        // What a connection read is told when it is gone.
        let read = query_as(include_str!("rows_read.sql")).fetch_all(&mut db).await.unwrap();
        if !read.is_empty() {
            break read;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    };
    let many: Vec<_> = read.iter().filter(|(_, rows)| *rows > seq * 25).collect();
    assert!(many.is_empty(), "{seq} acts took so many rows to write: {many:?}");
    assert!(read.iter().any(|(table, rows)| table == "act" && *rows > seq), "nothing was counted: {read:?}");
    drop(db);
    workstation.clear().await;
}
