//! Repairs of misread cells: proposed beside what was printed, and only where nothing else fits.

#![expect(clippy::unwrap_used, reason = "what the test itself prepares must be right")]

mod specimen;

use domain::travel_document::{MrzFields, MrzFormat, WarningCode, looks_like_mrz, read, read_all, write};
use specimen::{passport, today};

fn repaired(text: &str) -> Option<(String, String)> {
    let zone = read(text, today());
    let repair = zone.repair.as_ref()?;
    assert!(repair.zone.valid && repair.zone.repair.is_none() && !zone.valid);
    assert!(zone.warns(WarningCode::CellsMisread));
    let cells = repair.cells.iter().map(|cell| format!("{}.{} {}{}", cell.line, cell.place, cell.read, cell.instead));
    Some((cells.collect::<Vec<_>>().join(", "), repair.zone.document_number.clone()))
}

#[test]
fn a_repair_is_proposed_beside_what_was_printed() {
    let text = write(&passport()).unwrap();
    assert_eq!(repaired(&text), None);
    let changed = |from: &str, to: &str| repaired(&text.replacen(from, to, 1));
    let number = || "ZN123456".to_owned();
    // A date, a check digit: whatever is no digit there was misread.
    assert_eq!(changed("920314", "92O314"), Some(("1.15 O0".to_owned(), number())));
    assert_eq!(changed("9203147", "9ZO3I47"), Some(("1.14 Z2, 1.15 O0, 1.17 I1".to_owned(), number())));
    assert_eq!(changed("920314", "92?314"), Some(("1.15 ?0".to_owned(), number())));
    assert_eq!(changed("<62", "<G2"), Some(("1.42 G6".to_owned(), number())));
    // The number: one cell at most, and only if no other fits too.
    assert_eq!(changed("ZN123456", "ZNI23456"), Some(("1.2 I1".to_owned(), number())));
    let zone = read(&text.replacen("ZN123456", "ZNI23456", 1), today());
    assert_eq!(zone.document_number, "ZNI23456");
    // A 2 for the Z satisfies the digits as well as a 5 for the S.
    assert_eq!(changed("ZN123456", "ZN1234S6"), None);
    // An altered digit looks like nothing else: nothing is proposed.
    assert_eq!(changed("920314", "930314"), None);
    // A cell that nothing checks is left alone, and what the reader could not tell in the number has many readings.
    assert_eq!(changed("MWALE", "MWA1E"), None);
    assert_eq!(changed("ZN123456", "ZN?23456"), None);
}

#[test]
fn of_two_repairs_that_fit_none_is_proposed() {
    // With a Q for the first zero every check digit agrees too.
    let misread = "P<KENWANJIKU<<PATRICIA<NJERI<<<<<<<<<<<<<<<<\nA5082O4175KEN9203170F3108011<<<<<<<<<<<<<<<0";
    let zone = read(misread, today());
    assert!(!zone.valid);
    assert_eq!(zone.repair, None);
}

/// A sequence of numbers, the same at every run.
fn numbers(mut seed: u64) -> impl FnMut(usize) -> usize {
    move |below| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(seed >> 33).unwrap() % below
    }
}

/// Thousands of damaged documents: the reader never fails, and whatever it proposes is right in every digit, differs from what
/// was read in the cells it names alone, and if it changes one cell there is no other cell that would do.
#[test]
fn a_long_trial_of_damage() {
    let mut below = numbers(9303);
    let look_alikes = ["O0", "Q0", "D0", "I1", "L1", "Z2", "S5", "G6", "B8"];
    let texts: Vec<String> = [MrzFormat::Td1, MrzFormat::Td2, MrzFormat::Td3, MrzFormat::MrvA, MrzFormat::MrvB]
        .into_iter()
        .map(|format| {
            let code = if matches!(format, MrzFormat::MrvA | MrzFormat::MrvB) { "V" } else { "P" };
            let code = if matches!(format, MrzFormat::Td1 | MrzFormat::Td2) { "I" } else { code };
            let optional_data_1 = if format == MrzFormat::Td2 { "11223" } else { "112B" }.to_owned();
            write(&MrzFields { format, document_code: code.to_owned(), optional_data_1, ..passport() }).unwrap()
        })
        .collect();
    let (mut proposed, mut wrong) = (0, 0);
    for round in 0..3_000 {
        let text = &texts[round % texts.len()];
        let mut cells: Vec<char> = text.chars().collect();
        for _ in 0..below(4) {
            let place = below(cells.len());
            let old = cells[place];
            let likes: Vec<char> = look_alikes
                .iter()
                .filter(|pair| pair.contains(old))
                .flat_map(|pair| pair.chars())
                .filter(|c| *c != old)
                .collect();
            match below(8) {
                0 if old != '\n' => cells[place] = '?',
                1 => drop(cells.remove(place)),
                2 => cells.insert(place, char::from_u32(u32::try_from(below(0x3000)).unwrap()).unwrap_or('<')),
                _ if !likes.is_empty() => cells[place] = likes[below(likes.len())],
                _ => {}
            }
        }
        let damaged: String = cells.iter().collect();
        let zone = read(&damaged, today());
        let _ = (read_all(&damaged, today()), looks_like_mrz(&damaged));
        let Some(repair) = &zone.repair else { continue };
        assert!(!zone.valid && repair.zone.valid && repair.zone.format == zone.format, "{damaged:?}");
        if cells.len() != text.chars().count() || !damaged.is_ascii() {
            continue;
        }
        let mut lines: Vec<Vec<char>> = damaged.lines().map(|line| line.chars().collect()).collect();
        for cell in &repair.cells {
            assert_eq!(std::mem::replace(&mut lines[cell.line][cell.place], cell.instead), cell.read, "{damaged:?}");
        }
        let again = read(&joined(&lines), today());
        assert_eq!(again, *repair.zone, "{damaged:?}");
        if let [only] = repair.cells.as_slice() {
            lines[only.line][only.place] = only.read;
            let others = single_repairs(&lines, &look_alikes);
            assert!(others.iter().all(|other| *other == joined_with(&lines, only.line, only.place, only.instead)));
        }
        proposed += 1;
        wrong += usize::from(again.document_number != read(text, today()).document_number);
    }
    assert!(proposed > 150 && wrong * 10 < proposed, "{wrong} of {proposed}");
}

fn joined(lines: &[Vec<char>]) -> String {
    lines.iter().map(|line| line.iter().collect()).collect::<Vec<String>>().join("\n")
}

fn joined_with(lines: &[Vec<char>], line: usize, place: usize, cell: char) -> String {
    let mut lines = lines.to_vec();
    *lines.get_mut(line).unwrap().get_mut(place).unwrap() = cell;
    joined(&lines)
}

/// Returns every text in which one cell more than those of `lines` is read as its look-alike and all digits and dates are right.
fn single_repairs(lines: &[Vec<char>], look_alikes: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for (line, cells) in lines.iter().enumerate() {
        for (place, old) in cells.iter().enumerate() {
            let likes = look_alikes.iter().filter(|pair| pair.contains(*old)).flat_map(|pair| pair.chars());
            for text in likes.filter(|c| c != old).map(|cell| joined_with(lines, line, place, cell)) {
                let zone = read(&text, today());
                let dates = [WarningCode::BirthDateMalformed, WarningCode::BirthDateImpossible];
                let more = [WarningCode::ExpiryDateMalformed, WarningCode::ExpiryDateImpossible];
                if zone.valid && !dates.iter().chain(&more).any(|code| zone.warns(*code)) {
                    found.push(text);
                }
            }
        }
    }
    found
}
