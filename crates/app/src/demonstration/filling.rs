//! Fills a demonstration post with the travellers of months in minutes: for measurements on long journals.
//!
//! Invariant: every act is decided, folded, sealed, chained and signed by the same code as an officer's; what is left out is
//! the wait for each command to be written before the next is decided. Time is invented: it runs from a moment on that the
//! journal has not reached.

use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap, HashMap};
use std::num::NonZero;
use std::sync::Arc;

use chrono::{Datelike as _, TimeDelta};
use domain::action::Given;
use domain::month::Month;
use domain::notice::ReasonCode;
use domain::officer::OpenClaim;
use domain::post::Plan;
use domain::private::{Disposition, Grant, Wanted};
use domain::step::{Origin, Pending, Service, Status};
use domain::{
    Action, Agency, At, Crossing, Decided, Direction, OnDuty, PrivateFile, Reference, Refusal, Role, Side, StateCode,
    StepId, StepState, SubjectPhase,
};
use keys::{Digest, DrawSeed};
use storage::{CrossingProjection, Head, SealedPartRow};
use tokio::sync::mpsc;
use uuid::Uuid;

use super::accounts::ACCOUNTS;
use super::specimens::Specimens;
use super::traffic::at_gate;
use crate::commands::ready_groups;
use crate::failure::Error;
use crate::journal::{Author, Chained, Draft, SealedDraft, Written};
use crate::projection::project;
use crate::signed_in::{Rings, SignedIn};
use crate::workstation::Workstation;

/// How many acts are sealed and written together at least.
const BLOCK: usize = 2_000;

/// How long an officer looks at a traveller at most, in milliseconds. A month of 400,000 leaves one officer no more.
const LONGEST_LOOK: i64 = 9_000;

/// What is to be filled in.
#[derive(Debug, Clone, Copy)]
pub struct Filling {
    /// How many travellers arrive.
    pub crossings: u32,
    /// When the first arrives; nothing in the journal is later.
    pub from: At,
    /// How long until the last has arrived.
    pub over: TimeDelta,
    /// What chance begins with.
    pub seed: u64,
}

/// What was filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Filled {
    /// How many acts.
    pub acts: u64,
    /// How many crossings.
    pub crossings: u32,
}

impl Filling {
    /// Fills a post that was opened with [`Workstation::open_to_fill`]. Whoever goes on with it opens it again.
    ///
    /// # Errors
    /// When the post is no demonstration or somebody else writes meanwhile; when the database fails.
    pub async fn fill(self, workstation: &Arc<Workstation>, tell: impl Fn(Filled)) -> Result<Filled, Error> {
        if !workstation.is_demonstration() {
            return Err(Error::NotAllowed);
        }
        let hall = Hall::open(workstation, self).await?;
        let (sender, mut blocks) = mpsc::channel(2);
        let deciding = tokio::task::spawn_blocking(move || hall.run(&sender));
        let mut filled = Filled { acts: 0, crossings: 0 };
        while let Some(block) = blocks.recv().await {
            filled.acts += u64::try_from(block.written.acts.len()).unwrap_or_default();
            filled.crossings += u32::try_from(block.registered.len()).unwrap_or_default();
            write(workstation, block).await?;
            tell(filled);
        }
        deciding.await.map_err(|_| Error::Fault("the filling broke off"))??;
        Ok(filled)
    }
}

/// Commands that are written together.
struct Block {
    written: Written,
    /// The digest of each command's request.
    digests: Vec<[u8; 32]>,
    /// The serials that were given, with their months.
    registered: Vec<(String, u32)>,
    /// The rows of crossings before and after.
    rows: Vec<(Option<CrossingProjection>, CrossingProjection)>,
}

async fn write(workstation: &Workstation, block: Block) -> Result<(), Error> {
    let mut tx = workstation.store.write().await?;
    for (month, serial) in &block.registered {
        if tx.next_serial(month).await? != *serial {
            return Err(Error::Fault("somebody else registers"));
        }
    }
    let Written { acts, sealed, .. } = block.written;
    let mut parts = sealed.into_iter().peekable();
    for (command, digest) in acts.chunk_by(|one, other| one.command == other.command).zip(&block.digests) {
        let mut own: Vec<SealedPartRow> = Vec::with_capacity(2 * command.len());
        let last = command.last().map_or(0, |act| act.seq);
        while let Some(part) = parts.next_if(|part| part.seq <= last) {
            own.push(part);
        }
        tx.append(digest, command, &own).await?;
    }
    for (before, after) in &block.rows {
        tx.replace_crossing(before.as_ref(), after).await?;
    }
    Ok(tx.commit().await?)
}

/// Returns the last serial that was given in each month in which somebody may arrive.
async fn given_serials(workstation: &Workstation, filling: &Filling) -> Result<HashMap<String, u32>, Error> {
    // Taken in a transaction that is given up: nothing was given by it.
    let mut tx = workstation.store.write().await?;
    let mut serials = HashMap::new();
    let mut month = Month::of(filling.from.date_naive());
    while month <= Month::of((filling.from + filling.over).date_naive()) {
        let name = month.last_day().format("%y%m").to_string();
        let next = tx.next_serial(&name).await?;
        serials.insert(name, next.saturating_sub(1));
        month = month.next();
    }
    Ok(serials)
}

/// An invented officer at work.
struct AtWork {
    signed_in: SignedIn,
    rings: Arc<Rings>,
    by: OnDuty,
    /// What his State draws from while his shift is open.
    seed: Option<DrawSeed>,
    /// Until when he is taken.
    free_at: At,
}

/// A party at the post.
struct Party {
    crossing: Crossing,
    /// What each State alone knows, in the order of the plan.
    files: [PrivateFile; 2],
    /// Its rows as they were written last.
    stored: Option<CrossingProjection>,
}

/// What happens next to a party.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Next {
    /// The next one arrives.
    Arrives,
    /// This officer does what is to be done with this party.
    Acts { party: u32, officer: usize },
}

/// A command that was decided and waits to be sealed.
struct Command {
    officer: usize,
    at: At,
    key: Uuid,
    drafts: Vec<Draft>,
}

/// The hall with its invented officers, and who is in it.
struct Hall {
    filling: Filling,
    post: Uuid,
    plan: Plan,
    officers: Vec<AtWork>,
    chance: Specimens,
    parties: HashMap<u32, Party>,
    events: BinaryHeap<Reverse<(At, u64, Next)>>,
    /// Numbers the events: of two at one time the first comes first.
    turns: u64,
    arrived: u32,
    serials: HashMap<String, u32>,
    registered: Vec<(String, u32)>,
    commands: Vec<Command>,
    drafted: usize,
    digests: Vec<[u8; 32]>,
    touched: BTreeSet<u32>,
    head: Head,
    new_id: Box<dyn Fn() -> Uuid + Send>,
}

impl Hall {
    async fn open(workstation: &Arc<Workstation>, filling: Filling) -> Result<Self, Error> {
        let mut signed_in = Vec::new();
        for account in ACCOUNTS {
            signed_in.push(SignedIn::sign_in(workstation, &account.request()).await?);
        }
        workstation.catch_up().await?;
        let serials = given_serials(workstation, &filling).await?;
        let live = workstation.live();
        let plan = live.post.plan.clone();
        let officers = signed_in.into_iter().map(|signed_in| {
            let by = live.duty(signed_in.officer(), filling.from)?;
            let seed = signed_in.draws_from(&live)?;
            Ok::<_, Error>(AtWork { rings: signed_in.rings(), by, seed, free_at: filling.from, signed_in })
        });
        let officers: Vec<AtWork> = officers.collect::<Result<_, Error>>()?;
        let head = live.head.clone();
        drop(live);
        if head.at > filling.from {
            return Err(Error::Invalid { field: "from" });
        }
        let clock = Arc::clone(workstation);
        let mut hall = Self {
            post: workstation.post.post,
            plan,
            officers,
            chance: Specimens::new(filling.seed)?,
            parties: HashMap::new(),
            events: BinaryHeap::new(),
            turns: 0,
            arrived: 0,
            serials,
            registered: Vec::new(),
            commands: Vec::new(),
            drafted: 0,
            digests: Vec::new(),
            touched: BTreeSet::new(),
            head,
            new_id: Box::new(move || clock.clock().new_id()),
            filling,
        };
        hall.then(hall.filling.from, Next::Arrives);
        Ok(hall)
    }

    /// Lets time run until everybody has left, and sends what was done block by block.
    fn run(mut self, blocks: &mpsc::Sender<Block>) -> Result<(), Error> {
        while let Some(Reverse((at, _, next))) = self.events.pop() {
            match next {
                Next::Arrives => self.arrives(at)?,
                Next::Acts { party, officer } => self.acts(party, officer, at)?,
            }
            if self.drafted >= BLOCK && blocks.blocking_send(self.block()?).is_err() {
                // Whoever writes has met an error and says so himself.
                return Ok(());
            }
        }
        if self.drafted > 0 {
            let _told_by_the_writer = blocks.blocking_send(self.block()?);
        }
        Ok(())
    }

    fn then(&mut self, at: At, next: Next) {
        self.turns += 1;
        self.events.push(Reverse((at, self.turns, next)));
    }

    fn millis(&mut self, from: u64, below: u64) -> TimeDelta {
        let millis = from + self.chance.below(below.saturating_sub(from).max(1));
        TimeDelta::milliseconds(i64::try_from(millis).unwrap_or_default())
    }

    /// The next traveller is registered, and the one after him expected.
    fn arrives(&mut self, at: At) -> Result<(), Error> {
        let direction = if self.chance.below(2) == 0 { Direction::AToB } else { Direction::BToA };
        let action = loop {
            let action = self.chance.on_foot(direction, at.date_naive());
            if matches!(&action, Action::Register { subjects, .. } if subjects.len() == 1) {
                break action;
            }
        };
        let (exit, _) = self.plan.exit_and_entry(direction);
        let officer = self.officer(|one| one.by.state == exit && one.by.has(Role::Reception)).ok_or(Error::NotFound)?;
        let month = at.format("%y%m").to_string();
        let serial = self.serials.entry(month.clone()).or_default();
        *serial += 1;
        let serial = *serial;
        self.registered.push((month, serial));
        let year = u16::try_from(at.year()).unwrap_or_default();
        let month = u8::try_from(at.month()).unwrap_or_default();
        let reference = Reference::new(&self.plan.code, year, month, serial);
        let reference = reference.map_err(|_| Error::Invalid { field: "reference" })?;
        let id = (self.new_id)();
        let Some(by) = self.officers.get(officer).map(|one| one.by.clone()) else { return Ok(()) };
        let given = Given { reference: Some(reference), ..Given::plan(&self.plan) };
        let decided = Crossing::register(id, &by, &action, &given, at)?;
        self.arrived += 1;
        let party = self.arrived;
        let begun = decided.first().ok_or(Error::Fault("nothing was registered"))?;
        let crossing = Crossing::begin(id, &begun.act, at)?;
        self.parties.insert(party, Party { crossing, files: Default::default(), stored: None });
        self.done(party, officer, at, &decided)?;
        if self.arrived < self.filling.crossings {
            let all = i32::try_from(self.filling.crossings).unwrap_or(i32::MAX);
            // At an even pace, so that the month is full whatever chance says.
            let pace = self.filling.over / all;
            let pace = pace.num_milliseconds().saturating_mul(i64::from(self.arrived));
            self.then(self.filling.from + TimeDelta::milliseconds(pace), Next::Arrives);
        }
        self.goes_on(party, at)
    }

    /// An officer does what is to be done with a party, as it stands when he comes to it.
    fn acts(&mut self, party: u32, officer: usize, at: At) -> Result<(), Error> {
        let luck = self.chance.below(10_000);
        let days = [30, 30, 30, 60, 90].get(usize::try_from(self.chance.below(5)).unwrap_or_default()).copied();
        let (Some(known), Some(one)) = (self.parties.get_mut(&party), self.officers.get(officer)) else {
            return Ok(());
        };
        known.crossing.lapse(at);
        let place = usize::from(self.plan.states.last() == Some(&one.by.state));
        let Some(file) = known.files.get(place) else { return Ok(()) };
        let Some(action) = what_to_do(&known.crossing, file, &one.by, luck, days.unwrap_or(30)) else {
            return self.goes_on(party, at);
        };
        let mut given = Given::plan(&self.plan);
        one.signed_in.give(&mut given, &known.crossing, file, &action, one.seed.as_ref(), at)?;
        let decided = match known.crossing.decide(file, &one.by, &action, &given, at) {
            // He waits for somebody's signature: the party waits for him.
            Err(Refusal::ClaimOpen) => {
                self.then(at + TimeDelta::seconds(5), Next::Acts { party, officer });
                return Ok(());
            }
            decided => decided?,
        };
        self.done(party, officer, at, &decided)?;
        self.goes_on(party, at)
    }

    /// Folds what was decided, and keeps it to be sealed and written.
    fn done(&mut self, party: u32, officer: usize, at: At, decided: &[Decided]) -> Result<(), Error> {
        let key = (self.new_id)();
        let (Some(known), Some(one)) = (self.parties.get_mut(&party), self.officers.get_mut(officer)) else {
            return Ok(());
        };
        let place = usize::from(self.plan.states.last() == Some(&one.by.state));
        let is_new = known.stored.is_none() && known.crossing.subjects.is_empty();
        let mut drafts = Vec::with_capacity(decided.len());
        for (number, decided) in decided.iter().enumerate() {
            if !(is_new && number == 0) {
                known.crossing.apply(&decided.act, decided.facts.as_ref(), &one.by, at);
            }
            if let Some(file) = known.files.get_mut(place) {
                file.apply(&decided.act, &decided.private);
            }
            drafts.push(Draft::of_crossing(known.crossing.id, known.crossing.version, decided));
        }
        // His claim began or ended, or that of whoever waited for his signature.
        let id = known.crossing.id;
        for one in &mut self.officers {
            let steps = known.crossing.claim_of(&one.by.officer);
            let is_here = one.by.claim.as_ref().is_none_or(|claim| claim.crossing == id);
            if is_here {
                one.by.claim = (!steps.is_empty()).then_some(OpenClaim { crossing: id, steps });
            }
        }
        self.drafted += drafts.len();
        self.digests.push(Digest::of(key.as_bytes()).to_bytes());
        self.commands.push(Command { officer, at, key, drafts });
        self.touched.insert(party);
        Ok(())
    }

    /// Says who comes next to a party, and when.
    fn goes_on(&mut self, party: u32, at: At) -> Result<(), Error> {
        let Some(known) = self.parties.get(&party) else { return Ok(()) };
        let crossing = &known.crossing;
        if crossing.is_closed() {
            return Ok(());
        }
        let Some((wanted, wait)) = who_is_next(crossing) else {
            return Err(Error::Fault("somebody can't go on"));
        };
        let walk = self.millis(wait.0, wait.1);
        let takes = self.millis(3_000, LONGEST_LOOK.unsigned_abs());
        let officer = match wanted {
            Who::This(officer) => self.officers.iter().position(|one| one.by.officer == officer),
            Who::One { state, agency, not } => self
                .officer(|one| {
                    let is_other = not.as_ref() != Some(&one.by.officer);
                    one.by.state == state && one.by.agency == agency && one.by.has(Role::Officer) && is_other
                })
                // Health has one officer of each State here: the protection desk concludes for him.
                .or_else(|| self.officer(|one| one.by.state == state && one.by.has(Role::Protection))),
            Who::Any { state, not } => self.officer(|one| {
                one.by.state == state && one.by.has(Role::Officer) && not.as_ref() != Some(&one.by.officer)
            }),
            Who::Gate(state) => self.officer(|one| one.by.state == state && one.by.agency == Agency::Gate),
        };
        let officer = officer.ok_or(Error::Fault("nobody is there for it"))?;
        let id = self.parties.get(&party).map(|known| known.crossing.id);
        let Some(one) = self.officers.get_mut(officer) else { return Ok(()) };
        let has_claim = one.by.claim.as_ref().is_some_and(|claim| Some(claim.crossing) == id);
        // Who has claimed decides when he has looked; who is to come is taken from then on.
        let when = if has_claim { at + takes } else { (at + walk).max(one.free_at) };
        let until = if has_claim { when } else { when + TimeDelta::milliseconds(LONGEST_LOOK) };
        one.free_at = one.free_at.max(until);
        self.then(when, Next::Acts { party, officer });
        Ok(())
    }

    /// Returns the officer of those who is free first.
    fn officer(&self, is_one: impl Fn(&AtWork) -> bool) -> Option<usize> {
        let those = self.officers.iter().enumerate().filter(|(_, one)| is_one(one));
        those.min_by_key(|(_, one)| one.free_at).map(|(place, _)| place)
    }

    /// Seals, chains and signs what was decided: with every processor, save the chain.
    fn block(&mut self) -> Result<Block, Error> {
        let mut commands = std::mem::take(&mut self.commands);
        self.drafted = 0;
        let mut drafts = Vec::new();
        let mut seq = self.head.seq;
        for (place, command) in commands.iter_mut().enumerate() {
            for draft in std::mem::take(&mut command.drafts) {
                seq += 1;
                drafts.push((place, seq, draft));
            }
        }
        let (officers, post) = (&self.officers, self.post);
        let author = |place: usize| {
            let command = commands.get(place);
            command.and_then(|command| officers.get(command.officer)).ok_or(Error::Fault("nobody did it"))
        };
        let sealed = beside(drafts, &|(place, seq, draft)| {
            let one = author(place)?;
            Ok((place, SealedDraft::of(post, seq, draft, one.rings.sealers(one.by.state)?)?))
        })?;
        let mut previous = Digest::from(<[u8; 32]>::try_from(self.head.hash.as_slice()).unwrap_or_default());
        let mut chained = Vec::with_capacity(sealed.len());
        for (place, sealed) in sealed {
            let command = commands.get(place).ok_or(Error::Fault("nobody did it"))?;
            let by = Author { post, at: command.at, command: command.key, by: &author(place)?.by };
            let one = sealed.chain(&by, previous)?;
            previous = one.hash;
            chained.push((place, one));
        }
        let signed = beside(chained, &|(place, one): (usize, Chained)| {
            let mut written = Written::default();
            one.sign(&author(place)?.signed_in.keys.signing, &mut written);
            Ok(written)
        })?;
        let mut written = Written::default();
        for one in signed {
            written.acts.extend(one.acts);
            written.sealed.extend(one.sealed);
        }
        let last = written.acts.last().ok_or(Error::Fault("nothing was done"))?;
        self.head = Head { seq: last.seq, hash: last.hash.clone(), at: last.at };
        let rows = self.rows();
        Ok(Block {
            written,
            digests: std::mem::take(&mut self.digests),
            registered: std::mem::take(&mut self.registered),
            rows,
        })
    }

    /// Returns the rows of what was touched, and forgets who has left. Claims are given up before others are begun: an officer
    /// has one.
    fn rows(&mut self) -> Vec<(Option<CrossingProjection>, CrossingProjection)> {
        let (mut rows, mut claims) = (Vec::new(), Vec::new());
        for party in std::mem::take(&mut self.touched) {
            let Some(known) = self.parties.get_mut(&party) else { continue };
            let after = project(&known.crossing);
            let unclaimed = CrossingProjection { claims: Vec::new(), ..after.clone() };
            if !after.claims.is_empty() {
                claims.push((Some(unclaimed.clone()), after.clone()));
            }
            rows.push((known.stored.replace(after), unclaimed));
            if known.crossing.is_closed() {
                self.parties.remove(&party);
            }
        }
        rows.extend(claims);
        rows
    }
}

/// Does something with everything, with every processor, and returns the outcomes in their order.
fn beside<S: Send, T: Send>(mut all: Vec<S>, work: &(impl Fn(S) -> Result<T, Error> + Sync)) -> Result<Vec<T>, Error> {
    let threads = std::thread::available_parallelism().map_or(1, NonZero::get);
    let share = all.len().div_ceil(threads).max(1);
    let mut shares = Vec::new();
    while !all.is_empty() {
        let rest = all.split_off(share.min(all.len()));
        shares.push(std::mem::replace(&mut all, rest));
    }
    std::thread::scope(|scope| {
        let working: Vec<_> = shares
            .into_iter()
            .map(|share| scope.spawn(move || share.into_iter().map(work).collect::<Result<Vec<T>, Error>>()))
            .collect();
        let mut done = Vec::new();
        for thread in working {
            done.extend(thread.join().map_err(|_| Error::Fault("the sealing broke off"))??);
        }
        Ok(done)
    })
}

/// Who is to do something.
pub(super) enum Who {
    /// This officer.
    This(domain::OfficerNumber),
    /// An officer of that State and agency, and not that one.
    One { state: StateCode, agency: Agency, not: Option<domain::OfficerNumber> },
    /// An officer of that State, and not that one.
    Any { state: StateCode, not: Option<domain::OfficerNumber> },
    /// The gate of that State.
    Gate(StateCode),
}

/// Returns who is next to do something with a party, and between how many milliseconds he has to walk there.
pub(super) fn who_is_next(crossing: &Crossing) -> Option<(Who, (u64, u64))> {
    const STEPS: (u64, u64) = (5_000, 40_000);
    // Whoever has some of the party before him ends with them first.
    let before_whom = crossing.steps.values().find_map(|step| match &step.status {
        Status::Claimed { by, pending: Pending::Nothing, .. } => Some(by.officer.clone()),
        _ => None,
    });
    if let Some(officer) = before_whom {
        return Some((Who::This(officer), (0, 1)));
    }
    for step in crossing.steps.values() {
        let one = |not| Who::One { state: step.state, agency: step.agency, not };
        let first = |of: StepId| crossing.steps.get(&of).and_then(|first| first.officer()).map(|by| by.officer.clone());
        match (&step.status, crossing.state_of(step)) {
            (Status::Claimed { pending: Pending::Refusal(first), .. }, _) => {
                let who = Who::Any { state: step.state, not: Some(first.officer.clone()) };
                return Some((who, STEPS));
            }
            (Status::Refused { served: None, .. }, _) if step.side == Side::Entry => {
                return Some((Who::Any { state: step.state, not: None }, STEPS));
            }
            (Status::Queried { .. }, StepState::Queried) => return Some((one(None), (120_000, 1_200_000))),
            (Status::Open, StepState::Ready) => {
                let not = match step.origin {
                    Origin::Secondary { of } => first(of),
                    Origin::Template | Origin::Confirm | Origin::HostPolice | Origin::Mismatch => None,
                };
                return Some((one(not), STEPS));
            }
            _ => {}
        }
    }
    let subject = crossing.subjects.values().find(|subject| !subject.is_final())?;
    match crossing.phase_of(subject) {
        SubjectPhase::EntryRefused => Some((Who::Any { state: crossing.entry_state, not: None }, STEPS)),
        SubjectPhase::OfferedBack => Some((Who::Any { state: crossing.exit_state, not: None }, STEPS)),
        SubjectPhase::Admitted => Some((Who::Gate(crossing.entry_state), STEPS)),
        _ => None,
    }
}

/// Returns what an officer does with a party as it stands.
pub(super) fn what_to_do(crossing: &Crossing, file: &PrivateFile, by: &OnDuty, luck: u64, days: u16) -> Option<Action> {
    let in_hands =
        crossing.steps.values().filter(|step| is_in_hand_of(crossing, step, &by.officer)).map(|step| step.id);
    let first_in_hand = first_in_hand(crossing, file, &in_hands.collect::<Vec<_>>());
    for step in crossing.steps.values().filter(|step| step.state == by.state) {
        match (&step.status, crossing.state_of(step)) {
            (Status::Claimed { pending: Pending::Refusal(first), .. }, _) if first.officer != by.officer => {
                return Some(Action::Confirm { step: step.id });
            }
            _ if is_in_hand_of(crossing, step, &by.officer) => {
                return Some(in_hand(crossing, first_in_hand.unwrap_or(step), file, luck, days));
            }
            (Status::Refused { served: None, .. }, _) if step.side == Side::Entry => {
                let service = if luck.is_multiple_of(4) { Service::RefusedToSign } else { Service::Signed };
                return Some(Action::ServeNotice { step: step.id, service });
            }
            (Status::Queried { .. }, StepState::Queried) => {
                return Some(Action::Answer { step: step.id, note: None, customs: Box::default() });
            }
            _ => {}
        }
    }
    // Whoever referred somebody does not conclude on him.
    let is_his = |step: &StepId| match crossing.steps.get(step).map(|step| step.origin) {
        Some(Origin::Secondary { of }) => {
            crossing.steps.get(&of).and_then(domain::Step::officer).is_some_and(|first| first.officer == by.officer)
        }
        _ => false,
    };
    if let Some(steps) = ready_groups(crossing, by).into_iter().find(|steps| !steps.iter().any(is_his)) {
        let is_waived = luck < 30 && by.agency == Agency::Health;
        return Some(match steps.first() {
            Some(step) if is_waived && steps.len() == 1 && file.step(*step).is_none() => {
                Action::Waive { step: *step, reason: ReasonCode("W1".to_owned()), note: None }
            }
            _ => Action::Claim { steps, presented: luck.is_multiple_of(3) },
        });
    }
    let subject = crossing.subjects.values().find(|subject| !subject.is_final())?;
    match crossing.phase_of(subject) {
        SubjectPhase::EntryRefused if by.state == crossing.entry_state => {
            Some(Action::OfferBack { subject: subject.id })
        }
        SubjectPhase::OfferedBack if by.state == crossing.exit_state => Some(Action::Readmit { subject: subject.id }),
        SubjectPhase::Admitted if by.has(Role::Gate) => at_gate(crossing),
        _ => None,
    }
}

/// Says whether an officer has claimed a step, and nothing on it waits for anybody else.
fn is_in_hand_of(crossing: &Crossing, step: &domain::Step, officer: &domain::OfficerNumber) -> bool {
    let Status::Claimed { by: claimant, pending: Pending::Nothing, .. } = &step.status else { return false };
    claimant.officer == *officer && crossing.state_of(step) == StepState::InProgress
}

/// Returns with whom of those whom he claimed an officer begins: whom the draw refers, then a minor who can't be admitted for it, then
/// as they came.
pub(super) fn first_in_hand<'a>(
    crossing: &'a Crossing,
    file: &PrivateFile,
    claimed: &[StepId],
) -> Option<&'a domain::Step> {
    let steps = || claimed.iter().filter_map(|step| crossing.steps.get(step));
    steps()
        .find(|step| is_drawn(step, file))
        .or_else(|| steps().find(|step| is_before_his_guardian(crossing, step)))
        .or_else(|| steps().next())
}

/// What is done with a step that is claimed: what the search and the draw ask for, else as chance has it. Who goes on does so with all
/// of the party that the officer has before him.
fn in_hand(crossing: &Crossing, step: &domain::Step, file: &PrivateFile, luck: u64, days: u16) -> Action {
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
    let is_immigration = step.agency == Agency::Immigration;
    match luck {
        _ if is_drawn(step, file) || is_before_his_guardian(crossing, step) => {
            Action::Refer { step: step.id, dispositions, note: None, protection: None, customs: Box::default() }
        }
        0..60 if !step.was_referred => {
            Action::Refer { step: step.id, dispositions, note: None, protection: None, customs: Box::default() }
        }
        60..160 => Action::Query { step: step.id, wanted: Wanted::Document, note: None, customs: Box::default() },
        160..260 if is_immigration => {
            let reason = ReasonCode(if luck.is_multiple_of(2) { "A" } else { "E" }.to_owned());
            Action::Refuse { step: step.id, reason, dispositions, note: None }
        }
        _ => {
            let is_admission = step.side == Side::Entry && is_immigration;
            let goes_on = |other: &&domain::Step| {
                let is_his = step.officer().is_some_and(|by| is_in_hand_of(crossing, other, &by.officer));
                let is_alike = (other.side, other.agency, &other.control) == (step.side, step.agency, &step.control);
                is_his
                    && is_alike
                    && other.origin == step.origin
                    && !is_drawn(other, file)
                    && !is_before_his_guardian(crossing, other)
            };
            let cleared: Vec<&domain::Step> = crossing.steps.values().filter(goes_on).collect();
            let grant = |step: &&domain::Step| Grant { subject: step.subject, days, conditions: None };
            // With each step stands what the claim found on everybody whom it took.
            let own = |step: &&domain::Step| {
                let subject = step.subject;
                undecided(step, file).into_iter().filter(move |made| made.subject == subject)
            };
            Action::Clear {
                steps: cleared.iter().map(|step| step.id).collect(),
                dispositions: cleared.iter().flat_map(own).collect(),
                grants: cleared.iter().filter(|_| is_admission).map(grant).collect(),
                note: None,
                customs: Box::default(),
            }
        }
    }
}

/// What was found and nobody has decided on: it is somebody else.
pub(super) fn undecided(step: &domain::Step, file: &PrivateFile) -> Vec<Disposition> {
    let hits = file.step(step.id).into_iter().flat_map(domain::private::PrivateStep::undecided_hits);
    hits.map(|(subject, hit)| Disposition::another(subject, hit.entry, None)).collect()
}

/// Says whether a minor is to be admitted whose guardian is neither admitted nor before the same officer: he was referred, or is overtaken.
/// Nobody admits the minor without a second look (PROCEDURE §3).
pub(super) fn is_before_his_guardian(crossing: &Crossing, step: &domain::Step) -> bool {
    if step.side != Side::Entry || step.agency != Agency::Immigration || step.was_referred {
        return false;
    }
    let is_in_the_same_hands = |guardian| {
        crossing
            .steps_of(guardian)
            .filter(|other| (other.side, other.agency) == (step.side, step.agency))
            .any(|other| step.officer().is_some_and(|by| is_in_hand_of(crossing, other, &by.officer)))
    };
    let mut guardians = crossing.guardians_of(step.subject).peekable();
    guardians.peek().is_some() && crossing.has_admitted_guardian(step).is_err() && !guardians.any(is_in_the_same_hands)
}

/// Says whether the draw refers him, which nobody has done yet.
pub(super) fn is_drawn(step: &domain::Step, file: &PrivateFile) -> bool {
    file.step(step.id).is_some_and(|known| known.is_drawn) && !step.was_referred
}
