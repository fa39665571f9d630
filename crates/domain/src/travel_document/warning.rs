//! Remarks on a machine readable zone.
//!
//! Invariant: a code, once given out, keeps its name and meaning; the sentence an officer reads is composed from it elsewhere.

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
}
