//! What a command answers when it did not do what was asked.

use domain::Refusal;
use serde::{Deserialize, Serialize};

/// What went wrong, as far as the page does something different for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FailureCode {
    /// The procedure does not allow it; the refusal says why.
    Refused,
    /// Nobody is signed in here, or the window is locked.
    NotSignedIn,
    /// The officer's certificate does not entitle him.
    NotAllowed,
    /// Officer number or password is wrong; `seconds` says how long the next try has to wait.
    WrongPassword,
    /// A new password is too easy to guess.
    PasswordCommon,
    /// A new password has the officer's number or name in it.
    PasswordTelling,
    /// A one-time code is needed to open the window: ask for it, and send the same again with it.
    CodeNeeded,
    /// The one-time code is wrong, or was used; `seconds` says how long the next try has to wait.
    WrongCode,
    /// The officer's State demands a one-time code, and he has none set up: set it up, then sign in.
    CodeNotSetUp,
    /// The officer's card is needed: ask for its PIN, and send the same again with it.
    CardNeeded,
    /// No card is inserted, or it was drawn.
    CardMissing,
    /// The card that is inserted is not the officer's.
    WrongCard,
    /// The card's PIN is wrong; the card counts, and blocks itself. It is never tried again by itself.
    WrongPin,
    /// The card's PIN is wrong, and one more wrong one blocks the card.
    WrongPinOneLeft,
    /// The card has blocked itself.
    CardBlocked,
    /// The reader's module can't be used, or the card can't hold such a key; `detail` says which.
    CardUnusable,
    /// The officer's State demands a card, and he has none: an own card is issued, then he signs in.
    CardNotIssued,
    /// The system keyring, where this workstation's secrets lie, is locked.
    KeyringLocked,
    /// Somebody was first: look again.
    Conflict,
    /// There is no such thing.
    NotFound,
    /// What was typed can't be used; `detail` names the field.
    Invalid,
    /// The file or database is no post.
    NotAPost,
    /// The post was made by a newer program.
    Newer,
    /// The post was made by an older program, and whoever owns its database has to bring it forward first.
    Older,
    /// The post was moved to another database; `detail` says to which, where that is known.
    Moved,
    /// The database is damaged; `detail` names where.
    Damaged,
    /// The journal lacks an act that this workstation has seen: an older copy was put in its place, or it was changed. `detail`
    /// names the act.
    Rewritten,
    /// A backup can't be used; `detail` says why.
    Backup,
    /// The database can't be reached.
    Unavailable,
    /// A file or folder of this workstation can't be used.
    File,
    /// The clocks of this workstation and of the server are too far apart. Nothing was written.
    ClockDiffers,
    /// The server did not prove that it is the post's, or can't; nothing was sent to it. `detail` says why.
    Untrusted,
    /// It takes the owner of the post's database.
    NotOwner,
    /// The database can't be written.
    ReadOnly,
    /// The disk is full.
    Full,
    /// The server's second disk is missing, and nobody agreed to go on without it. Nothing was written.
    SecondDiskMissing,
    /// It is not known whether the command was done: send it again under the same key.
    OutcomeUnknown,
    /// A fault of the program.
    Fault,
}

/// What a command answers when it did not do what was asked. The page composes the sentence from the code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{code:?}: {detail}")]
pub struct Failure {
    /// What went wrong.
    pub code: FailureCode,
    /// For the log and the support: a fragment that fits after "failed to …"; never personal data.
    pub detail: String,
    /// The procedure's reason.
    pub refusal: Option<Box<Refusal>>,
    /// How long the next try has to wait.
    pub seconds: Option<u32>,
}
