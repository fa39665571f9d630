//! The Cyrillic alphabet (Doc 9303 part 3, section 6 B).
//!
//! Invariant: the table is that of Doc 9303, its exceptions by language included, also where a language's own scheme is another.

use super::Language::{self, Belarusian, Bulgarian, Macedonian, Serbian, Ukrainian};

/// A letter, its cells, and the languages that write it otherwise.
type Letter = (&'static str, &'static str, &'static [(Language, &'static str)]);

const TABLE: [Letter; 51] = [
    ("А", "A", &[]),
    ("Б", "B", &[]),
    ("В", "V", &[]),
    ("Г", "G", &[(Belarusian, "H"), (Serbian, "H"), (Ukrainian, "H")]),
    ("Д", "D", &[]),
    ("Е", "E", &[]),
    ("Ё", "E", &[(Belarusian, "IO")]),
    ("Ж", "ZH", &[(Serbian, "Z")]),
    ("З", "Z", &[]),
    ("И", "I", &[(Ukrainian, "Y")]),
    ("Й", "I", &[]),
    ("К", "K", &[]),
    ("Л", "L", &[]),
    ("М", "M", &[]),
    ("Н", "N", &[]),
    ("О", "O", &[]),
    ("П", "P", &[]),
    ("Р", "R", &[]),
    ("С", "S", &[]),
    ("Т", "T", &[]),
    ("У", "U", &[]),
    ("Ф", "F", &[]),
    ("Х", "KH", &[(Serbian, "H"), (Macedonian, "H")]),
    ("Ц", "TS", &[(Serbian, "C"), (Macedonian, "C")]),
    ("Ч", "CH", &[(Serbian, "C")]),
    ("Ш", "SH", &[(Serbian, "S")]),
    ("Щ", "SHCH", &[(Bulgarian, "SHT")]),
    ("Ъ", "IE", &[]),
    ("Ы", "Y", &[]),
    // The table leaves the soft sign out: nothing is written for it.
    ("Ь", "", &[]),
    ("Э", "E", &[]),
    ("Ю", "IU", &[]),
    ("Я", "IA", &[]),
    ("Ђ", "D", &[]),
    ("Є", "IE", &[]),
    ("Ѕ", "DZ", &[]),
    ("І", "I", &[]),
    ("Ї", "I", &[]),
    ("Ј", "J", &[]),
    ("Љ", "LJ", &[]),
    ("Њ", "NJ", &[]),
    ("Ќ", "K", &[(Macedonian, "KJ")]),
    ("Ў", "U", &[]),
    ("Џ", "DZ", &[(Macedonian, "DJ")]),
    ("Ѫ", "U", &[]),
    ("Ѵ", "Y", &[]),
    ("Ґ", "G", &[]),
    ("Ғ", "G", &[(Macedonian, "GJ")]),
    ("Һ", "C", &[]),
    // The Macedonian and Serbian letters that the table prints under the code points of the two above.
    ("Ѓ", "G", &[(Macedonian, "GJ")]),
    ("Ћ", "C", &[]),
];

/// What Ukrainian writes at the beginning of a name.
const FIRST_IN_UKRAINIAN: [(&str, &str); 5] = [("Є", "YE"), ("Ї", "YI"), ("Й", "Y"), ("Ю", "YU"), ("Я", "YA")];

/// Returns how a capital letter is written in cells: first as the language does, then as others do.
pub(super) fn cells(letter: &str, begins: bool, language: Language) -> Vec<&'static str> {
    let Some((_, usual, exceptions)) = TABLE.iter().find(|(listed, ..)| *listed == letter) else { return Vec::new() };
    let first = FIRST_IN_UKRAINIAN.iter().find(|(listed, _)| begins && *listed == letter).map(|(_, cells)| *cells);
    let own = exceptions.iter().find(|(other, _)| *other == language).map(|(_, cells)| *cells);
    let own = if language == Ukrainian { first.or(own) } else { own };
    let others = exceptions.iter().map(|(_, cells)| *cells).chain(first);
    let mut ways: Vec<&str> = Vec::new();
    for way in own.into_iter().chain([*usual]).chain(others) {
        if !ways.contains(&way) {
            ways.push(way);
        }
    }
    ways
}

/// Returns the letters for which the first cells may stand, with how many they are: the longest first, for `SHCH` is rarely
/// four letters, and of one length those first that the language writes so.
pub(super) fn letters(cells: &[char], begins: bool, language: Language) -> Vec<(usize, &'static str)> {
    let mut found: Vec<(usize, usize, &str)> = Vec::new();
    for (letter, ..) in &TABLE {
        for (rank, way) in self::cells(letter, begins, language).into_iter().enumerate() {
            if !way.is_empty() && super::begins_with(cells, way) {
                found.push((way.len(), rank, letter));
            }
        }
    }
    found.sort_by_key(|(taken, rank, _)| (std::cmp::Reverse(*taken), *rank));
    found.into_iter().map(|(taken, _, letter)| (taken, letter)).collect()
}
