//! Steps: one control of one agency of one State on one subject, and the states it goes through (PROCEDURE §3).

use serde::{Deserialize, Serialize};

use crate::notice::NoticeSerial;
use crate::{Agency, At, OfficerNumber, StateCode, SubjectId};

/// Numbers a step within its crossing, from 1, in the order in which steps were opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct StepId(pub u16);

/// The side of the handover on which a step stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// Controls of the State that is left.
    Exit,
    /// Controls of the State that is entered.
    Entry,
    /// Checks at the gate, after a mismatch.
    Gate,
}

/// The code of a control within an agency, from the procedure template, such as `identity` or `exit_note`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Control(pub String);

/// Why a step exists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// The procedure template asks for it.
    Template,
    /// A second line opened by a referral of the step named (PROCEDURE §3, refer).
    Secondary {
        /// The step that was referred.
        of: StepId,
    },
    /// A fact was corrected after this State had decided on it (PROCEDURE §3, correct).
    Confirm,
    /// The adjoining State's officer called the host's police (PROCEDURE §3, hold).
    HostPolice,
    /// What was found at the gate differs from what is recorded (PROCEDURE §3, depart).
    Mismatch,
}

/// A step to be opened on a subject.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedStep {
    /// Its number within the crossing.
    pub id: StepId,
    /// Its side.
    pub side: Side,
    /// The State whose officers decide it.
    pub state: StateCode,
    /// The agency whose officers decide it.
    pub agency: Agency,
    /// Which control it is.
    pub control: Control,
}

/// The ten states of a step as a person reads them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepState {
    /// An earlier step is open, or the subject is stopped.
    Blocked,
    /// May be claimed.
    Ready,
    /// An officer has claimed it.
    InProgress,
    /// The party is to bring something.
    Queried,
    /// A second line is open.
    Referred,
    /// Done.
    Cleared,
    /// Given up by the State whose control it is; counts as done.
    Waived,
    /// Refused with two signatures and a notice.
    Refused,
    /// Held, provisionally or with both signatures.
    Held,
    /// The subject reached a final phase, or the referral fell away.
    Void,
}

impl StepState {
    /// Every state, in the order of PROCEDURE §3.
    pub const ALL: [Self; 10] = [
        Self::Blocked,
        Self::Ready,
        Self::InProgress,
        Self::Queried,
        Self::Referred,
        Self::Cleared,
        Self::Waived,
        Self::Refused,
        Self::Held,
        Self::Void,
    ];

    /// Returns the word under which the state is stored and looked up in the catalogue.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Blocked => "blocked",
            Self::Ready => "ready",
            Self::InProgress => "in_progress",
            Self::Queried => "queried",
            Self::Referred => "referred",
            Self::Cleared => "cleared",
            Self::Waived => "waived",
            Self::Refused => "refused",
            Self::Held => "held",
            Self::Void => "void",
        }
    }

    /// Returns whether the control counts as done (PROCEDURE §9.5).
    pub const fn is_done(self) -> bool {
        matches!(self, Self::Cleared | Self::Waived)
    }
}

/// Who acted, and when: what both States see of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signed {
    /// The officer's number.
    pub officer: OfficerNumber,
    /// The officer's State.
    pub state: StateCode,
    /// Where he sat.
    pub desk: crate::officer::DeskCode,
    /// When.
    pub at: At,
    /// When he did it, as the paper states it from which it was entered late; nothing where it was done in the program.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stated_at: Option<At>,
}

impl Signed {
    /// Returns when it was done: as the paper states it, where it was entered late.
    pub fn done_at(&self) -> At {
        self.stated_at.unwrap_or(self.at)
    }
}

/// What is open while a step is claimed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pending {
    /// The claimant is at work.
    Nothing,
    /// He refused; a second officer of his State has to confirm.
    Refusal(Signed),
    /// He holds; the hold is provisional until co-signed.
    Hold(Signed),
}

/// Where a step stands. `Open` is *blocked* or *ready*, which is derived, never stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Not claimed.
    Open,
    /// Claimed.
    Claimed {
        /// The claimant.
        by: Signed,
        /// The document was scanned at the desk (PROCEDURE §8).
        presented: bool,
        /// What waits for a second signature.
        pending: Pending,
    },
    /// The party is to bring something.
    Queried {
        /// The officer who asked.
        by: Signed,
    },
    /// The second line is open.
    Referred {
        /// The officer who referred.
        by: Signed,
        /// The secondary step.
        secondary: StepId,
    },
    /// Done.
    Cleared {
        /// The officer who cleared.
        by: Signed,
    },
    /// Given up.
    Waived {
        /// The officer who waived.
        by: Signed,
    },
    /// Refused and confirmed.
    Refused {
        /// The officer who refused.
        by: Signed,
        /// The officer who confirmed.
        second: Signed,
        /// The notice that was issued.
        notice: NoticeSerial,
        /// How the notice was served, once it was.
        served: Option<Service>,
    },
    /// Held and co-signed.
    Held {
        /// The officer who holds.
        by: Signed,
        /// The officer who co-signed.
        second: Signed,
    },
    /// Fell away.
    Void,
}

/// How a refusal notice was served (Schengen Borders Code, Annex V, Part A).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Service {
    /// The person signed it.
    Signed,
    /// The person refused to sign; it was handed over all the same.
    RefusedToSign,
}

/// Of an act that was done on paper and entered later: what the paper states.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Late {
    /// When it was done.
    pub stated_at: At,
    /// The number of the paper.
    pub paper: String,
}

/// One control of one agency of one State on one subject.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// Its number within the crossing.
    pub id: StepId,
    /// On whom or what it is decided.
    pub subject: SubjectId,
    /// Its side.
    pub side: Side,
    /// The State whose officers decide it.
    pub state: StateCode,
    /// The agency whose officers decide it.
    pub agency: Agency,
    /// Which control it is.
    pub control: Control,
    /// Why it exists.
    pub origin: Origin,
    /// Where it stands.
    pub status: Status,
    /// Since when it stands there.
    pub since: At,
    /// The crossing's version at which it last changed.
    pub version: u32,
    /// A secondary step once concluded it; it can't be referred again.
    pub was_referred: bool,
    /// The last control act on it was entered late: its times are left out of every duration.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub late: Option<Late>,
}

impl Step {
    /// Returns the officer who decided or has it, if any.
    pub fn officer(&self) -> Option<&Signed> {
        match &self.status {
            Status::Open | Status::Void => None,
            Status::Claimed { by, .. }
            | Status::Queried { by }
            | Status::Referred { by, .. }
            | Status::Cleared { by }
            | Status::Waived { by }
            | Status::Refused { by, .. }
            | Status::Held { by, .. } => Some(by),
        }
    }

    /// Returns whether the control counts as done (PROCEDURE §9.5).
    pub fn is_done(&self) -> bool {
        matches!(self.status, Status::Cleared { .. } | Status::Waived { .. })
    }

    /// Returns whether somebody decided on the subject here: what makes a later correction re-open a `confirm`.
    pub fn is_decided(&self) -> bool {
        self.is_done() || matches!(self.status, Status::Refused { .. } | Status::Held { .. })
    }

    /// Returns whether the claim on it is this officer's.
    pub fn is_claimed_by(&self, officer: &OfficerNumber) -> bool {
        matches!(&self.status, Status::Claimed { by, .. } if by.officer == *officer)
    }
}
