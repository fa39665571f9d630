//! A standby that becomes the server, at the hand of a person who may do anything on it.
//!
//! Invariant: a server that is none is never promoted, and a standby only when it was asked to be. What a promotion left undone is
//! done when it is asked for again.

use chrono::{DateTime, Utc};
use sqlx::{query_file, query_file_as, query_file_scalar};
use storage::{Head, StorageError};
use uuid::Uuid;

use crate::address::{Kept, hosts};
use crate::engine::{Connection, PostgresStore, head};
use crate::failure::failed_in;
use crate::hosts::unconnected;
use crate::line::LONG_ANSWER;

/// A standby as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StandbyServer {
    /// The post.
    pub post: Uuid,
    /// The last act on its disk.
    pub head: Head,
    /// Which server it follows; none while it follows nobody.
    pub follows: Option<String>,
    /// Whether that server still hands it what is written.
    pub is_following: bool,
    /// When the last change was committed that it has taken in.
    pub last_change: Option<DateTime<Utc>>,
    /// How much it has received and not taken in yet, in bytes; it takes that in before it is the server.
    pub unread_bytes: i64,
    /// Its own time.
    pub now: DateTime<Utc>,
}

struct Said {
    is_standby: bool,
    follows: Option<String>,
    is_following: bool,
    last_change: Option<DateTime<Utc>>,
    unread_bytes: Option<i64>,
    now: DateTime<Utc>,
}

impl PostgresStore {
    /// Looks at the standby at `url`, without changing anything.
    ///
    /// # Errors
    /// [`StorageError::Occupied`] when it is no standby but a server; [`StorageError::BadAddress`] when the address names several
    /// hosts; [`StorageError::NotAPost`].
    pub async fn look_at_standby(url: &str) -> Result<StandbyServer, StorageError> {
        look(&mut connect(url).await?).await
    }

    /// Returns whether the server at `url` was a standby, accepts writes by now, and still waits for a standby as the server before
    /// it did: its promotion broke off.
    ///
    /// # Errors
    /// As [`PostgresStore::look_at_standby`].
    pub async fn is_half_promoted(url: &str) -> Result<bool, StorageError> {
        is_half_promoted(&mut connect(url).await?).await
    }

    /// Makes the standby at `url` the server, for a role that may, or goes on where that broke off. It waits for no standby of its
    /// own then, and follows nobody whenever it starts.
    ///
    /// # Errors
    /// As [`PostgresStore::look_at_standby`]; [`StorageError::ReadOnly`] when this role may not, or it accepts no writes.
    pub async fn promote(url: &str) -> Result<(), StorageError> {
        let mut db = connect(url).await?;
        // What it has received it takes in first.
        db.patience = LONG_ANSWER;
        let is_standby = match look(&mut db).await {
            Ok(_) => true,
            Err(StorageError::Occupied) => false,
            Err(error) => return Err(error),
        };
        if is_standby {
            let is_promoted = query_file_scalar!("../storage/queries/postgres/promote.sql")
                .fetch_one(&mut db)
                .await
                .map_err(failed_in("post"))?;
            if !is_promoted {
                return Err(StorageError::ReadOnly);
            }
        } else if !is_half_promoted(&mut db).await? {
            return Err(StorageError::Occupied);
        }
        // What the settings of the server before it say of its standby is of no use here: every commit would wait for ever.
        query_file!("../storage/queries/postgres/wait_for_no_standby.sql")
            .execute(&mut db)
            .await
            .map_err(failed_in("post"))?;
        query_file!("../storage/queries/postgres/follow_nobody.sql")
            .execute(&mut db)
            .await
            .map_err(failed_in("post"))?;
        query_file_scalar!("../storage/queries/postgres/reload.sql")
            .fetch_one(&mut db)
            .await
            .map_err(failed_in("post"))?;
        db.close().await.map_err(failed_in("post"))
    }
}

/// Opens a connection to the one host of an address, whether or not it accepts writes.
async fn connect(url: &str) -> Result<Connection, StorageError> {
    let hosts = hosts(url, Kept::default())?;
    // Which of several is meant would be a guess.
    let [host] = hosts.as_slice() else { return Err(StorageError::BadAddress) };
    Connection::open(&host.options).await.map_err(unconnected)
}

async fn look(db: &mut Connection) -> Result<StandbyServer, StorageError> {
    let said = query_file_as!(Said, "../storage/queries/postgres/standby_server.sql")
        .fetch_one(&mut *db)
        .await
        .map_err(failed_in("post"))?;
    if !said.is_standby {
        return Err(StorageError::Occupied);
    }
    let head = head(db).await?.ok_or(StorageError::NotAPost)?;
    Ok(StandbyServer {
        post: head.post,
        head: head.into(),
        follows: said.follows,
        is_following: said.is_following,
        last_change: said.last_change,
        unread_bytes: said.unread_bytes.unwrap_or_default().max(0),
        now: said.now,
    })
}

async fn is_half_promoted(db: &mut Connection) -> Result<bool, StorageError> {
    query_file_scalar!("../storage/queries/postgres/is_half_promoted.sql")
        .fetch_one(db)
        .await
        .map_err(failed_in("post"))
}
