//! Dates and times as each language writes them.
//!
//! Invariant: the month is always a word, never a number, so that 3 November and 11 March cannot be confused
//! between two States; the clock has 24 hours.

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, Timelike};

use crate::{Args, Catalogue};

impl Catalogue {
    /// Returns a date, such as `17 Nov 2026`.
    #[must_use]
    pub fn date(&self, date: NaiveDate) -> String {
        let month = self.text(&format!("month-short-{}", date.month()));
        self.text_with(
            "calendar-date",
            &Args::new()
                .with_count("day", i64::from(date.day()))
                .with("month", month)
                .with("year", date.year().to_string()),
        )
    }

    /// Returns a time of day, such as `15:55`.
    #[must_use]
    pub fn time(&self, time: NaiveTime) -> String {
        format!("{:02}:{:02}", time.hour(), time.minute())
    }

    /// Returns a date with its time of day, such as `17 Nov 2026, 15:55`; give the local time of the post.
    #[must_use]
    pub fn date_time(&self, at: NaiveDateTime) -> String {
        self.text_with(
            "calendar-date-time",
            &Args::new().with("date", self.date(at.date())).with("time", self.time(at.time())),
        )
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use crate::{Catalogue, Language};

    #[test]
    fn dates_follow_the_language() {
        let at = NaiveDate::from_ymd_opt(2026, 11, 17).unwrap().and_hms_opt(5, 9, 59).unwrap();
        let first = NaiveDate::from_ymd_opt(2026, 8, 1).unwrap();
        let english = Catalogue::of(Language::English);
        let french = Catalogue::of(Language::French);
        assert_eq!(english.date_time(at), "17 Nov 2026, 05:09");
        assert_eq!(french.date_time(at), "17 nov. 2026, 05:09");
        assert_eq!(english.date(first), "1 Aug 2026");
        assert_eq!(french.date(first), "1er août 2026");
    }

    #[test]
    fn a_language_without_texts_writes_english_dates() {
        let date = NaiveDate::from_ymd_opt(2026, 11, 17).unwrap();
        assert_eq!(Catalogue::of(Language::Swahili).date(date), "17 Nov 2026");
    }
}
