//! Lawful erasure: facts by both States, what is sealed to a State and its own journal by that State alone, once their time is
//! over.
//!
//! Invariant: the act and the erasure are one write. The plain rows follow: they are written again from what is left.

use std::collections::BTreeSet;

use domain::retention::is_closed_before;
use domain::{At, PostAct, Refusal};
use serde::Serialize;
use uuid::Uuid;

use crate::commands::Change;
use crate::failure::Error;
use crate::journal::{OpenAct, Part, read};
use crate::projection::project;
use crate::signed_in::SignedIn;
use crate::workstation::{BATCH, Workstation};

/// How many crossings' rows go in one write.
const CROSSINGS: usize = 200;

/// What an erasure takes away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Erasure {
    /// The facts of acts up to this one.
    Facts(i64),
    /// What is sealed to the acting State of acts up to this one.
    Sealed(i64),
    /// The contents of pages of the acting State's own journal from before this moment.
    Own(At),
}

/// What was erased.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Erased {
    /// The last act that it concerned; none were where this is 0.
    pub up_to: i64,
    /// How many crossings' rows were written again.
    pub crossings: u64,
}

impl SignedIn {
    /// Agrees for the own State that the facts of acts before that moment be erased.
    ///
    /// # Errors
    /// When the officer is no supervisor, or the facts are still to be kept.
    pub async fn agree_to_erasure(&self, before: At) -> Result<(), Error> {
        self.erase(&PostAct::ErasureAgreed { before }, before, None).await
    }

    /// Erases the facts of acts before that moment, as the other State's supervisor agreed to. Once more for the same moment
    /// writes the rows again that an interruption left.
    ///
    /// # Errors
    /// When the officer is no supervisor, the other State has not agreed, the facts are still to be kept, or a crossing of that
    /// time is open.
    pub async fn erase_facts(&self, before: At) -> Result<Erased, Error> {
        let up_to = self.workstation.last_before(before).await?;
        let crossings = self.workstation.crossings_up_to(up_to).await?;
        let is_done = self.workstation.live().post.erased.facts_before == Some(before);
        if !is_done {
            self.erase(&PostAct::FactsErased { before }, before, Some(Erasure::Facts(up_to))).await?;
        }
        let crossings = self.workstation.write_rows(&crossings).await?;
        Ok(Erased { up_to, crossings })
    }

    /// Erases what is sealed to the own State of acts on crossings before that moment.
    ///
    /// # Errors
    /// When the officer is no supervisor, it is still to be kept, or a crossing of that time is open.
    pub async fn erase_sealed(&self, before: At) -> Result<Erased, Error> {
        let up_to = self.workstation.last_before(before).await?;
        self.erase(&PostAct::SealedErased { before }, before, Some(Erasure::Sealed(up_to))).await?;
        Ok(Erased { up_to, crossings: 0 })
    }

    /// Erases what stands on pages of the own State's own journal from before that moment: the pages, their digests and
    /// signatures stay, so that it still verifies.
    ///
    /// # Errors
    /// When the officer is no supervisor, or it is still to be kept.
    pub async fn erase_own_journal(&self, before: At) -> Result<Erased, Error> {
        let up_to = self.workstation.last_before(before).await?;
        self.erase(&PostAct::OwnPagesErased { before }, before, Some(Erasure::Own(before))).await?;
        Ok(Erased { up_to, crossings: 0 })
    }

    async fn erase(&self, act: &PostAct, before: At, erasure: Option<Erasure>) -> Result<(), Error> {
        let request = serde_json::to_vec(act)?;
        let (officer, state) = (&self.officer, self.state);
        let done = self
            .commit(self.workstation.clock.new_id(), &request, false, |bench| {
                bench.live.post.check(act, officer, state, bench.at)?;
                // What officers looked at hangs on no crossing.
                if !matches!(act, PostAct::OwnPagesErased { .. }) {
                    is_closed_before(bench.live.open_crossings(), before, bench.at)?;
                }
                Ok(Some(Change { post: vec![(act.clone(), None)], erasure, ..Change::default() }))
            })
            .await;
        self.answered(|| act.kind().to_owned(), done.map(drop))
    }
}

impl Workstation {
    /// Returns the number of the last act before that moment; 0 where there is none. Times never go back along the numbers.
    async fn last_before(&self, before: At) -> Result<i64, Error> {
        let (mut none, mut above) = (0, self.store.head().await?.seq + 1);
        while above - none > 1 {
            let middle = none + (above - none) / 2;
            let act = self.store.acts_after(middle - 1, 1).await?;
            if act.first().is_some_and(|act| act.at < before) {
                none = middle;
            } else {
                above = middle;
            }
        }
        Ok(none)
    }

    /// Returns the crossings that acts up to a number are about.
    ///
    /// # Errors
    /// [`Refusal::WrittenByNewer`] when only a newer program reads one of them.
    async fn crossings_up_to(&self, up_to: i64) -> Result<BTreeSet<Uuid>, Error> {
        let mut crossings = BTreeSet::new();
        let mut seq = 0;
        while seq < up_to {
            let acts = self.store.acts_after(seq, BATCH.min(up_to - seq)).await?;
            let Some(last) = acts.last() else { break };
            seq = last.seq;
            for act in &acts {
                // What it left in the plain rows only the program erases that wrote it.
                if matches!(read(act), Ok(OpenAct { part: Part::Newer { .. }, .. })) {
                    return Err(Refusal::WrittenByNewer.into());
                }
                crossings.extend(act.crossing);
            }
        }
        Ok(crossings)
    }

    /// Writes the plain rows of crossings as they follow from their genuine acts, in place of those that are there; returns how
    /// many crossings had any.
    pub(crate) async fn write_rows(&self, crossings: &BTreeSet<Uuid>) -> Result<u64, Error> {
        let all: Vec<Uuid> = crossings.iter().copied().collect();
        let mut written = 0;
        for some in all.chunks(CROSSINGS) {
            let mut rows = Vec::with_capacity(some.len());
            for id in some {
                let mut acts = self.store.acts_of(*id).await?;
                acts.retain(|act| self.live().is_genuine(act));
                if !acts.is_empty() {
                    let (crossing, _, _) = self.replay(&acts)?;
                    if crossing.newer.is_some() {
                        return Err(Refusal::WrittenByNewer.into());
                    }
                    rows.push(project(&crossing));
                }
            }
            let mut tx = self.store.write().await?;
            for rows in &rows {
                tx.put_crossing(rows).await?;
                written += 1;
            }
            tx.commit().await?;
        }
        Ok(written)
    }
}
