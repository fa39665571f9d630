//! Random acts of the post: whatever officers of both States try, nothing is in force that not both agreed on, nobody works for
//! both States or at two desks, and what is written down once is folded alike by everybody.
//!
//! `OSBP_PROPERTY_COMMANDS` sets how many acts are tried in all.

#![expect(clippy::indexing_slicing, clippy::unwrap_used, reason = "what is missing in a test fails the test")]

#[expect(dead_code, reason = "each file of tests uses a part of the post")]
#[expect(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "what is missing in a test fails the test"
)]
mod procedure;

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};

use chrono::TimeDelta;
use domain::agreeing::{Proposal, ProposalNumber};
use domain::alone::{Alone, AloneEnd};
use domain::officer::DeskCode;
use domain::post::{Desk, Flow, Plan, Settings, StateKeys};
use domain::program::ProgramVersion;
use domain::template::{Emergency, Template};
use domain::{Agency, At, OfficerNumber, Post, PostAct, Reference, Refusal, Role, StateCode};
use procedure::post::{certified, number};
use procedure::{Hosts, north, plan, south};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseError, TestRunner};

/// Who was certified when the post was founded, by the State's letter: an administrator, two supervisors, an officer.
const STAFF: [(&str, Role); 4] =
    [("ADM", Role::Administrator), ("SUP1", Role::Supervisor), ("SUP2", Role::Supervisor), ("IMM1", Role::Officer)];

/// One act in numbers; what they mean depends on how the post stands.
#[derive(Debug, Clone, Copy)]
struct Pick {
    verb: u8,
    officer: u8,
    other: u16,
    minutes: u16,
}

fn pick() -> impl Strategy<Value = Pick> {
    let minutes = prop_oneof![6 => 0..30u16, 3 => 30..600u16, 1 => 600..3000u16];
    (any::<u8>(), any::<u8>(), any::<u16>(), minutes).prop_map(|(verb, officer, other, minutes)| Pick {
        verb,
        officer,
        other,
        minutes,
    })
}

/// A post, what was done at it, and the judge's book of it.
struct Game {
    post: Post,
    founded: PostAct,
    acts: Vec<(PostAct, OfficerNumber, At)>,
    now: At,
    book: Book,
}

/// What the judge writes down: he never asks the domain what is allowed.
#[derive(Default)]
struct Book {
    states: BTreeMap<OfficerNumber, StateCode>,
    roles: BTreeMap<OfficerNumber, BTreeSet<Role>>,
    revoked: BTreeSet<OfficerNumber>,
    on_shift: BTreeSet<OfficerNumber>,
    on_break: BTreeSet<OfficerNumber>,
    handovers: BTreeMap<u32, (StateCode, OfficerNumber, bool)>,
    proposals: BTreeMap<ProposalNumber, (Proposal, StateCode, bool)>,
    templates: Vec<Template>,
    settings: Vec<(chrono::NaiveDate, Settings)>,
    programs: Vec<(chrono::NaiveDate, ProgramVersion)>,
    clocks: BTreeMap<StateCode, Vec<(At, i32)>>,
    asked: BTreeMap<StateCode, Emergency>,
    /// Shorter templates in force: of which flow, from when, until when.
    floods: BTreeMap<String, (Flow, At, At)>,
    asked_alone: BTreeMap<StateCode, Alone>,
    alone: Option<Alone>,
    erasure: BTreeMap<StateCode, At>,
    reserved: BTreeSet<Reference>,
}

impl Game {
    fn begin() -> Self {
        let mut plan = plan(Hosts::Entry);
        for (letter, state) in [("N", north()), ("S", south())] {
            let desk = |agency: Agency| {
                let code = DeskCode(format!("{letter}-{}", agency.word()));
                Desk { code, state, agency, place: String::new() }
            };
            plan.desks.extend(Agency::ALL.map(desk));
        }
        let keys = [north(), south()].map(|state| StateKeys { state, root: String::new(), readers: Vec::new() });
        let founded = PostAct::Founded { plan, keys: keys.to_vec() };
        let now = "2026-11-21T06:00:00Z".parse().unwrap();
        let mut game =
            Self { post: Post::found(&founded).unwrap(), founded, acts: Vec::new(), now, book: Book::default() };
        for (letter, state) in [("N", north()), ("S", south())] {
            for ((name, role), serial) in STAFF.into_iter().zip(1..) {
                let act = certified(&format!("{letter}-{name}"), state, role, serial);
                assert!(game.asks(&act, &number(&format!("{letter}-ADM")), state).unwrap());
            }
        }
        game
    }

    /// Has an officer try it. Returns whether it was done.
    fn asks(&mut self, act: &PostAct, by: &OfficerNumber, state: StateCode) -> Result<bool, String> {
        if self.post.check(act, by, state, self.now).is_err() {
            return Ok(false);
        }
        self.book.judge(act, by, state, self.now, &self.post.plan)?;
        self.post.apply(act, by, self.now);
        self.acts.push((act.clone(), by.clone(), self.now));
        self.book.holds(&self.post, self.now)?;
        Ok(true)
    }

    fn play(&mut self, pick: Pick) -> Result<Option<&'static str>, String> {
        self.now += TimeDelta::minutes(i64::from(pick.minutes));
        let (act, by) = pick.command(&self.post, self.now);
        // Now and then somebody signs for the State that is not his.
        let own = if by.as_str().starts_with('N') { north() } else { south() };
        let state = if pick.other.is_multiple_of(23) { self.post.plan.other(own) } else { own };
        Ok(self.asks(&act, &by, state)?.then(|| act.kind()))
    }

    /// Anybody who reads the acts folds the same post.
    fn is_folded_alike(&self) -> Result<(), String> {
        let mut again = Post::found(&self.founded).map_err(|fault| fault.to_string())?;
        for (act, by, at) in &self.acts {
            let text = serde_json::to_string(act).map_err(|fault| fault.to_string())?;
            let read: PostAct = serde_json::from_str(&text).map_err(|fault| format!("{fault}: {text}"))?;
            again.apply(&read, by, *at);
        }
        if again == self.post { Ok(()) } else { Err("the stored acts fold another post".to_owned()) }
    }
}

impl Pick {
    /// Who does what; four times out of five somebody who could.
    fn command(self, post: &Post, now: At) -> (PostAct, OfficerNumber) {
        let act = self.act(post, now);
        let wanted = match &act {
            _ if self.officer.is_multiple_of(5) => STAFF[usize::from(self.officer / 5) % 4].0,
            PostAct::OfficerCertified { .. } | PostAct::OfficerRevoked { .. } => "ADM",
            PostAct::ShiftOpened { .. } | PostAct::ShiftClosed | PostAct::BreakBegun | PostAct::BreakEnded => {
                STAFF[usize::from(self.officer / 5) % 4].0
            }
            _ => ["SUP1", "SUP2"][usize::from(self.officer / 5) % 2],
        };
        let letter = if self.officer.is_multiple_of(2) { "N" } else { "S" };
        (act, number(&format!("{letter}-{wanted}")))
    }

    fn act(self, post: &Post, now: At) -> PostAct {
        let letter = if self.officer.is_multiple_of(2) { "N" } else { "S" };
        let other = usize::from(self.other);
        let desk = Agency::ALL[other % Agency::ALL.len()];
        let long_ago = now - TimeDelta::days(1825 + i64::from(self.other % 4));
        let open: Vec<ProposalNumber> = post.open_proposals().map(|known| known.number).collect();
        let waiting = open.get(other % open.len().max(1)).copied().unwrap_or(ProposalNumber(1));
        let next = ProposalNumber(u32::try_from(post.proposals.len()).unwrap() + 1);
        let declared: Vec<&Emergency> = post.emergencies.values().collect();
        match self.verb % 31 {
            0..=2 => PostAct::ShiftOpened { desk: DeskCode(format!("{letter}-{}", desk.word())), seed: None },
            3 => PostAct::ShiftClosed,
            4 | 5 => PostAct::BreakBegun,
            6 => PostAct::BreakEnded,
            7 | 8 => PostAct::HandedOver { number: post.handovers_made + 1 + u32::from(self.other.is_multiple_of(9)) },
            9 | 10 => PostAct::HandoverTaken { number: post.handovers_made.saturating_sub(u32::from(self.other % 2)) },
            11 | 12 => PostAct::EmergencyDeclared { emergency: self.emergency(post, now) },
            13..=15 => match declared.first() {
                Some(one) => PostAct::EmergencyDeclared { emergency: (*one).clone() },
                None => PostAct::EmergencyDeclared { emergency: self.emergency(post, now) },
            },
            16 => PostAct::EmergencyEnded { version: format!("flood-{}", self.other % 4) },
            17 | 18 => PostAct::Proposed { number: next, proposal: self.proposal(post, now) },
            19 | 20 => PostAct::ProposalAgreed { number: waiting },
            21 => PostAct::ProposalDeclined { number: waiting },
            22 => PostAct::ClocksSet {
                from: now + TimeDelta::hours(i64::from(self.other % 30) - 2),
                minutes: i32::from(self.other % 30) * 60 - 840,
            },
            23 => {
                let one = |serial: u16| Reference::new("TB", 2026, 11, u32::from(serial % 40) + 1).unwrap();
                PostAct::ReferencesReserved { references: vec![one(self.other), one(self.other / 40)] }
            }
            24 => PostAct::ErasureAgreed { before: long_ago },
            25 => PostAct::FactsErased { before: post.erased.agreed.values().next().copied().unwrap_or(long_ago) },
            26 if self.other.is_multiple_of(3) => {
                let name = STAFF[other % 4].0;
                PostAct::OfficerRevoked { officer: number(&format!("{letter}-{name}")) }
            }
            26 => PostAct::HeadSigned { own: None },
            27 | 28 => {
                let asked = post.going_on.asked.values().next().map(|asked| asked.alone.clone());
                PostAct::AloneAgreed { alone: asked.unwrap_or_else(|| self.alone(now)) }
            }
            29 => {
                let what = if other.is_multiple_of(2) { AloneEnd::Request } else { AloneEnd::Agreement };
                PostAct::AloneEnded { what }
            }
            _ => {
                let (name, role) = STAFF[other % 4];
                let state = if self.other.is_multiple_of(7) { north() } else { south() };
                certified(&format!("{letter}-{name}"), state, role, u64::from(self.other))
            }
        }
    }

    fn emergency(self, post: &Post, now: At) -> Emergency {
        let flow = if self.other.is_multiple_of(3) { Flow::Truck } else { Flow::Traveller };
        let steps = post.plan.ordinary_at(flow, None, now).map_or(4, |template| template.steps.len());
        // Now and then too much is left out, or nothing.
        let left_out = usize::from(self.other / 7) % (steps + 1) + 1;
        Emergency {
            flow,
            category: None,
            version: format!("flood-{}", self.other % 4),
            stays: (1..=steps).filter(|place| *place != left_out).collect(),
            until: now + TimeDelta::hours(i64::from(self.other % 30)),
            why: if self.other.is_multiple_of(11) { " ".to_owned() } else { "a thousand at the bridge".to_owned() },
        }
    }

    fn alone(self, now: At) -> Alone {
        Alone {
            until: now + TimeDelta::hours(i64::from(self.other % 200)),
            why: if self.other.is_multiple_of(11) { " ".to_owned() } else { "burnt".to_owned() },
        }
    }

    fn proposal(self, post: &Post, now: At) -> Proposal {
        let from = (now + TimeDelta::days(i64::from(self.other % 4) - 1)).date_naive();
        if self.other.is_multiple_of(5) {
            let least = format!("1.{}.0", self.other % 7).parse().unwrap();
            return Proposal::Program { from, least };
        }
        if self.other.is_multiple_of(2) {
            let settings = Settings { motion: u32::from(self.other % 50), ..post.plan.settings };
            return Proposal::Settings { from, settings };
        }
        let mut template = post.plan.template(Flow::Traveller, None).unwrap().clone();
        template.steps.remove(usize::from(self.other / 2) % template.steps.len());
        template.version = format!("traveller-{}", self.other % 16);
        template.from = from;
        Proposal::Template { template }
    }
}

impl Book {
    fn judge(
        &mut self,
        act: &PostAct,
        by: &OfficerNumber,
        state: StateCode,
        at: At,
        plan: &Plan,
    ) -> Result<(), String> {
        let is_first = matches!(act, PostAct::OfficerCertified { certified } if certified.officer == *by);
        if !is_first {
            is(self.states.get(by) == Some(&state), "9.3: signed for the other State")?;
            is(!self.revoked.contains(by), "signed under a certificate that had ended")?;
        }
        let has = |book: &Self, roles: &[Role]| {
            book.roles.get(by).is_some_and(|own| roles.iter().any(|role| own.contains(role)))
        };
        let supervises = |book: &Self| is(has(book, &[Role::Supervisor]), "3: another than a supervisor");
        let agrees = |book: &Self| {
            is(has(book, &[Role::Supervisor, Role::Administrator]), "another than a supervisor or administrator agreed")
        };
        match act {
            PostAct::OfficerCertified { certified } => {
                let known = self.states.entry(certified.officer.clone()).or_insert(certified.state);
                is(*known == certified.state && certified.state == state, "9.3: a number went to the other State")?;
                self.roles.insert(certified.officer.clone(), certified.roles.clone());
                self.revoked.remove(&certified.officer);
            }
            PostAct::OfficerRevoked { officer } => {
                is(officer != by && self.states.get(officer) == Some(&state), "removed himself or the other State's")?;
                self.revoked.insert(officer.clone());
                self.on_shift.remove(officer);
                self.on_break.remove(officer);
            }
            PostAct::ShiftOpened { desk, .. } => {
                let of_state = plan.desks.iter().any(|known| known.code == *desk && known.state == state);
                is(of_state, "a shift at the other State's desk")?;
                is(self.on_shift.insert(by.clone()), "two shifts at once")?;
            }
            PostAct::ShiftClosed => {
                is(self.on_shift.remove(by), "closed a shift that was not open")?;
                self.on_break.remove(by);
            }
            PostAct::BreakBegun => is(self.on_shift.contains(by) && self.on_break.insert(by.clone()), "a break twice")?,
            PostAct::BreakEnded => is(self.on_break.remove(by), "came back from no break")?,
            PostAct::HandedOver { number } => {
                supervises(self)?;
                let before = self.handovers.insert(*number, (state, by.clone(), false));
                is(before.is_none(), "one number for two handovers")?;
            }
            PostAct::HandoverTaken { number } => {
                supervises(self)?;
                let known = self.handovers.get_mut(number).ok_or("took over what nobody handed over")?;
                is(known.0 == state && known.1 != *by && !known.2, "9.3: both signatures of a handover are one's")?;
                known.2 = true;
            }
            PostAct::EmergencyDeclared { emergency } => {
                supervises(self)?;
                is(!emergency.why.trim().is_empty(), "3: an emergency without a reason")?;
                is(emergency.until > at && emergency.until - at <= TimeDelta::hours(24), "3: not for a time")?;
                if self.asked.get(&plan.other(state)) == Some(emergency) {
                    self.asked.clear();
                    self.floods.insert(emergency.version.clone(), (emergency.flow, at, emergency.until));
                } else {
                    self.asked.insert(state, emergency.clone());
                }
            }
            PostAct::EmergencyEnded { version } => {
                supervises(self)?;
                self.asked.retain(|_, asked| asked.version != *version);
                if let Some((_, _, until)) = self.floods.get_mut(version) {
                    *until = (*until).min(at + TimeDelta::milliseconds(1));
                }
            }
            PostAct::Proposed { number, proposal } => {
                agrees(self)?;
                is(proposal.from() >= at.date_naive(), "agreed for days that are over")?;
                let before = self.proposals.insert(*number, (proposal.clone(), state, false));
                is(before.is_none(), "one number for two proposals")?;
            }
            PostAct::ProposalAgreed { number } | PostAct::ProposalDeclined { number } => {
                agrees(self)?;
                let (proposal, proposer, is_answered) =
                    self.proposals.get_mut(number).ok_or("answered what nobody proposed")?;
                is(!*is_answered, "a proposal was answered twice")?;
                *is_answered = true;
                if matches!(act, PostAct::ProposalAgreed { .. }) {
                    is(*proposer != state, "one State agreed with itself")?;
                    match proposal {
                        Proposal::Template { template } => self.templates.push(template.clone()),
                        Proposal::Settings { from, settings } => self.settings.push((*from, *settings)),
                        Proposal::Program { from, least } => self.programs.push((*from, *least)),
                    }
                }
            }
            PostAct::ClocksSet { from, minutes } => {
                agrees(self)?;
                is(*from >= at, "clocks were set for a time that is over")?;
                self.clocks.entry(state).or_default().push((*from, *minutes));
            }
            PostAct::ErasureAgreed { before } => {
                supervises(self)?;
                self.erasure.insert(state, *before);
            }
            PostAct::FactsErased { before } => {
                supervises(self)?;
                is(self.erasure.get(&plan.other(state)) == Some(before), "one State erased alone")?;
                self.erasure.clear();
            }
            PostAct::ReferencesReserved { references } => {
                supervises(self)?;
                for one in references {
                    is(self.reserved.insert(one.clone()), "a reference was reserved twice")?;
                }
            }
            PostAct::HeadSigned { .. } => supervises(self)?,
            PostAct::AloneAgreed { alone } => {
                supervises(self)?;
                is(!alone.why.trim().is_empty(), "alone without a reason")?;
                is(alone.until > at && alone.until - at <= TimeDelta::hours(Alone::LONGEST), "alone not for a time")?;
                if self.asked_alone.get(&plan.other(state)) == Some(alone) {
                    self.asked_alone.clear();
                    self.alone = Some(alone.clone());
                } else {
                    self.asked_alone.insert(state, alone.clone());
                }
            }
            PostAct::AloneEnded { what: AloneEnd::Request } => {
                supervises(self)?;
                self.asked_alone.clear();
            }
            PostAct::AloneEnded { what: AloneEnd::Agreement } => {
                supervises(self)?;
                self.alone = None;
            }
            other => return Err(format!("nobody tries {}", other.kind())),
        }
        Ok(())
    }

    /// What is in force now and later is what both States agreed on, and nothing else.
    fn holds(&self, post: &Post, now: At) -> Result<(), String> {
        is(post.shifts.keys().eq(self.on_shift.iter()), "the shifts are others")?;
        is(self.on_shift.iter().all(|officer| post.is_on_break(officer) == self.on_break.contains(officer)), "breaks")?;
        for hours in [0, 1, 12, 24, 72, 200] {
            let at = now + TimeDelta::hours(hours);
            let day = at.date_naive();
            let alone = post.going_on.in_force(at).map(|agreed| &agreed.alone);
            is(alone == self.alone.as_ref().filter(|alone| at < alone.until), "one State goes on alone")?;
            for flow in [Flow::Traveller, Flow::Truck] {
                let version = &post.plan.template_at(flow, None, at).ok_or("no template is in force")?.version;
                let flood = |(of, from, until): &(Flow, At, At)| *of == flow && *from <= at && at < *until;
                let agreed = self.templates.iter().filter(|one| one.flow == flow && one.from <= day);
                let newest =
                    agreed.enumerate().max_by_key(|(place, one)| (one.from, *place)).map(|(_, one)| &one.version);
                let is_right = if self.floods.values().any(flood) {
                    self.floods.get(version).is_some_and(flood)
                } else {
                    let founded = post.plan.template(flow, None).map(|one| &one.version);
                    Some(version) == newest.or(founded)
                };
                is(is_right, &format!("3: {version} is in force at {at}, and nobody agreed"))?;
            }
            let agreed = self.settings.iter().enumerate().filter(|(_, (from, _))| *from <= day);
            let newest = agreed.max_by_key(|(place, (from, _))| (*from, *place)).map(|(_, (_, settings))| *settings);
            is(post.plan.settings_at(at) == newest.unwrap_or(post.plan.settings), "settings that nobody agreed on")?;
            let agreed = self.programs.iter().enumerate().filter(|(_, (from, _))| *from <= day);
            let least = agreed.max_by_key(|(place, (from, _))| (*from, *place)).map(|(_, (_, least))| *least);
            is(post.plan.least_program_at(at) == least, "a version of the program that nobody agreed on")?;
            for (state, founded) in post.plan.states.into_iter().zip(post.plan.utc_offsets) {
                let set =
                    self.clocks.get(&state).into_iter().flatten().enumerate().filter(|(_, (from, _))| *from <= at);
                let newest = set.max_by_key(|(place, (from, _))| (*from, *place)).map(|(_, (_, minutes))| *minutes);
                is(post.plan.minutes_ahead(state, at) == newest.unwrap_or(founded), "clocks that a State did not set")?;
            }
        }
        Ok(())
    }
}

fn is(so: bool, invariant: &str) -> Result<(), String> {
    if so { Ok(()) } else { Err(invariant.to_owned()) }
}

#[test]
fn nothing_is_in_force_that_not_both_states_agreed_on() {
    let acts: usize = std::env::var("OSBP_PROPERTY_COMMANDS").map_or(3_000, |text| text.parse().expect("a number"));
    let tried = Cell::new(0_usize);
    let done: RefCell<BTreeMap<&'static str, usize>> = RefCell::default();
    let config = Config { cases: 16, max_shrink_iters: 4_000, failure_persistence: None, ..Config::default() };
    while tried.get() < acts {
        let mut runner = TestRunner::new(config.clone());
        let outcome = runner.run(&prop::collection::vec(pick(), 1..=150), |picks| {
            let mut game = Game::begin();
            for pick in picks {
                tried.set(tried.get() + 1);
                if let Some(kind) = game.play(pick).map_err(TestCaseError::fail)? {
                    *done.borrow_mut().entry(kind).or_default() += 1;
                }
            }
            game.is_folded_alike().map_err(TestCaseError::fail)
        });
        if let Err(fault) = outcome {
            panic!("{fault}");
        }
    }
    let done = done.into_inner();
    eprintln!("{} acts tried, {} done: {done:?}", tried.get(), done.values().sum::<usize>());
    assert!(done.len() > 14, "too few kinds of acts are done: {done:?}");
    assert!(done.values().sum::<usize>() * 8 > tried.get(), "the days are too tame to test anything");
}

/// Found by the random acts above: a shift was closed for the other State.
#[test]
fn nobody_closes_his_shift_in_the_name_of_the_other_state() {
    let mut game = Game::begin();
    let by = number("S-SUP2");
    let opened = PostAct::ShiftOpened { desk: DeskCode("S-customs".to_owned()), seed: None };
    assert!(game.asks(&opened, &by, south()).unwrap());
    assert_eq!(game.post.check(&PostAct::ShiftClosed, &by, north(), game.now), Err(Refusal::OtherState));
    assert!(game.asks(&PostAct::ShiftClosed, &by, south()).unwrap());
}
