//! The header of an act: who, where, when, what kind, and the digests of everything that belongs to it.

use std::collections::BTreeMap;

use keys::Digest;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The newest format of acts that this program reads.
///
/// A header of whatever format has the fields of [`Header`], in words that format 1 knows; it may have others beside them. What an
/// older program would misread raises the format of the acts that have it, and of no others, so that it goes on with the rest: see
/// [`super::format_of`]. A new kind needs no new format, for whoever does not know the kind says so.
pub const FORMAT: u32 = 3;

/// What is hashed and signed of an act. Its written form is the JSON of its fields in this order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// The format of the act.
    pub format: u32,
    /// The post.
    pub post: Uuid,
    /// Its number in the journal, from 1, without gaps.
    pub seq: i64,
    /// The crossing; none for an act of the post itself.
    pub crossing: Option<Uuid>,
    /// The crossing's version after it.
    pub version: Option<u32>,
    /// When: milliseconds since 1970 UTC.
    pub at: i64,
    /// What kind of act.
    pub kind: String,
    /// The acting officer's State.
    pub state: String,
    /// His agency.
    pub agency: String,
    /// His desk.
    pub desk: String,
    /// His number.
    pub officer: String,
    /// The key of the command it belongs to.
    pub command: Uuid,
    /// The digest of the open procedure.
    pub procedure: Digest,
    /// The digest of the open facts, where there are any; it stays when they are erased.
    pub facts: Option<Digest>,
    /// The digest of each sealed part's ciphertext, by reader.
    pub sealed: BTreeMap<String, Digest>,
    /// The hash of the act before.
    pub previous: Digest,
}
