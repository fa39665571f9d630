//! Dates of birth, as exactly as a list knows them.

use std::fmt;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

/// When somebody was born, as far as a list knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BirthDate {
    /// On this day.
    Exact(NaiveDate),
    /// In this month.
    YearMonth {
        /// The year.
        year: i32,
        /// The month, from 1 to 12.
        month: u32,
    },
    /// In this year.
    Year(i32),
    /// About then. The span is what the list names; how far around it he may have been born is for the matching to judge.
    Approximate {
        /// Its first day.
        from: NaiveDate,
        /// Its last day.
        until: NaiveDate,
    },
    /// On one of these days, the first and the last included.
    Between {
        /// The first day.
        from: NaiveDate,
        /// The last day.
        until: NaiveDate,
    },
}

impl BirthDate {
    /// Reads `1978-04-28`, `1978-04`, `1978`, two of them parted by `/` for between, or `~` before any of these for about then.
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Some(about) = text.strip_prefix('~') {
            let about = about.trim_start();
            let (from, until) = if about.starts_with('~') { None } else { Self::read(about)?.span() }?;
            return Some(Self::Approximate { from, until });
        }
        let Some((first, last)) = text.split_once('/') else { return Self::plain(text) };
        let ((from, _), (_, until)) = (Self::plain(first)?.span()?, Self::plain(last)?.span()?);
        (from <= until).then_some(Self::Between { from, until })
    }

    fn plain(text: &str) -> Option<Self> {
        let mut parts = text.trim().split('-');
        let number = |part: &str, digits: usize| {
            let is_number = part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit());
            is_number.then(|| part.parse::<u32>().ok()).flatten()
        };
        let year = i32::try_from(number(parts.next()?, 4)?).ok()?;
        let birth = match (parts.next(), parts.next(), parts.next()) {
            (None, ..) => Self::Year(year),
            (Some(month), None, _) => Self::YearMonth { year, month: number(month, 2)? },
            (Some(month), Some(day), None) => {
                Self::Exact(NaiveDate::from_ymd_opt(year, number(month, 2)?, number(day, 2)?)?)
            }
            _ => return None,
        };
        birth.span().map(|_| birth)
    }

    /// Returns the first and the last day that it names; nothing where there is no such month or year.
    pub fn span(self) -> Option<(NaiveDate, NaiveDate)> {
        match self {
            Self::Exact(day) => Some((day, day)),
            Self::YearMonth { year, month } => {
                let first = NaiveDate::from_ymd_opt(year, month, 1)?;
                let next = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
                Some((first, NaiveDate::from_ymd_opt(next.0, next.1, 1)?.pred_opt()?))
            }
            Self::Year(year) => {
                let is_year = (1..=9999).contains(&year);
                is_year
                    .then(|| NaiveDate::from_ymd_opt(year, 1, 1).zip(NaiveDate::from_ymd_opt(year, 12, 31)))
                    .flatten()
            }
            Self::Approximate { from, until } | Self::Between { from, until } => Some((from, until)),
        }
    }

    /// Reads a month and a year as English writes them, such as `Nov. 1973`.
    pub(crate) fn english_month(text: &str) -> Option<Self> {
        let (month, year) = text.trim().split_once(' ')?;
        let word = month.trim_end_matches('.').to_ascii_lowercase();
        let names = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october"];
        let all = names.into_iter().chain(["november", "december"]);
        let at = if word.len() < 3 { None } else { all.into_iter().position(|name| name.starts_with(&word)) };
        Self::plain(&format!("{}-{:02}", year.trim(), at? + 1))
    }
}

/// The shortest way of writing a span that is a year, a month or a day.
fn span_text(from: NaiveDate, until: NaiveDate) -> Option<String> {
    let candidates = [
        BirthDate::Year(from.year()),
        BirthDate::YearMonth { year: from.year(), month: from.month() },
        BirthDate::Exact(from),
    ];
    candidates.into_iter().find(|one| one.span() == Some((from, until))).map(|one| one.to_string())
}

impl fmt::Display for BirthDate {
    /// Writes what [`BirthDate::read`] reads.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exact(day) => write!(f, "{}", day.format("%Y-%m-%d")),
            Self::YearMonth { year, month } => write!(f, "{year:04}-{month:02}"),
            Self::Year(year) => write!(f, "{year:04}"),
            Self::Approximate { from, until } => {
                let between = Self::Between { from: *from, until: *until };
                write!(f, "~{}", span_text(*from, *until).unwrap_or_else(|| between.to_string()))
            }
            Self::Between { from, until } => write!(f, "{}/{}", from.format("%Y-%m-%d"), until.format("%Y-%m-%d")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn dates_are_read_as_exactly_as_they_are_known() {
        assert_eq!(BirthDate::read("1978-04-28"), Some(BirthDate::Exact(day("1978-04-28"))));
        assert_eq!(BirthDate::read("1978-02"), Some(BirthDate::YearMonth { year: 1978, month: 2 }));
        assert_eq!(BirthDate::read(" 1978 "), Some(BirthDate::Year(1978)));
        let about = BirthDate::Approximate { from: day("1978-01-01"), until: day("1978-12-31") };
        assert_eq!(BirthDate::read("~1978"), Some(about));
        let between = BirthDate::Between { from: day("1973-01-01"), until: day("1977-02-28") };
        assert_eq!(BirthDate::read("1973/1977-02"), Some(between));
        assert_eq!(BirthDate::english_month("Nov. 1973 "), Some(BirthDate::YearMonth { year: 1973, month: 11 }));
        assert_eq!(BirthDate::english_month("Between 1973"), None);
        for wrong in [
            "",
            "78",
            "1978-4",
            "1978-13",
            "1978-02-30",
            "1978/1973",
            "~",
            "~~1978",
            "1973/1974/1975",
            "28.04.1978",
            "1978-04-28-1",
            "0000",
        ] {
            assert_eq!(BirthDate::read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn what_is_written_is_read_again() {
        for text in [
            "1978-04-28",
            "1978-04",
            "1978",
            "~1978",
            "~1978-04",
            "~1978-04-28",
            "1973-01-01/1977-02-28",
            "~1973-05-01/1975-02-28",
        ] {
            assert_eq!(BirthDate::read(text).unwrap().to_string(), text);
        }
    }
}
