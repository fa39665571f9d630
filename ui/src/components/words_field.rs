//! A field for words of several lines.

use domain::visibility::Datum;
use leptos::prelude::*;

use crate::components::ClassMark;

/// Words in an officer's own language, with what becomes of them.
#[component]
pub fn WordsField(
    /// Its id in the page.
    id: &'static str,
    /// Its label.
    #[prop(into)]
    label: Signal<String>,
    /// What is typed.
    value: RwSignal<String>,
    /// Who will read it.
    #[prop(optional, into)]
    hint: Option<Signal<String>>,
    /// What it asks for: the mark beside its label says who will see it.
    #[prop(optional)]
    datum: Option<Datum>,
    /// How many lines are in sight.
    #[prop(default = 3)]
    rows: u32,
    /// The most characters it takes.
    #[prop(default = 2000)]
    most: u32,
    /// Has the focus when the dialog it stands in opens.
    #[prop(optional)]
    is_first: bool,
    /// Further classes, such as `span-6`.
    #[prop(optional)]
    class: &'static str,
) -> impl IntoView {
    let hint_id = format!("{id}-hint");
    let describes = hint.map(|_| hint_id.clone());
    view! {
        <div class=format!("field {class}")>
            <label for=id>{label} {datum.map(|datum| view! { <ClassMark datum=datum/> })}</label>
            <textarea
                id=id
                rows=rows
                maxlength=most
                autofocus=is_first
                aria-describedby=describes
                prop:value=value
                on:input:target=move |event| value.set(event.target().value())
            ></textarea>
            {hint.map(|hint| view! { <p class="small quiet" id=hint_id>{hint}</p> })}
        </div>
    }
}
