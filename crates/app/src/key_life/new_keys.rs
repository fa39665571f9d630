//! New keys of a State: an epoch of its readers' keys, a root in place of the one before; with the removal of an officer who
//! held them, or when an administrator asks for it.
//!
//! Invariant: whoever stays has the new keys with the same write that makes them count, and whoever leaves has none of them.

use std::collections::BTreeSet;

use domain::post::{Certified, PublishedRoot, SeedHash};
use domain::{At, OfficerNumber, Post, PostAct, Refusal, Role, StateCode};
use keys::{Reader, ReaderKey, ReaderRing, RootCertificate, StateRoot};
use storage::KeyRow;
use zeroize::Zeroizing;

use super::{
    Enrolling, NewOfficer, circle, is_whole, next_epoch, next_serial, recovery, strength, wrapped_readers, wrapped_root,
};
use crate::clock::randomness;
use crate::commands::{Bench, Change, CrossingChange};
use crate::draws::seed_hash;
use crate::failure::Error;
use crate::secrets::enrolment_secret;
use crate::signed_in::SignedIn;

/// What is made new of a State's keys, and who leaves with it.
#[derive(Clone, Copy, Default)]
pub(super) struct NewKeys<'a> {
    /// The officer whose certificate ends.
    pub leaves: Option<&'a OfficerNumber>,
    /// The same officer as he goes on, under a certificate of other roles.
    pub goes_on: Option<&'a NewOfficer>,
    /// Whether the root is replaced.
    pub root: bool,
    /// Whether a new epoch begins.
    pub epoch: bool,
}

/// The keys as they were drawn, before anybody has them.
struct Drawn {
    /// The root in force afterwards.
    root: StateRoot,
    replaced: Option<PostAct>,
    readers: Vec<domain::post::PublishedReader>,
    keys: Vec<ReaderKey>,
    /// Who has to have them.
    remaining: Vec<Certified>,
}

impl SignedIn {
    /// Begins a new epoch of every reader's keys of the own State: what is written from now on is sealed to them.
    ///
    /// # Errors
    /// When the acting officer is no administrator; [`Error::Stale`] when another officer was certified meanwhile.
    pub async fn begin_epoch(&self) -> Result<(), Error> {
        self.make_new(NewKeys { epoch: true, ..NewKeys::default() }).await.map(drop)
    }

    /// Puts a new root in place of the own State's: from now on it alone vouches for officers and readers, and what the one
    /// before vouched for stays in force. Returns the new recovery code, which is shown once: the one before opened the former
    /// root, and opens nothing of the post any more.
    ///
    /// # Errors
    /// When the acting officer is no administrator; [`Error::Stale`] when another administrator was quicker.
    pub async fn replace_root(&self) -> Result<Zeroizing<String>, Error> {
        let code = self.make_new(NewKeys { root: true, ..NewKeys::default() }).await?;
        code.ok_or(Error::Fault("no recovery code was drawn"))
    }

    /// Makes keys new; returns the recovery code that is in force from now on where the root is replaced.
    pub(super) async fn make_new(&self, new: NewKeys<'_>) -> Result<Option<Zeroizing<String>>, Error> {
        let workstation = &self.workstation;
        let old = self.root().await?;
        let now = self.time_of_next_act();
        let drawn = self.drawn(new, &old, now)?;
        let mut rows = self.wrapped(&drawn)?;
        let rings = self.rings();
        let mut ring = ReaderRing::default();
        let own = rings.ring.ids().filter_map(|id| rings.ring.key(id));
        own.chain(&drawn.keys).for_each(|key| ring.insert(key.clone()));
        let mut code = None;
        if new.root {
            let all: Vec<&ReaderKey> = ring.ids().filter_map(|id| ring.key(id)).collect();
            let (printable, opened) = recovery::drawn(self.state, &drawn.root, &all)?;
            code = Some(printable);
            rows.extend(opened);
        } else {
            rows.extend(recovery::wrapped_epoch(self, &drawn.keys).await?);
        }
        let mut goes_on = None;
        if let Some(officer) = new.goes_on {
            let enrolment = enrolment_secret(&workstation.home, workstation.post.post, self.state).await?;
            let serial = next_serial(&workstation.live().post, self.state);
            let strength = strength(workstation.is_demonstration());
            let post = workstation.post.post;
            let enrolling = Enrolling { post, root: &drawn.root, ring: &ring, enrolment: &enrolment, strength };
            let enrolled = enrolling.enrol(officer, serial, now)?;
            rows.extend(enrolled.rows);
            goes_on = Some((PostAct::OfficerCertified { certified: enrolled.certified }, Some(officer.name.clone())));
        }
        if new.root {
            self.note_always(domain::own_journal::Deed::ChangedKeys { what: "recovery_code".to_owned() })?;
        }
        let request = serde_json::to_vec(&(&drawn.replaced, &drawn.readers, new.leaves))?;
        self.commit(workstation.clock.new_id(), &request, false, |bench| {
            // Nobody who may read or certify from now on goes without the keys, and a code opens every epoch, or it is none.
            let is_as_known = bench.live.root_of(self.state).as_ref() == Some(&old.public())
                && self.certified_but(&bench.live.post, new.leaves, bench.at) == drawn.remaining
                && (!(new.root || new.epoch) || is_whole(&rings.ring, &bench.live.post, self.state));
            if !is_as_known {
                return Err(Error::Stale);
            }
            let mut change = Change { keys: rows.clone(), ..Change::default() };
            change.post.extend(drawn.replaced.clone().map(|act| (act, None)));
            if !drawn.readers.is_empty() {
                let seeds = self.seeds_to_publish(bench, &drawn.keys)?;
                change.post.push((PostAct::ReadersRotated { readers: drawn.readers.clone(), seeds }, None));
            }
            change.post.extend(new.leaves.map(|officer| (PostAct::OfficerRevoked { officer: officer.clone() }, None)));
            change.post.extend(goes_on.clone());
            let mut post = bench.live.post.clone();
            for (act, _) in &change.post {
                post.check(act, &self.officer, self.state, bench.at)?;
                post.apply(act, &self.officer, bench.at);
            }
            if let Some(officer) = new.leaves {
                change.crossings.extend(given_back(bench, officer)?);
            }
            Ok(Some(change))
        })
        .await?;
        self.renew_rings().await?;
        Ok(code)
    }

    /// Draws the keys.
    fn drawn(&self, new: NewKeys<'_>, old: &StateRoot, now: At) -> Result<Drawn, Error> {
        let live = self.workstation.live();
        if let Some(officer) = new.leaves {
            let standing = live.post.standing(officer, now).ok_or(Error::NotFound)?;
            if standing.certified.state != self.state {
                return Err(Refusal::OtherState.into());
            }
        }
        let (root, replaced) = if new.root {
            let (root, replaced) = next_root(&live.post, old, self.state, now)?;
            (root, Some(PostAct::RootReplaced { replaced }))
        } else {
            (old.clone(), None)
        };
        let (readers, keys) =
            if new.epoch { next_epoch(&live.post, &root, self.state, now)? } else { Default::default() };
        Ok(Drawn { root, replaced, readers, keys, remaining: self.certified_but(&live.post, new.leaves, now) })
    }

    /// Wraps what was drawn to whoever is entitled to it.
    fn wrapped(&self, drawn: &Drawn) -> Result<Vec<KeyRow>, Error> {
        let mut rows = Vec::new();
        for certified in &drawn.remaining {
            let receiving = certified.receiving_key.parse().map_err(|_| Error::Sealed)?;
            let is_his = |key: &&ReaderKey| circle(&key.id().reader).has(certified.agency, &certified.roles);
            let entitled: Vec<&ReaderKey> = drawn.keys.iter().filter(is_his).collect();
            rows.extend(wrapped_readers(self.state, certified.officer.as_str(), &receiving, &entitled)?);
            if drawn.replaced.is_some() && certified.roles.contains(&Role::Administrator) {
                rows.push(wrapped_root(&drawn.root, &receiving, &certified.officer)?);
            }
        }
        Ok(rows)
    }

    /// Who draws from now on draws from seeds of the new epoch: their hashes are published with it.
    fn seeds_to_publish(&self, bench: &Bench<'_>, keys: &[ReaderKey]) -> Result<Vec<SeedHash>, Error> {
        let key = keys.iter().find(|key| key.id().reader == Reader::State).ok_or(Error::Sealed)?;
        let mut days = bench.live.post.days_of_shifts(self.state, bench.at);
        days.insert(bench.live.post.plan.day_of(self.state, bench.at));
        days.into_iter().map(|day| seed_hash(key, day)).collect()
    }

    /// Returns the certificates of the own State's officers, but that of who leaves.
    fn certified_but(&self, post: &Post, but: Option<&OfficerNumber>, at: At) -> Vec<Certified> {
        let own = post.officers.values().filter(|known| known.certified.state == self.state);
        own.map(|known| &known.certified.officer)
            .filter(|known| Some(*known) != but)
            .filter_map(|known| post.standing(known, at))
            .map(|standing| standing.certified.clone())
            .collect()
    }
}

/// Draws the root that follows, and has the one before certify it.
pub(super) fn next_root(
    post: &Post,
    old: &StateRoot,
    state: StateCode,
    now: At,
) -> Result<(StateRoot, PublishedRoot), Error> {
    let root = StateRoot::generate(state.as_str(), &mut randomness());
    let before = post.former_roots.get(&state).map_or(0, Vec::len);
    let certificate = RootCertificate {
        format: RootCertificate::FORMAT,
        state: state.to_string(),
        verifying: root.public().verifying,
        not_before: now.timestamp_millis(),
        serial: u64::try_from(before).map_err(|_| Error::Sealed)? + 2,
    };
    let signed = old.certify(certificate).map_err(|_| Error::Fault("a root was not certified"))?;
    let replaced = PublishedRoot {
        root: signed.certificate.verifying.to_string(),
        serial: signed.certificate.serial,
        not_before: signed.certificate.not_before,
        root_signature: signed.signature.to_string(),
    };
    Ok((root, replaced))
}

/// Whoever removes an officer at a desk gives his claim back with it; without one a supervisor does, or the time-out.
fn given_back(bench: &Bench<'_>, officer: &OfficerNumber) -> Result<Option<CrossingChange>, Error> {
    let (Some(by), Some(claim)) = (&bench.by, bench.live.claim_of(officer)) else { return Ok(None) };
    let Some(live) = bench.live.crossings.get(&claim.crossing) else { return Ok(None) };
    let crossing = live.crossing.as_of(bench.at);
    let decided = crossing.release_of_removed(officer);
    for one in &decided {
        crossing.check(&one.act, None, by, bench.at)?;
    }
    Ok((!decided.is_empty()).then_some(CrossingChange { id: crossing.id, before: Some(crossing), decided }))
}

/// Returns whether somebody of these roles holds the root.
pub(super) fn holds_root(roles: &BTreeSet<Role>) -> bool {
    roles.contains(&Role::Administrator)
}
