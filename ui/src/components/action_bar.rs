//! What this officer may do now, and why not, where not: one decision, one place.

use leptos::prelude::*;

use crate::components::Icon;

/// The bar at the foot of the work. A page puts it beside its `<main class="work">`.
#[component]
pub fn ActionBar(
    /// What stands there: `.action-bar__on`, `.action-bar__acts`, [`Why`], [`KeyHint`].
    children: Children,
) -> impl IntoView {
    view! { <footer class="action-bar">{children()}</footer> }
}

/// Why the button before it is off.
#[component]
pub fn Why(
    /// Its id in the page, which the button names.
    id: &'static str,
    /// Grave enough for the sign of warning.
    #[prop(optional)]
    is_grave: bool,
    /// The reason.
    children: Children,
) -> impl IntoView {
    view! {
        <p class="action-bar__why" id=id>
            <Icon name=if is_grave { "i-warn" } else { "i-info" }/>
            <span>{children()}</span>
        </p>
    }
}

/// A reminder of a key.
#[component]
pub fn KeyHint(
    /// The cap.
    cap: &'static str,
    /// What it does.
    #[prop(into)]
    does: Signal<String>,
) -> impl IntoView {
    view! { <li><kbd class="key">{cap}</kbd> " " {does}</li> }
}
