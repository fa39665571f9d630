//! What guards an officer's keys and window beside his password: the PIN of his card, a one-time code. Each is asked for once
//! the shell says that it is needed.
//!
//! Invariant: what was typed is forgotten by the page as soon as it was sent.

use contract::FailureCode;
use leptos::prelude::*;

use crate::components::Field;
use crate::text::text;

/// The two fields: whether each is asked for, and what was typed.
#[derive(Clone, Copy)]
pub struct Guards {
    asks: RwSignal<[bool; 2]>,
    pin: RwSignal<String>,
    code: RwSignal<String>,
}

impl Guards {
    /// Asks for nothing yet.
    pub fn new() -> Self {
        let empty = || RwSignal::new(String::new());
        Self { asks: RwSignal::new([false; 2]), pin: empty(), code: empty() }
    }

    /// Returns the PIN and the code that are to be sent, where they were asked for.
    pub fn take(self) -> (Option<String>, Option<String>) {
        let [pin, code] = self.asks.get_untracked();
        let of = |is_asked: bool, typed: RwSignal<String>| {
            let sent = is_asked.then(|| typed.get_untracked());
            typed.set(String::new());
            sent.filter(|sent| !sent.is_empty())
        };
        (of(pin, self.pin), of(code, self.code))
    }

    /// Asks for what the shell's answer calls for.
    pub fn heed(self, answer: FailureCode) {
        match answer {
            FailureCode::CardNeeded | FailureCode::WrongPin | FailureCode::WrongPinOneLeft => {
                self.asks.update(|[pin, _]| *pin = true);
            }
            FailureCode::CodeNeeded | FailureCode::WrongCode => self.asks.update(|[_, code]| *code = true),
            _ => {}
        }
    }
}

/// The fields that are asked for.
#[component]
pub fn GuardFields(guards: Guards) -> impl IntoView {
    let field = move |place: usize, id: &'static str, value: RwSignal<String>, kind: &'static str| {
        move || {
            let is_asked = guards.asks.with(|asks| asks.get(place).copied().unwrap_or_default());
            is_asked.then(|| {
                view! {
                    <Field
                        id=id
                        label=Signal::derive(move || text(id))
                        value=value
                        kind=kind
                        autocomplete="one-time-code"
                    />
                }
            })
        }
    };
    view! {
        {field(0, "guard-pin", guards.pin, "password")}
        {field(1, "guard-code", guards.code, "text")}
    }
}
