//! One crossing as it lives: read, read again when the journal says that it changed, and acted upon.
//!
//! Invariant: what is typed lives outside of what is read, so that another officer's act moves nothing under the cursor;
//! every act carries a fresh key and the version the officer saw.

use contract::{CrossingRequest, CrossingView, Failure, FailureCode, Perform, Performed};
use domain::step::Status;
use domain::{Action, OfficerNumber, Reference, Refusal};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::sentence::sentence;
use super::words::Words;
use super::work::Late;
use crate::failure::refusal_sentence;
use crate::ipc;
use crate::state::{Desk, Gravity};
use crate::text::Args;

/// A crossing that is shown. Copying it copies handles.
#[derive(Clone, Copy)]
pub struct Live {
    /// The window.
    pub desk: Desk,
    /// As it was read last.
    pub view: RwSignal<Option<CrossingView>>,
    /// An act is being recorded.
    pub is_busy: RwSignal<bool>,
    /// What is done here was done before, on paper.
    pub late: RwSignal<Option<Late>>,
    /// It could not be read.
    pub failure: RwSignal<Option<Failure>>,
    reference: StoredValue<Reference>,
}

impl Live {
    /// Reads a crossing, and again each time the journal grew, for as long as the calling component lives.
    pub fn open(desk: Desk, reference: Reference) -> Self {
        let live = Self {
            desk,
            view: RwSignal::new(None),
            is_busy: RwSignal::new(false),
            late: RwSignal::new(None),
            failure: RwSignal::new(None),
            reference: StoredValue::new(reference),
        };
        Effect::new(move |_| {
            desk.feed.track();
            spawn_local(live.read());
        });
        live
    }

    /// Returns which crossing it is.
    pub fn reference(self) -> Reference {
        self.reference.get_value()
    }

    /// Reads it again; a page that was left meanwhile is left alone.
    pub async fn read(self) {
        let Some(reference) = self.reference.try_get_value() else { return };
        match ipc::call(CrossingRequest { reference }).await {
            Ok(mut view) => {
                view.crossing = view.crossing.as_of(view.now);
                let is_newer = self.view.try_with_untracked(|shown| {
                    shown.as_ref().is_none_or(|shown| {
                        shown.crossing != view.crossing
                            || shown.offers != view.offers
                            || shown.file != view.file
                            || shown.messages != view.messages
                            || shown.held != view.held
                            || shown.instructions != view.instructions
                            || shown.doubts != view.doubts
                            || shown.permit_doubts != view.permit_doubts
                    })
                });
                if is_newer == Some(true) {
                    self.view.try_set(Some(view));
                }
                self.failure.try_set(None);
            }
            // What is shown stays while the database is out of reach; the window says so in its own line.
            Err(failure) => {
                if self.view.try_with_untracked(Option::is_none) == Some(true) {
                    self.failure.try_set(Some(failure));
                }
            }
        }
    }

    /// Returns what is asked for as the paper states it, where late entry is on. What is not done with the party itself, a
    /// correction say, is done now.
    pub fn as_stated(self, action: Action) -> Action {
        match self.late.get_untracked() {
            Some(Late { stated_at, paper }) if action.may_be_entered_late() => {
                Action::EnterLate { stated_at, paper, what: Box::new(action) }
            }
            _ => action,
        }
    }

    /// Does something, once; `done` hears of it when it happened.
    pub fn perform(self, action: Action, done: impl FnOnce(Performed) + 'static) {
        if self.is_busy.get_untracked() {
            return;
        }
        self.is_busy.set(true);
        self.desk.note.set(None);
        let crossing = Some(self.reference());
        let action = self.as_stated(action);
        let is_late = matches!(action, Action::EnterLate { .. });
        let (version, seen) =
            self.view.with_untracked(|view| view.as_ref().map(|view| (view.crossing.version, view.seq))).unzip();
        spawn_local(async move {
            let answer =
                ipc::call_surely(self.desk, Perform { key: ipc::fresh_key(), crossing, version, action }).await;
            self.is_busy.try_set(false);
            match answer {
                Ok(performed) => {
                    done(performed);
                    self.read().await;
                }
                Err(failure) if failure.code == FailureCode::Conflict => {
                    self.read().await;
                    self.tell_who_was_first(&failure, seen);
                }
                Err(failure) => {
                    self.read().await;
                    match failure.refusal.as_deref() {
                        Some(Refusal::Claimed { officer, .. }) => self.tell_who_has_it(&failure, officer),
                        Some(Refusal::SameOfficer) if is_late && self.is_paper_unseen() => self.tell_unseen(),
                        _ => self.desk.report(&failure),
                    }
                }
            }
        });
    }

    /// Nobody but the officer himself has seen the paper he enters from.
    fn is_paper_unseen(self) -> bool {
        self.desk.late.with_untracked(|late| late.as_ref().is_some_and(|late| late.is_unseen))
    }

    fn tell_unseen(self) {
        let unseen = Refusal::PaperNotSeen;
        self.desk.refuse(refusal_sentence(self.desk, &unseen), Some(unseen));
    }

    /// Somebody claimed it a moment before: who, where and since when.
    fn tell_who_has_it(self, failure: &Failure, officer: &OfficerNumber) {
        let desk = self.desk;
        let told = self.view.try_with_untracked(|view| {
            let view = view.as_ref()?;
            let words = Words::of(desk, view);
            let by = view.crossing.steps.values().find_map(|step| match &step.status {
                Status::Claimed { by, .. } if by.officer == *officer => Some(by),
                _ => None,
            })?;
            let args = Args::new().with("who", words.who_signed(by)).with("since", words.time(by.at));
            Some(desk.text_with("crossing-claimed-first", &args))
        });
        match told.flatten() {
            Some(said) => desk.refuse(said, failure.refusal.as_deref().cloned()),
            None => desk.report(failure),
        }
    }

    fn tell_who_was_first(self, failure: &Failure, seen: Option<i64>) {
        let desk = self.desk;
        let told = self.view.try_with_untracked(|view| {
            let view = view.as_ref()?;
            let newest = view.history.iter().rev().find(|line| seen.is_none_or(|seen| line.seq > seen))?;
            let words = Words::of(desk, view);
            let args = Args::new().with("who", words.who(newest)).with("what", sentence(&words, newest));
            Some(desk.text_with("crossing-was-first", &args))
        });
        match told.flatten() {
            Some(said) => desk.say(Gravity::Bad, said),
            None => desk.report(failure),
        }
    }
}
