//! Icons, and the glyphs of step states.
//!
//! Invariant: a picture never stands alone; the word is beside it, or said to readers by whoever shows it.

use domain::{Flow, StepState};
use leptos::prelude::*;

/// Every symbol of the window, put into the page once.
const SPRITE: &str = include_str!("../../icons.svg");

/// The symbols, out of sight; [`Icon`] and [`Glyph`] refer to them.
#[component]
pub fn Sprite() -> impl IntoView {
    view! { <div class="sprite" aria-hidden="true" inner_html=SPRITE></div> }
}

/// An icon by the name of its symbol, such as `i-truck`.
#[component]
pub fn Icon(
    /// The symbol.
    #[prop(into)]
    name: Signal<&'static str>,
    /// Further classes: `icon--s`, `icon--l`, `icon--way` for what points along the way of the party.
    #[prop(optional)]
    class: &'static str,
) -> impl IntoView {
    view! {
        <svg class=format!("icon {class}") aria-hidden="true">
            <use href=move || format!("#{}", name.get())></use>
        </svg>
    }
}

/// The shape of a step's state; the word is for whoever shows it to say.
#[component]
pub fn Glyph(
    /// The state.
    #[prop(into)]
    state: Signal<StepState>,
    /// Some of the subjects are done, others not.
    #[prop(optional, into)]
    is_part: Signal<bool>,
) -> impl IntoView {
    let shape = move || if is_part.get() { "part" } else { shape_of(state.get()) };
    view! {
        <svg class=move || format!("glyph glyph--{}", shape()) aria-hidden="true">
            <use href=move || format!("#g-{}", shape())></use>
        </svg>
    }
}

/// Returns the symbol of a flow.
pub const fn flow_icon(flow: Flow) -> &'static str {
    match flow {
        Flow::Traveller => "i-foot",
        Flow::Car => "i-car",
        Flow::Bus => "i-bus",
        Flow::Truck => "i-truck",
        Flow::SmallTrader => "i-trader",
    }
}

const fn shape_of(state: StepState) -> &'static str {
    match state {
        StepState::Blocked => "blocked",
        StepState::Ready => "ready",
        StepState::InProgress => "progress",
        StepState::Queried => "queried",
        StepState::Referred => "referred",
        StepState::Cleared => "cleared",
        StepState::Waived => "waived",
        StepState::Refused => "refused",
        StepState::Held => "held",
        StepState::Void => "off",
    }
}
