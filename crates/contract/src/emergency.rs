//! A mass arrival: a shorter template for a time, and what it leaves out.

use domain::post::{Category, Flow};
use domain::step::PlannedStep;
use domain::template::{Emergency, Template};
use domain::{At, Reference, StateCode, SubjectId, SubjectPhase};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::Request;

/// Puts a shorter template in force for the own State; it is once the other State's supervisor did the same.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct DeclareEmergency {
    /// The key under which it happens once.
    pub key: Uuid,
    /// What, for how long and why.
    pub emergency: Emergency,
}

impl Request for DeclareEmergency {
    const COMMAND: &'static str = "declare_emergency";
    type Reply = ();
}

/// Ends a shorter template before its time, or takes away what one State had asked for.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct EndEmergency {
    /// The key under which it happens once.
    pub key: Uuid,
    /// Its version.
    pub version: String,
}

impl Request for EndEmergency {
    const COMMAND: &'static str = "end_emergency";
    type Reply = ();
}

/// Asks which shorter templates are in force and asked for.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct EmergenciesRequest {}

impl Request for EmergenciesRequest {
    const COMMAND: &'static str = "emergencies";
    type Reply = EmergenciesView;
}

/// Which shorter templates are in force now, and which one State asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmergenciesView {
    /// What is in force.
    pub in_force: Vec<InForce>,
    /// What one State's supervisor wants and the other's has not agreed to.
    pub asked: Vec<(StateCode, Emergency)>,
}

/// A shorter template that is in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InForce {
    /// Its version.
    pub version: String,
    /// For which flow.
    pub flow: Flow,
    /// For which road lanes; none for all.
    pub categories: Vec<Category>,
    /// When it ends by itself.
    pub until: At,
}

/// Asks for what shorter templates left out.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct LeftOutRequest {}

impl Request for LeftOutRequest {
    const COMMAND: &'static str = "left_out";
    type Reply = LeftOutView;
}

/// What shorter templates left out, and which there are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOutView {
    /// What is to be completed, the oldest crossing first.
    pub left: Vec<LeftOut>,
    /// The shorter templates that were in force or are, each with its time.
    pub templates: Vec<Template>,
    /// What one State's supervisor wants and the other's has not agreed to.
    pub proposed: Vec<(StateCode, Emergency)>,
}

/// What was left out on a subject.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    /// On which crossing.
    pub reference: Reference,
    /// On whom or what.
    pub subject: SubjectId,
    /// The name, plate or goods as recorded.
    pub label: String,
    /// Where it is now.
    pub phase: SubjectPhase,
    /// The controls that the longer template has; their numbers are the longer template's.
    pub steps: Vec<PlannedStep>,
}
