//! A rush of travellers who go through every step of both States as fast as the post writes it down: for measurements.
//!
//! Invariant: every command is an officer's own, under his own key, and on the disk before it is answered, like everybody's. What is
//! left out is the time that people take to walk and to look.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use chrono::NaiveDate;
use contract::{Perform, Performed};
use domain::post::Plan;
use domain::subject::SubjectFacts;
use domain::{Action, Agency, Crossing, Direction, OfficerNumber, Reference, StateCode};
use tokio::sync::{Mutex, Notify};
use tokio::task::JoinSet;

use super::filling::{Who, what_to_do, who_is_next};
use super::specimens::Specimens;
use super::staff::hire;
use crate::failure::Error;
use crate::signed_in::SignedIn;
use crate::workstation::Workstation;

/// The agencies by which travellers and what they come with go.
const AGENCIES: [Agency; 5] = [Agency::Immigration, Agency::Health, Agency::Customs, Agency::Police, Agency::Gate];

/// How many passengers a coach brings.
const PASSENGERS: u16 = 44;

/// Who leaves nothing to chance: nobody is refused, queried or referred but whom a draw or a hit refers.
const SMOOTH: u64 = 9_999;

/// How travellers come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Coming {
    /// Each alone and on foot: as many commands for each as there can be.
    Alone,
    /// As to a busy land post on its worst days: of 20,000 travellers 9,000 in 200 coaches, 2,700 in 2,000 cars, the rest on foot, some
    /// with a child (Beitbridge at its peak, as REFERENCE 5.1 has it; its lorries come for their goods and are left out).
    Together,
}

impl Coming {
    /// Returns the registration of the next party, and how many travellers it is.
    fn next(self, chance: &mut Specimens, direction: Direction, today: NaiveDate) -> (Action, u32) {
        let action = loop {
            let action = match (self, chance.below(9_000)) {
                (Self::Together, 0..200) => chance.coach(direction, today, PASSENGERS),
                (Self::Together, 200..2_200) => chance.car(direction, today),
                _ => chance.on_foot(direction, today),
            };
            if self == Self::Together || travellers(&action) == 1 {
                break action;
            }
        };
        let count = travellers(&action);
        (action, count)
    }
}

/// Returns how many travellers are registered.
fn travellers(action: &Action) -> u32 {
    let Action::Register { subjects, .. } = action else { return 0 };
    let people = subjects.iter().filter(|subject| matches!(subject, SubjectFacts::Traveller(_)));
    u32::try_from(people.count()).unwrap_or(u32::MAX)
}

/// A rush that is to be let through.
#[derive(Debug, Clone, Copy)]
pub struct Rush {
    /// How many travellers at least: the last party is not torn apart.
    pub travellers: u32,
    /// How they come.
    pub coming: Coming,
    /// How many parties are in the hall at once.
    pub at_once: u16,
    /// What chance begins with.
    pub seed: u64,
}

/// What became of it.
#[derive(Debug, Default)]
pub struct Rushed {
    /// How many travellers have come.
    pub came: u32,
    /// How many of them have left.
    pub departed: u32,
    /// How long each command took, from asking to the answer.
    pub took: Vec<Duration>,
    /// What every fiftieth command was answered.
    pub answered: Vec<Performed>,
}

impl Rush {
    /// Lets them through, by officers at these workstations, each of which is the State's beside it; `tell` hears after each
    /// party how many travellers have left.
    ///
    /// # Errors
    /// When the post is no demonstration; when a command fails.
    pub async fn run(
        self,
        workstations: &[(StateCode, Arc<Workstation>)],
        tell: impl Fn(u32) + Send + Sync + 'static,
    ) -> Result<Rushed, Error> {
        let (_, first) = workstations.first().ok_or(Error::NotFound)?;
        let hall = Arc::new(Hall::staffed(workstations, self.at_once).await?);
        let (begun, left, tell) = (Arc::new(AtomicU32::new(0)), Arc::new(AtomicU32::new(0)), Arc::new(tell));
        let mut lanes = JoinSet::new();
        for lane in 0..self.at_once {
            let (hall, begun, left, tell) =
                (Arc::clone(&hall), Arc::clone(&begun), Arc::clone(&left), Arc::clone(&tell));
            let first = Arc::clone(first);
            let mut chance = Specimens::new(self.seed.wrapping_add(u64::from(lane)))?;
            lanes.spawn(async move {
                let mut own = Rushed::default();
                loop {
                    let direction = if chance.below(2) == 0 { Direction::AToB } else { Direction::BToA };
                    let today = first.clock().now().date_naive();
                    let (party, travellers) = self.coming.next(&mut chance, direction, today);
                    if begun.fetch_add(travellers, Ordering::Relaxed) >= self.travellers {
                        begun.fetch_sub(travellers, Ordering::Relaxed);
                        break;
                    }
                    hall.let_through(direction, party, &mut own).await?;
                    tell(left.fetch_add(travellers, Ordering::Relaxed) + travellers);
                }
                Ok::<_, Error>(own)
            });
        }
        let mut rushed = Rushed::default();
        while let Some(lane) = lanes.join_next().await {
            let lane = lane.map_err(|_| Error::Fault("a lane broke off"))??;
            rushed.took.extend(lane.took);
            rushed.answered.extend(lane.answered);
        }
        rushed.came = begun.load(Ordering::Relaxed);
        rushed.departed = left.load(Ordering::Relaxed);
        Ok(rushed)
    }
}

/// Where an officer stands.
type Place = (StateCode, Agency);

/// The hall with the officers who have nobody before them.
struct Hall {
    plan: Plan,
    free: Mutex<HashMap<Place, Vec<Arc<SignedIn>>>>,
    is_back: Notify,
}

impl Hall {
    /// Seats officers of both States and of each agency, enough for so many parties at once.
    async fn staffed(workstations: &[(StateCode, Arc<Workstation>)], at_once: u16) -> Result<Self, Error> {
        let (_, first) = workstations.first().ok_or(Error::NotFound)?;
        let plan = first.live().post.plan.clone();
        let mut free: HashMap<Place, Vec<Arc<SignedIn>>> = HashMap::new();
        for state in plan.states {
            let own = || workstations.iter().filter(|(known, _)| *known == state).map(|(_, workstation)| workstation);
            let first = own().next().ok_or(Error::NotFound)?;
            let mut seats = own().cycle();
            for agency in AGENCIES {
                // One more than may wait for somebody: each may need a second officer.
                for request in hire(first, state, agency, at_once + 1).await? {
                    let Some(seat) = seats.next() else { return Err(Error::NotFound) };
                    let officer = SignedIn::sign_in(seat, &request).await?;
                    free.entry((state, agency)).or_default().push(Arc::new(officer));
                }
            }
        }
        Ok(Self { plan, free: Mutex::new(free), is_back: Notify::new() })
    }

    /// Lets one party through.
    async fn let_through(&self, direction: Direction, party: Action, own: &mut Rushed) -> Result<(), Error> {
        let (exit, _) = self.plan.exit_and_entry(direction);
        let mut officer = self.take((exit, Agency::Immigration), None).await;
        let registered = does(&officer, None, party, own).await?;
        let reference = registered.crossing.ok_or(Error::Fault("nobody was registered"))?;
        while let Some(crossing) = standing(&officer, &reference) {
            let (who, _) = who_is_next(&crossing).ok_or(Error::Fault("somebody can't go on"))?;
            let next = match who {
                Who::This(number) if number == officer.officer => None,
                Who::This(_) => return Err(Error::Fault("somebody else has him")),
                Who::One { state, agency, not } => Some(((state, agency), not)),
                Who::Any { state, not } => Some(((state, Agency::Immigration), not)),
                Who::Gate(state) => Some(((state, Agency::Gate), None)),
            };
            if let Some((place, not)) = next {
                self.give(officer).await;
                officer = self.take(place, not.as_ref()).await;
                officer.catch_up().await?;
            }
            let action = {
                let live = officer.workstation.live();
                let now = officer.workstation.clock().now();
                let by = live.duty(&officer.officer, now)?;
                let known = live.by_reference(&reference).ok_or(Error::NotFound)?.as_of(now);
                let file = officer.private().file(known.id);
                what_to_do(&known, &file, &by, SMOOTH, 30).ok_or(Error::Fault("somebody has nothing to do"))?
            };
            does(&officer, Some(&reference), action, own).await?;
        }
        self.give(officer).await;
        Ok(())
    }

    /// Takes an officer who is free, as soon as there is one: the one who was free last knows most of what was done.
    async fn take(&self, place: Place, not: Option<&OfficerNumber>) -> Arc<SignedIn> {
        loop {
            let is_back = self.is_back.notified();
            {
                let mut free = self.free.lock().await;
                let those = free.entry(place).or_default();
                if let Some(found) = those.iter().rposition(|one| not != Some(&one.officer)) {
                    return those.remove(found);
                }
            }
            is_back.await;
        }
    }

    async fn give(&self, officer: Arc<SignedIn>) {
        let place = {
            let live = officer.workstation.live();
            let standing = live.post.standing(&officer.officer, live.head.at);
            (officer.state, standing.map_or(Agency::Immigration, |known| known.certified.agency))
        };
        self.free.lock().await.entry(place).or_default().push(officer);
        self.is_back.notify_waiters();
    }
}

/// Returns a crossing that is open, as the officer's workstation has it.
fn standing(officer: &SignedIn, reference: &Reference) -> Option<Crossing> {
    let live = officer.workstation.live();
    Some(live.by_reference(reference)?.as_of(officer.workstation.clock().now()).into_owned())
}

async fn does(
    officer: &SignedIn,
    crossing: Option<&Reference>,
    action: Action,
    own: &mut Rushed,
) -> Result<Performed, Error> {
    let key = officer.workstation.clock().new_id();
    let request = Perform { key, crossing: crossing.cloned(), version: None, action };
    let asked = Instant::now();
    let done = officer.perform(&request).await;
    own.took.push(asked.elapsed());
    if own.took.len().is_multiple_of(50) {
        own.answered.extend(done.as_ref().ok().cloned());
    }
    done
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Demonstration;
    use crate::verification::{projections_that_differ, verify};

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn whoever_comes_in_a_rush_goes_through_every_step() {
        // Registered, four controls claimed and cleared, let out at the gate.
        let (departed, commands) = let_through(Coming::Alone, 9, 2, 200).await;
        assert!(departed == 9 && commands >= 9 * 10, "{commands} commands for {departed} travellers");
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn who_comes_together_goes_through_every_step_together() {
        // The first who come are a coach.
        let begins_with_a_coach = |seed: &u64| {
            let mut chance = Specimens::new(*seed).unwrap();
            let _direction = chance.below(2);
            chance.below(9_000) < 200
        };
        let seed = (0..).find(begins_with_a_coach).unwrap();
        let (departed, commands) = let_through(Coming::Together, 50, seed, 0).await;
        assert!(departed >= 50 && commands < departed * 10, "{commands} commands for {departed} travellers");
    }

    /// An invented officer of Kenya's immigration at a post where chance refers nobody.
    struct Desk {
        _folder: tempfile::TempDir,
        post: Arc<Workstation>,
        officer: SignedIn,
        own: Rushed,
    }

    impl Desk {
        async fn opened() -> Self {
            let folder = tempfile::tempdir().unwrap();
            let (file, home) = (folder.path().join("post.osbp"), folder.path().join("home"));
            let demonstration = Demonstration { seed: 1, referral_permille: 0 };
            let post = demonstration.found(&file.to_string_lossy(), &home).await.unwrap();
            let [kenya, _] = post.live().post.plan.states;
            let request = hire(&post, kenya, Agency::Immigration, 1).await.unwrap().remove(0);
            let officer = SignedIn::sign_in(&post, &request).await.unwrap();
            Self { _folder: folder, post, officer, own: Rushed::default() }
        }

        fn today(&self) -> NaiveDate {
            self.post.clock().now().date_naive()
        }

        async fn registers(&mut self, party: Action) -> Reference {
            does(&self.officer, None, party, &mut self.own).await.unwrap().crossing.unwrap()
        }

        /// Does with a party what is next, and returns what that was.
        async fn goes_on(&mut self, reference: &Reference, luck: u64) -> Action {
            let action = {
                let (live, now) = (self.post.live(), self.post.clock().now());
                let crossing = live.by_reference(reference).unwrap().as_of(now).into_owned();
                let by = live.duty(&self.officer.officer, now).unwrap();
                what_to_do(&crossing, &self.officer.private().file(crossing.id), &by, luck, 30).unwrap()
            };
            does(&self.officer, Some(reference), action.clone(), &mut self.own).await.unwrap();
            action
        }
    }

    #[tokio::test]
    async fn a_hit_in_a_coach_is_settled_once() {
        let mut desk = Desk::opened().await;
        let mut coach = Specimens::new(2).unwrap().coach(Direction::AToB, desk.today(), PASSENGERS);
        let Action::Register { subjects, .. } = &mut coach else { panic!("a coach is registered") };
        let Some(SubjectFacts::Traveller(listed)) = subjects.get_mut(13) else { panic!("a passenger") };
        listed.document.as_mut().unwrap().number = "SP0009001".to_owned();
        let reference = desk.registers(coach).await;
        desk.goes_on(&reference, SMOOTH).await;
        let clear = desk.goes_on(&reference, SMOOTH).await;
        let Action::Clear { steps, dispositions, .. } = &clear else { panic!("they are cleared") };
        assert_eq!((steps.len(), dispositions.len()), (45, 1), "{dispositions:?}");
    }

    #[tokio::test]
    async fn whose_refusal_waits_for_a_second_officer_is_not_cleared_with_his_family() {
        let mut desk = Desk::opened().await;
        let (mut chance, today) = (Specimens::new(1).unwrap(), desk.today());
        let mut parties = std::iter::repeat_with(|| chance.on_foot(Direction::AToB, today));
        let family = parties.find(|party| travellers(party) == 2).unwrap();
        let reference = desk.registers(family).await;
        desk.goes_on(&reference, SMOOTH).await;
        let refuse = desk.goes_on(&reference, 200).await;
        assert!(matches!(refuse, Action::Refuse { .. }), "{refuse:?}");
        let clear = desk.goes_on(&reference, SMOOTH).await;
        assert!(matches!(&clear, Action::Clear { steps, .. } if steps.len() == 1), "{clear:?}");
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn a_child_goes_on_whose_guardian_is_drawn_once_more() {
        let folder = tempfile::tempdir().unwrap();
        let (file, home) = (folder.path().join("post.osbp"), folder.path().join("home"));
        // Every other guardian is drawn on the exit, where the child may go ahead of him, and again on the entry.
        let demonstration = Demonstration { seed: 1, referral_permille: 500 };
        let post = demonstration.found(&file.to_string_lossy(), &home).await.unwrap();
        let seats = post.live().post.plan.states.map(|state| (state, Arc::clone(&post)));
        let hall = Hall::staffed(&seats, 1).await.unwrap();
        let (mut chance, mut own) = (Specimens::new(1).unwrap(), Rushed::default());
        let today = post.clock().now().date_naive();
        let parties = std::iter::repeat_with(|| chance.on_foot(Direction::AToB, today));
        for family in parties.filter(|party| travellers(party) == 2).take(30) {
            hall.let_through(Direction::AToB, family, &mut own).await.unwrap();
        }
        assert_eq!(post.open_crossings(), 0);
    }

    /// Returns how many have left a post of which everything holds, and by how many commands.
    async fn let_through(coming: Coming, travellers: u32, seed: u64, referral_permille: u16) -> (u32, u32) {
        let folder = tempfile::tempdir().unwrap();
        let (file, home) = (folder.path().join("post.osbp"), folder.path().join("home"));
        let address = file.to_string_lossy();
        let first = Demonstration { seed: 1, referral_permille }.found(&address, &home).await.unwrap();
        let second = Workstation::open(&address, &home).await.unwrap();
        let before = first.store().head().await.unwrap().seq;
        let rush = Rush { travellers, coming, at_once: 3, seed };
        let [kenya, uganda] = first.live().post.plan.states;
        let seats = [(kenya, Arc::clone(&first)), (uganda, second)];
        let rushed = rush.run(&seats, |_| ()).await.unwrap();
        assert_eq!(rushed.departed, rushed.came);
        first.catch_up().await.unwrap();
        assert_eq!(first.open_crossings(), 0);
        let found = verify(first.store()).await.unwrap();
        let acts = found.acts - u64::try_from(before).unwrap();
        assert!(found.is_ok() && acts >= rushed.took.len() as u64, "{:?}", found.problems);
        assert_eq!(projections_that_differ(&first, before).await.unwrap(), [""; 0]);
        (rushed.departed, u32::try_from(rushed.took.len()).unwrap())
    }
}
