//! Traffic: parties arrive, invented officers control them, the gate lets them out. Everything goes through the same
//! commands as a person's.

use std::sync::Arc;
use std::time::{Duration, Instant};

use contract::{ClaimNext, Perform, Performed};
use domain::action::Given;
use domain::examination::Findings;
use domain::notice::ReasonCode;
use domain::private::{Grant, Wanted};
use domain::step::{Origin, Pending, Service, Status};
use domain::subject::{Relation, RelationKind, SubjectFacts, Traveller};
use domain::{Action, Agency, Crossing, OfficerNumber, Role, Side, StepState, SubjectId, SubjectPhase};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::accounts::ACCOUNTS;
use super::filling::{first_in_hand, is_before_his_guardian, is_drawn, undecided};
use super::specimens::Specimens;
use crate::commands::ready_groups;
use crate::failure::Error;
use crate::signed_in::SignedIn;
use crate::workstation::Workstation;

/// How fast traffic runs.
#[derive(Debug, Clone, Copy)]
pub struct Pace {
    /// How many crossings the officers leave open, so that a newcomer always finds a queue.
    pub standing: usize,
    /// How long between two acts.
    pub between: Duration,
    /// How many parties arrive; none for no end.
    pub parties: Option<u32>,
}

/// How often the traffic looks for what other programs did.
const LOOKS_EVERY: Duration = Duration::from_millis(500);

/// The invented officers at work.
pub struct Traffic {
    workstation: Arc<Workstation>,
    officers: Vec<SignedIn>,
    chance: Specimens,
    parties: Specimens,
    registered: u32,
    looked_at: Instant,
}

impl Traffic {
    /// Signs the invented officers in.
    ///
    /// # Errors
    /// When the post is no demonstration, or can't be reached.
    pub async fn begin(workstation: &Arc<Workstation>, seed: u64) -> Result<Self, Error> {
        if !workstation.is_demonstration() {
            return Err(Error::NotAllowed);
        }
        let mut officers = Vec::new();
        for account in ACCOUNTS.iter().filter(|account| !account.is_shown) {
            let request = account.request();
            officers.push(SignedIn::sign_in(workstation, &request).await?);
        }
        Ok(Self {
            workstation: Arc::clone(workstation),
            officers,
            chance: Specimens::new(seed.wrapping_add(1))?,
            parties: Specimens::new(seed)?,
            registered: 0,
            looked_at: Instant::now(),
        })
    }

    /// Runs until as many parties as asked for have arrived and all but the standing queue have left.
    ///
    /// # Errors
    /// When the database fails; what was done until then stays.
    pub async fn run(&mut self, pace: Pace) -> Result<(), Error> {
        let mut idle = 0;
        loop {
            let open = self.workstation.open_crossings();
            let is_over = pace.parties.is_some_and(|most| self.registered >= most);
            if is_over && open <= pace.standing {
                return Ok(());
            }
            let did = if !is_over && (open < pace.standing || self.chance.below(6) == 0) && open < pace.standing + 12 {
                self.arrive().await?
            } else if open > pace.standing.saturating_sub(6) {
                self.work().await?
            } else {
                false
            };
            // Nothing left that an invented officer can do: the rest waits for people.
            idle = if did { 0 } else { idle + 1 };
            if pace.parties.is_some() && is_over && idle > self.officers.len() * 4 {
                return Ok(());
            }
            if pace.between.is_zero() {
                tokio::task::yield_now().await;
            } else {
                tokio::time::sleep(pace.between).await;
            }
        }
    }

    /// Registers the next party.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn arrive(&mut self) -> Result<bool, Error> {
        match self.next_arrival() {
            Some(turn) => self.send(&turn).await.map(|done| done.is_some()),
            None => Ok(false),
        }
    }

    /// Registers the party that is given.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn register(&mut self, action: Action) -> Result<bool, Error> {
        match self.registration(action) {
            Some(turn) => self.send(&turn).await.map(|done| done.is_some()),
            None => Ok(false),
        }
    }

    /// Lets one officer, chosen by chance, do one thing.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn work(&mut self) -> Result<bool, Error> {
        let Some(turn) = self.next_turn().await? else { return Ok(false) };
        match self.send(&turn).await {
            Ok(done) => Ok(done.is_some()),
            // Somebody was first, or the procedure wants another order: the next one tries.
            Err(Error::Refused(_) | Error::Stale | Error::NotFound) => Ok(false),
            Err(other) => Err(other),
        }
    }

    /// Returns the registration of the next party; nothing where nobody is there to register it.
    pub fn next_arrival(&mut self) -> Option<Turn> {
        let today = self.workstation.clock().now().date_naive();
        let action = self.parties.party(today);
        self.registration(action)
    }

    fn registration(&mut self, action: Action) -> Option<Turn> {
        let reception = self.officers.first()?;
        self.registered += 1;
        let key = self.workstation.clock().new_id();
        let perform = Perform { key, crossing: None, version: None, action };
        Some(Turn { officer: reception.officer().clone(), asks: Asks::Perform(Box::new(perform)) })
    }

    /// Returns what one officer, chosen by chance, does next; nothing where he has nothing to do.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn next_turn(&mut self) -> Result<Option<Turn>, Error> {
        let place = self.chance.below(self.officers.len() as u64);
        let luck = self.chance.below(1000);
        let Some(officer) = usize::try_from(place).ok().and_then(|place| self.officers.get(place)) else {
            return Ok(None);
        };
        // What other programs did is looked for now and then; every command looks again, inside the lock.
        if self.looked_at.elapsed() > LOOKS_EVERY {
            self.workstation.catch_up().await?;
            self.looked_at = Instant::now();
        }
        if has_claim(officer) {
            officer.catch_up().await?;
        }
        let next = match stranded(officer) {
            Some((reference, vehicle, nationality)) => {
                let driver = relief_driver(&mut self.chance, officer, &nationality);
                let relations = vec![Relation { from: vehicle.1, kind: RelationKind::Drives, to: vehicle.0 }];
                let facts = SubjectFacts::Traveller(driver);
                Some((reference, Action::AddSubject { facts, relations }))
            }
            None => next_action(officer, luck),
        };
        let key = self.workstation.clock().new_id();
        let asks = match next {
            Some((reference, action)) => {
                Asks::Perform(Box::new(Perform { key, crossing: Some(reference), version: None, action }))
            }
            None if has_ready_control(officer) => Asks::ClaimNext(ClaimNext { key }),
            None => return Ok(None),
        };
        Ok(Some(Turn { officer: officer.officer().clone(), asks }))
    }

    /// Has the officer of a turn send his command; sent again, it gives the same answer.
    ///
    /// # Errors
    /// As [`SignedIn::perform`].
    pub async fn send(&self, turn: &Turn) -> Result<Option<Performed>, Error> {
        let officer = self.officers.iter().find(|known| *known.officer() == turn.officer).ok_or(Error::NotFound)?;
        turn.asks.send_by(officer).await
    }
}

/// One command of one invented officer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Turn {
    /// Who.
    pub officer: OfficerNumber,
    /// What he asks for.
    pub asks: Asks,
}

/// What an invented officer asks for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Asks {
    /// A command on a crossing.
    Perform(Box<Perform>),
    /// What is next by rule.
    ClaimNext(ClaimNext),
}

impl Asks {
    /// Has an officer send it.
    ///
    /// # Errors
    /// As [`SignedIn::perform`].
    pub(super) async fn send_by(&self, officer: &SignedIn) -> Result<Option<Performed>, Error> {
        match self {
            Self::Perform(perform) => officer.perform(perform).await.map(Some),
            Self::ClaimNext(claim) => officer.claim_next(claim).await,
        }
    }
}

impl Turn {
    /// Returns the key under which it happens once.
    pub fn key(&self) -> Uuid {
        match &self.asks {
            Asks::Perform(perform) => perform.key,
            Asks::ClaimNext(claim) => claim.key,
        }
    }
}

/// The operator sends another driver. His document is of a series of its own, so that the parties stay those of the seed.
fn relief_driver(chance: &mut Specimens, officer: &SignedIn, nationality: &str) -> Traveller {
    let today = officer.workstation().clock().now().date_naive();
    let mut driver = chance.person(nationality, today, 24, 30);
    if let Some(document) = &mut driver.document {
        document.number = document.number.replacen("SP", "SR", 1);
    }
    driver
}

/// Returns a vehicle that is through and can't leave because its driver was turned back, as the officer at the gate
/// finds it: its number, the number that another driver would get, and where the party is from.
fn stranded(officer: &SignedIn) -> Option<(domain::Reference, (SubjectId, SubjectId), String)> {
    let now = officer.workstation().clock().now();
    let live = officer.workstation().live();
    let by = live.duty(officer.officer(), now).ok()?;
    if !by.has(Role::Gate) || !by.has(Role::Reception) {
        return None;
    }
    live.in_order(now).find_map(|one| {
        let crossing = &one.crossing;
        let is_gone = |id: SubjectId| crossing.subjects.get(&id).is_none_or(domain::Subject::is_final);
        let drivers = |vehicle: SubjectId| {
            let drives = move |bond: &&Relation| bond.kind == RelationKind::Drives && bond.to == vehicle;
            crossing.relations.iter().filter(drives).map(|bond| bond.from)
        };
        let left = crossing.subjects.values().find(|subject| {
            subject.kind == domain::SubjectKind::Conveyance
                && crossing.phase_of(subject) == SubjectPhase::Released
                && drivers(subject.id).all(is_gone)
        })?;
        Some((crossing.reference.clone(), (left.id, crossing.next_subject()), crossing.exit_state.to_string()))
    })
}

fn has_claim(officer: &SignedIn) -> bool {
    officer.workstation().live().claim_of(officer.officer()).is_some()
}

/// Says whether a control is ready for this officer; without one he need not ask the database.
fn has_ready_control(officer: &SignedIn) -> bool {
    let live = officer.workstation().live();
    let now = officer.workstation().clock().now();
    live.duty(officer.officer(), now).is_ok_and(|by| {
        by.has(Role::Officer)
            && by.claim.is_none()
            && live.in_order(now).any(|one| !ready_groups(&one.crossing, &by).is_empty())
    })
}

/// What this officer does next: what he has in hand, what waits for his signature, who stands at the gate.
fn next_action(officer: &SignedIn, luck: u64) -> Option<(domain::Reference, Action)> {
    let now = officer.workstation().clock().now();
    let live = officer.workstation().live();
    let by = live.duty(officer.officer(), now).ok()?;
    if let Some(claim) = &by.claim {
        let one = live.crossings.get(&claim.crossing)?;
        let crossing = one.crossing.as_of(now);
        let file = officer.with_found_since(&crossing, officer.private().file(crossing.id));
        let step = first_in_hand(&crossing, &file, &claim.steps)?;
        return Some((crossing.reference.clone(), in_hand(&crossing, step, &file, &claim.steps, luck)));
    }
    for one in live.in_order(now) {
        let crossing = one.crossing.as_of(now);
        let found = if by.has(Role::Gate) { at_gate(&crossing) } else { waiting(&crossing, &by, luck) };
        // One party that the procedure keeps here must not keep those behind it.
        let given = Given::plan(&live.post.plan);
        let passes =
            |action: &Action| crossing.decide(&officer.private().file(crossing.id), &by, action, &given, now).is_ok();
        if let Some(action) = found.filter(passes) {
            return Some((crossing.reference.clone(), action));
        }
    }
    None
}

fn in_hand(
    crossing: &Crossing,
    step: &domain::Step,
    file: &domain::PrivateFile,
    steps: &[domain::StepId],
    luck: u64,
) -> Action {
    let dispositions = undecided(step, file);
    if matches!(step.origin, Origin::Secondary { .. }) {
        let outcome = domain::act::Conclusion::Cleared;
        return Action::Conclude {
            step: step.id,
            outcome,
            dispositions,
            ends_protection: false,
            note: None,
            customs: Box::default(),
        };
    }
    let is_red = file.lanes.get(&step.subject).is_some_and(|lane| lane.lane == domain::customs::Lane::Red);
    let is_examined = crossing.examinations.values().any(|done| done.subject == step.subject && done.closed.is_some());
    if is_red && step.agency == Agency::Customs && step.side == Side::Entry && !is_examined {
        return examination(crossing, step);
    }
    if is_drawn(step, file) || is_before_his_guardian(crossing, step) || luck < 10 {
        return Action::Refer { step: step.id, dispositions, note: None, protection: None, customs: Box::default() };
    }
    if luck < 40 && steps.len() == 1 {
        return Action::Query { step: step.id, wanted: Wanted::Document, note: None, customs: Box::default() };
    }
    if luck < 45 && step.side == Side::Entry && steps.len() == 1 && step.agency == Agency::Immigration {
        return Action::Refuse { step: step.id, reason: ReasonCode("E".to_owned()), dispositions, note: None };
    }
    let is_admission = step.side == Side::Entry && step.agency == Agency::Immigration;
    let grants = steps
        .iter()
        .filter_map(|id| crossing.steps.get(id))
        .filter(|_| is_admission)
        .map(|step| Grant { subject: step.subject, days: 30, conditions: None })
        .collect();
    Action::Clear { steps: steps.to_vec(), dispositions, grants, note: None, customs: Box::default() }
}

/// The lane is red: the goods are examined, alone, since the other State's invented officers have work of their own.
fn examination(crossing: &Crossing, step: &domain::Step) -> Action {
    let Some(open) = crossing.examinations.values().find(|open| open.subject == step.subject && open.closed.is_none())
    else {
        return Action::RequestExamination { subject: step.subject, joint: false, told: None };
    };
    let seals = crossing.subjects.get(&step.subject).and_then(|s| crossing.seals_on(s)).unwrap_or_default().to_vec();
    match open.stage(&crossing.states()) {
        domain::examination::Stage::Requested => {
            // Each officer has goods of his own before him: his desk's bay is free.
            let bay = step.officer().map_or_else(|| "1".to_owned(), |by| by.desk.to_string());
            Action::ScheduleExamination { examination: open.id, bay }
        }
        domain::examination::Stage::Scheduled => Action::AttendExamination { examination: open.id },
        domain::examination::Stage::Present | domain::examination::Stage::HalfFiled => Action::FileFindings {
            examination: open.id,
            findings: Findings {
                is_as_declared: true,
                words: "Goods as declared (invented).".to_owned(),
                packages: None,
                seals_found: seals.clone(),
                seals_put_on: seals,
                samples: Vec::new(),
                photographs: Vec::new(),
            },
        },
        domain::examination::Stage::Filed => Action::RevealFindings { examination: open.id },
        domain::examination::Stage::Revealed | domain::examination::Stage::Closed => {
            Action::CloseExamination { examination: open.id }
        }
    }
}

/// What waits for this officer besides controls that are ready.
fn waiting(crossing: &Crossing, by: &domain::OnDuty, luck: u64) -> Option<Action> {
    for step in crossing.steps.values() {
        let state = crossing.state_of(step);
        match &step.status {
            Status::Claimed { pending: Pending::Refusal(first), .. }
                if step.state == by.state && first.officer != by.officer =>
            {
                return Some(Action::Confirm { step: step.id });
            }
            Status::Queried { .. }
                if state == StepState::Queried && step.state == by.state && step.agency == by.agency && luck < 150 =>
            {
                return Some(Action::Answer { step: step.id, note: None, customs: Box::default() });
            }
            Status::Refused { served: None, .. } if state == StepState::Refused && step.state == by.state => {
                return Some(Action::ServeNotice { step: step.id, service: Service::Signed });
            }
            _ => {}
        }
    }
    for subject in crossing.subjects.values() {
        match crossing.phase_of(subject) {
            SubjectPhase::EntryRefused if by.state == crossing.entry_state && luck < 200 => {
                return Some(Action::OfferBack { subject: subject.id });
            }
            SubjectPhase::OfferedBack if by.state == crossing.exit_state && luck < 200 => {
                return Some(Action::Readmit { subject: subject.id });
            }
            _ => {}
        }
    }
    None
}

/// Who is through leaves, with what the gate reads being what is recorded.
pub(super) fn at_gate(crossing: &Crossing) -> Option<Action> {
    let through = crate::reading::through(crossing);
    let leaving: Vec<SubjectId> =
        through.into_iter().filter(|id| crossing.subjects.get(id).is_some_and(|subject| !subject.is_final())).collect();
    let rest = crossing.subjects.values().filter(|s| !s.is_final() && !leaving.contains(&s.id)).count();
    if leaving.is_empty() || (rest > 0 && crossing.flow != domain::Flow::Traveller) {
        return None;
    }
    Some(crossing.departure_as_recorded(leaving))
}
