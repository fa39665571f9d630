//! One crossing as the reader may see it: what both States see, what his own alone sees, what he may do.

use std::collections::BTreeMap;
use std::sync::PoisonError;

use contract::{CrossingRequest, CrossingView, HistoryLine, SubjectOffers};
use domain::action::Given;
use domain::own_journal::Deed;
use domain::{Crossing, OfficerNumber, Reference};

use crate::failure::Error;
use crate::journal::{OpenAct, Part, reader_name};
use crate::live::PrivateFiles;
use crate::signed_in::SignedIn;

impl SignedIn {
    /// Returns one crossing, open or closed.
    ///
    /// # Errors
    /// When there is none of that reference, or no shift is open.
    pub async fn crossing(&self, request: &CrossingRequest) -> Result<CrossingView, Error> {
        self.note(Deed::Opened { crossing: request.reference.to_string() })?;
        let seq = self.catch_up().await?;
        let (folded, acts, void_acts) = self.workstation.crossing_with_acts(&request.reference).await?;
        let now = self.workstation.clock.now();
        let crossing = folded.as_of(now);
        let file = self.file_of(crossing.id, !crossing.is_closed()).await?;
        let notes = self.notes_of(&crossing, &acts).await?;
        let instructions = self.instructions_beside(&crossing).await?;
        self.read_own_notes().await?;
        let live = self.workstation.live();
        let by = self.duty(&live, now)?;
        let given = Given::plan(&live.post.plan);
        let offers = crossing
            .subjects
            .keys()
            .map(|subject| SubjectOffers {
                subject: *subject,
                step: crossing.step_for(&by, *subject),
                offers: crossing.offers(&file, &by, &given, *subject, now),
            })
            .collect();
        let names: BTreeMap<OfficerNumber, String> = self.private().names.clone();
        let history = acts.into_iter().filter_map(|act| line(act, &notes)).collect();
        let (messages, held) = {
            let own = self.notes.lock().unwrap_or_else(PoisonError::into_inner);
            (own.messages(&crossing, &by), own.held(&crossing, &by))
        };
        Ok(CrossingView { seq, now, crossing, file, history, offers, names, void_acts, instructions, messages, held })
    }

    /// Returns the own State's notes beside acts, by number.
    async fn notes_of(&self, crossing: &Crossing, acts: &[OpenAct]) -> Result<BTreeMap<i64, String>, Error> {
        let reader = reader_name(&self.state.to_string(), "state");
        let parts = self.workstation.store.sealed_parts_of(crossing.id, &reader).await?;
        let is_known = |seq: i64| acts.iter().any(|act| act.seq == seq);
        Ok(parts
            .iter()
            .filter(|part| is_known(part.seq))
            .filter_map(|part| {
                let opened = PrivateFiles::opened(self.workstation.post.post, part, &self.rings().ring)?;
                Some((part.seq, opened.note?))
            })
            .collect())
    }

    /// Returns whether a crossing of that reference is open.
    pub fn is_open(&self, reference: &Reference) -> bool {
        self.workstation.live().by_reference(reference).is_some()
    }
}

fn line(act: OpenAct, notes: &BTreeMap<i64, String>) -> Option<HistoryLine> {
    let Part::Crossing { act: what, facts, .. } = act.part else { return None };
    Some(HistoryLine {
        seq: act.seq,
        at: act.at,
        state: act.state,
        agency: act.agency,
        desk: act.desk,
        officer: act.officer,
        act: what,
        facts,
        note: notes.get(&act.seq).cloned(),
    })
}
