//! A month's report for one State: what both States see of the acts of a month, and what its own sealed parts tell of them.
//!
//! Invariant: nothing here is typed; every count and every duration comes from acts, in their order. What is sealed to the
//! other State or to a protection desk has no place in it, and no name has.
//!
//! A [`Fold`] takes the acts of a stretch of the journal, whichever came before it: what belongs to crossings that it has not
//! seen begin is handed back, for the fold of the stretch before. So several stretches are folded side by side.

mod fold;
mod own;
mod report;
mod seen;
mod spread;

use std::fmt;
use std::str::FromStr;

use chrono::{Days, FixedOffset, Months, NaiveDate, TimeZone as _, Utc};
use serde::{Deserialize, Serialize};

use crate::At;

pub use fold::{Fold, Moment, Purpose, Taken, Wanted};
pub use own::Cause;
pub use report::{
    ControlTimes, Counted, CrossingsOf, DecisionsOf, EndsOf, Examinations, Granted, Hits, LaneCount, Lanes, OwnReport,
    Report, SubjectsOf, Under,
};
pub use seen::{Opened, Seen};
pub use spread::{Spread, Times};

/// A month of the calendar, written `2026-10`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Month {
    /// Its first day.
    first: NaiveDate,
}

/// Says why a text is no month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a month is written as 2026-10")]
pub struct NotAMonth;

impl Month {
    /// Returns the month that holds this day.
    pub fn of(day: NaiveDate) -> Self {
        use chrono::Datelike as _;
        Self { first: day.with_day(1).unwrap_or(day) }
    }

    /// Returns the month that follows; the last one there is, after the last.
    #[must_use]
    pub fn next(self) -> Self {
        Self { first: self.first.checked_add_months(Months::new(1)).unwrap_or(self.first) }
    }

    /// Returns when it begins and when the next one does, by the clocks of a State; they say how many minutes they are ahead of
    /// UTC at a time.
    pub fn bounds(self, minutes_ahead: impl Fn(At) -> i32) -> [At; 2] {
        [self, self.next()].map(|month| {
            let midnight = month.first.and_time(chrono::NaiveTime::MIN);
            let ahead = FixedOffset::east_opt(minutes_ahead(midnight.and_utc()).saturating_mul(60));
            let local = ahead.and_then(|ahead| ahead.from_local_datetime(&midnight).single());
            local.map_or_else(|| midnight.and_utc(), |local| local.with_timezone(&Utc))
        })
    }

    /// Returns its last day.
    pub fn last_day(self) -> NaiveDate {
        self.next().first.checked_sub_days(Days::new(1)).unwrap_or(self.first)
    }
}

impl FromStr for Month {
    type Err = NotAMonth;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let is_written_so = text.len() == 7
            && text.bytes().enumerate().all(|(place, byte)| match place {
                4 => byte == b'-',
                _ => byte.is_ascii_digit(),
            });
        if !is_written_so {
            return Err(NotAMonth);
        }
        let first = NaiveDate::parse_from_str(&format!("{text}-01"), "%Y-%m-%d").map_err(|_| NotAMonth)?;
        Ok(Self { first })
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.first.format("%Y-%m"))
    }
}

impl TryFrom<String> for Month {
    type Error = NotAMonth;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Month> for String {
    fn from(month: Month) -> Self {
        month.to_string()
    }
}

#[cfg(test)]
mod tests;
