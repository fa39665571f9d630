//! What looks wrong beside another crossing: a warning with its explanation, never a block (PROCEDURE §3).

use serde::{Deserialize, Serialize};

use super::Crossing;
use crate::subject::{Document, End, SubjectFacts};
use crate::{At, Reference, Subject, SubjectId};

/// Why an officer looks twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// The document is on another crossing that is open.
    OnTwoCrossings,
    /// Who bears the document left this way the last time, and nobody recorded that he came back.
    WrongDirection,
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
    pub fn doubt_beside(&self, subject: SubjectId, other: &Self) -> Option<Doubt> {
        let own = self.document_of(subject)?;
        let found = other.bearer_of(&own.issuer, &own.number).filter(|_| other.id != self.id)?;
        let doubt = |why, at| Doubt { subject, why, other: other.reference.clone(), at };
        match found.end {
            None => Some(doubt(Why::OnTwoCrossings, other.arrival())),
            Some((End::Departed, at)) if other.direction == self.direction => Some(doubt(Why::WrongDirection, at)),
            Some(_) => None,
        }
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
    subject.facts.as_ref().and_then(SubjectFacts::traveller)?.document.as_ref()
}

/// Numbers are given by whoever issues them; spaces and letter case are the reader's.
fn is_same(known: &Document, issuer: &str, number: &str) -> bool {
    known.issuer.eq_ignore_ascii_case(issuer) && known.number.trim().eq_ignore_ascii_case(number.trim())
}
