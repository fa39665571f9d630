//! Going on from a backup: it is verified, put where nothing is, and counts once a supervisor of each State has signed.
//!
//! Invariant: nothing is ever put in place of a post. What was there is put aside under another name, or stays.

use std::path::{Path, PathBuf};

use data_encoding::HEXLOWER;
use domain::PostAct;
use domain::backup::{Restoration, Restored};
use serde::Serialize;
use storage::{Head, StorageError, Store};
use storage_postgres::PostgresCopy;
use storage_sqlite::SqliteStore;

use crate::backup::{Fault, Opened, Opener, folder_of};
use crate::clock::Clock;
use crate::database;
use crate::doctor::file_of;
use crate::failure::Error;
use crate::live::Live;
use crate::newly_made::place;
use crate::signed_in::SignedIn;
use crate::verification::verify;
use crate::witness::Witness;
use crate::workstation::Workstation;

/// A backup that was put in place, and waits for both States' signatures.
#[derive(Debug, Clone, Serialize)]
pub struct PutBack {
    /// The number of its last act.
    pub seq: i64,
    /// The highest number that is known to have been seen: the acts between are lost.
    pub lost: i64,
    /// Where the post is that was there before.
    pub put_aside: Option<PathBuf>,
}

/// Where to put a backup.
#[derive(Debug, Clone)]
pub struct Restoring {
    /// The backup.
    pub backup: PathBuf,
    /// Where the post is to be: a file, or an empty database on a server.
    pub address: String,
    /// Where this user keeps what must not lie beside the database.
    pub home: PathBuf,
    /// Whether a post that is there is put aside under another name.
    pub may_put_aside: bool,
}

impl Restoring {
    /// Opens the backup, verifies it, and puts it in place. This workstation refuses the journal until it is signed.
    ///
    /// # Errors
    /// When the backup can't be opened, or anything in it does not hold; [`StorageError::Occupied`] when there is something
    /// already; [`Fault::InUse`] when it is to be put aside and somebody has it open.
    pub async fn run(&self, opener: Opener) -> Result<PutBack, Error> {
        let is_server = crate::is_postgres(&self.address);
        let folder = if is_server { self.home.clone() } else { folder_of(&self.address) };
        let path = file_of(&self.address);
        if !is_server && path.exists() && !self.may_put_aside {
            return Err(StorageError::Occupied.into());
        }
        let opened = Opened::open(&self.backup, opener, &self.home, &folder).await?;
        if !opened.verification.is_ok() {
            return Err(Fault::Journal.into());
        }
        let hash = HEXLOWER.decode(opened.heading.hash.as_bytes()).map_err(|_| Fault::OtherContent)?;
        let head = Head { seq: opened.heading.seq, hash, at: opened.heading.made_at };
        let witness = Witness::of(&self.home, opened.heading.post);
        let mut lost = witness.highest().unwrap_or_default().max(head.seq);
        let put_aside = if is_server {
            self.fill(&opened, &head).await?;
            None
        } else {
            let (aside, last) = self.put_aside(path).await?;
            lost = lost.max(last.unwrap_or_default());
            std::fs::File::open(&opened.file)?.sync_all()?;
            if let Err(error) = place(&opened.file, path) {
                // What was there goes back to where it was.
                if let Some(aside) = &aside {
                    rename_with_log(aside, path)?;
                }
                return Err(error);
            }
            aside
        };
        witness.awaits_signatures(&head)?;
        Ok(PutBack { seq: head.seq, lost, put_aside })
    }

    /// Fills an empty database of a server, and verifies what is in it then.
    async fn fill(&self, opened: &Opened, head: &Head) -> Result<(), Error> {
        let file = SqliteStore::open_copy(&opened.file).await?;
        let mut copy = PostgresCopy::begin(&self.address).await?;
        file.copy_to(&mut copy).await?;
        copy.end().await?;
        file.close().await;
        let store = database::open(&self.address, &self.home).await?;
        let filled = store.head().await?;
        let is_sound = filled.seq == head.seq && filled.hash == head.hash && verify(store.as_ref()).await?.is_ok();
        if is_sound {
            raise_walls(store.as_ref()).await?;
        }
        store.close().await;
        if is_sound { Ok(()) } else { Err(Fault::OtherContent.into()) }
    }

    /// Puts a post that is there aside; returns where it is and the number of its last act, where that can be read.
    async fn put_aside(&self, path: &Path) -> Result<(Option<PathBuf>, Option<i64>), Error> {
        if !path.exists() {
            return Ok((None, None));
        }
        let mut last = None;
        match SqliteStore::is_in_use(path).await {
            Ok(true) => return Err(Fault::InUse.into()),
            Ok(false) => {
                if let Ok(store) = database::open(&self.address, &self.home).await {
                    last = store.head().await.ok().map(|head| head.seq);
                    store.close().await;
                }
            }
            // What is damaged can't be asked, and nobody can work on it.
            Err(_) => {}
        }
        let mut name = path.as_os_str().to_owned();
        name.push(Clock::default().now().format(".aside-%Y%m%dT%H%M%S%3fZ").to_string());
        let aside = PathBuf::from(name);
        rename_with_log(path, &aside)?;
        Ok((Some(aside), last))
    }
}

/// Renames a database with what SQLite keeps beside it.
fn rename_with_log(from: &Path, to: &Path) -> Result<(), Error> {
    for ending in ["-wal", "-shm", ""] {
        let with = |path: &Path| {
            let mut name = path.as_os_str().to_owned();
            name.push(ending);
            PathBuf::from(name)
        };
        match std::fs::rename(with(from), with(to)) {
            Err(error) if ending.is_empty() || error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
            _ => {}
        }
    }
    Ok(())
}

/// Signs, as a supervisor, that the post at an address goes on from the backup that was put there. Nobody has to have signed
/// before; the second State's supervisor signs what the first one did. `lost` is the highest number that any workstation is known
/// to have seen; without it what this workstation has seen.
///
/// # Errors
/// [`Error::NotFound`] when nothing was restored here; as the procedure refuses.
pub async fn sign_restoration(
    address: &str,
    home: &Path,
    officer: &str,
    password: &str,
    lost: Option<i64>,
) -> Result<Restoration, Error> {
    let (workstation, _) = Workstation::open_unwitnessed(address, home).await?;
    let signed_in = SignedIn::unwrap(&workstation, officer, password).await?;
    let (pending, last) = {
        let live = workstation.live();
        let last = workstation.goes_on_from(&live);
        let state = signed_in.state();
        let waits = |one: &&Restoration| {
            let is_it = one.restored.seq == last.seq && one.restored.hash == last.hash;
            is_it && !one.stands() && !one.signed.contains_key(&state)
        };
        (live.post.restorations.iter().rfind(waits).cloned(), last)
    };
    let restored = match pending {
        Some(pending) if lost.is_none_or(|lost| lost == pending.restored.lost) => pending.restored,
        _ => {
            let seen = workstation.highest_seen().unwrap_or_default().max(last.seq);
            Restored { seq: last.seq, hash: last.hash, lost: lost.unwrap_or(seen) }
        }
    };
    let act = PostAct::Restored { restored: restored.clone() };
    signed_in.post_act(workstation.clock().new_id(), act).await?;
    let signed = workstation.live().post.restorations.iter().rfind(|one| one.restored == restored).cloned();
    workstation.store().close().await;
    signed.ok_or(Error::Fault("a signature was not folded in"))
}

/// Gives each State its side of the database again: the walls are the server's, and no part of a backup.
async fn raise_walls(store: &dyn Store) -> Result<(), Error> {
    let acts = store.acts_of_post().await?;
    let founding = acts.first().ok_or(StorageError::NotAPost)?;
    let live = Live::begin(founding).map_err(|_| Error::Unreadable { seq: founding.seq })?;
    let mut tx = store.write().await?;
    tx.raise_walls(&live.post.plan.states.map(|state| state.to_string())).await?;
    Ok(tx.commit().await?)
}
