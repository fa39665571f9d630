//! What a State writes down of its own officers and shows nobody else: who signed in, what was looked for, opened, printed,
//! taken away, whose second signature was asked for, and what was refused because it was not for him to do.
//!
//! Invariant: plain data of class STATE. Nothing of it decides anything; the shared journal knows of it the head alone.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::held::Care;
use crate::message::MessageId;
use crate::officer::DeskCode;
use crate::{Agency, At, OfficerNumber, StepId};

/// The longest text of an entry, in characters: what was looked for is kept so far.
pub const LONGEST: usize = 120;

/// One thing that an officer did and that changes no crossing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Its id: an entry that a power cut had written twice is one.
    pub id: Uuid,
    /// When.
    pub at: At,
    /// Who.
    pub officer: OfficerNumber,
    /// Where he sat; nothing before he has a desk.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub desk: Option<DeskCode>,
    /// What.
    pub what: Deed,
}

/// What an entry tells.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "deed", rename_all = "snake_case")]
pub enum Deed {
    /// He signed in or unlocked the window.
    SignedIn {
        /// How many tries failed before, since the last good one.
        #[serde(default, skip_serializing_if = "is_zero")]
        failed_before: u32,
    },
    /// He locked the window.
    Locked,
    /// He signed out.
    SignedOut,
    /// He looked for something.
    Searched {
        /// For what.
        text: String,
    },
    /// He read a document in.
    Scanned {
        /// Its number, or what was read of it.
        document: String,
    },
    /// He opened a crossing.
    Opened {
        /// Its reference.
        crossing: String,
    },
    /// He printed or saved a slip, a notice or a return.
    Printed {
        /// Which.
        paper: String,
    },
    /// He took data away.
    Exported {
        /// What of it.
        what: String,
    },
    /// He asked for a second signature.
    AskedForSignature {
        /// The crossing.
        crossing: String,
        /// On what, by the act's word.
        act: String,
    },
    /// He changed who holds keys: an officer certified, renewed, removed, a recovery code drawn.
    ChangedKeys {
        /// What and whose.
        what: String,
    },
    /// He changed the State's alert lists: imported or took away one, set how alike a person has to be, or what is looked for beside
    /// other crossings.
    ChangedLists {
        /// What, and which.
        what: String,
    },
    /// He took in, read, used or withdrew a passenger list that was sent ahead.
    AdvanceLists {
        /// What, and of which vehicle.
        what: String,
    },
    /// He asked for what is not his to do: another State's, agency's or role's.
    Refused {
        /// What, by its command's word, and on which crossing.
        what: String,
        /// Why, by the refusal's word.
        why: String,
    },
    /// An act of the own State that is void came in while he was signed in: it was written around the program, or by an officer
    /// who may not any more.
    FoundVoid {
        /// Its number in the shared journal.
        act: String,
        /// What of it does not hold.
        why: String,
    },
    /// He told an agency of his own State something on a crossing.
    Told {
        /// The crossing's reference.
        crossing: String,
        /// For which agency.
        to: Agency,
        /// Which agency he is of.
        from: Agency,
        /// What.
        words: String,
    },
    /// He read a message for his agency on a crossing.
    Read {
        /// The crossing's reference.
        crossing: String,
        /// Which message.
        message: MessageId,
        /// For which agency.
        agency: Agency,
    },
    /// He wrote down what was done for somebody who is held.
    Cared {
        /// The crossing's reference.
        crossing: String,
        /// At which step he or it is held.
        step: StepId,
        /// What was done.
        care: Care,
        /// In words; may be empty.
        words: String,
    },
}

impl Deed {
    /// Returns the word of the catalogue under which it is shown.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::SignedIn { .. } => "signed_in",
            Self::Locked => "locked",
            Self::SignedOut => "signed_out",
            Self::Searched { .. } => "searched",
            Self::Scanned { .. } => "scanned",
            Self::Opened { .. } => "opened",
            Self::Printed { .. } => "printed",
            Self::Exported { .. } => "exported",
            Self::AskedForSignature { .. } => "asked_for_signature",
            Self::ChangedKeys { .. } => "changed_keys",
            Self::ChangedLists { .. } => "changed_lists",
            Self::AdvanceLists { .. } => "advance_lists",
            Self::Refused { .. } => "refused",
            Self::FoundVoid { .. } => "found_void",
            Self::Told { .. } => "told",
            Self::Read { .. } => "read",
            Self::Cared { .. } => "cared",
        }
    }

    /// Returns what it was about, in the officer's or the form's own words.
    pub fn about(&self) -> Option<&str> {
        match self {
            Self::SignedIn { .. } | Self::Locked | Self::SignedOut => None,
            Self::Searched { text } => Some(text),
            Self::Scanned { document } => Some(document),
            Self::Opened { crossing }
            | Self::AskedForSignature { crossing, .. }
            | Self::Told { crossing, .. }
            | Self::Read { crossing, .. }
            | Self::Cared { crossing, .. } => Some(crossing),
            Self::Printed { paper } => Some(paper),
            Self::Exported { what }
            | Self::ChangedKeys { what }
            | Self::ChangedLists { what }
            | Self::AdvanceLists { what }
            | Self::Refused { what, .. } => Some(what),
            Self::FoundVoid { act, .. } => Some(act),
        }
    }

    /// Returns why it was not to be, as a word of the program.
    pub fn why(&self) -> Option<&str> {
        match self {
            Self::Refused { why, .. } | Self::FoundVoid { why, .. } => Some(why),
            Self::SignedIn { .. }
            | Self::Locked
            | Self::SignedOut
            | Self::Searched { .. }
            | Self::Scanned { .. }
            | Self::Opened { .. }
            | Self::Printed { .. }
            | Self::Exported { .. }
            | Self::AskedForSignature { .. }
            | Self::ChangedKeys { .. }
            | Self::ChangedLists { .. }
            | Self::AdvanceLists { .. }
            | Self::Told { .. }
            | Self::Read { .. }
            | Self::Cared { .. } => None,
        }
    }
}

/// Returns a text as an entry keeps it: its first [`LONGEST`] characters.
pub fn kept(text: &str) -> String {
    text.chars().take(LONGEST).collect()
}

/// Where a State's own journal ends: what the shared journal knows of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnHead {
    /// The number of its last page, from 1.
    pub page: i64,
    /// That page's hash, in hexadecimal digits.
    pub hash: String,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference over")]
const fn is_zero(count: &u32) -> bool {
    *count == 0
}
