//! A month's report of the State of the officer who is signed in: the acts of the month folded, and what of them is sealed to
//! that State opened where the report needs it.
//!
//! Invariant: no sealed part but the State's own is read, and it is written down in the State's own journal before anything is
//! answered. Memory hangs on what is open at a time, not on how long the month is.
//!
//! The journal is taken as it stands: `osbpctl journal verify` is what proves it. Acts that this workstation knows to be void
//! are passed over.

mod acts;
mod stretch;

use std::collections::HashSet;
use std::num::NonZero;
use std::sync::Arc;

use domain::At;
use domain::month::{Fold, Moment, Month, Report, Under};
use domain::own_journal::Deed;
use storage::Store;

use crate::failure::Error;
use crate::journal::{Part, read, reader_name};
use crate::signed_in::SignedIn;
use acts::seen_of;
use stretch::{Opener, Stray, fold};

/// The fewest acts that are worth a stretch of their own.
const LEAST: i64 = 20_000;

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
        let now = self.workstation.clock.now();
        let (bounds, void) = {
            let live = self.workstation.live();
            if !live.post.reads_for_his_state(&self.officer, now) {
                return Err(Error::NotAllowed);
            }
            let void: HashSet<i64> = live.void.keys().copied().collect();
            let bounds = month.bounds(|at| live.post.plan.minutes_ahead(self.state, at));
            (bounds, Arc::new(void))
        };
        self.note_always(Deed::Exported { what: format!("report {month}") })?;
        let [from, until] = bounds;
        let store = &self.workstation.store;
        let first = first_at(store.as_ref(), from, 1, head).await?;
        let end = first_at(store.as_ref(), until, first, head).await?;
        let opener = Opener {
            post: self.workstation.post.post,
            reader: reader_name(self.state.as_str(), "state"),
            rings: self.rings(),
        };
        let opener = Arc::new(opener);
        let begin = || Fold::begin(self.state, bounds);
        let mut working = Vec::new();
        for stretch in stretches(first, end, least) {
            let (store, opener, void) = (Arc::clone(store), Arc::clone(&opener), Arc::clone(&void));
            working.push(tokio::spawn(fold(store, opener, void, begin(), stretch)));
        }
        let mut whole = begin();
        for one in working {
            let (later, strays) = one.await.map_err(|_| Error::Fault("the report broke off"))??;
            self.take_strays(&mut whole, &opener, strays).await?;
            whole.absorb(later);
        }
        Ok(whole.report(&Under { state: self.state, month, bounds, as_of: head }))
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
                assert_eq!(officer.month_in_stretches(month, least).await.unwrap(), told, "stretches of {least}");
            }
        }
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
