//! The files of texts, embedded. A new file of texts is listed here once for each language.
//!
//! Invariant: a language that is offered has the same files as English.

use crate::Language;

/// Lists the files of one language's folder: (name, content).
macro_rules! folder {
    ($folder:literal) => {
        &[
            embedded!($folder, "administration"),
            embedded!($folder, "alerts"),
            embedded!($folder, "calendar"),
            embedded!($folder, "cli"),
            embedded!($folder, "crossing"),
            embedded!($folder, "documents"),
            embedded!($folder, "examination"),
            embedded!($folder, "paper"),
            embedded!($folder, "presented"),
            embedded!($folder, "refusals"),
            embedded!($folder, "register"),
            embedded!($folder, "slip"),
            embedded!($folder, "ui"),
            embedded!($folder, "words"),
        ]
    };
}

/// Embeds one file of a language's folder.
macro_rules! embedded {
    ($folder:literal, $name:literal) => {
        (
            concat!($folder, "/", $name, ".ftl"),
            include_str!(concat!("../../../assets/locales/", $folder, "/", $name, ".ftl")),
        )
    };
}

/// Returns the files of a language as (path below `assets/locales`, content); none where it has no texts yet.
pub(crate) fn of(language: Language) -> &'static [(&'static str, &'static str)] {
    match language {
        Language::English => folder!("en"),
        Language::French => folder!("fr"),
        Language::Portuguese | Language::Swahili | Language::Arabic => &[],
    }
}

/// Returns the table of countries: alpha-3 codes of ISO 3166-1 and, after them, the codes that ICAO Doc 9303 part 3 section 5
/// adds for travel documents; short names in English and French.
#[must_use]
pub const fn countries() -> &'static str {
    include_str!("../../../assets/locales/countries.tsv")
}

/// Returns the texts of a language that the window's page needs, which are not in the page itself: those of the command line
/// and of paper are not among them.
#[must_use]
pub fn texts_of_the_page(language: Language) -> String {
    let is_elsewhere = |path: &str| path.ends_with("/cli.ftl") || path.ends_with("/paper.ftl");
    let own = of(language).iter().filter(|(path, _)| !is_elsewhere(path));
    own.map(|(_, content)| *content).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use fluent_syntax::{ast, parser};

    use super::*;

    /// Key (with `.attribute`) → the variables that its pattern names.
    type Keys = BTreeMap<String, BTreeSet<String>>;

    fn keys_of(language: Language) -> Keys {
        let mut keys = Keys::new();
        for (path, content) in of(language) {
            let resource =
                parser::parse(*content).unwrap_or_else(|(_, errors)| panic!("{path} has faults: {errors:?}"));
            for entry in resource.body {
                match entry {
                    ast::Entry::Message(message) => {
                        let id = message.id.name.to_owned();
                        if let Some(value) = &message.value {
                            insert(&mut keys, path, id.clone(), value);
                        }
                        for attribute in &message.attributes {
                            let id = format!("{id}.{}", attribute.id.name);
                            insert(&mut keys, path, id, &attribute.value);
                        }
                    }
                    ast::Entry::Comment(_) | ast::Entry::GroupComment(_) | ast::Entry::ResourceComment(_) => {}
                    ast::Entry::Term(term) => {
                        panic!("{path}: term -{} (write the word out)", term.id.name)
                    }
                    ast::Entry::Junk { content } => panic!("{path}: {content}"),
                }
            }
        }
        keys
    }

    fn insert(keys: &mut Keys, path: &str, id: String, pattern: &ast::Pattern<&str>) {
        let mut variables = BTreeSet::new();
        collect(pattern, &mut variables);
        assert!(keys.insert(id.clone(), variables).is_none(), "{path}: {id} stands twice in this language");
    }

    fn collect(pattern: &ast::Pattern<&str>, variables: &mut BTreeSet<String>) {
        for element in &pattern.elements {
            match element {
                ast::PatternElement::TextElement { .. } => {}
                ast::PatternElement::Placeable { expression } => in_expression(expression, variables),
            }
        }
    }

    fn in_expression(expression: &ast::Expression<&str>, variables: &mut BTreeSet<String>) {
        match expression {
            ast::Expression::Inline(inline) => in_inline(inline, variables),
            ast::Expression::Select { selector, variants } => {
                in_inline(selector, variables);
                for variant in variants {
                    collect(&variant.value, variables);
                }
            }
        }
    }

    fn in_inline(inline: &ast::InlineExpression<&str>, variables: &mut BTreeSet<String>) {
        match inline {
            ast::InlineExpression::VariableReference { id } => {
                variables.insert(id.name.to_owned());
            }
            ast::InlineExpression::Placeable { expression } => in_expression(expression, variables),
            ast::InlineExpression::StringLiteral { .. } | ast::InlineExpression::NumberLiteral { .. } => {}
            // The catalogue registers no function, and a reference would hide a variable from this test.
            ast::InlineExpression::FunctionReference { .. }
            | ast::InlineExpression::MessageReference { .. }
            | ast::InlineExpression::TermReference { .. } => {
                panic!("references and functions are not used in texts: {inline:?}")
            }
        }
    }

    #[test]
    fn every_offered_language_has_every_key_with_the_same_variables() {
        let english = keys_of(Language::English);
        assert!(english.len() > 100, "the English files were not read");
        for language in Language::OFFERED {
            let own = keys_of(language);
            let mut faults = Vec::new();
            for (key, variables) in &english {
                match own.get(key) {
                    None => faults.push(format!("{key} is missing")),
                    Some(found) if found != variables => {
                        faults.push(format!("{key}: {found:?} instead of {variables:?}"));
                    }
                    Some(_) => {}
                }
            }
            for key in own.keys().filter(|key| !english.contains_key(*key)) {
                faults.push(format!("{key} is not in English"));
            }
            assert!(faults.is_empty(), "{language:?}: {faults:#?}");
        }
    }

    #[test]
    fn every_text_comes_out_without_a_left_over() {
        for language in Language::OFFERED {
            let catalogue = crate::Catalogue::of(language);
            for (key, variables) in keys_of(language) {
                let args = variables.iter().fold(crate::Args::new(), |args, name| {
                    if matches!(name.as_str(), "count" | "day") {
                        args.with_count(name, 2)
                    } else {
                        args.with(name, "value")
                    }
                });
                let text = catalogue.text_with(&key, &args);
                assert!(!text.trim().is_empty(), "{language:?} {key} is empty");
                assert!(!text.contains('{') && text != key, "{language:?} {key}: {text}");
            }
        }
    }

    #[test]
    fn a_missing_key_falls_back_to_english_and_then_to_itself() {
        let swahili = crate::Catalogue::of(Language::Swahili);
        assert_eq!(swahili.text("agency-customs"), "Customs");
        assert!(!swahili.has("agency-customs"));
        assert_eq!(swahili.text("no-such-key"), "no-such-key");
        assert_eq!(swahili.text("agency-customs.title"), "agency-customs.title");
        assert_eq!(swahili.text(""), "");
        assert_eq!(swahili.text("."), ".");
    }

    #[test]
    fn only_the_window_isolates_what_is_put_in() {
        let args = crate::Args::new().with("number", "1042");
        let paper = crate::Catalogue::of(Language::English).text_with("slip-officer", &args);
        let window = crate::Catalogue::for_window(Language::English).text_with("slip-officer", &args);
        assert_eq!(paper, "Officer 1042");
        assert_eq!(window, "Officer \u{2068}1042\u{2069}");
    }

    #[test]
    fn counts_choose_the_plural_and_are_grouped() {
        let french = crate::Catalogue::of(Language::French);
        let lines = |count| french.text_with("slip-more-lines", &crate::Args::new().with_count("count", count));
        assert_eq!(lines(1), "et une ligne de plus au registre du poste");
        assert_eq!(lines(1200), "et 1\u{202f}200 lignes de plus au registre du poste");
    }

    #[test]
    fn a_forgotten_value_does_not_panic() {
        let text = crate::Catalogue::of(Language::English).text("slip-officer");
        assert!(text.starts_with("Officer"), "{text}");
    }
}
