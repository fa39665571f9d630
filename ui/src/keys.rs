//! Function keys: they work while the scan field has the focus, and no reader can press them.
//!
//! Invariant: a key belongs to the page that is shown; a dialog silences the page behind it. No key here is a letter without
//! Ctrl (WCAG 2.1.4).

use leptos::ev::{self, KeyboardEvent};
use leptos::prelude::*;

/// A key that means something in the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Key {
    /// Help.
    F1,
    /// Claim next.
    F2,
    /// Add by hand, photograph.
    F3,
    /// Clear, admit, file.
    F4,
    /// Admit all scanned.
    ShiftF4,
    /// Sign as second person.
    F5,
    /// Query.
    F6,
    /// Refer.
    F7,
    /// Refuse.
    F8,
    /// Leave the bay, move.
    F9,
    /// More.
    F10,
    /// Lock.
    CtrlL,
    /// Print.
    CtrlP,
    /// Put aside.
    Escape,
}

impl Key {
    /// Returns what the key cap shows. These are the words on the keyboard, the same in every language.
    pub const fn cap(self) -> &'static str {
        match self {
            Self::F1 => "F1",
            Self::F2 => "F2",
            Self::F3 => "F3",
            Self::F4 => "F4",
            Self::ShiftF4 => "Shift F4",
            Self::F5 => "F5",
            Self::F6 => "F6",
            Self::F7 => "F7",
            Self::F8 => "F8",
            Self::F9 => "F9",
            Self::F10 => "F10",
            Self::CtrlL => "Ctrl L",
            Self::CtrlP => "Ctrl P",
            Self::Escape => "Esc",
        }
    }

    /// Reads the key of an event, if it means something here.
    fn of(event: &KeyboardEvent) -> Option<Self> {
        if event.alt_key() || event.meta_key() {
            return None;
        }
        match (event.key().as_str(), event.ctrl_key(), event.shift_key()) {
            ("F1", false, false) => Some(Self::F1),
            ("F2", false, false) => Some(Self::F2),
            ("F3", false, false) => Some(Self::F3),
            ("F4", false, false) => Some(Self::F4),
            ("F4", false, true) => Some(Self::ShiftF4),
            ("F5", false, false) => Some(Self::F5),
            ("F6", false, false) => Some(Self::F6),
            ("F7", false, false) => Some(Self::F7),
            ("F8", false, false) => Some(Self::F8),
            ("F9", false, false) => Some(Self::F9),
            ("F10", false, false) => Some(Self::F10),
            ("l" | "L", true, false) => Some(Self::CtrlL),
            ("p" | "P", true, false) => Some(Self::CtrlP),
            ("Escape", false, false) => Some(Self::Escape),
            _ => None,
        }
    }

    /// Says whether the key works over a dialog too.
    const fn is_for_the_window(self) -> bool {
        matches!(self, Self::CtrlL)
    }
}

/// Who listens to a key.
#[derive(Clone, Copy)]
struct Listener {
    number: u64,
    key: Key,
    pressed: Callback<()>,
}

/// The keys of the window and who listens to them.
#[derive(Clone, Copy)]
pub struct Keys {
    listeners: StoredValue<Vec<Listener>>,
    next: StoredValue<u64>,
    dialogs: StoredValue<u32>,
}

impl Keys {
    /// Makes the keys of a window in which nobody listens.
    pub fn new() -> Self {
        Self { listeners: StoredValue::new(Vec::new()), next: StoredValue::new(0), dialogs: StoredValue::new(0) }
    }

    /// Calls back when the key is pressed, for as long as the calling component lives. The latest to listen is heard.
    pub fn on(self, key: Key, pressed: impl Fn() + Send + Sync + 'static) {
        let number = self.next.with_value(|next| *next);
        self.next.update_value(|next| *next += 1);
        let pressed = Callback::new(move |()| pressed());
        self.listeners.update_value(|all| all.push(Listener { number, key, pressed }));
        on_cleanup(move || {
            self.listeners.try_update_value(|all| all.retain(|listener| listener.number != number));
        });
    }

    /// Silences the page while a dialog is open.
    pub fn dialog_opened(self) {
        self.dialogs.update_value(|open| *open += 1);
    }

    /// Gives the keys back to the page.
    pub fn dialog_closed(self) {
        self.dialogs.try_update_value(|open| *open = open.saturating_sub(1));
    }

    /// Says whether a dialog is open.
    pub fn is_behind_dialog(self) -> bool {
        self.dialogs.with_value(|open| *open > 0)
    }

    /// Listens to the window's keyboard, for as long as the calling component lives.
    pub fn listen(self) {
        let handle = window_event_listener(ev::keydown, move |event| {
            let Some(key) = Key::of(&event) else { return };
            let is_behind_dialog = self.is_behind_dialog();
            if key == Key::Escape && is_behind_dialog {
                // The native dialog closes itself.
                return;
            }
            // F1, F3, F5, F6, F7, F10, Ctrl+L and Ctrl+P mean something to a web view too.
            event.prevent_default();
            if event.repeat() || (is_behind_dialog && !key.is_for_the_window()) {
                return;
            }
            let listener =
                self.listeners.with_value(|all| all.iter().rev().find(|listener| listener.key == key).copied());
            if let Some(listener) = listener {
                listener.pressed.run(());
            }
        });
        on_cleanup(move || handle.remove());
    }
}
