//! What is wrong with a row of an alert list, and what is worth a notice.

use serde::{Deserialize, Serialize};

use super::{MOST_LETTERS, MOST_TEXT};
use crate::table::{excerpt, is_mark};

/// A row that was not read; the rows around it were.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RejectedRow {
    /// The line on which it begins, from 1.
    pub line: u64,
    /// The line on which it ends.
    pub last_line: u64,
    /// The id of the entry, where it could be read.
    pub id: Option<String>,
    /// The column or field that is wrong, where it is one.
    pub field: Option<String>,
    /// What is wrong.
    pub why: Why,
    /// The wrong cell, or the beginning of the row; what no form has stands there as `\u{fffd}`.
    pub text: String,
}

/// What is wrong with a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// More or fewer cells than columns.
    Cells,
    /// A quotation mark where none may stand.
    Quotes,
    /// It is no JSON object of the form that the format has.
    Json,
    /// It must be there and is not.
    Missing,
    /// A word that is none of those that may stand there.
    Word,
    /// No date in the form that the column has.
    Date,
    /// Not of the form that the column has.
    Form,
    /// Longer, or more of them, than may be.
    TooLong,
    /// Control characters, which no form has.
    Letters,
    /// The last day of validity lies before the first.
    Order,
    /// A cell that entries of this kind do not have.
    NotOfKind,
    /// Parts that belong together are not equally many.
    Parts,
}

/// What a list has and no entry holds, or is worth a look. Each is told once.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Notice {
    /// A column that is not known: it is not read.
    UnknownColumn {
        /// Its heading.
        column: String,
    },
    /// A field of a record that is not known: it is kept among the remarks of the entry.
    UnknownField {
        /// Its name.
        field: String,
    },
    /// Rows of a kind that is no alert are passed over; the tally counts them.
    PassedOver {
        /// The kind.
        kind: String,
    },
    /// Letters of a name were lost before the list came here (U+FFFD): the entry is there, and may not be found by this name.
    LostLetters {
        /// The id of the entry.
        id: String,
    },
}

/// What is wrong with a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fault {
    pub(super) field: Option<String>,
    pub(super) why: Why,
    pub(super) text: Option<String>,
}

impl Fault {
    pub(super) fn new(field: &str, why: Why, text: &str) -> Self {
        Self { field: Some(field.to_owned()), why, text: Some(excerpt(text)) }
    }

    pub(super) fn of_row(why: Why) -> Self {
        Self { field: None, why, text: None }
    }

    pub(super) fn rejected(self, lines: (u64, u64), id: Option<String>, row: &str) -> RejectedRow {
        let text = self.text.unwrap_or_else(|| excerpt(row));
        RejectedRow { line: lines.0, last_line: lines.1, id, field: self.field, why: self.why, text }
    }
}

/// Returns a text with single spaces, without marks that only turn the direction of reading; nothing where nothing is left.
///
/// Letters that were lost before (U+FFFD) are kept: the rest of the name may still tell the person.
pub(super) fn tidy(field: &str, text: &str, most: usize) -> Result<Option<String>, Fault> {
    let mut tidy = String::with_capacity(text.len());
    let mut letters = 0;
    for letter in text.chars() {
        if letter.is_whitespace() {
            if !tidy.is_empty() && !tidy.ends_with(' ') {
                tidy.push(' ');
                letters += 1;
            }
        } else if letter.is_control() {
            return Err(Fault::new(field, Why::Letters, text));
        } else if !is_mark(letter) {
            tidy.push(letter);
            letters += 1;
        }
        if letters > most + 1 {
            return Err(Fault::new(field, Why::TooLong, text));
        }
    }
    let kept = tidy.trim_end().len();
    tidy.truncate(kept);
    if tidy.chars().count() > most {
        return Err(Fault::new(field, Why::TooLong, text));
    }
    Ok((!tidy.is_empty()).then_some(tidy))
}

/// Tidies a name, a number or a code.
pub(super) fn short(field: &str, text: &str) -> Result<Option<String>, Fault> {
    tidy(field, text, MOST_LETTERS)
}

/// Tidies a reason, an instruction or a remark.
pub(super) fn long(field: &str, text: &str) -> Result<Option<String>, Fault> {
    tidy(field, text, MOST_TEXT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_made_tidy_and_what_deceives_is_refused() {
        assert_eq!(short("name", "  A\u{202f}B\n \u{200f}C ").unwrap().as_deref(), Some("A B C"));
        assert_eq!(short("name", " \u{200f} ").unwrap(), None);
        assert_eq!(short("name", "A\u{0}B").unwrap_err().why, Why::Letters);
        assert_eq!(short("name", &"x".repeat(MOST_LETTERS + 1)).unwrap_err().why, Why::TooLong);
        assert_eq!(short("name", &"x".repeat(MOST_LETTERS)).unwrap().unwrap().len(), MOST_LETTERS);
    }
}
