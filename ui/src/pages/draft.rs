//! Drafts: what is typed is kept as it is typed, and found again after a power cut.
//!
//! Invariant: a draft is read before it is first written, so that a form which opens empty never wipes what was kept.

use std::time::Duration;

use contract::{LoadDraft, SaveDraft};
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::ipc;

/// How long typing has to rest before it is kept.
const REST: Duration = Duration::from_millis(300);

/// A draft of one form, for as long as the calling component lives.
#[derive(Clone, Copy)]
pub struct Draft {
    form: StoredValue<String>,
    is_read: RwSignal<bool>,
    is_over: StoredValue<bool>,
    typed: StoredValue<u64>,
}

impl Draft {
    /// Keeps what `content` gives, each time it changes; what was kept before goes to `found` first.
    pub fn keep<T>(form: String, content: impl Fn() -> T + 'static, found: impl FnOnce(T) + 'static) -> Self
    where
        T: Serialize + DeserializeOwned + 'static,
    {
        let draft = Self {
            form: StoredValue::new(form.clone()),
            is_read: RwSignal::new(false),
            is_over: StoredValue::new(false),
            typed: StoredValue::new(0),
        };
        let empty = untrack(|| serde_json::to_string(&content()).ok());
        spawn_local(async move {
            // A form without its draft is still a form: what was kept can't be read, what is typed now is kept.
            let kept = ipc::call(LoadDraft { form }).await.ok().flatten();
            if let Some(kept) = kept.and_then(|kept| serde_json::from_str(&kept).ok()) {
                found(kept);
            }
            draft.is_read.try_set(true);
        });
        Effect::new(move |before: Option<Option<String>>| {
            let now = serde_json::to_string(&content()).ok();
            if !draft.is_read.get() {
                return None;
            }
            // At the first look after the reading, what differs from the empty form was found or came in meanwhile.
            let before = before.flatten().or_else(|| empty.clone());
            if let Some(now) = now.as_ref().filter(|now| before.as_ref() != Some(*now)) {
                draft.write_when_typing_rests(now.clone());
            }
            now
        });
        draft
    }

    /// Forgets the draft: what was typed was sent.
    pub fn forget(self) {
        self.is_over.try_set_value(true);
        if let Some(form) = self.form.try_get_value() {
            spawn_local(async move {
                // A draft that stays behind is offered once more and can be put away then.
                let _ = ipc::call(SaveDraft { form, content: String::new() }).await;
            });
        }
    }

    fn write_when_typing_rests(self, content: String) {
        self.typed.update_value(|typed| *typed += 1);
        let mine = self.typed.get_value();
        set_timeout(
            move || {
                let is_last = self.typed.try_get_value() == Some(mine);
                let is_over = self.is_over.try_get_value().unwrap_or(true);
                if let (true, false, Some(form)) = (is_last, is_over, self.form.try_get_value()) {
                    spawn_local(async move {
                        // What could not be kept now is kept with the next key.
                        let _ = ipc::call(SaveDraft { form, content }).await;
                    });
                }
            },
            REST,
        );
    }
}
