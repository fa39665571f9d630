//! The character sets of UN/EDIFACT (ISO 9735, code list 0001), and the signs that part segments.

use crate::{Broken, BrokenWhy};

/// The signs that part an interchange: what UNA tells, in its order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Separators {
    /// Between the components of an element.
    pub component: char,
    /// Between elements.
    pub element: char,
    /// Of decimals; read and not used.
    pub decimal: char,
    /// Before a sign that is meant as it stands.
    pub release: char,
    /// Between repetitions of an element, a space where there are none; read and not used.
    pub repetition: char,
    /// After a segment.
    pub terminator: char,
}

impl Default for Separators {
    /// Returns the signs that count where there is no UNA.
    fn default() -> Self {
        Self { component: ':', element: '+', decimal: '.', release: '?', repetition: ' ', terminator: '\'' }
    }
}

impl Separators {
    /// Returns whether they can be told from each other and from letters and digits.
    pub(super) fn are_apart(self) -> bool {
        let signs = [self.component, self.element, self.release, self.terminator];
        let is_sign = |sign: &char| sign.is_ascii() && !sign.is_ascii_alphanumeric() && !sign.is_whitespace();
        // A release sign that is a space says that there is none.
        let are_signs = signs.iter().enumerate().all(|(at, sign)| is_sign(sign) || (at == 2 && *sign == ' '));
        let are_apart =
            signs.iter().enumerate().all(|(at, sign)| !signs.iter().skip(at + 1).any(|other| other == sign));
        are_signs && are_apart
    }
}

/// Decodes an interchange by the character set that its UNB names; returns the text after UNA, and the signs.
pub(super) fn decode(bytes: &[u8]) -> Result<(String, Separators), Broken> {
    let bytes = bytes.trim_ascii_start();
    if bytes.is_empty() {
        return Err(BrokenWhy::Empty.at(1));
    }
    let (separators, rest) = match bytes.strip_prefix(b"UNA") {
        Some(rest) => match rest {
            [component, element, decimal, release, repetition, terminator, rest @ ..] => {
                let told = Separators {
                    component: char::from(*component),
                    element: char::from(*element),
                    decimal: char::from(*decimal),
                    release: char::from(*release),
                    repetition: char::from(*repetition),
                    terminator: char::from(*terminator),
                };
                (told, rest)
            }
            _ => return Err(BrokenWhy::Truncated.at(1)),
        },
        None => (Separators::default(), bytes),
    };
    if !separators.are_apart() {
        return Err(BrokenWhy::Segment("UNA".to_owned()).at(1));
    }
    let rest = rest.trim_ascii_start();
    let charset: String = match rest.strip_prefix(b"UNB") {
        Some([_, name @ ..]) => name.iter().take(4).copied().map(char::from).collect(),
        _ => return Err(BrokenWhy::Format.at(1)),
    };
    let before = (bytes.len() - rest.len()) as u64;
    let text = match charset.as_str() {
        _ if rest.is_ascii() => String::from_utf8_lossy(rest).into_owned(),
        "UNOC" => rest.iter().copied().map(char::from).collect(),
        "UNOW" | "UNOY" => match std::str::from_utf8(rest) {
            Ok(text) => text.to_owned(),
            Err(error) => {
                let byte = before + error.valid_up_to() as u64;
                return Err(BrokenWhy::Encoding { byte }.at(1));
            }
        },
        _ => return Err(BrokenWhy::Charset(crate::table::excerpt(&charset)).at(1)),
    };
    Ok((text, separators))
}

/// Returns the narrowest character set that holds a text.
pub(super) fn charset_of(text: &str) -> &'static str {
    if text.is_ascii() {
        "UNOA"
    } else if text.chars().all(|letter| u32::from(letter) < 256) {
        "UNOC"
    } else {
        "UNOW"
    }
}

/// Encodes a text that [`charset_of`] gave this character set.
pub(super) fn encode(text: &str, charset: &str) -> Vec<u8> {
    if charset == "UNOC" {
        text.chars().map(|letter| u8::try_from(u32::from(letter)).unwrap_or(b'?')).collect()
    } else {
        text.as_bytes().to_vec()
    }
}
