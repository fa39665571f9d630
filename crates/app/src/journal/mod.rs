//! Acts as they are stored: a signed header over digests, open parts, and sealed parts (ARCHITECTURE.md, An act).
//!
//! Invariant: what is hashed and signed is the stored bytes. They are written once and never put together again.

mod filed;
mod header;
mod newer;
mod reading;
mod writing;

pub use filed::is_as_filed;
pub use header::{FORMAT, Header};
pub use newer::{DRAWN_ONE_BY_ONE, NewerAct, format_of, is_newer};
pub use reading::{Fault, OpenAct, Opened, Part, read};
pub use writing::{Author, Begun, Chained, Draft, Pen, Place, SealedDraft, Sealers, Written, room, write};

/// Returns the name under which the part of an act that is sealed to this reader is stored.
pub fn reader_name(state: &str, reader: &str) -> String {
    format!("{state}/{reader}")
}

/// Returns the State whose reader this is.
pub fn state_of(reader: &str) -> &str {
    reader.split_once('/').map_or(reader, |(state, _)| state)
}

/// Returns what a sealed part is bound to: nobody can move it to another act or reader.
pub fn bound(post: uuid::Uuid, seq: i64, reader: &str) -> Vec<u8> {
    format!("osbp sealed part|{post}|{seq}|{reader}").into_bytes()
}
