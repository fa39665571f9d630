//! What of a State's own journal belongs to crossings: messages to its agencies, who read what, and what was done for whoever is
//! held. It is read when it is first wanted, and then as it comes.
//!
//! Invariant: nothing of it makes a row of its own: entries stand on the pages of the State's own journal, and wait for them on
//! the workstation where they were written. So another workstation learns of one within a quarter of an hour.

use std::collections::{HashMap, HashSet};
use std::sync::PoisonError;

use chrono::TimeDelta;
use contract::{CareLine, HeldLine, MessageLine, ReadMessage, SendMessage, WriteCare};
use domain::held::{self, Hold};
use domain::message::{self, MessageId, works_here};
use domain::own_journal::{Deed, Entry};
use domain::{Action, Agency, At, Crossing, OfficerNumber, OnDuty, Reference, Refusal, StateCode, Step};
use uuid::Uuid;

use super::{BATCH, page};
use crate::failure::Error;
use crate::signed_in::SignedIn;
use crate::typed::is_typed;

/// How far back the pages are read: what is older is on no crossing that is open.
const BACK: TimeDelta = TimeDelta::days(8);

/// How long what was read counts as new.
const FRESH: TimeDelta = TimeDelta::seconds(5);

/// What is known of the entries that belong to crossings.
#[derive(Debug, Default)]
pub(crate) struct OwnNotes {
    /// The last page that was read; none before the first.
    page: Option<i64>,
    read_at: Option<At>,
    known: HashSet<Uuid>,
    of: HashMap<String, Vec<Entry>>,
}

impl OwnNotes {
    /// Takes an entry in, if it belongs to a crossing and is not known.
    fn take(&mut self, entry: Entry) {
        let (Deed::Told { crossing, .. } | Deed::Read { crossing, .. } | Deed::Cared { crossing, .. }) = &entry.what
        else {
            return;
        };
        if self.known.insert(entry.id) {
            let of = self.of.entry(crossing.clone()).or_default();
            of.push(entry);
            of.sort_by_key(|one| (one.at, one.id));
        }
    }

    fn of(&self, crossing: &Reference) -> &[Entry] {
        self.of.get(&crossing.to_string()).map_or(&[], Vec::as_slice)
    }

    /// Returns who marked a message as read for his agency, and when.
    fn readers<'a>(&'a self, crossing: &Reference, id: MessageId) -> impl Iterator<Item = (Agency, &'a Entry)> {
        self.of(crossing).iter().filter_map(move |entry| match &entry.what {
            Deed::Read { message, agency, .. } if *message == id => Some((*agency, entry)),
            _ => None,
        })
    }

    /// Returns how many messages on a crossing wait for the reader's agency.
    pub fn waiting_for(&self, crossing: &Crossing, by: &OnDuty) -> u32 {
        let count = self.messages(crossing, by).iter().filter(|line| line.is_for_me).count();
        u32::try_from(count).unwrap_or(u32::MAX)
    }

    /// Returns the messages on a crossing as an officer may see them, in order.
    pub fn messages(&self, crossing: &Crossing, by: &OnDuty) -> Vec<MessageLine> {
        let reference = &crossing.reference;
        let line = |id, at, (from, from_agency, officer): (StateCode, Agency, &OfficerNumber), to, to_agency, words| {
            let readers: Vec<(Agency, &Entry)> = self.readers(reference, id).collect();
            let is_read = readers.iter().any(|(agency, _)| *agency == by.agency);
            MessageLine {
                id,
                at,
                from,
                from_agency,
                officer: officer.clone(),
                to,
                to_agency,
                words,
                read_by: readers.into_iter().map(|(_, entry)| (entry.officer.clone(), entry.at)).collect(),
                is_for_me: to == by.state && to_agency == by.agency && *officer != by.officer && !is_read,
            }
        };
        let told = crossing.messages.iter().map(|one| {
            let from = (one.from.state, one.agency, &one.from.officer);
            let to = crossing.other(one.from.state);
            line(MessageId::Told(one.number), one.from.at, from, to, one.to, one.words.clone())
        });
        let own = self.of(reference).iter().filter_map(|entry| match &entry.what {
            Deed::Told { to, from, words, .. } => {
                let sender = (by.state, *from, &entry.officer);
                Some(line(MessageId::Own(entry.id), entry.at, sender, by.state, *to, Some(words.clone())))
            }
            _ => None,
        });
        let mut all: Vec<MessageLine> = told.chain(own).collect();
        all.sort_by_key(|one| (one.at, one.id));
        all
    }

    /// Returns who and what is held on a crossing, with what his own State wrote down.
    pub fn held(&self, crossing: &Crossing, by: &OnDuty) -> Vec<HeldLine> {
        let holds = crossing.holds().into_iter();
        holds
            .map(|(hold, step)| HeldLine {
                subject: step.subject,
                state: step.state,
                entries: if step.state == by.state {
                    care_of(self.of(&crossing.reference), crossing, step, &hold, None)
                } else {
                    Vec::new()
                },
                may_write: crossing.may_care(step.id, by).is_ok(),
                hold,
            })
            .collect()
    }
}

/// Returns what was done for whoever is held, from the beginning of his hold to its end.
pub(crate) fn care_of(
    entries: &[Entry],
    crossing: &Crossing,
    held: &Step,
    hold: &Hold,
    until: Option<At>,
) -> Vec<CareLine> {
    let is_of = |step: &domain::StepId| crossing.steps.get(step).is_some_and(|one| one.subject == held.subject);
    let during = |entry: &&Entry| entry.at >= hold.by.at && until.is_none_or(|until| entry.at <= until);
    let lines = entries.iter().filter(during).filter_map(|entry| match &entry.what {
        Deed::Cared { step, care, words, .. } if is_of(step) => {
            Some(CareLine { at: entry.at, officer: entry.officer.clone(), care: *care, words: words.clone() })
        }
        _ => None,
    });
    lines.collect()
}

impl SignedIn {
    /// Sends a message on a crossing: within the own State it is an entry of that State's own journal, to the other an act.
    ///
    /// # Errors
    /// When the procedure refuses, or it can't be written.
    pub async fn send_message(&self, request: &SendMessage) -> Result<(), Error> {
        let words = request.words.trim();
        is_typed("words", words, message::LONGEST)?;
        if request.state != self.state {
            if !self.workstation.live().post.plan.is_party(request.state) {
                return Err(Refusal::OtherState.into());
            }
            let action = Action::SendMessage { to: request.agency, told: words.to_owned() };
            let crossing = Some(request.crossing.clone());
            let perform = contract::Perform { key: request.key, crossing, version: None, action };
            return self.perform(&perform).await.map(|_| ());
        }
        let by = self.at_work()?;
        works_here(&by)?;
        if words.is_empty() {
            return Err(Refusal::ReasonMissing.into());
        }
        if !self.is_open(&request.crossing) {
            return Err(Error::NotFound);
        }
        let crossing = request.crossing.to_string();
        let words = words.to_owned();
        self.note_once(request.key, Deed::Told { crossing, to: request.agency, from: by.agency, words })
    }

    /// Marks a message as read by the officer's agency.
    ///
    /// # Errors
    /// When there is no such message for his agency, or it can't be written down.
    pub async fn read_message(&self, request: &ReadMessage) -> Result<(), Error> {
        self.read_own_notes().await?;
        let by = self.at_work()?;
        let is_for_him = {
            let live = self.workstation.live();
            let known = live.by_reference(&request.crossing).ok_or(Error::NotFound)?;
            let notes = self.notes.lock().unwrap_or_else(PoisonError::into_inner);
            notes.messages(&known.crossing, &by).iter().any(|line| line.id == request.message && line.is_for_me)
        };
        if !is_for_him {
            return Err(Error::NotFound);
        }
        let (crossing, message) = (request.crossing.to_string(), request.message);
        self.note_once(self.workstation.clock.new_id(), Deed::Read { crossing, message, agency: by.agency })
    }

    /// Writes down what was done for somebody who is held.
    ///
    /// # Errors
    /// When nobody is held there by the officer's State, or it can't be written down.
    pub fn write_care(&self, request: &WriteCare) -> Result<(), Error> {
        let words = request.words.trim();
        is_typed("words", words, held::LONGEST)?;
        let by = self.at_work()?;
        let now = self.workstation.clock.now();
        {
            let live = self.workstation.live();
            let known = live.by_reference(&request.crossing).ok_or(Error::NotFound)?;
            known.as_of(now).may_care(request.step, &by)?;
        }
        let crossing = request.crossing.to_string();
        let (step, care, words) = (request.step, request.care, words.to_owned());
        self.note_once(request.key, Deed::Cared { crossing, step, care, words })
    }

    /// Reads what the own State wrote down since, of what belongs to crossings; not again within seconds.
    ///
    /// # Errors
    /// When the pages or what waits for them can't be read.
    pub(crate) async fn read_own_notes(&self) -> Result<(), Error> {
        if self.workstation.post.copy_of.is_some() {
            return Ok(());
        }
        let now = self.workstation.clock.now();
        let (known, is_fresh) = {
            let notes = self.notes.lock().unwrap_or_else(PoisonError::into_inner);
            (notes.page, notes.read_at.is_some_and(|at| at <= now && now - at < FRESH))
        };
        if is_fresh {
            return Ok(());
        }
        let mut last = match known {
            Some(page) => page,
            None => self.own_page_before(now - BACK).await?,
        };
        let mut entries = Vec::new();
        loop {
            let rows = self.workstation.store.own_pages(self.state.as_str(), last, BATCH).await?;
            let Some(newest) = rows.last() else { break };
            last = newest.page;
            let rings = self.rings();
            for row in &rows {
                // A page that can't be opened is found by whoever verifies the journal; it hides no other.
                entries.extend(page::open(self.workstation.post.post, row, &rings.ring).unwrap_or_default());
            }
        }
        entries.extend(self.opened(&self.spool().waiting()?));
        let mut notes = self.notes.lock().unwrap_or_else(PoisonError::into_inner);
        notes.page = Some(last);
        notes.read_at = Some(now);
        for entry in entries {
            notes.take(entry);
        }
        Ok(())
    }

    /// Returns the number of the last page of the own journal that was written before a moment: pages are numbered without gaps
    /// and follow each other in time.
    pub(crate) async fn own_page_before(&self, at: At) -> Result<i64, Error> {
        let written_at = async |page: i64| -> Result<Option<At>, Error> {
            let rows = self.workstation.store.own_pages(self.state.as_str(), page - 1, 1).await?;
            Ok(rows.first().map(|row| row.at))
        };
        let (mut low, mut high) = (0, 1);
        while written_at(high).await?.is_some_and(|written| written < at) {
            low = high;
            high *= 2;
        }
        while high - low > 1 {
            let middle = i64::midpoint(low, high);
            if written_at(middle).await?.is_some_and(|written| written < at) {
                low = middle;
            } else {
                high = middle;
            }
        }
        Ok(low)
    }

    /// Writes an entry down under an id: once, however often it is sent.
    fn note_once(&self, id: Uuid, deed: Deed) -> Result<(), Error> {
        let is_known = self.notes.lock().unwrap_or_else(PoisonError::into_inner).known.contains(&id);
        if is_known {
            return Ok(());
        }
        let entry = self.note_as(id, deed)?;
        self.notes.lock().unwrap_or_else(PoisonError::into_inner).take(entry);
        Ok(())
    }

    /// Returns the officer at his desk.
    fn at_work(&self) -> Result<OnDuty, Error> {
        let live = self.workstation.live();
        if live.post.is_on_break(&self.officer) {
            return Err(Refusal::OnBreak.into());
        }
        self.duty(&live, self.workstation.clock.now())
    }
}
