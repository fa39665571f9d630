//! A mass arrival: a shorter template for a time, and what it leaves out.

use domain::step::PlannedStep;
use domain::template::{Emergency, Template};
use domain::{Reference, StateCode, SubjectId, SubjectPhase};
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
