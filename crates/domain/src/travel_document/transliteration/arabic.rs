//! The Arabic script (Doc 9303 part 3, section 6 C and appendix B): a letter is one cell, or two or three that begin with X.
//!
//! Invariant: no code begins another, so that cells are parted into codes in one way only.

/// A code and the letters that are written with it, the most usual first.
const TABLE: [(&str, &str); 68] = [
    ("A", "ا"),
    ("B", "ب"),
    ("D", "د"),
    ("E", "ع"),
    ("F", "ف"),
    ("G", "غ"),
    ("H", "ه"),
    ("I", "إ"),
    ("J", "ج"),
    ("K", "ك"),
    ("L", "ل"),
    ("M", "م"),
    ("N", "ن"),
    ("P", "پ"),
    ("Q", "ق"),
    ("R", "ر"),
    ("S", "س"),
    ("T", "ت"),
    ("U", "ؤ"),
    ("V", "ڤ"),
    ("W", "و"),
    ("Y", "يې"),
    ("Z", "ز"),
    ("XAA", "آ"),
    ("XAE", "أ"),
    ("XAH", "ة"),
    ("XAY", "ى"),
    ("XBE", "ۓ"),
    ("XC", "چ"),
    ("XDH", "ذ"),
    ("XDO", "ھ"),
    ("XDR", "ډ"),
    ("XDZ", "ض"),
    ("XE", "ء"),
    ("XF", "ڥ"),
    ("XGE", "\u{6c2}"),
    ("XGG", "گ"),
    ("XH", "ح"),
    ("XI", "ئ"),
    ("XJ", "ژ"),
    ("XKE", "ځ"),
    ("XKH", "خ"),
    ("XKK", "ک"),
    ("XNG", "ڭ"),
    ("XNN", "ں"),
    ("XRR", "ړ"),
    ("XRT", "ټ"),
    ("XRX", "ږ"),
    ("XSH", "ش"),
    ("XSS", "ص"),
    ("XTA", "ة"),
    ("XTG", "ۃ"),
    ("XTH", "ث"),
    ("XTT", "ط"),
    ("XXA", "ٱ"),
    ("XXD", "ڈ"),
    ("XXG", "ہ"),
    ("XXH", "څ"),
    ("XXK", "ګ"),
    ("XXN", "ڼ"),
    ("XXR", "ڑ"),
    ("XXS", "ښ"),
    ("XXT", "ٹ"),
    ("XXY", "ۍ"),
    ("XYA", "ی"),
    ("XYB", "ے"),
    ("XYH", "\u{6c0}"),
    ("XZZ", "ظ"),
];

/// Teh marbuta: another code at the end of a part than inside it.
const TEH_MARBUTA: char = 'ة';

/// The mark that doubles the letter before it.
pub(super) const SHADDA: char = '\u{651}';

/// Returns whether nothing is written for a character: vowel signs, the lengthening stroke, and four rare letters
/// for which Doc 9303 has no code.
pub(super) const fn is_not_encoded(c: char) -> bool {
    matches!(c, '\u{640}' | '\u{64b}'..='\u{650}' | '\u{652}' | '\u{670}' | 'ڜ' | 'ڢ' | 'ڧ' | 'ڨ')
}

/// Returns the codes of a letter, the right one first.
pub(super) fn cells(letter: char, ends_part: bool) -> Vec<&'static str> {
    let codes = TABLE.into_iter().filter(|(_, letters)| letters.contains(letter)).map(|(code, _)| code);
    let mut codes: Vec<&str> = codes.collect();
    if letter == TEH_MARBUTA && !ends_part {
        codes.reverse();
    }
    codes
}

/// Returns the letters for which the first cells may stand, with how many they are. A letter written twice in cells may have been
/// written once with the mark that doubles it, or without the mark, as is usual.
pub(super) fn letters(cells: &[char]) -> Vec<(usize, &'static str)> {
    let found = TABLE.into_iter().find(|(code, _)| super::begins_with(cells, code));
    let Some((code, letters)) = found else { return Vec::new() };
    let is_doubled = cells.get(code.len()..).is_some_and(|after| super::begins_with(after, code));
    let each = || letters.char_indices().filter_map(|(place, letter)| letters.get(place..place + letter.len_utf8()));
    let twice = each().filter(|_| is_doubled).map(|letter| (2 * code.len(), letter));
    each().map(|letter| (code.len(), letter)).chain(twice).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_code_begins_another() {
        for (code, _) in TABLE.into_iter() {
            assert!(TABLE.into_iter().all(|(other, _)| other == code || !other.starts_with(code)), "{code}");
        }
    }
}
