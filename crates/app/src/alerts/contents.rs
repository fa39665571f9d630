//! The lists of a State in the database: a table of contents, and the entries of each list in parts, sealed like everything that
//! is the State's own.
//!
//! Invariant: a version that was written is never written again. Whoever reads the table of contents reads the parts of the version
//! that stands there, or nothing.

use std::sync::atomic::Ordering;

use contract::{AlertListHead, UnusualRule};
use domain::Agency;
use interchange::alerts::ListEntry;
use keys::{Padding, Reader};
use serde::{Deserialize, Serialize};
use storage::{SealedDocumentRow, StorageError, Write};
use zeroize::Zeroizing;

use crate::clock::randomness;
use crate::failure::Error;
use crate::signed_in::{SignedIn, document_bound};

/// How long a part may be before it is sealed: with the seal around it, it fills the class of a mebibyte.
const PART: usize = (1 << 20) - 256;

/// The smallest class of length of a part of a list, in bytes: what its length tells is in which of them it is.
pub(crate) const CLASSES: Padding = Padding { base: 4096, units: 1 };

/// Numbers of entries begin here for each reader, so that an entry's number is one of its State. What is unusual has numbers below
/// it ([`domain::alert::Unusual::entry`]).
const NUMBERS: u64 = 1 << 40;

/// Who reads a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Owner {
    /// Every officer of the State.
    State,
    /// The officers of an agency of it.
    Agency(Agency),
}

impl Owner {
    /// Returns whose a list is.
    pub fn of(agency: Option<Agency>) -> Self {
        agency.map_or(Self::State, Self::Agency)
    }

    /// Returns the agency that alone reads it.
    pub const fn agency(self) -> Option<Agency> {
        match self {
            Self::State => None,
            Self::Agency(agency) => Some(agency),
        }
    }

    /// Returns the reader to whom it is sealed.
    pub fn reader(self) -> Reader {
        match self {
            Self::State => Reader::State,
            Self::Agency(agency) => Reader::Agency(agency.word().to_owned()),
        }
    }

    /// Returns the name of its table of contents.
    fn contents(self) -> String {
        match self {
            Self::State => "alert_lists".to_owned(),
            Self::Agency(agency) => format!("alert_lists/{}", agency.word()),
        }
    }

    /// Returns the name of a part of a list's entries.
    fn part(self, slot: u64, part: u32) -> String {
        format!("{}/{slot}/{part}", self.contents())
    }

    /// Returns the first number of its entries.
    fn first_number(self) -> u64 {
        let place = match self {
            Self::State => 0,
            Self::Agency(agency) => {
                1 + Agency::ALL.iter().position(|known| *known == agency).map_or(0, |place| place as u64)
            }
        };
        NUMBERS * (1 + place)
    }
}

/// An entry with the number that it keeps from one edition of its list to the next.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Numbered {
    /// The number: one of the State.
    pub entry: u64,
    /// The entry.
    pub listed: ListEntry,
}

/// A list in the table of contents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Kept {
    /// What is told of it.
    pub head: AlertListHead,
    /// Under which number its parts are kept: its own for ever.
    slot: u64,
    /// Of which version of the table its parts are.
    version: i64,
    /// In how many parts they are.
    parts: u32,
}

/// The table of contents.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Contents {
    /// The lists.
    pub lists: Vec<Kept>,
    /// How many numbers were given to entries, and to lists.
    given: u64,
    slots: u64,
    /// How alike a person has to be to be shown, per mille; nothing for the usual.
    pub threshold: Option<u16>,
    /// What the State looks for beside other crossings; each at most once, and only in the table of the State.
    pub unusual: Vec<UnusualRule>,
}

impl Contents {
    /// Returns the list of a name.
    pub fn list(&self, name: &str) -> Option<&Kept> {
        self.lists.iter().find(|kept| kept.head.name == name)
    }

    /// Gives the next number to an entry.
    pub fn number(&mut self, owner: Owner) -> u64 {
        self.given += 1;
        owner.first_number() + self.given
    }
}

/// A table of contents that was read, and of which version it is.
#[derive(Debug, Clone, Default)]
pub(crate) struct Read {
    /// The version; 0 where there was none.
    pub version: i64,
    /// The table.
    pub contents: Contents,
}

impl SignedIn {
    /// Reads the table of contents of an owner's lists; an empty one where nothing was imported yet.
    pub(super) async fn contents_of(&self, owner: Owner) -> Result<Read, Error> {
        let name = owner.contents();
        let Some((version, text)) = self.sealed_document_of(owner.reader(), &name).await? else {
            return Ok(Read::default());
        };
        let contents = serde_json::from_slice(&text).map_err(|_| Error::Sealed)?;
        Ok(Read { version, contents })
    }

    /// Reads the entries of a list. Whoever reads while another imports begins anew: [`Error::Stale`].
    pub(super) async fn entries_of(&self, owner: Owner, kept: &Kept) -> Result<Vec<Numbered>, Error> {
        let mut entries = Vec::with_capacity(usize::try_from(kept.head.entries).unwrap_or_default());
        for text in self.texts_of(owner, kept).await? {
            for line in text.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()) {
                entries.push(serde_json::from_slice(line).map_err(|_| Error::Sealed)?);
            }
        }
        Ok(entries)
    }

    /// Reads the entries of a list as they are kept: parts of a line each.
    pub(super) async fn texts_of(&self, owner: Owner, kept: &Kept) -> Result<Vec<Zeroizing<Vec<u8>>>, Error> {
        let mut texts = Vec::new();
        for part in 0..kept.parts {
            let found = self.sealed_document_of(owner.reader(), &owner.part(kept.slot, part)).await?;
            let (version, text) = found.ok_or(Error::Sealed)?;
            if version != kept.version {
                return Err(Error::Stale);
            }
            texts.push(text);
        }
        Ok(texts)
    }

    /// Returns the names and versions of the documents that the State's lists and those of its agencies are kept in: of whom the
    /// officer reads, those that stand in the table of contents; of an agency that he does not read, all that there are.
    pub(crate) async fn list_documents(&self) -> Result<Vec<(String, i64)>, Error> {
        let mut found = Vec::new();
        for owner in std::iter::once(Owner::State).chain(Agency::ALL.into_iter().map(Owner::Agency)) {
            let Some(version) = self.version_of(&owner.contents()).await? else { continue };
            match self.contents_of(owner).await {
                Ok(read) => {
                    found.push((owner.contents(), read.version));
                    for kept in &read.contents.lists {
                        found.extend((0..kept.parts).map(|part| (owner.part(kept.slot, part), kept.version)));
                    }
                }
                Err(Error::Sealed) => {
                    found.push((owner.contents(), version));
                    found.extend(self.unread_documents(owner).await?);
                }
                Err(other) => return Err(other),
            }
        }
        Ok(found)
    }

    /// Slots and parts are numbered one after the other, and each slot has a part.
    async fn unread_documents(&self, owner: Owner) -> Result<Vec<(String, i64)>, Error> {
        let (mut found, mut slot, mut part) = (Vec::new(), 1, 0);
        loop {
            let name = owner.part(slot, part);
            match self.version_of(&name).await? {
                Some(version) => {
                    found.push((name, version));
                    part += 1;
                }
                None if part == 0 => return Ok(found),
                None => (slot, part) = (slot + 1, 0),
            }
        }
    }

    async fn version_of(&self, name: &str) -> Result<Option<i64>, Error> {
        let found = self.workstation.store.sealed_document(self.state.as_str(), name).await?;
        Ok(found.map(|row| row.version))
    }

    /// Writes a list's entries, where they change, and the table of contents that names them, in one transaction: what is read
    /// meanwhile is the version before.
    ///
    /// # Errors
    /// [`Error::Stale`] when somebody else wrote a version meanwhile; then nothing of this one was written.
    pub(super) async fn put_contents(
        &self,
        owner: Owner,
        mut read: Read,
        list: Option<(AlertListHead, Vec<Numbered>)>,
    ) -> Result<(), Error> {
        let version = read.version + 1;
        let mut rows = Vec::new();
        if let Some((head, entries)) = list {
            let known = read.contents.lists.iter().position(|kept| kept.head.name == head.name);
            let slot = match known.and_then(|place| read.contents.lists.get(place)) {
                Some(kept) => kept.slot,
                None => {
                    read.contents.slots += 1;
                    read.contents.slots
                }
            };
            let mut parts = 0;
            for text in in_parts(&entries)? {
                rows.push(self.sealed_for(owner, owner.part(slot, parts), version, &text)?);
                parts += 1;
            }
            let kept = Kept { head, slot, version, parts };
            match known.and_then(|place| read.contents.lists.get_mut(place)) {
                Some(place) => *place = kept,
                None => read.contents.lists.push(kept),
            }
            read.contents.lists.sort_by(|a, b| a.head.name.cmp(&b.head.name));
        }
        let contents = Zeroizing::new(serde_json::to_vec(&read.contents)?);
        rows.push(self.sealed_for(owner, owner.contents(), version, &contents)?);
        let mut tx = self.workstation.write().await?;
        for row in &rows {
            put(&mut *tx, row).await?;
        }
        tx.commit().await?;
        self.workstation.lists_changed.fetch_add(1, Ordering::Release);
        Ok(())
    }

    fn sealed_for(&self, owner: Owner, name: String, version: i64, text: &[u8]) -> Result<SealedDocumentRow, Error> {
        let rings = self.rings();
        let key = rings.ring.newest(self.state.as_str(), &owner.reader()).ok_or(Error::NotAllowed)?;
        let aad = document_bound(self.workstation.post.post, &name, version);
        let ciphertext = key.seal_padded(text, CLASSES, &aad, &mut randomness())?;
        let epoch = i32::try_from(key.id().epoch).unwrap_or(1);
        Ok(SealedDocumentRow { state: self.state.to_string(), name, version, epoch, ciphertext })
    }
}

/// Of two who write one version the second is told that the first was there.
async fn put(tx: &mut dyn Write, row: &SealedDocumentRow) -> Result<(), Error> {
    match tx.put_sealed_document(row).await {
        Err(StorageError::Conflict) => Err(Error::Stale),
        done => Ok(done?),
    }
}

/// Writes entries a line each, in parts that fill their class.
pub(super) fn in_parts(entries: &[Numbered]) -> Result<Vec<Zeroizing<Vec<u8>>>, Error> {
    let mut parts = vec![Zeroizing::new(Vec::new())];
    for entry in entries {
        let line = Zeroizing::new(serde_json::to_vec(entry)?);
        if parts.last().is_none_or(|part| !part.is_empty() && part.len() + line.len() + 1 > PART) {
            parts.push(Zeroizing::new(Vec::new()));
        }
        if let Some(part) = parts.last_mut() {
            part.extend_from_slice(&line);
            part.push(b'\n');
        }
    }
    Ok(parts)
}
