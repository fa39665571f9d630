//! Who sees a thing: a small mark beside it, quiet enough to be passed over and there for whoever asks himself.
//!
//! Invariant: the class comes from `domain::visibility`; a mark is an icon with its words, for the pointer and for readers.

use domain::visibility::{Class, Datum};
use leptos::prelude::*;

use crate::components::Icon;
use crate::state::Desk;
use crate::text::Args;

/// Who sees this.
#[component]
pub fn ClassMark(
    /// What it stands beside.
    datum: Datum,
) -> impl IntoView {
    let desk = Desk::here();
    let class = datum.class();
    let words = move || class_words(desk, class);
    view! {
        <span class="class-mark" data-class=class.word() title=words>
            <Icon name=icon_of(class) class="icon--s"/>
            <span class="sr">{move || format!("({})", words())}</span>
        </span>
    }
}

/// What the marks mean.
#[component]
pub fn ClassLegend(
    /// The classes that are explained.
    #[prop(default = &Class::ALL)]
    classes: &'static [Class],
) -> impl IntoView {
    let desk = Desk::here();
    view! {
        <ul class="class-legend small quiet">
            {classes
                .iter()
                .map(|class| {
                    view! {
                        <li data-class=class.word()>
                            <Icon name=icon_of(*class) class="icon--s"/>
                            <span>{move || class_words(desk, *class)}</span>
                        </li>
                    }
                })
                .collect_view()}
        </ul>
    }
}

/// Returns who sees a class, as the reader of this window is to understand it.
pub fn class_words(desk: Desk, class: Class) -> String {
    let name = |state: Option<domain::StateCode>| state.map(|state| desk.state_name(state)).unwrap_or_default();
    let args = Args::new().with("own", name(desk.own_state())).with("other", name(desk.other_state()));
    desk.text_with(&format!("class-{}", class.word()), &args)
}

const fn icon_of(class: Class) -> &'static str {
    match class {
        Class::Shared => "i-shared",
        Class::Told => "i-told",
        Class::State => "i-hidden",
        Class::Agency => "i-badge",
        Class::Protected => "i-shield",
    }
}
