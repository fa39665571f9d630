//! What supervisors watch: which desk the queue is waiting for.

use domain::customs::LaneUse;
use domain::{Agency, At, Reference, StateCode};
use serde::{Deserialize, Serialize};

use crate::Request;

/// Asks for the monitor.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct MonitorRequest {}

impl Request for MonitorRequest {
    const COMMAND: &'static str = "monitor";
    type Reply = MonitorView;
}

/// The post at a glance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MonitorView {
    /// The number of the last act it shows.
    pub seq: i64,
    /// The time of the post.
    pub now: At,
    /// Each agency of each State, in the order of the post.
    pub loads: Vec<AgencyLoad>,
    /// The load that the queue is waiting for, by its place in `loads`.
    pub bottleneck: Option<u32>,
    /// What needs a supervisor, most urgent first.
    pub alerts: Vec<Alert>,
    /// How many crossings are open.
    pub open: u32,
    /// How many crossings closed in the last hour.
    pub closed_last_hour: u32,
    /// How the reader's State uses its lanes now: for its supervisors, where goods have one (class STATE).
    #[serde(default)]
    pub lanes: Option<Lanes>,
}

/// How a State uses its lanes: of the goods on crossings that are open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lanes {
    /// How many goods have a lane.
    pub goods: u32,
    /// Each lane, beside what is expected of it.
    pub uses: Vec<LaneUse>,
}

/// The work of one agency of one State.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgencyLoad {
    /// Whose.
    pub state: StateCode,
    /// Which agency.
    pub agency: Agency,
    /// Steps that are ready and nobody has.
    pub waiting: u32,
    /// Since when the oldest of them is ready.
    pub oldest: Option<At>,
    /// Steps in progress.
    pub in_progress: u32,
    /// Steps that wait for the party.
    pub waiting_on_party: u32,
    /// Desks with an open shift.
    pub desks_open: u32,
    /// Those of them whose officer is on a break.
    #[serde(default)]
    pub desks_on_break: u32,
    /// Desks the agency has.
    pub desks: u32,
    /// Steps done in the last hour.
    pub done_last_hour: u32,
    /// Minutes until what waits is done at that rate; nothing where nothing was done.
    pub clears_in_minutes: Option<u32>,
}

/// Something a supervisor should look at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alert {
    /// What.
    pub kind: AlertKind,
    /// On which crossing.
    pub reference: Reference,
    /// The plate or the lead name.
    pub label: String,
    /// Whose officers it waits for.
    pub state: StateCode,
    /// Since when.
    pub since: At,
}

/// What a supervisor should look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AlertKind {
    /// Somebody or something is held.
    Held,
    /// A hold waits for its co-signature.
    HoldToCoSign,
    /// A refusal waits for its confirmation.
    RefusalToConfirm,
    /// A consent, an annulment or the like waits for its second person.
    MotionOpen,
    /// Offered back, and not yet readmitted.
    OfferedBack,
    /// Findings of an examination differ.
    FindingsDiffer,
    /// A joint examination waits for a State.
    ExaminationWaits,
    /// A claim is older than the setting.
    ClaimStuck,
    /// Somebody or something is held beyond the legal limit.
    HeldBeyondLimit,
}
