//! Dates, times of day, masses and amounts as people type them.
//!
//! Invariant: what is read is written back in the one form the window uses, so that a person sees what was understood.

use catalogue::Catalogue;
use chrono::{Datelike, NaiveDate, NaiveTime};
use domain::customs::FaultCode;
use domain::quantity::QuantityError;
pub use domain::quantity::written as untyped;

/// Reads a date: `17 Mar 1992`, `17.3.1992`, `17/03/1992`, `1992-03-17`, `17031992`. The day comes before the month, as on
/// the documents of ICAO Doc 9303 part 3 section 4.8, unless the year comes first.
pub fn date(text: &str, catalogue: &Catalogue) -> Option<NaiveDate> {
    // A date that the window wrote carries marks that keep it together beside Arabic; they are no part of it.
    let plain: String = text.chars().filter(|c| !('\u{2066}'..='\u{2069}').contains(c)).collect();
    let text = plain.trim();
    let parts: Vec<&str> = text.split([' ', '.', '/', '-', ',']).filter(|part| !part.is_empty()).collect();
    match parts.as_slice() {
        [year, month, day] if year.len() == 4 => {
            NaiveDate::from_ymd_opt(year.parse().ok()?, month_of(month, catalogue)?, day.parse().ok()?)
        }
        [day, month, year] => {
            let day = day.trim_end_matches(|c: char| c.is_alphabetic()).parse().ok()?;
            NaiveDate::from_ymd_opt(whole_year(year)?, month_of(month, catalogue)?, day)
        }
        [digits] if digits.len() == 8 => NaiveDate::from_ymd_opt(
            digits.get(4..)?.parse().ok()?,
            digits.get(2..4)?.parse().ok()?,
            digits.get(..2)?.parse().ok()?,
        ),
        _ => None,
    }
}

/// Reads a time of day: `9:40`, `09.40`, `09h40`, `0940`.
pub fn time(text: &str) -> Option<NaiveTime> {
    let text = text.trim();
    let parts: Vec<&str> = text.split([':', '.', 'h', 'H', ' ']).filter(|part| !part.is_empty()).collect();
    let (hour, minute) = match parts.as_slice() {
        [hour, minute] => (*hour, *minute),
        [digits] if digits.len() == 4 => (digits.get(..2)?, digits.get(2..)?),
        _ => return None,
    };
    NaiveTime::from_hms_opt(hour.parse().ok()?, minute.parse().ok()?, 0)
}

/// Reads a quantity into `10^-places` of its unit, such as kilograms into grams.
pub fn quantity(text: &str, places: u8) -> Option<u64> {
    domain::quantity::read(text, places).ok()
}

/// Returns the key of what is wrong with an amount that may have so many decimals.
pub const fn wrong_amount(why: QuantityError, decimals: u8) -> &'static str {
    match (why, decimals) {
        (QuantityError::NoQuantity, _) => "declare-number",
        (QuantityError::TooManyDecimals, 0) => "declare-decimals-0",
        (QuantityError::TooManyDecimals, 1 | 2) => "declare-decimals-2",
        (QuantityError::TooManyDecimals, 3) => "declare-decimals-3",
        (QuantityError::TooManyDecimals, _) => "declare-decimals-4",
    }
}

/// Returns a list of seals or numbers as typed with commas, semicolons or spaces of lines between.
pub fn list(text: &str) -> Vec<String> {
    text.split([',', ';', '\n']).map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

fn whole_year(text: &str) -> Option<i32> {
    (text.len() == 4).then(|| text.parse().ok()).flatten()
}

fn month_of(text: &str, catalogue: &Catalogue) -> Option<u32> {
    if let Ok(number) = text.parse() {
        return Some(number);
    }
    let typed = text.to_lowercase();
    (1..=12).find(|month| {
        let known = catalogue.text(&format!("month-short-{month}")).to_lowercase();
        let known = known.trim_end_matches('.');
        typed.starts_with(known) || (typed.chars().count() >= 3 && known.starts_with(&typed))
    })
}

/// Returns the whole years between two days.
pub fn age(birth: NaiveDate, today: NaiveDate) -> i64 {
    let had_birthday = (today.month(), today.day()) >= (birth.month(), birth.day());
    i64::from(today.year() - birth.year()) - i64::from(!had_birthday)
}

/// Returns the key of what is said of a fault beside its field.
pub const fn fault_key(code: FaultCode) -> &'static str {
    match code {
        FaultCode::Missing => "ask-needed",
        FaultCode::TooLong => "declare-too-long",
        FaultCode::NotACode => "declare-three-letters",
        FaultCode::NetOverGross => "declare-net-over-gross",
        FaultCode::Zero => "declare-zero",
        FaultCode::Expired => "papers-expired",
    }
}

#[cfg(test)]
mod tests {
    use catalogue::Language;

    use super::*;

    #[test]
    fn dates_are_read_as_people_write_them() {
        let english = Catalogue::of(Language::English);
        let french = Catalogue::of(Language::French);
        let expected = NaiveDate::from_ymd_opt(1992, 3, 17);
        for text in
            ["17 Mar 1992", "17 March 1992", "17.3.1992", "17/03/1992", "1992-03-17", "17031992", " 17 mar 1992 "]
        {
            assert_eq!(date(text, english), expected, "{text}");
        }
        assert_eq!(date("1er août 2026", french), NaiveDate::from_ymd_opt(2026, 8, 1));
        for text in ["", "17 Mar 92", "31.2.2026", "soon", "17 1992"] {
            assert_eq!(date(text, english), None, "{text}");
        }
    }

    #[test]
    fn a_time_of_day_is_read_as_people_write_it() {
        for text in ["9:40", "09:40", " 09.40 ", "9h40", "0940", "9 40"] {
            assert_eq!(time(text), NaiveTime::from_hms_opt(9, 40, 0), "{text}");
        }
        for text in ["", "9", "940", "24:00", "9:60", "9:40:00", "soon"] {
            assert_eq!(time(text), None, "{text}");
        }
    }

    #[test]
    fn what_the_window_writes_is_read_again() {
        for language in Language::OFFERED {
            for catalogue in [Catalogue::of(language), Catalogue::for_window(language)] {
                for month in 1..=12 {
                    let day = NaiveDate::from_ymd_opt(2026, month, 1).unwrap();
                    assert_eq!(date(&catalogue.date(day), catalogue), Some(day), "{language:?}");
                }
            }
        }
    }

    #[test]
    fn lists_are_parted_and_trimmed() {
        assert_eq!(list("KRA 0048812, KRA 0048813;\n X "), ["KRA 0048812", "KRA 0048813", "X"]);
        assert!(list(" , ").is_empty());
    }

    #[test]
    fn a_birthday_counts_from_its_day() {
        let birth = NaiveDate::from_ymd_opt(2008, 11, 21).unwrap();
        assert_eq!(age(birth, NaiveDate::from_ymd_opt(2026, 11, 20).unwrap()), 17);
        assert_eq!(age(birth, NaiveDate::from_ymd_opt(2026, 11, 21).unwrap()), 18);
    }
}
