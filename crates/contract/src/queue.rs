//! The live queue: every open crossing of both States, one line each.

use domain::customs::Lane;
use domain::officer::DeskCode;
use domain::post::{Category, Priority};
use domain::{Agency, At, Direction, Flow, OfficerNumber, Reference, StateCode, StepState, SubjectPhase};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{Performed, Request};

/// Which crossings are wanted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tab {
    /// Those the officer has a claim on.
    Mine,
    /// Those that wait for the officer's State.
    State,
    /// All.
    #[default]
    All,
    /// Those that wait for the party.
    WaitingOnParty,
    /// Those with an examination open.
    Joint,
}

/// Asks for a part of the queue.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueueRequest {
    /// Which crossings.
    pub tab: Tab,
    /// A filter as typed: reference, plate, name.
    pub filter: String,
    /// How many lines to pass over.
    pub offset: u32,
    /// How many lines at the most.
    pub limit: u32,
}

impl Request for QueueRequest {
    const COMMAND: &'static str = "queue";
    type Reply = QueuePage;
}

/// A part of the queue, in its order: priority class, then arrival.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueuePage {
    /// The number of the last act it shows.
    pub seq: i64,
    /// The time of the post, from which waiting times count.
    pub now: At,
    /// How many there are in each tab.
    pub counts: QueueCounts,
    /// How many lines the tab and the filter have.
    pub total: u32,
    /// The lines from the offset on.
    pub rows: Vec<QueueRow>,
    /// The crossing the officer has a claim on.
    pub mine: Option<Reference>,
}

/// How many crossings each tab has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueueCounts {
    /// Those the officer has a claim on.
    pub mine: u32,
    /// Those that wait for the officer's State.
    pub state: u32,
    /// All.
    pub all: u32,
    /// Those that wait for the party.
    pub waiting_on_party: u32,
    /// Those with an examination open.
    pub joint: u32,
}

/// One crossing in one line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueueRow {
    /// Its reference.
    pub reference: Reference,
    /// What the party comes with.
    pub flow: Flow,
    /// Which way it moves.
    pub direction: Direction,
    /// The road lane.
    pub category: Option<Category>,
    /// Why it goes before others.
    pub priority: Priority,
    /// The phase of its subject furthest behind.
    pub phase: SubjectPhase,
    /// The plate or the lead name.
    pub label: String,
    /// What explains it: the goods, the operator, who comes along.
    pub detail: String,
    /// How many persons.
    pub heads: u32,
    /// The steps of both sides as dots.
    pub track: Track,
    /// Where it is now, and who has it.
    pub now_at: NowAt,
    /// When it arrived.
    pub arrived_at: At,
    /// The reader's own State's lane, once claimed by it.
    pub lane: Option<Lane>,
    /// The crossing's version.
    pub version: u32,
    /// The number of its last act: what is new since the reader looked is marked.
    pub seq: i64,
    /// How many messages wait for the reader's agency.
    #[serde(default)]
    pub messages: u32,
}

/// The steps of both sides: exit, then entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Track {
    /// The State that is left.
    pub exit_state: StateCode,
    /// Its steps.
    pub exit: Vec<Dot>,
    /// Whether every subject that goes on was handed over.
    pub is_handed_over: bool,
    /// The State that is entered.
    pub entry_state: StateCode,
    /// Its steps.
    pub entry: Vec<Dot>,
}

/// One agency of one side, over all subjects of the crossing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dot {
    /// The agency.
    pub agency: Agency,
    /// The state of the step that matters most.
    pub state: StepState,
    /// How many of its steps are done.
    pub done: u32,
    /// How many it has.
    pub of: u32,
}

/// Where a crossing is now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NowAt {
    /// The State whose step it waits for, or is at.
    pub state: Option<StateCode>,
    /// The agency.
    pub agency: Option<Agency>,
    /// What goes on there.
    pub whereabouts: Whereabouts,
    /// Who has it.
    pub officer: Option<OfficerNumber>,
    /// His name, where he is of the reader's State.
    pub officer_name: Option<String>,
    /// Where he sits.
    pub desk: Option<DeskCode>,
    /// Since when.
    pub since: At,
}

/// What goes on at the step where a crossing is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Whereabouts {
    /// Ready, nobody yet.
    Ready,
    /// An officer has it.
    InProgress,
    /// The reader has it.
    Mine,
    /// The party is to bring something.
    WaitingOnParty,
    /// Referred.
    Referred,
    /// Somebody or something is held.
    Held,
    /// Refused, to be offered back.
    Refused,
    /// Offered back, to be readmitted.
    OfferedBack,
    /// At an examination.
    Examination,
    /// Through: waits for the gate.
    Gate,
    /// Only a newer program knows.
    Newer,
}

/// Claims what is next by rule, chosen inside the lock (PROCEDURE §8).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimNext {
    /// The key under which it happens once.
    pub key: Uuid,
}

impl Request for ClaimNext {
    const COMMAND: &'static str = "claim_next";
    type Reply = Option<Performed>;
}
