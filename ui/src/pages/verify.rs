//! To be written.
//!
//! Invariant: it decides nothing; it shows what the shell answers and sends what the officer does.

use leptos::prelude::*;

use crate::components::Empty;
use crate::text::text;

/// To be written.
#[component]
pub fn VerifyPage() -> impl IntoView {
    view! {
        <main class="work">
            <Empty icon="i-info" title=Signal::derive(|| text("loading"))/>
        </main>
    }
}
