//! National letters of the Latin alphabet (Doc 9303 part 3, section 6 A).

/// A letter of the zone and those that are written with it.
const PLAIN: [(&str, &str); 21] = [
    ("A", "ÀÁÂÃĀĂĄ"),
    ("C", "ÇĆĈĊČ"),
    ("D", "ÐĎĐ"),
    ("E", "ÈÉÊËĒĔĖĘĚ"),
    ("G", "ĜĞĠĢ"),
    ("H", "ĤĦ"),
    ("I", "ÌÍÎÏĨĪĬĮİı"),
    ("J", "Ĵ"),
    ("K", "Ķ"),
    ("L", "ĹĻĽĿŁ"),
    ("N", "ŃŅŇŊ"),
    ("O", "ÒÓÔÕŌŎŐ"),
    ("R", "ŔŖŘ"),
    // The comma below of Romanian came later than the table, which has the cedilla.
    ("S", "ŚŜŞŠȘ"),
    ("T", "ŢŤŦȚ"),
    ("U", "ÙÚÛŨŪŬŮŰŲ"),
    ("W", "Ŵ"),
    ("Y", "ÝŶŸ"),
    ("Z", "ŹŻŽ"),
    ("SS", "ẞß"),
    ("IJ", "Ĳ"),
];

/// Letters that issuers may write in more than one way, the recommended first.
const WITH_ALTERNATIVES: [(char, &[&str]); 9] = [
    ('Ä', &["AE", "A"]),
    ('Å', &["AA", "A"]),
    ('Æ', &["AE"]),
    ('Ñ', &["N", "NXX"]),
    ('Ö', &["OE", "O"]),
    ('Ø', &["OE"]),
    ('Ü', &["UE", "UXX", "U"]),
    ('Þ', &["TH"]),
    ('Œ', &["OE"]),
];

/// Cells that stand for more than the letters they show, and those that they may stand for, the most usual first.
const MORE_THAN_SHOWN: [(&str, &[&str]); 9] = [
    ("NXX", &["Ñ"]),
    ("UXX", &["Ü"]),
    ("AE", &["Ä", "Æ"]),
    ("OE", &["Ö", "Ø", "Œ"]),
    ("UE", &["Ü"]),
    ("AA", &["Å"]),
    ("SS", &["ẞ"]),
    ("TH", &["Þ"]),
    ("IJ", &["Ĳ"]),
];

const LETTERS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/// Returns how a capital letter is written in cells, the recommended way first.
pub(super) fn cells(letter: char) -> Vec<&'static str> {
    if let Some(place) = LETTERS.find(letter) {
        return LETTERS.get(place..=place).into_iter().collect();
    }
    match WITH_ALTERNATIVES.iter().find(|(with, _)| *with == letter) {
        Some((_, ways)) => ways.to_vec(),
        None => PLAIN.iter().filter(|(_, letters)| letters.contains(letter)).map(|(cells, _)| *cells).collect(),
    }
}

/// Returns the letter that two characters make, a letter and the mark over it.
pub(super) const fn composed(letter: char, mark: char) -> Option<char> {
    Some(match (letter, mark) {
        ('A', '\u{308}') => 'Ä',
        ('O', '\u{308}') => 'Ö',
        ('U', '\u{308}') => 'Ü',
        ('A', '\u{30a}') => 'Å',
        ('N', '\u{303}') => 'Ñ',
        ('И', '\u{306}') => 'Й',
        ('У', '\u{306}') => 'Ў',
        ('Е', '\u{308}') => 'Ё',
        ('І', '\u{308}') => 'Ї',
        _ => return None,
    })
}

/// Returns what the first cells may stand for, with how many they are: what they show, and the letters that take more cells.
pub(super) fn letters(cells: &[char]) -> Vec<(usize, &'static str)> {
    let shown = cells.first().and_then(|cell| LETTERS.find(*cell)).and_then(|place| LETTERS.get(place..=place));
    let more = MORE_THAN_SHOWN
        .iter()
        .filter(|(code, _)| super::begins_with(cells, code))
        .flat_map(|(code, letters)| letters.iter().map(|letter| (code.len(), *letter)));
    // No name of a passport has two X after an N or a U but by this table.
    let (certain, possible): (Vec<_>, Vec<_>) = more.partition(|(taken, _)| *taken == 3);
    certain.into_iter().chain(shown.map(|letter| (1, letter))).chain(possible).collect()
}
