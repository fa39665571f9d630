//! What the signed-in officer's State alone knows: the second fold, over the sealed parts that this sign-in can open.

use std::collections::{BTreeMap, HashMap};

use domain::customs::{Lane, LaneAssignment};
use domain::document_check::ForgedDocument;
use domain::{OfficerNumber, PostAct, PrivateFile, PrivatePart};
use keys::{Reader, ReaderId, ReaderRing};
use storage::SealedPartRow;
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::failure::Error;
use crate::forged::ForgedRecord;
use crate::journal::{OpenAct, Part, bound};

/// The private files of the open crossings, and the names of the own State's officers.
#[derive(Debug, Default)]
pub struct PrivateFiles {
    /// The number of the last act folded.
    pub seq: i64,
    files: HashMap<Uuid, PrivateFile>,
    /// Officers' names: class STATE.
    pub names: BTreeMap<OfficerNumber, String>,
    /// What supervisors of the own State handed over, by the number of the handover.
    pub handovers: BTreeMap<u32, String>,
    /// How many parts of the own State could not be opened.
    pub unread: u64,
    /// The documents that officers of the own State recorded as false.
    pub forged: ForgedRecord,
}

impl PrivateFiles {
    /// Returns what is known of a crossing; nothing, where nothing is.
    pub fn file(&self, crossing: Uuid) -> PrivateFile {
        self.files.get(&crossing).cloned().unwrap_or_default()
    }

    /// Returns the lane of a crossing's goods: the strictest, where there are several.
    pub fn lane(&self, crossing: Uuid) -> Option<Lane> {
        self.files.get(&crossing)?.lanes.values().map(|assigned| assigned.lane).max()
    }

    /// Returns the lanes of a crossing's goods.
    pub fn lanes_of(&self, crossing: Uuid) -> impl Iterator<Item = &LaneAssignment> {
        self.files.get(&crossing).into_iter().flat_map(|file| file.lanes.values())
    }

    /// Folds the sealed part of one act in.
    pub fn take(&mut self, post: Uuid, act: &OpenAct, part: &SealedPartRow, ring: &ReaderRing) {
        match open(post, part, ring) {
            Some(private) => self.fold(act, &private),
            None => self.unread += 1,
        }
    }

    /// Folds an opened part in.
    pub fn fold(&mut self, act: &OpenAct, private: &PrivatePart) {
        self.forged.take(act, private);
        match &act.part {
            Part::Crossing { id, act: what, .. } => self.files.entry(*id).or_default().apply(what, private),
            Part::Post(PostAct::OfficerCertified { certified }) => {
                if let Some(name) = &private.note {
                    self.names.insert(certified.officer.clone(), name.clone());
                }
            }
            Part::Post(PostAct::HandedOver { number }) => {
                if let Some(note) = &private.note {
                    self.handovers.insert(*number, note.clone());
                }
            }
            Part::Post(_) | Part::Newer { .. } => {}
        }
    }

    /// Opens a part that is sealed to the own State; nothing where this sign-in can't.
    pub fn opened(post: Uuid, part: &SealedPartRow, ring: &ReaderRing) -> Option<PrivatePart> {
        open(post, part, ring)
    }

    /// Returns what such a part says of a document that is false; an error where this sign-in can't open it. Hardly any says
    /// something, so hardly any is read as a whole.
    pub fn forged_in(post: Uuid, part: &SealedPartRow, ring: &ReaderRing) -> Result<Option<ForgedDocument>, Error> {
        const FIELD: &[u8] = b"\"forged\"";
        let text = text(post, part, ring).ok_or(Error::Sealed)?;
        if !text.windows(FIELD.len()).any(|some| some == FIELD) {
            return Ok(None);
        }
        let private: PrivatePart = serde_json::from_slice(&text).map_err(|_| Error::Sealed)?;
        Ok(private.document.and_then(|checked| checked.forged))
    }

    /// Forgets a crossing that closed.
    pub fn forget(&mut self, crossing: Uuid) {
        self.files.remove(&crossing);
    }

    /// Returns the crossings of which something is known.
    pub fn crossings(&self) -> impl Iterator<Item = Uuid> {
        self.files.keys().copied()
    }
}

fn open(post: Uuid, part: &SealedPartRow, ring: &ReaderRing) -> Option<PrivatePart> {
    serde_json::from_slice(&text(post, part, ring)?).ok()
}

fn text(post: Uuid, part: &SealedPartRow, ring: &ReaderRing) -> Option<Zeroizing<Vec<u8>>> {
    let (state, reader) = part.reader.split_once('/')?;
    let id = ReaderId {
        state: state.to_owned(),
        reader: reader.parse::<Reader>().ok()?,
        epoch: u32::try_from(part.epoch).ok()?,
    };
    ring.open(&id, &part.ciphertext, &bound(post, part.seq, &part.reader)).ok()
}
