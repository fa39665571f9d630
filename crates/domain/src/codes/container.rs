//! Freight containers and what carries them.
//!
//! Invariant: the check digit of a `ContainerNumber` agrees with its other ten characters.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::written_as_text;

/// The number painted on a loading unit: four letters, six digits of the serial, a check digit (`CSQU 305438 3`).
///
/// ISO 6346 ends the owner's code with the category: U (container), J (detachable equipment) or Z (trailer, chassis).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ContainerNumber(String);

impl ContainerNumber {
    /// Returns the eleven characters without spaces.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the four letters: the owner's code and the category.
    #[must_use]
    pub fn owner(&self) -> &str {
        self.0.get(..4).unwrap_or_default()
    }
}

impl FromStr for ContainerNumber {
    type Err = ContainerNumberError;

    /// Reads a number in either case, with or without spaces, hyphens, slashes or dots.
    fn from_str(text: &str) -> Result<Self, ContainerNumberError> {
        let number: String = text
            .chars()
            .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '/' | '.'))
            .map(|c| c.to_ascii_uppercase())
            .collect();
        let (owner, digits) = number.split_at_checked(4).ok_or(ContainerNumberError::Shape)?;
        let shaped = owner.bytes().all(|c| c.is_ascii_uppercase())
            && digits.len() == 7
            && digits.bytes().all(|c| c.is_ascii_digit());
        if !shaped {
            return Err(ContainerNumberError::Shape);
        }
        if !owner.ends_with(CATEGORIES) {
            return Err(ContainerNumberError::Category);
        }
        let (body, printed) = number.split_at_checked(10).ok_or(ContainerNumberError::Shape)?;
        if printed.parse() != Ok(check_digit(body)) {
            return Err(ContainerNumberError::CheckDigit);
        }
        Ok(Self(number))
    }
}

impl fmt::Display for ContainerNumber {
    /// Writes the number as ISO 6346 paints it: letters, serial and check digit apart.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.0.get(..4), self.0.get(4..10), self.0.get(10..)) {
            (Some(owner), Some(serial), Some(check)) => f.pad(&format!("{owner} {serial} {check}")),
            _ => f.pad(&self.0),
        }
    }
}

written_as_text!(ContainerNumber, ContainerNumberError);

/// Why a text is no container number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ContainerNumberError {
    /// It is not four letters and seven digits.
    #[error("read a container number: it is not four letters and seven digits")]
    Shape,
    /// The fourth letter is no category of ISO 6346.
    #[error("read a container number: its fourth letter names no category")]
    Category,
    /// The check digit does not agree: a character was misread or mistyped.
    #[error("read a container number: its check digit does not agree")]
    CheckDigit,
}

const CATEGORIES: [char; 3] = ['U', 'J', 'Z'];

/// Weighs the ten characters by powers of two, modulo 11; the remainder 10 is written as 0.
fn check_digit(body: &str) -> u32 {
    let sum: u32 = body.chars().zip(0u32..).map(|(c, place)| value(c) << place).sum();
    sum % 11 % 10
}

/// Numbers letters from 10, leaving out the multiples of 11 (ISO 6346 annex A).
fn value(c: char) -> u32 {
    let plain = c.to_digit(36).unwrap_or_default();
    match plain {
        0..=10 => plain,
        11..=20 => plain + 1,
        21..=30 => plain + 2,
        _ => plain + 3,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_of_the_standard_is_read() {
        let number: ContainerNumber = "csqu-305438/3".parse().unwrap();
        assert_eq!(number.to_string(), "CSQU 305438 3");
        assert_eq!(number.owner(), "CSQU");
        assert_eq!(serde_json::to_string(&number).unwrap(), "\"CSQU 305438 3\"");
        assert_eq!(serde_json::from_str::<ContainerNumber>("\"CSQU3054383\"").unwrap(), number);
    }

    #[test]
    fn remainder_ten_is_written_as_zero() {
        assert!("APZU3789870".parse::<ContainerNumber>().is_ok());
        assert_eq!("APZU3789871".parse::<ContainerNumber>(), Err(ContainerNumberError::CheckDigit));
    }

    #[test]
    fn every_change_of_one_digit_is_noticed_save_ten_against_zero() {
        let right = "CSQU3054383";
        for (place, old) in right.char_indices().skip(4) {
            for new in ('0'..='9').filter(|new| *new != old) {
                let mut wrong = right.to_owned();
                wrong.replace_range(place..=place, &new.to_string());
                assert_eq!(wrong.parse::<ContainerNumber>(), Err(ContainerNumberError::CheckDigit), "{wrong}");
            }
        }
    }

    #[test]
    fn other_shapes_are_refused() {
        for wrong in ["", "CSQU305438", "CSQ30543830", "CSQU30543833", "ÄSQU3054383", "1SQU3054383"] {
            assert_eq!(wrong.parse::<ContainerNumber>(), Err(ContainerNumberError::Shape), "{wrong}");
        }
        assert_eq!("CSQX3054383".parse::<ContainerNumber>(), Err(ContainerNumberError::Category));
    }
}
