//! A file beside the database that keeps room on its disk. On a full disk even a row that goes away needs room: so the file is
//! given up when a write meets one, and what winds the day down goes on: claims given back, shifts closed.
//!
//! Invariant: nothing but that is written into the room that was kept. The file is laid again as soon as there is room for it and
//! for the work.

use std::fs::{File, OpenOptions};
use std::path::{Path, PathBuf};

use crate::machine;

/// How much room is kept: thousands of claims and shifts.
const KEPT: u64 = 16 << 20;

/// It is laid only where this much is free: on a smaller disk it would itself be what fills it.
const NEEDED: u64 = 4 * KEPT;

/// Below this much a database can't even be opened, in bytes.
const LEAST: u64 = 1 << 20;

/// Whether a command is work, or ends it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Work: on a full disk it is refused.
    Work,
    /// A claim that is given back, a shift that is closed.
    WindsDown,
}

/// The ballast of a database file.
#[derive(Debug)]
pub struct Ballast {
    file: PathBuf,
}

impl Ballast {
    /// Returns the ballast that lies, or is to lie, beside a database file.
    pub fn beside(database: &Path) -> Self {
        let mut name = database.as_os_str().to_owned();
        name.push(".ballast");
        Self { file: PathBuf::from(name) }
    }

    /// Lays it where there is room and it does not lie yet. A disk that is too small for it goes without.
    pub fn lay(&self) {
        let before = self.length();
        if before == Some(KEPT) || machine::room(&self.folder()).is_none_or(|room| room.free < NEEDED) {
            return;
        }
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let laid = options.open(&self.file).and_then(|mut file| machine::allocate(&mut file, KEPT));
        if laid.is_err() {
            let _left = if before.is_some() { self.empty() } else { std::fs::remove_file(&self.file) };
        }
    }

    /// Returns whether a command may be written. Once the ballast was given up work may not, until it lies again.
    pub fn lets(&self, kind: Kind) -> bool {
        if kind == Kind::WindsDown || !self.is_given_up() {
            return true;
        }
        self.lay();
        !self.is_given_up()
    }

    /// Gives it up; returns whether that made room.
    pub fn give_up(&self) -> bool {
        self.length().is_some_and(|length| length > 0) && self.empty().is_ok()
    }

    /// Gives it up where there is no room left even to open the database, which begins a log beside it.
    pub fn make_room_to_open(&self) {
        if self.length().is_some() && machine::room(&self.folder()).is_some_and(|room| room.free < LEAST) {
            self.give_up();
        }
    }

    /// Returns whether it lay and was given up: an empty file tells it from one that was never laid.
    pub fn is_given_up(&self) -> bool {
        self.length() == Some(0)
    }

    fn length(&self) -> Option<u64> {
        std::fs::metadata(&self.file).ok().map(|found| found.len())
    }

    fn empty(&self) -> std::io::Result<()> {
        File::options().write(true).open(&self.file)?.set_len(0)
    }

    fn folder(&self) -> PathBuf {
        match self.file.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
            _ => PathBuf::from("."),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_lies_is_given_up_once_and_lies_again() {
        let folder = tempfile::tempdir().expect("a folder");
        let ballast = Ballast::beside(&folder.path().join("post.osbp"));
        // Where none was ever laid nothing is kept back.
        assert!(ballast.lets(Kind::Work) && !ballast.is_given_up() && !ballast.give_up());
        ballast.lay();
        assert_eq!(ballast.length(), Some(KEPT));
        assert!(ballast.lets(Kind::Work));
        assert!(ballast.give_up() && ballast.is_given_up() && !ballast.give_up());
        assert!(ballast.lets(Kind::WindsDown) && ballast.is_given_up());
        // There is room here: work goes on once it lies again.
        assert!(ballast.lets(Kind::Work) && !ballast.is_given_up());
    }
}
