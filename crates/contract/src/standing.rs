//! What the page tells the shell of itself.

use serde::{Deserialize, Serialize};

use crate::Request;

/// Tells that a page stands and takes keys. Nothing hangs on it but measurements.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageStands {
    /// Which.
    pub page: StandingPage,
}

impl Request for PageStands {
    const COMMAND: &'static str = "page_stands";
    type Reply = ();
}

/// A page that is waited for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StandingPage {
    /// Signing in: the field of the number has the focus.
    SignIn,
    /// The queue: its lines were read.
    Queue,
}

impl StandingPage {
    /// Returns the word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::SignIn => "sign_in",
            Self::Queue => "queue",
        }
    }
}
