//! Blank slips with reserved references, for when the machines stand still.

use domain::post::{Category, Flow};
use domain::{At, Direction, OfficerNumber, Reference, StateCode};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{Request, SavedSlip};

/// The size of a sheet.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PaperSize {
    /// 210 × 297 mm.
    #[default]
    A4,
    /// 148 × 210 mm.
    A5,
}

/// Reserves references and saves their blank slips among the officer's documents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReserveBlankSlips {
    /// The key under which it happens once.
    pub key: Uuid,
    /// How many.
    pub count: u16,
    /// For which flow.
    pub flow: Flow,
    /// For which road lane.
    pub category: Option<Category>,
    /// Which way the party moves.
    pub direction: Direction,
    /// On which paper.
    pub size: PaperSize,
}

impl Request for ReserveBlankSlips {
    const COMMAND: &'static str = "reserve_blank_slips";
    type Reply = SavedSlip;
}

/// Asks for the references that were reserved and not used yet.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct ReservedRequest {}

impl Request for ReservedRequest {
    const COMMAND: &'static str = "reserved";
    type Reply = ReservedView;
}

/// The references that were reserved and not used yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReservedView {
    /// The time of the post.
    pub now: At,
    /// Whether the reader may reserve more: supervisors do.
    pub may_reserve: bool,
    /// The references, in order.
    pub unused: Vec<ReservedReference>,
}

/// A reference that was reserved and not used yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReservedReference {
    /// The reference.
    pub reference: Reference,
    /// Who reserved it.
    pub by: OfficerNumber,
    /// For which State's desks.
    pub state: StateCode,
    /// When.
    pub at: At,
}
