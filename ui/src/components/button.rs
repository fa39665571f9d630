//! Buttons: one strong one a screen, in ink.
//!
//! Invariant: what isn't possible yet stays in its place and can still be reached by keyboard, so that its reason can be read;
//! pressing it then does nothing.

use leptos::prelude::*;

use crate::components::Icon;
use crate::keys::Key;
use crate::state::Desk;

/// How strong a button is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Strength {
    /// The one thing this screen is for.
    Main,
    /// One of several.
    #[default]
    Usual,
    /// Refusing, holding, removing.
    Grave,
    /// Without an edge.
    Plain,
}

/// A button with its key cap; the function key presses it for as long as it is shown.
#[component]
pub fn Button(
    /// Called when it is pressed by pointer, by keyboard or by its function key.
    #[prop(into)]
    on_press: Callback<()>,
    /// How strong it is.
    #[prop(optional, into)]
    strength: Signal<Strength>,
    /// Its function key.
    #[prop(optional, into)]
    key: Option<Key>,
    /// A cap for a key that is not a function key, such as `Enter`; only shown.
    #[prop(optional)]
    cap: Option<&'static str>,
    /// An icon before the words.
    #[prop(optional)]
    icon: Option<&'static str>,
    /// Not possible yet.
    #[prop(optional, into)]
    is_off: Signal<bool>,
    /// The id of the element that says why it is off.
    #[prop(optional, into)]
    why: Option<String>,
    /// As wide as its place.
    #[prop(optional)]
    is_wide: bool,
    /// The words for readers, where there is only an icon.
    #[prop(optional, into)]
    label: Option<Signal<String>>,
    /// Submits the form it stands in; `on_press` is not called then, the form's own handler is.
    #[prop(optional)]
    submits: bool,
    /// The words.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let press = move || {
        if !is_off.get_untracked() {
            on_press.run(());
        }
    };
    if let Some(key) = key {
        Desk::here().keys.on(key, press);
    }
    let cap = cap.or(key.map(Key::cap));
    let has_words = children.is_some();
    let class = move || {
        let strength = match strength.get() {
            Strength::Main => " button--main",
            Strength::Usual => "",
            Strength::Grave => " button--grave",
            Strength::Plain => " button--plain",
        };
        let wide = if is_wide { " button--wide" } else { "" };
        let icon = if has_words { "" } else { " button--icon" };
        format!("button{strength}{wide}{icon}")
    };
    view! {
        <button
            class=class
            type=if submits { "submit" } else { "button" }
            aria-disabled=move || is_off.get().then_some("true")
            aria-describedby=why
            aria-label=move || label.map(|label| label.get())
            on:click=move |event| {
                if submits && is_off.get_untracked() {
                    event.prevent_default();
                } else if !submits {
                    press();
                }
            }
        >
            {icon.map(|name| view! { <Icon name=name/> })}
            {children.map(|children| children())}
            {cap.map(|cap| view! { " " <kbd class="key">{cap}</kbd> })}
        </button>
    }
}
