//! Who is on a vehicle, as its operator tells it before it arrives.

use chrono::{NaiveDate, NaiveDateTime};
use domain::manifest::Listed;
use domain::subject::{Document, Sex, Traveller};
use serde::{Deserialize, Serialize};

use super::fault::Fault;

/// A list of those on one vehicle.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PassengerList {
    /// What the sender wants done with it (BGM).
    pub purpose: Purpose,
    /// The vehicle.
    pub conveyance: Conveyance,
    /// Who runs it: the name, or the code where the list has no name (TDT, C040).
    pub operator: Option<String>,
    /// Who sent the list (NAD+MS).
    pub reporter: Option<String>,
    /// By what the sender knows this list (RFF+TN).
    pub reference: Option<String>,
    /// Where and when it leaves (LOC+125, DTM+189).
    pub departure: Stop,
    /// Where and when it arrives (LOC+87, DTM+232).
    pub arrival: Stop,
    /// Places between (LOC+92).
    pub by_way_of: Vec<Stop>,
    /// Whoever is on it, crew included, in the order of the list. Who could be read in part is here, and the faults say what is wrong.
    pub passengers: Vec<AdvancePassenger>,
    /// What could not be read, or does not fit together.
    pub faults: Vec<Fault>,
    /// What else the list says.
    pub details: Vec<Detail>,
}

impl PassengerList {
    /// Returns how many heads the list has, those included that could not be read at all.
    pub fn heads(&self) -> usize {
        self.passengers.len() + self.faults.iter().filter(|fault| fault.is_whole_head()).count()
    }

    /// Returns whether another list is of the same journey of the same vehicle.
    pub(super) fn is_same_journey(&self, other: &Self) -> bool {
        self.purpose == other.purpose
            && self.conveyance == other.conveyance
            && self.departure == other.departure
            && self.arrival == other.arrival
    }
}

/// What the sender of a list wants done with it: the function of its message (BGM, 1225), or what carriers write in place of a number of
/// the message (BGM, C106 1004).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// It is the list, in the place of whatever was sent before of the same journey (9, 5 or nothing).
    #[default]
    Whole,
    /// It tells what changed of a list that was sent before: who is on it is not all of them (2, 3, 4; `CP`, `XR`, `RP`).
    Part,
    /// What was sent before counts no more: the vehicle does not come (1; `CF`).
    Cancelled,
}

/// A vehicle under way.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conveyance {
    /// The operator's number of the journey (TDT, 8028).
    pub journey: Option<String>,
    /// The registration plate (TDT, C222 8213).
    pub plate: Option<String>,
    /// Where it is registered (TDT, C222 8453).
    pub country: Option<String>,
    /// On what it travels (TDT, C220 8067).
    pub mode: Option<Mode>,
}

/// On what a vehicle travels (UN/ECE recommendation 19).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// The sea (1).
    Sea,
    /// Rails (2).
    Rail,
    /// The road (3).
    Road,
    /// The air (4).
    Air,
    /// Inland water (8).
    InlandWater,
}

impl Mode {
    const ALL: [(Self, &'static str); 5] =
        [(Self::Sea, "1"), (Self::Rail, "2"), (Self::Road, "3"), (Self::Air, "4"), (Self::InlandWater, "8")];

    pub(super) fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|(_, known)| *known == code).map(|(mode, _)| mode)
    }

    pub(super) fn code(self) -> &'static str {
        Self::ALL.into_iter().find(|(mode, _)| *mode == self).map_or("", |(_, code)| code)
    }
}

/// A place on the way. Times are those of clocks at the place: the formats carry no zone.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stop {
    /// The place: a UN/LOCODE, an IATA code or a name.
    pub place: Option<String>,
    /// When the vehicle comes to it.
    pub arrives: Option<NaiveDateTime>,
    /// When it leaves it.
    pub departs: Option<NaiveDateTime>,
}

/// What somebody does on the vehicle.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// He is carried (NAD+FL, NAD+DDU).
    #[default]
    Passenger,
    /// He works it (NAD+FM, NAD+DDT).
    Crew,
}

/// Somebody on the vehicle.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AdvancePassenger {
    /// Where he begins in the file: the segment, or the line of a table; from 1.
    pub at: u64,
    /// What he does on the vehicle.
    pub role: Role,
    /// He stays on it, or in the country only to travel on (NAD+DDU, NAD+DDT).
    pub is_in_transit: bool,
    /// The surname (NAD, C080); empty where it could not be read.
    pub surname: String,
    /// The given names (NAD, C080).
    pub given_names: String,
    /// The sex (ATT+2).
    pub sex: Option<Sex>,
    /// The date of birth (DTM+329).
    pub birth_date: Option<NaiveDate>,
    /// The nationality, one to three letters as Doc 9303 has them (NAT+2).
    pub nationality: Option<String>,
    /// His documents, in the order of the list (DOC).
    pub documents: Vec<AdvanceDocument>,
    /// Where he got on, or begins his journey (LOC+178).
    pub boarding: Option<String>,
    /// Where he gets off, or ends his journey (LOC+179).
    pub alighting: Option<String>,
    /// Where he is cleared (LOC+22).
    pub clearance: Option<String>,
    /// Where he was born (LOC+180).
    pub birth_place: Option<String>,
    /// In which State he lives (LOC+174).
    pub residence: Option<String>,
    /// His seat (RFF+SEA).
    pub seat: Option<String>,
    /// The number of the booking (RFF+AVF).
    pub booking: Option<String>,
    /// By what the operator knows him (RFF+ABO).
    pub reference: Option<String>,
    /// What else the list says of him.
    pub details: Vec<Detail>,
}

/// A document of a passenger.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AdvanceDocument {
    /// What it is, as Doc 9303 has it: `P`, `I`, `A`, `C`, `V` for a visa (DOC, C002 1001).
    pub code: String,
    /// The number (DOC, C503 1004).
    pub number: String,
    /// Who issued it, one to three letters (LOC+91).
    pub issuer: Option<String>,
    /// The last day of its validity (DTM+36).
    pub expires: Option<NaiveDate>,
    /// The day on which it was issued (DTM+182).
    pub issued: Option<NaiveDate>,
}

/// A fact that no field holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Detail {
    /// Under which name: the segment and its qualifier, such as `MEA+CT`, or the column.
    pub field: String,
    /// What it says.
    pub text: String,
}

impl AdvancePassenger {
    /// Returns him as a head of the operator's list that a post keeps; nothing where surname or nationality is not known.
    ///
    /// The document is the first that is no visa.
    pub fn listed(&self) -> Option<Listed> {
        (self.nationality.is_some() && !self.surname.is_empty()).then(|| self.head())
    }

    /// Returns him as a head of the operator's list, with nothing where something is not known: for a form in which it is filled in.
    pub fn head(&self) -> Listed {
        let nationality = self.nationality.clone().unwrap_or_default();
        let document = self.documents.iter().find(|document| !document.code.starts_with('V'));
        let document = document.map(|document| Document {
            code: document.code.clone(),
            issuer: document.issuer.clone().unwrap_or_else(|| nationality.clone()),
            number: document.number.to_ascii_uppercase(),
            expires: document.expires,
        });
        let person = Traveller {
            surname: self.surname.to_uppercase(),
            given_names: self.given_names.to_uppercase(),
            nationality,
            birth_date: self.birth_date,
            sex: self.sex.unwrap_or(Sex::X),
            document,
            papers: Box::default(),
        };
        Listed { person, is_crew: self.role == Role::Crew }
    }
}
