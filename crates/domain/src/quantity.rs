//! Quantities with decimals as people type them: amounts of money, masses.
//!
//! Invariant: nothing is rounded, and what is written is read again as the same quantity.

/// Why a text is no quantity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum QuantityError {
    /// It is no number, a negative one, or one that is too great.
    #[error("no quantity")]
    NoQuantity,
    /// It has more decimals than its unit.
    #[error("more decimals than the unit has")]
    TooManyDecimals,
}

/// Reads a quantity into `10^-places` of its unit: kilograms into grams with 3, dollars into cents with 2. A point and a comma
/// both part the decimals; spaces and the other sign group the thousands.
pub fn read(text: &str, places: u8) -> Result<u64, QuantityError> {
    let plain: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    if plain.is_empty() {
        return Err(QuantityError::NoQuantity);
    }
    let (whole, part) = match plain.rfind(['.', ',']) {
        Some(at) if !is_grouping(&plain, at, places) => plain.split_at(at),
        _ => (plain.as_str(), ""),
    };
    let is_sign = |c: char| matches!(c, '.' | ',');
    let whole: String = whole.chars().filter(|c| !is_sign(*c)).collect();
    let part = part.trim_start_matches(is_sign);
    let is_digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if !is_digits(&whole) || !is_digits(part) || (whole.is_empty() && part.is_empty()) {
        return Err(QuantityError::NoQuantity);
    }
    if part.len() > usize::from(places) {
        return Err(QuantityError::TooManyDecimals);
    }
    format!("{whole}{part:0<width$}", width = usize::from(places)).parse().map_err(|_| QuantityError::NoQuantity)
}

/// Returns a quantity as it is typed again: without groups, without needless decimals.
pub fn written(units: u64, places: u8) -> String {
    let width = usize::from(places);
    let digits = format!("{units:0>width$}", width = width + 1);
    let (whole, part) = digits.split_at(digits.len() - width);
    match part.trim_end_matches('0') {
        "" => whole.to_owned(),
        part => format!("{whole}.{part}"),
    }
}

/// A lone sign before exactly three digits groups thousands, where they would be more decimals than the unit has.
fn is_grouping(plain: &str, at: usize, places: u8) -> bool {
    let (before, behind) = plain.split_at(at);
    let same = behind.get(..1).map_or(0, |sign| plain.matches(sign).count());
    let is_first_group = (1..=3).contains(&before.len()) && !before.starts_with('0');
    same > 1 || (behind.len() == 4 && places < 3 && is_first_group)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantities_keep_their_decimals() {
        for (text, places, units) in [
            ("28140", 3, 28_140_000),
            ("28 140,5", 3, 28_140_500),
            ("28\u{202f}140", 0, 28_140),
            ("0.125", 3, 125),
            (",5", 2, 50),
            ("5.", 2, 500),
            ("1,234.50", 2, 123_450),
            ("1,234", 2, 123_400),
            ("50.000", 0, 50_000),
            ("1,234,567", 3, 1_234_567_000),
            ("18446744073709551615", 0, u64::MAX),
        ] {
            assert_eq!(read(text, places), Ok(units), "{text}");
        }
        for text in ["", " ", "a", "-1", ".", "1.2.3,4x", "18446744073709551615"] {
            assert_eq!(read(text, 3), Err(QuantityError::NoQuantity), "{text}");
        }
        for (text, places) in [("1.2345", 3), ("0.125", 2), ("1,234.567", 2), ("1200.505", 2), ("1200.50", 0)] {
            assert_eq!(read(text, places), Err(QuantityError::TooManyDecimals), "{text}");
        }
    }

    #[test]
    fn what_is_written_is_read_again() {
        for places in 0..=4 {
            for units in [0, 5, 1_500, 28_140_000, 28_140_125, u64::MAX] {
                assert_eq!(read(&written(units, places), places), Ok(units), "{units} {places}");
            }
        }
        assert_eq!(
            [written(5, 2), written(150, 2), written(1_234, 0), written(1_234, 3)],
            ["0.05", "1.5", "1234", "1.234"]
        );
    }
}
