//! Check digits of machine readable zones.
//!
//! Invariant: a cell that is none of 0–9, A–Z and the filler has no value, and so no digit over it ever agrees.

/// Returns the check digit over the cells: weights 7, 3, 1 repeating, modulo 10 (Doc 9303 part 3, section 4.9).
///
/// Returns nothing if a cell is outside the alphabet of the zone.
pub(super) fn check_digit(cells: &str) -> Option<char> {
    over(&[cells]).and_then(|digit| char::from_digit(digit, 10))
}

/// Returns whether a cell is the check digit over several runs of cells, weighed as one.
pub(super) fn agrees(runs: &[&str], digit: &str) -> bool {
    match digit.as_bytes() {
        [cell @ b'0'..=b'9'] => over(runs) == Some(u32::from(cell - b'0')),
        _ => false,
    }
}

fn over(runs: &[&str]) -> Option<u32> {
    let (mut sum, mut weight, mut is_foreign) = (0, 7, false);
    for run in runs {
        for cell in run.bytes() {
            let (value, foreign) = value(cell);
            sum += value * weight;
            is_foreign |= foreign;
            // 7, 3, 1 and again 7.
            weight = if weight == 1 { 7 } else { weight / 2 };
        }
    }
    (!is_foreign).then_some(sum % 10)
}

/// Returns the value of a cell and whether it has none; without branches, for cells are as good as random.
const fn value(cell: u8) -> (u32, bool) {
    let (digit, letter) = (cell.wrapping_sub(b'0'), cell.wrapping_sub(b'A'));
    let is_digit = digit < 10;
    let is_letter = letter < 26;
    let value = (is_digit as u32) * (digit as u32) + (is_letter as u32) * (letter as u32 + 10);
    (value, !is_digit & !is_letter & (cell != b'<'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_examples_of_doc_9303_agree() {
        // Part 3, appendix A.
        assert_eq!(check_digit("520727"), Some('3'));
        assert_eq!(check_digit("AB2134<<<"), Some('5'));
        assert_eq!(check_digit("HA672242<658022549601086<<<<<<<<<<<<<<0"), Some('8'));
        assert_eq!(check_digit("D231458907<<<<<<<<<<<<<<<34071279507122<<<<<<<<<<"), Some('2'));
        assert_eq!(check_digit("HA672242<6580225496010864<<<<<<<<<<<<<<0"), check_digit("HA672242<6580225496010864"));
        assert_eq!(check_digit("52072?"), None);
        assert!(agrees(&["HA672242<658022", "549601086<<<<<<<<<<<<<<0"], "8"));
        assert!(!agrees(&["HA672242<"], "?") && !agrees(&["HA672242<"], "") && !agrees(&["52072?"], "3"));
    }
}
