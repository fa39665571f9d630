//! How far two spellings are apart: errors of the hand and of the ear cost less than other letters.
//!
//! Invariant: symmetrical, between 0 and 1, and 1 only for what is equal or as good as equal.

use std::sync::LazyLock;

use crate::fold::{LONGEST_WORD, Script};

/// What one wrong letter costs.
const FULL: u16 = 20;
/// What two letters in each other's place cost.
const SWAPPED: u16 = 14;
const SIGNS: usize = 36;

/// What errors cost in one script.
struct Costs {
    /// To read one letter for another.
    other: Vec<u16>,
    /// To leave a letter out.
    gap: Vec<u16>,
}

impl Costs {
    fn new(script: Script) -> Self {
        let signs = b"abcdefghijklmnopqrstuvwxyz0123456789";
        let pairs = signs.iter().flat_map(|one| signs.iter().map(move |other| (*one, *other)));
        let other =
            pairs.map(|(one, other)| if one == other { 0 } else { eased(script, apart(one, other), one, Some(other)) });
        Self {
            other: other.collect(),
            gap: signs.iter().map(|sign| eased(script, left_out(*sign), *sign, None)).collect(),
        }
    }

    fn row(&self, place: u8) -> &[u16] {
        let from = usize::from(place) * SIGNS;
        self.other.get(from..from + SIGNS).unwrap_or_default()
    }

    /// What it costs to leave a letter out, after the letter before it.
    fn gap(&self, place: u8, before: u8) -> u16 {
        let gap = self.gap.get(usize::from(place)).copied().unwrap_or(FULL);
        if place == before { gap.min(DOUBLED) } else { gap }
    }
}

static FULL_COSTS: LazyLock<Costs> = LazyLock::new(|| Costs::new(Script::Full));
static CONSONANT_COSTS: LazyLock<Costs> = LazyLock::new(|| Costs::new(Script::Consonants));
static NEAR_COSTS: LazyLock<Costs> = LazyLock::new(|| Costs::new(Script::Near));

/// What it costs to write a letter once instead of twice.
const DOUBLED: u16 = 5;
/// No letter.
const NONE: u8 = u8::MAX;

fn place(letter: u8) -> u8 {
    match letter {
        b'a'..=b'z' => letter - b'a',
        b'0'..=b'9' => 26 + (letter - b'0'),
        _ => 35,
    }
}

fn is_vowel(letter: u8) -> bool {
    matches!(letter, b'a' | b'e' | b'i' | b'o' | b'u')
}

fn apart(one: u8, other: u8) -> u16 {
    let (low, high) = (one.min(other), one.max(other));
    match (low, high) {
        _ if one == other => 0,
        (b'i', b'y') => 2,
        (b'v', b'w') | (b'c' | b'k', b'q') => 3,
        (b'0', b'o') | (b'1', b'i' | b'l') | (b'5', b's') | (b'8', b'b') | (b'9', b'g') | (b'3', b'e') => 3,
        (b'2', b'z') | (b'4', b'a') | (b'6', b'g') | (b'c', b'k') | (b'u', b'w') => 4,
        (b's', b'z') | (b'o', b'u') | (b'e', b'i') | (b'j', b'y') => 6,
        (b'a', b'e') | (b'a', b'o') | (b'o', b'w') => 8,
        (b'b', b'v') | (b'f', b'v') | (b'c', b's') | (b's', b'x') | (b'i', b'j') | (b'g', b'j') => 8,
        (b'u', b'v') | (b'c', b'x') => 8,
        (b'b', b'p') | (b'd', b't') | (b'g', b'k') | (b'l', b'r') | (b'j', b'z') => 10,
        (b'm', b'n') | (b'e', b'y') | (b'f', b'w') => 12,
        _ if is_vowel(one) && is_vowel(other) => 10,
        _ => FULL,
    }
}

/// What it costs to leave a letter out.
fn left_out(letter: u8) -> u16 {
    match letter {
        b'h' => 6,
        b'y' | b'w' => 12,
        _ if is_vowel(letter) => 12,
        _ => FULL,
    }
}

/// Ears and scripts that hear less.
fn eased(script: Script, cost: u16, one: u8, two: Option<u8>) -> u16 {
    let soft = |letter: u8| is_vowel(letter) || matches!(letter, b'w' | b'y' | b'h');
    match script {
        Script::Full => cost,
        // A vowel that is not written costs nearly nothing, one that is written and another is heard costs more.
        Script::Consonants if two.is_none() && is_vowel(one) => cost.min(1),
        Script::Consonants if soft(one) && two.is_none_or(soft) => cost.min(5),
        Script::Consonants => match (one.min(two.unwrap_or(one)), one.max(two.unwrap_or(one))) {
            (b'b', b'p') | (b'f', b'v') | (b'v', b'w') | (b'g', b'j') | (b's', b't') | (b'c', b's') | (b'g', b'k') => {
                cost.min(6)
            }
            _ => cost,
        },
        Script::Near if soft(one) && two.is_none_or(soft) => cost.min(6),
        Script::Near => match (one.min(two.unwrap_or(one)), one.max(two.unwrap_or(one))) {
            (b'b', b'p') | (b'l', b'r') | (b'd', b't') | (b'g', b'k') | (b'b', b'v') | (b'f', b'h') => cost.min(6),
            _ => cost,
        },
    }
}

/// Returns how near two spellings are, from 0 (nothing in common) to 1 (equal).
pub(crate) fn nearness(one: &[u8], two: &[u8], script: Script) -> f32 {
    let (one, two) = (one.get(..LONGEST_WORD).unwrap_or(one), two.get(..LONGEST_WORD).unwrap_or(two));
    if one == two {
        return 1.0;
    }
    let total = one.len() + two.len();
    if total == 0 || one.is_empty() || two.is_empty() || 3 * one.len() < two.len() || 3 * two.len() < one.len() {
        return 0.0;
    }
    let length = match script {
        // What is not written can't be wrong.
        Script::Consonants => one.iter().chain(two).filter(|letter| !is_vowel(**letter)).count().max(2),
        Script::Full | Script::Near => total,
    };
    let most = (usize::from(FULL) * length / 2) as u16;
    let cost = f32::from(distance(one, two, script, most - most / 2)) / f32::from(FULL);
    (1.0 - 2.0 * cost / length as f32).max(0.0)
}

/// The weighted distance of Damerau and Levenshtein (optimal string alignment), or a number above `most` where it is more.
fn distance(one: &[u8], two: &[u8], script: Script, most: u16) -> u16 {
    const ROW: usize = LONGEST_WORD + 1;
    const FAR: u16 = u16::MAX / 2;
    let costs: &Costs = match script {
        Script::Full => &FULL_COSTS,
        Script::Consonants => &CONSONANT_COSTS,
        Script::Near => &NEAR_COSTS,
    };
    // What both begin and end with costs nothing; the letter before the rest is kept, for it may stand twice.
    let ahead = one.iter().zip(two).take_while(|(one, two)| one == two).count();
    let before_all = ahead.checked_sub(1).and_then(|at| one.get(at)).map_or(NONE, |letter| place(*letter));
    let (one, two) = (one.get(ahead..).unwrap_or_default(), two.get(ahead..).unwrap_or_default());
    let behind = one.iter().rev().zip(two.iter().rev()).take_while(|(one, two)| one == two).count();
    let (one, two) =
        (one.get(..one.len() - behind).unwrap_or_default(), two.get(..two.len() - behind).unwrap_or_default());
    let (mut older, mut old, mut new) = ([FAR; ROW], [0u16; ROW], [0u16; ROW]);
    // Of each letter of `two`: its place, and what it costs to leave it out.
    let mut letters = [(NONE, 0u16); LONGEST_WORD];
    let (mut sum, mut before) = (0, before_all);
    for ((cell, known), letter) in old.iter_mut().skip(1).zip(letters.iter_mut()).zip(two) {
        let at = place(*letter);
        *known = (at, costs.gap(at, before));
        sum += known.1;
        *cell = sum;
        before = at;
    }
    let letters = letters.get(..two.len()).unwrap_or_default();
    let mut above = before_all;
    for row_letter in one {
        let at = place(*row_letter);
        let (gap, row) = (costs.gap(at, above), costs.row(at));
        let mut left = old.first().copied().unwrap_or(0) + gap;
        if let Some(cell) = new.first_mut() {
            *cell = left;
        }
        let (mut before, mut diagonal, mut lowest) = (before_all, left - gap, left);
        let mut swapped = FAR;
        let cells = new.iter_mut().skip(1).zip(old.iter().skip(1)).zip(letters).zip(&older);
        for (((cell, up), (letter, left_gap)), oldest) in cells {
            let changed = row.get(usize::from(*letter)).copied().unwrap_or(FULL);
            let mut best = (diagonal + changed).min(up + gap).min(left + left_gap);
            if above == *letter && before == at && at != *letter {
                best = best.min(swapped + SWAPPED);
            }
            swapped = *oldest;
            *cell = best;
            lowest = lowest.min(best);
            (left, diagonal, before) = (best, *up, *letter);
        }
        if lowest > most {
            return FAR;
        }
        above = at;
        std::mem::swap(&mut older, &mut old);
        std::mem::swap(&mut old, &mut new);
    }
    old.get(two.len()).copied().unwrap_or(FAR)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(one: &str, two: &str) -> f32 {
        nearness(one.as_bytes(), two.as_bytes(), Script::Full)
    }

    #[test]
    fn errors_cost_by_kind() {
        assert!((near("otieno", "otieno") - 1.0).abs() < 1e-6);
        assert!(near("otieno", "otineo") > 0.85);
        assert!(near("sech1n", "sechin") > 0.95);
        assert!(near("frank", "frederik") < 0.6);
        assert!(near("mercaz", "merkel") < 0.8);
        assert!((near("abcd", "abdc") - near("abdc", "abcd")).abs() < 1e-6);
        assert!(nearness(b"mhmd", b"muhammad", Script::Consonants) > 0.85);
    }
}
