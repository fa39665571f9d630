//! The store over a PostgreSQL database, and the few statements that are PostgreSQL's alone.
//!
//! Invariant: whoever writes holds the row of the counter from the first statement to the end.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, SecondsFormat, Utc};
use sqlx::error::DatabaseError;
use sqlx::postgres::{PgConnection, PgDatabaseError, PgListener, PgRow, PgSeverity};
use sqlx::{
    Acquire as _, Connection as _, Pool, Postgres, Row as _, TypeInfo as _, ValueRef as _, query_file_as,
    query_file_scalar,
};
use storage::{Engine, Head, Health, SealedPartRow, SecondDisk, ServerSettings, StorageError, Value};
use tokio::sync::OnceCell;
use tokio::task::JoinHandle;
use tokio::time::timeout;
use uuid::Uuid;

use crate::acts::take_counter_and_read;
use crate::copying::Spelled;
use crate::failure::failed_in;
use crate::hosts::Hosts;
use crate::line::{self, LET_IN, LONG_ANSWER, SIGN_OF_LIFE};
use crate::news::Bell;
use crate::standby::{Standby, see};
use crate::statements::Feed;
use crate::writer::{Writer, put};
use crate::writing::Writing;

/// The database of this engine.
pub type Db = Postgres;
/// A connection of this engine.
pub type Connection = line::Connection;

/// Which engine this is.
pub const ENGINE: Engine = Engine::Postgres;
/// Begins a write. Each statement sees what was committed before it, so those after the row lock see everything.
pub const BEGIN_WRITE: &str = "BEGIN ISOLATION LEVEL READ COMMITTED";
/// Begins a write that is done once it is on the server's own disk.
pub const BEGIN_LOCAL_WRITE: &str = "BEGIN ISOLATION LEVEL READ COMMITTED; SET LOCAL synchronous_commit TO local";
/// Ends a write, for good once the answer has come.
pub const COMMIT: &str = "COMMIT";
/// Ends a write, or a set of reads, without a trace.
pub const ROLLBACK: &str = "ROLLBACK";
/// Begins a set of reads of one moment.
pub const BEGIN_SNAPSHOT: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
/// How often somebody who waits for news looks even if no notification came.
pub const POLL: Duration = Duration::from_secs(1);

/// After how long without a notification it is asked whether the line on which they come still is one.
const QUIET: Duration = Duration::from_secs(5);

/// The channel on which a commit says "look"; the trigger that moves the counter names it too.
const CHANNEL: &str = "osbp_feed";

/// A post in a PostgreSQL database.
#[derive(Debug)]
pub struct PostgresStore {
    pub(crate) writers: Pool<Db>,
    pub(crate) readers: Pool<Db>,
    pub(crate) bell: Arc<Bell>,
    pub(crate) founded: OnceCell<Uuid>,
    standby: Arc<Standby>,
    listening: JoinHandle<()>,
    watching: JoinHandle<()>,
}

impl PostgresStore {
    /// Makes the store over connections that were tried, and begins to listen.
    pub(crate) fn over(writers: Pool<Db>, readers: Pool<Db>, hosts: Hosts) -> Self {
        let bell = Arc::new(Bell::new());
        let listening = tokio::spawn(listen(writers.clone(), readers.clone(), hosts, Arc::clone(&bell)));
        let (standby, watching) = Standby::watch(readers.clone());
        Self { writers, readers, bell, founded: OnceCell::new(), standby, listening, watching }
    }

    /// Begins a write.
    pub(crate) async fn writer(&self) -> Result<Writer, StorageError> {
        Writer::begin(&self.writers, &self.standby).await
    }

    /// Begins a write with the counter in hand, and what came since a head that the caller knows: every statement is an exchange here.
    pub(crate) async fn writing_after(&self, head: &Head, post: Uuid) -> Result<Writing<'_>, StorageError> {
        let mut writer = self.writer().await?;
        let read = take_counter_and_read(writer.reading().await?, post, head.seq).await?;
        match read.last() {
            Some(last) => {
                let head = Head { seq: last.seq, hash: last.hash.clone(), at: last.at };
                Ok(Writing::after(head, post, writer, read, &self.bell))
            }
            // What was known is not there.
            None => Writing::begin(writer, &self.bell).await,
        }
    }

    /// Takes a connection to read with.
    pub(crate) async fn reader(&self) -> Result<Box<Connection>, StorageError> {
        Connection::of(&self.readers).await.map(Box::new).map_err(failed_in("post"))
    }

    /// Takes a connection to ask what the server has to read long for.
    pub(crate) async fn patient_reader(&self) -> Result<Box<Connection>, StorageError> {
        let mut reader = self.reader().await?;
        reader.patience = LONG_ANSWER;
        Ok(reader)
    }

    /// Takes a connection to read one moment with.
    pub(crate) async fn snapshot(&self) -> Result<Box<Connection>, StorageError> {
        let mut reader = self.patient_reader().await?;
        reader.begin(BEGIN_SNAPSHOT).await.map_err(failed_in("post"))?;
        Ok(reader)
    }

    /// Looks how the second disk stands: before the first look it is taken for none.
    pub(crate) async fn look(&self) -> Result<(), StorageError> {
        soon(self.standby.looks()).await
    }

    /// Returns how the second disk stands.
    pub(crate) fn disk(&self) -> SecondDisk {
        self.standby.disk()
    }

    /// Ends what runs beside the readers.
    pub(crate) async fn stop(&self) {
        self.listening.abort();
        self.watching.abort();
        self.writers.close().await;
    }
}

impl Drop for PostgresStore {
    fn drop(&mut self) {
        self.listening.abort();
        self.watching.abort();
    }
}

/// Rings the bell at every notification, and whenever some may have been missed. It has a pool of its own: where the line is
/// broken and nobody says so, the driver waits on in it, and takes no reader away. After a break the line leads to whichever host
/// accepts writes by then.
async fn listen(writers: Pool<Db>, readers: Pool<Db>, hosts: Hosts, bell: Arc<Bell>) {
    loop {
        let own = line::pool(1).connect_lazy_with(readers.connect_options().as_ref().clone());
        let opening = async {
            let mut listener = PgListener::connect_with(&own).await?;
            listener.listen(CHANNEL).await?;
            Ok::<_, sqlx::Error>(listener)
        };
        // A line that breaks between the two would be waited on for ever. While it was waited for another may have become the
        // server, and the one before may be back.
        if let Ok(Ok(mut listener)) = timeout(LET_IN, opening).await
            && !hosts.lead([&writers, &readers]).await
        {
            listener.eager_reconnect(false);
            bell.ring();
            // A broken connection answers `None` or an error, or nothing; then everything begins again.
            loop {
                match timeout(QUIET, listener.try_recv()).await {
                    Ok(Ok(Some(_))) => bell.ring(),
                    Ok(Ok(None) | Err(_)) => break,
                    Err(_) if is_there(&mut listener).await => {}
                    Err(_) => break,
                }
            }
            bell.ring();
        }
        if readers.is_closed() {
            return;
        }
        tokio::time::sleep(POLL).await;
        hosts.lead([&writers, &readers]).await;
    }
}

/// Returns whether the connection still answers on which nothing was heard for a while.
async fn is_there(listener: &mut PgListener) -> bool {
    let asking = async { listener.acquire().await?.ping().await };
    matches!(timeout(SIGN_OF_LIFE, asking).await, Ok(Ok(())))
}

/// Waits for the answer to a small question that is asked again and again: an answer that is late is none.
pub async fn soon<T>(asking: impl Future<Output = Result<T, StorageError>> + Send) -> Result<T, StorageError> {
    timeout(SIGN_OF_LIFE, asking).await.unwrap_or_else(|late| Err(StorageError::Unavailable(Box::new(late))))
}

/// Gives a connection back that read one moment.
pub async fn leave(mut snapshot: Box<Connection>) -> Result<(), StorageError> {
    snapshot.end(ROLLBACK).await.map_err(failed_in("post"))
}

/// Returns the driver's own connection, for a migration, which takes as long as it takes.
pub fn raw(db: &mut Connection) -> Result<&mut PgConnection, StorageError> {
    db.raw().map_err(failed_in("_sqlx_migrations"))
}

/// Returns where the journal ends.
pub async fn head(db: &mut Connection) -> Result<Option<Feed>, StorageError> {
    query_file_as!(Feed, "../storage/queries/postgres/head.sql").fetch_optional(db).await.map_err(failed_in("feed"))
}

/// Returns acts on crossings in brief, as one text.
pub async fn briefs(db: &mut Connection, post: Uuid, after: i64, up_to: i64) -> Result<Option<String>, StorageError> {
    query_file_scalar!("../storage/queries/postgres/briefs.sql", post, after, up_to)
        .fetch_one(db)
        .await
        .map_err(failed_in("act"))
}

/// Returns the sealed parts of the acts of these numbers.
pub async fn sealed_parts_at(
    db: &mut Connection,
    post: Uuid,
    seqs: &[i64],
    reader: &str,
) -> Result<Vec<SealedPartRow>, StorageError> {
    query_file_as!(SealedPartRow, "../storage/queries/postgres/sealed_parts_at.sql", post, reader, seqs)
        .fetch_all(db)
        .await
        .map_err(failed_in("sealed_part"))
}

/// Returns how each table is read to be copied. Whoever may not read every row of one is told so when he reads it.
pub async fn tables_to_copy(db: &mut Connection) -> Result<Vec<Spelled>, StorageError> {
    query_file_scalar!("../storage/queries/postgres/read_every_row.sql")
        .fetch_one(&mut *db)
        .await
        .map_err(failed_in("post"))?;
    query_file_as!(Spelled, "../storage/queries/postgres/copy_out.sql").fetch_all(db).await.map_err(failed_in("post"))
}

/// Returns the value at a place of a row, in the embedded engine's form.
pub fn value_of(row: &PgRow, place: usize) -> Result<Value, StorageError> {
    let raw = row.try_get_raw(place).map_err(failed_in("post"))?;
    if raw.is_null() {
        return Ok(Value::Nothing);
    }
    let kind = raw.type_info().name().to_owned();
    match kind.as_str() {
        "UUID" => row.try_get(place).map(|id: Uuid| Value::Bytes(id.into_bytes().to_vec())),
        // As the driver of the embedded engine writes it.
        "TIMESTAMPTZ" => {
            row.try_get(place).map(|at: DateTime<Utc>| Value::Text(at.to_rfc3339_opts(SecondsFormat::AutoSi, false)))
        }
        "BOOL" => row.try_get(place).map(|is: bool| Value::Number(is.into())),
        "INT4" => row.try_get(place).map(|number: i32| Value::Number(number.into())),
        "INT8" => row.try_get(place).map(Value::Number),
        "TEXT" => row.try_get(place).map(Value::Text),
        "BYTEA" => row.try_get(place).map(Value::Bytes),
        _ => {
            let (column, row) = (place.to_string(), String::new());
            return Err(StorageError::Corrupt { table: "post", column, row });
        }
    }
    .map_err(failed_in("post"))
}

/// What the server says of itself.
struct Said {
    version: String,
    has_checksums: bool,
    now: DateTime<Utc>,
    fsync: String,
    full_page_writes: String,
    zero_damaged_pages: String,
    connections: i64,
    encoding: String,
    has_mighty_owner: bool,
    has_tls: bool,
}

/// Returns what the server says of itself.
pub async fn health(db: &mut Connection) -> Result<Health, StorageError> {
    let said = query_file_as!(Said, "../storage/queries/postgres/health.sql")
        .fetch_one(&mut *db)
        .await
        .map_err(failed_in("post"))?;
    let settings = [
        ("fsync", &said.fsync, "on"),
        ("full_page_writes", &said.full_page_writes, "on"),
        ("zero_damaged_pages", &said.zero_damaged_pages, "off"),
    ];
    let second_disk = see(db).await?.disk();
    let wrong = settings.iter().filter(|(_, is, wanted)| is.as_str() != *wanted);
    Ok(Health {
        unsafe_settings: wrong.map(|(name, is, _)| format!("{name} = {is}")).collect(),
        damage: Vec::new(),
        has_checksums: Some(said.has_checksums),
        now: Some(said.now),
        server: Some(ServerSettings {
            connections: said.connections,
            encoding: said.encoding,
            has_mighty_owner: said.has_mighty_owner,
            has_tls: said.has_tls,
        }),
        second_disk,
        version: said.version,
    })
}

/// Adds the counter.
pub async fn add_feed(writer: &mut Writer, post: Uuid, head: &Head) -> Result<(), StorageError> {
    let at = crate::statements::ms(head.at);
    put!(writer, "feed", "../storage/queries/postgres/add_feed.sql", post, head.seq, head.hash.as_slice(), at)
}

/// Takes the counter: waits for the one who has it.
pub async fn lock_head(db: &mut Connection) -> Result<Option<Feed>, StorageError> {
    query_file_as!(Feed, "../storage/queries/postgres/lock_head.sql")
        .fetch_optional(db)
        .await
        .map_err(failed_in("feed"))
}

/// Raises the walls between the States: groups, grants, policies.
pub async fn raise_walls(writer: &mut Writer, states: &[String]) -> Result<(), StorageError> {
    query_file_scalar!("../storage/queries/postgres/raise_walls.sql", states)
        .fetch_one(writer.reading().await?)
        .await
        .map(drop)
        .map_err(failed_in("wall"))
}

/// Returns the State whose workstation this connection is.
pub async fn own_state(db: &mut Connection) -> Result<Option<String>, StorageError> {
    query_file_scalar!("../storage/queries/postgres/own_state.sql").fetch_one(db).await.map_err(failed_in("state_role"))
}

/// Returns the server's time.
pub async fn time(db: &mut Connection) -> Result<Option<DateTime<Utc>>, StorageError> {
    let now = query_file_scalar!("../storage/queries/postgres/time.sql").fetch_one(db).await;
    now.map(Some).map_err(failed_in("feed"))
}

/// Returns what an error of PostgreSQL means, by its SQLSTATE
/// (<https://www.postgresql.org/docs/15/errcodes-appendix.html>).
pub fn meaning_of(error: Box<dyn DatabaseError>) -> StorageError {
    let code = error.code().unwrap_or_default().into_owned();
    match code.as_str() {
        // Serialization failure, deadlock.
        "40001" | "40P01" => StorageError::Conflict,
        // Read-only transaction, insufficient privilege.
        "25006" | "42501" => StorageError::ReadOnly,
        "53100" => StorageError::Full,
        // No such table: the database is not a post's.
        "42P01" => StorageError::NotAPost,
        // Raised by our own walls (0002_walls.sql), and where the post is not any more (0014_moved.sql).
        "BP001" => StorageError::ClockDiffers,
        "BP002" => StorageError::NotOwner,
        "BP003" => StorageError::Moved { to: None },
        // Data corrupted, index corrupted.
        "XX001" | "XX002" => StorageError::Damaged(error.into_error()),
        // A fault inside the server because of which it lets nobody in, such as a file of its own that it has no room for.
        "XX000" if has_broken_off(&*error) => StorageError::Unavailable(error.into_error()),
        // Lock not available, cancelled by a time-out, no such database.
        "55P03" | "57014" | "3D000" => StorageError::Unavailable(error.into_error()),
        // Connection lost, sign-in refused, resources exhausted, operator's intervention, system error, time-out of an
        // idle transaction.
        code if ["08", "28", "53", "57", "58", "25P"].iter().any(|class| code.starts_with(class)) => {
            StorageError::Unavailable(error.into_error())
        }
        _ => StorageError::Defect(error.into_error()),
    }
}

/// Returns whether the server broke the connection off over an error, or all of them, instead of rolling back.
pub fn has_broken_off(error: &(dyn DatabaseError + 'static)) -> bool {
    let said = error.try_downcast_ref::<PgDatabaseError>();
    said.is_some_and(|said| matches!(said.severity(), PgSeverity::Panic | PgSeverity::Fatal))
}
