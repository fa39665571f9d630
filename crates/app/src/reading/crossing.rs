//! One crossing as the reader may see it: what both States see, what his own alone sees, what he may do.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::PoisonError;

use contract::{CrossingRequest, CrossingView, HistoryLine, SubjectOffers};
use data_encoding::BASE64;
use domain::action::Given;
use domain::crossing::{Doubt, PermitDoubt};
use domain::own_journal::Deed;
use domain::private::{PrivateFile, PrivatePart, ProtectionNote};
use domain::{Crossing, OfficerNumber, Reference, Role, Side, Subject, SubjectId};
use keys::{Reader, ReaderId};

use crate::failure::Error;
use crate::journal::{OpenAct, Part, bound, reader_name};
use crate::live::PrivateFiles;
use crate::paper::on_clocks_of;
use crate::signed_in::SignedIn;

/// How many crossings with the same document are looked at.
const BESIDE: i64 = 8;

/// How many crossings on which the bearer of a document left are looked at for the entries of his permit.
const ENTRIES: i64 = 20;

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
        let file = self.with_found_since(&crossing, file);
        let private = self.private_parts_of(&crossing, &acts).await?;
        let needs = self.needs_of(&crossing, &private).await?;
        let doubts = self.doubts(&crossing).await?;
        let permit_doubts = self.permit_doubts(&crossing, &file).await?;
        let left_out = self.left_out_on(&crossing);
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
        let history = acts.into_iter().filter_map(|act| line(act, &private, &needs)).collect();
        let (messages, held) = {
            let own = self.notes.lock().unwrap_or_else(PoisonError::into_inner);
            (own.messages(&crossing, &by), own.held(&crossing, &by))
        };
        Ok(CrossingView {
            seq,
            now,
            crossing,
            file,
            history,
            offers,
            names,
            void_acts,
            doubts,
            permit_doubts,
            left_out,
            instructions,
            messages,
            held,
        })
    }

    /// Returns what the own State alone knows of acts, by number.
    async fn private_parts_of(
        &self,
        crossing: &Crossing,
        acts: &[OpenAct],
    ) -> Result<BTreeMap<i64, PrivatePart>, Error> {
        let reader = reader_name(&self.state.to_string(), "state");
        let parts = self.workstation.store.sealed_parts_of(crossing.id, &reader).await?;
        // What the other State seals to this one is nothing that this one knows.
        let is_known = |seq: i64| acts.iter().any(|act| act.seq == seq && act.state == self.state);
        Ok(parts
            .iter()
            .filter(|part| is_known(part.seq))
            .filter_map(|part| {
                let opened = PrivateFiles::opened(self.workstation.post.post, part, &self.rings().ring)?;
                Some((part.seq, opened))
            })
            .collect())
    }

    /// What looks wrong beside other crossings about whoever has not been handed over yet: afterwards it comes too late.
    async fn doubts(&self, crossing: &Crossing) -> Result<Vec<Doubt>, Error> {
        let is_early = |subject: &&Subject| !subject.is_final() && !crossing.is_side_done(subject.id, Side::Exit);
        let (store, own) = (&self.workstation.store, crossing.reference.to_string());
        let mut found = Vec::new();
        for subject in crossing.subjects.values().filter(is_early).map(|subject| subject.id) {
            let Some(document) = crossing.document_of(subject) else { continue };
            let rows = store.find_crossings(&document.number, BESIDE).await?;
            // What counts is where he left last, whatever closed since; others of that party may still be here.
            let left_on = store.departures_with(&document.issuer, &document.number, 2).await?;
            let last = left_on.into_iter().find(|reference| *reference != own);
            let open = rows.into_iter().filter(|row| row.closed_at.is_none()).map(|row| row.reference);
            let others: BTreeSet<String> = open.filter(|reference| *reference != own).chain(last).collect();
            for reference in others {
                let reference = reference.parse().map_err(|_| Error::Fault("a reference can't be read"))?;
                let (other, _, _) = self.workstation.crossing_with_acts(&reference).await?;
                let other = other.as_of(self.workstation.clock.now());
                found.extend(crossing.doubts_beside(subject, &other));
                found.extend(self.overstay(crossing, subject, &other).await?);
            }
        }
        Ok(found)
    }

    /// Returns the warning that a person who leaves the reader's State stayed longer than it granted him.
    async fn overstay(
        &self,
        crossing: &Crossing,
        subject: SubjectId,
        entered: &Crossing,
    ) -> Result<Option<Doubt>, Error> {
        let (now, plan) = {
            let live = self.workstation.live();
            (self.workstation.clock.now(), live.post.plan.clone())
        };
        let (left, _) = plan.exit_and_entry(crossing.direction);
        let document = crossing.document_of(subject).filter(|_| left == self.state);
        let Some(bearer) = document.and_then(|document| entered.bearer(document)) else { return Ok(None) };
        let file = self.file_of(entered.id, !entered.is_closed()).await?;
        let Some(grant) = file.grants.get(&bearer) else { return Ok(None) };
        let day = |at| on_clocks_of(&plan, self.state, at).date_naive();
        Ok(crossing.overstay(subject, entered, grant.days, day, now))
    }

    /// Returns what looks wrong about the permits of those who enter the reader's State and have not left the post.
    async fn permit_doubts(&self, crossing: &Crossing, file: &PrivateFile) -> Result<Vec<PermitDoubt>, Error> {
        if crossing.entry_state != self.state {
            return Ok(Vec::new());
        }
        let (now, plan) = {
            let live = self.workstation.live();
            (self.workstation.clock.now(), live.post.plan.clone())
        };
        let today = on_clocks_of(&plan, self.state, now).date_naive();
        let mut found = Vec::new();
        for subject in crossing.subjects.values().filter(|subject| !subject.is_final()).map(|subject| subject.id) {
            let Some(permit) = crossing.permit_of(subject) else { continue };
            let document = crossing.document_of(subject).filter(|_| permit.entries.is_some());
            let mut earlier = Vec::new();
            if let Some(document) = document {
                let store = &self.workstation.store;
                for reference in store.departures_with(&document.issuer, &document.number, ENTRIES).await? {
                    let reference = reference.parse().map_err(|_| Error::Fault("a reference can't be read"))?;
                    let (other, _, _) = self.workstation.crossing_with_acts(&reference).await?;
                    earlier.push(other);
                }
            }
            let granted = file.grants.get(&subject).map(|grant| grant.days);
            found.extend(crossing.permit_doubts(subject, &earlier, granted, today));
        }
        Ok(found)
    }

    /// Returns the needs for protection that are sealed to the reader's desk, by the number of the act beside which they
    /// stand: recorded by his own State's officers, or told by the other State's. Nothing for whoever is not of the desk.
    async fn needs_of(
        &self,
        crossing: &Crossing,
        private: &BTreeMap<i64, PrivatePart>,
    ) -> Result<BTreeMap<i64, ProtectionNote>, Error> {
        // Administrators hold the key too, to wrap it: it is not theirs to read with.
        let is_of_desk = {
            let (live, now) = (self.workstation.live(), self.workstation.clock.now());
            live.post
                .standing(&self.officer, now)
                .is_some_and(|known| known.certified.roles.contains(&Role::Protection))
        };
        if !is_of_desk {
            return Ok(BTreeMap::new());
        }
        let reader = reader_name(&self.state.to_string(), "protection");
        let epochs: Vec<ReaderId> =
            self.rings().ring.ids().filter(|id| id.reader == Reader::Protection).cloned().collect();
        if epochs.is_empty() {
            return Ok(BTreeMap::new());
        }
        let told = self.workstation.store.sealed_parts_of(crossing.id, &reader).await?;
        let rings = self.rings();
        let opened = |seq: i64, sealed: &[u8]| {
            let bound = bound(self.workstation.post.post, seq, &reader);
            let text = epochs.iter().find_map(|id| rings.ring.open_envelope(id, sealed, &bound).ok())?;
            // An envelope without a note is the usual one: it is there so that having one tells nothing.
            serde_json::from_slice::<ProtectionNote>(&text).ok()
        };
        let own = private.iter().filter_map(|(seq, part)| {
            let sealed = BASE64.decode(part.protection.as_ref()?.as_bytes()).ok()?;
            Some((*seq, opened(*seq, &sealed)?))
        });
        let told = told.iter().filter_map(|part| Some((part.seq, opened(part.seq, &part.ciphertext)?)));
        Ok(own.chain(told).collect())
    }

    /// Returns whether a crossing of that reference is open.
    pub fn is_open(&self, reference: &Reference) -> bool {
        self.workstation.live().by_reference(reference).is_some()
    }
}

fn line(
    act: OpenAct,
    private: &BTreeMap<i64, PrivatePart>,
    needs: &BTreeMap<i64, ProtectionNote>,
) -> Option<HistoryLine> {
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
        note: private.get(&act.seq).and_then(|part| part.note.clone()),
        document: private.get(&act.seq).and_then(|part| part.document.clone()),
        protection: needs.get(&act.seq).cloned(),
    })
}
