//! How far two spellings are apart: errors of the hand and of the ear cost less than other letters.
//!
//! Invariant: symmetrical, between 0 and 1, and 1 only for what is equal or as good as equal.

use std::sync::LazyLock;

use crate::fold::{LONGEST_WORD, Script};

/// What one wrong letter costs.
const FULL: u16 = 20;
const SIGNS: usize = 36;

/// What it costs to read one letter for another.
static OTHER: LazyLock<Vec<u16>> = LazyLock::new(|| {
    let signs = b"abcdefghijklmnopqrstuvwxyz0123456789";
    signs.iter().flat_map(|one| signs.iter().map(|other| apart(*one, *other))).collect()
});

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

fn other(one: u8, two: u8) -> u16 {
    let place = |letter: u8| match letter {
        b'a'..=b'z' => Some(usize::from(letter - b'a')),
        b'0'..=b'9' => Some(26 + usize::from(letter - b'0')),
        _ => None,
    };
    match (place(one), place(two)) {
        (Some(one), Some(two)) => OTHER.get(one * SIGNS + two).copied().unwrap_or(FULL),
        _ if one == two => 0,
        _ => FULL,
    }
}

/// What it costs to leave a letter out, after the letter before it.
fn left_out(letter: u8, before: Option<u8>) -> u16 {
    match letter {
        _ if before == Some(letter) => 5,
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
    let cost = f32::from(distance(one, two, script)) / f32::from(FULL);
    let length = match script {
        // What is not written can't be wrong.
        Script::Consonants => one.iter().chain(two).filter(|letter| !is_vowel(**letter)).count().max(2),
        Script::Full | Script::Near => total,
    };
    (1.0 - 2.0 * cost / length as f32).max(0.0)
}

/// The weighted distance of Damerau and Levenshtein (optimal string alignment).
fn distance(one: &[u8], two: &[u8], script: Script) -> u16 {
    const ROW: usize = LONGEST_WORD + 1;
    let mut older = [u16::MAX / 2; ROW];
    let mut old = [0u16; ROW];
    let mut new = [0u16; ROW];
    let mut sum = 0;
    let mut before = None;
    for (place, letter) in old.iter_mut().skip(1).zip(two) {
        sum += eased(script, left_out(*letter, before), *letter, None);
        *place = sum;
        before = Some(*letter);
    }
    let mut above: Option<u8> = None;
    for row_letter in one {
        let gap = eased(script, left_out(*row_letter, above), *row_letter, None);
        let mut left = old.first().copied().unwrap_or(0) + gap;
        if let Some(place) = new.first_mut() {
            *place = left;
        }
        let mut before: Option<u8> = None;
        let cells = new.iter_mut().skip(1).zip(old.windows(2)).zip(two.iter().enumerate());
        for ((place, olds), (at, letter)) in cells {
            let (diagonal, up) = match olds {
                [diagonal, up] => (*diagonal, *up),
                _ => (0, 0),
            };
            let changed = match other(*row_letter, *letter) {
                0 => 0,
                cost => eased(script, cost, *row_letter, Some(*letter)),
            };
            let mut best = (diagonal + changed)
                .min(up + gap)
                .min(left + eased(script, left_out(*letter, before), *letter, None));
            if above == Some(*letter) && before == Some(*row_letter) && row_letter != letter {
                let swapped = older.get(at.wrapping_sub(1)).copied().unwrap_or(u16::MAX / 2);
                best = best.min(swapped + 14);
            }
            *place = best;
            left = best;
            before = Some(*letter);
        }
        above = Some(*row_letter);
        std::mem::swap(&mut older, &mut old);
        std::mem::swap(&mut old, &mut new);
    }
    old.get(two.len()).copied().unwrap_or(u16::MAX / 2)
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
