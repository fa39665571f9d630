//! The languages of a post.
//!
//! Invariant: a language is offered only when each of its texts exists; the tests of the crate hold that.

/// A language that the program can be read in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Language {
    /// English, in which every text exists.
    #[default]
    English,
    /// French.
    French,
    /// Portuguese.
    Portuguese,
    /// Swahili.
    Swahili,
    /// Arabic, written from right to left.
    Arabic,
}

/// The direction in which a language is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// Left to right.
    Ltr,
    /// Right to left.
    Rtl,
}

impl Direction {
    /// Returns the value of HTML's `dir` attribute.
    #[must_use]
    pub const fn attribute(self) -> &'static str {
        match self {
            Self::Ltr => "ltr",
            Self::Rtl => "rtl",
        }
    }
}

impl Language {
    /// All languages that the program knows the ways of, offered or not.
    pub const ALL: [Self; 5] = [Self::English, Self::French, Self::Portuguese, Self::Swahili, Self::Arabic];

    /// The languages a person may choose: those whose texts are complete.
    pub const OFFERED: [Self; 2] = [Self::English, Self::French];

    /// Returns the ISO 639-1 code, for HTML's `lang` attribute and for settings.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::French => "fr",
            Self::Portuguese => "pt",
            Self::Swahili => "sw",
            Self::Arabic => "ar",
        }
    }

    /// Returns the language of an ISO 639-1 code or a tag that begins with one (`fr`, `fr-CD`, `pt_MZ`).
    #[must_use]
    pub fn from_code(tag: &str) -> Option<Self> {
        let code = tag.split(['-', '_']).next()?;
        Self::ALL.into_iter().find(|language| language.code().eq_ignore_ascii_case(code))
    }

    /// Returns the direction in which the language is written.
    #[must_use]
    pub const fn direction(self) -> Direction {
        match self {
            Self::English | Self::French | Self::Portuguese | Self::Swahili => Direction::Ltr,
            Self::Arabic => Direction::Rtl,
        }
    }

    /// Returns the name of the language in itself, as a list of languages shows it.
    #[must_use]
    pub const fn native_name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::French => "Français",
            Self::Portuguese => "Português",
            Self::Swahili => "Kiswahili",
            Self::Arabic => "العربية",
        }
    }

    /// Says whether every text of the language exists, so that a person may choose it.
    #[must_use]
    pub fn is_complete(self) -> bool {
        Self::OFFERED.contains(&self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_tags_find_their_language() {
        for language in Language::ALL {
            assert_eq!(Language::from_code(language.code()), Some(language));
        }
        assert_eq!(Language::from_code("FR-cd"), Some(Language::French));
        assert_eq!(Language::from_code("pt_MZ"), Some(Language::Portuguese));
        assert_eq!(Language::from_code(""), None);
        assert_eq!(Language::from_code("xx"), None);
        assert_eq!(Language::Arabic.direction().attribute(), "rtl");
    }
}
