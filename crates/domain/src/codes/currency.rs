//! Currencies, by ISO 4217.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::written_as_text;

/// The code of a currency: three capital letters of ISO 4217, such as `USD`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Currency(String);

/// The currencies whose minor unit is not the hundredth, by its exponent (ISO 4217 list one of 1 January 2026).
const EXPONENTS: [(u8, &[&str]); 3] = [
    (
        0,
        &[
            "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND", "VUV", "XAF",
            "XOF", "XPF",
        ],
    ),
    (3, &["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"]),
    (4, &["CLF", "UYW"]),
];

impl Currency {
    /// How many decimals most currencies have, and one that ISO 4217 does not list.
    pub const USUAL_DECIMALS: u8 = 2;

    /// Returns the letters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns how many decimals an amount has: the exponent of the minor unit.
    #[must_use]
    pub fn decimals(&self) -> u8 {
        let other = EXPONENTS.iter().find(|(_, codes)| codes.contains(&self.as_str()));
        other.map_or(Self::USUAL_DECIMALS, |(exponent, _)| *exponent)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_currency_has_the_decimals_of_its_minor_unit() {
        let decimals = |code: &str| code.parse::<Currency>().unwrap().decimals();
        assert_eq!(["UGX", "rwf", "BIF", "JPY", "XAF", "XOF", "DJF"].map(decimals), [0; 7]);
        assert_eq!(["USD", "KES", "TZS", "EUR", "QQQ"].map(decimals), [2; 5]);
        assert_eq!(["BHD", "KWD", "TND"].map(decimals), [3; 3]);
    }
}
