//! Procedure templates: which controls a flow has, in which order. Dated data that both States agree on (PROCEDURE §2).

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::post::{Category, Flow, Plan};
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
    /// It is a shorter form for an emergency: such is declared by both supervisors.
    Emergency,
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
            Self::Emergency => "emergency",
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
        if self.emergency.is_some() {
            return Some(TemplateFault::Emergency);
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
