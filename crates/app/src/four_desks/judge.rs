//! After the day: what the journal says, judged by the book; what every desk has in memory; what the plain rows say; and
//! the closer, who brings every crossing to its end through the same commands.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::sync::Arc;

use contract::{Perform, QueueRequest, Tab};
use domain::{Action, At, Crossing, Decided, OfficerNumber, PrivatePart, StateCode};
use storage::{OfficerRow, ShiftRow};
use tempfile::TempDir;
use uuid::Uuid;

use super::desk::{Command, Desk, Log};
use super::place_of;
use super::procedure::closer::{self, ACTS_A_SUBJECT};
use super::procedure::day::{Day, Stored};
use super::procedure::oracle::Book;
use super::procedure::script::Keeping;
use crate::failure::Error;
use crate::journal::{Part, read, reader_name};
use crate::live::PrivateFiles;
use crate::projection::project;
use crate::signed_in::SignedIn;
use crate::verification::verify;
use crate::workstation::Workstation;

fn home(folder: &TempDir) -> std::path::PathBuf {
    folder.path().join("home")
}

/// Opens the post as a workstation that has seen nothing yet.
async fn newcomer(address: &str, home: &Path) -> Arc<Workstation> {
    Workstation::open(address, home).await.unwrap()
}

/// Every workstation has the same post and the same crossings in the same order, none of it void, and so has one that is
/// just opened; officers of one State know the same of each crossing.
pub async fn every_desk_knows_the_same(address: &str, folder: &TempDir, desks: &[Arc<Desk>]) {
    let fresh = newcomer(address, &home(folder)).await;
    let mut known: BTreeMap<StateCode, Vec<(Uuid, domain::PrivateFile)>> = BTreeMap::new();
    for desk in desks {
        let seq = desk.post.catch_up().await.unwrap();
        assert_eq!(seq, fresh.live().head.seq);
        {
            let now = desk.post.clock().now();
            let (live, expected) = (desk.post.live(), fresh.live());
            assert_eq!(live.crossings.len(), expected.crossings.len());
            assert!(live.void.is_empty() && expected.void.is_empty(), "{:?} {:?}", live.void, expected.void);
            assert_eq!(live.post, expected.post);
            let all = |live: &crate::live::Live| -> Vec<(i64, Crossing)> {
                live.in_order(now).map(|one| (one.seq, one.crossing.clone())).collect()
            };
            assert_eq!(all(&live), all(&expected), "two workstations show two queues");
            for officer in desk.staff.keys() {
                assert_eq!(live.claim_of(officer), expected.claim_of(officer));
            }
        }
        for officer in desk.staff.values() {
            officer.catch_up().await.unwrap();
            let page =
                officer.queue(&QueueRequest { tab: Tab::All, limit: u32::MAX, ..QueueRequest::default() }).unwrap();
            let shown: Vec<_> = page.rows.iter().map(|row| &row.reference).collect();
            let live = fresh.live();
            let expected: Vec<_> = live.in_order(page.now).map(|one| &one.crossing.reference).collect();
            assert_eq!(shown, expected);
            let private = officer.private();
            let mut files: Vec<_> = live.crossings.keys().map(|id| (*id, private.file(*id))).collect();
            assert_eq!(private.unread(), 0, "a part of the own State could not be opened");
            files.sort_by_key(|(id, _)| *id);
            assert_eq!(*known.entry(officer.state()).or_insert_with(|| files.clone()), files);
        }
    }
    fresh.store().close().await;
}

/// PROCEDURE §9.11: whatever was left open, lawful acts of the officers on duty close it. Returns the most acts that a
/// subject took.
pub async fn everything_can_be_closed(desks: &[Arc<Desk>]) -> usize {
    let planner = &desks[0];
    let mut taken: HashMap<Uuid, usize> = HashMap::new();
    loop {
        let now = planner.post.clock().now();
        let open: Vec<Uuid> = {
            let live = planner.post.live();
            let all = live.crossings.values().filter(|one| !one.crossing.as_of(now).is_closed());
            all.map(|one| one.crossing.id).collect()
        };
        if open.is_empty() {
            break;
        }
        let mut has_moved = false;
        for id in open {
            while let Some(acts) = advance(desks, id).await {
                has_moved = true;
                *taken.entry(id).or_default() += acts;
            }
        }
        if !has_moved {
            let live = planner.post.live();
            let standing: Vec<String> =
                live.crossings.values().map(|one| closer::standing(&planner.view(&[], one.crossing.clone()))).collect();
            panic!("dead end: {}", standing.concat());
        }
    }
    let mut longest = 0;
    for (id, acts) in taken {
        let rows = planner.post.store().acts_of(id).await.unwrap();
        let (crossing, _, _) = planner.post.replay(&rows).unwrap();
        let each = acts.div_ceil(crossing.subjects.len());
        assert!(each <= ACTS_A_SUBJECT, "{acts} acts for {} subjects", crossing.subjects.len());
        longest = longest.max(each);
    }
    longest
}

/// Has the closer plan one command for a crossing and the officer whom he names send it. Returns how many acts it made;
/// nothing where there is nothing to do now.
pub async fn advance(desks: &[Arc<Desk>], id: Uuid) -> Option<usize> {
    for desk in desks {
        desk.post.catch_up().await.unwrap();
        desk.staff.values().next().unwrap().catch_up().await.unwrap();
    }
    let planner = &desks[0];
    let crossing = planner.post.live().crossings.get(&id)?.crossing.clone();
    let readers: Vec<&SignedIn> = desks.iter().map(|desk| desk.staff.values().next().unwrap()).collect();
    let mut day = planner.view(&readers, crossing);
    if day.crossing.as_of(day.now).is_closed() || !closer::advance(&mut day) {
        return None;
    }
    let (officer, action) = day.asked.last().unwrap().clone();
    let officer = OfficerNumber::parse(&officer).unwrap();
    let desk = place_of(desks, &officer);
    let reference = day.crossing.reference.clone();
    let key = desk.post.clock().new_id();
    let perform = Perform { key, crossing: Some(reference), version: None, action };
    match desk.send(&officer, &Command::Perform(Box::new(perform.clone()))).await {
        Ok(performed) => {
            let [first, last] = performed.unwrap().seq;
            Some(usize::try_from(last - first + 1).unwrap())
        }
        Err(other) => panic!("the closer's {perform:?} by {officer}: {other:?}"),
    }
}

/// The chain and the signatures verify; every crossing's acts satisfy the book; the plain rows are those that follow from
/// the journal; and nothing is left of what was refused.
pub async fn the_journal_holds(address: &str, folder: &TempDir, desks: &[Arc<Desk>], log: &Log) {
    let post = newcomer(address, &home(folder)).await;
    let found = verify(post.store()).await.unwrap();
    assert!(found.is_ok(), "{:?}", found.problems);
    assert_eq!(found.replayed, found.acts);
    assert_eq!(i64::try_from(found.acts).unwrap(), post.store().head().await.unwrap().seq);

    for row in post.store().crossings(true).await.unwrap() {
        let crossing = judged(&post, desks, row.id).await;
        let stored = post.store().projection(row.id).await.unwrap().unwrap();
        assert_eq!(sorted(stored), sorted(project(&crossing)), "{} is not what the journal says", row.reference);
    }
    officers_and_shifts_follow(&post).await;

    let mut acts: HashMap<Uuid, Vec<i64>> = HashMap::new();
    for act in post.store().acts_after(0, i64::MAX).await.unwrap() {
        acts.entry(act.command).or_default().push(act.seq);
    }
    for key in &log.refused {
        assert!(post.store().command(*key).await.unwrap().is_none(), "a refused command was kept");
        assert!(!acts.contains_key(key), "a refused command left acts");
    }
    for sent in &log.done {
        let [first, last] = sent.performed.seq;
        let numbers: Vec<i64> = (first..=last).collect();
        assert_eq!(acts.get(&sent.command.key()), Some(&numbers), "{:?}", sent.command);
    }
    post.store().close().await;
}

/// Reads the acts of a crossing back, opens what each State sealed, and has the book judge them one by one. Returns the
/// crossing as it stands after the last.
async fn judged(post: &Workstation, desks: &[Arc<Desk>], id: Uuid) -> Crossing {
    let rows = post.store().acts_of(id).await.unwrap();
    let mut private: HashMap<i64, PrivatePart> = HashMap::new();
    for desk in [&desks[0], &desks[2]] {
        let officer = desk.staff.values().next().unwrap();
        let reader = reader_name(&officer.state().to_string(), "state");
        for part in post.store().sealed_parts_of(id, &reader).await.unwrap() {
            let opened =
                PrivateFiles::opened(post.post.post, &part, &officer.rings().ring).expect("the own State opens it");
            private.insert(part.seq, opened);
        }
    }
    let mut begun: Option<(Day, Book)> = None;
    for row in &rows {
        let act = read(row).unwrap();
        assert_eq!(act.readers.len(), 2, "an act on a crossing has two sealed parts");
        let by = post.live().officer_at(&act);
        let (at, seq) = (act.at, act.seq);
        let Part::Crossing { version, act, facts, .. } = act.part else { panic!("act {seq} is of no crossing") };
        let private = private.remove(&seq).expect("every act has a part for its own State");
        let decided = Decided { act, facts, private, own_protection: None, other_protection: None };
        let stored = Stored { by, at, decided };
        match &mut begun {
            None => {
                let day = first(post, id, stored);
                let book = Book::open(&day);
                begun = Some((day, book));
            }
            Some((day, book)) => {
                day.now = at;
                day.crossing.lapse(at);
                let Stored { by, decided, .. } = &stored;
                day.crossing.apply(&decided.act, decided.facts.as_ref(), by, at);
                assert_eq!(day.crossing.version, version);
                day.acts.push(stored);
                if let Err(broken) = book.read(day) {
                    panic!("act {seq} of {}: {broken}", day.crossing.reference);
                }
            }
        }
    }
    begun.expect("a crossing has acts").0.crossing
}

/// The day as it stood when the crossing was registered.
fn first(post: &Workstation, id: Uuid, stored: Stored) -> Day {
    let at: At = stored.at;
    let crossing = Crossing::begin(id, &stored.decided.act, at).unwrap();
    let live = post.live();
    Day {
        plan: live.post.plan.clone(),
        officers: Vec::new(),
        now: at,
        crossing,
        files: BTreeMap::new(),
        acts: vec![stored],
        asked: Vec::new(),
        listed: BTreeMap::new(),
        needs_two: false,
        draw: 0,
        lane: None,
        bays_taken: Vec::new(),
        kept: Keeping::default(),
    }
}

/// The rows of officers and shifts are those that the acts of the post give.
async fn officers_and_shifts_follow(post: &Workstation) {
    let officers = post.store().officers().await.unwrap();
    let shifts = post.store().shifts().await.unwrap();
    let live = post.live();
    let expected: Vec<OfficerRow> = live.post.officers.values().map(crate::projection::officer).collect();
    assert_eq!(officers, expected);
    let state = |officer: &OfficerNumber| live.post.officers[officer].certified.state.to_string();
    let expected: Vec<ShiftRow> = live
        .post
        .shifts
        .iter()
        .map(|(officer, shift)| ShiftRow {
            officer: officer.to_string(),
            state: state(officer),
            desk: shift.desk.to_string(),
            opened_at: shift.opened_at,
        })
        .collect();
    assert_eq!(shifts, expected);
}

/// Sent again, a command gives the answer it gave; with other words it is refused.
pub async fn the_same_key_gives_the_same_answer(desks: &[Arc<Desk>], log: &Log) {
    let head = desks[0].post.store().head().await.unwrap();
    for (place, sent) in log.done.iter().enumerate() {
        let desk = place_of(desks, &sent.officer);
        if place % 3 == 0 {
            let again = desk.send(&sent.officer, &sent.command).await.unwrap();
            assert_eq!(again.as_ref(), Some(&sent.performed));
        }
        if place % 29 == 0 {
            let other = Perform {
                key: sent.command.key(),
                crossing: sent.performed.crossing.clone(),
                version: None,
                action: Action::Withdraw { subjects: Vec::new() },
            };
            let refused = desk.send(&sent.officer, &Command::Perform(Box::new(other))).await;
            assert!(matches!(refused, Err(Error::KeyReused)), "{refused:?}");
        }
    }
    assert_eq!(desks[0].post.store().head().await.unwrap(), head, "a command that was sent again did something");
}

fn sorted(mut rows: storage::CrossingProjection) -> storage::CrossingProjection {
    rows.claims.sort_by(|a, b| (&a.officer, a.step).cmp(&(&b.officer, b.step)));
    rows
}
