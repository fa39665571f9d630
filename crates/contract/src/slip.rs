//! Slips: issued, shown, saved, verified.

use domain::{At, Reference};
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

/// Shows a slip that was issued, without issuing one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShowSlip {
    /// Which crossing.
    pub reference: Reference,
    /// Which slip of it.
    pub number: u16,
}

impl Request for ShowSlip {
    const COMMAND: &'static str = "show_slip";
    type Reply = SlipView;
}

/// A slip as the page shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SlipView {
    /// The running number within the crossing.
    pub number: u16,
    /// Whether it is no longer in force: then there is nothing to look at.
    pub is_revoked: bool,
    /// Whether somebody or something is through since that is not on it.
    pub is_outgrown: bool,
    /// The text of its QR code; empty where it is no longer in force.
    pub seal: String,
    /// Its sheets, exactly as they are printed: `svg` elements of attributes and texts alone.
    pub sheets: Vec<String>,
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
