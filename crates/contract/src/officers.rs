//! Administration: the officers of the reader's own State, their keys, and its recovery code.

use domain::officer::DeskCode;
use domain::{Agency, At, OfficerNumber, Role, StateCode};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::Request;

/// Asks who works here. Administrators alone are answered.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct OfficersRequest {}

impl Request for OfficersRequest {
    const COMMAND: &'static str = "officers";
    type Reply = OfficersView;
}

/// Who works here, as an administrator may see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfficersView {
    /// The time of the post.
    pub now: At,
    /// Every officer of the reader's State who is or was certified, by number.
    pub own: Vec<OwnOfficer>,
    /// The other State's officers in force, by number.
    pub others: Vec<OtherOfficer>,
}

/// An officer of the reader's State.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnOfficer {
    /// His number.
    pub officer: OfficerNumber,
    /// His name: class STATE.
    pub name: Option<String>,
    /// His agency.
    pub agency: Agency,
    /// What he may do.
    pub roles: Vec<Role>,
    /// Since when, by his present certificate.
    pub since: At,
    /// Where he sits and since when, while his shift is open.
    pub shift: Option<OpenShift>,
    /// When he was removed.
    pub removed_at: Option<At>,
    /// He is the reader.
    pub is_reader: bool,
}

/// A shift that is open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenShift {
    /// Where he sits.
    pub desk: DeskCode,
    /// Since when.
    pub opened_at: At,
}

/// An officer of the other State: what is SHARED of him, and no more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OtherOfficer {
    /// His number.
    pub officer: OfficerNumber,
    /// His State.
    pub state: StateCode,
    /// His agency.
    pub agency: Agency,
}

/// Certifies a new officer of the administrator's own State.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct AddOfficer {
    /// His number as typed.
    pub officer: String,
    /// His name: class STATE.
    pub name: String,
    /// His agency.
    pub agency: Agency,
    /// What he may do.
    pub roles: Vec<Role>,
    /// His first password.
    pub password: String,
}

impl Request for AddOfficer {
    const COMMAND: &'static str = "add_officer";
    type Reply = ();
}

/// Gives an officer who forgot his password new keys under a new one.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct RenewOfficer {
    /// Whom.
    pub officer: OfficerNumber,
    /// His new password.
    pub password: String,
}

impl Request for RenewOfficer {
    const COMMAND: &'static str = "renew_officer";
    type Reply = ();
}

/// Removes an officer: his certificate ends, and with it begins a new epoch of the keys that he held. With an administrator the
/// root is replaced, and the new recovery code is answered.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct RemoveOfficer {
    /// Whom.
    pub officer: OfficerNumber,
}

impl Request for RemoveOfficer {
    const COMMAND: &'static str = "remove_officer";
    type Reply = Option<RecoveryCodeOnce>;
}

/// Draws a new recovery code for the administrator's own State, in place of the one before.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct NewRecoveryCode {}

impl Request for NewRecoveryCode {
    const COMMAND: &'static str = "new_recovery_code";
    type Reply = RecoveryCodeOnce;
}

/// A recovery code, shown once.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecoveryCodeOnce {
    /// Whose.
    pub state: StateCode,
    /// The code, in groups with hyphens between; wiped when it is dropped.
    pub code: Zeroizing<String>,
}

impl std::fmt::Debug for RecoveryCodeOnce {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // A code must not come into a log by accident.
        to.debug_struct("RecoveryCodeOnce").field("state", &self.state).finish_non_exhaustive()
    }
}
