//! Procedure templates: which controls a flow has, in which order. Dated data that both States agree on (PROCEDURE §2).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::post::{Category, Flow, Plan};
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

/// Why a template can't be put in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TemplateFault {
    /// It has no version, or one that is too long to print.
    Version,
    /// It has no controls.
    Empty,
    /// It has more controls than a party can go through.
    TooLong,
    /// Nobody crosses by it, or something that crosses by this flow has no control of both States.
    KindLeftOut,
    /// An exit control stands after an entry control of the same kind (PROCEDURE §4.1).
    EntryBeforeExit,
    /// A control stands on the side of the gate: such come from a mismatch alone.
    AtTheGate,
    /// A control that the program has no name for.
    UnknownControl,
    /// An agency that has no desk in one of the States: nobody could decide it.
    NoDesk,
    /// The same control twice.
    Twice,
    /// The post does not handle the flow.
    UnknownFlow,
}

impl TemplateFault {
    /// Returns the word under which the fault is looked up in the catalogue.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Version => "version",
            Self::Empty => "empty",
            Self::TooLong => "too_long",
            Self::KindLeftOut => "kind_left_out",
            Self::EntryBeforeExit => "entry_before_exit",
            Self::AtTheGate => "at_the_gate",
            Self::UnknownControl => "unknown_control",
            Self::NoDesk => "no_desk",
            Self::Twice => "twice",
            Self::UnknownFlow => "unknown_flow",
        }
    }
}

/// The controls that the program has names for and that a template may ask for; second lines, confirmations and what a mismatch
/// opens come by themselves.
const CONTROLS: &[&str] = &[
    "animal_health",
    "arrival",
    "conformity",
    "dangerous_goods",
    "documents",
    "exit_note",
    "food_safety",
    "goods",
    "health_screen",
    "identity",
    "passenger_list",
    "plant_health",
    "seals",
    "search",
    "transit",
    "vehicle_check",
    "vehicle_export",
    "vehicle_import",
];

/// The most controls of a template.
const MOST_STEPS: usize = 40;

/// The longest version, in characters.
const LONGEST_VERSION: usize = 40;

impl Template {
    /// Returns why it can't be put in force at a post, if so. Known controls are those of the templates that the post was
    /// founded with and of the ones that come with the program.
    pub fn fault(&self, plan: &Plan) -> Option<TemplateFault> {
        let version = self.version.trim();
        if version.is_empty() || version != self.version || version.chars().count() > LONGEST_VERSION {
            return Some(TemplateFault::Version);
        }
        if !plan.flows.contains(&self.flow) {
            return Some(TemplateFault::UnknownFlow);
        }
        if self.steps.is_empty() {
            return Some(TemplateFault::Empty);
        }
        if self.steps.len() > MOST_STEPS {
            return Some(TemplateFault::TooLong);
        }
        if self.steps.iter().any(|step| step.side == Side::Gate) {
            return Some(TemplateFault::AtTheGate);
        }
        // What crosses by a flow now must have its controls under the new version too.
        let now = plan.every_template().filter(|known| known.flow == self.flow).flat_map(|known| &known.steps);
        let kinds = now.chain(&self.steps).map(|step| step.on).chain([SubjectKind::Traveller]);
        let has = |kind, side| self.steps.iter().any(|step| step.on == kind && step.side == side);
        let of_this = |kind| self.categories.is_empty() || self.steps.iter().any(|step| step.on == kind);
        if kinds
            .filter(|kind| *kind == SubjectKind::Traveller || of_this(*kind))
            .any(|kind| !has(kind, Side::Exit) || !has(kind, Side::Entry))
        {
            return Some(TemplateFault::KindLeftOut);
        }
        let is_late = |(place, step): (usize, &TemplateStep)| {
            step.side == Side::Exit
                && self.steps.iter().take(place).any(|before| before.on == step.on && before.side == Side::Entry)
        };
        if self.steps.iter().enumerate().any(is_late) {
            return Some(TemplateFault::EntryBeforeExit);
        }
        let is_known = |control: &Control| {
            CONTROLS.contains(&control.0.as_str())
                || plan.templates.iter().flat_map(|known| &known.steps).any(|step| step.control == *control)
        };
        if self.steps.iter().any(|step| !is_known(&step.control)) {
            return Some(TemplateFault::UnknownControl);
        }
        let has_desks = |agency| {
            plan.states.iter().all(|state| plan.desks.iter().any(|desk| desk.state == *state && desk.agency == agency))
        };
        if self.steps.iter().any(|step| !has_desks(step.agency)) {
            return Some(TemplateFault::NoDesk);
        }
        let is_again =
            |(place, step): (usize, &TemplateStep)| self.steps.iter().take(place).any(|before| before == step);
        self.steps.iter().enumerate().any(is_again).then_some(TemplateFault::Twice)
    }

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
