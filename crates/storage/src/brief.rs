//! Acts on crossings in brief, many in one row: for whoever folds millions of them. What an engine hands over row by row
//! costs more than what is in the row.
//!
//! Invariant: a brief is a copy of what stands in the act's row. JSON holds no control character, so the two that part one
//! brief from the next, and its fields, stand nowhere inside.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use uuid::Uuid;

use crate::StorageError;

/// Between two briefs.
const RECORD: u8 = 0x1e;
/// Between two fields.
const FIELD: u8 = 0x1f;
/// The digits of a crossing's id.
const ID: usize = 32;

/// An act on a crossing in brief.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Brief<'a> {
    /// Its number.
    pub seq: i64,
    /// The crossing it is about.
    pub crossing: Uuid,
    /// When it was done, UTC, whole milliseconds.
    pub at: DateTime<Utc>,
    /// The procedure part: JSON.
    pub procedure: &'a str,
    /// The facts part, JSON, of an act that adds or corrects a subject; none where there are none or they were lawfully
    /// erased.
    pub facts: Option<&'a str>,
}

/// Some acts on crossings in brief, by number.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Briefs(String);

impl Briefs {
    /// Takes what an engine's statement returns: none where there is no act.
    #[must_use]
    pub fn of(text: Option<String>) -> Self {
        Self(text.unwrap_or_default())
    }

    /// Returns them one by one, each with [`StorageError::Corrupt`] in its place where it can't be read.
    pub fn iter(&self) -> impl Iterator<Item = Result<Brief<'_>, StorageError>> {
        self.0.split(char::from(RECORD)).filter(|one| !one.is_empty()).map(|one| read(one).ok_or_else(|| corrupt(one)))
    }
}

fn read(text: &str) -> Option<Brief<'_>> {
    let (id, rest) = text.split_at_checked(ID)?;
    let mut fields = rest.splitn(4, char::from(FIELD));
    let (seq, at, procedure, facts) = (fields.next()?, fields.next()?, fields.next()?, fields.next()?);
    Some(Brief {
        seq: seq.parse().ok()?,
        crossing: Uuid::from_u128(u128::from_str_radix(id, 16).ok()?),
        at: moment(at)?,
        procedure,
        facts: Some(facts).filter(|facts| !facts.is_empty()),
    })
}

/// Reads a moment as both engines write it, `2026-10-03T12:00:00.123+00:00`, with or without its milliseconds.
fn moment(text: &str) -> Option<DateTime<Utc>> {
    let number = |from: usize, to: usize| text.get(from..to)?.parse::<u32>().ok();
    let fraction = text.get(19..)?.strip_suffix("+00:00")?;
    let millis = match fraction.strip_prefix('.') {
        None => Some(0).filter(|_| fraction.is_empty()),
        Some(digits) => digits.parse::<u32>().ok().filter(|_| digits.len() == 3),
    }?;
    let year = text.get(..4)?.parse().ok()?;
    let day = NaiveDate::from_ymd_opt(year, number(5, 7)?, number(8, 10)?)?;
    let time = NaiveTime::from_hms_milli_opt(number(11, 13)?, number(14, 16)?, number(17, 19)?, millis)?;
    Some(day.and_time(time).and_utc())
}

fn corrupt(text: &str) -> StorageError {
    StorageError::Corrupt {
        table: "act",
        column: "procedure".to_owned(),
        row: text.chars().skip(ID).take_while(char::is_ascii_digit).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: &str = "0000000000000000000000000000002A7\u{1f}2026-10-03T12:00:00.123+00:00\u{1f}{\"act\":{}}\u{1f}";

    #[test]
    fn briefs_are_told_apart() {
        let text = format!("{ONE}\u{1e}{}{{\"facts\":1}}", ONE.replace("A7", "A8").replace(".123", ""));
        let briefs = Briefs::of(Some(text));
        let read: Vec<Brief<'_>> = briefs.iter().map(Result::unwrap).collect();
        assert_eq!(read.iter().map(|brief| brief.seq).collect::<Vec<_>>(), [7, 8]);
        assert!(read.iter().all(|brief| brief.crossing == Uuid::from_u128(42) && brief.procedure == "{\"act\":{}}"));
        assert_eq!(read.iter().map(|brief| brief.facts).collect::<Vec<_>>(), [None, Some("{\"facts\":1}")]);
        let at = |text: &str| DateTime::parse_from_rfc3339(text).unwrap().to_utc();
        assert_eq!(read[0].at, at("2026-10-03T12:00:00.123Z"));
        assert_eq!(read[1].at, at("2026-10-03T12:00:00Z"));
        assert_eq!(Briefs::of(None).iter().count(), 0);
    }

    #[test]
    fn what_can_not_be_read_is_named() {
        for wrong in
            [ONE.replace("2A", "xx"), ONE.replace("+00:00", "+03:00"), ONE.replace('\u{1f}', " "), "7".to_owned()]
        {
            let briefs = Briefs::of(Some(wrong));
            assert!(matches!(briefs.iter().next(), Some(Err(StorageError::Corrupt { table: "act", .. }))));
        }
    }
}
