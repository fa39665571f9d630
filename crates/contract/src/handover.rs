//! Breaks, and what supervisors hand over at the end of their shifts.

use domain::shift::OpenCase;
use domain::{At, OfficerNumber};
use serde::{Deserialize, Serialize};

use crate::Request;

/// Leaves for a break: claims are given up, and the window is locked until the officer is back.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct TakeBreak {}

impl Request for TakeBreak {
    const COMMAND: &'static str = "take_break";
    type Reply = ();
}

/// Asks for what was handed over in the own State.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct HandoversRequest {}

impl Request for HandoversRequest {
    const COMMAND: &'static str = "handovers";
    type Reply = HandoversView;
}

/// What was handed over in the own State, and what would be handed over now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandoversView {
    /// The time of the post.
    pub now: At,
    /// What waits for the supervisor who comes, and the last that was taken over; the newest first.
    pub handovers: Vec<HandoverLine>,
    /// What is open in the own State now.
    pub open: Vec<OpenCase>,
}

/// What a supervisor handed over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandoverLine {
    /// Its number.
    pub number: u32,
    /// Who goes.
    pub by: OfficerNumber,
    /// When.
    pub at: At,
    /// In his words; may be empty.
    pub words: String,
    /// What was open.
    pub open: Vec<OpenCase>,
    /// How many more were open than the note has room for.
    pub more: u32,
    /// Who came and took it over, and when.
    pub taken: Option<(OfficerNumber, At)>,
    /// Whether the reader may take it over.
    pub may_take: bool,
}

/// Hands over what is open: the acting supervisor's signature is the first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandOver {
    /// What whoever comes should know; may be empty.
    pub words: String,
}

impl Request for HandOver {
    const COMMAND: &'static str = "hand_over";
    type Reply = ();
}

/// Takes over what another supervisor handed over: the second signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakeOver {
    /// Which.
    pub number: u32,
}

impl Request for TakeOver {
    const COMMAND: &'static str = "take_over";
    type Reply = ();
}
