//! What may differ between two days whatever happened on them: ids, salts, hashes, keys, and when the post was founded.
//!
//! Invariant: a mask keeps lengths, and keeps apart what is different: two ids stay two.

use std::collections::HashMap;

/// The first moment of the day, which the clocks of both posts show; what is earlier is the founding's.
pub const DAY: &str = "2027-03-01T06:00:00Z";

/// Masks what was read on one day.
#[derive(Debug, Default)]
pub struct Mask {
    ids: HashMap<String, usize>,
}

impl Mask {
    /// Returns a text with its ids numbered and its salts, hashes, signatures and keys replaced by their lengths.
    pub fn text(&mut self, text: &str) -> String {
        let mut masked = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let word = rest.find(|sign: char| !(sign.is_ascii_alphanumeric() || sign == '-')).unwrap_or(rest.len());
            if word == 0 {
                masked.push(first);
                rest = &rest[first.len_utf8()..];
                continue;
            }
            let (word, after) = rest.split_at(word);
            // A moment has colons, which end a word here.
            let moment: String = after.chars().take_while(|sign| matches!(sign, ':' | '.' | 'Z' | '0'..='9')).collect();
            let is_moment = word.len() == 13 && word.as_bytes()[10] == b'T' && moment.starts_with(':');
            if is_moment {
                let whole = format!("{word}{moment}");
                masked.push_str(if whole.as_str() < &DAY[..19] { "<before the day>" } else { &whole });
                rest = &after[moment.len()..];
            } else {
                masked.push_str(&self.word(word));
                rest = after;
            }
        }
        masked
    }

    fn word(&mut self, word: &str) -> String {
        let is_hex = |text: &str| text.bytes().all(|byte| byte.is_ascii_hexdigit());
        let groups: Vec<&str> = word.split('-').collect();
        let lengths: Vec<usize> = groups.iter().map(|group| group.len()).collect();
        if lengths == [8, 4, 4, 4, 12] && groups.iter().all(|group| is_hex(group)) {
            return self.id(&groups.concat());
        }
        if word.len() >= 32 && is_hex(word) {
            return format!("<{} hexadecimal digits>", word.len());
        }
        // Milliseconds since 1970.
        if word.len() == 13 && word.bytes().all(|byte| byte.is_ascii_digit()) {
            let first: i64 = DAY.parse::<chrono::DateTime<chrono::Utc>>().unwrap().timestamp_millis();
            if word.parse::<i64>().unwrap() < first {
                return "<before the day>".to_owned();
            }
        }
        word.to_owned()
    }

    /// Returns the number of an id, by the order in which ids appear.
    pub fn id(&mut self, hexadecimal: &str) -> String {
        let next = self.ids.len() + 1;
        let number = self.ids.entry(hexadecimal.to_ascii_lowercase()).or_insert(next);
        format!("<id {number}>")
    }
}

#[test]
fn a_mask_keeps_what_matters() {
    let mut mask = Mask::default();
    let (a, b) = ("019aa000-0000-7000-8000-00000000000a", "019aa000-0000-7000-8000-00000000000b");
    assert_eq!(mask.text(&format!("{a} {b} {a}")), "<id 1> <id 2> <id 1>");
    assert_eq!(
        mask.text(r#"{"salt":"00112233445566778899aabbccddeeff","n":2}"#),
        r#"{"salt":"<32 hexadecimal digits>","n":2}"#
    );
    assert_eq!(
        mask.text("2026-11-21T17:00:00.123Z 2027-03-01T06:00:01.500Z"),
        "<before the day> 2027-03-01T06:00:01.500Z"
    );
    assert_eq!(mask.text("referred MD-2703-000001-X"), "referred MD-2703-000001-X");
}
