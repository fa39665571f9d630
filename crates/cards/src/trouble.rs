//! What can be the matter with a card, as far as its holder does something different for it.

use cryptoki::error::{Error, RvError};

/// Why a card did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum CardTrouble {
    /// There is no module in the file that was named, or it is none.
    #[error("load the module of the card reader")]
    NoModule,
    /// No card is inserted, or it was drawn.
    #[error("find a card in the reader")]
    Missing,
    /// The card that is inserted is another one.
    #[error("find the key on the card that is inserted")]
    Other,
    /// More than one card is inserted.
    #[error("tell which of the cards is meant")]
    Several,
    /// The PIN is wrong; the card has counted it.
    #[error("use the card with this PIN")]
    WrongPin {
        /// Whether one more wrong PIN blocks the card.
        is_last_try_next: bool,
    },
    /// Too many wrong PINs: the card has blocked itself.
    #[error("use a card that has blocked itself")]
    Blocked,
    /// The card can't make or use a key on the curve P-256, or it is not set up.
    #[error("use a card that has no suitable key")]
    Unsuitable,
    /// The module reports something else.
    #[error("use the card")]
    Module(#[source] Error),
}

impl From<Error> for CardTrouble {
    fn from(error: Error) -> Self {
        let Error::Pkcs11(code, _) = &error else { return Self::Module(error) };
        match code {
            RvError::PinIncorrect | RvError::PinLenRange | RvError::PinInvalid => {
                Self::WrongPin { is_last_try_next: false }
            }
            RvError::PinLocked => Self::Blocked,
            RvError::TokenNotPresent
            | RvError::TokenNotRecognized
            | RvError::DeviceRemoved
            | RvError::SlotIdInvalid
            | RvError::SessionHandleInvalid
            | RvError::SessionClosed => Self::Missing,
            RvError::MechanismInvalid
            | RvError::MechanismParamInvalid
            | RvError::FunctionNotSupported
            | RvError::CurveNotSupported
            | RvError::KeyTypeInconsistent
            | RvError::KeyFunctionNotPermitted
            | RvError::UserPinNotInitialized
            | RvError::TokenWriteProtected => Self::Unsuitable,
            _ => Self::Module(error),
        }
    }
}
