//! Founding a post: both States' keys, their first administrators, the first acts of the journal. And certifying the
//! officers who come later.
//!
//! Invariant: the private half of a root leaves this process only wrapped, for an administrator.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use domain::officer::DeskCode;
use domain::post::{Certified as CertifiedOfficer, Plan, PublishedReader, Standing, StateKeys};
use domain::{Agency, OfficerNumber, OnDuty, PostAct, Role, StateCode};
use keys::{
    Digest, DrawSeed, EnrolmentSecret, KdfStrength, OfficerCertificate, OfficerKeys, Reader, ReaderCertificate,
    ReaderId, ReaderKey, ReaderRing, RootPublic, StateRoot, WrappedRoot,
};
use storage::{Head, KeyRow, PostRow, SealedDocumentRow, Store, Write};
use uuid::Uuid;

use crate::alerts::AlertEntry;
use crate::clock::{Clock, randomness};
use crate::commands::Change;
use crate::criteria::SealedCriteria;
use crate::failure::Error;
use crate::journal::{Begun, Draft, FORMAT, Pen, Place, Sealers, Written, write};
use crate::live::role_word;
use crate::newly_made::newly_made;
use crate::projection::officer as project_officer;
use crate::signed_in::{SignedIn, document_bound, holder};
use crate::workstation::Workstation;
use crate::{database, enrolment};

/// An officer who is to be certified.
#[derive(Debug, Clone)]
pub struct NewOfficer {
    /// His number.
    pub officer: OfficerNumber,
    /// His name: class STATE.
    pub name: String,
    /// His agency.
    pub agency: Agency,
    /// What he may do.
    pub roles: BTreeSet<Role>,
    /// His first password.
    pub password: String,
}

/// What a post is founded with.
#[derive(Debug, Clone)]
pub struct Founding {
    /// What both States agreed.
    pub plan: Plan,
    /// The first administrator of each State, in the order of the plan's States.
    pub administrators: [NewOfficer; 2],
    /// The alert list of each State.
    pub alerts: [Vec<AlertEntry>; 2],
    /// How many of a thousand claims each State refers at random.
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
        self.is_sound()?;
        let store = database::create(address).await?;
        self.found_in(store, home).await
    }

    async fn found_in(&self, store: Arc<dyn Store>, home: &Path) -> Result<Arc<Workstation>, Error> {
        let clock = Clock::default();
        let post = clock.new_id();
        let now = clock.now();
        let strength = strength(self.plan.is_demonstration);
        let [a, b] = self.plan.states;
        let sides = [Side::draw(home, post, a, now)?, Side::draw(home, post, b, now)?];
        let mut tx = store.write().await?;
        let row = PostRow {
            post,
            code: self.plan.code.clone(),
            name: self.plan.name.clone(),
            is_demonstration: self.plan.is_demonstration,
            founded_at: now,
            format: i32::try_from(FORMAT).unwrap_or(1),
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
            let enrolled =
                enrol(post, side.root.public(), &side.root, &side.ring, &side.enrolment, new, 1, now, strength)?;
            for key in &enrolled.rows {
                tx.put_key_material(key).await?;
            }
            tx.put_key_material(&wrapped_root(&side.root, &enrolled.keys, new)?).await?;
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
            is_password(&new.password, plan.is_demonstration)?;
            if !new.roles.contains(&Role::Administrator) {
                return Err(Error::Invalid { field: "roles" });
            }
        }
        Ok(())
    }

    async fn seal_documents(&self, tx: &mut dyn Write, post: Uuid, side: &Side, place: usize) -> Result<(), Error> {
        let state = side.published.state;
        let key = side.ring.newest(state.as_str(), &Reader::State).ok_or(Error::Sealed)?;
        let seed = DrawSeed::generate(&mut randomness());
        let criteria = SealedCriteria {
            seed: data_encoding::HEXLOWER.encode(seed.to_secret_bytes().as_slice()),
            referral_permille: self.referral_permille.get(place).copied().unwrap_or(0),
            selectivity: self.selectivity.get(place).cloned().unwrap_or_default(),
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
    fn draw(home: &Path, post: Uuid, state: StateCode, now: domain::At) -> Result<Self, Error> {
        let mut rng = randomness();
        let root = StateRoot::generate(state.as_str(), &mut rng);
        let mut ring = ReaderRing::default();
        let mut readers = Vec::new();
        for (reader, serial) in readers_of_a_state().into_iter().zip(1..) {
            let id = ReaderId { state: state.to_string(), reader, epoch: 1 };
            let key = ReaderKey::generate(id, &mut rng);
            let public = key.public();
            let certificate = ReaderCertificate {
                format: ReaderCertificate::FORMAT,
                reader: public.clone(),
                not_before: now.timestamp_millis(),
                serial,
            };
            let certified = root.certify(certificate).map_err(|_| Error::Fault("a reader was not certified"))?;
            readers.push(PublishedReader {
                reader: public.id.reader.to_string(),
                epoch: public.id.epoch,
                receiving_key: public.receiving.to_string(),
                fingerprint: public.fingerprint.to_string(),
                serial,
                not_before: now.timestamp_millis(),
                root_signature: certified.signature.to_string(),
            });
            ring.insert(key);
        }
        let published = StateKeys { state, root: root.public().verifying.to_string(), readers };
        Ok(Self { root, ring, enrolment: enrolment::draw(home, post, state)?, published })
    }

    fn protection(&self) -> Result<keys::ReaderPublic, Error> {
        let state = self.published.state;
        Ok(self.ring.newest(state.as_str(), &Reader::Protection).ok_or(Error::Sealed)?.public())
    }
}

impl SignedIn {
    /// Certifies an officer of the own State: an administrator's act under the State's root.
    ///
    /// # Errors
    /// When the acting officer is no administrator, or the number is taken.
    pub async fn certify(&self, new: &NewOfficer) -> Result<(), Error> {
        let workstation = &self.workstation;
        is_password(&new.password, workstation.is_demonstration())?;
        let state = self.state.to_string();
        let rows = workstation.store.key_material(&state, "root", self.officer.as_str()).await?;
        let wrapped: WrappedRoot = serde_json::from_slice(&rows.last().ok_or(Error::NotAllowed)?.content)?;
        let (known, serial) = {
            let live = workstation.live();
            let known = live.root_of(self.state).ok_or(Error::Sealed)?;
            (known, u64::try_from(live.post.officers.len()).unwrap_or_default() + 2)
        };
        let root = wrapped.unwrap(&self.keys.receiving, &known).map_err(|_| Error::NotAllowed)?;
        let enrolment = enrolment::load(&workstation.home, workstation.post.post, self.state)?;
        let now = workstation.clock.now();
        let strength = strength(workstation.is_demonstration());
        let enrolled = enrol(workstation.post.post, known, &root, &self.ring, &enrolment, new, serial, now, strength)?;
        let act = PostAct::OfficerCertified { certified: enrolled.certified };
        let request = serde_json::to_vec(&act)?;
        let mut keys = enrolled.rows;
        if new.roles.contains(&Role::Administrator) {
            keys.push(wrapped_root(&root, &enrolled.keys, new)?);
        }
        let (officer, own, number, note) = (self.officer.clone(), self.state, new.officer.clone(), new.name.clone());
        // Keys and act in one write: there is never an officer who could not sign in, nor keys of nobody.
        self.commit(workstation.clock.new_id(), &request, false, move |bench| {
            if bench.live.post.officers.contains_key(&number) {
                return Err(domain::Refusal::OfficerNumberTaken.into());
            }
            bench.live.post.check(&act, &officer, own, bench.at)?;
            let post = vec![(act.clone(), Some(note.clone()))];
            Ok(Some(Change { post, keys: keys.clone(), ..Change::default() }))
        })
        .await
        .map(|_| ())
    }

    /// Ends an officer's certificate: he can't sign in any more, and his acts from now on are void.
    ///
    /// # Errors
    /// When the acting officer is no administrator of the same State.
    pub async fn revoke(&self, officer: &OfficerNumber) -> Result<(), Error> {
        self.post_act(self.workstation.clock.new_id(), PostAct::OfficerRevoked { officer: officer.clone() }).await
    }
}

/// An officer's keys, wrapped for him, with his certificate.
struct Enrolled {
    keys: OfficerKeys,
    certified: CertifiedOfficer,
    rows: Vec<KeyRow>,
}

#[expect(clippy::too_many_arguments, reason = "each is a different secret or fact that goes into the certificate")]
fn enrol(
    post: Uuid,
    known: RootPublic,
    root: &StateRoot,
    ring: &ReaderRing,
    enrolment: &EnrolmentSecret,
    new: &NewOfficer,
    serial: u64,
    now: domain::At,
    strength: KdfStrength,
) -> Result<Enrolled, Error> {
    let mut rng = randomness();
    let state: StateCode = known.state.parse().map_err(|_| Error::Sealed)?;
    let keys = OfficerKeys::generate(&mut rng);
    let public = keys.public();
    let certificate = OfficerCertificate {
        format: OfficerCertificate::FORMAT,
        state: known.state.clone(),
        officer: new.officer.to_string(),
        agency: new.agency.word().to_owned(),
        roles: new.roles.iter().map(role_word).collect(),
        verifying: public.verifying,
        receiving: public.receiving,
        not_before: now.timestamp_millis(),
        serial,
    };
    let signed = root.certify(certificate).map_err(|_| Error::Fault("an officer was not certified"))?;
    let certified = CertifiedOfficer {
        officer: new.officer.clone(),
        state,
        agency: new.agency,
        roles: new.roles.clone(),
        verifying_key: public.verifying.to_string(),
        receiving_key: public.receiving.to_string(),
        serial,
        not_before: now.timestamp_millis(),
        root_signature: signed.signature.to_string(),
    };
    let wrapped = keys.wrap(&holder(post, state, &new.officer), &new.password, enrolment, strength, &mut rng)?;
    let entitled = ring.ids().filter(|id| match &id.reader {
        Reader::State => true,
        Reader::Agency(name) => *name == new.agency.word() || new.roles.contains(&Role::Administrator),
        Reader::Protection => new.roles.contains(&Role::Protection) || new.roles.contains(&Role::Administrator),
    });
    let readers = entitled
        .filter_map(|id| ring.key(id))
        .map(|key| key.wrap_to(&public.receiving, &mut rng))
        .collect::<Result<Vec<_>, _>>()?;
    let row = |kind: &str, content| KeyRow {
        state: known.state.clone(),
        kind: kind.to_owned(),
        holder: new.officer.to_string(),
        epoch: 1,
        content,
    };
    let rows = vec![row("officer", serde_json::to_vec(&wrapped)?), row("reader", serde_json::to_vec(&readers)?)];
    Ok(Enrolled { keys, certified, rows })
}

fn wrapped_root(root: &StateRoot, keys: &OfficerKeys, new: &NewOfficer) -> Result<KeyRow, Error> {
    let wrapped = root.wrap_to(&keys.receiving.public(), &mut randomness())?;
    Ok(KeyRow {
        state: root.public().state,
        kind: "root".to_owned(),
        holder: new.officer.to_string(),
        epoch: 1,
        content: serde_json::to_vec(&wrapped)?,
    })
}

fn readers_of_a_state() -> Vec<Reader> {
    let agencies = Agency::ALL.into_iter().filter(|agency| *agency != Agency::Gate);
    let mut readers = vec![Reader::State, Reader::Protection];
    readers.extend(agencies.map(|agency| Reader::Agency(agency.word().to_owned())));
    readers
}

const fn strength(is_demonstration: bool) -> KdfStrength {
    if is_demonstration { KdfStrength::Demonstration } else { KdfStrength::Standard }
}

/// A password has at least ten characters; those of a demonstration post are printed on the screen and may be shorter.
fn is_password(password: &str, is_demonstration: bool) -> Result<(), Error> {
    let least = if is_demonstration { 4 } else { 10 };
    if password.chars().count() >= least { Ok(()) } else { Err(Error::Invalid { field: "password" }) }
}
