//! Names of countries, from the codes of travel documents.
//!
//! Invariant: a code that the table lacks is shown as itself; nothing is refused because of a name.

use std::{collections::BTreeMap, sync::OnceLock};

use crate::Language;
use crate::sources::countries;

struct Names {
    english: &'static str,
    french: &'static str,
}

/// Returns the short name of a country, or the code itself where it is unknown.
///
/// `code` is the three letters of ISO 3166-1 or ICAO Doc 9303 part 3 section 5, in either case; fillers `<` at its
/// end are passed over (`D<<` is Germany). Languages without a column of their own get the English name.
#[must_use]
pub fn country_name(code: &str, language: Language) -> String {
    match names().get(normal(code).as_str()) {
        Some(names) => match language {
            Language::French => names.french,
            Language::English | Language::Portuguese | Language::Swahili | Language::Arabic => names.english,
        }
        .to_owned(),
        None => code.to_owned(),
    }
}

/// Says whether a code is one of ISO 3166-1 or ICAO Doc 9303 part 3 section 5.
#[must_use]
pub fn is_country(code: &str) -> bool {
    names().contains_key(normal(code).as_str())
}

/// Returns all codes in alphabetical order, for a field that completes.
pub fn country_codes() -> impl Iterator<Item = &'static str> {
    names().keys().copied()
}

fn normal(code: &str) -> String {
    code.trim().trim_end_matches('<').to_ascii_uppercase()
}

fn names() -> &'static BTreeMap<&'static str, Names> {
    static NAMES: OnceLock<BTreeMap<&'static str, Names>> = OnceLock::new();
    NAMES.get_or_init(|| {
        countries()
            .lines()
            .filter_map(|line| {
                let mut columns = line.split('\t');
                let (code, english, french) = (columns.next()?, columns.next()?, columns.next()?);
                Some((code, Names { english, french }))
            })
            .collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_in_the_language_asked_for() {
        assert_eq!(country_name("UGA", Language::English), "Uganda");
        assert_eq!(country_name("uga", Language::French), "Ouganda");
        assert_eq!(country_name("D<<", Language::French), "Allemagne");
        assert_eq!(country_name("XXA", Language::English), "Stateless person");
        assert_eq!(country_name("KEN", Language::Arabic), "Kenya");
    }

    #[test]
    fn an_unknown_code_is_shown_as_itself() {
        assert_eq!(country_name("QQQ", Language::English), "QQQ");
        assert_eq!(country_name("", Language::French), "");
        assert!(!is_country("QQQ"));
        assert!(is_country("TZA"));
    }

    #[test]
    fn the_table_is_whole_and_has_no_code_twice() {
        let rows: Vec<Vec<&str>> = countries().lines().map(|l| l.split('\t').collect()).collect();
        for row in &rows {
            assert_eq!(row.len(), 3, "{row:?}");
            assert!(row.iter().all(|cell| !cell.is_empty() && cell.trim() == *cell), "{row:?}");
            assert!((1..=3).contains(&row[0].len()));
            assert!(row[0].bytes().all(|b| b.is_ascii_uppercase()), "{row:?}");
        }
        assert_eq!(rows.len(), names().len());
        let iso = rows.iter().take_while(|row| row[0] != "D").count();
        assert_eq!(iso, 249, "ISO 3166-1 has 249 codes");
        assert_eq!(country_codes().count(), rows.len());
    }
}
