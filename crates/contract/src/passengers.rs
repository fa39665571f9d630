//! The operator's list of a vehicle in a format of other systems, read for whoever registers it.
//!
//! Invariant: nothing is stored; nobody on a list is lost, those included of whom nothing could be read.

use chrono::NaiveDateTime;
use domain::manifest::Listed;
use serde::{Deserialize, Serialize};

use crate::Request;

/// Reads a file that an operator sent: UN/EDIFACT PAXLST, or a table with more columns than the page itself reads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadPassengerList {
    /// The file's bytes, base64.
    pub content: String,
}

impl Request for ReadPassengerList {
    const COMMAND: &'static str = "read_passenger_list";
    type Reply = PassengerListRead;
}

/// What is in the file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PassengerListRead {
    /// Its lists, one for each journey.
    pub lists: Vec<ListOfVehicle>,
    /// Why the file as a whole was not read; there is no list then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub broken: Option<BrokenPassengerList>,
}

/// Who is on one vehicle.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListOfVehicle {
    /// Its plate.
    pub plate: Option<String>,
    /// Where it is registered.
    pub registered_in: Option<String>,
    /// Who runs it.
    pub operator: Option<String>,
    /// When it arrives, by clocks of the place.
    pub arrival: Option<NaiveDateTime>,
    /// Everybody, in the order of the list. What could not be read of somebody is empty.
    pub heads: Vec<Listed>,
    /// What could not be read, or does not fit.
    pub faults: Vec<PassengerFault>,
}

/// A part of a list that could not be read, or does not fit.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PassengerFault {
    /// Where: the segment of an interchange, or the line of a table; from 1.
    pub at: u64,
    /// Whom it concerns: his name, as far as it could be read.
    pub who: String,
    /// The segment with its qualifier, or the column.
    pub field: String,
    /// What is wrong, as a word of the catalogue.
    pub why: String,
    /// What stands there.
    pub text: String,
}

/// Why a file was not read as a whole.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BrokenPassengerList {
    /// In which segment or line, from 1.
    pub at: u64,
    /// Why, as a word of the catalogue.
    pub why: String,
    /// What it is about: a column, a character set, a segment.
    pub what: String,
}
