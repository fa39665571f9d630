//! Passenger lists that were sent ahead of a vehicle (advance passenger information): kept from their import to the registration of
//! the vehicle, so that the registration is a confirmation.
//!
//! Invariant: a list is sealed to the State whose officer took it in, and nothing of it stands open but when it goes. It goes when its
//! vehicle is registered, when it is withdrawn, and once its time is over, whoever has the post open by then.

mod sent;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::NaiveDate;
use contract::{
    AdvanceListsImported, BrokenPassengerList, ExpectedVehicle, ExpectedView, ImportAdvanceLists, ListOfVehicle,
    RemoveAdvanceList, TakeAdvanceList,
};
use domain::codes::PlateNumber;
use domain::own_journal::Deed;
use domain::retention::Keeps;
use domain::subject::{Conveyance, ConveyanceKind, SubjectFacts};
use domain::{Agency, At, OfficerNumber, Reference, Role, SubjectId};
use keys::rand_core::Rng as _;
use keys::{Digest, Reader, ReaderId};
use serde::{Deserialize, Serialize};
use storage::{AdvanceListEnd, AdvanceListRow};
use uuid::Uuid;
use zeroize::Zeroizing;

use self::sent::{Journey, Sent, not_kept, sent};
use crate::alerts::{AlertIndex, CLASSES};
use crate::clock::randomness;
use crate::failure::{Error, log};
use crate::passengers::content_of;
use crate::signed_in::SignedIn;
use crate::workstation::Workstation;

/// What is sealed of a list.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Kept {
    /// The list.
    list: ListOfVehicle,
    /// When it was taken in.
    at: At,
    /// By whom.
    by: OfficerNumber,
}

/// A list that was opened.
struct Opened {
    id: Uuid,
    ends_at: At,
    journey: Journey,
    kept: Kept,
    /// On which alert lists and which day how many of it were found.
    found: Mutex<Option<(u64, NaiveDate, u32)>>,
}

/// The lists of the own State in an officer's process, by id. A row is never changed, so none is opened twice.
#[derive(Default)]
pub(crate) struct AdvanceLists(Mutex<HashMap<Uuid, Arc<Opened>>>);

impl AdvanceLists {
    /// Returns the lists of these ids that are open already, and forgets the others.
    fn still(&self, ends: &[AdvanceListEnd]) -> HashMap<Uuid, Arc<Opened>> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.retain(|id, _| ends.iter().any(|end| end.list == *id));
        known.clone()
    }

    fn keep(&self, opened: &Arc<Opened>) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(opened.id, Arc::clone(opened));
    }
}

/// The lists that are there, by their vehicles' arrival, and how many more can't be opened.
struct Found {
    lists: Vec<Arc<Opened>>,
    unread: u32,
}

impl SignedIn {
    /// Returns which vehicles are expected, with how many of each may be on an alert list that the officer reads.
    ///
    /// # Errors
    /// When it is not the officer's to register parties; when the lists can't be read.
    pub async fn expected(&self) -> Result<ExpectedView, Error> {
        let now = self.workstation.clock.now();
        self.answered(|| "expected".to_owned(), self.sees_expected(now))?;
        // What is over is not shown in any case.
        if let Err(error) = self.workstation.erase_advance_lists_due().await {
            log("erase lists that were sent ahead", &error);
        }
        let Found { lists, unread } = self.advance_lists().await?;
        let vehicles = self.told(lists).await?;
        Ok(ExpectedView { now, vehicles, unread, may_import: self.takes_lists_in(now).is_ok() })
    }

    /// Takes in what was sent ahead. A list of a journey of which there is one takes its place; a journey that is cancelled has none
    /// any more. Where anything of the file can't be kept, what is told says why, and nothing has changed.
    ///
    /// # Errors
    /// When the officer is neither of immigration nor a supervisor; when the file is larger than any list, or no base64.
    pub async fn import_advance_lists(&self, request: ImportAdvanceLists) -> Result<AdvanceListsImported, Error> {
        self.import_advance_file(content_of(&request.content)?).await
    }

    /// Takes in the bytes of a file, as [`SignedIn::import_advance_lists`] does.
    ///
    /// # Errors
    /// When the officer is neither of immigration nor a supervisor.
    pub async fn import_advance_file(&self, bytes: Vec<u8>) -> Result<AdvanceListsImported, Error> {
        let now = self.workstation.clock.now();
        self.answered(|| "import_advance_lists".to_owned(), self.takes_lists_in(now))?;
        let digest = Digest::of(&bytes).to_string();
        let reading = tokio::task::spawn_blocking(move || sent(&bytes));
        let read = reading.await.map_err(|_| Error::Fault("the list could not be read"))?;
        let nothing = |broken| AdvanceListsImported { broken: Some(broken), ..AdvanceListsImported::default() };
        let all = match read.and_then(|all| self.kept_until(all, now)) {
            Ok(all) => all,
            Err(broken) => return Ok(nothing(broken)),
        };
        let known = self.advance_lists().await?.lists;
        let mut told = AdvanceListsImported::default();
        let mut gone: Vec<Uuid> = Vec::new();
        let mut new: Vec<(AdvanceListRow, Arc<Opened>)> = Vec::new();
        for (Sent { journey, list, .. }, ends_at) in all {
            // A later part of the file counts, as a later file would.
            new.retain(|(_, before)| before.journey != journey);
            let before = gone.len();
            let is_older = |one: &&Arc<Opened>| one.journey == journey && !gone.contains(&one.id);
            let older: Vec<Uuid> = known.iter().filter(is_older).map(|one| one.id).collect();
            gone.extend(older);
            let is_there = gone.len() > before;
            let Some(list) = list else {
                if is_there {
                    told.cancelled += 1
                } else {
                    told.not_there.push(journey.plate.to_string())
                }
                continue;
            };
            told.replaced += u32::from(is_there);
            told.faults.extend(list.faults.iter().cloned());
            new.push(self.sealed_list(Kept { list, at: now, by: self.officer.clone() }, journey, ends_at)?);
        }
        let heads: usize = new.iter().map(|(_, one)| one.kept.list.heads.len()).sum();
        let what = format!("import {} {heads} {}", new.len(), digest.get(..16).unwrap_or_default());
        // Before anything changes it is on record that he did it.
        self.note_always(Deed::AdvanceLists { what })?;
        let mut tx = self.workstation.write().await?;
        for id in &gone {
            tx.delete_advance_list(self.state.as_str(), *id).await?;
        }
        for (row, _) in &new {
            tx.add_advance_list(row).await?;
        }
        tx.commit().await?;
        let new: Vec<Arc<Opened>> = new.into_iter().map(|(_, opened)| opened).collect();
        new.iter().for_each(|opened| self.advance.keep(opened));
        told.vehicles = self.told(new).await?;
        Ok(told)
    }

    /// Returns the list of an expected vehicle for its registration.
    ///
    /// # Errors
    /// When it is not the officer's to register parties; [`Error::NotFound`] when the list is gone by now.
    pub async fn take_advance_list(&self, request: &TakeAdvanceList) -> Result<ListOfVehicle, Error> {
        let now = self.workstation.clock.now();
        self.answered(|| "take_advance_list".to_owned(), self.sees_expected(now))?;
        let opened = self.advance_list(request.list).await?.ok_or(Error::NotFound)?;
        self.note(Deed::AdvanceLists { what: format!("read {}", opened.journey.plate) })?;
        Ok(opened.kept.list.clone())
    }

    /// Removes a list: it was used for the registration of a crossing that is there, or is withdrawn. What was used and is gone
    /// already is no error: another desk, or the same one before its answer was lost, was first.
    ///
    /// # Errors
    /// When it is withdrawn by somebody who may not take lists in; [`Error::NotFound`] when there is no such list, or no such crossing.
    pub async fn remove_advance_list(&self, request: &RemoveAdvanceList) -> Result<(), Error> {
        let now = self.workstation.clock.now();
        let may = match &request.registered_as {
            Some(_) => self.sees_expected(now),
            None => self.takes_lists_in(now),
        };
        self.answered(|| "remove_advance_list".to_owned(), may)?;
        if let Some(reference) = &request.registered_as {
            let found = self.workstation.store.crossing_by_reference(&reference.to_string()).await?;
            found.ok_or(Error::NotFound)?;
        }
        let ends = self.workstation.store.advance_lists(self.state.as_str()).await?;
        if !ends.iter().any(|end| end.list == request.list) {
            return if request.registered_as.is_some() { Ok(()) } else { Err(Error::NotFound) };
        }
        // One that can't be opened can be removed all the same.
        let opened = self.advance_list(request.list).await.ok().flatten();
        let plate = opened.map_or_else(|| request.list.to_string(), |opened| opened.journey.plate.to_string());
        let what = match &request.registered_as {
            Some(reference) => format!("use {plate} {reference}"),
            None => format!("withdraw {plate}"),
        };
        self.note_always(Deed::AdvanceLists { what })?;
        let mut tx = self.workstation.write().await?;
        tx.delete_advance_list(self.state.as_str(), request.list).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Refuses whoever does not register parties.
    fn sees_expected(&self, now: At) -> Result<(), Error> {
        self.has_standing(now, |_, role| matches!(role, Role::Officer | Role::Supervisor | Role::Reception))
    }

    /// Refuses whoever is neither a supervisor nor does the controls of immigration.
    fn takes_lists_in(&self, now: At) -> Result<(), Error> {
        self.has_standing(now, |agency, role| match role {
            Role::Supervisor => true,
            Role::Officer => agency == Agency::Immigration,
            _ => false,
        })
    }

    fn has_standing(&self, now: At, is_enough: impl Fn(Agency, Role) -> bool) -> Result<(), Error> {
        let live = self.workstation.live();
        let standing = live.post.standing(&self.officer, now.max(live.head.at)).ok_or(Error::NotAllowed)?;
        let certified = &standing.certified;
        let is_his = certified.roles.iter().any(|role| is_enough(certified.agency, *role));
        if is_his { Ok(()) } else { Err(Error::NotAllowed) }
    }

    /// Returns until when each list is kept.
    fn kept_until(&self, all: Vec<Sent>, now: At) -> Result<Vec<(Sent, At)>, BrokenPassengerList> {
        let live = self.workstation.live();
        let plan = &live.post.plan;
        let until = |one: Sent| {
            let arrival = plan.moment_of(self.state, one.journey.arrival);
            let refused = |why| Err(not_kept(one.at, why, &one.journey.plate.to_string()));
            match plan.retention.keeps_list(arrival, now) {
                Keeps::Until(ends_at) => Ok((one, ends_at)),
                // What is gone already may be cancelled.
                Keeps::Over if one.list.is_none() => Ok((one, now)),
                Keeps::Over => refused("over"),
                Keeps::TooEarly => refused("too_early"),
            }
        };
        all.into_iter().map(until).collect()
    }

    /// Reads and opens the State's lists whose time is not over.
    async fn advance_lists(&self) -> Result<Found, Error> {
        let now = self.workstation.clock.now();
        let mut ends = self.workstation.store.advance_lists(self.state.as_str()).await?;
        ends.retain(|end| end.ends_at > now);
        let known = self.advance.still(&ends);
        let mut found = Found { lists: Vec::with_capacity(ends.len()), unread: 0 };
        for end in ends {
            if let Some(opened) = known.get(&end.list) {
                found.lists.push(Arc::clone(opened));
                continue;
            }
            match self.opened_list(end.list).await {
                Ok(opened) => found.lists.extend(opened),
                Err(Error::Sealed) => found.unread += 1,
                Err(other) => return Err(other),
            }
        }
        found.lists.sort_by_key(|one| (one.journey.arrival, one.id));
        Ok(found)
    }

    /// Returns a list that is there.
    async fn advance_list(&self, id: Uuid) -> Result<Option<Arc<Opened>>, Error> {
        let lists = self.advance_lists().await?.lists;
        Ok(lists.into_iter().find(|one| one.id == id))
    }

    async fn opened_list(&self, id: Uuid) -> Result<Option<Arc<Opened>>, Error> {
        let Some(row) = self.workstation.store.advance_list(self.state.as_str(), id).await? else { return Ok(None) };
        let epoch = u32::try_from(row.epoch).map_err(|_| Error::Sealed)?;
        let reader = ReaderId { state: row.state, reader: Reader::State, epoch };
        let bound = self.list_bound(row.list, row.ends_at);
        let text = self.rings().ring.open(&reader, &row.ciphertext, &bound).map_err(|_| Error::Sealed)?;
        let kept: Kept = serde_json::from_slice(&text).map_err(|_| Error::Sealed)?;
        let plate = kept.list.plate.as_deref().and_then(|plate| plate.parse().ok());
        let (plate, arrival) = plate.zip(kept.list.arrival).ok_or(Error::Sealed)?;
        let opened = opened(id, row.ends_at, Journey { plate, arrival }, kept);
        self.advance.keep(&opened);
        Ok(Some(opened))
    }

    fn sealed_list(&self, kept: Kept, journey: Journey, ends_at: At) -> Result<(AdvanceListRow, Arc<Opened>), Error> {
        let rings = self.rings();
        let key = rings.ring.newest(self.state.as_str(), &Reader::State).ok_or(Error::NotAllowed)?;
        // An id that tells nothing, not even when it was given.
        let mut random = [0; 16];
        randomness().fill_bytes(&mut random);
        let list = uuid::Builder::from_random_bytes(random).into_uuid();
        let text = Zeroizing::new(serde_json::to_vec(&kept)?);
        let ciphertext = key.seal_padded(&text, CLASSES, &self.list_bound(list, ends_at), &mut randomness())?;
        let epoch = i32::try_from(key.id().epoch).unwrap_or(1);
        let row = AdvanceListRow { state: self.state.to_string(), list, ends_at, epoch, ciphertext };
        Ok((row, opened(list, ends_at, journey, kept)))
    }

    /// Returns what a list is bound to: under another id, or with another end, it opens no more.
    fn list_bound(&self, list: Uuid, ends_at: At) -> Vec<u8> {
        let (post, state) = (self.workstation.post.post, self.state);
        format!("osbp advance list|{post}|{state}|{list}|{}", ends_at.timestamp_millis()).into_bytes()
    }

    /// Tells of lists, with what is found of each on the alert lists as they are now.
    async fn told(&self, lists: Vec<Arc<Opened>>) -> Result<Vec<ExpectedVehicle>, Error> {
        self.renew_alerts().await?;
        let (index, day) = (self.alerts.now(), self.workstation.clock.now().date_naive());
        // A bus takes as long as fifty claims would.
        let telling = tokio::task::spawn_blocking(move || lists.iter().map(|one| one.told(&index, day)).collect());
        let mut told: Vec<ExpectedVehicle> =
            telling.await.map_err(|_| Error::Fault("the lists could not be searched for"))?;
        for vehicle in &mut told {
            vehicle.registered_as = self.registered_since(&vehicle.plate, vehicle.at);
        }
        Ok(told)
    }

    /// Returns as which open crossing a vehicle of that plate was registered after a moment.
    fn registered_since(&self, plate: &str, since: At) -> Option<Reference> {
        let plate = plate.parse::<PlateNumber>().ok()?;
        let live = self.workstation.live();
        let mut since = live.crossings.values().map(|one| &one.crossing).filter(|one| one.arrived_at >= since);
        let is_it = |facts: &SubjectFacts| facts.conveyance().is_some_and(|vehicle| vehicle.plate == plate);
        let found = since.find(|one| one.subjects.values().filter_map(|known| known.facts.as_ref()).any(is_it));
        found.map(|one| one.reference.clone())
    }
}

impl Workstation {
    /// Erases the lists whose time is over. No key is needed for it.
    pub(crate) async fn erase_advance_lists_due(&self) -> Result<(), Error> {
        let now = self.clock.now();
        let states = self.live().post.plan.states;
        for state in states {
            let ends = self.store.advance_lists(state.as_str()).await?;
            if ends.iter().any(|end| end.ends_at <= now) {
                let mut tx = self.write().await?;
                tx.erase_advance_lists(now).await?;
                return Ok(tx.commit().await?);
            }
        }
        Ok(())
    }
}

fn opened(id: Uuid, ends_at: At, journey: Journey, kept: Kept) -> Arc<Opened> {
    Arc::new(Opened { id, ends_at, journey, kept, found: Mutex::new(None) })
}

impl Opened {
    fn told(&self, index: &AlertIndex, day: NaiveDate) -> ExpectedVehicle {
        let list = &self.kept.list;
        let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        ExpectedVehicle {
            list: self.id,
            plate: self.journey.plate.to_string(),
            registered_in: list.registered_in.clone(),
            operator: list.operator.clone(),
            arrival: self.journey.arrival,
            heads: count(list.heads.len()),
            faults: count(list.faults.len()),
            hits: self.hits(index, day),
            registered_as: None,
            at: self.kept.at,
            by: self.kept.by.clone(),
            ends_at: self.ends_at,
        }
    }

    /// Returns how many of it may be on a list: searched once for each day and each version of the alert lists.
    fn hits(&self, index: &AlertIndex, day: NaiveDate) -> u32 {
        let mut found = self.found.lock().unwrap_or_else(PoisonError::into_inner);
        let version = index.version();
        if let Some((_, _, hits)) = found.filter(|(on, when, _)| (*on, *when) == (version, day)) {
            return hits;
        }
        let persons = self.kept.list.heads.iter().map(|head| SubjectFacts::Traveller(head.person.clone()));
        let vehicle = SubjectFacts::Conveyance(Conveyance {
            kind: ConveyanceKind::Bus,
            plate: self.journey.plate.clone(),
            registered_in: self.kept.list.registered_in.clone(),
            operator: self.kept.list.operator.clone(),
            vin: None,
            papers: Box::default(),
        });
        let is_found = |facts: &SubjectFacts| {
            let search = index.search_for(SubjectId(1), facts, day);
            !search.hits.is_empty() || !search.possible.is_empty()
        };
        let hits = u32::try_from(persons.chain([vehicle]).filter(is_found).count()).unwrap_or(u32::MAX);
        *found = Some((version, day, hits));
        hits
    }
}
