//! Notices of refusal: shown, printed, saved.

use domain::{Reference, StepId};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{Request, SavedSlip};

/// Shows the notice of a refusal, without printing it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShowNotice {
    /// Which crossing.
    pub reference: Reference,
    /// At which step it was refused.
    pub step: StepId,
}

impl Request for ShowNotice {
    const COMMAND: &'static str = "show_notice";
    type Reply = NoticeView;
}

/// A notice as the page shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeView {
    /// Its serial.
    pub serial: String,
    /// How often it was printed.
    pub prints: u32,
    /// Its sheets, exactly as they are printed: `svg` elements of attributes and texts alone.
    pub sheets: Vec<String>,
}

/// Prints the notice of a refusal: an act of its own, after which the page goes to paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrintNotice {
    /// The key under which it happens once.
    pub key: Uuid,
    /// Which crossing.
    pub reference: Reference,
    /// At which step it was refused.
    pub step: StepId,
}

impl Request for PrintNotice {
    const COMMAND: &'static str = "print_notice";
    type Reply = NoticeView;
}

/// Saves the notice's PDF among the officer's documents, which counts as a print.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaveNotice {
    /// The key under which it happens once.
    pub key: Uuid,
    /// Which crossing.
    pub reference: Reference,
    /// At which step it was refused.
    pub step: StepId,
}

impl Request for SaveNotice {
    const COMMAND: &'static str = "save_notice";
    type Reply = SavedSlip;
}
