//! Making, opening and bringing forward the file.
//!
//! Invariant: nothing is written to a file before it is known to be a post of this version, and a file is copied
//! before its schema changes.

use std::collections::HashMap;
use std::fs::{self, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use async_trait::async_trait;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteLockingMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection as _, query, query_file, query_file_as, query_file_scalar};
use storage::{Receiver, StorageError, Table, Value};

use crate::copying::Spelled;
use crate::engine::{BEGIN_WRITE, COMMIT, Connection, SqliteStore};
use crate::failure::failed_in;
use crate::schema::{self, Schema};
use crate::statements;
use crate::writer::OneWriter;

/// The oldest SQLite that will do: earlier ones can lose a committed transaction in WAL mode.
const OLDEST: &str = "3.51.3";

/// What the header of a post's file says, `OSBP`.
const APPLICATION_ID: i64 = 0x4F53_4250;

/// How long a statement waits for another process's write.
const PATIENCE: Duration = Duration::from_secs(10);

/// How big a page is. A commit flushes each page that it touches whole, and a command touches a dozen for a few bytes each.
const PAGE_BYTES: u32 = 2048;

/// How many pages the log gathers before they go to their places: 16 MB. A page that every command changes goes there once.
const PAGES_IN_LOG: &str = "8000";

/// How many reads may run side by side.
const READERS: u32 = 4;

impl SqliteStore {
    /// Makes a new, empty post database at `path`, readable by this user alone. The folder must exist.
    ///
    /// # Errors
    /// [`StorageError::Occupied`] when a file with content is there.
    pub async fn create(path: impl AsRef<Path>) -> Result<Self, StorageError> {
        let path = path.as_ref();
        make_private_file(path)?;
        let mut db = connect(path).await?;
        check_engine(&mut db).await?;
        schema::migrate(&mut db).await?;
        db.close().await.map_err(failed_in("post"))?;
        pools(path, SqliteSynchronous::Full).await
    }

    /// Opens the post database at `path`. One of an older version is copied beside itself (`….before-N`, N the first
    /// migration that it lacks) and brought forward.
    ///
    /// # Errors
    /// [`StorageError::Unavailable`] when there is no file, [`StorageError::NotAPost`] for a foreign one,
    /// [`StorageError::Damaged`], [`StorageError::Newer`], [`StorageError::ReadOnly`].
    pub async fn open(path: impl AsRef<Path>) -> Result<Self, StorageError> {
        Self::open_telling(path).await.map(|(store, _)| store)
    }

    /// Opens the post database at `path` as [`SqliteStore::open`] does, and returns where the copy is that was made before it was
    /// brought forward; none when it was up to date.
    ///
    /// # Errors
    /// As [`SqliteStore::open`]; [`StorageError::Moved`] when the post was moved elsewhere.
    pub async fn open_telling(path: impl AsRef<Path>) -> Result<(Self, Option<PathBuf>), StorageError> {
        let path = path.as_ref();
        let copy = Self::upgrade(path).await?;
        Ok((pools(path, SqliteSynchronous::Full).await?, copy))
    }

    /// Opens the post database at `path` to fill it for a trial: commits are not flushed to the disk, so that a power
    /// cut may lose or damage everything. Whoever opens it with [`SqliteStore::open`] afterwards writes durably again.
    ///
    /// # Errors
    /// As [`SqliteStore::open`].
    pub async fn open_unflushed(path: impl AsRef<Path>) -> Result<Self, StorageError> {
        let path = path.as_ref();
        Self::upgrade(path).await?;
        pools(path, SqliteSynchronous::Off).await
    }

    /// Opens a copy that is looked at and thrown away: one of an older version is brought forward in place, and nothing is
    /// flushed.
    ///
    /// # Errors
    /// As [`SqliteStore::open`].
    pub async fn open_copy(path: impl AsRef<Path>) -> Result<Self, StorageError> {
        let path = path.as_ref();
        check_application(path).await?;
        let mut db = connect(path).await?;
        check_engine(&mut db).await?;
        if let Schema::Older(_) = schema::compare(&mut db).await? {
            schema::migrate(&mut db).await?;
        }
        db.close().await.map_err(failed_in("post"))?;
        pools(path, SqliteSynchronous::Off).await
    }

    /// Copies the post at `path`, as of one moment and while others write, into a new file at `copy`, readable by this user
    /// alone.
    ///
    /// # Errors
    /// [`StorageError::Occupied`] when a file is there, [`StorageError::Full`], [`StorageError::Damaged`].
    pub async fn copy_file(path: impl AsRef<Path>, copy: impl AsRef<Path>) -> Result<(), StorageError> {
        let (path, copy) = (path.as_ref(), copy.as_ref());
        check_application(path).await?;
        let mut db = connect(path).await?;
        make_private_file(copy)?;
        copy_whole(&mut db, copy).await?;
        db.close().await.map_err(failed_in("post"))
    }

    /// Returns whether anybody has the post at `path` open, this process too.
    ///
    /// # Errors
    /// When the file can't be opened.
    pub async fn is_in_use(path: impl AsRef<Path>) -> Result<bool, StorageError> {
        match alone(path.as_ref()).await? {
            // What was begun ends with the connection.
            Some(db) => db.close().await.map(|()| false).map_err(failed_in("post")),
            None => Ok(true),
        }
    }

    /// Returns where the post of the file at `path` was moved to; none where it is in it.
    ///
    /// # Errors
    /// As [`SqliteStore::open`].
    pub async fn moved_to(path: impl AsRef<Path>) -> Result<Option<String>, StorageError> {
        let path = path.as_ref();
        check_application(path).await?;
        let mut db = connect(path).await?;
        let moved = match schema::compare(&mut db).await? {
            Schema::Current => statements::moved_to(&mut db).await?,
            // That it could be moved came later.
            Schema::Older(_) => None,
        };
        db.close().await.map_err(failed_in("post"))?;
        Ok(moved)
    }

    /// Says in the file at `path` where its post was moved to, or that it is in it, and returns whether that could be said: while
    /// anybody has it open, this process too, it is not.
    ///
    /// # Errors
    /// When the file can't be opened or written.
    pub async fn mark_moved(path: impl AsRef<Path>, to: Option<&str>) -> Result<bool, StorageError> {
        let Some(mut db) = alone(path.as_ref()).await? else { return Ok(false) };
        statements::mark_moved(&mut db, to).await?;
        query(COMMIT).execute(&mut db).await.map_err(failed_in("post"))?;
        db.close().await.map_err(failed_in("post"))?;
        Ok(true)
    }

    /// Opens the post database at `path`, which is of this version, wherever the post was moved to: to read it.
    ///
    /// # Errors
    /// As [`SqliteStore::open`].
    pub async fn open_moved(path: impl AsRef<Path>) -> Result<Self, StorageError> {
        let path = path.as_ref();
        check_application(path).await?;
        pools(path, SqliteSynchronous::Full).await
    }

    /// Brings the file at `path` forward to this program's version, after copying it. Returns where the copy is;
    /// none when the file was up to date.
    ///
    /// # Errors
    /// As [`SqliteStore::open`]; [`StorageError::Full`] when there is no room for the copy.
    pub async fn upgrade(path: impl AsRef<Path>) -> Result<Option<PathBuf>, StorageError> {
        let path = path.as_ref();
        let metadata = fs::metadata(path).map_err(|error| StorageError::Unavailable(Box::new(error)))?;
        if metadata.permissions().readonly() {
            return Err(StorageError::ReadOnly);
        }
        if metadata.len() == 0 {
            return Err(StorageError::NotAPost);
        }
        check_writable(path)?;
        check_application(path).await?;
        let mut db = connect(path).await?;
        check_engine(&mut db).await?;
        let copy = match schema::compare(&mut db).await? {
            Schema::Current => None,
            Schema::Older(found) => {
                let copy = copy_before(&mut db, path, found).await?;
                schema::migrate(&mut db).await?;
                Some(copy)
            }
        };
        let moved = statements::moved_to(&mut db).await?;
        db.close().await.map_err(failed_in("post"))?;
        if moved.is_some() {
            return Err(StorageError::Moved { to: moved });
        }
        Ok(copy)
    }
}

/// A new file that takes the rows of another engine's post in. It is a post once [`SqliteCopy::end`] says so.
#[derive(Debug)]
pub struct SqliteCopy {
    db: Connection,
    spelled: HashMap<String, Spelled>,
}

impl SqliteCopy {
    /// Makes the file at `path`, readable by this user alone, without a post in it yet. The folder must exist.
    ///
    /// # Errors
    /// [`StorageError::Occupied`] when a file is there.
    pub async fn begin(path: impl AsRef<Path>) -> Result<Self, StorageError> {
        Self::begin_as_of(path, None).await
    }

    /// Makes the file for the rows of a database of an older version, whose last migration is named.
    ///
    /// # Errors
    /// As [`SqliteCopy::begin`].
    pub async fn begin_as_of(path: impl AsRef<Path>, migration: Option<i64>) -> Result<Self, StorageError> {
        let path = path.as_ref();
        make_private_file(path)?;
        // A copy that breaks off is thrown away, so nothing of it has to be undone or to reach the disk early. Rows are
        // held against each other at the end.
        let mut db = options(path)
            .journal_mode(SqliteJournalMode::Off)
            .synchronous(SqliteSynchronous::Off)
            .foreign_keys(false)
            .connect()
            .await
            .map_err(failed_in("post"))?;
        schema::migrate_to(&mut db, migration).await?;
        let spelled = query_file_as!(Spelled, "../storage/queries/sqlite/copy_in.sql")
            .fetch_all(&mut db)
            .await
            .map_err(failed_in("post"))?;
        let spelled = spelled.into_iter().map(|one| (one.table.clone(), one)).collect();
        query(BEGIN_WRITE).execute(&mut db).await.map_err(failed_in("post"))?;
        Ok(Self { db, spelled })
    }

    /// Ends the copy: every row that another one refers to is there.
    ///
    /// # Errors
    /// [`StorageError::Corrupt`] when one is not.
    pub async fn end(mut self) -> Result<(), StorageError> {
        query(COMMIT).execute(&mut self.db).await.map_err(failed_in("post"))?;
        let dangling = query_file_scalar!("../storage/queries/sqlite/dangling.sql")
            .fetch_optional(&mut self.db)
            .await
            .map_err(failed_in("post"))?;
        self.db.close().await.map_err(failed_in("post"))?;
        match dangling {
            None => Ok(()),
            Some(table) => Err(unknown(&table)),
        }
    }
}

#[async_trait]
impl Receiver for SqliteCopy {
    async fn take(&mut self, table: &Table, rows: Vec<Vec<Value>>) -> Result<(), StorageError> {
        let spelled =
            self.spelled.get(&table.name).filter(|one| one.table() == *table).ok_or_else(|| unknown(&table.name))?;
        for row in rows {
            let mut statement = query(AssertSqlSafe(spelled.statement.clone()));
            for value in row {
                statement = match value {
                    Value::Nothing => statement.bind(None::<i64>),
                    Value::Number(number) => statement.bind(number),
                    Value::Text(text) => statement.bind(text),
                    Value::Bytes(bytes) => statement.bind(bytes),
                };
            }
            statement.execute(&mut self.db).await.map_err(failed_in("post"))?;
        }
        Ok(())
    }
}

fn unknown(table: &str) -> StorageError {
    StorageError::Corrupt { table: "post", column: table.to_owned(), row: String::new() }
}

/// Refuses a file that can't be written, or whose folder can't: SQLite keeps its log beside the file and says of a folder
/// only that it could not open something. Nothing is written.
fn check_writable(path: &Path) -> Result<(), StorageError> {
    let refused =
        |error: &io::Error| matches!(error.kind(), io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem);
    match OpenOptions::new().write(true).open(path) {
        Err(error) if refused(&error) => return Err(StorageError::ReadOnly),
        _ => {}
    }
    let mut probe = path.as_os_str().to_owned();
    probe.push(format!(".{}.probe", std::process::id()));
    let probe = PathBuf::from(probe);
    match OpenOptions::new().write(true).create_new(true).open(&probe) {
        Ok(_) => fs::remove_file(&probe).map_err(|error| StorageError::Unavailable(Box::new(error))),
        Err(error) if refused(&error) => Err(StorageError::ReadOnly),
        // Whatever else is wrong SQLite will meet and tell; another window of this process may look just now.
        Err(_) => Ok(()),
    }
}

/// Makes an empty file that only this user can read; SQLite gives the files beside it the same permissions.
fn make_private_file(path: &Path) -> Result<(), StorageError> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(drop).map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => StorageError::Occupied,
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => StorageError::ReadOnly,
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => StorageError::Full,
        _ => StorageError::Unavailable(Box::new(error)),
    })
}

/// How every connection of a post at work is opened.
fn options(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(false)
        .page_size(PAGE_BYTES)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .pragma("wal_autocheckpoint", PAGES_IN_LOG)
        // What is erased is gone from the file, not only from its tables.
        .pragma("secure_delete", "ON")
        .foreign_keys(true)
        .busy_timeout(PATIENCE)
}

/// Opens a connection that nobody else has one beside, with a write begun; none where somebody has.
async fn alone(path: &Path) -> Result<Option<Connection>, StorageError> {
    // Who wants the file for himself alone gets it only when nobody else has a connection.
    let alone = options(path).locking_mode(SqliteLockingMode::Exclusive).busy_timeout(Duration::ZERO);
    let mut db = match alone.connect().await.map_err(failed_in("post")) {
        Ok(db) => db,
        Err(StorageError::Unavailable(_)) => return Ok(None),
        Err(error) => return Err(error),
    };
    match query(BEGIN_WRITE).execute(&mut db).await.map_err(failed_in("post")) {
        Ok(_) => Ok(Some(db)),
        Err(StorageError::Unavailable(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Opens a connection of its own.
async fn connect(path: &Path) -> Result<Connection, StorageError> {
    options(path).connect().await.map_err(failed_in("post"))
}

/// Opens the readers, and makes the place of the one writer.
async fn pools(path: &Path, flushing: SqliteSynchronous) -> Result<SqliteStore, StorageError> {
    // A file is there or it is not: asking a connection first whether it still lives would tell nothing.
    let readers = SqlitePoolOptions::new()
        .acquire_timeout(3 * PATIENCE)
        .idle_timeout(None)
        .max_lifetime(None)
        .test_before_acquire(false)
        .max_connections(READERS)
        .connect_with(options(path).pragma("query_only", "ON"))
        .await
        .map_err(failed_in("post"))?;
    Ok(SqliteStore::over(OneWriter::new(options(path).synchronous(flushing)), readers))
}

/// Refuses a file that is another program's, before anything is written to it: switching to WAL would be a write.
async fn check_application(path: &Path) -> Result<(), StorageError> {
    let mut db = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(false)
        .busy_timeout(PATIENCE)
        .connect()
        .await
        .map_err(failed_in("post"))?;
    let found = query_file_scalar!("../storage/queries/sqlite/application_id.sql")
        .fetch_one(&mut db)
        .await
        .map_err(failed_in("post"))?;
    db.close().await.map_err(failed_in("post"))?;
    if found == APPLICATION_ID { Ok(()) } else { Err(StorageError::NotAPost) }
}

/// Refuses an engine that is too old.
async fn check_engine(db: &mut Connection) -> Result<(), StorageError> {
    let found = query_file_scalar!("../storage/queries/sqlite/engine_version.sql")
        .fetch_one(db)
        .await
        .map_err(failed_in("post"))?;
    let parts = |version: &str| version.split('.').map(|part| part.parse().unwrap_or_default()).collect::<Vec<u32>>();
    if parts(&found) < parts(OLDEST) {
        return Err(StorageError::EngineTooOld { found, needed: OLDEST });
    }
    Ok(())
}

/// Copies the database beside itself, whole and readable by this user alone, before its schema changes.
async fn copy_before(db: &mut Connection, path: &Path, found: i64) -> Result<PathBuf, StorageError> {
    let mut name = path.as_os_str().to_owned();
    name.push(format!(".before-{}", found + 1));
    let copy = PathBuf::from(name);
    // A copy of an earlier attempt that broke off is no use; one that was kept was made from the same content.
    match fs::remove_file(&copy) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            return Err(StorageError::Unavailable(Box::new(error)));
        }
        _ => make_private_file(&copy)?,
    }
    copy_whole(db, &copy).await?;
    // The schema changes next: the copy has to be on the disk before.
    let flush = |path: &Path| fs::File::open(path).and_then(|file| file.sync_all());
    flush(&copy).map_err(|error| StorageError::Unavailable(Box::new(error)))?;
    Ok(copy)
}

/// Copies the database into an empty file: a snapshot, whatever others write meanwhile.
async fn copy_whole(db: &mut Connection, copy: &Path) -> Result<(), StorageError> {
    let target = copy.to_str().ok_or(StorageError::BadAddress)?;
    query_file!("../storage/queries/sqlite/backup.sql", target).execute(db).await.map_err(failed_in("post"))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_copy_before_a_migration_is_whole_and_private() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("post.osbp");
        SqliteStore::create(&path).await.unwrap();
        let mut db = connect(&path).await.unwrap();
        fs::write(folder.path().join("post.osbp.before-1"), "left over from an attempt that broke off").unwrap();
        let copy = copy_before(&mut db, &path, 0).await.unwrap();
        assert_eq!(copy, folder.path().join("post.osbp.before-1"));
        let mut copied = connect(&copy).await.unwrap();
        assert_eq!(schema::compare(&mut copied).await.unwrap(), Schema::Current);
        #[cfg(unix)]
        {
            let mode = std::os::unix::fs::PermissionsExt::mode(&fs::metadata(&copy).unwrap().permissions());
            assert_eq!(mode & 0o777, 0o600);
        }
    }
}
