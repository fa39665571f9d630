//! Officers who come after the founding, and those who forgot their password.

use std::collections::BTreeSet;

use domain::{OfficerNumber, PostAct, Refusal, Role};
use zeroize::Zeroizing;

use super::new_keys::{NewKeys, holds_root};
use super::{Enrolling, NewOfficer, Whose, is_password, is_whole, next_serial, strength};
use crate::commands::Change;
use crate::failure::Error;
use crate::secrets::enrolment_secret;
use crate::signed_in::SignedIn;

impl SignedIn {
    /// Certifies an officer of the own State: an administrator's act under the State's root.
    ///
    /// # Errors
    /// When the acting officer is no administrator, or the number is taken; [`Error::Stale`] when an epoch began meanwhile.
    pub async fn certify(&self, new: &NewOfficer) -> Result<(), Error> {
        self.answered(|| format!("certify {}", new.officer), self.certify_after(new, false).await)
    }

    /// Gives an officer who forgot his password new keys under a new one, certified anew. What he did stays his; his drafts
    /// are lost, for nobody else can open them.
    ///
    /// # Errors
    /// When the acting officer is no administrator of the same State, or it is he himself; when there is no such officer.
    pub async fn renew(&self, officer: &OfficerNumber, password: &str) -> Result<(), Error> {
        self.answered(|| format!("renew {officer}"), self.certify_again(officer, password).await)
    }

    async fn certify_again(&self, officer: &OfficerNumber, password: &str) -> Result<(), Error> {
        let now = self.time_of_next_act();
        let certified = {
            let live = self.workstation.live();
            live.post.standing(officer, now).ok_or(Error::NotFound)?.certified.clone()
        };
        if certified.state != self.state {
            return Err(Refusal::OtherState.into());
        }
        let name = self.private().names.get(officer).cloned().unwrap_or_default();
        let new = NewOfficer {
            officer: officer.clone(),
            name,
            agency: certified.agency,
            roles: certified.roles,
            password: password.to_owned(),
        };
        self.certify_after(&new, true).await
    }

    /// Gives an officer other roles, with new keys under a new password: what he may read no longer is sealed from now on to keys
    /// that he never held. With an administrator who is none any more goes the root, and the recovery code with it: the new code
    /// is returned, to be shown this once.
    ///
    /// # Errors
    /// As [`SignedIn::renew`]; [`Error::Invalid`] without a role.
    pub async fn renew_as(
        &self,
        officer: &OfficerNumber,
        password: &str,
        roles: BTreeSet<Role>,
    ) -> Result<Option<Zeroizing<String>>, Error> {
        self.answered(|| format!("renew {officer}"), self.certify_as(officer, password, roles).await)
    }

    async fn certify_as(
        &self,
        officer: &OfficerNumber,
        password: &str,
        roles: BTreeSet<Role>,
    ) -> Result<Option<Zeroizing<String>>, Error> {
        if roles.is_empty() {
            return Err(Error::Invalid { field: "roles" });
        }
        self.catch_up().await?;
        let now = self.time_of_next_act();
        let certified = {
            let live = self.workstation.live();
            live.post.standing(officer, now).ok_or(Error::NotFound)?.certified.clone()
        };
        let name = self.private().names.get(officer).cloned().unwrap_or_default();
        let whose = Whose { officer, name: &name, place: self.workstation.guessed_words() };
        is_password(password, self.workstation.is_demonstration(), &whose)?;
        let root = holds_root(&certified.roles) && !holds_root(&roles);
        let (officer, agency, password) = (officer.clone(), certified.agency, password.to_owned());
        let new = NewOfficer { officer, name, agency, roles, password };
        self.make_new(NewKeys { leaves: Some(&new.officer), goes_on: Some(&new), root, epoch: true }).await
    }

    /// Certifies an officer; one who is certified already only where `again`, his old certificate ending with it.
    async fn certify_after(&self, new: &NewOfficer, again: bool) -> Result<(), Error> {
        let workstation = &self.workstation;
        let whose = Whose { officer: &new.officer, name: &new.name, place: workstation.guessed_words() };
        is_password(&new.password, workstation.is_demonstration(), &whose)?;
        let root = self.root().await?;
        let enrolment = enrolment_secret(&workstation.home, workstation.post.post, self.state).await?;
        let now = self.time_of_next_act();
        let serial = next_serial(&workstation.live().post, self.state);
        let rings = self.rings();
        let enrolling = Enrolling {
            post: workstation.post.post,
            root: &root,
            ring: &rings.ring,
            enrolment: &enrolment,
            strength: strength(workstation.is_demonstration()),
        };
        let enrolled = enrolling.enrol(new, serial, now)?;
        let act = PostAct::OfficerCertified { certified: enrolled.certified };
        let request = serde_json::to_vec(&act)?;
        let keys = enrolled.rows;
        let (officer, own, number, note) = (self.officer.clone(), self.state, new.officer.clone(), new.name.clone());
        // Keys and act in one write: there is never an officer who could not sign in, nor keys of nobody.
        self.commit(workstation.clock.new_id(), &request, false, |bench| {
            let mut post = bench.live.post.clone();
            // Nobody is certified without the keys of the newest epoch, nor by a root that was replaced.
            if !is_whole(&rings.ring, &post, own) || bench.live.root_of(own).as_ref() != Some(&root.public()) {
                return Err(Error::Stale);
            }
            let mut acts = Vec::new();
            if again {
                let ended = PostAct::OfficerRevoked { officer: number.clone() };
                post.check(&ended, &officer, own, bench.at)?;
                post.apply(&ended, &officer, bench.at);
                acts.push((ended, None));
            } else if post.officers.contains_key(&number) {
                return Err(Refusal::OfficerNumberTaken.into());
            }
            post.check(&act, &officer, own, bench.at)?;
            acts.push((act.clone(), Some(note.clone())));
            Ok(Some(Change { post: acts, keys: keys.clone(), ..Change::default() }))
        })
        .await
        .map(|_| ())
    }
}
