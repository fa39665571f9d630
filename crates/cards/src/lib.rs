//! Smart cards, by PKCS#11: a key on an officer's card, made there and never read, and what it agrees with a point.
//!
//! A card guards the data, not the window: its key takes part in unwrapping the officer's keys (`keys::CardBinding`), so
//! without the card a password that became known opens nothing.
//!
//! *Invariant*: the crate knows neither storage nor rules. A PIN is tried once a call and never again: the card counts wrong
//! ones and blocks itself. Nothing stays open between two calls, so that no PIN goes on counting after the call it was
//! given for.

mod module;
mod trouble;

use std::path::{Path, PathBuf};

use cryptoki::context::Pkcs11;
use cryptoki::mechanism::Mechanism;
use cryptoki::mechanism::elliptic_curve::{EcKdf, Ecdh1DeriveParams};
use cryptoki::object::{Attribute, AttributeType, KeyType, ObjectClass, ObjectHandle};
use cryptoki::session::{Session, UserType};
use cryptoki::slot::Slot;
use cryptoki::types::AuthPin;
use zeroize::{Zeroize, Zeroizing};

use module::Module;
pub use trouble::CardTrouble;

/// The DER form of the name of the curve P-256 (RFC 5480).
const P256: [u8; 10] = [0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07];

/// What the card shows beside the key to whoever looks into it with another program.
const LABEL: &[u8] = b"one-stop border post";

/// A point of P-256 as SEC 1 writes it without compression: 4, then both coordinates.
pub type Point = [u8; 65];

/// The number under which a key lies on its card (`CKA_ID`): drawn anew for every key, so no two cards share one.
pub type KeyNumber = [u8; 16];

/// The cards that one module of PKCS#11 reaches.
#[derive(Debug, Clone)]
pub struct Cards {
    module: PathBuf,
}

impl Cards {
    /// Returns the cards that the module in this file reaches, such as OpenSC's `opensc-pkcs11.so`. Nothing is loaded yet.
    #[must_use]
    pub fn of(module: &Path) -> Self {
        Self { module: module.to_owned() }
    }

    /// Makes a new key on the card that is inserted, and returns its public point. The private half never leaves the card.
    ///
    /// # Errors
    /// [`CardTrouble`]; with more than one card inserted it is not guessed which is meant.
    pub fn make_key(&self, number: &KeyNumber, pin: &str) -> Result<Point, CardTrouble> {
        module::with(&self.module, |module| {
            let mut slots = slots_with_card(module.library())?;
            if slots.is_empty() {
                module.begin_anew()?;
                slots = slots_with_card(module.library())?;
            }
            let [slot] = slots.as_slice() else {
                return Err(if slots.is_empty() { CardTrouble::Missing } else { CardTrouble::Several });
            };
            let session = module.library().open_rw_session(*slot)?;
            log_in(module.library(), *slot, &session, pin)?;
            let named = [Attribute::Token(true), Attribute::Id(number.to_vec()), Attribute::Label(LABEL.to_vec())];
            let mut public = named.to_vec();
            public.extend([Attribute::Private(false), Attribute::EcParams(P256.to_vec())]);
            let mut private = named.to_vec();
            private.extend([
                Attribute::Private(true),
                Attribute::Sensitive(true),
                Attribute::Extractable(false),
                Attribute::Derive(true),
                Attribute::Sign(false),
                Attribute::Decrypt(false),
            ]);
            let (made, _) = session.generate_key_pair(&Mechanism::EccKeyPairGen, &public, &private)?;
            public_point(&session, made)
        })
    }

    /// Returns what the card's key agrees with a point: the first coordinate, as ECDH has it (SEC 1, 3.3.1).
    ///
    /// # Errors
    /// [`CardTrouble::Missing`] when there is no card, [`CardTrouble::Other`] when none of those there has the key; the PIN
    /// is not tried on another's card.
    pub fn agree(&self, number: &KeyNumber, with: &Point, pin: &str) -> Result<Zeroizing<[u8; 32]>, CardTrouble> {
        module::with(&self.module, |module| {
            let (slot, session) = card_with(module, number)?;
            log_in(module.library(), slot, &session, pin)?;
            let private = [Attribute::Class(ObjectClass::PRIVATE_KEY), Attribute::Id(number.to_vec())];
            let key = *session.find_objects(&private)?.first().ok_or(CardTrouble::Other)?;
            let mechanism = Mechanism::Ecdh1Derive(Ecdh1DeriveParams::new(EcKdf::null(), with));
            // An object of the session: it is gone with it.
            let agreed = session.derive_key(
                &mechanism,
                key,
                &[
                    Attribute::Class(ObjectClass::SECRET_KEY),
                    Attribute::KeyType(KeyType::GENERIC_SECRET),
                    Attribute::Token(false),
                    Attribute::Sensitive(false),
                    Attribute::Extractable(true),
                    Attribute::ValueLen(32.into()),
                ],
            )?;
            let mut values = session.get_attributes(agreed, &[AttributeType::Value])?;
            let Some(Attribute::Value(value)) = values.first_mut() else { return Err(CardTrouble::Unsuitable) };
            let bytes = <[u8; 32]>::try_from(value.as_slice()).map(Zeroizing::new);
            value.zeroize();
            bytes.map_err(|_| CardTrouble::Unsuitable)
        })
    }

    /// Returns whether the card with this key is inserted.
    ///
    /// # Errors
    /// When the module can't be used.
    pub fn is_inserted(&self, number: &KeyNumber) -> Result<bool, CardTrouble> {
        module::with(&self.module, |module| match card_with(module, number) {
            Ok(_) => Ok(true),
            Err(CardTrouble::Missing | CardTrouble::Other) => Ok(false),
            Err(trouble) => Err(trouble),
        })
    }

    /// Takes a key off the card that has it.
    ///
    /// # Errors
    /// As [`Cards::agree`].
    pub fn remove_key(&self, number: &KeyNumber, pin: &str) -> Result<(), CardTrouble> {
        module::with(&self.module, |module| {
            let (slot, _) = card_with(module, number)?;
            let session = module.library().open_rw_session(slot)?;
            log_in(module.library(), slot, &session, pin)?;
            for object in session.find_objects(&[Attribute::Id(number.to_vec())])? {
                session.destroy_object(object)?;
            }
            Ok(())
        })
    }
}

/// Finds the card that has a key; where none does, once more after the module looked for what came since.
fn card_with(module: &Module, number: &KeyNumber) -> Result<(Slot, Session), CardTrouble> {
    match card_among_known(module.library(), number) {
        Err(CardTrouble::Missing | CardTrouble::Other) => {
            module.begin_anew()?;
            card_among_known(module.library(), number)
        }
        found => found,
    }
}

/// Finds the card by the key's public half, which needs no PIN.
fn card_among_known(module: &Pkcs11, number: &KeyNumber) -> Result<(Slot, Session), CardTrouble> {
    let slots = slots_with_card(module)?;
    let wanted = [Attribute::Class(ObjectClass::PUBLIC_KEY), Attribute::Id(number.to_vec())];
    let mut found = if slots.is_empty() { CardTrouble::Missing } else { CardTrouble::Other };
    for slot in slots {
        // A card may be drawn while it is asked, and one that is out of order must not hide the next.
        match module.open_ro_session(slot).and_then(|session| Ok((session.find_objects(&wanted)?, session))) {
            Ok((objects, session)) if !objects.is_empty() => return Ok((slot, session)),
            Ok(_) => {}
            Err(error) => found = CardTrouble::from(error),
        }
    }
    Err(found)
}

/// Returns the slots in which a card is that was set up; one that does not answer is none.
fn slots_with_card(module: &Pkcs11) -> Result<Vec<Slot>, CardTrouble> {
    let mut slots = module.get_slots_with_token()?;
    slots.retain(|slot| module.get_token_info(*slot).is_ok_and(|card| card.token_initialized()));
    Ok(slots)
}

fn log_in(module: &Pkcs11, slot: Slot, session: &Session, pin: &str) -> Result<(), CardTrouble> {
    let refused = match session.login(UserType::User, Some(&AuthPin::from(pin))) {
        Ok(()) => return Ok(()),
        Err(error) => CardTrouble::from(error),
    };
    Err(match refused {
        CardTrouble::WrongPin { .. } => match module.get_token_info(slot) {
            Ok(card) if card.user_pin_locked() => CardTrouble::Blocked,
            Ok(card) => CardTrouble::WrongPin { is_last_try_next: card.user_pin_final_try() },
            Err(_) => refused,
        },
        other => other,
    })
}

/// Reads the point of a public key: the card gives it as an octet string of DER, some give it bare.
fn public_point(session: &Session, key: ObjectHandle) -> Result<Point, CardTrouble> {
    let values = session.get_attributes(key, &[AttributeType::EcPoint])?;
    let Some(Attribute::EcPoint(value)) = values.first() else { return Err(CardTrouble::Unsuitable) };
    let bare = value.strip_prefix(&[0x04, 0x41]).unwrap_or(value);
    Point::try_from(bare).map_err(|_| CardTrouble::Unsuitable)
}
