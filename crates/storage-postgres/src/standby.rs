//! The standby that the server waits for at each commit, as seen from a workstation: whether it is there, and what is done with a
//! commit that waits for one that is not.
//!
//! Invariant: a commit whose wait is ended is done: it stood on the server's disk before the wait began. Nobody is told that it
//! failed, and everybody is told that the second disk is missing.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use chrono::{DateTime, Utc};
use sqlx::{Pool, query_file_as, query_file_scalar};
use storage::{SecondDisk, StorageError};
use tokio::task::JoinHandle;
use tokio::time::{Instant, sleep};

use crate::engine::{Connection, Db, soon};
use crate::failure::failed_in;

/// How often it is looked whether the standby is there.
const LOOK: Duration = Duration::from_secs(2);

/// How long a commit waits for the standby: a server that starts again is not gone. Others wait for the counter meanwhile, and
/// are told that they can't have it after `lock_timeout`.
pub const WAIT: Duration = Duration::from_secs(6);

/// After a commit waited in vain the standby counts as missing for so long, whatever it looks like: one that has to catch up is
/// there and confirms nothing.
const DOUBT: Duration = Duration::from_secs(30);

/// What is known of the standby.
#[derive(Debug)]
pub struct Standby {
    readers: Pool<Db>,
    known: Mutex<Known>,
}

#[derive(Debug, Default)]
struct Known {
    disk: SecondDisk,
    doubted_until: Option<Instant>,
}

/// What the server says of its standby.
pub struct Seen {
    /// Whether commits wait for one.
    pub is_wanted: bool,
    /// Whether one confirms what is written; in a database without a post, whether one is connected.
    pub is_there: bool,
    /// Whether the post's own function says that, which sees more than a workstation does.
    pub knows_more: bool,
    /// The server's time.
    pub now: DateTime<Utc>,
}

impl Seen {
    /// Returns what follows from it.
    pub const fn disk(&self) -> SecondDisk {
        match (self.is_wanted, self.is_there) {
            (false, _) => SecondDisk::None,
            (true, true) => SecondDisk::There,
            (true, false) => SecondDisk::Missing { since: self.now },
        }
    }
}

impl Standby {
    /// Begins to look, with connections that read.
    pub fn watch(readers: Pool<Db>) -> (Arc<Self>, JoinHandle<()>) {
        let standby = Arc::new(Self { readers, known: Mutex::default() });
        let watching = tokio::spawn(look(Arc::clone(&standby)));
        (standby, watching)
    }

    /// Returns how the second disk stands, as of the last look.
    pub fn disk(&self) -> SecondDisk {
        self.known().disk
    }

    /// Ends the waits of one's own commits, and of those that hold everybody up. Whoever waited is answered then, and the second
    /// disk counts as missing.
    pub async fn end_waits(&self) -> Result<(), StorageError> {
        let mut db = Connection::of(&self.readers).await.map_err(failed_in("feed"))?;
        let ended = query_file_scalar!("../storage/queries/postgres/end_own_waits.sql")
            .fetch_one(&mut db)
            .await
            .map_err(failed_in("feed"))?;
        if ended > 0 {
            let seen = see(&mut db).await?;
            self.known().takes(SecondDisk::Missing { since: seen.now }, seen.now, Instant::now(), true);
        }
        Ok(())
    }

    /// Looks once.
    pub async fn looks(&self) -> Result<(), StorageError> {
        let mut db = Connection::of(&self.readers).await.map_err(failed_in("feed"))?;
        if self.looks_with(&mut db).await? == SecondDisk::None {
            return Ok(());
        }
        // A workstation that broke down while it waited holds the counter for as long as it waits, whatever the standby looks like.
        let ended = query_file_scalar!("../storage/queries/postgres/end_waits_for_standby.sql")
            .fetch_one(&mut db)
            .await
            .map_err(failed_in("feed"))?;
        if ended > 0 {
            let seen = see(&mut db).await?;
            self.known().takes(SecondDisk::Missing { since: seen.now }, seen.now, Instant::now(), true);
        }
        Ok(())
    }

    /// Looks through a connection how the second disk stands, and does nothing about it.
    pub async fn looks_with(&self, db: &mut Connection) -> Result<SecondDisk, StorageError> {
        let seen = see(db).await?;
        let mut known = self.known();
        known.takes(seen.disk(), seen.now, Instant::now(), false);
        Ok(known.disk)
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Known {
    /// Takes what was seen: what is missing is missing since it was first seen so. After a wait in vain what is connected is
    /// doubted for a while.
    fn takes(&mut self, disk: SecondDisk, now: DateTime<Utc>, clock: Instant, waited_in_vain: bool) {
        let doubted = if waited_in_vain { Some(clock + DOUBT) } else { self.doubted_until };
        self.doubted_until = doubted.filter(|until| *until > clock);
        let is_missing = match disk {
            SecondDisk::None => false,
            SecondDisk::There => self.doubted_until.is_some(),
            SecondDisk::Missing { .. } => true,
        };
        self.disk = match self.disk {
            known @ SecondDisk::Missing { .. } if is_missing => known,
            _ if is_missing => SecondDisk::Missing { since: now },
            _ => disk,
        };
    }
}

/// Returns what the server says of its standby.
pub async fn see(db: &mut Connection) -> Result<Seen, StorageError> {
    let mut seen = query_file_as!(Seen, "../storage/queries/postgres/standby.sql")
        .fetch_one(&mut *db)
        .await
        .map_err(failed_in("feed"))?;
    if seen.is_wanted && seen.knows_more {
        seen.is_there = query_file_scalar!("../storage/queries/postgres/standby_is_there.sql")
            .fetch_one(db)
            .await
            .map_err(failed_in("feed"))?;
    }
    Ok(seen)
}

/// Looks again and again. Where the server can't be asked, what was known stays.
async fn look(standby: Arc<Standby>) {
    while !standby.readers.is_closed() {
        let _unanswered = soon(standby.looks()).await;
        sleep(LOOK).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(second, 0).unwrap()
    }

    #[test]
    fn what_is_missing_is_missing_since_it_was_first_seen_so() {
        let (mut known, clock) = (Known::default(), Instant::now());
        let mut sees = |second, disk, waited_in_vain| {
            let passed = Duration::from_secs(u64::try_from(second).unwrap());
            known.takes(disk, at(second), clock + passed, waited_in_vain);
            known.disk
        };
        let missing = |second| SecondDisk::Missing { since: at(second) };
        assert_eq!(sees(1, SecondDisk::There, false), SecondDisk::There);
        assert_eq!(sees(2, missing(2), false), missing(2));
        assert_eq!(sees(4, missing(4), false), missing(2));
        assert_eq!(sees(6, SecondDisk::There, false), SecondDisk::There);
        // A commit waited in vain: that it is connected says nothing for a while.
        assert_eq!(sees(8, missing(8), true), missing(8));
        assert_eq!(sees(37, SecondDisk::There, false), missing(8));
        assert_eq!(sees(38, SecondDisk::There, false), SecondDisk::There);
        assert_eq!(sees(40, missing(40), true), missing(40));
        assert_eq!(sees(41, SecondDisk::None, false), SecondDisk::None, "nobody waits for one any more");
    }
}
