//! What both States agreed, what one proposes, each State's clocks, and its own instructions beside the controls.

use domain::agreeing::{DatedClocks, DatedSettings, Proposal, ProposalNumber, Proposed};
use domain::program::ProgramVersion;
use domain::step::Control;
use domain::template::Template;
use domain::{Agency, At, Side, StateCode, SubjectKind};
use serde::{Deserialize, Serialize};

use crate::Request;

/// Asks for what is agreed and proposed.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct AgreementRequest {}

impl Request for AgreementRequest {
    const COMMAND: &'static str = "agreement";
    type Reply = AgreementView;
}

/// What is agreed and proposed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgreementView {
    /// The time of the post.
    pub now: At,
    /// The reader's State.
    pub own: StateCode,
    /// Whether he may propose, agree and set clocks: its supervisors and administrators do.
    pub may_agree: bool,
    /// Whether he may write instructions: its administrators do.
    pub may_instruct: bool,
    /// Every version of every template, the founding's first.
    pub templates: Vec<TemplateVersion>,
    /// The settings, those of the founding first; its day is the founding's.
    pub settings: Vec<DatedSettings>,
    /// The settings in force now, by their place in `settings`.
    pub settings_now: usize,
    /// The clocks of both States, those of the founding first.
    pub clocks: Vec<DatedClocks>,
    /// The oldest version of the program with which anybody works now; none where any will do.
    #[serde(default)]
    pub least_program: Option<ProgramVersion>,
    /// What was ever proposed, in order.
    pub proposals: Vec<Proposed>,
    /// The own State's instructions (class STATE).
    pub instructions: Vec<Instruction>,
}

/// A version of a template.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateVersion {
    /// The template.
    pub template: Template,
    /// The proposal by which it came; nothing for the founding's.
    pub by: Option<ProposalNumber>,
    /// Whether new crossings of its flow and of one of its categories go by it now.
    pub is_in_force: bool,
}

/// Proposes something to the other State.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Propose {
    /// What.
    pub proposal: Proposal,
}

impl Request for Propose {
    const COMMAND: &'static str = "propose";
    type Reply = ();
}

/// Agrees to a proposal of the other State; or declines it, or takes an own one back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerProposal {
    /// Which.
    pub number: ProposalNumber,
    /// Agrees.
    pub agrees: bool,
}

impl Request for AnswerProposal {
    const COMMAND: &'static str = "answer_proposal";
    type Reply = ();
}

/// Sets the own State's clocks from a moment on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetClocks {
    /// The moment.
    pub from: At,
    /// How far they are ahead of UTC then, in minutes.
    pub minutes: i32,
}

impl Request for SetClocks {
    const COMMAND: &'static str = "set_clocks";
    type Reply = ();
}

/// A State's own instruction beside a control, for its officers alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Instruction {
    /// On whom or what.
    pub on: SubjectKind,
    /// On which side.
    pub side: Side,
    /// By which agency.
    pub agency: Agency,
    /// Which control.
    pub control: Control,
    /// What its officers are to do; empty takes it away.
    pub text: String,
}

/// Writes an instruction of the own State.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetInstruction {
    /// The instruction.
    pub instruction: Instruction,
}

impl Request for SetInstruction {
    const COMMAND: &'static str = "set_instruction";
    type Reply = ();
}
