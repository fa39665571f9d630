//! How common a name is in the world.
//!
//! Invariant: from tables that are part of the program, so that the weight of a name is the same on every list.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::fold;

static COMMON: LazyLock<FxHashMap<String, u8>> = LazyLock::new(|| {
    let mut common = FxHashMap::default();
    let lines = include_str!("tables/rarity.txt").lines().chain(include_str!("tables/common.txt").lines());
    for line in lines.filter(|line| !line.starts_with('#')) {
        let Some((count, names)) = line.split_once(' ') else { continue };
        let count: u8 = count.parse().unwrap_or(1);
        for word in names.split_whitespace().flat_map(fold::words) {
            for form in word.forms {
                let known: &mut u8 = common.entry(form).or_default();
                *known = (*known).max(count);
            }
        }
    }
    common
});

/// Returns in how many countries a folded name is among the most frequent, 0 where none is known.
pub(crate) fn countries(form: &str) -> u8 {
    COMMON.get(form).copied().unwrap_or(0)
}

/// Returns what a name weighs, from 0 to 1: what many carry says little about one.
pub(crate) fn weight(countries: u8) -> f32 {
    match countries {
        0 => 1.0,
        1 => 0.9,
        2..=4 => 0.85,
        5..=9 => 0.75,
        _ => 0.65,
    }
}
