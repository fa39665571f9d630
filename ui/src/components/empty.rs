//! Nothing to show, said in a sentence.

use leptos::prelude::*;

use crate::components::Icon;

/// What stands where nothing is: why, and what to do.
#[component]
pub fn Empty(
    /// An icon.
    icon: &'static str,
    /// What there is not.
    #[prop(into)]
    title: Signal<String>,
    /// Why, and what to do.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty">
            <Icon name=icon/>
            <h2>{title}</h2>
            {children.map(|children| view! { <p>{children()}</p> })}
        </div>
    }
}
