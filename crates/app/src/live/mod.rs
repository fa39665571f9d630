//! The open crossings and the post, folded in memory: what every window reads and every command decides on.
//!
//! Invariant: an act is verified once, as it arrives; one that does not hold is passed over by every reader and named, and one that
//! only a newer program reads is judged by nobody here. What is here is what the journal says up to `seq`, for the crossings that
//! are open.

mod beyond;
mod glance;
mod private;
mod recent;
mod tally;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::{Arc, OnceLock};

use domain::act::Facts;
use domain::officer::OpenClaim;
use domain::post::{Certified as Certificate, Priority};
use domain::retention::{Erasures, is_closed_before};
use domain::step::{Signed, Status};
use domain::{At, Crossing, CrossingAct, OfficerNumber, OnDuty, Post, PostAct, Reference, Refusal};
use keys::{
    Certified, OfficerCertificate, ReaderCertificate, ReaderId, ReaderPublic, RootCertificate, RootPublic, VerifyingKey,
};
use storage::{ActRow, CrossingProjection, Head};
use uuid::Uuid;

pub use glance::{Glance, own_work};
pub use private::PrivateFiles;
pub(crate) use recent::{Known, Recent};
pub use tally::Tally;

use crate::failure::Error;
use crate::journal::{Fault, OpenAct, Opened, Part, is_as_filed, read};
use crate::projection::project;

/// A crossing in memory.
#[derive(Debug, Clone)]
pub struct LiveCrossing {
    /// As folded.
    pub crossing: Crossing,
    /// The number of its last act.
    pub seq: i64,
    glance: OnceLock<Glance>,
    lapses_at: OnceLock<Option<At>>,
    rows: OnceLock<Arc<CrossingProjection>>,
}

impl LiveCrossing {
    fn begin(crossing: Crossing, seq: i64) -> Self {
        let (glance, lapses_at, rows) = Default::default();
        Self { crossing, seq, glance, lapses_at, rows }
    }

    /// Returns the crossing as it stands at that time. Most have nothing that lapsed since their last act.
    pub fn as_of(&self, now: At) -> Cow<'_, Crossing> {
        match self.lapses_at.get_or_init(|| self.crossing.lapses_at()) {
            Some(at) if *at <= now => Cow::Owned(self.crossing.as_of(now)),
            _ => Cow::Borrowed(&self.crossing),
        }
    }

    /// Returns what the queue shows of it at that time.
    pub fn glance(&self, now: At) -> Cow<'_, Glance> {
        match self.as_of(now) {
            Cow::Borrowed(crossing) => Cow::Borrowed(self.glance.get_or_init(|| Glance::of(crossing))),
            Cow::Owned(crossing) => Cow::Owned(Glance::of(&crossing)),
        }
    }

    /// Returns its rows in the database.
    pub fn rows(&self) -> Arc<CrossingProjection> {
        Arc::clone(self.rows.get_or_init(|| Arc::new(project(&self.crossing))))
    }

    /// Keeps the rows that were just put, if they are those of the crossing as it stands: most commands find what the
    /// command before them left.
    pub fn keep_rows(&mut self, rows: CrossingProjection) {
        if u32::try_from(rows.crossing.version) == Ok(self.crossing.version) {
            self.rows = OnceLock::from(Arc::new(rows));
        }
    }

    /// Forgets what followed from the crossing before it changed.
    fn forget_what_followed(&mut self) {
        self.glance = OnceLock::new();
        self.lapses_at = OnceLock::new();
        self.rows = OnceLock::new();
    }

    fn place(&self) -> Place {
        (self.crossing.priority, self.crossing.arrived_at, self.crossing.reference.clone())
    }
}

/// Returns where the journal ends after an act.
pub fn head_after(act: &ActRow) -> Head {
    Head { seq: act.seq, hash: act.hash.clone(), at: act.at }
}

/// What of an act can be looked at before its turn: its bytes, and the signature where the officer's key is known already.
#[derive(Debug)]
pub struct Examined {
    /// The act as it reads.
    pub opened: Result<Opened, Fault>,
    /// Whether its bytes hold, and under which key.
    held: Option<(VerifyingKey, Result<(), Fault>)>,
}

impl Examined {
    /// Examines an act.
    pub fn of(row: &ActRow, live: Option<&Live>) -> Self {
        let opened = Opened::of(row);
        let held = opened.as_ref().ok().zip(live).and_then(|(opened, live)| {
            let key = live.known_key(&opened.act.officer, opened.act.at)?;
            Some((key, opened.holds(row, &key)))
        });
        Self { opened, held }
    }
}

/// What came of an act that holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    /// It was judged and folded.
    Folded,
    /// Only a newer program can judge it: it wrote it, or something before it on the same crossing or on the post.
    NotJudged,
    /// Its signature can't be checked here, for the certificate may be in an act on the post that only a newer program reads. It
    /// was passed over: perhaps nobody signed it.
    Unverified,
}

/// The place of a crossing in the queue: by priority class, then by arrival (PROCEDURE §8); the reference parts two that
/// arrived in the same millisecond.
type Place = (Priority, At, Reference);

/// The post and its open crossings.
#[derive(Debug)]
pub struct Live {
    /// The last act folded.
    pub head: Head,
    /// The post.
    pub post: Post,
    /// The open crossings.
    pub crossings: HashMap<Uuid, LiveCrossing>,
    references: HashMap<Reference, Uuid>,
    order: BTreeMap<Place, Uuid>,
    /// The keys of officers whose certificates were verified, by State's number of the certificate.
    verifying: HashMap<(OfficerNumber, u64), VerifyingKey>,
    claims: HashMap<OfficerNumber, OpenClaim>,
    /// The acts that are void for every reader, of what is in memory.
    pub void: HashMap<i64, Fault>,
    /// What was done lately, for the monitor.
    pub tally: Tally,
    /// When the last act was done that is not void.
    latest: At,
    /// With which act each certificate ended, by officer and the State's number of it: what its key signs later is nobody's.
    ended: HashMap<(OfficerNumber, u64), i64>,
    /// What was lawfully erased by acts that are folded later than those that lack it.
    pub erased_since: Erasures,
    /// The first act on the post itself that only a newer program reads: what follows from it nobody here knows, so that nothing
    /// is written any more.
    pub newer: Option<i64>,
    /// There is such an act among those that are folded later.
    pub newer_since: bool,
    /// Whether crossings are open that only a newer program reads, because it registered them or opened them again: they are not
    /// here.
    pub lacks_crossings: bool,
    /// Crossings on which nothing is judged, and that are not in memory.
    beyond: HashSet<Uuid>,
    /// The claims on crossings on which nothing is judged, in memory or not, as far as is known.
    claims_beyond: HashMap<OfficerNumber, OpenClaim>,
    /// Crossings on which nothing is judged, where something was done since their plain rows were looked at.
    unlooked: BTreeSet<Uuid>,
}

impl Live {
    /// Begins with the founding act.
    ///
    /// # Errors
    /// When the act is another, or does not hold.
    pub fn begin(founding: &ActRow) -> Result<Self, Fault> {
        let act = match read(founding)?.part {
            Part::Post(act) => act,
            Part::Newer { .. } => return Err(Fault::Format),
            Part::Crossing { .. } => return Err(Fault::Procedure),
        };
        let post = Post::found(&act).map_err(|_| Fault::Procedure)?;
        Ok(Self {
            latest: founding.at,
            head: head_after(founding),
            post,
            crossings: HashMap::new(),
            references: HashMap::new(),
            order: BTreeMap::new(),
            verifying: HashMap::new(),
            claims: HashMap::new(),
            void: HashMap::new(),
            tally: Tally::default(),
            ended: HashMap::new(),
            erased_since: Erasures::default(),
            newer: None,
            newer_since: false,
            lacks_crossings: false,
            beyond: HashSet::new(),
            claims_beyond: HashMap::new(),
            unlooked: BTreeSet::new(),
        })
    }

    /// Takes one act in: verified, checked by the public guards, folded; or passed over as void.
    pub fn take(&mut self, row: &ActRow) {
        let examined = Examined::of(row, None);
        let taken = match &examined.opened {
            Ok(opened) if self.lacks_facts(row, opened) => Err(Fault::Digest),
            _ => self.try_take_examined(row, &examined),
        };
        if let Err(fault) = taken {
            self.void.insert(row.seq, fault);
            self.pass_over(row);
        }
        if row.seq > self.head.seq {
            self.head = head_after(row);
        }
    }

    /// The version that an act took stays taken, so that the next act's follows it.
    fn pass_over(&mut self, row: &ActRow) {
        if let (Some(id), Some(version)) = (row.crossing, row.version.and_then(|v| u32::try_from(v).ok()))
            && let Some(live) = self.crossings.get_mut(&id)
        {
            live.crossing.version = version;
            live.forget_what_followed();
        }
    }

    /// Returns whether the facts of an act are gone that nobody erased lawfully.
    fn lacks_facts(&self, row: &ActRow, opened: &Opened) -> bool {
        let at = opened.act.at;
        let is_perhaps = self.newer.is_some() || self.newer_since;
        let is_lawful = is_perhaps || self.post.erased.took_facts_of(at) || self.erased_since.took_facts_of(at);
        row.facts.is_none() && opened.header.facts.is_some() && !is_lawful
    }

    /// Verifies and folds one act whose bytes were examined before its turn, or says what does not hold.
    ///
    /// # Errors
    /// With what does not hold; then nothing changed.
    pub fn try_take_examined(&mut self, row: &ActRow, examined: &Examined) -> Result<Taken, Fault> {
        let opened = examined.opened.as_ref().map_err(|fault| *fault)?;
        // Times never go back along the numbers, so nobody signs today what a certificate allowed him yesterday.
        if opened.act.at < self.latest {
            return Err(Fault::Time);
        }
        if self.had_ended(&opened.act) {
            return Err(Fault::Certificate);
        }
        let key = match self.key_of(&opened.act) {
            Ok(key) => key,
            // Perhaps the act on the post that can't be read here certified the officer.
            Err(_) if self.newer.is_some() => {
                opened.is_whole(row)?;
                self.pass_over(row);
                return Ok(Taken::Unverified);
            }
            Err(fault) => return Err(fault),
        };
        match &examined.held {
            Some((by, held)) if *by == key => *held,
            // Nobody knew the officer yet, or he was certified anew since.
            _ => opened.holds(row, &key),
        }?;
        match self.vouches_for(&opened.act).and_then(|()| self.fold(&opened.act)) {
            Ok(taken) => {
                self.latest = opened.act.at;
                Ok(taken)
            }
            // He signed it; perhaps the act on the post that can't be read here allowed it.
            Err(Fault::Certificate | Fault::Procedure) if self.newer.is_some() => {
                self.pass_over(row);
                Ok(Taken::NotJudged)
            }
            Err(fault) => Err(fault),
        }
    }

    /// Returns the key that verifies an officer's acts at a time, if any of his were verified before.
    fn known_key(&self, officer: &OfficerNumber, at: At) -> Option<VerifyingKey> {
        let standing = self.post.standing(officer, at)?;
        self.verifying.get(&(officer.clone(), standing.certified.serial)).copied()
    }

    /// What an act certifies must be signed by the root of the acting State that is in force then, whoever signed the act.
    fn vouches_for(&self, act: &OpenAct) -> Result<(), Fault> {
        let Part::Post(what) = &act.part else { return Ok(()) };
        let root = self.root_of(act.state).ok_or(Fault::Certificate)?;
        let is_vouched = match what {
            PostAct::OfficerCertified { certified } => {
                certificate_of(certified).is_some_and(|certificate| certificate.verify(&root).is_ok())
            }
            PostAct::ReadersRotated { readers, .. } => readers.iter().all(|reader| {
                reader_certificate(act.state, reader).is_some_and(|certificate| certificate.verify(&root).is_ok())
            }),
            PostAct::RootReplaced { replaced } => {
                root_certificate(act.state, replaced).is_some_and(|certificate| certificate.verify(&root).is_ok())
            }
            _ => true,
        };
        if is_vouched { Ok(()) } else { Err(Fault::Certificate) }
    }

    /// Checks an act by the public guards and folds it. Its bytes were verified, or this process just wrote them.
    ///
    /// # Errors
    /// When the procedure did not allow it.
    pub fn fold(&mut self, act: &OpenAct) -> Result<Taken, Fault> {
        match &act.part {
            Part::Newer { about, .. } => {
                self.meet_newer(act, *about);
                Ok(Taken::NotJudged)
            }
            Part::Post(what) => {
                // The founding is the first act, and is what this fold began with.
                if matches!(what, PostAct::Founded { .. }) && act.seq == 1 {
                    return Ok(Taken::Folded);
                }
                self.post.check(what, &act.officer, act.state, act.at).map_err(|_| Fault::Procedure)?;
                if let PostAct::FactsErased { before } | PostAct::SealedErased { before } = what {
                    is_closed_before(self.open_crossings(), *before, act.at).map_err(|_| Fault::Procedure)?;
                }
                if let PostAct::OfficerCertified { certified: Certificate { officer, .. } }
                | PostAct::OfficerRevoked { officer } = what
                    && let Some(before) = self.post.officers.get(officer)
                {
                    self.ended.entry((officer.clone(), before.certified.serial)).or_insert(act.seq);
                }
                self.post.apply(what, &act.officer, act.at);
                Ok(Taken::Folded)
            }
            Part::Crossing { id, version, act: what, facts } => {
                // Nobody works on a crossing while he is on a break.
                if self.post.is_on_break(&act.officer) {
                    return Err(Fault::Procedure);
                }
                let mut by = self.on_duty(act)?;
                // A claim on what only a newer program judges has perhaps ended by now.
                by.claim = self.claims.get(&by.officer).cloned();
                self.fold_crossing((*id, *version), what, facts.as_ref(), &by, act).map_err(|_| Fault::Procedure)
            }
        }
    }

    /// Meets what only a newer program reads: from here on the crossing that it is about, or the post, is that program's alone.
    fn meet_newer(&mut self, act: &OpenAct, about: Option<(Uuid, u32)>) {
        let Some((id, version)) = about else {
            self.newer.get_or_insert(act.seq);
            return;
        };
        self.unlooked.insert(id);
        let Some(live) = self.crossings.get_mut(&id) else {
            // It registers the crossing. Or the crossing has closed, and whoever asks for it reads it from the journal; whether this
            // opened it again its rows say.
            self.beyond.insert(id);
            self.lacks_crossings |= version == 1;
            return;
        };
        live.forget_what_followed();
        live.crossing.newer.get_or_insert_with(|| signed(act));
        live.crossing.version = version;
        live.seq = act.seq;
        self.keep_claims_on(id);
    }

    /// Lets go of a crossing on which nothing is judged any more.
    pub fn let_go(&mut self, id: Uuid) {
        self.beyond.insert(id);
        self.unlooked.remove(&id);
        self.claims.retain(|_, claim| claim.crossing != id);
        self.claims_beyond.retain(|_, claim| claim.crossing != id);
        if let Some(live) = self.crossings.remove(&id) {
            self.references.remove(&live.crossing.reference);
            self.order.remove(&live.place());
        }
    }

    /// Returns whether nothing on that crossing is judged here.
    pub fn is_beyond(&self, id: Uuid) -> bool {
        self.beyond.contains(&id) || self.crossings.get(&id).is_some_and(|live| live.crossing.newer.is_some())
    }

    fn fold_crossing(
        &mut self,
        (id, version): (Uuid, u32),
        what: &CrossingAct,
        facts: Option<&Facts>,
        by: &OnDuty,
        act: &OpenAct,
    ) -> Result<Taken, Refusal> {
        let (at, seq) = (act.at, act.seq);
        if self.is_beyond(id) {
            self.unlooked.insert(id);
            if let Some(live) = self.crossings.get_mut(&id) {
                live.forget_what_followed();
                live.crossing.version = version;
                live.seq = seq;
            }
            return Ok(Taken::NotJudged);
        }
        if matches!(what, CrossingAct::Registered { .. }) {
            if self.crossings.contains_key(&id) {
                return Err(Refusal::OutOfSequence);
            }
            Crossing::check_registration(what, &self.post.plan, by, at)?;
            let crossing = Crossing::begin(id, what, at)?;
            // A reference that stands on paper is used once.
            if self.post.reserved.used.contains(&crossing.reference) {
                return Err(Refusal::ReferenceUsed);
            }
            if let Some(stated) = &crossing.stated {
                self.post.reserved.may_state(&crossing.reference, stated.at)?;
            }
            self.post.reserved.mark_used(&crossing.reference);
            self.references.insert(crossing.reference.clone(), id);
            let live = LiveCrossing::begin(crossing, seq);
            self.order.insert(live.place(), id);
            self.crossings.insert(id, live);
            return Ok(Taken::Folded);
        }
        // A crossing that closed before this program looked is read from the journal by whoever asks for it.
        let Some(live) = self.crossings.get_mut(&id) else { return Ok(Taken::Folded) };
        let place = live.place();
        live.forget_what_followed();
        live.crossing.lapse(at);
        live.crossing.check(what, facts, by, at)?;
        live.crossing.check_addition(what, &self.post.plan)?;
        live.crossing.check_agreed(what, facts, &self.post.plan, at)?;
        if !is_as_filed(&live.crossing, what, facts, by.state) {
            return Err(Refusal::WrongKind);
        }
        live.crossing.apply(what, facts, by, at);
        live.crossing.version = version;
        live.seq = seq;
        if live.crossing.priority != place.0 {
            self.order.remove(&place);
            self.order.insert(live.place(), id);
        }
        self.tally.count(what, by, at);
        self.claims.retain(|_, claim| claim.crossing != id);
        for step in live.crossing.steps.values() {
            if let Status::Claimed { by: claimant, .. } = &step.status
                && live.crossing.subjects.get(&step.subject).is_some_and(|subject| !subject.is_final())
            {
                let open = OpenClaim { crossing: id, steps: Vec::new() };
                self.claims.entry(claimant.officer.clone()).or_insert(open).steps.push(step.id);
            }
        }
        if live.crossing.is_closed() {
            self.tally.closed(at);
            self.references.remove(&live.crossing.reference);
            self.order.remove(&live.place());
            self.crossings.remove(&id);
        }
        Ok(Taken::Folded)
    }

    /// Returns the crossings that are open at that time, in the order of the queue: without those whose tickets have expired,
    /// which no act says.
    pub fn in_order(&self, now: At) -> impl Iterator<Item = &LiveCrossing> {
        let all = self.order.values().filter_map(|id| self.crossings.get(id));
        all.filter(move |one| !one.crossing.is_expired(now))
    }

    /// Returns the crossings that have not closed, in no order.
    pub fn open_crossings(&self) -> impl Iterator<Item = &Crossing> {
        self.crossings.values().map(|one| &one.crossing)
    }

    /// Returns the open crossing with this reference.
    pub fn by_reference(&self, reference: &Reference) -> Option<&LiveCrossing> {
        self.crossings.get(self.references.get(reference)?)
    }

    /// Returns the claim an officer has open, on whatever crossing: as far as is known also on one on which only a newer program
    /// judges, where it is not given back from here.
    pub fn claim_of(&self, officer: &OfficerNumber) -> Option<OpenClaim> {
        self.claims.get(officer).or_else(|| self.claims_beyond.get(officer)).cloned()
    }

    /// Returns the officer on duty as the post knows him, with the claim he has open.
    ///
    /// # Errors
    /// When he is not certified now, or has no shift open.
    pub fn duty(&self, officer: &OfficerNumber, at: At) -> Result<OnDuty, Refusal> {
        let mut by = self.post.on_duty(officer, at)?;
        by.claim = self.claim_of(officer);
        Ok(by)
    }

    /// Returns the root of a State that is in force: that of the founding, or the last that took the place of another.
    pub fn root_of(&self, state: domain::StateCode) -> Option<RootPublic> {
        let published = self.post.keys.iter().find(|known| known.state == state)?;
        Some(RootPublic { state: state.to_string(), verifying: published.root.parse().ok()? })
    }

    /// Returns the root of a State that made a statement which an act brought in that was folded: the one in force, or one that
    /// was when the act was done, for then it was verified under that one alone.
    pub fn root_behind<T: keys::Certificate>(
        &self,
        state: domain::StateCode,
        certificate: &Certified<T>,
    ) -> Option<RootPublic> {
        let former = self.post.former_roots.get(&state).map_or(&[][..], Vec::as_slice).iter().rev();
        let former =
            former.filter_map(|root| Some(RootPublic { state: state.to_string(), verifying: root.parse().ok()? }));
        self.root_of(state).into_iter().chain(former).find(|root| certificate.verify(root).is_ok())
    }

    /// Returns the key of an officer whose certificate was folded, if a root of his State made it.
    fn key_in(&self, certified: &Certificate) -> Option<VerifyingKey> {
        let certificate = certificate_of(certified)?;
        self.root_behind(certified.state, &certificate)?;
        Some(certificate.certificate.verifying)
    }

    /// Returns what a State published of a reader's keys.
    pub fn published_reader(&self, id: &ReaderId) -> Option<&domain::post::PublishedReader> {
        let published = self.post.keys.iter().find(|known| known.state.as_str() == id.state)?;
        let name = id.reader.to_string();
        published.readers.iter().find(|known| known.reader == name && known.epoch == id.epoch)
    }

    /// Returns how many readers' keys both States have published so far.
    pub fn readers_published(&self) -> usize {
        self.post.keys.iter().map(|known| known.readers.len()).sum()
    }

    /// Verifies the founding act: it was signed by an administrator whose certificate follows it.
    ///
    /// # Errors
    /// With what does not hold.
    pub fn verify_founding(&self, row: &ActRow) -> Result<(), Fault> {
        let opened = Opened::of(row)?;
        let standing = self.post.first_standing(&opened.act.officer).ok_or(Fault::Certificate)?;
        let key = self.key_in(&standing.certified).ok_or(Fault::Certificate)?;
        opened.holds(row, &key)
    }

    /// Returns whether the bytes of an act are those that an officer signed whom his State's root certifies; or may be, where that
    /// can't be checked here.
    pub fn is_genuine(&self, row: &ActRow) -> bool {
        Opened::of(row).is_ok_and(|opened| self.is_signed(row, &opened) != Some(false))
    }

    /// Returns whether the bytes of an act are those that a certified officer signed; nothing where the certificate may be in an act
    /// on the post before it that only a newer program reads.
    fn is_signed(&self, row: &ActRow, opened: &Opened) -> Option<bool> {
        let act = &opened.act;
        if self.lacks_facts(row, opened) || self.had_ended(act) {
            return Some(false);
        }
        let known = self
            .known_key(&act.officer, act.at)
            .or_else(|| self.key_in(&self.post.standing(&act.officer, act.at)?.certified));
        match known {
            Some(key) => Some(opened.holds(row, &key).is_ok()),
            None if self.follows_newer(row) && opened.is_whole(row).is_ok() => None,
            None => Some(false),
        }
    }

    /// Returns whether an act on the post that only a newer program reads comes before this one.
    fn follows_newer(&self, row: &ActRow) -> bool {
        self.newer.is_some_and(|newer| row.seq > newer)
    }

    /// Returns whether the certificate that an act's time calls for had ended by its number: it was dated back.
    fn had_ended(&self, act: &OpenAct) -> bool {
        self.post.standing(&act.officer, act.at).is_some_and(|standing| {
            let ended = self.ended.get(&(act.officer.clone(), standing.certified.serial));
            ended.is_some_and(|ended| act.seq > *ended)
        })
    }

    /// Returns the key of an officer of that State who was certified at that time.
    pub fn certified_key(&self, officer: &OfficerNumber, state: domain::StateCode, at: At) -> Option<VerifyingKey> {
        let certified = &self.post.standing(officer, at).filter(|known| known.certified.state == state)?.certified;
        let known = self.verifying.get(&(officer.clone(), certified.serial)).copied();
        known.or_else(|| self.key_in(certified))
    }

    /// Returns the officer of an act that has been taken in already, as his certificate has him.
    pub fn officer_at(&self, act: &OpenAct) -> OnDuty {
        let standing = self.post.standing(&act.officer, act.at).or_else(|| self.post.officers.get(&act.officer));
        let roles = standing.map(|known| known.certified.roles.clone()).unwrap_or_default();
        OnDuty {
            officer: act.officer.clone(),
            state: act.state,
            agency: act.agency,
            roles,
            desk: act.desk.clone(),
            claim: None,
        }
    }

    /// Folds the acts of one crossing on its own: for one that has closed. Returns it, its acts, and the numbers of those that the
    /// procedure did not allow. What follows an act that only a newer program reads is not judged, and where nobody can say here who
    /// signed it nothing follows from it.
    ///
    /// # Errors
    /// When it has no beginning; [`Refusal::WrittenByNewer`] when only a newer program reads its beginning.
    pub fn replay(&self, rows: &[ActRow]) -> Result<(Crossing, Vec<OpenAct>, Vec<i64>), Error> {
        let mut crossing: Option<Crossing> = None;
        let mut acts = Vec::with_capacity(rows.len());
        let mut void = Vec::new();
        for row in rows {
            let Ok(opened) = Opened::of(row) else {
                void.push(row.seq);
                continue;
            };
            let is_signed = if self.follows_newer(row) { self.is_signed(row, &opened) } else { Some(true) };
            let act = opened.act;
            if is_signed != Some(true) {
                if is_signed.is_none() && crossing.is_none() {
                    return Err(Refusal::WrittenByNewer.into());
                }
                if is_signed == Some(false) {
                    void.push(row.seq);
                }
                if let Some(known) = &mut crossing {
                    known.version = opened.header.version.unwrap_or(known.version);
                }
                acts.push(act);
                continue;
            }
            if let Part::Newer { about: Some((_, version)), .. } = &act.part {
                let known = crossing.as_mut().ok_or(Refusal::WrittenByNewer)?;
                known.newer.get_or_insert_with(|| signed(&act));
                known.version = *version;
            }
            if let Part::Crossing { id, version, act: what, facts } = &act.part {
                let by = self.officer_at(&act);
                crossing = match crossing.take() {
                    None => Some(Crossing::begin(*id, what, act.at)?),
                    Some(mut known) if known.newer.is_some() => {
                        known.version = *version;
                        Some(known)
                    }
                    Some(mut known) => {
                        known.lapse(act.at);
                        let holds = known
                            .check(what, facts.as_ref(), &by, act.at)
                            .and_then(|()| known.check_agreed(what, facts.as_ref(), &self.post.plan, act.at));
                        if holds.is_ok() && is_as_filed(&known, what, facts.as_ref(), by.state) {
                            known.apply(what, facts.as_ref(), &by, act.at);
                        } else if self.newer.is_none_or(|newer| act.seq < newer) {
                            void.push(act.seq);
                        }
                        known.version = *version;
                        Some(known)
                    }
                };
            }
            acts.push(act);
        }
        Ok((crossing.ok_or(Error::NotFound)?, acts, void))
    }

    fn on_duty(&self, act: &OpenAct) -> Result<OnDuty, Fault> {
        let by = self.post.on_duty(&act.officer, act.at).map_err(|_| Fault::Certificate)?;
        if (by.state, by.agency, &by.desk) == (act.state, act.agency, &act.desk) {
            Ok(by)
        } else {
            Err(Fault::Certificate)
        }
    }

    /// The key that verifies an act: the officer's, from a certificate that his State's root signed.
    fn key_of(&mut self, act: &OpenAct) -> Result<VerifyingKey, Fault> {
        if let Some(key) = self.known_key(&act.officer, act.at) {
            return Ok(key);
        }
        // A State's first administrator certifies himself, and signs the founding before he is certified; so does one who has
        // the State's recovery code.
        let standing = self.post.standing(&act.officer, act.at);
        let key = match (standing, &act.part) {
            (Some(standing), _) => self.key_in(&standing.certified),
            // Nothing of his was verified before: the root that is in force now is asked, and no other.
            (None, Part::Post(PostAct::OfficerCertified { certified })) if certified.officer == act.officer => {
                certificate_of(certified).zip(self.root_of(certified.state)).and_then(|(certificate, root)| {
                    certificate.verify(&root).ok().map(|certificate| certificate.verifying)
                })
            }
            (None, _) => None,
        };
        let key = key.ok_or(Fault::Certificate)?;
        // One who certifies himself is known once that act was folded.
        if let Some(standing) = standing {
            let known = (act.officer.clone(), standing.certified.serial);
            self.verifying.insert(known, key);
        }
        Ok(key)
    }
}

/// Returns who signed an act, as a crossing keeps it.
fn signed(act: &OpenAct) -> Signed {
    Signed { officer: act.officer.clone(), state: act.state, desk: act.desk.clone(), at: act.at, stated_at: None }
}

/// Returns the certificate of an officer in the form that his State's root signed.
pub fn certificate_of(certified: &domain::post::Certified) -> Option<Certified<OfficerCertificate>> {
    Some(Certified {
        certificate: OfficerCertificate {
            format: OfficerCertificate::FORMAT,
            state: certified.state.to_string(),
            officer: certified.officer.to_string(),
            agency: certified.agency.word().to_owned(),
            roles: certified.roles.iter().map(role_word).collect(),
            verifying: certified.verifying_key.parse().ok()?,
            receiving: certified.receiving_key.parse().ok()?,
            not_before: certified.not_before,
            serial: certified.serial,
        },
        signature: certified.root_signature.parse().ok()?,
    })
}

/// Returns the certificate of a reader in the form that its State's root signed.
pub fn reader_certificate(
    state: domain::StateCode,
    published: &domain::post::PublishedReader,
) -> Option<Certified<ReaderCertificate>> {
    Some(Certified {
        certificate: ReaderCertificate {
            format: ReaderCertificate::FORMAT,
            reader: ReaderPublic {
                id: ReaderId {
                    state: state.to_string(),
                    reader: published.reader.parse().ok()?,
                    epoch: published.epoch,
                },
                receiving: published.receiving_key.parse().ok()?,
                fingerprint: published.fingerprint.parse().ok()?,
            },
            not_before: published.not_before,
            serial: published.serial,
        },
        signature: published.root_signature.parse().ok()?,
    })
}

/// Returns the statement about a new root in the form that the root before it signed.
pub fn root_certificate(
    state: domain::StateCode,
    replaced: &domain::post::PublishedRoot,
) -> Option<Certified<RootCertificate>> {
    Some(Certified {
        certificate: RootCertificate {
            format: RootCertificate::FORMAT,
            state: state.to_string(),
            verifying: replaced.root.parse().ok()?,
            not_before: replaced.not_before,
            serial: replaced.serial,
        },
        signature: replaced.root_signature.parse().ok()?,
    })
}

/// Returns the word under which a role is certified.
pub fn role_word(role: &domain::Role) -> String {
    match role {
        domain::Role::Officer => "officer",
        domain::Role::Supervisor => "supervisor",
        domain::Role::Reception => "reception",
        domain::Role::Gate => "gate",
        domain::Role::Protection => "protection",
        domain::Role::Administrator => "administrator",
        domain::Role::Auditor => "auditor",
        domain::Role::Empowered => "empowered",
    }
    .to_owned()
}
