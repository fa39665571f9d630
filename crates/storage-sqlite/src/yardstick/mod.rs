//! A bare one-row commit on the same engine with the same settings: what a command of the post is measured against.

use std::path::Path;

use sqlx::Connection as _;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqliteSynchronous};
use storage::StorageError;
use tokio::sync::Mutex;

use crate::failure::failed_in;

/// A database of one table, for measurements.
pub struct Yardstick(Mutex<SqliteConnection>);

impl Yardstick {
    /// Makes one, with the durability of a post's: write-ahead log, `synchronous=FULL`.
    ///
    /// # Errors
    /// When the file can't be made.
    pub async fn create(path: impl AsRef<Path>) -> Result<Self, StorageError> {
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full);
        let mut db = SqliteConnection::connect_with(&options).await.map_err(failed_in("mark"))?;
        sqlx::query(include_str!("table.sql")).execute(&mut db).await.map_err(failed_in("mark"))?;
        Ok(Self(Mutex::new(db)))
    }

    /// Commits one row.
    ///
    /// # Errors
    /// When it can't be written.
    pub async fn commit(&self) -> Result<(), StorageError> {
        let mut db = self.0.lock().await;
        let mut tx = db.begin_with("BEGIN IMMEDIATE").await.map_err(failed_in("mark"))?;
        sqlx::query(include_str!("row.sql")).bind(1_i64).execute(&mut *tx).await.map_err(failed_in("mark"))?;
        tx.commit().await.map_err(failed_in("mark"))
    }
}
