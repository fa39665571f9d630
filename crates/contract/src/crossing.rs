//! One crossing: what the reader may see of it, what he may do, and doing it.

use std::collections::BTreeMap;

use domain::crossing::{Doubt, Offer, PermitDoubt};
use domain::document_check::CheckedDocument;
use domain::officer::DeskCode;
use domain::private::ProtectionNote;
use domain::{
    Action, Agency, At, Crossing, CrossingAct, Facts, OfficerNumber, PrivateFile, Reference, StateCode, StepId,
    SubjectId,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{HeldLine, LeftOut, MessageLine, Request};

/// Asks for one crossing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CrossingRequest {
    /// Which.
    pub reference: Reference,
}

impl Request for CrossingRequest {
    const COMMAND: &'static str = "crossing";
    type Reply = CrossingView;
}

/// One crossing as the reader may see it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CrossingView {
    /// The number of the last act it shows.
    pub seq: i64,
    /// The time of the post.
    pub now: At,
    /// What both States see.
    pub crossing: Crossing,
    /// What the reader's State alone sees.
    pub file: PrivateFile,
    /// The acts in order.
    pub history: Vec<HistoryLine>,
    /// What the reader may do, by subject.
    pub offers: Vec<SubjectOffers>,
    /// The names of officers of the reader's State who appear here.
    pub names: BTreeMap<OfficerNumber, String>,
    /// The numbers of acts that are void for every reader.
    pub void_acts: Vec<i64>,
    /// What looks wrong beside other crossings: warnings, which block nothing.
    pub doubts: Vec<Doubt>,
    /// What looks wrong about visas and permits, for officers of the State that is entered: warnings, which block nothing.
    #[serde(default)]
    pub permit_doubts: Vec<PermitDoubt>,
    /// What a shorter template left out here.
    pub left_out: Vec<LeftOut>,
    /// The own State's instructions beside its steps.
    #[serde(default)]
    pub instructions: Vec<StepInstruction>,
    /// What was said on it, to the other State and within the reader's own, in order.
    #[serde(default)]
    pub messages: Vec<MessageLine>,
    /// Who and what is held on it now.
    #[serde(default)]
    pub held: Vec<HeldLine>,
}

/// The own State's instruction beside a step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepInstruction {
    /// Which step.
    pub step: StepId,
    /// What its officers are to do.
    pub text: String,
}

/// What the reader may do on one subject.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubjectOffers {
    /// On whom or what.
    pub subject: SubjectId,
    /// The step on which he would act.
    pub step: Option<StepId>,
    /// What, the likeliest first.
    pub offers: Vec<Offer>,
}

/// One act, as data; the page composes the sentence.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HistoryLine {
    /// Its number.
    pub seq: i64,
    /// When.
    pub at: At,
    /// The acting officer's State.
    pub state: StateCode,
    /// His agency.
    pub agency: Agency,
    /// Where he sat.
    pub desk: DeskCode,
    /// His number.
    pub officer: OfficerNumber,
    /// What he did.
    pub act: CrossingAct,
    /// What stands beside it, open to both.
    pub facts: Option<Facts>,
    /// A note of the reader's own State.
    pub note: Option<String>,
    /// What an officer of the reader's own State found out of a document and its holder.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<Box<CheckedDocument>>,
    /// A need for protection, where the reader is of the protection desk that it is sealed to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub protection: Option<ProtectionNote>,
}

/// Asks for something to be done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Perform {
    /// The key under which it happens once.
    pub key: Uuid,
    /// On which crossing; for a registration none, or the reserved reference that stands on paper.
    pub crossing: Option<Reference>,
    /// The version of the crossing that the officer saw.
    pub version: Option<u32>,
    /// What.
    pub action: Action,
}

impl Request for Perform {
    const COMMAND: &'static str = "perform";
    type Reply = Performed;
}

/// It was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Performed {
    /// The key under which it was done.
    pub key: Uuid,
    /// On which crossing.
    pub crossing: Option<Reference>,
    /// The crossing's version now.
    pub version: Option<u32>,
    /// The numbers of the first and the last of its acts.
    pub seq: [i64; 2],
}
