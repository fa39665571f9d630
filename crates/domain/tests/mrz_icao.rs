//! The reader and the transliteration against what Doc 9303 itself prints: worked names, tables, special codes.
//!
//! They lie beside the project, not in it; where they are absent these tests skip and say so.

#![expect(clippy::unwrap_used, reason = "what the test itself prepares must be right")]

use std::path::Path;

use chrono::NaiveDate;
use domain::codes::IssuingState;
use domain::travel_document::transliteration::{Language, Script, all_in_cells, in_cells, originals};
use domain::travel_document::{MachineReadableZone, MrzFields, MrzFormat, read, write};
use serde::Deserialize;

fn beside(name: &str) -> Option<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/mrz").join(name);
    let text = std::fs::read_to_string(&path).ok();
    if text.is_none() {
        println!("skipped: {} is absent", path.display());
    }
    text
}

/// Returns the rows below the heading, in cells of a table.
fn rows(text: &str) -> impl Iterator<Item = Vec<&str>> {
    text.lines().skip(1).map(|line| line.split('\t').collect())
}

fn character(code_point: &str) -> char {
    char::from_u32(u32::from_str_radix(code_point, 16).unwrap()).unwrap()
}

#[derive(Debug, Deserialize)]
struct Named {
    part: String,
    viz: String,
    mrz_name_line: String,
}

impl Named {
    fn format(&self) -> MrzFormat {
        match (self.part.as_str(), self.mrz_name_line.len()) {
            ("Part4", _) => MrzFormat::Td3,
            ("Part5", _) => MrzFormat::Td1,
            ("Part6", _) => MrzFormat::Td2,
            (_, 44) => MrzFormat::MrvA,
            _ => MrzFormat::MrvB,
        }
    }

    /// The specimen's other lines are the same on each.
    fn zone(&self) -> MachineReadableZone {
        let name = &self.mrz_name_line;
        let lines = match self.format() {
            MrzFormat::Td1 => format!("I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\n{name}"),
            MrzFormat::Td2 => format!("{name}\nD231458907UTO7408122F1204159<<<<<<<6"),
            MrzFormat::Td3 => format!("{name}\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"),
            MrzFormat::MrvA => format!("{name}\nL8988901C4XXX4009078F96121096ZE184226B<<<<<<"),
            _ => format!("{name}\nL8988901C4XXX4009078F9612109<<<<<<<<"),
        };
        read(&lines, NaiveDate::from_ymd_opt(2026, 6, 1).unwrap())
    }

    fn names(&self) -> (&str, &str) {
        self.viz.split_once(", ").unwrap_or((&self.viz, ""))
    }
}

fn named() -> Option<Vec<Named>> {
    let text = beside("icao_name_examples.jsonl")?;
    Some(text.lines().map(|line| serde_json::from_str(line).unwrap()).collect())
}

#[test]
fn the_worked_names_are_read_and_recognised() {
    let Some(named) = named() else { return };
    for example in &named {
        let zone = example.zone();
        assert_eq!(zone.format, Some(example.format()), "{example:?}");
        assert!(zone.valid, "{example:?} {zone:#?}");
        let (surname, given_names) = example.names();
        assert!(zone.may_name(surname, given_names), "{example:?} {zone:#?}");
        assert_eq!(zone.name_may_be_truncated, !example.mrz_name_line.ends_with('<'), "{example:?}");
        let strangers = named.iter().filter(|other| other.viz != example.viz && !is_near(other, example));
        for other in strangers {
            let (surname, given_names) = other.names();
            assert!(!zone.may_name(surname, given_names), "{example:?} {other:?}");
        }
    }
}

/// Whether two share their surname: what is left of it and of the given names may then be the same.
fn is_near(one: &Named, other: &Named) -> bool {
    one.names().0 == other.names().0
}

#[test]
fn the_worked_names_are_composed() {
    let Some(named) = named() else { return };
    for example in &named {
        let (surname, given_names) = example.names();
        let fields = MrzFields {
            format: example.format(),
            document_code: "V".to_owned(),
            issuing_state: "UTO".parse().unwrap(),
            document_number: "D23145890".to_owned(),
            surname: surname.to_owned(),
            given_names: given_names.to_owned(),
            nationality: "UTO".parse().unwrap(),
            birth_date: "740812".to_owned(),
            sex: 'F',
            expiry_date: "120415".to_owned(),
            optional_data_1: String::new(),
            optional_data_2: String::new(),
        };
        let text = write(&fields).unwrap();
        let line = text.lines().nth(if example.format() == MrzFormat::Td1 { 2 } else { 0 }).unwrap();
        let head = if example.format() == MrzFormat::Td1 { 0 } else { 5 };
        // Where a name has to be cut, Doc 9303 leaves several ways; on a passport ours is the first that it shows.
        let alike: Vec<&str> = named
            .iter()
            .filter(|other| other.viz == example.viz && other.format() == example.format())
            .map(|other| other.mrz_name_line.get(head..).unwrap())
            .collect();
        let name = line.get(head..).unwrap();
        let is_cut = alike.iter().any(|line| !line.ends_with('<'));
        if is_cut && !matches!(example.format(), MrzFormat::Td3 | MrzFormat::MrvA) {
            let composed =
                Named { mrz_name_line: line.to_owned(), part: example.part.clone(), viz: example.viz.clone() };
            assert!(composed.zone().may_name(surname, given_names), "{name} {alike:?}");
            assert!(!name.ends_with('<'), "{name} {alike:?}");
        } else {
            assert!(alike.contains(&name), "{name} {alike:?}");
        }
    }
}

#[test]
fn the_special_codes_are_listed() {
    let Some(text) = beside("icao_special_codes.tsv") else { return };
    for row in rows(&text) {
        let [name, _, code] = row.as_slice() else { panic!("{row:?}") };
        let issuer: IssuingState = code.parse().unwrap();
        assert!(issuer.is_listed(), "{name} {code}");
    }
}

#[test]
fn the_tables_are_those_of_doc_9303() {
    let Some(text) = beside("icao_transliteration_tables.tsv") else { return };
    let mut counts = [0; 3];
    for row in rows(&text) {
        let [section, code_point, _, _, recommended] = row.as_slice() else { panic!("{row:?}") };
        let letter = character(code_point);
        match *section {
            "A" => latin(letter, recommended),
            "B" => cyrillic(letter, recommended),
            _ => arabic(letter, recommended),
        }
        counts[match *section {
            "A" => 0,
            "B" => 1,
            _ => 2,
        }] += 1;
    }
    assert!(counts.iter().all(|count| *count > 40), "{counts:?}");
}

fn latin(letter: char, recommended: &str) {
    let expected: Vec<&str> = recommended.split(" or ").collect();
    assert_eq!(all_in_cells(&letter.to_string(), Language::Other), expected, "{letter}");
    for cells in expected.into_iter().filter(|cells| cells.len() > 1) {
        let originals = originals(cells, Script::Latin);
        assert!(originals.contains(&letter.to_string()), "{letter} {cells} {originals:?}");
    }
}

fn cyrillic(letter: char, recommended: &str) {
    let (usual, exceptions) = recommended.split_once(" (").unwrap_or((recommended, ""));
    // A letter alone is the first of its name; inside of one it has the usual cells.
    let inside = in_cells(&format!("Т{letter}"), Language::Ukrainian).unwrap();
    let mut expected = vec![(Language::Other, usual)];
    let cells = exceptions.rsplit('=').next().unwrap().trim_end_matches(')').trim();
    for (word, language) in [
        ("Belorussian", Language::Belarusian),
        ("Bulgarian", Language::Bulgarian),
        ("Macedonia", Language::Macedonian),
        ("Serbian", Language::Serbian),
        ("Ukrainian", Language::Ukrainian),
    ] {
        expected.push((language, if exceptions.contains(word) { cells } else { usual }));
    }
    for (language, cells) in expected {
        assert_eq!(in_cells(&letter.to_string(), language).unwrap(), cells, "{letter} {language:?}");
        assert!(originals(cells, Script::Cyrillic(language)).contains(&letter.to_uppercase().to_string()), "{letter}");
    }
    if exceptions.contains("first character") {
        assert_eq!(inside, format!("T{usual}"), "{letter}");
    }
}

fn arabic(letter: char, recommended: &str) {
    let between = in_cells(&format!("ب{letter}ب"), Language::Other).unwrap();
    match recommended {
        "(Not encoded)" => assert_eq!(between, "BB", "{letter}"),
        "[DOUBLE]³" => assert_eq!(between, "BBB", "{letter}"),
        "XTA/XAH²" => {
            assert_eq!(between, "BXTAB");
            assert_eq!(all_in_cells(&letter.to_string(), Language::Other), ["XAH", "XTA"]);
        }
        cells => {
            assert_eq!(all_in_cells(&letter.to_string(), Language::Other), [cells], "{letter}");
            assert!(originals(cells, Script::Arabic).contains(&letter.to_string()), "{letter} {cells}");
        }
    }
}

#[test]
fn the_table_of_what_arabic_cells_mean_is_that_of_doc_9303() {
    let Some(text) = beside("icao_arabic_reverse_table.tsv") else { return };
    for row in rows(&text) {
        let [cells, name, _, code_points] = row.as_slice() else { panic!("{row:?}") };
        for letter in code_points.split('/').map(character) {
            let originals = originals(cells, Script::Arabic);
            assert!(originals.contains(&letter.to_string()), "{cells} {name} {originals:?}");
        }
    }
}

#[derive(Debug, Deserialize)]
struct Arabic {
    arabic: String,
    mrz_name: String,
}

/// Parts that Doc 9303 prints otherwise than by its own table: a heh doachashmee as a heh, a heh as a hah, a qaf with one dot that
/// it does not encode as a feh, and a letter doubled by a mark that the Arabic beside it leaves out.
const OTHERWISE: [&str; 4] = ["HARY", "ALLXH", "FXKHR", "EZZ"];

#[test]
fn the_arabic_examples_are_written_and_found_again() {
    let Some(text) = beside("icao_arabic_viz_mrz_examples.jsonl") else { return };
    let mut seen = 0;
    for example in text.lines().map(|line| serde_json::from_str::<Arabic>(line).unwrap()) {
        let parts: Vec<&str> = example.arabic.split(' ').collect();
        let written: Vec<String> = parts.iter().map(|part| in_cells(part, Language::Other).unwrap()).collect();
        let joined = written.concat();
        for cells in example.mrz_name.split('<').filter(|cells| !OTHERWISE.contains(cells)) {
            assert!(joined.contains(cells), "{cells} {written:?} {example:?}");
            let originals = originals(cells, Script::Arabic);
            assert!(
                originals.iter().any(|original| example.arabic.contains(original.as_str())),
                "{cells} {originals:?}"
            );
            seen += 1;
        }
    }
    assert!(seen > 25, "{seen}");
}
