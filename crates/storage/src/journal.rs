//! The rows that are the truth: the post, its acts, their sealed parts, and the commands that made them.
//!
//! Invariant: what is hashed and signed (`header`, `procedure`, `facts`) is kept as the bytes that were given; the
//! columns beside them only serve to find them.

use chrono::{DateTime, Utc};
use uuid::Uuid;

/// The post that this database belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PostRow {
    /// The post's id, part of every key.
    pub post: Uuid,
    /// Its short code, as printed in references.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Whether it is for demonstration or test; fixed when it is made.
    pub is_demonstration: bool,
    /// When it was founded, UTC, whole milliseconds.
    pub founded_at: DateTime<Utc>,
    /// The format of the journal.
    pub format: i32,
    /// The State whose lawful copy of the journal this is; nothing in the post's own database.
    pub copy_of: Option<String>,
}

/// Where the journal ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// The number of the last act; 0 when there is none.
    pub seq: i64,
    /// The hash of the last act, 32 bytes; all zero when there is none.
    pub hash: Vec<u8>,
    /// When the last act was done, UTC, whole milliseconds; when the post was founded where there is none.
    pub at: DateTime<Utc>,
}

/// One act: the open bytes and the columns to find it by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActRow {
    /// Its number in the journal of the post, from 1, without gaps.
    pub seq: i64,
    /// The crossing it is about; none for an act of the post.
    pub crossing: Option<Uuid>,
    /// The crossing's version after it, from 1.
    pub version: Option<i32>,
    /// When it was done, UTC, whole milliseconds.
    pub at: DateTime<Utc>,
    /// What kind of act it is.
    pub kind: String,
    /// The State of the officer.
    pub state: String,
    /// The agency of the officer.
    pub agency: String,
    /// The desk.
    pub desk: String,
    /// The officer's number.
    pub officer: String,
    /// The key of the command that it came from.
    pub command: Uuid,
    /// The header's bytes; `hash` is over these.
    pub header: Vec<u8>,
    /// The procedure part's bytes: open, never erased.
    pub procedure: Vec<u8>,
    /// The facts part's bytes: open; none where there are none or they were lawfully erased.
    pub facts: Option<Vec<u8>>,
    /// SHA-256 of the header, 32 bytes.
    pub hash: Vec<u8>,
    /// The officer's Ed25519 signature over the hash, 64 bytes.
    pub signature: Vec<u8>,
}

/// The part of an act that one reader can open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedPartRow {
    /// The act's number.
    pub seq: i64,
    /// Who can open it.
    pub reader: String,
    /// The epoch of the reader's key.
    pub epoch: i32,
    /// The sealed bytes.
    pub ciphertext: Vec<u8>,
}

/// One page of a State's own journal: what its officers did that changes no crossing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnPageRow {
    /// The State.
    pub state: String,
    /// Its number in that State's own journal, from 1, without gaps.
    pub page: i64,
    /// When it was written, UTC, whole milliseconds.
    pub at: DateTime<Utc>,
    /// Who wrote it.
    pub officer: String,
    /// The epoch of the key that opens it.
    pub epoch: i32,
    /// The header's bytes; `hash` is over these.
    pub header: Vec<u8>,
    /// The sealed content; none where it was lawfully erased.
    pub ciphertext: Option<Vec<u8>>,
    /// SHA-256 of the header, 32 bytes.
    pub hash: Vec<u8>,
    /// The officer's Ed25519 signature over the hash, 64 bytes.
    pub signature: Vec<u8>,
}

/// A photograph of an examination, sealed. It is stored once, whoever reads it later.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhotographRow {
    /// SHA-256 of the sealed bytes, 32 bytes.
    pub digest: Vec<u8>,
    /// The act that names it.
    pub seq: i64,
    /// The State that filed it.
    pub state: String,
    /// The sealed bytes, at most 4 MiB.
    pub ciphertext: Vec<u8>,
}

/// A command that was carried out, as its acts tell it: sent again under the same key it gets the same answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommandRow {
    /// Its key, made by the workstation.
    pub key: Uuid,
    /// The officer who gave it.
    pub officer: String,
    /// The digest of the request.
    pub digest: Vec<u8>,
    /// The number of its first act.
    pub first_seq: i64,
    /// The number of its last act.
    pub last_seq: i64,
    /// The crossing it was about.
    pub crossing: Option<Uuid>,
    /// That crossing's version afterwards.
    pub version: Option<i32>,
}

impl CommandRow {
    /// Returns the command that these acts came from, all of them in their order; none without an act. It was about the
    /// crossing of its first act.
    #[must_use]
    pub fn of(request: &[u8], acts: &[ActRow]) -> Option<Self> {
        let (first, last) = acts.first().zip(acts.last())?;
        let same = |act: &&ActRow| act.crossing == first.crossing;
        Some(Self {
            key: first.command,
            officer: first.officer.clone(),
            digest: request.to_vec(),
            first_seq: first.seq,
            last_seq: last.seq,
            crossing: first.crossing,
            version: acts.iter().rfind(same).and_then(|act| act.version),
        })
    }
}
