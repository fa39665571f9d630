//! Bringing the database of a server forward to this program's version, by whoever owns it.
//!
//! Invariant: nothing changes before a backup of the older form has been made, read back and verified. No window does this: several
//! workstations share the database, and somebody says when.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::Serialize;
use storage_postgres::PostgresStore;
use storage_sqlite::{SqliteCopy, SqliteStore};

use crate::backup::Working;
use crate::database::is_owners;
use crate::failure::Error;
use crate::is_postgres;
use crate::workstation::Workstation;

/// A database that was brought forward.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Upgraded {
    /// The last migration that it had.
    pub from: i64,
    /// The last one that it has now.
    pub to: i64,
    /// The backup of what it was before.
    pub backup: PathBuf,
}

/// Brings the database that an address names forward, with the owner's connection; none where it is of this version. What an earlier
/// call broke off is finished even then.
///
/// # Errors
/// [`Error::Invalid`] when the post is in a file, which is brought forward when it is opened; when a backup can't be made, and then
/// nothing was changed; [`storage::StorageError::NotOwner`] for the login of a workstation of this machine, [`storage::StorageError::ReadOnly`]
/// for any other role that does not own the post.
pub async fn upgrade(address: &str, home: &Path) -> Result<Option<Upgraded>, Error> {
    if !is_postgres(address) {
        return Err(Error::Invalid { field: "address" });
    }
    is_owners(address, home).await?;
    let older = match PostgresStore::behind(address).await? {
        Some(from) => Some((from, back_up(address, from, home).await?)),
        None => None,
    };
    let to = PostgresStore::upgrade(address).await?;
    Ok(older.map(|(from, backup)| Upgraded { from, to, backup }))
}

/// Makes a backup of a database whose last migration is `from`. What is read to make it is a copy that is brought forward: the journal
/// is the same before and after.
async fn back_up(address: &str, from: i64, home: &Path) -> Result<PathBuf, Error> {
    let working = Working::beside(address, home)?;
    let (older, forward) = (working.path("older.osbp"), working.path("forward.osbp"));
    let mut copy = SqliteCopy::begin_as_of(&older, Some(from)).await?;
    PostgresStore::copy_behind(address, &mut copy).await?;
    copy.end().await?;
    std::fs::copy(&older, &forward)?;
    let workstation = Workstation::on(Arc::new(SqliteStore::open_copy(&forward).await?), home).await?;
    let made = workstation.back_up_copy(address, &older).await;
    workstation.store().close().await;
    Ok(made?.file)
}
