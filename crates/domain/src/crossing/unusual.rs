//! What of a crossing is unusual beside another one: found only where a State looks for it ([`crate::alert::Unusual`]).
//!
//! Invariant: what was erased, or is not known of one of both, is unusual of neither.

use chrono::TimeDelta;

use super::Crossing;
use crate::subject::{Conveyance, Document, Traveller};
use crate::{Direction, SubjectId};

impl Crossing {
    /// Returns whether the bearer of a person's document left on another crossing the same way, less than so many minutes before
    /// this party arrived, or since: he can't have come back meanwhile.
    pub fn comes_too_soon_after(&self, subject: SubjectId, other: &Self, minutes: u16) -> bool {
        let Some(document) = self.document_of(subject) else { return false };
        let left_at = other.left_with(&document.issuer, &document.number);
        let is_other = |direction: Direction| other.id != self.id && direction == self.direction;
        is_other(other.direction)
            && left_at.is_some_and(|at| self.arrival() - at < TimeDelta::minutes(i64::from(minutes)))
    }

    /// Returns whether a minor had guardians on another crossing, and has none of them on this one but others.
    pub fn has_other_adult_than_on(&self, minor: SubjectId, other: &Self) -> bool {
        let is_minor =
            self.traveller(minor).is_some_and(|person| person.is_minor(self.arrival().date_naive()) == Some(true));
        let bearer = self.document_of(minor).and_then(|document| other.bearer(document));
        let Some(bearer) = bearer.filter(|_| is_minor && other.id != self.id) else { return false };
        let then: Vec<&Traveller> = other.guardians_of(bearer).filter_map(|one| other.traveller(one)).collect();
        let now: Vec<&Traveller> = self.guardians_of(minor).filter_map(|one| self.traveller(one)).collect();
        !then.is_empty() && !now.is_empty() && !now.iter().any(|now| then.iter().any(|then| is_same_adult(now, then)))
    }

    /// Returns whether a vehicle, by the number stamped on its frame, has other plates on another crossing.
    pub fn has_other_plates_than_on(&self, subject: SubjectId, other: &Self) -> bool {
        let own = self.subjects.get(&subject).and_then(|found| found.facts.as_ref()?.conveyance());
        let Some((own, frame)) = own.and_then(|own| Some((own, frame_of(own)?))) else { return false };
        let vehicles = other.subjects.values().filter_map(|found| found.facts.as_ref()?.conveyance());
        let mut same = vehicles.filter(|known| frame_of(known).as_ref() == Some(&frame));
        other.id != self.id && same.any(|known| known.plate.key() != own.plate.key())
    }

    fn traveller(&self, subject: SubjectId) -> Option<&Traveller> {
        self.subjects.get(&subject)?.facts.as_ref()?.traveller()
    }
}

/// The number on the frame as it is compared: spaces and letter case are the reader's.
fn frame_of(vehicle: &Conveyance) -> Option<String> {
    let number = vehicle.vin.as_deref()?;
    let key: String = number.chars().filter(char::is_ascii_alphanumeric).collect();
    (!key.is_empty()).then(|| key.to_ascii_uppercase())
}

/// A document is renewed: whoever has the same name and birth date is the same all the same.
fn is_same_adult(now: &Traveller, then: &Traveller) -> bool {
    let key = |document: &Document| (document.issuer.to_uppercase(), document.number.trim().to_uppercase());
    let has_same_document = match (&now.document, &then.document) {
        (Some(now), Some(then)) => key(now) == key(then),
        (Some(_), None) | (None, Some(_) | None) => false,
    };
    let is_born_so = now.birth_date.is_some() && now.birth_date == then.birth_date;
    has_same_document || (is_born_so && now.name().to_uppercase() == then.name().to_uppercase())
}
