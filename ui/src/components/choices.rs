//! One of a few, all in sight.

use domain::visibility::Datum;
use leptos::prelude::*;

use crate::components::ClassMark;

/// A thing that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// Its value.
    pub value: String,
    /// Its words.
    pub words: String,
    /// What explains it.
    pub hint: Option<String>,
}

impl Choice {
    /// Makes a choice without an explanation.
    pub fn new(value: impl Into<String>, words: impl Into<String>) -> Self {
        Self { value: value.into(), words: words.into(), hint: None }
    }

    /// Adds what explains it.
    #[must_use]
    pub fn hinted(self, hint: impl Into<String>) -> Self {
        Self { hint: Some(hint.into()), ..self }
    }
}

/// A group of radio buttons.
#[component]
pub fn Choices(
    /// The group's name in the page.
    name: &'static str,
    /// What is asked.
    #[prop(into)]
    legend: Signal<String>,
    /// What is chosen.
    #[prop(into)]
    value: Signal<String>,
    /// Called with what the officer chose.
    #[prop(into)]
    on_choose: Callback<String>,
    /// What there is to choose.
    #[prop(into)]
    options: Signal<Vec<Choice>>,
    /// What is asked for: the mark beside it says who will see it.
    #[prop(optional)]
    datum: Option<Datum>,
) -> impl IntoView {
    view! {
        <fieldset class="field">
            <legend class="field__label small quiet">
                {legend} {datum.map(|datum| view! { <ClassMark datum=datum/> })}
            </legend>
            <div class="choices">
                {move || {
                    options
                        .get()
                        .into_iter()
                        .map(|option| {
                            let (own, chosen) = (option.value.clone(), option.value.clone());
                            view! {
                                <label class="choice">
                                    <input
                                        type="radio"
                                        name=name
                                        value=option.value
                                        prop:checked=move || value.get() == own
                                        on:change=move |_| on_choose.run(chosen.clone())
                                    />
                                    <span>{option.words} {option.hint.map(|hint| view! { <small>{hint}</small> })}</span>
                                </label>
                            }
                        })
                        .collect_view()
                }}
            </div>
        </fieldset>
    }
}
