//! Fields: a label, what is typed, and what is wrong with it.

use domain::visibility::Datum;
use leptos::prelude::*;

use crate::components::{ClassMark, Icon, TypedField};

/// A line of text.
#[component]
pub fn Field(
    /// Its id in the page.
    id: &'static str,
    /// Its label.
    #[prop(into)]
    label: Signal<String>,
    /// What is typed.
    value: RwSignal<String>,
    /// What a browser calls its kind: `text`, `password`, `number`.
    #[prop(default = "text")]
    kind: &'static str,
    /// What may stand there, shown while it is empty.
    #[prop(optional, into)]
    placeholder: Option<Signal<String>>,
    /// What a browser calls its purpose: `username`, `current-password`, `off`.
    #[prop(default = "off")]
    autocomplete: &'static str,
    /// What is wrong with it, or what to know about it.
    #[prop(optional, into)]
    said: Option<Signal<Option<String>>>,
    /// What it asks for: the mark beside its label says who will see it.
    #[prop(optional)]
    datum: Option<Datum>,
    /// Has the focus when the page opens.
    #[prop(optional)]
    is_first: bool,
    /// Further classes, such as `span-3`.
    #[prop(optional)]
    class: &'static str,
    /// The element, for who wants to give it the focus.
    #[prop(optional)]
    node: NodeRef<leptos::html::Input>,
) -> impl IntoView {
    let said = move || said.and_then(|said| said.get());
    let said_id = format!("{id}-said");
    let describes = said_id.clone();
    if is_first {
        node.on_load(|input| {
            request_animation_frame(move || {
                // Where the window paints late, somebody may be typing elsewhere by then: the keys stay with him.
                if TypedField::in_focus().is_none() {
                    // A field that is gone by then needs no focus.
                    let _ = input.focus();
                }
            });
        });
    }
    view! {
        <div class=move || format!("field {class}{}", if said().is_some() { " field--doubt" } else { "" })>
            <label for=id>{label} {datum.map(|datum| view! { <ClassMark datum=datum/> })}</label>
            <input
                id=id
                node_ref=node
                type=kind
                autocomplete=autocomplete
                spellcheck="false"
                placeholder=move || placeholder.map(|text| text.get())
                aria-invalid=move || said().is_some().then_some("true")
                aria-describedby=move || said().is_some().then(|| describes.clone())
                prop:value=value
                on:input:target=move |event| value.set(event.target().value())
            />
            {move || {
                let id = said_id.clone();
                said().map(|words| view! { <p class="field__said" id=id><Icon name="i-warn"/><span>{words}</span></p> })
            }}
        </div>
    }
}

/// One of a list.
#[component]
pub fn SelectField(
    /// Its id in the page.
    id: &'static str,
    /// Its label.
    #[prop(into)]
    label: Signal<String>,
    /// What is chosen, by its value.
    value: RwSignal<String>,
    /// What there is to choose: value and words.
    #[prop(into)]
    options: Signal<Vec<(String, String)>>,
    /// What it asks for: the mark beside its label says who will see it.
    #[prop(optional)]
    datum: Option<Datum>,
    /// Further classes, such as `span-3`.
    #[prop(optional)]
    class: &'static str,
) -> impl IntoView {
    view! {
        <div class=format!("field {class}")>
            <label for=id>{label} {datum.map(|datum| view! { <ClassMark datum=datum/> })}</label>
            <select id=id prop:value=value on:change:target=move |event| value.set(event.target().value())>
                {move || {
                    options
                        .get()
                        .into_iter()
                        .map(|(option, words)| {
                            let chosen = option.clone();
                            view! {
                                <option value=option selected=move || value.get() == chosen>
                                    {words}
                                </option>
                            }
                        })
                        .collect_view()
                }}
            </select>
        </div>
    }
}
