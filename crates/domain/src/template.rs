//! Procedure templates: which controls a flow has, in which order. Dated data that both States agree on (PROCEDURE §2).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::post::{Category, Flow};
use crate::step::{Control, PlannedStep};
use crate::{Agency, Side, StateCode, StepId, SubjectKind};

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
