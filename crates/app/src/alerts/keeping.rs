//! Importing a list, taking one away, and setting how alike a person has to be: what administrators of a State do with its lists.
//!
//! Invariant: a list is as it was before an import or as it is after it; what was rejected is told row by row.

use std::fs::File;
use std::io::{Cursor, Read};
use std::path::Path;

use contract::{
    AlertListFormat, AlertListHead, AlertListImported, AlertListsView, AlertUsual, ImportAlertList, RejectedAlertRow,
    RemoveAlertList, SetAlertThreshold, SetUnusual, UnusualRule,
};
use data_encoding::BASE64;
use domain::Agency;
use domain::own_journal::Deed;
use interchange::alerts::Format;
use keys::Digest;

use super::contents::{Contents, Numbered, Owner, Read as ReadContents};
use super::taking::{Taking, broken};
use crate::failure::Error;
use crate::signed_in::SignedIn;
use crate::typed::is_typed;

/// The longest name of a list, in characters.
const LONGEST_NAME: usize = 60;

/// The longest reason or instruction, in characters.
const LONGEST_WORDS: usize = 240;

/// Between which shares of likeness a State may choose, per mille.
const THRESHOLDS: std::ops::RangeInclusive<u16> = 500..=1_000;

/// Within how many minutes a document may be looked for that left the same way: at most a week.
const MINUTES: std::ops::RangeInclusive<u16> = 1..=7 * 24 * 60;

/// A file to be imported.
pub struct AlertFile {
    /// Its bytes, read once.
    pub source: Box<dyn Read + Send>,
    /// Its format; nothing where it is seen from the first bytes.
    pub format: Option<AlertListFormat>,
    /// SHA-256 of its bytes, hexadecimal.
    pub digest: String,
}

impl AlertFile {
    /// Opens a file on this machine, and returns it with its length in bytes.
    ///
    /// # Errors
    /// When it can't be read.
    pub fn open(path: &Path, format: Option<AlertListFormat>) -> std::io::Result<(Self, u64)> {
        let digest = Digest::of_stream(File::open(path)?)?.to_string();
        let source = File::open(path)?;
        let length = source.metadata()?.len();
        Ok((Self { source: Box::new(source), format, digest }, length))
    }
}

/// How a file is to be imported.
#[derive(Debug, Clone)]
pub struct AlertImport {
    /// The list's name.
    pub name: String,
    /// The importing officer's agency alone reads it.
    pub is_agency: bool,
    /// The file says what changed.
    pub is_change: bool,
    /// What stands beside an entry that says nothing of its own.
    pub usual: AlertUsual,
    /// The last day on which the list is searched.
    pub until: Option<chrono::NaiveDate>,
}

impl SignedIn {
    /// Tells which alert lists the officer's searches go through.
    ///
    /// # Errors
    /// When they can't be read.
    pub async fn alert_lists(&self) -> Result<AlertListsView, Error> {
        let now = self.workstation.clock.now();
        let may_change = self.administers(&self.workstation.live().post, now).is_ok();
        let agency = self.agency()?;
        let of_state = self.contents_of(Owner::State).await?.contents;
        let usual_threshold = super::index::usual_threshold();
        let threshold = of_state.threshold.unwrap_or(usual_threshold);
        let unusual = of_state.unusual;
        let of_agency = self.contents_of(Owner::Agency(agency)).await?.contents;
        let lists: Vec<AlertListHead> =
            of_state.lists.into_iter().chain(of_agency.lists).map(|kept| kept.head).collect();
        Ok(AlertListsView { now, lists, threshold, usual_threshold, unusual, may_change, agency })
    }

    /// Imports a list as the page asks for it.
    ///
    /// # Errors
    /// As [`SignedIn::import_alerts`].
    pub async fn import_alert_list(&self, request: ImportAlertList) -> Result<AlertListImported, Error> {
        let ImportAlertList { name, is_agency, format, is_change, usual, until, content } = request;
        let bytes = BASE64.decode(content.as_bytes()).map_err(|_| Error::Invalid { field: "content" })?;
        let digest = Digest::of(&bytes).to_string();
        let file = AlertFile { source: Box::new(Cursor::new(bytes)), format, digest };
        let import = AlertImport { name, is_agency, is_change, usual, until };
        let (told, _) = self.import_alerts(import, file, |_, _| {}).await?;
        Ok(told)
    }

    /// Imports a list, or what changed of it, and returns what came of it with every row that was rejected. `tell` hears how many
    /// bytes and entries were read. Where the file can't be read as a whole, what is told says why, and nothing has changed.
    ///
    /// # Errors
    /// When the officer is no administrator or a field can't be used; [`Error::Stale`] when somebody else changed the State's lists
    /// meanwhile.
    pub async fn import_alerts(
        &self,
        import: AlertImport,
        file: AlertFile,
        tell: impl Fn(u64, u64) + Send + Sync + 'static,
    ) -> Result<(AlertListImported, Vec<RejectedAlertRow>), Error> {
        let now = self.workstation.clock.now();
        self.answered(|| "import_alert_list".to_owned(), self.administers(&self.workstation.live().post, now))?;
        let AlertImport { name, is_agency, is_change, usual, until } = import;
        let name = name.trim().to_owned();
        is_typed("name", &name, LONGEST_NAME)?;
        is_typed("reason", &usual.reason, LONGEST_WORDS)?;
        is_typed("instruction", &usual.instruction, LONGEST_WORDS)?;
        if name.is_empty() || name == super::founded::NAME {
            return Err(Error::Invalid { field: "name" });
        }
        let owner = if is_agency { Owner::Agency(self.agency()?) } else { Owner::State };
        let read = self.contents_of(owner).await?;
        let before = match read.contents.list(&name) {
            Some(kept) => self.entries_of(owner, kept).await?,
            None if is_change => {
                let broken =
                    contract::BrokenAlertList { line: 1, why: "change_of_nothing".to_owned(), what: String::new() };
                return Ok((AlertListImported { broken: Some(broken), ..AlertListImported::default() }, Vec::new()));
            }
            None => Vec::new(),
        };
        let AlertFile { source, format, digest } = file;
        let contents = read.contents.clone();
        let taking = move || take(source, format, is_change, owner, contents, before, &tell);
        let taken =
            tokio::task::spawn_blocking(taking).await.map_err(|_| Error::Fault("the list could not be read"))?;
        let (contents, format, taken) = match taken {
            Ok(taken) => taken,
            Err(why) => {
                return Ok((
                    AlertListImported { broken: Some(broken(&why)), ..AlertListImported::default() },
                    Vec::new(),
                ));
            }
        };
        let head = AlertListHead {
            name: name.clone(),
            agency: owner.agency(),
            entries: taken.told.entries,
            format,
            at: now,
            by: self.officer.clone(),
            rejected: taken.told.rejected,
            digest,
            usual,
            until,
        };
        // Before anything changes it is on record that he did it.
        let what = format!("import {name} {} {}", taken.told.entries, head.digest.get(..16).unwrap_or_default());
        self.note_always(Deed::ChangedLists { what })?;
        let read = ReadContents { version: read.version, contents };
        self.put_contents(owner, read, Some((head, taken.entries))).await?;
        self.renew_alerts_now().await?;
        Ok((taken.told, taken.rejected))
    }

    /// Takes a list away.
    ///
    /// # Errors
    /// When the officer is no administrator, or there is none of that name that he may read; [`Error::Stale`] when somebody else
    /// changed the State's lists meanwhile.
    pub async fn remove_alert_list(&self, request: &RemoveAlertList) -> Result<(), Error> {
        let owner = Owner::of(request.agency);
        self.change_lists("remove_alert_list", owner, format!("remove {}", request.name), |contents| {
            let before = contents.lists.len();
            contents.lists.retain(|kept| kept.head.name != request.name);
            if contents.lists.len() < before { Ok(()) } else { Err(Error::NotFound) }
        })
        .await
    }

    /// Sets how alike a person has to be to be shown to the own State's officers.
    ///
    /// # Errors
    /// When the officer is no administrator, or it is no share that may be chosen.
    pub async fn set_alert_threshold(&self, request: SetAlertThreshold) -> Result<(), Error> {
        if request.threshold.is_some_and(|threshold| !THRESHOLDS.contains(&threshold)) {
            return Err(Error::Invalid { field: "threshold" });
        }
        let said = request.threshold.map_or_else(|| "usual".to_owned(), |threshold| threshold.to_string());
        self.change_lists("set_alert_threshold", Owner::State, format!("threshold {said}"), |contents| {
            contents.threshold = request.threshold;
            Ok(())
        })
        .await
    }

    /// Switches on or off what is looked for beside other crossings. What is unusual is a matter of the State: every officer of it
    /// has to know of the same.
    ///
    /// # Errors
    /// When the officer is no administrator, or what is to be done is not said, or not within how many minutes.
    pub async fn set_unusual(&self, request: SetUnusual) -> Result<(), Error> {
        let SetUnusual { rule: UnusualRule { which, instruction, minutes }, is_on } = request;
        let instruction = instruction.trim().to_owned();
        is_typed("instruction", &instruction, LONGEST_WORDS)?;
        if is_on && instruction.is_empty() {
            return Err(Error::Invalid { field: "instruction" });
        }
        if is_on && which.has_minutes() && !MINUTES.contains(&minutes) {
            return Err(Error::Invalid { field: "minutes" });
        }
        let minutes = if which.has_minutes() { minutes } else { 0 };
        let said = if is_on { "on" } else { "off" };
        self.change_lists("set_unusual", Owner::State, format!("unusual {} {said}", which.word()), |contents| {
            contents.unusual.retain(|known| known.which != which);
            contents.unusual.extend(is_on.then_some(UnusualRule { which, instruction, minutes }));
            Ok(())
        })
        .await
    }

    async fn change_lists(
        &self,
        command: &str,
        owner: Owner,
        what: String,
        change: impl FnOnce(&mut Contents) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let now = self.workstation.clock.now();
        self.answered(|| command.to_owned(), self.administers(&self.workstation.live().post, now))?;
        let mut read = self.contents_of(owner).await?;
        change(&mut read.contents)?;
        self.note_always(Deed::ChangedLists { what })?;
        self.put_contents(owner, read, None).await?;
        self.renew_alerts_now().await
    }

    /// Returns the officer's agency.
    pub(super) fn agency(&self) -> Result<Agency, Error> {
        let live = self.workstation.live();
        let now = self.workstation.clock.now().max(live.head.at);
        live.post.standing(&self.officer, now).map(|standing| standing.certified.agency).ok_or(Error::NotAllowed)
    }
}

type Took = (Contents, AlertListFormat, super::taking::Taken);

/// Takes a file into a list.
fn take(
    mut source: Box<dyn Read + Send>,
    format: Option<AlertListFormat>,
    is_change: bool,
    owner: Owner,
    mut contents: Contents,
    before: Vec<Numbered>,
    tell: &(dyn Fn(u64, u64) + Send + Sync),
) -> Result<Took, interchange::Broken> {
    let mut beginning = Vec::new();
    let looked = source.by_ref().take(512).read_to_end(&mut beginning);
    if let Err(cause) = looked {
        let why = interchange::BrokenWhy::Unreadable(cause.kind().to_string());
        return Err(interchange::Broken { at: 1, why });
    }
    let format = format.unwrap_or_else(|| match Format::recognise(&beginning) {
        Format::Csv => AlertListFormat::Csv,
        Format::UnXml => AlertListFormat::UnXml,
        Format::FollowTheMoney => AlertListFormat::FollowTheMoney,
    });
    let source = Cursor::new(beginning).chain(source);
    let taken = Taking { source, format, is_change, tell }.take(owner, &mut contents, before)?;
    Ok((contents, format, taken))
}
