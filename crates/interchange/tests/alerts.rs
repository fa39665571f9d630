//! Alert lists of invented persons, in every format, whole and broken.
#![expect(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by a panic")]

use domain::subject::Sex;
use interchange::alerts::{
    AlertList, BirthDate, COLUMNS, Change, Event, Format, Goods, ListEntry, ListedDocument, Name, NameKind,
    NameQuality, Notice, Opening, Person, RejectedRow, Subject, Tally, Vehicle, Why, csv_heading, csv_row,
};
use interchange::{Broken, BrokenWhy};
use proptest::prelude::*;

const CSV: &[u8] = include_bytes!("specimens/alerts.csv");
const CSV_CHANGE: &[u8] = include_bytes!("specimens/alerts_change.csv");
const UN: &[u8] = include_bytes!("specimens/un.xml");
const FTM: &[u8] = include_bytes!("specimens/entities.ftm.json");
const FTM_DELTA: &[u8] = include_bytes!("specimens/entities.delta.json");

#[derive(Debug, Default)]
struct Read {
    opening: Option<Opening>,
    lines: Vec<u64>,
    changes: Vec<Change>,
    rejected: Vec<RejectedRow>,
    notices: Vec<Notice>,
    tally: Tally,
}

fn read(bytes: &[u8], format: Format) -> Result<Read, Broken> {
    let mut list = AlertList::open(bytes, format)?;
    let mut read = Read::default();
    for event in &mut list {
        match event? {
            Event::Opening(opening) => assert!(read.opening.replace(opening).is_none()),
            Event::Change { line, change } => {
                read.lines.push(line);
                read.changes.push(*change);
            }
            Event::Rejected(row) => read.rejected.push(row),
            Event::Notice(notice) => read.notices.push(notice),
        }
    }
    assert_eq!(list.bytes_read(), bytes.len() as u64);
    assert!(list.next().is_none());
    read.tally = list.tally().clone();
    Ok(read)
}

fn entry<'a>(read: &'a Read, id: &str) -> &'a ListEntry {
    read.changes.iter().find(|change| change.id() == id).and_then(Change::entry).unwrap()
}

fn person<'a>(read: &'a Read, id: &str) -> &'a Person {
    match &entry(read, id).subject {
        Subject::Person(person) => person,
        other => panic!("{other:?}"),
    }
}

fn whys(read: &Read) -> Vec<(u64, Option<&str>, Option<&str>, Why)> {
    let of = |row: &RejectedRow| (row.line, row.why);
    let rows = read.rejected.iter();
    rows.map(|row| (of(row).0, row.id.as_deref(), row.field.as_deref(), of(row).1)).collect()
}

#[test]
fn a_table_is_read_and_each_wrong_row_named() {
    let list = read(CSV, Format::recognise(CSV)).unwrap();
    assert!(!list.opening.as_ref().unwrap().is_incremental);
    let first = person(&list, "S-1");
    let names: Vec<_> = first.names.iter().map(|name| (name.text.as_str(), name.kind, name.quality)).collect();
    assert_eq!(
        names,
        [
            ("TESTOVSKI Anton", NameKind::Primary, NameQuality::Unstated),
            ("Anton T.", NameKind::Alias, NameQuality::Unstated),
            ("Tosha", NameKind::Alias, NameQuality::Low),
            ("Ox", NameKind::Alias, NameQuality::Low),
            ("ТЕСТОВСКИ Антон", NameKind::OriginalScript, NameQuality::Unstated),
        ]
    );
    assert_eq!((first.births.len(), first.sex, first.nationalities[0].as_str()), (1, Some(Sex::M), "UTO"));
    let first = entry(&list, "S-1");
    assert!(first.four_eyes);
    assert_eq!(first.reason.as_deref(), Some("Invented; for tests"));
    assert_eq!(first.valid_until.unwrap().to_string(), "2026-12-31");
    assert!(matches!(person(&list, "S-2").births[0], BirthDate::Approximate { .. }));
    assert!(matches!(&entry(&list, "S-5").subject, Subject::Document(sought) if sought.document.number == "ZZ999999"));
    assert!(matches!(&entry(&list, "S-6").subject, Subject::Vehicle(car) if car.plate.as_deref() == Some("UTO 123 X")));
    assert!(matches!(&entry(&list, "S-7").subject, Subject::Goods(goods) if goods.hs_code.as_deref() == Some("1511")));
    assert_eq!(
        whys(&list),
        [
            (4, Some("S-3"), Some("document_issuer"), Why::Form),
            (5, Some("S-4"), Some("birth_date"), Why::Date),
            (9, Some("S-8"), Some("plate"), Why::NotOfKind),
            (10, Some("S-9"), Some("kind"), Why::Word),
            (11, None, None, Why::Cells),
            (12, Some("S-11"), Some("valid_until"), Why::Order),
            (13, None, None, Why::Quotes),
            (14, Some("S-13"), Some("four_eyes"), Why::Word),
        ]
    );
    assert_eq!(list.rejected[1].text, "31.12.1990");
    assert_eq!(list.notices, [Notice::UnknownColumn { column: "colour".to_owned() }]);
    assert_eq!((list.tally.changes, list.tally.rejected), (6, 8));
}

#[test]
fn a_list_of_changes_says_what_each_row_does() {
    let list = read(CSV_CHANGE, Format::Csv).unwrap();
    assert!(list.opening.as_ref().unwrap().is_incremental);
    assert!(matches!(&list.changes[0], Change::Replace(entry) if entry.id == "S-1"));
    assert_eq!(list.changes[1], Change::Remove { id: "S-2".to_owned() });
    assert!(matches!(&list.changes[2], Change::Add(entry) if entry.id == "S-20"));
    assert_eq!(
        whys(&list),
        [(5, Some("S-21"), Some("change"), Why::Missing), (6, Some("S-22"), Some("change"), Why::Word)]
    );
}

#[test]
fn a_table_is_read_alike_in_every_form_of_unicode() {
    let plain = read(CSV, Format::Csv).unwrap().changes;
    let text = format!("\u{feff}{}", std::str::from_utf8(CSV).unwrap());
    assert_eq!(read(text.as_bytes(), Format::Csv).unwrap().changes, plain);
    let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(read(&little, Format::recognise(&little)).unwrap().changes, plain);
    let commas = "id,kind,name,aliases\r\n1,person,\"A, B\",\"C;D\"\r\n";
    assert_eq!(person(&read(commas.as_bytes(), Format::Csv).unwrap(), "1").names.len(), 3);
}

fn why(bytes: &[u8], format: Format) -> (u64, BrokenWhy) {
    let broken = read(bytes, format).unwrap_err();
    (broken.at, broken.why)
}

#[test]
fn a_table_that_is_none_is_refused_whole() {
    let csv = |text: &str| why(text.as_bytes(), Format::Csv);
    assert_eq!(csv(""), (1, BrokenWhy::Empty));
    assert_eq!(csv("id,name\n1,A\n"), (1, BrokenWhy::ColumnMissing("kind".to_owned())));
    assert_eq!(csv("id,kind,id\n"), (1, BrokenWhy::ColumnTwice("id".to_owned())));
    assert_eq!(csv("id,kind,name\n1,person,A\n2,per"), (3, BrokenWhy::Truncated));
    assert_eq!(csv("id,kind,name\n1,person,\"A\n2,person,B\n"), (2, BrokenWhy::Truncated));
    assert_eq!(why(b"id,kind,name\n1,person,Zo\xe9\n", Format::Csv).1, BrokenWhy::Encoding { byte: 24 });
    let long = format!("id,kind,name\n1,person,\"{}", "x".repeat(5_000_000));
    assert!(matches!(csv(&long), (2, BrokenWhy::TooLong { .. })));
}

#[test]
fn the_form_of_the_united_nations_is_read() {
    let list = read(UN, Format::recognise(UN)).unwrap();
    assert_eq!(list.opening.as_ref().unwrap().dated.as_deref(), Some("2026-02-01T00:00:00.000Z"));
    let first = person(&list, "1");
    assert_eq!(first.names[0].text, "TOM & SPECIMÉN");
    assert_eq!(first.names[1].kind, NameKind::OriginalScript);
    assert_eq!((first.names[2].text.as_str(), first.names[2].quality), ("Ox", NameQuality::Low));
    assert_eq!(first.names.len(), 3);
    assert_eq!(first.births[0], BirthDate::YearMonth { year: 1973, month: 11 });
    assert!(matches!(first.births[1], BirthDate::Between { .. }));
    assert_eq!(first.nationalities, ["Utopia", "Kenya"]);
    let remarks = &entry(&list, "1").remarks;
    let has = |field: &str, text: &str| remarks.iter().any(|remark| remark.field == field && remark.text == text);
    assert!(has("INDIVIDUAL_ALIAS NOTE", "Ox: Call sign") && has("INDIVIDUAL_DOCUMENT NOTE", "X1: lost"));
    assert!(has("SHOE_SIZE", "44") && has("INDIVIDUAL_DATE_OF_BIRTH", "Nov. 1973"));
    assert!(matches!(&entry(&list, "4").subject, Subject::Organisation(_)));
    assert_eq!(
        whys(&list),
        [
            (19, Some("2"), Some("FIRST_NAME"), Why::Missing),
            (20, Some("3"), Some("INDIVIDUAL_DATE_OF_BIRTH"), Why::Date)
        ]
    );
    assert_eq!(
        list.notices,
        [Notice::UnknownField { field: "SHOE_SIZE".to_owned() }, Notice::PassedOver { kind: "VESSELS".to_owned() }]
    );
}

#[test]
fn markup_that_is_cut_garbled_or_hostile_is_refused_whole() {
    let un = |text: &str| why(text.as_bytes(), Format::UnXml).1;
    let text = std::str::from_utf8(UN).unwrap();
    assert_eq!(un(&text.replace("</CONSOLIDATED_LIST>", "")), BrokenWhy::Truncated);
    assert_eq!(un(&text[..text.len() / 2]), BrokenWhy::Truncated);
    assert_eq!(un(&text.replace("</FIRST_NAME>", "</LAST_NAME>")), BrokenWhy::Markup);
    assert_eq!(
        un(&text.replace("encoding=\"UTF-8\"", "encoding=\"windows-1252\"")),
        BrokenWhy::Charset("windows-1252".to_owned())
    );
    assert_eq!(un(&text.replace("&amp;", "&bomb;")), BrokenWhy::DocumentType);
    let doctype = text.replace("<CONSOLIDATED_LIST", "<!DOCTYPE x [<!ENTITY a \"b\">]><CONSOLIDATED_LIST");
    assert_eq!(un(&doctype), BrokenWhy::DocumentType);
    assert!(matches!(un(&text.replace("<VESSEL/>", &"<A>".repeat(1000))), BrokenWhy::TooDeep { .. }));
    assert!(matches!(un(&text.replace("Invented.", &"x".repeat(5_000_000))), BrokenWhy::TooLong { .. }));
    assert_eq!(un("<html></html>"), BrokenWhy::Format);
    assert_eq!(un(""), BrokenWhy::Empty);
    assert_eq!(un(&format!("{text}<MORE/>")), BrokenWhy::Markup);
}

#[test]
fn entities_are_read_line_by_line() {
    let list = read(FTM, Format::recognise(FTM)).unwrap();
    let holder = |id: &str| match &entry(&list, id).subject {
        Subject::Document(sought) => (sought.document.number.clone(), sought.holder.clone().unwrap()),
        other => panic!("{other:?}"),
    };
    assert_eq!(holder("p1"), ("CJ 7261817".to_owned(), "q1".to_owned()));
    assert_eq!(holder("p4"), ("N4".to_owned(), "q4".to_owned()));
    let jo = person(&list, "q1");
    let kinds: Vec<_> = jo.names.iter().map(|name| (name.kind, name.quality)).collect();
    assert_eq!(kinds[0], (NameKind::Primary, NameQuality::Unstated));
    assert_eq!(kinds[2], (NameKind::OriginalScript, NameQuality::Unstated));
    assert_eq!(kinds[3..], [(NameKind::Alias, NameQuality::Low), (NameKind::Alias, NameQuality::Former)]);
    assert_eq!((jo.births.len(), jo.sex), (2, Some(Sex::F)));
    assert_eq!(jo.nationalities, ["UT", "KE"]);
    assert!(matches!(&entry(&list, "v1").subject, Subject::Vehicle(ship) if ship.names[0].text == "SS Specimen"));
    assert_eq!(
        whys(&list),
        [
            (7, Some("q2"), Some("birthDate"), Why::Date),
            (8, Some("q3"), Some("name"), Why::Missing),
            (9, None, None, Why::Json)
        ]
    );
    assert_eq!(list.tally.passed_over["Address"], 2);
    assert_eq!(
        list.notices,
        [Notice::UnknownField { field: "shoeSize".to_owned() }, Notice::PassedOver { kind: "Address".to_owned() }]
    );
    let cut = &FTM[..FTM.len() - 20];
    assert_eq!(why(cut, Format::FollowTheMoney), (10, BrokenWhy::Truncated));
    assert_eq!(why(b"{\"a\": 1}\n", Format::FollowTheMoney), (1, BrokenWhy::Format));
}

#[test]
fn a_delta_of_entities_is_incremental() {
    let list = read(FTM_DELTA, Format::FollowTheMoney).unwrap();
    assert!(list.opening.as_ref().unwrap().is_incremental);
    assert!(matches!(&list.changes[0], Change::Add(_)) && matches!(&list.changes[1], Change::Replace(_)));
    assert_eq!(list.changes[2], Change::Remove { id: "p1".to_owned() });
    assert_eq!(whys(&list), [(4, Some("q8"), Some("op"), Why::Missing)]);
}

/// The list of the United Nations itself, where it is at hand: it is no part of this repository.
#[test]
fn the_list_of_the_united_nations_is_read_whole() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/screening/UN_consolidated.xml");
    let Ok(file) = std::fs::read(path) else {
        eprintln!("skipped: there is no {path}");
        return;
    };
    let list = read(&file, Format::recognise(&file)).unwrap();
    assert_eq!(list.rejected, []);
    let entries: Vec<_> = list.changes.iter().filter_map(Change::entry).collect();
    let persons: Vec<_> = entries
        .iter()
        .filter_map(|entry| if let Subject::Person(person) = &entry.subject { Some(person) } else { None })
        .collect();
    let names = |kind| persons.iter().flat_map(|person| &person.names).filter(|name| name.kind == kind).count();
    assert_eq!((entries.len(), persons.len()), (1003, 730));
    assert_eq!((names(NameKind::Primary), names(NameKind::Alias), names(NameKind::OriginalScript)), (730, 2139, 336));
    assert_eq!(persons.iter().map(|person| person.documents.len()).sum::<usize>(), 454);
    let births: Vec<_> = persons.iter().flat_map(|person| &person.births).collect();
    let of = |wanted: fn(&BirthDate) -> bool| births.iter().filter(|birth| wanted(birth)).count();
    assert_eq!(of(|birth| matches!(birth, BirthDate::Exact(_))), 454);
    assert_eq!(of(|birth| matches!(birth, BirthDate::Year(_))), 262);
    assert_eq!(of(|birth| matches!(birth, BirthDate::YearMonth { .. })), 4);
    assert_eq!(of(|birth| matches!(birth, BirthDate::Approximate { .. })), 116);
    assert_eq!(of(|birth| matches!(birth, BirthDate::Between { .. })), 31);
    assert_eq!(persons.iter().filter(|person| person.sex.is_some()).count(), 54);
    // One name in its own script lost two letters before it was published.
    assert_eq!(list.notices.len(), 1);
    assert!(matches!(&list.notices[0], Notice::LostLetters { .. }));
    let cut = why(&file[..file.len() * 9 / 10], Format::UnXml).1;
    assert_eq!(cut, BrokenWhy::Truncated);
}

/// Rows without end: whoever reads them one by one gets them, and needs no memory for those to come.
struct Endless(Vec<u8>);

impl std::io::Read for Endless {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let count = into.len().min(self.0.len());
        into[..count].copy_from_slice(&self.0[..count]);
        self.0.rotate_left(count);
        Ok(count)
    }
}

#[test]
fn rows_come_out_while_the_list_is_still_read() {
    let row = Endless(b"1,person,SPECIMEN Anna\n".to_vec());
    let mut list = AlertList::open(std::io::Read::chain(&b"id,kind,name\n"[..], row), Format::Csv).unwrap();
    assert_eq!(list.by_ref().take(10_001).filter(Result::is_ok).count(), 10_001);
    assert_eq!(list.tally().changes, 10_000);
    assert!((230_000..400_000).contains(&list.bytes_read()));
    let endless = Endless(b"x".to_vec());
    let mut list =
        AlertList::open(std::io::Read::chain(&b"id,kind,name\n1,person,"[..], endless), Format::Csv).unwrap();
    assert!(matches!(list.nth(1), Some(Err(Broken { at: 2, why: BrokenWhy::TooLong { .. } }))));
    let tags = Endless(b"<A/>".to_vec());
    let begin = &b"<CONSOLIDATED_LIST><INDIVIDUALS><INDIVIDUAL>"[..];
    let mut list = AlertList::open(std::io::Read::chain(begin, tags), Format::UnXml).unwrap();
    assert!(matches!(list.nth(1), Some(Err(Broken { why: BrokenWhy::TooMany { .. }, .. }))));
}

/// Whoever prepares a list reads of every column.
#[test]
fn the_page_for_administrators_has_every_column() {
    let page = include_str!("../../../docs/alert-lists.md");
    for column in COLUMNS {
        assert!(page.contains(&format!("\n| `{column}` | ")), "{column}");
    }
    let (_, table) = page.split_once("```\n").unwrap();
    let (table, _) = table.split_once("```").unwrap();
    let list = read(table.as_bytes(), Format::Csv).unwrap();
    assert_eq!((list.changes.len(), list.rejected.len(), list.notices.len()), (3, 0, 0));
}

fn text() -> impl Strategy<Value = String> {
    "[A-Za-zé][A-Za-z,\"'é\\-]{0,8}( [A-Zع]{1,6}){0,2}"
}

fn maybe<T: std::fmt::Debug>(of: impl Strategy<Value = T>) -> impl Strategy<Value = Option<T>> {
    proptest::option::of(of)
}

fn documents() -> impl Strategy<Value = Vec<ListedDocument>> {
    let one = ("[A-Z0-9]{1,9}", maybe("[A-Z]{3}"), maybe(text()));
    proptest::collection::vec(one.prop_map(|(number, issuer, kind)| ListedDocument { number, issuer, kind }), 0..4)
}

fn subject() -> impl Strategy<Value = Subject> {
    let others = proptest::collection::vec(text(), 0..3);
    let birth = proptest::sample::select(vec!["1978-04-28", "1978-04", "1978", "~1978-05", "1973-01-01/1977-02-28"]);
    let births = proptest::collection::vec(birth.prop_map(|text| BirthDate::read(text).unwrap()), 0..3);
    let person =
        (text(), others, births, maybe(Just(Sex::X)), proptest::collection::vec("[A-Z]{3}", 0..3), documents());
    let name = |kind| move |text| Name { text, kind, quality: NameQuality::Unstated };
    let person = person.prop_map(move |(primary, others, births, sex, nationalities, documents)| {
        let mut names = vec![name(NameKind::Primary)(primary)];
        names.extend(others.into_iter().map(name(NameKind::Alias)));
        Subject::Person(Person { names, births, sex, nationalities, documents })
    });
    let goods = (maybe(Just("CSQU3054383".to_owned())), maybe("[0-9]{2,8}"), text());
    let goods = goods
        .prop_map(|(container, hs_code, text)| Subject::Goods(Goods { container, hs_code, description: Some(text) }));
    let vehicle = ("[A-Z]{3} [0-9]{3}", maybe("[A-Z]{3}"), maybe(Just("WDB9634031L123456".to_owned())));
    let vehicle = vehicle.prop_map(|(plate, country, vin)| {
        Subject::Vehicle(Vehicle { plate: Some(plate), country, vin, names: Vec::new() })
    });
    prop_oneof![person, goods, vehicle]
}

fn changes() -> impl Strategy<Value = Vec<Change>> {
    let entry =
        (("[A-Z0-9-]{1,8}", subject()), (maybe(text()), maybe(text()), maybe("[A-Z][0-9]"), any::<bool>(), 0..3));
    let change = entry.prop_map(|((id, subject), (reason, agency, handling_code, four_eyes, which))| {
        let (valid_from, valid_until) = ("2026-01-01".parse().ok(), "2026-12-31".parse().ok());
        let (instruction, remarks) = (None, Vec::new());
        let entry = ListEntry {
            id,
            subject,
            reason,
            instruction,
            handling_code,
            agency,
            valid_from,
            valid_until,
            four_eyes,
            remarks,
        };
        match which {
            0 => Change::Add(entry),
            1 => Change::Replace(entry),
            _ => Change::Remove { id: entry.id },
        }
    });
    proptest::collection::vec(change, 0..8)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn a_table_that_is_written_is_read_again(changes in changes()) {
        let mut table = csv_heading();
        table.extend(changes.iter().map(csv_row));
        let list = read(table.as_bytes(), Format::Csv).unwrap();
        prop_assert_eq!(list.rejected, []);
        prop_assert_eq!(list.notices, []);
        let stored: Vec<Change> = serde_json::from_str(&serde_json::to_string(&changes).unwrap()).unwrap();
        prop_assert_eq!(&stored, &changes);
        prop_assert_eq!(list.changes, changes);
    }

    #[test]
    fn no_garbled_list_makes_it_panic(
        which in 0..5usize,
        hits in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>(), any::<bool>()), 1..12),
        cut in any::<prop::sample::Index>(),
    ) {
        let (file, format) = [
            (CSV, Format::Csv),
            (CSV_CHANGE, Format::Csv),
            (UN, Format::UnXml),
            (FTM, Format::FollowTheMoney),
            (FTM_DELTA, Format::FollowTheMoney),
        ][which];
        let mut bytes = file.to_vec();
        for (at, byte, is_more) in hits {
            let at = at.index(bytes.len());
            if is_more { bytes.insert(at, byte) } else { bytes[at] = byte }
        }
        if let Ok(list) = AlertList::open(bytes.as_slice(), format) {
            let events: Vec<_> = list.collect();
            prop_assert!(events.iter().rev().skip(1).all(Result::is_ok));
        }
        bytes.truncate(cut.index(bytes.len()));
        if let Ok(list) = AlertList::open(bytes.as_slice(), format) {
            list.for_each(drop);
        }
    }

    #[test]
    fn no_noise_makes_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        for format in [Format::recognise(&bytes), Format::Csv, Format::UnXml, Format::FollowTheMoney] {
            if let Ok(list) = AlertList::open(bytes.as_slice(), format) {
                list.for_each(drop);
            }
        }
    }
}

#[test]
fn an_entry_is_told_with_the_line_on_which_it_begins() {
    let table = "id,kind,name,remarks\n1,person,Amina,\"two\nlines\"\n2,person,Okello,\n";
    assert_eq!(read(table.as_bytes(), Format::Csv).unwrap().lines, [2, 4]);
    for (bytes, format) in [(UN, Format::UnXml), (FTM, Format::FollowTheMoney)] {
        let lines = read(bytes, format).unwrap().lines;
        assert!(lines.len() > 1 && lines.is_sorted() && lines.iter().all(|line| *line > 0), "{format:?}: {lines:?}");
    }
}
