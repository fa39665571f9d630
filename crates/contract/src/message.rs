//! Messages on a crossing, and what is written down of somebody who is held.

use domain::held::{Care, Hold};
use domain::message::MessageId;
use domain::{Agency, At, OfficerNumber, Reference, StateCode, StepId, SubjectId};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::Request;

/// Sends a message on a crossing: to the own State it stays there, to the other it is told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SendMessage {
    /// The key under which it happens once.
    pub key: Uuid,
    /// On which crossing.
    pub crossing: Reference,
    /// To which State.
    pub state: StateCode,
    /// To which of its agencies.
    pub agency: Agency,
    /// What.
    pub words: String,
}

impl Request for SendMessage {
    const COMMAND: &'static str = "send_message";
    type Reply = ();
}

/// Marks a message as read by the officer's agency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadMessage {
    /// On which crossing.
    pub crossing: Reference,
    /// Which.
    pub message: MessageId,
}

impl Request for ReadMessage {
    const COMMAND: &'static str = "read_message";
    type Reply = ();
}

/// A message as the reader may see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageLine {
    /// Which.
    pub id: MessageId,
    /// When it was sent.
    pub at: At,
    /// By an officer of this State.
    pub from: StateCode,
    /// Of this agency.
    pub from_agency: Agency,
    /// His number.
    pub officer: OfficerNumber,
    /// To this State.
    pub to: StateCode,
    /// To this agency of it.
    pub to_agency: Agency,
    /// What; nothing where it was erased since.
    pub words: Option<String>,
    /// Who of the reader's State marked it as read for his agency, and when.
    pub read_by: Vec<(OfficerNumber, At)>,
    /// It is for the reader's agency, and nobody there has read it yet.
    pub is_for_me: bool,
}

/// Writes down what was done for somebody who is held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WriteCare {
    /// The key under which it happens once.
    pub key: Uuid,
    /// On which crossing.
    pub crossing: Reference,
    /// At which step.
    pub step: StepId,
    /// What was done.
    pub care: Care,
    /// In words; may be empty.
    pub words: String,
}

impl Request for WriteCare {
    const COMMAND: &'static str = "write_care";
    type Reply = ();
}

/// Somebody or something that is held now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldLine {
    /// Who or what.
    pub subject: SubjectId,
    /// Which State holds.
    pub state: StateCode,
    /// The hold.
    pub hold: Hold,
    /// What was done, in order; nothing where the other State holds.
    pub entries: Vec<CareLine>,
    /// Whether the reader may write something down.
    pub may_write: bool,
}

/// What was done for somebody who is held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CareLine {
    /// When.
    pub at: At,
    /// Who wrote it down.
    pub officer: OfficerNumber,
    /// What was done.
    pub care: Care,
    /// In words; may be empty.
    pub words: String,
}

/// Asks for the own State's register of persons held, of the holds that began in a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldRegisterRequest {
    /// From this moment.
    pub from: At,
    /// Before this moment.
    pub before: At,
}

impl Request for HeldRegisterRequest {
    const COMMAND: &'static str = "held_register";
    type Reply = HeldRegister;
}

/// The register of persons held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldRegister {
    /// Whose.
    pub state: StateCode,
    /// The time of the post.
    pub now: At,
    /// The holds, in order.
    pub holds: Vec<RegisteredHold>,
}

/// A hold in the register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegisteredHold {
    /// On which crossing.
    pub crossing: Reference,
    /// Who or what.
    pub label: String,
    /// Whose national; nothing for goods and vehicles, and where it was erased.
    pub nationality: Option<String>,
    /// The hold.
    pub hold: Hold,
    /// When it ended; nothing while it lasts.
    pub until: Option<At>,
    /// For how long, in minutes, to its end or to now.
    pub minutes: i64,
    /// Whether it went on beyond the legal limit.
    pub is_over_limit: bool,
    /// What was done, in order.
    pub entries: Vec<CareLine>,
}

/// Saves the register as a file among the officer's documents: `pdf` or `csv`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaveHeldRegister {
    /// Of which time.
    pub of: HeldRegisterRequest,
    /// As PDF; else as CSV.
    pub is_pdf: bool,
}

impl Request for SaveHeldRegister {
    const COMMAND: &'static str = "save_held_register";
    type Reply = crate::SavedSlip;
}
