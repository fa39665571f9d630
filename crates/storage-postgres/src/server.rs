//! Making, opening and bringing forward the database.
//!
//! Invariant: opening never changes a schema; several workstations share it, and an administrator says when.

use std::pin::pin;
use std::time::Duration;

use sqlx::{query_file, query_file_scalar};
use storage::{Health, Receiver, StorageError};
use tokio::time::timeout;

use crate::address::Kept;
use crate::copying::give_all;
use crate::engine::{BEGIN_SNAPSHOT, BEGIN_WRITE, COMMIT, Connection, PostgresStore, health};
use crate::failure::failed_in;
use crate::hosts::{Hosts, unconnected};
use crate::line::{LONG_ANSWER, pool};
use crate::schema::{self, Schema};
use crate::statements;
use crate::workstations::owners_alone;

/// The oldest PostgreSQL that will do, as `server_version_num` counts.
const OLDEST: i32 = 150_000;

/// How many connections of a workstation write.
const WRITERS: u32 = 2;

/// How many read.
const READERS: u32 = 5;

/// How many connections a workstation takes at the most; one listens.
pub const CONNECTIONS: u32 = WRITERS + READERS + 1;

/// How often whoever moves a post looks whether it is still he alone who does.
const LOOK: Duration = Duration::from_secs(2);

impl PostgresStore {
    /// Makes the tables of a new post in the empty database that `url` names.
    ///
    /// # Errors
    /// [`StorageError::Occupied`] when the database has a post or tables of another's, [`StorageError::Unavailable`] when there is no such
    /// database or server, [`StorageError::PasswordInAddress`].
    pub async fn create(url: &str) -> Result<Self, StorageError> {
        begin_empty(url).await?.close().await.map_err(failed_in("post"))?;
        pools(Hosts::of(url, Kept::default())?).await
    }

    /// Opens the post database that `url` names, such as `postgres://north-desk-1@post.example/osbp`. The password
    /// comes from `OSBP_DB_PASSWORD`, else it is `password`, else from `PGPASSFILE`; never from the address.
    ///
    /// # Errors
    /// As [`PostgresStore::open_with`].
    pub async fn open(url: &str, password: Option<&str>) -> Result<Self, StorageError> {
        Self::open_with(url, Kept { password, authority: None }).await
    }

    /// Opens the post database that `url` names, with what was handed to this workstation for it.
    ///
    /// # Errors
    /// [`StorageError::NotAPost`] for a foreign database, [`StorageError::Newer`], [`StorageError::Older`] until an
    /// administrator has run [`PostgresStore::upgrade`], [`StorageError::ReadOnly`] for a standby server;
    /// [`StorageError::Moved`] when the post was moved elsewhere; [`StorageError::Untrusted`] for a server on another machine that does
    /// not prove who it is.
    pub async fn open_with(url: &str, kept: Kept<'_>) -> Result<Self, StorageError> {
        let hosts = Hosts::of(url, kept)?;
        let (_, mut db) = hosts.newest_that_writes().await?;
        check_engine(&mut db).await?;
        if let Schema::Older(found) = schema::compare(&mut db).await? {
            return Err(StorageError::Older { found, known: schema::known() });
        }
        if let Some(to) = statements::moved_to(&mut db).await? {
            return Err(StorageError::Moved { to: Some(to) });
        }
        db.close().await.map_err(failed_in("post"))?;
        pools(hosts).await
    }

    /// Opens the post database that `url` names, which is of this version, wherever the post was moved to: to read it.
    ///
    /// # Errors
    /// As [`PostgresStore::open`].
    pub async fn open_moved(url: &str) -> Result<Self, StorageError> {
        pools(Hosts::of(url, Kept::default())?).await
    }

    /// Returns where the post of the database that `url` names was moved to; none where it is in it.
    ///
    /// # Errors
    /// As [`PostgresStore::open`].
    pub async fn moved_to(url: &str) -> Result<Option<String>, StorageError> {
        let mut db = connect(url).await?;
        let moved = match schema::compare(&mut db).await? {
            Schema::Current => statements::moved_to(&mut db).await?,
            // That it could be moved came later.
            Schema::Older(_) => None,
        };
        db.close().await.map_err(failed_in("post"))?;
        Ok(moved)
    }

    /// Says in the database that `url` names where its post was moved to, or that it is in it. Whoever writes has committed before;
    /// whoever is about to write learns it.
    ///
    /// # Errors
    /// [`StorageError::NotOwner`] when the role does not own the post; [`StorageError::OutcomeUnknown`].
    pub async fn mark_moved(url: &str, to: Option<&str>) -> Result<(), StorageError> {
        let mut db = connect(url).await?;
        db.begin(BEGIN_WRITE).await.map_err(failed_in("feed"))?;
        query_file_scalar!("../storage/queries/postgres/hold_counter.sql")
            .fetch_optional(&mut db)
            .await
            .map_err(owners_alone)?;
        match statements::mark_moved(&mut db, to).await {
            Err(StorageError::ReadOnly) => return Err(StorageError::NotOwner),
            marked => marked?,
        }
        db.end(COMMIT).await.map_err(|_| StorageError::OutcomeUnknown)?;
        // What is committed is committed, however the connection ends.
        let _closed = db.close().await;
        Ok(())
    }

    /// Moves the post of the database that `url` names, by `moving`, while nobody else does; none where somebody else does, and then
    /// nothing was done.
    ///
    /// # Errors
    /// [`StorageError::OutcomeUnknown`] when the connection broke that kept others from it: `moving` was broken off, wherever it was.
    pub async fn alone_in_moving<T>(url: &str, moving: impl Future<Output = T>) -> Result<Option<T>, StorageError> {
        let mut db = connect(url).await?;
        let is_held = query_file_scalar!("../storage/queries/postgres/hold_moving.sql")
            .fetch_one(&mut db)
            .await
            .map_err(failed_in("post"))?;
        if !is_held {
            db.close().await.map_err(failed_in("post"))?;
            return Ok(None);
        }
        let mut moving = pin!(moving);
        let outcome = loop {
            if let Ok(outcome) = timeout(LOOK, &mut moving).await {
                break outcome;
            }
            query_file!("../storage/queries/postgres/is_writable.sql")
                .fetch_one(&mut db)
                .await
                .map_err(|_| StorageError::OutcomeUnknown)?;
        };
        // What was done is done, however the connection ends.
        let _closed = db.close().await;
        Ok(Some(outcome))
    }

    /// Returns whether the database that `url` names has room for a post: nothing is in it, or tables without a post, and nobody is
    /// about to commit one.
    ///
    /// # Errors
    /// When the server can't be reached; [`StorageError::Unavailable`] when somebody moves a post into it beyond patience.
    pub async fn is_free(url: &str) -> Result<bool, StorageError> {
        let mut db = connect(url).await?;
        check_engine(&mut db).await?;
        await_moving(&mut db).await?;
        let is_free = is_free(&mut db).await?;
        db.close().await.map_err(failed_in("post"))?;
        Ok(is_free)
    }

    /// Returns what the server at `url` says of itself, whether or not a post is there.
    ///
    /// # Errors
    /// [`StorageError::EngineTooOld`]; when the server can't be reached.
    pub async fn look_at(url: &str) -> Result<Health, StorageError> {
        let mut db = connect(url).await?;
        check_engine(&mut db).await?;
        let health = health(&mut db).await?;
        db.close().await.map_err(failed_in("post"))?;
        Ok(health)
    }

    /// Returns the last migration of the database that `url` names, where this program knows later ones; none where it is up to
    /// date.
    ///
    /// # Errors
    /// As [`PostgresStore::open`].
    pub async fn behind(url: &str) -> Result<Option<i64>, StorageError> {
        let mut db = connect(url).await?;
        check_engine(&mut db).await?;
        let behind = match schema::compare(&mut db).await? {
            Schema::Current => None,
            Schema::Older(found) => Some(found),
        };
        db.close().await.map_err(failed_in("post"))?;
        Ok(behind)
    }

    /// Gives every row of the database that `url` names to `receiver`, as of one moment, whatever its version.
    ///
    /// # Errors
    /// Those of the receiver; [`StorageError::ReadOnly`] when this role may not read every row.
    pub async fn copy_behind(url: &str, receiver: &mut dyn Receiver) -> Result<(), StorageError> {
        let mut db = connect(url).await?;
        db.patience = LONG_ANSWER;
        db.begin(BEGIN_SNAPSHOT).await.map_err(failed_in("post"))?;
        give_all(&mut db, receiver).await?;
        // What was begun ends with the connection.
        db.close().await.map_err(failed_in("post"))
    }

    /// Brings the database that `url` names forward to this program's version, and returns the last migration that it has then. Back
    /// it up first where it is [`PostgresStore::behind`]; other workstations wait meanwhile.
    ///
    /// # Errors
    /// As [`PostgresStore::open`].
    pub async fn upgrade(url: &str) -> Result<i64, StorageError> {
        let mut db = connect(url).await?;
        check_engine(&mut db).await?;
        if let Schema::Older(_) = schema::compare(&mut db).await? {
            schema::migrate(&mut db).await?;
        }
        // What a migration added is granted too, and where somebody broke off before this, by whoever calls next. A post of before
        // the walls gets them here.
        query_file!("../storage/queries/postgres/raise_walls_again.sql")
            .fetch_optional(&mut db)
            .await
            .map_err(failed_in("wall"))?;
        db.close().await.map_err(failed_in("post"))?;
        Ok(schema::known())
    }
}

/// Makes the tables of a new post in the empty database that `url` names, and returns the connection.
pub async fn begin_empty(url: &str) -> Result<Connection, StorageError> {
    make_tables(connect(url).await?).await
}

/// As [`begin_empty`], for a post that moves in: until the connection ends, whoever asks whether the database is free waits.
pub async fn begin_moving_in(url: &str) -> Result<Connection, StorageError> {
    let mut db = connect(url).await?;
    await_moving(&mut db).await?;
    make_tables(db).await
}

async fn make_tables(mut db: Connection) -> Result<Connection, StorageError> {
    check_engine(&mut db).await?;
    if !is_free(&mut db).await? {
        return Err(StorageError::Occupied);
    }
    schema::migrate(&mut db).await?;
    Ok(db)
}

/// Opens a connection of its own to the host of an address that accepts writes, for whoever owns the post.
pub async fn connect(url: &str) -> Result<Connection, StorageError> {
    Hosts::of(url, Kept::default())?.newest_that_writes().await.map(|(_, db)| db)
}

/// Opens a connection of its own for whoever only looks, whether or not the host accepts writes.
pub async fn connect_to_read(url: &str) -> Result<Connection, StorageError> {
    Hosts::of(url, Kept::default())?.first_that_answers().await
}

/// Opens the writers and the readers, and listens. A workstation commits one command at a time; the second writer is for its
/// other windows, which the counter makes wait anyway.
async fn pools(hosts: Hosts) -> Result<PostgresStore, StorageError> {
    let (host, db) = hosts.newest_that_writes().await?;
    db.close().await.map_err(failed_in("post"))?;
    let writers = pool(WRITERS).connect_with(host.options.clone()).await.map_err(unconnected)?;
    let readers = pool(READERS).connect_with(host.options.clone()).await.map_err(unconnected)?;
    let store = PostgresStore::over(writers, readers, hosts);
    store.look().await?;
    Ok(store)
}

/// Waits until nobody else moves a post out of the database or into it, and keeps others from it until the connection ends.
async fn await_moving(db: &mut Connection) -> Result<(), StorageError> {
    query_file_scalar!("../storage/queries/postgres/await_moving.sql")
        .fetch_one(db)
        .await
        .map(drop)
        .map_err(failed_in("post"))
}

/// Returns whether a post can be put there.
async fn is_free(db: &mut Connection) -> Result<bool, StorageError> {
    let tables = query_file_scalar!("../storage/queries/postgres/tables.sql")
        .fetch_one(&mut *db)
        .await
        .map_err(failed_in("post"))?;
    // Tables without a post are what a process left that was killed while it founded one: it may be begun again.
    Ok(tables == 0 || is_unfounded(db).await)
}

/// Returns whether the tables are all of this version and there is no post in them.
async fn is_unfounded(db: &mut Connection) -> bool {
    matches!(schema::compare(db).await, Ok(Schema::Current)) && matches!(statements::post(db).await, Ok(None))
}

/// Refuses a server that is too old.
async fn check_engine(db: &mut Connection) -> Result<(), StorageError> {
    let found = query_file_scalar!("../storage/queries/postgres/engine_version.sql")
        .fetch_one(db)
        .await
        .map_err(failed_in("post"))?;
    if found < OLDEST {
        return Err(StorageError::EngineTooOld { found: found.to_string(), needed: "150000 (PostgreSQL 15)" });
    }
    Ok(())
}
