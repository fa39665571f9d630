//! An officer who is removed: his certificate ends, and with it begins a new epoch of every key that he held. One who held the
//! root takes it with him as it was: it is replaced.

use domain::OfficerNumber;
use zeroize::Zeroizing;

use super::new_keys::{NewKeys, holds_root};
use crate::failure::Error;
use crate::signed_in::SignedIn;

impl SignedIn {
    /// Removes an officer: he can't sign in any more, his acts from now on are void, and what is sealed from now on is sealed
    /// to keys that he never held. A claim of his is given back, where the administrator sits at a desk. With an administrator
    /// goes the root, and the recovery code with it: the new code is returned, to be shown this once.
    ///
    /// # Errors
    /// When the acting officer is no administrator of the same State, or it is he himself; [`Error::Stale`] when another
    /// officer was certified meanwhile.
    pub async fn revoke(&self, officer: &OfficerNumber) -> Result<Option<Zeroizing<String>>, Error> {
        self.answered(|| format!("revoke {officer}"), self.end_certificate(officer).await)
    }

    async fn end_certificate(&self, officer: &OfficerNumber) -> Result<Option<Zeroizing<String>>, Error> {
        let now = self.time_of_next_act();
        let root = {
            let live = self.workstation.live();
            live.post.standing(officer, now).is_some_and(|standing| holds_root(&standing.certified.roles))
        };
        self.make_new(NewKeys { leaves: Some(officer), root, epoch: true, ..NewKeys::default() }).await
    }
}
