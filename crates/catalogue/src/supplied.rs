//! The texts in the window's page, which is handed them when it opens: they would make it a fifth larger.
//!
//! Invariant: they are supplied once, before anything is asked for.

use std::sync::OnceLock;

use crate::Language;

/// The texts of one language: (name, content).
type Texts = [(&'static str, &'static str)];

static SUPPLIED: OnceLock<Vec<(Language, &'static Texts)>> = OnceLock::new();

static COUNTRIES: OnceLock<String> = OnceLock::new();

/// Takes in the texts of every language, and the table of countries. What is supplied later is passed over.
pub fn supply(texts: Vec<(Language, String)>, countries: String) {
    let _supplied_before = COUNTRIES.set(countries);
    let kept = texts.into_iter().map(|(language, text)| {
        let text: &'static str = Box::leak(text.into_boxed_str());
        let texts: &'static Texts = Box::leak(Box::new([("supplied", text)]));
        (language, texts)
    });
    let _supplied_before = SUPPLIED.set(kept.collect());
}

/// Returns the table of countries.
pub(crate) fn countries() -> &'static str {
    COUNTRIES.get().map_or("", String::as_str)
}

/// Returns the texts of a language; none where it has none yet.
pub(crate) fn of(language: Language) -> &'static Texts {
    let supplied = SUPPLIED.get().map(Vec::as_slice).unwrap_or_default();
    supplied.iter().find(|(known, _)| *known == language).map_or(&[], |(_, texts)| texts)
}
