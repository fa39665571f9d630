//! Some of several, all in sight.

use std::collections::BTreeSet;

use domain::visibility::Datum;
use leptos::prelude::*;

use crate::components::{Choice, ClassMark};

/// A group of boxes to tick.
#[component]
pub fn Ticks(
    /// What is asked.
    #[prop(into)]
    legend: Signal<String>,
    /// What is ticked, by value.
    ticked: RwSignal<BTreeSet<String>>,
    /// What there is to tick.
    #[prop(into)]
    options: Signal<Vec<Choice>>,
    /// What is asked for: the mark beside it says who will see it.
    datum: Datum,
) -> impl IntoView {
    view! {
        <fieldset class="field">
            <legend class="field__label small quiet">{legend} <ClassMark datum=datum/></legend>
            <div class="choices choices--even">
                {move || {
                    options
                        .get()
                        .into_iter()
                        .map(|option| {
                            let (own, chosen) = (option.value.clone(), option.value.clone());
                            let toggle = move |_| {
                                ticked
                                    .update(|ticked| {
                                        if !ticked.remove(&chosen) {
                                            ticked.insert(chosen.clone());
                                        }
                                    });
                            };
                            view! {
                                <label class="choice">
                                    <input
                                        type="checkbox"
                                        value=option.value
                                        prop:checked=move || ticked.with(|ticked| ticked.contains(&own))
                                        on:change=toggle
                                    />
                                    <span>
                                        <bdi>{option.words}</bdi>
                                        {option.hint.map(|hint| view! { <small>{hint}</small> })}
                                    </span>
                                </label>
                            }
                        })
                        .collect_view()
                }}
            </div>
        </fieldset>
    }
}
