//! The conformance suite on SQLite, and what only a file can suffer.
#![expect(clippy::unwrap_used, reason = "a ground that can not be laid ends the test")]

use std::fs::{self, OpenOptions};
use std::io::{Seek, SeekFrom, Write as _};
use std::path::PathBuf;
use std::sync::Arc;

use async_trait::async_trait;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, query, query_as, raw_sql};
use storage::conformance::{Ground, Mischief};
use storage::{StorageError, Store};
use storage_sqlite::SqliteStore;
use tempfile::TempDir;

/// A folder with one post's file.
struct Folder(TempDir);

async fn folder() -> Option<Folder> {
    Some(Folder(tempfile::tempdir().unwrap()))
}

impl Folder {
    fn file(&self) -> PathBuf {
        self.0.path().join("post.osbp")
    }

    /// Opens the file as somebody else's program would.
    async fn meddle(&self) -> SqliteConnection {
        SqliteConnectOptions::new().filename(self.file()).create_if_missing(true).connect().await.unwrap()
    }
}

#[async_trait]
impl Ground for Folder {
    async fn create(&self) -> Result<Arc<dyn Store>, StorageError> {
        Ok(Arc::new(SqliteStore::create(self.file()).await?))
    }

    async fn open(&self) -> Result<Arc<dyn Store>, StorageError> {
        Ok(Arc::new(SqliteStore::open(self.file()).await?))
    }

    async fn suffer(&self, mischief: Mischief) {
        let script = match mischief {
            Mischief::Foreign => include_str!("foreign.sql"),
            Mischief::Newer => include_str!("newer.sql"),
            Mischief::ReadOnly => {
                let mut permissions = fs::metadata(self.file()).unwrap().permissions();
                permissions.set_readonly(true);
                return fs::set_permissions(self.file(), permissions).unwrap();
            }
        };
        let mut db = self.meddle().await;
        raw_sql(script).execute(&mut db).await.unwrap();
        db.close().await.unwrap();
    }

    async fn lets_an_act_be_changed(&self) -> bool {
        query(include_str!("change_act.sql")).execute(&mut self.meddle().await).await.is_ok()
    }

    async fn columns(&self) -> Vec<String> {
        let columns: Vec<(String, String, String, bool)> =
            query_as(include_str!("../../storage/queries/sqlite/columns.sql"))
                .fetch_all(&mut self.meddle().await)
                .await
                .unwrap();
        columns
            .into_iter()
            .map(|(table, column, class, is_nullable)| {
                format!("{table}.{column} {class}{}", if is_nullable { "?" } else { "" })
            })
            .collect()
    }

    async fn clear(&self) {}
}

storage::conformance!(folder);

#[tokio::test]
async fn a_file_that_is_none_of_ours_is_told_from_one_that_is_missing() {
    let folder = folder().await.unwrap();
    assert!(matches!(folder.open().await.map(drop), Err(StorageError::Unavailable(_))));
    for content in ["", "no database at all, but long enough to be read as the header of one, if one were careless"] {
        fs::write(folder.file(), content).unwrap();
        assert!(matches!(folder.open().await.map(drop), Err(StorageError::NotAPost)), "{content}");
        assert_eq!(fs::read_to_string(folder.file()).unwrap(), content);
    }
}

#[tokio::test]
async fn a_damaged_file_is_told() {
    let folder = folder().await.unwrap();
    folder.create().await.unwrap().close().await;
    let length = fs::metadata(folder.file()).unwrap().len();
    let mut file = OpenOptions::new().write(true).open(folder.file()).unwrap();
    // The first page says that this is a post; every other page is overwritten.
    file.seek(SeekFrom::Start(4096)).unwrap();
    file.write_all(&vec![0xA5; usize::try_from(length - 4096).unwrap()]).unwrap();
    drop(file);
    assert!(matches!(folder.open().await.map(drop), Err(StorageError::Damaged(_))));
}

#[cfg(unix)]
#[tokio::test]
async fn the_files_are_private() {
    use std::os::unix::fs::PermissionsExt;

    let folder = folder().await.unwrap();
    let store = folder.create().await.unwrap();
    assert!(matches!(store.head().await, Err(StorageError::NotAPost)));
    let mut files = 0;
    for file in fs::read_dir(folder.0.path()).unwrap() {
        assert_eq!(file.unwrap().metadata().unwrap().permissions().mode() & 0o777, 0o600);
        files += 1;
    }
    assert_eq!(files, 3, "the database, its write-ahead log and the log's index");
}

#[tokio::test]
async fn no_crossing_is_read_by_walking_through_the_journal() {
    let folder = folder().await.unwrap();
    folder.create().await.unwrap().close().await;
    let mut db = folder.meddle().await;
    for statement in [
        include_str!("../../storage/queries/acts_of.sql"),
        include_str!("../../storage/queries/acts_of_open_crossings.sql"),
        include_str!("../../storage/queries/sealed_parts_of.sql"),
        include_str!("../../storage/queries/sealed_parts_of_open_crossings.sql"),
    ] {
        let explain = AssertSqlSafe(format!("EXPLAIN QUERY PLAN {statement}"));
        let plan: Vec<(i64, i64, i64, String)> = query_as(explain).fetch_all(&mut db).await.unwrap();
        let of_act: Vec<&str> = plan.iter().map(|step| step.3.as_str()).filter(|step| step.contains(" act ")).collect();
        assert!(matches!(of_act[..], [step] if step.contains("crossing=?")), "{plan:?}");
    }
}
