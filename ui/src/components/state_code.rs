//! A State: its hue, its pattern and its three letters, always together.

use leptos::prelude::*;

use crate::state::Desk;

/// How large the code is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Size {
    /// In a second line.
    Small,
    /// In a line.
    #[default]
    Usual,
    /// On the rail.
    Large,
}

/// The code of a State with its pattern; the name on hover and for readers.
#[component]
pub fn StateCode(
    /// The State.
    #[prop(into)]
    state: Signal<domain::StateCode>,
    /// How large.
    #[prop(optional)]
    size: Size,
) -> impl IntoView {
    let desk = Desk::here();
    let class = match size {
        Size::Small => "state state--small",
        Size::Usual => "state",
        Size::Large => "state state--large",
    };
    view! {
        <abbr class=class data-state=move || desk.slot(state.get()) title=move || desk.state_name(state.get())>
            <span class="state__code">{move || state.get().to_string()}</span>
        </abbr>
    }
}
