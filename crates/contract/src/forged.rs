//! The documents that officers of the reader's State recorded as false.
//!
//! Invariant: nothing here is ever told to the other State (class STATE).

use domain::document_check::ForgeryFound;
use domain::{At, OfficerNumber, Reference};
use serde::{Deserialize, Serialize};

use crate::Request;

/// Asks for the record: supervisors, auditors and administrators read it.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct ForgedDocumentsRequest {}

impl Request for ForgedDocumentsRequest {
    const COMMAND: &'static str = "forged_documents";
    type Reply = ForgedDocumentsView;
}

/// The record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ForgedDocumentsView {
    /// The time of the post.
    pub now: At,
    /// The documents, those recorded last first.
    pub documents: Vec<ForgedDocumentLine>,
}

/// A document that was recorded as false, or found genuine since.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ForgedDocumentLine {
    /// The number of the act that recorded it.
    pub act: i64,
    /// When.
    pub at: At,
    /// Who recorded it.
    pub officer: OfficerNumber,
    /// His name, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// On which crossing the document was presented.
    pub crossing: Reference,
    /// Who issued it, as it says.
    pub issuer: String,
    /// Its number.
    pub number: String,
    /// What was found.
    pub found: ForgeryFound,
}
