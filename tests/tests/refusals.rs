//! Every refusal of the procedure has a sentence of its own, in every language that is written in full.

use std::collections::BTreeMap;

use catalogue::{Catalogue, Language};
use domain::Refusal;

/// Returns the words of all refusals, as they go over the wire: what the type itself says it can be.
fn words() -> Vec<String> {
    let unknown = serde_json::from_str::<Refusal>(r#"{ "refusal": "" }"#).map(|_| String::new());
    let said = unknown.map_err(|problem| problem.to_string()).unwrap_or_else(|problem| problem);
    // "unknown variant ``, expected one of `not_founded`, `already_founded`, … at line 1 column …"
    let quoted = said.split('`').skip(1).step_by(2).filter(|word| !word.is_empty());
    quoted.map(str::to_owned).collect()
}

#[test]
fn every_refusal_has_a_sentence_of_its_own() {
    let words = words();
    assert!(words.len() > 60 && words.iter().any(|word| word == "not_founded"), "{words:?}");
    for language in [Language::English, Language::French] {
        let mut known: BTreeMap<String, &str> = BTreeMap::new();
        for word in &words {
            let key = format!("refusal-{word}");
            assert!(Catalogue::of(language).has(&key), "{key} is missing in {language:?}");
            let sentence = Catalogue::of(language).text(&key);
            assert!(sentence.ends_with('.'), "{key} is no sentence in {language:?}: {sentence}");
            let other = known.insert(sentence.clone(), word);
            assert_eq!(other, None, "{word} has the sentence of another in {language:?}: {sentence}");
        }
    }
}
