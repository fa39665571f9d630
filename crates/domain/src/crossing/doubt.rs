//! What looks wrong beside another crossing: a warning with its explanation, never a block (PROCEDURE §3).

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Crossing;
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
            let name = (words(&now.name()) != words(&then.name())).then_some(Why::OtherName);
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

/// The words of a name: their order and letter case are the reader's, and a document shows as many as its field holds.
fn words(name: &str) -> BTreeSet<String> {
    name.split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_uppercase)
        .collect()
}

/// Numbers are given by whoever issues them; spaces and letter case are the reader's.
fn is_same(known: &Document, issuer: &str, number: &str) -> bool {
    known.issuer.eq_ignore_ascii_case(issuer) && known.number.trim().eq_ignore_ascii_case(number.trim())
}
