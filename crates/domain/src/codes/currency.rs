//! Currencies, by ISO 4217.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::written_as_text;

/// The code of a currency: three capital letters of ISO 4217, such as `USD`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Currency(String);

impl Currency {
    /// Returns the letters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Currency {
    type Err = CurrencyError;

    /// Reads a code in either case.
    fn from_str(text: &str) -> Result<Self, CurrencyError> {
        let letters = text.trim().to_ascii_uppercase();
        let is_code = letters.len() == 3 && letters.bytes().all(|letter| letter.is_ascii_uppercase());
        if is_code { Ok(Self(letters)) } else { Err(CurrencyError) }
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The text is no code of a currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not three letters of ISO 4217")]
pub struct CurrencyError;

written_as_text!(Currency, CurrencyError);
