//! One crossing: its subjects, its steps on both sides, its papers, and what may be done.
//!
//! Invariant: it decides nothing; it shows what the shell answers and sends what the officer does.

use leptos::prelude::*;

use crate::components::Empty;
use crate::text::text;

/// One crossing: its subjects, its steps on both sides, its papers, and what may be done.
#[component]
pub fn CrossingPage(
    /// Which crossing.
    reference: domain::Reference,
) -> impl IntoView {
    let _ = &reference;
    view! {
        <main class="work">
            <Empty icon="i-truck" title=Signal::derive(|| text("loading"))/>
        </main>
    }
}
