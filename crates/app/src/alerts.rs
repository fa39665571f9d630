//! The alert list of a State, sealed to it, and the exact search that runs before every claim.
//!
//! Invariant: an officer's process holds the list of his own State alone, and nothing of it leaves but the hits, in
//! the sealed part of a claim.

use std::collections::HashMap;

use chrono::NaiveDate;
use domain::codes::PlateNumber;
use domain::private::{Hit, Matched, Search};
use domain::subject::{Conveyance, SubjectFacts, Traveller};
use domain::{Crossing, SubjectId};
use serde::{Deserialize, Serialize};

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
}

/// A State's alert list in memory, found by exact keys.
#[derive(Debug, Default)]
pub struct AlertList {
    version: u64,
    entries: Vec<AlertEntry>,
    documents: HashMap<String, Vec<usize>>,
    persons: HashMap<(String, NaiveDate), Vec<usize>>,
    plates: HashMap<String, Vec<usize>>,
    frames: HashMap<String, Vec<usize>>,
}

impl AlertList {
    /// Builds the list of that version.
    pub fn new(version: u64, entries: Vec<AlertEntry>) -> Self {
        let mut list = Self { version, entries, ..Self::default() };
        for (at, entry) in list.entries.iter().enumerate() {
            if let Some(number) = &entry.document_number {
                list.documents.entry(document_key(entry.document_issuer.as_deref(), number)).or_default().push(at);
            }
            if let (Some(surname), Some(born)) = (&entry.surname, entry.birth_date) {
                let name = name_key(surname, entry.given_names.as_deref().unwrap_or_default());
                list.persons.entry((name, born)).or_default().push(at);
            }
            if let Some(plate) = entry.plate.as_ref().and_then(|plate| plate.parse::<PlateNumber>().ok()) {
                list.plates.entry(plate.key().to_owned()).or_default().push(at);
            }
            if let Some(number) = entry.frame_number.as_deref().map(frame_key).filter(|key| !key.is_empty()) {
                list.frames.entry(number).or_default().push(at);
            }
        }
        list
    }

    /// Searches for subjects of a crossing: one result each, empty or not.
    pub fn search(&self, crossing: &Crossing, subjects: impl IntoIterator<Item = SubjectId>) -> Vec<Search> {
        subjects
            .into_iter()
            .map(|subject| {
                let facts = crossing.subjects.get(&subject).and_then(|found| found.facts.as_ref());
                let hits = match facts {
                    Some(SubjectFacts::Traveller(person)) => self.person(person),
                    Some(SubjectFacts::Conveyance(vehicle)) => self.vehicle(vehicle),
                    Some(SubjectFacts::Consignment(_)) | None => Vec::new(),
                };
                Search { subject, list: self.version, hits }
            })
            .collect()
    }

    /// A stolen vehicle is found by its frame too: plates are changed sooner.
    fn vehicle(&self, vehicle: &Conveyance) -> Vec<Hit> {
        let mut hits = self.hits(self.plates.get(vehicle.plate.key()), Matched::Plate);
        let number = vehicle.vin.as_deref().map(frame_key).filter(|key| !key.is_empty());
        hits.extend(number.iter().flat_map(|key| self.hits(self.frames.get(key), Matched::FrameNumber)));
        hits.sort_by_key(|hit| hit.entry);
        hits.dedup_by_key(|hit| hit.entry);
        hits
    }

    fn person(&self, person: &Traveller) -> Vec<Hit> {
        let mut hits = Vec::new();
        if let Some(document) = &person.document {
            for key in [document_key(Some(&document.issuer), &document.number), document_key(None, &document.number)] {
                hits.extend(self.hits(self.documents.get(&key), Matched::Document));
            }
        }
        if let Some(born) = person.birth_date {
            let key = (name_key(&person.surname, &person.given_names), born);
            hits.extend(self.hits(self.persons.get(&key), Matched::NameAndBirthDate));
        }
        hits.sort_by_key(|hit| hit.entry);
        hits.dedup_by_key(|hit| hit.entry);
        hits
    }

    fn hits(&self, found: Option<&Vec<usize>>, matched: Matched) -> Vec<Hit> {
        found
            .into_iter()
            .flatten()
            .filter_map(|at| self.entries.get(*at))
            .map(|entry| Hit {
                entry: entry.entry,
                matched,
                reason: entry.reason.clone(),
                instruction: entry.instruction.clone(),
            })
            .collect()
    }
}

fn document_key(issuer: Option<&str>, number: &str) -> String {
    let number: String = number.chars().filter(char::is_ascii_alphanumeric).collect();
    format!("{}/{}", issuer.unwrap_or_default().to_ascii_uppercase(), number.to_ascii_uppercase())
}

/// No VIN has the letters I, O and Q (ISO 3779): they were read for 1 and 0.
fn frame_key(number: &str) -> String {
    let letters = number.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_uppercase());
    letters
        .map(|letter| match letter {
            'I' => '1',
            'O' | 'Q' => '0',
            other => other,
        })
        .collect()
}

/// Names are compared as their words in alphabetical order, so that their order on a document does not matter.
fn name_key(surname: &str, given_names: &str) -> String {
    let mut words: Vec<String> = surname
        .split(|letter: char| !letter.is_alphanumeric())
        .chain(given_names.split(|letter: char| !letter.is_alphanumeric()))
        .filter(|word| !word.is_empty())
        .map(str::to_uppercase)
        .collect();
    words.sort();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list() -> AlertList {
        AlertList::new(
            7,
            vec![
                AlertEntry {
                    entry: 1,
                    document_number: Some("AK 123456".to_owned()),
                    document_issuer: Some("KEN".to_owned()),
                    reason: "stolen document".to_owned(),
                    ..AlertEntry::default()
                },
                AlertEntry {
                    entry: 2,
                    surname: Some("Otieno".to_owned()),
                    given_names: Some("Brian Ouma".to_owned()),
                    birth_date: NaiveDate::from_ymd_opt(1990, 5, 1),
                    reason: "wanted".to_owned(),
                    ..AlertEntry::default()
                },
            ],
        )
    }

    fn person(surname: &str, given_names: &str, document: &str) -> Traveller {
        Traveller {
            surname: surname.to_owned(),
            given_names: given_names.to_owned(),
            nationality: "KEN".to_owned(),
            birth_date: NaiveDate::from_ymd_opt(1990, 5, 1),
            sex: domain::subject::Sex::M,
            document: Some(domain::subject::Document {
                code: "P".to_owned(),
                issuer: "KEN".to_owned(),
                number: document.to_owned(),
                expires: None,
            }),
        }
    }

    #[test]
    fn a_document_is_found_by_number_and_issuer() {
        assert_eq!(list().person(&person("ACHIENG", "MARY", "AK123456")).len(), 1);
        assert!(list().person(&person("ACHIENG", "MARY", "AK123457")).is_empty());
    }

    #[test]
    fn a_stolen_vehicle_is_found_by_its_plate_or_by_its_frame() {
        let listed = |plate: Option<&str>, frame: Option<&str>| AlertEntry {
            entry: 5,
            plate: plate.map(str::to_owned),
            frame_number: frame.map(str::to_owned),
            reason: "stolen".to_owned(),
            ..AlertEntry::default()
        };
        let vehicle = |plate: &str, vin: Option<&str>| Conveyance {
            kind: domain::subject::ConveyanceKind::Car,
            plate: plate.parse().unwrap(),
            registered_in: None,
            operator: None,
            vin: vin.map(str::to_owned),
            papers: Box::default(),
        };
        let list = AlertList::new(1, vec![listed(Some("KCA 123X"), Some("WDB1240231A000001"))]);
        let matched = |plate, vin| list.vehicle(&vehicle(plate, vin)).first().map(|hit| hit.matched);
        assert_eq!(matched("kca-123x", None), Some(Matched::Plate));
        assert_eq!(matched("UBA 777", Some("wdb 124023-1AOOOOOI")), Some(Matched::FrameNumber));
        assert_eq!(matched("UBA 777", Some("WDB1240231A000002")), None);
        assert_eq!(matched("UBA 777", Some(" - ")), None);
        assert_eq!(list.vehicle(&vehicle("KCA123X", Some("WDB1240231A000001"))).len(), 1, "one entry, one hit");
        let without = AlertList::new(1, vec![listed(None, Some(" "))]);
        assert!(without.vehicle(&vehicle("UBA 777", Some(""))).is_empty());
    }

    #[test]
    fn a_name_is_found_in_any_order_with_the_birth_date_only() {
        let hits = list().person(&person("BRIAN", "OTIENO OUMA", "ZZ1"));
        assert_eq!(hits.first().map(|hit| (hit.entry, hit.matched)), Some((2, Matched::NameAndBirthDate)));
        let mut other = person("OTIENO", "BRIAN OUMA", "ZZ1");
        other.birth_date = NaiveDate::from_ymd_opt(1990, 5, 2);
        assert!(list().person(&other).is_empty());
    }
}
