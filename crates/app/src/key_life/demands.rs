//! What a State demands of its officers' sign-in, and how long one lasts at a window: sealed to it among its criteria, so that the other State learns neither
//! what it demands nor since when.

use domain::Role;
use domain::sign_in::{MOST_IDLE_MINUTES, MOST_LONGEST_HOURS};
use keys::{Padding, Reader};
use storage::SealedDocumentRow;

use crate::clock::randomness;
use crate::criteria::{Demand, SealedCriteria};
use crate::failure::Error;
use crate::signed_in::{SignedIn, document_bound};

impl SignedIn {
    /// Has the own State demand this of its officers, from its moment on: whoever signs in then needs it.
    ///
    /// # Errors
    /// When the acting officer is no administrator, the moment has passed, or a limit is out of bounds; [`Error::Stale`] when somebody changed the
    /// criteria meanwhile.
    pub async fn demand(&self, demand: Demand) -> Result<(), Error> {
        let workstation = &self.workstation;
        let now = workstation.clock.now();
        let is_administrator = {
            let live = workstation.live();
            let standing = live.post.standing(&self.officer, now).ok_or(Error::NotAllowed)?;
            standing.certified.roles.contains(&Role::Administrator)
        };
        if !is_administrator {
            return self.answered(|| "demand".to_owned(), Err(Error::NotAllowed));
        }
        if demand.from < now - chrono::TimeDelta::minutes(1) {
            return Err(Error::Invalid { field: "from" });
        }
        if demand.idle_minutes.is_some_and(|minutes| minutes > MOST_IDLE_MINUTES) {
            return Err(Error::Invalid { field: "idle" });
        }
        if demand.longest_hours.is_some_and(|hours| !(1..=MOST_LONGEST_HOURS).contains(&hours)) {
            return Err(Error::Invalid { field: "longest" });
        }
        self.change_criteria(|criteria| criteria.demands.push(demand)).await
    }

    /// Changes what the own State keeps sealed as its criteria, and seals it anew.
    ///
    /// # Errors
    /// [`Error::Stale`] when somebody changed the criteria meanwhile.
    pub(crate) async fn change_criteria(&self, change: impl FnOnce(&mut SealedCriteria)) -> Result<(), Error> {
        let workstation = &self.workstation;
        let (version, text) = self.sealed_document("criteria").await?.ok_or(Error::Sealed)?;
        let mut criteria: SealedCriteria = serde_json::from_slice(&text).map_err(|_| Error::Sealed)?;
        change(&mut criteria);
        let version = i64::try_from(version).map_err(|_| Error::Sealed)? + 1;
        let rings = self.rings();
        let key = rings.ring.newest(self.state.as_str(), &Reader::State).ok_or(Error::Sealed)?;
        let aad = document_bound(workstation.post.post, "criteria", version);
        let text = zeroize::Zeroizing::new(serde_json::to_vec(&criteria)?);
        let ciphertext = key.seal_padded(&text, Padding { base: 4096, units: 1 }, &aad, &mut randomness())?;
        let mut tx = workstation.write().await?;
        tx.put_sealed_document(&SealedDocumentRow {
            state: self.state.to_string(),
            name: "criteria".to_owned(),
            version,
            epoch: i32::try_from(key.id().epoch).unwrap_or(1),
            ciphertext,
        })
        .await?;
        Ok(tx.commit().await?)
    }
}
