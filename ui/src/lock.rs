//! The lock: the keys are wiped, the work stays as it is behind it.
//!
//! Invariant: nothing of the work can be read or reached while the window is locked; only the password opens it.

use contract::{Lock, LockedBy, SeatNews, SignOut, Unlock};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::{Button, Field, Icon, Strength};
use crate::failure::failure_sentence;
use crate::guards::{GuardFields, Guards};
use crate::ipc;
use crate::pages::draft::all_written;
use crate::route::Page;
use crate::state::Desk;
use crate::t;
use crate::text::text;

/// Locks the window.
pub fn lock(desk: Desk) {
    spawn_local(async move {
        all_written().await;
        match ipc::call(Lock {}).await {
            Ok(()) => desk.cover(),
            Err(failure) => desk.report(&failure),
        }
    });
}

/// What covers the work while the window is locked.
#[component]
pub fn LockOverlay() -> impl IntoView {
    let desk = Desk::here();
    let password = RwSignal::new(String::new());
    let is_busy = RwSignal::new(false);
    let said = RwSignal::new(None::<String>);
    let guards = Guards::new();
    let who = move || desk.session.with(|session| session.as_ref().map(|session| session.name.clone()));
    let why = move || match desk.seat.get() {
        SeatNews::Locked { by: LockedBy::Idle } => Some(text("lock-by-idle")),
        SeatNews::Locked { by: LockedBy::Longest } => Some(text("lock-by-longest")),
        SeatNews::Locked { by: LockedBy::Card } => Some(text("lock-by-card")),
        SeatNews::Locked { by: LockedBy::NewKeys } => Some(text("lock-by-new-keys")),
        SeatNews::Locked { by: LockedBy::Officer } | SeatNews::Empty | SeatNews::Taken | SeatNews::LocksSoon { .. } => {
            None
        }
    };
    desk.keys.dialog_opened();
    on_cleanup(move || desk.keys.dialog_closed());
    let unlock = move || {
        if is_busy.get_untracked() {
            return;
        }
        is_busy.set(true);
        let (pin, code) = guards.take();
        let request = Unlock { password: password.get_untracked(), pin, code };
        password.set(String::new());
        spawn_local(async move {
            match ipc::call(request).await {
                Ok(session) => desk.enter(session),
                Err(failure) => {
                    guards.heed(failure.code);
                    said.set(Some(failure_sentence(desk, &failure)));
                }
            }
            is_busy.set(false);
        });
    };
    let leave = move |()| {
        spawn_local(async move {
            match ipc::call(SignOut {}).await {
                Ok(()) => {
                    desk.session.set(None);
                    desk.go(Page::SignIn);
                }
                Err(failure) => said.set(Some(failure_sentence(desk, &failure))),
            }
        });
    };
    view! {
        <div class="lock" role="dialog" aria-modal="true" aria-labelledby="lock-title">
            <form
                class="lock__form"
                on:submit=move |event| {
                    event.prevent_default();
                    unlock();
                }
            >
                <Icon name="i-lock" class="icon--l"/>
                <h1 id="lock-title">{t!("lock-title")}</h1>
                <p class="quiet">
                    <strong><bdi>{who}</bdi></strong>
                    <br/>
                    {t!("lock-safe")}
                </p>
                {move || why().map(|why| view! { <p role="status">{why}</p> })}
                <Field
                    id="unlock-password"
                    label=Signal::derive(|| text("sign-in-password"))
                    value=password
                    kind="password"
                    autocomplete="current-password"
                    said=Signal::derive(move || said.get())
                    is_first=true
                />
                <GuardFields guards=guards/>
                <Button
                    on_press=|()| {}
                    submits=true
                    strength=Strength::Main
                    cap="Enter"
                    is_wide=true
                    is_off=Signal::derive(move || is_busy.get())
                >
                    {t!("lock-unlock")}
                </Button>
                <Button on_press=leave strength=Strength::Plain is_wide=true>
                    {t!("lock-other-officer")}
                </Button>
            </form>
        </div>
    }
}
