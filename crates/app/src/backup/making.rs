//! Making a backup: a copy of one moment, sealed, opened again and verified, then named.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use domain::backup::BackupRule;
use keys::{BackupKey, ReceivingPublic};
use storage::{PostRow, StorageError, Store};
use storage_sqlite::SqliteStore;

use super::form::{self, ByCode, Cause, Heading, Keeper};
use super::opening::examine;
use super::places::{self, Part, Working};
use super::{ENDING, Made};
use crate::clock::randomness;
use crate::database;
use crate::doctor::file_of;
use crate::failure::Error;
use crate::key_life::recovery_of;
use crate::live::Live;
use crate::machine;
use crate::newly_made::place;
use crate::verification::Problem;
use crate::workstation::Workstation;

/// How often an open window looks whether a backup is due.
const LOOKS_EVERY: Duration = Duration::from_secs(300);

/// How much stays free on the disk of the database while its copy lies there, in bytes.
const LEFT_FREE: u64 = 4 << 20;

/// How long it lets a post that was just opened alone.
const LOOKS_FIRST_AFTER: Duration = Duration::from_secs(60);

impl Workstation {
    /// Returns where this user's backups of the post lie unless a folder is named.
    pub fn usual_backups(&self) -> PathBuf {
        places::usual_folder(&self.home, self.post.post)
    }

    /// Makes a backup in a folder while the post goes on, and removes those that are kept no longer. `address` is where the post
    /// was opened.
    ///
    /// # Errors
    /// When there is no room, the database or the folder can't be used, or what was written does not read back. Then no backup
    /// has its name, and those before are left. [`StorageError::NotOwner`] for a workstation of a post on a server, which does
    /// not read every row.
    pub async fn back_up(&self, address: &str, folder: &Path, cause: Cause) -> Result<Made, Error> {
        database::is_owners(address, &self.home).await?;
        has_room_for_copies(address)?;
        let working = Working::beside(address, &self.home)?;
        let copy = working.path("copy.osbp");
        database::copy(address, self.store(), &copy).await?;
        let store = SqliteStore::open_copy(&copy).await?;
        let (key, heading) = self.heading(&store, cause).await?;
        store.close().await;
        drop(store);
        self.seal(address, &working, copy, folder, key, heading).await
    }

    /// Makes a backup of a copy that was made before the form of the database changed.
    pub(crate) async fn back_up_copy(&self, address: &str, copy: &Path) -> Result<Made, Error> {
        let working = Working::beside(address, &self.home)?;
        // The journal is the same before and after; the copy itself stays as it was.
        let (key, heading) = self.heading(self.store(), Cause::Migration).await?;
        self.seal(address, &working, copy.to_owned(), &self.usual_backups(), key, heading).await
    }

    /// Makes a backup in a folder if the last one there is old enough, and nobody else makes one just now.
    ///
    /// # Errors
    /// As [`Workstation::back_up`].
    pub async fn back_up_if_due(&self, address: &str, folder: &Path) -> Result<Option<Made>, Error> {
        database::is_owners(address, &self.home).await?;
        std::fs::create_dir_all(folder)?;
        let lock = std::fs::File::create(folder.join(".lock"))?;
        if lock.try_lock().is_err() {
            return Ok(None);
        }
        let last = places::list(folder, Some(self.post.post))?;
        let last = last.iter().filter_map(|one| one.heading.as_ref().ok()).map(|heading| heading.made_at).max();
        if !self.backup_rule().is_due(last, self.clock.now()) {
            return Ok(None);
        }
        self.back_up(address, folder, Cause::Schedule).await.map(Some)
    }

    /// Returns how the post is to be backed up.
    pub fn backup_rule(&self) -> BackupRule {
        self.live().post.plan.backups
    }

    async fn heading(&self, store: &dyn Store, cause: Cause) -> Result<(BackupKey, Heading), Error> {
        let post: PostRow = store.post().await?;
        let head = store.head().await?;
        let mut acts = store.acts_of_post().await?.into_iter();
        let founding = acts.next().ok_or(StorageError::NotAPost)?;
        let mut live = Live::begin(&founding).map_err(|_| Error::Unreadable { seq: founding.seq })?;
        acts.for_each(|act| live.take(&act));
        let now = self.clock.now();
        let mut heading = Heading::of(&post, &head, now, cause);
        let mut rng = randomness();
        let key = BackupKey::generate(&mut rng);
        for standing in live.post.keepers(now.max(head.at)) {
            let (state, officer) = (standing.certified.state, &standing.certified.officer);
            let receiving: ReceivingPublic = standing.certified.receiving_key.parse().map_err(|_| Error::Sealed)?;
            let rows = store.key_material(state.as_str(), "officer", officer.as_str()).await?;
            // Whose keys are missing can't sign in anywhere; the others still can.
            let Some(row) = rows.last() else { continue };
            let keys = serde_json::from_slice(&row.content).map_err(|_| Error::Sealed)?;
            let sealed_key = key.wrap_to(&receiving, &heading.bound(state, officer.as_str()), &mut rng)?;
            let sealed_key = data_encoding::HEXLOWER.encode(&sealed_key);
            heading.keepers.push(Keeper { state, officer: officer.clone(), keys, sealed_key });
        }
        for state in live.post.plan.states {
            let Some((receiving, public)) = recovery_of(store, state).await? else { continue };
            let sealed_key = key.wrap_to(&public, &heading.bound(state, "(code)"), &mut rng)?;
            let sealed_key = data_encoding::HEXLOWER.encode(&sealed_key);
            heading.codes.push(ByCode { state, receiving, public, sealed_key });
        }
        Ok((key, heading))
    }

    /// Seals a copy into a folder, opens the result again, verifies it, and gives it its name.
    async fn seal(
        &self,
        address: &str,
        working: &Working,
        copy: PathBuf,
        folder: &Path,
        key: BackupKey,
        heading: Heading,
    ) -> Result<Made, Error> {
        let name = format!("{}-{}-{}", heading.code, heading.made_at.format("%Y%m%dT%H%M%S%3fZ"), heading.seq);
        let (part, file) = Part::begin(folder, &name)?;
        let (key, heading) = blocking(move || {
            form::write(&copy, file, &heading, &key)?;
            Ok((key, heading))
        })
        .await?;
        let problems = self.read_back(working, &part.path, key).await?;
        let named = folder.join(format!("{name}{ENDING}"));
        place(&part.path, &named)?;
        drop(part);
        let rule = self.backup_rule();
        Ok(Made {
            bytes: std::fs::metadata(&named)?.len(),
            is_on_same_disk: places::is_on_same_disk(address, folder),
            removed: places::remove_superseded(folder, heading.post, rule)?,
            made_at: heading.made_at,
            seq: heading.seq,
            file: named,
            problems,
        })
    }

    /// Opens what was written and verifies it; returns what does not hold in the database either.
    async fn read_back(&self, working: &Working, part: &Path, key: BackupKey) -> Result<Vec<Problem>, Error> {
        let found = examine(working, part, key).await?;
        let (store, verification) = (found.store, found.verification);
        for problem in &verification.problems {
            let (before, seq) = (problem.seq - 1, problem.seq);
            let is_copied = store.acts_after(before, 1).await? == self.store.acts_after(before, 1).await?
                && store.all_sealed_parts(before, seq).await? == self.store.all_sealed_parts(before, seq).await?;
            if !is_copied {
                return Err(super::Fault::OtherContent.into());
            }
        }
        store.close().await;
        Ok(verification.problems)
    }
}

/// Refuses to begin where the copy that lies open meanwhile would take the room that the post needs to go on.
fn has_room_for_copies(address: &str) -> Result<(), Error> {
    if crate::is_postgres(address) {
        return Ok(());
    }
    let long = std::fs::metadata(file_of(address))?.len();
    match machine::room(&places::folder_of(address)) {
        Some(room) if room.free < long + LEFT_FREE => Err(StorageError::Full.into()),
        _ => Ok(()),
    }
}

/// Makes backups of an open post by its schedule, and erases lists that were sent ahead and are over, for as long as somebody has it
/// open here. A post for demonstration has no backups, and of one on a server its owner makes them.
pub(crate) async fn keep_by_schedule(workstation: Arc<Workstation>, address: String) {
    let open = Arc::downgrade(&workstation);
    let folder = workstation.usual_backups();
    drop(workstation);
    tokio::time::sleep(LOOKS_FIRST_AFTER).await;
    while let Some(workstation) = open.upgrade() {
        if let Err(error) = workstation.erase_advance_lists_due().await {
            eprintln!("failed to erase lists that were sent ahead: failed to {}", error.with_causes());
        }
        if !workstation.is_demonstration()
            && let Err(error) = workstation.back_up_if_due(&address, &folder).await
            && !matches!(error, Error::Storage(StorageError::NotOwner))
        {
            // Errors name numbers and codes, no personal data. `doctor` says that the last backup is old.
            eprintln!("failed to make a backup: failed to {}", error.with_causes());
        }
        drop(workstation);
        tokio::time::sleep(LOOKS_EVERY).await;
    }
}

/// Does what keeps a processor or a disk busy beside the other tasks.
pub(super) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Error> + Send + 'static,
) -> Result<T, Error> {
    tokio::task::spawn_blocking(work).await.map_err(|_| Error::Fault("the work on a backup broke off"))?
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::backup::{Opened, Opener};
    use crate::demonstration::Demonstration;

    /// What stands between the copy before a migration and its backup is that the copy's form is an older one.
    #[tokio::test(flavor = "multi_thread")]
    async fn the_copy_before_a_migration_becomes_a_backup() {
        let folder = tempfile::tempdir().expect("a folder");
        let (file, home) = (folder.path().join("post.osbp"), folder.path().join("home"));
        let address = file.to_string_lossy().into_owned();
        let post = Demonstration { seed: 5, referral_permille: 0 }.found(&address, &home).await.expect("a post");
        let copy = folder.path().join("post.osbp.before-2");
        SqliteStore::copy_file(&file, &copy).await.expect("a copy");
        post.keep_copy_before(&address, &copy).await;
        assert!(!copy.exists(), "the open copy was left");
        let found = places::list(&post.usual_backups(), None).expect("the folder");
        let heading = found.first().and_then(|one| one.heading.as_ref().ok()).expect("a backup");
        assert_eq!((found.len(), heading.cause), (1, Cause::Migration));
        let opener = Opener::Officer { officer: "K-0001".to_owned(), password: "msimamizi-demo".to_owned() };
        let opened = Opened::open(&found[0].file, opener, &home, &home).await.expect("the backup");
        assert!(opened.verification.is_ok());
        // A copy that can't be read as a post stays for somebody to look at.
        std::fs::write(&copy, "no post at all").expect("a file");
        post.keep_copy_before(&address, &copy).await;
        assert!(copy.exists());
    }
}
