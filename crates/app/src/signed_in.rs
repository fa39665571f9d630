//! An officer who is signed in at a workstation: his keys, what his State alone knows, and his shift.
//!
//! Invariant: signing in *is* unwrapping; dropping this wipes the keys.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use contract::{Session, SignIn};
use domain::officer::DeskCode;
use domain::own_journal::Deed;
use domain::sign_in::SignInLimits;
use domain::{At, OfficerNumber, OnDuty, PrivateFile, PrivatePart, StateCode};
use keys::{
    CardBinding, Digest, KdfStrength, OfficerKeys, ReaderId, ReaderPublic, ReaderRing, Under, WrappedOfficerKeys,
    WrappedReaderKey,
};
use storage::{ActRow, SealedPartRow};
use uuid::Uuid;

use crate::advance::AdvanceLists;
use crate::alerts::{Alerts, Searched};
use crate::card_reader::{CardInUse, present};
use crate::criteria::{Criteria, Demand, SealedCriteria};
use crate::failure::Error;
use crate::forged::may_carry;
use crate::journal::{Begun, OpenAct, Sealers, read, reader_name};
use crate::key_life::LONGEST_PASSWORD;
use crate::key_life::card::CARD;
use crate::live::{Known, Live, PrivateFiles, certificate_of, reader_certificate};
use crate::own_journal::{LastNoted, OwnNotes};
use crate::processors::by_every_processor;
use crate::secrets::enrolment_secret;
use crate::workstation::{BATCH, Workstation};

/// The keys of an epoch: what the officer reads with, and to whom his acts are sealed.
pub(crate) struct Rings {
    /// The circles that he belongs to, in every epoch.
    pub ring: Arc<ReaderRing>,
    own_protection: ReaderPublic,
    other_protection: ReaderPublic,
    begun: Begun,
    /// How many keys both States had published.
    published: usize,
}

impl Rings {
    async fn unwrap(
        workstation: &Workstation,
        officer: &OfficerNumber,
        state: StateCode,
        keys: &OfficerKeys,
    ) -> Result<Self, Error> {
        let rows = workstation.store.key_material(state.as_str(), "reader", officer.as_str()).await?;
        let live = workstation.live();
        let mut ring = ReaderRing::default();
        for row in rows {
            let wrapped: Vec<WrappedReaderKey> = serde_json::from_slice(&row.content).map_err(|_| Error::Sealed)?;
            for key in &wrapped {
                // An epoch that begins while this is read is unwrapped with the next news.
                let Some(published) = live.published_reader(key.id()) else { continue };
                let certificate = reader_certificate(state, published).ok_or(Error::Sealed)?;
                let root = live.root_behind(state, &certificate).ok_or(Error::Sealed)?;
                ring.admit(key, &keys.receiving, &certificate, &root).map_err(|_| Error::Sealed)?;
            }
        }
        let desk = |of| protection_desk(&live, of).ok_or(Error::Sealed);
        let (own_protection, other_protection) = (desk(state)?, desk(live.post.plan.other(state))?);
        let published = live.readers_published();
        Ok(Self { ring: Arc::new(ring), own_protection, other_protection, begun: Begun::default(), published })
    }

    /// Begins the envelope of the next act.
    pub fn fill(&self) {
        self.begun.fill(&self.other_protection);
    }

    /// Returns to whom an act of that State is sealed.
    pub fn sealers(&self, state: StateCode) -> Result<Sealers<'_>, Error> {
        Ok(Sealers {
            state: self.ring.newest(state.as_str(), &keys::Reader::State).ok_or(Error::Sealed)?,
            own_protection: &self.own_protection,
            other_protection: &self.other_protection,
            begun: &self.begun,
        })
    }
}

/// An officer who is signed in.
pub struct SignedIn {
    pub(crate) workstation: Arc<Workstation>,
    pub(crate) officer: OfficerNumber,
    pub(crate) state: StateCode,
    pub(crate) keys: OfficerKeys,
    /// The card that he signed in with.
    pub(crate) card: Option<CardInUse>,
    /// The wrapped keys that were unwrapped: others take their place when password or card change, and end this sign-in.
    wrapped: Mutex<Digest>,
    rings: RwLock<Arc<Rings>>,
    pub(crate) alerts: Alerts,
    pub(crate) searched: Searched,
    /// The lists that were sent ahead and were opened.
    pub(crate) advance: AdvanceLists,
    pub(crate) criteria: Option<Criteria>,
    private: RwLock<PrivateFiles>,
    pub(crate) noted: LastNoted,
    /// What of the own journal belongs to crossings.
    pub(crate) notes: Mutex<OwnNotes>,
}

impl SignedIn {
    /// Signs an officer in without opening a shift: unwraps his keys, opens what his State keeps sealed.
    ///
    /// # Errors
    /// With a growing wait when number or password are wrong; when this workstation is not enrolled;
    /// [`Error::CardNeeded`] for an officer who has a card; [`domain::Refusal::ProgramTooOld`] when both States want a newer program.
    pub async fn unwrap(workstation: &Arc<Workstation>, officer: &str, password: &str) -> Result<Self, Error> {
        Self::unwrap_with(workstation, officer, password, None).await
    }

    /// Signs an officer in as [`SignedIn::unwrap`] does, with the PIN of his card where he has one.
    ///
    /// # Errors
    /// As there; [`Error::Card`] when the card is not there, not his, or the PIN is wrong, which the card counts.
    pub async fn unwrap_with(
        workstation: &Arc<Workstation>,
        officer: &str,
        password: &str,
        pin: Option<&str>,
    ) -> Result<Self, Error> {
        workstation.catch_up().await?;
        let officer = OfficerNumber::parse(officer).map_err(|_| Error::WrongPassword { seconds: 0 })?;
        let now = workstation.clock.now();
        workstation.lets_this_program_work(now)?;
        workstation.tries.may_try(&officer, now)?;
        if password.len() > 4 * LONGEST_PASSWORD {
            return Err(workstation.tries.failed(&officer, now));
        }
        // Where this clock is behind the post's, who was certified just now is certified.
        let at = now.max(workstation.live().head.at);
        let standing = workstation.live().post.standing(&officer, at).cloned();
        // An unknown number waits like a wrong password does, so that it tells nothing.
        let Some(standing) = standing else { return Err(workstation.tries.failed(&officer, now)) };
        let state = standing.certified.state;
        let enrolment = enrolment_secret(&workstation.home, workstation.post.post, state).await?;
        let rows = workstation.store.key_material(&state.to_string(), "officer", officer.as_str()).await?;
        let content = &rows.last().ok_or(Error::Sealed)?.content;
        let unwrapped = Digest::of(content);
        let wrapped: WrappedOfficerKeys = serde_json::from_slice(content).map_err(|_| Error::Sealed)?;
        let least = if workstation.is_demonstration() { KdfStrength::Demonstration } else { KdfStrength::Standard };
        let holder = holder(workstation.post.post, state, &officer);
        let kept = workstation.store.key_material(state.as_str(), CARD, officer.as_str()).await?;
        let kept = kept.last().map(|row| CardBinding::open(&row.content, &holder, &enrolment));
        let card = match kept.transpose().map_err(|_| Error::Sealed)?.flatten() {
            Some(binding) => Some(present(&workstation.home, binding, pin).await?),
            None => None,
        };
        let password = zeroize::Zeroizing::new(password.to_owned());
        let secret = card.as_ref().map(|card| card.secret.clone());
        let unlocked = tokio::task::spawn_blocking(move || {
            let under = Under { password: &password, enrolment: &enrolment, card: secret.as_ref() };
            wrapped.unwrap(&holder, under, least)
        })
        .await
        .map_err(|_| Error::Fault("the keys could not be unwrapped"))?;
        let Ok(keys) = unlocked else { return Err(workstation.tries.failed(&officer, now)) };
        let certificate = certificate_of(&standing.certified).ok_or(Error::Sealed)?;
        if keys.public().verifying != certificate.certificate.verifying {
            return Err(Error::Sealed);
        }
        let failed_before = workstation.tries.good(&officer, now);
        let signed_in = Self::with_keys(workstation, officer, state, keys, card, unwrapped).await?;
        signed_in.note_always(Deed::SignedIn { failed_before })?;
        // Where no page can be written now, what waits goes on waiting.
        let _written_later = signed_in.keep_own_journal().await;
        Ok(signed_in)
    }

    /// Signs an officer in and opens his shift at a desk, or goes on with the one he has open.
    ///
    /// # Errors
    /// As [`SignedIn::unwrap_with`]; [`Error::CardNotIssued`] where his State demands a card; when the desk is not of his
    /// State.
    pub async fn sign_in(workstation: &Arc<Workstation>, request: &SignIn) -> Result<Self, Error> {
        let signed_in = Self::with_guards(workstation, request).await?;
        signed_in.take_desk(&request.desk).await?;
        Ok(signed_in)
    }

    /// Signs an officer in at a window, which a one-time code guards where he uses them or his State demands it.
    ///
    /// # Errors
    /// As [`SignedIn::sign_in`]; [`Error::CodeNeeded`], [`Error::WrongCode`], [`Error::CodeNotSetUp`].
    pub async fn sign_in_at_window(workstation: &Arc<Workstation>, request: &SignIn) -> Result<Self, Error> {
        let signed_in = Self::with_guards(workstation, request).await?;
        signed_in.pass_one_time(request.code.as_deref()).await?;
        signed_in.take_desk(&request.desk).await?;
        Ok(signed_in)
    }

    async fn with_guards(workstation: &Arc<Workstation>, request: &SignIn) -> Result<Self, Error> {
        let pin = request.pin.as_deref();
        let signed_in = Self::unwrap_with(workstation, &request.officer, &request.password, pin).await?;
        signed_in.has_the_demanded_card()?;
        Ok(signed_in)
    }

    /// Refuses an officer without a card where his State demands one.
    pub(crate) fn has_the_demanded_card(&self) -> Result<(), Error> {
        let now = self.workstation.clock.now();
        let is_demanded = self.criteria.as_ref().is_some_and(|known| known.demanded(now).card);
        if is_demanded && self.card.is_none() { Err(Error::CardNotIssued) } else { Ok(()) }
    }

    async fn with_keys(
        workstation: &Arc<Workstation>,
        officer: OfficerNumber,
        state: StateCode,
        keys: OfficerKeys,
        card: Option<CardInUse>,
        wrapped: Digest,
    ) -> Result<Self, Error> {
        let rings = Rings::unwrap(workstation, &officer, state, &keys).await?;
        let mut signed_in = Self {
            workstation: Arc::clone(workstation),
            officer,
            state,
            keys,
            card,
            wrapped: Mutex::new(wrapped),
            rings: RwLock::new(Arc::new(rings)),
            alerts: Alerts::default(),
            searched: Searched::default(),
            advance: AdvanceLists::default(),
            criteria: None,
            private: RwLock::default(),
            noted: LastNoted::default(),
            notes: Mutex::default(),
        };
        signed_in.read_own_documents().await?;
        signed_in.read_own_parts().await?;
        Ok(signed_in)
    }

    /// Returns who is signed in, for the window.
    ///
    /// # Errors
    /// When he has no shift open.
    pub fn session(&self) -> Result<Session, Error> {
        let now = self.workstation.clock.now();
        let live = self.workstation.live();
        let by = live.duty(&self.officer, now)?;
        let shift = live.post.shifts.get(&self.officer).ok_or(domain::Refusal::NoShift)?;
        Ok(Session {
            officer: self.officer.to_string(),
            name: self.private().names.get(&self.officer).cloned().unwrap_or_else(|| self.officer.to_string()),
            state: by.state,
            agency: by.agency,
            roles: by.roles.into_iter().collect(),
            desk: by.desk,
            shift_opened_at: shift.opened_at,
            is_locked: false,
            now,
        })
    }

    /// Returns the workstation.
    pub const fn workstation(&self) -> &Arc<Workstation> {
        &self.workstation
    }

    /// Returns the officer's number.
    pub const fn officer(&self) -> &OfficerNumber {
        &self.officer
    }

    /// Returns the officer's State.
    pub const fn state(&self) -> StateCode {
        self.state
    }

    /// Returns whether the keys that this sign-in unwrapped are still wrapped as they were: a new password, another card and a
    /// renewal at whatever workstation end every other sign-in of the officer.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn is_in_force(&self) -> Result<bool, Error> {
        let rows = self.workstation.store.key_material(self.state.as_str(), "officer", self.officer.as_str()).await?;
        let known = *self.wrapped.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(rows.last().is_some_and(|row| Digest::of(&row.content) == known))
    }

    /// Returns whether the officer's certificate in force is that of these keys.
    fn is_certified_so(&self) -> bool {
        let live = self.workstation.live();
        let now = self.workstation.clock.now().max(live.head.at);
        let certificate =
            live.post.standing(&self.officer, now).and_then(|standing| certificate_of(&standing.certified));
        certificate.is_some_and(|found| found.certificate.verifying == self.keys.public().verifying)
    }

    /// Goes on under keys that this sign-in itself wrapped anew.
    pub(crate) fn goes_on_under(&self, content: &[u8]) {
        *self.wrapped.lock().unwrap_or_else(PoisonError::into_inner) = Digest::of(content);
    }

    /// Returns how long his sign-in at a window lasts, as his State says now.
    pub fn limits(&self) -> SignInLimits {
        let now = self.workstation.clock.now();
        let demanded = self.criteria.as_ref().map_or(Demand::nothing(now), |known| known.demanded(now));
        demanded.limits(self.workstation.is_demonstration())
    }

    /// Returns the desk where his shift is open; none where it was closed elsewhere.
    pub(crate) fn desk(&self) -> DeskCode {
        let live = self.workstation.live();
        live.post.shifts.get(&self.officer).map_or_else(|| DeskCode(String::new()), |shift| shift.desk.clone())
    }

    /// Reads what others did since, and opens what of it is sealed to the own State.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn catch_up(&self) -> Result<i64, Error> {
        self.workstation.catch_up().await?;
        self.catch_up_own().await
    }

    /// Reads what is his own State's of what this workstation has taken in, and returns up to which act.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn catch_up_own(&self) -> Result<i64, Error> {
        let seq = self.workstation.live().head.seq;
        self.workstation.look_beyond().await?;
        self.renew_rings().await?;
        let reader = reader_name(&self.state.to_string(), "state");
        loop {
            let known = self.private().seq;
            if known >= seq {
                return Ok(seq);
            }
            // A day's acts at once would fill the memory of a workstation that slept.
            let next = seq.min(known + BATCH);
            let acts = self.workstation.known_acts(known, next).await?;
            let parts = self.workstation.known_parts(known, next, &reader).await?;
            self.take_private(&acts, &parts);
            let mut private = self.private_mut();
            private.seq = private.seq.max(next);
        }
    }

    /// Opens a shift at a desk; one that is open at another desk is closed first.
    pub(crate) async fn take_desk(&self, desk: &DeskCode) -> Result<(), Error> {
        let open = self.workstation.live().post.shifts.get(&self.officer).map(|shift| shift.desk.clone());
        match open {
            Some(open) if open == *desk => Ok(()),
            Some(_) => {
                self.close_shift(self.workstation.clock.new_id()).await?;
                self.open_shift(self.workstation.clock.new_id(), desk).await
            }
            None => self.open_shift(self.workstation.clock.new_id(), desk).await,
        }
    }

    pub(crate) fn private(&self) -> RwLockReadGuard<'_, PrivateFiles> {
        self.private.read().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn private_mut(&self) -> RwLockWriteGuard<'_, PrivateFiles> {
        self.private.write().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns what the own State alone knows of a crossing, open or closed. Nothing follows from acts that are void.
    pub(crate) async fn file_of(&self, crossing: Uuid, is_open: bool) -> Result<PrivateFile, Error> {
        if is_open {
            return Ok(self.private().file(crossing));
        }
        let reader = reader_name(&self.state.to_string(), "state");
        let (_, acts, void) = self.workstation.with_acts_of(crossing).await?;
        let parts = self.workstation.store.sealed_parts_of(crossing, &reader).await?;
        let mut files = PrivateFiles::default();
        let rings = self.rings();
        for part in parts.iter().filter(|part| !void.contains(&part.seq)) {
            if let Some(act) = acts.iter().find(|act| act.seq == part.seq && act.state == self.state) {
                files.take(self.workstation.post.post, act, part, &rings.ring);
            }
        }
        Ok(files.file(crossing))
    }

    pub(crate) fn take_private(&self, acts: &[Arc<Known>], parts: &[Arc<SealedPartRow>]) {
        // The post before the private files, here as everywhere: two locks taken in two orders would wait for ever.
        let rings = self.rings();
        let live = self.workstation.live();
        let mut private = self.private_mut();
        let post = self.workstation.post.post;
        let known = private.seq;
        let parts: HashMap<i64, &Arc<SealedPartRow>> = parts.iter().map(|part| (part.seq, part)).collect();
        // What the other State seals to this one is nothing that this one knows.
        for act in acts.iter().filter(|act| act.row.seq > known && act.row.state == self.state.as_str()) {
            // What is void for every reader is void here too.
            let is_void = live.void.contains_key(&act.row.seq);
            let Some(part) = parts.get(&act.row.seq).filter(|_| !is_void) else { continue };
            // Of a crossing that has closed since nothing is kept but what is on record of a document.
            let is_over = act.row.crossing.is_some_and(|id| !live.crossings.contains_key(&id));
            if is_over && !std::str::from_utf8(&act.row.procedure).is_ok_and(may_carry) {
                continue;
            }
            private.take_later(post, act, part, &rings.ring);
        }
        let new = acts.iter().map(|act| &act.row).filter(|row| row.seq > known && row.state == self.state.as_str());
        let void = new.filter_map(|row| Some((row.seq, *live.void.get(&row.seq)?))).collect();
        if let Some(last) = acts.last() {
            private.seq = private.seq.max(last.row.seq);
        }
        let closed: Vec<Uuid> = private.crossings().filter(|id| !live.crossings.contains_key(id)).collect();
        for id in closed {
            private.forget(id);
        }
        drop((private, live));
        self.found_void(void);
    }

    pub(crate) fn duty(&self, live: &Live, at: At) -> Result<OnDuty, Error> {
        Ok(live.duty(&self.officer, at)?)
    }

    /// Returns whether the officer's keys open a sealed part.
    pub fn opens(&self, part: &SealedPartRow) -> bool {
        PrivateFiles::opened(self.workstation.post.post, part, &self.rings().ring).is_some()
    }

    /// Returns the keys of the present epoch.
    pub(crate) fn rings(&self) -> Arc<Rings> {
        Arc::clone(&self.rings.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Unwraps the keys of an epoch that began since: nothing more is sealed to whoever was removed.
    pub(crate) async fn renew_rings(&self) -> Result<(), Error> {
        if self.rings().published == self.workstation.live().readers_published() {
            return Ok(());
        }
        // Whose certificate is another's by now reads on with the keys that he has, and nothing newer.
        if !self.is_certified_so() {
            return Ok(());
        }
        let rings = Rings::unwrap(&self.workstation, &self.officer, self.state, &self.keys).await?;
        *self.rings.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(rings);
        Ok(())
    }

    async fn read_own_documents(&mut self) -> Result<(), Error> {
        self.renew_alerts().await?;
        if let Some((_, text)) = self.sealed_document("criteria").await? {
            let sealed: SealedCriteria = serde_json::from_slice(&text).map_err(|_| Error::Sealed)?;
            self.criteria = Some(Criteria::open(&sealed));
        }
        Ok(())
    }

    pub(crate) async fn sealed_document(
        &self,
        name: &str,
    ) -> Result<Option<(u64, zeroize::Zeroizing<Vec<u8>>)>, Error> {
        let found = self.sealed_document_of(keys::Reader::State, name).await?;
        Ok(found.map(|(version, text)| (u64::try_from(version).unwrap_or_default(), text)))
    }

    /// Reads the newest version of a document that is sealed to a reader of the own State, with its version.
    pub(crate) async fn sealed_document_of(
        &self,
        reader: keys::Reader,
        name: &str,
    ) -> Result<Option<(i64, zeroize::Zeroizing<Vec<u8>>)>, Error> {
        let state = self.state.to_string();
        let Some(row) = self.workstation.store.sealed_document(&state, name).await? else { return Ok(None) };
        let id = ReaderId { state, reader, epoch: u32::try_from(row.epoch).map_err(|_| Error::Sealed)? };
        let aad = document_bound(self.workstation.post.post, name, row.version);
        let text = self.rings().ring.open(&id, &row.ciphertext, &aad).map_err(|_| Error::Sealed)?;
        Ok(Some((row.version, text)))
    }

    async fn read_own_parts(&self) -> Result<(), Error> {
        let seq = self.workstation.live().head.seq;
        let store = &self.workstation.store;
        let reader = reader_name(&self.state.to_string(), "state");
        let (of_post, of_crossings, mut parts) = tokio::try_join!(
            store.acts_of_post(),
            store.acts_of_open_crossings(seq),
            store.sealed_parts_of_open_crossings(seq, &reader)
        )?;
        // The acts of the post are few: certificates carry the officers' names, and what was handed over its note.
        let is_read = |act: &&ActRow| ["officer_certified", "handed_over"].contains(&act.kind.as_str());
        for act in of_post.iter().filter(is_read) {
            parts.extend(store.sealed_parts(act.seq - 1, act.seq, &reader).await?);
        }
        let acts = of_post.iter().chain(&of_crossings).map(|act| (act.seq, act)).collect();
        self.fold_all(self.open_all(&acts, &parts), seq);
        self.recall_forged(seq).await
    }

    fn fold_all(&self, opened: Vec<Option<(OpenAct, PrivatePart)>>, up_to: i64) {
        let mut private = self.private_mut();
        for found in opened {
            match found {
                Some((act, part)) => private.fold(&act, &part),
                None => private.missed(1),
            }
        }
        private.seq = up_to;
    }

    /// Opens parts by every processor, in the order of their acts; nothing in the place of one that can't be opened.
    /// What is void for every reader is left out.
    fn open_all(&self, acts: &HashMap<i64, &ActRow>, parts: &[SealedPartRow]) -> Vec<Option<(OpenAct, PrivatePart)>> {
        let rings = self.rings();
        let live = self.workstation.live();
        let post = self.workstation.post.post;
        let mut counted: Vec<(&ActRow, &SealedPartRow)> = parts
            .iter()
            .filter(|part| !live.void.contains_key(&part.seq))
            .filter_map(|part| Some((*acts.get(&part.seq)?, part)))
            .filter(|(act, _)| act.state == self.state.as_str())
            .collect();
        counted.sort_by_key(|(act, _)| act.seq);
        by_every_processor(&counted, |(act, part)| {
            Some((read(act).ok()?, PrivateFiles::opened(post, part, &rings.ring)?))
        })
    }
}

/// Returns what an officer's wrapped keys are bound to.
pub(crate) fn holder(post: Uuid, state: StateCode, officer: &OfficerNumber) -> String {
    format!("{post}/{state}/{officer}")
}

/// Returns what a sealed document is bound to.
pub(crate) fn document_bound(post: Uuid, name: &str, version: i64) -> Vec<u8> {
    format!("osbp sealed document|{post}|{name}|{version}").into_bytes()
}

/// Returns the newest keys of a State's protection desk.
pub(crate) fn protection_desk(live: &Live, state: StateCode) -> Option<ReaderPublic> {
    let published = live.post.keys.iter().find(|known| known.state == state)?;
    let newest =
        published.readers.iter().filter(|known| known.reader == "protection").max_by_key(|known| known.epoch)?;
    let id = ReaderId { state: state.to_string(), reader: keys::Reader::Protection, epoch: newest.epoch };
    let certificate = reader_certificate(state, live.published_reader(&id)?)?;
    Some(certificate.verify(&live.root_behind(state, &certificate)?).ok()?.reader.clone())
}
