//! Refusal notices: what is handed to a person who is refused (Schengen Borders Code, Annex V, Part A, as a model).

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{At, OfficerNumber, Reference, StateCode, SubjectId};

/// The serial of a notice: State, crossing and a running number within it. Class SHARED.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct NoticeSerial(String);

impl NoticeSerial {
    /// Returns the serial of the `number`th notice of that State on that crossing.
    pub fn new(state: StateCode, reference: &Reference, number: usize) -> Self {
        Self(format!("{}-{reference}-{number}", state.as_str()))
    }
}

impl fmt::Display for NoticeSerial {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The content of a notice, issued in the same transaction as the confirmation; class STATE.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// Its serial.
    pub serial: NoticeSerial,
    /// The refusing State.
    pub state: StateCode,
    /// Who or what is refused.
    pub subject: SubjectId,
    /// The name, plate or goods as recorded.
    pub label: String,
    /// The document as recorded, `P KEN AK123456`.
    pub document: Option<String>,
    /// The reason, by the code of that State's list.
    pub reason: ReasonCode,
    /// The officer who refused.
    pub refused_by: OfficerNumber,
    /// The officer who confirmed.
    pub confirmed_by: OfficerNumber,
    /// When it was confirmed.
    pub at: At,
}

/// What a State's notices say of its law. It is the State's to say, given when the post is founded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoticeLaw {
    /// Which State's.
    pub state: StateCode,
    /// The law and article that a refusal rests on.
    pub basis: String,
    /// How to appeal, before whom and until when, in the two languages of the post's papers.
    pub appeal: [String; 2],
}

/// A code of a State's own list of reasons, such as `E` (no purpose or conditions of stay shown).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct ReasonCode(pub String);
