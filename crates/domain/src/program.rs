//! Versions of the program, of which a post may ask for one at least.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::codes::written_as_text;

/// A version of the program, such as `1.4.2`: later ones are greater.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ProgramVersion([u32; 3]);

impl FromStr for ProgramVersion {
    type Err = ProgramVersionError;

    /// Reads three numbers between points, as the program says them of itself.
    fn from_str(text: &str) -> Result<Self, ProgramVersionError> {
        let mut numbers = [0; 3];
        let mut parts = text.trim().split('.');
        for number in &mut numbers {
            let part = parts.next().filter(|part| part.bytes().all(|digit| digit.is_ascii_digit()));
            *number = part.and_then(|part| part.parse().ok()).ok_or(ProgramVersionError)?;
        }
        if parts.next().is_none() { Ok(Self(numbers)) } else { Err(ProgramVersionError) }
    }
}

impl fmt::Display for ProgramVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self([major, minor, patch]) = self;
        write!(f, "{major}.{minor}.{patch}")
    }
}

/// The text is no version of the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a version of the program, such as 1.4.2")]
pub struct ProgramVersionError;

written_as_text!(ProgramVersion, ProgramVersionError);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_later_version_is_greater() {
        let version = |text: &str| text.parse::<ProgramVersion>().unwrap();
        assert!(version("0.9.9") < version("0.10.0") && version("0.10.0") < version("1.0.0"));
        assert_eq!(version(" 1.4.2 ").to_string(), "1.4.2");
        assert_eq!(serde_json::to_string(&version("1.4.2")).unwrap(), r#""1.4.2""#);
        for text in ["", "1", "1.4", "1.4.2.1", "1.4.x", "1..2", "1.4.+2", "1.4.2-rc.1", "99999999999.0.0"] {
            assert_eq!(text.parse::<ProgramVersion>(), Err(ProgramVersionError), "{text}");
        }
    }
}
