//! `journal verify`: numbers, chain, digests, signatures, certificates at that time, both States' signatures under the head, and
//! every act replayed through the public guards, and the private ones of whoever signs in; the exact act that is wrong is
//! named, and what can still be trusted.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use chrono::NaiveDate;
use domain::act::Facts;
use domain::examination::ExaminationId;
use domain::own_journal::OwnHead;
use domain::photograph::Photograph;
use domain::{At, Crossing, CrossingAct, OfficerNumber, PostAct, PrivatePart, Refusal, StateCode};
use futures_util::stream::{self, StreamExt as _, TryStreamExt as _};
use keys::{Digest, Reader, ReaderId};
use serde::{Deserialize, Serialize};
use storage::{ActRow, CrossingProjection, Head, SealedPartRow, StorageError, Store};
use uuid::Uuid;

use crate::criteria::Criteria;
use crate::draws::{is_hash_of_seed, published_by, seed_of};
use crate::failure::Error;
use crate::journal::{DRAWN_ONE_BY_ONE, Fault, NewerAct, OpenAct, Opened, Part, reader_name, state_of};
use crate::live::{Examined, Live, PrivateFiles, Taken, head_after};
use crate::own_journal::{OwnJournalFound, verify_own};
use crate::photographs::opened;
use crate::processors::by_every_processor;
use crate::projection::project;
use crate::signed_in::{Rings, SignedIn};
use crate::workstation::Workstation;

/// How many acts are read at once.
const BATCH: i64 = 2_000;

/// How many crossings are read before they are compared with their acts.
const CROSSINGS: usize = 500;

/// How many of them are read at a time.
const READS: usize = 4;

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
    /// How many acts only a newer program can judge: it wrote them, or something before them on the same crossing or on the post.
    /// Their numbers, chain, digests and signatures were verified.
    #[serde(default)]
    pub not_judged: u64,
    /// Of how many acts nobody can say here who signed them: they follow an act on the post itself that only a newer program reads,
    /// and the certificates may be in it. Their numbers, chain and digests were verified; perhaps nobody signed them.
    #[serde(default)]
    pub unverified: u64,
    /// The first act on the post itself that only a newer program reads; where there is none, the first on a crossing.
    #[serde(default)]
    pub newer: Option<NewerAct>,
    /// How many sealed parts were not opened, because nobody who may is signed in.
    pub sealed_unread: u64,
    /// How many acts were replayed through the private guards of the State of whoever signed in.
    pub replayed_privately: u64,
    /// How many sealed parts could not even be looked at, because the database shows them to the other State's workstations
    /// alone, or this is one State's copy: whether they are there, and are the ones that were signed, is for that State to
    /// verify.
    pub sealed_unseen: u64,
    /// Up to which act each State has signed the journal.
    pub signed: Vec<SignedUpTo>,
    /// The last act before anything that breaks numbers or chain: up to there nothing was taken out, put in or moved.
    pub trusted_up_to: i64,
    /// The States' own journals.
    pub own: Vec<OwnJournalFound>,
    /// How many photographs are there and are, to the byte, those of which findings tell: revealed ones, and those that the State
    /// filed for which it is verified.
    pub photographs: u64,
}

/// A State's signature under the journal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedUpTo {
    /// The State.
    pub state: StateCode,
    /// The number of the last act that the signature covers.
    pub seq: i64,
    /// When it was given.
    pub at: At,
    /// The supervisor.
    pub officer: OfficerNumber,
}

impl Verification {
    /// Returns whether everything holds that can be verified here.
    pub fn is_ok(&self) -> bool {
        self.problems.is_empty() && self.own.iter().all(|own| own.problems.is_empty())
    }

    /// Returns the last act that both States have signed and nothing before it contradicts: neither can say that it was
    /// otherwise.
    pub fn agreed_up_to(&self) -> i64 {
        let both = if self.signed.len() < 2 { None } else { self.signed.iter().map(|signed| signed.seq).min() };
        both.unwrap_or_default().min(self.trusted_up_to)
    }
}

/// Verifies as [`verify`] does, and opens what is sealed to the State of the officer who is signed in: each of its acts is
/// replayed through its private guards too.
///
/// # Errors
/// When the database can't be read.
pub async fn verify_as(officer: &SignedIn) -> Result<Verification, Error> {
    officer.catch_up().await?;
    let private = PrivateReplay {
        state: officer.state(),
        rings: officer.rings(),
        files: PrivateFiles::default(),
        criteria: officer.criteria.clone(),
        draws_from_day: BTreeSet::new(),
        publishes_seeds: false,
    };
    run(officer.workstation().store(), Some(private)).await
}

/// Verifies the whole journal with bounded memory: closed crossings are forgotten as they close. While some acts are
/// verified, by as many threads as there are processors, the next are read.
///
/// # Errors
/// When the database can't be read.
pub async fn verify(store: &dyn Store) -> Result<Verification, Error> {
    run(store, None).await
}

async fn run(store: &dyn Store, private: Option<PrivateReplay>) -> Result<Verification, Error> {
    let post = store.post().await?;
    let head = store.head().await?;
    let side = match &post.copy_of {
        Some(state) => Some(state.clone()),
        None => store.side().await?,
    };
    let mut replay = Replay::of(post.post, private, side.clone());
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
    let anchors = std::mem::take(&mut replay.anchors);
    let photographs = std::mem::take(&mut replay.photographs);
    let after_closing = std::mem::take(&mut replay.after_closing);
    let (mut found, live) = replay.end(&head);
    if let Some(live) = live {
        look_after_closing(store, &live, after_closing, &mut found).await?;
        photographs.look(store, post.post, &mut found).await?;
        let is_seen = |state: StateCode| side.as_ref().is_none_or(|side| side == state.as_str());
        for state in live.post.plan.states {
            let own: Vec<OwnHead> = anchors.iter().filter(|(of, _)| *of == state).map(|(_, own)| own.clone()).collect();
            found.own.push(verify_own(store, &live, state, &own, is_seen(state)).await?);
        }
    }
    Ok(found)
}

/// Replays what was done on crossings that had closed, each with all that came before on it: such acts are few.
async fn look_after_closing(
    store: &dyn Store,
    live: &Live,
    acts: BTreeMap<Uuid, Vec<i64>>,
    found: &mut Verification,
) -> Result<(), Error> {
    let known: BTreeSet<i64> = found.problems.iter().map(|problem| problem.seq).collect();
    for (id, seqs) in acts {
        let mut rows = store.acts_of(id).await?;
        rows.retain(|row| !known.contains(&row.seq));
        // Of a crossing that has no beginning nothing holds.
        let void = live.replay(&rows).map_or_else(|_| seqs.clone(), |(_, _, void)| void);
        for seq in void.into_iter().filter(|seq| seqs.contains(seq) && !known.contains(seq)) {
            found.replayed = found.replayed.saturating_sub(1);
            found.problems.push(Problem { seq, check: Fault::Procedure });
        }
    }
    found.problems.sort_by_key(|problem| problem.seq);
    Ok(())
}

/// The photographs of which the findings tell that this verification may read.
#[derive(Default)]
struct Photographs {
    /// The acts by which findings were filed that are not revealed.
    filed: HashMap<(Uuid, ExaminationId, StateCode), i64>,
    /// What is told, by the act that filed it and the digest of what is stored.
    told: BTreeMap<(i64, String), (StateCode, Photograph)>,
}

impl Photographs {
    fn take(&mut self, act: &OpenAct) {
        let Part::Crossing { id, act: what, facts, .. } = &act.part else { return };
        match what.plain() {
            CrossingAct::FindingsFiled { examination, .. } => {
                self.filed.insert((*id, *examination, act.state), act.seq);
            }
            CrossingAct::FindingsRevealed { examination, .. } => {
                let filed = self.filed.remove(&(*id, *examination, act.state));
                if let (Some(seq), Some(Facts::Findings { findings })) = (filed, facts) {
                    self.tell(seq, act.state, &findings.photographs);
                }
            }
            _ => {}
        }
    }

    fn tell(&mut self, seq: i64, state: StateCode, photographs: &[Photograph]) {
        self.told.extend(photographs.iter().map(|one| ((seq, one.stored.clone()), (state, one.clone()))));
    }

    /// Looks at each, one after another: they are large. Whose key is told must be there: it goes with the last telling.
    async fn look(&self, store: &dyn Store, post: Uuid, found: &mut Verification) -> Result<(), Error> {
        for ((seq, stored), (state, told)) in &self.told {
            let row = match stored.parse::<Digest>() {
                Ok(digest) => store.photograph(digest.as_bytes()).await?,
                Err(_) => None,
            };
            let is_there = row.is_some_and(|row| {
                (row.seq, row.state.as_str()) == (*seq, state.as_str()) && opened(post, &row.ciphertext, told).is_some()
            });
            if is_there {
                found.photographs += 1;
            } else {
                found.problems.push(Problem { seq: *seq, check: Fault::Photograph });
            }
        }
        found.problems.sort_by_key(|problem| problem.seq);
        found.problems.dedup();
        Ok(())
    }
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
    /// What is not there and should be.
    absent: Vec<StateCode>,
    /// How many parts are the other State's to look at.
    unseen: u64,
}

impl Looked {
    fn at(row: &ActRow, parts: &[SealedPartRow], live: Option<&Live>, side: Option<&str>) -> Self {
        let examined = Examined::of(row, live);
        let (mut is_sealed_as_signed, mut absent, mut unseen) = (true, Vec::new(), 0);
        if let Ok(opened) = &examined.opened {
            let signed = &opened.header.sealed;
            let is_signed = |part: &SealedPartRow| signed.get(&part.reader) == Some(&Digest::of(&part.ciphertext));
            is_sealed_as_signed = parts.iter().all(is_signed);
            for reader in signed.keys().filter(|reader| !parts.iter().any(|part| part.reader == **reader)) {
                if side.is_some_and(|side| state_of(reader) != side) {
                    unseen += 1;
                } else if let Ok(state) = state_of(reader).parse() {
                    absent.push(state);
                } else {
                    is_sealed_as_signed = false;
                }
            }
        }
        Self { examined, hash: Digest::of(&row.header), is_sealed_as_signed, absent, unseen }
    }
}

/// What one State alone knows, folded beside the journal.
struct PrivateReplay {
    state: StateCode,
    rings: Arc<Rings>,
    files: PrivateFiles,
    /// By what that State draws.
    criteria: Option<Criteria>,
    /// Who is on a shift that began since that State publishes the hashes of its seeds: before, it had one seed for all days.
    draws_from_day: BTreeSet<OfficerNumber>,
    publishes_seeds: bool,
}

impl PrivateReplay {
    /// Looks at an act of the post: the hashes of seeds that it publishes for the own State are those of the seeds which follow
    /// from its keys.
    fn take_published(&mut self, act: &OpenAct) -> Result<(), Fault> {
        let Part::Post(what) = &act.part else { return Ok(()) };
        if act.state != self.state {
            return Ok(());
        }
        let published = published_by(what);
        self.publishes_seeds |= !published.is_empty();
        if matches!(what, PostAct::ShiftOpened { .. }) {
            if self.publishes_seeds {
                self.draws_from_day.insert(act.officer.clone());
            } else {
                self.draws_from_day.remove(&act.officer);
            }
        }
        let is_false = |one| is_hash_of_seed(one, self.state, &self.rings.ring) == Some(false);
        if published.iter().any(is_false) { Err(Fault::Draw) } else { Ok(()) }
    }

    /// Repeats what was drawn for a claim: nobody draws what he likes.
    fn draws_as_it_had_to(
        &self,
        crossing: &Crossing,
        what: &CrossingAct,
        (act, format, epoch): (&OpenAct, u32, i32),
        opened: &PrivatePart,
        live: &Live,
    ) -> Result<(), Fault> {
        let (CrossingAct::Claimed { steps, .. }, Some(criteria)) = (what.plain(), &self.criteria) else {
            return Ok(());
        };
        let (Some(first), Some(shift)) = (steps.first(), live.post.shifts.get(&act.officer)) else { return Ok(()) };
        if !self.draws_from_day.contains(&act.officer) {
            return Ok(());
        }
        let epoch = u32::try_from(epoch).map_err(|_| Fault::Draw)?;
        let id = ReaderId { state: self.state.to_string(), reader: Reader::State, epoch };
        let key = self.rings.ring.key(&id).ok_or(Fault::Draw)?;
        let seed = seed_of(key, live.post.plan.day_of(self.state, shift.opened_at)).map_err(|_| Fault::Draw)?;
        // Programs of before drew for the whole claim as for its first step.
        let is_as_one = format < DRAWN_ONE_BY_ONE;
        let is_to_be_drawn = |step| criteria.draws_referral(&seed, crossing, if is_as_one { *first } else { step });
        let is_referral_drawn = steps.iter().all(|step| opened.draws(*step) == is_to_be_drawn(*step));
        // Of goods whose facts were erased nobody can say what the lane had to be.
        let lane = criteria.lane(&seed, crossing, &self.files.file(crossing.id), *first, act.at);
        let is_lane_drawn = lane.is_none_or(|lane| {
            opened.lane.as_ref().is_some_and(|known| (known.lane, known.at_random) == (lane.lane, lane.at_random))
        });
        if is_referral_drawn && is_lane_drawn { Ok(()) } else { Err(Fault::Draw) }
    }

    /// Replays an act of the own State through its private guards, before it is folded; returns whether there was something
    /// to replay.
    fn take(
        &mut self,
        post: Uuid,
        row: &ActRow,
        Opened { header, act }: &Opened,
        parts: &[SealedPartRow],
        live: &Live,
        photographs: &mut Photographs,
    ) -> Result<bool, Fault> {
        self.take_published(act)?;
        let own = reader_name(self.state.as_str(), "state");
        let Some(part) = parts.iter().find(|part| part.reader == own) else { return Ok(false) };
        let Some(opened) = PrivateFiles::opened(post, part, &self.rings.ring) else { return Ok(false) };
        let mut done = Ok(false);
        if let Part::Crossing { id, act: what, .. } = &act.part
            && let Some(known) = live.crossings.get(id)
        {
            let crossing = known.crossing.as_of(act.at);
            let drawn = self.draws_as_it_had_to(&crossing, what, (act, header.format, part.epoch), &opened, live);
            done = match crossing.check_private(what, &opened, &self.files.file(*id), &live.officer_at(act)) {
                Ok(()) => drawn.map(|()| true),
                Err(_) => Err(Fault::PrivateProcedure),
            };
        }
        if let Some(filed) = &opened.findings {
            photographs.tell(row.seq, self.state, &filed.findings.photographs);
        }
        self.files.fold(act, &opened);
        self.files.seq = row.seq;
        done
    }
}

/// The journal as far as it was verified.
struct Replay {
    post: Uuid,
    /// The State whose private rows are seen; none where all are.
    side: Option<String>,
    private: Option<PrivateReplay>,
    anchors: Vec<(StateCode, OwnHead)>,
    photographs: Photographs,
    /// The hash that each State published first of each day's seed, by epoch of its keys.
    seeds: HashMap<(StateCode, NaiveDate, u32), String>,
    /// Parts that are not there and should be, as far as nobody erased them lawfully.
    absent: Vec<(StateCode, i64, At)>,
    /// Acts without the facts whose digest they carry, likewise.
    blank: Vec<(i64, At)>,
    /// Acts on crossings that had closed, and were forgotten, by crossing.
    after_closing: BTreeMap<Uuid, Vec<i64>>,
    live: Option<Live>,
    founding: Option<ActRow>,
    previous: Digest,
    expected: i64,
    found: Verification,
}

impl Replay {
    fn of(post: Uuid, private: Option<PrivateReplay>, side: Option<String>) -> Self {
        let found = Verification {
            acts: 0,
            problems: Vec::new(),
            replayed: 0,
            not_judged: 0,
            unverified: 0,
            newer: None,
            sealed_unread: 0,
            sealed_unseen: 0,
            replayed_privately: 0,
            signed: Vec::new(),
            trusted_up_to: 0,
            own: Vec::new(),
            photographs: 0,
        };
        let (anchors, photographs, seeds, absent, blank) = Default::default();
        let (after_closing, live, founding) = (BTreeMap::new(), None, None);
        let (previous, expected) = (Digest::ZERO, 1);
        Self {
            post,
            side,
            private,
            anchors,
            photographs,
            seeds,
            absent,
            blank,
            after_closing,
            live,
            founding,
            previous,
            expected,
            found,
        }
    }

    /// Verifies the acts that follow.
    fn take(&mut self, batch: &Batch) {
        let (live, side) = (self.live.as_ref(), self.side.as_deref());
        let looked = by_every_processor(&batch.acts, |act| {
            Looked::at(act, batch.sealed.get(&act.seq).map_or(&[], Vec::as_slice), live, side)
        });
        for (act, looked) in batch.acts.iter().zip(&looked) {
            self.take_one(act, batch.sealed.get(&act.seq).map_or(&[], Vec::as_slice), looked);
        }
    }

    fn take_one(&mut self, act: &ActRow, parts: &[SealedPartRow], looked: &Looked) {
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
        self.absent.extend(looked.absent.iter().map(|state| (*state, act.seq, act.at)));
        if act.facts.is_none() && looked.examined.opened.as_ref().is_ok_and(|opened| opened.header.facts.is_some()) {
            self.blank.push((act.seq, act.at));
        }
        let privately = match (&mut self.private, &looked.examined.opened, &self.live) {
            // What a State knew after an act on the post that can't be read here nobody here knows.
            (Some(private), Ok(opened), Some(live)) if live.newer.is_none() => {
                private.take(self.post, act, opened, parts, live, &mut self.photographs)
            }
            _ => Ok(false),
        };
        if let (Some(live), Ok(opened)) = (&self.live, &looked.examined.opened)
            && let Part::Crossing { id, act: what, .. } = &opened.act.part
            && !matches!(what, CrossingAct::Registered { .. })
            && !live.crossings.contains_key(id)
            && !live.is_beyond(*id)
        {
            self.after_closing.entry(*id).or_default().push(act.seq);
        }
        let taken = match &mut self.live {
            None => Live::begin(act).map(|begun| {
                self.live = Some(begun);
                self.founding = Some(act.clone());
                Taken::Folded
            }),
            Some(live) => {
                let taken = live.try_take_examined(act, &looked.examined);
                live.head = head_after(act);
                // It would never be seen to close.
                if let (Ok(Taken::NotJudged | Taken::Unverified), Some(id)) = (taken, act.crossing) {
                    live.let_go(id);
                }
                taken
            }
        };
        match (taken, privately) {
            (Ok(Taken::Folded), Ok(did)) => {
                self.found.replayed += 1;
                self.found.replayed_privately += u64::from(did);
            }
            (Ok(Taken::NotJudged), _) => self.found.not_judged += 1,
            (Ok(Taken::Unverified), _) => self.found.unverified += 1,
            (Ok(Taken::Folded), Err(check)) | (Err(check), _) => fault(check),
        }
        if taken == Ok(Taken::Folded) {
            self.note_signature(&looked.examined);
            self.note_seeds(&looked.examined);
            if let Ok(opened) = &looked.examined.opened {
                self.photographs.take(&opened.act);
            }
        }
        if taken == Ok(Taken::NotJudged) {
            self.note_newer(&looked.examined);
        }
        if let (Some(private), Some(live), Some(id)) = (&mut self.private, &self.live, act.crossing)
            && !live.crossings.contains_key(&id)
        {
            private.files.forget(id);
        }
    }

    /// Remembers the first act that only a newer program reads. One on the post itself goes before all on crossings: because of it
    /// nothing is written here.
    fn note_newer(&mut self, examined: &Examined) {
        let Some(one) = examined.opened.as_ref().ok().and_then(|opened| NewerAct::of(&opened.act)) else { return };
        let is_first_on_post = self.live.as_ref().is_some_and(|live| live.newer == Some(one.seq));
        if is_first_on_post || self.found.newer.is_none() {
            self.found.newer = Some(one);
        }
    }

    /// Remembers what a State's supervisor signed.
    fn note_signature(&mut self, examined: &Examined) {
        let Ok(opened) = &examined.opened else { return };
        let act = &opened.act;
        let Part::Post(PostAct::HeadSigned { own }) = &act.part else { return };
        self.anchors.extend(own.clone().map(|own| (act.state, own)));
        self.found.signed.retain(|signed| signed.state != act.state);
        // The act itself is signed with all that is before it.
        let (state, seq, at, officer) = (act.state, act.seq, act.at, act.officer.clone());
        self.found.signed.push(SignedUpTo { state, seq, at, officer });
    }

    /// Remembers which hashes of seeds were published: a State that publishes two for one day could choose between them later.
    fn note_seeds(&mut self, examined: &Examined) {
        let Ok(opened) = &examined.opened else { return };
        let act = &opened.act;
        let Part::Post(what) = &act.part else { return };
        for seed in published_by(what) {
            let first = self.seeds.entry((act.state, seed.day, seed.epoch)).or_insert_with(|| seed.hash.clone());
            if *first != seed.hash {
                self.found.problems.push(Problem { seq: act.seq, check: Fault::Draw });
            }
        }
    }

    /// Returns what was found, once every act was taken.
    fn end(mut self, head: &Head) -> (Verification, Option<Live>) {
        // The founding is signed by an administrator whose certificate follows it.
        if let (Some(live), Some(founding)) = (&self.live, &self.founding)
            && let Err(check) = live.verify_founding(founding)
        {
            self.found.problems.push(Problem { seq: founding.seq, check });
        }
        if self.expected != head.seq + 1 || self.previous.as_bytes() != head.hash.as_slice() {
            self.found.problems.push(Problem { seq: head.seq, check: Fault::Number });
        }
        let erased = self.live.as_ref().map(|live| live.post.erased.clone()).unwrap_or_default();
        // Perhaps an act did that only a newer program reads.
        if self.live.as_ref().is_some_and(|live| live.newer.is_some()) {
            self.blank.clear();
            self.absent.clear();
        }
        // What nobody erased lawfully was taken out.
        let blank = std::mem::take(&mut self.blank).into_iter().filter(|(_, at)| !erased.took_facts_of(*at));
        self.found.problems.extend(blank.map(|(seq, _)| Problem { seq, check: Fault::Digest }));
        let absent = std::mem::take(&mut self.absent).into_iter();
        let absent = absent.filter(|(state, _, at)| !erased.took_sealed_of(*state, *at));
        self.found.problems.extend(absent.map(|(_, seq, _)| Problem { seq, check: Fault::SealedParts }));
        self.found.problems.sort_by_key(|problem| problem.seq);
        self.found.problems.dedup();
        let breaks = |problem: &&Problem| matches!(problem.check, Fault::Number | Fault::Chain | Fault::Hash);
        let broken = self.found.problems.iter().find(breaks);
        self.found.trusted_up_to = broken.map_or(head.seq, |problem| problem.seq - 1);
        self.found.signed.sort_by_key(|signed| signed.state);
        (self.found, self.live)
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
    if workstation.live().newer.is_some() {
        return Ok(differ);
    }
    let touched: Vec<Uuid> = touched.into_iter().collect();
    for some in touched.chunks(CROSSINGS) {
        let read = stream::iter(some).map(|id| as_stored(store, *id)).buffered(READS).try_collect::<Vec<_>>().await?;
        for found in by_every_processor(&read, |stored| stored.differs(workstation)) {
            differ.extend(found?);
        }
    }
    Ok(differ)
}

/// A crossing as the database has it.
struct Stored {
    id: Uuid,
    acts: Vec<ActRow>,
    rows: Option<CrossingProjection>,
}

async fn as_stored(store: &dyn Store, id: Uuid) -> Result<Stored, StorageError> {
    Ok(Stored { id, acts: store.acts_of(id).await?, rows: store.projection(id).await? })
}

impl Stored {
    /// Returns what the crossing is called where its rows are not those that follow from its acts.
    fn differs(&self, workstation: &Workstation) -> Result<Option<String>, Error> {
        let crossing = match workstation.replay(&self.acts) {
            // What follows from an act that only a newer program reads, that program alone can compare.
            Ok((Crossing { newer: Some(_), .. }, _, _)) | Err(Error::Refused(Refusal::WrittenByNewer)) => {
                return Ok(None);
            }
            replayed => replayed?.0,
        };
        Ok(match &self.rows {
            Some(rows) if in_order(rows.clone()) == in_order(project(&crossing)) => None,
            Some(rows) => Some(rows.crossing.reference.clone()),
            None => Some(self.id.to_string()),
        })
    }
}

/// The order of a crossing's claims means nothing.
fn in_order(mut rows: CrossingProjection) -> CrossingProjection {
    rows.claims.sort_by(|a, b| (&a.officer, a.step).cmp(&(&b.officer, b.step)));
    rows
}

#[cfg(test)]
mod tests {
    use domain::{CrossingAct, Decided, Direction, PrivatePart};

    use super::*;
    use crate::commands::{Change, CrossingChange};
    use crate::demonstration::{Demonstration, Specimens};
    use crate::journal::Draft;
    use crate::key_life::attacks::{forge, forge_in_format};
    use contract::{Perform, SignIn};
    use domain::action::Given;
    use domain::notice::ReasonCode;
    use domain::officer::DeskCode;
    use domain::private::Search;
    use domain::{Action, Agency, StepId, SubjectId};

    async fn seated(workstation: &Arc<Workstation>, officer: &str, password: &str, desk: &str) -> SignedIn {
        let desk = DeskCode(desk.to_owned());
        let request =
            SignIn { officer: officer.to_owned(), password: password.to_owned(), desk, pin: None, code: None };
        SignedIn::sign_in(workstation, &request).await.unwrap()
    }

    /// An officer whose program was changed claims without the alert search. Everybody may do what he wrote; his own State
    /// sees that he skipped what only it could see, and names the act.
    #[tokio::test(flavor = "multi_thread")]
    async fn a_private_guard_that_was_skipped_is_named_to_its_own_state() {
        let folder = tempfile::tempdir().unwrap();
        let (file, home) = (folder.path().join("post.osbp"), folder.path().join("home"));
        let post = Demonstration { seed: 5, referral_permille: 0 }.found(&file.to_string_lossy(), &home).await.unwrap();
        let officer = seated(&post, "K-1042", "kijani-mto", "A-I1").await;
        let other = seated(&post, "U-1131", "jua-ziwa", "B-I1").await;
        let action = Specimens::new(3).unwrap().on_foot(Direction::AToB, post.clock().now().date_naive());
        let perform = Perform { key: post.clock().new_id(), crossing: None, version: None, action };
        let done = officer.perform(&perform).await.unwrap();
        let (id, version, step) = {
            let live = post.live();
            let one = &live.by_reference(done.crossing.as_ref().unwrap()).unwrap().crossing;
            let own = one.steps.values().find(|step| step.state == officer.state()).unwrap();
            (one.id, one.version, own.id)
        };
        let claimed = CrossingAct::Claimed { steps: vec![step], presented: true };
        let decided = Decided { private: PrivatePart::default(), ..claimed.into() };
        let seq = forge(&officer, Draft::of_crossing(id, version + 1, &decided)).await;

        assert!(verify(post.store()).await.unwrap().is_ok(), "in public nothing is wrong with it");
        let theirs = verify_as(&other).await.unwrap();
        assert!(theirs.is_ok(), "the other State learned of it: {:?}", theirs.problems);
        let own = verify_as(&officer).await.unwrap();
        assert_eq!(own.problems, [Problem { seq, check: Fault::PrivateProcedure }]);
        assert_eq!(own.trusted_up_to, own.acts as i64, "the chain is whole");
    }

    /// What is drawn for a claim is not the officer's to choose: his own State repeats the draw and names the act, and the other
    /// State sees nothing.
    #[tokio::test(flavor = "multi_thread")]
    async fn a_draw_that_does_not_follow_is_named_to_its_own_state() {
        for (permille, is_drawn) in [(0, true), (1000, false)] {
            let folder = tempfile::tempdir().unwrap();
            let (file, home) = (folder.path().join("post.osbp"), folder.path().join("home"));
            let demonstration = Demonstration { seed: 5, referral_permille: permille };
            let post = demonstration.found(&file.to_string_lossy(), &home).await.unwrap();
            let officer = seated(&post, "K-1042", "kijani-mto", "A-I1").await;
            let other = seated(&post, "U-1131", "jua-ziwa", "B-I1").await;
            let action = Specimens::new(3).unwrap().on_foot(Direction::AToB, post.clock().now().date_naive());
            let perform = Perform { key: post.clock().new_id(), crossing: None, version: None, action };
            let done = officer.perform(&perform).await.unwrap();
            let (id, version, step, subject) = {
                let live = post.live();
                let one = &live.by_reference(done.crossing.as_ref().unwrap()).unwrap().crossing;
                let own = one.steps.values().find(|step| step.state == officer.state()).unwrap();
                (one.id, one.version, own.id, own.subject)
            };
            let claimed = CrossingAct::Claimed { steps: vec![step], presented: true };
            let searches = vec![Search::of(subject, 1)];
            let private = PrivatePart { searches, is_drawn, ..PrivatePart::default() };
            let decided = Decided { private, ..claimed.into() };
            let seq = forge(&officer, Draft::of_crossing(id, version + 1, &decided)).await;
            assert!(verify(post.store()).await.unwrap().is_ok());
            assert!(verify_as(&other).await.unwrap().is_ok(), "the other State learned of it");
            assert_eq!(verify_as(&officer).await.unwrap().problems, [Problem { seq, check: Fault::Draw }]);
        }
    }

    /// Of a party each is drawn by himself; a program of before, which drew for all of them as for the first, is judged by that.
    #[tokio::test(flavor = "multi_thread")]
    async fn a_draw_for_one_of_a_party_that_does_not_follow_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let (file, home) = (folder.path().join("post.osbp"), folder.path().join("home"));
        let demonstration = Demonstration { seed: 5, referral_permille: 300 };
        let post = demonstration.found(&file.to_string_lossy(), &home).await.unwrap();
        let officer = seated(&post, "K-1042", "kijani-mto", "A-I1").await;
        let mut coaches = Specimens::new(3).unwrap();
        let mut wrong = Vec::new();
        for way in [Way::AsItFollows, Way::OneMore, Way::AsOfBefore, Way::NotAsOfBefore] {
            let action = coaches.coach(Direction::AToB, post.clock().now().date_naive(), 12);
            let perform = Perform { key: post.clock().new_id(), crossing: None, version: None, action };
            let done = officer.perform(&perform).await.unwrap();
            let crossing = post.live().by_reference(done.crossing.as_ref().unwrap()).unwrap().crossing.clone();
            let is_own = |step: &&domain::Step| step.state == officer.state() && step.agency == Agency::Immigration;
            let own: Vec<_> = crossing.steps.values().filter(is_own).collect();
            let steps: Vec<StepId> = own.iter().map(|step| step.id).collect();
            let seed = officer.draws_from(&post.live()).unwrap().unwrap();
            let mut drawn = officer.criteria.as_ref().unwrap().drawn(&seed, &crossing, &steps);
            assert!((1..12).contains(&drawn.len()), "{drawn:?} of {steps:?}");
            let is_first_drawn = drawn.contains(&steps[0]);
            if way == Way::OneMore {
                drawn.push(*steps.iter().find(|step| !drawn.contains(step)).unwrap());
            }
            let is_drawn = match way {
                Way::AsItFollows | Way::OneMore => false,
                Way::AsOfBefore => is_first_drawn,
                Way::NotAsOfBefore => !is_first_drawn,
            };
            let is_of_before = matches!(way, Way::AsOfBefore | Way::NotAsOfBefore);
            let searches = own.iter().map(|step| Search::of(step.subject, 1)).collect();
            let drawn = if is_of_before { Vec::new() } else { drawn };
            let private = PrivatePart { searches, is_drawn, drawn, ..PrivatePart::default() };
            let claimed = CrossingAct::Claimed { steps: steps.clone(), presented: true };
            let draft = Draft::of_crossing(crossing.id, crossing.version + 1, &Decided { private, ..claimed.into() });
            let seq = if is_of_before {
                forge_in_format(&officer, draft, DRAWN_ONE_BY_ONE - 1).await
            } else {
                forge(&officer, draft).await
            };
            if matches!(way, Way::OneMore | Way::NotAsOfBefore) {
                wrong.push(Problem { seq, check: Fault::Draw });
            }
            let released = CrossingAct::Released { steps, cause: domain::act::ReleaseCause::Claimant };
            forge(&officer, Draft::of_crossing(crossing.id, crossing.version + 2, &released.into())).await;
            officer.catch_up().await.unwrap();
        }
        assert!(verify(post.store()).await.unwrap().is_ok());
        assert_eq!(verify_as(&officer).await.unwrap().problems, wrong);
    }

    /// How a claim of a party says whom chance drew.
    #[derive(Clone, Copy, PartialEq)]
    enum Way {
        AsItFollows,
        OneMore,
        AsOfBefore,
        NotAsOfBefore,
    }

    /// A hash that is not that of the day's seed is named to the own State; and, where it contradicts what was published before,
    /// to everybody.
    #[tokio::test(flavor = "multi_thread")]
    async fn a_hash_of_another_seed_is_named() {
        for is_first in [true, false] {
            let folder = tempfile::tempdir().unwrap();
            let (file, home) = (folder.path().join("post.osbp"), folder.path().join("home"));
            let post = Demonstration { seed: 5, referral_permille: 0 };
            let post = post.found(&file.to_string_lossy(), &home).await.unwrap();
            let officer = SignedIn::unwrap(&post, "K-1042", "kijani-mto").await.unwrap();
            let colleague = if is_first { None } else { Some(seated(&post, "K-1050", "zamu-ya-kazi", "A-I2").await) };
            let day = post.live().post.plan.day_of(officer.state(), post.live().head.at);
            let seed = Some(domain::post::SeedHash { day, epoch: 1, hash: "5e".repeat(32) });
            let opened = PostAct::ShiftOpened { desk: DeskCode("A-I1".to_owned()), seed };
            let seq = forge(&officer, Draft::of_post(&opened, None)).await;
            post.catch_up().await.unwrap();
            // He is on shift all the same: nobody is kept from work by it.
            assert!(post.live().post.shifts.contains_key(officer.officer()));
            let problem = [Problem { seq, check: Fault::Draw }];
            let in_public = verify(post.store()).await.unwrap().problems;
            assert_eq!(in_public, if colleague.is_some() { &problem[..] } else { &[] });
            assert_eq!(verify_as(&officer).await.unwrap().problems, problem);
        }
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn an_act_on_a_crossing_that_has_closed_is_replayed_too() {
        let folder = tempfile::tempdir().unwrap();
        let (file, home) = (folder.path().join("post.osbp"), folder.path().join("home"));
        let demonstration = Demonstration { seed: 5, referral_permille: 0 };
        let post = demonstration.found(&file.to_string_lossy(), &home).await.unwrap();
        let kenya = seated(&post, "K-1042", "kijani-mto", "A-I1").await;
        let asks = |crossing, action| Perform { key: post.clock().new_id(), crossing, version: None, action };
        let walker = Specimens::new(3).unwrap().on_foot(Direction::AToB, post.clock().now().date_naive());
        let Action::Register { subjects, .. } = &walker else { unreachable!("{walker:?}") };
        let all: Vec<SubjectId> = (1..).zip(subjects).map(|(number, _)| SubjectId(number)).collect();
        let reference = kenya.perform(&asks(None, walker.clone())).await.unwrap().crossing.unwrap();
        let open = post.crossing_with_acts(&reference).await.unwrap().0;
        kenya.perform(&asks(Some(reference.clone()), Action::Withdraw { subjects: all })).await.unwrap();
        let closed = post.crossing_with_acts(&reference).await.unwrap().0;
        assert!(closed.is_closed());
        assert!(verify(post.store()).await.unwrap().is_ok());

        // An officer whose program is his own waives a control of it all the same.
        let done = kenya
            .commit(post.clock().new_id(), b"{}", false, |bench| {
                let (by, given) = (bench.by.as_ref().unwrap(), Given::plan(&bench.live.post.plan));
                let action = Action::Waive { step: StepId(1), reason: ReasonCode("W1".to_owned()), note: None };
                let decided = open.decide(&kenya.private().file(open.id), by, &action, &given, bench.at)?;
                let one = CrossingChange { id: closed.id, before: Some(closed.clone()), decided };
                Ok(Some(Change { crossings: vec![one], ..Change::default() }))
            })
            .await;
        let forged = done.unwrap().unwrap().seq[0];
        let found = verify(post.store()).await.unwrap();
        assert_eq!(found.problems, [Problem { seq: forged, check: Fault::Procedure }]);
        assert_eq!(found.replayed, found.acts - 1);
    }
}
