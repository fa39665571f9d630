//! The figures that docs/screening.md gives, held on the labelled data where it is at hand.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by a panic, and this file is tests only"
)]

mod given;

use std::collections::BTreeMap;

use screening::{DEFAULT_THRESHOLD, Index, compare_names};

#[test]
fn pairs_of_names_are_told_apart_better_than_by_any_peer() {
    if given::folder().is_none() {
        return;
    }
    let pairs = given::name_pairs();
    let ours: Vec<f64> = pairs.iter().map(|pair| f64::from(compare_names(&pair.asked, &pair.listed).score)).collect();
    let (_, _, f1) = given::measured(&ours, &pairs, f64::from(DEFAULT_THRESHOLD));
    assert!(f1 > 0.92, "{f1}");
    for (name, scores) in given::peers() {
        let (precision, recall, _) = given::measured(&scores, &pairs, 0.7);
        let at = given::precision_at(&ours, &pairs, recall);
        assert!(at >= precision, "{name}: {at} < {precision}");
    }
}

#[test]
fn listed_persons_are_found_and_travellers_are_let_through() {
    if given::folder().is_none() {
        return;
    }
    let index = Index::build(given::list("bench1m_list_true_9585.tsv", usize::MAX));
    let mut kinds: BTreeMap<String, (f64, f64)> = BTreeMap::new();
    for asked in given::queries().iter().filter(|asked| asked.id != "-").step_by(11) {
        let kind = kinds.entry(asked.kind.clone()).or_default();
        kind.1 += 1.0;
        kind.0 +=
            f64::from(u8::from(index.search(&asked.query, DEFAULT_THRESHOLD).iter().any(|hit| hit.id == asked.id)));
    }
    let recalls: Vec<f64> = kinds.values().map(|(found, all)| found / all).collect();
    assert!(recalls.iter().sum::<f64>() / recalls.len() as f64 >= 0.98, "{kinds:?}");
    assert!(recalls.iter().all(|recall| *recall >= 0.95), "{kinds:?}");
    let travellers = given::unlisted();
    let asked = travellers.iter().step_by(19);
    let hit = asked.clone().filter(|query| !index.search(query, DEFAULT_THRESHOLD).is_empty()).count();
    assert!(hit as f64 <= 0.002 * asked.count() as f64, "{hit}");
}

#[test]
fn a_score_is_a_property_of_the_pair() {
    if given::folder().is_none() {
        return;
    }
    let entries = given::list("bench1m_list_true_9585.tsv", 1500);
    let many = Index::build(entries.iter().cloned());
    for entry in entries.iter().step_by(50) {
        let alone = Index::build([entry.clone()]);
        let query =
            screening::Query { birth: entry.birth, ..screening::Query::name(&entry.names[0].replace('A', "E")) };
        let score = alone.search(&query, 0.0).first().map(|hit| hit.score);
        let among = many.search(&query, 0.0).into_iter().find(|hit| hit.id == entry.id).map(|hit| hit.score);
        assert_eq!(score.unwrap(), among.unwrap(), "{}", entry.names[0]);
    }
}
