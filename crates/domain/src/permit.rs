//! Visas and permits: what allows a person's stay beside his travel document. Facts of class SHARED (PROCEDURE §7: document type
//! and number).
//!
//! Invariant: it is recorded as it is; whether it still serves is told as a warning to the State that is entered
//! ([`crate::crossing::PermitDoubt`]), and blocks nothing.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::customs::{Fault, FaultCode};
use crate::papers::Faults;
use crate::subject::{Traveller, words_of};
use crate::travel_document::MachineReadableZone;
use crate::travel_document::transliteration::{Language, all_in_cells};

/// What sort of permit it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum PermitKind {
    /// A visa.
    Visa,
    /// A residence permit.
    Residence,
    /// A permit to work.
    Work,
    /// A pass between States that agreed on one, in the place of a passport's stamps.
    InterstatePass,
    /// A pass of who lives near the border.
    BorderPass,
    /// Another.
    Other,
}

impl PermitKind {
    /// Every kind, in the order in which they are offered.
    pub const ALL: [Self; 6] =
        [Self::Visa, Self::Residence, Self::Work, Self::InterstatePass, Self::BorderPass, Self::Other];

    /// Returns the word under which it is stored and looked up in the catalogue.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Visa => "visa",
            Self::Residence => "residence",
            Self::Work => "work",
            Self::InterstatePass => "interstate_pass",
            Self::BorderPass => "border_pass",
            Self::Other => "other",
        }
    }

    /// Returns whether it is a pass, which a person's own State issues for entering the other.
    pub const fn is_pass(self) -> bool {
        matches!(self, Self::InterstatePass | Self::BorderPass)
    }
}

/// A visa, permit or pass.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Permit {
    /// Which.
    pub kind: PermitKind,
    /// Its number.
    pub number: String,
    /// The State that issued it, as printed: up to three letters.
    pub issuer: String,
    /// How many entries it allows; nothing where it allows as many as its holder likes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entries: Option<u16>,
    /// The first day on which it is valid, where it states one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_from: Option<NaiveDate>,
    /// The last day on which it is valid, where it states one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<NaiveDate>,
    /// The most days of stay that it allows, where it states them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days: Option<u16>,
}

impl Permit {
    /// Returns the visa of a machine readable zone; nothing where the zone is of another document. The zone has neither the first
    /// day nor the entries nor the days of stay (ICAO Doc 9303 part 7): they are read from the face of the visa.
    pub fn of_zone(zone: &MachineReadableZone) -> Option<Self> {
        zone.is_of_visa().then(|| Self {
            kind: PermitKind::Visa,
            number: zone.document_number.clone(),
            issuer: zone.issuing_state.clone(),
            entries: None,
            valid_from: None,
            valid_until: zone.expiry_date_full,
            days: None,
        })
    }

    /// Returns whether it is the same permit. Spaces and letter case are the reader's.
    pub fn is_same(&self, other: &Self) -> bool {
        self.issuer.trim().eq_ignore_ascii_case(other.issuer.trim())
            && self.number.trim().eq_ignore_ascii_case(other.number.trim())
    }

    fn faults(&self, found: &mut Faults, on: NaiveDate) {
        found.text("permit.number", &self.number);
        let issuer = self.issuer.trim();
        if issuer.is_empty() {
            found.add("permit.issuer", FaultCode::Missing);
        } else if issuer.len() > 3 || !issuer.bytes().all(|byte| byte.is_ascii_alphabetic()) {
            found.add("permit.issuer", FaultCode::NotACode);
        }
        found.some("permit.entries", self.entries.map_or(1, u64::from));
        if let Some(until) = self.valid_until {
            found.ends("permit.valid_until", until, on);
        }
        found.some("permit.days", self.days.map_or(1, u64::from));
    }
}

/// What a person has beside his travel document.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct TravellerPapers {
    /// What allows the stay.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub permit: Option<Permit>,
}

impl TravellerPapers {
    /// Returns whether there is none.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Returns what is wrong on that day, in the order of the form.
    pub fn faults(&self, on: NaiveDate) -> Vec<Fault> {
        let mut found = Faults(Vec::new());
        if let Some(permit) = &self.permit {
            permit.faults(&mut found, on);
        }
        found.0
    }
}

/// In what the zone of a visa differs from the person who shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VisaDiffers {
    /// It has words of a name that he hasn't, or lacks some of his.
    Name,
    /// It has another date of birth.
    BirthDate,
    /// It has another nationality.
    Nationality,
    /// It has another sex.
    Sex,
}

impl VisaDiffers {
    /// Returns the word under which it is looked up in the catalogue.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::BirthDate => "birth_date",
            Self::Nationality => "nationality",
            Self::Sex => "sex",
        }
    }

    /// Returns in what the zone of a visa differs from a person; what either leaves out differs in nothing.
    pub fn between(zone: &MachineReadableZone, person: &Traveller) -> Vec<Self> {
        let born = zone.birth_date_full.zip(person.birth_date).is_some_and(|(there, here)| there != here);
        let is_other = |there: &str, here: &str| {
            !there.is_empty() && !here.trim().is_empty() && !there.eq_ignore_ascii_case(here.trim())
        };
        let sex = matches!(zone.sex.as_str(), "F" | "M") && zone.sex != format!("{:?}", person.sex);
        let differs = [
            (!is_same_name(zone, person), Self::Name),
            (born, Self::BirthDate),
            (is_other(&zone.nationality, &person.nationality), Self::Nationality),
            (sex, Self::Sex),
        ];
        differs.into_iter().filter_map(|(is_so, what)| is_so.then_some(what)).collect()
    }
}

/// A person's name may be typed with letters that a zone has not. A name that fills its field was perhaps cut: then each of its
/// words begins one of the person's.
fn is_same_name(zone: &MachineReadableZone, person: &Traveller) -> bool {
    let there = words_of(&format!("{} {}", zone.surname, zone.given_names));
    let is_same = |here: BTreeSet<String>| {
        if zone.name_may_be_truncated {
            there.iter().all(|word| here.iter().any(|whole| whole.starts_with(word.as_str())))
        } else {
            there == here
        }
    };
    is_same(person.name_words())
        || all_in_cells(&person.name(), Language::Other).iter().any(|cells| is_same(words_of(cells)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::subject::Sex;
    use crate::travel_document::read;

    /// The specimen of Doc 9303 part 7, appendix.
    const MRV_A: &str = "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL8988901C4XXX4009078F96121096ZE184226B<<<<<<";
    const MRV_B: &str = "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nL8988901C4XXX4009078F9612109<<<<<<<<";

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn zone(text: &str) -> MachineReadableZone {
        read(text, day("1996-01-01"))
    }

    fn anna() -> Traveller {
        Traveller {
            surname: "ERIKSSON".to_owned(),
            given_names: "ANNA MARIA".to_owned(),
            nationality: "XXX".to_owned(),
            birth_date: Some(day("1940-09-07")),
            sex: Sex::F,
            document: None,
            papers: Box::default(),
        }
    }

    fn visa() -> Permit {
        Permit::of_zone(&zone(MRV_A)).unwrap()
    }

    #[test]
    fn a_visas_zone_is_a_permit_and_a_passports_is_none() {
        for text in [MRV_A, MRV_B] {
            let permit = Permit::of_zone(&zone(text)).unwrap();
            assert_eq!(
                (permit.kind, permit.number.as_str(), permit.issuer.as_str()),
                (PermitKind::Visa, "L8988901C", "UTO")
            );
            assert_eq!((permit.valid_from, permit.valid_until), (None, Some(day("1996-12-10"))));
            assert_eq!((permit.entries, permit.days), (None, None));
        }
        let passport = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10";
        assert_eq!(Permit::of_zone(&zone(passport)), None);
        assert_eq!(Permit::of_zone(&zone("no zone at all")), None);
    }

    #[test]
    fn what_of_a_visas_zone_differs_from_the_person_is_named() {
        let read = zone(MRV_A);
        let differs = |change: fn(&mut Traveller)| {
            let mut person = anna();
            change(&mut person);
            VisaDiffers::between(&read, &person)
        };
        assert_eq!(differs(|_| ()), []);
        assert_eq!(differs(|person| std::mem::swap(&mut person.surname, &mut person.given_names)), []);
        assert_eq!(differs(|person| "Maria-Anna".clone_into(&mut person.given_names)), []);
        assert_eq!(differs(|person| "Ánna María".clone_into(&mut person.given_names)), [], "as a zone writes it");
        assert_eq!(differs(|person| "ANNA".clone_into(&mut person.given_names)), [VisaDiffers::Name]);
        assert_eq!(differs(|person| person.birth_date = None), [], "who has no date on record differs in none");
        let all = differs(|person| {
            *person = Traveller {
                surname: "ELSE".to_owned(),
                nationality: "KEN".to_owned(),
                birth_date: "1940-09-08".parse().ok(),
                sex: Sex::M,
                ..person.clone()
            };
        });
        assert_eq!(all, [VisaDiffers::Name, VisaDiffers::BirthDate, VisaDiffers::Nationality, VisaDiffers::Sex]);
    }

    #[test]
    fn a_name_that_was_cut_in_the_zone_is_no_other() {
        let mut cut = zone(MRV_B);
        cut.given_names = "ANNA MAR".to_owned();
        assert_eq!(VisaDiffers::between(&cut, &anna()), [VisaDiffers::Name]);
        cut.name_may_be_truncated = true;
        assert_eq!(VisaDiffers::between(&cut, &anna()), []);
        cut.given_names = "ANNA PER".to_owned();
        assert_eq!(VisaDiffers::between(&cut, &anna()), [VisaDiffers::Name]);
    }

    #[test]
    fn a_permit_is_without_fault_to_its_last_day() {
        let named = |permit: Permit, on: &str| -> Vec<(String, FaultCode)> {
            let papers = TravellerPapers { permit: Some(permit) };
            papers.faults(day(on)).into_iter().map(|fault| (fault.field, fault.code)).collect()
        };
        assert_eq!(named(visa(), "1996-12-10"), []);
        assert_eq!(named(visa(), "1996-12-11"), [("permit.valid_until".to_owned(), FaultCode::Expired)]);
        let wrong = Permit {
            number: "7".repeat(61),
            issuer: "U1".to_owned(),
            entries: Some(0),
            valid_until: None,
            days: Some(0),
            ..visa()
        };
        let fault = |field: &str, code| (format!("permit.{field}"), code);
        let expected = [
            fault("number", FaultCode::TooLong),
            fault("issuer", FaultCode::NotACode),
            fault("entries", FaultCode::Zero),
            fault("days", FaultCode::Zero),
        ];
        assert_eq!(named(wrong, "1996-12-11"), expected);
        let blank = Permit { number: " ".to_owned(), issuer: String::new(), ..visa() };
        let missing = [fault("number", FaultCode::Missing), fault("issuer", FaultCode::Missing)];
        assert_eq!(named(blank, "1996-12-10"), missing);
        assert_eq!(TravellerPapers::default().faults(day("1996-12-11")), []);
    }

    #[test]
    fn facts_without_a_permit_are_stored_as_they_were() {
        let stored = serde_json::to_string(&anna()).unwrap();
        assert!(!stored.contains("papers"), "{stored}");
        assert_eq!(serde_json::from_str::<Traveller>(&stored).unwrap(), anna());
        let with = Traveller { papers: Box::new(TravellerPapers { permit: Some(visa()) }), ..anna() };
        let stored = serde_json::to_string(&with.papers).unwrap();
        let expected = r#"{"permit":{"kind":"visa","number":"L8988901C","issuer":"UTO","valid_until":"1996-12-10"}}"#;
        assert_eq!(stored, expected);
        assert_eq!(serde_json::from_str::<TravellerPapers>(&stored).unwrap(), *with.papers);
    }
}
