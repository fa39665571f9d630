//! Alert lists, in three formats, entry by entry: a list of a million needs no memory for a million.
//!
//! Invariant: every row of a list becomes a change, a rejected row or a notice; a list that is cut short or garbled ends in an error.
//! Whether an id stands on a list twice is for whoever stores it to see.

mod birth;
mod csv;
mod csv_cells;
mod csv_write;
mod entry;
mod fault;
mod ftm;
mod ftm_entity;
mod ftm_properties;
mod un;
mod un_record;

use std::collections::BTreeMap;
use std::collections::VecDeque;
use std::io::Read;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use serde::{Deserialize, Serialize};

pub use birth::BirthDate;
pub use csv::{COLUMNS, NEEDED};
pub use csv_write::{csv_heading, csv_row};
pub use entry::{
    Change, Goods, ListEntry, ListedDocument, Name, NameKind, NameQuality, Organisation, Person, Remark,
    SoughtDocument, Subject, Vehicle,
};
pub use fault::{Notice, RejectedRow, Why};

use crate::{Broken, BrokenWhy};

/// The most bytes of one row, record or line.
pub const MOST_ROW: usize = 4 * 1024 * 1024;

/// The most letters of one name, number or code.
pub const MOST_LETTERS: usize = 500;

/// The most letters of a reason, an instruction or a remark.
pub const MOST_TEXT: usize = 65_536;

/// The most names, dates, documents or remarks of one entry.
pub const MOST_PARTS: usize = 5_000;

/// In which format a list is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// A table with the columns of `docs/alert-lists.md`.
    Csv,
    /// The consolidated list of the United Nations Security Council (XML).
    UnXml,
    /// FollowTheMoney entities, one JSON object a line, whole or as a delta of `op` and `entity`.
    FollowTheMoney,
}

impl Format {
    /// Tells the format by the first bytes of a file, of which some hundred are enough.
    pub fn recognise(beginning: &[u8]) -> Self {
        let first = beginning.iter().copied().filter(|byte| !matches!(byte, 0 | 0xEF | 0xBB | 0xBF | 0xFE | 0xFF));
        match first.into_iter().find(|byte| !byte.is_ascii_whitespace()) {
            Some(b'<') => Self::UnXml,
            Some(b'{') => Self::FollowTheMoney,
            _ => Self::Csv,
        }
    }
}

/// What a list says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opening {
    /// In which format it is.
    pub format: Format,
    /// It tells changes since the last edition; otherwise it is the whole list, and what is not on it is off it.
    pub is_incremental: bool,
    /// When it was made, in its own words.
    pub dated: Option<String>,
}

/// What comes out of a list, in its order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// What the list says of itself: always the first.
    Opening(Opening),
    /// An entry, or the end of one.
    Change {
        /// The line on which it begins, from 1.
        line: u64,
        /// What is to be done.
        change: Box<Change>,
    },
    /// A row that was not read.
    Rejected(RejectedRow),
    /// What the list has and no entry holds, or is worth a look: each once.
    Notice(Notice),
}

/// What was counted so far.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// Changes handed out.
    pub changes: u64,
    /// Rows rejected.
    pub rejected: u64,
    /// Rows of kinds that are no alerts, by kind: FollowTheMoney's `Sanction`, `Address` and such.
    pub passed_over: BTreeMap<String, u64>,
}

/// One format, read row by row.
trait Rows {
    /// Reads on, and puts at least one event into `events` unless the list is at its end.
    fn read_on(&mut self, events: &mut VecDeque<Event>, tally: &mut Tally) -> Result<(), Broken>;
}

/// An alert list that is being read: an iterator over its events, which ends after the first error.
///
/// Whoever imports it keeps what it did open until the iterator has ended without an error.
pub struct AlertList<'a> {
    rows: Box<dyn Rows + Send + 'a>,
    waiting: VecDeque<Event>,
    tally: Tally,
    bytes: Arc<AtomicU64>,
    is_ended: bool,
}

impl<'a> AlertList<'a> {
    /// Begins to read a list. It buffers by itself.
    ///
    /// # Errors
    /// When it has no heading, or is none of that format.
    pub fn open(input: impl Read + Send + 'a, format: Format) -> Result<Self, Broken> {
        let mut waiting = VecDeque::new();
        let (rows, bytes): (Box<dyn Rows + Send + 'a>, _) = match format {
            Format::Csv => csv::open(input, &mut waiting).map(|(rows, bytes)| (Box::new(rows) as _, bytes))?,
            Format::UnXml => un::open(input, &mut waiting).map(|(rows, bytes)| (Box::new(rows) as _, bytes))?,
            Format::FollowTheMoney => {
                ftm::open(input, &mut waiting).map(|(rows, bytes)| (Box::new(rows) as _, bytes))?
            }
        };
        Ok(Self { rows, waiting, tally: Tally::default(), bytes, is_ended: false })
    }

    /// Returns how many bytes of the file were read, to show progress by.
    pub fn bytes_read(&self) -> u64 {
        self.bytes.load(Ordering::Relaxed)
    }

    /// Returns what was counted so far.
    pub fn tally(&self) -> &Tally {
        &self.tally
    }
}

impl Iterator for AlertList<'_> {
    type Item = Result<Event, Broken>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.waiting.is_empty() && !self.is_ended {
            if let Err(broken) = self.rows.read_on(&mut self.waiting, &mut self.tally) {
                self.is_ended = true;
                self.waiting.clear();
                return Some(Err(broken));
            }
            self.is_ended = self.waiting.is_empty();
        }
        let event = self.waiting.pop_front()?;
        match event {
            Event::Change { .. } => self.tally.changes += 1,
            Event::Rejected(_) => self.tally.rejected += 1,
            Event::Opening(_) | Event::Notice(_) => {}
        }
        Some(Ok(event))
    }
}

impl std::iter::FusedIterator for AlertList<'_> {}

/// Returns what an error of reading means at this line.
fn broken(error: &std::io::Error, line: u64) -> Broken {
    BrokenWhy::of(error).at(line)
}
