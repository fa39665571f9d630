//! What an officer reads beside a hit: what the entry is, and in what it is like whom he has before him.
//!
//! Invariant: plain data of class STATE, told as facts; the sentences are composed in the reader's language.

use serde::{Deserialize, Serialize};

use crate::document_check::Forgery;
use crate::{At, Reference};

/// More about a hit than its reason and instruction, as it was when it was found: the list may say otherwise by now.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Listed {
    /// The list's name.
    pub list: String,
    /// What the list calls the entry: its id there.
    pub id: String,
    /// The name, document number or plate as it is listed.
    pub name: String,
    /// The birth dates that are listed, as they are written there.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub born: Vec<String>,
    /// How alike both are, per mille; nothing where it is a matter of equal numbers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub score: Option<u16>,
    /// In what they are alike, and in what not: what weighs most comes first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub alike: Vec<Alike>,
    /// How it is to be handled, by the State's own code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub handling: Option<String>,
    /// The list asks that two officers look at it: the first refers, another concludes.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub needs_two: bool,
    /// When and where the document was recorded as false; nothing where it is a matter of lists.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub forged: Option<ForgedBefore>,
}

/// That a document was recorded as false before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ForgedBefore {
    /// When.
    pub at: At,
    /// On which crossing it was presented.
    pub crossing: Reference,
    /// In which way it is false.
    pub kind: Forgery,
    /// What showed it.
    pub words: String,
    /// It was kept: whoever presents it now has another one of its number, or it came away.
    pub is_kept: bool,
}

/// One thing in which an entry and whom was searched for are alike, or not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "alike", rename_all = "snake_case")]
pub enum Alike {
    /// So many parts of the name that was searched for are in the listed one.
    Name {
        /// Equal.
        equal: u8,
        /// Alike in another way.
        similar: u8,
        /// Of so many.
        of: u8,
    },
    /// A part that is not equal and goes with another all the same.
    Part {
        /// As searched for.
        searched: String,
        /// As listed.
        listed: String,
        /// In which way.
        by: PartLikeness,
    },
    /// A part of the name that was searched for is not in the listed one.
    OnlySearched {
        /// The part.
        part: String,
    },
    /// A part of the listed name was not searched for.
    OnlyListed {
        /// The part.
        part: String,
    },
    /// The birth date, where both are known.
    BirthDate {
        /// How the dates agree.
        is: DateLikeness,
    },
    /// The sexes differ.
    SexDiffers,
    /// A nationality is equal.
    NationalityEqual,
    /// The nationalities differ.
    NationalityDiffers,
    /// A number.
    Number {
        /// Equal; else it is one that readers take for it.
        is_equal: bool,
    },
}

/// In which way two parts of names are alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PartLikeness {
    /// They sound alike.
    Sound,
    /// One is the short form of the other.
    Form,
    /// It is the same name in another language.
    Language,
    /// One is the first letter of the other.
    Initial,
    /// They differ by letters.
    Letters,
    /// They are written as one word or as several.
    Joined,
    /// The field of the document was too short for it.
    Cut,
}

/// How a birth date agrees with a listed one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateLikeness {
    /// To the day.
    Equal,
    /// Year and month, and no more is known of one.
    MonthEqual,
    /// The year, and no more is known of one.
    YearEqual,
    /// It lies where the listed one may lie.
    Within,
    /// Day and month have changed places.
    Swapped,
    /// By one digit they differ.
    OneDigit,
    /// One of day, month and year differs.
    OnePart,
    /// The years differ by one or two.
    YearNear,
    /// The years differ by three to five.
    YearApart,
    /// They differ.
    Differs,
}

/// What showed that the one who is here is not the one who is listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ShownBy {
    /// The birth date.
    BirthDate,
    /// The photograph, or how the person looks.
    Photograph,
    /// The name as a whole, or the parents' names.
    Name,
    /// The document, its number or its issuer.
    Document,
    /// Nationality or place of birth.
    Origin,
    /// Whoever keeps the list was asked.
    Asked,
    /// Something else: a note says what.
    Other,
}

impl ShownBy {
    /// Everything that may show it, the usual first.
    pub const ALL: [Self; 7] =
        [Self::BirthDate, Self::Photograph, Self::Name, Self::Document, Self::Origin, Self::Asked, Self::Other];

    /// Returns the word of the catalogue.
    pub const fn word(self) -> &'static str {
        match self {
            Self::BirthDate => "birth_date",
            Self::Photograph => "photograph",
            Self::Name => "name",
            Self::Document => "document",
            Self::Origin => "origin",
            Self::Asked => "asked",
            Self::Other => "other",
        }
    }
}

/// What is unusual about traffic, and what a State looks for where it has switched it on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unusual {
    /// The document left the same way a short while before: nobody recorded that it came back.
    DocumentTooSoon,
    /// The vehicle, by the number on its frame, has or had other plates on another crossing.
    OtherPlates,
    /// A minor travels with other adults than on its last crossing.
    OtherAdult,
}

impl Unusual {
    /// Everything that may be looked for.
    pub const ALL: [Self; 3] = [Self::DocumentTooSoon, Self::OtherPlates, Self::OtherAdult];

    /// Returns the word of the catalogue.
    pub const fn word(self) -> &'static str {
        match self {
            Self::DocumentTooSoon => "document_too_soon",
            Self::OtherPlates => "other_plates",
            Self::OtherAdult => "other_adult",
        }
    }

    /// Returns the number that it has where entries of lists have theirs: one that no entry is given.
    pub const fn entry(self) -> u64 {
        let place = match self {
            Self::DocumentTooSoon => 0,
            Self::OtherPlates => 1,
            Self::OtherAdult => 2,
        };
        (1 << 39) + place
    }

    /// Returns what has this number; nothing where an entry of a list has it.
    pub fn of_entry(entry: u64) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.entry() == entry)
    }

    /// Returns whether it is a matter of minutes.
    pub const fn has_minutes(self) -> bool {
        matches!(self, Self::DocumentTooSoon)
    }
}
