//! `journal verify`: numbers, chain, digests, signatures, certificates at that time, and every act replayed through the
//! public guards; the exact act that is wrong is named.

use std::collections::{BTreeSet, HashMap};
use std::num::NonZero;

use keys::Digest;
use serde::{Deserialize, Serialize};
use storage::{ActRow, CrossingProjection, Head, SealedPartRow, Store};
use uuid::Uuid;

use crate::failure::Error;
use crate::journal::{Fault, state_of};
use crate::live::{Examined, Live, head_after};
use crate::projection::project;
use crate::workstation::Workstation;

/// How many acts are read at once.
const BATCH: i64 = 2_000;

/// What is wrong with one act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// Its number.
    pub seq: i64,
    /// What does not hold.
    pub check: Fault,
}

/// What a verification found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verification {
    /// How many acts there are.
    pub acts: u64,
    /// What is wrong.
    pub problems: Vec<Problem>,
    /// How many acts were replayed through the public guards.
    pub replayed: u64,
    /// How many sealed parts were not opened, because nobody who may is signed in.
    pub sealed_unread: u64,
    /// How many of these could not even be looked at, because the database shows them to the other State's workstations
    /// alone: whether they are there, and are the ones that were signed, is for that State to verify.
    pub sealed_unseen: u64,
}

impl Verification {
    /// Returns whether everything holds.
    pub fn is_ok(&self) -> bool {
        self.problems.is_empty()
    }
}

/// Verifies the whole journal with bounded memory: closed crossings are forgotten as they close. While some acts are
/// verified, by as many threads as there are processors, the next are read.
///
/// # Errors
/// When the database can't be read.
pub async fn verify(store: &dyn Store) -> Result<Verification, Error> {
    let post = store.post().await?;
    let head = store.head().await?;
    let mut replay = Replay::of(post.post, store.side().await?);
    let mut batch = Batch::after(store, 0).await?;
    while let Some(last) = batch.acts.last().map(|act| act.seq) {
        let checking = tokio::task::spawn_blocking(move || {
            replay.take(&batch);
            replay
        });
        let (checked, next) = tokio::join!(checking, Batch::after(store, last));
        replay = checked.map_err(|_| Error::Fault("the verification broke off"))?;
        batch = next?;
    }
    Ok(replay.end(&head))
}

/// Some acts, with all that is sealed of them.
struct Batch {
    acts: Vec<ActRow>,
    sealed: HashMap<i64, Vec<SealedPartRow>>,
}

impl Batch {
    async fn after(store: &dyn Store, seq: i64) -> Result<Self, Error> {
        let acts = store.acts_after(seq, BATCH).await?;
        let mut sealed: HashMap<i64, Vec<SealedPartRow>> = HashMap::new();
        if let Some(last) = acts.last() {
            for part in store.all_sealed_parts(seq, last.seq).await? {
                sealed.entry(part.seq).or_default().push(part);
            }
        }
        Ok(Self { acts, sealed })
    }
}

/// What of an act was looked at before its turn, beside others.
struct Looked {
    examined: Examined,
    hash: Digest,
    /// Whether the ciphertexts are the ones whose digests were signed; nobody needs a key to see that.
    is_sealed_as_signed: bool,
    /// How many sealed parts are the other State's to look at.
    unseen: u64,
}

impl Looked {
    fn at(row: &ActRow, parts: &[SealedPartRow], live: Option<&Live>, side: Option<&str>) -> Self {
        let examined = Examined::of(row, live);
        let is_hidden = |reader: &str| side.is_some_and(|side| state_of(reader) != side);
        let (mut is_sealed_as_signed, mut unseen) = (true, 0);
        if let Ok(opened) = &examined.opened {
            let signed = &opened.header.sealed;
            let is_signed = |part: &SealedPartRow| signed.get(&part.reader) == Some(&Digest::of(&part.ciphertext));
            let hidden = signed.keys().filter(|reader| is_hidden(reader)).count();
            let shown = parts.iter().filter(|part| !is_hidden(&part.reader)).count();
            is_sealed_as_signed = signed.len() - hidden == shown && parts.iter().all(is_signed);
            unseen = u64::try_from(hidden).unwrap_or_default();
        }
        Self { examined, hash: Digest::of(&row.header), is_sealed_as_signed, unseen }
    }
}

/// The journal as far as it was verified.
struct Replay {
    post: Uuid,
    /// The State whose private rows are seen; none where all are.
    side: Option<String>,
    live: Option<Live>,
    founding: Option<ActRow>,
    previous: Digest,
    expected: i64,
    found: Verification,
}

impl Replay {
    const fn of(post: Uuid, side: Option<String>) -> Self {
        let found = Verification { acts: 0, problems: Vec::new(), replayed: 0, sealed_unread: 0, sealed_unseen: 0 };
        Self { post, side, live: None, founding: None, previous: Digest::ZERO, expected: 1, found }
    }

    /// Verifies the acts that follow.
    fn take(&mut self, batch: &Batch) {
        let threads = std::thread::available_parallelism().map_or(1, NonZero::get);
        let (live, side) = (self.live.as_ref(), self.side.as_deref());
        let look = |acts: &[ActRow]| -> Vec<Looked> {
            let parts = |act: &ActRow| batch.sealed.get(&act.seq).map_or(&[][..], Vec::as_slice);
            acts.iter().map(|act| Looked::at(act, parts(act), live, side)).collect()
        };
        let shares = batch.acts.chunks(batch.acts.len().div_ceil(threads).max(1));
        let looked: Vec<Looked> = std::thread::scope(|scope| {
            let working: Vec<_> = shares.map(|share| (share, scope.spawn(move || look(share)))).collect();
            // A share whose thread broke is looked at again here.
            working.into_iter().flat_map(|(share, thread)| thread.join().unwrap_or_else(|_| look(share))).collect()
        });
        for (act, looked) in batch.acts.iter().zip(&looked) {
            self.take_one(act, looked);
        }
    }

    fn take_one(&mut self, act: &ActRow, looked: &Looked) {
        self.found.acts += 1;
        let mut fault = |check| self.found.problems.push(Problem { seq: act.seq, check });
        if act.seq != self.expected {
            fault(Fault::Number);
        }
        self.expected = act.seq + 1;
        match &looked.examined.opened {
            Ok(opened) if opened.header.previous != self.previous => fault(Fault::Chain),
            Ok(opened) if opened.header.post != self.post => fault(Fault::Columns),
            Ok(opened) => {
                self.found.sealed_unread += u64::try_from(opened.header.sealed.len()).unwrap_or_default();
            }
            Err(_) => {}
        }
        self.previous = looked.hash;
        self.found.sealed_unseen += looked.unseen;
        if !looked.is_sealed_as_signed {
            fault(Fault::SealedParts);
        }
        let taken = match &mut self.live {
            None => Live::begin(act).map(|begun| {
                self.live = Some(begun);
                self.founding = Some(act.clone());
            }),
            Some(live) => {
                let taken = live.try_take_examined(act, &looked.examined);
                live.head = head_after(act);
                taken
            }
        };
        match taken {
            Ok(()) => self.found.replayed += 1,
            Err(check) => fault(check),
        }
    }

    /// Returns what was found, once every act was taken.
    fn end(mut self, head: &Head) -> Verification {
        // The founding is signed by an administrator whose certificate follows it.
        if let (Some(live), Some(founding)) = (&self.live, &self.founding)
            && let Err(check) = live.verify_founding(founding)
        {
            self.found.problems.push(Problem { seq: founding.seq, check });
        }
        if self.expected != head.seq + 1 || self.previous.as_bytes() != head.hash.as_slice() {
            self.found.problems.push(Problem { seq: head.seq, check: Fault::Number });
        }
        self.found.problems.sort_by_key(|problem| problem.seq);
        self.found.problems.dedup();
        self.found
    }
}

/// Returns the references of the crossings with acts above `after` whose plain rows are not those that follow from the
/// journal; crossings that the rows lack go by their id.
///
/// # Errors
/// When the database or an act can't be read.
pub async fn projections_that_differ(workstation: &Workstation, after: i64) -> Result<Vec<String>, Error> {
    let store = workstation.store();
    let mut touched = BTreeSet::new();
    let mut seq = after;
    loop {
        let acts = store.acts_after(seq, BATCH).await?;
        let Some(last) = acts.last() else { break };
        seq = last.seq;
        touched.extend(acts.iter().filter_map(|act| act.crossing));
    }
    workstation.catch_up().await?;
    let mut differ = Vec::new();
    for id in touched {
        let (crossing, _, _) = workstation.replay(&store.acts_of(id).await?)?;
        match store.projection(id).await? {
            Some(rows) if in_order(rows.clone()) == in_order(project(&crossing)) => {}
            Some(rows) => differ.push(rows.crossing.reference),
            None => differ.push(id.to_string()),
        }
    }
    Ok(differ)
}

/// The order of a crossing's claims means nothing.
fn in_order(mut rows: CrossingProjection) -> CrossingProjection {
    rows.claims.sort_by(|a, b| (&a.officer, a.step).cmp(&(&b.officer, b.step)));
    rows
}
