//! The words that a crossing is found by.
//!
//! Invariant: the words follow from SHARED open rows alone, never from anything sealed.

use std::collections::BTreeSet;

use crate::projection::{CrossingProjection, SubjectRow};

/// Returns the text as it is compared when searching: lower case, letters and digits only, so that `AB 12-34`
/// finds `ab1234`.
pub fn folded(text: &str) -> String {
    text.chars().filter(|sign| sign.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Returns the folded words that a crossing is found by: its reference, plates, document numbers and declarations,
/// and its labels from the beginning of each of their words.
pub fn words(rows: &CrossingProjection) -> BTreeSet<String> {
    let labels = std::iter::once(&rows.crossing.label).chain(rows.subjects.iter().map(|subject| &subject.label));
    let numbers =
        rows.subjects.iter().flat_map(|subject| [&subject.plate, &subject.document_number, &subject.declaration]);
    let declarations = rows.declarations.iter().map(|declaration| &declaration.reference);
    std::iter::once(&rows.crossing.reference)
        .chain(numbers.flatten())
        .chain(declarations)
        .map(|text| folded(text))
        .chain(labels.flat_map(|label| tails(label)))
        .filter(|word| !word.is_empty())
        .collect()
}

/// Returns whether two states of a crossing are certainly found by the same words: nothing that words are made from differs.
pub fn have_the_same_words(one: &CrossingProjection, other: &CrossingProjection) -> bool {
    fn of_subject(subject: &SubjectRow) -> [Option<&String>; 4] {
        let SubjectRow { label, plate, document_number, declaration, .. } = subject;
        [Some(label), plate.as_ref(), document_number.as_ref(), declaration.as_ref()]
    }
    one.crossing.reference == other.crossing.reference
        && one.crossing.label == other.crossing.label
        && one.subjects.len() == other.subjects.len()
        && one.subjects.iter().zip(&other.subjects).all(|(one, other)| of_subject(one) == of_subject(other))
        && one.declarations.len() == other.declarations.len()
        && one.declarations.iter().zip(&other.declarations).all(|(one, other)| one.reference == other.reference)
}

/// Returns the folded rest of the label from each of its words on.
fn tails(label: &str) -> impl Iterator<Item = String> {
    let words: Vec<&str> = label.split_whitespace().collect();
    (0..words.len()).map(move |start| folded(&words.iter().skip(start).copied().collect::<String>()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plate_is_compared_without_its_spaces_and_hyphens() {
        assert_eq!(folded("AB 12-34 ç"), "ab1234ç");
        assert_eq!(folded(" - "), "");
    }

    #[test]
    fn a_name_is_found_from_each_of_its_words() {
        assert_eq!(tails("Maria  da Silva").collect::<Vec<_>>(), ["mariadasilva", "dasilva", "silva"]);
    }
}
