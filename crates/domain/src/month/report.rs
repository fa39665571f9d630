//! The report as it is handed over: plain rows, in an order that hangs on nothing but what they are.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::Month;
use super::spread::Spread;
use crate::customs::Lane;
use crate::{Agency, At, Direction, Flow, Side, StateCode, SubjectKind};

/// A State's report of one month. It holds data of class STATE: it is for that State alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Report {
    /// Whose it is.
    pub state: StateCode,
    /// The month, by the post's local time of that State.
    pub month: Month,
    /// Its first moment.
    pub from: At,
    /// The first moment that is not of it any more.
    pub until: At,
    /// The number of the last act that was looked at: the month may not be over.
    pub as_of: i64,
    /// How many acts on crossings it counts.
    pub acts: u64,
    /// Crossings registered.
    pub crossings: Vec<CrossingsOf>,
    /// Persons and things registered.
    pub subjects: Vec<SubjectsOf>,
    /// How movements ended.
    pub ends: Vec<EndsOf>,
    /// What was decided on steps of either State.
    pub decisions: Vec<DecisionsOf>,
    /// Examinations of goods.
    pub examinations: Examinations,
    /// How long the controls of the own State took.
    pub controls: Vec<ControlTimes>,
    /// What the own sealed parts tell.
    pub own: OwnReport,
}

/// How many crossings of one flow and direction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CrossingsOf {
    /// The flow.
    pub flow: Flow,
    /// The direction.
    pub direction: Direction,
    /// How many.
    pub count: u64,
}

/// How many subjects of one flow, direction, kind and nationality.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SubjectsOf {
    /// The flow.
    pub flow: Flow,
    /// The direction.
    pub direction: Direction,
    /// What they are.
    pub kind: SubjectKind,
    /// Of persons: the nationality as in the document; nothing where the facts were lawfully erased.
    pub nationality: Option<String>,
    /// How many.
    pub count: u64,
}

/// How many subjects of a kind ended so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EndsOf {
    /// How, as a word of the catalogue: `departed`, `exit_denied`, `offered_back`, `readmitted` …
    pub how: Cow<'static, str>,
    /// What they are.
    pub kind: SubjectKind,
    /// How many.
    pub count: u64,
}

/// How often a State decided so on a side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DecisionsOf {
    /// Whose step it was.
    pub state: StateCode,
    /// On which side.
    pub side: Side,
    /// What, as a word of the catalogue: `cleared`, `waived`, `queried`, `referred`, `refused`, `held` …
    pub what: Cow<'static, str>,
    /// How often.
    pub count: u64,
}

/// Examinations of goods.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Examinations {
    /// Asked for, by both States together.
    pub joint: u64,
    /// Asked for, by one State.
    pub one_state: u64,
    /// Closed with the same findings.
    pub agreed: u64,
    /// Closed with findings that differ.
    pub differ: u64,
    /// Closed after one State examined alone.
    pub closed_alone: u64,
}

/// How long one control of the own State took.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ControlTimes {
    /// The side.
    pub side: Side,
    /// The agency.
    pub agency: Agency,
    /// The control.
    pub control: String,
    /// From when it was ready, or ready again, to the claim.
    pub waiting: Spread,
    /// From the claim to what ended it: cleared, waived, queried, referred, refused, concluded. Claims given up do not count.
    pub service: Spread,
}

/// How often something was so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Counted {
    /// What: a code, or a word of the catalogue. Empty where none was kept.
    pub what: String,
    /// How often.
    pub count: u64,
}

/// What the State's own sealed parts tell: class STATE.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct OwnReport {
    /// How many sealed parts were opened.
    pub opened: u64,
    /// How many could not be: sealed in an epoch of other keys, or lawfully erased.
    pub unread: u64,
    /// Confirmed refusals by the code of their reason.
    pub refusals: Vec<Counted>,
    /// Waivers by the code of their reason.
    pub waivers: Vec<Counted>,
    /// Queries by what the party was to bring.
    pub queries: Vec<Counted>,
    /// Referrals by their cause.
    pub referrals: Vec<Counted>,
    /// What officers made of alert hits.
    pub hits: Hits,
    /// Lanes of goods, with how often chance chose.
    pub lanes: Vec<Lanes>,
    /// Stays granted.
    pub granted: Granted,
}

/// What officers made of alert hits.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hits {
    /// The listed one stood before them.
    pub same: u64,
    /// Somebody else did.
    pub other: u64,
}

/// How often a lane was assigned.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LaneCount {
    /// How often.
    pub count: u64,
    /// How often of these chance chose it.
    pub at_random: u64,
}

/// A lane with its counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Lanes {
    /// The lane.
    pub lane: Lane,
    /// How often.
    pub counted: LaneCount,
}

/// Stays granted to persons admitted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Granted {
    /// To how many persons.
    pub persons: u64,
    /// How many of these under conditions.
    pub with_conditions: u64,
    /// The median of the days granted; none of none.
    pub median_days: Option<u64>,
    /// What nine of ten are not above.
    pub p90_days: Option<u64>,
}

/// Under what a report is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Under {
    /// Whose it is.
    pub state: StateCode,
    /// The month.
    pub month: Month,
    /// Its bounds.
    pub bounds: [At; 2],
    /// The number of the last act that was looked at.
    pub as_of: i64,
}
