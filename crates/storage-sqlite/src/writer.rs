//! The one connection that writes, and the statements that wait in it to go to the engine together: an exchange with the
//! engine costs more than most statements do.
//!
//! Invariant: statements reach the engine in the order in which they were put, before anything is read and before the
//! commit. What was begun and not committed is rolled back, whoever stopped it.

use std::sync::Arc;
use std::time::Duration;

use sqlx::encode::Encode;
use sqlx::sqlite::{SqliteArguments, SqliteConnectOptions};
use sqlx::types::Type;
use sqlx::{Arguments, AssertSqlSafe, ConnectOptions, Connection as _, query, query_with};
use storage::{SecondDisk, StorageError};
use tokio::runtime::Handle;
use tokio::sync::{Mutex, OwnedMutexGuard};
use tokio::time::timeout;

use crate::engine::{BEGIN_WRITE, COMMIT, Connection, Db, ROLLBACK, is_known};
use crate::failure::failed_in;
use crate::renumber::renumber;

/// How long a write waits for those before it in this process.
const PATIENCE: Duration = Duration::from_secs(30);

/// How many statements wait at most; a coachload is more than one exchange.
const MOST_WAITING: usize = 64;

/// How many statements at most are kept prepared as one: what an officer does a hundred times a shift is below it.
const MOST_PREPARED: usize = 16;

/// The place of the connection: none before the first write, while a write is begun, after a failure, and once closed.
type Place = Option<Connection>;

/// Where the connection is between two writes.
#[derive(Debug)]
pub struct OneWriter {
    options: SqliteConnectOptions,
    place: Arc<Mutex<Place>>,
}

impl OneWriter {
    /// Makes the place. The connection is opened by the first write.
    pub fn new(options: SqliteConnectOptions) -> Self {
        Self { options, place: Arc::default() }
    }

    /// Begins a write, once those before it are done.
    pub async fn begin(&self) -> Result<Writer, StorageError> {
        let mut writer = self.begin_later().await?;
        writer.send(failed_in("feed")).await?;
        Ok(writer)
    }

    /// Begins a write, once those before it in this process are done; with the engine it begins when something is sent.
    pub async fn begin_later(&self) -> Result<Writer, StorageError> {
        let turn = Arc::clone(&self.place).lock_owned();
        let mut place = timeout(PATIENCE, turn).await.map_err(|late| StorageError::Unavailable(Box::new(late)))?;
        if place.is_none() {
            *place = Some(self.options.connect().await.map_err(failed_in("post"))?);
        }
        let mut writer = Writer { place: Some(place), waiting: Batch::default(), is_begun: false };
        writer.put(BEGIN_WRITE).end().await?;
        Ok(writer)
    }

    /// Closes the connection, once the writes before are done.
    pub async fn close(&self) {
        if let Some(db) = self.place.lock().await.take() {
            // What could not be closed well is closed all the same; the log keeps what was committed.
            let _ = db.close().await;
        }
    }
}

/// Statements that wait, as one text.
#[derive(Debug, Default)]
struct Batch {
    text: String,
    arguments: SqliteArguments,
    statements: usize,
}

/// A transaction that writes.
#[derive(Debug)]
pub struct Writer {
    /// The place, held until the transaction is over.
    place: Option<OwnedMutexGuard<Place>>,
    waiting: Batch,
    /// Whether anything was sent.
    is_begun: bool,
}

impl Writer {
    /// Returns how the second disk stood when this began: nobody waits for one here.
    pub const fn disk(&self) -> SecondDisk {
        SecondDisk::None
    }

    /// Returns the connection to read from, after everything that waits was sent.
    pub async fn reading(&mut self) -> Result<&mut Connection, StorageError> {
        self.send(failed_in("feed")).await?;
        self.db()
    }

    /// Adds a statement to those that wait; its parameters are bound to what is returned.
    pub fn put(&mut self, statement: &str) -> Put<'_> {
        let before = self.waiting.arguments.len();
        renumber(statement, before, &mut self.waiting.text);
        self.waiting.text.push_str(";\n");
        self.waiting.statements += 1;
        Put { writer: self }
    }

    /// Sends what waits and commits, in one exchange.
    pub async fn commit(mut self) -> Result<(), StorageError> {
        self.put(COMMIT);
        self.send(failed_in_the_end).await?;
        self.place = None;
        Ok(())
    }

    /// Sends what waits.
    async fn send(&mut self, failed: impl FnOnce(sqlx::Error) -> StorageError) -> Result<(), StorageError> {
        if self.waiting.statements == 0 {
            return Ok(());
        }
        let Batch { text, arguments, statements } = std::mem::take(&mut self.waiting);
        self.is_begun = true;
        query_with(AssertSqlSafe(text), arguments)
            .persistent(statements <= MOST_PREPARED)
            .execute(self.db()?)
            .await
            .map_err(failed)?;
        Ok(())
    }

    fn db(&mut self) -> Result<&mut Connection, StorageError> {
        let db = self.place.as_mut().and_then(|place| place.as_mut());
        db.ok_or_else(|| StorageError::Unavailable(Box::new(sqlx::Error::WorkerCrashed)))
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        let Some(mut place) = self.place.take().filter(|_| self.is_begun) else { return };
        // Nobody else writes before it is rolled back. A connection that can't do that is closed, which does it too.
        let Some(mut db) = place.take() else { return };
        if let Ok(runtime) = Handle::try_current() {
            runtime.spawn(async move {
                if query(ROLLBACK).execute(&mut db).await.is_ok() {
                    *place = Some(db);
                }
            });
        }
    }
}

/// Returns what an error means that came up when the last statements were sent with the commit.
fn failed_in_the_end(error: sqlx::Error) -> StorageError {
    match &error {
        sqlx::Error::Database(said) if is_known(said.as_ref()) => failed_in("feed")(error),
        _ => StorageError::OutcomeUnknown,
    }
}

/// A statement whose parameters are being bound, in their order.
#[derive(Debug)]
pub struct Put<'w> {
    writer: &'w mut Writer,
}

impl Put<'_> {
    /// Binds the next parameter.
    pub fn bind<'t, T: Encode<'t, Db> + Type<Db>>(&mut self, value: T) -> Result<(), StorageError> {
        self.writer.waiting.arguments.add(value).map_err(StorageError::Defect)
    }

    /// Ends the statement. It is sent later, or now if many wait.
    pub async fn end(self) -> Result<(), StorageError> {
        if self.writer.waiting.statements < MOST_WAITING {
            return Ok(());
        }
        self.writer.send(failed_in("feed")).await
    }
}

/// Puts a statement of `queries/`: the compiler holds it against this engine's own database, and it waits to be sent.
macro_rules! put {
    ($writer:expr, $table:literal, $file:literal $(, $argument:expr)* $(,)?) => {{
        // Checked, never run.
        let _ = || sqlx::query_file!($file $(, $argument)*);
        let mut put = $writer.put(include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/", $file)));
        $(put.bind($argument)?;)*
        put.end().await
    }};
}
pub(crate) use put;
