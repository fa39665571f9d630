//! Where backups and their working copies lie.

use std::ffi::OsStr;
use std::fs::File;
use std::path::{Path, PathBuf};

use domain::backup::BackupRule;
use tempfile::TempDir;
use uuid::Uuid;

use super::form::Sealed;
use super::{ENDING, Fault, Listed, Listing};
use crate::failure::Error;

/// How the name of a folder with copies begins that lie open while a backup is made or looked at; the process's number follows.
const WORKING: &str = ".osbp-copies-";

/// How the name of a backup ends that is not complete; the process's number is before it.
const PART: &str = "part";

/// A folder for copies that lie open, which only this user can read. It goes with this value; what a killed process left goes
/// with the next one's.
pub(crate) struct Working(TempDir);

impl Working {
    /// Makes one beside the database, which lies as open, or under this user's home where the database is a server's.
    ///
    /// # Errors
    /// When it can't be made.
    pub fn beside(address: &str, home: &Path) -> Result<Self, Error> {
        let beside = if crate::is_postgres(address) { home.to_owned() } else { folder_of(address) };
        Self::within(&beside)
    }

    /// Makes one in a folder.
    ///
    /// # Errors
    /// When it can't be made.
    pub fn within(folder: &Path) -> Result<Self, Error> {
        std::fs::create_dir_all(folder)?;
        for entry in std::fs::read_dir(folder)?.flatten() {
            let name = entry.file_name();
            let process = name.to_str().and_then(|name| name.strip_prefix(WORKING)?.split('-').next());
            if process.is_some_and(has_ended) {
                let _gone = std::fs::remove_dir_all(entry.path());
            }
        }
        let prefix = format!("{WORKING}{}-", std::process::id());
        Ok(Self(tempfile::Builder::new().prefix(&prefix).tempdir_in(folder)?))
    }

    /// Returns a path in it.
    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }
}

/// Returns whether a process of that number is known to have ended; where the system does not tell, none has.
fn has_ended(process: &str) -> bool {
    let processes = Path::new("/proc");
    let is_number = !process.is_empty() && process.bytes().all(|byte| byte.is_ascii_digit());
    is_number
        && processes.join("self").exists()
        && process != std::process::id().to_string()
        && !processes.join(process).exists()
}

/// Returns the folder in which a database file lies.
pub(crate) fn folder_of(address: &str) -> PathBuf {
    let path = Path::new(address.strip_prefix("sqlite:").unwrap_or(address));
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
        _ => PathBuf::from("."),
    }
}

/// Returns where this user's backups of a post lie unless a folder is named.
pub fn usual_folder(home: &Path, post: Uuid) -> PathBuf {
    home.join("backups").join(post.to_string())
}

/// Returns whether a folder lies on the disk of the database; none for a server's, and where the system does not tell.
pub(crate) fn is_on_same_disk(address: &str, folder: &Path) -> Option<bool> {
    if crate::is_postgres(address) {
        return None;
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        let disk = |path: &Path| std::fs::metadata(path).ok().map(|found| found.dev());
        Some(disk(&folder_of(address))? == disk(folder)?)
    }
    #[cfg(not(unix))]
    {
        let _ = folder;
        None
    }
}

/// A backup under the name that it has until it is complete.
pub(super) struct Part {
    pub path: PathBuf,
}

impl Part {
    /// Begins one in a folder, and removes what killed processes left there.
    pub fn begin(folder: &Path, name: &str) -> Result<(Self, File), Error> {
        std::fs::create_dir_all(folder)?;
        for entry in std::fs::read_dir(folder)?.flatten() {
            let path = entry.path();
            let process = path.file_stem().and_then(|stem| Path::new(stem).extension()).and_then(OsStr::to_str);
            if path.extension() == Some(OsStr::new(PART)) && process.is_some_and(has_ended) {
                let _gone = std::fs::remove_file(path);
            }
        }
        let path = folder.join(format!("{name}.{}.{PART}", std::process::id()));
        let mut options = std::fs::OpenOptions::new();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(&path)?;
        Ok((Self { path }, file))
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        let _gone = std::fs::remove_file(&self.path);
    }
}

/// Returns the backups in a folder, newest first; those of one post where it is named. A folder that is not there has none.
///
/// # Errors
/// When the folder can't be read.
pub fn list(folder: &Path, post: Option<Uuid>) -> Result<Vec<Listed>, Error> {
    let entries = match std::fs::read_dir(folder) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries?,
    };
    let mut found = Vec::new();
    for entry in entries {
        let file = entry?.path();
        if !file.to_string_lossy().ends_with(ENDING) {
            continue;
        }
        let bytes = std::fs::metadata(&file)?.len();
        let heading = match Sealed::open(&file) {
            Ok(sealed) => {
                let heading = sealed.heading;
                Ok(Listing {
                    post: heading.post,
                    name: heading.name,
                    made_at: heading.made_at,
                    cause: heading.cause,
                    seq: heading.seq,
                    hash: heading.hash,
                })
            }
            Err(Error::Backup(fault)) => Err(fault),
            Err(other) => return Err(other),
        };
        let is_wanted = heading.as_ref().map_or(true, |heading| post.is_none_or(|post| heading.post == post));
        if is_wanted {
            found.push(Listed { file, bytes, heading });
        }
    }
    found.sort_by_key(|one| std::cmp::Reverse(one.heading.as_ref().ok().map(|heading| heading.made_at)));
    Ok(found)
}

/// Removes the backups of a post that are kept no longer. One that can't be removed is only in the way.
pub(super) fn remove_superseded(folder: &Path, post: Uuid, rule: BackupRule) -> Result<Vec<PathBuf>, Error> {
    let found = list(folder, Some(post))?;
    // What can't be read is left for somebody to look at.
    let made = found.into_iter().filter_map(|one| Some((one.heading.ok()?.made_at, one.file))).collect();
    let superseded = rule.superseded(made);
    Ok(superseded.into_iter().filter(|file| std::fs::remove_file(file).is_ok()).collect())
}

impl Fault {
    /// Returns the word under which the fault is looked up in the catalogue.
    pub const fn word(self) -> &'static str {
        match self {
            Self::NotABackup => "not_a_backup",
            Self::Newer => "newer",
            Self::Changed => "changed",
            Self::NotForYou => "not_for_you",
            Self::InUse => "in_use",
            Self::OtherContent => "other_content",
            Self::Journal => "journal",
        }
    }
}
