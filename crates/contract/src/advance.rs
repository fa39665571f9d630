//! Passenger lists that are sent ahead of a vehicle (advance passenger information): which vehicles are expected, who is on them, and
//! what comes and goes.
//!
//! Invariant: class STATE. Of an expected vehicle no person is named before its list is taken for the registration.

use chrono::NaiveDateTime;
use domain::{At, OfficerNumber, Reference};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{BrokenPassengerList, ListOfVehicle, PassengerFault, Request};

/// Asks which vehicles are expected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExpectedRequest {}

impl Request for ExpectedRequest {
    const COMMAND: &'static str = "expected";
    type Reply = ExpectedView;
}

/// The vehicles of which a list was sent ahead to the own State.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExpectedView {
    /// When it was looked.
    pub now: At,
    /// The vehicles, by their arrival.
    pub vehicles: Vec<ExpectedVehicle>,
    /// Lists that can't be opened: damaged, or sealed with keys that this officer has not got.
    pub unread: u32,
    /// The officer may take lists in and withdraw them.
    pub may_import: bool,
}

/// A vehicle that is expected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExpectedVehicle {
    /// Its list.
    pub list: Uuid,
    /// Its plate, as the operator wrote it.
    pub plate: String,
    /// Where it is registered.
    pub registered_in: Option<String>,
    /// Who runs it.
    pub operator: Option<String>,
    /// When it arrives, by the own State's clocks.
    pub arrival: NaiveDateTime,
    /// How many heads are on the list.
    pub heads: u32,
    /// How much of the list can't be read, or does not fit.
    pub faults: u32,
    /// How many of its persons, and the vehicle, may be on an alert list that the officer reads.
    pub hits: u32,
    /// As which crossing a vehicle of this plate was registered since: the list may be left over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub registered_as: Option<Reference>,
    /// When the list was taken in.
    pub at: At,
    /// Who took it in.
    pub by: OfficerNumber,
    /// When it is erased, if its vehicle was not registered before.
    pub ends_at: At,
}

/// Takes lists in that were sent ahead: a file of UN/EDIFACT PAXLST, which may have several vehicles, or a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportAdvanceLists {
    /// The file's bytes, base64.
    pub content: String,
}

impl Request for ImportAdvanceLists {
    const COMMAND: &'static str = "import_advance_lists";
    type Reply = AdvanceListsImported;
}

/// What came of a file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AdvanceListsImported {
    /// The vehicles whose lists were taken in.
    pub vehicles: Vec<ExpectedVehicle>,
    /// How many lists of the same journeys they took the place of.
    pub replaced: u32,
    /// How many lists the file cancelled.
    pub cancelled: u32,
    /// Plates of journeys that it cancelled and of which there was no list.
    pub not_there: Vec<String>,
    /// What could not be read, or does not fit.
    pub faults: Vec<PassengerFault>,
    /// Why nothing was taken in: then nothing has changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub broken: Option<BrokenPassengerList>,
}

/// Takes the list of an expected vehicle for its registration. It stays until it is said to be used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakeAdvanceList {
    /// The list.
    pub list: Uuid,
}

impl Request for TakeAdvanceList {
    const COMMAND: &'static str = "take_advance_list";
    type Reply = ListOfVehicle;
}

/// Removes a list: its vehicle is registered, or the list is withdrawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RemoveAdvanceList {
    /// The list.
    pub list: Uuid,
    /// As which crossing its vehicle is registered; nothing where it is withdrawn.
    pub registered_as: Option<Reference>,
}

impl Request for RemoveAdvanceList {
    const COMMAND: &'static str = "remove_advance_list";
    type Reply = ();
}
