//! What the report needs of an act, in the form in which it is read quickest: five kinds of act are most of a journal.

use std::borrow::Cow;

use serde::Deserialize;

use crate::step::PlannedStep;
use crate::{Agency, CrossingAct, Direction, Flow, Side, StateCode, StepId, SubjectId, SubjectKind};

/// A step as it was opened.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Opened<'a> {
    /// Its number.
    pub id: StepId,
    /// Its side.
    pub side: Side,
    /// The State whose it is.
    pub state: StateCode,
    /// The agency whose it is.
    pub agency: Agency,
    /// Which control it is.
    #[serde(borrow)]
    pub control: Cow<'a, str>,
}

impl<'a> From<&'a PlannedStep> for Opened<'a> {
    fn from(step: &'a PlannedStep) -> Self {
        let control = Cow::Borrowed(step.control.0.as_str());
        Self { id: step.id, side: step.side, state: step.state, agency: step.agency, control }
    }
}

/// An act on a crossing as the report sees it.
#[derive(Debug, Clone, PartialEq)]
pub enum Seen<'a> {
    /// A crossing was registered.
    Registered {
        /// Which way it moves.
        direction: Direction,
        /// What the party comes with.
        flow: Flow,
    },
    /// A subject joined.
    Added {
        /// Its number.
        subject: SubjectId,
        /// What it is.
        kind: SubjectKind,
        /// Its nationality, where it is a person whose facts are not erased.
        nationality: Option<Cow<'a, str>>,
        /// The steps it is to go through.
        steps: Vec<Opened<'a>>,
    },
    /// A claim was opened.
    Claimed(Cow<'a, [StepId]>),
    /// A control is done.
    Cleared(StepId),
    /// Who and what left.
    Departed(Cow<'a, [SubjectId]>),
    /// Another act. A correction stands with the nationality that it gives.
    Other(&'a CrossingAct, Option<Cow<'a, str>>),
}

impl<'a> Seen<'a> {
    /// Returns the act as the report sees it; `nationality` is that of the facts beside it.
    pub fn of(act: &'a CrossingAct, nationality: Option<Cow<'a, str>>) -> Self {
        match act {
            CrossingAct::Registered { direction, flow, .. } => Self::Registered { direction: *direction, flow: *flow },
            CrossingAct::SubjectAdded { subject, subject_kind, steps, .. } => Self::Added {
                subject: *subject,
                kind: *subject_kind,
                nationality,
                steps: steps.iter().map(Opened::from).collect(),
            },
            CrossingAct::Claimed { steps, .. } => Self::Claimed(Cow::Borrowed(steps)),
            CrossingAct::Cleared { step } => Self::Cleared(*step),
            CrossingAct::Departed { subjects } => Self::Departed(Cow::Borrowed(subjects)),
            other => Self::Other(other, nationality),
        }
    }
}
