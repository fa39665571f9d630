//! Drafts: what is typed is kept as it is typed, sealed with the officer's key, and found again after a power cut.

use serde::{Deserialize, Serialize};

use crate::Request;

/// Keeps a draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaveDraft {
    /// Which form, such as `register` or `declaration/MD-2611-004217-K/3`.
    pub form: String,
    /// The form's content as the page writes it; empty to forget it.
    pub content: String,
}

impl Request for SaveDraft {
    const COMMAND: &'static str = "save_draft";
    type Reply = ();
}

/// Finds a draft again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoadDraft {
    /// Which form.
    pub form: String,
}

impl Request for LoadDraft {
    const COMMAND: &'static str = "load_draft";
    type Reply = Option<String>;
}
