//! The one field that takes anything.

use leptos::prelude::*;

/// The scan line.
#[component]
pub fn ScanLine() -> impl IntoView {
    view! { <div class="scan" role="search"></div> }
}
