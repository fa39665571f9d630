//! A hall of many workstations on a server for trials.

use std::collections::{HashMap, VecDeque};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use app::{Demonstration, SignedIn, Specimens, Station, Traffic, Workstation, enrol, hand_over, hire, home};
use contract::SignIn;
use domain::{Agency, Direction, StateCode};
use storage_postgres::TrialDatabase;

use super::figures::number;
use super::ground::clear;
use crate::answer::Trouble;

/// The variable that names a PostgreSQL server for trials; `cargo xtask bench` starts one.
const SERVER: &str = "OSBP_TEST_POSTGRES";

/// Measures something in a database of its own on the server for trials, at the address for its owner, with a folder for the
/// workstations.
pub async fn on_server<T>(measure: impl AsyncFn(&str, &Path) -> Result<T, Trouble>) -> Result<T, Trouble> {
    let server = std::env::var(SERVER)
        .map_err(|_| Trouble::usage(&format!("{SERVER} names no server; cargo xtask bench starts one")))?;
    let folder = home().join("bench").join(app::Clock::default().new_id().to_string());
    std::fs::create_dir_all(&folder).map_err(app::Error::File)?;
    let database = TrialDatabase::make_owned(&server).await?;
    let found = measure(&database.owners_url(), &folder).await;
    database.discard().await?;
    clear(&folder)?;
    found
}

/// Workstations of both States' immigration, each enrolled and with the rights of one, with travellers who wait for all of them.
pub struct Hall {
    founder: Arc<Workstation>,
    owners: String,
    home: PathBuf,
    programs: Vec<Arc<Workstation>>,
    /// Who sits at them.
    pub stations: Vec<Arc<Station>>,
    /// Who was certified besides, and sits nowhere yet.
    others: VecDeque<(StateCode, SignIn)>,
}

/// A workstation at which nobody sits yet.
pub struct Free {
    /// The address of the post for it.
    pub address: String,
    /// The folder of its secrets.
    pub home: PathBuf,
    /// The figure with which the first invented officer of its State signs in.
    pub figure: usize,
}

impl Hall {
    /// Makes a post with so many workstations, which share so many programs, and with so many officers besides.
    pub async fn open(
        owners: &str,
        home: &Path,
        stations: usize,
        programs: usize,
        others: usize,
    ) -> Result<Self, Trouble> {
        let founder = Demonstration { seed: 1, referral_permille: 0 }.found(owners, home).await?;
        let states = founder.info().plan.map(|plan| plan.states).ok_or(app::Error::NotFound)?;
        let mut waiting = Traffic::begin(&founder, 1).await?;
        let mut specimens = Specimens::new(11)?;
        let today = founder.clock().now().date_naive();
        for _ in 0..stations.max(number("OSBP_BENCH_OPEN", 200) / 2) {
            for direction in [Direction::AToB, Direction::BToA] {
                waiting.register(specimens.on_foot(direction, today)).await?;
            }
        }
        let of_each = u16::try_from((stations + others).div_ceil(2)).unwrap_or(u16::MAX);
        let [a, b] = states;
        let first = hire(&founder, a, Agency::Immigration, of_each).await?;
        let second = hire(&founder, b, Agency::Immigration, of_each).await?;
        let officers = first.into_iter().zip(second).flat_map(|(one, other)| [(a, one), (b, other)]).collect();
        let (owners, home) = (owners.to_owned(), home.to_owned());
        let mut hall = Self { founder, owners, home, programs: Vec::new(), stations: Vec::new(), others: officers };
        let mut seats: HashMap<StateCode, Vec<Arc<Workstation>>> = HashMap::new();
        // A workstation belongs to a State: each has at least one.
        for (number, state) in states.iter().cycle().take(programs.max(2)).enumerate() {
            let program = hall.enrol(*state, &format!("desk-{number}")).await?;
            seats.entry(*state).or_default().push(program);
        }
        for number in 0..stations {
            let (state, request) = hall.others.pop_front().ok_or(app::Error::NotFound)?;
            let own = seats.get(&state).ok_or(app::Error::NotFound)?;
            // Both States' officers take turns.
            let seat = own.get(number / 2 % own.len()).ok_or(app::Error::NotFound)?;
            hall.stations.push(Arc::new(Station::open(seat, &request).await?));
        }
        Ok(hall)
    }

    /// Signs in who sits nowhere yet, at a workstation of his own; nothing where nobody is left.
    pub async fn another(&mut self) -> Result<Option<SignedIn>, Trouble> {
        let Some((state, request)) = self.others.pop_front() else { return Ok(None) };
        let program = self.enrol(state, &format!("extra-{}", self.programs.len())).await?;
        Ok(Some(SignedIn::sign_in(&program, &request).await?))
    }

    /// Enrols a workstation of each State at which nobody sits yet.
    pub async fn free(&self) -> Result<Vec<Free>, Trouble> {
        let info = self.founder.info();
        let states = info.plan.map(|plan| plan.states).ok_or(app::Error::NotFound)?;
        let mut free = Vec::new();
        for state in states {
            let first = info.demo_accounts.iter().position(|account| account.state == state);
            let figure = first.ok_or(app::Error::NotFound)? + 1;
            let (address, home) = hand_over(&self.founder, &self.owners, state, "window", &self.home).await?;
            free.push(Free { address, home, figure });
        }
        Ok(free)
    }

    /// Returns the workstation of its founder, whom no wall keeps out.
    pub const fn founder(&self) -> &Arc<Workstation> {
        &self.founder
    }

    /// Closes the programs.
    pub async fn close(self) {
        for program in self.programs.iter().chain([&self.founder]) {
            program.store().close().await;
        }
    }

    async fn enrol(&mut self, state: StateCode, name: &str) -> Result<Arc<Workstation>, Trouble> {
        let program = enrol(&self.founder, &self.owners, state, name, &self.home).await?;
        self.programs.push(Arc::clone(&program));
        Ok(program)
    }
}
