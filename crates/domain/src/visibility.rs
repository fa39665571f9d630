//! Who sees what (PROCEDURE §7).

use serde::{Deserialize, Serialize};

/// The class of a piece of data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Class {
    /// Both States.
    Shared,
    /// Both States, from the act on that tells it; the window says so before the officer acts.
    Told,
    /// The State whose officer recorded it.
    State,
    /// The agency whose officer recorded it.
    Agency,
    /// The protection desks that PROCEDURE §4.9 names.
    Protected,
}
