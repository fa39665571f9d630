//! What this workstation keeps to itself: the enrolment secret of its State, so that a copied database allows nobody to guess
//! passwords, and the password of its role on a database server.
//!
//! Invariant: each is a file that only this user can read, away from the database.

use std::path::{Path, PathBuf};

use data_encoding::HEXLOWER;
use domain::StateCode;
use keys::EnrolmentSecret;
use uuid::Uuid;
use zeroize::Zeroizing;

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

/// Draws and keeps the enrolment secret of a State at a new post.
///
/// # Errors
/// When it can't be kept.
pub fn draw(home: &Path, post: Uuid, state: StateCode) -> Result<EnrolmentSecret, Error> {
    let secret = EnrolmentSecret::generate(&mut randomness());
    secret.store(&file(home, post, state)).map_err(|_| Error::NotEnrolled)?;
    Ok(secret)
}

/// Takes the enrolment secret of a State over from another workstation; one that is here already stays.
///
/// # Errors
/// [`Error::NotEnrolled`] when another one is here, or it can't be kept.
pub fn keep(home: &Path, post: Uuid, state: StateCode, secret: &EnrolmentSecret) -> Result<(), Error> {
    keep_in(&file(home, post, state), secret)
}

/// Returns the password of this workstation's role on a database server, where one was kept.
pub fn database_password(home: &Path, login: &str) -> Option<Zeroizing<String>> {
    EnrolmentSecret::load(&password_file(home, login)).ok().map(|secret| password(&secret))
}

/// Keeps the secret that the password of this workstation's role on a database server is made from.
///
/// # Errors
/// [`Error::NotEnrolled`] when it can't be kept.
pub fn keep_database_secret(home: &Path, login: &str, secret: &EnrolmentSecret) -> Result<(), Error> {
    keep_in(&password_file(home, login), secret)
}

/// Returns the password that is made from thirty-two drawn bytes: no server counts its letters, and nobody types it.
pub fn password(secret: &EnrolmentSecret) -> Zeroizing<String> {
    Zeroizing::new(HEXLOWER.encode(secret.to_secret_bytes().as_slice()))
}

fn keep_in(file: &Path, secret: &EnrolmentSecret) -> Result<(), Error> {
    match EnrolmentSecret::load(file) {
        Ok(kept) if kept == *secret => Ok(()),
        Ok(_) => Err(Error::NotEnrolled),
        Err(_) => secret.store(file).map_err(|_| Error::NotEnrolled),
    }
}

fn password_file(home: &Path, login: &str) -> PathBuf {
    home.join("database").join(login)
}

fn file(home: &Path, post: Uuid, state: StateCode) -> PathBuf {
    home.join("enrolment").join(post.to_string()).join(state.to_string())
}
