//! Registration plates, which every State writes in its own way.
//!
//! Invariant: two plates are equal when their letters and digits are, whatever stands between them.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::written_as_text;

/// A registration plate: compared by its letters and digits, shown as it was written, in capitals.
///
/// Letters of any script are kept (Convention on Road Traffic 1968, annex 2, lets a State use its own beside Latin ones).
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PlateNumber {
    key: String,
    shown: String,
}

impl PlateNumber {
    /// Returns letters and digits alone, in capitals: what is searched and compared.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.key
    }
}

impl FromStr for PlateNumber {
    type Err = PlateNumberError;

    fn from_str(text: &str) -> Result<Self, PlateNumberError> {
        let key: String = capitals(text).filter(|c| c.is_alphanumeric()).collect();
        if !key.chars().any(|c| c.is_numeric() || c.is_alphabetic()) {
            return Err(PlateNumberError::Empty);
        }
        if key.chars().count() > LONGEST {
            return Err(PlateNumberError::TooLong);
        }
        Ok(Self { key, shown: readable(text) })
    }
}

impl fmt::Display for PlateNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.shown)
    }
}

impl PartialEq for PlateNumber {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
    }
}

impl Eq for PlateNumber {}

impl PartialOrd for PlateNumber {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for PlateNumber {
    fn cmp(&self, other: &Self) -> Ordering {
        self.key.cmp(&other.key)
    }
}

impl Hash for PlateNumber {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.key.hash(state);
    }
}

written_as_text!(PlateNumber, PlateNumberError);

/// Why a text is no plate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PlateNumberError {
    /// There is no letter and no digit in it.
    #[error("read a plate: it has no letter or digit")]
    Empty,
    /// It has more than fifteen letters and digits, more than any plate.
    #[error("read a plate: it is longer than fifteen characters")]
    TooLong,
}

const LONGEST: usize = 15;

fn capitals(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().flat_map(char::to_uppercase)
}

/// Keeps one separator, a space or a hyphen, where the officer wrote some.
fn readable(text: &str) -> String {
    let mut shown = String::new();
    let mut pending = None;
    for c in capitals(text) {
        if c.is_alphanumeric() {
            if let Some(separator) = pending.take().filter(|_| !shown.is_empty()) {
                shown.push(separator);
            }
            shown.push(c);
        } else if c == '-' || pending == Some('-') {
            pending = Some('-');
        } else {
            pending = Some(' ');
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plate(text: &str) -> PlateNumber {
        text.parse().unwrap()
    }

    #[test]
    fn spelling_does_not_matter() {
        assert_eq!(plate("bt 4521"), plate("BT-4521"));
        assert_eq!(plate("bt 4521").key(), "BT4521");
        assert_ne!(plate("BT 4521"), plate("BT 4522"));
    }

    #[test]
    fn the_readable_form_is_kept() {
        assert_eq!(plate("  t 123  abc. ").to_string(), "T 123 ABC");
        assert_eq!(plate("cb - ax 77").to_string(), "CB-AX 77");
        assert_eq!(plate("ط م 1234").key(), "طم1234");
    }

    #[test]
    fn something_must_be_left() {
        assert_eq!(" - ".parse::<PlateNumber>(), Err(PlateNumberError::Empty));
        assert_eq!("ABCDEFGH12345678".parse::<PlateNumber>(), Err(PlateNumberError::TooLong));
    }

    #[test]
    fn a_plate_travels_as_shown() {
        assert_eq!(serde_json::to_string(&plate("bt 4521")).unwrap(), "\"BT 4521\"");
    }
}
