//! A month's report of the State of the officer who is signed in: the acts of the month folded, and what of them is sealed to
//! that State opened where the report needs it.
//!
//! Invariant: no sealed part but the State's own is read, and it is written down in the State's own journal before anything is
//! answered. Memory hangs on what is open at a time, not on how long the month is.
//!
//! What was folded is kept on the workstation, sealed to the State, and gone on with: by whoever asks next, and each quarter of an
//! hour while an officer who may ask is signed in, some acts at a time until it has caught up (`kept.rs`).
//!
//! The journal is taken as it stands: `osbpctl journal verify` is what proves it. Acts that this workstation knows to be void
//! are passed over.

mod acts;
mod kept;
mod stretch;

use std::collections::{BTreeSet, HashSet};
use std::num::NonZero;
use std::sync::{Arc, Weak};
use std::time::Duration;

use chrono::TimeDelta;
use domain::At;
use domain::month::{Fold, Moment, Month, Report, Under};
use domain::own_journal::Deed;
use domain::retention::Erasures;
use storage::Store;

use crate::failure::{Error, log};
use crate::journal::{Part, read, reader_name};
use crate::live::Live;
use crate::signed_in::SignedIn;
use acts::seen_of;
use stretch::{Opener, Stray, fold};

/// How many acts are folded at most while nobody waits for them: one stretch, so that it takes one processor some tenths of a
/// second and one connection.
const AT_A_TIME: i64 = LEAST;

/// How long the workstation is left to others between some acts and the next.
const REST: Duration = Duration::from_secs(1);

/// The fewest acts that are worth a stretch of their own.
const LEAST: i64 = 20_000;

/// What is asked for, and under what it is answered.
struct Asked {
    month: Month,
    bounds: [At; 2],
    /// The number of the last act there is.
    head: i64,
    /// The acts that this workstation knows to be void.
    void: Arc<HashSet<i64>>,
    /// What was lawfully erased.
    erased: Erasures,
}

impl SignedIn {
    /// Returns the report of a month for the own State. It is written down in the State's own journal first.
    ///
    /// # Errors
    /// When the officer is no supervisor, auditor or administrator; when the database can't be read.
    pub async fn month(&self, month: Month) -> Result<Report, Error> {
        self.month_in_stretches(month, LEAST).await
    }

    /// As [`SignedIn::month`], in stretches of so many acts at least.
    async fn month_in_stretches(&self, month: Month, least: i64) -> Result<Report, Error> {
        let head = self.catch_up().await?;
        let Some(asked) = self.asking(head, |_, _| month) else { return Err(Error::NotAllowed) };
        self.note_always(Deed::Exported { what: format!("report {month}") })?;
        let (whole, _) = self.folded(&asked, i64::MAX, least).await?;
        Ok(whole.report(&Under { state: self.state, month, bounds: asked.bounds, as_of: head }))
    }

    /// Folds some more acts of the month that is running and keeps the fold on this workstation, so that whoever asks for the report
    /// waits for the newest acts alone. Returns whether it caught up: nothing more can be kept now. For an officer who may not ask
    /// for the report nothing is kept.
    async fn keep_month(&self, most: i64) -> Result<bool, Error> {
        let head = self.workstation.live().head.seq;
        let running = |live: &Live, now: At| {
            let ahead = TimeDelta::minutes(live.post.plan.minutes_ahead(self.state, now).into());
            Month::of((now + ahead).date_naive())
        };
        match self.asking(head, running) {
            Some(asked) => self.folded(&asked, most, LEAST).await.map(|(_, caught_up)| caught_up),
            None => Ok(true),
        }
    }

    /// Returns what is asked for by an officer who may ask; nothing for another.
    fn asking(&self, head: i64, month: impl FnOnce(&Live, At) -> Month) -> Option<Asked> {
        let now = self.workstation.clock.now();
        let live = self.workstation.live();
        if !live.post.reads_for_his_state(&self.officer, now) {
            return None;
        }
        let month = month(&live, now);
        let bounds = month.bounds(|at| live.post.plan.minutes_ahead(self.state, at));
        let void = Arc::new(live.void.keys().copied().collect());
        Some(Asked { month, bounds, head, void, erased: live.post.erased.clone() })
    }

    /// Returns the fold of the month's acts, of so many at most that were not folded before, and keeps it. With it goes whether the
    /// next one could not go on from there: it has every act, or it could not be kept.
    async fn folded(&self, asked: &Asked, most: i64, least: i64) -> Result<(Fold, bool), Error> {
        let store = &self.workstation.store;
        let [from, until] = asked.bounds;
        let first = first_at(store.as_ref(), from, 1, asked.head).await?;
        let end = first_at(store.as_ref(), until, first, asked.head).await?;
        let kept = self.kept_fold(asked, end - 1).await?;
        let (mut whole, mut passed, after) =
            kept.unwrap_or_else(|| (Fold::begin(self.state, asked.bounds), BTreeSet::new(), first - 1));
        let last = end - 1;
        let end = end.min(after.saturating_add(most).saturating_add(1));
        let opener = Opener {
            post: self.workstation.post.post,
            reader: reader_name(self.state.as_str(), "state"),
            rings: self.rings(),
        };
        let opener = Arc::new(opener);
        let mut working = Vec::new();
        for stretch in stretches(after + 1, end, least) {
            let (store, opener, void) = (Arc::clone(store), Arc::clone(&opener), Arc::clone(&asked.void));
            let later = Fold::begin(self.state, asked.bounds);
            working.push(tokio::spawn(fold(store, opener, void, later, stretch)));
        }
        for one in working {
            let (later, strays) = one.await.map_err(|_| Error::Fault("the report broke off"))??;
            self.take_strays(&mut whole, &opener, strays).await?;
            whole.absorb(later);
        }
        let up_to = end - 1;
        if up_to <= after {
            return Ok((whole, true));
        }
        passed.extend(asked.void.iter().filter(|seq| **seq > after && **seq <= up_to));
        let is_kept = self.keep_fold(asked, &whole, passed, up_to).await.unwrap_or_else(|error| {
            log("keep what was counted of the month", &error);
            false
        });
        Ok((whole, up_to == last || !is_kept))
    }

    /// Takes in what belongs to crossings that began before its stretch did: those of the stretches before, which are folded
    /// by now, and those from before the month, whose earlier acts are read now.
    async fn take_strays(&self, whole: &mut Fold, opener: &Opener, strays: Vec<Stray>) -> Result<(), Error> {
        let store = self.workstation.store.as_ref();
        let mut wanted = Vec::new();
        for stray in strays {
            if !whole.knows(stray.moment.crossing) {
                for row in store.acts_of(stray.moment.crossing).await?.iter().filter(|row| row.seq < stray.moment.seq) {
                    let Ok(act) = read(row) else { continue };
                    let Part::Crossing { id, act: what, facts, .. } = &act.part else { continue };
                    let moment = Moment { seq: act.seq, at: act.at, crossing: *id };
                    let _known = whole.recall(&moment, &seen_of(what, facts.as_ref()));
                }
            }
            // One that still has no beginning is of a crossing whose registration is void.
            let _void = stray.tell(|moment, seen| whole.take(moment, seen, &mut wanted))?;
        }
        opener.open(store, whole, wanted).await
    }
}

/// Keeps the month that is running until it has caught up, some acts at a time and a rest after each, beside whatever officers do.
/// It has nothing of the officer while it rests, and ends when he leaves or locks.
pub(crate) async fn catch_up_with_month(of: Weak<SignedIn>) {
    keep_in_turns(of, AT_A_TIME, REST).await;
}

async fn keep_in_turns(of: Weak<SignedIn>, most: i64, rest: Duration) {
    while let Some(officer) = of.upgrade() {
        match officer.keep_month(most).await {
            Ok(false) => {}
            Ok(true) => return,
            Err(error) => return log("count what was done in the month", &error),
        }
        drop(officer);
        tokio::time::sleep(rest).await;
    }
}

/// Returns the number of the first act at or after a moment, between two numbers; one above the last where there is none. Times
/// never go back along the numbers.
async fn first_at(store: &dyn Store, moment: At, from: i64, head: i64) -> Result<i64, Error> {
    let (mut low, mut high) = (from, head + 1);
    while low < high {
        let middle = low + (high - low) / 2;
        let act = store.acts_after(middle - 1, 1).await?;
        match act.first() {
            Some(act) if act.at < moment => low = middle + 1,
            _ => high = middle,
        }
    }
    Ok(low)
}

/// Returns the stretches, each above a number and up to another, into which the acts of a month are parted: two for each
/// processor, since each waits half of its time for its connection.
fn stretches(first: i64, end: i64, least: i64) -> Vec<[i64; 2]> {
    let most = std::thread::available_parallelism().map_or(1, NonZero::get).saturating_mul(2);
    let most = i64::try_from(most).unwrap_or(1);
    let long = ((end - first) / most + 1).max(least);
    let mut stretches = Vec::new();
    let mut after = first - 1;
    while after < end - 1 {
        let up_to = (after + long).min(end - 1);
        stretches.push([after, up_to]);
        after = up_to;
    }
    stretches
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use contract::SignIn;
    use domain::month::{Taken, Wanted};
    use domain::officer::DeskCode;

    use super::*;
    use crate::demonstration::{Demonstration, Filling};
    use crate::live::PrivateFiles;
    use crate::workstation::Workstation;

    /// Folds a whole journal act by act, each read whole, in one piece.
    async fn slowly(officer: &SignedIn, month: Month) -> Report {
        let plan = officer.workstation.live().post.plan.clone();
        let bounds = month.bounds(|at| plan.minutes_ahead(officer.state, at));
        let (store, post) = (officer.workstation.store.as_ref(), officer.workstation.post.post);
        let mut fold = Fold::begin(officer.state, bounds);
        let mut wanted: Vec<Wanted> = Vec::new();
        let rows = store.acts_after(0, i64::MAX).await.unwrap();
        for row in &rows {
            let act = read(row).unwrap();
            if let Part::Crossing { id, act: what, facts, .. } = &act.part {
                let moment = Moment { seq: act.seq, at: act.at, crossing: *id };
                assert_eq!(fold.take(&moment, &seen_of(what, facts.as_ref()), &mut wanted), Taken::Yes);
            }
        }
        let reader = reader_name(officer.state.as_str(), "state");
        for one in wanted {
            let parts = store.sealed_parts(one.seq - 1, one.seq, &reader).await.unwrap();
            let part = PrivateFiles::opened(post, parts.first().unwrap(), &officer.rings().ring).unwrap();
            fold.open(one, &part);
        }
        fold.report(&Under { state: officer.state, month, bounds, as_of: rows.last().unwrap().seq })
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn however_acts_are_read_and_parted_the_report_is_the_same() {
        let folder = tempfile::tempdir().unwrap();
        let (address, home) = (folder.path().join("post.osbp"), folder.path().join("home"));
        let address = address.to_string_lossy();
        let demonstration = Demonstration { seed: 1, referral_permille: 50 };
        demonstration.found(&address, &home).await.unwrap().store().close().await;
        let post = Workstation::open_to_fill(&address, &home).await.unwrap();
        // Across the end of a month by the clocks of either State, so that some of its crossings began in the one before.
        let month = Month::of(post.clock().now().date_naive()).next().next();
        let [from, _] = month.bounds(|_| 180);
        let (from, over) = (from - TimeDelta::minutes(30), TimeDelta::minutes(180));
        let filled = Filling { crossings: 240, from, over, seed: 3 }.fill(&post, |_| ()).await.unwrap();
        assert_eq!(filled.crossings, 240);
        post.store().close().await;
        // Filling goes on where it ended, with the numbers that follow.
        let post = Workstation::open_to_fill(&address, &home).await.unwrap();
        let from = post.live().head.at;
        Filling { crossings: 20, from, over: TimeDelta::minutes(10), seed: 4 }.fill(&post, |_| ()).await.unwrap();
        post.store().close().await;

        let post = Workstation::open(&address, &home).await.unwrap();
        let found = crate::verify(post.store()).await.unwrap();
        assert!(found.is_ok(), "{:?}", found.problems);
        for (officer, password, desk) in [("U-0005", "jua-msitu", "B-C1"), ("K-0007", "kijani-mlima", "A-C1")] {
            let (officer, password) = (officer.to_owned(), password.to_owned());
            let request = SignIn { officer, password, desk: DeskCode(desk.to_owned()), pin: None, code: None };
            let officer = SignedIn::sign_in(&post, &request).await.unwrap();
            let told = slowly(&officer, month).await;
            assert!(told.own.opened > 50 && told.own.unread == 0 && told.own.granted.persons > 20);
            for least in [LEAST, 400, 90] {
                let asked = officer.asking(told.as_of, |_, _| month).unwrap();
                let under = Under { state: officer.state, month, bounds: asked.bounds, as_of: told.as_of };
                // In one piece, and in pieces that are kept and gone on with.
                for most in [i64::MAX, 700, 333] {
                    std::fs::remove_dir_all(home.join("months")).or_else(none_is_well).unwrap();
                    for _ in 0..told.as_of / most {
                        let _unfinished = officer.folded(&asked, most, least).await.unwrap();
                    }
                    let (whole, caught_up) = officer.folded(&asked, most, least).await.unwrap();
                    assert!(caught_up);
                    assert_eq!(whole.report(&under), told, "stretches of {least}, {most} at a time");
                }
                assert_eq!(officer.month_in_stretches(month, least).await.unwrap(), told);
            }
        }
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn the_running_month_is_kept_in_turns_until_it_has_caught_up_or_the_officer_leaves() {
        let folder = tempfile::tempdir().unwrap();
        let (address, home) = (folder.path().join("post.osbp"), folder.path().join("home"));
        let address = address.to_string_lossy();
        Demonstration { seed: 1, referral_permille: 50 }.found(&address, &home).await.unwrap().store().close().await;
        let post = Workstation::open_to_fill(&address, &home).await.unwrap();
        let month = Month::of(post.clock().now().date_naive()).next();
        let [begins, _] = month.bounds(|_| 180);
        let (from, over) = (begins + TimeDelta::days(1), TimeDelta::minutes(60));
        Filling { crossings: 30, from, over, seed: 3 }.fill(&post, |_| ()).await.unwrap();
        post.store().close().await;

        let post = Workstation::open(&address, &home).await.unwrap();
        post.clock().stop(from + TimeDelta::days(1));
        let signed_in = async |officer: &str, password: &str, desk: &str| {
            let (officer, password) = (officer.to_owned(), password.to_owned());
            let request = SignIn { officer, password, desk: DeskCode(desk.to_owned()), pin: None, code: None };
            Arc::new(SignedIn::sign_in(&post, &request).await.unwrap())
        };
        let officer = signed_in("U-0005", "jua-msitu", "B-C1").await;
        let head = officer.catch_up().await.unwrap();
        let asked = || officer.asking(head, |_, _| month).unwrap();
        let kept_up_to = async || officer.kept_fold(&asked(), head).await.unwrap().map(|(.., up_to)| up_to);
        assert!(!officer.keep_month(50).await.unwrap(), "there is more than that");
        let begun = kept_up_to().await.unwrap();
        assert!(begun < head, "{begun}");
        keep_in_turns(Arc::downgrade(&officer), 50, Duration::ZERO).await;
        assert_eq!(kept_up_to().await, Some(head));
        assert!(officer.keep_month(50).await.unwrap(), "there is nothing more");

        // What can't be kept is not gone over again and again.
        std::fs::remove_dir_all(home.join("months")).unwrap();
        std::fs::write(home.join("months"), "no folder").unwrap();
        assert!(officer.keep_month(50).await.unwrap());
        std::fs::remove_file(home.join("months")).unwrap();
        let clerk = signed_in("U-1131", "jua-ziwa", "B-I1").await;
        assert!(clerk.keep_month(50).await.unwrap(), "who may not ask");
        let left = Arc::downgrade(&officer);
        let file = officer.kept_file(month);
        drop(officer);
        keep_in_turns(left, 50, Duration::ZERO).await;
        assert!(!file.exists(), "nobody is there any more");
    }

    fn none_is_well(error: std::io::Error) -> std::io::Result<()> {
        if error.kind() == std::io::ErrorKind::NotFound { Ok(()) } else { Err(error) }
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn what_was_kept_is_gone_on_with_only_where_it_is_of_this_journal() {
        let folder = tempfile::tempdir().unwrap();
        let (address, home) = (folder.path().join("post.osbp"), folder.path().join("home"));
        let address = address.to_string_lossy();
        Demonstration { seed: 1, referral_permille: 50 }.found(&address, &home).await.unwrap().store().close().await;
        let post = Workstation::open_to_fill(&address, &home).await.unwrap();
        let month = Month::of(post.clock().now().date_naive()).next().next();
        let [begins, _] = month.bounds(|_| 180);
        let (from, over) = (begins + TimeDelta::days(1), TimeDelta::minutes(60));
        Filling { crossings: 30, from, over, seed: 3 }.fill(&post, |_| ()).await.unwrap();
        post.store().close().await;

        let post = Workstation::open(&address, &home).await.unwrap();
        let signed_in = async |officer: &str, password: &str, desk: &str| {
            let (officer, password) = (officer.to_owned(), password.to_owned());
            let request = SignIn { officer, password, desk: DeskCode(desk.to_owned()), pin: None, code: None };
            SignedIn::sign_in(&post, &request).await.unwrap()
        };
        let officer = signed_in("U-0005", "jua-msitu", "B-C1").await;
        let head = officer.catch_up().await.unwrap();
        let asked = || officer.asking(head, |_, _| month).unwrap();
        let (folded, _) = officer.folded(&asked(), i64::MAX, LEAST).await.unwrap();
        let kept = officer.kept_fold(&asked(), head).await.unwrap();
        let (fold, void, up_to) = kept.unwrap();
        let under = Under { state: officer.state, month, bounds: asked().bounds, as_of: head };
        assert_eq!((void.len(), up_to), (0, head));
        assert_eq!(fold.report(&under), folded.report(&under));

        let is_gone_on_with = async |asked: Asked, last: i64| officer.kept_fold(&asked, last).await.unwrap().is_some();
        assert!(!is_gone_on_with(asked(), head - 1).await, "a fold of acts that are not asked for");
        assert!(!is_gone_on_with(Asked { month: month.next(), ..asked() }, head).await, "a fold of another month");
        assert!(!is_gone_on_with(Asked { void: Arc::new([head].into()), ..asked() }, head).await, "a void act counted");
        let erased = Erasures { facts_before: Some(from), ..Erasures::default() };
        assert!(!is_gone_on_with(Asked { erased, ..asked() }, head).await, "a fold of what was erased since");
        let file = officer.kept_file(month);
        let theirs = signed_in("K-0007", "kijani-mlima", "A-C1").await;
        std::fs::create_dir_all(theirs.kept_file(month).parent().unwrap()).unwrap();
        std::fs::copy(&file, theirs.kept_file(month)).unwrap();
        let of_theirs = theirs.asking(head, |_, _| month).unwrap();
        assert!(theirs.kept_fold(&of_theirs, head).await.unwrap().is_none(), "the other State opens it");
        let mut spoiled = std::fs::read(&file).unwrap();
        *spoiled.last_mut().unwrap() ^= 1;
        std::fs::write(&file, spoiled).unwrap();
        assert!(!is_gone_on_with(asked(), head).await, "a file that was spoiled");
        assert!(theirs.asking(head, |_, _| month).is_some());
        let clerk = signed_in("U-1131", "jua-ziwa", "B-I1").await;
        assert!(clerk.asking(head, |_, _| month).is_none(), "who may not ask");
    }

    #[test]
    fn stretches_follow_one_another_without_a_gap() {
        for (first, end) in [(1, 1), (5, 6), (1, 20_001), (10, 4_000_000)] {
            let parted = stretches(first, end, LEAST);
            assert_eq!(parted.iter().map(|[after, up_to]| up_to - after).sum::<i64>(), end - first);
            assert!(parted.iter().all(|[after, up_to]| after < up_to));
            let mut next = first - 1;
            for [after, up_to] in parted {
                assert_eq!(after, next);
                next = up_to;
            }
        }
    }
}
