//! The alert list that a post was founded with: plain entries of a demonstration or of an administrator's first file.
//!
//! Invariant: an entry's number is the one it was founded with; those of lists that are imported lie far above.

use chrono::NaiveDate;
use contract::{AlertListFormat, AlertListHead, AlertUsual};
use domain::{At, OfficerNumber};
use interchange::alerts::{
    BirthDate, ListEntry, ListedDocument, Name, NameKind, NameQuality, Person, SoughtDocument, Subject, Vehicle,
};
use serde::{Deserialize, Serialize};

use super::contents::{Numbered, in_parts};
use super::index::ListTexts;
use crate::failure::Error;

/// What the list is called.
pub(super) const NAME: &str = "post";

/// One entry of an alert list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AlertEntry {
    /// Its number on the list.
    pub entry: u64,
    /// The number of a travel document.
    pub document_number: Option<String>,
    /// Who issued it, three letters.
    pub document_issuer: Option<String>,
    /// The primary identifier of a person.
    pub surname: Option<String>,
    /// The secondary identifiers.
    pub given_names: Option<String>,
    /// The date of birth.
    pub birth_date: Option<NaiveDate>,
    /// A registration plate.
    pub plate: Option<String>,
    /// The number stamped on a vehicle's frame.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub frame_number: Option<String>,
    /// Why it is on the list.
    pub reason: String,
    /// What the officer is to do.
    pub instruction: String,
    /// Two officers look at it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub needs_two: bool,
}

impl AlertEntry {
    /// Returns the entry as lists have them.
    fn listed(self) -> Numbered {
        let names: Vec<Name> = self
            .surname
            .map(|surname| format!("{surname} {}", self.given_names.unwrap_or_default()).trim().to_owned())
            .map(|text| Name { text, kind: NameKind::Primary, quality: NameQuality::Unstated })
            .into_iter()
            .collect();
        let document =
            self.document_number.map(|number| ListedDocument { number, issuer: self.document_issuer, kind: None });
        let subject = match (names.is_empty(), document) {
            (false, document) => Subject::Person(Person {
                names,
                births: self.birth_date.map(BirthDate::Exact).into_iter().collect(),
                documents: document.into_iter().collect(),
                ..Person::default()
            }),
            (true, Some(document)) => Subject::Document(SoughtDocument { document, holder: None, names }),
            (true, None) => {
                Subject::Vehicle(Vehicle { plate: self.plate, vin: self.frame_number, ..Vehicle::default() })
            }
        };
        let listed = ListEntry {
            reason: Some(self.reason),
            instruction: Some(self.instruction),
            four_eyes: self.needs_two,
            ..ListEntry::of(self.entry.to_string(), subject)
        };
        Numbered { entry: self.entry, listed }
    }
}

/// Returns the list that a post was founded with, as the others are.
pub(super) fn founded(entries: Vec<AlertEntry>, by: OfficerNumber, at: At) -> Result<ListTexts, Error> {
    let count = u32::try_from(entries.len()).unwrap_or(u32::MAX);
    let entries: Vec<Numbered> = entries.into_iter().map(AlertEntry::listed).collect();
    let head = AlertListHead {
        name: NAME.to_owned(),
        agency: None,
        entries: count,
        format: AlertListFormat::Csv,
        at,
        by,
        rejected: 0,
        digest: String::new(),
        usual: AlertUsual::default(),
        until: None,
    };
    Ok(ListTexts { head, texts: in_parts(&entries)? })
}
