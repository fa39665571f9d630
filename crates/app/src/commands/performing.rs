//! Doing what an officer asks for on a crossing.

use std::sync::Arc;

use chrono::Datelike as _;
use contract::{Perform, Performed};
use data_encoding::HEXLOWER;
use domain::action::Given;
use domain::alert::Listed;
use domain::customs::LaneAssignment;
use domain::own_journal::Deed;
use domain::private::Search;
use domain::{Action, At, Crossing, Decided, OnDuty, PrivateFile, Reference, Refusal};
use keys::{Commitment, DrawSeed, Salt};
use storage::PhotographRow;

use super::commit::Bench;
use super::{Change, CrossingChange};
use crate::ballast::Kind;
use crate::clock::randomness;
use crate::failure::Error;
use crate::journal::room;
use crate::reading::digest_of_next;
use crate::signed_in::SignedIn;
use crate::typed::{is_paper, is_request};

/// What is known of a crossing that is not in memory.
pub(super) enum Elsewhere {
    /// It closed.
    Closed(Box<(Crossing, PrivateFile)>),
    /// It was in memory a moment ago, and another desk has closed it since: somebody was first.
    Gone,
    /// There is none of that reference.
    Nowhere,
}

impl SignedIn {
    /// Does what the officer asks for, once under its key.
    ///
    /// # Errors
    /// When the procedure refuses, somebody was first, or the database can't be written.
    pub async fn perform(&self, request: &Perform) -> Result<Performed, Error> {
        let what = || match &request.crossing {
            Some(crossing) => format!("{} {crossing}", request.action.name()),
            None => request.action.name().to_owned(),
        };
        self.answered(what, self.perform_asked(request).await)
    }

    async fn perform_asked(&self, request: &Perform) -> Result<Performed, Error> {
        let bytes = serde_json::to_vec(request)?;
        is_request(&bytes)?;
        is_paper(&request.action)?;
        if let (Some(crossing), Some(act)) = (&request.crossing, asks_for_signature(&request.action)) {
            let crossing = crossing.to_string();
            self.note_always(Deed::AskedForSignature { crossing, act: act.to_owned() })?;
        }
        let registers = matches!(request.action.plain(), Action::Register { .. }) && request.crossing.is_none();
        let kind = if matches!(request.action, Action::Release { .. }) { Kind::WindsDown } else { Kind::Work };
        // A crossing that closed is not in memory; what can still be done on it (a slip) is done on its acts.
        let closed = match &request.crossing {
            Some(reference) if self.workstation.live().by_reference(reference).is_none() => {
                Some(self.workstation.crossing_with_acts(reference).await)
            }
            _ => None,
        };
        let closed = match closed {
            Some(Ok((crossing, _, _))) => {
                let file = self.file_of(crossing.id, false).await?;
                Elsewhere::Closed(Box::new((crossing, file)))
            }
            None => Elsewhere::Gone,
            Some(Err(Error::NotFound)) => Elsewhere::Nowhere,
            Some(Err(other)) => return Err(other),
        };
        // What was registered by then is never gone again.
        let is_known = match names_another(&request.action) {
            Some(other) => self.workstation.store.crossing_by_reference(&other.to_string()).await?.is_some(),
            None => true,
        };
        if let Some(crossing) = request.crossing.as_ref().and_then(|reference| self.open_crossing(reference)) {
            self.search_ahead(&crossing, &request.action).await?;
        }
        let photographs: Arc<[PhotographRow]> = Arc::from(self.photographs_to_file(&request.action)?);
        let performed = self
            .commit_of_kind(kind, request.key, &bytes, registers, |bench| {
                let change = self.decide(bench, request, &closed)?;
                if !is_known {
                    return Err(Refusal::NoSuchCrossing.into());
                }
                Self::are_all_here(&request.action, &photographs)?;
                Ok(Some(Change { photographs: Arc::clone(&photographs), ..change }))
            })
            .await?;
        self.forget_filed(&request.action);
        performed.ok_or(Error::Fault("nothing was done"))
    }

    /// Returns a crossing that is open, as it was read last.
    fn open_crossing(&self, reference: &Reference) -> Option<Crossing> {
        let live = self.workstation.live();
        live.by_reference(reference).map(|one| one.crossing.as_of(self.workstation.clock.now()))
    }

    pub(super) fn decide(&self, bench: &Bench<'_>, request: &Perform, closed: &Elsewhere) -> Result<Change, Error> {
        let by = bench.by.as_ref().ok_or(Refusal::NoShift)?;
        let plan = &bench.live.post.plan;
        let mut given = Given::plan(plan);
        let mut change = Change::default();
        if matches!(request.action.plain(), Action::Register { .. }) {
            let year = u16::try_from(bench.at.year()).unwrap_or_default();
            let month = u8::try_from(bench.at.month()).unwrap_or_default();
            given.reference = Some(match (&request.crossing, closed) {
                // It stands on paper already, and is used once.
                (Some(_), Elsewhere::Closed(_)) => return Err(Refusal::ReferenceUsed.into()),
                (Some(reserved), _) if bench.live.by_reference(reserved).is_some() => {
                    return Err(Refusal::ReferenceUsed.into());
                }
                (Some(reserved), _) => {
                    let known = &bench.live.post.reserved;
                    match &request.action {
                        Action::EnterLate { stated_at, .. } => known.may_state(reserved, *stated_at)?,
                        _ => known.may_use(reserved)?,
                    }
                    reserved.clone()
                }
                // It stands on no paper.
                (None, _) if matches!(request.action, Action::EnterLate { .. }) => {
                    return Err(Refusal::NotReserved.into());
                }
                (None, _) => {
                    let serial = bench.serial.ok_or(Error::Fault("no serial"))?;
                    Reference::new(&plan.code, year, month, serial)
                        .map_err(|_| Error::Invalid { field: "reference" })?
                }
            });
            let id = self.workstation.clock.new_id();
            let decided = Crossing::register(id, by, &request.action, &given, bench.at)?;
            change.crossings.push(CrossingChange { before: None, id, decided });
        } else {
            let reference = request.crossing.as_ref().ok_or(Error::Invalid { field: "crossing" })?;
            let (crossing, file) = match bench.live.by_reference(reference) {
                Some(live) => (live.crossing.as_of(bench.at), self.private().file(live.crossing.id)),
                None => match closed {
                    Elsewhere::Closed(known) => (**known).clone(),
                    Elsewhere::Gone => return Err(Error::Stale),
                    Elsewhere::Nowhere => return Err(Error::NotFound),
                },
            };
            self.is_fresh(&crossing, request)?;
            if matches!(request.action.plain(), Action::ScheduleExamination { .. }) {
                given.bays_taken = bays_taken(bench, crossing.id);
            }
            let seed = match request.action.plain() {
                Action::Claim { .. } => self.draws_from(bench.live)?,
                _ => None,
            };
            self.give(&mut given, &crossing, &file, &request.action, seed.as_ref(), bench.at)?;
            let decided = crossing.decide(&file, by, &request.action, &given, bench.at)?;
            let taken_in = taken_in(bench, by, &crossing, &decided)?;
            change.crossings.push(CrossingChange { id: crossing.id, before: Some(crossing), decided });
            change.crossings.extend(taken_in);
        }
        self.reveal_what_is_due(bench, &mut change);
        Ok(change)
    }

    /// What the decision needs besides the officer's words: searched, drawn from the seed of his shift, assigned by the program.
    pub(crate) fn give(
        &self,
        given: &mut Given<'_>,
        crossing: &Crossing,
        file: &PrivateFile,
        action: &Action,
        seed: Option<&DrawSeed>,
        at: At,
    ) -> Result<(), Error> {
        match action.plain() {
            Action::Claim { steps, .. } => {
                given.searches = self.searches(crossing, steps, at);
                if let (Some(criteria), Some(first), Some(seed)) = (&self.criteria, steps.first(), seed) {
                    given.drawn = criteria.drawn(seed, crossing, steps);
                    given.lane = criteria.lane(seed, crossing, file, *first, at);
                }
                let room = room("claimed") * steps.len().max(1);
                fit(room, &mut given.searches, given.lane.as_mut())?;
            }
            Action::Clear { steps, .. } => {
                given.searches = self.found_since(crossing, file, action, at);
                fit_beside(action, steps.len(), room("cleared"), &mut given.searches)?;
            }
            Action::Waive { .. } => {
                given.searches = self.found_since(crossing, file, action, at);
                fit_beside(action, 1, room("waived"), &mut given.searches)?;
            }
            Action::Refer { .. } | Action::Conclude { .. } | Action::Refuse { .. } => {
                given.searches = self.found_since(crossing, file, action, at);
                fit_beside(action, 1, room("referred"), &mut given.searches)?;
            }
            Action::FileFindings { findings, .. } => {
                let salt = Salt::generate(&mut randomness());
                let commitment = Commitment::of(&salt, &serde_json::to_vec(findings)?);
                given.commitment = Some((HEXLOWER.encode(&salt.to_bytes()), commitment.digest().to_string()));
            }
            Action::IssueSlip { subjects } => {
                given.slip_digest = Some(digest_of_next(crossing, subjects, given.plan, at)?);
            }
            _ => {}
        }
        Ok(())
    }

    /// What changed since the officer looked is shown to him before he decides on it.
    fn is_fresh(&self, crossing: &Crossing, request: &Perform) -> Result<(), Error> {
        let (steps, subjects) = request.action.touches();
        match request.version {
            Some(version) if crossing.is_newer_than(version, &steps, &subjects) => Err(Error::Stale),
            _ => Ok(()),
        }
    }

    /// Both States have filed: the next command of an officer of each opens what his State found (PROCEDURE §5).
    fn reveal_what_is_due(&self, bench: &Bench<'_>, change: &mut Change) {
        let Some(by) = &bench.by else { return };
        let given = Given::plan(&bench.live.post.plan);
        for one in &mut change.crossings {
            let Some(mut crossing) = one.before.clone() else { continue };
            let mut file = self.private().file(one.id);
            for decided in &one.decided {
                crossing.apply(&decided.act, decided.facts.as_ref(), by, bench.at);
                file.apply(&decided.act, &decided.private);
            }
            if let Some(examination) = crossing.findings_due(self.state) {
                let action = Action::RevealFindings { examination };
                if let Ok(revealed) = crossing.decide(&file, by, &action, &given, bench.at) {
                    one.decided.extend(revealed);
                }
            }
        }
        let touched: Vec<uuid::Uuid> = change.crossings.iter().map(|one| one.id).collect();
        for live in bench.live.crossings.values().filter(|live| !live.crossing.examinations.is_empty()) {
            let crossing = &live.crossing;
            if touched.contains(&crossing.id) {
                continue;
            }
            if let Some(examination) = crossing.findings_due(self.state) {
                let file = self.private().file(crossing.id);
                let now = crossing.as_of(bench.at);
                let action = Action::RevealFindings { examination };
                if let Ok(decided) = now.decide(&file, by, &action, &given, bench.at) {
                    change.crossings.push(CrossingChange { id: crossing.id, before: Some(now), decided });
                }
            }
        }
    }
}

/// Returns the crossing that an action names beside the one it is about: the one of which this is a duplicate, or the one to move
/// to once the other State's supervisor agrees. Neither is looked at again before that stands in the journal.
const fn names_another(action: &Action) -> Option<&Reference> {
    match action {
        Action::Void { duplicate_of, .. } => duplicate_of.as_ref(),
        Action::Move { other, .. } => other.as_ref(),
        _ => None,
    }
}

/// Who or what is moved to another crossing begins anew there, by the same command.
fn taken_in(
    bench: &Bench<'_>,
    by: &OnDuty,
    from: &Crossing,
    decided: &[Decided],
) -> Result<Vec<CrossingChange>, Error> {
    let plan = &bench.live.post.plan;
    let mut changes = Vec::new();
    for (subject, to) in from.moves(decided) {
        let live = bench.live.by_reference(&to).ok_or(Refusal::NowhereToMove)?;
        let before = live.crossing.as_of(bench.at);
        let decided = before.take_in(from, subject, by, plan, bench.at)?;
        changes.push(CrossingChange { id: before.id, before: Some(before), decided });
    }
    Ok(changes)
}

/// Returns the bays in which goods of other crossings are examined or wait for it: one opening at a time.
fn bays_taken(bench: &Bench<'_>, but: uuid::Uuid) -> Vec<String> {
    let others = bench.live.crossings.values().filter(|live| live.crossing.id != but);
    others.flat_map(|live| live.crossing.bays_in_use(None).cloned().collect::<Vec<_>>()).collect()
}

/// Shortens what was found since the claim until it has room beside the officer's own words.
fn fit_beside(action: &Action, steps: usize, room: usize, searches: &mut [Search]) -> Result<(), Error> {
    if searches.is_empty() {
        return Ok(());
    }
    let said = serde_json::to_vec(action)?.len() / steps.max(1);
    let room = room.saturating_sub(said);
    for search in searches {
        fit(room, std::slice::from_mut(search), None)?;
    }
    Ok(())
}

/// Shortens the words beside hits and criteria until the sealed part has room for them: its length must not tell how many there
/// are. The list and the table of the State have the words in full.
fn fit(room: usize, searches: &mut [Search], mut lane: Option<&mut LaneAssignment>) -> Result<(), Error> {
    // The rest of the part and the seal take less than an eighth.
    let room = room / 8 * 7;
    for most in [240, 120, 60, 30, 0] {
        if serde_json::to_vec(&(&*searches, &lane))?.len() <= room {
            return Ok(());
        }
        for search in &mut *searches {
            for hit in search.hits.iter_mut().chain(&mut search.possible) {
                shorten(&mut hit.reason, most);
                shorten(&mut hit.instruction, most);
                if let Some(listed) = &mut hit.listed {
                    shorten_listed(listed, most);
                }
            }
        }
        for met in lane.iter_mut().flat_map(|lane| &mut lane.criteria) {
            shorten(&mut met.rule, most);
            shorten(&mut met.instruction, most);
        }
    }
    Ok(())
}

/// What the entry is goes last: the officer has to tell both apart.
fn shorten_listed(listed: &mut Listed, most: usize) {
    listed.alike.truncate(most / 15);
    listed.born.truncate(most / 30 + 1);
    for words in [&mut listed.list, &mut listed.name] {
        shorten(words, most.max(30));
    }
}

fn shorten(words: &mut String, most: usize) {
    if words.chars().count() > most {
        *words = words.chars().take(most.saturating_sub(1)).chain(std::iter::once('…')).collect();
    }
}

/// Returns on what an action asks another officer for his signature, by the act's word.
const fn asks_for_signature(action: &Action) -> Option<&'static str> {
    match action.plain() {
        Action::Refuse { .. } => Some("refusal_proposed"),
        Action::Hold { .. } => Some("hold_placed"),
        Action::Move { .. } => Some("moved"),
        _ => None,
    }
}
