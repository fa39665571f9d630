//! A surface with a head.

use leptos::prelude::*;

/// A surface with a head and what belongs to it.
#[component]
pub fn Panel(
    /// The heading.
    #[prop(into)]
    title: Signal<String>,
    /// What stands beside the heading.
    #[prop(optional)]
    aside: Option<ViewFn>,
    /// What belongs to it.
    children: Children,
) -> impl IntoView {
    view! {
        <section class="panel">
            <header class="panel__head">
                <h2>{title}</h2>
                {aside.map(|aside| aside.run())}
            </header>
            <div class="panel__body">{children()}</div>
        </section>
    }
}
