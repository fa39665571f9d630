//! A question on top of the work.
//!
//! Invariant: the native element keeps the focus inside and gives it back; the page's function keys are silent meanwhile.

use leptos::html;
use leptos::prelude::*;

use crate::components::{Button, Strength};
use crate::state::Desk;
use crate::t;
use crate::text::text;

/// A modal dialog; it is open for as long as it is in the page. Show it with `<Show when=…>`.
#[component]
pub fn Dialog(
    /// Its id in the page.
    id: &'static str,
    /// What it is about.
    #[prop(into)]
    title: Signal<String>,
    /// Called when the officer puts it aside (Esc, or the cross).
    #[prop(into)]
    on_close: Callback<()>,
    /// Wide, for lists and forms.
    #[prop(optional)]
    is_wide: bool,
    /// Can't be put aside.
    #[prop(optional)]
    is_firm: bool,
    /// The buttons at its foot.
    #[prop(optional)]
    acts: Option<ViewFn>,
    /// What it asks.
    children: Children,
) -> impl IntoView {
    let keys = Desk::here().keys;
    let node = NodeRef::<html::Dialog>::new();
    node.on_load(move |dialog| {
        request_animation_frame(move || {
            // A dialog that is gone by then, or open already, needs nothing.
            let _ = dialog.show_modal();
        });
    });
    keys.dialog_opened();
    on_cleanup(move || keys.dialog_closed());
    let heading = format!("{id}-title");
    let title_id = heading.clone();
    view! {
        <dialog
            id=id
            node_ref=node
            class=if is_wide { "dialog dialog--wide" } else { "dialog" }
            aria-labelledby=heading
            on:cancel=move |event: leptos::ev::Event| {
                event.prevent_default();
                if !is_firm {
                    on_close.run(());
                }
            }
        >
            <header class="dialog__head">
                <h2 id=title_id>{title}</h2>
                {(!is_firm)
                    .then(|| {
                        let label = Signal::derive(|| text("close"));
                        view! { <Button on_press=on_close strength=Strength::Plain icon="i-cross" label=label/> }
                    })}
            </header>
            <div class="dialog__body">{children()}</div>
            {acts.map(|acts| view! { <footer class="dialog__acts">{acts.run()}</footer> })}
        </dialog>
    }
}

/// Asks whether something is to be done, having said what follows from it: it is done, or put aside. What becomes of it the page says;
/// why it was not done is said here.
#[component]
pub fn AskDialog(
    /// Its id in the page.
    id: &'static str,
    /// What it is about.
    #[prop(into)]
    title: Signal<String>,
    /// What doing it is called.
    #[prop(into)]
    act: Signal<String>,
    /// How strong that button is.
    #[prop(default = Strength::Main)]
    strength: Strength,
    /// Does it.
    on_act: Callback<()>,
    /// Called when the officer puts it aside.
    on_close: Callback<()>,
    /// It is being done.
    #[prop(into)]
    is_busy: Signal<bool>,
    /// Why it was not done.
    #[prop(into)]
    failed: Signal<Option<String>>,
    /// What follows from it, and what is asked besides.
    children: Children,
) -> impl IntoView {
    let acts = ViewFn::from(move || {
        view! {
            <Button on_press=on_close>{t!("cancel")}</Button>
            <Button on_press=on_act strength=strength is_off=is_busy>{move || act.get()}</Button>
        }
    });
    view! {
        <Dialog id=id title=title on_close=on_close acts=acts>
            {children()}
            {move || failed.get().map(|said| view! { <p class="strong ask__failure" role="alert">{said}</p> })}
        </Dialog>
    }
}
