//! The transaction that writes. Every statement is an exchange with the server.

use std::pin::pin;
use std::sync::Arc;

use sqlx::Pool;
use storage::{SecondDisk, StorageError};
use tokio::time::timeout;

use crate::engine::{BEGIN_LOCAL_WRITE, BEGIN_WRITE, COMMIT, Connection, Db, has_broken_off};
use crate::failure::failed_in;
use crate::standby::{Standby, WAIT};

/// A transaction that writes. Dropped, it is rolled back.
#[derive(Debug)]
pub struct Writer {
    db: Connection,
    standby: Arc<Standby>,
    /// How the second disk stood when this began.
    disk: SecondDisk,
}

impl Writer {
    /// Begins a write.
    pub async fn begin(pool: &Pool<Db>, standby: &Arc<Standby>) -> Result<Self, StorageError> {
        let mut db = Connection::of(pool).await.map_err(failed_in("feed"))?;
        // Whether anything may be written while the second disk is missing is for whoever writes to say. To wait for it would only
        // hold everybody up.
        let disk = standby.disk();
        let begin = if matches!(disk, SecondDisk::Missing { .. }) { BEGIN_LOCAL_WRITE } else { BEGIN_WRITE };
        db.begin(begin).await.map_err(failed_in("feed"))?;
        Ok(Self { db, standby: Arc::clone(standby), disk })
    }

    /// Returns how the second disk stood when this began: where it was missing, the commit does not wait for it.
    pub const fn disk(&self) -> SecondDisk {
        self.disk
    }

    /// Returns the connection to read from: nothing ever waits to be sent.
    #[expect(clippy::unused_async, reason = "the other engine's has something to send first")]
    pub async fn reading(&mut self) -> Result<&mut Connection, StorageError> {
        Ok(&mut self.db)
    }

    /// Returns the connection.
    pub fn db(&mut self) -> &mut Connection {
        &mut self.db
    }

    /// Commits. A commit that waits too long for the standby goes on without it: it is done by then, and everybody is told that
    /// the second disk is missing.
    pub async fn commit(mut self) -> Result<(), StorageError> {
        let mut committing = pin!(self.db.end(COMMIT));
        let outcome = match timeout(WAIT, &mut committing).await {
            Ok(outcome) => outcome,
            Err(_) => {
                // Where it waits for something else, nothing is ended.
                let _goes_on = self.standby.end_waits().await;
                committing.await
            }
        };
        outcome.map_err(failed_at_commit)
    }
}

/// Returns what an error means when it came up at the commit. Unless the server said why it rolled back, nobody knows
/// whether it did.
fn failed_at_commit(error: sqlx::Error) -> StorageError {
    // Where its log can't grow on a full disk the server says so and breaks off: the commit may stand in what was written before.
    let is_rolled_back = !error.as_database_error().is_some_and(has_broken_off);
    match failed_in("feed")(error) {
        known @ (StorageError::Conflict | StorageError::ReadOnly | StorageError::Full) if is_rolled_back => known,
        _ => StorageError::OutcomeUnknown,
    }
}

/// Sends a statement of `queries/`, which the compiler holds against this engine's own database.
macro_rules! put {
    ($writer:expr, $table:literal, $file:literal $(, $argument:expr)* $(,)?) => {
        sqlx::query_file!($file $(, $argument)*)
            .execute($writer.db())
            .await
            .map(drop)
            .map_err(crate::failure::failed_in($table))
    };
}
pub(crate) use put;
