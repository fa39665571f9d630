//! Signing in and out, locking, and the shift.

use domain::officer::DeskCode;
use domain::{Agency, At, Role, StateCode};
use serde::{Deserialize, Serialize};

use crate::Request;

/// Signs an officer in and opens his shift, or goes on with the one he has open.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SignIn {
    /// His number as typed.
    pub officer: String,
    /// His password.
    pub password: String,
    /// Where he sits.
    pub desk: DeskCode,
}

impl Request for SignIn {
    const COMMAND: &'static str = "sign_in";
    type Reply = Session;
}

/// Asks who is signed in here.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct SessionRequest {}

impl Request for SessionRequest {
    const COMMAND: &'static str = "session";
    type Reply = Option<Session>;
}

/// Who is signed in here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// His number.
    pub officer: String,
    /// His name: class STATE, so only his own window has it.
    pub name: String,
    /// His State.
    pub state: StateCode,
    /// His agency.
    pub agency: Agency,
    /// What he may do.
    pub roles: Vec<Role>,
    /// Where he sits.
    pub desk: DeskCode,
    /// When his shift was opened.
    pub shift_opened_at: At,
    /// Whether the window is locked: keys are wiped, the password unlocks.
    pub is_locked: bool,
    /// The time of the post now, for clocks that differ.
    pub now: At,
}

/// Locks the window: the keys are wiped, the work stays.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Lock {}

impl Request for Lock {
    const COMMAND: &'static str = "lock";
    type Reply = ();
}

/// Unlocks the window.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Unlock {
    /// The password of the officer who locked it.
    pub password: String,
}

impl Request for Unlock {
    const COMMAND: &'static str = "unlock";
    type Reply = Session;
}

/// Gives the officer a new password in place of the present one.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ChangePassword {
    /// The present one.
    pub present: String,
    /// The new one: at least twelve characters.
    pub new: String,
}

impl Request for ChangePassword {
    const COMMAND: &'static str = "change_password";
    type Reply = ();
}

/// Signs out; the shift stays open, so that he may go on at another desk.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct SignOut {}

impl Request for SignOut {
    const COMMAND: &'static str = "sign_out";
    type Reply = ();
}

/// Closes the shift and signs out; claims are given up.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct CloseShift {}

impl Request for CloseShift {
    const COMMAND: &'static str = "close_shift";
    type Reply = ();
}
