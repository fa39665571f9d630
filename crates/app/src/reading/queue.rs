//! The live queue: every open crossing of both States in one order, computed from priority class and arrival.

use std::sync::PoisonError;

use contract::{NowAt, QueueCounts, QueuePage, QueueRequest, QueueRow, Tab};
use domain::At;
use domain::own_journal::Deed;

use crate::failure::Error;
use crate::live::{LiveCrossing, PrivateFiles, own_work};
use crate::signed_in::SignedIn;
use crate::typed::{MOST, is_typed};

/// How the open crossings are filtered.
#[derive(Debug, Clone, Default)]
pub struct QueueFilter {
    /// As typed.
    pub text: String,
}

impl QueueFilter {
    fn matches(&self, one: &LiveCrossing, now: At) -> bool {
        if self.text.is_empty() {
            return true;
        }
        let crossing = &one.crossing;
        let wanted = plain(&self.text);
        wanted.is_empty()
            || plain(&crossing.reference.to_string()).contains(&wanted)
            || crossing
                .subjects
                .values()
                .filter_map(|subject| subject.facts.as_ref())
                .any(|facts| plain(&facts.label()).contains(&wanted))
            || plain(&one.glance(now).row.label).contains(&wanted)
    }
}

impl SignedIn {
    /// Returns a part of the queue as this officer may see it.
    ///
    /// # Errors
    /// When no shift is open.
    pub fn queue(&self, request: &QueueRequest) -> Result<QueuePage, Error> {
        is_typed("filter", &request.filter, MOST)?;
        if !request.filter.trim().is_empty() {
            self.note(Deed::Searched { text: request.filter.clone() })?;
        }
        let now = self.workstation.clock.now();
        let live = self.workstation.live();
        let private = self.private();
        let by = live.duty(&self.officer, now)?;
        let filter = QueueFilter { text: request.filter.clone() };
        let claimed = by.claim.as_ref().map(|claim| claim.crossing);
        let notes = self.notes.lock().unwrap_or_else(PoisonError::into_inner);
        let mut counts = QueueCounts::default();
        let mut total = 0_u32;
        let mut rows = Vec::new();
        for one in live.in_order(now) {
            let glance = one.glance(now);
            let is_mine = claimed == Some(one.crossing.id);
            let own = if is_mine { own_work(&one.as_of(now), &by) } else { None };
            let is_in = |tab| match tab {
                Tab::All => true,
                Tab::Mine => is_mine,
                // What the reader has in hand his State has.
                Tab::State => own.is_some() || glance.is_for(by.state),
                Tab::WaitingOnParty => glance.waits_on_party,
                Tab::Joint => glance.is_examined_jointly,
            };
            counts.all += 1;
            counts.mine += u32::from(is_in(Tab::Mine));
            counts.state += u32::from(is_in(Tab::State));
            counts.waiting_on_party += u32::from(is_in(Tab::WaitingOnParty));
            counts.joint += u32::from(is_in(Tab::Joint));
            if !is_in(request.tab) || !filter.matches(one, now) {
                continue;
            }
            if total >= request.offset && total - request.offset < request.limit {
                let mut shown = row(one, glance.row.clone(), own, &private);
                shown.messages = notes.waiting_for(&one.crossing, &by);
                rows.push(shown);
            }
            total += 1;
        }
        let mine = by.claim.as_ref().and_then(|claim| live.crossings.get(&claim.crossing));
        let mine = mine.map(|one| one.crossing.reference.clone());
        Ok(QueuePage { seq: live.head.seq, now, counts, total, rows, mine })
    }
}

/// Returns the line of a crossing for the reader; `own` is where it is when he has it in hand himself.
fn row(one: &LiveCrossing, mut row: QueueRow, own: Option<NowAt>, private: &PrivateFiles) -> QueueRow {
    row.seq = one.seq;
    if let Some(own) = own {
        row.now_at = own;
    }
    row.now_at.officer_name = row.now_at.officer.as_ref().and_then(|number| private.names.get(number).cloned());
    row.lane = private.lane(&one.crossing);
    row
}

fn plain(text: &str) -> String {
    text.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_uppercase).collect()
}
