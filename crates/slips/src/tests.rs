//! Whole papers: their layout, their bytes, and what a reader of PDF makes of them.

use std::{io::Write as _, process::Command, time::Instant};

use catalogue::Language;

use crate::{
    BlankSlips, BlankStep, Copy, HeldOnPaper, HeldRegisterContent, NoticeContent, NoticeDirection, PaperError,
    PaperSize, Service, Side, SlipContent, blank_slips_pdf, held_register_pdf, notice, notice_pdf,
    sheet::{self, Mark, Sheet},
    slip, slip_pdf, specimen,
};

/// Runs a tool of poppler over a PDF; `None`, with a word on why, where the tool is not installed.
fn poppler(tool: &str, arguments: &[&str], pdf: &[u8]) -> Option<String> {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(pdf).unwrap();
    let mut command = Command::new(tool);
    command.args(arguments).arg(file.path());
    if tool == "pdftotext" {
        command.arg("-");
    }
    match command.output() {
        Ok(output) => {
            assert!(output.status.success(), "{tool}: {output:?}");
            assert!(output.stderr.is_empty(), "{tool}: {}", String::from_utf8_lossy(&output.stderr));
            Some(String::from_utf8(output.stdout).unwrap())
        }
        Err(_) => {
            eprintln!("skipped: {tool} is not installed (poppler-utils)");
            None
        }
    }
}

fn slip_sheets(content: &SlipContent) -> Vec<Sheet> {
    slip::sheets(content).unwrap()
}

/// Every text lies inside its sheet.
fn assert_inside(sheets: &[Sheet]) {
    for sheet in sheets {
        for mark in &sheet.marks {
            let Mark::Text { x, y, style, angle, text, line } = mark else {
                continue;
            };
            if *angle == 0.0 {
                let end = x + line.width * style.size * sheet::POINT;
                assert!(*x >= 5.0 && end <= sheet.width - 5.0, "{x}..{end} {text}");
                assert!(*y >= 5.0 && *y <= sheet.height - 5.0, "{y} {text}");
            }
        }
    }
}

#[test]
fn the_slip_of_a_truck() {
    let sheets = slip_sheets(&specimen::truck());
    assert_inside(&sheets);
    insta::assert_snapshot!(sheet::as_text(&sheets));
}

#[test]
fn the_slip_of_a_bus_goes_over_several_sheets() {
    let sheets = slip_sheets(&specimen::bus(14));
    assert_inside(&sheets);
    insta::assert_snapshot!(sheet::as_text(&sheets));
}

#[test]
fn the_notice_of_a_refusal() {
    let sheets = notice::sheets(&specimen::notice()).unwrap();
    assert_inside(&sheets);
    assert_eq!(sheets.len(), 1);
    insta::assert_snapshot!(sheet::as_text(&sheets));
}

#[test]
fn hostile_texts_stay_in_their_places() {
    let sheets = slip_sheets(&specimen::hostile());
    assert_inside(&sheets);
    for mark in sheets.iter().flat_map(|sheet| &sheet.marks) {
        if let Mark::Text { text, .. } = mark {
            assert!(!text.chars().any(|c| c.is_control() || c == '\u{202e}'), "{text:?}");
        }
    }
    let pdf = slip_pdf(&specimen::hostile()).unwrap();
    if let Some(text) = poppler("pdftotext", &["-raw"], &pdf) {
        assert!(text.contains("REF") && text.contains("abebe"), "{text}");
    }
}

#[test]
fn a_slip_without_anything_on_it_is_still_a_slip() {
    let mut content = specimen::truck();
    content.subjects.clear();
    content.facts.clear();
    content.gate.clear();
    content.holder = None;
    content.seal = None;
    content.valid_until = None;
    content.complaints = None;
    content.post.clear();
    content.desk.clear();
    let sheets = slip_sheets(&content);
    assert_inside(&sheets);
    assert_eq!(sheets.len(), 1);
    assert!(slip_pdf(&content).unwrap().starts_with(b"%PDF-"));
}

#[test]
fn two_hundred_subjects_are_all_printed_and_the_pages_counted() {
    let content = specimen::bus(200);
    let sheets = slip_sheets(&content);
    assert_inside(&sheets);
    let text = sheet::as_text(&sheets);
    for number in [1, 3, 77, 200] {
        assert!(text.contains(&format!("Achieng Passenger {number}\n")), "{number}");
    }
    let pages = sheets.len();
    assert!(pages > 10);
    assert!(text.contains(&format!("Page {pages} of {pages}")));
    assert!(slip_pdf(&content).unwrap().len() < 2_000_000);
}

#[test]
fn a_subject_with_more_decisions_than_a_sheet_goes_on_under_its_name() {
    let mut content = specimen::truck();
    let decisions = content.subjects[0].decisions.clone();
    for _ in 0..12 {
        content.subjects[0].decisions.extend(decisions.clone());
    }
    let sheets = slip_sheets(&content);
    assert_inside(&sheets);
    assert!(sheets.len() >= 2);
    let text = sheet::as_text(&sheets);
    assert!(text.contains("continued"));
    assert_eq!(text.matches("U-1131").count(), 13);
}

#[test]
fn equal_content_gives_equal_bytes_and_other_content_others() {
    let content = specimen::truck();
    let bytes = slip_pdf(&content).unwrap();
    assert_eq!(bytes, slip_pdf(&content.clone()).unwrap());
    let mut other = content;
    other.facts[0].value = "KCX 841B".to_owned();
    assert_ne!(bytes, slip_pdf(&other).unwrap());
    let notice = specimen::notice();
    assert_eq!(notice_pdf(&notice).unwrap(), notice_pdf(&notice).unwrap());
}

#[test]
fn the_digest_covers_the_decisions_and_not_the_holders_part() {
    let content = specimen::truck();
    let digest = content.digest().unwrap();
    let changed = |change: fn(&mut SlipContent)| {
        let mut other = content.clone();
        change(&mut other);
        other.digest().unwrap()
    };
    assert_eq!(digest, changed(|slip| slip.holder = None));
    assert_eq!(digest, changed(|slip| slip.copy = Copy::Copy(2)));
    assert_eq!(digest, changed(|slip| slip.seal = None));
    assert_eq!(digest, changed(|slip| slip.languages = [Language::French; 2]));
    assert_ne!(digest, changed(|slip| slip.subjects[0].label.push('x')));
    assert_ne!(digest, changed(|slip| slip.subjects[0].decisions[0].outcome = "waived".to_owned()));
    assert_ne!(digest, changed(|slip| slip.facts[0].value.clear()));
    assert_ne!(digest, changed(|slip| slip.valid_until = None));
    assert_eq!(content.short_code().unwrap().chars().count(), 16);
}

#[test]
fn a_seal_too_long_for_a_code_is_refused() {
    let mut content = specimen::truck();
    content.seal = Some("x".repeat(5_000));
    assert!(matches!(slip_pdf(&content), Err(PaperError::Seal)));
}

#[test]
fn copies_and_demonstrations_say_so_on_every_sheet() {
    let mut content = specimen::bus(30);
    content.copy = Copy::Copy(2);
    content.languages = [Language::French, Language::French];
    let sheets = slip_sheets(&content);
    assert!(sheets.len() > 1);
    for sheet in &sheets {
        let text = sheet::as_text(std::slice::from_ref(sheet));
        assert!(text.contains("DÉMONSTRATION"), "{text}");
        assert!(text.contains("Démonstration, sans valeur"), "{text}");
        assert!(text.contains("Copie 2"), "{text}");
    }
}

#[test]
fn the_text_of_a_slip_can_be_read_back() {
    let pdf = slip_pdf(&specimen::bus(3)).unwrap();
    let Some(text) = poppler("pdftotext", &["-raw"], &pdf) else {
        return;
    };
    for expected in [
        "MD-2611-004212-V",
        "Kenya",
        "sortie",
        "Clearance slip",
        "Bulletin de passage",
        "Valid until 17 Nov 2026, 15:55 · once only",
        "KCX 840B / ZE 7714",
        "Immigration C2 · K-1017",
        "Refused · C2 · U-1105",
        "Leave by Mirama Hills, 3 days",
        "Page 1 of 1",
    ] {
        assert!(text.contains(expected), "{expected} is not in {text}");
    }
    // Read by columns, poppler puts the words of a line from right to left in their order; `-raw` does not.
    let by_columns = poppler("pdftotext", &[], &pdf).unwrap();
    assert!(by_columns.contains("محمد بن عبد الله السوداني"), "{by_columns}");
    let place = |word: &str| text.find(word).unwrap();
    assert!(place("Clearance slip") < place("Achieng Passenger 1"));
    assert!(place("Achieng Passenger 1") < place("Achieng Passenger 3"));
}

#[test]
fn only_the_fonts_that_are_used_are_embedded_and_only_in_part() {
    let plain = slip_pdf(&specimen::truck()).unwrap();
    assert!(plain.len() < 80_000, "{} bytes", plain.len());
    let Some(fonts) = poppler("pdffonts", &[], &plain) else {
        return;
    };
    assert!(fonts.contains("NotoSans-Regular") && fonts.contains("NotoSans-Bold"));
    assert!(!fonts.contains("Arabic"), "{fonts}");
    let arabic = slip_pdf(&specimen::bus(3)).unwrap();
    let fonts = poppler("pdffonts", &[], &arabic).unwrap();
    for line in fonts.lines().skip(2) {
        assert!(line.contains("yes yes yes"), "embedded, subset, with text: {line}");
    }
    assert!(fonts.contains("NotoSansArabic-Bold"), "{fonts}");
}

#[test]
fn a_notice_says_everything_the_law_wants() {
    let content = specimen::notice();
    let pdf = notice_pdf(&content).unwrap();
    if let Some(text) = poppler("pdftotext", &["-raw"], &pdf) {
        for expected in [
            "Refusal of entry",
            "Refus d’entrée",
            "N-2611-000012",
            "MOHAMMED BIN ABDULLAH",
            "Sudan · Soudan",
            "C — Has no valid visa",
            "section 52",
            "within fourteen days",
            "Officer U-1105",
            "Confirmed by officer U-1102",
            "Refused to sign",
            "17 Nov 2026, 12:20",
        ] {
            assert!(text.contains(expected), "{expected} is not in {text}");
        }
    }
    let signed =
        NoticeContent { service: Service::Signed(specimen::at("12:21")), direction: NoticeDirection::Exit, ..content };
    let text = sheet::as_text(&notice::sheets(&signed).unwrap());
    assert!(text.contains("Refusal of exit") && text.contains("12:21"));
}

#[test]
fn a_notice_with_endless_texts_goes_on_to_a_second_sheet() {
    let mut content = specimen::notice();
    content.person.name = "Ñandú ".repeat(100);
    content.remarks = "word ".repeat(2_000);
    content.legal_basis = "x".repeat(5_000);
    content.appeal_text = ["long ".repeat(1_000), "longue ".repeat(1_000)];
    content.reason_text = ["\u{202e}".to_owned(), String::new()];
    content.demonstration = true;
    let sheets = notice::sheets(&content).unwrap();
    assert_inside(&sheets);
    assert!(sheets.len() > 1);
    let text = sheet::as_text(&sheets);
    assert!(text.contains("Signature of the person"));
    assert!(text.contains(&format!("Page {0} of {0}", sheets.len())));
}

#[test]
fn a_slip_is_made_faster_than_a_person_lifts_a_hand() {
    let content = specimen::truck();
    slip_pdf(&content).unwrap();
    let start = Instant::now();
    for _ in 0..5 {
        slip_pdf(&content).unwrap();
    }
    let each = start.elapsed() / 5;
    eprintln!("a slip takes {each:?}");
    // A release build takes less than 50 ms; this bound is for unoptimised builds on a busy machine.
    assert!(each.as_millis() < 2_000, "{each:?}");
}

/// Writes the specimens where a person can look at them: `SLIPS_SPECIMENS=/tmp/x cargo test -p slips specimens`.
#[test]
fn specimens_are_written_where_asked() {
    let Ok(folder) = std::env::var("SLIPS_SPECIMENS") else {
        eprintln!("skipped: SLIPS_SPECIMENS names no folder");
        return;
    };
    for (name, bytes) in [
        ("truck", slip_pdf(&specimen::truck())),
        ("bus", slip_pdf(&specimen::bus(14))),
        ("hostile", slip_pdf(&specimen::hostile())),
        ("notice", notice_pdf(&specimen::notice())),
        ("blank-a4", blank_slips_pdf(&blank(PaperSize::A4))),
        ("blank-a5", blank_slips_pdf(&blank(PaperSize::A5))),
        ("held", held_register_pdf(&held())),
    ] {
        std::fs::write(format!("{folder}/{name}.pdf"), bytes.unwrap()).unwrap();
    }
}

fn blank(size: PaperSize) -> BlankSlips {
    let truck = specimen::truck();
    let step = |kind: &str, side, agency: &str, control: &str| BlankStep {
        kind: kind.to_owned(),
        side,
        agency: agency.to_owned(),
        control: control.to_owned(),
    };
    BlankSlips {
        post: truck.post,
        demonstration: false,
        references: vec!["MD-2611-000214-6".to_owned(), "MD-2611-000215-4".to_owned()],
        exit: truck.exit,
        entry: truck.entry,
        flow: "bus".to_owned(),
        category: None,
        version: "bus-1".to_owned(),
        steps: vec![
            step("traveller", Side::Exit, "immigration", "identity"),
            step("traveller", Side::Entry, "health", "health_screen"),
            step("traveller", Side::Entry, "immigration", "identity"),
            step("traveller", Side::Entry, "customs", "goods"),
            step("conveyance", Side::Exit, "customs", "passenger_list"),
            step("conveyance", Side::Entry, "customs", "vehicle_import"),
        ],
        reserved_at: specimen::at("06:10"),
        officer: "K-0007".to_owned(),
        size,
        languages: [Language::English, Language::French],
    }
}

#[test]
fn a_blank_slip_has_its_reference_the_controls_of_both_states_and_lines_to_write_on() {
    for size in [PaperSize::A4, PaperSize::A5] {
        let sheets = crate::blank::sheets(&blank(size)).unwrap();
        assert_eq!(sheets.len(), 2, "a sheet for each reference");
        assert_inside(&sheets);
    }
    insta::assert_snapshot!(sheet::as_text(&crate::blank::sheets(&blank(PaperSize::A5)).unwrap()));
}

#[test]
fn the_longest_procedure_and_the_longest_names_stay_on_one_sheet() {
    let mut content = blank(PaperSize::A5);
    content.post = "W".repeat(200);
    let step = content.steps.first().cloned().unwrap();
    content.steps.extend(std::iter::repeat_n(step, 40));
    content.references.truncate(1);
    let sheets = crate::blank::sheets(&content).unwrap();
    assert_eq!(sheets.len(), 1);
    assert_inside(&sheets);
}

fn held() -> HeldRegisterContent {
    let entry = (specimen::at("10:20"), "K-1050".to_owned(), "meal_taken", "tea and bread".to_owned());
    let hold = HeldOnPaper {
        crossing: "MD-2611-000214-6".to_owned(),
        label: "SPECIMEN, Amina".to_owned(),
        nationality: "TZA".to_owned(),
        from: specimen::at("09:58"),
        until: Some(specimen::at("11:14")),
        minutes: 76,
        limit_minutes: Some(60),
        officers: "K-1042 · U-6001".to_owned(),
        entries: vec![entry.clone()],
    };
    HeldRegisterContent {
        post: "Malaba".to_owned(),
        demonstration: false,
        state: specimen::truck().exit,
        from: specimen::at("00:00"),
        until: specimen::at("23:59"),
        printed_at: specimen::at("12:00"),
        officer: "K-0007".to_owned(),
        holds: vec![hold.clone(), HeldOnPaper { until: None, limit_minutes: None, entries: vec![entry; 120], ..hold }],
        languages: [Language::English, Language::French],
    }
}

#[test]
fn the_register_of_persons_held_goes_over_as_many_sheets_as_it_needs() {
    let sheets = crate::held::sheets(&held());
    assert!(sheets.len() > 1);
    assert_inside(&sheets);
    let mut short = held();
    short.holds.truncate(1);
    insta::assert_snapshot!(sheet::as_text(&crate::held::sheets(&short)));
    short.holds.clear();
    assert!(sheet::as_text(&crate::held::sheets(&short)).contains("Nobody was held"));
}

#[test]
fn where_the_clocks_differ_a_slip_has_both_times_with_their_states_and_the_same_digest() {
    let here = specimen::truck();
    let mut both = here.clone();
    let at = both.issued_at.with_timezone(&chrono::FixedOffset::east_opt(7200).unwrap());
    both.issued_there = Some(crate::IssuedThere { here: "KEN".to_owned(), there: "UGA".to_owned(), at });
    assert_eq!(both.digest().unwrap(), here.digest().unwrap());
    let sheets = slip_sheets(&both);
    assert_inside(&sheets);
    let text = sheet::as_text(&sheets);
    assert!(text.contains("11:56 KEN") && text.contains("10:56 UGA"), "{text}");
}
