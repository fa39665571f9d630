//! An officer's smart card: issued to him, and given back. From then on his keys open with it alone.

use keys::rand_core::Rng as _;
use keys::{CardBinding, Under, WrappedOfficerKeys};

use super::{row, sealed_row, strength};
use crate::card_reader::{CardInUse, bind, off_thread};
use crate::clock::randomness;
use crate::failure::Error;
use crate::secrets::enrolment_secret;
use crate::signed_in::{SignedIn, holder};

/// The rows in which what is kept of officers' cards lies: one for every officer, of one length.
pub(crate) const CARD: &str = "card";

impl SignedIn {
    /// Makes a key on the card that is inserted and wraps the officer's keys under it, with his password: he signs in with
    /// both from now on. A card that he had before no longer opens them.
    ///
    /// # Errors
    /// When the card can't be used; when the password is wrong, with a growing wait.
    pub async fn issue_card(&self, password: &str, pin: &str) -> Result<(), Error> {
        let mut number = [0; 16];
        randomness().fill_bytes(&mut number);
        let issued = bind(&self.workstation.home, number, pin).await?;
        match self.wrap_under(password, Some(&issued)).await {
            Ok(()) => {
                self.clear_card(self.card.as_ref(), pin).await;
                Ok(())
            }
            Err(error) => {
                self.clear_card(Some(&issued), pin).await;
                Err(error)
            }
        }
    }

    /// Takes the card back: the officer's keys open with his password alone from now on.
    ///
    /// # Errors
    /// When he has none; when the password is wrong, with a growing wait.
    pub async fn return_card(&self, password: &str, pin: &str) -> Result<(), Error> {
        if self.card.is_none() {
            return Err(Error::NotFound);
        }
        self.wrap_under(password, None).await?;
        self.clear_card(self.card.as_ref(), pin).await;
        Ok(())
    }

    /// Wraps the officer's keys again, and keeps what belongs to the card, in one write.
    async fn wrap_under(&self, password: &str, card: Option<&CardInUse>) -> Result<(), Error> {
        let workstation = &self.workstation;
        let now = workstation.clock.now();
        workstation.tries.may_try(&self.officer, now)?;
        let rows = workstation.store.key_material(self.state.as_str(), "officer", self.officer.as_str()).await?;
        let wrapped: WrappedOfficerKeys = serde_json::from_slice(&rows.last().ok_or(Error::Sealed)?.content)?;
        let enrolment = enrolment_secret(&workstation.home, workstation.post.post, self.state).await?;
        let holder = holder(workstation.post.post, self.state, &self.officer);
        let binding = CardBinding::seal(card.map(|card| &card.binding), &holder, &enrolment, &mut randomness())?;
        let strength = strength(workstation.is_demonstration());
        let password = zeroize::Zeroizing::new(password.to_owned());
        let [present, new] = [self.card.as_ref(), card].map(|card| card.map(|card| card.secret.clone()));
        let again = tokio::task::spawn_blocking(move || {
            let [present, new] =
                [&present, &new].map(|card| Under { password: &password, enrolment: &enrolment, card: card.as_ref() });
            wrapped.rewrap(&holder, present, new, strength, &mut randomness())
        })
        .await
        .map_err(|_| Error::Fault("the keys could not be wrapped"))?;
        let Ok(again) = again else { return Err(workstation.tries.failed(&self.officer, now)) };
        workstation.tries.good(&self.officer, now);
        let again = row(self.state, "officer", self.officer.as_str(), 1, &again)?;
        let mut tx = workstation.write().await?;
        tx.put_key_material(&again).await?;
        tx.put_key_material(&sealed_row(self.state, CARD, &self.officer, binding)).await?;
        tx.commit().await?;
        self.goes_on_under(&again.content);
        Ok(())
    }

    /// Takes off a card what nothing hangs on any more. A key that stays there opens nothing.
    async fn clear_card(&self, card: Option<&CardInUse>, pin: &str) {
        let Some(card) = card else { return };
        let (cards, number, pin) = (card.cards.clone(), *card.binding.key(), zeroize::Zeroizing::new(pin.to_owned()));
        let _left = off_thread(move || Ok(cards.remove_key(&number, &pin)?)).await;
    }
}
