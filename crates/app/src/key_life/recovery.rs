//! The recovery code of a State: printed once, kept away from the post. With it a State that lost all its administrators gets
//! a new one, who reads everything that they could.

use std::sync::Arc;

use domain::officer::DeskCode;
use domain::own_journal::Deed;
use domain::post::Standing;
use domain::{OnDuty, PostAct, Role, StateCode};
use keys::{
    Digest, Reader, ReaderKey, ReaderRing, ReceivingKey, ReceivingPublic, RecoveryCode, StateRoot, WrappedReaderKey,
    WrappedUnderRecoveryCode,
};
use serde::{Deserialize, Serialize};
use storage::{KeyRow, Store};
use zeroize::Zeroizing;

use super::new_keys::NewKeys;
use super::{Enrolling, NewOfficer, Whose, is_password, is_whole, next_serial, row, strength, wrapped_readers};
use crate::clock::randomness;
use crate::failure::Error;
use crate::journal::{Begun, Draft, Pen, Place, Sealers, Written, write};
use crate::live::reader_certificate;
use crate::projection::officer as project_officer;
use crate::secrets::enrolment_secret;
use crate::signed_in::{SignedIn, protection_desk};
use crate::workstation::Workstation;

/// Whose the keys are that the code unwraps; no officer's number has brackets.
pub const HOLDER: &str = "(recovery)";

/// What is stored for the code.
#[derive(Serialize, Deserialize)]
struct Recovery {
    root: WrappedUnderRecoveryCode,
    receiving: WrappedUnderRecoveryCode,
    /// To this the readers' keys of every epoch are wrapped.
    public: ReceivingPublic,
}

impl SignedIn {
    /// Draws a new recovery code for the own State, in place of the one before, and returns it for printing. It is shown once.
    ///
    /// # Errors
    /// When the acting officer is no administrator; [`Error::Stale`] when an epoch began meanwhile.
    pub async fn new_recovery_code(&self) -> Result<Zeroizing<String>, Error> {
        let root = self.answered(|| "recovery_code".to_owned(), self.root().await)?;
        self.note_always(Deed::ChangedKeys { what: "recovery_code".to_owned() })?;
        let rings = self.rings();
        let all: Vec<&ReaderKey> = rings.ring.ids().filter_map(|id| rings.ring.key(id)).collect();
        let (code, rows) = drawn(self.state, &root, &all)?;
        let mut tx = self.workstation.write().await?;
        // A code opens every epoch, or it is none.
        let is_current = {
            let live = self.workstation.live();
            live.head == *tx.head() && is_whole(&rings.ring, &live.post, self.state)
        };
        if !is_current {
            return Err(Error::Stale);
        }
        for row in &rows {
            tx.put_key_material(row).await?;
        }
        tx.commit().await?;
        Ok(code)
    }
}

/// Draws a code that opens a root and these keys; returns it as it is printed, and the rows of what it opens.
pub(super) fn drawn(
    state: StateCode,
    root: &StateRoot,
    keys: &[&ReaderKey],
) -> Result<(Zeroizing<String>, Vec<KeyRow>), Error> {
    let mut rng = randomness();
    let code = RecoveryCode::generate(&mut rng);
    let receiving = ReceivingKey::generate(&mut rng);
    let recovery = Recovery {
        root: code.wrap_root(root, &mut rng)?,
        receiving: code.wrap_receiving(state.as_str(), &receiving, &mut rng)?,
        public: receiving.public(),
    };
    let mut rows = wrapped_readers(state, HOLDER, &recovery.public, keys)?;
    rows.push(row(state, "recovery", HOLDER, 1, &recovery)?);
    Ok((code.to_printable(), rows))
}

/// Returns what a State's recovery code opens, as it is wrapped, and to which key something is sealed that it shall open; none
/// where the State has no code.
pub(crate) async fn recovery_of(
    store: &dyn Store,
    state: StateCode,
) -> Result<Option<(WrappedUnderRecoveryCode, ReceivingPublic)>, Error> {
    let rows = store.key_material(state.as_str(), "recovery", HOLDER).await?;
    let Some(row) = rows.last() else { return Ok(None) };
    let recovery: Recovery = serde_json::from_slice(&row.content)?;
    Ok(Some((recovery.receiving, recovery.public)))
}

/// Wraps a new epoch to the recovery code's holder too, where there is a code.
pub(super) async fn wrapped_epoch(of: &SignedIn, keys: &[ReaderKey]) -> Result<Vec<KeyRow>, Error> {
    let rows = of.workstation.store.key_material(of.state.as_str(), "recovery", HOLDER).await?;
    let Some(row) = rows.last() else { return Ok(Vec::new()) };
    let recovery: Recovery = serde_json::from_slice(&row.content)?;
    wrapped_readers(of.state, HOLDER, &recovery.public, &keys.iter().collect::<Vec<_>>())
}

/// Certifies an administrator of a State whose administrators are all lost, by its recovery code: the code opens the root, and
/// the root alone vouches for him. A code that was used has left its envelope, so that the root and the keys that it opened are
/// made new at once; returned is the code in force from now on, to be shown once.
///
/// # Errors
/// [`Error::NotAllowed`] when the code is wrong or the State has none; when the number is taken. When the keys can't be made new
/// he administers all the same, and makes them new himself.
pub async fn recover(
    workstation: &Arc<Workstation>,
    state: StateCode,
    code: &str,
    new: &NewOfficer,
) -> Result<Zeroizing<String>, Error> {
    certify_by_code(workstation, state, code, new).await?;
    let administrator = SignedIn::unwrap(workstation, new.officer.as_str(), &new.password).await?;
    let drawn = administrator.make_new(NewKeys { root: true, epoch: true, ..NewKeys::default() }).await?;
    drawn.ok_or(Error::Fault("no recovery code was drawn"))
}

async fn certify_by_code(
    workstation: &Arc<Workstation>,
    state: StateCode,
    code: &str,
    new: &NewOfficer,
) -> Result<(), Error> {
    let whose = Whose { officer: &new.officer, name: &new.name, place: workstation.guessed_words() };
    is_password(&new.password, workstation.is_demonstration(), &whose)?;
    if !new.roles.contains(&Role::Administrator) {
        return Err(Error::Invalid { field: "roles" });
    }
    workstation.catch_up().await?;
    let code = RecoveryCode::from_printable(code).map_err(|_| Error::Invalid { field: "recovery_code" })?;
    let store = workstation.store();
    let stored = store.key_material(state.as_str(), "recovery", HOLDER).await?;
    let stored: Recovery = serde_json::from_slice(&stored.last().ok_or(Error::NotAllowed)?.content)?;
    let root_public = workstation.live().root_of(state).ok_or(Error::Sealed)?;
    let root = code.unwrap_root(&stored.root, &root_public).map_err(|_| Error::NotAllowed)?;
    let receiving =
        code.unwrap_receiving(&stored.receiving, state.as_str(), &stored.public).map_err(|_| Error::NotAllowed)?;
    let mut ring = ReaderRing::default();
    for row in store.key_material(state.as_str(), "reader", HOLDER).await? {
        let wrapped: Vec<WrappedReaderKey> = serde_json::from_slice(&row.content)?;
        let live = workstation.live();
        for key in &wrapped {
            let published = live.published_reader(key.id()).ok_or(Error::Sealed)?;
            let certificate = reader_certificate(state, published).ok_or(Error::Sealed)?;
            let behind = live.root_behind(state, &certificate).ok_or(Error::Sealed)?;
            ring.admit(key, &receiving, &certificate, &behind).map_err(|_| Error::Sealed)?;
        }
    }
    let enrolment = enrolment_secret(&workstation.home, workstation.post.post, state).await?;
    let enrolling = Enrolling {
        post: workstation.post.post,
        root: &root,
        ring: &ring,
        enrolment: &enrolment,
        strength: strength(workstation.is_demonstration()),
    };
    let (known, serial, own_protection, other_protection) = {
        let live = workstation.live();
        if !is_whole(&ring, &live.post, state) {
            return Err(Error::Stale);
        }
        let other = live.post.plan.other(state);
        let desk = |of| protection_desk(&live, of).ok_or(Error::Sealed);
        (live.head.clone(), next_serial(&live.post, state), desk(state)?, desk(other)?)
    };
    // Wrapping keys under a password takes long on purpose: nobody waits for the counter meanwhile.
    let enrolled = enrolling.enrol(new, serial, workstation.clock.now().max(known.at))?;
    let mut tx = workstation.write().await?;
    let head = tx.head().clone();
    if head != known {
        return Err(Error::Stale);
    }
    let now = workstation.clock.now().max(head.at);
    let act = PostAct::OfficerCertified { certified: enrolled.certified.clone() };
    workstation.live().post.check(&act, &new.officer, state, now)?;
    let by = OnDuty {
        officer: new.officer.clone(),
        state,
        agency: new.agency,
        roles: new.roles.clone(),
        desk: DeskCode(String::new()),
        claim: None,
    };
    let begun = Begun::default();
    let state_key = ring.newest(state.as_str(), &Reader::State).ok_or(Error::Sealed)?;
    let sealers = Sealers {
        state: state_key,
        own_protection: &own_protection,
        other_protection: &other_protection,
        begun: &begun,
    };
    let place = Place { post: workstation.post.post, head: &head, at: now, command: workstation.clock.new_id() };
    let pen = Pen { by: &by, signing: &enrolled.keys.signing, sealers };
    let Written { acts, sealed, .. } = write(place, vec![Draft::of_post(&act, Some(new.name.clone()))], pen)?;
    tx.append(Digest::of(b"recover").as_bytes(), &acts, &sealed).await?;
    for row in &enrolled.rows {
        tx.put_key_material(row).await?;
    }
    let standing = Standing { certified: enrolled.certified, from: now, until: None };
    tx.put_officer(&project_officer(&standing)).await?;
    tx.commit().await?;
    workstation.catch_up().await.map(drop)
}
