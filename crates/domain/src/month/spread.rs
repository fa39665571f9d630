//! How long things took: counted in whole seconds up to an hour, in whole minutes up to a day, in whole hours beyond. So
//! however many there are, they take the same room.

use serde::{Deserialize, Serialize};

const MINUTE: u64 = 60;
const HOUR: u64 = 3_600;
const DAY: u64 = 86_400;
/// Beyond this everything is as long: nothing that is open lasts longer.
const LONGEST: u64 = 366 * DAY;

/// The places below an hour, a second each.
const SECONDS: u64 = HOUR;
/// The places between an hour and a day, a minute each.
const MINUTES: u64 = (DAY - HOUR) / MINUTE;

/// Durations that are being counted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Times {
    counts: Vec<u32>,
    count: u64,
}

impl Times {
    /// Counts one; what is below nothing counts as nothing.
    pub fn add(&mut self, took: chrono::TimeDelta) {
        let place = place_of(u64::try_from(took.num_seconds()).unwrap_or_default());
        if self.counts.len() <= place {
            self.counts.resize(place + 1, 0);
        }
        if let Some(count) = self.counts.get_mut(place) {
            *count = count.saturating_add(1);
            self.count += 1;
        }
    }

    /// Adds what another counted.
    pub fn absorb(&mut self, other: &Self) {
        if self.counts.len() < other.counts.len() {
            self.counts.resize(other.counts.len(), 0);
        }
        for (own, other) in self.counts.iter_mut().zip(&other.counts) {
            *own = own.saturating_add(*other);
        }
        self.count += other.count;
    }

    /// Returns how they spread.
    pub fn spread(&self) -> Spread {
        Spread { count: self.count, median_s: self.percentile(50), p90_s: self.percentile(90) }
    }

    /// The shortest that so many of a hundred are not above; none of none.
    fn percentile(&self, percent: u64) -> Option<u64> {
        let rank = (self.count * percent).div_ceil(100).max(1);
        let mut below = 0;
        let place = self.counts.iter().position(|count| {
            below += u64::from(*count);
            below >= rank
        })?;
        Some(seconds_of(place as u64))
    }
}

/// How durations spread.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Spread {
    /// How many there are.
    pub count: u64,
    /// The median in seconds, cut to whole minutes above an hour and to whole hours above a day; none of none.
    pub median_s: Option<u64>,
    /// What nine of ten are not above, in seconds likewise.
    pub p90_s: Option<u64>,
}

fn place_of(seconds: u64) -> usize {
    let seconds = seconds.min(LONGEST);
    let place = if seconds < HOUR {
        seconds
    } else if seconds < DAY {
        SECONDS + (seconds - HOUR) / MINUTE
    } else {
        SECONDS + MINUTES + (seconds - DAY) / HOUR
    };
    usize::try_from(place).unwrap_or(usize::MAX)
}

const fn seconds_of(place: u64) -> u64 {
    if place < SECONDS {
        place
    } else if place < SECONDS + MINUTES {
        HOUR + (place - SECONDS) * MINUTE
    } else {
        DAY + (place - SECONDS - MINUTES) * HOUR
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    fn of(seconds: &[i64]) -> Times {
        let mut times = Times::default();
        seconds.iter().for_each(|seconds| times.add(TimeDelta::seconds(*seconds)));
        times
    }

    #[test]
    fn median_and_ninetieth_are_the_nearest_rank() {
        let told = |seconds: &[i64]| {
            let spread = of(seconds).spread();
            (spread.count, spread.median_s, spread.p90_s)
        };
        assert_eq!(told(&[]), (0, None, None));
        assert_eq!(told(&[7]), (1, Some(7), Some(7)));
        assert_eq!(told(&[4, 1, 3, 2]), (4, Some(2), Some(4)));
        assert_eq!(told(&[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]), (10, Some(5), Some(9)));
        assert_eq!(told(&[-5]), (1, Some(0), Some(0)));
    }

    #[test]
    fn long_ones_are_cut_to_minutes_and_hours() {
        for (took, told) in
            [(3_599, 3_599), (3_600, 3_600), (3_719, 3_660), (86_399, 86_340), (86_400, 86_400), (93_599, 90_000)]
        {
            assert_eq!(of(&[took]).spread().median_s, Some(told), "{took}");
        }
        assert!(of(&[i64::MAX / 2_000]).counts.len() < 15_000);
    }

    #[test]
    fn counted_apart_or_together_is_the_same() {
        let (one, other) = ([3, 90_000, 12], [7_200, 1]);
        let mut together = of(&one);
        together.absorb(&of(&other));
        assert_eq!(together, of(&[one.as_slice(), &other].concat()));
    }
}
