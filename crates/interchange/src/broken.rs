//! Why a whole file counts as not read.

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// A file that could not be read to its end; whoever imports it changes nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Error)]
#[error("read the file at {at}: {why}")]
pub struct Broken {
    /// Where: the line, from 1; the segment, from 1, in an EDIFACT interchange.
    pub at: u64,
    /// Why.
    pub why: BrokenWhy,
}

/// Why a file is not read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Error)]
#[serde(rename_all = "snake_case")]
pub enum BrokenWhy {
    /// No text in UTF-8 or UTF-16 from this byte on, counted from 0: most often it was saved as Windows-1252.
    #[error("it is not UTF-8 or UTF-16 from byte {byte} on; save it as UTF-8")]
    Encoding {
        /// The first byte that is none of it.
        byte: u64,
    },
    /// It declares a character set that is not read.
    #[error("it declares the character set {0}, which is not read")]
    Charset(String),
    /// It has nothing in it.
    #[error("it is empty")]
    Empty,
    /// It ends in the middle.
    #[error("it ends in the middle")]
    Truncated,
    /// It is not of the format that it is read as.
    #[error("it is not of this format")]
    Format,
    /// Its heading misses this column.
    #[error("its heading misses the column {0}")]
    ColumnMissing(String),
    /// Its heading names this column twice.
    #[error("its heading names the column {0} twice")]
    ColumnTwice(String),
    /// A row, record or segment is larger than any honest one.
    #[error("a row is longer than {most} bytes")]
    TooLong {
        /// The most bytes.
        most: u64,
    },
    /// More rows, columns or heads than may be.
    #[error("it has more than {most} parts of a kind")]
    TooMany {
        /// The most.
        most: u64,
    },
    /// Elements nested deeper than in any honest file.
    #[error("its elements are nested deeper than {most}")]
    TooDeep {
        /// The deepest.
        most: u64,
    },
    /// It brings a document type or entities of its own, which are never followed.
    #[error("it brings a document type or entities of its own")]
    DocumentType,
    /// Its markup does not hold together.
    #[error("its markup does not hold together")]
    Markup,
    /// A count that it tells is not what is in it (UNT, UNE, UNZ): something was lost on the way.
    #[error("its {segment} tells {told}, and there are {found}")]
    Count {
        /// The segment that tells it.
        segment: String,
        /// What it tells.
        told: u64,
        /// What there is.
        found: u64,
    },
    /// A reference at the end is not that of its beginning (UNH and UNT, UNB and UNZ).
    #[error("the reference in its {0} is not that of its beginning")]
    Reference(String),
    /// A segment that must be there is not, or not here.
    #[error("the segment {0} is missing, or not where it may stand")]
    Segment(String),
    /// The bytes could not be had.
    #[error("its bytes could not be had: {0}")]
    Unreadable(String),
}

impl BrokenWhy {
    /// Returns what an error of reading says: its own reason where it is one of ours.
    pub(crate) fn of(error: &std::io::Error) -> Self {
        let ours = error.get_ref().and_then(|inner| inner.downcast_ref::<Self>());
        ours.cloned().unwrap_or_else(|| Self::Unreadable(error.kind().to_string()))
    }

    pub(crate) fn at(self, at: u64) -> Broken {
        Broken { at, why: self }
    }
}
