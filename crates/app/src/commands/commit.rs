//! The one way in which anything is written: decided on everything that was done before, sealed, chained, signed,
//! projected, committed; then folded in. First on what is known here, which the engine refuses if somebody wrote since;
//! then, and whenever the procedure refuses, inside the lock of the journal's counter.
//!
//! Invariant: a command under a key happens once. Sent again it gives the same answer, and sent with other words it is
//! refused.

use std::sync::Arc;

use contract::Performed;
use domain::post::Standing;
use domain::{At, Crossing, Decided, OnDuty, PostAct, Reference};
use keys::Digest;
use storage::{
    ActRow, CommandRow, CrossingProjection, KeyRow, PhotographRow, SealedPartRow, ShiftRow, StorageError, Write,
};
use uuid::Uuid;

use crate::ballast::Kind;
use crate::clock::to_millis;
use crate::erasure::Erasure;
use crate::failure::Error;
use crate::journal::{Draft, OpenAct, Part, Pen, Place, Written, reader_name, write};
use crate::live::{Known, Live, head_after};
use crate::projection::{officer as project_officer, project};
use crate::signed_in::SignedIn;
use crate::witness::following;

/// What a command changes of one crossing.
pub(crate) struct CrossingChange {
    /// The crossing as it was; none where it is registered now.
    pub before: Option<Crossing>,
    /// Its id.
    pub id: Uuid,
    /// What was decided.
    pub decided: Vec<Decided>,
}

/// What a command changes.
#[derive(Default)]
pub(crate) struct Change {
    /// Acts of the post, each with what goes to the own State alone.
    pub post: Vec<(PostAct, Option<String>)>,
    /// Crossings, the one the command is about first.
    pub crossings: Vec<CrossingChange>,
    /// Keys of an officer who is certified by it.
    pub keys: Vec<KeyRow>,
    /// What it erases.
    pub erasure: Option<Erasure>,
    /// Photographs that its first act names; they take that act's number.
    pub photographs: Arc<[PhotographRow]>,
}

/// The rows of a crossing before a change.
enum Before {
    /// There are none: it is registered now.
    Nothing,
    /// These.
    Rows(Arc<CrossingProjection>),
    /// It closed earlier and is not in memory.
    Unknown,
}

/// What a decision is made on.
pub(crate) struct Bench<'a> {
    /// The post and its open crossings as of the last act.
    pub live: &'a Live,
    /// The acting officer; on no shift where he is about to open one.
    pub by: Option<OnDuty>,
    /// When.
    pub at: At,
    /// The serial that a crossing registered now gets.
    pub serial: Option<u32>,
    /// Every serial that was asked for.
    pub serials: &'a [u32],
}

/// How many serials of references a command takes: most take none, a registration one.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Serials(pub u16);

impl From<bool> for Serials {
    fn from(registers: bool) -> Self {
        Self(u16::from(registers))
    }
}

impl SignedIn {
    /// Carries a command out under its key. `decide` runs inside the lock and must not wait for anything.
    pub(crate) async fn commit(
        &self,
        key: Uuid,
        request: &[u8],
        serials: impl Into<Serials>,
        decide: impl FnMut(&Bench<'_>) -> Result<Option<Change>, Error> + Send,
    ) -> Result<Option<Performed>, Error> {
        self.commit_of_kind(Kind::Work, key, request, serials, decide).await
    }

    /// Carries a command out under its key. On a full disk the room that is kept for what winds the day down is given up, and such
    /// a command is written into it.
    pub(crate) async fn commit_of_kind(
        &self,
        kind: Kind,
        key: Uuid,
        request: &[u8],
        serials: impl Into<Serials>,
        mut decide: impl FnMut(&Bench<'_>) -> Result<Option<Change>, Error> + Send,
    ) -> Result<Option<Performed>, Error> {
        let registers = serials.into();
        let Some(ballast) = &self.workstation.ballast else {
            return self.commit_once(key, request, registers, &mut decide).await;
        };
        if !ballast.lets(kind) {
            return Err(StorageError::Full.into());
        }
        let done = self.commit_once(key, request, registers, &mut decide).await;
        let is_full = matches!(done, Err(Error::Storage(StorageError::Full)));
        if is_full && ballast.give_up() && kind == Kind::WindsDown {
            return self.commit_once(key, request, registers, &mut decide).await;
        }
        done
    }

    async fn commit_once(
        &self,
        key: Uuid,
        request: &[u8],
        registers: Serials,
        mut decide: impl FnMut(&Bench<'_>) -> Result<Option<Change>, Error> + Send,
    ) -> Result<Option<Performed>, Error> {
        if self.workstation.post.copy_of.is_some() {
            return Err(StorageError::ReadOnly.into());
        }
        let digest = Digest::of(request);
        // Whoever is behind reads before he writes, so that nobody waits for it.
        if self.private().seq < self.workstation.live().head.seq {
            self.catch_up().await?;
        }
        let _turn = self.in_turn(self.workstation.turn()).await?;
        let known = self.workstation.live().head.clone();
        let tx = self.in_turn(self.workstation.store.write_after(&known)).await?;
        let mut done = self.do_once(tx, key, digest, registers, &mut decide).await;
        if matches!(done, Err(Error::Storage(StorageError::ClockDiffers))) {
            self.workstation.follow_the_server().await?;
        }
        // Perhaps because of what somebody did since: so it is decided again inside the lock, on all that was done.
        if may_be_too_late(&done) {
            let tx = self.in_turn(self.workstation.store.write()).await?;
            done = self.do_once(tx, key, digest, registers, &mut decide).await;
        }
        if let Ok(Some(_)) = done {
            self.workstation.remember_answered();
            return done;
        }
        // Whether it was done already is asked when it can't be done now: nobody waits for the counter meanwhile.
        match self.done_before(key, digest).await {
            Ok(Some(performed)) => Ok(Some(performed)),
            Err(Error::KeyReused) => Err(Error::KeyReused),
            Ok(None) | Err(_) => done,
        }
    }

    /// Carries a command out; under a key that was used the engine refuses it.
    async fn do_once(
        &self,
        mut tx: Box<dyn Write + '_>,
        key: Uuid,
        digest: Digest,
        registers: Serials,
        decide: &mut (impl FnMut(&Bench<'_>) -> Result<Option<Change>, Error> + Send),
    ) -> Result<Option<Performed>, Error> {
        self.catch_up_inside(tx.as_mut()).await?;
        let at = to_millis(self.workstation.clock.now()).max(tx.head().at);
        let mut serials = Vec::new();
        for _ in 0..registers.0 {
            serials.push(tx.next_serial(&month(at)).await?);
        }
        let change = {
            self.workstation.may_write()?;
            // Whoever is signed in when the agreed day begins goes on with a newer program, like everybody else.
            self.workstation.lets_this_program_work(at)?;
            let live = self.workstation.live();
            let by = live.duty(&self.officer, at).ok();
            let is_on_break = live.post.is_on_break(&self.officer);
            let change = decide(&Bench { live: &live, by, at, serial: serials.first().copied(), serials: &serials })?;
            if is_on_break && change.as_ref().is_some_and(|change| !change.crossings.is_empty()) {
                return Err(domain::Refusal::OnBreak.into());
            }
            // Whoever closes his shift gives his claims back.
            if change.as_ref().is_some_and(|change| !change.crossings.is_empty() && change.post.is_empty()) {
                self.workstation.is_on_both_disks(&live, at, tx.second_disk())?;
            }
            change
        };
        let Some(change) = change else { return Ok(None) };
        let (drafts, folded) = self.drafts_of(&change, at)?;
        let by = self.author(at)?;
        for key in &change.keys {
            tx.put_key_material(key).await?;
        }
        match change.erasure {
            Some(Erasure::Facts(up_to)) => tx.erase_facts(up_to).await?,
            Some(Erasure::Sealed(up_to)) => tx.erase_sealed_parts(up_to, self.state.as_str()).await?,
            Some(Erasure::Own(before)) => tx.erase_own_pages(before, self.state.as_str()).await?,
            None => {}
        }
        for (act, _) in &change.post {
            self.project_post(tx.as_mut(), act, at).await?;
        }
        let mut rows = Vec::with_capacity(folded.len());
        for (one, crossing) in change.crossings.iter().zip(&folded) {
            let after = project(crossing);
            match self.rows_before(one) {
                Before::Nothing => tx.replace_crossing(None, &after).await?,
                Before::Rows(before) => tx.replace_crossing(Some(&before), &after).await?,
                Before::Unknown => tx.put_crossing(&after).await?,
            }
            rows.push(after);
        }
        // While the engine is at the projections there is time to seal and to sign.
        let head = tx.head().clone();
        let place = Place { post: self.workstation.post.post, head: &head, at, command: key };
        let rings = self.rings();
        let pen = Pen { by: &by, signing: &self.keys.signing, sealers: rings.sealers(self.state)? };
        let (begun, written) = tokio::join!(tx.hand_over(), async { write(place, drafts, pen) });
        begun?;
        let Written { acts, sealed, open } = written?;
        let Some(command) = CommandRow::of(digest.as_bytes(), &acts) else { return Ok(None) };
        tx.append(&command.digest, &acts, &sealed).await?;
        for photograph in change.photographs.iter() {
            tx.add_photograph(&PhotographRow { seq: command.first_seq, ..photograph.clone() }).await?;
        }
        // While it commits there is time to begin the envelope of the next act.
        let (committed, ()) = tokio::join!(tx.commit(), async { rings.fill() });
        committed?;
        let reference = folded.first().map(|crossing| crossing.reference.clone());
        let performed = performed(&command, reference);
        self.adopt(&acts, &open, sealed, &change, rows);
        Ok(Some(performed))
    }

    /// Returns what the command under a key was answered, if it was carried out.
    async fn done_before(&self, key: Uuid, digest: Digest) -> Result<Option<Performed>, Error> {
        let Some(done) = self.workstation.store.command(key).await? else { return Ok(None) };
        if done.officer != self.officer.as_str() || done.digest != digest.as_bytes() {
            return Err(Error::KeyReused);
        }
        self.catch_up().await?;
        self.workstation.remember_answered();
        self.answer_of(&done).await.map(Some)
    }

    /// Returns the rows that a change finds: they follow from the acts, all of which are in memory or the commit is refused.
    fn rows_before(&self, change: &CrossingChange) -> Before {
        if change.before.is_none() {
            return Before::Nothing;
        }
        match self.workstation.live().crossings.get(&change.id) {
            Some(live) => Before::Rows(live.rows()),
            None => Before::Unknown,
        }
    }

    /// Carries an act of the post out.
    pub(crate) async fn post_act(&self, key: Uuid, act: PostAct) -> Result<(), Error> {
        let request = serde_json::to_vec(&act)?;
        let (officer, state, kind) = (self.officer.clone(), self.state, act.kind());
        let done = self
            .commit(key, &request, false, move |bench| {
                bench.live.post.check(&act, &officer, state, bench.at)?;
                Ok(Some(Change { post: vec![(act.clone(), None)], ..Change::default() }))
            })
            .await;
        self.answered(|| kind.to_owned(), done.map(drop))
    }

    async fn catch_up_inside(&self, tx: &mut dyn Write) -> Result<(), Error> {
        let (head, known) = (tx.head().clone(), self.workstation.live().head.clone());
        let own = self.private().seq;
        if known == head && own == head.seq {
            return self.workstation.look_beyond().await;
        }
        if known != head {
            self.workstation.take(&following(&known, tx.acts_after(known.seq - 1).await?)?);
        }
        let acts = match self.workstation.kept_acts(own, head.seq) {
            Some(kept) => kept,
            None => tx.acts_after(own).await?.into_iter().map(Known::of).collect(),
        };
        self.workstation.look_beyond().await?;
        self.renew_rings().await?;
        let reader = reader_name(&self.state.to_string(), "state");
        let parts = match self.workstation.kept_parts(own, head.seq, &reader) {
            Some(kept) => kept,
            None => {
                let parts: Vec<_> = tx.sealed_parts(own, &reader).await?.into_iter().map(Arc::new).collect();
                self.workstation.keep_parts(own, head.seq, &reader, &parts);
                parts
            }
        };
        self.take_private(&acts, &parts);
        Ok(())
    }

    pub(super) fn drafts_of(&self, change: &Change, at: At) -> Result<(Vec<Draft>, Vec<Crossing>), Error> {
        let mut drafts = Vec::new();
        let mut folded = Vec::new();
        for one in &change.crossings {
            let by = self.author(at)?;
            let mut crossing = one.before.clone();
            for decided in &one.decided {
                let next = match crossing.take() {
                    None => Crossing::begin(one.id, &decided.act, at)?,
                    Some(mut known) => {
                        known.apply(&decided.act, decided.facts.as_ref(), &by, at);
                        known
                    }
                };
                drafts.push(Draft::of_crossing(one.id, next.version, decided));
                crossing = Some(next);
            }
            folded.extend(crossing);
        }
        // Claims are given up before the shift closes under which they were made.
        for (act, note) in &change.post {
            drafts.push(Draft::of_post(act, note.clone()));
        }
        Ok((drafts, folded))
    }

    /// The acting officer as his acts carry him: on his shift, or, where he is about to open one, at no desk.
    pub(super) fn author(&self, at: At) -> Result<OnDuty, Error> {
        let live = self.workstation.live();
        if let Ok(by) = live.duty(&self.officer, at) {
            return Ok(by);
        }
        let standing = live.post.standing(&self.officer, at).ok_or(Error::NotAllowed)?;
        Ok(OnDuty {
            officer: self.officer.clone(),
            state: self.state,
            agency: standing.certified.agency,
            roles: standing.certified.roles.clone(),
            desk: domain::officer::DeskCode(String::new()),
            claim: None,
        })
    }

    async fn project_post(&self, tx: &mut dyn Write, act: &PostAct, at: At) -> Result<(), Error> {
        match act {
            PostAct::Founded { .. } => {}
            PostAct::OfficerCertified { certified } => {
                let standing = Standing { certified: certified.clone(), from: at, until: None };
                tx.put_officer(&project_officer(&standing)).await?;
            }
            PostAct::OfficerRevoked { officer } => {
                let mut standing =
                    self.workstation.live().post.officers.get(officer).cloned().ok_or(Error::NotFound)?;
                standing.until = Some(at);
                tx.put_officer(&project_officer(&standing)).await?;
                tx.delete_shift(officer.as_str()).await?;
            }
            PostAct::ReadersRotated { .. }
            | PostAct::RootReplaced { .. }
            | PostAct::Restored { .. }
            | PostAct::HeadSigned { .. }
            | PostAct::EmergencyDeclared { .. }
            | PostAct::EmergencyEnded { .. }
            | PostAct::ErasureAgreed { .. }
            | PostAct::FactsErased { .. }
            | PostAct::SealedErased { .. }
            | PostAct::OwnPagesErased { .. }
            | PostAct::Proposed { .. }
            | PostAct::ProposalAgreed { .. }
            | PostAct::ProposalDeclined { .. }
            | PostAct::ClocksSet { .. }
            | PostAct::BreakBegun
            | PostAct::BreakEnded
            | PostAct::HandedOver { .. }
            | PostAct::HandoverTaken { .. }
            | PostAct::ReferencesReserved { .. }
            | PostAct::AloneAgreed { .. }
            | PostAct::AloneEnded { .. } => {}
            PostAct::ShiftOpened { desk, .. } => {
                tx.put_shift(&ShiftRow {
                    officer: self.officer.to_string(),
                    state: self.state.to_string(),
                    desk: desk.to_string(),
                    opened_at: at,
                })
                .await?;
            }
            PostAct::ShiftClosed => tx.delete_shift(self.officer.as_str()).await?,
        }
        Ok(())
    }

    /// Folds in what was just committed; this process wrote it, so its bytes need no check.
    fn adopt(
        &self,
        acts: &[ActRow],
        open: &[OpenAct],
        sealed: Vec<SealedPartRow>,
        change: &Change,
        rows: Vec<CrossingProjection>,
    ) {
        let of_post = change
            .post
            .iter()
            .map(|(_, note)| domain::PrivatePart { note: note.clone(), ..domain::PrivatePart::default() });
        let parts = change
            .crossings
            .iter()
            .flat_map(|one| one.decided.iter().map(|decided| decided.private.clone()))
            .chain(of_post);
        let mut live = self.workstation.live_mut();
        let mut private = self.private_mut();
        for ((row, act), part) in acts.iter().zip(open).zip(parts) {
            if act.seq == live.head.seq + 1 {
                if let Err(fault) = live.fold(act) {
                    live.void.insert(act.seq, fault);
                }
                live.head = head_after(row);
                self.workstation.keep_recent(row);
            }
            if act.seq == private.seq + 1 {
                private.fold(act, &part);
                private.seq = act.seq;
            }
            if let Part::Crossing { id, .. } = &act.part
                && !live.crossings.contains_key(id)
            {
                private.forget(*id);
            }
        }
        // Whoever else of the State is signed in here opens it with his own keys.
        if let (Some(first), Some(last)) = (acts.first(), acts.last()) {
            let reader = reader_name(&self.state.to_string(), "state");
            let parts: Vec<_> = sealed.into_iter().map(Arc::new).collect();
            self.workstation.keep_parts(first.seq - 1, last.seq, &reader, &parts);
        }
        for rows in rows {
            if let Some(crossing) = live.crossings.get_mut(&rows.crossing.id) {
                crossing.keep_rows(rows);
            }
        }
    }

    async fn answer_of(&self, done: &CommandRow) -> Result<Performed, Error> {
        let reference = match done.crossing {
            Some(id) => {
                let row = self.workstation.store.projection(id).await?.ok_or(Error::NotFound)?;
                Some(row.crossing.reference.parse().map_err(|_| Error::Fault("a reference can't be read"))?)
            }
            None => None,
        };
        Ok(performed(done, reference))
    }
}

/// Returns whether the outcome could be another on the newest state of things: a refusal, nothing to do, a number taken.
fn may_be_too_late(done: &Result<Option<Performed>, Error>) -> bool {
    match done {
        Ok(performed) => performed.is_none(),
        Err(Error::Storage(error)) => matches!(error, StorageError::Conflict | StorageError::ClockDiffers),
        Err(_) => true,
    }
}

fn performed(command: &CommandRow, crossing: Option<Reference>) -> Performed {
    Performed {
        key: command.key,
        crossing,
        version: command.version.and_then(|version| u32::try_from(version).ok()),
        seq: [command.first_seq, command.last_seq],
    }
}

fn month(at: At) -> String {
    at.format("%y%m").to_string()
}
