//! The fonts on paper, embedded and parsed once for a process.
//!
//! Invariant: every character that is printed has a glyph in one of the faces; [`covered`] puts Latin letters in the
//! place of what no face can write, so that no empty box ever stands for a name.

use std::{borrow::Cow, sync::OnceLock};

use harfrust::Font;

/// Weight of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Weight {
    Regular,
    Bold,
}

/// One font file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Face {
    Sans,
    SansBold,
    Arabic,
    ArabicBold,
}

impl Face {
    pub(crate) const ALL: [Self; 4] = [Self::Sans, Self::SansBold, Self::Arabic, Self::ArabicBold];

    /// Returns the font file.
    pub(crate) const fn bytes(self) -> &'static [u8] {
        match self {
            Self::Sans => include_bytes!("../../../assets/fonts/NotoSans-Regular.ttf"),
            Self::SansBold => include_bytes!("../../../assets/fonts/NotoSans-Bold.ttf"),
            Self::Arabic => include_bytes!("../../../assets/fonts/NotoSansArabic-Regular.ttf"),
            Self::ArabicBold => include_bytes!("../../../assets/fonts/NotoSansArabic-Bold.ttf"),
        }
    }

    /// Returns the name of the font in the document, with the tag that marks a subset (ISO 32000-1, 9.6.4).
    pub(crate) const fn subset_name(self) -> &'static str {
        match self {
            Self::Sans => "OSBPSA+NotoSans-Regular",
            Self::SansBold => "OSBPSB+NotoSans-Bold",
            Self::Arabic => "OSBPAA+NotoSansArabic-Regular",
            Self::ArabicBold => "OSBPAB+NotoSansArabic-Bold",
        }
    }

    /// Returns the font's name among the resources of a page.
    pub(crate) const fn resource(self) -> &'static str {
        match self {
            Self::Sans => "FSans",
            Self::SansBold => "FSansBold",
            Self::Arabic => "FArabic",
            Self::ArabicBold => "FArabicBold",
        }
    }

    /// Returns the parsed font; none would mean that an embedded file is not a font, which the tests rule out.
    pub(crate) fn font(self) -> Option<&'static Font> {
        static FONTS: OnceLock<[Option<Font>; 4]> = OnceLock::new();
        let [sans, sans_bold, arabic, arabic_bold] =
            FONTS.get_or_init(|| Self::ALL.map(|face| Font::new(face.bytes(), 0)));
        match self {
            Self::Sans => sans,
            Self::SansBold => sans_bold,
            Self::Arabic => arabic,
            Self::ArabicBold => arabic_bold,
        }
        .as_ref()
    }

    /// Says whether the face has a glyph for a character.
    fn has(self, character: char) -> bool {
        self.font().is_some_and(|font| font.charmap().map_unicode(character).is_some())
    }

    /// Returns the face that writes a character in a weight.
    pub(crate) fn of(character: char, weight: Weight) -> Option<Self> {
        let (sans, arabic) = match weight {
            Weight::Regular => (Self::Sans, Self::Arabic),
            Weight::Bold => (Self::SansBold, Self::ArabicBold),
        };
        [sans, arabic].into_iter().find(|face| face.has(character))
    }
}

/// Returns the text with Latin letters in the place of characters that no face can write (Ethiopic, Han …).
pub(crate) fn covered(text: &str, weight: Weight) -> Cow<'_, str> {
    let is_written =
        |character: char| matches!(character, '\u{200c}' | '\u{200d}') || Face::of(character, weight).is_some();
    if text.chars().all(is_written) {
        return Cow::Borrowed(text);
    }
    let mut covered = String::with_capacity(text.len());
    for character in text.chars() {
        if is_written(character) {
            covered.push(character);
        } else {
            match any_ascii::any_ascii_char(character) {
                "" => covered.push('?'),
                latin => covered.push_str(latin),
            }
        }
    }
    Cow::Owned(covered)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_embedded_file_is_a_font() {
        for face in Face::ALL {
            assert!(face.font().is_some(), "{face:?}");
        }
    }

    #[test]
    fn scripts_find_their_face_or_become_latin() {
        assert_eq!(Face::of('é', Weight::Bold), Some(Face::SansBold));
        assert_eq!(Face::of('ع', Weight::Regular), Some(Face::Arabic));
        assert_eq!(Face::of('Ж', Weight::Regular), Some(Face::Sans));
        assert_eq!(covered("Жанна محمد", Weight::Regular), "Жанна محمد");
        assert_eq!(covered("አበበ", Weight::Regular), "'abebe");
        assert_eq!(covered("\u{e123}", Weight::Regular), "?");
    }
}
