//! Making a post so that a process that is killed leaves a whole one or none.
//!
//! Invariant: nothing is ever put in place of a file that is there already.

use std::ffi::OsString;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use storage::StorageError;

use crate::failure::Error;
use crate::workstation::Workstation;

/// Makes a post at an address: a file is made beside it under a temporary name, and gets its own once everything stands.
/// `make` gets the address to make it at. On PostgreSQL that is the address itself; what is not founded there when the
/// process is killed is an empty database, in which the next one begins again.
///
/// # Errors
/// When there is something at `address` already, or it can't be made; then nothing is left there.
pub async fn newly_made(
    address: &str,
    home: &Path,
    make: impl AsyncFnOnce(&str) -> Result<Arc<Workstation>, Error>,
) -> Result<Arc<Workstation>, Error> {
    if crate::is_postgres(address) {
        return make(address).await;
    }
    let path = Path::new(address.strip_prefix("sqlite:").unwrap_or(address));
    if path.exists() {
        return Err(StorageError::Occupied.into());
    }
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder)?;
    }
    sweep(path);
    let beside = temporary(path, &std::process::id().to_string());
    let made = match make(&beside.to_string_lossy()).await {
        Ok(made) => made,
        Err(error) => {
            remove(&beside);
            return Err(error);
        }
    };
    // Closing folds the write-ahead log into the file, so that one rename moves all of it.
    made.store().close().await;
    drop(made);
    let placed = place(&beside, path);
    remove(&beside);
    placed?;
    Workstation::open(&path.to_string_lossy(), home).await
}

/// Gives the file its name, unless another has it meanwhile. A link refuses to replace; where the file system has none,
/// the look before has to do.
pub(crate) fn place(beside: &Path, path: &Path) -> Result<(), Error> {
    match std::fs::hard_link(beside, path) {
        Ok(()) => {}
        Err(error) if error.kind() == ErrorKind::AlreadyExists => return Err(StorageError::Occupied.into()),
        Err(_) if path.exists() => return Err(StorageError::Occupied.into()),
        Err(_) => std::fs::rename(beside, path)?,
    }
    // The name is on the disk only once its folder is.
    #[cfg(unix)]
    {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        std::fs::File::open(folder)?.sync_all()?;
    }
    Ok(())
}

/// Returns the name of a file until it gets its own.
pub(crate) fn temporary(path: &Path, process: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(format!(".{process}.new"));
    PathBuf::from(name)
}

/// Removes what processes left that were killed while they made this post; what lives is left alone, and so is everything
/// where the system does not tell who lives.
pub(crate) fn sweep(path: &Path) {
    let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else { return };
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let processes = Path::new("/proc");
    if !processes.join("self").exists() {
        return;
    }
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let left = process_of(&entry.file_name(), &name.to_string_lossy());
        if let Some(process) = left
            && (process == std::process::id().to_string() || !processes.join(&process).exists())
        {
            remove(&temporary(path, &process));
        }
    }
}

/// Returns the process that made a temporary file of that name; nothing for other files.
fn process_of(file: &OsString, name: &str) -> Option<String> {
    let process = file.to_str()?.strip_prefix(name)?.strip_prefix('.')?.strip_suffix(".new")?;
    process.bytes().all(|byte| byte.is_ascii_digit()).then(|| process.to_owned())
}

/// Removes a temporary file and what SQLite keeps beside it. What can't be removed is only in the way.
pub(crate) fn remove(beside: &Path) {
    for ending in ["", "-wal", "-shm", "-journal"] {
        let mut name = beside.as_os_str().to_owned();
        name.push(ending);
        let _gone = std::fs::remove_file(PathBuf::from(name));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_killed_process_left_is_swept_and_nothing_else() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("post.osbp");
        let file = |name: &str| folder.path().join(name);
        // No process has a number this high on Linux (its most is 4,194,304).
        for name in ["post.osbp.9999999.new", "post.osbp.9999999.new-wal", "post.osbp.1.new", "other.osbp.9999999.new"]
        {
            std::fs::write(file(name), "left").expect("a file");
        }
        sweep(&path);
        let left = |name: &str| file(name).exists();
        assert!(!left("post.osbp.9999999.new") && !left("post.osbp.9999999.new-wal"));
        assert!(left("post.osbp.1.new") && left("other.osbp.9999999.new"));
    }

    #[test]
    fn a_post_that_came_first_is_not_replaced() {
        let folder = tempfile::tempdir().expect("a folder");
        let (beside, path) = (folder.path().join("post.osbp.5.new"), folder.path().join("post.osbp"));
        std::fs::write(&beside, "second").expect("a file");
        std::fs::write(&path, "first").expect("a file");
        assert!(matches!(place(&beside, &path), Err(Error::Storage(StorageError::Occupied))));
        assert_eq!(std::fs::read_to_string(&path).expect("the file"), "first");
    }
}
