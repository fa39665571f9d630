//! The reader of machine readable zones against documents that others published.
//!
//! The documents lie beside the project, not in it; where they are absent these tests skip and say so.

#![expect(clippy::unwrap_used, reason = "what the test itself prepares must be right")]

use std::collections::BTreeMap;
use std::path::Path;

use chrono::NaiveDate;
use domain::travel_document::{CheckDigit, CheckDigitName, WarningCode, looks_like_mrz, read, read_all};
use serde::Deserialize;

#[derive(Debug, Deserialize)]
struct Document {
    id: String,
    format: String,
    lines: Vec<String>,
    fields: BTreeMap<String, String>,
    checks: BTreeMap<String, String>,
    dates: BTreeMap<String, Option<String>>,
    all_check_digits_ok: bool,
    tags: Vec<String>,
    #[serde(default)]
    expect: serde_json::Map<String, serde_json::Value>,
}

fn documents() -> Option<Vec<Document>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/mrz/vectors.jsonl");
    let Ok(text) = std::fs::read_to_string(&path) else {
        println!("skipped: {} is absent", path.display());
        return None;
    };
    Some(text.lines().map(|line| serde_json::from_str(line).unwrap()).collect())
}

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 6, 1).unwrap()
}

#[test]
fn every_right_document_is_accepted_and_every_faulty_one_rejected() {
    let Some(documents) = documents() else { return };
    let mut wrong = Vec::new();
    for document in &documents {
        let zone = read(&document.lines.join("\n"), today());
        let number_right = zone.document_number == document.fields["document_number"];
        if zone.valid != document.all_check_digits_ok || (document.all_check_digits_ok && !number_right) {
            wrong.push(format!("{} {:?}\n{zone:#?}", document.id, document.lines));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), documents.len(), wrong.join("\n"));
}

#[test]
fn every_field_is_read_as_printed() {
    let Some(documents) = documents() else { return };
    let mut wrong = Vec::new();
    for document in &documents {
        let zone = read(&document.lines.join("\n"), today());
        let format = serde_json::to_value(zone.format).unwrap();
        let expected = match document.format.as_str() {
            "FRENCH_NATIONAL_ID_2x36" => "FRENCH_ID",
            "FRENCH_DRIVING_LICENCE_1x30" => "FRENCH_LICENCE",
            "SWISS_DRIVING_LICENCE_9_30_30" => "SWISS_LICENCE",
            other => other,
        };
        let read = [
            ("format", format.as_str().unwrap_or_default(), expected),
            ("document_code", &zone.document_code, &document.fields["document_code"]),
            ("issuing_state", &zone.issuing_state, &document.fields["issuing_state"]),
            ("document_number", &zone.document_number, &document.fields["document_number"]),
            ("surname", &zone.surname, &document.fields["surname"]),
            ("given_names", &zone.given_names, &document.fields["given_names"]),
            ("nationality", &zone.nationality, &document.fields["nationality"]),
            ("birth_date", &zone.birth_date, &document.fields["birth_date"]),
            ("sex", &zone.sex, &document.fields["sex"]),
            ("expiry_date", &zone.expiry_date, &document.fields["expiry_date"]),
            ("optional_data_1", &zone.optional_data_1, &document.fields["optional1"]),
            ("optional_data_2", &zone.optional_data_2, &document.fields["optional2"]),
        ];
        for (field, found, expected) in read {
            if found != expected {
                wrong.push(format!("{} {field}: {found:?}, not {expected:?} {:?}", document.id, document.lines));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_check_digit_is_judged_alone() {
    let Some(documents) = documents() else { return };
    for document in &documents {
        let zone = read(&document.lines.join("\n"), today());
        for (name, expected) in &document.checks {
            let name: CheckDigitName = serde_json::from_value(name.as_str().into()).unwrap();
            let expected = match expected.as_str() {
                "ok" | "ok_deviation_filler_summed" => CheckDigit::Ok,
                "ok_filler" if document.lines[1].ends_with('<') || document.lines[1].as_bytes()[42] == b'<' => {
                    CheckDigit::Filler
                }
                "ok_filler" => CheckDigit::Ok,
                "filler" => CheckDigit::Filler,
                _ => CheckDigit::Bad,
            };
            assert_eq!(zone.check_digits.get(&name), Some(&expected), "{} {name:?} {:?}", document.id, document.lines);
        }
        assert_eq!(zone.check_digits.len(), document.checks.len(), "{}", document.id);
    }
}

#[test]
fn dates_are_classed_and_get_their_century() {
    let Some(documents) = documents() else { return };
    for document in &documents {
        let zone = read(&document.lines.join("\n"), today());
        let class = |which: &str| document.dates.get(which).cloned().flatten().unwrap_or_default();
        assert_eq!(
            class("birth") == "calendar",
            zone.birth_date_full.is_some(),
            "{} {:?}",
            document.id,
            document.lines
        );
        assert_eq!(class("birth") == "impossible", zone.warns(WarningCode::BirthDateImpossible), "{}", document.id);
        assert_eq!(class("birth") == "partial", zone.warns(WarningCode::BirthDatePartlyUnknown), "{}", document.id);
        assert_eq!(
            class("expiry") == "calendar",
            zone.expiry_date_full.is_some(),
            "{} {:?}",
            document.id,
            document.lines
        );
        assert_eq!(class("expiry") == "unknown", zone.warns(WarningCode::ExpiryDateUnknown), "{}", document.id);
        for (key, found) in [("birth_year_at", zone.birth_date_full), ("expiry_year_at", zone.expiry_date_full)] {
            if let Some(expected) = document.expect.get(key) {
                let year: i32 = found.unwrap().format("%Y").to_string().parse().unwrap();
                assert_eq!(Some(i64::from(year)), expected[1].as_i64(), "{} {key}", document.id);
            }
        }
        if document.tags.iter().any(|tag| tag == "known_deviation_belgium") {
            assert!(zone.warns(WarningCode::NumberDigitCountsFiller), "{}", document.id);
        }
    }
}

#[test]
fn what_readers_do_to_the_lines_changes_nothing() {
    let Some(documents) = documents() else { return };
    for document in documents.iter().filter(|document| document.all_check_digits_ok) {
        let plain = read(&document.lines.join("\n"), today());
        let last = document.lines.last().unwrap();
        let mut disguises = vec![
            document.lines.join("\r\n") + "\r\n",
            document.lines.join("\r"),
            document.lines.join("\n\n"),
            document.lines.join("\n").to_lowercase(),
            format!("\u{2}{}\u{3}\r", document.lines.join("\r")),
            document.lines.iter().map(|line| format!("  {line} \n")).collect(),
            document.lines.join("\n").replace('<', "&lt;"),
            format!("REPUBLIC\nPASSPORT\n\n{}\n\nsignature", document.lines.join("\n")),
        ];
        if !document.tags.iter().any(|tag| tag == "no_check_digits") {
            disguises.push(document.lines.concat());
            disguises.push(format!("MRZ:{}", document.lines.concat()));
            disguises.push(document.lines.concat().chars().map(|c| format!("{c} ")).collect());
        }
        if last.ends_with('<') && !document.tags.iter().any(|tag| tag == "no_check_digits") {
            disguises.push(document.lines.join("\n").trim_end_matches('<').to_owned());
            disguises.push(document.lines.concat().strip_suffix('<').unwrap().to_owned());
        }
        if document.lines[0].ends_with('<') && document.lines.len() == 2 {
            disguises.push(document.lines.join("\n").replacen("<\n", "\n", 1));
            disguises.push(format!("{}\n{}", document.lines[0].trim_end_matches('<'), document.lines[1]));
        }
        for disguise in disguises {
            let mut read = read(&disguise, today());
            read.warnings.clone_from(&plain.warnings);
            assert_eq!(read, plain, "{disguise:?}");
            assert!(looks_like_mrz(&disguise), "{disguise:?}");
        }
    }
}

#[test]
fn a_file_of_documents_is_read_whole() {
    let Some(documents) = documents() else { return };
    let text: String = documents.iter().map(|document| document.lines.join("\r\n") + "\r\n\r\n").collect();
    let zones = read_all(&text, today());
    assert_eq!(zones.len(), documents.len());
    for (zone, document) in zones.iter().zip(&documents) {
        assert_eq!(zone, &read(&document.lines.join("\n"), today()), "{}", document.id);
    }
}

#[test]
fn no_disguise_makes_a_faulty_document_right() {
    let Some(documents) = documents() else { return };
    for document in documents.iter().filter(|document| !document.all_check_digits_ok) {
        let lines = document.lines.join("\n");
        for disguise in [
            document.lines.concat(),
            format!("MRZ:{}", document.lines.concat()),
            format!("No. {lines}"),
            format!("REPUBLIC\n{lines} x7"),
            lines.replace("<\n", "\n"),
            lines.replace('<', " "),
            lines.trim_end_matches('<').to_owned(),
            lines.replacen('\n', "", 1),
            format!("{lines}\n{lines}"),
        ] {
            let zone = read(&disguise, today());
            assert!(!zone.valid, "{disguise:?}\n{zone:#?}");
        }
    }
}

/// Each document cut at each end, with lines swapped, cells changed, and two run together: the reader never fails, and calls right
/// nothing that it does not read whole.
#[test]
fn nothing_done_to_the_documents_breaks_the_reader() {
    let Some(documents) = documents() else { return };
    let mut seed = 9303_usize;
    let mut below = |bound: usize| {
        seed = seed.wrapping_mul(1_103_515_245).wrapping_add(12_345) & 0x7fff_ffff;
        (seed >> 8) % bound
    };
    for (place, document) in documents.iter().enumerate() {
        let text = document.lines.join("\n");
        let other = documents[(place + 1) % documents.len()].lines.join("\n");
        let mut reversed = document.lines.clone();
        reversed.reverse();
        let mut damaged: Vec<char> = text.chars().collect();
        for _ in 0..4 {
            let (from, to) = (below(damaged.len()), below(damaged.len()));
            damaged.swap(from, to);
        }
        for tried in [
            text[..below(text.len())].to_owned(),
            text[below(text.len())..].to_owned(),
            reversed.join("\r"),
            damaged.into_iter().collect(),
            format!("{text}\n{other}"),
            format!("{text}{other}"),
            text.replace('<', "«").replace('0', "\u{fffd}"),
        ] {
            let zone = read(&tried, today());
            assert!(zone.format.is_some() || !zone.valid, "{tried:?}");
            assert!(zone.repair.is_none_or(|repair| !zone.valid && repair.zone.valid), "{tried:?}");
            let _ = (read_all(&tried, today()), looks_like_mrz(&tried));
        }
    }
}

#[test]
fn right_documents_that_follow_each_other_are_told_apart() {
    let Some(documents) = documents() else { return };
    let right: Vec<&Document> = documents
        .iter()
        .filter(|document| document.all_check_digits_ok && !document.tags.iter().any(|tag| tag == "no_check_digits"))
        .collect();
    for pair in right.windows(2) {
        let texts = [pair[0].lines.join("\n"), pair[1].lines.join("\n")];
        let alone = texts.each_ref().map(|text| read(text, today()));
        assert_eq!(read_all(&texts.join("\n"), today()), alone, "{texts:?}");
        assert_eq!(read_all(&texts.join("\r\n").replace('\n', "\r\n"), today()), alone, "{texts:?}");
    }
}
