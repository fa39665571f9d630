//! Names of other alphabets in the letters of a zone, and back (Doc 9303 part 3, section 6).
//!
//! Invariant: the tables are those of Doc 9303, with the alternatives it gives. What it has no letter for is not guessed; what may
//! stand behind cells is a list of possibilities for a search, never a name to show as the bearer's.

mod arabic;
mod cyrillic;
mod latin;
mod spelling;

use spelling::{Choice, spell};

/// The language of a name in Cyrillic letters, which some write in cells otherwise than the rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// Any other, or not known.
    #[default]
    Other,
    /// Belarusian.
    Belarusian,
    /// Bulgarian.
    Bulgarian,
    /// Macedonian.
    Macedonian,
    /// Serbian.
    Serbian,
    /// Ukrainian.
    Ukrainian,
}

/// The script in which the original of a zone's name may have been written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Script {
    /// Latin with national letters (section 6 A).
    Latin,
    /// Cyrillic of a language (section 6 B).
    Cyrillic(Language),
    /// Arabic, Persian, Urdu and Pashto (section 6 C).
    Arabic,
}

/// How many spellings are given at most: a search asks for each.
pub const MOST_SPELLINGS: usize = 64;

/// No name field is longer; what follows is not looked at.
const LONGEST: usize = 120;

/// Returns a name as a zone writes it by the recommended transliteration, parts parted by a filler: `Müller-Öz` is `MUELLER<OEZ`.
///
/// Nothing if a character has none: a digit, or a letter of an alphabet for which Doc 9303 has no table.
#[must_use]
pub fn in_cells(name: &str, language: Language) -> Option<String> {
    spellings(name, language, 1).into_iter().next()
}

/// Returns every way in which issuers may write a name in a zone, at most [`MOST_SPELLINGS`], the recommended one first: `Müller`
/// is `MUELLER`, `MUXXLLER` or `MULLER`. Empty where [`in_cells`] is nothing.
#[must_use]
pub fn all_in_cells(name: &str, language: Language) -> Vec<String> {
    spellings(name, language, MOST_SPELLINGS)
}

/// Returns what may have been written where a zone has these cells, at most [`MOST_SPELLINGS`], the likeliest first; parts parted
/// by spaces. `MXHMD` in Arabic is `محمد`; `MUELLER` in Latin is `MUELLER` or `MÜLLER`.
///
/// Accents that leave no trace in cells (`É` is `E`) are not put back: a search folds them away. Empty where the cells can't have
/// come from that script.
#[must_use]
pub fn originals(cells: &str, script: Script) -> Vec<String> {
    let parts: Vec<String> =
        cells.split(['<', ' ']).filter(|part| !part.is_empty()).map(|part| part.to_ascii_uppercase()).collect();
    let cells: Vec<char> = parts.join(" ").chars().take(LONGEST).collect();
    if cells.is_empty() {
        return Vec::new();
    }
    spell(&cells, MOST_SPELLINGS, |rest, begins| {
        let found = match (rest, script) {
            ([' ', ..], _) => vec![(1, " ")],
            (_, Script::Latin) => latin::letters(rest),
            (_, Script::Cyrillic(language)) => cyrillic::letters(rest, begins, language),
            (_, Script::Arabic) => arabic::letters(rest),
        };
        found.into_iter().map(|(taken, spelt)| Choice { taken, spelt }).collect()
    })
}

fn spellings(name: &str, language: Language, most: usize) -> Vec<String> {
    let letters = letters(name);
    if letters.is_empty() {
        return Vec::new();
    }
    spell(&letters, most, |rest, begins| {
        let Some((letter, after)) = rest.split_first() else { return Vec::new() };
        let ends_part = matches!(after.first(), None | Some('<'));
        let mut cells = match letter {
            '<' => vec!["<"],
            _ => latin::cells(*letter),
        };
        if cells.is_empty() {
            cells = cyrillic::cells(letter.encode_utf8(&mut [0; 4]), begins, language);
        }
        if cells.is_empty() {
            cells = arabic::cells(*letter, ends_part);
        }
        cells.into_iter().map(|spelt| Choice { taken: 1, spelt }).collect()
    })
}

/// Returns the capital letters of a name, a filler between its parts: hyphens, commas and spaces part, apostrophes and full stops
/// vanish (part 3, section 4.6); marks are joined to their letters, and what is doubled in Arabic is written twice.
fn letters(name: &str) -> Vec<char> {
    let mut letters: Vec<char> = Vec::new();
    for c in name.chars().flat_map(char::to_uppercase).take(LONGEST) {
        let last = letters.last().copied();
        match c {
            ' ' | '\u{a0}' | '-' | '\u{2010}' | '\u{2011}' | ',' | '،' | '<' => {
                letters.extend(last.filter(|last| *last != '<').map(|_| '<'));
            }
            '\'' | '’' | '‘' | 'ʼ' | 'ʹ' | '`' | '´' | '.' | '·' => {}
            '\u{200c}'..='\u{200f}' => {}
            arabic::SHADDA => letters.extend(last.filter(|last| *last != '<')),
            _ if arabic::is_not_encoded(c) => {}
            '\u{300}'..='\u{36f}' => {
                if let (Some(last), Some(composed)) =
                    (letters.last_mut(), last.and_then(|last| latin::composed(last, c)))
                {
                    *last = composed;
                }
            }
            _ => letters.push(c),
        }
    }
    if letters.last() == Some(&'<') {
        letters.pop();
    }
    letters
}

/// Returns whether the text begins with that code.
fn begins_with(text: &[char], code: &str) -> bool {
    text.len() >= code.len() && code.chars().zip(text).all(|(expected, found)| expected == *found)
}

#[cfg(test)]
mod tests {
    use super::Language::{Belarusian, Bulgarian, Macedonian, Other, Serbian, Ukrainian};
    use super::*;

    #[test]
    fn latin_names_are_written_in_cells() {
        assert_eq!(in_cells("Müller-Öz", Other).unwrap(), "MUELLER<OEZ");
        assert_eq!(in_cells(" O’Connor,  St. John ", Other).unwrap(), "OCONNOR<ST<JOHN");
        assert_eq!(in_cells("Weiß", Other).unwrap(), "WEISS");
        assert_eq!(in_cells("Dvořák Þór Łukasz Ijsæl", Other).unwrap(), "DVORAK<THOR<LUKASZ<IJSAEL");
        assert_eq!(all_in_cells("Müller", Other), ["MUELLER", "MUXXLLER", "MULLER"]);
        assert_eq!(all_in_cells("Mu\u{308}ller", Other), ["MUELLER", "MUXXLLER", "MULLER"]);
        assert_eq!(all_in_cells("Ibáñez", Other), ["IBANEZ", "IBANXXEZ"]);
        assert_eq!(all_in_cells("Ola", Other), ["OLA"]);
        for none in ["", " ", "R2D2", "李", "Ωmega", "¿"] {
            assert_eq!(in_cells(none, Other), None, "{none}");
            assert!(all_in_cells(none, Other).is_empty());
        }
    }

    #[test]
    fn cyrillic_names_are_written_as_their_language_does() {
        assert_eq!(in_cells("Щербаков Юрий", Other).unwrap(), "SHCHERBAKOV<IURII");
        assert_eq!(in_cells("Щербаков", Bulgarian).unwrap(), "SHTERBAKOV");
        assert_eq!(in_cells("Юрій Ґалаґан-Єгоров", Ukrainian).unwrap(), "YURII<GALAGAN<YEHOROV");
        assert_eq!(in_cells("Йосип", Ukrainian).unwrap(), "YOSYP");
        assert_eq!(in_cells("Киї\u{301}в", Ukrainian).unwrap(), "KYIV");
        assert_eq!(in_cells("Жарко Хаџић", Serbian).unwrap(), "ZARKO<HADZIC");
        assert_eq!(in_cells("Ќосев", Macedonian).unwrap(), "KJOSEV");
        assert_eq!(in_cells("Ёлкина Ольга", Belarusian).unwrap(), "IOLKINA<OLHA");
        assert!(all_in_cells("Сергей", Other).starts_with(&["SERGEI".to_owned()]));
        assert!(all_in_cells("Сергей", Other).contains(&"SERHEI".to_owned()));
    }

    #[test]
    fn arabic_names_are_written_letter_by_letter() {
        assert_eq!(in_cells("محمد", Other).unwrap(), "MXHMD");
        // Vowel signs are left out, what is doubled is written twice.
        assert_eq!(in_cells("مُحَمَّد", Other).unwrap(), "MXHMMD");
        // Teh marbuta at the end of a part, and inside of one.
        assert_eq!(in_cells("جميلة نعيمة", Other).unwrap(), "JMYLXAH<NEYMXAH");
        assert_eq!(all_in_cells("جميلة", Other), ["JMYLXAH", "JMYLXTA"]);
    }

    #[test]
    fn what_may_stand_behind_cells_is_listed() {
        assert_eq!(originals("MXHMD", Script::Arabic), ["محمد"]);
        assert_eq!(originals("EBD<ALRXXD", Script::Arabic), ["عبد الرڈ"]);
        assert!(originals("EZZ", Script::Arabic).contains(&"عز".to_owned()));
        assert!(originals("MOHAMED", Script::Arabic).is_empty());
        assert_eq!(originals("MUELLER", Script::Latin), ["MUELLER", "MÜLLER"]);
        assert_eq!(originals("IBANXXEZ", Script::Latin).first().unwrap(), "IBAÑEZ");
        assert_eq!(originals("LOEV", Script::Latin), ["LOEV", "LÖV", "LØV", "LŒV"]);
        assert_eq!(originals("SHCHUKIN", Script::Cyrillic(Other)).first().unwrap(), "ЩУКИН");
        assert!(originals("YEHOROV", Script::Cyrillic(Ukrainian)).contains(&"ЄГОРОВ".to_owned()));
        assert!(originals("X", Script::Cyrillic(Other)).is_empty());
        assert!(originals("M4", Script::Latin).is_empty());
        assert_eq!(originals("", Script::Latin), [""; 0]);
    }

    #[test]
    fn no_name_takes_long_or_fails() {
        let long = "Üüöäñ ".repeat(500);
        assert_eq!(all_in_cells(&long, Other).len(), MOST_SPELLINGS);
        for script in [Script::Latin, Script::Arabic, Script::Cyrillic(Other)] {
            assert!(originals(&"IEUESSAAZZ".repeat(300), script).len() <= MOST_SPELLINGS);
            assert!(originals(&"\u{301}<X<é".repeat(300), script).is_empty());
        }
    }
}
