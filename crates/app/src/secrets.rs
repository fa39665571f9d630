//! Where a workstation keeps what must not lie beside the database: in the keyring of its user's system, or, where no
//! keyring service runs, in files that only this user can read.
//!
//! Invariant: a secret lies in one place, and is never written over. A keyring that is locked or silent is an error that
//! says so within seconds; it is never waited for, and never passed over in favour of a file.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use data_encoding::HEXLOWER;
use domain::StateCode;
use keys::{EnrolmentFileError, EnrolmentSecret, load_privately, store_privately};
use secret_service::{EncryptionType, Error as KeyringError, SecretService};
use serde::Serialize;
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::clock::randomness;
use crate::failure::Error;

/// How long a keyring may take to answer.
const PATIENCE: Duration = Duration::from_secs(5);

/// Returns where this user's programs of the post keep what must not lie beside the database: `OSBP_HOME`, else
/// `$XDG_DATA_HOME/osbp`, else `~/.local/share/osbp`.
pub fn home() -> PathBuf {
    let from = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    from("OSBP_HOME")
        .or_else(|| from("XDG_DATA_HOME").map(|data| data.join("osbp")))
        .or_else(|| from("HOME").map(|home| home.join(".local/share/osbp")))
        .unwrap_or_else(|| PathBuf::from(".osbp"))
}

/// Where a secret lies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "place", content = "path", rename_all = "snake_case")]
pub enum SecretPlace {
    /// In the system keyring.
    Keyring,
    /// In this file, which only its user can read.
    File(PathBuf),
}

/// Which secret is meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SecretName {
    post: Uuid,
    kind: &'static str,
    holder: String,
}

impl SecretName {
    /// Names a secret of a post: of what kind, such as `database`, and whose.
    pub fn new(post: Uuid, kind: &'static str, holder: &str) -> Self {
        Self { post, kind, holder: holder.to_owned() }
    }

    /// Names the enrolment secret of a State.
    pub fn enrolment(post: Uuid, state: StateCode) -> Self {
        Self::new(post, "enrolment", state.as_str())
    }

    /// Names the secret that the password of this workstation's role on a database server is made from: it is asked for before
    /// anybody knows which post is there.
    pub fn database(login: &str) -> Self {
        Self::new(Uuid::nil(), "database", login)
    }

    fn file(&self, home: &Path) -> PathBuf {
        home.join(self.kind).join(self.post.to_string()).join(&self.holder)
    }
}

/// What this user wants of the keyring.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wanted {
    /// The keyring where one runs.
    Whatever,
    /// The keyring, or nothing.
    Keyring,
    /// Files.
    Files,
}

/// The secrets of this user's workstation.
#[derive(Debug, Clone)]
pub struct Secrets {
    home: PathBuf,
    wanted: Wanted,
}

impl Secrets {
    /// Returns the secrets of the programs that keep their files at `home`. `OSBP_SECRETS` says `keyring` or `file` where it
    /// is not to be chosen by what runs.
    pub fn of(home: &Path) -> Self {
        let wanted = match std::env::var("OSBP_SECRETS").as_deref() {
            Ok("keyring") => Wanted::Keyring,
            Ok("file") => Wanted::Files,
            // The keyring is the user's: a home beside his own, for a trial, keeps to itself.
            _ if home != self::home() => Wanted::Files,
            _ => Wanted::Whatever,
        };
        Self { home: home.to_owned(), wanted }
    }

    /// Loads a secret; nothing where there is none.
    ///
    /// # Errors
    /// [`Error::KeyringLocked`], [`Error::Keyring`]; [`Error::NotEnrolled`] when a file can be read by others.
    pub async fn load(&self, name: &SecretName) -> Result<Option<Zeroizing<Vec<u8>>>, Error> {
        if let Some(secret) = self.read_file(name)? {
            return Ok(Some(secret));
        }
        if !self.asks_keyring() {
            return Ok(None);
        }
        in_time(async {
            let Some(keyring) = self.keyring().await? else { return Ok(None) };
            let found = keyring.search_items(attributes(name, &name.post.to_string())).await?;
            match (found.unlocked.first(), found.locked.first()) {
                (Some(item), _) => Ok(Some(Zeroizing::new(item.get_secret().await?))),
                (None, Some(_)) => Err(Error::KeyringLocked),
                (None, None) => Ok(None),
            }
        })
        .await
    }

    /// Returns where a secret lies; nothing where there is none.
    ///
    /// # Errors
    /// As [`Secrets::load`]; where a locked one lies is told.
    pub async fn place(&self, name: &SecretName) -> Result<Option<SecretPlace>, Error> {
        if self.read_file(name)?.is_some() {
            return Ok(Some(SecretPlace::File(name.file(&self.home))));
        }
        match self.load(name).await {
            Ok(Some(_)) | Err(Error::KeyringLocked) => Ok(Some(SecretPlace::Keyring)),
            Ok(None) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Keeps a new secret where this workstation's secrets lie, and says where that is.
    ///
    /// # Errors
    /// When there is one already, the keyring is locked or silent, or the file can't be written.
    pub async fn keep(&self, name: &SecretName, secret: &[u8]) -> Result<SecretPlace, Error> {
        let in_keyring = self.asks_keyring() && self.put_in_keyring(name, secret).await?;
        if in_keyring {
            return Ok(SecretPlace::Keyring);
        }
        if self.wanted == Wanted::Keyring {
            return Err(Error::Keyring(KeyringError::Unavailable));
        }
        self.keep_in_file(name, secret)
    }

    /// Keeps a new secret in a file, whatever runs.
    ///
    /// # Errors
    /// When there is one already, or the file can't be written.
    pub fn keep_in_file(&self, name: &SecretName, secret: &[u8]) -> Result<SecretPlace, Error> {
        let file = name.file(&self.home);
        store_privately(&file, secret).map_err(of_file)?;
        Ok(SecretPlace::File(file))
    }

    /// Keeps a secret in the place of the one that is here, if one is.
    ///
    /// # Errors
    /// When the keyring is locked or silent, or the file can't be written.
    pub async fn replace(&self, name: &SecretName, secret: &[u8]) -> Result<SecretPlace, Error> {
        match std::fs::remove_file(name.file(&self.home)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
            Ok(()) | Err(_) => {}
        }
        if self.asks_keyring() {
            in_time(async {
                let Some(keyring) = self.keyring().await? else { return Ok(()) };
                let found = keyring.search_items(attributes(name, &name.post.to_string())).await?;
                if !found.locked.is_empty() {
                    return Err(Error::KeyringLocked);
                }
                for item in found.unlocked {
                    item.delete().await?;
                }
                Ok(())
            })
            .await?;
        }
        self.keep(name, secret).await
    }

    /// Moves a secret from its file into the keyring, and removes the file once it was read back from there.
    ///
    /// # Errors
    /// When there is no such file; when no keyring runs, or it is locked or silent.
    pub async fn move_to_keyring(&self, name: &SecretName) -> Result<(), Error> {
        let secret = self.read_file(name)?.ok_or(Error::NotFound)?;
        let here = Self { wanted: Wanted::Keyring, ..self.clone() };
        if !here.put_in_keyring(name, &secret).await? {
            return Err(Error::Keyring(KeyringError::Unavailable));
        }
        let file = name.file(&self.home);
        let beside = file.with_extension("moved");
        std::fs::rename(&file, &beside)?;
        // Only what the keyring gives back is taken out of the file's place.
        match here.load(name).await {
            Ok(Some(again)) if *again == *secret => Ok(std::fs::remove_file(&beside)?),
            outcome => {
                std::fs::rename(&beside, &file)?;
                Err(outcome.err().unwrap_or(Error::Keyring(KeyringError::NoResult)))
            }
        }
    }

    fn read_file(&self, name: &SecretName) -> Result<Option<Zeroizing<Vec<u8>>>, Error> {
        match load_privately(&name.file(&self.home)) {
            Ok(secret) => Ok(Some(secret)),
            Err(EnrolmentFileError::Io { source, .. }) if source.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(of_file(error)),
        }
    }

    /// Puts a secret into the keyring; says `false` where none runs.
    async fn put_in_keyring(&self, name: &SecretName, secret: &[u8]) -> Result<bool, Error> {
        in_time(async {
            let Some(keyring) = self.keyring().await? else { return Ok(false) };
            let collection = match keyring.get_default_collection().await {
                Ok(collection) => collection,
                // A keyring without a collection was never set up: nobody could open it again.
                Err(KeyringError::NoResult) => return Ok(false),
                Err(error) => return Err(error.into()),
            };
            if collection.is_locked().await? {
                return Err(Error::KeyringLocked);
            }
            let post = name.post.to_string();
            let there = keyring.search_items(attributes(name, &post)).await?;
            if !there.unlocked.is_empty() || !there.locked.is_empty() {
                return Err(Error::Invalid { field: "secret" });
            }
            let label = format!("One-stop border post: {} {}", name.kind, name.holder);
            collection.create_item(&label, attributes(name, &post), secret, false, "text/plain").await?;
            Ok(true)
        })
        .await
    }

    /// Connects to the keyring; nothing where none runs.
    async fn keyring(&self) -> Result<Option<SecretService<'static>>, Error> {
        match SecretService::connect(EncryptionType::Dh).await {
            Ok(keyring) => Ok(Some(keyring)),
            Err(error) if self.wanted == Wanted::Keyring => Err(error.into()),
            Err(_) => Ok(None),
        }
    }

    /// A session that names no bus has no keyring. Where files are wanted, none is asked.
    fn asks_keyring(&self) -> bool {
        match self.wanted {
            Wanted::Files => false,
            Wanted::Keyring => true,
            Wanted::Whatever => std::env::var_os("DBUS_SESSION_BUS_ADDRESS").is_some_and(|bus| !bus.is_empty()),
        }
    }
}

/// Loads the enrolment secret of a State at a post.
///
/// # Errors
/// When this workstation has none, or others can read it; when the keyring is locked or silent.
pub async fn enrolment_secret(home: &Path, post: Uuid, state: StateCode) -> Result<EnrolmentSecret, Error> {
    let text = Secrets::of(home).load(&SecretName::enrolment(post, state)).await?.ok_or(Error::NotEnrolled)?;
    EnrolmentSecret::from_text(&text).map_err(|_| Error::NotEnrolled)
}

/// Draws and keeps the enrolment secret of a State at a new post. One of a demonstration is no secret: it lies in a file, so
/// that nobody's keyring fills with them.
///
/// # Errors
/// When it can't be kept.
pub async fn draw_enrolment_secret(
    home: &Path,
    post: Uuid,
    state: StateCode,
    is_demonstration: bool,
) -> Result<EnrolmentSecret, Error> {
    let secret = EnrolmentSecret::generate(&mut randomness());
    let (name, text) = (SecretName::enrolment(post, state), secret.to_text());
    let secrets = Secrets::of(home);
    if is_demonstration {
        secrets.keep_in_file(&name, text.as_bytes())?;
    } else {
        secrets.keep(&name, text.as_bytes()).await?;
    }
    Ok(secret)
}

/// Keeps a secret that another workstation handed over; the same one that is here already stays.
///
/// # Errors
/// [`Error::NotEnrolled`] when another one is here; when it can't be kept.
pub async fn take_over_secret(home: &Path, name: &SecretName, secret: &EnrolmentSecret) -> Result<(), Error> {
    let secrets = Secrets::of(home);
    match secrets.load(name).await? {
        Some(kept) if EnrolmentSecret::from_text(&kept).is_ok_and(|kept| kept == *secret) => Ok(()),
        Some(_) => Err(Error::NotEnrolled),
        None => secrets.keep(name, secret.to_text().as_bytes()).await.map(drop),
    }
}

/// Keeps the password that a server was given for this workstation's role: what it had before is of no more use.
///
/// # Errors
/// When it can't be kept.
pub async fn take_over_password(home: &Path, login: &str, secret: &EnrolmentSecret) -> Result<(), Error> {
    Secrets::of(home).replace(&SecretName::database(login), secret.to_text().as_bytes()).await.map(drop)
}

/// Returns the password of this workstation's role on a database server, where one was kept.
///
/// # Errors
/// When the keyring is locked or silent, or others can read the file.
pub async fn database_password(home: &Path, login: &str) -> Result<Option<Zeroizing<String>>, Error> {
    let Some(text) = Secrets::of(home).load(&SecretName::database(login)).await? else { return Ok(None) };
    let secret = EnrolmentSecret::from_text(&text).map_err(|_| Error::NotEnrolled)?;
    Ok(Some(password(&secret)))
}

/// Returns the password that is made from thirty-two drawn bytes: no server counts its letters, and nobody types it.
pub fn password(secret: &EnrolmentSecret) -> Zeroizing<String> {
    Zeroizing::new(HEXLOWER.encode(secret.to_secret_bytes().as_slice()))
}

fn attributes<'a>(name: &'a SecretName, post: &'a str) -> HashMap<&'a str, &'a str> {
    HashMap::from([
        ("application", "one-stop-border-post"),
        ("post", post),
        ("kind", name.kind),
        ("holder", name.holder.as_str()),
    ])
}

/// A file that others can read, or that is none of ours, is no secret: what may have been copied must be replaced.
fn of_file(error: EnrolmentFileError) -> Error {
    match error {
        EnrolmentFileError::Io { source, .. } => Error::File(source),
        EnrolmentFileError::AlreadyThere { .. } => Error::Invalid { field: "secret" },
        EnrolmentFileError::Exposed { .. } | EnrolmentFileError::Malformed(_) => Error::NotEnrolled,
    }
}

async fn in_time<T>(asking: impl Future<Output = Result<T, Error>>) -> Result<T, Error> {
    tokio::time::timeout(PATIENCE, asking).await.unwrap_or(Err(Error::Keyring(KeyringError::Unavailable)))
}
