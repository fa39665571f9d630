//! Tells the shell that the officer touches the window: a key, a click, a scan, which comes as keys.
//!
//! Invariant: what the page does by itself is no touch; time is counted by the shell.

use contract::{SeatNews, Touch};
use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::ipc;
use crate::state::Desk;

/// How often a touch is told at the most, in milliseconds: far more often than a State counts, far less often than keys come.
const AT_MOST: f64 = 2_000.0;

/// Tells touches for as long as the window lives.
pub fn tell_touches(desk: Desk) {
    let told = StoredValue::new(f64::NEG_INFINITY);
    let touched = move || {
        let is_open = desk.session.with_untracked(|session| session.as_ref().is_some_and(|session| !session.is_locked));
        let now = ipc::steady_milliseconds();
        let is_warned = matches!(desk.seat.get_untracked(), SeatNews::LocksSoon { .. });
        if !is_open || (now - told.get_value() < AT_MOST && !is_warned) {
            return;
        }
        told.set_value(now);
        spawn_local(async move {
            // A window that has just been locked hears it from the shell.
            let _locked = ipc::call(Touch {}).await;
        });
    };
    let keys = window_event_listener(ev::keydown, move |_| touched());
    let clicks = window_event_listener(ev::pointerdown, move |_| touched());
    on_cleanup(move || {
        keys.remove();
        clicks.remove();
    });
}
