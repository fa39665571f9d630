//! An officer who is removed: his certificate ends, and with it begins a new epoch of every key that he held.

use domain::{OfficerNumber, PostAct, Refusal};
use keys::ReaderKey;

use super::{circle, next_epoch, recovery, wrapped_readers};
use crate::commands::{Change, CrossingChange};
use crate::failure::Error;
use crate::signed_in::SignedIn;

impl SignedIn {
    /// Removes an officer: he can't sign in any more, his acts from now on are void, and what is sealed from now on is sealed
    /// to keys that he never held. A claim of his is given back, where the administrator sits at a desk.
    ///
    /// # Errors
    /// When the acting officer is no administrator of the same State, or it is he himself; [`Error::Stale`] when another
    /// officer was certified meanwhile.
    pub async fn revoke(&self, officer: &OfficerNumber) -> Result<(), Error> {
        self.answered(|| format!("revoke {officer}"), self.end_certificate(officer).await)
    }

    async fn end_certificate(&self, officer: &OfficerNumber) -> Result<(), Error> {
        let workstation = &self.workstation;
        let root = self.root().await?;
        let now = self.time_of_next_act();
        let (readers, keys, remaining) = {
            let live = workstation.live();
            let standing = live.post.standing(officer, now).ok_or(Error::NotFound)?;
            if standing.certified.state != self.state {
                return Err(Refusal::OtherState.into());
            }
            let (readers, keys) = next_epoch(&live.post, &root, self.state, now)?;
            (readers, keys, self.certified_but(&live.post, officer, now))
        };
        let mut rows = Vec::new();
        for certified in &remaining {
            let entitled: Vec<&ReaderKey> =
                keys.iter().filter(|key| circle(&key.id().reader).has(certified.agency, &certified.roles)).collect();
            let receiving = certified.receiving_key.parse().map_err(|_| Error::Sealed)?;
            rows.extend(wrapped_readers(self.state, certified.officer.as_str(), &receiving, &entitled)?);
        }
        rows.extend(recovery::wrapped_epoch(self, &keys).await?);
        let acts = [PostAct::ReadersRotated { readers }, PostAct::OfficerRevoked { officer: officer.clone() }];
        let request = serde_json::to_vec(&acts)?;
        let (own, removed) = (self.state, officer.clone());
        self.commit(workstation.clock.new_id(), &request, false, move |bench| {
            for act in &acts {
                bench.live.post.check(act, &self.officer, own, bench.at)?;
            }
            // Nobody who may read from now on goes without the keys.
            if self.certified_but(&bench.live.post, &removed, bench.at) != remaining {
                return Err(Error::Stale);
            }
            let mut change = Change { keys: rows.clone(), ..Change::default() };
            change.post = acts.iter().map(|act| (act.clone(), None)).collect();
            // Whoever removes him at a desk gives his claim back with it; without one a supervisor does, or the time-out.
            if let (Some(by), Some(claim)) = (&bench.by, bench.live.claim_of(&removed))
                && let Some(live) = bench.live.crossings.get(&claim.crossing)
            {
                let crossing = live.crossing.as_of(bench.at);
                let decided = crossing.release_of_removed(&removed);
                for one in &decided {
                    crossing.check(&one.act, None, by, bench.at)?;
                }
                if !decided.is_empty() {
                    change.crossings.push(CrossingChange { id: crossing.id, before: Some(crossing), decided });
                }
            }
            Ok(Some(change))
        })
        .await?;
        self.renew_rings().await
    }

    /// Returns the certificates of the own State's officers but one.
    fn certified_but(&self, post: &domain::Post, but: &OfficerNumber, at: domain::At) -> Vec<domain::post::Certified> {
        let own = post.officers.values().filter(|known| known.certified.state == self.state);
        own.map(|known| &known.certified.officer)
            .filter(|known| *known != but)
            .filter_map(|known| post.standing(known, at))
            .map(|standing| standing.certified.clone())
            .collect()
    }
}
