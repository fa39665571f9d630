//! What the post remembers: the [`Store`] trait, plain rows, errors, every SQL statement and the conformance suite.
//!
//! Invariant: this crate and its engines know no rule of the procedure. They keep what they are given, number it
//! without gaps, write it whole or not at all, and say honestly when they could not.
//!
//! The statements are the files of `queries/`; the Rust around them is written once, in `src/shared/`, and each
//! engine crate includes it with its own `Db` type, so that every statement is checked against both engines at
//! compile time. A file that only one engine can understand lies in `queries/sqlite` or `queries/postgres`.

mod brief;
#[cfg(feature = "conformance")]
pub mod conformance;
mod copying;
mod difference;
mod duty;
mod error;
mod finding;
mod journal;
mod keyring;
mod projection;
mod second_disk;
mod store;

pub use brief::{Brief, Briefs};
pub use copying::{BYTES_AT_ONCE, Health, ROWS_AT_ONCE, Receiver, ServerSettings, Table, Value};
pub use difference::{Difference, difference};
pub use duty::{OfficerRow, ShiftRow};
pub use error::{Cause, Distrust, StorageError};
pub use finding::{folded, have_the_same_words, words};
pub use journal::{ActRow, CommandRow, Head, OwnPageRow, PhotographRow, PostRow, SealedPartRow};
pub use keyring::{AdvanceListEnd, AdvanceListRow, KeyRow, SealedDocumentRow};
pub use projection::{
    ClaimRow, CrossingProjection, CrossingRow, DeclarationItemRow, DeclarationRow, ExaminationRow, NoticeRow, SlipRow,
    StepRow, SubjectRow,
};
pub use second_disk::SecondDisk;
pub use store::{Engine, Store, Write};
