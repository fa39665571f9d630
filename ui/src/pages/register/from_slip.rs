//! What a blank slip states of a party that is entered late: its reference, and when the party arrived.
//!
//! Invariant: the time is typed nowhere else; a party that is registered as it arrives has none.

use catalogue::Catalogue;
use domain::visibility::Datum;
use domain::{At, Reference};
use leptos::prelude::*;

use super::Registering;
use super::party::Party;
use super::tied::tied;
use crate::components::Field;
use crate::pages::typed;
use crate::state::Desk;
use crate::text::{Args, text, text_with};

/// Returns when a party arrived, as its slip states it; nothing where that can't be read.
pub fn stated(desk: Desk, party: &Party) -> Option<At> {
    let [day, time] = &party.stated;
    let day = typed::date(day, Catalogue::for_window(desk.language.get_untracked()))?;
    Some(desk.at_of_local(day.and_time(typed::time(time)?)))
}

/// The reference that stands on the slip, and when the party arrived by it.
#[component]
pub fn FromSlip(reference: Reference) -> impl IntoView {
    let at: Registering = expect_context();
    let desk = at.desk;
    let day = tied(
        at.party,
        |party: &Party| {
            let [day, _] = &party.stated;
            day.clone()
        },
        |party: &mut Party, typed: &String| {
            let [day, _] = &mut party.stated;
            day.clone_from(typed);
        },
    );
    let time = tied(
        at.party,
        |party: &Party| {
            let [_, time] = &party.stated;
            time.clone()
        },
        |party: &mut Party, typed: &String| {
            let [_, time] = &mut party.stated;
            time.clone_from(typed);
        },
    );
    let said = Signal::derive(move || {
        if !at.tried.get() && time.with(|time| time.trim().is_empty()) {
            return None;
        }
        match at.party.with(|party| stated(desk, party)) {
            None => Some(text("late-time-wrong")),
            Some(at) if at > desk.now.get_untracked() => Some(text("refusal-stated_ahead")),
            Some(_) => None,
        }
    });
    let under = move || text_with("register-reserved", &Args::new().with("reference", reference.to_string()));
    view! {
        <p class="subjects__head">{under}</p>
        <div class="register__choices">
            <Field id="stated-day" label=Signal::derive(|| text("late-day")) value=day datum=Datum::Crossing/>
            <Field
                id="stated-time"
                label=Signal::derive(|| text("register-stated"))
                value=time
                placeholder=Signal::derive(|| "09:40".to_owned())
                said=said
                datum=Datum::Crossing
            />
        </div>
    }
}
