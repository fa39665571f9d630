//! The end of a shift: an officer whose shift ends keeps no claim.

use domain::{PostAct, Role};
use uuid::Uuid;

use super::{Change, CrossingChange};
use crate::ballast::Kind;
use crate::failure::Error;
use crate::signed_in::SignedIn;

impl SignedIn {
    /// Gives up every claim and closes the shift.
    ///
    /// # Errors
    /// When no shift is open, or the database can't be written.
    pub async fn close_shift(&self, key: Uuid) -> Result<(), Error> {
        let request = format!("close_shift|{}", self.officer).into_bytes();
        // At shift change each State signs the journal (PROCEDURE §8; the daily return carries the same head).
        let is_supervisor = {
            let live = self.workstation.live();
            live.duty(&self.officer, self.workstation.clock.now()).is_ok_and(|by| by.has(Role::Supervisor))
        };
        // Nobody is kept on shift because a page can't be written: what waits for it goes on waiting, and the head that was
        // signed before stays the last that the shared journal knows.
        let own = if is_supervisor { self.close_own_journal().await.ok() } else { None };
        self.commit_of_kind(Kind::WindsDown, key, &request, false, |bench| {
            let by = bench.by.as_ref().ok_or(domain::Refusal::NoShift)?;
            let mut change = Change::default();
            if let Some(claim) = &by.claim
                && let Some(live) = bench.live.crossings.get(&claim.crossing)
            {
                let crossing = live.crossing.as_of(bench.at);
                let decided = crossing.release_at_shift_end(by);
                if !decided.is_empty() {
                    change.crossings.push(CrossingChange { id: crossing.id, before: Some(crossing), decided });
                }
            }
            let head = PostAct::HeadSigned { own: own.clone() };
            // Where the own journal does not follow what was signed before, the shift ends all the same, and `verify` says so.
            if is_supervisor && bench.live.post.check(&head, &by.officer, by.state, bench.at).is_ok() {
                change.post.push((head, None));
            }
            change.post.push((PostAct::ShiftClosed, None));
            Ok(Some(change))
        })
        .await
        .map(|_| ())
    }
}
