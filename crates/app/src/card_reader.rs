//! The card reader of a workstation: which module reaches it, and an officer's card in it.
//!
//! Invariant: a PIN is passed on once and kept nowhere. A wrong one is the card's to count.

use std::path::Path;

use cards::{CardTrouble, Cards, KeyNumber};
use keys::{CardBinding, CardSecret};

use crate::failure::Error;

/// An officer's card as he signed in with it.
#[derive(Debug)]
pub struct CardInUse {
    /// What is kept of it.
    pub binding: CardBinding,
    /// What it gave back.
    pub secret: CardSecret,
    /// Where it is inserted.
    pub cards: Cards,
}

/// Returns the cards that this workstation's reader reaches, by the module of PKCS#11 that `OSBP_PKCS11` names, else the
/// first line of the file `pkcs11` at `home`.
///
/// # Errors
/// [`CardTrouble::NoModule`] where none is named.
pub fn cards(home: &Path) -> Result<Cards, Error> {
    let named = std::env::var_os("OSBP_PKCS11").filter(|path| !path.is_empty());
    if let Some(path) = named {
        return Ok(Cards::of(Path::new(&path)));
    }
    let written = std::fs::read_to_string(home.join("pkcs11")).unwrap_or_default();
    match written.lines().next().map(str::trim) {
        Some(path) if !path.is_empty() => Ok(Cards::of(Path::new(path))),
        _ => Err(CardTrouble::NoModule.into()),
    }
}

/// Asks the card for its part in the officer's keys.
pub async fn present(home: &Path, binding: CardBinding, pin: Option<&str>) -> Result<CardInUse, Error> {
    let pin = pin.filter(|pin| !pin.is_empty()).ok_or(Error::CardNeeded)?;
    let (cards, pin) = (cards(home)?, zeroize::Zeroizing::new(pin.to_owned()));
    off_thread(move || {
        let agreed = cards.agree(binding.key(), binding.point(), &pin)?;
        let secret = binding.secret(&agreed).map_err(|_| CardTrouble::Other)?;
        Ok(CardInUse { binding, secret, cards })
    })
    .await
}

/// Makes a key on the card that is inserted, and binds to it.
pub async fn bind(home: &Path, number: KeyNumber, pin: &str) -> Result<CardInUse, Error> {
    let (cards, pin) = (cards(home)?, zeroize::Zeroizing::new(pin.to_owned()));
    off_thread(move || {
        let public = cards.make_key(&number, &pin)?;
        let (binding, secret) = CardBinding::bind(&number, &public, &mut crate::clock::randomness())
            .map_err(|_| CardTrouble::Unsuitable)?;
        // A card that can't give back now will not at the next sign-in: better known before anything hangs on it.
        let agreed = cards.agree(&number, binding.point(), &pin)?;
        if binding.secret(&agreed) != Ok(secret.clone()) {
            return Err(CardTrouble::Unsuitable.into());
        }
        Ok(CardInUse { binding, secret, cards })
    })
    .await
}

/// A card takes its time, and a reader's library may wait for it: no other officer's command has to.
pub async fn off_thread<T: Send + 'static>(
    ask: impl FnOnce() -> Result<T, Error> + Send + 'static,
) -> Result<T, Error> {
    tokio::task::spawn_blocking(ask).await.map_err(|_| Error::Fault("the card could not be asked"))?
}
