//! Check digits of machine readable zones.
//!
//! Invariant: a cell that is none of 0–9, A–Z and the filler has no value, and so no digit over it ever agrees.

/// Returns the check digit over the cells: weights 7, 3, 1 repeating, modulo 10 (Doc 9303 part 3, section 4.9).
///
/// Returns nothing if a cell is outside the alphabet of the zone.
pub(super) fn check_digit(cells: &str) -> Option<char> {
    let mut sum = 0;
    for (cell, weight) in cells.chars().zip([7, 3, 1].into_iter().cycle()) {
        sum += value(cell)? * weight;
    }
    char::from_digit(sum % 10, 10)
}

fn value(cell: char) -> Option<u32> {
    match cell {
        '<' => Some(0),
        '0'..='9' | 'A'..='Z' => cell.to_digit(36),
        _ => None,
    }
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
    }
}
