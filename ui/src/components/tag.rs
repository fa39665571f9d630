//! A status in a word with an icon; a lane in a word with its shape.

use domain::customs::Lane;
use leptos::prelude::*;

use crate::components::Icon;
use crate::text::text;

/// The tone of a tag; it only helps the word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tone {
    /// Neither good nor bad.
    #[default]
    Plain,
    /// Done, admitted, genuine.
    Good,
    /// Late, doubtful.
    Warn,
    /// Refused, held, forged.
    Bad,
    /// The mark of a demonstration.
    Demo,
}

/// A status: a word with an icon.
#[component]
pub fn Tag(
    /// The tone.
    #[prop(optional, into)]
    tone: Signal<Tone>,
    /// The icon.
    #[prop(optional)]
    icon: Option<&'static str>,
    /// The word.
    children: Children,
) -> impl IntoView {
    let class = move || match tone.get() {
        Tone::Plain => "tag",
        Tone::Good => "tag tag--good",
        Tone::Warn => "tag tag--warn",
        Tone::Bad => "tag tag--bad",
        Tone::Demo => "tag tag--demo",
    };
    view! { <span class=class>{icon.map(|name| view! { <Icon name=name/> })} {children()}</span> }
}

/// A selectivity lane: its shape and its word. Class STATE: show it only where the reader's State put it.
#[component]
pub fn LaneTag(
    /// The lane.
    #[prop(into)]
    lane: Signal<Lane>,
    /// With what it asks for, or the colour alone.
    #[prop(optional)]
    is_short: bool,
) -> impl IntoView {
    let word = move || match lane.get() {
        Lane::Green => "green",
        Lane::Yellow => "yellow",
        Lane::Red => "red",
        Lane::Blue => "blue",
    };
    let said = move || text(&format!("{}-{}", if is_short { "lane-short" } else { "lane" }, word()));
    view! { <span class="lane" data-lane=word>{said}</span> }
}
