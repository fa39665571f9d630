//! One slip as it is printed.
//!
//! Invariant: it decides nothing; it shows what the shell answers and sends what the officer does.

use leptos::prelude::*;

use crate::components::Empty;
use crate::text::text;

/// One slip as it is printed.
#[component]
pub fn SlipPage(
    /// The crossing.
    reference: domain::Reference,
    /// The running number of the slip.
    number: u16,
) -> impl IntoView {
    let _ = (&reference, number);
    view! {
        <main class="work">
            <Empty icon="i-slip" title=Signal::derive(|| text("loading"))/>
        </main>
    }
}
