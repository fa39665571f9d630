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

    /// Returns what looks wrong about a person beside another crossing: an open one, or the last on which his document was.
    pub fn doubt_beside(&self, subject: SubjectId, other: &Self) -> Option<Doubt> {
        let own = self.document_of(subject)?;
        let is_his = |found: &&Subject| document(found).is_some_and(|known| is_same(known, own));
        let found = other.subjects.values().rfind(is_his).filter(|_| other.id != self.id)?;
        let doubt = |why, at| Doubt { subject, why, other: other.reference.clone(), at };
        match found.end {
            None => Some(doubt(Why::OnTwoCrossings, other.arrived_at)),
            Some((End::Departed, at)) if other.direction == self.direction && at <= self.arrived_at => {
                Some(doubt(Why::WrongDirection, at))
            }
            Some(_) => None,
        }
    }
}

fn document(subject: &Subject) -> Option<&Document> {
    subject.facts.as_ref().and_then(SubjectFacts::traveller)?.document.as_ref()
}

/// Numbers are given by whoever issues them; spaces and letter case are the reader's.
fn is_same(a: &Document, b: &Document) -> bool {
    a.issuer.eq_ignore_ascii_case(&b.issuer) && a.number.trim().eq_ignore_ascii_case(b.number.trim())
}
