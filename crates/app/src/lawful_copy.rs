//! The lawful copy of the journal that a State takes away: every act with its open parts, what is sealed to that State alone, the
//! photographs that it may open, its alert lists, and its own journal. It is a database of its own, verifies by itself, and nothing is written in it.
//!
//! Invariant: nothing that is sealed to the other State, and none of its keys, leaves the post with it.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use domain::StateCode;
use domain::act::Facts;
use domain::own_journal::Deed;
use keys::Digest;
use serde::Serialize;
use storage::{ActRow, Head, PostRow, SealedPartRow, Store};
use uuid::Uuid;

use crate::database;
use crate::failure::Error;
use crate::journal::{Part, read, reader_name};
use crate::key_life::card::CARD;
use crate::key_life::one_time::ONE_TIME;
use crate::live::PrivateFiles;
use crate::newly_made::newly_made;
use crate::projection::{officer as project_officer, shift as project_shift};
use crate::signed_in::{Rings, SignedIn};
use crate::workstation::Workstation;

/// How many acts go in one write.
const BATCH: i64 = 2_000;

/// What was handed over.
#[derive(Debug, Clone, Serialize)]
pub struct HandedOver {
    /// To which State.
    pub state: StateCode,
    /// How many acts.
    pub acts: i64,
    /// The hash of the last one, hexadecimal.
    pub head: String,
    /// How many sealed parts: that State's alone.
    pub sealed_parts: u64,
    /// How many pages of that State's own journal.
    pub own_pages: u64,
    /// How many photographs: its own, and those of findings that the other State has revealed.
    pub photographs: u64,
}

impl SignedIn {
    /// Writes the own State's lawful copy to a new file. It is written down in the State's own journal first.
    ///
    /// # Errors
    /// When the officer is no supervisor, auditor or administrator; when there is a file already; when it can't be written: then
    /// nothing is left there.
    pub async fn hand_over_copy(&self, to: &Path) -> Result<HandedOver, Error> {
        let seq = self.catch_up().await?;
        let now = self.workstation.clock.now();
        if !self.workstation.live().post.reads_for_his_state(&self.officer, now) {
            return self.answered(|| "export".to_owned(), Err(Error::NotAllowed));
        }
        self.note_always(Deed::Exported { what: format!("journal 1–{seq}") })?;
        let from = self.workstation.store.as_ref();
        let lists = self.list_documents().await?;
        let mut handed = None;
        let made = newly_made(&to.to_string_lossy(), &self.workstation.home, async |address| {
            let to = database::create(address).await?;
            let copy = Copy { from, to, state: self.state, rings: self.rings(), lists: &lists };
            let (over, made) = copy.fill(&self.workstation.post, seq, &self.workstation.home).await?;
            handed = Some(over);
            Ok(made)
        })
        .await?;
        made.store().close().await;
        handed.ok_or(Error::Fault("nothing was handed over"))
    }
}

/// A copy that is being written.
struct Copy<'a> {
    from: &'a dyn Store,
    to: Arc<dyn Store>,
    state: StateCode,
    rings: Arc<Rings>,
    /// The documents of its alert lists, with their versions.
    lists: &'a [(String, i64)],
}

/// What the acts that were copied are about.
struct Copied {
    crossings: BTreeSet<Uuid>,
    sealed_parts: u64,
    /// The digests under which photographs are stored that belong to the copy.
    photographs: BTreeSet<String>,
    head: Head,
}

impl Copy<'_> {
    async fn fill(&self, post: &PostRow, up_to: i64, home: &Path) -> Result<(HandedOver, Arc<Workstation>), Error> {
        let mut tx = self.to.write().await?;
        tx.put_post(&PostRow { copy_of: Some(self.state.to_string()), ..post.clone() }).await?;
        tx.commit().await?;
        let Copied { crossings, sealed_parts, photographs, head } = self.acts(post.post, up_to).await?;
        let photographs = self.photographs(photographs).await?;
        let own_pages = self.own_journal().await?;
        let copied = Workstation::on(Arc::clone(&self.to), home).await?;
        self.keys(&copied).await?;
        self.rows(&copied, &crossings).await?;
        let head = data_encoding::HEXLOWER.encode(&head.hash);
        Ok((HandedOver { state: self.state, acts: up_to, head, sealed_parts, own_pages, photographs }, copied))
    }

    /// Copies the acts with what of them is sealed to the State.
    async fn acts(&self, post: Uuid, up_to: i64) -> Result<Copied, Error> {
        let (mut crossings, mut photographs) = (BTreeSet::new(), BTreeSet::new());
        let mut count = 0;
        let mut seq = 0;
        while seq < up_to {
            let acts = self.from.acts_after(seq, BATCH.min(up_to - seq)).await?;
            let Some(last) = acts.last().map(|act| act.seq) else { break };
            let mut parts = self.from.all_sealed_parts(seq, last).await?;
            let own = format!("{}/", self.state);
            parts.retain(|part| part.reader.starts_with(&own));
            count += u64::try_from(parts.len()).unwrap_or_default();
            let mut tx = self.to.write().await?;
            for command in acts.chunk_by(|one, other| one.command == other.command) {
                // A copy is asked for no answer again, so it need not know what was asked.
                tx.append(&[0; 32], command, &parts_of(command, &parts)).await?;
            }
            tx.commit().await?;
            crossings.extend(acts.iter().filter_map(|act| act.crossing));
            photographs.extend(acts.iter().flat_map(|act| self.names_of(post, act, &parts)));
            seq = last;
        }
        Ok(Copied { crossings, sealed_parts: count, photographs, head: self.to.head().await? })
    }

    /// Copies the photographs that are stored under these digests.
    async fn photographs(&self, names: BTreeSet<String>) -> Result<u64, Error> {
        let mut count = 0;
        for name in names {
            // What is missing is told by verifying the copy.
            let Ok(digest) = name.parse::<Digest>() else { continue };
            if let Some(row) = self.from.photograph(digest.as_bytes()).await? {
                let mut tx = self.to.write().await?;
                tx.add_photograph(&row).await?;
                tx.commit().await?;
                count += 1;
            }
        }
        Ok(count)
    }

    /// Returns under which digests the photographs are stored of which an act tells the State: those that it files itself, and
    /// those of findings that are revealed.
    fn names_of(&self, post: Uuid, act: &ActRow, parts: &[SealedPartRow]) -> Vec<String> {
        let own = reader_name(self.state.as_str(), "state");
        let findings = match act.kind.as_str() {
            "findings_filed" => parts
                .iter()
                .find(|part| part.seq == act.seq && part.reader == own)
                .and_then(|part| PrivateFiles::opened(post, part, &self.rings.ring)?.findings)
                .map(|filed| filed.findings),
            "findings_revealed" => match read(act).map(|act| act.part) {
                Ok(Part::Crossing { facts: Some(Facts::Findings { findings }), .. }) => Some(findings),
                _ => None,
            },
            _ => None,
        };
        findings.into_iter().flat_map(|findings| findings.photographs).map(|photograph| photograph.stored).collect()
    }

    async fn own_journal(&self) -> Result<u64, Error> {
        let (mut page, mut count) = (0, 0);
        loop {
            let pages = self.from.own_pages(self.state.as_str(), page, 256).await?;
            let Some(last) = pages.last() else { return Ok(count) };
            page = last.page;
            let mut tx = self.to.write().await?;
            for page in &pages {
                tx.add_own_page(page).await?;
                count += 1;
            }
            tx.commit().await?;
        }
    }

    /// Copies the wrapped keys of the State's officers and its recovery, and the documents that it keeps sealed.
    async fn keys(&self, copied: &Workstation) -> Result<(), Error> {
        let state = self.state.as_str();
        let mut holders: Vec<String> = {
            let live = copied.live();
            let own = live.post.officers.values().filter(|known| known.certified.state == self.state);
            own.map(|known| known.certified.officer.to_string()).collect()
        };
        holders.push(crate::key_life::RECOVERY.to_owned());
        let mut tx = self.to.write().await?;
        for holder in &holders {
            for kind in ["officer", "reader", "root", "recovery", CARD, ONE_TIME] {
                for key in self.from.key_material(state, kind, holder).await? {
                    tx.put_key_material(&key).await?;
                }
            }
        }
        for name in ["criteria", "alert_list"] {
            if let Some(document) = self.from.sealed_document(state, name).await? {
                tx.put_sealed_document(&document).await?;
            }
        }
        for (name, version) in self.lists {
            let document = self.from.sealed_document(state, name).await?;
            // A list that somebody imports meanwhile would be there in part.
            let document = document.filter(|document| document.version == *version).ok_or(Error::Stale)?;
            tx.put_sealed_document(&document).await?;
        }
        Ok(tx.commit().await?)
    }

    /// Writes the plain rows as they follow from the acts.
    async fn rows(&self, copied: &Workstation, crossings: &BTreeSet<Uuid>) -> Result<(), Error> {
        let (officers, shifts): (Vec<_>, Vec<_>) = {
            let post = &copied.live().post;
            let shifts = post.shifts.iter().filter_map(|(officer, shift)| {
                Some(project_shift(officer, post.officers.get(officer)?.certified.state, shift))
            });
            (post.officers.values().map(project_officer).collect(), shifts.collect())
        };
        let mut tx = self.to.write().await?;
        for officer in &officers {
            tx.put_officer(officer).await?;
        }
        for shift in &shifts {
            tx.put_shift(shift).await?;
        }
        tx.commit().await?;
        copied.write_rows(crossings).await.map(drop)
    }
}

fn parts_of(acts: &[ActRow], parts: &[SealedPartRow]) -> Vec<SealedPartRow> {
    let Some((first, last)) = acts.first().zip(acts.last()) else { return Vec::new() };
    parts.iter().filter(|part| (first.seq..=last.seq).contains(&part.seq)).cloned().collect()
}
