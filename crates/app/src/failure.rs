//! From what goes wrong beneath to what a window or a command line is told.

use cards::CardTrouble;
use contract::{Failure, FailureCode};
use domain::Refusal;
use storage::StorageError;

use crate::backup::Fault as BackupFault;

/// Why something was not done.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The procedure does not allow it.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The database.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// Nobody is signed in, or the window is locked.
    #[error("sign in first")]
    NotSignedIn,
    /// Officer number or password is wrong.
    #[error("sign in with this number and password")]
    WrongPassword {
        /// How long the next try has to wait.
        seconds: u32,
    },
    /// A new password is one that a guesser tries early.
    #[error("take a password that is easy to guess")]
    CommonPassword,
    /// A new password has the officer's number or name in it.
    #[error("take a password that says whose it is")]
    TellingPassword,
    /// A one-time code is needed.
    #[error("open the window without a one-time code")]
    CodeNeeded,
    /// The one-time code is wrong, or was used.
    #[error("open the window with this one-time code")]
    WrongCode {
        /// How long the next try has to wait.
        seconds: u32,
    },
    /// The State demands one-time codes, and the officer has none; or none was drawn to be confirmed.
    #[error("find the officer's one-time codes")]
    CodeNotSetUp,
    /// The officer's card and its PIN are needed.
    #[error("unwrap the keys without the officer's card")]
    CardNeeded,
    /// The State demands a card, and the officer has none.
    #[error("sign in without a card where the State demands one")]
    CardNotIssued,
    /// The card.
    #[error(transparent)]
    Card(#[from] CardTrouble),
    /// The system keyring is locked.
    #[error("read a secret from the system keyring, which is locked")]
    KeyringLocked,
    /// The system keyring does not answer, or with an error.
    #[error("use the system keyring")]
    Keyring(#[from] secret_service::Error),
    /// The officer's certificate does not entitle him.
    #[error("do what the certificate does not allow")]
    NotAllowed,
    /// There is no such crossing, slip or officer.
    #[error("find it")]
    NotFound,
    /// What was typed can't be used.
    #[error("use what was typed: {field}")]
    Invalid {
        /// The field.
        field: &'static str,
    },
    /// What was typed is too long, or has characters that have no place in a field.
    #[error("use what was typed: {field}")]
    Unusable {
        /// The field, as the request names it.
        field: String,
    },
    /// The crossing changed since it was read.
    #[error("go on from an older version")]
    Stale,
    /// The key of the command was used for another one.
    #[error("use a command's key twice")]
    KeyReused,
    /// This workstation lacks the State's enrolment secret.
    #[error("find this workstation's enrolment secret")]
    NotEnrolled,
    /// Something that was sealed can't be opened, or a key is not the certified one.
    #[error("open what was sealed")]
    Sealed,
    /// What is stored can't be read.
    #[error("read act {seq}")]
    Unreadable {
        /// Its number.
        seq: i64,
    },
    /// The journal lacks an act that this workstation has seen, or has another in its place.
    #[error("find act {seq} as this workstation saw it")]
    Rewritten {
        /// Its number.
        seq: i64,
    },
    /// A file can't be read or written.
    #[error("use the file")]
    File(#[from] std::io::Error),
    /// The server's second disk is missing, and the States did not agree to go on without it.
    #[error("write on one disk alone")]
    SecondDiskMissing,
    /// A backup can't be used.
    #[error(transparent)]
    Backup(#[from] BackupFault),
    /// A fault of the program.
    #[error("go on: {0}")]
    Fault(&'static str),
}

impl Error {
    /// Returns whether the same may go well a little later: somebody was first, or the database was out of reach.
    pub const fn may_pass(&self) -> bool {
        matches!(
            self,
            Self::Stale
                | Self::Storage(StorageError::Conflict | StorageError::Unavailable(_) | StorageError::OutcomeUnknown)
        )
    }

    /// Returns what a window or a command line is told.
    pub fn code(&self) -> FailureCode {
        match self {
            Self::Refused(_) => FailureCode::Refused,
            Self::NotSignedIn => FailureCode::NotSignedIn,
            Self::WrongPassword { .. } => FailureCode::WrongPassword,
            Self::CommonPassword => FailureCode::PasswordCommon,
            Self::TellingPassword => FailureCode::PasswordTelling,
            Self::CodeNeeded => FailureCode::CodeNeeded,
            Self::WrongCode { .. } => FailureCode::WrongCode,
            Self::CodeNotSetUp => FailureCode::CodeNotSetUp,
            Self::CardNeeded => FailureCode::CardNeeded,
            Self::CardNotIssued => FailureCode::CardNotIssued,
            Self::Card(trouble) => match trouble {
                CardTrouble::Missing => FailureCode::CardMissing,
                CardTrouble::Other => FailureCode::WrongCard,
                CardTrouble::WrongPin { is_last_try_next: false } => FailureCode::WrongPin,
                CardTrouble::WrongPin { is_last_try_next: true } => FailureCode::WrongPinOneLeft,
                CardTrouble::Blocked => FailureCode::CardBlocked,
                CardTrouble::NoModule | CardTrouble::Several | CardTrouble::Unsuitable | CardTrouble::Module(_) => {
                    FailureCode::CardUnusable
                }
            },
            Self::KeyringLocked | Self::Keyring(_) => FailureCode::KeyringLocked,
            Self::NotAllowed | Self::NotEnrolled => FailureCode::NotAllowed,
            Self::NotFound => FailureCode::NotFound,
            Self::Invalid { .. } | Self::Unusable { .. } | Self::KeyReused => FailureCode::Invalid,
            Self::Stale | Self::Storage(StorageError::Conflict) => FailureCode::Conflict,
            Self::Sealed | Self::Unreadable { .. } => FailureCode::Damaged,
            Self::File(cause) => match cause.kind() {
                std::io::ErrorKind::StorageFull => FailureCode::Full,
                std::io::ErrorKind::ReadOnlyFilesystem | std::io::ErrorKind::PermissionDenied => FailureCode::ReadOnly,
                _ => FailureCode::File,
            },
            Self::Rewritten { .. } => FailureCode::Rewritten,
            Self::SecondDiskMissing => FailureCode::SecondDiskMissing,
            Self::Backup(_) => FailureCode::Backup,
            Self::Fault(_) => FailureCode::Fault,
            Self::Storage(storage) => match storage {
                StorageError::Conflict => FailureCode::Conflict,
                StorageError::Unavailable(_) => FailureCode::Unavailable,
                StorageError::OutcomeUnknown => FailureCode::OutcomeUnknown,
                StorageError::ReadOnly => FailureCode::ReadOnly,
                StorageError::ClockDiffers => FailureCode::ClockDiffers,
                StorageError::Full => FailureCode::Full,
                StorageError::NotAPost | StorageError::BadAddress | StorageError::PasswordInAddress => {
                    FailureCode::NotAPost
                }
                StorageError::Unchecked | StorageError::NoAuthority | StorageError::Untrusted(_) => {
                    FailureCode::Untrusted
                }
                StorageError::Occupied => FailureCode::Invalid,
                StorageError::NotOwner => FailureCode::NotOwner,
                StorageError::Older { .. } => FailureCode::Older,
                StorageError::Moved { .. } => FailureCode::Moved,
                StorageError::Newer { .. } | StorageError::EngineTooOld { .. } => FailureCode::Newer,
                StorageError::Damaged(_) | StorageError::Corrupt { .. } => FailureCode::Damaged,
                StorageError::Defect(_) => FailureCode::Fault,
            },
        }
    }

    /// Returns the error with what lies beneath it, for the log.
    pub fn with_causes(&self) -> String {
        let mut words = self.to_string();
        let mut cause = std::error::Error::source(self);
        while let Some(beneath) = cause {
            words.push_str(": ");
            words.push_str(&beneath.to_string());
            cause = beneath.source();
        }
        words
    }
}

impl From<keys::CannotSeal> for Error {
    fn from(_: keys::CannotSeal) -> Self {
        Self::Fault("nothing could be sealed")
    }
}

impl From<serde_json::Error> for Error {
    fn from(_: serde_json::Error) -> Self {
        Self::Fault("a value has no written form")
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        let detail = match &error {
            Error::Invalid { field } => (*field).to_owned(),
            Error::Unusable { field } => field.clone(),
            // Which host answered what is for whoever looks after the line.
            Error::Storage(StorageError::Unavailable(_)) => error.with_causes(),
            other => other.to_string(),
        };
        let seconds = match &error {
            Error::WrongPassword { seconds } | Error::WrongCode { seconds } => Some(*seconds),
            _ => None,
        };
        let code = error.code();
        let refusal = match error {
            Error::Refused(refusal) => Some(Box::new(refusal)),
            _ => None,
        };
        Self { code, detail, refusal, seconds }
    }
}

/// Says in the program's log, which is its standard error, what could not be done and why. Errors name numbers and codes,
/// no personal data.
pub fn log(what: &str, error: &Error) {
    eprintln!("failed to {what}: failed to {}", error.with_causes());
}
