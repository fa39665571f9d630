//! Files that are there whole or not at all.

use std::fs::{DirBuilder, File, OpenOptions};
use std::io::Write as _;
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

/// What is written beside has one name: two who put the same file would write into each other's.
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

/// Puts a file in place of the one that is there: written beside, flushed and renamed, so that a power cut leaves the old one or
/// the new one, never half of each; and the new one, once this has returned. Its user alone reads it, as the folder.
///
/// # Errors
/// When it can't be written.
pub fn replace(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let _turn = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    if let Some(folder) = folder {
        DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    }
    let beside = path.with_extension("new");
    let mut file = OpenOptions::new().create(true).write(true).truncate(true).mode(0o600).open(&beside)?;
    file.write_all(bytes)?;
    file.sync_data()?;
    std::fs::rename(&beside, path)?;
    // The name is in the folder: until that is flushed too a power cut takes it back.
    folder.map_or(Ok(()), |folder| File::open(folder)?.sync_all())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_puts_the_same_file_at_once_leaves_one_of_both_whole() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("deep").join("draft.sealed");
        std::thread::scope(|scope| {
            for letter in [b'a', b'b'] {
                let file = &file;
                scope.spawn(move || {
                    for length in 1..60 {
                        replace(file, &vec![letter; length * 4_096]).expect("it is put");
                    }
                });
            }
        });
        let left = std::fs::read(&file).expect("it is there");
        assert!(left.len() == 59 * 4_096 && (left == vec![left[0]; left.len()]), "{} bytes", left.len());
        assert!(!file.with_extension("new").exists());
    }
}
