//! Reading and composing machine readable zones: specimens of our own and arbitrary texts.

#![expect(clippy::unwrap_used, reason = "what the test itself prepares must be right")]

mod specimen;

use chrono::NaiveDate;
use domain::travel_document::{
    CheckDigit, CheckDigitName, MachineReadableZone, MrzFields, MrzFormat, WarningCode, WriteError, looks_like_mrz,
    read, read_all, write, yymmdd,
};
use proptest::prelude::*;
use specimen::{passport, state, today};

fn card() -> MrzFields {
    MrzFields {
        format: MrzFormat::Td1,
        document_code: "ID".to_owned(),
        issuing_state: state("MWI"),
        document_number: "QX7T2M4K".to_owned(),
        optional_data_1: String::new(),
        ..passport()
    }
}

fn warnings(zone: &MachineReadableZone) -> Vec<WarningCode> {
    zone.warnings.iter().map(|warning| warning.code).collect()
}

#[test]
fn a_passport_is_composed_and_read() {
    let text = write(&passport()).unwrap();
    assert_eq!(text, "P<ZMBMWALE<PHIRI<<CHISOMO<GRACE<<<<<<<<<<<<<\nZN123456<5ZMB9203147F3106305112233101<<<<<62");
    let zone = read(&text, today());
    assert!(zone.valid);
    assert_eq!(warnings(&zone), []);
    assert_eq!(zone.format, Some(MrzFormat::Td3));
    assert_eq!((zone.surname.as_str(), zone.given_names.as_str()), ("MWALE PHIRI", "CHISOMO GRACE"));
    assert_eq!(zone.birth_date_full, NaiveDate::from_ymd_opt(1992, 3, 14));
    assert_eq!(zone.expiry_date_full, NaiveDate::from_ymd_opt(2031, 6, 30));
    assert_eq!(zone.optional_data_1, "112233101");
}

#[test]
fn a_zone_is_sent_as_plain_json() {
    let zone = read(&write(&MrzFields { document_number: "QX7T2M4KZZ12".to_owned(), ..card() }).unwrap(), today());
    let json = serde_json::to_value(&zone).unwrap();
    assert_eq!(json["format"], "TD1");
    assert_eq!(json["document_number"], "QX7T2M4KZZ12");
    assert_eq!(json["birth_date"], "920314");
    assert_eq!(json["birth_date_full"], "1992-03-14");
    assert_eq!(
        json["check_digits"],
        serde_json::json!({"document_number": "ok", "birth": "ok", "expiry": "ok", "composite": "ok"})
    );
    assert_eq!(json["valid"], true);
    assert_eq!(serde_json::from_value::<MachineReadableZone>(json).unwrap(), zone);
    let faulty = serde_json::to_value(read("nothing here", today())).unwrap();
    assert_eq!(faulty["format"], serde_json::Value::Null);
    assert_eq!(faulty["warnings"], serde_json::json!([{"code": "unreadable", "detail": "11"}]));
}

#[test]
fn every_single_wrong_cell_under_a_digit_shows_unless_its_value_is_congruent() {
    let text = write(&passport()).unwrap();
    let (name_line, line) = text.split_once('\n').unwrap();
    let value = |c: char| if c == '<' { 0 } else { c.to_digit(36).unwrap() };
    for (place, old) in line.char_indices().filter(|(place, _)| !(10..13).contains(place) && *place != 20) {
        for new in ('0'..='9').chain('A'..='Z').filter(|new| value(*new) % 10 != value(old) % 10) {
            let mut wrong = line.to_owned();
            wrong.replace_range(place..=place, &new.to_string());
            assert!(!read(&format!("{name_line}\n{wrong}"), today()).valid, "{wrong}");
        }
    }
}

#[test]
fn cells_the_reader_could_not_tell_keep_their_place() {
    let text = write(&passport()).unwrap().replacen("ZN1", "Z*1", 1);
    let zone = read(&text, today());
    assert!(!zone.valid);
    assert_eq!(zone.document_number, "Z?123456");
    assert_eq!(zone.surname, "MWALE PHIRI");
    assert_eq!(zone.check_digits[&CheckDigitName::DocumentNumber], CheckDigit::Bad);
    assert_eq!(zone.check_digits[&CheckDigitName::Birth], CheckDigit::Ok);
    assert!(zone.warns(WarningCode::UnreadCells));
}

#[test]
fn mending_is_remarked_upon() {
    let text = write(&passport()).unwrap();
    let (name_line, line) = text.split_once('\n').unwrap();
    for (sent, expected) in [
        (format!("{name_line}{line}"), vec![WarningCode::LineEndsRestored]),
        (format!("{}\n{line}", name_line.trim_end_matches('<')), vec![WarningCode::FillersRestored]),
        (text.replace('<', " "), vec![WarningCode::SpacesReadAsFillers, WarningCode::FillersRestored]),
        (format!("{name_line}\nNo. {line}"), vec![WarningCode::SurroundingsDropped]),
        (format!("{name_line}<<\n{line}"), vec![WarningCode::SurroundingsDropped]),
    ] {
        let zone = read(&sent, today());
        assert!(zone.valid, "{sent:?}");
        assert_eq!(zone.document_number, "ZN123456", "{sent:?}");
        assert_eq!(warnings(&zone), expected, "{sent:?}");
    }
}

#[test]
fn what_an_officer_should_know_is_said() {
    let remarks = |change: fn(&mut MrzFields)| {
        let mut fields = passport();
        change(&mut fields);
        warnings(&read(&write(&fields).unwrap(), today()))
    };
    assert_eq!(remarks(|fields| fields.expiry_date = "261120".to_owned()), [WarningCode::Expired]);
    assert_eq!(remarks(|fields| fields.expiry_date = "261121".to_owned()), []);
    assert_eq!(remarks(|fields| fields.birth_date = "<<<<<<".to_owned()), [WarningCode::BirthDateUnknown]);
    assert_eq!(remarks(|fields| fields.birth_date = "92<<<<".to_owned()), [WarningCode::BirthDatePartlyUnknown]);
    assert_eq!(remarks(|fields| fields.birth_date = "920230".to_owned()), [WarningCode::BirthDateImpossible]);
    assert_eq!(remarks(|fields| fields.birth_date = "92O214".to_owned()), [WarningCode::BirthDateMalformed]);
    assert_eq!(remarks(|fields| fields.expiry_date = "310631".to_owned()), [WarningCode::ExpiryDateImpossible]);
    assert_eq!(remarks(|fields| fields.sex = 'X'), [WarningCode::SexUnusual]);
    assert_eq!(remarks(|fields| fields.nationality = state("ZZZ")), [WarningCode::NationalityUnlisted]);
    assert_eq!(remarks(|fields| fields.issuing_state = state("D")), []);
    assert_eq!(remarks(|fields| fields.nationality = state("XXB")), []);
    assert_eq!(remarks(|fields| fields.document_code = "X".to_owned()), [WarningCode::DocumentCodeUnusual]);
    assert_eq!(remarks(|fields| fields.optional_data_1 = String::new()), []);
    assert_eq!(
        remarks(|fields| fields.given_names = "Chisomo Grace Thandiwe Nachilima".to_owned()),
        [WarningCode::NameMayBeTruncated]
    );
}

#[test]
fn national_layouts_are_told_from_the_general_ones() {
    // Composed by hand: fictitious holders, digits computed.
    let french = "IDFRADURAND<<<<<<<<<<<<<<<<<<<75C001\n1203751000018LEA<<ZOE<<<<<<8807146F5";
    let zone = read(french, today());
    assert_eq!(zone.format, Some(MrzFormat::FrenchId));
    assert_eq!((zone.surname.as_str(), zone.given_names.as_str()), ("DURAND", "LEA ZOE"));
    assert_eq!((zone.document_number.as_str(), zone.optional_data_1.as_str()), ("120375100001", "75C001"));
    assert!(zone.warns(WarningCode::NoExpiryDate));
    let slovak = "I<SVKHORVAT<<EVA<<<<<<<<<<<<<<<<<<\n654321<BB3SVK8503127F2809300855312";
    let zone = read(slovak, today());
    assert_eq!(zone.format, Some(MrzFormat::SlovakId));
    assert_eq!((zone.document_number.as_str(), zone.optional_data_1.as_str()), ("654321<BB", "855312"));
    let swiss = "BBB002F<<\nFACHE406253239108<<910203<<<<<\nROCHAT<<LUC<<<<<<<<<<<<<<<<<<<";
    let zone = read(swiss, today());
    assert_eq!(zone.format, Some(MrzFormat::SwissLicence));
    assert!(zone.valid && zone.warns(WarningCode::NoCheckDigits));
    assert_eq!(zone.birth_date_full, NaiveDate::from_ymd_opt(1991, 2, 3));
    let licence = "D1FRA14BB00011";
    assert_eq!(read(licence, today()).format, None);
}

#[test]
fn the_french_card_is_told_by_its_marks_even_where_its_code_was_misread() {
    let french = "1DFRADURAND<<<<<<<<<<<<<<<<<<<75C001\n1203751000018LEA<<ZOE<<<<<<8807146F5";
    let zone = read(french, today());
    assert_eq!(zone.document_code, "ID");
    assert_eq!(zone.warnings.iter().find(|w| w.code == WarningCode::CellsMisread).unwrap().detail, "1D→ID");
}

#[test]
fn a_card_that_was_made_later_than_today_is_not_yet_valid() {
    let french = "IDFRADURAND<<<<<<<<<<<<<<<<<<<75C001\n1203751000018LEA<<ZOE<<<<<<8807146F5";
    let on = |year, month| NaiveDate::from_ymd_opt(year, month, 28).unwrap();
    assert!(read(french, on(2012, 2)).warns(WarningCode::NotYetValid));
    assert!(!read(french, on(2012, 3)).warns(WarningCode::NotYetValid));
}

#[test]
fn documents_follow_each_other_as_readers_send_them() {
    let (one, two) = (write(&passport()).unwrap(), write(&card()).unwrap());
    let formats = |text: &str| -> Vec<_> { read_all(text, today()).iter().map(|zone| zone.format).collect() };
    let both = [Some(MrzFormat::Td3), Some(MrzFormat::Td1)];
    assert_eq!(formats(&format!("{one}\n{two}")), both);
    assert_eq!(formats(&format!("{one}\r{two}\r").replace('\n', "\r")), both);
    assert_eq!(formats(&format!("{one}{two}").replace('\n', "")), both);
    assert_eq!(formats(&format!("\u{2}{one}\u{3}\n\u{2}{two}\u{3}").to_lowercase()), both);
    assert_eq!(formats(&format!("{one}\n\n{two}").replace('\n', "\n\n")), both);
    assert_eq!(formats(&format!("{one}\n{one}")), [both[0], both[0]]);
    // A visa and the passport it is stuck into; three cards.
    let visa = write(&MrzFields { format: MrzFormat::MrvA, document_code: "V".to_owned(), ..passport() }).unwrap();
    assert_eq!(formats(&format!("{visa}\n{one}")), [Some(MrzFormat::MrvA), both[0]]);
    assert_eq!(formats(&[two.as_str(); 3].join("\n")), [both[1]; 3]);
    // One alone, with line ends in the wrong places, stays one.
    assert_eq!(formats(&two.replace('\n', "\r\n\r\n")), [both[1]]);
}

#[test]
fn several_documents_are_parted_by_blank_lines() {
    let (one, two) = (write(&passport()).unwrap(), write(&card()).unwrap());
    let zones = read_all(&format!("\r\n{one}\r\n \r\n\r\n{two}\r\n\r\nrubbish\r\n"), today());
    let formats: Vec<_> = zones.iter().map(|zone| zone.format).collect();
    assert_eq!(formats, [Some(MrzFormat::Td3), Some(MrzFormat::Td1), None]);
    assert_eq!(read_all(" \n\n", today()), []);
}

#[test]
fn other_scans_do_not_look_like_a_zone() {
    for other in
        ["", "MD-2611-004217-K", "BT 4521", "CSQU3054383", "1M8GDM9AXKP042788", "Mwale Chisomo Grace", "1511.90"]
    {
        assert!(!looks_like_mrz(other), "{other}");
    }
    assert!(looks_like_mrz(&write(&card()).unwrap()));
    assert!(looks_like_mrz("P<ZMBMWALE<<CHISOMO<<<<<<<<<<<<<<<<<<<<<<<<"));
}

#[test]
fn what_has_no_cells_is_not_composed() {
    let refused = |change: fn(&mut MrzFields)| {
        let mut fields = passport();
        change(&mut fields);
        write(&fields).unwrap_err()
    };
    assert_eq!(refused(|fields| fields.format = MrzFormat::FrenchId), WriteError::Layout);
    assert_eq!(
        refused(|fields| fields.document_number = "ZN12345678".to_owned()),
        WriteError::TooLong("the document number")
    );
    assert_eq!(
        refused(|fields| fields.document_number = "ZN-1234".to_owned()),
        WriteError::Character("the document number")
    );
    assert_eq!(refused(|fields| fields.surname = "Ñandú".to_owned()), WriteError::Character("the name"));
    assert_eq!(refused(|fields| fields.surname = String::new()), WriteError::Missing("the surname"));
    assert_eq!(refused(|fields| fields.birth_date = "9203".to_owned()), WriteError::Missing("the date of birth"));
    assert_eq!(refused(|fields| fields.sex = 'm'), WriteError::Character("the sex"));
    assert_eq!(
        refused(|fields| fields.optional_data_2 = "A".to_owned()),
        WriteError::TooLong("the second optional field")
    );
}

#[test]
fn a_long_text_takes_no_time_worth_naming() {
    let text = "P<UTO<<7408122F1204159 ".repeat(20_000);
    let begun = std::time::Instant::now();
    let _ = read(&text, today());
    let _ = looks_like_mrz(&(text + "\n").repeat(3));
    assert!(begun.elapsed() < std::time::Duration::from_secs(5), "{:?}", begun.elapsed());
}

fn format() -> impl Strategy<Value = MrzFormat> {
    prop::sample::select(vec![MrzFormat::Td1, MrzFormat::Td2, MrzFormat::Td3, MrzFormat::MrvA, MrzFormat::MrvB])
}

fn fields() -> impl Strategy<Value = MrzFields> {
    (
        format(),
        prop::sample::select(vec!["ZMB", "MWI", "D", "UTO", "XXB", "UNO"]),
        "[A-Z0-9]{1,14}",
        "[A-Z]{1,12}( [A-Z]{1,12}){0,3}",
        "([A-Z]{1,12}( [A-Z]{1,12}){0,3})?",
        (-40_000i64..0, 0i64..3_600),
        prop::sample::select(vec!['M', 'F', '<']),
        "([A-Z0-9]{0,14})",
        "([A-Z0-9]{0,11})",
    )
        .prop_map(
            |(format, state_code, mut number, surname, given_names, (born, expires), sex, mut first, mut second)| {
                let is_visa = matches!(format, MrzFormat::MrvA | MrzFormat::MrvB);
                let long = number.len().saturating_sub(9);
                let (room, code) = match format {
                    MrzFormat::Td1 => (if long > 0 { 15 - long - 2 } else { 15 }, "I"),
                    MrzFormat::Td2 => {
                        number.truncate(13);
                        let long = number.len().saturating_sub(9);
                        (if long > 0 { 7 - long - 2 } else { 7 }, "I")
                    }
                    MrzFormat::MrvA => (14, "V"),
                    MrzFormat::MrvB => (8, "V"),
                    _ => (14, "P"),
                };
                if is_visa || format == MrzFormat::Td3 {
                    number.truncate(9);
                }
                first.truncate(room);
                if format != MrzFormat::Td1 {
                    second.clear();
                }
                let day = |days: i64| yymmdd(today() + chrono::Duration::days(days));
                MrzFields {
                    format,
                    document_code: code.to_owned(),
                    issuing_state: state(state_code),
                    document_number: number,
                    surname,
                    given_names,
                    nationality: state(state_code),
                    birth_date: day(born.max(-36_000)),
                    sex,
                    expiry_date: day(expires),
                    optional_data_1: first,
                    optional_data_2: second,
                }
            },
        )
}

proptest! {
    #[test]
    fn what_is_composed_is_read_back(fields in fields()) {
        let text = write(&fields).unwrap();
        let zone = read(&text, today());
        prop_assert!(zone.valid, "{text}\n{zone:#?}");
        prop_assert_eq!(zone.format, Some(fields.format));
        prop_assert_eq!(&zone.document_number, &fields.document_number);
        prop_assert_eq!(&zone.issuing_state, fields.issuing_state.as_str());
        prop_assert_eq!(&zone.nationality, fields.nationality.as_str());
        prop_assert_eq!(&zone.birth_date, &fields.birth_date);
        prop_assert_eq!(&zone.expiry_date, &fields.expiry_date);
        prop_assert_eq!(&zone.sex, &fields.sex.to_string());
        prop_assert_eq!(&zone.optional_data_1, &fields.optional_data_1);
        prop_assert_eq!(&zone.optional_data_2, &fields.optional_data_2);
        if !zone.name_may_be_truncated {
            prop_assert_eq!(&zone.surname, &fields.surname);
            prop_assert_eq!(&zone.given_names, &fields.given_names);
        }
        prop_assert_eq!(read(&text.replace('\n', ""), today()).document_number, fields.document_number);
    }

    #[test]
    fn no_text_breaks_the_reader(text in any::<String>(), cells in "[A-Z0-9< \r\n*«é]{0,300}") {
        for text in [text, cells] {
            let zone = read(&text, today());
            prop_assert!(zone.format.is_some() || (!zone.valid && zone.warns(WarningCode::Unreadable)));
            let _ = (read_all(&text, today()), looks_like_mrz(&text));
        }
    }

    #[test]
    fn no_damage_breaks_the_reader(
        fields in fields(), damage in prop::collection::vec((0usize..100, any::<char>()), 0..6), cut in 0usize..95,
    ) {
        let mut text: Vec<char> = write(&fields).unwrap().chars().collect();
        for (place, c) in damage {
            let place = place % text.len();
            text[place] = c;
        }
        let text: String = text.into_iter().skip(cut % 7).take(cut.max(40)).collect();
        let _ = (read(&text, today()), read_all(&text, today()), looks_like_mrz(&text));
    }
}
