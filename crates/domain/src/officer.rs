//! Officers, their roles, and what it means to be on duty.

use std::collections::BTreeSet;
use std::fmt;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::step::StepId;
use crate::{Agency, StateCode};

/// The number by which an officer is known to both States, such as `K-1042`. Names are class STATE and are not here.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(try_from = "String", into = "String")]
pub struct OfficerNumber(String);

/// Says why a text is no officer number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an officer number has 1 to 12 letters, digits or hyphens")]
pub struct NotAnOfficerNumber;

impl OfficerNumber {
    /// Parses a number as typed: spaces around it are dropped, letters become capitals.
    ///
    /// # Errors
    /// When it is empty, longer than 12 characters or has other characters than letters, digits and hyphens.
    pub fn parse(text: &str) -> Result<Self, NotAnOfficerNumber> {
        let text = text.trim().to_ascii_uppercase();
        let fits = (1..=12).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        if fits { Ok(Self(text)) } else { Err(NotAnOfficerNumber) }
    }

    /// Returns the number as it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for OfficerNumber {
    type Error = NotAnOfficerNumber;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<OfficerNumber> for String {
    fn from(number: OfficerNumber) -> Self {
        number.0
    }
}

impl fmt::Display for OfficerNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Returns how many characters a password has at least. Those of a demonstration post are printed on its first page.
pub const fn least_password(is_demonstration: bool) -> usize {
    if is_demonstration { 4 } else { 12 }
}

/// What an officer's certificate entitles him to (PROCEDURE §2, Roles).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// The controls of his agency.
    Officer,
    /// Watches the queues of his State, signs as supervisor.
    Supervisor,
    /// Registers parties and records answers; no control.
    Reception,
    /// Lets out at the gate.
    Gate,
    /// Sits at the protection desk of his State.
    Protection,
    /// Keeps accounts, lists and templates; no control.
    Administrator,
    /// Reads and verifies.
    Auditor,
    /// Is empowered by his State's law to hold persons or goods.
    Empowered,
}

/// A desk or workstation of the post, such as `C4`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct DeskCode(pub String);

impl fmt::Display for DeskCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The claim an officer has open; at most one (PROCEDURE §9.4).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenClaim {
    /// The crossing it is on.
    pub crossing: Uuid,
    /// The steps it takes, all of one control.
    pub steps: Vec<StepId>,
}

/// An officer with an open shift: the value that [`crate::Crossing::decide`] wants as proof of who acts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OnDuty {
    /// His number.
    pub officer: OfficerNumber,
    /// His State; nobody acts for both (PROCEDURE §8).
    pub state: StateCode,
    /// His agency.
    pub agency: Agency,
    /// What he may do.
    pub roles: BTreeSet<Role>,
    /// Where he sits.
    pub desk: DeskCode,
    /// The claim he has open, on whatever crossing.
    pub claim: Option<OpenClaim>,
}

impl OnDuty {
    /// Returns whether his certificate names this role.
    pub fn has(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }
}
