//! Dates and times of UN/EDIFACT (DTM, C507), and the century of years with two digits.

use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime};

/// A date with a time of day where one is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Moment {
    pub(super) day: NaiveDate,
    pub(super) time: Option<NaiveTime>,
}

/// In which century a year of two digits is.
#[derive(Debug, Clone, Copy)]
pub(super) enum Century {
    /// From 2000 on: times of a journey.
    Ours,
    /// The last such day before this one: dates of birth. Whoever is a hundred years old is taken for a child; the guide has no better.
    LastBefore(NaiveDate),
    /// The nearest to this day: validity of a document.
    Nearest(NaiveDate),
}

/// Reads a date or time by its format (DTM, C507 2379): 101, 102, 201, 203 or 204; by its length where none is told.
pub(super) fn moment(text: &str, format: &str, century: Option<Century>) -> Option<Moment> {
    if !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let is_of = |length: usize, codes: &[&str]| text.len() == length && (format.is_empty() || codes.contains(&format));
    let number = |from: usize, to: usize| text.get(from..to).and_then(|part| part.parse::<u32>().ok());
    let is_short = is_of(6, &["101"]) || is_of(10, &["201"]);
    let is_long = is_of(8, &["102"]) || is_of(12, &["203"]) || is_of(14, &["204"]);
    if !is_short && !is_long {
        return None;
    }
    let years = if is_short { 2 } else { 4 };
    let (year, month, day) = (number(0, years)?, number(years, years + 2)?, number(years + 2, years + 4)?);
    let year = i32::try_from(year).ok()?;
    let day = if is_short { within(century?, year, month, day)? } else { NaiveDate::from_ymd_opt(year, month, day)? };
    let at = years + 4;
    let time = match number(at, at + 2).zip(number(at + 2, at + 4)) {
        Some((hour, minute)) => {
            Some(NaiveTime::from_hms_opt(hour, minute, number(at + 4, at + 6).unwrap_or_default())?)
        }
        None => None,
    };
    Some(Moment { day, time })
}

fn within(century: Century, year: i32, month: u32, day: u32) -> Option<NaiveDate> {
    let of = |hundred: i32| NaiveDate::from_ymd_opt(hundred + year, month, day);
    match century {
        Century::Ours => of(2000),
        Century::LastBefore(reference) => {
            let hundred = reference.year() - reference.year().rem_euclid(100);
            of(hundred).filter(|date| *date <= reference).or_else(|| of(hundred - 100))
        }
        Century::Nearest(reference) => {
            let hundred = reference.year() - reference.year().rem_euclid(100);
            let near = |date: &NaiveDate| (-50..50).contains(&(date.year() - reference.year()));
            [hundred - 100, hundred, hundred + 100].into_iter().filter_map(of).find(near)
        }
    }
}

/// Returns a day as the guide writes it (`YYMMDD`) where it will be read as the same day, and otherwise in full with its format.
pub(super) fn written(day: NaiveDate, century: Option<Century>) -> String {
    let short = day.format("%y%m%d").to_string();
    let is_same = moment(&short, "", century).is_some_and(|moment| moment.day == day);
    if is_same { short } else { day.format("%Y%m%d:102").to_string() }
}

/// Returns a time as the guide writes it (format 201) where it is of our century, and otherwise in full.
pub(super) fn written_time(time: NaiveDateTime) -> String {
    if (2000..2100).contains(&time.year()) {
        time.format("%y%m%d%H%M:201").to_string()
    } else {
        time.format("%Y%m%d%H%M:203").to_string()
    }
}

/// Returns the day up to which somebody on a journey can have been born: a day after it begins, for clocks differ.
pub(super) fn born_before(day: NaiveDate) -> NaiveDate {
    day.checked_add_days(Days::new(1)).unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn two_digits_are_taken_for_the_last_such_day_or_the_nearest() {
        let at = day("2026-03-01");
        let birth = |text: &str| moment(text, "", Some(Century::LastBefore(at))).map(|moment| moment.day);
        assert_eq!(birth("260228"), Some(day("2026-02-28")));
        assert_eq!(birth("260302"), Some(day("1926-03-02")));
        assert_eq!(birth("780428"), Some(day("1978-04-28")));
        assert_eq!(birth("000229"), Some(day("2000-02-29")));
        assert_eq!(birth("19780428"), Some(day("1978-04-28")));
        let valid = |text: &str| moment(text, "101", Some(Century::Nearest(at))).map(|moment| moment.day);
        assert_eq!(valid("310228"), Some(day("2031-02-28")));
        assert_eq!(valid("990228"), Some(day("1999-02-28")));
        assert_eq!(moment("780428", "", None), None);
    }

    #[test]
    fn formats_and_lengths_agree_or_nothing_is_read() {
        let ours = Some(Century::Ours);
        let time = |text: &str, format: &str| moment(text, format, ours).and_then(|moment| moment.time);
        assert_eq!(time("2603010830", "201").unwrap().to_string(), "08:30:00");
        assert_eq!(time("202603010830", "203").unwrap().to_string(), "08:30:00");
        for (text, format) in
            [("2603010830", "102"), ("2603012530", "201"), ("2603", ""), ("26030x", ""), ("260230", "")]
        {
            assert_eq!(moment(text, format, ours), None, "{text}");
        }
    }
}
