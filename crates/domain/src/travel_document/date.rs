//! Dates as a zone prints them: two digits each of year, month and day, fillers where the issuer did not know.
//!
//! Invariant: a full date is a day of the calendar, and never one that the stated rule of centuries does not give.

use chrono::{Datelike, Months, NaiveDate};

/// What six cells of a date hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PrintedDate {
    Unknown,
    PartlyUnknown,
    Malformed,
    Impossible,
    Whole { year: i32, month: u32, day: u32 },
}

impl PrintedDate {
    /// Reads the cells. A pair is known or unknown as a whole (Doc 9303 part 3, section 4.8).
    pub(super) fn read(cells: &str) -> Self {
        let pairs = [cells.get(..2), cells.get(2..4), cells.get(4..6)].map(|pair| match pair {
            Some("<<") => Ok(None),
            Some(digits) if digits.bytes().all(|c| c.is_ascii_digit()) => {
                digits.parse::<u32>().map(Some).map_err(|_| ())
            }
            _ => Err(()),
        });
        match pairs {
            [Ok(None), Ok(None), Ok(None)] => Self::Unknown,
            [Ok(Some(year)), Ok(Some(month)), Ok(Some(day))] => Self::whole(year, month, day),
            [Ok(_), Ok(_), Ok(_)] => Self::PartlyUnknown,
            _ => Self::Malformed,
        }
    }

    fn whole(year: u32, month: u32, day: u32) -> Self {
        let year = i32::try_from(year).unwrap_or_default();
        // 29 February of year 00 exists in 2000, though not in 1900.
        if [1900, 2000].iter().any(|century| NaiveDate::from_ymd_opt(century + year, month, day).is_some()) {
            Self::Whole { year, month, day }
        } else {
            Self::Impossible
        }
    }

    /// Returns the latest day with these digits that is not after `limit`.
    fn latest(self, limit: NaiveDate) -> Option<NaiveDate> {
        let Self::Whole { year, month, day } = self else { return None };
        let century = limit.year() - limit.year().rem_euclid(100);
        [century, century - 100]
            .into_iter()
            .filter_map(|century| NaiveDate::from_ymd_opt(century + year, month, day))
            .find(|date| *date <= limit)
    }
}

/// Returns the day of expiry: the latest that is no more than fifty years after today.
pub(super) fn full_expiry(printed: PrintedDate, today: NaiveDate) -> Option<NaiveDate> {
    printed.latest(today.checked_add_months(Months::new(50 * 12))?)
}

/// Returns the day of birth: the latest that is neither after today nor after the expiry of the document.
pub(super) fn full_birth(printed: PrintedDate, expiry: Option<NaiveDate>, today: NaiveDate) -> Option<NaiveDate> {
    printed.latest(expiry.map_or(today, |expiry| expiry.min(today)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn cells_are_told_apart() {
        assert_eq!(PrintedDate::read("740812"), PrintedDate::Whole { year: 74, month: 8, day: 12 });
        assert_eq!(PrintedDate::read("000229"), PrintedDate::Whole { year: 0, month: 2, day: 29 });
        for (cells, expected) in [
            ("<<<<<<", PrintedDate::Unknown),
            ("85<<<<", PrintedDate::PartlyUnknown),
            ("<<0612", PrintedDate::PartlyUnknown),
            ("8<0612", PrintedDate::Malformed),
            ("74O812", PrintedDate::Malformed),
            ("74081", PrintedDate::Malformed),
            ("880230", PrintedDate::Impossible),
            ("010229", PrintedDate::Impossible),
        ] {
            assert_eq!(PrintedDate::read(cells), expected, "{cells}");
        }
    }

    #[test]
    fn a_birth_is_the_latest_possible() {
        let birth = |cells: &str| full_birth(PrintedDate::read(cells), None, day(2026, 6, 1));
        assert_eq!(birth("260601"), Some(day(2026, 6, 1)));
        assert_eq!(birth("260602"), Some(day(1926, 6, 2)));
        assert_eq!(birth("251231"), Some(day(2025, 12, 31)));
        assert_eq!(birth("991231"), Some(day(1999, 12, 31)));
        assert_eq!(birth("000101"), Some(day(2000, 1, 1)));
        assert_eq!(birth("880230"), None);
        assert_eq!(birth("<<0612"), None);
        let before_expiry = full_birth(PrintedDate::read("200101"), Some(day(2015, 1, 1)), day(2026, 6, 1));
        assert_eq!(before_expiry, Some(day(1920, 1, 1)));
    }

    #[test]
    fn an_expiry_is_at_most_fifty_years_ahead() {
        let expiry = |cells: &str| full_expiry(PrintedDate::read(cells), day(2026, 6, 1));
        assert_eq!(expiry("300101"), Some(day(2030, 1, 1)));
        assert_eq!(expiry("760531"), Some(day(2076, 5, 31)));
        assert_eq!(expiry("760602"), Some(day(1976, 6, 2)));
        assert_eq!(expiry("950712"), Some(day(1995, 7, 12)));
        assert_eq!(full_expiry(PrintedDate::read("050101"), day(2090, 1, 1)), Some(day(2105, 1, 1)));
    }
}
