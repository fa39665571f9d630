//! A desk at work: a workstation of its own, the officers who sit at it in turn, and chance, which says who tries what.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use contract::{ClaimNext, Perform, Performed};
use domain::{Action, At, Crossing, OfficerNumber, Reference};
use proptest::strategy::{Strategy, ValueTree as _};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use storage::StorageError;
use uuid::Uuid;

use super::desk_of;
use super::procedure::day::Day;
use super::procedure::random;
use super::procedure::script::Keeping;
use crate::failure::Error;
use crate::signed_in::SignedIn;
use crate::workstation::Workstation;

/// How many parties are at the post at a time: few, so that the desks meet.
const PARTIES: usize = 6;

/// A workstation and those who sit at it in turn.
pub struct Desk {
    /// The workstation.
    pub post: Arc<Workstation>,
    /// The officers.
    pub staff: BTreeMap<OfficerNumber, SignedIn>,
}

/// One command as it was sent.
#[derive(Debug, Clone)]
pub enum Command {
    /// On a crossing.
    Perform(Box<Perform>),
    /// What is next.
    Next(ClaimNext),
    /// The end of the shift.
    CloseShift(Uuid),
}

/// A command that was acknowledged.
#[derive(Debug, Clone)]
pub struct Sent {
    /// By whom.
    pub officer: OfficerNumber,
    /// What.
    pub command: Command,
    /// The answer.
    pub performed: Performed,
}

/// What came of a desk's day.
#[derive(Debug, Default)]
pub struct Log {
    /// How many commands were sent.
    pub sent: usize,
    /// What was acknowledged.
    pub done: Vec<Sent>,
    /// The keys of what was refused.
    pub refused: BTreeSet<Uuid>,
    /// How many were refused because somebody was first.
    pub stale: usize,
    /// How many were broken off in the middle and sent again.
    pub broken_off: usize,
    /// Why the rest was refused.
    pub reasons: BTreeMap<String, usize>,
    /// What was done, by name and how often.
    pub names: BTreeMap<&'static str, usize>,
    /// How many were done by each desk.
    pub by_desk: BTreeMap<usize, usize>,
    /// The most acts a subject that it took to close a crossing.
    pub longest_closing: usize,
}

impl Desk {
    /// Returns a desk.
    pub fn of(post: Arc<Workstation>, staff: BTreeMap<OfficerNumber, SignedIn>) -> Self {
        Self { post, staff }
    }

    /// Sends so many commands, one after the other, each by an officer who happens to sit here.
    pub async fn work(&self, all: &[Arc<Workstation>], seed: u64, most: usize) -> Log {
        let mut chance = Chance::new(seed);
        let mut log = Log::default();
        while log.sent < most {
            self.post.catch_up().await.unwrap();
            let minutes = if chance.one_in(4) { chance.draw(&random::pick()).pause() } else { 0 };
            for workstation in all {
                workstation.clock().advance(minutes * 60_000);
            }
            let Some((officer, command)) = self.next(&mut chance).await else { continue };
            log.sent += 1;
            let sending = self.send(&officer, &command);
            let answer = if chance.one_in(24) {
                let patience = Duration::from_micros(chance.below(6_000));
                match tokio::time::timeout(patience, sending).await {
                    Ok(answer) => answer,
                    // Whether it was done nobody knows: it is sent again under the same key.
                    Err(_) => {
                        log.broken_off += 1;
                        self.send(&officer, &command).await
                    }
                }
            } else {
                sending.await
            };
            match answer {
                Ok(Some(performed)) => {
                    *log.names.entry(command.name()).or_default() += 1;
                    if chance.one_in(8) && !matches!(command, Command::CloseShift(_)) {
                        let again = self.send(&officer, &command).await.unwrap();
                        assert_eq!(again.as_ref(), Some(&performed), "the same key gave another answer");
                    }
                    if let Command::CloseShift(_) = command {
                        self.reopen(&officer).await;
                    } else {
                        log.done.push(Sent { officer, command, performed });
                    }
                }
                Ok(None) => {}
                // Two who issue a slip of a closed crossing at once meet in the unique index of its versions.
                Err(Error::Stale | Error::Storage(StorageError::Conflict)) => {
                    log.stale += 1;
                    log.refused.insert(command.key());
                }
                Err(Error::Refused(refusal)) => {
                    let words = format!("{refusal:?}");
                    let word = words.split([' ', '{', '(']).next().unwrap_or_default();
                    *log.reasons.entry(word.to_owned()).or_default() += 1;
                    log.refused.insert(command.key());
                }
                Err(other) => panic!("{officer} could not {command:?}: {other:?}"),
            }
        }
        log
    }

    /// Returns who does what next; nothing, where chance chose what can't be.
    async fn next(&self, chance: &mut Chance) -> Option<(OfficerNumber, Command)> {
        let key = self.post.clock().new_id();
        let staff: Vec<&OfficerNumber> = self.staff.keys().collect();
        let anybody = staff[chance.below(staff.len() as u64) as usize].clone();
        let open = self.post.open_crossings();
        // Parties go on arriving: those who are stuck must not be all that is tried.
        if open == 0 || (open < PARTIES && chance.one_in(6)) || chance.one_in(90) {
            let action = chance.draw(&random::setting()).registration();
            return Some((anybody, Command::Perform(Box::new(Perform { key, crossing: None, version: None, action }))));
        }
        match chance.below(120) {
            0..=5 => return Some((anybody, Command::Next(ClaimNext { key }))),
            6 => return Some((anybody, Command::CloseShift(key))),
            _ => {}
        }
        let crossing = if chance.one_in(30) { self.any_closed(chance).await? } else { self.any_open(chance)? };
        let reader = self.staff.values().next().unwrap();
        reader.catch_up().await.unwrap();
        let day = self.view(&[reader], crossing);
        let version = chance.one_in(2).then_some(day.crossing.version);
        // Whoever chance chooses may sit elsewhere; then it is somebody's turn who sits here.
        for _ in 0..8 {
            let (officer, action) = chance.draw(&random::pick()).command(&day);
            let officer = OfficerNumber::parse(&officer).unwrap();
            if self.staff.contains_key(&officer) {
                let action = self.about_another(action, chance, &day.crossing.reference);
                let perform = Perform { key, crossing: Some(day.crossing.reference.clone()), version, action };
                return Some((officer, Command::Perform(Box::new(perform))));
            }
        }
        None
    }

    /// Puts a crossing that is really there where the action is about another one; few of them go the same way.
    fn about_another(&self, mut action: Action, chance: &mut Chance, here: &Reference) -> Action {
        let named = match &mut action {
            Action::MoveAway { to, .. } => Some(to),
            Action::Move { other, .. } => other.as_mut(),
            Action::Void { duplicate_of, .. } => duplicate_of.as_mut(),
            _ => None,
        };
        if let Some(named) = named {
            let now = self.post.clock().now();
            let live = self.post.live();
            let mut others: Vec<&Reference> =
                live.in_order(now).map(|one| &one.crossing.reference).filter(|other| *other != here).collect();
            others.sort();
            if let Some(other) = others.get(chance.below(others.len() as u64) as usize) {
                *named = (*other).clone();
            }
        }
        action
    }

    fn any_open(&self, chance: &mut Chance) -> Option<Crossing> {
        let live = self.post.live();
        // Now and then one whose ticket has expired.
        let now = if chance.one_in(20) { At::MIN_UTC } else { self.post.clock().now() };
        let mut all: Vec<&Crossing> = live.in_order(now).map(|one| &one.crossing).collect();
        all.sort_by(|a, b| a.reference.cmp(&b.reference));
        if chance.one_in(2) {
            // What somebody here has begun is gone on with.
            let begun: Vec<Uuid> =
                self.staff.keys().filter_map(|number| live.claim_of(number)).map(|claim| claim.crossing).collect();
            if !begun.is_empty() {
                all.retain(|crossing| begun.contains(&crossing.id));
            }
        }
        let place = chance.below(all.len() as u64) as usize;
        all.get(place).map(|crossing| (*crossing).clone())
    }

    async fn any_closed(&self, chance: &mut Chance) -> Option<Crossing> {
        let rows = self.post.store().crossings(true).await.unwrap();
        let closed: Vec<_> = rows.into_iter().filter(|row| row.closed_at.is_some()).collect();
        let row = closed.get(chance.below(closed.len().max(1) as u64) as usize)?;
        let reference: Reference = row.reference.parse().unwrap();
        Some(self.post.crossing_with_acts(&reference).await.unwrap().0)
    }

    /// Returns a crossing as the generator and the closer look at it: who is on duty, and what each State's reader knows.
    pub fn view(&self, readers: &[&SignedIn], crossing: Crossing) -> Day {
        let now = self.post.clock().now();
        let live = self.post.live();
        let mut officers: Vec<_> = live.post.shifts.keys().filter_map(|number| live.duty(number, now).ok()).collect();
        for known in &mut officers {
            // What he has in hand here the view sees for itself.
            known.claim = known.claim.take().filter(|claim| claim.crossing != crossing.id);
        }
        let files = readers.iter().map(|reader| (reader.state(), reader.private().file(crossing.id))).collect();
        Day {
            plan: live.post.plan.clone(),
            officers,
            now,
            crossing,
            files,
            acts: Vec::new(),
            asked: Vec::new(),
            listed: BTreeMap::new(),
            needs_two: false,
            draw: 0,
            lane: None,
            bays_taken: Vec::new(),
            kept: Keeping::default(),
        }
    }

    /// Sends a command.
    pub async fn send(&self, officer: &OfficerNumber, command: &Command) -> Result<Option<Performed>, Error> {
        let signed_in = &self.staff[officer];
        match command {
            Command::Perform(perform) => signed_in.perform(perform).await.map(Some),
            Command::Next(next) => signed_in.claim_next(next).await,
            Command::CloseShift(key) => {
                signed_in.close_shift(*key).await?;
                Ok(Some(Performed { key: *key, crossing: None, version: None, seq: [0, 0] }))
            }
        }
    }

    /// Opens the shift of an officer again.
    async fn reopen(&self, officer: &OfficerNumber) {
        self.staff[officer].open_shift(self.post.clock().new_id(), &desk_of(officer)).await.unwrap();
    }
}

impl Command {
    /// Returns its key.
    pub fn key(&self) -> Uuid {
        match self {
            Self::Perform(perform) => perform.key,
            Self::Next(next) => next.key,
            Self::CloseShift(key) => *key,
        }
    }

    fn name(&self) -> &'static str {
        match self {
            Self::Perform(perform) => perform.action.name(),
            Self::Next(_) => "claim_next",
            Self::CloseShift(_) => "close_shift",
        }
    }
}

impl Log {
    /// Counts what was done here as that desk's.
    #[must_use]
    pub fn at(mut self, place: usize) -> Self {
        self.by_desk.insert(place, self.done.len());
        self
    }

    /// Adds another's.
    pub fn add(&mut self, other: Self) {
        self.sent += other.sent;
        self.done.extend(other.done);
        self.refused.extend(other.refused);
        self.stale += other.stale;
        self.broken_off += other.broken_off;
        self.longest_closing = self.longest_closing.max(other.longest_closing);
        for (word, count) in other.reasons {
            *self.reasons.entry(word).or_default() += count;
        }
        for (name, count) in other.names {
            *self.names.entry(name).or_default() += count;
        }
        for (place, count) in other.by_desk {
            *self.by_desk.entry(place).or_default() += count;
        }
    }

    /// Says what was tried, and sees to it that it was worth trying.
    pub fn tell(&self, engine: &str, took: Duration) {
        let done = self.names.values().sum::<usize>();
        eprintln!(
            "{engine}: {} commands from four desks in {:.1} s: {done} done {:?}, {} stale, {} broken off and sent again; at \
             most {} acts a subject to close; done {:?}; refused {:?}",
            self.sent,
            took.as_secs_f64(),
            self.by_desk.values().collect::<Vec<_>>(),
            self.stale,
            self.broken_off,
            self.longest_closing,
            self.names,
            self.reasons
        );
        assert!(done * 8 > self.sent, "the day is too tame to test anything");
        assert!(self.names.len() > 18, "too few kinds of commands: {:?}", self.names);
    }
}

/// Chance, from a seed.
pub struct Chance(TestRunner);

impl Chance {
    /// Begins with a seed.
    pub fn new(seed: u64) -> Self {
        let mut bytes = [0; 32];
        bytes[..8].copy_from_slice(&seed.to_le_bytes());
        Self(TestRunner::new_with_rng(Config::default(), TestRng::from_seed(RngAlgorithm::ChaCha, &bytes)))
    }

    /// Draws a value.
    pub fn draw<S: Strategy>(&mut self, from: &S) -> S::Value {
        from.new_tree(&mut self.0).unwrap().current()
    }

    /// Draws a number below `limit`.
    pub fn below(&mut self, limit: u64) -> u64 {
        self.draw(&(0..limit.max(1)))
    }

    fn one_in(&mut self, many: u64) -> bool {
        self.below(many) == 0
    }
}
