//! Which database: an address is a SQLite path or a PostgreSQL URL without a password.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use storage::{StorageError, Store};
use storage_postgres::PostgresStore;
use storage_sqlite::{SqliteCopy, SqliteStore};

/// Returns whether an address names a PostgreSQL database.
pub fn is_postgres(address: &str) -> bool {
    address.starts_with("postgres://") || address.starts_with("postgresql://")
}

/// Opens the database of a post.
///
/// # Errors
/// When it can't be reached, is no post, is damaged, or another version made it.
pub async fn open(address: &str) -> Result<Arc<dyn Store>, StorageError> {
    open_telling(address).await.map(|(store, _)| store)
}

/// Opens the database of a post, and returns where the copy is that was made before it was brought forward to this program's
/// version; none when it was up to date.
///
/// # Errors
/// As [`open`].
pub async fn open_telling(address: &str) -> Result<(Arc<dyn Store>, Option<PathBuf>), StorageError> {
    if is_postgres(address) {
        Ok((Arc::new(PostgresStore::open(address).await?), None))
    } else {
        let (store, copy) = SqliteStore::open_telling(path(address)).await?;
        Ok((Arc::new(store), copy))
    }
}

/// Opens the database of a trial post to fill it: on SQLite without waiting for the disk.
///
/// # Errors
/// As [`open`].
pub async fn open_to_fill(address: &str) -> Result<Arc<dyn Store>, StorageError> {
    if is_postgres(address) {
        open(address).await
    } else {
        Ok(Arc::new(SqliteStore::open_unflushed(path(address)).await?))
    }
}

/// Copies the whole database, as of one moment and while the post goes on, into a new file of the embedded engine's form.
///
/// # Errors
/// [`StorageError::Full`]; [`StorageError::ReadOnly`] when this role may not read every row.
pub async fn copy(address: &str, store: &dyn Store, file: &Path) -> Result<(), StorageError> {
    if is_postgres(address) {
        let mut copy = SqliteCopy::begin(file).await?;
        store.copy_to(&mut copy).await?;
        copy.end().await
    } else {
        SqliteStore::copy_file(path(address), file).await
    }
}

/// Makes a new, empty database for a post that is about to be founded.
///
/// # Errors
/// When there is something already, or it can't be made.
pub async fn create(address: &str) -> Result<Arc<dyn Store>, StorageError> {
    if is_postgres(address) {
        Ok(Arc::new(PostgresStore::create(address).await?))
    } else {
        Ok(Arc::new(SqliteStore::create(path(address)).await?))
    }
}

fn path(address: &str) -> &Path {
    Path::new(address.strip_prefix("sqlite:").unwrap_or(address))
}
