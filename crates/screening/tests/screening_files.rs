//! Lists and queries as files, numbers, sexes and what an officer reads.

use screening::{
    BadList, DEFAULT_THRESHOLD, Entry, Index, Kind, Query, Reason, Sex, in_english, read_list, read_queries, screen,
};

const LIST: &str = "id,kind,name,aliases,birth_date,sex,nationality,document_number\n\
    1,person,\"KAMAU, Wanjiku Njeri\",Shiku Kamau;Mama Njeri Kamau,1984-05-06,F,KEN,AK0123456\n\
    2,person,Brian Ochieng Otieno,,1979,M,KEN,\n\
    3,vehicle,KCA 123X,,,,,WDB1240231A000001\n\
    4,container,MSKU 907032-3,,,,,\n";

const QUERIES: &str = "id,name,birth_date,sex,nationality,document_number\n\
    a,Wanjiku Njeri Kamao,06/05/1984,F,KEN,\n\
    b,Nobody Whatsoever,1950-01-01,M,UGA,\n\
    c,,,,,kca-123x\n\
    d,,,,,AK 0123456\n";

#[test]
fn a_file_is_screened_a_line_a_query() {
    let index = Index::build(read_list(LIST).unwrap());
    let lines: Vec<String> = read_queries(QUERIES)
        .unwrap()
        .iter()
        .map(|(id, query)| serde_json::to_string(&screen(&index, id, query, DEFAULT_THRESHOLD)).unwrap())
        .collect();
    let [first, nobody, plate, document] = lines.as_slice() else { panic!("{lines:?}") };
    assert!(first.starts_with("{\"query\":\"a\",\"hits\":[{\"id\":\"1\",\"score\":0.9"), "{first}");
    assert!(first.contains("birth date equal") && first.contains("kamao differs by letters from kamau"), "{first}");
    assert_eq!(nobody, "{\"query\":\"b\",\"hits\":[]}");
    assert!(plate.contains("\"id\":\"3\"") && document.contains("\"id\":\"1\""));
}

#[test]
fn a_file_without_its_columns_is_refused() {
    assert_eq!(read_list("number,name\n1,A"), Err(BadList::NoColumn("id")));
    assert_eq!(read_queries("id,name\n1,\"A"), Err(BadList::OpenQuote(2)));
}

#[test]
fn numbers_that_may_be_misread_are_possible_and_no_hit() {
    let entry =
        Entry { id: "1".to_owned(), kind: Kind::Vehicle, plates: vec!["KCO 123B".to_owned()], ..Entry::default() };
    let index = Index::build([entry]);
    let asked = |plate: &str| Query { plate: Some(plate.to_owned()), ..Query::default() };
    assert_eq!(index.search(&asked("kco123b"), DEFAULT_THRESHOLD).len(), 1);
    assert!(index.search(&asked("KC0123B"), DEFAULT_THRESHOLD).is_empty());
    let possible = index.possible(&asked("KC01238"));
    assert_eq!(possible.first().unwrap().explanation, [Reason::NumberPossible { number: "KCO123B".to_owned() }]);
    assert!(index.possible(&asked("kco123b")).is_empty());
}

#[test]
fn a_document_is_not_a_plate() {
    let entry = Entry { id: "1".to_owned(), documents: vec!["KCO123".to_owned()], ..Entry::default() };
    let query = Query { plate: Some("KCO123".to_owned()), ..Query::default() };
    assert!(Index::build([entry]).search(&query, 0.5).is_empty());
}

#[test]
fn sex_and_nationality_are_evidence_and_no_gate() {
    let entry = Entry {
        id: "1".to_owned(),
        names: vec!["Amina Juma Bakari".to_owned()],
        sex: Some(Sex::F),
        nationality: Some("TZA".to_owned()),
        ..Entry::default()
    };
    let index = Index::build([entry]);
    let hit = |sex, nationality: &str| {
        let query = Query { sex, nationality: Some(nationality.to_owned()), ..Query::name("Amina Juma Bakary") };
        index.search(&query, DEFAULT_THRESHOLD).into_iter().next().unwrap()
    };
    let (same, other) = (hit(Some(Sex::F), "tza"), hit(Some(Sex::M), "KEN"));
    assert!(same.score > other.score);
    assert!(other.explanation.iter().any(|reason| in_english(reason) == "sex differs"));
    assert!(same.explanation.contains(&Reason::NationalityEqual));
}

#[test]
fn a_name_that_was_cut_to_its_field_is_found() {
    let entry = Entry {
        id: "1".to_owned(),
        names: vec!["Nilavadhanananda Chayapa Dejthamrong Krasuang".to_owned()],
        ..Entry::default()
    };
    let index = Index::build([entry]);
    // Doc 9303-4, the example of a name that fills its 39 cells.
    let query = Query::name("NILAVADHANANANDA<<CHAYAPA<DEJTHAMRONG<K");
    let hits = index.search(&query, DEFAULT_THRESHOLD);
    assert_eq!(hits.len(), 1, "{:?}", index.search(&query, 0.0));
}
