//! A new password: typed twice, and what is wrong with it at its field.
//!
//! Invariant: it is kept in no draft; how long it has to be is said before it is typed.

use leptos::prelude::*;

use crate::components::Field;
use crate::text::{Args, text, text_with};

/// A new password while it is typed.
#[derive(Clone, Copy)]
pub struct NewPassword {
    typed: RwSignal<String>,
    again: RwSignal<String>,
    least: usize,
}

impl NewPassword {
    /// Nothing is typed yet; `least` is how many characters it has at least.
    pub fn new(least: usize) -> Self {
        Self { typed: RwSignal::new(String::new()), again: RwSignal::new(String::new()), least }
    }

    /// Returns what is typed, where it is long enough and the same twice.
    pub fn right(self) -> Option<String> {
        (!self.is_short() && !self.differs()).then(|| self.typed.get())
    }

    fn is_short(self) -> bool {
        self.typed.with(|typed| typed.chars().count() < self.least)
    }

    fn differs(self) -> bool {
        self.typed.get() != self.again.get()
    }

    fn args(self) -> Args<'static> {
        Args::new().with("least", self.least.to_string())
    }
}

/// The two fields, and the line that says what is asked of it.
#[component]
pub fn NewPasswordFields(
    /// What is typed.
    password: NewPassword,
    /// The fields' ids in the page.
    ids: [&'static str; 2],
    /// The keys of their labels.
    labels: [&'static str; 2],
    /// The key of the line beneath.
    hint: &'static str,
    /// Whether somebody tried to go on: only then it is said what is missing.
    is_tried: RwSignal<bool>,
    /// What the shell said of it.
    #[prop(optional, into)]
    refused: Option<Signal<Option<String>>>,
    /// Has the focus when it is shown.
    #[prop(optional)]
    is_first: bool,
) -> impl IntoView {
    let [id, again_id] = ids;
    let [label, again_label] = labels;
    let said = Signal::derive(move || {
        let found = (is_tried.get() && password.is_short()).then(|| text_with("password-short", &password.args()));
        found.or_else(|| refused.and_then(|refused| refused.get()))
    });
    let said_again =
        Signal::derive(move || (is_tried.get() && password.differs()).then(|| text("first-run-password-differs")));
    view! {
        <Field
            id=id
            class="span-3"
            kind="password"
            autocomplete="new-password"
            label=Signal::derive(move || text(label))
            value=password.typed
            is_first=is_first
            said=said
        />
        <Field
            id=again_id
            class="span-3"
            kind="password"
            autocomplete="new-password"
            label=Signal::derive(move || text(again_label))
            value=password.again
            said=said_again
        />
        <p class="span-6 small quiet">{move || text_with(hint, &password.args())}</p>
    }
}
