//! Whatever stands as a name on a list or in a document can be compared, indexed, kept and searched; a kept index that is not one
//! is refused.

#![no_main]

use libfuzzer_sys::fuzz_target;
use screening::{DEFAULT_THRESHOLD, Entry, Index, Query, compare_names};

fuzz_target!(|sent: &[u8]| {
    let _refused = Index::from_bytes(sent);
    let text = String::from_utf8_lossy(sent);
    let (asked, listed) = text.split_once('\n').unwrap_or((&text, &text));
    let compared = compare_names(asked, listed).score;
    assert!((0.0..=1.0).contains(&compared), "{compared}");
    let entry = Entry { id: "1".to_owned(), names: vec![listed.to_owned()], ..Entry::default() };
    let index = Index::build([entry]);
    let kept = index.to_bytes();
    let query = Query { name: asked.to_owned(), ..Query::default() };
    let found = index.search(&query, DEFAULT_THRESHOLD);
    assert!(found.iter().all(|hit| (DEFAULT_THRESHOLD..=1.0).contains(&hit.score)));
    match Index::from_bytes(&kept) {
        Ok(again) => assert_eq!(again.search(&query, DEFAULT_THRESHOLD), found, "a kept index finds the same"),
        Err(_) => unreachable!("an index that was kept is one"),
    }
});
