//! The scan line itself: it has the focus whenever the officer isn't typing elsewhere.

use std::time::Duration;

use contract::Scan;
use leptos::ev::{self, KeyboardEvent};
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::{Button, Icon, Strength, TypedField};
use crate::ipc;
use crate::keys::Key;
use crate::scan::matches::settle;
use crate::scan::reader::{Burst, Lines};
use crate::state::Desk;
use crate::t;
use crate::text::text;

/// How long a typist pauses before the queue is filtered by what he typed.
const FILTER_AFTER: Duration = Duration::from_millis(220);

/// What the scan line keeps between two keys.
#[derive(Clone, Copy)]
struct Reading {
    desk: Desk,
    field: NodeRef<html::Input>,
    typed: RwSignal<String>,
    burst: StoredValue<Burst>,
    lines: StoredValue<Lines>,
    /// Counts lines, so that only the timer of the latest one sends them.
    turn: StoredValue<u64>,
    busy: RwSignal<u32>,
    /// The field that a burst began in, and what stood there before.
    before: StoredValue<Option<String>>,
}

/// The scan line.
#[component]
pub fn ScanLine() -> impl IntoView {
    let desk = Desk::here();
    let reading = Reading {
        desk,
        field: NodeRef::new(),
        typed: RwSignal::new(String::new()),
        burst: StoredValue::new(Burst::default()),
        lines: StoredValue::new(Lines::default()),
        turn: StoredValue::new(0),
        busy: RwSignal::new(0),
        before: StoredValue::new(None),
    };
    reading.listen();
    desk.keys.on(Key::Escape, move || reading.put_aside());
    // The queue follows what is typed, once the hand rests.
    Effect::new(move |_| {
        let typed = reading.typed.get();
        set_timeout(
            move || {
                if reading.typed.try_get_untracked().is_some_and(|now| now == typed)
                    && desk.typed.get_untracked() != typed
                {
                    desk.typed.set(typed);
                }
            },
            FILTER_AFTER,
        );
    });
    // Another page begins with the scan field ready, and without what was typed on the last.
    Effect::new(move |_| {
        desk.page.track();
        reading.typed.set(String::new());
        request_animation_frame(move || reading.focus());
    });
    let label = t!("scan-label");
    view! {
        <div class="scan" role="search">
            <Icon name="i-scan"/>
            <input
                node_ref=reading.field
                class="scan__field"
                type="search"
                aria-label=label
                placeholder=t!("scan-placeholder")
                autocomplete="off"
                spellcheck="false"
                prop:value=reading.typed
                on:input:target=move |event| reading.typed.set(event.target().value())
                on:keydown=move |event| reading.enter(&event)
            />
            <Show when=move || { reading.busy.get() > 0 }>
                <span class="scan__busy" role="status">{t!("scan-busy")}</span>
            </Show>
        </div>
    }
}

/// A scan that came while a dialog was open.
#[component]
pub fn KeptScan() -> impl IntoView {
    let desk = Desk::here();
    view! {
        <Show when=move || desk.kept_scan.with(Option::is_some)>
            <div class="banner" role="status">
                <Icon name="i-scan"/>
                <p>{t!("scan-kept")}</p>
                <Button on_press=move |()| {
                    if let Some(text) = desk.kept_scan.get_untracked() {
                        desk.kept_scan.set(None);
                        look_up(desk, text);
                    }
                }>{t!("scan-use")}</Button>
                <Button on_press=move |()| desk.kept_scan.set(None) strength=Strength::Plain icon="i-cross" label=Signal::derive(|| text("scan-forget"))/>
            </div>
        </Show>
    }
}

impl Reading {
    /// Watches the whole window's keyboard: letters that no field takes go to the scan field, and a reader's burst is known
    /// wherever it lands.
    fn listen(self) {
        let handle = window_event_listener(ev::keydown, move |event| {
            if event.ctrl_key() || event.alt_key() || event.meta_key() {
                return;
            }
            let key = event.key();
            let at = ipc::steady_milliseconds();
            let mut characters = key.chars();
            match (characters.next(), characters.next()) {
                // However quickly a password is typed, it is no scan, and is kept nowhere.
                (Some(_), None) if TypedField::in_focus().is_some_and(|field| field.is_secret()) => {}
                (Some(character), None) => {
                    let begins = self.burst.try_update_value(|burst| burst.take(character, at)).unwrap_or(false);
                    if self.desk.keys.is_behind_dialog() {
                        if begins {
                            self.before.set_value(TypedField::in_focus().map(|field| field.value()));
                        }
                    } else if TypedField::in_focus().is_none() && !(character == ' ' && has_focus_elsewhere()) {
                        self.focus();
                    }
                }
                _ if key == "Enter" && self.desk.keys.is_behind_dialog() => {
                    let text = self.burst.try_update_value(|burst| burst.end(at)).flatten();
                    if let Some(text) = text {
                        // A reader's Enter must not press a button of the dialog; what it read is kept and offered.
                        event.prevent_default();
                        self.keep(text);
                    }
                }
                _ => {}
            }
        });
        on_cleanup(move || handle.remove());
        let clicked = window_event_listener(ev::click, move |_| {
            if !has_focus_elsewhere() && !self.desk.keys.is_behind_dialog() {
                self.focus();
            }
        });
        on_cleanup(move || clicked.remove());
    }

    /// Takes Enter in the scan field.
    fn enter(self, event: &KeyboardEvent) {
        if event.key() != "Enter" {
            return;
        }
        event.prevent_default();
        let at = ipc::steady_milliseconds();
        let is_reader = self.burst.try_update_value(|burst| burst.end(at)).flatten().is_some();
        let text = self.typed.get_untracked().trim().to_owned();
        self.typed.set(String::new());
        if is_reader || looks_like_zone(&text) {
            self.lines.update_value(|lines| lines.add(text));
            self.send_soon();
        } else if !text.is_empty() {
            look_up_counted(self.desk, text, self.busy);
        } else if self.lines.with_value(Lines::is_empty) && self.busy.get_untracked() == 0 {
            // The empty Enter that some readers send after their lines opens nothing.
            self.desk.offer_enter();
        }
    }

    /// Sends the lines when no further one comes.
    fn send_soon(self) {
        self.turn.update_value(|turn| *turn += 1);
        let turn = self.turn.get_value();
        set_timeout(
            move || {
                if self.turn.try_get_value() != Some(turn) {
                    return;
                }
                let scans = self.lines.try_update_value(Lines::scans).unwrap_or_default();
                for text in scans {
                    look_up_counted(self.desk, text, self.busy);
                }
            },
            Duration::from_millis(self.lines.with_value(Lines::patience)),
        );
    }

    /// Keeps a scan that came while a dialog was open, and gives the dialog's field back what stood there before.
    fn keep(self, text: String) {
        if let (Some(field), Some(before)) = (TypedField::in_focus(), self.before.get_value()) {
            field.put(&before);
            self.before.set_value(Some(before));
        }
        self.desk.kept_scan.update(|kept| match kept {
            Some(lines) if looks_like_zone(&text) => {
                lines.push('\n');
                lines.push_str(&text);
            }
            Some(_) | None => *kept = Some(text),
        });
    }

    fn put_aside(self) {
        if self.typed.with_untracked(String::is_empty) {
            self.desk.note.set(None);
        } else {
            self.typed.set(String::new());
            self.desk.typed.set(String::new());
        }
        self.focus();
    }

    fn focus(self) {
        if self.desk.keys.is_behind_dialog() || TypedField::in_focus().is_some() {
            return;
        }
        if let Some(input) = self.field.try_get_untracked().flatten() {
            // A field that is gone needs no focus.
            let _ = input.focus();
        }
    }
}

/// Asks the shell what a text is, and does what follows from it.
pub fn look_up(desk: Desk, text: String) {
    look_up_counted(desk, text, RwSignal::new(0));
}

fn look_up_counted(desk: Desk, text: String, busy: RwSignal<u32>) {
    busy.update(|busy| *busy += 1);
    spawn_local(async move {
        let answer = ipc::call(Scan { text: text.clone() }).await;
        busy.try_update(|busy| *busy = busy.saturating_sub(1));
        match answer {
            Ok(scanned) => {
                desk.scanned_text.set(text);
                settle(desk, scanned);
            }
            Err(failure) => desk.report(&failure),
        }
    });
}

/// A typist who types a zone from the document ends each line with Enter too.
fn looks_like_zone(text: &str) -> bool {
    text.len() >= 28 && text.contains('<')
}

/// Returns whether something else than the scan field and the page itself has the focus.
fn has_focus_elsewhere() -> bool {
    document().active_element().is_some_and(|active| {
        !active.class_list().contains("scan__field") && active.tag_name() != "BODY" && active.tag_name() != "HTML"
    })
}
