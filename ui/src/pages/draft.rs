//! Drafts: what is typed is kept as it is typed, and found again after a power cut.
//!
//! Invariant: a draft is read before it is first written, so that a form which opens empty never wipes what was kept; of one
//! form one writing is under way at a time, so that what was typed last is what stays.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;
use std::time::Duration;

use contract::{LoadDraft, SaveDraft};
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::ipc;

/// What is typed is written no later than this, however fast the next key comes.
const AT_MOST: Duration = Duration::from_millis(300);

/// The form of a handover's words, which are typed in two places.
pub const HANDOVER: &str = "handover";

/// How often a form that opens looks whether the last writing of it is done.
const GLANCE: Duration = Duration::from_millis(20);

thread_local! {
    /// The writing of each form of this window; it outlives the page it was typed on.
    static WRITINGS: RefCell<BTreeMap<&'static str, Rc<Writing>>> = const { RefCell::new(BTreeMap::new()) };
}

/// A draft of one form, for as long as the calling component lives. It can be forgotten afterwards too: what was sent may be
/// answered when its page is gone.
#[derive(Clone, Copy)]
pub struct Draft {
    form: &'static str,
    is_over: StoredValue<bool>,
}

impl Draft {
    /// Keeps what `content` gives, each time it changes; what was kept before goes to `found` first.
    pub fn keep<T>(form: String, content: impl Fn() -> T + 'static, found: impl FnOnce(T) + 'static) -> Self
    where
        T: Serialize + DeserializeOwned + 'static,
    {
        let draft = Self { form: Writing::of(&form).form, is_over: StoredValue::new(false) };
        let is_read = RwSignal::new(false);
        let empty = untrack(|| serde_json::to_string(&content()).ok());
        spawn_local(async move {
            Writing::of(&form).is_done().await;
            // A form without its draft is still a form: what was kept can't be read, what is typed now is kept.
            let kept = ipc::call(LoadDraft { form }).await.ok().flatten();
            if let Some(kept) = kept.and_then(|kept| serde_json::from_str(&kept).ok()) {
                found(kept);
            }
            is_read.try_set(true);
        });
        Effect::new(move |before: Option<Option<String>>| {
            let now = serde_json::to_string(&content()).ok();
            if !is_read.get() {
                return None;
            }
            // At the first look after the reading, what differs from the empty form was found or came in meanwhile.
            let before = before.flatten().or_else(|| empty.clone());
            if let Some(now) = now.as_ref().filter(|now| before.as_ref() != Some(*now))
                && !draft.is_over.get_value()
            {
                draft.write(now.clone());
            }
            now
        });
        draft
    }

    /// Keeps what is typed over what is on record, which `content` gives first. What was typed over something that is no longer
    /// so, for a colleague corrected it since, is not found again: it would undo that.
    pub fn keep_over<T>(form: String, content: impl Fn() -> T + 'static, found: impl FnOnce(T) + 'static) -> Self
    where
        T: Serialize + DeserializeOwned + Clone + PartialEq + 'static,
    {
        let known = untrack(&content);
        let still = known.clone();
        let typed_over = move |(over, typed): (T, T)| {
            if over == still {
                found(typed);
            }
        };
        Self::keep(form, move || (known.clone(), content()), typed_over)
    }

    /// Forgets the draft: what was typed was sent.
    pub fn forget(self) {
        self.is_over.try_set_value(true);
        self.write(String::new());
    }

    fn write(self, content: String) {
        Writing::of(self.form).put(content);
    }
}

/// Waits until everything that was typed in this window is written. Whoever locks or signs out does so first: the keys that
/// seal a draft go with it.
pub async fn all_written() {
    let all: Vec<Rc<Writing>> = WRITINGS.with_borrow(|all| all.values().cloned().collect());
    for writing in all {
        writing.is_done().await;
    }
}

/// The writing of one form.
#[derive(Debug, Default)]
struct Writing {
    form: &'static str,
    waits: RefCell<Option<String>>,
    is_under_way: Cell<bool>,
}

impl Writing {
    fn of(form: &str) -> Rc<Self> {
        WRITINGS.with_borrow_mut(|all| {
            if let Some(known) = all.get(form) {
                return Rc::clone(known);
            }
            // It stays for as long as the window, as its writing does.
            let form: &'static str = form.to_owned().leak();
            let fresh = Rc::new(Self { form, ..Self::default() });
            all.insert(form, Rc::clone(&fresh));
            fresh
        })
    }

    fn put(self: Rc<Self>, content: String) {
        self.waits.replace(Some(content));
        if self.is_under_way.replace(true) {
            return;
        }
        spawn_local(async move {
            loop {
                ipc::pause(AT_MOST).await;
                let Some(content) = self.waits.take() else { break };
                // What could not be kept now is kept with the next key.
                let _ = ipc::call(SaveDraft { form: self.form.to_owned(), content }).await;
            }
            self.is_under_way.set(false);
        });
    }

    /// Waits until everything that was typed is written.
    async fn is_done(self: Rc<Self>) {
        while self.is_under_way.get() {
            ipc::pause(GLANCE).await;
        }
    }
}
