//! What the page knows of the queue, and reading it again when the journal grew.
//!
//! Invariant: one read at a time; news during a read is one more read after it. While the officer's hand is on the list its
//! order stays as it is: lines change in their places, and the new order comes when the hand rests.

use std::collections::HashMap;

use contract::{QueueCounts, QueuePage, QueueRequest, QueueRow, StandingPage, Tab};
use domain::Reference;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::failure::failure_sentence;
use crate::ipc;
use crate::state::Desk;

/// How many lines are read, and are in the page, at the most.
pub const LINES: u32 = 64;

/// How many lines the page may hold while the order waits for the hand to rest.
const LINES_WHILE_HELD: usize = 78;

/// How long what changed is marked, in milliseconds.
const FRESH_FOR: f64 = 3000.0;

/// How long the hand rests before the order may change, in milliseconds.
const HAND_RESTS_AFTER: f64 = 2500.0;

/// What the page knows of the queue.
#[derive(Clone, Copy)]
pub struct Reading {
    /// The window.
    pub desk: Desk,
    /// Which list.
    pub tab: RwSignal<Tab>,
    /// The lines that are in the page.
    pub rows: RwSignal<Vec<QueueRow>>,
    /// The place of the first of them in the whole list.
    pub offset: RwSignal<u32>,
    /// How long the whole list is.
    pub total: RwSignal<u32>,
    /// How many each tab has.
    pub counts: RwSignal<QueueCounts>,
    /// The crossing the officer has a claim on.
    pub mine: RwSignal<Option<Reference>>,
    /// The line that Enter opens.
    pub chosen: RwSignal<Option<Reference>>,
    /// What was never read yet, or could not be.
    pub state: RwSignal<ReadState>,
    /// Which lines changed just now, and until when they are marked.
    pub fresh: RwSignal<HashMap<Reference, f64>>,
    wanted: RwSignal<u32>,
    waiting: StoredValue<Option<QueuePage>>,
    touched_at: StoredValue<f64>,
    is_reading: StoredValue<bool>,
    is_stale: StoredValue<bool>,
    seen: StoredValue<Option<i64>>,
}

/// How the last read went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReadState {
    /// Nothing was read yet.
    First,
    /// What is shown was read.
    Read,
    /// It could not be read; what it said.
    Failed(String),
}

impl Reading {
    /// Begins to read, and reads again with every news of the journal, every tab and every filter.
    pub fn begin(desk: Desk) -> Self {
        let reading = Self {
            desk,
            tab: RwSignal::new(Tab::default()),
            rows: RwSignal::new(Vec::new()),
            offset: RwSignal::new(0),
            total: RwSignal::new(0),
            counts: RwSignal::new(QueueCounts::default()),
            mine: RwSignal::new(None),
            chosen: RwSignal::new(None),
            state: RwSignal::new(ReadState::First),
            fresh: RwSignal::new(HashMap::new()),
            wanted: RwSignal::new(0),
            waiting: StoredValue::new(None),
            touched_at: StoredValue::new(f64::NEG_INFINITY),
            is_reading: StoredValue::new(false),
            is_stale: StoredValue::new(false),
            seen: StoredValue::new(None),
        };
        Effect::new(move |_| {
            desk.feed.track();
            reading.read();
        });
        // Another list or another filter begins at its top.
        Effect::new(move |before: Option<()>| {
            reading.tab.track();
            desk.typed.track();
            if before.is_some() {
                reading.seen.set_value(None);
                reading.touched_at.set_value(f64::NEG_INFINITY);
                reading.wanted.set(0);
                reading.read();
            }
        });
        Effect::new(move |before: Option<u32>| {
            let wanted = reading.wanted.get();
            if before.is_some_and(|before| before != wanted) {
                reading.read();
            }
            wanted
        });
        Effect::new(move |_| {
            desk.now.track();
            reading.settle();
        });
        reading
    }

    /// Shows another list.
    pub fn show(self, tab: Tab) {
        if self.tab.get_untracked() != tab {
            self.state.set(ReadState::First);
            self.chosen.set(None);
            self.tab.set(tab);
        }
    }

    /// Notes that the officer's hand is on the list.
    pub fn touch(self) {
        self.touched_at.set_value(ipc::steady_milliseconds());
    }

    /// Asks for the lines around one, so that those in sight are in the page.
    pub fn want(self, first_in_sight: u32, in_sight: u32) {
        let offset = self.offset.get_untracked();
        let last_read = offset + u32::try_from(self.rows.with_untracked(Vec::len)).unwrap_or(u32::MAX);
        let last_in_sight = (first_in_sight + in_sight).min(self.total.get_untracked());
        if first_in_sight >= offset && last_in_sight <= last_read {
            return;
        }
        let spare = LINES.saturating_sub(in_sight) / 2;
        self.wanted.set(first_in_sight.saturating_sub(spare));
    }

    /// Returns whether a line changed just now.
    pub fn is_fresh(self, reference: &Reference) -> bool {
        self.fresh.with(|fresh| fresh.contains_key(reference))
    }

    /// Moves the choice by so many lines and returns its place in the whole list.
    pub fn move_choice(self, by: i64) -> Option<u32> {
        self.touch();
        let offset = i64::from(self.offset.get_untracked());
        self.rows.with_untracked(|rows| {
            let chosen = self.chosen.get_untracked();
            let here = rows.iter().position(|row| Some(&row.reference) == chosen.as_ref());
            let there = match here.and_then(|here| i64::try_from(here).ok()) {
                Some(here) => here + by,
                None if by < 0 => return None,
                None => 0,
            };
            let last = i64::try_from(rows.len()).ok()? - 1;
            let there = usize::try_from(there.clamp(0, last.max(0))).ok()?;
            let row = rows.get(there)?;
            self.chosen.set(Some(row.reference.clone()));
            u32::try_from(offset + i64::try_from(there).ok()?).ok()
        })
    }

    fn read(self) {
        if self.is_reading.get_value() {
            self.is_stale.set_value(true);
            return;
        }
        self.is_reading.set_value(true);
        let request = QueueRequest {
            tab: self.tab.get_untracked(),
            filter: self.desk.typed.get_untracked().trim().to_owned(),
            offset: self.wanted.get_untracked(),
            limit: LINES,
        };
        spawn_local(async move {
            let asked = request.clone();
            let answer = ipc::call(request).await;
            // The officer may have left the page while the shell was reading.
            if self.is_reading.try_get_value().is_none() {
                return;
            }
            self.is_reading.set_value(false);
            match answer {
                Ok(page) => self.take(&asked, page),
                Err(failure) => self.state.set(ReadState::Failed(failure_sentence(self.desk, &failure))),
            }
            if self.is_stale.get_value() {
                self.is_stale.set_value(false);
                self.read();
            }
        });
    }

    fn take(self, asked: &QueueRequest, page: QueuePage) {
        let is_another = asked.tab != self.tab.get_untracked()
            || asked.filter != self.desk.typed.get_untracked().trim()
            || asked.offset != self.wanted.get_untracked();
        if is_another {
            self.is_stale.set_value(true);
            return;
        }
        self.desk.set_time(page.now);
        self.mark_fresh(&page);
        self.counts.set(page.counts);
        self.mine.set(page.mine.clone());
        self.state.set(ReadState::Read);
        if self.seen.get_value().is_none() {
            ipc::tell_standing(StandingPage::Queue);
        }
        let is_same_place = asked.offset == self.offset.get_untracked() && self.seen.get_value().is_some();
        self.seen.set_value(Some(page.seq));
        if is_same_place && self.is_held() && is_moved(&self.rows.get_untracked(), &page.rows) {
            self.rows.update(|rows| change_in_place(rows, &page.rows));
            self.waiting.set_value(Some(page));
        } else {
            self.put(page, asked.offset);
        }
    }

    fn put(self, page: QueuePage, offset: u32) {
        self.waiting.set_value(None);
        self.offset.set(offset);
        self.total.set(page.total);
        self.rows.set(page.rows);
    }

    /// Once a second: lets go of marks, and brings the new order when the hand rests.
    fn settle(self) {
        let now = ipc::steady_milliseconds();
        if self.fresh.with_untracked(|fresh| fresh.values().any(|until| *until <= now)) {
            self.fresh.update(|fresh| fresh.retain(|_, until| *until > now));
        }
        if !self.is_held()
            && let Some(page) = self.waiting.get_value()
        {
            self.put(page, self.offset.get_untracked());
        }
    }

    fn is_held(self) -> bool {
        ipc::steady_milliseconds() - self.touched_at.get_value() < HAND_RESTS_AFTER
    }

    fn mark_fresh(self, page: &QueuePage) {
        let Some(seen) = self.seen.get_value() else { return };
        let until = ipc::steady_milliseconds() + FRESH_FOR;
        let changed: Vec<_> = page.rows.iter().filter(|row| row.seq > seen).map(|row| row.reference.clone()).collect();
        if !changed.is_empty() {
            self.fresh.update(|fresh| fresh.extend(changed.into_iter().map(|reference| (reference, until))));
        }
    }
}

fn is_moved(old: &[QueueRow], new: &[QueueRow]) -> bool {
    !old.iter().map(|row| &row.reference).eq(new.iter().map(|row| &row.reference))
}

/// Renews the lines where they stand and adds new ones at the end; what is gone stays until the order is renewed.
fn change_in_place(rows: &mut Vec<QueueRow>, new: &[QueueRow]) {
    for row in rows.iter_mut() {
        if let Some(renewed) = new.iter().find(|renewed| renewed.reference == row.reference) {
            row.clone_from(renewed);
        }
    }
    for row in new {
        if rows.len() < LINES_WHILE_HELD && !rows.iter().any(|known| known.reference == row.reference) {
            rows.push(row.clone());
        }
    }
}
