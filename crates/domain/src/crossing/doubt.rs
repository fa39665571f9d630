//! What looks wrong beside another crossing: a warning with its explanation, never a block (PROCEDURE §3).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Crossing;
use crate::permit::Permit;
use crate::subject::{Document, End, SubjectFacts, Traveller};
use crate::{At, Reference, Subject, SubjectId};

/// Why an officer looks twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// The document is on another crossing that is open.
    OnTwoCrossings,
    /// Who bears the document left this way the last time, and nobody recorded that he came back.
    WrongDirection,
    /// Who bore the document on the other crossing had another name.
    OtherName,
    /// Who bore the document on the other crossing had another date of birth.
    OtherBirthDate,
    /// He stayed longer than the State which he leaves had granted him. Only its own officers are told (class STATE).
    Overstayed {
        /// By how many days.
        by: u32,
        /// How many days were granted.
        granted: u16,
    },
}

/// A warning about a subject.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Doubt {
    /// About whom.
    pub subject: SubjectId,
    /// Why.
    pub why: Why,
    /// The other crossing.
    pub other: Reference,
    /// When that one was registered, or left.
    pub at: At,
}

/// Why the officer of the State that is entered looks twice at a visa or permit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AgainstPermit {
    /// It is valid from a later day on.
    NotYetValid {
        /// From which.
        from: NaiveDate,
    },
    /// It was valid until an earlier day.
    NoLongerValid {
        /// Until which.
        until: NaiveDate,
    },
    /// Another State than the one that is entered issued it.
    OfAnotherState {
        /// Which, as printed.
        issuer: String,
    },
    /// It was used for as many entries as it allows.
    UsedUp {
        /// How many it allows.
        entries: u16,
        /// The crossing of the last of them.
        last: Reference,
        /// When that was.
        at: At,
    },
    /// More days were granted than it allows. Only officers of the State that granted them are told (class STATE).
    MoreDaysGranted {
        /// How many days were granted.
        granted: u16,
        /// How many it allows.
        days: u16,
    },
}

/// A warning about a person's visa or permit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PermitDoubt {
    /// About whom.
    pub subject: SubjectId,
    /// Why.
    pub why: AgainstPermit,
}

impl Crossing {
    /// Returns the travel document of a person on this crossing, unless its facts were erased.
    pub fn document_of(&self, subject: SubjectId) -> Option<&Document> {
        document(self.subjects.get(&subject)?)
    }

    /// Returns what looks wrong about a person beside another crossing: an open one, or the one on which the bearer of his
    /// document left last.
    pub fn doubts_beside(&self, subject: SubjectId, other: &Self) -> Vec<Doubt> {
        let Some(own) = self.document_of(subject) else { return Vec::new() };
        let found = other.bearer_of(&own.issuer, &own.number).filter(|_| other.id != self.id);
        let Some(found) = found else { return Vec::new() };
        let at = match found.end {
            Some((End::Departed, at)) => at,
            Some(_) | None => other.arrival(),
        };
        let why = match found.end {
            None => Some(Why::OnTwoCrossings),
            Some((End::Departed, _)) if other.direction == self.direction => Some(Why::WrongDirection),
            Some(_) => None,
        };
        let facts = self.subjects.get(&subject).and_then(traveller);
        let differs = facts.zip(traveller(found)).map(|(now, then)| {
            let name = (now.name_words() != then.name_words()).then_some(Why::OtherName);
            let born = now.birth_date.zip(then.birth_date).filter(|(now, then)| now != then);
            [name, born.map(|_| Why::OtherBirthDate)]
        });
        let all = why.into_iter().chain(differs.into_iter().flatten().flatten());
        all.map(|why| Doubt { subject, why, other: other.reference.clone(), at }).collect()
    }

    /// Returns the warning that a person stayed longer than his last entry at this post allowed: `granted` days, of which the day
    /// of entry is the first. `entered` is the crossing of that entry, `day` tells the day of a moment on the clocks of the State
    /// that granted them, `now` is when he leaves.
    pub fn overstay(
        &self,
        subject: SubjectId,
        entered: &Self,
        granted: u16,
        day: impl Fn(At) -> NaiveDate,
        now: At,
    ) -> Option<Doubt> {
        let document = self.document_of(subject)?;
        let at =
            entered.left_with(&document.issuer, &document.number).filter(|_| entered.direction != self.direction)?;
        let stayed = (day(now) - day(at)).num_days() + 1;
        let by = u32::try_from(stayed - i64::from(granted)).ok().filter(|by| *by > 0)?;
        Some(Doubt { subject, why: Why::Overstayed { by, granted }, other: entered.reference.clone(), at })
    }

    /// Returns the visa or permit of a person on this crossing, unless its facts were erased.
    pub fn permit_of(&self, subject: SubjectId) -> Option<&Permit> {
        traveller(self.subjects.get(&subject)?)?.papers.permit.as_ref()
    }

    /// Returns what looks wrong about a person's permit where he enters. `earlier` are the crossings on which the bearer of his
    /// document left, the last one first; `granted` is what the State that is entered granted him on this one, as far as the
    /// reader may know it; `on` is the day on that State's clocks.
    pub fn permit_doubts<'a>(
        &self,
        subject: SubjectId,
        earlier: impl IntoIterator<Item = &'a Self>,
        granted: Option<u16>,
        on: NaiveDate,
    ) -> Vec<PermitDoubt> {
        let Some(permit) = self.permit_of(subject) else { return Vec::new() };
        let not_yet = permit.valid_from.filter(|from| *from > on).map(|from| AgainstPermit::NotYetValid { from });
        let no_longer = permit.valid_until.filter(|until| *until < on);
        let is_of_another = !permit.kind.is_pass() && !permit.issuer.eq_ignore_ascii_case(self.entry_state.as_str());
        let used: Vec<(&Self, At)> =
            earlier.into_iter().filter_map(|other| Some((other, self.entry_with(permit, subject, other)?))).collect();
        let used_up = permit.entries.filter(|entries| used.len() >= usize::from(*entries));
        let too_many = granted.zip(permit.days).filter(|(granted, days)| granted > days);
        let all = [
            not_yet,
            no_longer.map(|until| AgainstPermit::NoLongerValid { until }),
            is_of_another.then(|| AgainstPermit::OfAnotherState { issuer: permit.issuer.clone() }),
            used_up.zip(used.first()).map(|(entries, (last, at))| AgainstPermit::UsedUp {
                entries,
                last: last.reference.clone(),
                at: *at,
            }),
            too_many.map(|(granted, days)| AgainstPermit::MoreDaysGranted { granted, days }),
        ];
        all.into_iter().flatten().map(|why| PermitDoubt { subject, why }).collect()
    }

    /// Returns when the bearer of a person's document entered the same State on another crossing with the same permit.
    fn entry_with(&self, permit: &Permit, subject: SubjectId, other: &Self) -> Option<At> {
        let document = self.document_of(subject)?;
        if other.id == self.id || other.entry_state != self.entry_state {
            return None;
        }
        let bearer = other.bearer(document)?;
        other.permit_of(bearer).filter(|known| permit.is_same(known))?;
        other.left_with(&document.issuer, &document.number)
    }

    /// Returns who bore a document on this crossing.
    pub fn bearer(&self, document: &Document) -> Option<SubjectId> {
        self.bearer_of(&document.issuer, &document.number).map(|subject| subject.id)
    }

    /// Returns when the bearer of a document left on this crossing; nothing where he did not.
    pub fn left_with(&self, issuer: &str, number: &str) -> Option<At> {
        match self.bearer_of(issuer, number)?.end {
            Some((End::Departed, at)) => Some(at),
            Some(_) | None => None,
        }
    }

    fn bearer_of(&self, issuer: &str, number: &str) -> Option<&Subject> {
        self.subjects.values().rfind(|found| document(found).is_some_and(|known| is_same(known, issuer, number)))
    }
}

fn document(subject: &Subject) -> Option<&Document> {
    traveller(subject)?.document.as_ref()
}

fn traveller(subject: &Subject) -> Option<&Traveller> {
    subject.facts.as_ref().and_then(SubjectFacts::traveller)
}

/// Numbers are given by whoever issues them; spaces and letter case are the reader's.
fn is_same(known: &Document, issuer: &str, number: &str) -> bool {
    known.issuer.eq_ignore_ascii_case(issuer) && known.number.trim().eq_ignore_ascii_case(number.trim())
}
