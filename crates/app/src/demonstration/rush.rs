//! A rush of travellers on foot who go through every step of both States as fast as the post writes it down: for measurements.
//!
//! Invariant: every command is an officer's own, under his own key, and on the disk before it is answered, like everybody's. What is
//! left out is the time that people take to walk and to look.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use contract::{Perform, Performed};
use domain::post::Plan;
use domain::{Action, Agency, Crossing, Direction, OfficerNumber, Reference, StateCode};
use tokio::sync::{Mutex, Notify};
use tokio::task::JoinSet;

use super::filling::{Who, what_to_do, who_is_next};
use super::specimens::Specimens;
use super::staff::hire;
use crate::failure::Error;
use crate::signed_in::SignedIn;
use crate::workstation::Workstation;

/// The agencies by which a traveller on foot goes.
const AGENCIES: [Agency; 4] = [Agency::Immigration, Agency::Health, Agency::Customs, Agency::Gate];

/// Who leaves nothing to chance: nobody is refused, queried or referred but whom a draw or a hit refers.
const SMOOTH: u64 = 9_999;

/// A rush that is to be let through.
#[derive(Debug, Clone, Copy)]
pub struct Rush {
    /// How many travellers.
    pub travellers: u32,
    /// How many of them are in the hall at once.
    pub at_once: u16,
    /// What chance begins with.
    pub seed: u64,
}

/// What became of it.
#[derive(Debug, Default)]
pub struct Rushed {
    /// How many have left.
    pub departed: u32,
    /// How long each command took, from asking to the answer.
    pub took: Vec<Duration>,
    /// What every fiftieth command was answered.
    pub answered: Vec<Performed>,
}

impl Rush {
    /// Lets them through, by officers at these workstations, each of which is the State's beside it; `tell` hears after each
    /// traveller how many have left.
    ///
    /// # Errors
    /// When the post is no demonstration; when a command fails.
    pub async fn run(
        self,
        workstations: &[(StateCode, Arc<Workstation>)],
        tell: impl Fn(u32) + Send + Sync + 'static,
    ) -> Result<Rushed, Error> {
        let (_, first) = workstations.first().ok_or(Error::NotFound)?;
        let plan = first.live().post.plan.clone();
        let mut free: HashMap<Place, Vec<Arc<SignedIn>>> = HashMap::new();
        for state in plan.states {
            let own = || workstations.iter().filter(|(known, _)| *known == state).map(|(_, workstation)| workstation);
            let first = own().next().ok_or(Error::NotFound)?;
            let mut seats = own().cycle();
            for agency in AGENCIES {
                // One more than may wait for somebody: each may need a second officer.
                for request in hire(first, state, agency, self.at_once + 1).await? {
                    let Some(seat) = seats.next() else { return Err(Error::NotFound) };
                    let officer = SignedIn::sign_in(seat, &request).await?;
                    free.entry((state, agency)).or_default().push(Arc::new(officer));
                }
            }
        }
        let hall = Arc::new(Hall { plan, free: Mutex::new(free), is_back: Notify::new() });
        let (begun, left, tell) = (Arc::new(AtomicU32::new(0)), Arc::new(AtomicU32::new(0)), Arc::new(tell));
        let mut lanes = JoinSet::new();
        for lane in 0..self.at_once {
            let (hall, begun, left, tell) =
                (Arc::clone(&hall), Arc::clone(&begun), Arc::clone(&left), Arc::clone(&tell));
            let mut chance = Specimens::new(self.seed.wrapping_add(u64::from(lane)))?;
            lanes.spawn(async move {
                let mut own = Rushed::default();
                while begun.fetch_add(1, Ordering::Relaxed) < self.travellers {
                    hall.let_through(&mut chance, &mut own).await?;
                    tell(left.fetch_add(1, Ordering::Relaxed) + 1);
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
    /// Lets one traveller through.
    async fn let_through(&self, chance: &mut Specimens, own: &mut Rushed) -> Result<(), Error> {
        let direction = if chance.below(2) == 0 { Direction::AToB } else { Direction::BToA };
        let (exit, _) = self.plan.exit_and_entry(direction);
        let mut officer = self.take((exit, Agency::Immigration), None).await;
        let today = officer.workstation.clock().now().date_naive();
        let action = loop {
            let action = chance.on_foot(direction, today);
            if matches!(&action, Action::Register { subjects, .. } if subjects.len() == 1) {
                break action;
            }
        };
        let registered = does(&officer, None, action, own).await?;
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
        let folder = tempfile::tempdir().unwrap();
        let (file, home) = (folder.path().join("post.osbp"), folder.path().join("home"));
        let address = file.to_string_lossy();
        let first = Demonstration { seed: 1, referral_permille: 200 }.found(&address, &home).await.unwrap();
        let second = Workstation::open(&address, &home).await.unwrap();
        let before = first.store().head().await.unwrap().seq;
        let rush = Rush { travellers: 9, at_once: 3, seed: 2 };
        let [kenya, uganda] = first.live().post.plan.states;
        let seats = [(kenya, Arc::clone(&first)), (uganda, second)];
        let rushed = rush.run(&seats, |_| ()).await.unwrap();
        assert_eq!(rushed.departed, 9);
        // Registered, four controls claimed and cleared, let out at the gate.
        assert!(rushed.took.len() >= 9 * 10, "{}", rushed.took.len());
        first.catch_up().await.unwrap();
        assert_eq!(first.open_crossings(), 0);
        let found = verify(first.store()).await.unwrap();
        assert!(found.is_ok() && found.acts > u64::try_from(before).unwrap() + 90, "{:?}", found.problems);
        assert_eq!(projections_that_differ(&first, before).await.unwrap(), [""; 0]);
    }
}
