//! The hosts of an address, all of them asked.
//!
//! Invariant: the line goes to a host that accepts writes, and of several to the one that was promoted last: a server before a
//! failover that comes back accepts writes too, and nobody works there any more. Which one it is is asked again whenever the line
//! broke.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicI32, Ordering};
use std::time::Duration;

use futures_util::stream::{FuturesUnordered, StreamExt as _};
use sqlx::{Pool, query_file_as};
use storage::{Distrust, StorageError};
use tokio::time::timeout;

use crate::address::{Host, Kept, hosts};
use crate::engine::{Connection, Db};
use crate::failure::failed_in;

/// How long a host may take to say whether it accepts writes, where there are others.
const ANSWERS_WITHIN: Duration = Duration::from_secs(4);

/// How long each of the others may still take once one accepts writes: a second machine that is away must not hold everybody up.
const OTHERS_WITHIN: Duration = Duration::from_secs(2);

/// The hosts of an address.
#[derive(Debug)]
pub struct Hosts {
    hosts: Vec<Host>,
    /// The highest timeline on which one of several accepted writes. Every promotion begins a higher one.
    highest: AtomicI32,
}

impl Hosts {
    /// Reads them.
    pub fn of(url: &str, kept: Kept<'_>) -> Result<Self, StorageError> {
        Ok(Self { hosts: hosts(url, kept)?, highest: AtomicI32::default() })
    }

    /// Returns the one that accepts writes, with a connection to it; of several that do the one that was promoted last, and the first
    /// of equals.
    ///
    /// # Errors
    /// What the one host answers; [`StorageError::Unavailable`] with what each of several answers.
    pub async fn newest_that_writes(&self) -> Result<(&Host, Connection), StorageError> {
        if let [only] = self.hosts.as_slice() {
            return writable(only).await.map(|(db, _)| (only, db));
        }
        let mut asked = FuturesUnordered::new();
        for (place, host) in self.hosts.iter().enumerate() {
            asked.push(ask(place, host));
        }
        let (mut found, mut answers) = (Vec::new(), BTreeMap::new());
        // Until one is found each is waited for to its own end.
        let mut patience = ANSWERS_WITHIN * 2;
        while let Ok(Some((place, host, answer))) = timeout(patience, asked.next()).await {
            match answer {
                Ok((db, timeline)) if timeline >= self.highest.fetch_max(timeline, Ordering::Relaxed) => {
                    patience = OTHERS_WITHIN;
                    found.push((timeline, Reverse(place), host, db));
                }
                Ok(_) => {
                    answers.insert(place, format!("{}: another became the server in its place", host.name));
                }
                Err(StorageError::ReadOnly) => {
                    answers.insert(place, format!("{}: it accepts no writes, as a standby does", host.name));
                }
                Err(error) => {
                    answers.insert(place, format!("{}: failed to {}", host.name, with_causes(&error)));
                }
            }
        }
        match found.into_iter().max_by_key(|(timeline, place, ..)| (*timeline, *place)) {
            Some((_, _, host, db)) => Ok((host, db)),
            None => {
                let answers: Vec<String> = answers.into_values().collect();
                Err(StorageError::Unavailable(Box::new(NoServer { answers: answers.join("; ") })))
            }
        }
    }

    /// Returns a connection to the one that accepts writes; where none does, to the first that answers.
    ///
    /// # Errors
    /// As [`Hosts::newest_that_writes`].
    pub async fn first_that_answers(&self) -> Result<Connection, StorageError> {
        if let [only] = self.hosts.as_slice() {
            return opened(only).await;
        }
        let none = match self.newest_that_writes().await {
            Ok((_, db)) => return Ok(db),
            Err(error) => error,
        };
        for host in &self.hosts {
            if let Ok(Ok(db)) = timeout(ANSWERS_WITHIN, opened(host)).await {
                return Ok(db);
            }
        }
        Err(none)
    }

    /// Sees to it that new connections go to the host that accepts writes now, and returns whether they went elsewhere. Where none
    /// does, they go where they went.
    pub async fn lead(&self, pools: [&Pool<Db>; 2]) -> bool {
        if self.hosts.len() < 2 {
            return false;
        }
        let Ok((host, db)) = self.newest_that_writes().await else { return false };
        // One that can't be closed well is dropped.
        let _closed = db.close().await;
        let mut went_elsewhere = false;
        for pool in pools {
            if leads_to(pool, host) {
                continue;
            }
            went_elsewhere = true;
            pool.set_connect_options(host.options.clone());
            // Those at rest lead to the server before, which may answer again by now.
            while let Some(at_rest) = pool.try_acquire() {
                drop(at_rest.detach());
            }
        }
        went_elsewhere
    }
}

/// Returns whether new connections of a pool go to that host.
fn leads_to(pool: &Pool<Db>, host: &Host) -> bool {
    let (now, there) = (pool.connect_options(), &host.options);
    now.get_host() == there.get_host() && now.get_port() == there.get_port() && now.get_socket() == there.get_socket()
}

/// What several servers answered, none of which accepts writes.
#[derive(Debug, thiserror::Error)]
#[error("none of the servers accepts writes ({answers})")]
struct NoServer {
    answers: String,
}

/// Whether a host accepts writes, and since which promotion.
struct Said {
    is_writable: bool,
    timeline: i32,
}

/// Connects to one of several hosts within the time that it has.
async fn ask(place: usize, host: &Host) -> (usize, &Host, Result<(Connection, i32), StorageError>) {
    let answer = timeout(ANSWERS_WITHIN, writable(host)).await;
    (place, host, answer.unwrap_or_else(|late| Err(StorageError::Unavailable(Box::new(late)))))
}

/// Connects to a host that accepts writes, and returns its timeline; refuses a standby and a database that its administrator has
/// made read-only.
async fn writable(host: &Host) -> Result<(Connection, i32), StorageError> {
    let mut db = opened(host).await?;
    let said = query_file_as!(Said, "../storage/queries/postgres/is_writable.sql")
        .fetch_one(&mut db)
        .await
        .map_err(failed_in("post"))?;
    if said.is_writable { Ok((db, said.timeline)) } else { Err(StorageError::ReadOnly) }
}

async fn opened(host: &Host) -> Result<Connection, StorageError> {
    Connection::open(&host.options).await.map_err(unconnected)
}

/// Returns what an error means when it came up at connecting.
pub fn unconnected(error: sqlx::Error) -> StorageError {
    let cause = match &error {
        sqlx::Error::Io(cause) => cause.get_ref().and_then(|cause| cause.downcast_ref()),
        // The certificate of the authority was read before: what is left is that the server has none.
        sqlx::Error::Tls(_) => return StorageError::Untrusted(Distrust::NoTls),
        _ => None,
    };
    match cause {
        Some(cause) => StorageError::Untrusted(distrust(cause)),
        None => failed_in("post")(error),
    }
}

/// Returns why a server is not trusted.
const fn distrust(error: &rustls::Error) -> Distrust {
    use rustls::{CertificateError, Error};

    match error {
        Error::InvalidCertificate(error) => match error {
            CertificateError::UnknownIssuer | CertificateError::BadSignature => Distrust::OtherAuthority,
            CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => Distrust::OtherName,
            CertificateError::Expired | CertificateError::ExpiredContext { .. } => Distrust::Expired,
            CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => Distrust::NotYetValid,
            _ => Distrust::Unsound,
        },
        _ => Distrust::Unsound,
    }
}

/// Returns an error with what lies beneath it.
fn with_causes(error: &StorageError) -> String {
    let mut words = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(beneath) = cause {
        words.push_str(": ");
        words.push_str(&beneath.to_string());
        cause = beneath.source();
    }
    words
}
