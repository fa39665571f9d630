//! Reading acts back: their bytes, their digests, their signatures.

use domain::act::Facts;
use domain::officer::DeskCode;
use domain::{Agency, At, CrossingAct, OfficerNumber, PostAct, StateCode};
use keys::{Digest, Signature, VerifyingKey};
use serde::{Deserialize, Serialize};
use storage::ActRow;
use uuid::Uuid;

use super::{Header, is_newer};
use crate::clock::from_millis;

/// What of an act does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fault {
    /// The number does not follow the one before.
    Number,
    /// The hash of the act before is another.
    Chain,
    /// The hash is not that of the header.
    Hash,
    /// A part is not the one that was signed.
    Digest,
    /// The columns beside the header say something else.
    Columns,
    /// The signature is not the officer's.
    Signature,
    /// The officer was not certified at that time.
    Certificate,
    /// The bytes can't be read.
    Unreadable,
    /// A newer program wrote it.
    Format,
    /// The procedure did not allow it.
    Procedure,
    /// A sealed part is missing or too many.
    SealedParts,
    /// It says that it was done before the act that it follows.
    Time,
    /// What the own State alone knew did not allow it.
    PrivateProcedure,
    /// What was drawn does not follow from the seed of its day, or the hash published of the seed is another.
    Draw,
    /// A photograph that was filed with it is missing, or is another.
    Photograph,
}

/// What an act is about.
#[derive(Debug, Clone, PartialEq)]
pub enum Part {
    /// The post itself.
    Post(PostAct),
    /// A crossing.
    Crossing {
        /// Which.
        id: Uuid,
        /// Its version after the act.
        version: u32,
        /// What was done.
        act: CrossingAct,
        /// What stands beside it.
        facts: Option<Facts>,
    },
    /// Something that only a newer program reads.
    Newer {
        /// Which crossing it is about, and its version after it; none where it is the post itself.
        about: Option<(Uuid, u32)>,
        /// What kind of act.
        kind: String,
        /// In which format.
        format: u32,
    },
}

/// An act as its open parts tell it.
#[derive(Debug, Clone, PartialEq)]
pub struct OpenAct {
    /// Its number.
    pub seq: i64,
    /// When.
    pub at: At,
    /// Who.
    pub officer: OfficerNumber,
    /// His State.
    pub state: StateCode,
    /// His agency.
    pub agency: Agency,
    /// His desk.
    pub desk: DeskCode,
    /// The readers it has a sealed part for.
    pub readers: Vec<String>,
    /// What.
    pub part: Part,
}

#[derive(Deserialize)]
struct SaltedAct<T> {
    act: T,
}

#[derive(Deserialize)]
struct SaltedFacts {
    facts: Facts,
}

/// Reads an act from its stored bytes; nothing is verified.
///
/// # Errors
/// When the bytes can't be read.
pub fn read(row: &ActRow) -> Result<OpenAct, Fault> {
    Opened::of(row).map(|opened| opened.act)
}

/// An act with the header that it was read from.
#[derive(Debug, Clone, PartialEq)]
pub struct Opened {
    /// What was signed.
    pub header: Header,
    /// What it says.
    pub act: OpenAct,
}

impl Opened {
    /// Reads an act from its stored bytes; nothing is verified.
    ///
    /// # Errors
    /// When the bytes can't be read; [`Fault::Columns`] when the header calls it another kind of act than it is, or [`Fault::Hash`]
    /// when it is not the header that was signed either.
    pub fn of(row: &ActRow) -> Result<Self, Fault> {
        let header: Header = serde_json::from_slice(&row.header).map_err(|_| Fault::Unreadable)?;
        let part = match (header.crossing, header.version) {
            (Some(_), None) | (None, Some(_)) => return Err(Fault::Unreadable),
            (crossing, version) if is_newer(&header, &row.procedure) => {
                Part::Newer { about: crossing.zip(version), kind: header.kind.clone(), format: header.format }
            }
            (Some(id), Some(version)) => {
                let SaltedAct { act } = serde_json::from_slice(&row.procedure).map_err(|_| Fault::Unreadable)?;
                let facts = match &row.facts {
                    Some(bytes) => {
                        let SaltedFacts { facts } = serde_json::from_slice(bytes).map_err(|_| Fault::Unreadable)?;
                        Some(facts)
                    }
                    None => None,
                };
                Part::Crossing { id, version, act, facts }
            }
            (None, None) => {
                let SaltedAct { act } = serde_json::from_slice(&row.procedure).map_err(|_| Fault::Unreadable)?;
                Part::Post(act)
            }
        };
        let kind = match &part {
            Part::Post(act) => act.kind(),
            Part::Crossing { act, .. } => act.kind(),
            Part::Newer { kind, .. } => kind,
        };
        if kind != header.kind {
            // What was rewritten says more than that it says two things.
            return Err(if row.hash == Digest::of(&row.header).as_bytes() { Fault::Columns } else { Fault::Hash });
        }
        let act = OpenAct {
            seq: header.seq,
            at: from_millis(header.at),
            officer: OfficerNumber::parse(&header.officer).map_err(|_| Fault::Unreadable)?,
            state: header.state.parse().map_err(|_| Fault::Unreadable)?,
            agency: serde_json::from_value(header.agency.as_str().into()).map_err(|_| Fault::Unreadable)?,
            desk: DeskCode(header.desk.clone()),
            readers: header.sealed.keys().cloned().collect(),
            part,
        };
        Ok(Self { header, act })
    }

    /// Verifies the bytes that it was read from: columns, hash, digests of the open parts, and the officer's signature.
    ///
    /// # Errors
    /// With what does not hold.
    pub fn holds(&self, row: &ActRow, key: &VerifyingKey) -> Result<(), Fault> {
        let hash = Digest::of(&row.header);
        if row.hash != hash.as_bytes() {
            return Err(Fault::Hash);
        }
        let signature: [u8; 64] = row.signature.as_slice().try_into().map_err(|_| Fault::Signature)?;
        key.verify_act(&hash, &Signature::from(signature)).map_err(|_| Fault::Signature)?;
        self.parts_hold(row)
    }

    /// Verifies what needs no key of the bytes that it was read from: columns, hash, digests of the open parts.
    ///
    /// # Errors
    /// With what does not hold.
    pub fn is_whole(&self, row: &ActRow) -> Result<(), Fault> {
        if row.hash != Digest::of(&row.header).as_bytes() {
            return Err(Fault::Hash);
        }
        self.parts_hold(row)
    }

    fn parts_hold(&self, row: &ActRow) -> Result<(), Fault> {
        let header = &self.header;
        if header.procedure != Digest::of(&row.procedure) {
            return Err(Fault::Digest);
        }
        match (&row.facts, &header.facts) {
            // Facts that were lawfully erased leave their digest behind.
            (None, _) => {}
            (Some(bytes), Some(digest)) if Digest::of(bytes) == *digest => {}
            (Some(_), _) => return Err(Fault::Digest),
        }
        let version = row.version.and_then(|version| u32::try_from(version).ok());
        let is_same = header.seq == row.seq
            && header.crossing == row.crossing
            && header.version == version
            && header.at == row.at.timestamp_millis()
            && header.kind == row.kind
            && header.state == row.state
            && header.agency == row.agency
            && header.desk == row.desk
            && header.officer == row.officer
            && header.command == row.command;
        if is_same { Ok(()) } else { Err(Fault::Columns) }
    }
}
