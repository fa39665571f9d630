//! Founding a post: both States' keys, their first administrators, the first acts of the journal.
//!
//! Invariant: the private half of a root leaves this process only wrapped, for an administrator.

use std::path::Path;
use std::sync::Arc;

use domain::officer::DeskCode;
use domain::post::{Model, Plan, Standing, StateKeys};
use domain::{OnDuty, PostAct, Role, StateCode};
use keys::{Digest, EnrolmentSecret, Reader, ReaderId, ReaderKey, ReaderRing, StateRoot};
use storage::{Head, PostRow, SealedDocumentRow, Store, Write};
use uuid::Uuid;

use crate::alerts::AlertEntry;
use crate::clock::{Clock, randomness};
use crate::criteria::SealedCriteria;
use crate::database;
use crate::failure::Error;
use crate::journal::{Begun, Draft, FORMAT, Pen, Place, Sealers, Written, write};
use crate::key_life::{
    Enrolling, NewOfficer, Whose, guessed_words, is_password, published, readers_of_a_state, strength,
};
use crate::newly_made::newly_made;
use crate::projection::officer as project_officer;
use crate::secrets::draw_enrolment_secret;
use crate::signed_in::document_bound;
use crate::workstation::Workstation;

/// What a post is founded with.
#[derive(Debug, Clone)]
pub struct Founding {
    /// What both States agreed.
    pub plan: Plan,
    /// The first administrator of each State, in the order of the plan's States.
    pub administrators: [NewOfficer; 2],
    /// The alert list of each State.
    pub alerts: [Vec<AlertEntry>; 2],
    /// How many of a thousand controls that are claimed each State refers at random, each of a party by himself.
    pub referral_permille: [u16; 2],
    /// Each State's selectivity table.
    pub selectivity: [domain::customs::Selectivity; 2],
}

/// One State's side of the founding.
struct Side {
    root: StateRoot,
    ring: ReaderRing,
    enrolment: EnrolmentSecret,
    published: StateKeys,
}

impl Founding {
    /// Founds the post in a new database at `address`, and opens it: a whole post, or none.
    ///
    /// # Errors
    /// When there is a database already, or it can't be made.
    pub async fn found(&self, address: &str, home: &Path) -> Result<Arc<Workstation>, Error> {
        self.is_sound()?;
        newly_made(address, home, async |address| self.found_at(address, home).await).await
    }

    /// Founds the post in a new database at just this address.
    pub(crate) async fn found_at(&self, address: &str, home: &Path) -> Result<Arc<Workstation>, Error> {
        self.found_by(&Clock::default(), address, home).await
    }

    /// Founds it by that clock.
    pub(crate) async fn found_by(&self, clock: &Clock, address: &str, home: &Path) -> Result<Arc<Workstation>, Error> {
        self.is_sound()?;
        let store = database::create(address).await?;
        self.found_in(clock, store, home).await
    }

    async fn found_in(&self, clock: &Clock, store: Arc<dyn Store>, home: &Path) -> Result<Arc<Workstation>, Error> {
        let post = clock.new_id();
        let now = clock.now();
        let strength = strength(self.plan.is_demonstration);
        let [a, b] = self.plan.states;
        let is_demonstration = self.plan.is_demonstration;
        let sides = [
            Side::draw(home, post, a, is_demonstration, now).await?,
            Side::draw(home, post, b, is_demonstration, now).await?,
        ];
        let mut tx = store.write().await?;
        let row = PostRow {
            post,
            code: self.plan.code.clone(),
            name: self.plan.name.clone(),
            is_demonstration: self.plan.is_demonstration,
            founded_at: now,
            format: i32::try_from(FORMAT).unwrap_or(1),
            copy_of: None,
        };
        tx.put_post(&row).await?;
        let mut first = Some(PostAct::Founded {
            plan: self.plan.clone(),
            keys: sides.iter().map(|side| side.published.clone()).collect(),
        });
        let mut head = Head { seq: 0, hash: vec![0; 32], at: now };
        let [side_a, side_b] = &sides;
        for (place, (side, other)) in [(side_a, side_b), (side_b, side_a)].into_iter().enumerate() {
            let Some(new) = self.administrators.get(place) else { continue };
            let office = Enrolling { post, root: &side.root, ring: &side.ring, enrolment: &side.enrolment, strength };
            let enrolled = office.enrol(new, 1, now)?;
            for key in &enrolled.rows {
                tx.put_key_material(key).await?;
            }
            self.seal_documents(tx.as_mut(), post, side, place).await?;
            let mut drafts = Vec::new();
            if let Some(founded) = first.take() {
                drafts.push(Draft::of_post(&founded, None));
            }
            let certified = PostAct::OfficerCertified { certified: enrolled.certified.clone() };
            drafts.push(Draft::of_post(&certified, Some(new.name.clone())));
            let by = OnDuty {
                officer: new.officer.clone(),
                state: enrolled.certified.state,
                agency: new.agency,
                roles: new.roles.clone(),
                desk: DeskCode(String::new()),
                claim: None,
            };
            let command = clock.new_id();
            let (own_protection, other_protection) = (side.protection()?, other.protection()?);
            let state = side.ring.newest(by.state.as_str(), &Reader::State).ok_or(Error::Sealed)?;
            let begun = Begun::default();
            let sealers =
                Sealers { state, own_protection: &own_protection, other_protection: &other_protection, begun: &begun };
            let place = Place { post, head: &head, at: now, command };
            let pen = Pen { by: &by, signing: &enrolled.keys.signing, sealers };
            let Written { acts, sealed, .. } = write(place, drafts, pen)?;
            let Some(last) = acts.last() else { continue };
            tx.append(Digest::of(b"found").as_bytes(), &acts, &sealed).await?;
            let standing = Standing { certified: enrolled.certified, from: now, until: None };
            tx.put_officer(&project_officer(&standing)).await?;
            head = Head { seq: last.seq, hash: last.hash.clone(), at: now };
        }
        tx.raise_walls(&self.plan.states.map(|state| state.to_string())).await?;
        tx.commit().await?;
        Workstation::on(store, home).await
    }

    /// Checks what was typed before anything is made of it.
    fn is_sound(&self) -> Result<(), Error> {
        let plan = &self.plan;
        let [a, b] = plan.states;
        let [admin_a, admin_b] = &self.administrators;
        if a == b {
            return Err(Error::Invalid { field: "states" });
        }
        if plan.hosts.iter().any(|host| !plan.is_party(*host)) {
            return Err(Error::Invalid { field: "hosts" });
        }
        // A model says where the facilities stand; whose law holds there is said beside it, and must fit (PROCEDURE §1).
        let fits = match plan.model {
            Model::Juxtaposed => plan.hosts == [b, a],
            Model::SingleCountry => plan.hosts == [a, a] || plan.hosts == [b, b],
            Model::Straddling => true,
        };
        if !fits {
            return Err(Error::Invalid { field: "hosts" });
        }
        if plan.utc_offsets.iter().any(|minutes| !(-14 * 60..=14 * 60).contains(minutes)) {
            return Err(Error::Invalid { field: "utc_offsets" });
        }
        if domain::Reference::new(&plan.code, 2026, 1, 1).is_err() {
            return Err(Error::Invalid { field: "code" });
        }
        if plan.name.trim().is_empty() {
            return Err(Error::Invalid { field: "name" });
        }
        if plan.templates.is_empty() || plan.flows.iter().any(|flow| plan.template(*flow, None).is_none()) {
            return Err(Error::Invalid { field: "flows" });
        }
        if admin_a.officer == admin_b.officer {
            return Err(Error::Invalid { field: "officer" });
        }
        for new in &self.administrators {
            let whose = Whose { officer: &new.officer, name: &new.name, place: guessed_words(plan) };
            is_password(&new.password, plan.is_demonstration, &whose)?;
            if !new.roles.contains(&Role::Administrator) {
                return Err(Error::Invalid { field: "roles" });
            }
        }
        Ok(())
    }

    async fn seal_documents(&self, tx: &mut dyn Write, post: Uuid, side: &Side, place: usize) -> Result<(), Error> {
        let state = side.published.state;
        let key = side.ring.newest(state.as_str(), &Reader::State).ok_or(Error::Sealed)?;
        let criteria = SealedCriteria {
            referral_permille: self.referral_permille.get(place).copied().unwrap_or(0),
            selectivity: self.selectivity.get(place).cloned().unwrap_or_default(),
            demands: Vec::new(),
            instructions: Vec::new(),
        };
        let alerts = self.alerts.get(place).cloned().unwrap_or_default();
        for (name, text) in [("criteria", serde_json::to_vec(&criteria)?), ("alert_list", serde_json::to_vec(&alerts)?)]
        {
            let version = 1;
            // A list's length would tell how many are on it.
            let classes = keys::Padding { base: 4096, units: 1 };
            let aad = document_bound(post, name, version);
            let ciphertext = key.seal_padded(&text, classes, &aad, &mut randomness())?;
            let row = SealedDocumentRow {
                state: state.to_string(),
                name: name.to_owned(),
                version,
                epoch: i32::try_from(key.id().epoch).unwrap_or(1),
                ciphertext,
            };
            tx.put_sealed_document(&row).await?;
        }
        Ok(())
    }
}

impl Side {
    async fn draw(
        home: &Path,
        post: Uuid,
        state: StateCode,
        is_demonstration: bool,
        now: domain::At,
    ) -> Result<Self, Error> {
        let mut rng = randomness();
        let root = StateRoot::generate(state.as_str(), &mut rng);
        let mut ring = ReaderRing::default();
        let mut readers = Vec::new();
        for (reader, serial) in readers_of_a_state().into_iter().zip(1..) {
            let key = ReaderKey::generate(ReaderId { state: state.to_string(), reader, epoch: 1 }, &mut rng);
            readers.push(published(&root, &key, serial, now)?);
            ring.insert(key);
        }
        let published = StateKeys { state, root: root.public().verifying.to_string(), readers };
        let enrolment = draw_enrolment_secret(home, post, state, is_demonstration).await?;
        Ok(Self { root, ring, enrolment, published })
    }

    fn protection(&self) -> Result<keys::ReaderPublic, Error> {
        let state = self.published.state;
        Ok(self.ring.newest(state.as_str(), &Reader::Protection).ok_or(Error::Sealed)?.public())
    }
}
