//! Who may work at the post and who is on shift: projections of the acts of the post.

use chrono::{DateTime, Utc};

/// An officer of the post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficerRow {
    /// The officer's number, unique at the post.
    pub officer: String,
    /// The officer's State.
    pub state: String,
    /// The officer's agency.
    pub agency: String,
    /// The officer's roles, as the domain writes them.
    pub roles: String,
    /// From when the officer may act.
    pub valid_from: DateTime<Utc>,
    /// Until when; none while it is open.
    pub valid_until: Option<DateTime<Utc>>,
}

/// An open shift.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShiftRow {
    /// The officer on shift.
    pub officer: String,
    /// The officer's State.
    pub state: String,
    /// The desk taken.
    pub desk: String,
    /// Since when.
    pub opened_at: DateTime<Utc>,
}
