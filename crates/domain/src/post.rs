//! The post: what both States agreed when they founded it, who works there, and who is on shift.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{NaiveDate, TimeDelta};
use serde::{Deserialize, Serialize};

use crate::act::PostAct;
use crate::agreeing::{Later, Proposed};
use crate::agreement::Agreement;
use crate::alone::{AloneEnd, GoingOn};
use crate::backup::{BackupRule, Restoration};
use crate::notice::NoticeLaw;
use crate::officer::{DeskCode, OnDuty};
use crate::own_journal::OwnHead;
use crate::reserved::Reserved;
use crate::retention::{Erasures, Retention};
use crate::shift::Handover;
use crate::step::PlannedStep;
use crate::template::{Emergency, Template};
use crate::{Agency, At, Crossing, OfficerNumber, Refusal, Role, StateCode, Subject, SubjectId};

/// What a party comes with (PROCEDURE §2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Flow {
    /// On foot.
    Traveller,
    /// In a private car.
    Car,
    /// On a bus.
    Bus,
    /// With a goods vehicle.
    Truck,
    /// With goods under a simplified trade regime.
    SmallTrader,
}

impl Flow {
    /// Every flow.
    pub const ALL: [Self; 5] = [Self::Traveller, Self::Car, Self::Bus, Self::Truck, Self::SmallTrader];

    /// Returns the word under which the flow is stored and looked up in the catalogue.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Traveller => "traveller",
            Self::Car => "car",
            Self::Bus => "bus",
            Self::Truck => "truck",
            Self::SmallTrader => "small_trader",
        }
    }
}

/// The road lane (PROCEDURE §2): class SHARED, not to be confused with the selectivity lane.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Category {
    /// Declared and released before arrival.
    PreCleared,
    /// Under transit to a third place.
    Transit,
    /// Without a load.
    Empty,
    /// To be declared or released here.
    ToBeCleared,
    /// A load that spoils.
    Perishable,
    /// Live animals.
    Livestock,
    /// Dangerous goods.
    Dangerous,
}

impl Category {
    /// Returns the word under which the category is stored and looked up in the catalogue.
    pub const fn word(self) -> &'static str {
        match self {
            Self::PreCleared => "pre_cleared",
            Self::Transit => "transit",
            Self::Empty => "empty",
            Self::ToBeCleared => "to_be_cleared",
            Self::Perishable => "perishable",
            Self::Livestock => "livestock",
            Self::Dangerous => "dangerous",
        }
    }
}

/// Why a party goes before others (REFERENCE §7.2); earlier in the list goes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Priority {
    /// A medical need.
    Medical,
    /// Infants.
    Infants,
    /// Pregnant.
    Pregnant,
    /// Disabled or elderly.
    Frail,
    /// Live animals.
    Livestock,
    /// A load that spoils.
    Perishable,
    /// School children.
    SchoolChildren,
    /// No reason to go before others.
    None,
}

impl Priority {
    /// Returns the word under which the class is stored and looked up in the catalogue.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Medical => "medical",
            Self::Infants => "infants",
            Self::Pregnant => "pregnant",
            Self::Frail => "frail",
            Self::Livestock => "livestock",
            Self::Perishable => "perishable",
            Self::SchoolChildren => "school_children",
            Self::None => "none",
        }
    }
}

/// Which way a party moves, by the post's two slots; which State that makes exit or entry follows from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// From the first State to the second.
    AToB,
    /// From the second State to the first.
    BToA,
}

impl Direction {
    /// Returns the word under which the direction is stored.
    pub const fn word(self) -> &'static str {
        match self {
            Self::AToB => "a_to_b",
            Self::BToA => "b_to_a",
        }
    }
}

/// How the post is laid out (PROCEDURE §1). The host State is never derived from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Model {
    /// Two facilities, each for traffic that enters its own country.
    Juxtaposed,
    /// One building across the line.
    Straddling,
    /// One facility in one State for both directions.
    SingleCountry,
}

/// A desk of the post.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Desk {
    /// Its code, such as `C4`.
    pub code: DeskCode,
    /// Whose it is.
    pub state: StateCode,
    /// Which agency sits there.
    pub agency: Agency,
    /// Where it is, such as `hall B`.
    pub place: String,
}

/// Dated settings of the agreement: durations in minutes. They are data, never constants (PROCEDURE, head).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// After this long any officer of the State may release another's claim.
    pub claim_time_out: u32,
    /// A refusal not confirmed within lapses.
    pub refusal_confirmation: u32,
    /// A hold not co-signed within lapses.
    pub provisional_hold: u32,
    /// The legal limit of a hold.
    pub hold_limit: u32,
    /// A request for a second signature or a consent not answered within lapses.
    pub motion: u32,
    /// A ticket never claimed expires.
    pub ticket: u32,
    /// A State absent from a joint examination for so long may be done without.
    pub examination_absence: u32,
    /// So long after it was asked for, the supervisor of a State whose findings are filed may close an examination without the
    /// other's; twice the absence where nothing is agreed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub examination_findings: Option<u32>,
}

impl Settings {
    /// Returns after how many minutes one State's findings suffice.
    pub fn findings_suffice(&self) -> u32 {
        self.examination_findings.unwrap_or(self.examination_absence.saturating_mul(2))
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            claim_time_out: 15,
            refusal_confirmation: 30,
            provisional_hold: 10,
            hold_limit: 24 * 60,
            motion: 30,
            ticket: 24 * 60,
            examination_absence: 30,
            examination_findings: None,
        }
    }
}

/// How long keys serve.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeyRule {
    /// A State's keys that are older, in days, should be followed by a new epoch.
    pub epoch_days: u32,
}

impl Default for KeyRule {
    fn default() -> Self {
        Self { epoch_days: 365 }
    }
}

/// What both States agreed when the post was founded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// The post's name.
    pub name: String,
    /// Two to four letters that begin every reference.
    pub code: String,
    /// How it is laid out.
    pub model: Model,
    /// The two States; the first is slot a, the second slot b on every screen.
    pub states: [StateCode; 2],
    /// The host State for each direction: first to second, second to first.
    pub hosts: [StateCode; 2],
    /// Hours ahead of UTC in each State, in minutes.
    pub utc_offsets: [i32; 2],
    /// The flows it handles.
    pub flows: BTreeSet<Flow>,
    /// Its desks.
    pub desks: Vec<Desk>,
    /// A demonstration post says so everywhere and can never become a real one.
    pub is_demonstration: bool,
    /// The dated settings in force.
    pub settings: Settings,
    /// How long data are kept.
    #[serde(default)]
    pub retention: Retention,
    /// How it is backed up.
    #[serde(default)]
    pub backups: BackupRule,
    /// How long keys serve.
    #[serde(default)]
    pub keys: KeyRule,
    /// What each State's notices of refusal say of its law; where it gave none, the lines are left to be written by hand.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notices: Vec<NoticeLaw>,
    /// The procedure templates in force.
    pub templates: Vec<Template>,
    /// Limits, lists and what has to be shown, each from a day on.
    #[serde(default, skip_serializing_if = "Agreement::is_empty")]
    pub agreement: Agreement,
    /// What was agreed since.
    #[serde(default, skip_serializing_if = "Later::is_empty")]
    pub later: Later,
}

impl Plan {
    /// Returns the exit and the entry State of a direction.
    pub const fn exit_and_entry(&self, direction: Direction) -> (StateCode, StateCode) {
        let [a, b] = self.states;
        match direction {
            Direction::AToB => (a, b),
            Direction::BToA => (b, a),
        }
    }

    /// Returns the host State of a direction.
    pub const fn host(&self, direction: Direction) -> StateCode {
        let [a_to_b, b_to_a] = self.hosts;
        match direction {
            Direction::AToB => a_to_b,
            Direction::BToA => b_to_a,
        }
    }

    /// Returns the other State of the post.
    pub fn other(&self, state: StateCode) -> StateCode {
        let [a, b] = self.states;
        if state == a { b } else { a }
    }

    /// Returns whether this is one of the post's two States.
    pub fn is_party(&self, state: StateCode) -> bool {
        self.states.contains(&state)
    }

    /// Returns the template with which the post was founded, for a flow and category.
    pub fn template(&self, flow: Flow, category: Option<Category>) -> Option<&Template> {
        self.templates.iter().rev().find(|template| template.serves(flow, category) && template.emergency.is_none())
    }

    /// Returns what the emergency left out on a crossing, subject by subject, and nobody settled since: it is to be completed
    /// (PROCEDURE §3).
    pub fn left_out(&self, crossing: &Crossing) -> Vec<(SubjectId, PlannedStep)> {
        let Some(whole) = self.ordinary_at(crossing.flow, crossing.category, crossing.arrival()) else {
            return Vec::new();
        };
        let planned = |subject: &Subject| whole.plan(subject.kind, crossing.exit_state, crossing.entry_state, 1);
        let all = crossing
            .subjects
            .values()
            .flat_map(|subject| planned(subject).into_iter().map(move |step| (subject.id, step)));
        all.filter(|(subject, step)| self.may_be_settled(crossing, *subject, step)).collect()
    }

    /// Returns whether a control is one that an emergency left out on a subject and that nobody settled since. Which template would
    /// have been in force may be agreed on later, and changes nothing of what was settled before: any of the flow will do.
    pub fn may_be_settled(&self, crossing: &Crossing, subject: SubjectId, step: &PlannedStep) -> bool {
        let shorter =
            self.templates.iter().find(|known| known.version == crossing.template && known.emergency.is_some());
        let (Some(shorter), Some(found)) = (shorter, crossing.subjects.get(&subject)) else { return false };
        let is_it = |one: &PlannedStep| {
            (one.side, one.state, one.agency, &one.control) == (step.side, step.state, step.agency, &step.control)
        };
        let has = |template: &Template| {
            template.plan(found.kind, crossing.exit_state, crossing.entry_state, 1).iter().any(is_it)
        };
        let is_done = crossing.done_later.iter().any(|done| done.subject == subject && is_it(&done.step));
        let mut whole = self.every_template().filter(|one| one.flow == crossing.flow && one.emergency.is_none());
        !is_done && !has(shorter) && whole.any(has)
    }
}

/// An officer as his State's root certified him; open to both States, without his name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Certified {
    /// His number.
    pub officer: OfficerNumber,
    /// His State.
    pub state: StateCode,
    /// His agency.
    pub agency: Agency,
    /// What he may do.
    pub roles: BTreeSet<Role>,
    /// His key for signatures (Ed25519, hexadecimal).
    pub verifying_key: String,
    /// His key for what is sealed to him (X25519, hexadecimal).
    pub receiving_key: String,
    /// The number of the statement among all that the root makes.
    pub serial: u64,
    /// The first moment at which his acts count, in milliseconds since 1970 UTC.
    pub not_before: i64,
    /// The root's signature over all of this (hexadecimal).
    pub root_signature: String,
}

/// What each State publishes of its keys when the post is founded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StateKeys {
    /// The State.
    pub state: StateCode,
    /// Its root (Ed25519, hexadecimal).
    pub root: String,
    /// The public halves of its readers' keys: the State itself, its agencies, its protection desk.
    pub readers: Vec<PublishedReader>,
}

/// The public half of a reader's keys in one epoch: enough to write to it, not to read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublishedReader {
    /// The circle: `state`, `agency:customs`, `protection`.
    pub reader: String,
    /// The epoch, from 1.
    pub epoch: u32,
    /// Where it receives (X25519, hexadecimal).
    pub receiving_key: String,
    /// The digest by which its holders know its symmetric key (hexadecimal).
    pub fingerprint: String,
    /// The number of the statement among all that the root makes.
    pub serial: u64,
    /// The first moment at which it counts, in milliseconds since 1970 UTC.
    pub not_before: i64,
    /// The root's signature over all of this (hexadecimal).
    pub root_signature: String,
}

/// The public half of a State's root that takes the place of the one before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublishedRoot {
    /// The root (Ed25519, hexadecimal).
    pub root: String,
    /// Which root of the State this is, counted from 1, the one of the founding.
    pub serial: u64,
    /// The first moment at which it counts, in milliseconds since 1970 UTC.
    pub not_before: i64,
    /// The signature of the root before it over all of this (hexadecimal).
    pub root_signature: String,
}

/// The hash of the seed from which a State draws on one day (PROCEDURE §6): it stands in the open before the first draw, so
/// that nobody can choose another seed afterwards. It tells nothing of the seed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeedHash {
    /// The day, by the clocks of that State, on which the shifts began whose officers draw from it.
    pub day: NaiveDate,
    /// The epoch of the State's keys from which the seed follows.
    pub epoch: u32,
    /// The hash (SHA-256, hexadecimal).
    pub hash: String,
}

/// A shift that is open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shift {
    /// Where the officer sits.
    pub desk: DeskCode,
    /// Since when.
    pub opened_at: At,
    /// Since when he is on a break; nothing while he is at his desk.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_break_since: Option<At>,
}

/// An officer's standing at the post.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// As certified.
    pub certified: Certified,
    /// From when.
    pub from: At,
    /// Until when, once revoked.
    pub until: Option<At>,
}

/// The fold over the post's own acts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Post {
    /// What was agreed.
    pub plan: Plan,
    /// The States' public keys.
    pub keys: Vec<StateKeys>,
    /// The roots that were replaced, of each State in their order: what they vouched for while they were in force holds.
    #[serde(default)]
    pub former_roots: BTreeMap<StateCode, Vec<String>>,
    /// Who works here.
    pub officers: BTreeMap<OfficerNumber, Standing>,
    /// Under which certificates officers worked before their present ones, in their order.
    #[serde(default)]
    pub former: Vec<Standing>,
    /// Who is on shift.
    pub shifts: BTreeMap<OfficerNumber, Shift>,
    /// From which backups the post went on, in their order; the last may wait for the other State.
    #[serde(default)]
    pub restorations: Vec<Restoration>,
    /// What was lawfully erased.
    #[serde(default)]
    pub erased: Erasures,
    /// When each State last signed the journal.
    #[serde(default)]
    pub signed: BTreeMap<StateCode, SignedHead>,
    /// What a State's supervisor wants put in force because of a mass arrival, while the other State's has not agreed.
    #[serde(default)]
    pub emergencies: BTreeMap<StateCode, Emergency>,
    /// Whether it goes on without its second disk.
    #[serde(default)]
    pub going_on: GoingOn,
    /// What one State proposed to the other, in order.
    #[serde(default)]
    pub proposals: Vec<Proposed>,
    /// What supervisors handed over at the end of their shifts: of each State the last that was taken over, and what waits.
    #[serde(default)]
    pub handovers: Vec<Handover>,
    /// How many times a supervisor handed over.
    #[serde(default)]
    pub handovers_made: u32,
    /// References that were reserved for paper.
    #[serde(default)]
    pub reserved: Reserved,
}

/// The circle of all officers of a State.
const STATE_READER: &str = "state";

/// A State's signature under the journal as it stood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedHead {
    /// The supervisor.
    pub by: OfficerNumber,
    /// When.
    pub at: At,
    /// Where his State's own journal ended.
    pub own: Option<OwnHead>,
}

impl Post {
    /// Founds a post from its first act.
    ///
    /// # Errors
    /// When the act is another than the founding.
    pub fn found(act: &PostAct) -> Result<Self, Refusal> {
        let PostAct::Founded { plan, keys } = act else { return Err(Refusal::NotFounded) };
        // What is agreed later is agreed by acts of its own.
        let plan = Plan { later: Later::default(), ..plan.clone() };
        Ok(Self {
            plan,
            keys: keys.clone(),
            former_roots: BTreeMap::new(),
            officers: BTreeMap::new(),
            former: Vec::new(),
            shifts: BTreeMap::new(),
            erased: Erasures::default(),
            signed: BTreeMap::new(),
            restorations: Vec::new(),
            emergencies: BTreeMap::new(),
            going_on: GoingOn::default(),
            proposals: Vec::new(),
            handovers: Vec::new(),
            handovers_made: 0,
            reserved: Reserved::default(),
        })
    }

    /// Folds one more act in. `by` is the officer who signed it.
    pub fn apply(&mut self, act: &PostAct, by: &OfficerNumber, at: At) {
        match act {
            PostAct::Founded { .. } => {}
            PostAct::OfficerCertified { certified } => {
                let standing = Standing { certified: certified.clone(), from: at, until: None };
                self.former.extend(self.officers.insert(certified.officer.clone(), standing));
            }
            PostAct::OfficerRevoked { officer } => {
                if let Some(standing) = self.officers.get_mut(officer) {
                    standing.until = Some(at);
                }
                self.shifts.remove(officer);
            }
            PostAct::ReadersRotated { readers, .. } => {
                let state = self.officers.get(by).map(|standing| standing.certified.state);
                if let Some(known) = self.keys.iter_mut().find(|known| Some(known.state) == state) {
                    known.readers.extend(readers.iter().cloned());
                }
            }
            PostAct::RootReplaced { replaced } => {
                let state = self.state_of(by, at);
                if let Some(known) = self.keys.iter_mut().find(|known| Some(known.state) == state) {
                    let before = std::mem::replace(&mut known.root, replaced.root.clone());
                    self.former_roots.entry(known.state).or_default().push(before);
                }
            }
            PostAct::Restored { restored } => self.sign_restoration(restored, by, at),
            PostAct::ShiftOpened { desk, .. } => {
                self.shifts.insert(by.clone(), Shift { desk: desk.clone(), opened_at: at, on_break_since: None });
            }
            PostAct::ShiftClosed => {
                self.shifts.remove(by);
            }
            PostAct::ErasureAgreed { before } => {
                if let Some(state) = self.state_of(by, at) {
                    self.erased.agreed.insert(state, *before);
                }
            }
            PostAct::FactsErased { before } => {
                self.erased.facts_before = Some(*before);
                self.erased.agreed.clear();
            }
            PostAct::SealedErased { before } => {
                if let Some(state) = self.state_of(by, at) {
                    self.erased.sealed_before.insert(state, *before);
                }
            }
            PostAct::OwnPagesErased { before } => {
                if let Some(state) = self.state_of(by, at) {
                    self.erased.own_before.insert(state, *before);
                }
            }
            PostAct::HeadSigned { own } => {
                if let Some(state) = self.state_of(by, at) {
                    let own = own.clone().or_else(|| self.signed.get(&state).and_then(|before| before.own.clone()));
                    self.signed.insert(state, SignedHead { by: by.clone(), at, own });
                }
            }
            PostAct::EmergencyDeclared { emergency } => {
                let Some(state) = self.state_of(by, at) else { return };
                if self.emergencies.get(&self.plan.other(state)) == Some(emergency) {
                    // What he asked for himself, for others, still waits for the other State's word.
                    self.emergencies.retain(|_, asked| asked.version != emergency.version);
                    let ordinary = self.plan.ordinary_at(emergency.flow, emergency.category, at);
                    let shorter = ordinary.and_then(|ordinary| emergency.shorter(ordinary, at));
                    self.plan.templates.extend(shorter);
                } else {
                    self.emergencies.insert(state, emergency.clone());
                }
            }
            PostAct::AloneAgreed { alone } => self.agree_alone(alone, by, at),
            PostAct::AloneEnded { what: AloneEnd::Request } => self.going_on.asked.clear(),
            PostAct::AloneEnded { what: AloneEnd::Agreement } => self.going_on.agreed = None,
            PostAct::EmergencyEnded { version } => {
                self.emergencies.retain(|_, asked| asked.version != *version);
                // Whatever is registered at this very moment still goes by it, before this act or after it.
                let end = at + TimeDelta::milliseconds(1);
                for template in self.plan.templates.iter_mut().filter(|known| known.version == *version) {
                    if let Some(span) = &mut template.emergency {
                        span.until = span.until.min(end);
                    }
                }
            }
            PostAct::Proposed { .. }
            | PostAct::ProposalAgreed { .. }
            | PostAct::ProposalDeclined { .. }
            | PostAct::ClocksSet { .. } => self.agree(act, by, at),
            PostAct::BreakBegun | PostAct::BreakEnded | PostAct::HandedOver { .. } | PostAct::HandoverTaken { .. } => {
                self.pass_on(act, by, at)
            }
            PostAct::ReferencesReserved { references } => {
                if let Some(state) = self.state_of(by, at) {
                    self.reserved.reserve(references, by, state, at);
                }
            }
        }
    }

    /// Checks that an act of the post may follow, by whoever signs it. The founding has no one before it to ask.
    ///
    /// # Errors
    /// With the reason why not.
    pub fn check(&self, act: &PostAct, by: &OfficerNumber, state: StateCode, at: At) -> Result<(), Refusal> {
        match act {
            PostAct::Founded { .. } => Err(Refusal::AlreadyFounded),
            PostAct::OfficerCertified { certified } => {
                if certified.state != state || !self.plan.is_party(state) {
                    return Err(Refusal::OtherState);
                }
                // A number that was the other State's once would make its old acts look like this State's.
                let was_other =
                    self.officers.get(&certified.officer).is_some_and(|known| known.certified.state != state);
                // A certificate is known by its number, and the key of its officer with it.
                let is_repeated = self
                    .every_standing()
                    .any(|known| known.certified.state == state && known.certified.serial == certified.serial);
                if was_other || is_repeated || self.standing(&certified.officer, at).is_some() {
                    return Err(Refusal::OfficerNumberTaken);
                }
                // The root alone vouches for a State's first administrator, and for one who has its recovery code.
                if (certified.officer == *by && certified.roles.contains(&Role::Administrator))
                    || self.is_administrator(by, state, at)
                {
                    Ok(())
                } else {
                    Err(Refusal::NotYourRole)
                }
            }
            PostAct::OfficerRevoked { officer } => {
                let standing = self.standing(officer, at).ok_or(Refusal::UnknownOfficer)?;
                if standing.certified.state != state {
                    return Err(Refusal::OtherState);
                }
                // A State's last administrator can't leave it without one.
                if officer == by {
                    return Err(Refusal::SameOfficer);
                }
                if self.is_administrator(by, state, at) { Ok(()) } else { Err(Refusal::NotYourRole) }
            }
            PostAct::ReadersRotated { readers, seeds } => {
                if !self.is_administrator(by, state, at) {
                    return Err(Refusal::NotYourRole);
                }
                let known = self.keys.iter().find(|known| known.state == state).ok_or(Refusal::OtherState)?;
                let follows = |new: &PublishedReader| {
                    let epochs = known.readers.iter().filter(|old| old.reader == new.reader).map(|old| old.epoch);
                    let is_once = readers.iter().filter(|one| one.reader == new.reader).count() == 1;
                    is_once && epochs.max().is_some_and(|newest| new.epoch == newest + 1)
                };
                let newest =
                    readers.iter().filter(|reader| reader.reader == STATE_READER).map(|reader| reader.epoch).max();
                let today = self.plan.day_of(state, at);
                let seeds_follow = seeds.iter().all(|seed| Some(seed.epoch) == newest && seed.day <= today);
                if !readers.is_empty() && readers.iter().all(follows) && seeds_follow {
                    Ok(())
                } else {
                    Err(Refusal::OutOfSequence)
                }
            }
            PostAct::RootReplaced { replaced } => {
                if !self.is_administrator(by, state, at) {
                    return Err(Refusal::NotYourRole);
                }
                let known = self.keys.iter().find(|known| known.state == state).ok_or(Refusal::OtherState)?;
                let former = self.former_roots.get(&state).map_or(&[][..], Vec::as_slice);
                let is_new = known.root != replaced.root && !former.contains(&replaced.root);
                // Counted from 1, the root of the founding.
                let follows = u64::try_from(former.len()).is_ok_and(|before| replaced.serial == before + 2);
                if is_new && follows { Ok(()) } else { Err(Refusal::OutOfSequence) }
            }
            PostAct::Restored { restored } => self.check_restoration(restored, by, state, at),
            PostAct::ShiftOpened { desk, seed } => {
                let standing = self.standing(by, at).ok_or(Refusal::UnknownOfficer)?;
                let known = self.plan.desks.iter().find(|known| known.code == *desk).ok_or(Refusal::UnknownDesk)?;
                if standing.certified.state != state || known.state != state {
                    return Err(Refusal::OtherState);
                }
                let today = self.plan.day_of(state, at);
                if seed.as_ref().is_some_and(|seed| seed.day != today || Some(seed.epoch) != self.newest_epoch(state)) {
                    return Err(Refusal::OutOfSequence);
                }
                if self.shifts.contains_key(by) { Err(Refusal::ShiftOpen) } else { Ok(()) }
            }
            PostAct::ShiftClosed => {
                if self.state_of(by, at).ok_or(Refusal::UnknownOfficer)? != state {
                    return Err(Refusal::OtherState);
                }
                if self.shifts.contains_key(by) { Ok(()) } else { Err(Refusal::NoShift) }
            }
            PostAct::ErasureAgreed { before } => {
                self.is_supervisor(by, state, at)?;
                self.erased.may_erase_facts(&self.plan.retention, *before, at)
            }
            PostAct::FactsErased { before } => {
                self.is_supervisor(by, state, at)?;
                self.erased.may_erase_facts(&self.plan.retention, *before, at)?;
                let agreed = self.erased.agreed.get(&self.plan.other(state));
                if agreed == Some(before) { Ok(()) } else { Err(Refusal::NotAgreed) }
            }
            PostAct::SealedErased { before } => {
                self.is_supervisor(by, state, at)?;
                self.erased.may_erase_sealed(&self.plan.retention, state, *before, at)
            }
            PostAct::OwnPagesErased { before } => {
                self.is_supervisor(by, state, at)?;
                self.erased.may_erase_own(&self.plan.retention, state, *before, at)
            }
            PostAct::HeadSigned { own } => {
                self.is_supervisor(by, state, at)?;
                let before = self.signed.get(&state).and_then(|signed| signed.own.as_ref());
                match (before, own) {
                    // A State's own journal only grows.
                    (Some(before), Some(own)) if own.page < before.page => Err(Refusal::OutOfSequence),
                    (Some(before), Some(own)) if own.page == before.page && own.hash != before.hash => {
                        Err(Refusal::OutOfSequence)
                    }
                    _ => Ok(()),
                }
            }
            PostAct::EmergencyDeclared { emergency } => {
                self.is_supervisor(by, state, at)?;
                if emergency.why.trim().is_empty() {
                    return Err(Refusal::ReasonMissing);
                }
                let is_known = self.plan.every_template().any(|known| known.version == emergency.version);
                if is_known || self.emergencies.get(&state) == Some(emergency) {
                    return Err(Refusal::AskedAlready);
                }
                let ordinary =
                    self.plan.ordinary_at(emergency.flow, emergency.category, at).ok_or(Refusal::NoTemplate)?;
                let is_for_a_time =
                    at < emergency.until && emergency.until - at <= TimeDelta::hours(Emergency::LONGEST);
                if is_for_a_time && emergency.shorter(ordinary, at).is_some() {
                    Ok(())
                } else {
                    Err(Refusal::NotShorter)
                }
            }
            PostAct::AloneAgreed { alone } => self.check_alone(alone, by, state, at),
            PostAct::AloneEnded { what } => self.check_alone_ended(*what, by, state, at),
            // It takes both to shorten the procedure, and one to go back to it.
            PostAct::EmergencyEnded { version } => {
                self.is_supervisor(by, state, at)?;
                let is_asked = self.emergencies.values().any(|asked| asked.version == *version);
                let is_in_force =
                    self.plan.templates.iter().any(|known| known.version == *version && known.is_emergency_at(at));
                if is_asked || is_in_force { Ok(()) } else { Err(Refusal::NoEmergency) }
            }
            PostAct::Proposed { .. }
            | PostAct::ProposalAgreed { .. }
            | PostAct::ProposalDeclined { .. }
            | PostAct::ClocksSet { .. } => self.check_agreement(act, by, state, at),
            PostAct::BreakBegun | PostAct::BreakEnded | PostAct::HandedOver { .. } | PostAct::HandoverTaken { .. } => {
                self.check_shift_act(act, by, state, at)
            }
            PostAct::ReferencesReserved { references } => {
                self.is_supervisor(by, state, at)?;
                self.reserved.may_reserve(references, &self.plan.code)
            }
        }
    }

    /// Returns the newest epoch of the keys that every officer of a State has.
    pub fn newest_epoch(&self, state: StateCode) -> Option<u32> {
        let known = self.keys.iter().find(|known| known.state == state)?;
        known.readers.iter().filter(|reader| reader.reader == STATE_READER).map(|reader| reader.epoch).max()
    }

    /// Returns the age of a State's newest keys where they are older than was agreed.
    pub fn epoch_is_old(&self, state: StateCode, now: At) -> Option<TimeDelta> {
        let newest = self.newest_epoch(state)?;
        let known = self.keys.iter().find(|known| known.state == state)?;
        let mut of_epoch = known.readers.iter().filter(|one| one.reader == STATE_READER && one.epoch == newest);
        let begun = of_epoch.next()?.not_before;
        let age = TimeDelta::try_milliseconds(now.timestamp_millis().saturating_sub(begun))?;
        (age > TimeDelta::days(self.plan.keys.epoch_days.into())).then_some(age)
    }

    /// Returns the days on which the open shifts of a State began, by its own clocks.
    pub fn days_of_shifts(&self, state: StateCode, at: At) -> BTreeSet<NaiveDate> {
        let is_of = |officer| self.standing(officer, at).is_some_and(|standing| standing.certified.state == state);
        let own = self.shifts.iter().filter(|(officer, _)| is_of(officer));
        own.map(|(_, shift)| self.plan.day_of(state, shift.opened_at)).collect()
    }

    /// Returns the standing of an officer who is certified at that time and not revoked.
    pub fn standing(&self, officer: &OfficerNumber, at: At) -> Option<&Standing> {
        let is_then = |standing: &&Standing| standing.from <= at && standing.until.is_none_or(|until| at < until);
        let former = || self.former.iter().rfind(|one| one.certified.officer == *officer && is_then(one));
        self.officers.get(officer).filter(is_then).or_else(former)
    }

    /// Returns the standing of an officer under his first certificate.
    pub fn first_standing(&self, officer: &OfficerNumber) -> Option<&Standing> {
        let former = self.former.iter().find(|one| one.certified.officer == *officer);
        former.or_else(|| self.officers.get(officer))
    }

    /// Returns every standing that there is and was.
    pub fn every_standing(&self) -> impl Iterator<Item = &Standing> {
        self.former.iter().chain(self.officers.values())
    }

    /// Returns the officer as [`OnDuty`]: certified, not revoked, with an open shift.
    ///
    /// # Errors
    /// When he is not known, or has no shift open.
    pub fn on_duty(&self, officer: &OfficerNumber, at: At) -> Result<OnDuty, Refusal> {
        let standing = self.standing(officer, at).ok_or(Refusal::UnknownOfficer)?;
        let shift = self.shifts.get(officer).ok_or(Refusal::NoShift)?;
        let certified = &standing.certified;
        Ok(OnDuty {
            officer: certified.officer.clone(),
            state: certified.state,
            agency: certified.agency,
            roles: certified.roles.clone(),
            desk: shift.desk.clone(),
            claim: None,
        })
    }

    /// Returns whether an officer may read his State's own journal and take its lawful copy away: its supervisors, auditors and
    /// administrators.
    pub fn reads_for_his_state(&self, officer: &OfficerNumber, at: At) -> bool {
        let reads = [Role::Supervisor, Role::Auditor, Role::Administrator];
        self.standing(officer, at)
            .is_some_and(|standing| reads.iter().any(|role| standing.certified.roles.contains(role)))
    }

    pub(crate) fn state_of(&self, officer: &OfficerNumber, at: At) -> Option<StateCode> {
        self.standing(officer, at).map(|standing| standing.certified.state)
    }

    pub(crate) fn is_supervisor(&self, officer: &OfficerNumber, state: StateCode, at: At) -> Result<(), Refusal> {
        let standing = self.standing(officer, at).ok_or(Refusal::UnknownOfficer)?;
        if standing.certified.state != state || !self.plan.is_party(state) {
            return Err(Refusal::OtherState);
        }
        let is_one = standing.certified.roles.contains(&Role::Supervisor);
        if is_one { Ok(()) } else { Err(Refusal::NotYourRole) }
    }

    fn is_administrator(&self, officer: &OfficerNumber, state: StateCode, at: At) -> bool {
        self.standing(officer, at).is_some_and(|standing| {
            standing.certified.state == state && standing.certified.roles.contains(&Role::Administrator)
        })
    }
}
