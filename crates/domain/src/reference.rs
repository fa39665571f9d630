//! The reference of a crossing, short enough to be read out over the counter and typed again.
//!
//! Invariant: a `Reference` carries a check character that agrees, so one mistyped character never names another crossing.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::codes::written_as_text;

/// The letters a post puts on its references: two to four, A–Z.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PostCode(String);

impl FromStr for PostCode {
    type Err = ReferenceError;

    fn from_str(text: &str) -> Result<Self, ReferenceError> {
        let letters = text.trim().to_ascii_uppercase();
        if (2..=4).contains(&letters.len()) && letters.bytes().all(|c| c.is_ascii_uppercase()) {
            Ok(Self(letters))
        } else {
            Err(ReferenceError::PostCode)
        }
    }
}

impl fmt::Display for PostCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

written_as_text!(PostCode, ReferenceError);

/// A crossing's reference: post, year and month, serial within the month, check character (`MD-2611-004217-A`).
///
/// The check character is ISO/IEC 7064 MOD 37,36 over the letters and digits before it: it tells every single wrong character
/// and about 997 of 1000 swaps of neighbours. The serial has six digits, and more once a month has had a million crossings.
/// References of one post sort by time.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Reference {
    post: PostCode,
    year: u16,
    month: u8,
    serial: u32,
}

/// The most crossings that a month can have: six times those of the busiest crossing there is, where 550,000 travellers come a day.
const MOST: u32 = 99_999_999;

/// How many digits a serial has at least.
const FEWEST_DIGITS: usize = 6;

impl Reference {
    /// Composes the reference of a crossing registered in that month.
    ///
    /// # Errors
    /// A post code that is not two to four letters, a year outside 2000–2099 (two digits are written), a month outside 1–12,
    /// a serial outside 1–99999999.
    pub fn new(post_code: &str, year: u16, month: u8, serial: u32) -> Result<Self, ReferenceError> {
        let post = post_code.parse()?;
        if !(2000..=2099).contains(&year) {
            return Err(ReferenceError::Year);
        }
        if !(1..=12).contains(&month) {
            return Err(ReferenceError::Month);
        }
        if !(1..=MOST).contains(&serial) {
            return Err(ReferenceError::Serial);
        }
        Ok(Self { post, year, month, serial })
    }

    /// Returns the letters of the post.
    #[must_use]
    pub fn post(&self) -> &PostCode {
        &self.post
    }

    /// Returns the year and the month (1–12) in which the crossing was registered.
    #[must_use]
    pub fn year_and_month(&self) -> (u16, u8) {
        (self.year, self.month)
    }

    /// Returns the number of the crossing within its post and month.
    #[must_use]
    pub fn serial(&self) -> u32 {
        self.serial
    }

    /// Returns the check character that stands last.
    #[must_use]
    pub fn check_character(&self) -> char {
        // Every character of the body is a letter A–Z or a digit, so there always is one; the placeholder never prints.
        mod_37_36(&self.body()).unwrap_or('?')
    }

    fn body(&self) -> String {
        format!("{}{:02}{:02}{:06}", self.post, self.year % 100, self.month, self.serial)
    }
}

impl FromStr for Reference {
    type Err = ReferenceError;

    /// Reads a reference in either case, with or without hyphens and spaces.
    fn from_str(text: &str) -> Result<Self, ReferenceError> {
        let plain: String = text.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect();
        let foreign = |c: char| !(c.is_ascii_alphanumeric() || c.is_whitespace() || is_hyphen(c));
        if text.contains(foreign) {
            return Err(ReferenceError::Shape);
        }
        let digits_at = plain.find(|c: char| c.is_ascii_digit()).ok_or(ReferenceError::Shape)?;
        let (post_code, rest) = plain.split_at(digits_at);
        let Some((at, check)) = rest.char_indices().next_back() else { return Err(ReferenceError::Shape) };
        let number = |from: usize, to: usize| {
            rest.get(from..to)
                .filter(|part| part.bytes().all(|c| c.is_ascii_digit()))
                .and_then(|part| part.parse::<u32>().ok())
                .ok_or(ReferenceError::Shape)
        };
        // A serial is written in one way only: six digits, and more where it does not begin with a nought.
        let digits = at.checked_sub(4).filter(|digits| *digits >= FEWEST_DIGITS).ok_or(ReferenceError::Shape)?;
        if digits > FEWEST_DIGITS && rest.get(4..5) == Some("0") {
            return Err(ReferenceError::Shape);
        }
        let (year, month, serial) = (number(0, 2)?, number(2, 4)?, number(4, at)?);
        let year = u16::try_from(2000 + year).map_err(|_| ReferenceError::Year)?;
        let month = u8::try_from(month).map_err(|_| ReferenceError::Month)?;
        let reference = Self::new(post_code, year, month, serial)?;
        if reference.check_character() == check { Ok(reference) } else { Err(ReferenceError::CheckCharacter) }
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let check = self.check_character();
        f.pad(&format!("{}-{:02}{:02}-{:06}-{check}", self.post, self.year % 100, self.month, self.serial))
    }
}

written_as_text!(Reference, ReferenceError);

/// Why a text or a set of parts is no reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ReferenceError {
    /// It is not letters, ten to twelve digits and a check character.
    #[error("read a reference: it is not letters, ten to twelve digits and a check character")]
    Shape,
    /// The post's code is not two to four letters A–Z.
    #[error("read a reference: the post's code is two to four letters")]
    PostCode,
    /// The year is outside 2000–2099.
    #[error("read a reference: the year is outside 2000 to 2099")]
    Year,
    /// The month is outside 1–12.
    #[error("read a reference: there is no such month")]
    Month,
    /// The serial is outside 1–99999999.
    #[error("read a reference: the serial is outside 1 to 99999999")]
    Serial,
    /// The check character does not agree: a character was mistyped, or two were swapped.
    #[error("read a reference: its check character does not agree")]
    CheckCharacter,
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

/// Returns the check character of ISO/IEC 7064 MOD 37,36, or nothing if a character is no digit or letter A–Z.
fn mod_37_36(body: &str) -> Option<char> {
    let mut product = 36;
    for c in body.chars() {
        let sum = (product + c.to_digit(36)?) % 36;
        product = (if sum == 0 { 36 } else { sum }) * 2 % 37;
    }
    char::from_digit((37 - product) % 36, 36).map(|c| c.to_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn published_check_characters_agree() {
        // GRid (IFPI) and ISAN (ISO 15706) both use MOD 37,36.
        for (body, check) in [
            ("A12425GABC1234002", 'M'),
            ("00000000D07A0090", 'Q'),
            ("00000000D07A009000000000", 'X'),
            ("000000018CFA0000", 'I'),
            ("000000018CFA000000000000", 'K'),
            ("000000003A8D0000", 'Z'),
            ("000000003A8D000000000000", '6'),
        ] {
            assert_eq!(mod_37_36(body), Some(check), "{body}");
        }
        assert_eq!(mod_37_36("A-1"), None);
    }

    #[test]
    fn a_reference_is_read_as_people_type_it() {
        let reference = Reference::new("MD", 2026, 11, 4217).unwrap();
        let written = reference.to_string();
        assert!(written.starts_with("MD-2611-004217-"), "{written}");
        for typed in [written.clone(), written.to_lowercase(), written.replace('-', ""), written.replace('-', " – ")]
        {
            assert_eq!(typed.parse(), Ok(reference.clone()), "{typed}");
        }
        assert_eq!(serde_json::to_string(&reference).unwrap(), format!("\"{written}\""));
        assert_eq!(reference.year_and_month(), (2026, 11));
    }

    #[test]
    fn a_month_may_have_more_than_a_million_crossings() {
        for (serial, begins) in
            [(999_999, "MD-2612-999999-"), (1_000_000, "MD-2612-1000000-"), (17_050_000, "MD-2612-17050000-")]
        {
            let reference = Reference::new("MD", 2026, 12, serial).unwrap();
            let written = reference.to_string();
            assert!(written.starts_with(begins), "{written}");
            assert_eq!(written.parse(), Ok(reference));
        }
        let padded = "MD26120004217";
        let written = format!("{padded}{}", mod_37_36(padded).unwrap());
        assert_eq!(written.parse::<Reference>(), Err(ReferenceError::Shape), "a serial is written in one way");
    }

    #[test]
    fn other_texts_are_refused() {
        let cases = [
            ("", ReferenceError::Shape),
            ("MD", ReferenceError::Shape),
            ("MD-2611-004217", ReferenceError::Shape),
            ("MD-2611-004217-KK", ReferenceError::Shape),
            ("MD-26A1-004217-K", ReferenceError::Shape),
            ("MD_2611_004217_K", ReferenceError::Shape),
            ("M-2611-004217-K", ReferenceError::PostCode),
            ("ABCDE-2611-004217-K", ReferenceError::PostCode),
            ("MD-2613-004217-K", ReferenceError::Month),
            ("MD-2611-000000-K", ReferenceError::Serial),
        ];
        for (text, error) in cases {
            assert_eq!(text.parse::<Reference>(), Err(error), "{text}");
        }
        assert_eq!(Reference::new("MD", 1999, 1, 1), Err(ReferenceError::Year));
        assert_eq!(Reference::new("MD", 2026, 1, 100_000_000), Err(ReferenceError::Serial));
    }

    #[test]
    fn nearly_every_swap_of_neighbours_is_noticed() {
        let (mut swaps, mut missed) = (0, 0);
        for serial in (1..200_000).step_by(37) {
            let right: Vec<char> =
                Reference::new("MD", 2026, 11, serial).unwrap().to_string().replace('-', "").chars().collect();
            for place in (1..right.len()).filter(|place| right[place - 1] != right[*place]) {
                let mut swapped = right.clone();
                swapped.swap(place - 1, place);
                swaps += 1;
                missed += u32::from(swapped.into_iter().collect::<String>().parse::<Reference>().is_ok());
            }
        }
        assert!(missed * 1000 <= swaps * 3, "{missed} of {swaps} swaps went unnoticed");
    }

    proptest! {
        #[test]
        fn a_changed_character_is_noticed(
            post in "[A-Z]{2,4}", year in 2000u16..2100, month in 1u8..13, serial in prop_oneof![1u32..1_000_000, 1u32..100_000_000],
            place in 0usize..20, other in "[0-9A-Z]",
        ) {
            let reference = Reference::new(&post, year, month, serial).unwrap();
            let right = reference.to_string().replace('-', "");
            prop_assert_eq!(right.parse(), Ok(reference));
            let place = place % right.len();
            let mut changed: Vec<char> = right.chars().collect();
            changed[place] = other.chars().next().unwrap();
            let changed: String = changed.into_iter().collect();
            prop_assert!(changed == right || changed.parse::<Reference>().is_err());
        }

        #[test]
        fn references_of_a_post_sort_by_time(a in (1u8..13, 1u32..100_000_000), b in (1u8..13, 1u32..100_000_000)) {
            let one = Reference::new("MD", 2026, a.0, a.1).unwrap();
            let two = Reference::new("MD", 2026, b.0, b.1).unwrap();
            prop_assert_eq!(one.cmp(&two), a.cmp(&b));
        }
    }
}
