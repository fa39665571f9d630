//! Why a pair has its score, in parts that a window can translate.
//!
//! Invariant: what is explained is what was scored; nothing is explained that did not count.

use serde::{Deserialize, Serialize};

use crate::birth_date::BirthEvidence;

/// How a part of a name agrees with a part on the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PartHow {
    /// Equal once both are folded.
    Same,
    /// Written otherwise and said alike.
    Sound,
    /// A short form of the other.
    ShortForm,
    /// The same name in another language.
    Language,
    /// The first letter of the other.
    Initial,
    /// Differs by letters.
    Letters,
    /// Written in one word here and in several there.
    Joined,
    /// Cut by the field of the document.
    Cut,
}

/// One reason for a score.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "reason")]
pub enum Reason {
    /// How many parts of the name asked for were found in which name of the list.
    Name {
        /// The name as it is on the list.
        listed: String,
        /// Parts that are equal or as good as equal.
        equal: usize,
        /// Parts that agree in another way.
        similar: usize,
        /// Parts of the name that was asked for.
        of: usize,
    },
    /// A part that is not equal and agrees all the same.
    Part {
        /// As asked for, folded.
        asked: String,
        /// As on the list, folded.
        listed: String,
        /// In which way they agree.
        how: PartHow,
    },
    /// A part of the name asked for that the list's name lacks.
    OnlyAsked {
        /// Folded.
        part: String,
    },
    /// A part of the list's name that was not asked for.
    OnlyListed {
        /// Folded.
        part: String,
    },
    /// What the dates of birth say; left out where one is unknown.
    Birth {
        /// How they agree.
        evidence: BirthEvidence,
    },
    /// The sexes differ.
    SexDiffers,
    /// The nationalities are equal.
    NationalityEqual,
    /// The nationalities differ.
    NationalityDiffers,
    /// A number is equal.
    NumberEqual {
        /// As on the list.
        number: String,
    },
    /// A number is equal but for signs that readers confuse; to be looked at, not a hit.
    NumberPossible {
        /// As on the list.
        number: String,
    },
}

/// Returns the words of a reason in English, a fragment without a full stop.
pub fn in_english(reason: &Reason) -> String {
    match reason {
        Reason::Name { listed, equal, similar, of } => {
            let rest = if *similar > 0 { format!(", {similar} similar") } else { String::new() };
            format!("{equal} of {of} name parts equal{rest}: listed as {listed}")
        }
        Reason::Part { asked, listed, how } => {
            let how = match how {
                PartHow::Same => "is the same as",
                PartHow::Sound => "sounds like",
                PartHow::ShortForm => "is a short or long form of",
                PartHow::Language => "is another language's form of",
                PartHow::Initial => "shares its initial with",
                PartHow::Letters => "differs by letters from",
                PartHow::Joined => "is written together or apart from",
                PartHow::Cut => "is the beginning of",
            };
            format!("{asked} {how} {listed}")
        }
        Reason::OnlyAsked { part } => format!("{part} is not in the listed name"),
        Reason::OnlyListed { part } => format!("the listed name also has {part}"),
        Reason::Birth { evidence } => match evidence {
            BirthEvidence::Unknown => "birth date unknown",
            BirthEvidence::Equal => "birth date equal",
            BirthEvidence::MonthEqual => "birth year and month equal, day unknown",
            BirthEvidence::YearEqual => "birth year equal, no more known",
            BirthEvidence::InRange => "birth date within what is known",
            BirthEvidence::Swapped => "birth date equal with day and month swapped",
            BirthEvidence::OneDigit => "birth date differs by one digit",
            BirthEvidence::OnePart => "birth date differs in one part",
            BirthEvidence::YearNear => "birth year differs by one or two",
            BirthEvidence::YearApart => "birth year differs by three to five",
            BirthEvidence::Differs => "birth date differs",
        }
        .to_owned(),
        Reason::SexDiffers => "sex differs".to_owned(),
        Reason::NationalityEqual => "nationality equal".to_owned(),
        Reason::NationalityDiffers => "nationality differs".to_owned(),
        Reason::NumberEqual { number } => format!("number {number} equal"),
        Reason::NumberPossible { number } => format!("number {number} equal but for signs that readers confuse"),
    }
}
