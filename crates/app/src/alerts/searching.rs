//! The search before a claim, and again before what was claimed is decided on where a list changed since: made before the command waits
//! for its turn, and made anew within it only where something changed.
//!
//! Invariant: no claim without the searches of its subjects, on the facts as they are when it is decided, and nothing is cleared on
//! older lists than the newest that are known; what an officer of the State has settled for the same pair is not asked again.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use domain::private::{Hit, PrivateFile, Search};
use domain::subject::{SubjectFacts, Traveller};
use domain::{Action, At, Crossing, StepId, SubjectId};
use uuid::Uuid;

use crate::commands::{may_have_work, ready_groups};
use crate::failure::Error;
use crate::signed_in::SignedIn;

/// How many earlier crossings of a person are looked at.
pub(super) const EARLIER: i64 = 8;

/// How many searches are kept for a claim to come.
const MOST_KEPT: usize = 512;

/// What was searched, on which facts and lists.
struct Made {
    facts: SearchedOn,
    search: Search,
}

/// The facts of a subject, and of a minor's guardians.
type SearchedOn = Vec<Option<SubjectFacts>>;

/// Searches that were made for claims to come.
#[derive(Default)]
pub(crate) struct Searched(Mutex<HashMap<(Uuid, SubjectId), Made>>);

impl Searched {
    fn of(&self, crossing: &Crossing, subject: SubjectId, version: u64) -> Option<Search> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let made = kept.get(&(crossing.id, subject))?;
        (made.search.list == version && made.facts == searched_on(crossing, subject)).then(|| made.search.clone())
    }

    fn keep(&self, crossing: &Crossing, search: Search) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= MOST_KEPT {
            kept.clear();
        }
        let facts = searched_on(crossing, search.subject);
        kept.insert((crossing.id, search.subject), Made { facts, search });
    }
}

fn searched_on(crossing: &Crossing, subject: SubjectId) -> SearchedOn {
    let all = std::iter::once(subject).chain(crossing.guardians_of(subject));
    all.map(|one| facts_of(crossing, one)).collect()
}

fn facts_of(crossing: &Crossing, subject: SubjectId) -> Option<SubjectFacts> {
    crossing.subjects.get(&subject).and_then(|found| found.facts.clone())
}

impl SignedIn {
    /// Returns the searches of a claim's subjects. What was not searched ahead, because it changed while the claim waited for its
    /// turn, is searched for on the lists; what is unusual is not looked for then, which takes reading other crossings.
    pub(crate) fn searches(&self, crossing: &Crossing, steps: &[StepId], at: At) -> Vec<Search> {
        let lists = self.alerts.now();
        let subjects = steps.iter().filter_map(|step| crossing.steps.get(step)).map(|step| step.subject);
        let search = |subject| {
            let made = self.searched.of(crossing, subject, lists.version());
            let mut search = made.unwrap_or_else(|| lists.search(crossing, subject, at.date_naive()));
            // It stands in memory, whatever was searched ahead, and comes first.
            search.hits.splice(0..0, self.recorded_forged(crossing, subject));
            search
        };
        subjects.map(search).collect()
    }

    /// Returns what lists that changed since a claim find besides, for whom an action decides on.
    pub(crate) fn found_since(&self, crossing: &Crossing, file: &PrivateFile, action: &Action, at: At) -> Vec<Search> {
        let lists = self.alerts.now();
        crossing.found_since(file, action, lists.version(), |subject| {
            let made = self.searched.of(crossing, subject, lists.version());
            made.unwrap_or_else(|| lists.search(crossing, subject, at.date_naive()))
        })
    }

    /// Returns what the own State knows of a crossing, with what lists that changed since his claim were found to say besides: it
    /// waits for the officer's word and rides in the act by which he decides.
    pub(crate) fn with_found_since(&self, crossing: &Crossing, mut file: PrivateFile) -> PrivateFile {
        let list = self.alerts.now().version();
        let own = crossing.steps.values().filter(|step| step.is_claimed_by(&self.officer));
        for step in own {
            if !file.is_on_others(step, list) {
                continue;
            }
            if let Some(made) = self.searched.of(crossing, step.subject, list) {
                file = file.with_found(step.id, &[made]).into_owned();
            }
        }
        file
    }

    /// Searches for whom an action is about to claim, before it waits for its turn; for whom it decides on, where a list changed
    /// since he was claimed.
    pub(crate) async fn search_ahead(&self, crossing: &Crossing, action: &Action) -> Result<(), Error> {
        if !matches!(
            action.plain(),
            Action::Claim { .. }
                | Action::Clear { .. }
                | Action::Waive { .. }
                | Action::Refer { .. }
                | Action::Conclude { .. }
                | Action::Refuse { .. }
        ) {
            return Ok(());
        }
        self.renew_alerts().await?;
        let lists = self.alerts.now();
        let day = self.workstation.clock.now().date_naive();
        let subjects = match action.plain() {
            Action::Claim { steps, .. } => {
                steps.iter().filter_map(|step| crossing.steps.get(step)).map(|step| step.subject).collect()
            }
            _ => crossing.searched_on_others(&self.private().file(crossing.id), action, lists.version()),
        };
        for subject in subjects {
            if self.searched.of(crossing, subject, lists.version()).is_some() {
                continue;
            }
            let mut search = lists.search(crossing, subject, day);
            self.leave_out_what_is_settled(crossing, &mut search).await?;
            // After it: what is unusual now is asked anew, whatever was made of it before.
            search.hits.extend(self.unusual(&lists.unusual, crossing, subject).await?);
            self.searched.keep(crossing, search);
        }
        Ok(())
    }

    /// Searches for whom the next claim in the order of the queue will most likely take.
    pub(crate) async fn search_for_next(&self) -> Result<(), Error> {
        let next = {
            let live = self.workstation.live();
            let now = self.workstation.clock.now();
            let Ok(by) = live.duty(&self.officer, now) else { return Ok(()) };
            live.in_order(now).filter(|one| may_have_work(&one.crossing, &by)).find_map(|one| {
                let crossing = one.crossing.as_of(now);
                let steps = ready_groups(&crossing, &by).into_iter().next()?;
                Some((crossing, Action::Claim { steps, presented: false }))
            })
        };
        match next {
            Some((crossing, action)) => self.search_ahead(&crossing, &action).await,
            None => self.renew_alerts().await,
        }
    }

    /// Takes out of a search what an officer of the State settled on an earlier crossing of the same person to be another.
    async fn leave_out_what_is_settled(&self, crossing: &Crossing, search: &mut Search) -> Result<(), Error> {
        if search.hits.iter().all(Hit::needs_two) {
            return Ok(());
        }
        let Some(SubjectFacts::Traveller(person)) = facts_of(crossing, search.subject) else { return Ok(()) };
        let Some(document) = &person.document else { return Ok(()) };
        let left_on = self.workstation.store.departures_with(&document.issuer, &document.number, EARLIER).await?;
        for reference in left_on {
            let reference = reference.parse().map_err(|_| Error::Fault("a reference can't be read"))?;
            let (earlier, _, _) = self.workstation.crossing_with_acts(&reference).await?;
            if earlier.id == crossing.id {
                continue;
            }
            let file = self.file_of(earlier.id, !earlier.is_closed()).await?;
            let settled = settled_on(&earlier, &file, &person);
            let is_settled = |hit: &Hit| !hit.needs_two() && settled.iter().any(|known| is_same_entry(known, hit));
            let (out, stay) = std::mem::take(&mut search.hits).into_iter().partition::<Vec<_>, _>(is_settled);
            search.hits = stay;
            search.settled.extend(out.iter().map(|hit| hit.entry));
            if search.hits.is_empty() {
                break;
            }
        }
        Ok(())
    }
}

/// Returns the hits on a person that officers of the State settled on an earlier crossing to be another.
fn settled_on<'a>(earlier: &Crossing, file: &'a PrivateFile, person: &Traveller) -> Vec<&'a Hit> {
    let is_same_person = |subject: SubjectId| {
        let facts = earlier.subjects.get(&subject).and_then(|found| found.facts.as_ref());
        matches!(facts, Some(SubjectFacts::Traveller(known)) if is_same_on_paper(known, person))
    };
    let mut hits = Vec::new();
    for step in file.steps.values() {
        let others = step.dispositions.iter().filter(|made| !made.is_same && is_same_person(made.subject));
        for made in others {
            let found = step.searches.iter().filter(|search| search.subject == made.subject);
            hits.extend(found.flat_map(|search| &search.hits).filter(|hit| hit.entry == made.entry));
        }
        // Whoever was once taken for the listed one is asked about for ever.
        let same: Vec<u64> = step.dispositions.iter().filter(|made| made.is_same).map(|made| made.entry).collect();
        hits.retain(|hit| !same.contains(&hit.entry));
    }
    hits
}

/// Says whether a document shows the same person as before, in everything that is searched for.
fn is_same_on_paper(known: &Traveller, person: &Traveller) -> bool {
    let number = |person: &Traveller| person.document.as_ref().map(|one| (one.issuer.clone(), one.number.clone()));
    let told = |person: &Traveller| (person.name(), person.nationality.clone(), person.birth_date, person.sex);
    told(known) == told(person) && number(known) == number(person)
}

/// Says whether an entry still says what it said when it was settled.
fn is_same_entry(known: &Hit, hit: &Hit) -> bool {
    let told = |hit: &Hit| {
        hit.listed
            .as_ref()
            .map(|listed| (listed.list.clone(), listed.id.clone(), listed.name.clone(), listed.born.clone()))
    };
    known.entry == hit.entry && known.listed.is_some() && told(known) == told(hit)
}
