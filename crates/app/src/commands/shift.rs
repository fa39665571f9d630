//! Breaks and the end of a shift: an officer who leaves keeps no claim, and a supervisor hands over what is open.

use contract::{HandoverLine, HandoversView, TakeOver};
use domain::shift::{HandoverNote, LONGEST, OpenCase};
use domain::{At, PostAct, Refusal, Role};
use uuid::Uuid;

use super::{Change, CrossingChange};
use crate::ballast::Kind;
use crate::failure::Error;
use crate::live::Live;
use crate::signed_in::SignedIn;
use crate::typed::is_typed;

/// How many bytes of a handover's note there is room for, beside the seal.
const ROOM: usize = 3600;

impl SignedIn {
    /// Leaves for a break: gives up every claim, save what waits for a second signature.
    ///
    /// # Errors
    /// When no shift is open, he is on a break already, or the database can't be written.
    pub async fn take_break(&self, key: Uuid) -> Result<(), Error> {
        let request = format!("take_break|{}", self.officer).into_bytes();
        self.commit_of_kind(Kind::WindsDown, key, &request, false, |bench| {
            let by = bench.by.as_ref().ok_or(Refusal::NoShift)?;
            bench.live.post.check(&PostAct::BreakBegun, &by.officer, by.state, bench.at)?;
            let mut change = Change::default();
            if let Some(claim) = &by.claim
                && let Some(live) = bench.live.crossings.get(&claim.crossing)
            {
                let crossing = live.crossing.as_of(bench.at);
                let decided = crossing.release_at_break(by);
                if !decided.is_empty() {
                    change.crossings.push(CrossingChange { id: crossing.id, before: Some(crossing), decided });
                }
            }
            change.post.push((PostAct::BreakBegun, None));
            Ok(Some(change))
        })
        .await
        .map(|_| ())
    }

    /// Comes back from a break; does nothing for whoever is on none.
    ///
    /// # Errors
    /// When the database can't be written.
    pub async fn come_back(&self) -> Result<(), Error> {
        if !self.workstation.live().post.is_on_break(&self.officer) {
            return Ok(());
        }
        self.post_act(self.workstation.clock.new_id(), PostAct::BreakEnded).await
    }

    /// Hands over what is open in the own State to the supervisor who comes.
    ///
    /// # Errors
    /// When the officer is no supervisor on shift, or the words are too long.
    pub async fn hand_over(&self, words: &str) -> Result<u32, Error> {
        let words = words.trim();
        is_typed("words", words, LONGEST)?;
        let key = self.workstation.clock.new_id();
        let request = format!("hand_over|{key}").into_bytes();
        let mut given = 0;
        self.commit_of_kind(Kind::WindsDown, key, &request, false, |bench| {
            given = bench.live.post.handovers_made + 1;
            let act = PostAct::HandedOver { number: given };
            bench.live.post.check(&act, &self.officer, self.state, bench.at)?;
            let note = noted(words, self.open_cases(bench.live, bench.at))?;
            Ok(Some(Change { post: vec![(act, Some(note))], ..Change::default() }))
        })
        .await?;
        Ok(given)
    }

    /// Takes over what another supervisor of the own State handed over.
    ///
    /// # Errors
    /// When the officer is no supervisor on shift, handed it over himself, or somebody took it over already.
    pub async fn take_over(&self, request: TakeOver) -> Result<(), Error> {
        let act = PostAct::HandoverTaken { number: request.number };
        self.post_act(self.workstation.clock.new_id(), act).await
    }

    /// Returns what was handed over in the own State, and what would be handed over now.
    ///
    /// # Errors
    /// When the officer is no supervisor on shift.
    pub fn handovers(&self) -> Result<HandoversView, Error> {
        let now = self.workstation.clock.now();
        let live = self.workstation.live();
        if !self.duty(&live, now)?.has(Role::Supervisor) {
            return Err(Error::NotAllowed);
        }
        let private = self.private();
        let own = live.post.handovers.iter().rev().filter(|known| known.state == self.state);
        let handovers = own
            .map(|known| {
                let text = private.handovers.get(&known.number);
                let note: HandoverNote = text.and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default();
                HandoverLine {
                    number: known.number,
                    by: known.by.clone(),
                    at: known.at,
                    words: note.words,
                    open: note.open,
                    more: note.more,
                    taken: known.taken.clone(),
                    may_take: known.taken.is_none() && known.by != self.officer,
                }
            })
            .collect();
        Ok(HandoversView { now, handovers, open: self.open_cases(&live, now) })
    }

    fn open_cases(&self, live: &Live, at: At) -> Vec<OpenCase> {
        live.in_order(at).filter_map(|one| one.as_of(at).open_case(self.state)).collect()
    }

    /// Gives up every claim and closes the shift. One on a crossing on which only a newer program judges stays, and is given back
    /// there.
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
            let by = bench.by.as_ref().ok_or(Refusal::NoShift)?;
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

/// Writes the note of a handover: what there is no room for is counted.
fn noted(words: &str, open: Vec<OpenCase>) -> Result<String, Error> {
    let mut note = HandoverNote { words: words.to_owned(), open, more: 0 };
    loop {
        let text = serde_json::to_string(&note)?;
        // Within a part it is quoted once more.
        if serde_json::to_string(&text)?.len() <= ROOM || note.open.pop().is_none() {
            return Ok(text);
        }
        note.more += 1;
    }
}
