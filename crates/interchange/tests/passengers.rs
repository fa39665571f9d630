//! Passenger lists of invented persons, as PAXLST and as tables, whole and broken.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by a panic")]

use chrono::{NaiveDate, NaiveDateTime};
use domain::subject::Sex;
use interchange::passengers::{
    AdvanceDocument, AdvancePassenger, COLUMNS, Conveyance, Envelope, Fault, FaultWhy, Mode, PassengerList, Purpose,
    Role, Separators, Stop, read_csv, read_paxlst, write_csv, write_paxlst,
};
use interchange::{Broken, BrokenWhy};
use proptest::prelude::*;

const BUS: &[u8] = include_bytes!("specimens/bus.edi");
const TABLE: &[u8] = include_bytes!("specimens/bus.csv");

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn time(text: &str) -> NaiveDateTime {
    NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M").unwrap()
}

fn told(faults: &[Fault]) -> Vec<(u64, Option<usize>, &str, FaultWhy)> {
    let of = |fault: &Fault| (fault.at, fault.passenger, fault.why);
    faults.iter().map(|fault| (of(fault).0, of(fault).1, fault.field.as_deref().unwrap_or(""), of(fault).2)).collect()
}

#[test]
fn a_bus_is_read_with_its_crew_and_each_fault_named() {
    let read = read_paxlst(BUS).unwrap();
    assert_eq!((read.sender.as_str(), read.reference.as_str(), read.is_test), ("SPECIMEN COACHES", "REF1", true));
    assert_eq!(read.prepared, Some(time("2026-03-01T07:00")));
    let [list] = read.lists.as_slice() else { panic!("{:?}", read.lists) };
    let conveyance = Conveyance {
        journey: Some("SC12".to_owned()),
        plate: Some("UTO 123 X".to_owned()),
        country: Some("KEN".to_owned()),
        mode: Some(Mode::Road),
    };
    assert_eq!(list.conveyance, conveyance);
    assert_eq!(list.operator.as_deref(), Some("Specimen Coaches"));
    assert_eq!((list.reporter.as_deref(), list.reference.as_deref()), (Some("SPECIMEN COACHES DESK"), Some("LIST-77")));
    assert_eq!(
        (list.departure.place.as_deref(), list.departure.departs),
        (Some("KENBO"), Some(time("2026-03-01T07:30")))
    );
    assert_eq!((list.arrival.place.as_deref(), list.arrival.arrives), (Some("UGKLA"), Some(time("2026-03-01T15:30"))));
    assert_eq!(list.by_way_of.len(), 1);
    let beside: Vec<_> = list.details.iter().map(|detail| (detail.field.as_str(), detail.text.as_str())).collect();
    assert_eq!(beside, [("COM", "000 111 2222:TE"), ("TDT+20", "SPC, Blue bus")]);
    let first = &list.passengers[0];
    assert_eq!((first.surname.as_str(), first.given_names.as_str()), ("O'SPECIMEN", "MARIE ANNE"));
    assert_eq!((first.sex, first.birth_date), (Some(Sex::F), Some(day("1978-04-28"))));
    assert_eq!(
        (first.seat.as_deref(), first.booking.as_deref(), first.reference.as_deref()),
        (Some("12A"), Some("B+1"), Some("P-1"))
    );
    assert_eq!((first.boarding.as_deref(), first.alighting.as_deref()), (Some("KENBO"), Some("UGKLA")));
    assert_eq!((first.clearance.as_deref(), first.birth_place.as_deref()), (Some("UGBUS"), Some("KEN KISUMU")));
    let passport = AdvanceDocument {
        code: "P".to_owned(),
        number: "X0001111".to_owned(),
        issuer: Some("KEN".to_owned()),
        expires: Some(day("2031-02-28")),
        issued: None,
    };
    assert_eq!(first.documents[0], passport);
    assert_eq!((first.documents[1].code.as_str(), first.documents[1].issuer.as_deref()), ("V", Some("UGA")));
    let details: Vec<_> = first.details.iter().map(|detail| (detail.field.as_str(), detail.text.as_str())).collect();
    assert_eq!(details, [("NAD+FL", "1 TEST STREET, NOWHERE"), ("MEA+CT", "+:2"), ("GEI+4", "173")]);
    let roles: Vec<_> = list.passengers.iter().map(|person| (person.role, person.is_in_transit)).collect();
    assert_eq!(
        roles,
        [(Role::Passenger, false), (Role::Passenger, true), (Role::Passenger, false), (Role::Crew, false)]
    );
    assert_eq!(list.passengers[1].given_names, "JOSÉ");
    assert_eq!(list.passengers[2].birth_date, Some(day("1920-02-29")));
    assert_eq!(list.heads(), 4);
    assert_eq!(interchange::passengers::read(BUS).unwrap(), read.lists);
    assert_eq!(
        told(&list.faults),
        [
            (36, Some(1), "ATT+2", FaultWhy::Word),
            (37, Some(1), "DTM+329", FaultWhy::Date),
            (39, Some(1), "DOC+I", FaultWhy::Form),
            (41, Some(2), "NAD+ZZZ", FaultWhy::Word),
            (41, Some(2), "NAT+2", FaultWhy::Missing),
            (41, Some(2), "document_number", FaultWhy::Twice),
            (45, Some(2), "XYZ+1", FaultWhy::Unknown),
            (46, None, "CNT+42", FaultWhy::Count { told: 4, found: 3 }),
        ]
    );
}

#[test]
fn a_passenger_becomes_a_head_of_the_list_that_a_post_keeps() {
    let read = read_paxlst(BUS).unwrap();
    let people = &read.lists[0].passengers;
    let first = people[0].listed().unwrap();
    assert_eq!(first.person.document.unwrap().number, "X0001111");
    let second = people[1].listed().unwrap();
    assert_eq!((second.person.sex, second.person.document), (Sex::X, None));
    assert_eq!(people[2].listed(), None);
    let driver = people[3].listed().unwrap();
    assert!(driver.is_crew);
    assert_eq!(driver.person.document.unwrap().issuer, "UGA");
}

fn broken(text: &str) -> BrokenWhy {
    read_paxlst(text.as_bytes()).map(|read| panic!("{read:?}")).unwrap_or_else(|Broken { why, .. }| why)
}

#[test]
fn an_interchange_that_was_cut_or_whose_counts_do_not_agree_is_refused_whole() {
    let text: String = BUS.iter().copied().map(char::from).collect();
    let text = text.replace('É', "E").replace("UNOC", "UNOA");
    assert!(read_paxlst(text.as_bytes()).is_ok());
    let count = |segment: &str, told, found| BrokenWhy::Count { segment: segment.to_owned(), told, found };
    assert_eq!(broken(&text.replace("ATT+2++F'", "")), count("UNT", 45, 44));
    assert_eq!(broken(&text.replace("UNE+2", "UNE+3")), count("UNE", 3, 2));
    assert_eq!(broken(&text.replace("UNZ+1", "UNZ+2")), count("UNZ", 2, 1));
    assert_eq!(broken(&text.replace("UNT+45+PAX001", "UNT+45+PAX009")), BrokenWhy::Reference("UNT".to_owned()));
    assert_eq!(broken(&text.replace("UNZ+1+REF1", "UNZ+1+REF2")), BrokenWhy::Reference("UNZ".to_owned()));
    assert_eq!(broken(&text.replace("UNZ+1+REF1'", "")), BrokenWhy::Truncated);
    assert_eq!(broken(text.trim_end().trim_end_matches('\'')), BrokenWhy::Truncated);
    assert_eq!(broken(&text.replace("UNT+45+PAX001'", "")), BrokenWhy::Segment("UNT".to_owned()));
    assert_eq!(broken(&text.replace("PAXLST:D:12B:UN:IATA'", "CUSCAR:D:12B:UN'")), BrokenWhy::Format);
    assert_eq!(broken(&format!("{text}UNZ+1+REF1'")), BrokenWhy::Segment("UNZ".to_owned()));
    assert_eq!(broken(&text.replace("TESTA", "TÉSTA")), BrokenWhy::Charset("UNOA".to_owned()));
    assert_eq!(broken(&text.replace("UNA:+.?", "UNA++.?")), BrokenWhy::Segment("UNA".to_owned()));
    assert_eq!(broken("Dear sirs"), BrokenWhy::Format);
    assert_eq!(broken(" \n"), BrokenWhy::Empty);
}

#[test]
fn a_telegram_that_is_wrapped_anywhere_and_parted_by_other_signs_is_read_alike() {
    let plain = read_paxlst(BUS).unwrap();
    let text: String = BUS.iter().copied().filter(|byte| !matches!(byte, b'\r' | b'\n')).map(char::from).collect();
    let bytes =
        |text: &str| -> Vec<u8> { text.chars().map(|letter| u8::try_from(u32::from(letter)).unwrap()).collect() };
    let wrapped: String = text
        .chars()
        .enumerate()
        .flat_map(|(at, letter)| {
            let is_end = at % 69 == 68;
            [Some(letter), is_end.then_some('\r'), is_end.then_some('\n')].into_iter().flatten()
        })
        .collect();
    assert_eq!(read_paxlst(&bytes(&wrapped)).unwrap(), plain);
    let signs = |letter| match letter {
        ':' => '*',
        '+' => '(',
        '?' => '!',
        '\'' => ')',
        '*' => ':',
        other => other,
    };
    let other: String = text.chars().map(signs).collect();
    let other = other.replace("O!)SPECIMEN", "O'SPECIMEN").replace("B!(1", "B+1");
    let read = read_paxlst(&bytes(&other)).unwrap();
    assert_eq!(read.lists[0].passengers[0].surname, "O'SPECIMEN");
    assert_eq!(read.lists[0].passengers[0].booking.as_deref(), Some("B+1"));
    assert_eq!(read.lists[0].passengers.len(), 4);
}

/// One journey in two parts, by a sender that writes down what he does not know, and counts only at the end.
#[test]
fn parts_of_a_list_are_put_together_and_what_is_left_empty_is_no_fault() {
    let begin = "BGM+745'NAD+MS+DESK7'CTA+IC+:DESK'TDT+20+SC9+++SPC'LOC+92+AAA'DTM+189:2603010730:201'LOC+92+BBB'DTM+232:2603010930:201'";
    let first =
        "NAD+FL+++ONE:ANN'ATT+2++F'DTM+329:'NAT+2+KEN'LOC+174+'LOC+180+:::AMBER HILL GBR'DOC++'DTM+36:'LOC+91+'";
    let second =
        "NAD+FL+++TWO:BEN'ATT+2++U'NAT+2+UGA'DOC+P+A1'DTM+36:300101'DTM+182:200101'LOC+91+UGA:::KAMPALA'CNT+42:2'";
    let text = format!(
        "UNB+UNOA:4+A+B+260301:0700+R'UNH+1+PAXLST:D:05B:UN:IATA+SC9+01:C'{begin}{first}UNT+19+1'\
         UNH+2+PAXLST:D:05B:UN:IATA+SC9+02:F'{}{second}UNT+18+2'UNZ+2+R'",
        begin.replace("DESK7", "DESK8"),
    );
    let read = read_paxlst(text.as_bytes()).unwrap();
    assert_eq!(read.lists.len(), 1);
    let list = &read.lists[0];
    assert_eq!(list.faults, []);
    assert_eq!((list.reporter.as_deref(), list.operator.as_deref()), (Some("DESK7"), Some("SPC")));
    assert_eq!((list.departure.place.as_deref(), list.arrival.place.as_deref()), (Some("AAA"), Some("BBB")));
    let [one, two] = list.passengers.as_slice() else { panic!("{list:?}") };
    assert_eq!((one.birth_date, one.documents.len(), one.birth_place.as_deref()), (None, 0, Some("AMBER HILL GBR")));
    assert_eq!((two.sex, two.documents[0].issued), (Some(Sex::X), Some(day("2020-01-01"))));
    assert!(list.details.iter().any(|detail| detail.field == "NAD+MS" && detail.text == "DESK8"));
    assert!(two.details.iter().any(|detail| detail.field == "LOC+91" && detail.text == "KAMPALA"));
}

/// An operator reads of every column.
#[test]
fn the_page_for_operators_has_every_column() {
    let page = include_str!("../../../docs/passenger-lists.md");
    for column in COLUMNS {
        assert!(page.contains(&format!("`{column}`")), "{column}");
    }
}

#[test]
fn a_table_is_read_and_each_wrong_cell_named() {
    let list = read_csv(TABLE).unwrap();
    assert_eq!(interchange::passengers::read(TABLE).unwrap(), std::slice::from_ref(&list));
    assert_eq!(list.conveyance.plate.as_deref(), Some("UTO 123 X"));
    assert_eq!(list.departure.departs, Some(time("2026-03-01T07:30")));
    let first = &list.passengers[0];
    assert_eq!((first.given_names.as_str(), first.nationality.as_deref()), ("Marie \"Mia\"", Some("KEN")));
    assert_eq!(first.documents[0].number, "X0001111");
    assert_eq!(list.passengers[1].role, Role::Crew);
    assert_eq!((list.passengers.len(), list.heads()), (5, 7));
    assert_eq!(
        told(&list.faults),
        [
            (1, None, "colour", FaultWhy::Unknown),
            (4, Some(2), "surname", FaultWhy::Formula),
            (4, Some(2), "birth_date", FaultWhy::Date),
            (4, Some(2), "sex", FaultWhy::Word),
            (4, Some(2), "document_number", FaultWhy::Form),
            (5, Some(3), "nationality", FaultWhy::Missing),
            (5, Some(3), "plate", FaultWhy::Differs),
            (6, None, "", FaultWhy::Quotes),
            (7, None, "", FaultWhy::Cells),
            (8, Some(4), "document_number", FaultWhy::Missing),
        ]
    );
}

#[test]
fn a_table_that_is_none_is_refused_whole() {
    let why = |text: &str| read_csv(text.as_bytes()).unwrap_err().why;
    assert_eq!(why(""), BrokenWhy::Empty);
    assert_eq!(why("surname,given_names,nationality\n"), BrokenWhy::Empty);
    assert_eq!(why("surname,nationality\nA,KEN\n"), BrokenWhy::ColumnMissing("given_names".to_owned()));
    assert_eq!(why("surname,given_names,nationality\nA,B,KEN\nC,D"), BrokenWhy::Truncated);
    let many = format!("surname,given_names,nationality\n{}", "A,B,KEN\n".repeat(1001));
    assert_eq!(why(&many), BrokenWhy::TooMany { most: 1000 });
}

/// Whatever a post's own list may have is read by both in the same way.
#[test]
fn the_list_that_a_post_keeps_is_read_alike() {
    let text = "surname,given_names,nationality,birth_date,sex,document_code,document_issuer,document_number,document_expires,crew\n\
        Otest,\"Brian, B.\",ken,1990-05-01,M,,,ak 123456,2030-01-01,yes\nAtest,Mary,UGA,,F,ID,UGA,7,,\n";
    let kept = domain::manifest::read(text.as_bytes()).unwrap().heads;
    let read = read_csv(text.as_bytes()).unwrap();
    assert_eq!(read.faults, []);
    let listed: Vec<_> = read.passengers.iter().map(|person| person.listed().unwrap()).collect();
    assert_eq!(listed, kept);
}

fn name() -> impl Strategy<Value = String> {
    "[A-ZÀ-ÖЖ][A-Za-zé':+?.,]{0,10}( [A-Z*]{1,6})?"
}

fn some(of: impl Strategy<Value = String>) -> impl Strategy<Value = Option<String>> {
    proptest::option::of(of)
}

fn days(from: i32, to: i32) -> impl Strategy<Value = Option<NaiveDate>> {
    proptest::option::of((from..to, 1..366_u32).prop_filter_map("day", |(year, at)| NaiveDate::from_yo_opt(year, at)))
}

fn document() -> impl Strategy<Value = AdvanceDocument> {
    ("P|ID|V|AC", "[A-Z0-9]{1,12}", some("[A-Z]{3}"), days(1990, 2060))
        .prop_map(|(code, number, issuer, expires)| AdvanceDocument { code, number, issuer, expires, issued: None })
}

fn person() -> impl Strategy<Value = AdvancePassenger> {
    let who =
        (name(), some(name()), "[A-Z]{1,3}", days(1900, 2026), 0..4usize, proptest::collection::vec(document(), 0..3));
    let about =
        (some(name()), some(name()), some("[0-9]{1,2}[A-F]"), some(name()), some(name()), any::<(bool, bool)>());
    (who, about).prop_map(|((surname, given, nationality, birth_date, sex, documents), about)| {
        let (boarding, alighting, seat, booking, birth_place, (is_crew, is_in_transit)) = about;
        AdvancePassenger {
            at: 0,
            role: if is_crew { Role::Crew } else { Role::Passenger },
            is_in_transit,
            surname,
            given_names: given.unwrap_or_default(),
            sex: [Sex::F, Sex::M, Sex::X].get(sex).copied(),
            birth_date,
            nationality: Some(nationality),
            documents,
            boarding,
            alighting,
            seat,
            booking,
            birth_place,
            ..AdvancePassenger::default()
        }
    })
}

fn list() -> impl Strategy<Value = PassengerList> {
    let journey = (some("[A-Z0-9]{1,6}"), some(name()), some("[A-Z]{3}"), some(name()), some(name()));
    let purpose = prop_oneof![Just(Purpose::Whole), Just(Purpose::Part), Just(Purpose::Cancelled)];
    let list = (journey, proptest::collection::vec(person(), 1..6), any::<bool>(), purpose);
    list.prop_map(|(journey, passengers, has_time, purpose)| {
        let (number, plate, country, operator, place) = journey;
        let departs = has_time.then(|| time("2026-03-01T07:30"));
        PassengerList {
            purpose,
            conveyance: Conveyance { journey: number, plate, country, mode: None },
            operator,
            departure: Stop { place: Some("KENBO".to_owned()), arrives: None, departs },
            arrival: Stop { place, arrives: Some(time("2026-03-01T15:30")), departs: None },
            passengers,
            ..PassengerList::default()
        }
    })
}

/// What is told of persons and not of where they stand in the file.
fn plain(mut list: PassengerList) -> PassengerList {
    list.passengers.iter_mut().for_each(|person| person.at = 0);
    list.passengers.sort_by_key(|person| person.role);
    list.faults.retain(|fault| fault.why != FaultWhy::Twice);
    list
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn a_list_that_is_written_as_paxlst_is_read_again(list in list(), which in 0..3usize) {
        let separators = [
            Separators::default(),
            Separators { component: '*', element: '(', terminator: '$', ..Separators::default() },
            Separators { component: '.', element: ',', release: '+', terminator: '?', ..Separators::default() },
        ][which];
        let envelope = Envelope {
            sender: "SPECIMEN COACHES".to_owned(),
            recipient: "POST".to_owned(),
            reference: "R1".to_owned(),
            prepared: time("2026-03-01T07:00"),
            directory: "12B".to_owned(),
            separators,
        };
        let written = write_paxlst(&list, &envelope).unwrap();
        let read = read_paxlst(&written).unwrap();
        prop_assert_eq!(read.lists.len(), 1);
        prop_assert_eq!(plain(read.lists[0].clone()), plain(list));
    }

    #[test]
    fn a_list_that_is_written_as_a_table_is_read_again(mut list in list()) {
        // A table is always the whole list.
        list.purpose = Purpose::Whole;
        for person in &mut list.passengers {
            person.documents.truncate(1);
            person.documents.retain(|document| document.code.len() < 3);
        }
        let read = read_csv(write_csv(&list).as_bytes()).unwrap();
        prop_assert_eq!(&read.passengers.len(), &list.passengers.len());
        let mut read = read;
        read.passengers.iter_mut().for_each(|person| person.at = 0);
        read.faults.retain(|fault| fault.why != FaultWhy::Twice);
        prop_assert_eq!(read, list);
    }

    #[test]
    fn no_garbled_list_makes_it_panic(
        hits in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>(), any::<bool>()), 1..12),
        cut in any::<prop::sample::Index>(),
    ) {
        for file in [BUS, TABLE] {
            let mut bytes = file.to_vec();
            for (at, byte, is_more) in &hits {
                let at = at.index(bytes.len());
                if *is_more { bytes.insert(at, *byte) } else { bytes[at] = *byte }
            }
            drop((read_paxlst(&bytes), read_csv(&bytes)));
            bytes.truncate(cut.index(bytes.len()));
            drop((read_paxlst(&bytes), read_csv(&bytes)));
        }
    }

    #[test]
    fn no_message_of_odd_segments_makes_it_panic(
        body in proptest::collection::vec("(NAD|DTM|LOC|DOC|RFF|CNT|TDT|ATT|NAT|BGM)(\\+[A-Z0-9:]{0,9}){0,8}", 0..20),
    ) {
        let text = format!(
            "UNB+UNOA:4+A+B+260301:0700+R'UNH+1+PAXLST:D:12B:UN'{}{}UNT+{}+1'UNZ+1+R'",
            body.join("'"), if body.is_empty() { "" } else { "'" }, body.len() + 2,
        );
        let read = read_paxlst(text.as_bytes()).unwrap();
        let persons = body.iter().filter(|segment| segment.starts_with("NAD+FL")).count();
        prop_assert!(read.lists[0].heads() >= persons);
    }
}
