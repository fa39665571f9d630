//! Going on while the server's second disk is missing.

use domain::StateCode;
use domain::alone::{AgreedAlone, Alone, AloneEnd, AskedAlone};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::Request;

/// Agrees for the own State to go on while the second disk is missing; so it is once the other State's supervisor did the same.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct AgreeAlone {
    /// The key under which it happens once.
    pub key: Uuid,
    /// Until when and why.
    pub alone: Alone,
}

impl Request for AgreeAlone {
    const COMMAND: &'static str = "agree_alone";
    type Reply = ();
}

/// Ends that, or takes away what one of the States had asked for.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct EndAlone {
    /// The key under which it happens once.
    pub key: Uuid,
    /// Which of the two.
    pub what: AloneEnd,
}

impl Request for EndAlone {
    const COMMAND: &'static str = "end_alone";
    type Reply = ();
}

/// Asks whether the post goes on without its second disk.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct AloneRequest {}

impl Request for AloneRequest {
    const COMMAND: &'static str = "alone";
    type Reply = AloneView;
}

/// Whether the post goes on without its second disk.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AloneView {
    /// What one State's supervisor asked for and the other's can still agree to.
    pub asked: Vec<(StateCode, AskedAlone)>,
    /// What both agreed to, while it is in force.
    pub agreed: Option<AgreedAlone>,
}
