//! Vehicle identification numbers, and the older frame numbers that serve as one.
//!
//! Invariant: a number is never refused for its check digit; only North America and China bind makers to one.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::written_as_text;

/// The number stamped on a vehicle's frame, in capitals: a VIN by ISO 3779 or a maker's own frame number.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Vin(String);

impl Vin {
    /// Returns the number as stamped.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns what the ninth character says, for a remark at most.
    #[must_use]
    pub fn finding(&self) -> VinFinding {
        let values: Option<Vec<u32>> = self.0.chars().map(value).collect();
        let Some(values) = values.filter(|values| values.len() == WEIGHTS.len()) else {
            return VinFinding::OtherForm;
        };
        let sum: u32 = values.iter().zip(WEIGHTS).map(|(value, weight)| value * weight).sum();
        let expected = match sum % 11 {
            10 => Some('X'),
            digit => char::from_digit(digit, 10),
        };
        if self.0.chars().nth(8) == expected {
            VinFinding::Agrees
        } else if self.0.starts_with(['1', '2', '3', '4', '5', 'L']) {
            VinFinding::Disagrees
        } else {
            VinFinding::NotBound
        }
    }
}

impl FromStr for Vin {
    type Err = VinError;

    /// Reads a number in either case; hyphens are kept, spaces dropped.
    fn from_str(text: &str) -> Result<Self, VinError> {
        let number: String = text.chars().filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_uppercase()).collect();
        let shaped = number.bytes().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == b'-');
        if shaped && (5..=25).contains(&number.len()) && number.bytes().any(|c| c.is_ascii_digit()) {
            Ok(Self(number))
        } else {
            Err(VinError)
        }
    }
}

impl fmt::Display for Vin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

written_as_text!(Vin, VinError);

/// What the check digit of a vehicle number says (49 CFR 565.15 and GB 16735; ISO 3779 leaves it to the region).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VinFinding {
    /// Seventeen characters whose check digit agrees.
    Agrees,
    /// A maker that is bound to a check digit, and it does not agree: worth a second look at the frame.
    Disagrees,
    /// It does not agree, and the maker is not bound to one: says nothing.
    NotBound,
    /// Not the seventeen characters of ISO 3779, as with Japanese frame numbers: says nothing.
    OtherForm,
}

/// A text that is no vehicle number: five to twenty-five letters, digits and hyphens, one digit at least.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("read a vehicle number: it is five to twenty-five letters, digits and hyphens")]
pub struct VinError;

const WEIGHTS: [u32; 17] = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];

/// Returns the value ISO 3779 gives a character; I, O and Q have none.
fn value(c: char) -> Option<u32> {
    match c {
        '0'..='9' => c.to_digit(10),
        'A'..='H' => c.to_digit(36).map(|v| v - 9),
        'J'..='N' => c.to_digit(36).map(|v| v - 18),
        'P' => Some(7),
        'R' => Some(9),
        'S'..='Z' => c.to_digit(36).map(|v| v - 26),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finding(text: &str) -> VinFinding {
        text.parse::<Vin>().unwrap().finding()
    }

    #[test]
    fn check_digits_are_remarked_upon_where_they_bind() {
        assert_eq!(finding("1M8GDM9AXKP042788"), VinFinding::Agrees);
        assert_eq!(finding("11111111111111111"), VinFinding::Agrees);
        assert_eq!(finding("1m8gdm9axkp042789"), VinFinding::Disagrees);
        assert_eq!(finding("WVWZZZ1JZXW000001"), VinFinding::NotBound);
        assert_eq!(finding("NZE121-3012345"), VinFinding::OtherForm);
        assert_eq!(finding("1M8GDM9AXKPO42788"), VinFinding::OtherForm);
    }

    #[test]
    fn other_texts_are_refused() {
        for wrong in ["", "ABC1", "ABCDEFGH", "ABCÄ12345", "12345678901234567890123456"] {
            assert_eq!(wrong.parse::<Vin>(), Err(VinError), "{wrong}");
        }
    }
}
