//! What both States agree on after the founding: new versions of procedure templates, other settings and the oldest program that
//! will do, each from a day on; and the clocks of each State, which are its own.
//!
//! Invariant: what was agreed is dated and only added to. A crossing keeps what was in force when it was registered.

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};
use serde::{Deserialize, Serialize};

use crate::post::{Category, Flow, Plan, Post, Settings};
use crate::program::ProgramVersion;
use crate::template::Template;
use crate::{At, OfficerNumber, PostAct, Refusal, Role, StateCode};

/// How many proposals may wait for an answer at once.
const MOST_OPEN: usize = 20;

/// The farthest that a State's clocks are from UTC, in minutes.
const FARTHEST: i32 = 14 * 60;

/// Numbers a proposal within its post, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ProposalNumber(pub u32);

/// What one State proposes and the other agrees to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "proposal", rename_all = "snake_case")]
pub enum Proposal {
    /// A version of a procedure template; it says itself from which day on.
    Template {
        /// The template.
        template: Template,
    },
    /// Other settings.
    Settings {
        /// From which day on (UTC).
        from: NaiveDate,
        /// The settings.
        settings: Settings,
    },
    /// The oldest version of the program with which anybody works.
    Program {
        /// From which day on (UTC).
        from: NaiveDate,
        /// The version.
        least: ProgramVersion,
    },
}

impl Proposal {
    /// Returns the day (UTC) from which on it is to be in force.
    pub const fn from(&self) -> NaiveDate {
        match self {
            Self::Template { template } => template.from,
            Self::Settings { from, .. } | Self::Program { from, .. } => *from,
        }
    }
}

/// A proposal, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposed {
    /// Its number.
    pub number: ProposalNumber,
    /// What.
    pub proposal: Proposal,
    /// Who proposed it.
    pub by: OfficerNumber,
    /// For which State.
    pub state: StateCode,
    /// When.
    pub at: At,
    /// What became of it; nothing while it waits.
    pub answer: Option<Answered>,
}

/// How a proposal was answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answered {
    /// Agreed, or declined; whoever proposed declines by taking it back.
    pub is_agreed: bool,
    /// By whom.
    pub by: OfficerNumber,
    /// For which State.
    pub state: StateCode,
    /// When.
    pub at: At,
}

/// Settings from a day on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct DatedSettings {
    /// The first day (UTC).
    pub from: NaiveDate,
    /// The settings.
    pub settings: Settings,
}

/// The oldest version of the program with which anybody works, from a day on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct DatedProgram {
    /// The first day (UTC).
    pub from: NaiveDate,
    /// The version.
    pub least: ProgramVersion,
}

/// The clocks of a State from a moment on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct DatedClocks {
    /// Whose.
    pub state: StateCode,
    /// The moment.
    pub from: At,
    /// How far they are ahead of UTC, in minutes.
    pub minutes: i32,
}

/// What was agreed after the founding; nothing in the founding itself.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Later {
    /// Versions of templates, in the order in which they were agreed.
    pub templates: Vec<Template>,
    /// Settings, in the order in which they were agreed.
    pub settings: Vec<DatedSettings>,
    /// The States' clocks, in the order in which they were set.
    pub clocks: Vec<DatedClocks>,
    /// Versions of the program, in the order in which they were agreed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub programs: Vec<DatedProgram>,
}

impl Later {
    /// Returns whether nothing was agreed since the founding.
    pub const fn is_empty(&self) -> bool {
        self.templates.is_empty() && self.settings.is_empty() && self.clocks.is_empty() && self.programs.is_empty()
    }
}

impl Plan {
    /// Returns the template by which a crossing goes that is registered at that time: the shorter one, while both supervisors have
    /// put one in force; else the one that both States agreed on.
    pub fn template_at(&self, flow: Flow, category: Option<Category>, at: At) -> Option<&Template> {
        let ordinary = self.ordinary_at(flow, category, at)?;
        // It stands for the one template of which it is a shorter form.
        let stands_for = |one: &&Template| (one.flow, &one.categories) == (flow, &ordinary.categories);
        let emergency = self.templates.iter().rev().filter(stands_for).find(|one| one.is_emergency_at(at));
        emergency.or(Some(ordinary))
    }

    /// Returns the template that is in force by itself at that time. One that names the category goes before one for all, a later
    /// day before an earlier one.
    pub fn ordinary_at(&self, flow: Flow, category: Option<Category>, at: At) -> Option<&Template> {
        let day = at.date_naive();
        let agreed = self.later.templates.iter().enumerate().filter(|(_, one)| one.serves(flow, category));
        let newest = agreed
            .filter(|(_, one)| one.from <= day)
            .max_by_key(|(place, one)| (!one.categories.is_empty(), one.from, *place))
            .map(|(_, one)| one);
        let founded = self.template(flow, category);
        match (newest, founded) {
            (Some(newest), Some(founded)) if newest.categories.is_empty() && !founded.categories.is_empty() => {
                Some(founded)
            }
            (Some(newest), _) => Some(newest),
            (None, founded) => founded,
        }
    }

    /// Returns the template of a version, whether it is still in force or not.
    pub fn template_of(&self, version: &str, flow: Flow, category: Option<Category>) -> Option<&Template> {
        self.every_template().find(|known| known.version == version && known.serves(flow, category))
    }

    /// Returns every template that was ever agreed, the founding's first.
    pub fn every_template(&self) -> impl Iterator<Item = &Template> {
        self.templates.iter().chain(&self.later.templates)
    }

    /// Returns the settings in force at that time.
    pub fn settings_at(&self, at: At) -> Settings {
        let day = at.date_naive();
        let begun = self.later.settings.iter().enumerate().filter(|(_, one)| one.from <= day);
        begun.max_by_key(|(place, one)| (one.from, *place)).map_or(self.settings, |(_, one)| one.settings)
    }

    /// Returns the oldest version of the program with which anybody works at that time; none where any will do.
    pub fn least_program_at(&self, at: At) -> Option<ProgramVersion> {
        let day = at.date_naive();
        let begun = self.later.programs.iter().enumerate().filter(|(_, one)| one.from <= day);
        begun.max_by_key(|(place, one)| (one.from, *place)).map(|(_, one)| one.least)
    }

    /// Returns the longest that a ticket was ever good for.
    pub fn longest_ticket(&self) -> TimeDelta {
        let agreed = self.later.settings.iter().map(|one| one.settings.ticket);
        TimeDelta::minutes(agreed.fold(self.settings.ticket, u32::max).into())
    }

    /// Returns how far a State's clocks are ahead of UTC at that time, in minutes.
    pub fn minutes_ahead(&self, state: StateCode, at: At) -> i32 {
        let own = self.later.clocks.iter().enumerate().filter(|(_, one)| one.state == state && one.from <= at);
        let [first, second] = self.utc_offsets;
        let founded = if self.states.first() == Some(&state) { first } else { second };
        own.max_by_key(|(place, one)| (one.from, *place)).map_or(founded, |(_, one)| one.minutes)
    }

    /// Returns the moment at which the clocks of one of the post's States show this.
    pub fn moment_of(&self, state: StateCode, shown: NaiveDateTime) -> At {
        // The clocks may have been set between the two: the second look is on the right side of it.
        let ahead = |at: At| TimeDelta::minutes(self.minutes_ahead(state, at).into());
        let near = shown.and_utc() - ahead(shown.and_utc());
        shown.and_utc() - ahead(near)
    }

    /// Returns the day at a moment, by the clocks of one of the post's States.
    pub fn day_of(&self, state: StateCode, at: At) -> NaiveDate {
        let ahead = TimeDelta::minutes(self.minutes_ahead(state, at).into());
        at.checked_add_signed(ahead).unwrap_or(at).date_naive()
    }
}

impl Settings {
    /// Returns whether every duration is one that a post can work with.
    pub const fn are_sound(&self) -> bool {
        const YEAR: u32 = 366 * 24 * 60;
        const fn is_one(minutes: u32) -> bool {
            minutes >= 1 && minutes <= YEAR
        }
        is_one(self.claim_time_out)
            && is_one(self.refusal_confirmation)
            && is_one(self.provisional_hold)
            && is_one(self.hold_limit)
            && is_one(self.motion)
            && is_one(self.ticket)
            && is_one(self.examination_absence)
            && self.provisional_hold <= self.hold_limit
            && match self.examination_findings {
                None => true,
                Some(minutes) => is_one(minutes) && minutes >= self.examination_absence,
            }
    }
}

impl Post {
    /// Returns the proposals that wait for an answer.
    pub fn open_proposals(&self) -> impl Iterator<Item = &Proposed> {
        self.proposals.iter().filter(|known| known.answer.is_none())
    }

    /// Checks an act by which the States agree, or a State sets its clocks.
    pub(crate) fn check_agreement(
        &self,
        act: &PostAct,
        by: &OfficerNumber,
        state: StateCode,
        at: At,
    ) -> Result<(), Refusal> {
        self.may_agree(by, state, at)?;
        match act {
            PostAct::Proposed { number, proposal } => {
                if usize::try_from(number.0).ok() != Some(self.proposals.len() + 1) {
                    return Err(Refusal::OutOfSequence);
                }
                if self.open_proposals().count() >= MOST_OPEN {
                    return Err(Refusal::TooMany);
                }
                // What counts from a day on can't be agreed for days that are over.
                if proposal.from() < at.date_naive() {
                    return Err(Refusal::DatePassed);
                }
                if self.open_proposals().any(|known| known.proposal == *proposal) {
                    return Err(Refusal::AskedAlready);
                }
                self.is_sound(proposal)
            }
            PostAct::ProposalAgreed { number } => {
                let known = self.open_proposal(*number)?;
                if known.state == state {
                    return Err(Refusal::OtherStateAgrees);
                }
                // Another version of the same name may have been agreed since.
                self.is_sound(&known.proposal)
            }
            PostAct::ProposalDeclined { number } => self.open_proposal(*number).map(|_| ()),
            PostAct::ClocksSet { from, minutes } => {
                if *from < at {
                    return Err(Refusal::DatePassed);
                }
                if !(-FARTHEST..=FARTHEST).contains(minutes) {
                    return Err(Refusal::SettingsUnsound);
                }
                Ok(())
            }
            _ => Err(Refusal::OutOfSequence),
        }
    }

    /// Folds an act by which the States agree, or a State sets its clocks.
    pub(crate) fn agree(&mut self, act: &PostAct, by: &OfficerNumber, at: At) {
        let Some(state) = self.state_of(by, at) else { return };
        match act {
            PostAct::Proposed { number, proposal } => self.proposals.push(Proposed {
                number: *number,
                proposal: proposal.clone(),
                by: by.clone(),
                state,
                at,
                answer: None,
            }),
            PostAct::ProposalAgreed { number } | PostAct::ProposalDeclined { number } => {
                let is_agreed = matches!(act, PostAct::ProposalAgreed { .. });
                let Some(known) = self.proposals.iter_mut().find(|known| known.number == *number) else { return };
                known.answer = Some(Answered { is_agreed, by: by.clone(), state, at });
                if is_agreed {
                    match known.proposal.clone() {
                        Proposal::Template { template } => self.plan.later.templates.push(template),
                        Proposal::Settings { from, settings } => {
                            self.plan.later.settings.push(DatedSettings { from, settings });
                        }
                        Proposal::Program { from, least } => {
                            self.plan.later.programs.push(DatedProgram { from, least });
                        }
                    }
                }
            }
            PostAct::ClocksSet { from, minutes } => {
                self.plan.later.clocks.push(DatedClocks { state, from: *from, minutes: *minutes });
            }
            _ => {}
        }
    }

    fn is_sound(&self, proposal: &Proposal) -> Result<(), Refusal> {
        match proposal {
            Proposal::Template { template } => {
                if self.plan.every_template().any(|known| known.version == template.version) {
                    return Err(Refusal::VersionTaken);
                }
                template.fault(&self.plan).map_or(Ok(()), |fault| Err(Refusal::TemplateFaulty { fault }))
            }
            Proposal::Settings { settings, .. } if !settings.are_sound() => Err(Refusal::SettingsUnsound),
            Proposal::Settings { .. } | Proposal::Program { .. } => Ok(()),
        }
    }

    fn open_proposal(&self, number: ProposalNumber) -> Result<&Proposed, Refusal> {
        self.open_proposals().find(|known| known.number == number).ok_or(Refusal::UnknownMotion)
    }

    /// A State agrees by its supervisors and its administrators.
    fn may_agree(&self, by: &OfficerNumber, state: StateCode, at: At) -> Result<(), Refusal> {
        let standing = self.standing(by, at).ok_or(Refusal::UnknownOfficer)?;
        if standing.certified.state != state || !self.plan.is_party(state) {
            return Err(Refusal::OtherState);
        }
        let may = [Role::Supervisor, Role::Administrator].iter().any(|role| standing.certified.roles.contains(role));
        if may { Ok(()) } else { Err(Refusal::NotYourRole) }
    }
}
