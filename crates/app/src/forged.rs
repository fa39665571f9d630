//! The record of documents that officers of the own State found to be false: what is on it is told before every claim on whoever
//! presents such a document again, and can be read as a list.
//!
//! The record follows from the State's own sealed acts and from nothing else. A list in the database, to which each finding added an
//! entry, would be a row in the moment of the finding: whoever sees the table grow, or its pages, would know that something was found on
//! whoever was referred just then. A finding inside the sealed part that the act has anyway shows nowhere, needs no second write
//! that could be missing, reaches every workstation with the act, and is erased with it. So each sign-in folds the findings as acts come in;
//! those of before it reads once, and what it read is kept on the workstation, so that the next sign-in reads only what came since.
//!
//! Invariant: when an officer is signed in the record is whole up to the last act that he has read; an act that is void for every
//! reader adds nothing to it.

use std::collections::BTreeMap;
use std::path::PathBuf;

use contract::{ForgedDocumentLine, ForgedDocumentsView};
use domain::document_check::{ForgedDocument, Forgery};
use domain::own_journal::Deed;
use domain::private::Hit;
use domain::subject::Document;
use domain::{At, Crossing, OfficerNumber, PrivatePart, Reference, SubjectId};
use serde::{Deserialize, Serialize};

use crate::failure::{Error, log};
use crate::journal::{OpenAct, reader_name};
use crate::live::PrivateFiles;
use crate::processors::by_every_processor;
use crate::signed_in::SignedIn;

/// Raised whenever the record is kept in another form.
const FORM: u32 = 1;

/// How many acts are read at once.
const BATCH: i64 = 2_000;

/// How the procedure part of an act begins that ends somebody's part of a control: nothing is told of a document beside any other.
const CARRIERS: [&str; 4] =
    [r#""kind":"cleared""#, r#""kind":"referred""#, r#""kind":"refusal_proposed""#, r#""kind":"concluded""#];

/// From how many acts on reading them again takes longer than keeping what they say.
const WORTH_KEEPING: i64 = 5_000;

/// A finding, and by which act it was recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Finding {
    at: At,
    officer: OfficerNumber,
    document: ForgedDocument,
}

/// What is on record, by the number of its act.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ForgedRecord(BTreeMap<i64, Finding>);

impl ForgedRecord {
    /// Takes in what an act says of a document, if it says something.
    pub fn take(&mut self, act: &OpenAct, private: &PrivatePart) {
        let found = private.document.as_ref().and_then(|checked| checked.forged.as_ref());
        if let Some(document) = found {
            self.put(act, document.clone());
        }
    }

    fn put(&mut self, act: &OpenAct, document: ForgedDocument) {
        self.0.insert(act.seq, Finding { at: act.at, officer: act.officer.clone(), document });
    }

    /// Returns what was found last of a document on another crossing, unless it was found genuine since.
    fn against(&self, document: &Document, on: &Reference) -> Option<&Finding> {
        let mut of_it =
            self.0.values().rev().filter(|one| one.document.is(&document.issuer, &document.number)).peekable();
        let is_genuine = of_it.peek().is_some_and(|last| last.document.found.kind == Forgery::Genuine);
        let is_other = |one: &&Finding| one.document.crossing != *on && one.document.found.kind != Forgery::Genuine;
        of_it.find(is_other).filter(|_| !is_genuine)
    }
}

/// The record as it is kept on a workstation.
#[derive(Serialize, Deserialize)]
struct Kept {
    form: u32,
    /// The number of the last act that was read.
    up_to: i64,
    /// Its hash, in hexadecimal digits.
    hash: String,
    /// Before when everything sealed to the State was erased.
    erased: Option<At>,
    record: ForgedRecord,
}

impl SignedIn {
    /// Returns the hit on the document of a person, if it was recorded as false on another crossing.
    pub(crate) fn recorded_forged(&self, crossing: &Crossing, subject: SubjectId) -> Option<Hit> {
        let document = crossing.document_of(subject)?;
        let private = self.private();
        let finding = private.forged.against(document, &crossing.reference)?;
        Some(Hit::of_forged(&finding.document, finding.at))
    }

    /// Returns the documents that officers of the own State recorded as false, the newest first.
    ///
    /// # Errors
    /// [`Error::NotAllowed`] for whoever does not read for his State: its supervisors, auditors and administrators do.
    pub async fn forged_documents(&self) -> Result<ForgedDocumentsView, Error> {
        let now = self.workstation.clock.now();
        if !self.workstation.live().post.reads_for_his_state(&self.officer, now) {
            return self.answered(|| "forged_documents".to_owned(), Err(Error::NotAllowed));
        }
        self.catch_up().await?;
        self.note(Deed::Searched { text: "forged documents".to_owned() })?;
        let private = self.private();
        let line = |(act, finding): (&i64, &Finding)| {
            let Finding { at, officer, document } = finding.clone();
            let ForgedDocument { issuer, number, crossing, found } = document;
            let name = private.names.get(&officer).cloned();
            ForgedDocumentLine { act: *act, at, officer, name, crossing, issuer, number, found }
        };
        Ok(ForgedDocumentsView { now, documents: private.forged.0.iter().rev().map(line).collect() })
    }

    /// Reads what is on record up to an act; what comes later is folded as it comes.
    pub(crate) async fn recall_forged(&self, up_to: i64) -> Result<(), Error> {
        let erased = self.workstation.live().post.erased.sealed_before.get(&self.state).copied();
        let (mut record, began) = self.kept_record(up_to, erased).await?.unwrap_or_default();
        let reader = reader_name(&self.state.to_string(), "state");
        let (mut from, mut is_whole) = (began, true);
        while from < up_to {
            let to = up_to.min(from + BATCH);
            let briefs = self.workstation.store.briefs(from, to).await?;
            let mut carrying: Vec<i64> = Vec::new();
            for brief in briefs.iter() {
                match brief {
                    Ok(brief) if may_carry(brief.procedure) => carrying.push(brief.seq),
                    Ok(_) => {}
                    // Whoever verifies the journal is told of it; nothing is kept as if all had been read.
                    Err(_) => is_whole = false,
                }
            }
            let parts = match carrying.as_slice() {
                [] => Vec::new(),
                carrying => self.workstation.store.sealed_parts_at(carrying, &reader).await?,
            };
            let rings = self.rings();
            let post = self.workstation.post.post;
            let told = by_every_processor(&parts, |part| (part.seq, PrivateFiles::forged_in(post, part, &rings.ring)));
            for (seq, found) in told {
                match found {
                    Ok(None) => {}
                    Ok(Some(document)) => {
                        if let Some(act) = self.sound_act(&document.crossing, seq).await? {
                            record.put(&act, document);
                        }
                    }
                    // Whoever has the keys reads it.
                    Err(_) => is_whole = false,
                }
            }
            from = to;
        }
        if is_whole && up_to - began >= WORTH_KEEPING {
            self.keep_record(&record, up_to, erased)
                .await
                .unwrap_or_else(|cause| log("keep the forged documents", &cause));
        }
        self.private_mut().forged.0.extend(record.0);
        Ok(())
    }

    /// Returns an act of the own State on a crossing, unless it is void for every reader.
    async fn sound_act(&self, on: &Reference, seq: i64) -> Result<Option<OpenAct>, Error> {
        let (_, acts, void) = match self.workstation.crossing_with_acts(on).await {
            Err(Error::NotFound) => return Ok(None),
            found => found?,
        };
        let is_own = |act: &OpenAct| act.seq == seq && act.state == self.state;
        Ok(acts.into_iter().find(is_own).filter(|_| !void.contains(&seq)))
    }

    /// Returns the record that was kept, and up to which act it goes: where the journal is still the same, and nothing sealed to the
    /// State was erased since.
    async fn kept_record(&self, last: i64, erased: Option<At>) -> Result<Option<(ForgedRecord, i64)>, Error> {
        let text = self.open_kept_sealed(&self.record_file(), &self.record_bound());
        let Some(kept) = text.and_then(|text| serde_json::from_slice::<Kept>(&text).ok()) else { return Ok(None) };
        let is_of_now = kept.form == FORM && kept.up_to <= last && kept.erased == erased;
        if !is_of_now || self.hash_at(kept.up_to).await? != Some(kept.hash) {
            return Ok(None);
        }
        Ok(Some((kept.record, kept.up_to)))
    }

    async fn keep_record(&self, record: &ForgedRecord, up_to: i64, erased: Option<At>) -> Result<(), Error> {
        let Some(hash) = self.hash_at(up_to).await? else { return Ok(()) };
        let kept = Kept { form: FORM, up_to, hash, erased, record: record.clone() };
        self.keep_sealed(&self.record_file(), &serde_json::to_vec(&kept)?, &self.record_bound())
    }

    fn record_file(&self) -> PathBuf {
        let name = format!("{}-{}.kept", self.workstation.post.post, self.state);
        self.workstation.home.join("forged").join(name)
    }

    fn record_bound(&self) -> Vec<u8> {
        format!("osbp forged documents|{}|{}", self.workstation.post.post, self.state).into_bytes()
    }
}

/// Says whether an act is of a kind beside which something is told of a document.
pub(crate) fn may_carry(procedure: &str) -> bool {
    CARRIERS.iter().any(|kind| procedure.contains(kind))
}

#[cfg(test)]
mod tests {
    use contract::{CrossingRequest, Perform, SignIn};
    use domain::document_check::{DocumentCheck, ForgeryFound};
    use domain::notice::ReasonCode;
    use domain::officer::DeskCode;
    use domain::{Action, Direction, StepId};

    use super::*;
    use crate::{Demonstration, Specimens};

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn what_was_kept_of_the_record_is_gone_on_with_where_the_journal_is_the_same() {
        let folder = tempfile::tempdir().unwrap();
        let address = folder.path().join("post.osbp").to_string_lossy().into_owned();
        let demonstration = Demonstration { seed: 5, referral_permille: 0 };
        let post = demonstration.found(&address, &folder.path().join("home")).await.unwrap();
        let seated = async |officer: &str, password: &str, desk: &str| {
            let (officer, password, desk) = (officer.to_owned(), password.to_owned(), DeskCode(desk.to_owned()));
            SignedIn::sign_in(&post, &SignIn { officer, password, desk, pin: None, code: None }).await.unwrap()
        };
        let sits = async || seated("K-1042", "kijani-mto", "A-I1").await;
        let (colleague, officer) = (seated("K-0007", "kijani-mlima", "A-C1").await, sits().await);
        let does = async |crossing: Option<&Reference>, action| {
            let key = post.clock().new_id();
            let perform = Perform { key, crossing: crossing.cloned(), version: None, action };
            officer.perform(&perform).await.unwrap().crossing.unwrap()
        };
        let today = post.clock().now().date_naive();
        let party = does(None, Specimens::new(3).unwrap().on_foot(Direction::AToB, today)).await;
        does(Some(&party), Action::Claim { steps: vec![StepId(1)], presented: false }).await;
        let found = ForgeryFound { kind: Forgery::Counterfeit, words: "no watermark".to_owned(), is_kept: true };
        let check = DocumentCheck { subject: SubjectId(1), comparison: None, forgery: Some(found) };
        let refuse = Action::Refuse {
            step: StepId(1),
            reason: ReasonCode("C".to_owned()),
            dispositions: Vec::new(),
            note: None,
        };
        does(Some(&party), Action::WithChecks { checks: vec![check], what: Box::new(refuse) }).await;
        let record = officer.private().forged.clone();
        assert_eq!(record.0.len(), 1);
        let head = post.live().head.seq;
        officer.keep_record(&record, head, None).await.unwrap();
        assert_eq!(officer.kept_record(head, None).await.unwrap(), Some((record.clone(), head)));
        assert_eq!(officer.kept_record(head - 1, None).await.unwrap(), None, "the journal lacks what was read");
        assert_eq!(
            officer.kept_record(head, Some(post.clock().now())).await.unwrap(),
            None,
            "something was erased since"
        );
        // It counts for the State whose act it is.
        let other = seated("U-1131", "jua-ziwa", "B-I1").await;
        let referred = *record.0.keys().next().unwrap();
        assert!(officer.sound_act(&party, referred).await.unwrap().is_some());
        assert!(other.sound_act(&party, referred).await.unwrap().is_none());
        // Whoever reads along has it too, even if the crossing has closed by then.
        let open = {
            let mut live = post.live_mut();
            let id = live.by_reference(&party).unwrap().crossing.id;
            live.crossings.remove_entry(&id).unwrap()
        };
        colleague.catch_up().await.unwrap();
        assert_eq!(colleague.private().forged, record);
        post.live_mut().crossings.insert(open.0, open.1);
        // Whoever signs in later has it from there, and from the acts alone where nothing was kept.
        assert_eq!(sits().await.private().forged, record);
        std::fs::remove_file(officer.record_file()).unwrap();
        let again = sits().await;
        assert_eq!(again.private().forged, record);
        let crossing = again.crossing(&CrossingRequest { reference: party }).await.unwrap().crossing;
        let document = crossing.document_of(SubjectId(1)).unwrap();
        let elsewhere = Reference::new("MD", 2026, 1, 99).unwrap();
        assert!(record.against(document, &elsewhere).is_some());
        assert!(record.against(document, &crossing.reference).is_none(), "presented once it is not presented again");
        // Found genuine later, it is told no more.
        let mut cleared = record.clone();
        let mut last = record.0.values().next().unwrap().clone();
        last.document.found.kind = Forgery::Genuine;
        cleared.0.insert(head + 1, last);
        assert!(cleared.against(document, &elsewhere).is_none());
    }
}
