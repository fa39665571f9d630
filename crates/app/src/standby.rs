//! The standby of a post's server, and how it becomes the server when that is lost.
//!
//! Invariant: a person promotes it, nobody else. What it lacks of what a workstation has seen, that workstation finds out
//! (`witness.rs`).

use std::path::Path;

use domain::At;
use serde::Serialize;
use storage_postgres::PostgresStore;

use crate::database;
use crate::failure::Error;
use crate::witness::Witness;

/// A standby as somebody looks at it who is about to promote it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Standby {
    /// The number of the last act on its disk.
    pub seq: i64,
    /// When that was done.
    pub at: At,
    /// The highest number that this user's workstation has seen, or that he was told of another's; none where neither is known.
    pub seen: Option<i64>,
    /// The server that it follows.
    pub follows: Option<String>,
    /// Whether that server still runs, and hands it what is written.
    pub is_following: bool,
    /// When the last change was committed that it has taken in.
    pub last_change: Option<At>,
    /// How much it has received and has yet to take in, in bytes.
    pub unread_bytes: i64,
}

/// Looks at the standby at an address. Nothing is changed. `told` is the highest number that any workstation is known to have seen:
/// whoever works at the standby's machine has seen nothing of the post himself.
///
/// # Errors
/// [`storage::StorageError::Occupied`] when the server there is no standby.
pub async fn look_at_standby(address: &str, home: &Path, told: Option<i64>) -> Result<Standby, Error> {
    let found = PostgresStore::look_at_standby(address).await?;
    Ok(Standby {
        seq: found.head.seq,
        at: found.head.at,
        seen: Witness::of(home, found.post).highest().max(told),
        follows: found.follows,
        is_following: found.is_following,
        last_change: found.last_change,
        unread_bytes: found.unread_bytes,
    })
}

/// Returns whether what is at an address is a server by now whose promotion broke off. Nothing is changed.
///
/// # Errors
/// When it can't be reached.
pub async fn is_half_promoted(address: &str) -> Result<bool, Error> {
    Ok(PostgresStore::is_half_promoted(address).await?)
}

/// Makes the standby at an address the server, or goes on where that broke off, and begins a write on it to see that it accepts one.
///
/// # Errors
/// As [`look_at_standby`]; [`storage::StorageError::ReadOnly`] when it accepts no writes, or the role at the address may not promote it.
pub async fn promote_standby(address: &str, home: &Path) -> Result<(), Error> {
    PostgresStore::promote(address).await?;
    let store = database::open(address, home).await?;
    drop(store.write().await?);
    store.close().await;
    Ok(())
}
