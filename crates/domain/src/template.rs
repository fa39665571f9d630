//! Procedure templates: which controls a flow has, in which order. Dated data that both States agree on (PROCEDURE §2).

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::post::{Category, Flow};
use crate::step::{Control, PlannedStep};
use crate::{Agency, At, Side, StateCode, StepId, SubjectKind};

/// The controls of one flow, in order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Template {
    /// The flow it is for.
    pub flow: Flow,
    /// The categories it is for; empty for all.
    #[serde(default)]
    pub categories: Vec<Category>,
    /// From when it is in force.
    pub from: NaiveDate,
    /// Its version, kept by every crossing that was registered under it.
    pub version: String,
    /// The controls, exit side first, in their order within a side.
    pub steps: Vec<TemplateStep>,
    /// While it is in force instead of a longer one, because both supervisors said so (PROCEDURE §3, emergency); else it is
    /// in force by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub emergency: Option<Span>,
}

/// A stretch of time, whose end is no part of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// Its first moment.
    pub from: At,
    /// The first moment after it.
    pub until: At,
}

impl Span {
    /// Returns whether a moment is in it.
    pub fn holds(self, at: At) -> bool {
        self.from <= at && at < self.until
    }
}

/// What a supervisor puts in force for his State because of a mass arrival; it is in force once one of each State has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Emergency {
    /// For which flow.
    pub flow: Flow,
    /// For which road lane; none for what has no lane of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<Category>,
    /// The version of the shorter template, under which crossings registered meanwhile go.
    pub version: String,
    /// Which steps of the template that is in force stay, by their places in it from 1.
    pub stays: BTreeSet<usize>,
    /// When it ends by itself.
    pub until: At,
    /// Why; both States read it.
    pub why: String,
}

impl Emergency {
    /// The longest time, in hours, for which one may be put in force; then supervisors look again.
    pub const LONGEST: i64 = 24;

    /// Returns the shorter form of a template that it asks for, in force from that moment on; none where it leaves nothing
    /// out, names steps that are not there, or leaves a subject without any control of either State.
    pub fn shorter(&self, of: &Template, from: At) -> Option<Template> {
        let keeps = |place: usize| self.stays.contains(&(place + 1));
        let steps: Vec<TemplateStep> =
            of.steps.iter().enumerate().filter(|(place, _)| keeps(*place)).map(|(_, step)| step.clone()).collect();
        let is_seen = |step: &TemplateStep| steps.iter().any(|kept| (kept.on, kept.side) == (step.on, step.side));
        let is_shorter =
            steps.len() == self.stays.len() && steps.len() < of.steps.len() && of.steps.iter().all(is_seen);
        is_shorter.then(|| Template {
            flow: self.flow,
            categories: of.categories.clone(),
            from: from.date_naive(),
            version: self.version.clone(),
            steps,
            emergency: Some(Span { from, until: self.until }),
        })
    }
}

/// One control of a template.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateStep {
    /// On which subjects.
    pub on: SubjectKind,
    /// On which side.
    pub side: Side,
    /// By which agency of that side's State.
    pub agency: Agency,
    /// Which control.
    pub control: Control,
}

impl Template {
    /// Returns whether it is for this flow and category.
    pub fn serves(&self, flow: Flow, category: Option<Category>) -> bool {
        self.flow == flow && (self.categories.is_empty() || category.is_some_and(|c| self.categories.contains(&c)))
    }

    /// Returns whether it is in force at that time, instead of a longer one.
    pub fn is_emergency_at(&self, at: At) -> bool {
        self.emergency.is_some_and(|span| span.holds(at))
    }

    /// Returns the steps a subject of that kind is to go through, numbered from `first` on.
    pub fn plan(&self, on: SubjectKind, exit: StateCode, entry: StateCode, first: u16) -> Vec<PlannedStep> {
        let of_side = |side| self.steps.iter().filter(move |step| step.on == on && step.side == side);
        of_side(Side::Exit)
            .chain(of_side(Side::Entry))
            .zip(first..)
            .map(|(step, number)| PlannedStep {
                id: StepId(number),
                side: step.side,
                state: if step.side == Side::Exit { exit } else { entry },
                agency: step.agency,
                control: step.control.clone(),
            })
            .collect()
    }
}
