//! What the signed-in officer's State alone knows: the second fold, over the sealed parts that this sign-in can open.
//!
//! A part is opened when somebody asks what is known of its crossing: each workstation takes in what all others do, and at a desk few of
//! those crossings are looked at. What a document on record may follow from is opened as it comes, and what is long.
//!
//! Invariant: what is known of a crossing is folded in the order of its acts, whenever each was opened.

use std::collections::{BTreeMap, HashMap};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use domain::customs::{Lane, LaneAssignment};
use domain::document_check::ForgedDocument;
use domain::subject::SubjectKind;
use domain::{Crossing, OfficerNumber, PostAct, PrivateFile, PrivatePart};
use keys::{Reader, ReaderId, ReaderRing};
use storage::SealedPartRow;
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::failure::Error;
use crate::forged::{ForgedRecord, may_carry};
use crate::journal::{OpenAct, Part, bound};

use super::Known;

/// How many bytes of a part wait to be opened at most: that of a coach's claim would stay in the memory of each window, as long as the
/// coach is there, for the little that it says.
const LONGEST_WAITING: usize = 16 * 1024;

/// The private files of the open crossings, and the names of the own State's officers.
#[derive(Debug, Default)]
pub struct PrivateFiles {
    /// The number of the last act that was taken in.
    pub seq: i64,
    files: HashMap<Uuid, Mutex<Folder>>,
    /// Officers' names: class STATE.
    pub names: BTreeMap<OfficerNumber, String>,
    /// What supervisors of the own State handed over, by the number of the handover.
    pub handovers: BTreeMap<u32, String>,
    /// How many parts of the own State could not be opened, of those that were looked at.
    unread: AtomicU64,
    /// The documents that officers of the own State recorded as false.
    pub forged: ForgedRecord,
}

/// What is known of a crossing, and what waits to be folded into it, in the order of the acts.
#[derive(Debug, Default)]
struct Folder {
    file: PrivateFile,
    waiting: Vec<Waiting>,
}

/// What an act says to the own State alone of its crossing.
#[derive(Debug)]
enum Waiting {
    /// It was not opened yet.
    Sealed { post: Uuid, act: Arc<Known>, part: Arc<SealedPartRow>, ring: Arc<ReaderRing> },
    /// It was opened while others before it were not.
    Opened { act: Arc<Known>, private: Box<PrivatePart> },
}

impl Folder {
    /// Folds in what waits; returns the file, and how many parts could not be opened.
    fn file(&mut self) -> (&mut PrivateFile, u64) {
        let mut unread = 0;
        for one in self.waiting.drain(..) {
            let (act, private) = match one {
                Waiting::Opened { act, private } => (act, Some(private)),
                Waiting::Sealed { post, act, part, ring } => (act, open(post, &part, &ring).map(Box::new)),
            };
            match (private, act.open().map(|act| &act.part)) {
                (Some(private), Some(Part::Crossing { act, .. })) => self.file.apply(act, &private),
                (None, _) => unread += 1,
                (Some(_), _) => {}
            }
        }
        (&mut self.file, unread)
    }
}

impl PrivateFiles {
    /// Returns what is known of a crossing; nothing, where nothing is.
    pub fn file(&self, crossing: Uuid) -> PrivateFile {
        self.with(crossing, PrivateFile::clone).unwrap_or_default()
    }

    /// Returns the lane of a crossing's goods: the strictest, where there are several.
    pub fn lane(&self, crossing: &Crossing) -> Option<Lane> {
        self.lanes_of(crossing).into_iter().map(|assigned| assigned.lane).max()
    }

    /// Returns the lanes of a crossing's goods; of whoever brings none nothing is opened.
    pub fn lanes_of(&self, crossing: &Crossing) -> Vec<LaneAssignment> {
        if !crossing.subjects.values().any(|subject| subject.kind == SubjectKind::Consignment) {
            return Vec::new();
        }
        self.with(crossing.id, |file| file.lanes.values().cloned().collect()).unwrap_or_default()
    }

    /// Returns how many parts of the own State could not be opened, of those that were looked at.
    #[cfg(test)]
    pub fn unread(&self) -> u64 {
        self.unread.load(Ordering::Relaxed)
    }

    /// Reads something of the file of a crossing, folded up to the last act.
    fn with<T>(&self, crossing: Uuid, read: impl FnOnce(&PrivateFile) -> T) -> Option<T> {
        let mut folder = self.files.get(&crossing)?.lock().unwrap_or_else(PoisonError::into_inner);
        let (file, unread) = folder.file();
        self.missed(unread);
        Some(read(file))
    }

    /// Counts parts that could not be opened.
    pub fn missed(&self, parts: u64) {
        self.unread.fetch_add(parts, Ordering::Relaxed);
    }

    /// Takes the sealed part of one act in, and folds it at once.
    pub fn take(&mut self, post: Uuid, act: &OpenAct, part: &SealedPartRow, ring: &ReaderRing) {
        match open(post, part, ring) {
            Some(private) => self.fold(act, &private),
            None => self.missed(1),
        }
    }

    /// Takes the sealed part of one act in. It is opened when somebody asks what is known of its crossing, and at once where it is not
    /// about one, may say something of a document, or is long.
    pub fn take_later(&mut self, post: Uuid, act: &Arc<Known>, part: &Arc<SealedPartRow>, ring: &Arc<ReaderRing>) {
        let Some(known) = act.open() else { return };
        let Part::Crossing { id, .. } = &known.part else { return self.take(post, known, part, ring) };
        let is_carrier = std::str::from_utf8(&act.row.procedure).is_ok_and(may_carry);
        let one = if is_carrier || part.ciphertext.len() > LONGEST_WAITING {
            let Some(private) = open(post, part, ring) else { return self.missed(1) };
            self.forged.take(known, &private);
            Waiting::Opened { act: Arc::clone(act), private: Box::new(private) }
        } else {
            let (act, part, ring) = (Arc::clone(act), Arc::clone(part), Arc::clone(ring));
            Waiting::Sealed { post, act, part, ring }
        };
        let folder = self.files.entry(*id).or_default();
        let folder = folder.get_mut().unwrap_or_else(PoisonError::into_inner);
        folder.waiting.push(one);
        // What was opened keeps nothing waiting that need not.
        if let [Waiting::Opened { .. }] = folder.waiting.as_slice() {
            let _opened = folder.file();
        }
    }

    /// Folds an opened part in.
    pub fn fold(&mut self, act: &OpenAct, private: &PrivatePart) {
        self.forged.take(act, private);
        match &act.part {
            Part::Crossing { id, act: what, .. } => {
                let folder = self.files.entry(*id).or_default();
                let (file, unread) = folder.get_mut().unwrap_or_else(PoisonError::into_inner).file();
                file.apply(what, private);
                self.missed(unread);
            }
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

#[cfg(test)]
mod tests {
    use contract::Perform;
    use domain::{Action, Agency, Direction};

    use super::*;
    use crate::demonstration::hire;
    use crate::signed_in::SignedIn;
    use crate::{Demonstration, Specimens, Workstation};

    /// A post at which an officer claimed, referred and let another claim, and whoever else of his State was signed in all the while.
    struct Ground {
        post: Arc<Workstation>,
        crossing: Uuid,
        officer: SignedIn,
        colleague: SignedIn,
        _folder: tempfile::TempDir,
    }

    async fn ground() -> Ground {
        let folder = tempfile::tempdir().unwrap();
        let (file, home) = (folder.path().join("post.osbp"), folder.path().join("home"));
        let demonstration = Demonstration { seed: 1, referral_permille: 0 };
        let post = demonstration.found(&file.to_string_lossy(), &home).await.unwrap();
        let [kenya, _] = post.live().post.plan.states;
        let mut requests = hire(&post, kenya, Agency::Immigration, 2).await.unwrap().into_iter();
        let mut signed_in = async || SignedIn::sign_in(&post, &requests.next().unwrap()).await.unwrap();
        let (colleague, officer) = (signed_in().await, signed_in().await);
        let today = post.clock().now().date_naive();
        let party = Specimens::new(3).unwrap().on_foot(Direction::AToB, today);
        let mut reference = None;
        let step = domain::StepId(1);
        let dispositions = Vec::new();
        for action in [
            party,
            Action::Claim { steps: vec![step], presented: true },
            Action::Refer {
                step,
                dispositions,
                note: Some("says little".to_owned()),
                protection: None,
                customs: Box::default(),
            },
        ] {
            let key = post.clock().new_id();
            let perform = Perform { key, crossing: reference.clone(), version: None, action };
            reference = officer.perform(&perform).await.unwrap().crossing;
        }
        let crossing = post.live().by_reference(&reference.unwrap()).unwrap().crossing.id;
        colleague.catch_up().await.unwrap();
        Ground { post, crossing, officer, colleague, _folder: folder }
    }

    fn waiting(of: &SignedIn, crossing: Uuid) -> usize {
        of.private().files.get(&crossing).map_or(0, |folder| folder.lock().unwrap().waiting.len())
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn what_is_known_of_a_crossing_is_opened_when_somebody_asks_and_the_same_as_if_it_was_before() {
        let Ground { officer, colleague, crossing, .. } = ground().await;
        // Where the officer looked nothing waits; where nobody did all acts wait, the referral opened for what it might say of a document.
        assert_eq!(waiting(&officer, crossing), 0);
        assert!(waiting(&colleague, crossing) >= 3);
        // The lanes of whoever brings no goods are nothing to open it for.
        let live = colleague.workstation().live();
        assert_eq!(colleague.private().lanes_of(&live.crossings.get(&crossing).unwrap().crossing), []);
        drop(live);
        assert!(waiting(&colleague, crossing) >= 3);
        let known = officer.private().file(crossing);
        assert_eq!(known.step(domain::StepId(1)).unwrap().notes, ["says little"]);
        assert_eq!(colleague.private().file(crossing), known);
        assert_eq!((waiting(&colleague, crossing), colleague.private().unread()), (0, 0));
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn what_the_other_state_seals_to_this_one_is_nothing_that_it_knows() {
        let Ground { post, colleague, crossing, .. } = ground().await;
        let head = post.live().head.seq;
        let reader = crate::journal::reader_name("KEN", "state");
        let parts = post.known_parts(head - 1, head, &reader).await.unwrap();
        let genuine = post.known_acts(head - 1, head).await.unwrap().remove(0);
        let theirs = Known::of(storage::ActRow { state: "UGA".to_owned(), ..genuine.row.clone() });
        for (act, notes) in [(theirs, 0), (genuine, 1)] {
            let mut before = colleague.private_mut();
            before.forget(crossing);
            before.seq = head - 1;
            drop(before);
            colleague.take_private(&[act], &parts);
            let file = colleague.private().file(crossing);
            assert_eq!(file.step(domain::StepId(1)).map_or(0, |step| step.notes.len()), notes);
        }
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn what_is_long_is_opened_as_it_comes() {
        let Ground { post, colleague, crossing, .. } = ground().await;
        let head = post.live().head.seq;
        let acts = post.known_acts(0, head).await.unwrap();
        let claim = acts.iter().find(|act| act.row.kind == "claimed").unwrap();
        let part = |len| {
            let reader = crate::journal::reader_name("KEN", "state");
            Arc::new(SealedPartRow { seq: claim.row.seq, reader, epoch: 1, ciphertext: vec![0; len] })
        };
        let ring = Arc::clone(&colleague.rings().ring);
        let (before, mut private) = (waiting(&colleague, crossing), colleague.private_mut());
        private.take_later(post.id(), claim, &part(LONGEST_WAITING), &ring);
        assert_eq!(private.unread(), 0, "nobody looked at it yet");
        private.take_later(post.id(), claim, &part(LONGEST_WAITING + 1), &ring);
        assert_eq!(private.unread(), 1, "it was looked at and can't be opened");
        drop(private);
        assert_eq!(waiting(&colleague, crossing), before + 1);
    }
}
