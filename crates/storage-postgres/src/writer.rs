//! The transaction that writes. Every statement is an exchange with the server.

use sqlx::{Pool, Transaction};
use storage::StorageError;

use crate::engine::{BEGIN_WRITE, Connection, Db};
use crate::failure::failed_in;

/// A transaction that writes.
#[derive(Debug)]
pub struct Writer(Transaction<'static, Db>);

impl Writer {
    /// Begins a write.
    pub async fn begin(pool: &Pool<Db>) -> Result<Self, StorageError> {
        pool.begin_with(BEGIN_WRITE).await.map(Self).map_err(failed_in("feed"))
    }

    /// Returns the connection to read from: nothing ever waits to be sent.
    #[expect(clippy::unused_async, reason = "the other engine's has something to send first")]
    pub async fn reading(&mut self) -> Result<&mut Connection, StorageError> {
        Ok(&mut self.0)
    }

    /// Returns the connection.
    pub fn db(&mut self) -> &mut Connection {
        &mut self.0
    }

    /// Commits.
    pub async fn commit(self) -> Result<(), StorageError> {
        self.0.commit().await.map_err(failed_at_commit)
    }
}

/// Returns what an error means when it came up at the commit. Unless the server said why it rolled back, nobody knows
/// whether it did.
fn failed_at_commit(error: sqlx::Error) -> StorageError {
    match failed_in("feed")(error) {
        known @ (StorageError::Conflict | StorageError::ReadOnly | StorageError::Full) => known,
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
