//! Goods as the Harmonized System numbers them.
//!
//! Invariant: an `HsCode` begins with the six digits all members share; what follows is the tariff of a State or union.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::written_as_text;

/// A commodity code: six digits of the Harmonized System, up to five more of the national tariff.
///
/// Eleven is the longest a declaration carries (ASYCUDA: 8 + 3). Kept and sent as digits, shown with dots (`1511.90`).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct HsCode(String);

impl HsCode {
    /// Returns the digits without dots: what is stored and compared.
    #[must_use]
    pub fn digits(&self) -> &str {
        &self.0
    }

    /// Returns the chapter, the first two digits.
    #[must_use]
    pub fn chapter(&self) -> &str {
        self.0.get(..2).unwrap_or_default()
    }

    /// Returns the heading, the first four digits.
    #[must_use]
    pub fn heading(&self) -> &str {
        self.0.get(..4).unwrap_or_default()
    }

    /// Returns the subheading, the six digits every member of the Harmonized System shares.
    #[must_use]
    pub fn subheading(&self) -> &str {
        self.0.get(..6).unwrap_or_default()
    }
}

impl FromStr for HsCode {
    type Err = HsCodeError;

    /// Reads a code with or without dots and spaces.
    fn from_str(text: &str) -> Result<Self, HsCodeError> {
        let digits: String = text.chars().filter(|c| *c != '.' && !c.is_whitespace()).collect();
        if !digits.bytes().all(|c| c.is_ascii_digit()) {
            return Err(HsCodeError::NotDigits);
        }
        if !(6..=11).contains(&digits.len()) {
            return Err(HsCodeError::Length);
        }
        // Chapters run from 01; 77 is reserved by the Convention, 98 and 99 are left to members.
        if digits.starts_with("00") || digits.starts_with("77") {
            return Err(HsCodeError::Chapter);
        }
        Ok(Self(digits))
    }
}

impl fmt::Display for HsCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let groups = [self.0.get(..4), self.0.get(4..6), self.0.get(6..8.min(self.0.len())), self.0.get(8..)];
        let shown: Vec<&str> = groups.into_iter().flatten().filter(|group| !group.is_empty()).collect();
        f.pad(&shown.join("."))
    }
}

written_as_text!(HsCode, HsCodeError);

/// Why a text is no commodity code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum HsCodeError {
    /// Something else than digits, dots and spaces is in it.
    #[error("read a commodity code: it has something else than digits")]
    NotDigits,
    /// It has fewer than six digits or more than eleven.
    #[error("read a commodity code: it has six to eleven digits")]
    Length,
    /// The Harmonized System has no such chapter.
    #[error("read a commodity code: there is no such chapter")]
    Chapter,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_shown_in_groups() {
        for (written, shown) in [
            ("151190", "1511.90"),
            ("1511.90.0", "1511.90.0"),
            ("15119000", "1511.90.00"),
            ("1511 9000 10", "1511.90.00.10"),
            ("15119000 001", "1511.90.00.001"),
        ] {
            assert_eq!(written.parse::<HsCode>().unwrap().to_string(), shown);
        }
    }

    #[test]
    fn a_code_knows_where_it_belongs() {
        let code: HsCode = "1511.90.00".parse().unwrap();
        assert_eq!((code.chapter(), code.heading(), code.subheading()), ("15", "1511", "151190"));
        assert_eq!(serde_json::from_str::<HsCode>("\"15119000\"").unwrap(), code);
    }

    #[test]
    fn other_texts_are_refused() {
        assert_eq!("15119".parse::<HsCode>(), Err(HsCodeError::Length));
        assert_eq!("151190000011".parse::<HsCode>(), Err(HsCodeError::Length));
        assert_eq!("1511.9O".parse::<HsCode>(), Err(HsCodeError::NotDigits));
        assert_eq!("77123456".parse::<HsCode>(), Err(HsCodeError::Chapter));
        assert_eq!("001234".parse::<HsCode>(), Err(HsCodeError::Chapter));
    }
}
