//! Entries that wait on this workstation for the next page of the State's own journal: sealed to the State, in a file that is
//! this user's alone, away from the database.
//!
//! Invariant: an entry is on the disk before what it tells of is answered, and leaves the file once it stands on a page. One
//! that a power cut left in both places is known by its id.

use std::fs::{DirBuilder, File, OpenOptions};
use std::io::Write as _;
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};

use data_encoding::BASE64;
use domain::StateCode;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::whole_file;

/// One entry, sealed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiting {
    /// The epoch of the State's key.
    pub epoch: u32,
    /// The sealed entry, base64.
    sealed: String,
}

impl Waiting {
    /// Returns a sealed entry as it waits.
    pub fn of(epoch: u32, sealed: &[u8]) -> Self {
        Self { epoch, sealed: BASE64.encode(sealed) }
    }

    /// Returns the sealed bytes; none where the line was spoiled.
    pub fn bytes(&self) -> Option<Vec<u8>> {
        BASE64.decode(self.sealed.as_bytes()).ok()
    }
}

/// The entries of one State that wait on this workstation.
#[derive(Debug)]
pub struct Spool {
    file: PathBuf,
    lock: PathBuf,
    turn: PathBuf,
}

impl Spool {
    /// Returns the spool of a State at a post; `home` is where this user's programs keep what must not lie beside the database.
    pub fn of(home: &Path, post: Uuid, state: StateCode) -> Self {
        let folder = home.join("own").join(post.to_string());
        let named = |end: &str| folder.join(format!("{state}.{end}"));
        Self { file: named("waiting"), lock: named("lock"), turn: named("turn") }
    }

    /// Adds an entry.
    ///
    /// # Errors
    /// When the file can't be written.
    pub fn add(&self, entry: &Waiting) -> std::io::Result<()> {
        let _held = self.hold()?;
        // A line that a power cut tore is ended first, or this one would be torn with it.
        let mut line = vec![b'\n'];
        line.extend(serde_json::to_vec(entry)?);
        line.push(b'\n');
        let mut file = OpenOptions::new().create(true).append(true).mode(0o600).open(&self.file)?;
        file.write_all(&line)?;
        file.sync_data()
    }

    /// Returns what waits, in order, if the page of this turn is still to be written here; from then on it counts as written.
    ///
    /// # Errors
    /// When the files can't be read or written.
    pub fn take_turn(&self, turn: i64) -> std::io::Result<Option<Vec<Waiting>>> {
        let _held = self.hold()?;
        let known = std::fs::read_to_string(&self.turn).ok().and_then(|text| text.trim().parse::<i64>().ok());
        if known.is_some_and(|known| known >= turn) {
            return Ok(None);
        }
        std::fs::write(&self.turn, turn.to_string())?;
        self.read().map(Some)
    }

    /// Returns what waits, in order, whatever the turn.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn waiting(&self) -> std::io::Result<Vec<Waiting>> {
        let _held = self.hold()?;
        self.read()
    }

    /// Removes entries that stand on a page now.
    ///
    /// # Errors
    /// When the file can't be written.
    pub fn remove(&self, done: &[Waiting]) -> std::io::Result<()> {
        let _held = self.hold()?;
        let mut rest = Vec::new();
        for entry in self.read()?.iter().filter(|entry| !done.contains(entry)) {
            rest.extend(serde_json::to_vec(entry)?);
            rest.push(b'\n');
        }
        whole_file::replace(&self.file, &rest)
    }

    /// Reads what waits. A line that a power cut tore is passed over: what it told of was never answered.
    fn read(&self) -> std::io::Result<Vec<Waiting>> {
        match std::fs::read_to_string(&self.file) {
            Ok(text) => Ok(text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect()),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Vec::new()),
            Err(error) => Err(error),
        }
    }

    /// Holds the spool against the other programs and windows of this workstation, until what is returned is dropped.
    fn hold(&self) -> std::io::Result<File> {
        if let Some(folder) = self.lock.parent() {
            DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
        }
        let file = OpenOptions::new().create(true).truncate(false).write(true).mode(0o600).open(&self.lock)?;
        file.lock()?;
        Ok(file)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_waits_outlives_the_process_and_a_torn_line_hides_nothing() {
        let home = tempfile::tempdir().unwrap();
        let state: StateCode = "KEN".parse().unwrap();
        let spool = || Spool::of(home.path(), Uuid::from_u128(1), state);
        let [one, two, three] = [1, 2, 3].map(|epoch| Waiting::of(epoch, &[7; 40]));
        spool().add(&one).unwrap();
        let mut file = OpenOptions::new().append(true).open(spool().file).unwrap();
        file.write_all(b"{\"epoch\":2,\"sea").unwrap();
        spool().add(&two).unwrap();
        spool().add(&three).unwrap();
        assert_eq!(spool().waiting().unwrap(), [one.clone(), two.clone(), three.clone()]);
        spool().remove(&[one, three]).unwrap();
        assert_eq!(spool().waiting().unwrap(), [two]);
        assert_eq!(Spool::of(home.path(), Uuid::from_u128(2), state).waiting().unwrap(), []);
    }

    #[test]
    fn a_turn_is_taken_once() {
        let home = tempfile::tempdir().unwrap();
        let spool = Spool::of(home.path(), Uuid::from_u128(1), "UGA".parse().unwrap());
        assert_eq!(spool.take_turn(5).unwrap(), Some(Vec::new()));
        assert_eq!(spool.take_turn(5).unwrap(), None);
        assert_eq!(spool.take_turn(4).unwrap(), None, "a clock that was set back writes no second page");
        assert_eq!(spool.take_turn(6).unwrap(), Some(Vec::new()));
    }
}
