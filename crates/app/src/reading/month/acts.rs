//! Acts in brief become what the report sees. Four of five acts are read without building the whole act.
//!
//! Invariant: however an act is read, the report sees the same (held by a test over a day's acts).

use std::borrow::Cow;

use domain::act::Facts;
use domain::month::{Opened, Seen};
use domain::subject::SubjectFacts;
use domain::{CrossingAct, Direction, Flow, StepId, SubjectId, SubjectKind};
use serde::Deserialize;

use crate::journal::Fault;

/// An act with its salt, as it is stored.
#[derive(Deserialize)]
struct Stored<T> {
    act: T,
}

/// Where the kind stands in an act as this program writes it: after `{"salt":"`, 32 digits and `","act":{"kind":"`.
const SALT_ENDS: usize = 41;
const BEFORE_KIND: &str = "\",\"act\":{\"kind\":\"";

#[derive(Deserialize)]
struct Registered {
    direction: Direction,
    flow: Flow,
}

#[derive(Deserialize)]
struct Added<'a> {
    subject: SubjectId,
    subject_kind: SubjectKind,
    #[serde(borrow)]
    steps: Vec<Opened<'a>>,
}

#[derive(Deserialize)]
struct Claimed {
    steps: Vec<StepId>,
}

#[derive(Deserialize)]
struct Cleared {
    step: StepId,
}

#[derive(Deserialize)]
struct Departed {
    subjects: Vec<SubjectId>,
}

#[derive(Deserialize)]
struct StoredFacts<'a> {
    #[serde(borrow)]
    facts: OfSubject<'a>,
}

#[derive(Deserialize)]
struct OfSubject<'a> {
    #[serde(borrow)]
    subject: Person<'a>,
}

#[derive(Deserialize)]
struct Person<'a> {
    #[serde(borrow, default)]
    nationality: Option<Cow<'a, str>>,
}

/// An act that is read: at once, or whole where it is of a kind that is seldom.
pub enum Reading<'a> {
    /// At once.
    Seen(Seen<'a>),
    /// Whole, with the nationality of the facts beside it.
    Whole(Box<CrossingAct>, Option<Cow<'a, str>>),
}

impl<'a> Reading<'a> {
    /// Reads an act.
    ///
    /// # Errors
    /// When it can't be read.
    pub fn of(procedure: &'a str, facts: Option<&'a str>) -> Result<Self, Fault> {
        let seen = match kind_of(procedure) {
            Some("claimed") => Seen::Claimed(Cow::Owned(stored::<Claimed>(procedure)?.steps)),
            Some("cleared") => Seen::Cleared(stored::<Cleared>(procedure)?.step),
            Some("departed") => Seen::Departed(Cow::Owned(stored::<Departed>(procedure)?.subjects)),
            Some("registered") => {
                let Registered { direction, flow } = stored(procedure)?;
                Seen::Registered { direction, flow }
            }
            Some("subject_added") => {
                let Added { subject, subject_kind: kind, steps } = stored(procedure)?;
                Seen::Added { subject, kind, nationality: nationality(facts)?, steps }
            }
            Some(kind) if !CrossingAct::KINDS.contains(&kind) => return Err(Fault::Format),
            _ => return Ok(Self::Whole(Box::new(stored(procedure)?), nationality(facts)?)),
        };
        Ok(Self::Seen(seen))
    }

    /// Tells what the report sees.
    pub fn tell<T>(self, to: impl FnOnce(&Seen<'_>) -> T) -> T {
        match self {
            Self::Seen(seen) => to(&seen),
            Self::Whole(act, nationality) => to(&Seen::of(&act, nationality)),
        }
    }
}

/// Returns what the report sees of an act that was read whole.
pub fn seen_of<'a>(act: &'a CrossingAct, facts: Option<&'a Facts>) -> Seen<'a> {
    let nationality = match facts {
        Some(Facts::Subject { subject: SubjectFacts::Traveller(person) }) => Some(person.nationality.as_str()),
        _ => None,
    };
    Seen::of(act, nationality.map(Cow::Borrowed))
}

fn kind_of(procedure: &str) -> Option<&str> {
    let rest = procedure.get(SALT_ENDS..)?.strip_prefix(BEFORE_KIND)?;
    rest.split_once('"').map(|(kind, _)| kind)
}

fn stored<'a, T: Deserialize<'a>>(procedure: &'a str) -> Result<T, Fault> {
    serde_json::from_str::<Stored<T>>(procedure).map(|stored| stored.act).map_err(|_| Fault::Unreadable)
}

fn nationality(facts: Option<&str>) -> Result<Option<Cow<'_, str>>, Fault> {
    let Some(facts) = facts else { return Ok(None) };
    let read: StoredFacts<'_> = serde_json::from_str(facts).map_err(|_| Fault::Unreadable)?;
    Ok(read.facts.subject.nationality)
}
