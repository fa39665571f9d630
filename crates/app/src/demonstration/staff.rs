//! More invented officers than the demonstration shows, for measurements with many workstations.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use contract::{ClaimNext, Perform, Performed, SignIn};
use domain::{Action, Agency, OfficerNumber, Role, StateCode};
use uuid::Uuid;

use super::administrator;
use super::traffic::{Asks, Turn};
use crate::enrolling::take_over;
use crate::failure::Error;
use crate::key_life::NewOfficer;
use crate::signed_in::SignedIn;
use crate::workstation::Workstation;

/// The password of each of them.
const PASSWORD: &str = "zamu-ya-kazi";

/// Certifies so many officers of one agency of a State, and returns with what each signs in. Whoever is certified already stays.
///
/// # Errors
/// When the post is no demonstration or has no desk for them; when the database fails.
pub async fn hire(
    workstation: &Arc<Workstation>,
    state: StateCode,
    agency: Agency,
    count: u16,
) -> Result<Vec<SignIn>, Error> {
    if !workstation.is_demonstration() {
        return Err(Error::NotAllowed);
    }
    let administrator = administrator(state)?;
    let signed_in = SignedIn::unwrap(workstation, administrator.officer.as_str(), &administrator.password).await?;
    let desk = {
        let live = workstation.live();
        let own = live.post.plan.desks.iter().find(|desk| (desk.state, desk.agency) == (state, agency));
        own.map(|desk| desk.code.clone()).ok_or(Error::NotFound)?
    };
    let first = if agency == Agency::Gate { Role::Gate } else { Role::Officer };
    let mut requests = Vec::new();
    for number in 1..=count {
        let letters = (state.as_str().get(..1).unwrap_or("X"), agency.word().get(..2).unwrap_or("xx"));
        let officer = OfficerNumber::parse(&format!("{}-{}{number:03}", letters.0, letters.1));
        let officer = officer.map_err(|_| Error::Fault("an invented officer has no number"))?;
        let is_known = workstation.live().post.officers.contains_key(&officer);
        if !is_known {
            let new = NewOfficer {
                officer: officer.clone(),
                name: format!("Invented {number}"),
                agency,
                roles: [first, Role::Reception].into_iter().collect(),
                password: PASSWORD.to_owned(),
            };
            signed_in.certify(&new).await?;
        }
        requests.push(SignIn {
            officer: officer.to_string(),
            password: PASSWORD.to_owned(),
            desk: desk.clone(),
            pin: None,
            code: None,
        });
    }
    Ok(requests)
}

/// Enrols a workstation of a State at a demonstration post on a server, as its administrator does, and opens the post there: it has
/// the rights of every workstation and no more. `owners` is the address for the database's owner, `home` a folder for workstations.
///
/// # Errors
/// As [`SignedIn::enrol_workstation`] and [`take_over`].
pub async fn enrol(
    founder: &Arc<Workstation>,
    owners: &str,
    state: StateCode,
    name: &str,
    home: &Path,
) -> Result<Arc<Workstation>, Error> {
    let (address, home) = hand_over(founder, owners, state, name, home).await?;
    Workstation::open(&address, &home).await
}

/// Enrols a workstation as [`enrol`] does, and returns the address of the post for it and the folder of its secrets.
///
/// # Errors
/// As [`enrol`].
pub async fn hand_over(
    founder: &Arc<Workstation>,
    owners: &str,
    state: StateCode,
    name: &str,
    home: &Path,
) -> Result<(String, PathBuf), Error> {
    let administrator = administrator(state)?;
    let signed_in = SignedIn::unwrap(founder, administrator.officer.as_str(), &administrator.password).await?;
    let enrolled = signed_in.enrol_workstation(owners, name).await?;
    let home = home.join(&enrolled.login);
    let taken = take_over(&enrolled.file, &enrolled.code, &home).await?;
    Ok((taken.address, home))
}

/// An invented officer who claims what is next and gives it back, again and again.
pub struct Station(SignedIn);

impl Station {
    /// Signs him in at a workstation.
    ///
    /// # Errors
    /// As [`SignedIn::sign_in`].
    pub async fn open(workstation: &Arc<Workstation>, request: &SignIn) -> Result<Self, Error> {
        Ok(Self(SignedIn::sign_in(workstation, request).await?))
    }

    /// Returns the officer.
    pub const fn officer(&self) -> &SignedIn {
        &self.0
    }

    /// Returns what he does next: he gives back what he has claimed, and claims what is next where he has nothing.
    pub fn next_turn(&self) -> Turn {
        let asks = self.release().unwrap_or_else(|| Asks::ClaimNext(ClaimNext { key: self.key() }));
        Turn { officer: self.0.officer.clone(), asks }
    }

    /// Sends his command; sent again, it gives the same answer.
    ///
    /// # Errors
    /// As [`SignedIn::perform`].
    pub async fn send(&self, turn: &Turn) -> Result<Option<Performed>, Error> {
        turn.asks.send_by(&self.0).await
    }

    /// Claims what is next by rule; nothing where nothing is.
    ///
    /// # Errors
    /// As [`SignedIn::claim_next`].
    pub async fn claim(&self) -> Result<Option<Performed>, Error> {
        self.0.claim_next(&ClaimNext { key: self.key() }).await
    }

    /// Gives back what he has claimed; nothing where he has nothing.
    ///
    /// # Errors
    /// As [`SignedIn::perform`].
    pub async fn give_back(&self) -> Result<Option<Performed>, Error> {
        match self.release() {
            Some(asks) => asks.send_by(&self.0).await,
            None => Ok(None),
        }
    }

    fn release(&self) -> Option<Asks> {
        let (crossing, steps) = {
            let live = self.0.workstation.live();
            let claim = live.claim_of(&self.0.officer)?;
            (live.crossings.get(&claim.crossing)?.crossing.reference.clone(), claim.steps)
        };
        let action = Action::Release { steps };
        Some(Asks::Perform(Box::new(Perform { key: self.key(), crossing: Some(crossing), version: None, action })))
    }

    fn key(&self) -> Uuid {
        self.0.workstation.clock().new_id()
    }
}
