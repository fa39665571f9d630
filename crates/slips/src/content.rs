//! What a clearance slip says, as plain data that the caller fills in.
//!
//! Invariant: [`SlipContent::digest`] covers what both States may read and nothing else, so that a slip's seal
//! never lets anybody guess what one State alone knows (days granted, conditions).

use catalogue::Language;
use chrono::{DateTime, FixedOffset};
use serde::Serialize;
use sha2::{Digest, Sha256};

/// The content of one clearance slip, with everything already chosen that may stand on it.
///
/// Keys (`flow`, `agency`, `outcome` …) are the words of the catalogue without their prefix: `truck`, `customs`,
/// `cleared`. Times carry the offset of the post, in which they are printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SlipContent {
    /// Name of the post.
    pub post: String,
    /// Whether the post is a demonstration, whose papers are marked across the page.
    pub demonstration: bool,
    /// Reference of the crossing with its check character.
    pub reference: String,
    /// Serial number of the slip.
    pub serial: String,
    /// The State that the party leaves.
    pub exit: SlipState,
    /// The State that the party enters.
    pub entry: SlipState,
    /// Flow of the crossing: `traveller`, `car`, `bus`, `truck`, `small_trader`.
    pub flow: String,
    /// When the slip was issued.
    pub issued_at: DateTime<FixedOffset>,
    /// The same moment on the other State's clocks, where they differ; not part of the digest, which has the moment itself.
    pub issued_there: Option<IssuedThere>,
    /// Until when the gate accepts the slip.
    pub valid_until: Option<DateTime<FixedOffset>>,
    /// Desk that issued the slip.
    pub desk: String,
    /// Facts about the crossing in the order of printing.
    pub facts: Vec<SlipFact>,
    /// The travellers, conveyances and consignments that the slip speaks of.
    pub subjects: Vec<SlipSubject>,
    /// The boxes that the gate ticks.
    pub gate: Vec<GateCheck>,
    /// What the entry State tells the holder; never part of the digest.
    pub holder: Option<HolderPart>,
    /// Free telephone number for complaints.
    pub complaints: Option<String>,
    /// Text of the seal, printed as a QR code; see [`crate::SealPayload::seal`].
    pub seal: Option<String>,
    /// Original, or which copy.
    pub copy: Copy,
    /// The two languages of the slip, the first one larger. Twice the same language prints it once.
    pub languages: [Language; 2],
}

/// When a slip was issued, on the clocks of both States.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IssuedThere {
    /// Code of the State whose clocks the slip's times are of.
    pub here: String,
    /// Code of the other State.
    pub there: String,
    /// The moment on its clocks.
    pub at: DateTime<FixedOffset>,
}

/// One of the two States on a slip.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SlipState {
    /// Three-letter code.
    pub code: String,
    /// Name, where the code is not one of ISO 3166-1 (a demonstration's State); the country's name otherwise.
    pub name: Option<String>,
    /// Pattern of the State at this post. It belongs to the State, not to the direction.
    #[serde(skip)]
    pub pattern: Pattern,
}

/// The mark by which a State is known on paper, in black and white too.
#[derive(Clone, std::marker::Copy, Debug, PartialEq, Eq)]
pub enum Pattern {
    /// Diagonal stripes.
    Hatched,
    /// Dots.
    Dotted,
}

/// One fact: the catalogue's `slip-fact-<label>` and its value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SlipFact {
    /// `vehicle`, `trailer`, `people`, `driver`, `document`, `goods`, `seals`, `declaration`, `category`, `priority`.
    pub label: String,
    /// The value as it is to be read.
    pub value: String,
}

/// A traveller, conveyance or consignment with what was decided on it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SlipSubject {
    /// `traveller`, `crew`, `conveyance`, `consignment`.
    pub kind: String,
    /// Name, plate or description.
    pub label: String,
    /// Document, nationality or weight; may be empty.
    pub detail: String,
    /// The decisions in the order in which they were made.
    pub decisions: Vec<SlipDecision>,
    /// Phase that the subject has reached, such as `admitted`.
    pub outcome: String,
}

/// One decision on a subject.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SlipDecision {
    /// Three-letter code of the State that decided.
    pub state: String,
    /// Side of the step.
    pub side: Side,
    /// Agency that decided, such as `customs`.
    pub agency: String,
    /// Name of the control from the procedure template; may be empty.
    pub control: String,
    /// State of the step, such as `cleared`.
    pub outcome: String,
    /// When it was decided.
    pub at: DateTime<FixedOffset>,
    /// Desk; may be empty.
    pub desk: String,
    /// Number of the officer. Names of officers never stand on paper.
    pub officer: String,
}

/// The side of a step.
#[derive(Clone, std::marker::Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// Exit controls.
    Exit,
    /// Entry controls.
    Entry,
    /// The gate.
    Gate,
}

/// A box that the gate ticks on the slip.
#[derive(Clone, std::marker::Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum GateCheck {
    /// The plate agrees.
    Plate,
    /// The seals agree.
    Seals,
    /// The number of people agrees.
    Heads,
}

/// What the entry State tells the holder alone (days granted, conditions).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HolderPart {
    /// Lines as they are to be read.
    pub lines: Vec<String>,
}

/// Original or copy. A copy carries the seal of its original.
#[derive(Clone, std::marker::Copy, Debug, PartialEq, Eq)]
pub enum Copy {
    /// The first print.
    Original,
    /// The n-th reprint, from 1.
    Copy(u32),
}

/// What the digest covers, in the order in which it is written.
#[derive(Serialize)]
struct Covered<'a> {
    post: &'a str,
    demonstration: bool,
    reference: &'a str,
    serial: &'a str,
    exit: &'a SlipState,
    entry: &'a SlipState,
    flow: &'a str,
    issued_at: i64,
    valid_until: Option<i64>,
    desk: &'a str,
    facts: &'a [SlipFact],
    subjects: &'a [SlipSubject],
    gate: &'a [GateCheck],
}

impl SlipContent {
    /// Returns the SHA-256 digest that the seal signs.
    ///
    /// The holder's part, the languages, the copy and the seal itself are left out: the other State reads the seal
    /// too, and a copy is the same slip.
    ///
    /// # Errors
    ///
    /// Fails only where the content cannot be written as JSON, which this type rules out.
    pub fn digest(&self) -> Result<[u8; 32], serde_json::Error> {
        let covered = Covered {
            post: &self.post,
            demonstration: self.demonstration,
            reference: &self.reference,
            serial: &self.serial,
            exit: &self.exit,
            entry: &self.entry,
            flow: &self.flow,
            issued_at: self.issued_at.timestamp(),
            valid_until: self.valid_until.map(|until| until.timestamp()),
            desk: &self.desk,
            facts: &self.facts,
            subjects: &self.subjects,
            gate: &self.gate,
        };
        Ok(Sha256::digest(serde_json::to_vec(&covered)?).into())
    }

    /// Returns the short code below the seal, which the gate can type where nothing can be scanned: the first
    /// fifty bits of the digest in base 32, `7KQ2 · 9FWM · T4`.
    ///
    /// # Errors
    ///
    /// Fails as [`SlipContent::digest`] does.
    pub fn short_code(&self) -> Result<String, serde_json::Error> {
        let text = data_encoding::BASE32_NOPAD.encode(&self.digest()?);
        let part = |from: usize, to: usize| text.get(from..to).unwrap_or_default().to_owned();
        Ok(format!("{} · {} · {}", part(0, 4), part(4, 8), part(8, 10)))
    }
}
