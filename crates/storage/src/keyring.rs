//! Wrapped keys, sealed documents and lists that were sent ahead: bytes that this crate can't read.

use chrono::{DateTime, Utc};
use uuid::Uuid;

/// A key, public or wrapped for its holder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyRow {
    /// The State that it belongs to.
    pub state: String,
    /// What kind of key.
    pub kind: String,
    /// Who holds it.
    pub holder: String,
    /// Its epoch.
    pub epoch: i32,
    /// The public or wrapped bytes.
    pub content: Vec<u8>,
}

/// One version of a document that a State keeps sealed: an alert list, its criteria.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedDocumentRow {
    /// The State that it belongs to.
    pub state: String,
    /// Its name.
    pub name: String,
    /// Its version; a new one stands beside the old.
    pub version: i64,
    /// The epoch of the key that opens it.
    pub epoch: i32,
    /// The sealed bytes.
    pub ciphertext: Vec<u8>,
}

/// Which list was sent ahead, and how long it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AdvanceListEnd {
    /// The list.
    pub list: Uuid,
    /// When it goes, if it has not gone before, UTC, whole milliseconds.
    pub ends_at: DateTime<Utc>,
}

/// A passenger list that was sent ahead of its vehicle, sealed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AdvanceListRow {
    /// The State whose it is.
    pub state: String,
    /// Its id.
    pub list: Uuid,
    /// When it goes, if it has not gone before, UTC, whole milliseconds.
    pub ends_at: DateTime<Utc>,
    /// The epoch of the key that opens it.
    pub epoch: i32,
    /// The sealed bytes, at most 4 MiB.
    pub ciphertext: Vec<u8>,
}
