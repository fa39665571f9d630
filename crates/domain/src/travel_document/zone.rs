//! What a machine readable zone says.
//!
//! Invariant: fields hold the cells as printed, fillers at their ends dropped; nothing is transliterated back or guessed. What
//! likely was printed in place of misread cells is a reading of its own, [`MachineReadableZone::repair`].

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::repair::Repair;
use super::warning::{Warning, WarningCode};

/// The layout of a machine readable zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum MrzFormat {
    /// Card, three lines of 30 (Doc 9303 part 5).
    #[serde(rename = "TD1")]
    Td1,
    /// Larger card, two lines of 36 (Doc 9303 part 6).
    #[serde(rename = "TD2")]
    Td2,
    /// Passport, two lines of 44 (Doc 9303 part 4).
    #[serde(rename = "TD3")]
    Td3,
    /// Visa of the size of a passport page, two lines of 44 (Doc 9303 part 7).
    #[serde(rename = "MRVA")]
    MrvA,
    /// Smaller visa, two lines of 36 (Doc 9303 part 7).
    #[serde(rename = "MRVB")]
    MrvB,
    /// French identity card of 1988 to 2021, two lines of 36 in an order of its own; no expiry date.
    #[serde(rename = "FRENCH_ID")]
    FrenchId,
    /// French driving licence, one line of 30.
    #[serde(rename = "FRENCH_LICENCE")]
    FrenchLicence,
    /// Swiss driving licence, lines of 9, 30 and 30; no check digits.
    #[serde(rename = "SWISS_LICENCE")]
    SwissLicence,
    /// Older Slovak identity card, two lines of 34: a TD2 with a shorter optional field and no composite digit.
    #[serde(rename = "SLOVAK_ID")]
    SlovakId,
}

/// Which check digit of a zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum CheckDigitName {
    /// Over the document number, its continuation in the optional field included.
    DocumentNumber,
    /// Over the date of birth.
    Birth,
    /// Over the date of expiry.
    Expiry,
    /// Over the personal number or other optional data of a passport.
    PersonalNumber,
    /// Over the other fields and their check digits together.
    Composite,
}

impl CheckDigitName {
    /// Every name, in their order.
    pub const ALL: [Self; 5] = [Self::DocumentNumber, Self::Birth, Self::Expiry, Self::PersonalNumber, Self::Composite];
}

/// What a check digit says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum CheckDigit {
    /// It agrees with the cells it covers.
    Ok,
    /// It does not agree: a cell was misread, or the zone altered.
    Bad,
    /// A filler stands in its place. Lawful only for the personal number of a passport when that is empty (part 4, 4.2.2).
    Filler,
}

/// A machine readable zone as read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MachineReadableZone {
    /// The layout; nothing if the text is no zone.
    pub format: Option<MrzFormat>,
    /// One or two characters: `P`, `PD`, `I`, `AC`, `V` …
    pub document_code: String,
    /// The issuing State or organisation as printed: up to three letters.
    pub issuing_state: String,
    /// The document number, put together where it runs on into the optional field.
    pub document_number: String,
    /// The primary identifier, its parts separated by spaces.
    pub surname: String,
    /// The secondary identifier, its parts separated by spaces.
    pub given_names: String,
    /// Whether the name reaches the last cell of its field, so that something may have been cut off.
    pub name_may_be_truncated: bool,
    /// The nationality as printed: up to three letters. Empty where the layout has none.
    pub nationality: String,
    /// The date of birth as printed, YYMMDD with fillers where a part is unknown. Empty where the layout has none.
    pub birth_date: String,
    /// The sex as printed: `M`, `F`, `<` for unspecified, or whatever else stands there. Empty where the layout has none.
    pub sex: String,
    /// The date of expiry as printed, YYMMDD. Empty where the layout has none.
    pub expiry_date: String,
    /// The date of birth with its century, where it is a whole day of the calendar.
    ///
    /// The zone prints two digits of the year. The latest century counts that puts the day neither after today nor after the
    /// document's expiry: a holder over a hundred years old shows as a child. Where that makes the holder older than 120 years,
    /// the expiry, whose century is inferred too, does not count.
    pub birth_date_full: Option<NaiveDate>,
    /// The date of expiry with its century, where it is a whole day of the calendar.
    ///
    /// The latest century counts that puts the day no more than fifty years after today; Doc 9303 fixes no rule.
    pub expiry_date_full: Option<NaiveDate>,
    /// Optional data: the personal number of a passport, the first optional field of a card.
    pub optional_data_1: String,
    /// The second optional field of a card; empty elsewhere.
    pub optional_data_2: String,
    /// The check digits the layout has, and what each says.
    pub check_digits: BTreeMap<CheckDigitName, CheckDigit>,
    /// Whether every cell was read and every check digit is there and agrees. It says nothing about genuineness, expiry, or
    /// whether the dates exist: see the warnings.
    pub valid: bool,
    /// What the officer should know.
    pub warnings: Vec<Warning>,
    /// A proposal where the zone is not valid: the one way to take misread cells for their look-alikes that satisfies every
    /// check digit. Every other field here stays as printed; the officer compares with the page and decides.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repair: Option<Repair>,
}

impl MachineReadableZone {
    /// Returns the zone of a text that could not be read, with the lengths of its lines.
    pub(super) fn unreadable(detail: String) -> Self {
        Self { warnings: vec![Warning::new(WarningCode::Unreadable, detail)], ..Self::empty() }
    }

    /// Returns a zone of which nothing is read yet.
    pub(super) fn empty() -> Self {
        Self {
            format: None,
            document_code: String::new(),
            issuing_state: String::new(),
            document_number: String::new(),
            surname: String::new(),
            given_names: String::new(),
            name_may_be_truncated: false,
            nationality: String::new(),
            birth_date: String::new(),
            sex: String::new(),
            expiry_date: String::new(),
            birth_date_full: None,
            expiry_date_full: None,
            optional_data_1: String::new(),
            optional_data_2: String::new(),
            check_digits: BTreeMap::new(),
            valid: false,
            warnings: Vec::new(),
            repair: None,
        }
    }

    /// Returns whether it is the zone of a visa, which says who may enter and is no travel document of its own.
    #[must_use]
    pub const fn is_of_visa(&self) -> bool {
        matches!(self.format, Some(MrzFormat::MrvA | MrzFormat::MrvB))
    }

    /// Returns whether the zone carries that warning.
    #[must_use]
    pub fn warns(&self, code: WarningCode) -> bool {
        self.warnings.iter().any(|warning| warning.code == code)
    }
}
