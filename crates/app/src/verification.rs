//! `journal verify`: numbers, chain, digests, signatures, certificates at that time, and every act replayed through the
//! public guards; the exact act that is wrong is named.

use std::collections::BTreeSet;

use keys::Digest;
use serde::{Deserialize, Serialize};
use storage::{CrossingProjection, Store};

use crate::failure::Error;
use crate::journal::{Fault, Header};
use crate::live::{Live, head_after};
use crate::projection::project;
use crate::workstation::Workstation;

/// How many acts are read at once.
const BATCH: i64 = 5_000;

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
}

impl Verification {
    /// Returns whether everything holds.
    pub fn is_ok(&self) -> bool {
        self.problems.is_empty()
    }
}

/// Verifies the whole journal with bounded memory: closed crossings are forgotten as they close.
///
/// # Errors
/// When the database can't be read.
pub async fn verify(store: &dyn Store) -> Result<Verification, Error> {
    let post = store.post().await?;
    let head = store.head().await?;
    let mut found = Verification { acts: 0, problems: Vec::new(), replayed: 0, sealed_unread: 0 };
    let mut live: Option<Live> = None;
    let mut founding = None;
    let mut previous = Digest::ZERO;
    let mut expected = 1;
    loop {
        let acts = store.acts_after(expected - 1, BATCH).await?;
        let Some(last) = acts.last().map(|act| act.seq) else { break };
        for act in &acts {
            found.acts += 1;
            let mut fault = |check| found.problems.push(Problem { seq: act.seq, check });
            if act.seq != expected {
                fault(Fault::Number);
            }
            expected = act.seq + 1;
            let header: Option<Header> = serde_json::from_slice(&act.header).ok();
            match &header {
                Some(header) if header.previous != previous => fault(Fault::Chain),
                Some(header) if header.post != post.post => fault(Fault::Columns),
                Some(header) => found.sealed_unread += u64::try_from(header.sealed.len()).unwrap_or_default(),
                None => fault(Fault::Unreadable),
            }
            previous = Digest::of(&act.header);
            let taken = match &mut live {
                None => Live::begin(act).map(|begun| {
                    live = Some(begun);
                    founding = Some(act.clone());
                }),
                Some(live) => {
                    let taken = live.try_take(act);
                    live.head = head_after(act);
                    taken
                }
            };
            match taken {
                Ok(()) => found.replayed += 1,
                Err(check) => fault(check),
            }
        }
        found.problems.extend(sealed_parts_that_differ(store, &acts, last).await?);
    }
    // The founding is signed by an administrator whose certificate follows it.
    if let (Some(live), Some(founding)) = (&live, &founding)
        && let Err(check) = live.verify_founding(founding)
    {
        found.problems.push(Problem { seq: founding.seq, check });
    }
    if expected != head.seq + 1 || previous.as_bytes() != head.hash.as_slice() {
        found.problems.push(Problem { seq: head.seq, check: Fault::Number });
    }
    found.problems.sort_by_key(|problem| problem.seq);
    found.problems.dedup();
    Ok(found)
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

/// The ciphertexts are the ones whose digests were signed; nobody needs a key to see that.
async fn sealed_parts_that_differ(
    store: &dyn Store,
    acts: &[storage::ActRow],
    last: i64,
) -> Result<Vec<Problem>, Error> {
    let Some(first) = acts.first().map(|act| act.seq) else { return Ok(Vec::new()) };
    let headers: Vec<(i64, Header)> =
        acts.iter().filter_map(|act| Some((act.seq, serde_json::from_slice(&act.header).ok()?))).collect();
    let mut readers: Vec<&String> = headers.iter().flat_map(|(_, header)| header.sealed.keys()).collect();
    readers.sort();
    readers.dedup();
    let mut problems = Vec::new();
    for reader in readers {
        let parts = store.sealed_parts(first - 1, last, reader).await?;
        let by_seq: std::collections::HashMap<i64, &storage::SealedPartRow> =
            parts.iter().map(|part| (part.seq, part)).collect();
        for (seq, header) in &headers {
            let is_same = match (header.sealed.get(reader), by_seq.get(seq)) {
                (Some(digest), Some(part)) => *digest == Digest::of(&part.ciphertext),
                (None, None) => true,
                (Some(_), None) | (None, Some(_)) => false,
            };
            if !is_same {
                problems.push(Problem { seq: *seq, check: Fault::SealedParts });
            }
        }
    }
    Ok(problems)
}
