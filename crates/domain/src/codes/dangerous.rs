//! Dangerous goods as the United Nations number and class them (UN Model Regulations; ADR, Part 2).

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::written_as_text;

/// A UN number: four digits, such as `1203` for motor spirit.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct UnNumber(String);

impl FromStr for UnNumber {
    type Err = DangerousError;

    /// Reads a number with or without the letters `UN`.
    fn from_str(text: &str) -> Result<Self, DangerousError> {
        let text = text.trim().to_ascii_uppercase();
        let digits = text.strip_prefix("UN").unwrap_or(&text).trim();
        let is_number = digits.len() == 4 && digits.bytes().all(|digit| digit.is_ascii_digit()) && digits != "0000";
        if is_number { Ok(Self(digits.to_owned())) } else { Err(DangerousError) }
    }
}

impl fmt::Display for UnNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A class or division, such as `3` or `5.1`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct HazardClass(String);

/// Every class, and the divisions of those that have some.
const CLASSES: [&str; 22] = [
    "1", "1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "2", "2.1", "2.2", "2.3", "3", "4.1", "4.2", "4.3", "5.1", "5.2",
    "6.1", "6.2", "7", "8", "9",
];

impl FromStr for HazardClass {
    type Err = DangerousError;

    fn from_str(text: &str) -> Result<Self, DangerousError> {
        let text = text.trim().to_ascii_uppercase();
        if CLASSES.contains(&text.as_str()) { Ok(Self(text)) } else { Err(DangerousError) }
    }
}

impl fmt::Display for HazardClass {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The text is no UN number, or no class.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a number or class of dangerous goods")]
pub struct DangerousError;

written_as_text!(UnNumber, DangerousError);
written_as_text!(HazardClass, DangerousError);
