//! The enrolment secret of a State on this workstation: a file that only this user can read, away from the database, so
//! that a copied database allows nobody to guess passwords.

use std::path::{Path, PathBuf};

use domain::StateCode;
use keys::{EnrolmentFileError, EnrolmentSecret};
use uuid::Uuid;

use crate::clock::randomness;
use crate::failure::Error;

/// Returns where this user's programs of the post keep what must not lie beside the database: `OSBP_HOME`, else
/// `$XDG_DATA_HOME/osbp`, else `~/.local/share/osbp`.
pub fn home() -> PathBuf {
    let from = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    from("OSBP_HOME")
        .or_else(|| from("XDG_DATA_HOME").map(|data| data.join("osbp")))
        .or_else(|| from("HOME").map(|home| home.join(".local/share/osbp")))
        .unwrap_or_else(|| PathBuf::from(".osbp"))
}

/// Loads the enrolment secret of a State at a post.
///
/// # Errors
/// When this workstation has none, or others can read it.
pub fn load(home: &Path, post: Uuid, state: StateCode) -> Result<EnrolmentSecret, Error> {
    EnrolmentSecret::load(&file(home, post, state)).map_err(|_| Error::NotEnrolled)
}

/// How a State's enrolment secret is kept on this workstation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It is there, and this user alone can read it.
    Sound,
    /// It is not there.
    Missing,
    /// Others can read it, or it is damaged.
    Unsound,
}

/// Returns how the enrolment secret of a State is kept here.
pub fn standing(home: &Path, post: Uuid, state: StateCode) -> Standing {
    match EnrolmentSecret::load(&file(home, post, state)) {
        Ok(_) => Standing::Sound,
        Err(EnrolmentFileError::Io { source, .. }) if source.kind() == std::io::ErrorKind::NotFound => {
            Standing::Missing
        }
        Err(_) => Standing::Unsound,
    }
}

/// Draws and keeps the enrolment secret of a State at a new post.
///
/// # Errors
/// When it can't be kept.
pub fn draw(home: &Path, post: Uuid, state: StateCode) -> Result<EnrolmentSecret, Error> {
    let secret = EnrolmentSecret::generate(&mut randomness());
    secret.store(&file(home, post, state)).map_err(|_| Error::NotEnrolled)?;
    Ok(secret)
}

fn file(home: &Path, post: Uuid, state: StateCode) -> PathBuf {
    home.join("enrolment").join(post.to_string()).join(state.to_string())
}
