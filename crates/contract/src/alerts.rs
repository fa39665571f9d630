//! The alert lists of the reader's State, for its administrators.
//!
//! Invariant: nothing here is ever told to the other State (class STATE).

use chrono::NaiveDate;
use domain::alert::Unusual;
use domain::{Agency, At, OfficerNumber};
use serde::{Deserialize, Serialize};

use crate::Request;

/// Asks which alert lists the reader's State keeps.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct AlertListsRequest {}

impl Request for AlertListsRequest {
    const COMMAND: &'static str = "alert_lists";
    type Reply = AlertListsView;
}

/// The alert lists that the reader's searches go through.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlertListsView {
    /// The time of the post.
    pub now: At,
    /// The lists: those of the State first, each kind by name.
    pub lists: Vec<AlertListHead>,
    /// How alike a person has to be to be shown, per mille.
    pub threshold: u16,
    /// That of a State which has set none, per mille.
    pub usual_threshold: u16,
    /// What is looked for beside other crossings.
    #[serde(default)]
    pub unusual: Vec<UnusualRule>,
    /// Whether the reader may change lists: administrators do.
    pub may_change: bool,
    /// The reader's agency: he may keep a list that it alone reads.
    pub agency: Agency,
}

/// What is known of a list without its entries.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlertListHead {
    /// Its name, once among those of its owner.
    pub name: String,
    /// The agency that alone reads it; nothing where every officer of the State does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agency: Option<Agency>,
    /// How many are on it.
    pub entries: u32,
    /// In which format its last file was.
    pub format: AlertListFormat,
    /// When it was last imported.
    pub at: At,
    /// Who imported it.
    pub by: OfficerNumber,
    /// How many rows of the last file were rejected.
    #[serde(default)]
    pub rejected: u32,
    /// SHA-256 of the last file, hexadecimal: whoever has the file can tell whether it is this one.
    pub digest: String,
    /// What stands beside an entry that says nothing of its own.
    #[serde(default)]
    pub usual: AlertUsual,
    /// The last day on which it is searched.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
}

/// What stands beside an entry of a list that says nothing of its own.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AlertUsual {
    /// Why it is listed.
    pub reason: String,
    /// What the officer is to do.
    pub instruction: String,
    /// How it is to be handled, by the State's own code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub handling: Option<String>,
    /// Two officers look at every hit of the list.
    pub needs_two: bool,
}

/// The format of a list's file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AlertListFormat {
    /// Columns under a heading (docs/alert-lists.md).
    Csv,
    /// The consolidated list of the United Nations Security Council, XML.
    UnXml,
    /// FollowTheMoney entities, one JSON object a line.
    FollowTheMoney,
}

impl AlertListFormat {
    /// Every format.
    pub const ALL: [Self; 3] = [Self::Csv, Self::UnXml, Self::FollowTheMoney];

    /// Returns the word of the catalogue.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::UnXml => "un_xml",
            Self::FollowTheMoney => "follow_the_money",
        }
    }
}

/// Imports a list, or what changed of it. What is wrong with the file as a whole changes nothing; a row that can't be read is
/// rejected and told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportAlertList {
    /// The list's name: one that is there is taken over by the file, or changed by it.
    pub name: String,
    /// The reader's agency alone reads it.
    pub is_agency: bool,
    /// The format; nothing where it is seen from the file.
    pub format: Option<AlertListFormat>,
    /// The file says what changed; it is not the whole list.
    pub is_change: bool,
    /// What stands beside an entry that says nothing of its own.
    pub usual: AlertUsual,
    /// The last day on which the list is searched.
    #[serde(default)]
    pub until: Option<NaiveDate>,
    /// The file's bytes, base64.
    pub content: String,
}

impl Request for ImportAlertList {
    const COMMAND: &'static str = "import_alert_list";
    type Reply = AlertListImported;
}

/// What came of an import.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlertListImported {
    /// How many are on the list now.
    pub entries: u32,
    /// How many came.
    pub added: u32,
    /// How many were there and are otherwise now.
    pub changed: u32,
    /// How many went.
    pub removed: u32,
    /// How many rows were rejected.
    pub rejected: u32,
    /// The first of them.
    pub rows: Vec<RejectedAlertRow>,
    /// Columns and kinds that are not read, each once.
    pub unknown: Vec<String>,
    /// Why the file as a whole was not read; the list is then as it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub broken: Option<BrokenAlertList>,
}

/// Why a file was not read as a whole.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BrokenAlertList {
    /// In which line, from 1.
    pub line: u64,
    /// Why, as a word of the catalogue.
    pub why: String,
    /// What it is about: a column, a character set.
    pub what: String,
}

/// A row that was not taken in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RejectedAlertRow {
    /// Its line in the file, from 1.
    pub line: u64,
    /// The column or element.
    pub field: String,
    /// Why, as a word of the catalogue.
    pub why: String,
    /// What stands there, cut short.
    pub text: String,
}

/// Takes a list away: nothing of it is searched from now on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RemoveAlertList {
    /// Its name.
    pub name: String,
    /// Whose it is.
    pub agency: Option<Agency>,
}

impl Request for RemoveAlertList {
    const COMMAND: &'static str = "remove_alert_list";
    type Reply = ();
}

/// Sets how alike a person has to be to be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetAlertThreshold {
    /// Per mille; nothing for the usual one.
    pub threshold: Option<u16>,
}

impl Request for SetAlertThreshold {
    const COMMAND: &'static str = "set_alert_threshold";
    type Reply = ();
}

/// Something unusual that a State looks for before every claim, and what the officer who finds it is to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnusualRule {
    /// What.
    pub which: Unusual,
    /// What the officer is to do.
    pub instruction: String,
    /// Within how many minutes, where it is a matter of minutes; else 0.
    #[serde(default)]
    pub minutes: u16,
}

/// Sets what is looked for beside other crossings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetUnusual {
    /// What, and what is to be done then.
    pub rule: UnusualRule,
    /// Whether it is looked for; else it is not any more.
    pub is_on: bool,
}

impl Request for SetUnusual {
    const COMMAND: &'static str = "set_unusual";
    type Reply = ();
}
