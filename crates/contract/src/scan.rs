//! The one field that takes anything.

use domain::travel_document::MachineReadableZone;
use domain::{At, Direction, Flow, Reference, SubjectPhase};
use serde::{Deserialize, Serialize};

use crate::{Request, Verdict};

/// Asks what a scanned or typed text is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scan {
    /// The text as it came.
    pub text: String,
}

impl Request for Scan {
    const COMMAND: &'static str = "scan";
    type Reply = Scanned;
}

/// What it is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Scanned {
    /// A travel document; with the open crossings its holder is on.
    Document {
        /// As read.
        zone: Box<MachineReadableZone>,
        /// Open crossings with this document.
        open: Vec<Found>,
        /// The way its bearer left the last time, where he is on no open crossing.
        #[serde(default)]
        last: Option<LastWay>,
    },
    /// A slip.
    Slip {
        /// Whether it is genuine and still good.
        verdict: Verdict,
    },
    /// Crossings that match, open ones first; one alone is opened at once.
    Crossings {
        /// Which.
        found: Vec<Found>,
    },
    /// Nothing is known of it; a party may be registered with it.
    Unknown {
        /// The text, tidied.
        text: String,
        /// It has the shape of a registration plate.
        is_plate: bool,
    },
    /// A reference that was reserved for paper and is not used yet: a party may be registered under it.
    Reserved {
        /// The reference.
        reference: Reference,
    },
}

/// The way that the bearer of a document left the last time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastWay {
    /// On which crossing.
    pub reference: Reference,
    /// Which way it went.
    pub direction: Direction,
    /// When he left.
    pub at: At,
}

/// A crossing that was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// Its reference.
    pub reference: Reference,
    /// What the party comes with.
    pub flow: Flow,
    /// The plate or the lead name.
    pub label: String,
    /// Its phase.
    pub phase: SubjectPhase,
    /// When it arrived.
    pub arrived_at: At,
    /// Whether it is still open.
    pub is_open: bool,
}
