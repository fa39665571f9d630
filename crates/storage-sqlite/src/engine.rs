//! The store over one SQLite file, and the few statements that are SQLite's alone.
//!
//! Invariant: one writer connection; the readers can't write.

use std::time::Duration;

use chrono::{DateTime, Utc};
use sqlx::error::DatabaseError;
use sqlx::sqlite::{SqliteConnection, SqliteError};
use sqlx::{Pool, Sqlite, query_file, query_file_as};
use storage::{Engine, Head, StorageError};
use tokio::sync::OnceCell;
use uuid::Uuid;

use crate::failure::failed_in;
use crate::news::Bell;
use crate::statements::Feed;

/// The database of this engine.
pub type Db = Sqlite;
/// A connection of this engine.
pub type Connection = SqliteConnection;

/// Which engine this is.
pub const ENGINE: Engine = Engine::Sqlite;
/// Begins a write: takes the file's write lock at once, so that no write ever fails half-way for want of it.
pub const BEGIN_WRITE: &str = "BEGIN IMMEDIATE";
/// Begins a set of reads of one moment.
pub const BEGIN_SNAPSHOT: &str = "BEGIN";
/// How often somebody who waits for news looks for commits of other processes. A look reads one row of a page that
/// is in memory; SQLite has no other way to hear of them.
pub const POLL: Duration = Duration::from_millis(100);

/// A post in one file.
#[derive(Debug)]
pub struct SqliteStore {
    pub(crate) writers: Pool<Db>,
    pub(crate) readers: Pool<Db>,
    pub(crate) bell: Bell,
    pub(crate) founded: OnceCell<Uuid>,
}

impl SqliteStore {
    /// Makes the store over connections that were tried.
    pub(crate) fn over(writers: Pool<Db>, readers: Pool<Db>) -> Self {
        Self { writers, readers, bell: Bell::new(), founded: OnceCell::new() }
    }

    /// Ends what runs beside the connections: here, nothing.
    pub(crate) fn stop(&self) {}
}

/// Takes the counter. The transaction has the file's write lock already.
pub async fn lock_head(db: &mut Connection) -> Result<Option<Feed>, StorageError> {
    query_file_as!(Feed, "../storage/queries/sqlite/lock_head.sql").fetch_optional(db).await.map_err(failed_in("feed"))
}

/// Moves the head of the journal.
pub async fn move_head(db: &mut Connection, post: Uuid, head: &Head) -> Result<(), StorageError> {
    let at = crate::statements::ms(head.at);
    query_file!("../storage/queries/sqlite/move_head.sql", post, head.seq, head.hash.as_slice(), at)
        .execute(db)
        .await
        .map_err(failed_in("feed"))?;
    Ok(())
}

/// Returns what an error of SQLite means, by its primary result code (<https://www.sqlite.org/rescode.html>).
pub fn meaning_of(error: Box<dyn DatabaseError>) -> StorageError {
    use libsqlite3_sys::{
        SQLITE_BUSY, SQLITE_CANTOPEN, SQLITE_CORRUPT, SQLITE_FULL, SQLITE_IOERR, SQLITE_LOCKED, SQLITE_NOTADB,
        SQLITE_PERM, SQLITE_PROTOCOL, SQLITE_READONLY,
    };

    let code = error.try_downcast_ref::<SqliteError>().and_then(|error| error.code()?.parse::<i32>().ok());
    match code.map(|code| code & 0xff) {
        Some(SQLITE_FULL) => StorageError::Full,
        Some(SQLITE_READONLY | SQLITE_PERM) => StorageError::ReadOnly,
        Some(SQLITE_NOTADB) => StorageError::NotAPost,
        Some(SQLITE_CORRUPT) => StorageError::Damaged(error.into_error()),
        Some(SQLITE_BUSY | SQLITE_LOCKED | SQLITE_CANTOPEN | SQLITE_IOERR | SQLITE_PROTOCOL) => {
            StorageError::Unavailable(error.into_error())
        }
        _ => StorageError::Defect(error.into_error()),
    }
}

#[cfg(test)]
mod tests {
    use sqlx::query;
    use storage::{KeyRow, PostRow, Store};

    use super::*;

    #[tokio::test]
    async fn a_full_disk_is_told_and_leaves_no_trace() {
        let folder = tempfile::tempdir().unwrap();
        let store = SqliteStore::create(folder.path().join("post.osbp")).await.unwrap();
        let mut write = store.write().await.unwrap();
        let founded_at = DateTime::UNIX_EPOCH;
        let (code, name) = ("NRD".to_owned(), "Ponte Nova".to_owned());
        let post = PostRow { post: Uuid::from_u128(1), code, name, is_demonstration: true, founded_at, format: 1 };
        write.put_post(&post).await.unwrap();
        write.commit().await.unwrap();

        // SQLite counts pages against a limit of the connection and fails as it does on a full disk.
        query(include_str!("../tests/no_more_pages.sql")).execute(&store.writers).await.unwrap();
        let (state, kind, holder) = ("north".to_owned(), "reader".to_owned(), "N-1".to_owned());
        let key = KeyRow { state, kind, holder, epoch: 1, content: vec![0; 1 << 20] };
        let mut write = store.write().await.unwrap();
        assert!(matches!(write.put_key_material(&key).await, Err(StorageError::Full)));
        drop(write);
        assert_eq!(store.key_material("north", "reader", "N-1").await.unwrap(), []);
        assert_eq!(store.post().await.unwrap(), post);
    }
}
