//! What is wrong with a passenger list, or with a part of it.

use serde::{Deserialize, Serialize};

use crate::table::{excerpt, is_mark};

/// A part of a list that could not be read, or does not fit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// Where: the segment of the interchange, or the line of the table; from 1.
    pub at: u64,
    /// Whom it concerns: his place among the passengers, from 0.
    pub passenger: Option<usize>,
    /// The segment with its qualifier, such as `DTM+329`, or the column.
    pub field: Option<String>,
    /// What is wrong.
    pub why: FaultWhy,
    /// What stands there; what no form has stands there as `\u{fffd}`.
    pub text: String,
}

impl Fault {
    /// Returns whether it stands for somebody of whom nothing could be read.
    pub fn is_whole_head(&self) -> bool {
        matches!(self.why, FaultWhy::Cells | FaultWhy::Quotes)
    }

    pub(super) fn new(at: u64, field: &str, why: FaultWhy, text: &str) -> Self {
        Self { at, passenger: None, field: Some(field.to_owned()), why, text: excerpt(text) }
    }

    pub(super) fn of(mut self, passenger: Option<usize>) -> Self {
        self.passenger = passenger;
        self
    }
}

/// What is wrong with a part of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FaultWhy {
    /// It must be there and is not.
    Missing,
    /// No date or time in its form, or one whose century cannot be told.
    Date,
    /// Not of the form that the field has.
    Form,
    /// A code or word that is none of those that may stand there.
    Word,
    /// Longer than the field may be.
    TooLong,
    /// Control characters, or marks that turn the direction of reading.
    Letters,
    /// It begins like a formula of a spreadsheet.
    Formula,
    /// The same document stands on the list twice.
    Twice,
    /// A segment, message or column that is not known: it is not read.
    Unknown,
    /// It stands where it belongs to nothing.
    Place,
    /// The list names more than one vehicle, operator, place or time where there can be one.
    Differs,
    /// More or fewer cells than columns: somebody of whom nothing could be read.
    Cells,
    /// A quotation mark where none may stand: somebody of whom nothing could be read.
    Quotes,
    /// The list tells another number of heads than it has.
    Count {
        /// What it tells.
        told: u64,
        /// How many there are.
        found: u64,
    },
}

/// Returns a text without spaces at its ends; nothing where it is empty.
pub(super) fn text(text: &str, most: usize) -> Result<Option<String>, FaultWhy> {
    let text = text.trim();
    if text.chars().any(|letter| letter.is_control() || is_mark(letter)) {
        return Err(FaultWhy::Letters);
    }
    if text.chars().count() > most {
        return Err(FaultWhy::TooLong);
    }
    Ok((!text.is_empty()).then(|| text.to_owned()))
}

/// Returns a code of one to three letters in capitals (Doc 9303 part 3, section 5).
pub(super) fn state(code: &str) -> Result<Option<String>, FaultWhy> {
    let Some(code) = text(code, super::MOST_LETTERS)? else { return Ok(None) };
    let is_code = (1..=3).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_alphabetic());
    if is_code { Ok(Some(code.to_ascii_uppercase())) } else { Err(FaultWhy::Form) }
}

/// Returns the number of a document in capitals.
pub(super) fn number(number: &str) -> Result<Option<String>, FaultWhy> {
    // 35 characters are what C503 1004 holds.
    let Some(number) = text(number, 35)? else { return Ok(None) };
    let is_number = number.chars().all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, ' ' | '-' | '/'));
    if is_number { Ok(Some(number.to_ascii_uppercase())) } else { Err(FaultWhy::Form) }
}
