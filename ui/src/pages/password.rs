//! A new password, by the officer himself.
//!
//! Invariant: what was typed is forgotten as soon as it was sent, whatever the answer.

use contract::{ChangePassword, FailureCode};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::{Button, Field, Panel};
use crate::failure::failure_sentence;
use crate::state::{Desk, Gravity};
use crate::text::text;
use crate::{ipc, t};

/// How many characters a password has at least on a post that is none for demonstration.
const LEAST: usize = 12;

/// What is wrong with what was typed, and at which of the three fields.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Wrong {
    Present(String),
    New(String),
    Again(String),
}

/// Asks for the present password, and twice for the new one.
#[component]
pub fn PasswordPanel() -> impl IntoView {
    let desk = Desk::here();
    let [present, new, again] = [(); 3].map(|()| RwSignal::new(String::new()));
    let is_busy = RwSignal::new(false);
    let wrong = RwSignal::new(None::<Wrong>);
    let change = move || {
        let typed = [present, new, again].map(|field| field.get_untracked());
        wrong.set(fault_of(desk, &typed));
        if wrong.with_untracked(Option::is_some) || is_busy.get_untracked() {
            return;
        }
        is_busy.set(true);
        let [old, password, _] = typed;
        spawn_local(async move {
            match ipc::call(ChangePassword { present: old, new: password }).await {
                Ok(()) => desk.say(Gravity::Good, desk.text("password-changed")),
                Err(failure) if failure.code == FailureCode::WrongPassword => {
                    wrong.set(Some(Wrong::Present(failure_sentence(desk, &failure))));
                }
                Err(failure) => desk.report(&failure),
            }
            for field in [present, new, again] {
                field.set(String::new());
            }
            is_busy.set(false);
        });
    };
    let said = move |which: fn(&Wrong) -> Option<&String>| {
        Signal::derive(move || wrong.with(|wrong| wrong.as_ref().and_then(which).cloned()))
    };
    view! {
        <Panel title=Signal::derive(|| text("password-title"))>
            <form
                class="stack"
                on:submit=move |event| {
                    event.prevent_default();
                    change();
                }
            >
                <div class="fields">
                    <Field
                        id="password-present"
                        label=Signal::derive(|| text("password-present"))
                        value=present
                        kind="password"
                        autocomplete="current-password"
                        said=said(|wrong| if let Wrong::Present(said) = wrong { Some(said) } else { None })
                    />
                    <Field
                        id="password-new"
                        label=Signal::derive(|| text("password-new"))
                        value=new
                        kind="password"
                        autocomplete="new-password"
                        said=said(|wrong| if let Wrong::New(said) = wrong { Some(said) } else { None })
                    />
                    <Field
                        id="password-again"
                        label=Signal::derive(|| text("password-again"))
                        value=again
                        kind="password"
                        autocomplete="new-password"
                        said=said(|wrong| if let Wrong::Again(said) = wrong { Some(said) } else { None })
                    />
                </div>
                <div class="line">
                    <Button on_press=|()| {} submits=true is_off=Signal::derive(move || is_busy.get())>
                        {t!("password-change")}
                    </Button>
                    <span class="small quiet">{t!("password-hint")}</span>
                </div>
            </form>
        </Panel>
    }
}

fn fault_of(desk: Desk, [present, new, again]: &[String; 3]) -> Option<Wrong> {
    // A demonstration's passwords stand on its first page.
    let least = if desk.plan().is_some_and(|plan| plan.is_demonstration) { 4 } else { LEAST };
    if present.is_empty() {
        Some(Wrong::Present(desk.text("password-present-missing")))
    } else if new.chars().count() < least {
        Some(Wrong::New(desk.text("first-run-wrong-password")))
    } else if new == present {
        Some(Wrong::New(desk.text("password-same")))
    } else if new != again {
        Some(Wrong::Again(desk.text("first-run-password-differs")))
    } else {
        None
    }
}
