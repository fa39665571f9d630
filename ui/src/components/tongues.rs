//! The languages that can be chosen, each by its own name.

use catalogue::Language;
use leptos::prelude::*;

use crate::state::Desk;
use crate::text::text;

/// One button for each language whose texts are complete; the window changes at once.
#[component]
pub fn Tongues() -> impl IntoView {
    let desk = Desk::here();
    view! {
        <div class="tongues" role="group" aria-label=move || text("sign-in-language")>
            {Language::OFFERED
                .into_iter()
                .map(|language| {
                    let is_chosen = move || desk.language.get() == language;
                    view! {
                        <button
                            type="button"
                            lang=language.code()
                            aria-pressed=move || if is_chosen() { "true" } else { "false" }
                            on:click=move |_| desk.language.set(language)
                        >
                            {language.native_name()}
                        </button>
                    }
                })
                .collect_view()}
        </div>
    }
}
