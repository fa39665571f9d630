//! The store over one SQLite file, and the few statements that are SQLite's alone.
//!
//! Invariant: one writer connection; the readers can't write.

use std::time::Duration;

use chrono::{DateTime, Utc};
use sqlx::error::DatabaseError;
use sqlx::pool::PoolConnection;
use sqlx::sqlite::{SqliteConnection, SqliteError, SqliteRow};
use sqlx::{Pool, Row as _, Sqlite, Transaction, TypeInfo as _, ValueRef as _, query_file_as, query_file_scalar};
use storage::{Engine, Head, Health, SealedPartRow, SecondDisk, StorageError, Value};
use tokio::sync::OnceCell;
use uuid::Uuid;

use crate::copying::Spelled;
use crate::failure::failed_in;
use crate::news::Bell;
use crate::statements::Feed;
use crate::writer::{OneWriter, Writer};
use crate::writing::Writing;

/// The database of this engine.
pub type Db = Sqlite;
/// A connection of this engine.
pub type Connection = SqliteConnection;

/// Which engine this is.
pub const ENGINE: Engine = Engine::Sqlite;
/// Begins a write: takes the file's write lock at once, so that no write ever fails half-way for want of it.
pub const BEGIN_WRITE: &str = "BEGIN IMMEDIATE";
/// Ends a write, for good once the answer has come.
pub const COMMIT: &str = "COMMIT";
/// Ends a write without a trace.
pub const ROLLBACK: &str = "ROLLBACK";
/// Begins a set of reads of one moment.
pub const BEGIN_SNAPSHOT: &str = "BEGIN";
/// How often somebody who waits for news looks for commits of other processes. A look reads one row of a page that
/// is in memory; SQLite has no other way to hear of them.
pub const POLL: Duration = Duration::from_millis(100);

/// A post in one file.
#[derive(Debug)]
pub struct SqliteStore {
    pub(crate) one_writer: OneWriter,
    pub(crate) readers: Pool<Db>,
    pub(crate) bell: Bell,
    pub(crate) founded: OnceCell<Uuid>,
}

impl SqliteStore {
    /// Makes the store over connections that were tried.
    pub(crate) fn over(one_writer: OneWriter, readers: Pool<Db>) -> Self {
        Self { one_writer, readers, bell: Bell::new(), founded: OnceCell::new() }
    }

    /// Begins a write.
    pub(crate) async fn writer(&self) -> Result<Writer, StorageError> {
        self.is_open()?;
        self.one_writer.begin().await
    }

    /// Begins a write after a head that the caller knows. The counter is taken with what is sent first: most commands are one exchange.
    pub(crate) async fn writing_after(&self, head: &Head, post: Uuid) -> Result<Writing<'_>, StorageError> {
        self.is_open()?;
        let writer = self.one_writer.begin_later().await?;
        Ok(Writing::after(head.clone(), post, writer, Vec::new(), &self.bell))
    }

    fn is_open(&self) -> Result<(), StorageError> {
        if self.readers.is_closed() {
            return Err(StorageError::Unavailable(Box::new(sqlx::Error::PoolClosed)));
        }
        Ok(())
    }

    /// Takes a connection to read with.
    pub(crate) async fn reader(&self) -> Result<PoolConnection<Db>, StorageError> {
        self.readers.acquire().await.map_err(failed_in("post"))
    }

    /// Takes a connection to ask what the engine has to read long for.
    pub(crate) async fn patient_reader(&self) -> Result<PoolConnection<Db>, StorageError> {
        self.reader().await
    }

    /// Takes a connection to read one moment with.
    pub(crate) async fn snapshot(&self) -> Result<Transaction<'static, Db>, StorageError> {
        self.readers.begin_with(BEGIN_SNAPSHOT).await.map_err(failed_in("post"))
    }

    /// Returns how the second disk stands: nobody waits for one here.
    #[expect(clippy::unused_self, reason = "the other engine knows of one")]
    pub(crate) const fn disk(&self) -> SecondDisk {
        SecondDisk::None
    }

    /// Ends what runs beside the readers.
    pub(crate) async fn stop(&self) {
        self.one_writer.close().await;
    }
}

/// Gives a connection back that read one moment.
pub async fn leave(snapshot: Transaction<'static, Db>) -> Result<(), StorageError> {
    snapshot.rollback().await.map_err(failed_in("post"))
}

/// Returns the driver's own connection, which is every connection here.
pub const fn raw(db: &mut Connection) -> Result<&mut SqliteConnection, StorageError> {
    Ok(db)
}

/// Waits for the answer to a small question: there is no line to be broken.
pub async fn soon<T>(asking: impl Future<Output = Result<T, StorageError>> + Send) -> Result<T, StorageError> {
    asking.await
}

/// Returns where the journal ends.
pub async fn head(db: &mut Connection) -> Result<Option<Feed>, StorageError> {
    query_file_as!(Feed, "../storage/queries/sqlite/head.sql").fetch_optional(db).await.map_err(failed_in("act"))
}

/// Returns acts on crossings in brief, as one text.
pub async fn briefs(db: &mut Connection, post: Uuid, after: i64, up_to: i64) -> Result<Option<String>, StorageError> {
    query_file_scalar!("../storage/queries/sqlite/briefs.sql", post, after, up_to)
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
    // SQLite takes no list but as JSON.
    let listed: Vec<String> = seqs.iter().map(ToString::to_string).collect();
    let listed = format!("[{}]", listed.join(","));
    query_file_as!(SealedPartRow, "../storage/queries/sqlite/sealed_parts_at.sql", post, reader, listed)
        .fetch_all(db)
        .await
        .map_err(failed_in("sealed_part"))
}

/// Returns how each table is read to be copied.
pub async fn tables_to_copy(db: &mut Connection) -> Result<Vec<Spelled>, StorageError> {
    query_file_as!(Spelled, "../storage/queries/sqlite/copy_out.sql").fetch_all(db).await.map_err(failed_in("post"))
}

/// Returns the value at a place of a row.
pub fn value_of(row: &SqliteRow, place: usize) -> Result<Value, StorageError> {
    let raw = row.try_get_raw(place).map_err(failed_in("post"))?;
    let kind = if raw.is_null() { "NULL".to_owned() } else { raw.type_info().name().to_owned() };
    match kind.as_str() {
        "NULL" => Ok(Value::Nothing),
        "INTEGER" => row.try_get_unchecked(place).map(Value::Number),
        "TEXT" => row.try_get_unchecked(place).map(Value::Text),
        "BLOB" => row.try_get_unchecked(place).map(Value::Bytes),
        _ => {
            let (column, row) = (place.to_string(), String::new());
            return Err(StorageError::Corrupt { table: "post", column, row });
        }
    }
    .map_err(failed_in("post"))
}

/// Returns what the engine says of the file.
pub async fn health(db: &mut Connection) -> Result<Health, StorageError> {
    let version = query_file_scalar!("../storage/queries/sqlite/engine_version.sql")
        .fetch_one(&mut *db)
        .await
        .map_err(failed_in("post"))?;
    let mut damage = query_file_scalar!("../storage/queries/sqlite/integrity.sql")
        .fetch_all(&mut *db)
        .await
        .map_err(failed_in("post"))?;
    damage.retain(|found| found != "ok");
    let dangling = query_file_scalar!("../storage/queries/sqlite/dangling.sql")
        .fetch_all(&mut *db)
        .await
        .map_err(failed_in("post"))?;
    damage.extend(dangling.into_iter().map(|table| format!("a row of {table} refers to one that is not there")));
    let mode = query_file_scalar!("../storage/queries/sqlite/log_mode.sql")
        .fetch_one(&mut *db)
        .await
        .map_err(failed_in("post"))?;
    let unsafe_settings = if mode == "wal" { Vec::new() } else { vec![format!("journal_mode = {mode}")] };
    Ok(Health {
        version,
        damage,
        unsafe_settings,
        has_checksums: None,
        now: None,
        server: None,
        second_disk: SecondDisk::None,
    })
}

/// Takes the counter, which nobody else can move: the transaction has the file's write lock already.
pub async fn lock_head(db: &mut Connection) -> Result<Option<Feed>, StorageError> {
    head(db).await
}

/// Does nothing: the journal ends where its last act is.
pub async fn add_feed(_writer: &mut Writer, _post: Uuid, _head: &Head) -> Result<(), StorageError> {
    Ok(())
}

/// Does nothing: whoever can write the file can write all of it.
pub async fn raise_walls(_writer: &mut Writer, _states: &[String]) -> Result<(), StorageError> {
    Ok(())
}

/// Returns none: there are no walls.
pub async fn own_state(_db: &mut Connection) -> Result<Option<String>, StorageError> {
    Ok(None)
}

/// Returns none: the file is on this machine, which has one clock.
pub async fn time(_db: &mut Connection) -> Result<Option<DateTime<Utc>>, StorageError> {
    Ok(None)
}

/// Returns whether the engine says that nothing was committed: after a failed write or flush nobody knows what reached the
/// disk.
pub fn is_known(error: &dyn DatabaseError) -> bool {
    let code = error.try_downcast_ref::<SqliteError>().and_then(|error| error.code()?.parse::<i32>().ok());
    code.is_some_and(|code| code & 0xff != libsqlite3_sys::SQLITE_IOERR)
}

/// Returns what an error of SQLite means, by its primary result code (<https://www.sqlite.org/rescode.html>).
pub fn meaning_of(error: Box<dyn DatabaseError>) -> StorageError {
    use libsqlite3_sys::{
        SQLITE_BUSY, SQLITE_CANTOPEN, SQLITE_CONSTRAINT_TRIGGER, SQLITE_CORRUPT, SQLITE_FULL, SQLITE_IOERR,
        SQLITE_LOCKED, SQLITE_NOMEM, SQLITE_NOTADB, SQLITE_PERM, SQLITE_PROTOCOL, SQLITE_READONLY,
    };

    let code = error.try_downcast_ref::<SqliteError>().and_then(|error| error.code()?.parse::<i32>().ok());
    if code == Some(SQLITE_CONSTRAINT_TRIGGER) {
        return StorageError::Conflict;
    }
    match code.map(|code| code & 0xff) {
        Some(SQLITE_FULL) => StorageError::Full,
        Some(SQLITE_READONLY | SQLITE_PERM) => StorageError::ReadOnly,
        Some(SQLITE_NOTADB) => StorageError::NotAPost,
        Some(SQLITE_CORRUPT) => StorageError::Damaged(error.into_error()),
        Some(SQLITE_BUSY | SQLITE_LOCKED | SQLITE_CANTOPEN | SQLITE_IOERR | SQLITE_NOMEM | SQLITE_PROTOCOL) => {
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
        let post = PostRow {
            post: Uuid::from_u128(1),
            code,
            name,
            is_demonstration: true,
            founded_at,
            format: 1,
            copy_of: None,
        };
        write.put_post(&post).await.unwrap();
        write.commit().await.unwrap();

        // SQLite counts pages against a limit of the connection and fails as it does on a full disk.
        let mut write = store.writer().await.unwrap();
        query(include_str!("../tests/no_more_pages.sql")).execute(write.reading().await.unwrap()).await.unwrap();
        write.commit().await.unwrap();
        let (state, kind, holder) = ("north".to_owned(), "reader".to_owned(), "N-1".to_owned());
        let key = KeyRow { state, kind, holder, epoch: 1, content: vec![0; 1 << 20] };
        let mut write = store.write().await.unwrap();
        write.put_key_material(&key).await.unwrap();
        assert!(matches!(write.commit().await, Err(StorageError::Full)));
        assert_eq!(store.key_material("north", "reader", "N-1").await.unwrap(), []);
        assert_eq!(store.post().await.unwrap(), post);
    }
}
