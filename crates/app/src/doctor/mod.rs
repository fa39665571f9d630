//! What is wrong with a post and its machine, as data: a layman's sentences are composed from it in his language.
//!
//! Invariant: looking changes nothing. What can't be looked at is a finding too, and keeps nothing else from being looked at.

mod keys;
mod server;
mod surroundings;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use contract::FailureCode;
use domain::backup::BackupRule;
use domain::{At, OfficerNumber, StateCode};
use serde::Serialize;
use storage::{SecondDisk, StorageError, Store};
use uuid::Uuid;

use crate::ballast::Ballast;
use crate::clock::Clock;
use crate::failure::Error;
use crate::journal::{Fault, NewerAct, Opened, read, state_of};
use crate::own_journal::OwnProblem;
use crate::projection;
use crate::verification::{projections_that_differ, verify};
use crate::workstation::Workstation;
use crate::{backup, database};

pub use server::examine_server;

/// How many of the last acts are looked at unless all are.
const LAST: i64 = 2_000;

/// How far two clocks may be apart, in seconds: as far as the server lets an act's time be from its own.
const APART: i64 = 2;

/// How bad something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Weight {
    /// Good to know.
    Note,
    /// Somebody should see to it in the next days.
    Attend,
    /// Somebody has to see to it now.
    Urgent,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "finding", rename_all = "snake_case")]
pub enum Finding {
    /// There is hardly any room on the disk of this folder.
    DiskFull {
        /// The folder.
        folder: PathBuf,
        /// What is free, in megabytes.
        free_mb: u64,
    },
    /// There is little room.
    DiskLow {
        /// The folder.
        folder: PathBuf,
        /// What is free, in megabytes.
        free_mb: u64,
    },
    /// The disk of this folder may only be read.
    DiskReadOnly {
        /// The folder.
        folder: PathBuf,
    },
    /// This machine's clock is behind the last act.
    ClockBehind {
        /// How far, in seconds.
        seconds: i64,
        /// When the last act was done.
        last: At,
    },
    /// Nobody did anything for so long: or this machine's clock has jumped ahead.
    ClockAhead {
        /// How long, in days.
        days: i64,
        /// When the last act was done.
        last: At,
    },
    /// This machine's clock and the server's are apart.
    ClockDiffers {
        /// How far, in seconds.
        seconds: i64,
    },
    /// The database can't be opened.
    Unopened {
        /// What kind of failure.
        code: FailureCode,
        /// What it says.
        detail: String,
    },
    /// The engine's own check found damage.
    Damaged {
        /// What it says.
        detail: String,
    },
    /// A setting with which a power cut may lose what was acknowledged.
    UnsafeSetting {
        /// The setting, as `name = value`.
        setting: String,
    },
    /// The server does not notice when its disk gives back something else than was written.
    NoChecksums,
    /// The server lets in fewer connections than a workstation at every desk takes.
    TooFewConnections {
        /// How many it lets in.
        connections: i64,
        /// How many they take, with some to spare.
        needed: i64,
        /// How many workstations there are, one at each desk.
        workstations: i64,
        /// How many each takes.
        each: i64,
    },
    /// The database keeps texts in an encoding in which not every name has a form.
    OtherEncoding {
        /// Which.
        encoding: String,
    },
    /// The role that owns the post may do anything on the server.
    MightyOwner,
    /// The server encrypts nothing: no workstation on another machine lets itself be connected to it.
    NoTls,
    /// The server waits for a second disk that is missing, and nobody agreed to go on without it.
    SecondDiskMissing,
    /// The server waits for a second disk that is missing; until then both States agreed to go on without it.
    SecondDiskLeftOut {
        /// Until when.
        until: At,
    },
    /// The journal lacks an act that this workstation has seen.
    Rewritten {
        /// Its number.
        seq: i64,
    },
    /// An act does not hold.
    ActWrong {
        /// Its number.
        seq: i64,
        /// What does not hold.
        check: Fault,
    },
    /// A page of a State's own journal does not hold; it is looked for where the whole journal is.
    OwnPageWrong {
        /// Whose it is.
        country: StateCode,
        /// Its number.
        page: i64,
        /// What does not hold.
        check: Fault,
    },
    /// The plain rows of a crossing are not those that follow from its acts.
    RowsDiffer {
        /// Its reference.
        reference: String,
    },
    /// Acts of a newer program stand in the journal.
    ProgramOld {
        /// How many this program could not judge.
        acts: u64,
        /// The number of the first of them on the post itself; where there is none, of the first on a crossing.
        seq: i64,
        /// Who signed that one.
        officer: OfficerNumber,
        /// What kind of act it says that it is.
        kind: String,
    },
    /// The plain rows of officers or shifts are not those that follow from the acts.
    DutyDiffers,
    /// This workstation lacks a State's enrolment secret.
    EnrolmentMissing {
        /// The State.
        country: StateCode,
    },
    /// The keyring in which this workstation's secrets lie is locked or does not answer.
    KeyringLocked,
    /// Others can read a State's enrolment secret, or it is damaged.
    EnrolmentOpen {
        /// The State.
        country: StateCode,
    },
    /// An officer who is certified has no keys in the database, and can't sign in.
    KeysMissing {
        /// His number.
        officer: OfficerNumber,
    },
    /// The database names an officer whom no State certified.
    Uncertified {
        /// His number.
        officer: String,
    },
    /// A State has no recovery code.
    RecoveryMissing {
        /// The State.
        country: StateCode,
    },
    /// A State's keys are older than the agreed time, after which a new epoch should begin.
    EpochOld {
        /// The State.
        country: StateCode,
        /// How old they are, in days.
        days: i64,
    },
    /// There is no backup.
    NoBackup {
        /// The folder.
        folder: PathBuf,
    },
    /// The last backup is too old.
    BackupOld {
        /// How old it is, in hours.
        hours: i64,
        /// The folder.
        folder: PathBuf,
    },
    /// A backup can't be read.
    BackupUnreadable {
        /// Where it is.
        file: PathBuf,
        /// What is wrong with it.
        fault: backup::Fault,
    },
    /// A backup is of another journal than this one.
    BackupOfAnother {
        /// Where it is.
        file: PathBuf,
    },
    /// The backups lie on the disk of the database.
    BackupOnSameDisk {
        /// The folder.
        folder: PathBuf,
    },
    /// The folder of backups can't be looked into.
    BackupsUnread {
        /// The folder.
        folder: PathBuf,
    },
    /// The disk of the database is not encrypted.
    DiskOpen {
        /// The folder.
        folder: PathBuf,
    },
    /// The room that was kept for closing the day was given up.
    BallastGone {
        /// The folder.
        folder: PathBuf,
    },
    /// Whether it is can't be told.
    DiskEncryptionUnknown {
        /// The folder.
        folder: PathBuf,
    },
    /// The system would keep a picture of this program's memory when it breaks down.
    CoreDumps,
}

impl Finding {
    /// Returns how bad it is.
    pub const fn weight(&self) -> Weight {
        match self {
            Self::DiskFull { .. }
            | Self::DiskReadOnly { .. }
            | Self::BallastGone { .. }
            | Self::ClockBehind { .. }
            | Self::Unopened { .. }
            | Self::Damaged { .. }
            | Self::UnsafeSetting { .. }
            | Self::OtherEncoding { .. }
            | Self::SecondDiskMissing
            | Self::Rewritten { .. }
            | Self::ActWrong { .. }
            | Self::OwnPageWrong { .. }
            | Self::EnrolmentOpen { .. }
            | Self::Uncertified { .. } => Weight::Urgent,
            Self::DiskLow { .. }
            | Self::SecondDiskLeftOut { .. }
            | Self::ClockDiffers { .. }
            | Self::TooFewConnections { .. }
            | Self::MightyOwner
            | Self::RowsDiffer { .. }
            | Self::DutyDiffers
            | Self::ProgramOld { .. }
            | Self::KeyringLocked
            | Self::KeysMissing { .. }
            | Self::RecoveryMissing { .. }
            | Self::EpochOld { .. }
            | Self::NoBackup { .. }
            | Self::BackupOld { .. }
            | Self::BackupUnreadable { .. }
            | Self::BackupOfAnother { .. }
            | Self::BackupOnSameDisk { .. }
            | Self::BackupsUnread { .. }
            | Self::DiskOpen { .. }
            | Self::CoreDumps => Weight::Attend,
            Self::ClockAhead { .. }
            | Self::NoChecksums
            | Self::NoTls
            | Self::EnrolmentMissing { .. }
            | Self::DiskEncryptionUnknown { .. } => Weight::Note,
        }
    }
}

/// What to look at, and how closely.
#[derive(Debug, Clone)]
pub struct Examination {
    /// Where the post is.
    pub address: String,
    /// Where this user keeps what must not lie beside the database.
    pub home: PathBuf,
    /// Where the backups lie; none for the usual folder.
    pub backups: Option<PathBuf>,
    /// Every act from the first on, rather than the last few.
    pub whole: bool,
}

impl Examination {
    /// Looks at everything, the worst first.
    pub async fn run(&self) -> Vec<Finding> {
        let mut found = Vec::new();
        if !crate::is_postgres(&self.address) {
            surroundings::disk(&backup::folder_of(&self.address), &mut found);
            let folder = backup::folder_of(&self.address);
            if Ballast::beside(file_of(&self.address)).is_given_up() {
                found.push(Finding::BallastGone { folder });
            }
            surroundings::encryption(&backup::folder_of(&self.address), &mut found);
        }
        surroundings::core_dumps(&mut found);
        match Workstation::open_unwitnessed(&self.address, &self.home).await {
            Ok((workstation, witnessed)) => {
                if let Err(error) = witnessed {
                    found.push(unopened(&error));
                }
                if let Err(error) = self.look_inside(&workstation, &mut found).await {
                    found.push(unopened(&error));
                }
                workstation.store().close().await;
            }
            Err(error) => {
                found.push(unopened(&error));
                self.look_at_what_is_left(&mut found).await;
            }
        }
        found.sort_by_key(|finding| std::cmp::Reverse(finding.weight()));
        found.dedup();
        found
    }

    async fn look_inside(&self, workstation: &Arc<Workstation>, found: &mut Vec<Finding>) -> Result<(), Error> {
        let (last, post, desks) = {
            let live = workstation.live();
            (live.head.at, workstation.post.post, live.post.plan.desks.len())
        };
        let now = workstation.clock().now();
        let store = workstation.store();
        let health = store.health().await?;
        clock(now, last, found);
        // The workstation's clock follows the server's: what is compared is the machine's.
        server::look(&health, desks, Clock::default().now(), found);
        found.extend(health.damage.into_iter().map(|detail| Finding::Damaged { detail }));
        if let SecondDisk::Missing { .. } = health.second_disk {
            let until = workstation.live().post.going_on.in_force(now).map(|agreed| agreed.alone.until);
            found.push(match until {
                Some(until) => Finding::SecondDiskLeftOut { until },
                None => Finding::SecondDiskMissing,
            });
        }
        keys::look(workstation, &self.home, found).await?;
        self.backups(store, post, workstation.backup_rule(), now, found).await?;
        self.journal(workstation, found).await?;
        duty(workstation, found).await
    }

    /// Looks at what needs no journal that can be read.
    async fn look_at_what_is_left(&self, found: &mut Vec<Finding>) {
        let Ok(store) = database::open(&self.address, &self.home).await else { return };
        if let Ok(health) = store.health().await {
            found.extend(health.damage.into_iter().map(|detail| Finding::Damaged { detail }));
        }
        store.close().await;
    }

    async fn journal(&self, workstation: &Arc<Workstation>, found: &mut Vec<Finding>) -> Result<(), Error> {
        let store = workstation.store();
        let head = workstation.live().head.seq;
        let after = if self.whole { 0 } else { (head - LAST).max(0) };
        let (not_judged, newer) = if self.whole {
            let verified = verify(store).await?;
            found.extend(verified.problems.iter().map(|one| Finding::ActWrong { seq: one.seq, check: one.check }));
            for own in &verified.own {
                let pages = own.problems.iter();
                let wrong =
                    |one: &OwnProblem| Finding::OwnPageWrong { country: own.state, page: one.page, check: one.check };
                found.extend(pages.map(wrong));
            }
            (verified.not_judged, verified.newer)
        } else {
            let (wrong, not_judged, newer) = last_acts(workstation, after).await?;
            found.extend(wrong.into_iter().map(|(seq, check)| Finding::ActWrong { seq, check }));
            (not_judged, newer)
        };
        if let Some(NewerAct { seq, officer, kind }) = newer {
            found.push(Finding::ProgramOld { acts: not_judged, seq, officer, kind });
        }
        match projections_that_differ(workstation, after).await {
            Ok(differ) => found.extend(differ.into_iter().map(|reference| Finding::RowsDiffer { reference })),
            // A crossing whose registration is void has no rows to compare with; the act was named.
            Err(Error::NotFound | Error::Refused(_)) => {}
            Err(other) => return Err(other),
        }
        Ok(())
    }

    async fn backups(
        &self,
        store: &dyn Store,
        post: Uuid,
        rule: BackupRule,
        now: At,
        found: &mut Vec<Finding>,
    ) -> Result<(), Error> {
        // Of a post on a server its owner makes them, and asks for them where they lie.
        if self.backups.is_none() && database::is_workstations(&self.address, &self.home).await? {
            return Ok(());
        }
        let folder = self.backups.clone().unwrap_or_else(|| backup::usual_folder(&self.home, post));
        let Ok(listed) = backup::list(&folder, Some(post)) else {
            found.push(Finding::BackupsUnread { folder });
            return Ok(());
        };
        let mut newest: Option<At> = None;
        for one in listed {
            match one.heading {
                Err(fault) => found.push(Finding::BackupUnreadable { file: one.file, fault }),
                Ok(heading) => {
                    let act = store.acts_after(heading.seq - 1, 1).await?;
                    let hash = |act: &storage::ActRow| data_encoding::HEXLOWER.encode(&act.hash);
                    if act.first().map(hash).as_deref() == Some(heading.hash.as_str()) {
                        newest = newest.max(Some(heading.made_at));
                    } else {
                        found.push(Finding::BackupOfAnother { file: one.file });
                    }
                }
            }
        }
        if folder.exists() {
            surroundings::disk(&folder, found);
            if backup::is_on_same_disk(&self.address, &folder) == Some(true) {
                found.push(Finding::BackupOnSameDisk { folder: folder.clone() });
            }
        }
        match newest {
            None => found.push(Finding::NoBackup { folder }),
            Some(last) if rule.is_overdue(last, now) => {
                found.push(Finding::BackupOld { hours: (now - last).num_hours(), folder });
            }
            Some(_) => {}
        }
        Ok(())
    }
}

/// Returns the finding that stands for a database that can't be used.
fn unopened(error: &Error) -> Finding {
    match error {
        Error::Rewritten { seq } => Finding::Rewritten { seq: *seq },
        Error::Storage(error @ (StorageError::Damaged(_) | StorageError::Corrupt { .. })) => {
            Finding::Damaged { detail: error.to_string() }
        }
        other => Finding::Unopened { code: other.code(), detail: other.to_string() },
    }
}

/// Compares a workstation's clock with the last act.
fn clock(now: At, last: At, found: &mut Vec<Finding>) {
    let ahead = (now - last).num_seconds();
    if ahead < -APART {
        found.push(Finding::ClockBehind { seconds: -ahead, last });
    } else if (now - last).num_days() >= 7 {
        found.push(Finding::ClockAhead { days: (now - last).num_days(), last });
    }
}

/// Returns the State that alone sees what is private to it here, and nothing of what is private to the other; none where
/// everything is seen.
async fn side_of(workstation: &Workstation) -> Result<Option<String>, Error> {
    match &workstation.post.copy_of {
        Some(state) => Ok(Some(state.clone())),
        None => Ok(workstation.store().side().await?),
    }
}

/// Looks at the last acts: numbers, chain, digests and signatures; and at those that were found void when they were folded. Counts
/// those of a newer program beside them, and names the first of these.
async fn last_acts(workstation: &Workstation, after: i64) -> Result<(Vec<(i64, Fault)>, u64, Option<NewerAct>), Error> {
    let store = workstation.store();
    // One on the post, however long ago, is why nothing is written here.
    let on_post = workstation.live().newer;
    let mut newer = u64::from(on_post.is_some_and(|seq| seq <= after));
    let mut first = None;
    if let Some(seq) = on_post {
        let acts = store.acts_after(seq - 1, 1).await?;
        first = acts.first().and_then(|act| NewerAct::of(&read(act).ok()?));
    }
    let mut wrong: Vec<(i64, Fault)> = workstation.live().void.iter().map(|(seq, fault)| (*seq, *fault)).collect();
    let mut previous = None;
    if after > 0 {
        previous = store.acts_after(after - 1, 1).await?.into_iter().next();
    }
    let acts = store.acts_after(after, LAST).await?;
    let sealed = store.all_sealed_parts(after, after + LAST).await?;
    // What is sealed to the other State is not there to be looked at.
    let side = side_of(workstation).await?;
    let is_seen = |reader: &&String| side.as_deref().is_none_or(|side| side == state_of(reader));
    let live = workstation.live();
    for act in acts {
        if let Some(before) = &previous
            && act.seq != before.seq + 1
        {
            wrong.push((act.seq, Fault::Number));
        }
        match Opened::of(&act) {
            Err(fault) => wrong.push((act.seq, fault)),
            Ok(opened) => {
                let is_genuine = live.is_genuine(&act) || opened.act.seq == 1;
                if is_genuine && let Some(one) = NewerAct::of(&opened.act) {
                    newer += 1;
                    first.get_or_insert(one);
                }
                let hash = previous.as_ref().map(|before| ::keys::Digest::of(&before.header));
                if hash.is_some_and(|hash| opened.header.previous != hash) {
                    wrong.push((act.seq, Fault::Chain));
                }
                if !is_genuine {
                    wrong.push((act.seq, Fault::Signature));
                }
                let parts: Vec<_> = sealed.iter().filter(|part| part.seq == act.seq).collect();
                let signed = &opened.header.sealed;
                let is_signed = |part: &&storage::SealedPartRow| {
                    signed.get(&part.reader) == Some(&::keys::Digest::of(&part.ciphertext))
                };
                let is_there = |reader: &String| parts.iter().any(|part| part.reader == *reader);
                let was_erased = |reader: &String| {
                    let state = state_of(reader).parse();
                    state.is_ok_and(|state| live.post.erased.took_sealed_of(state, opened.act.at))
                };
                let mut seen = signed.keys().filter(is_seen);
                if !seen.all(|reader| is_there(reader) || was_erased(reader)) || !parts.iter().all(is_signed) {
                    wrong.push((act.seq, Fault::SealedParts));
                }
            }
        }
        previous = Some(act);
    }
    wrong.sort_by_key(|(seq, _)| *seq);
    wrong.dedup_by_key(|(seq, _)| *seq);
    Ok((wrong, newer, first))
}

/// Compares the plain rows of officers and shifts with what follows from the acts.
async fn duty(workstation: &Workstation, found: &mut Vec<Finding>) -> Result<(), Error> {
    let (officers, shifts) = (workstation.store().officers().await?, workstation.store().shifts().await?);
    let live = workstation.live();
    // What an act that only a newer program reads did to them nobody here knows.
    if live.newer.is_some() {
        return Ok(());
    }
    for row in &officers {
        let is_certified = live.post.officers.keys().any(|officer| officer.as_str() == row.officer);
        if !is_certified {
            found.push(Finding::Uncertified { officer: row.officer.clone() });
        }
    }
    let wanted: Vec<storage::OfficerRow> = live.post.officers.values().map(projection::officer).collect();
    let is_officer_wanted = |row: &storage::OfficerRow| wanted.contains(row);
    let officers_differ = officers.len() != wanted.len() || !officers.iter().all(is_officer_wanted);
    let is_open = |row: &storage::ShiftRow| {
        let shift = OfficerNumber::parse(&row.officer).ok().and_then(|officer| live.post.shifts.get(&officer));
        shift.is_some_and(|shift| shift.desk.0 == row.desk && shift.opened_at == row.opened_at)
    };
    if officers_differ || shifts.len() != live.post.shifts.len() || !shifts.iter().all(is_open) {
        found.push(Finding::DutyDiffers);
    }
    Ok(())
}

/// Returns where a database's file is, for what lies beside it.
pub(crate) fn file_of(address: &str) -> &Path {
    Path::new(address.strip_prefix("sqlite:").unwrap_or(address))
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    fn compared(ahead_of_last: i64) -> Vec<Finding> {
        let last = At::UNIX_EPOCH + TimeDelta::days(20_000);
        let now = last + TimeDelta::seconds(ahead_of_last);
        let mut found = Vec::new();
        clock(now, last, &mut found);
        found
    }

    #[test]
    fn a_clock_is_compared_with_the_last_act() {
        let last = At::UNIX_EPOCH + TimeDelta::days(20_000);
        assert_eq!(compared(0), []);
        assert_eq!(compared(-2), []);
        assert_eq!(compared(-3), [Finding::ClockBehind { seconds: 3, last }]);
        assert_eq!(compared(7 * 86_400), [Finding::ClockAhead { days: 7, last }]);
    }
}
