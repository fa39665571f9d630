//! From the driver's errors to [`StorageError`], for both engines.
//!
//! Invariant: what a driver says in words is never read; only kinds and codes are.

use sqlx::Error;
use storage::StorageError;

use crate::meaning_of;

/// Returns what an error means when it came up at a statement about `table`.
pub fn failed_in(table: &'static str) -> impl FnOnce(Error) -> StorageError {
    move |error| match error {
        Error::Database(error) if error.is_unique_violation() => StorageError::Conflict,
        Error::Database(error) => meaning_of(error),
        Error::ColumnDecode { index, .. } => StorageError::Corrupt { table, column: index, row: String::new() },
        Error::Configuration(_) => StorageError::BadAddress,
        Error::Io(_)
        | Error::Tls(_)
        | Error::Protocol(_)
        | Error::PoolTimedOut
        | Error::PoolClosed
        | Error::WorkerCrashed
        | Error::BeginFailed => StorageError::Unavailable(Box::new(error)),
        error => StorageError::Defect(Box::new(error)),
    }
}
