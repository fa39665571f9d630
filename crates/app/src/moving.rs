//! Moving a whole post between a file and a server: every row is copied and held against the original, and from one moment on
//! the post is in the other database and nowhere else.
//!
//! Invariant: a post never forks. The database that it leaves is marked first, so that nobody works in it; the one that it comes to
//! is a post only once it has every row. One call at a time moves it, and takes the mark away only after it has seen that nothing
//! is at the new place. What breaks off in between leaves it marked or as it was, and is gone on with by moving it there again.

use std::collections::BTreeMap;
use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use async_trait::async_trait;
use keys::Digest;
use serde::Serialize;
use storage::{Receiver, StorageError, Store, Table, Value};
use storage_postgres::{PostgresCopy, PostgresStore};
use storage_sqlite::{SqliteCopy, SqliteStore};

use crate::backup::Fault;
use crate::database::without_login;
use crate::doctor::file_of;
use crate::failure::{Error, log};
use crate::is_postgres;
use crate::live::Live;
use crate::newly_made::{place, remove, sweep, temporary};
use crate::verification::verify;
use crate::workstation::Workstation;

/// What is to move, and where.
#[derive(Debug, Clone)]
pub struct Moving {
    /// Where the post is.
    pub from: String,
    /// Where it is to be: a file where none is, or the empty database of a server.
    pub to: String,
    /// Where this user keeps what must not lie beside the database.
    pub home: PathBuf,
    /// Whether it may move while shifts are open.
    pub with_open_shifts: bool,
}

/// What became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum MoveOutcome {
    /// The post is there now.
    Moved {
        /// Where.
        to: String,
        /// The number of its last act.
        seq: i64,
        /// How many rows were held against the original.
        rows: u64,
        /// How many acts do not hold here, as they did not where they came from.
        problems: usize,
    },
    /// It was there already: a move that broke off had been done.
    There {
        /// Where.
        to: String,
        /// The number of its last act.
        seq: i64,
    },
    /// Nothing was done: officers are at work.
    OpenShifts {
        /// How many shifts are open.
        shifts: usize,
    },
    /// Nothing was done: a window has the file open.
    InUse,
}

impl Moving {
    /// Moves the post, or goes on with a move there that broke off.
    ///
    /// # Errors
    /// [`Error::Invalid`] when both are files or both on servers; [`StorageError::Occupied`] when there is something at the new place
    /// already; [`StorageError::Moved`] when the post was moved elsewhere; [`StorageError::NotOwner`];
    /// [`StorageError::Unavailable`] when another call moves it just now. Then it is where it was, unless the error is
    /// [`StorageError::OutcomeUnknown`] or nobody could see what is at the new place: the same move again tells.
    pub async fn run(&self) -> Result<MoveOutcome, Error> {
        if is_postgres(&self.from) == is_postgres(&self.to) {
            return Err(Error::Invalid { field: "to" });
        }
        let mark = without_login(&absolute(&self.to)?).ok_or(Error::Invalid { field: "to" })?;
        if is_postgres(&self.from) {
            let outcome = PostgresStore::alone_in_moving(&self.from, self.run_alone(mark)).await?;
            return outcome.unwrap_or_else(|| Err(is_moving()));
        }
        let _held = hold(file_of(&self.from))?;
        self.run_alone(mark).await
    }

    /// Does it while nobody else moves this post.
    async fn run_alone(&self, mark: String) -> Result<MoveOutcome, Error> {
        match self.moved_to().await? {
            None => {}
            Some(to) if to == mark => {
                if let Some(there) = self.is_there(&mark).await? {
                    return Ok(there);
                }
                return self.go_on(mark).await;
            }
            Some(to) => return Err(StorageError::Moved { to: Some(to) }.into()),
        }
        let workstation = Workstation::open(&self.from, &self.home).await?;
        let (shifts, is_copy) = (workstation.live().post.shifts.len(), workstation.post.copy_of.is_some());
        workstation.store().close().await;
        drop(workstation);
        if is_copy {
            return Err(StorageError::ReadOnly.into());
        }
        if shifts > 0 && !self.with_open_shifts {
            return Ok(MoveOutcome::OpenShifts { shifts });
        }
        self.is_free().await?;
        match self.mark(Some(&mark)).await {
            Err(Error::Backup(Fault::InUse)) => return Ok(MoveOutcome::InUse),
            marked => marked?,
        }
        self.go_on(mark).await
    }

    /// Copies what nobody changes any more. When that could not be done, and nothing is at the new place, takes the mark away again.
    async fn go_on(&self, mark: String) -> Result<MoveOutcome, Error> {
        let copied = self.copy(&mark).await;
        let found = match &copied {
            Ok(_) | Err(Error::Storage(StorageError::OutcomeUnknown)) => return copied,
            Err(_) => self.is_there(&mark).await,
        };
        let is_undone = match found {
            Ok(Some(there)) => return Ok(there),
            Ok(None) => self.mark(None).await,
            Err(error) => Err(error),
        };
        if let Err(error) = is_undone {
            // Nobody works in it, and the same move again goes on.
            log("take back that the post was moved", &error);
        }
        copied
    }

    async fn copy(&self, mark: &str) -> Result<MoveOutcome, Error> {
        let source = self.source().await?;
        let copied = self.copy_from(source.as_ref(), mark.to_owned()).await;
        source.close().await;
        copied
    }

    async fn copy_from(&self, source: &dyn Store, to: String) -> Result<MoveOutcome, Error> {
        let problems = verify(source).await?.problems.len();
        let seq = source.head().await?.seq;
        let content =
            if is_postgres(&self.to) { self.fill_server(source).await? } else { self.fill_file(source).await? };
        Ok(MoveOutcome::Moved { to, seq, rows: content.rows(), problems })
    }

    async fn fill_server(&self, source: &dyn Store) -> Result<Content, Error> {
        let mut copy = PostgresCopy::begin(&self.to).await?;
        let taken = Content::of(source, Some(&mut copy)).await?;
        let mut given = Counting::default();
        copy.give_back(&mut given).await?;
        if given.content != taken {
            return Err(other_content());
        }
        copy.is_here(&states(source).await?).await?;
        copy.end().await?;
        Ok(taken)
    }

    async fn fill_file(&self, source: &dyn Store) -> Result<Content, Error> {
        let path = file_of(&self.to);
        if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder)?;
        }
        sweep(path);
        let beside = temporary(path, &std::process::id().to_string());
        let filled = fill(source, &beside).await;
        let placed = match &filled {
            Ok(_) => flush(&beside).and_then(|()| place(&beside, path)),
            Err(_) => Ok(()),
        };
        remove(&beside);
        match placed {
            // The post has its name. Should a power cut take that away, the same move again goes on.
            Err(Error::File(_)) if path.exists() => filled,
            placed => placed.and(filled),
        }
    }

    /// Returns where the post was moved to from where it is taken to be.
    async fn moved_to(&self) -> Result<Option<String>, Error> {
        Ok(if is_postgres(&self.from) {
            PostgresStore::moved_to(&self.from).await?
        } else {
            SqliteStore::moved_to(file_of(&self.from)).await?
        })
    }

    /// Says in the database that the post leaves where it is, or that it stays.
    async fn mark(&self, to: Option<&str>) -> Result<(), Error> {
        if is_postgres(&self.from) {
            return Ok(PostgresStore::mark_moved(&self.from, to).await?);
        }
        if SqliteStore::mark_moved(file_of(&self.from), to).await? { Ok(()) } else { Err(Fault::InUse.into()) }
    }

    /// Refuses a place where something is.
    async fn is_free(&self) -> Result<(), Error> {
        let is_free =
            if is_postgres(&self.to) { PostgresStore::is_free(&self.to).await? } else { !file_of(&self.to).exists() };
        if is_free { Ok(()) } else { Err(StorageError::Occupied.into()) }
    }

    /// Returns whether the post is at the new place already, whole and at home.
    async fn is_there(&self, mark: &str) -> Result<Option<MoveOutcome>, Error> {
        match self.is_free().await {
            Ok(()) => return Ok(None),
            Err(Error::Storage(StorageError::Occupied)) => {}
            Err(error) => return Err(error),
        }
        let (there, source) = (Workstation::open(&self.to, &self.home).await?, self.source().await?);
        let (post, seq) = (source.post().await?.post, source.head().await?.seq);
        let last = there.store().acts_after(seq - 1, 1).await?;
        let is_it = there.id() == post && source.acts_after(seq - 1, 1).await? == last;
        source.close().await;
        there.store().close().await;
        if is_it {
            Ok(Some(MoveOutcome::There { to: mark.to_owned(), seq }))
        } else {
            Err(StorageError::Occupied.into())
        }
    }

    /// Opens the database that the post leaves, to read it.
    async fn source(&self) -> Result<Arc<dyn Store>, Error> {
        Ok(if is_postgres(&self.from) {
            Arc::new(PostgresStore::open_moved(&self.from).await?)
        } else {
            Arc::new(SqliteStore::open_moved(file_of(&self.from)).await?)
        })
    }
}

/// Another call moves the same post.
#[derive(Debug, thiserror::Error)]
#[error("the post is being moved already; let that end, and call again")]
struct IsMoving;

fn is_moving() -> Error {
    StorageError::Unavailable(Box::new(IsMoving)).into()
}

/// Keeps other calls from moving the post of a file until what is returned is dropped, or the process ends. It can't be the file
/// itself that is held: whoever closes it lets go of what SQLite holds of it.
fn hold(file: &Path) -> Result<File, Error> {
    let file = std::fs::canonicalize(file).map_err(|error| StorageError::Unavailable(Box::new(error)))?;
    let mut beside = file.into_os_string();
    beside.push(".moving");
    // It stays: whoever removed it could remove it from under somebody who has just opened it.
    let beside = OpenOptions::new().write(true).create(true).truncate(false).open(PathBuf::from(beside))?;
    match beside.try_lock() {
        Ok(()) => Ok(beside),
        Err(TryLockError::WouldBlock) => Err(is_moving()),
        Err(TryLockError::Error(error)) => Err(error.into()),
    }
}

/// Makes a file of every row, in which the post is at home.
async fn fill(source: &dyn Store, file: &Path) -> Result<Content, Error> {
    let mut copy = SqliteCopy::begin(file).await?;
    let taken = Content::of(source, Some(&mut copy)).await?;
    copy.end().await?;
    let filled = SqliteStore::open_moved(file).await?;
    let given = Content::of(&filled, None).await?;
    filled.close().await;
    let is_at_home = given == taken && SqliteStore::mark_moved(file, None).await?;
    if is_at_home { Ok(taken) } else { Err(other_content()) }
}

fn flush(file: &Path) -> Result<(), Error> {
    Ok(File::open(file)?.sync_all()?)
}

fn other_content() -> Error {
    Error::Fault("the copy is not what was copied")
}

async fn states(source: &dyn Store) -> Result<Vec<String>, Error> {
    let acts = source.acts_of_post().await?;
    let founding = acts.first().ok_or(StorageError::NotAPost)?;
    let live = Live::begin(founding).map_err(|_| Error::Unreadable { seq: founding.seq })?;
    Ok(live.post.plan.states.map(|state| state.to_string()).to_vec())
}

/// Returns the address as it is understood from anywhere on this machine.
fn absolute(address: &str) -> Result<String, Error> {
    if is_postgres(address) {
        return Ok(address.to_owned());
    }
    Ok(std::path::absolute(file_of(address))?.to_string_lossy().into_owned())
}

/// What is in a database, in whatever order it comes: of each table its columns, the number of its rows, and the digests of its rows
/// laid over each other. No two rows of a table are alike, so none hides another.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Content(BTreeMap<String, (Vec<String>, u64, [u8; 32])>);

impl Content {
    /// Reads everything, and passes it on.
    async fn of(store: &dyn Store, to: Option<&mut dyn Receiver>) -> Result<Self, StorageError> {
        let mut counting = Counting { content: Self::default(), to };
        store.copy_to(&mut counting).await?;
        Ok(counting.content)
    }

    fn add(&mut self, table: &Table, row: &[Value]) {
        let mut text = Vec::new();
        for value in row {
            let (kind, bytes) = match value {
                Value::Nothing => (0, Vec::new()),
                Value::Number(number) => (1, number.to_be_bytes().to_vec()),
                Value::Text(text) => (2, text.as_bytes().to_vec()),
                Value::Bytes(bytes) => (3, bytes.clone()),
            };
            text.push(kind);
            text.extend((bytes.len() as u64).to_be_bytes());
            text.extend(bytes);
        }
        let new = || (table.columns.clone(), 0, [0; 32]);
        let (_, rows, laid) = self.0.entry(table.name.clone()).or_insert_with(new);
        *rows += 1;
        laid.iter_mut().zip(Digest::of(&text).as_bytes()).for_each(|(laid, byte)| *laid ^= byte);
    }

    fn rows(&self) -> u64 {
        self.0.values().map(|(_, rows, _)| rows).sum()
    }
}

/// Counts what comes by.
#[derive(Default)]
struct Counting<'a> {
    content: Content,
    to: Option<&'a mut dyn Receiver>,
}

#[async_trait]
impl Receiver for Counting<'_> {
    async fn take(&mut self, table: &Table, rows: Vec<Vec<Value>>) -> Result<(), StorageError> {
        rows.iter().for_each(|row| self.content.add(table, row));
        match &mut self.to {
            Some(to) => to.take(table, rows).await,
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_is_told_apart_whatever_its_order() {
        let table = |name: &str| Table { name: name.to_owned(), columns: vec!["a".to_owned(), "b".to_owned()] };
        let row = |number, text: &str| vec![Value::Number(number), Value::Text(text.to_owned())];
        let content = |rows: &[(&str, Vec<Value>)]| {
            let mut content = Content::default();
            rows.iter().for_each(|(name, row)| content.add(&table(name), row));
            content
        };
        let one = content(&[("x", row(1, "p")), ("x", row(2, "q")), ("y", row(1, "p"))]);
        assert_eq!(one, content(&[("y", row(1, "p")), ("x", row(2, "q")), ("x", row(1, "p"))]));
        assert_eq!(one.rows(), 3);
        for other in [
            content(&[("x", row(1, "p")), ("x", row(2, "q"))]),
            content(&[("x", row(1, "p")), ("x", row(2, "r")), ("y", row(1, "p"))]),
            content(&[("x", row(1, "p")), ("y", row(2, "q")), ("y", row(1, "p"))]),
            content(&[
                ("x", vec![Value::Number(1), Value::Bytes(b"p".to_vec())]),
                ("x", row(2, "q")),
                ("y", row(1, "p")),
            ]),
        ] {
            assert_ne!(one, other);
        }
    }
}
