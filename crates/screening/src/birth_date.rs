//! Dates of birth as lists know them: a day, a year, a range, about.
//!
//! Invariant: parts are kept as written, valid or not: a day that does not exist is one wrong digit of one that does.

use serde::{Deserialize, Serialize};

/// What is known of a date of birth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct BirthDate {
    /// The first year that it may be in.
    pub from: u16,
    /// The last year that it may be in; the same as `from` unless a range is known.
    pub to: u16,
    /// The month, 1 to 12 as far as it was written right; 0 is unknown.
    pub month: u8,
    /// The day of the month; 0 is unknown.
    pub day: u8,
    /// Whether it is approximate.
    pub about: bool,
}

/// How two dates of birth agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BirthEvidence {
    /// Nothing is known of one of them.
    Unknown,
    /// Year, month and day are equal.
    Equal,
    /// Year and month are equal and a day is not known.
    MonthEqual,
    /// The years are equal and no more is known of one of them.
    YearEqual,
    /// The year lies in the range, or near an approximate year.
    InRange,
    /// Day and month stand in each other's place.
    Swapped,
    /// One digit differs.
    OneDigit,
    /// One of day, month and year differs.
    OnePart,
    /// Only years are known and they differ by no more than two.
    YearNear,
    /// Only years are known and they differ by three to five.
    YearApart,
    /// They differ.
    Differs,
}

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

impl BirthDate {
    /// Returns a date of which all is known.
    pub fn day(year: u16, month: u8, day: u8) -> Self {
        Self { from: year, to: year, month, day, about: false }
    }

    /// Returns a date of which the year is known.
    pub fn year(year: u16) -> Self {
        Self::day(year, 0, 0)
    }

    /// Reads `1969-06-16`, `16/06/1969`, `27 Oct 1954`, `Oct 1954`, `1958`, `circa 1962`, `1960-1965`, `between 1960 and
    /// 1965`, and year and month with unknown parts as `1990-05-00` or `19900500`; nothing if no year is in it.
    pub fn read(text: &str) -> Option<Self> {
        let lower = text.trim().to_lowercase();
        let about = ["circa", "approx", "about", "c.", "ca.", "vers", "cerca", "environ", "~"]
            .iter()
            .any(|sign| lower.contains(sign));
        let mut numbers: Vec<(u16, usize)> = Vec::new();
        let mut month_word = None;
        for word in lower.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty()) {
            if let Ok(number) = word.parse::<u32>() {
                if word.len() == 8 {
                    numbers.push(((number / 10_000) as u16, 4));
                    numbers.push(((number / 100 % 100) as u16, 2));
                    numbers.push(((number % 100) as u16, 2));
                } else {
                    numbers.push((number.min(u32::from(u16::MAX)) as u16, word.len()));
                }
            } else if let Some(at) = MONTHS.iter().position(|month| word.starts_with(month)) {
                month_word = Some(at as u8 + 1);
            }
        }
        let years: Vec<u16> =
            numbers.iter().filter(|(year, _)| (1000..=2999).contains(year)).map(|(year, _)| *year).collect();
        let (from, to) = match years.as_slice() {
            [] => return None,
            [year] => (*year, *year),
            [one, other, ..] => (*one.min(other), *one.max(other)),
        };
        let year_first = numbers.first().is_some_and(|(number, _)| *number >= 1000);
        let small: Vec<u8> =
            numbers.iter().filter(|(number, _)| *number < 100).map(|(number, _)| *number as u8).collect();
        let (month, day) = match (month_word, small.as_slice()) {
            _ if years.len() > 1 => (0, 0),
            (Some(month), days) => (month, days.first().copied().unwrap_or(0)),
            (None, [month]) => (*month, 0),
            (None, [month, day, ..]) if year_first => (*month, *day),
            (None, [day, month, ..]) => (*month, *day),
            (None, []) => (0, 0),
        };
        Some(Self { from, to, month, day, about })
    }

    fn is_day(&self) -> bool {
        self.from == self.to && self.month > 0 && self.day > 0
    }

    /// Returns how two dates agree; the order of the two does not matter.
    pub fn agrees(&self, other: &Self) -> BirthEvidence {
        if self.is_day() && other.is_day() {
            return self.days_agree(other);
        }
        let slack = 2 * u16::from(self.about || other.about);
        let apart = if self.from > other.to { self.from - other.to } else { other.from.saturating_sub(self.to) };
        let exact = self.from == self.to && other.from == other.to && slack == 0;
        match apart {
            0 if exact && self.month > 0 && other.month > 0 && self.month == other.month => BirthEvidence::MonthEqual,
            0 if exact && self.month > 0 && other.month > 0 => BirthEvidence::OnePart,
            0 if exact => BirthEvidence::YearEqual,
            0 => BirthEvidence::InRange,
            apart if apart <= slack => BirthEvidence::InRange,
            1..=2 => BirthEvidence::YearNear,
            3..=5 => BirthEvidence::YearApart,
            _ => BirthEvidence::Differs,
        }
    }

    fn days_agree(&self, other: &Self) -> BirthEvidence {
        let same = [self.from == other.from, self.month == other.month, self.day == other.day];
        if same == [true; 3] {
            return BirthEvidence::Equal;
        }
        if self.from == other.from && self.month == other.day && self.day == other.month {
            return BirthEvidence::Swapped;
        }
        let text = |date: &Self| format!("{:04}{:02}{:02}", date.from, date.month, date.day);
        let (one, two) = (text(self), text(other));
        let wrong = one.bytes().zip(two.bytes()).filter(|(one, two)| one != two).count();
        // Registers write the first of January where they know the year alone.
        let placeholder = |date: &Self| date.month == 1 && date.day == 1;
        match (wrong, same.iter().filter(|same| **same).count()) {
            (1, _) => BirthEvidence::OneDigit,
            _ if self.from == other.from && (placeholder(self) || placeholder(other)) => BirthEvidence::YearEqual,
            (_, 2) => BirthEvidence::OnePart,
            (2, 1) if one.len() == two.len() && transposed(&one, &two) => BirthEvidence::OnePart,
            _ => BirthEvidence::Differs,
        }
    }
}

fn transposed(one: &str, two: &str) -> bool {
    let differing: Vec<(u8, u8)> = one.bytes().zip(two.bytes()).filter(|(one, two)| one != two).collect();
    matches!(differing.as_slice(), [(a, b), (c, d)] if a == d && b == c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn agree(one: &str, two: &str) -> BirthEvidence {
        BirthDate::read(one).unwrap().agrees(&BirthDate::read(two).unwrap())
    }

    #[test]
    fn dates_are_read_as_lists_write_them() {
        assert_eq!(BirthDate::read("27 Oct 1954"), Some(BirthDate::day(1954, 10, 27)));
        assert_eq!(BirthDate::read("1954-10-27"), BirthDate::read("27/10/1954"));
        assert_eq!(BirthDate::read("19541027"), BirthDate::read("27.10.1954"));
        assert_eq!(BirthDate::read("1974-01-32"), Some(BirthDate::day(1974, 1, 32)));
        assert_eq!(BirthDate::read("circa 1962").map(|date| (date.from, date.about)), Some((1962, true)));
        assert_eq!(BirthDate::read("between 1960 and 1965").map(|date| (date.from, date.to)), Some((1960, 1965)));
        assert_eq!(BirthDate::read("Oct 1954"), Some(BirthDate::day(1954, 10, 0)));
        assert_eq!(BirthDate::read("unknown"), None);
    }

    #[test]
    fn each_agreement_has_its_name() {
        assert_eq!(agree("1954-10-27", "27 Oct 1954"), BirthEvidence::Equal);
        assert_eq!(agree("1954-10-07", "1954-07-10"), BirthEvidence::Swapped);
        assert_eq!(agree("1954-10-27", "1955-10-27"), BirthEvidence::OneDigit);
        assert_eq!(agree("1954-10-27", "1954-10-12"), BirthEvidence::OnePart);
        assert_eq!(agree("1954-10-27", "1954"), BirthEvidence::YearEqual);
        assert_eq!(agree("1954-01-01", "1954-10-27"), BirthEvidence::YearEqual);
        assert_eq!(agree("1954", "1956"), BirthEvidence::YearNear);
        assert_eq!(agree("1962-03-01", "between 1960 and 1965"), BirthEvidence::InRange);
        assert_eq!(agree("circa 1962", "1964"), BirthEvidence::InRange);
        assert_eq!(agree("1954-10-27", "1971-03-02"), BirthEvidence::Differs);
    }
}
