//! A day at the post: one crossing, the officers who work on it, the clock, and every act that was done.

use std::collections::BTreeMap;

use domain::action::Given;
use domain::alert::Listed;
use domain::customs::{Lane, LaneAssignment};
use domain::officer::OpenClaim;
use domain::post::{Direction, Plan};
use domain::private::{Hit, Matched, Search};
use domain::step::{Status, Step};
use domain::{
    Action, Agency, At, Crossing, CrossingAct, Decided, OnDuty, PrivateFile, Reference, Refusal, Side, StateCode,
    StepId, StepState, SubjectId, SubjectPhase,
};
use uuid::Uuid;

use super::asks::{claim, clear};
use super::script::{Keeping, Play};
use super::{Hosts, officers, plan};

/// One act as the journal keeps it: who did it, when, and every part.
#[derive(Debug, Clone)]
pub struct Stored {
    /// Who did it, as he stood then.
    pub by: OnDuty,
    /// When.
    pub at: At,
    /// All parts.
    pub decided: Decided,
}

/// A day at the post.
#[derive(Debug, Clone)]
pub struct Day {
    /// What both States agreed.
    pub plan: Plan,
    /// Who is on duty.
    pub officers: Vec<OnDuty>,
    /// What the clock shows.
    pub now: At,
    /// The crossing, as of its last act.
    pub crossing: Crossing,
    /// What each State alone knows.
    pub files: BTreeMap<StateCode, PrivateFile>,
    /// Every act so far.
    pub acts: Vec<Stored>,
    /// Who asked for what, of all that was done here.
    pub asked: Vec<(String, Action)>,
    /// Who stands on which State's alert list, by the entries' numbers.
    pub listed: BTreeMap<(StateCode, SubjectId), Vec<u64>>,
    /// Their lists ask that two officers look at every hit.
    pub needs_two: bool,
    /// Which steps of the next claim chance chooses for a referral: a bit for each, and from the ninth on again.
    pub draw: u8,
    /// The lane that the entry State's customs gives to goods it claims.
    pub lane: Option<Lane>,
    /// The bays in which goods of other crossings are examined.
    pub bays_taken: Vec<String>,
    /// What is kept of the day.
    pub kept: Keeping,
}

impl Day {
    /// Registers a party at the reception of the first State.
    pub fn begin(hosts: Hosts, registration: &Action) -> Self {
        Self::try_begin(plan(hosts), "N-REC1", registration).unwrap()
    }

    /// Registers a party.
    pub fn try_begin(plan: Plan, by: &str, registration: &Action) -> Result<Self, Refusal> {
        let now: At = "2026-11-21T06:00:00Z".parse().unwrap();
        let begun = Self::register(plan.clone(), by, registration, now);
        let crossing = begun.as_ref().map(|day| day.crossing.clone()).map_err(Clone::clone);
        let kept = Keeping::begin(&plan, by, registration, now, &crossing);
        begun.map(|day| Self { kept, ..day })
    }

    fn register(plan: Plan, by: &str, registration: &Action, now: At) -> Result<Self, Refusal> {
        let officers = officers();
        let by = officers.iter().find(|known| known.officer.as_str() == by).unwrap().clone();
        let given = Given { reference: Some(Reference::new("TB", 2026, 11, 4217).unwrap()), ..Given::plan(&plan) };
        let decided = Crossing::register(Uuid::from_u128(7), &by, registration, &given, now)?;
        let crossing = Crossing::begin(Uuid::from_u128(7), &decided[0].act, now)?;
        let mut day = Self {
            plan,
            officers,
            now,
            crossing,
            files: BTreeMap::new(),
            acts: Vec::new(),
            asked: Vec::new(),
            listed: BTreeMap::new(),
            needs_two: false,
            draw: 0,
            lane: None,
            bays_taken: Vec::new(),
            kept: Keeping::default(),
        };
        let mut decided = decided.into_iter();
        day.acts.push(Stored { by: by.clone(), at: now, decided: decided.next().unwrap() });
        for one in decided {
            day.keep(&by, one);
        }
        Ok(day)
    }

    /// Lets time pass.
    pub fn later(&mut self, minutes: i64) -> &mut Self {
        self.now += chrono::TimeDelta::minutes(minutes);
        self
    }

    /// Returns an officer as he stands now, with the claim he has open: here, else where [`Day::officers`] has it.
    pub fn officer(&self, number: &str) -> OnDuty {
        let mut found = self
            .officers
            .iter()
            .find(|known| known.officer.as_str() == number)
            .unwrap_or_else(|| panic!("no officer {number}"))
            .clone();
        let steps = self.crossing.claim_of(&found.officer);
        if !steps.is_empty() {
            found.claim = Some(OpenClaim { crossing: self.crossing.id, steps });
        }
        found
    }

    /// Returns what that State alone knows.
    pub fn file(&self, state: StateCode) -> PrivateFile {
        self.files.get(&state).cloned().unwrap_or_default()
    }

    /// Decides, without doing it.
    pub fn trial(&self, by: &OnDuty, action: &Action) -> Result<Vec<Decided>, Refusal> {
        self.crossing.decide(&self.file(by.state), by, action, &self.given(by, action), self.now)
    }

    /// Has an officer do something; a second passes.
    pub fn attempt(&mut self, number: &str, action: &Action) -> Result<Vec<Decided>, Refusal> {
        self.now += chrono::TimeDelta::seconds(1);
        let by = self.officer(number);
        let is_kept = self.kept.is_on(&self.crossing);
        let answer = self.trial(&by, action);
        if let Ok(decided) = &answer {
            for one in decided {
                self.keep(&by, one.clone());
            }
            self.asked.push((number.to_owned(), action.clone()));
        }
        if is_kept {
            let done = answer.as_ref().map(|acts| acts.iter().map(|one| one.act.clone()).collect());
            let play = Play::of(self, number, action, done.map_err(Clone::clone));
            self.kept.keep(play);
        }
        answer
    }

    /// Has an officer do what he may.
    #[track_caller]
    pub fn good(&mut self, number: &str, action: &Action) -> Vec<Decided> {
        match self.attempt(number, action) {
            Ok(decided) => decided,
            Err(refusal) => panic!("{number} could not {}: {refusal:?}", action.name()),
        }
    }

    /// Has an officer try what he may not, and returns why not.
    #[track_caller]
    pub fn refused(&mut self, number: &str, action: &Action) -> Refusal {
        match self.attempt(number, action) {
            Ok(_) => panic!("{number} could {}", action.name()),
            Err(refusal) => refusal,
        }
    }

    /// Returns the step of a subject by side, agency and control, as it stands now; the newest of them.
    #[track_caller]
    pub fn step(&self, subject: u16, side: Side, agency: Agency, control: &str) -> StepId {
        self.crossing
            .steps_of(SubjectId(subject))
            .filter(|step| step.side == side && step.agency == agency && step.control.0 == control)
            .last()
            .unwrap_or_else(|| panic!("no {control}"))
            .id
    }

    /// Returns the newest step that is open.
    pub fn newest(&self) -> StepId {
        *self.crossing.steps.keys().next_back().unwrap()
    }

    /// Returns where a step stands now.
    pub fn state(&self, step: StepId) -> StepState {
        let now = self.crossing.as_of(self.now);
        now.state_of(&now.steps[&step])
    }

    /// Returns where a subject is now.
    pub fn phase(&self, subject: u16) -> SubjectPhase {
        let now = self.crossing.as_of(self.now);
        now.phase_of(&now.subjects[&SubjectId(subject)])
    }

    /// Returns an officer of the step's State and agency who has no claim open and is none of these.
    pub fn free_officer(&self, step: &Step, not: &[&str]) -> Option<OnDuty> {
        self.officers
            .iter()
            .map(|known| self.officer(known.officer.as_str()))
            .filter(|known| known.claim.is_none() && !not.contains(&known.officer.as_str()))
            .find(|known| known.state == step.state && known.agency == step.agency && known.has(domain::Role::Officer))
    }

    /// Claims and clears a step by the first free officer of its State and agency.
    #[track_caller]
    pub fn clear(&mut self, step: StepId) {
        let officer = self.free_officer(&self.crossing.steps[&step], &[]).unwrap();
        let officer = officer.officer.as_str();
        self.good(officer, &claim(step));
        self.good(officer, &clear(step));
    }

    /// Clears every step of a subject on that side, in order.
    #[track_caller]
    pub fn clear_side(&mut self, subject: u16, side: Side) {
        let open: Vec<StepId> = self
            .crossing
            .steps_of(SubjectId(subject))
            .filter(|step| step.side == side && matches!(step.status, Status::Open))
            .map(|step| step.id)
            .collect();
        for step in open {
            self.clear(step);
        }
    }

    /// Lets every subject through and lodges what has to be declared: nothing is left but the gate.
    #[track_caller]
    pub fn clear_all(&mut self) {
        let subjects: Vec<SubjectId> = self.crossing.subjects.keys().copied().collect();
        for side in [Side::Exit, Side::Entry] {
            for subject in &subjects {
                let is_goods =
                    self.crossing.subjects[subject].facts.as_ref().is_some_and(|facts| facts.consignment().is_some());
                if is_goods && side == Side::Entry {
                    let declaration = super::party::declaration();
                    self.good("N-CUS1", &Action::LodgeDeclaration { subject: *subject, declaration });
                }
                self.clear_side(subject.0, side);
            }
        }
    }

    /// Returns what the program gives to a decision.
    fn given(&self, by: &OnDuty, action: &Action) -> Given<'_> {
        let mut given = Given::plan(&self.plan);
        given.slip_digest = Some("00".repeat(32));
        given.bays_taken.clone_from(&self.bays_taken);
        given.commitment = Some(("5a".repeat(16), "c0".repeat(32)));
        // Whoever is written on a list makes a new version of it.
        let own = self.listed.iter().filter(|((state, _), _)| *state == by.state);
        let list = 1 + own.map(|(_, entries)| entries.len() as u64).sum::<u64>();
        let search = |subject| Search {
            hits: self
                .listed
                .get(&(by.state, subject))
                .into_iter()
                .flatten()
                .map(|entry| Hit {
                    entry: *entry,
                    matched: Matched::Document,
                    reason: "listed".to_owned(),
                    instruction: "call the supervisor".to_owned(),
                    listed: self.needs_two.then(|| Box::new(Listed { needs_two: true, ..Listed::default() })),
                })
                .collect(),
            ..Search::of(subject, list)
        };
        if let Some(file) = self.files.get(&by.state) {
            given.searches = self.crossing.found_since(file, action, list, search);
        }
        if let Action::Claim { steps, .. } = action.plain() {
            let claimed = || steps.iter().filter_map(|step| self.crossing.steps.get(step));
            given.searches = claimed().map(|step| search(step.subject)).collect();
            let chosen = steps.iter().enumerate().filter(|(place, _)| self.draw >> (place % 8) & 1 == 1);
            given.drawn = chosen.map(|(_, step)| *step).collect();
            let goods = claimed().find(|step| {
                step.side == Side::Entry
                    && step.agency == Agency::Customs
                    && self.crossing.subjects[&step.subject].kind == domain::SubjectKind::Consignment
            });
            // A lane is drawn once.
            let is_drawn = |subject| self.files.get(&by.state).is_some_and(|file| file.lanes.contains_key(&subject));
            if let (Some(lane), Some(step)) = (self.lane, goods.filter(|step| !is_drawn(step.subject))) {
                given.lane = Some(LaneAssignment {
                    subject: step.subject,
                    lane,
                    criteria: Vec::new(),
                    at_random: false,
                    at: self.now,
                });
            }
        }
        given
    }

    fn keep(&mut self, by: &OnDuty, decided: Decided) {
        self.crossing.apply(&decided.act, decided.facts.as_ref(), by, self.now);
        self.files.entry(by.state).or_default().apply(&decided.act, &decided.private);
        self.acts.push(Stored { by: by.clone(), at: self.now, decided });
    }

    /// Folds the acts again, each checked, with the facts that `keep` leaves. An act that is not allowed is an error
    /// with its number.
    pub fn replay(&self, keep: impl Fn(usize) -> bool) -> Result<Crossing, (usize, Refusal)> {
        let first = &self.acts[0];
        Crossing::check_registration(&first.decided.act, &self.plan, &first.by, first.at)
            .map_err(|refusal| (0, refusal))?;
        let mut crossing =
            Crossing::begin(self.crossing.id, &first.decided.act, first.at).map_err(|refusal| (0, refusal))?;
        for (number, stored) in self.acts.iter().enumerate().skip(1) {
            let facts = stored.decided.facts.as_ref().filter(|_| keep(number));
            crossing
                .as_of(stored.at)
                .check(&stored.decided.act, facts, &stored.by, stored.at)
                .and_then(|()| {
                    crossing.as_of(stored.at).check_agreed(&stored.decided.act, facts, &self.plan, stored.at)
                })
                .map_err(|refusal| (number, refusal))?;
            crossing.apply(&stored.decided.act, facts, &stored.by, stored.at);
        }
        Ok(crossing)
    }

    /// Returns the acts' words in order.
    pub fn kinds(&self) -> Vec<&'static str> {
        self.acts.iter().map(|stored| stored.decided.act.kind()).collect()
    }

    /// Returns the last act.
    pub fn last(&self) -> &CrossingAct {
        &self.acts.last().unwrap().decided.act
    }

    /// Returns whether the crossing goes from the first State to the second.
    pub fn is_southbound(&self) -> bool {
        self.crossing.direction == Direction::AToB
    }
}
