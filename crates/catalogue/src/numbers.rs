//! Whole numbers, amounts and durations as each language writes them.
//!
//! Invariant: digits are Western Arabic ones in every language: they must equal those on a document or a scale.

use crate::{Catalogue, Language};

impl Catalogue {
    /// Returns a whole number with the language's thousands separators.
    #[must_use]
    pub fn number(&self, number: i64) -> String {
        grouped(number, self.language())
    }

    /// Returns `units` of a `10^-places` (cents, grams of a kilogram …) as a decimal number: `(123456, 2)` is
    /// `1,234.56` in English.
    #[must_use]
    pub fn decimal(&self, units: i64, places: u8) -> String {
        // More than 18 places do not fit an i64.
        let places = places.min(18);
        if places == 0 {
            return self.number(units);
        }
        let scale = 10_u64.pow(u32::from(places));
        let (whole, part) = (units.unsigned_abs() / scale, units.unsigned_abs() % scale);
        let sign = if units < 0 { "-" } else { "" };
        let point = match self.language() {
            Language::English | Language::Swahili | Language::Arabic => '.',
            Language::French | Language::Portuguese => ',',
        };
        let width = usize::from(places);
        let whole = grouped_digits(whole, self.language());
        format!("{sign}{whole}{point}{part:0width$}")
    }

    /// Returns a duration given in seconds as hours and minutes, `h:mm`, whole minutes rounded down.
    #[must_use]
    pub fn duration(&self, seconds: i64) -> String {
        let sign = if seconds <= -60 { "-" } else { "" };
        let minutes = seconds.unsigned_abs() / 60;
        format!("{sign}{}:{:02}", minutes / 60, minutes % 60)
    }
}

pub(crate) fn grouped(number: i64, language: Language) -> String {
    let sign = if number < 0 { "-" } else { "" };
    format!("{sign}{}", grouped_digits(number.unsigned_abs(), language))
}

fn grouped_digits(number: u64, language: Language) -> String {
    let separator = match language {
        Language::English | Language::Swahili | Language::Arabic => ',',
        // The narrow no-break space keeps a number on one line.
        Language::French => '\u{202f}',
        Language::Portuguese => '.',
    };
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() * 2);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(separator);
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_as_the_language_does() {
        let english = Catalogue::of(Language::English);
        let french = Catalogue::of(Language::French);
        assert_eq!(english.number(0), "0");
        assert_eq!(english.number(999), "999");
        assert_eq!(english.number(-1_234_567), "-1,234,567");
        assert_eq!(french.number(27_400), "27\u{202f}400");
        assert_eq!(english.number(i64::MIN), "-9,223,372,036,854,775,808");
    }

    #[test]
    fn amounts_keep_all_their_places() {
        let english = Catalogue::of(Language::English);
        let french = Catalogue::of(Language::French);
        assert_eq!(english.decimal(123_456, 2), "1,234.56");
        assert_eq!(english.decimal(-5, 2), "-0.05");
        assert_eq!(english.decimal(42, 0), "42");
        assert_eq!(french.decimal(2_740_050, 3), "2\u{202f}740,050");
        assert_eq!(english.decimal(i64::MIN, 200), "-9.223372036854775808");
    }

    #[test]
    fn durations_are_hours_and_minutes() {
        let english = Catalogue::of(Language::English);
        assert_eq!(english.duration(59), "0:00");
        assert_eq!(english.duration(4_980), "1:23");
        assert_eq!(english.duration(360_000), "100:00");
        assert_eq!(english.duration(-90), "-0:01");
    }
}
