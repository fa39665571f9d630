//! Who sees what (PROCEDURE §7).
//!
//! Invariant: the class of everything that is shown or typed is said here and nowhere else. What becomes of an officer's
//! words when he acts follows from it, and so does the mark beside the field in which he types them.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::act::{Motion, ReopenGround};
use crate::{Agency, Role, StateCode};

/// The class of a piece of data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Class {
    /// Both States.
    Shared,
    /// Both States, from the act on that tells it; the window says so before the officer acts.
    Told,
    /// The State whose officer recorded it.
    State,
    /// The agency whose officer recorded it.
    Agency,
    /// The protection desks that PROCEDURE §4.9 names.
    Protected,
}

impl Class {
    /// Every class, the widest circle first.
    pub const ALL: [Self; 5] = [Self::Shared, Self::Told, Self::State, Self::Agency, Self::Protected];

    /// Returns the word under which the class is looked up in the catalogue.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Shared => "shared",
            Self::Told => "told",
            Self::State => "state",
            Self::Agency => "agency",
            Self::Protected => "protected",
        }
    }

    /// Returns whether the other State reads it.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Shared | Self::Told)
    }
}

/// A circle to which things are sealed: whoever is in it holds its key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Circle<'a> {
    /// Every officer of the State.
    State,
    /// The officers of one agency, by its word.
    Agency(&'a str),
    /// The protection desk.
    Protection,
}

impl Circle<'_> {
    /// Returns whether an officer of this agency, with these roles, is in it. An administrator holds every key, to wrap it to
    /// others.
    pub fn has(self, agency: Agency, roles: &BTreeSet<Role>) -> bool {
        let holds_all = roles.contains(&Role::Administrator);
        match self {
            Self::State => true,
            Self::Agency(name) => name == agency.word() || holds_all,
            Self::Protection => roles.contains(&Role::Protection) || holds_all,
        }
    }
}

/// A piece of data that a page shows or asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Datum {
    /// Reference, flow, road category, and the place in the queue.
    Crossing,
    /// Name, nationality, date of birth, sex, and the travel document of a person.
    Person,
    /// Plate and papers of a vehicle.
    Vehicle,
    /// Description, weights, containers and seals of goods.
    Goods,
    /// A declaration, save its lane.
    Declaration,
    /// Where a step stands: not why.
    Step,
    /// That something waits for a second signature, and whose.
    Motion,
    /// What was read and counted at the gate.
    Gate,
    /// The bay and the stage of an examination.
    Examination,
    /// Findings of an examination, from the moment at which both States' are opened.
    RevealedFindings,
    /// The serial of a notice or a slip, and how a notice was served.
    Serial,
    /// The number, the State and the agency of an officer, and where and when he acted.
    OfficerNumber,
    /// The ground of a hold that the other State co-signs.
    GroundToldToCoSigner,
    /// What the host's police are called for.
    CallToHost,
    /// Why the other State is asked: for a consent, a variation, the voiding of what was decided on.
    ReasonToldWithMotion,
    /// Why an exit control is taken up again by notice.
    GroundOfNotice,
    /// The authority that takes somebody or something into custody, and its receipt.
    CustodyReceipt,
    /// Why a party goes before others.
    PriorityReason,
    /// Why the same goods are examined again.
    ReasonToExamineAgain,
    /// A note.
    Note,
    /// The reason of a refusal or a waiver.
    Reason,
    /// Why an own officer is asked to sign, or an own control is taken up again.
    OwnReason,
    /// The ground of a hold that an officer of the own State co-signs.
    OwnGroundOfHold,
    /// Alert searches, their hits, what was made of them.
    AlertHit,
    /// How a holder compares with the person in his document; that a document is false.
    DocumentCheck,
    /// The lane of a declaration, and why.
    Lane,
    /// What the party is to bring.
    Query,
    /// Days of stay granted, and conditions.
    Grant,
    /// Own findings, until they are opened.
    FiledFindings,
    /// The name of an officer.
    OfficerName,
    /// What the health service found of a person; others see only that its step is done.
    HealthResult,
    /// A need for protection, and what was seen or said of it.
    ProtectionNeed,
    /// Why a subject is presented to the exit officers.
    ReasonToPresent,
    /// Amounts that customs assessed, and how they were paid or secured.
    Amount,
    /// What a traveller declares to customs.
    PersonalDeclaration,
    /// What one State tells the other on a crossing.
    Message,
    /// What an officer tells an agency of his own State on a crossing, and who read it.
    OwnMessage,
    /// What is done for a person who is held.
    HeldEntry,
    /// A State's own instruction beside a control.
    Instruction,
    /// What a supervisor hands over.
    HandoverNote,
    /// What was agreed, what is proposed, and by whom.
    Agreement,
}

impl Datum {
    /// Every piece of data.
    pub const ALL: [Self; 41] = [
        Self::Crossing,
        Self::Person,
        Self::Vehicle,
        Self::Goods,
        Self::Declaration,
        Self::Step,
        Self::Motion,
        Self::Gate,
        Self::Examination,
        Self::RevealedFindings,
        Self::Serial,
        Self::OfficerNumber,
        Self::GroundToldToCoSigner,
        Self::CallToHost,
        Self::ReasonToldWithMotion,
        Self::GroundOfNotice,
        Self::CustodyReceipt,
        Self::PriorityReason,
        Self::ReasonToExamineAgain,
        Self::Note,
        Self::Reason,
        Self::OwnReason,
        Self::OwnGroundOfHold,
        Self::AlertHit,
        Self::DocumentCheck,
        Self::Lane,
        Self::Query,
        Self::Grant,
        Self::FiledFindings,
        Self::OfficerName,
        Self::HealthResult,
        Self::ProtectionNeed,
        Self::ReasonToPresent,
        Self::Amount,
        Self::PersonalDeclaration,
        Self::Message,
        Self::OwnMessage,
        Self::HeldEntry,
        Self::Instruction,
        Self::HandoverNote,
        Self::Agreement,
    ];

    /// Returns its class.
    pub const fn class(self) -> Class {
        match self {
            Self::Crossing
            | Self::Person
            | Self::Vehicle
            | Self::Goods
            | Self::Declaration
            | Self::Step
            | Self::Motion
            | Self::Gate
            | Self::Examination
            | Self::RevealedFindings
            | Self::Serial
            | Self::OfficerNumber
            | Self::PersonalDeclaration
            | Self::Agreement => Class::Shared,
            Self::GroundToldToCoSigner
            | Self::CallToHost
            | Self::ReasonToldWithMotion
            | Self::GroundOfNotice
            | Self::CustodyReceipt
            | Self::PriorityReason
            | Self::ReasonToExamineAgain
            | Self::ReasonToPresent
            | Self::Message => Class::Told,
            Self::Note
            | Self::Reason
            | Self::OwnReason
            | Self::OwnGroundOfHold
            | Self::AlertHit
            | Self::DocumentCheck
            | Self::Lane
            | Self::Query
            | Self::Grant
            | Self::FiledFindings
            | Self::OfficerName
            | Self::Amount
            | Self::OwnMessage
            | Self::HeldEntry
            | Self::Instruction
            | Self::HandoverNote => Class::State,
            Self::HealthResult => Class::Agency,
            Self::ProtectionNeed => Class::Protected,
        }
    }

    /// Returns what the ground of a hold is: the co-signer is of the host State, and reads it.
    pub fn ground_of_hold(holder: StateCode, host: StateCode) -> Self {
        if holder == host { Self::OwnGroundOfHold } else { Self::GroundToldToCoSigner }
    }

    /// Returns what the reason is for which a second person is asked.
    pub const fn reason_of(motion: Motion) -> Self {
        match motion {
            Motion::ReopenExit { .. } | Motion::Vary { .. } | Motion::Void { .. } | Motion::Move { .. } => {
                Self::ReasonToldWithMotion
            }
            Motion::Annul { .. }
            | Motion::EndHold { .. }
            | Motion::TransferCustody { .. }
            | Motion::ReopenEntry { .. }
            | Motion::Abandon { .. } => Self::OwnReason,
        }
    }

    /// Returns what the reason is for which a control is taken up again.
    pub const fn reason_of_reopening(ground: ReopenGround) -> Self {
        match ground {
            ReopenGround::Offence | ReopenGround::Wanted => Self::GroundOfNotice,
            ReopenGround::BeforeEntry => Self::OwnReason,
        }
    }
}
