//! The examination of a crossing's goods by both States.
//!
//! Invariant: it decides nothing; it shows what the shell answers and sends what the officer does.

use leptos::prelude::*;

use crate::components::Empty;
use crate::text::text;

/// The examination of a crossing's goods by both States.
#[component]
pub fn ExaminationPage(
    /// The crossing whose goods are examined.
    reference: domain::Reference,
) -> impl IntoView {
    let _ = &reference;
    view! {
        <main class="work">
            <Empty icon="i-examine" title=Signal::derive(|| text("loading"))/>
        </main>
    }
}
