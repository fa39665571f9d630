//! The doubtful character: which single cell of a zone, read as its look-alike, makes every check digit agree.
//!
//! Invariant: nothing is repaired without the officer; he compares with the page and says which it is.

use chrono::NaiveDate;
use domain::travel_document::{MachineReadableZone, read};

/// Characters that readers take for each other.
const ALIKE: [(char, char); 9] =
    [('O', '0'), ('Q', '0'), ('D', '0'), ('I', '1'), ('L', '1'), ('Z', '2'), ('S', '5'), ('G', '6'), ('B', '8')];

/// A cell that was likely misread.
#[derive(Debug, Clone, PartialEq)]
pub struct Doubt {
    /// Its line, from 0.
    pub line: usize,
    /// Its place in the line, from 0.
    pub place: usize,
    /// What was read.
    pub read: char,
    /// What makes the check digits agree.
    pub instead: char,
    /// The zone with it.
    pub zone: Box<MachineReadableZone>,
}

/// Returns the one cell that, read as its look-alike, makes the zone valid; nothing where none or several do. A letter read
/// for a digit is looked for first: numbers have more digits than letters, and with few check digits two cells may both fit.
pub fn doubt(text: &str, today: NaiveDate) -> Option<Doubt> {
    if read(text, today).valid {
        return None;
    }
    only(text, today, |cell| cell.is_ascii_alphabetic()).or_else(|| only(text, today, |cell| cell.is_ascii_digit()))
}

/// Returns the one cell among those that `may` names whose look-alike makes the zone valid.
fn only(text: &str, today: NaiveDate, may: fn(char) -> bool) -> Option<Doubt> {
    let mut found = None;
    for (line, cells) in text.lines().enumerate() {
        for (place, cell) in cells.chars().enumerate().filter(|(_, cell)| may(*cell)) {
            for instead in looks_like(cell) {
                let zone = read(&replaced(text, line, place, instead), today);
                if zone.valid {
                    if found.is_some() {
                        return None;
                    }
                    found = Some(Doubt { line, place, read: cell, instead, zone: Box::new(zone) });
                }
            }
        }
    }
    found
}

fn looks_like(cell: char) -> impl Iterator<Item = char> {
    ALIKE.into_iter().filter_map(move |(letter, digit)| match cell {
        cell if cell == letter => Some(digit),
        cell if cell == digit => Some(letter),
        _ => None,
    })
}

fn replaced(text: &str, line: usize, place: usize, instead: char) -> String {
    let lines = text.lines().enumerate().map(|(at, cells)| {
        if at == line {
            cells.chars().enumerate().map(|(at, cell)| if at == place { instead } else { cell }).collect()
        } else {
            cells.to_owned()
        }
    });
    lines.collect::<Vec<String>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_o_for_a_zero_is_found() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 17).unwrap();
        // The specimen of Doc 9303 part 4, appendix B, with one zero read as a letter.
        let good = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10";
        assert!(read(good, today).valid);
        assert_eq!(doubt(good, today), None);
        let misread = good.replace("L898902C3", "L8989O2C3");
        let found = doubt(&misread, today).unwrap();
        assert_eq!((found.line, found.place, found.read, found.instead), (1, 5, 'O', '0'));
        assert_eq!(found.zone.document_number, "L898902C3");
    }

    #[test]
    fn of_two_cells_that_fit_the_letter_is_the_doubtful_one() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 17).unwrap();
        // With a Q for the first zero every check digit agrees too.
        let misread = "P<KENWANJIKU<<PATRICIA<NJERI<<<<<<<<<<<<<<<<\nA5082O4175KEN9203170F3108011<<<<<<<<<<<<<<<0";
        let found = doubt(misread, today).map(|found| (found.line, found.place, found.read, found.instead));
        assert_eq!(found, Some((1, 5, 'O', '0')));
    }

    #[test]
    fn a_zone_that_no_single_cell_mends_is_left_alone() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 17).unwrap();
        let altered = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408132F1204159ZE184226B<<<<<10";
        assert_eq!(doubt(altered, today), None);
    }
}
