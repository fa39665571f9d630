//! One page of a State's own journal: entries sealed to the State, chained to the page before, signed by the officer who
//! wrote it.
//!
//! Invariant: every page is as long as every other, empty or full.

use domain::own_journal::Entry;
use domain::{At, OfficerNumber, StateCode};
use keys::{Digest, Padding, Purpose, Reader, ReaderId, ReaderKey, ReaderRing, Signature, SigningKey, VerifyingKey};
use serde::{Deserialize, Serialize};
use storage::OwnPageRow;
use uuid::Uuid;

use crate::clock::{from_millis, randomness};
use crate::failure::Error;
use crate::journal::Fault;

/// How long the sealed content of a page is, in bytes.
pub const LENGTH: usize = 8192;

/// How many bytes of entries fit, with room for the seal.
const ROOM: usize = LENGTH - 192;

/// The form of pages that this program writes.
const FORMAT: u32 = 1;

/// What is signed of a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Header {
    format: u32,
    post: Uuid,
    state: String,
    page: i64,
    /// Milliseconds since 1970, UTC.
    at: i64,
    officer: String,
    epoch: u32,
    content: Digest,
    previous: Digest,
}

/// Returns how many of these entries, each as JSON, fit on one page.
pub fn that_fit<'a>(entries: impl Iterator<Item = &'a [u8]>) -> usize {
    let mut used = 2;
    entries
        .take_while(|entry| {
            used += entry.len() + 1;
            used <= ROOM
        })
        .count()
}

/// Who writes a page, with which keys.
pub struct Pen<'a> {
    pub officer: &'a OfficerNumber,
    pub signing: &'a SigningKey,
    pub key: &'a ReaderKey,
}

/// Writes the page that follows `last`; `entries` are JSON, as many as [`that_fit`].
///
/// # Errors
/// When they do not fit.
pub fn write(
    post: Uuid,
    state: StateCode,
    last: Option<&OwnPageRow>,
    entries: &[Vec<u8>],
    at: At,
    pen: &Pen<'_>,
) -> Result<OwnPageRow, Error> {
    let page = last.map_or(1, |last| last.page + 1);
    let previous = match last {
        Some(last) => Digest::from(<[u8; 32]>::try_from(last.hash.as_slice()).map_err(|_| Error::Sealed)?),
        None => Digest::ZERO,
    };
    let mut text = vec![b'['];
    text.extend(entries.join(&b','));
    text.push(b']');
    let whole = Padding { base: LENGTH, units: 1 };
    let ciphertext = pen.key.seal_padded(&text, whole, &bound(post, state.as_str(), page), &mut randomness())?;
    if ciphertext.len() != LENGTH {
        return Err(Error::Fault("a page of the State's own journal was too long"));
    }
    let header = serde_json::to_vec(&Header {
        format: FORMAT,
        post,
        state: state.to_string(),
        page,
        at: at.timestamp_millis(),
        officer: pen.officer.to_string(),
        epoch: pen.key.id().epoch,
        content: Digest::of(&ciphertext),
        previous,
    })?;
    let hash = Digest::of(&header);
    Ok(OwnPageRow {
        state: state.to_string(),
        page,
        at,
        officer: pen.officer.to_string(),
        epoch: i32::try_from(pen.key.id().epoch).map_err(|_| Error::Sealed)?,
        header,
        ciphertext: Some(ciphertext),
        hash: hash.as_bytes().to_vec(),
        signature: pen.signing.sign(Purpose::OwnPage, &hash).to_bytes().to_vec(),
    })
}

/// Opens a page; nothing stands on one whose content was lawfully erased.
///
/// # Errors
/// When this sign-in can't open it.
pub fn open(post: Uuid, row: &OwnPageRow, ring: &ReaderRing) -> Result<Vec<Entry>, Error> {
    let Some(ciphertext) = &row.ciphertext else { return Ok(Vec::new()) };
    let epoch = u32::try_from(row.epoch).map_err(|_| Error::Sealed)?;
    let id = ReaderId { state: row.state.clone(), reader: Reader::State, epoch };
    let text = ring.open(&id, ciphertext, &bound(post, &row.state, row.page)).map_err(|_| Error::Sealed)?;
    serde_json::from_slice(&text).map_err(|_| Error::Sealed)
}

/// Verifies a page: its header, the columns beside it, its content, its signature, and that it follows `previous`.
/// A page may be empty once it was lawfully erased. `key_of` returns the key of an officer of that State at a time.
///
/// # Errors
/// With what does not hold.
pub fn verify(
    post: Uuid,
    row: &OwnPageRow,
    previous: Option<&OwnPageRow>,
    is_erased: bool,
    key_of: impl Fn(&OfficerNumber, At) -> Option<VerifyingKey>,
) -> Result<(), Fault> {
    let header: Header = serde_json::from_slice(&row.header).map_err(|_| Fault::Unreadable)?;
    if header.format > FORMAT {
        return Err(Fault::Format);
    }
    if header.page != previous.map_or(1, |before| before.page + 1) {
        return Err(Fault::Number);
    }
    let hash = Digest::of(&row.header);
    if hash.as_bytes() != row.hash.as_slice() {
        return Err(Fault::Hash);
    }
    let before = previous.map_or(Digest::ZERO.as_bytes().to_vec(), |before| before.hash.clone());
    if header.previous.as_bytes() != before.as_slice() {
        return Err(Fault::Chain);
    }
    let is_beside = header.post == post
        && header.state == row.state
        && header.page == row.page
        && header.at == row.at.timestamp_millis()
        && header.officer == row.officer
        && i64::from(header.epoch) == i64::from(row.epoch);
    if !is_beside {
        return Err(Fault::Columns);
    }
    match &row.ciphertext {
        Some(content) if Digest::of(content) != header.content => return Err(Fault::Digest),
        None if !is_erased => return Err(Fault::SealedParts),
        Some(_) | None => {}
    }
    let officer = OfficerNumber::parse(&header.officer).map_err(|_| Fault::Unreadable)?;
    let key = key_of(&officer, from_millis(header.at)).ok_or(Fault::Certificate)?;
    let signature = <[u8; 64]>::try_from(row.signature.as_slice()).map_err(|_| Fault::Signature)?;
    key.verify(Purpose::OwnPage, &hash, &Signature::from(signature)).map_err(|_| Fault::Signature)
}

fn bound(post: Uuid, state: &str, page: i64) -> Vec<u8> {
    format!("osbp own page|{post}|{state}|{page}").into_bytes()
}
