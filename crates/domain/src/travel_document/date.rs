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

/// The most years that a bearer is taken to have lived.
const OLDEST: i32 = 120;

/// Returns the day of expiry: the latest that is no more than fifty years after today.
///
/// Doc 9303 fixes no rule. No State issues a document for longer than some fifteen years, but for a few cards without end that
/// print a day decades ahead; an expiry that long ago is shown by nobody.
pub(super) fn full_expiry(printed: PrintedDate, today: NaiveDate) -> Option<NaiveDate> {
    printed.latest(today.checked_add_months(Months::new(50 * 12))?)
}

/// Returns the day of birth: the latest that is neither after today nor after the expiry of the document.
///
/// Where that would make the bearer more than [`OLDEST`] years old, the expiry, whose century is a guess too, does not count.
pub(super) fn full_birth(printed: PrintedDate, expiry: Option<NaiveDate>, today: NaiveDate) -> Option<NaiveDate> {
    let eldest = today.checked_sub_months(Months::new(OLDEST.unsigned_abs() * 12))?;
    expiry
        .and_then(|expiry| printed.latest(expiry.min(today)))
        .filter(|birth| *birth >= eldest)
        .or_else(|| printed.latest(today))
        .filter(|birth| *birth >= eldest)
}

/// Returns the first day of the month in which a French identity card was made, with which its number begins.
///
/// The cards were made from 1988 on; a year before that is one of this century.
pub(super) fn month_of_issue(number: &str) -> Option<NaiveDate> {
    let two = |from: usize| number.get(from..from + 2).filter(|cells| cells.bytes().all(|c| c.is_ascii_digit()));
    let year: i32 = two(0)?.parse().ok()?;
    NaiveDate::from_ymd_opt(if year < 88 { 2000 } else { 1900 } + year, two(2)?.parse().ok()?, 1)
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
        // A card that expired in 1980 and was borne by who was born in 1885: rather its year of expiry was misjudged.
        let too_old = full_birth(PrintedDate::read("850101"), Some(day(1980, 1, 1)), day(2026, 6, 1));
        assert_eq!(too_old, Some(day(1985, 1, 1)));
        let in_2000 = full_birth(PrintedDate::read("000229"), None, day(2026, 6, 1));
        assert_eq!(in_2000, Some(day(2000, 2, 29)));
        // 1900 had no 29 February.
        assert_eq!(full_birth(PrintedDate::read("000229"), None, day(1999, 6, 1)), None);
    }

    #[test]
    fn no_birth_lies_ahead_nor_longer_ago_than_a_life() {
        for (year, expires) in (0..100).flat_map(|year| [None, Some(1975), Some(2026), Some(2076)].map(|e| (year, e))) {
            let today = day(2026, 6, 1);
            let printed = PrintedDate::read(&format!("{year:02}0601"));
            let birth = full_birth(printed, expires.map(|expires| day(expires, 1, 1)), today).unwrap();
            assert!(birth <= today && birth >= day(1906, 6, 1), "{birth}");
        }
    }

    #[test]
    fn a_french_card_says_when_it_was_made() {
        assert_eq!(month_of_issue("9409923102854"), Some(day(1994, 9, 1)));
        assert_eq!(month_of_issue("2107GVA12345"), Some(day(2021, 7, 1)));
        for other in ["ABCDE1234512", "2113GVA12345", "21", ""] {
            assert_eq!(month_of_issue(other), None, "{other}");
        }
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
