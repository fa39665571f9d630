//! Opening a backup, by an officer of either State or by a State's recovery code, without any database: what he needs to sign
//! in stands in its heading.

use std::fs::OpenOptions;
use std::path::{Path, PathBuf};

use data_encoding::HEXLOWER;
use domain::{At, OfficerNumber, StateCode};
use keys::{BackupKey, KdfStrength, RecoveryCode, Under};
use storage::Store as _;
use storage_sqlite::SqliteStore;

use super::Fault;
use super::form::{Heading, Sealed};
use super::making::blocking;
use super::places::Working;
use crate::clock::Clock;
use crate::failure::Error;
use crate::secrets::enrolment_secret;
use crate::signed_in::holder;
use crate::tries::Tries;
use crate::verification::{Verification, verify};

/// Who opens a backup, and how.
#[derive(Debug, Clone)]
pub enum Opener {
    /// A supervisor or administrator, at a workstation that his State enrolled.
    Officer {
        /// His number.
        officer: String,
        /// His password when the backup was made.
        password: String,
    },
    /// Whoever has a State's recovery code.
    Code {
        /// The State.
        state: StateCode,
        /// The code.
        code: String,
    },
}

/// A backup that was opened and whose content is what its heading says. The post's file in it lies open in a working folder
/// until this is dropped.
pub struct Opened {
    /// Its heading.
    pub heading: Heading,
    /// What the journal's verification found.
    pub verification: Verification,
    /// The post's file.
    pub file: PathBuf,
    _working: Working,
}

impl Opened {
    /// Opens a backup and verifies it; its copy lies in `folder` meanwhile.
    ///
    /// # Errors
    /// When the opener can't open it, or something in it was changed.
    pub async fn open(path: &Path, opener: Opener, home: &Path, folder: &Path) -> Result<Self, Error> {
        let heading = heading(path)?;
        let key = {
            let (heading, home) = (heading.clone(), home.to_owned());
            blocking(move || key_of(&heading, opener, &home, Clock::default().now())).await?
        };
        let working = Working::within(folder)?;
        let Examined { store, verification, file } = examine(&working, path, key).await?;
        store.close().await;
        Ok(Self { heading, verification, file, _working: working })
    }
}

/// Reads the heading of a backup; nobody has to sign in for that.
///
/// # Errors
/// When the file is no backup.
pub fn heading(path: &Path) -> Result<Heading, Error> {
    Ok(Sealed::open(path)?.heading)
}

fn key_of(heading: &Heading, opener: Opener, home: &Path, now: At) -> Result<BackupKey, Error> {
    let decoded = |key: &str| HEXLOWER.decode(key.as_bytes()).map_err(|_| Error::Backup(Fault::Changed));
    match opener {
        Opener::Officer { officer, password } => {
            let password = zeroize::Zeroizing::new(password);
            let officer = OfficerNumber::parse(&officer).map_err(|_| Error::WrongPassword { seconds: 0 })?;
            let tries = Tries::of(home, heading.post);
            tries.may_try(&officer, now)?;
            let Some(keeper) = heading.keepers.iter().find(|known| known.officer == officer) else {
                return Err(Fault::NotForYou.into());
            };
            let enrolment =
                tokio::runtime::Handle::current().block_on(enrolment_secret(home, heading.post, keeper.state))?;
            let least = if heading.is_demonstration { KdfStrength::Demonstration } else { KdfStrength::Standard };
            let holder = holder(heading.post, keeper.state, &officer);
            let Ok(keys) =
                keeper.keys.unwrap(&holder, Under { password: &password, enrolment: &enrolment, card: None }, least)
            else {
                return Err(tries.failed(&officer, now));
            };
            tries.good(&officer, now);
            let bound = heading.bound(keeper.state, officer.as_str());
            BackupKey::unwrap(&decoded(&keeper.sealed_key)?, &keys.receiving, &bound).map_err(|_| Fault::Changed.into())
        }
        Opener::Code { state, code } => {
            let code = RecoveryCode::from_printable(&code).map_err(|_| Error::Invalid { field: "recovery_code" })?;
            let known = heading.codes.iter().find(|known| known.state == state).ok_or(Fault::NotForYou)?;
            let receiving = code
                .unwrap_receiving(&known.receiving, state.as_str(), &known.public)
                .map_err(|_| Error::NotAllowed)?;
            BackupKey::unwrap(&decoded(&known.sealed_key)?, &receiving, &heading.bound(state, "(code)"))
                .map_err(|_| Fault::Changed.into())
        }
    }
}

/// The content of a backup, opened and verified.
pub(super) struct Examined {
    pub store: SqliteStore,
    pub verification: Verification,
    pub file: PathBuf,
}

/// Opens every piece of a backup, has the engine check the file, and verifies the journal.
pub(super) async fn examine(working: &Working, path: &Path, key: BackupKey) -> Result<Examined, Error> {
    let sealed = Sealed::open(path)?;
    let heading = sealed.heading.clone();
    let file = working.path("opened.osbp");
    let to = file.clone();
    blocking(move || {
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        sealed.decrypt(&key, &mut options.open(&to)?)
    })
    .await?;
    let store = SqliteStore::open_copy(&file).await?;
    let is_whole = store.health().await?.damage.is_empty();
    let (post, head) = (store.post().await?, store.head().await?);
    if !is_whole || post.post != heading.post || head.seq != heading.seq || HEXLOWER.encode(&head.hash) != heading.hash
    {
        return Err(Fault::OtherContent.into());
    }
    let verification = verify(&store).await?;
    Ok(Examined { store, verification, file })
}
