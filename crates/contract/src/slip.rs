//! Slips: issued, shown, saved, verified.

use domain::officer::DeskCode;
use domain::{Agency, At, Reference, Side, StateCode, StepState, SubjectId, SubjectKind, SubjectPhase};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::Request;

/// Issues the clearance slip for everybody and everything of a crossing that is through, or shows the one in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IssueSlip {
    /// The key under which it happens once.
    pub key: Uuid,
    /// Which crossing.
    pub reference: Reference,
}

impl Request for IssueSlip {
    const COMMAND: &'static str = "issue_slip";
    type Reply = SlipView;
}

/// A slip as the page shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SlipView {
    /// The crossing.
    pub reference: Reference,
    /// The running number within the crossing.
    pub number: u16,
    /// When it was issued.
    pub issued_at: At,
    /// Whether it is of a demonstration post.
    pub is_demonstration: bool,
    /// The text of its QR code.
    pub seal: String,
    /// The QR code as an SVG path over a square of `qr_size` modules.
    pub qr_path: String,
    /// How many modules the QR code has along one side.
    pub qr_size: u32,
    /// Who and what it is for.
    pub subjects: Vec<SlipLine>,
}

/// One subject on a slip.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SlipLine {
    /// Its number.
    pub subject: SubjectId,
    /// What it is.
    pub kind: SubjectKind,
    /// Name, plate or goods.
    pub label: String,
    /// Document, operator or mass.
    pub detail: String,
    /// Its phase.
    pub phase: SubjectPhase,
    /// What was decided on it.
    pub decisions: Vec<SlipDecision>,
}

/// One decision on a slip.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SlipDecision {
    /// Whose.
    pub state: StateCode,
    /// On which side.
    pub side: Side,
    /// Which agency's.
    pub agency: Agency,
    /// What.
    pub outcome: StepState,
    /// When.
    pub at: At,
    /// At which desk.
    pub desk: DeskCode,
}

/// Saves a slip's PDF among the officer's documents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaveSlip {
    /// Which crossing.
    pub reference: Reference,
    /// Which slip of it.
    pub number: u16,
}

impl Request for SaveSlip {
    const COMMAND: &'static str = "save_slip";
    type Reply = SavedSlip;
}

/// Where it lies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedSlip {
    /// The file.
    pub path: String,
}

/// Asks whether a slip is genuine, in force, and not used before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VerifySlip {
    /// The text of its QR code.
    pub text: String,
}

impl Request for VerifySlip {
    const COMMAND: &'static str = "verify_slip";
    type Reply = Verdict;
}

/// What can be said of a slip.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "verdict", rename_all = "snake_case")]
pub enum Verdict {
    /// Genuine and in force; whoever it is for has not left yet.
    Good {
        /// Its crossing.
        reference: Reference,
        /// Its number.
        number: u16,
        /// Who and what it is for.
        labels: Vec<String>,
    },
    /// Genuine, but whoever it is for has left.
    Used {
        /// Its crossing.
        reference: Reference,
        /// When they left.
        at: At,
    },
    /// Genuine, but no longer in force.
    Revoked {
        /// Its crossing.
        reference: Reference,
    },
    /// Not a slip of this post, or changed.
    Forged,
}
