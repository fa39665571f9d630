//! Whatever is typed, read or stored, a search answers.

use proptest::prelude::*;
use screening::{BirthDate, Entry, Index, Query, compare_names, read_list, read_queries};

/// Texts of all scripts, of Doc 9303, and of nothing.
fn any_name() -> impl Strategy<Value = String> {
    prop_oneof![
        "\\PC{0,40}",
        "[A-ZX<]{0,44}",
        "[a-zàéîõüßæøå'’ ,.-]{0,60}",
        "[ا-ي ]{0,30}",
        "[一-龥가-힣ァ-ヴ·]{0,12}",
        "[ሀ-ፐa-z0-9 ]{0,30}",
        any::<String>(),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn names_are_compared_whatever_they_are(one in any_name(), two in any_name()) {
        let score = compare_names(&one, &two).score;
        prop_assert!((0.0..=1.0).contains(&score));
        let same = compare_names(&one, &one).score;
        prop_assert!((0.0..=1.0).contains(&same));
    }

    #[test]
    fn lists_are_searched_whatever_is_on_them(names in prop::collection::vec(any_name(), 0..12), asked in any_name(), dates in "[0-9a-z/. -]{0,14}") {
        let entries = names.iter().enumerate().map(|(at, name)| Entry {
            id: at.to_string(),
            names: vec![name.clone()],
            birth: BirthDate::read(&dates),
            documents: vec![name.clone()],
            ..Entry::default()
        });
        let index = Index::build(entries);
        let query = Query { document: Some(asked.clone()), birth: BirthDate::read(&dates), ..Query::name(&asked) };
        let hits = index.search(&query, 0.0);
        prop_assert!(hits.iter().all(|hit| (0.0..=1.0).contains(&hit.score)));
        let again = Index::from_bytes(&index.to_bytes()).unwrap();
        prop_assert_eq!(hits, again.search(&query, 0.0));
    }

    #[test]
    fn damaged_snapshots_are_refused_or_searched(at in 0usize..4000, flipped in any::<u8>(), cut in 0usize..4000) {
        let entry = Entry { id: "1".to_owned(), names: vec!["Wanjiku Kamau".to_owned(), "Müller".to_owned()], documents: vec!["A1".to_owned()], ..Entry::default() };
        let mut bytes = Index::build([entry]).to_bytes();
        let length = bytes.len();
        bytes[at % length] ^= flipped;
        bytes.truncate(length - (cut % 8) * usize::from(cut % 3 == 0));
        if let Ok(index) = Index::from_bytes(&bytes) {
            let _ = index.search(&Query { document: Some("A1".to_owned()), ..Query::name("Wanjiku Kamau") }, 0.0);
        }
    }

    #[test]
    fn files_are_read_or_refused(text in any::<String>()) {
        let _ = read_list(&text);
        let _ = read_queries(&format!("id,name\n{text}"));
    }
}
