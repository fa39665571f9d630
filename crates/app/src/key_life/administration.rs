//! What an administrator does in the window: who works here, and the verbs of the life of keys as the page asks for them.

use contract::{AddOfficer, OfficersView, OpenShift, OtherOfficer, OwnOfficer, RecoveryCodeOnce};
use domain::{At, OfficerNumber, Role};

use super::NewOfficer;
use crate::failure::Error;
use crate::signed_in::SignedIn;
use crate::typed::{LONGEST_NAME, is_typed};

impl SignedIn {
    /// Returns who works here: of the own State everything, of the other number, State and agency.
    ///
    /// # Errors
    /// [`Error::NotAllowed`] when the officer is no administrator.
    pub fn officers(&self) -> Result<OfficersView, Error> {
        let now = self.workstation.clock.now();
        let live = self.workstation.live();
        let administers = self.administers(&live.post, now);
        drop(live);
        self.answered(|| "officers".to_owned(), administers)?;
        let live = self.workstation.live();
        let private = self.private();
        let mut view = OfficersView { now, own: Vec::new(), others: Vec::new() };
        for (number, standing) in &live.post.officers {
            let certified = &standing.certified;
            if certified.state != self.state {
                if live.post.standing(number, now).is_some() {
                    let (officer, state, agency) = (number.clone(), certified.state, certified.agency);
                    view.others.push(OtherOfficer { officer, state, agency });
                }
                continue;
            }
            let shift = live.post.shifts.get(number);
            view.own.push(OwnOfficer {
                officer: number.clone(),
                name: private.names.get(number).cloned(),
                agency: certified.agency,
                roles: certified.roles.iter().copied().collect(),
                since: standing.from,
                shift: shift.map(|shift| OpenShift { desk: shift.desk.clone(), opened_at: shift.opened_at }),
                removed_at: standing.until,
                is_reader: *number == self.officer,
            });
        }
        Ok(view)
    }

    /// Certifies a new officer as the page asks for it.
    ///
    /// # Errors
    /// [`Error::Invalid`] and [`Error::Unusable`] with the field that can't be used; as [`SignedIn::certify`].
    pub async fn add_officer(&self, request: AddOfficer) -> Result<(), Error> {
        let AddOfficer { officer, name, agency, roles, password } = request;
        let password = zeroize::Zeroizing::new(password);
        let officer = OfficerNumber::parse(&officer).map_err(|_| Error::Invalid { field: "officer" })?;
        let name = name.trim().to_owned();
        is_typed("name", &name, LONGEST_NAME)?;
        if name.is_empty() {
            return Err(Error::Invalid { field: "name" });
        }
        if roles.is_empty() {
            return Err(Error::Invalid { field: "roles" });
        }
        let roles = roles.into_iter().collect();
        self.certify(&NewOfficer { officer, name, agency, roles, password: (*password).clone() }).await
    }

    /// Removes an officer as the page asks for it, and returns the new recovery code to be shown this once, where he was an
    /// administrator.
    ///
    /// # Errors
    /// As [`SignedIn::revoke`].
    pub async fn remove_officer(&self, officer: &OfficerNumber) -> Result<Option<RecoveryCodeOnce>, Error> {
        let code = self.revoke(officer).await?;
        Ok(code.map(|code| RecoveryCodeOnce { state: self.state, code }))
    }

    /// Draws a new recovery code for the own State, to be shown this once.
    ///
    /// # Errors
    /// As [`SignedIn::new_recovery_code`].
    pub async fn recovery_code_to_show(&self) -> Result<RecoveryCodeOnce, Error> {
        Ok(RecoveryCodeOnce { state: self.state, code: self.new_recovery_code().await? })
    }

    /// Refuses whoever is no administrator of his State.
    pub(crate) fn administers(&self, post: &domain::Post, at: At) -> Result<(), Error> {
        let standing = post.standing(&self.officer, at).ok_or(Error::NotAllowed)?;
        if standing.certified.roles.contains(&Role::Administrator) { Ok(()) } else { Err(Error::NotAllowed) }
    }
}
