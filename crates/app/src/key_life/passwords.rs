//! A new password: the officer's own keys are wrapped again. Nothing else changes.

use domain::own_journal::Deed;
use keys::{Under, WrappedOfficerKeys};

use super::{Whose, is_password, row, strength};
use crate::clock::randomness;
use crate::failure::Error;
use crate::secrets::enrolment_secret;
use crate::signed_in::{SignedIn, holder};

impl SignedIn {
    /// Gives the officer a new password in place of the present one. His other sign-ins end at their next command.
    ///
    /// # Errors
    /// When the present one is wrong, with a growing wait; when the new one is too short, too easy to guess, tells whose
    /// it is, or is the same.
    pub async fn change_password(&self, present: &str, new: &str) -> Result<(), Error> {
        let workstation = &self.workstation;
        let name = self.private().names.get(&self.officer).cloned().unwrap_or_default();
        let whose = Whose { officer: &self.officer, name: &name, place: workstation.guessed_words() };
        is_password(new, workstation.is_demonstration(), &whose)?;
        if new == present {
            return Err(Error::Invalid { field: "password" });
        }
        let now = workstation.clock.now();
        workstation.tries.may_try(&self.officer, now)?;
        let rows = workstation.store.key_material(self.state.as_str(), "officer", self.officer.as_str()).await?;
        let wrapped: WrappedOfficerKeys = serde_json::from_slice(&rows.last().ok_or(Error::Sealed)?.content)?;
        let enrolment = enrolment_secret(&workstation.home, workstation.post.post, self.state).await?;
        let holder = holder(workstation.post.post, self.state, &self.officer);
        let strength = strength(workstation.is_demonstration());
        let (present, new) = (zeroize::Zeroizing::new(present.to_owned()), zeroize::Zeroizing::new(new.to_owned()));
        let card = self.card.as_ref().map(|card| card.secret.clone());
        let again = tokio::task::spawn_blocking(move || {
            let [present, new] =
                [&present, &new].map(|password| Under { password, enrolment: &enrolment, card: card.as_ref() });
            wrapped.rewrap(&holder, present, new, strength, &mut randomness())
        })
        .await
        .map_err(|_| Error::Fault("the keys could not be wrapped"))?;
        let Ok(again) = again else { return Err(workstation.tries.failed(&self.officer, now)) };
        workstation.tries.good(&self.officer, now);
        self.note_always(Deed::ChangedKeys { what: "password".to_owned() })?;
        let again = row(self.state, "officer", self.officer.as_str(), 1, &again)?;
        let mut tx = workstation.write().await?;
        tx.put_key_material(&again).await?;
        tx.commit().await?;
        self.goes_on_under(&again.content);
        Ok(())
    }
}
