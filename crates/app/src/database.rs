//! Which database: an address is a SQLite path or a PostgreSQL URL without a password.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use storage::{StorageError, Store};
use storage_postgres::PostgresStore;
use storage_sqlite::{SqliteCopy, SqliteStore};

use crate::failure::Error;
use crate::secrets::database_password;

/// Returns whether an address names a PostgreSQL database.
pub fn is_postgres(address: &str) -> bool {
    address.starts_with("postgres://") || address.starts_with("postgresql://")
}

/// Opens the database of a post. The password for a server that is named nowhere else is the one that was kept under `home`
/// when this workstation was enrolled.
///
/// # Errors
/// When it can't be reached, is no post, is damaged, or another version made it.
pub async fn open(address: &str, home: &Path) -> Result<Arc<dyn Store>, Error> {
    open_telling(address, home).await.map(|(store, _)| store)
}

/// Opens the database of a post, and returns where the copy is that was made before it was brought forward to this program's
/// version; none when it was up to date.
///
/// # Errors
/// As [`open`].
pub async fn open_telling(address: &str, home: &Path) -> Result<(Arc<dyn Store>, Option<PathBuf>), Error> {
    if is_postgres(address) {
        let kept = match login_of(address) {
            Some(login) => database_password(home, login).await?,
            None => None,
        };
        Ok((Arc::new(PostgresStore::open(address, kept.as_ref().map(|kept| kept.as_str())).await?), None))
    } else {
        let (store, copy) = SqliteStore::open_telling(path(address)).await?;
        Ok((Arc::new(store), copy))
    }
}

/// Opens the database of a trial post to fill it: on SQLite without waiting for the disk.
///
/// # Errors
/// As [`open`].
pub async fn open_to_fill(address: &str, home: &Path) -> Result<Arc<dyn Store>, Error> {
    if is_postgres(address) {
        open(address, home).await
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

/// Returns the role that a server's address names.
pub fn login_of(address: &str) -> Option<&str> {
    let (_, rest) = address.split_once("://")?;
    let (login, _) = rest.split(['/', '?']).next()?.rsplit_once('@')?;
    Some(login).filter(|login| !login.is_empty())
}

/// Returns a server's address with another role in it.
pub fn with_login(address: &str, login: &str) -> Option<String> {
    let (scheme, rest) = address.split_once("://")?;
    let end = rest.find(['/', '?']).unwrap_or(rest.len());
    let (authority, place) = rest.split_at_checked(end)?;
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    Some(format!("{scheme}://{login}@{host}{place}"))
}

fn path(address: &str) -> &Path {
    Path::new(address.strip_prefix("sqlite:").unwrap_or(address))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_gets_another_role() {
        for (address, login, other) in [
            ("postgres://owner@host:5433/post", Some("owner"), "postgres://desk@host:5433/post"),
            ("postgres://host/a@b", None, "postgres://desk@host/a@b"),
            ("postgresql:///post?host=/run/postgresql", None, "postgresql://desk@/post?host=/run/postgresql"),
            ("postgres://owner@host", Some("owner"), "postgres://desk@host"),
        ] {
            assert_eq!(login_of(address), login, "{address}");
            assert_eq!(with_login(address, "desk").as_deref(), Some(other));
        }
    }
}
