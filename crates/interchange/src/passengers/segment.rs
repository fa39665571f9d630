//! Segments of a UN/EDIFACT interchange (ISO 9735).

use super::characters::Separators;
use crate::{Broken, BrokenWhy};

/// The most bytes of a segment.
const MOST_SEGMENT: usize = 4096;

/// The most segments of an interchange.
const MOST_SEGMENTS: usize = 50_000;

/// A segment: its elements, each of one or more components. The first element is the tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Segment {
    /// Its place in the interchange, from 1; UNA is none.
    pub(super) at: u64,
    elements: Vec<Vec<String>>,
}

impl Segment {
    /// Returns the tag.
    pub(super) fn tag(&self) -> &str {
        self.part(0, 0)
    }

    /// Returns a component; empty where there is none. Elements and components are counted from 0, the tag being the first element.
    pub(super) fn part(&self, element: usize, component: usize) -> &str {
        let parts = self.elements.get(element);
        parts.and_then(|parts| parts.get(component)).map_or("", |part| part.trim())
    }

    /// Returns the components of an element.
    pub(super) fn parts(&self, element: usize) -> &[String] {
        self.elements.get(element).map(Vec::as_slice).unwrap_or_default()
    }

    /// Returns the tag and the qualifier, such as `DTM+329`.
    pub(super) fn name(&self) -> String {
        let qualifier = self.part(1, 0);
        if qualifier.is_empty() { self.tag().to_owned() } else { format!("{}+{qualifier}", self.tag()) }
    }

    /// Returns what stands in it from an element on, in one line.
    pub(super) fn text_from(&self, element: usize) -> String {
        let elements = self.elements.iter().skip(element).map(|parts| joined(parts, ":"));
        let elements: Vec<String> = elements.collect();
        elements.join("+").trim_end_matches(['+', ':']).to_owned()
    }

    /// Returns what stands in it besides the tag, the qualifier and these components, to be kept as a detail.
    ///
    /// The second and third component of an element name the list of its codes (1131, 3055): they are no facts.
    pub(super) fn beside(&self, used: &[(usize, usize)]) -> String {
        let mut parts = Vec::new();
        for (element, components) in self.elements.iter().enumerate().skip(2) {
            for (component, part) in components.iter().enumerate() {
                let is_list = matches!(component, 1 | 2) && !used.contains(&(element, 1));
                if !is_list && !used.contains(&(element, component)) && !part.trim().is_empty() {
                    parts.push(part.trim());
                }
            }
        }
        parts.join(", ")
    }
}

fn joined(parts: &[String], by: &str) -> String {
    parts.iter().map(|part| part.trim()).collect::<Vec<_>>().join(by)
}

/// Parts an interchange into segments. Line breaks are no part of it: telegrams are wrapped anywhere.
pub(super) fn segments(text: &str, separators: Separators) -> Result<Vec<Segment>, Broken> {
    let mut segments = Vec::new();
    let mut elements: Vec<Vec<String>> = Vec::new();
    let mut parts: Vec<String> = Vec::new();
    let mut part = String::new();
    let (mut length, mut is_released) = (0, false);
    for letter in text.chars() {
        let at = segments.len() as u64 + 1;
        if matches!(letter, '\r' | '\n') || (length == 0 && letter.is_whitespace()) {
            continue;
        }
        length += letter.len_utf8();
        if length > MOST_SEGMENT {
            return Err(BrokenWhy::TooLong { most: MOST_SEGMENT as u64 }.at(at));
        }
        if is_released {
            part.push(letter);
            is_released = false;
        } else if letter == separators.release && separators.release != ' ' {
            is_released = true;
        } else if letter == separators.component {
            parts.push(std::mem::take(&mut part));
        } else if letter == separators.element {
            parts.push(std::mem::take(&mut part));
            elements.push(std::mem::take(&mut parts));
        } else if letter == separators.terminator {
            parts.push(std::mem::take(&mut part));
            elements.push(std::mem::take(&mut parts));
            if segments.len() == MOST_SEGMENTS {
                return Err(BrokenWhy::TooMany { most: MOST_SEGMENTS as u64 }.at(at));
            }
            segments.push(Segment { at, elements: std::mem::take(&mut elements) });
            length = 0;
        } else {
            part.push(letter);
        }
    }
    if length > 0 {
        return Err(BrokenWhy::Truncated.at(segments.len() as u64 + 1));
    }
    Ok(segments)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn segments_are_parted_and_released_signs_kept() {
        let text = "NAD+FL+++O?'TEST:A?+B??\r\n C'\nATT+2++ M '\r\n";
        let read = segments(text, Separators::default()).unwrap();
        assert_eq!(read.len(), 2);
        assert_eq!((read[0].part(4, 0), read[0].part(4, 1)), ("O'TEST", "A+B? C"));
        assert_eq!((read[1].name(), read[1].part(3, 0), read[1].part(9, 9)), ("ATT+2".to_owned(), "M", ""));
        assert_eq!(read[0].text_from(2), "++O'TEST:A+B? C");
        let cut = segments("NAD+FL'ATT+2++M", Separators::default()).unwrap_err();
        assert_eq!(cut, BrokenWhy::Truncated.at(2));
        let long = format!("FTX+{}'", "x".repeat(MOST_SEGMENT));
        assert!(matches!(segments(&long, Separators::default()).unwrap_err().why, BrokenWhy::TooLong { .. }));
    }
}
