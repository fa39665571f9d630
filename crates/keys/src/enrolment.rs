//! A State's enrolment secret: what a workstation has and a copied database lacks.
//!
//! *Invariant*: the secret is never beside the database. Where no keyring service runs it lies in a file that only its
//! user can read, in a folder that only its user can enter; a file that others could have read is refused, not mended,
//! because what may have been copied must be replaced.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Read, Write},
    path::{Path, PathBuf},
};

use rand_core::CryptoRng;
use thiserror::Error;
use zeroize::Zeroizing;

use crate::{encoding::Malformed, secret::Secret};

/// The first line of the file; it names the form and lets a person see what he found.
const HEADING: &str = "osbp enrolment secret v1";

/// More than the file can hold; reading stops there.
const MOST: u64 = 1024;

/// Thirty-two secret bytes that all workstations of one State share.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnrolmentSecret(Secret<32>);

/// The file of the enrolment secret can't be used.
#[derive(Debug, Error)]
pub enum EnrolmentFileError {
    /// Reading or writing failed; a missing file is the kind `NotFound`.
    #[error("access the enrolment secret at {}", path.display())]
    Io {
        /// The file or its folder.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// Others than its user may read the file or enter its folder.
    #[error("trust the enrolment secret: mode {mode:03o} lets others at {}", path.display())]
    Exposed {
        /// The file or its folder.
        path: PathBuf,
        /// The permission bits found.
        mode: u32,
    },
    /// There is a secret already. Writing over it would lock every officer out.
    #[error("write over the enrolment secret at {}", path.display())]
    AlreadyThere {
        /// The file.
        path: PathBuf,
    },
    /// The file is not one that this program wrote, or is cut short.
    #[error(transparent)]
    Malformed(#[from] Malformed),
}

impl EnrolmentSecret {
    /// Draws a new secret.
    pub fn generate(rng: &mut impl CryptoRng) -> Self {
        Self(Secret::generate(rng))
    }

    /// Takes the 32 bytes as the system keyring kept them.
    #[must_use]
    pub fn from_secret_bytes(bytes: &[u8; 32]) -> Self {
        Self(Secret::copy_from(bytes))
    }

    /// Returns the 32 bytes for the system keyring, wiped when dropped.
    #[must_use]
    pub fn to_secret_bytes(&self) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(*self.0.expose())
    }

    pub(crate) fn expose(&self) -> &[u8; 32] {
        self.0.expose()
    }

    /// Returns the secret as it is written to a file or into a keyring.
    #[must_use]
    pub fn to_text(&self) -> Zeroizing<String> {
        let hex = Zeroizing::new(data_encoding::HEXLOWER.encode(self.0.expose()));
        Zeroizing::new([HEADING, "\n", &hex, "\n"].concat())
    }

    /// Reads the secret as [`EnrolmentSecret::to_text`] wrote it.
    ///
    /// # Errors
    ///
    /// [`Malformed`] for anything else.
    pub fn from_text(text: &[u8]) -> Result<Self, Malformed> {
        let hex = text
            .strip_prefix(HEADING.as_bytes())
            .and_then(|rest| rest.strip_prefix(b"\n"))
            .and_then(|rest| rest.strip_suffix(b"\n"))
            .ok_or_else(malformed)?;
        let bytes = Zeroizing::new(data_encoding::HEXLOWER.decode(hex).map_err(|_| malformed())?);
        Secret::copy_from_slice(&bytes).map(Self).ok_or_else(malformed)
    }

    /// Writes the secret to a new file that only this user can read.
    ///
    /// A missing folder is made for this user alone. On Windows the file has the access rights of the user's profile,
    /// where the path must lie.
    ///
    /// # Errors
    ///
    /// [`EnrolmentFileError::AlreadyThere`] when the file exists, [`EnrolmentFileError::Exposed`] when others may enter
    /// its folder, [`EnrolmentFileError::Io`] when writing fails; nothing is left behind then.
    pub fn store(&self, path: &Path) -> Result<(), EnrolmentFileError> {
        store_privately(path, self.to_text().as_bytes())
    }

    /// Reads the secret from its file.
    ///
    /// # Errors
    ///
    /// [`EnrolmentFileError::Exposed`] when the file or its folder is open to others, [`EnrolmentFileError::Malformed`]
    /// when it is not such a file, [`EnrolmentFileError::Io`] when it is missing or unreadable.
    pub fn load(path: &Path) -> Result<Self, EnrolmentFileError> {
        Ok(Self::from_text(&load_privately(path)?)?)
    }
}

/// Writes a secret to a new file that only this user can read; see [`EnrolmentSecret::store`].
///
/// # Errors
///
/// As there.
pub fn store_privately(path: &Path, secret: &[u8]) -> Result<(), EnrolmentFileError> {
    let folder = folder_of(path);
    make_private_folder(folder).map_err(|source| io_error(folder, source))?;
    refuse_exposed(folder, &fs::metadata(folder).map_err(|source| io_error(folder, source))?)?;

    let mut file = match private_options().write(true).create_new(true).open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            return Err(EnrolmentFileError::AlreadyThere { path: path.to_owned() });
        }
        Err(source) => return Err(io_error(path, source)),
    };
    let written = file.write_all(secret).and_then(|()| file.sync_all());
    if let Err(source) = written {
        // Half a secret would look like a damaged one and stop the next attempt; the first failure is reported.
        drop(file);
        drop(fs::remove_file(path));
        return Err(io_error(path, source));
    }
    Ok(())
}

/// Reads a secret of at most 1 KiB from a file that only this user can read.
///
/// # Errors
///
/// [`EnrolmentFileError::Exposed`] when the file or its folder is open to others, [`EnrolmentFileError::Malformed`] when it is
/// no file, [`EnrolmentFileError::Io`] when it is missing or unreadable.
pub fn load_privately(path: &Path) -> Result<Zeroizing<Vec<u8>>, EnrolmentFileError> {
    let folder = folder_of(path);
    refuse_exposed(folder, &fs::metadata(folder).map_err(|source| io_error(folder, source))?)?;
    let file = File::open(path).map_err(|source| io_error(path, source))?;
    // The open file is asked, not the path: the name could point elsewhere a moment later.
    let metadata = file.metadata().map_err(|source| io_error(path, source))?;
    if !metadata.is_file() {
        return Err(malformed().into());
    }
    refuse_exposed(path, &metadata)?;

    let mut text = Zeroizing::new(Vec::with_capacity(MOST as usize));
    file.take(MOST).read_to_end(&mut text).map_err(|source| io_error(path, source))?;
    Ok(text)
}

fn malformed() -> Malformed {
    Malformed { what: "enrolment secret" }
}

fn io_error(path: &Path, source: io::Error) -> EnrolmentFileError {
    EnrolmentFileError::Io { path: path.to_owned(), source }
}

/// A bare file name lies in the current folder, which `Path::parent` calls the empty path.
fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

#[cfg(unix)]
fn make_private_folder(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

#[cfg(not(unix))]
fn make_private_folder(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)
}

#[cfg(unix)]
fn private_options() -> OpenOptions {
    use std::os::unix::fs::OpenOptionsExt;
    let mut options = OpenOptions::new();
    options.mode(0o600);
    options
}

#[cfg(not(unix))]
fn private_options() -> OpenOptions {
    OpenOptions::new()
}

#[cfg(unix)]
fn refuse_exposed(path: &Path, metadata: &fs::Metadata) -> Result<(), EnrolmentFileError> {
    use std::os::unix::fs::PermissionsExt;
    let mode = metadata.permissions().mode() & 0o777;
    if mode & 0o077 == 0 { Ok(()) } else { Err(EnrolmentFileError::Exposed { path: path.to_owned(), mode }) }
}

#[cfg(not(unix))]
fn refuse_exposed(_path: &Path, _metadata: &fs::Metadata) -> Result<(), EnrolmentFileError> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secret() -> EnrolmentSecret {
        EnrolmentSecret::from_secret_bytes(&[0x5a; 32])
    }

    #[test]
    fn what_is_stored_is_loaded() {
        let base = tempfile::tempdir().unwrap();
        let path = base.path().join("north/enrolment");
        secret().store(&path).unwrap();
        assert_eq!(EnrolmentSecret::load(&path).unwrap(), secret());
    }

    #[test]
    fn a_secret_is_never_written_over() {
        let base = tempfile::tempdir().unwrap();
        let path = base.path().join("north/enrolment");
        secret().store(&path).unwrap();
        let again = EnrolmentSecret::from_secret_bytes(&[1; 32]).store(&path);
        assert!(matches!(again, Err(EnrolmentFileError::AlreadyThere { .. })), "{again:?}");
        assert_eq!(EnrolmentSecret::load(&path).unwrap(), secret());
    }

    #[test]
    fn a_missing_file_is_not_found() {
        let base = tempfile::tempdir().unwrap();
        let path = base.path().join("north/enrolment");
        secret().store(&path).unwrap();
        fs::remove_file(&path).unwrap();
        let loaded = EnrolmentSecret::load(&path);
        let Err(EnrolmentFileError::Io { source, .. }) = loaded else {
            panic!("loaded {loaded:?}");
        };
        assert_eq!(source.kind(), io::ErrorKind::NotFound);
    }

    #[test]
    fn a_cut_or_foreign_file_is_refused() {
        let base = tempfile::tempdir().unwrap();
        let path = base.path().join("north/enrolment");
        secret().store(&path).unwrap();
        let good = fs::read(&path).unwrap();
        for len in 0..good.len() {
            fs::write(&path, &good[..len]).unwrap();
            let loaded = EnrolmentSecret::load(&path);
            assert!(matches!(loaded, Err(EnrolmentFileError::Malformed(_))), "{len}: {loaded:?}");
        }
    }

    #[cfg(unix)]
    mod permissions {
        use std::os::unix::fs::PermissionsExt;

        use super::*;

        fn mode(path: &Path) -> u32 {
            fs::metadata(path).unwrap().permissions().mode() & 0o777
        }

        fn allow(path: &Path, mode: u32) {
            fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
        }

        #[test]
        fn file_and_new_folder_are_for_this_user_alone() {
            let base = tempfile::tempdir().unwrap();
            let path = base.path().join("north/enrolment");
            secret().store(&path).unwrap();
            assert_eq!(mode(&path), 0o600);
            assert_eq!(mode(&base.path().join("north")), 0o700);
        }

        #[test]
        fn a_file_that_others_may_read_or_write_is_refused() {
            let base = tempfile::tempdir().unwrap();
            let path = base.path().join("north/enrolment");
            secret().store(&path).unwrap();
            for open in [0o640, 0o604, 0o620, 0o602] {
                allow(&path, open);
                let loaded = EnrolmentSecret::load(&path);
                assert!(matches!(loaded, Err(EnrolmentFileError::Exposed { mode, .. }) if mode == open));
            }
            allow(&path, 0o400);
            assert_eq!(EnrolmentSecret::load(&path).unwrap(), secret());
        }

        #[test]
        fn a_folder_that_others_may_enter_is_refused() {
            let base = tempfile::tempdir().unwrap();
            let folder = base.path().join("open");
            fs::create_dir(&folder).unwrap();
            allow(&folder, 0o755);
            let path = folder.join("enrolment");
            assert!(matches!(secret().store(&path), Err(EnrolmentFileError::Exposed { .. })));
            assert!(!path.exists());

            allow(&folder, 0o700);
            secret().store(&path).unwrap();
            allow(&folder, 0o710);
            assert!(matches!(EnrolmentSecret::load(&path), Err(EnrolmentFileError::Exposed { .. })));
        }
    }
}
