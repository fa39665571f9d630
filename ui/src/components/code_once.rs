//! A recovery code: shown once, large, for paper.
//!
//! Invariant: who says that he has it has typed its last group from his copy; our own copies are wiped when it goes off the
//! screen. What the web view keeps of a text that it drew is its own.

use contract::RecoveryCodeOnce;
use leptos::prelude::*;

use crate::components::{Button, Field, Strength};
use crate::ipc;
use crate::state::Desk;
use crate::t;
use crate::text::{Args, text, text_with};

/// The code, a way to print it, and the question whether it is on paper.
#[component]
pub fn CodeOnce(
    /// The code.
    code: RecoveryCodeOnce,
    /// Called once its last group was typed from the paper.
    #[prop(into)]
    on_kept: Callback<()>,
) -> impl IntoView {
    let desk = Desk::here();
    let state = code.state;
    let code = StoredValue::new(code.code);
    let typed = RwSignal::new(String::new());
    let is_tried = RwSignal::new(false);
    let is_kept = move || {
        let typed = plain(&typed.get());
        code.with_value(|code| code.rsplit('-').next().is_some_and(|last| plain(last) == typed))
    };
    let keep = move |()| {
        is_tried.set(true);
        if untrack(is_kept) {
            typed.set(String::new());
            on_kept.run(());
        }
    };
    let said = Signal::derive(move || (is_tried.get() && !is_kept()).then(|| text("recovery-differs")));
    let heading = move || {
        let post = desk.plan().map(|plan| plan.name).unwrap_or_default();
        let args = Args::new()
            .with("state", desk.state_name(state))
            .with("post", post)
            .with("date", desk.date(desk.now.get()));
        text_with("recovery-heading", &args)
    };
    view! {
        <div class="code-once stack">
            <div class="code-once__paper">
                <p class="small quiet">{heading}</p>
                <p class="code-once__code mono" dir="ltr">
                    {move || {
                        code.with_value(|code| {
                            code.split('-').map(|group| view! { <span>{group.to_owned()}</span> " " }).collect_view()
                        })
                    }}
                </p>
                <p class="small quiet">{t!("recovery-keep")}</p>
            </div>
            <div class="line">
                <Button on_press=|()| ipc::print_page() icon="i-print">{t!("recovery-print")}</Button>
                <span class="small quiet">{t!("recovery-or-write")}</span>
            </div>
            <Field
                id="recovery-last"
                class="code-once__last"
                label=Signal::derive(|| text("recovery-last"))
                value=typed
                said=said
            />
            <div class="line">
                <Button on_press=keep strength=Strength::Main>{t!("recovery-have-it")}</Button>
            </div>
        </div>
    }
}

/// Reads a group as somebody copied it: capitals or not, O for 0, I and L for 1.
fn plain(text: &str) -> String {
    let one = |letter: char| match letter.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    text.chars().filter(|letter| letter.is_ascii_alphanumeric()).map(one).collect()
}
