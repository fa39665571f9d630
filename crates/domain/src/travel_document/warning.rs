//! Remarks on a machine readable zone.
//!
//! Invariant: a code, once given out, keeps its name and meaning; the sentence an officer reads is composed from it elsewhere.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A remark: a stable code and the cells or numbers it is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Warning {
    /// What is remarked upon.
    pub code: WarningCode,
    /// The cells, names or numbers concerned, not for translation; may be empty.
    pub detail: String,
}

impl Warning {
    pub(super) fn new(code: WarningCode, detail: impl Into<String>) -> Self {
        Self { code, detail: detail.into() }
    }
}

/// What is remarked upon.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum WarningCode {
    /// The text has the lines of no layout. Detail: the lengths of its lines.
    Unreadable,
    /// Lines that came as one, or broken elsewhere, were parted by their length.
    LineEndsRestored,
    /// Fillers lost at the end of a line were put back. Detail: how many.
    FillersRestored,
    /// Spaces were taken for fillers.
    SpacesReadAsFillers,
    /// Characters before or after the zone were left out. Detail: how many.
    SurroundingsDropped,
    /// The reader could not tell some cells. Detail: how many.
    UnreadCells,
    /// A check digit does not agree. Detail: its name.
    CheckDigitBad,
    /// A filler stands where a check digit must. Detail: its name.
    CheckDigitMissing,
    /// The layout has no check digits: a misread cell stays unseen.
    NoCheckDigits,
    /// The digit of a long Belgian number agrees only when the filler inside it is counted, as Belgium printed it for years.
    NumberDigitCountsFiller,
    /// The document code does not begin with a letter Doc 9303 gives this layout. Detail: the code.
    DocumentCodeUnusual,
    /// Neither ISO 3166-1 nor Doc 9303 lists the issuer. Detail: the code.
    IssuingStateUnlisted,
    /// Neither ISO 3166-1 nor Doc 9303 lists the nationality. Detail: the code.
    NationalityUnlisted,
    /// The document number is empty.
    DocumentNumberEmpty,
    /// The name reaches the last cell of its field: something may have been cut off.
    NameMayBeTruncated,
    /// There is no primary identifier.
    SurnameEmpty,
    /// A digit stands in the name, which Doc 9303 part 3 section 4.6 does not allow: likely a misread letter.
    NameHasDigits,
    /// The sex is none of `M`, `F` and the filler. Detail: the cell.
    SexUnusual,
    /// The issuer did not know the date of birth.
    BirthDateUnknown,
    /// The issuer knew the date of birth in part. Detail: the cells.
    BirthDatePartlyUnknown,
    /// The date of birth has something else than digits in it. Detail: the cells.
    BirthDateMalformed,
    /// The calendar has no such date of birth. Detail: the cells.
    BirthDateImpossible,
    /// The date of expiry is unknown in whole or part, which Doc 9303 does not provide for. Detail: the cells.
    ExpiryDateUnknown,
    /// The date of expiry has something else than digits in it. Detail: the cells.
    ExpiryDateMalformed,
    /// The calendar has no such date of expiry. Detail: the cells.
    ExpiryDateImpossible,
    /// The layout has no date of expiry: it must be read from the face of the document.
    NoExpiryDate,
    /// The document has expired. Detail: the day.
    Expired,
    /// The document bears a month of issue that has not come yet. Detail: the month.
    NotYetValid,
    /// Cells were likely taken for their look-alikes: the check digits leave one way to read them, or the layout does.
    /// Detail: each cell as read and as it likely is.
    CellsMisread,
}

/// What a remark bears on: who the bearer is, whether the document is what it seems, whether it still counts, or the reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Bearing {
    /// On the reading alone: lay the document on the reader again, or compare with the page.
    Readability,
    /// On who bears it: a name, a date of birth or a nationality that is not known in full, or not as it should be.
    Identity,
    /// On whether it is what it seems: digits that do not agree, codes that no list has, days that the calendar lacks.
    Authenticity,
    /// On whether it counts today.
    Validity,
}

impl WarningCode {
    /// Every code, in the order in which they were given out.
    pub const ALL: [Self; 29] = [
        Self::Unreadable,
        Self::LineEndsRestored,
        Self::FillersRestored,
        Self::SpacesReadAsFillers,
        Self::SurroundingsDropped,
        Self::UnreadCells,
        Self::CheckDigitBad,
        Self::CheckDigitMissing,
        Self::NoCheckDigits,
        Self::NumberDigitCountsFiller,
        Self::DocumentCodeUnusual,
        Self::IssuingStateUnlisted,
        Self::NationalityUnlisted,
        Self::DocumentNumberEmpty,
        Self::NameMayBeTruncated,
        Self::SurnameEmpty,
        Self::NameHasDigits,
        Self::SexUnusual,
        Self::BirthDateUnknown,
        Self::BirthDatePartlyUnknown,
        Self::BirthDateMalformed,
        Self::BirthDateImpossible,
        Self::ExpiryDateUnknown,
        Self::ExpiryDateMalformed,
        Self::ExpiryDateImpossible,
        Self::NoExpiryDate,
        Self::Expired,
        Self::NotYetValid,
        Self::CellsMisread,
    ];

    /// Returns what the remark bears on.
    ///
    /// A check digit that does not agree comes from a misread cell far more often than from a forger; the officer looks all the
    /// same, for the two can't be told apart from the zone (Doc 9303 part 2 leaves that to the other features).
    #[must_use]
    pub const fn bearing(self) -> Bearing {
        match self {
            Self::Unreadable
            | Self::LineEndsRestored
            | Self::FillersRestored
            | Self::SpacesReadAsFillers
            | Self::SurroundingsDropped
            | Self::UnreadCells
            | Self::NoCheckDigits
            | Self::NumberDigitCountsFiller
            | Self::CellsMisread => Bearing::Readability,
            Self::NationalityUnlisted
            | Self::NameMayBeTruncated
            | Self::SurnameEmpty
            | Self::NameHasDigits
            | Self::SexUnusual
            | Self::BirthDateUnknown
            | Self::BirthDatePartlyUnknown
            | Self::BirthDateMalformed
            | Self::BirthDateImpossible => Bearing::Identity,
            Self::CheckDigitBad
            | Self::CheckDigitMissing
            | Self::DocumentCodeUnusual
            | Self::IssuingStateUnlisted
            | Self::DocumentNumberEmpty
            | Self::ExpiryDateMalformed
            | Self::ExpiryDateImpossible => Bearing::Authenticity,
            Self::ExpiryDateUnknown | Self::NoExpiryDate | Self::Expired | Self::NotYetValid => Bearing::Validity,
        }
    }
}

/// Returns whether a document does not count on a day, by the days printed on it: not yet, before its issue; no longer, after
/// its expiry, on whose day it still does. A zone has no day of issue but for a few national cards: it is read from the page.
#[must_use]
pub fn out_of_validity(issued: Option<NaiveDate>, expires: Option<NaiveDate>, today: NaiveDate) -> Option<WarningCode> {
    if issued.is_some_and(|issued| issued > today) {
        return Some(WarningCode::NotYetValid);
    }
    expires.is_some_and(|expires| expires < today).then_some(WarningCode::Expired)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_code_is_listed_once() {
        let words: BTreeSet<String> =
            WarningCode::ALL.iter().map(|code| serde_json::to_string(code).unwrap()).collect();
        assert_eq!(words.len(), WarningCode::ALL.len());
        // The last one that was given out; whoever adds one adds it to the list.
        assert_eq!(WarningCode::ALL.len(), WarningCode::CellsMisread as usize + 1);
        assert!(WarningCode::ALL.iter().enumerate().all(|(place, code)| *code as usize == place));
    }

    #[test]
    fn what_the_officer_doubts_bears_on_what_he_does() {
        assert_eq!(WarningCode::Expired.bearing(), Bearing::Validity);
        assert_eq!(WarningCode::NotYetValid.bearing(), Bearing::Validity);
        assert_eq!(WarningCode::IssuingStateUnlisted.bearing(), Bearing::Authenticity);
        assert_eq!(WarningCode::CheckDigitBad.bearing(), Bearing::Authenticity);
        assert_eq!(WarningCode::BirthDateUnknown.bearing(), Bearing::Identity);
        assert_eq!(WarningCode::CellsMisread.bearing(), Bearing::Readability);
    }

    #[test]
    fn a_document_counts_from_its_issue_to_its_expiry() {
        let day = |day| NaiveDate::from_ymd_opt(2026, 6, day);
        let today = day(10).unwrap();
        assert_eq!(out_of_validity(day(10), day(10), today), None);
        assert_eq!(out_of_validity(None, None, today), None);
        assert_eq!(out_of_validity(day(11), day(20), today), Some(WarningCode::NotYetValid));
        assert_eq!(out_of_validity(day(1), day(9), today), Some(WarningCode::Expired));
    }
}
