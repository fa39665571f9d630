//! Second signatures: what waits for one that the reader may give, and giving one at another officer's desk.

use domain::act::MotionNumber;
use domain::{At, Reference, StateCode, StepId, SubjectId};
use serde::{Deserialize, Serialize};

use crate::{Perform, Performed, Request};

/// Asks what waits for a signature that the reader may give.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct SignaturesRequest {}

impl Request for SignaturesRequest {
    const COMMAND: &'static str = "signatures";
    type Reply = SignaturesView;
}

/// What waits for a signature that the reader may give, the oldest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignaturesView {
    /// The number of the last act it shows.
    pub seq: i64,
    /// What waits.
    pub waiting: Vec<AwaitedSignature>,
}

/// One signature that is waited for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AwaitedSignature {
    /// On which crossing.
    pub reference: Reference,
    /// On whom or what, where it is one subject.
    pub subject: Option<SubjectId>,
    /// On what.
    pub on: SignatureOn,
    /// Whose officer asks for it.
    pub state: StateCode,
    /// Since when.
    pub since: At,
}

/// What a second person signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "on", rename_all = "snake_case")]
pub enum SignatureOn {
    /// A refusal.
    Refusal {
        /// At which step.
        step: StepId,
    },
    /// A hold.
    Hold {
        /// At which step.
        step: StepId,
    },
    /// Something that was asked for.
    Motion {
        /// Its number.
        number: MotionNumber,
    },
}

/// Signs as a second officer of the same State at the desk of the first, who stays signed in.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SignHere {
    /// The second officer's number as typed.
    pub officer: String,
    /// His password.
    pub password: String,
    /// What he signs: a confirmation, a co-signature, the second signature on a motion, that he saw a paper.
    pub perform: Perform,
}

impl Request for SignHere {
    const COMMAND: &'static str = "sign_here";
    type Reply = Performed;
}
