//! The life of keys after the founding: officers certified, renewed and removed, passwords changed, the recovery code.
//!
//! Invariant: the private half of a root, and of every reader, leaves this process only wrapped to somebody who is entitled to
//! it. Whoever was removed holds no key of what is written afterwards.

mod administration;
#[cfg(test)]
pub(crate) mod attacks;
pub(crate) mod card;
mod certifying;
mod demands;
mod guessable;
mod new_keys;
pub(crate) mod one_time;
mod passwords;
mod recovery;
mod removing;

use std::collections::BTreeSet;

use domain::post::{Certified, Post, PublishedReader};
use domain::visibility::Circle;
use domain::{Agency, At, OfficerNumber, Role, StateCode};
use keys::{
    CardBinding, EnrolmentSecret, KdfStrength, OfficerCertificate, OfficerKeys, OneTimeCodes, Reader,
    ReaderCertificate, ReaderId, ReaderKey, ReaderRing, ReceivingPublic, StateRoot, Under, WrappedRoot,
};
use storage::KeyRow;
use uuid::Uuid;

pub(crate) use guessable::{Whose, guessed_words, is_password};
pub(crate) use recovery::recovery_of;
pub use recovery::{HOLDER as RECOVERY, recover};

use crate::clock::randomness;
use crate::failure::Error;
use crate::live::role_word;
use crate::signed_in::{SignedIn, holder};

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

/// What it takes to certify an officer of a State.
#[derive(Clone, Copy)]
pub(crate) struct Enrolling<'a> {
    pub post: Uuid,
    pub root: &'a StateRoot,
    pub ring: &'a ReaderRing,
    pub enrolment: &'a EnrolmentSecret,
    pub strength: KdfStrength,
}

/// An officer's keys, wrapped for him, with his certificate.
pub(crate) struct Enrolled {
    pub keys: OfficerKeys,
    pub certified: Certified,
    pub rows: Vec<KeyRow>,
}

impl Enrolling<'_> {
    /// Draws an officer's keys, certifies them, and wraps to him what he is entitled to; the root too, if he administers.
    pub fn enrol(&self, new: &NewOfficer, serial: u64, now: At) -> Result<Enrolled, Error> {
        let mut rng = randomness();
        let known = self.root.public();
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
        let signed = self.root.certify(certificate).map_err(|_| Error::Fault("an officer was not certified"))?;
        let certified = Certified {
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
        let holder = holder(self.post, state, &new.officer);
        let under = Under { password: &new.password, enrolment: self.enrolment, card: None };
        let wrapped = keys.wrap(&holder, under, self.strength, &mut rng)?;
        let mut rows = vec![row(state, "officer", new.officer.as_str(), 1, &wrapped)?];
        // Every officer has these rows from the start, so that a card or codes that he gets later do not show.
        let none = CardBinding::seal(None, &holder, self.enrolment, &mut rng)?;
        rows.push(sealed_row(state, card::CARD, &new.officer, none));
        let none = OneTimeCodes::default().seal(&holder, &keys.drafts, &mut rng)?;
        rows.push(sealed_row(state, one_time::ONE_TIME, &new.officer, none));
        let entitled: Vec<&ReaderKey> = self
            .ring
            .ids()
            .filter(|id| circle(&id.reader).has(new.agency, &new.roles))
            .filter_map(|id| self.ring.key(id))
            .collect();
        rows.extend(wrapped_readers(state, new.officer.as_str(), &public.receiving, &entitled)?);
        if new.roles.contains(&Role::Administrator) {
            rows.push(wrapped_root(self.root, &keys.receiving.public(), &new.officer)?);
        }
        Ok(Enrolled { keys, certified, rows })
    }
}

impl SignedIn {
    /// No act is earlier than the one before, whatever the clock says.
    pub(crate) fn time_of_next_act(&self) -> At {
        self.workstation.clock.now().max(self.workstation.live().head.at)
    }

    /// Unwraps the State's root, which administrators alone hold.
    pub(crate) async fn root(&self) -> Result<StateRoot, Error> {
        // It may have been replaced since.
        self.catch_up().await?;
        loop {
            let known = self.workstation.live().root_of(self.state).ok_or(Error::Sealed)?;
            let rows = self.workstation.store.key_material(self.state.as_str(), "root", self.officer.as_str()).await?;
            let wrapped: WrappedRoot = serde_json::from_slice(&rows.last().ok_or(Error::NotAllowed)?.content)?;
            if let Ok(root) = wrapped.unwrap(&self.keys.receiving, &known) {
                return Ok(root);
            }
            self.catch_up().await?;
            // Nobody else's, and none that was replaced; one that was drawn between two looks is looked at again.
            if self.workstation.live().root_of(self.state) == Some(known) {
                return Err(Error::NotAllowed);
            }
        }
    }
}

/// Returns the circle whose key a reader is.
pub(crate) fn circle(reader: &Reader) -> Circle<'_> {
    match reader {
        Reader::State => Circle::State,
        Reader::Agency(name) => Circle::Agency(name),
        Reader::Protection => Circle::Protection,
    }
}

/// Wraps readers' keys to a holder, a row for each epoch.
pub(crate) fn wrapped_readers(
    state: StateCode,
    holder: &str,
    receiving: &ReceivingPublic,
    readers: &[&ReaderKey],
) -> Result<Vec<KeyRow>, Error> {
    let epochs: BTreeSet<u32> = readers.iter().map(|key| key.id().epoch).collect();
    epochs
        .into_iter()
        .map(|epoch| {
            let of_epoch = readers.iter().filter(|key| key.id().epoch == epoch);
            let wrapped =
                of_epoch.map(|key| key.wrap_to(receiving, &mut randomness())).collect::<Result<Vec<_>, _>>()?;
            row(state, "reader", holder, epoch, &wrapped)
        })
        .collect()
}

/// Wraps the root to an administrator.
pub(crate) fn wrapped_root(
    root: &StateRoot,
    receiving: &ReceivingPublic,
    holder: &OfficerNumber,
) -> Result<KeyRow, Error> {
    let state = root.public().state.parse().map_err(|_| Error::Sealed)?;
    row(state, "root", holder.as_str(), 1, &root.wrap_to(receiving, &mut randomness())?)
}

/// Returns a row of what is sealed in front of an officer's keys.
pub(crate) fn sealed_row(state: StateCode, kind: &str, officer: &OfficerNumber, content: Vec<u8>) -> KeyRow {
    KeyRow { state: state.to_string(), kind: kind.to_owned(), holder: officer.to_string(), epoch: 1, content }
}

/// Returns a row of key material.
pub(crate) fn row(
    state: StateCode,
    kind: &str,
    holder: &str,
    epoch: u32,
    content: &impl serde::Serialize,
) -> Result<KeyRow, Error> {
    Ok(KeyRow {
        state: state.to_string(),
        kind: kind.to_owned(),
        holder: holder.to_owned(),
        epoch: i32::try_from(epoch).map_err(|_| Error::Sealed)?,
        content: serde_json::to_vec(content)?,
    })
}

/// Certifies the public half of a reader's keys.
pub(crate) fn published(root: &StateRoot, key: &ReaderKey, serial: u64, now: At) -> Result<PublishedReader, Error> {
    let public = key.public();
    let certificate = ReaderCertificate {
        format: ReaderCertificate::FORMAT,
        reader: public.clone(),
        not_before: now.timestamp_millis(),
        serial,
    };
    let certified = root.certify(certificate).map_err(|_| Error::Fault("a reader was not certified"))?;
    Ok(PublishedReader {
        reader: public.id.reader.to_string(),
        epoch: public.id.epoch,
        receiving_key: public.receiving.to_string(),
        fingerprint: public.fingerprint.to_string(),
        serial,
        not_before: now.timestamp_millis(),
        root_signature: certified.signature.to_string(),
    })
}

/// The circles of every State.
pub(crate) fn readers_of_a_state() -> Vec<Reader> {
    let agencies = Agency::ALL.into_iter().filter(|agency| *agency != Agency::Gate);
    let mut readers = vec![Reader::State, Reader::Protection];
    readers.extend(agencies.map(|agency| Reader::Agency(agency.word().to_owned())));
    readers
}

/// Returns the number of the next certificate of a State's officers.
pub(crate) fn next_serial(post: &Post, state: StateCode) -> u64 {
    let of_state = post.every_standing().filter(|known| known.certified.state == state);
    of_state.map(|known| known.certified.serial).max().unwrap_or_default() + 1
}

/// Draws the next epoch of every reader of a State.
pub(crate) fn next_epoch(
    post: &Post,
    root: &StateRoot,
    state: StateCode,
    now: At,
) -> Result<(Vec<PublishedReader>, Vec<ReaderKey>), Error> {
    let known = post.keys.iter().find(|known| known.state == state).ok_or(Error::Sealed)?;
    let serial = known.readers.iter().map(|reader| reader.serial).max().unwrap_or_default() + 1;
    let mut all = (Vec::new(), Vec::new());
    for (reader, serial) in readers_of_a_state().into_iter().zip(serial..) {
        let name = reader.to_string();
        let newest = known.readers.iter().filter(|one| one.reader == name).map(|one| one.epoch).max();
        let epoch = newest.ok_or(Error::Sealed)? + 1;
        let key = ReaderKey::generate(ReaderId { state: state.to_string(), reader, epoch }, &mut randomness());
        all.0.push(published(root, &key, serial, now)?);
        all.1.push(key);
    }
    Ok(all)
}

/// How hard guessing a password is made.
pub(crate) const fn strength(is_demonstration: bool) -> KdfStrength {
    if is_demonstration { KdfStrength::Demonstration } else { KdfStrength::Standard }
}

/// The most characters of a password: whoever pastes more has pasted something else.
pub(crate) const LONGEST_PASSWORD: usize = 1024;

/// Returns whether a ring holds every key that its State has published: an administrator's does, unless an epoch began since.
pub(crate) fn is_whole(ring: &ReaderRing, post: &Post, state: StateCode) -> bool {
    post.keys.iter().filter(|known| known.state == state).all(|known| ring.ids().count() == known.readers.len())
}
