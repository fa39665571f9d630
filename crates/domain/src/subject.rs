//! Subjects: what decisions attach to, and the relations between them (PROCEDURE §2).

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::codes::{ContainerNumber, PlateNumber};
use crate::customs::{Declaration, Fault};
use crate::papers::{GoodsPapers, VehiclePapers};
use crate::permit::TravellerPapers;
use crate::{At, StateCode};

/// Numbers a subject within its crossing, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct SubjectId(pub u16);

/// What a subject is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum SubjectKind {
    /// A person who crosses, or a member of the crew.
    Traveller,
    /// A vehicle or trailer.
    Conveyance,
    /// Goods under one declaration or manifest line.
    Consignment,
}

impl SubjectKind {
    /// Returns the word under which the kind is stored and looked up in the catalogue.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Traveller => "traveller",
            Self::Conveyance => "conveyance",
            Self::Consignment => "consignment",
        }
    }
}

/// Sex as printed on the travel document (ICAO 9303-3, §4.2: F, M or unspecified).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Sex {
    /// Female.
    F,
    /// Male.
    M,
    /// Unspecified.
    X,
}

/// A travel document as presented.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Document {
    /// The document code as printed, such as `P` or `ID` (ICAO 9303-3).
    pub code: String,
    /// The issuing State or organisation as printed, such as `KEN` or `UNO`.
    pub issuer: String,
    /// The number as printed, without fillers.
    pub number: String,
    /// The last day of validity, where it is known for certain.
    pub expires: Option<NaiveDate>,
}

/// A person's facts as in the document; class SHARED.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Traveller {
    /// The primary identifier.
    pub surname: String,
    /// The secondary identifiers.
    pub given_names: String,
    /// The nationality as printed, such as `KEN`, `D` or `XXB`.
    pub nationality: String,
    /// The date of birth, where it is known in full.
    pub birth_date: Option<NaiveDate>,
    /// The sex as printed.
    pub sex: Sex,
    /// The document presented; a child may travel on none of its own.
    pub document: Option<Document>,
    /// What allows the stay.
    #[serde(default, skip_serializing_if = "TravellerPapers::is_empty")]
    pub papers: Box<TravellerPapers>,
}

impl Traveller {
    /// Returns the name in the order of the document: surname, then given names.
    pub fn name(&self) -> String {
        if self.given_names.is_empty() {
            self.surname.clone()
        } else {
            format!("{} {}", self.surname, self.given_names)
        }
    }

    /// Returns the words of the name: their order and letter case are the reader's, and a document shows as many as its field
    /// holds.
    pub fn name_words(&self) -> BTreeSet<String> {
        words_of(&self.name())
    }

    /// Returns whether the person is younger than 18 on that day; unknown where the date of birth is.
    pub fn is_minor(&self, on: NaiveDate) -> Option<bool> {
        let birth = self.birth_date?;
        Some(on.years_since(birth).is_none_or(|years| years < 18))
    }

    /// Returns whether the document names this State as the person's nationality.
    pub fn is_national_of(&self, state: StateCode) -> bool {
        self.nationality == state.as_str()
    }
}

/// Returns the words of a name, in capitals.
pub(crate) fn words_of(name: &str) -> BTreeSet<String> {
    name.split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_uppercase)
        .collect()
}

/// What sort of conveyance it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ConveyanceKind {
    /// A lorry or tractor unit.
    Lorry,
    /// A trailer or semi-trailer.
    Trailer,
    /// A passenger car.
    Car,
    /// A bus or coach.
    Bus,
    /// A motor cycle or bicycle.
    Cycle,
}

/// A conveyance's facts; class SHARED.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Conveyance {
    /// What sort it is; stored as `sort`, because `kind` tells the facts of a vehicle from those of a person.
    #[serde(rename = "sort")]
    pub kind: ConveyanceKind,
    /// The registration plate.
    pub plate: PlateNumber,
    /// The State of registration, where known.
    pub registered_in: Option<String>,
    /// The operator, where known.
    pub operator: Option<String>,
    /// The vehicle identification number, where read.
    pub vin: Option<String>,
    /// Its papers.
    #[serde(default, skip_serializing_if = "VehiclePapers::is_empty")]
    pub papers: Box<VehiclePapers>,
}

/// A consignment's facts; class SHARED.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Consignment {
    /// What the goods are, in a few words.
    pub description: String,
    /// The gross mass in grams.
    pub gross_mass_g: u64,
    /// The containers they are in.
    pub containers: Vec<ContainerNumber>,
    /// The seals on them, as read.
    pub seals: Vec<String>,
    /// The declaration, once lodged.
    pub declaration: Option<Declaration>,
    /// Their other papers.
    #[serde(default, skip_serializing_if = "GoodsPapers::is_empty")]
    pub papers: Box<GoodsPapers>,
}

/// The facts of a subject: class SHARED, erasable, so that the fold must go on without them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum SubjectFacts {
    /// Of a person.
    Traveller(Traveller),
    /// Of a vehicle.
    Conveyance(Conveyance),
    /// Of goods.
    Consignment(Consignment),
}

impl SubjectFacts {
    /// Returns what they are the facts of.
    pub const fn kind(&self) -> SubjectKind {
        match self {
            Self::Traveller(_) => SubjectKind::Traveller,
            Self::Conveyance(_) => SubjectKind::Conveyance,
            Self::Consignment(_) => SubjectKind::Consignment,
        }
    }

    /// Returns what a list shows first: the name, the plate or the goods.
    pub fn label(&self) -> String {
        match self {
            Self::Traveller(person) => person.name(),
            Self::Conveyance(vehicle) => vehicle.plate.to_string(),
            Self::Consignment(goods) => goods.description.clone(),
        }
    }

    /// Returns what is wrong with the papers of a person, a vehicle or goods on that day.
    pub fn paper_faults(&self, on: NaiveDate) -> Vec<Fault> {
        match self {
            Self::Traveller(person) => person.papers.faults(on),
            Self::Conveyance(vehicle) => vehicle.papers.faults(on),
            Self::Consignment(goods) => goods.papers.faults(on),
        }
    }

    /// Returns the person, if it is one.
    pub const fn traveller(&self) -> Option<&Traveller> {
        if let Self::Traveller(person) = self { Some(person) } else { None }
    }

    /// Returns the vehicle, if it is one.
    pub const fn conveyance(&self) -> Option<&Conveyance> {
        if let Self::Conveyance(vehicle) = self { Some(vehicle) } else { None }
    }

    /// Returns the goods, if it is a consignment.
    pub const fn consignment(&self) -> Option<&Consignment> {
        if let Self::Consignment(goods) = self { Some(goods) } else { None }
    }
}

/// How two subjects of one crossing belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum RelationKind {
    /// The person drives the conveyance.
    Drives,
    /// The person works the conveyance.
    CrewOf,
    /// The person is guardian of the minor.
    Guardian,
    /// The person travels on the conveyance.
    TravelsOn,
    /// The goods are carried on the conveyance.
    CarriedOn,
    /// The trailer is towed by the conveyance.
    TowedBy,
}

impl RelationKind {
    /// Returns whether it puts a person on a conveyance.
    pub const fn is_aboard(self) -> bool {
        matches!(self, Self::Drives | Self::CrewOf | Self::TravelsOn)
    }
}

/// A relation from one subject to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Relation {
    /// Who or what, such as the driver, the guardian, the goods.
    pub from: SubjectId,
    /// How.
    pub kind: RelationKind,
    /// To whom or what, such as the vehicle or the minor.
    pub to: SubjectId,
}

/// Where a subject is in the procedure; derived, never stored by hand (PROCEDURE §3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SubjectPhase {
    /// No control has begun.
    Registered,
    /// The exit State's controls are open.
    ExitControls,
    /// Handed over: the exit State is done, the entry State has not begun.
    ExitComplete,
    /// The entry State's controls are open.
    EntryControls,
    /// A person whose controls are all done.
    Admitted,
    /// A conveyance or goods whose controls are all done.
    Released,
    /// Stopped by a hold.
    Held,
    /// Stopped by the entry State's refusal.
    EntryRefused,
    /// Offered back to the exit State, which must readmit.
    OfferedBack,
    /// Left through the gate.
    Departed,
    /// The exit State refused; stays there.
    ExitDenied,
    /// Turned back before entry control began.
    Withdrawn,
    /// Taken back by the exit State.
    Readmitted,
    /// Handed to another authority.
    CustodyTransferred,
    /// Left behind.
    Abandoned,
    /// Registered in error.
    Void,
}

impl SubjectPhase {
    /// Every phase.
    pub const ALL: [Self; 16] = [
        Self::Registered,
        Self::ExitControls,
        Self::ExitComplete,
        Self::EntryControls,
        Self::Admitted,
        Self::Released,
        Self::Held,
        Self::EntryRefused,
        Self::OfferedBack,
        Self::Departed,
        Self::ExitDenied,
        Self::Withdrawn,
        Self::Readmitted,
        Self::CustodyTransferred,
        Self::Abandoned,
        Self::Void,
    ];

    /// Returns the word under which the phase is stored and looked up in the catalogue.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Registered => "registered",
            Self::ExitControls => "exit_controls",
            Self::ExitComplete => "exit_complete",
            Self::EntryControls => "entry_controls",
            Self::Admitted => "admitted",
            Self::Released => "released",
            Self::Held => "held",
            Self::EntryRefused => "entry_refused",
            Self::OfferedBack => "offered_back",
            Self::Departed => "departed",
            Self::ExitDenied => "exit_denied",
            Self::Withdrawn => "withdrawn",
            Self::Readmitted => "readmitted",
            Self::CustodyTransferred => "custody_transferred",
            Self::Abandoned => "abandoned",
            Self::Void => "void",
        }
    }

    /// Returns whether nothing can follow for the subject.
    pub const fn is_final(self) -> bool {
        matches!(
            self,
            Self::Departed
                | Self::ExitDenied
                | Self::Withdrawn
                | Self::Readmitted
                | Self::CustodyTransferred
                | Self::Abandoned
                | Self::Void
        )
    }
}

/// The final phases, as a subject carries the one it reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum End {
    /// Left through the gate.
    Departed,
    /// The exit State refused.
    ExitDenied,
    /// Turned back before entry control began, or the ticket was never used.
    Withdrawn,
    /// Taken back by the exit State.
    Readmitted,
    /// Handed to another authority.
    CustodyTransferred,
    /// Left behind.
    Abandoned,
    /// Registered in error.
    Void,
}

impl End {
    /// Returns the phase of a subject that ended so.
    pub const fn phase(self) -> SubjectPhase {
        match self {
            Self::Departed => SubjectPhase::Departed,
            Self::ExitDenied => SubjectPhase::ExitDenied,
            Self::Withdrawn => SubjectPhase::Withdrawn,
            Self::Readmitted => SubjectPhase::Readmitted,
            Self::CustodyTransferred => SubjectPhase::CustodyTransferred,
            Self::Abandoned => SubjectPhase::Abandoned,
            Self::Void => SubjectPhase::Void,
        }
    }
}

/// One traveller, conveyance or consignment of a crossing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subject {
    /// Its number within the crossing.
    pub id: SubjectId,
    /// What it is.
    pub kind: SubjectKind,
    /// Its facts; blank where they were lawfully erased.
    pub facts: Option<SubjectFacts>,
    /// When it joined the crossing.
    pub added_at: At,
    /// When the exit State's controls ended, the last time they did.
    pub handed_over_at: Option<At>,
    /// When the entry State's first control act was done: from then on there is no going back without consent.
    pub entry_begun_at: Option<At>,
    /// The order of controls is varied for it (PROCEDURE §4.5), until the exit State is done.
    pub is_varied: bool,
    /// Presented to the exit officers since, while the order is varied: the entry State waits for them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub presented_at: Option<At>,
    /// Taken off its conveyance since.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub off_loaded_at: Option<At>,
    /// When officers last did something with it: as stated, where that was entered late. It orders late entries, and
    /// is part of no duration.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acted_at: Option<At>,
    /// Offered back since.
    pub offered_back_at: Option<At>,
    /// When its declaration was lodged; stays where the declaration itself was lawfully erased.
    #[serde(default)]
    pub declared_at: Option<At>,
    /// The final phase it reached, and when.
    pub end: Option<(End, At)>,
    /// The crossing's version at which it last changed.
    pub version: u32,
}

impl Subject {
    /// Returns whether it reached a final phase.
    pub const fn is_final(&self) -> bool {
        self.end.is_some()
    }
}
