//! Signing in and out, locking, and the shift.

use domain::officer::DeskCode;
use domain::sign_in::Over;
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
    /// The PIN of his card, where he has one.
    #[serde(default)]
    pub pin: Option<String>,
    /// His one-time code, where he uses them.
    #[serde(default)]
    pub code: Option<String>,
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

/// Says that the officer touched the window: a key, a click, a scan. The shell counts from here, not the page.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Touch {}

impl Request for Touch {
    const COMMAND: &'static str = "touch";
    type Reply = ();
}

/// The event that says how the seat at this window stands.
pub const SEAT_EVENT: &str = "seat";

/// How the seat at this window stands: what [`SEAT_EVENT`] carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "seat", rename_all = "snake_case")]
pub enum SeatNews {
    /// Nobody is signed in.
    Empty,
    /// An officer is.
    Taken,
    /// The window locks by itself in a moment.
    LocksSoon {
        /// Why.
        over: Over,
    },
    /// It is locked.
    Locked {
        /// Why.
        by: LockedBy,
    },
}

/// Why a window is locked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LockedBy {
    /// The officer locked it.
    Officer,
    /// Nobody touched it for as long as his State lets it stand.
    Idle,
    /// His sign-in lasted as long as his State lets one last.
    Longest,
    /// He drew his card.
    Card,
    /// His password or card was changed at another window.
    NewKeys,
}

/// Unlocks the window.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Unlock {
    /// The password of the officer who locked it.
    pub password: String,
    /// The PIN of his card, where he has one.
    #[serde(default)]
    pub pin: Option<String>,
    /// His one-time code, where he uses them.
    #[serde(default)]
    pub code: Option<String>,
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

/// Draws a new secret for an officer's one-time codes. It counts once [`ConfirmOneTimeCodes`] brought a first code.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct NewOneTimeCodes {
    /// His number as typed: nobody needs to be signed in.
    pub officer: String,
    /// His password.
    pub password: String,
    /// The PIN of his card, where he has one.
    #[serde(default)]
    pub pin: Option<String>,
    /// A code of those in use, where he uses them already.
    #[serde(default)]
    pub code: Option<String>,
}

impl Request for NewOneTimeCodes {
    const COMMAND: &'static str = "new_one_time_codes";
    type Reply = OneTimeCodesShown;
}

/// A new secret for one-time codes, shown once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OneTimeCodesShown {
    /// The link for a telephone, `otpauth://…`.
    pub link: String,
    /// The same as a QR code: the rows of its modules, `1` for a dark one.
    pub rows: Vec<String>,
    /// The secret in letters and digits, to be typed.
    pub letters: String,
}

/// Puts a new secret in use by a first code of it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ConfirmOneTimeCodes {
    /// His number as typed.
    pub officer: String,
    /// His password.
    pub password: String,
    /// The PIN of his card, where he has one.
    #[serde(default)]
    pub pin: Option<String>,
    /// The first code.
    pub code: String,
}

impl Request for ConfirmOneTimeCodes {
    const COMMAND: &'static str = "confirm_one_time_codes";
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
