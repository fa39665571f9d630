//! Fields tied to a form, such as the party: what is typed goes in, what is found or scanned comes out.
//!
//! Invariant: the form is the one truth; a field only shows it.

use leptos::prelude::*;

use super::party::{Goods, Number, Party, Person, Vehicle};
use crate::pages::fields::Fields;

/// Returns what a field shows, tied to a part of a form.
pub fn tied<F, T, R, W>(form: RwSignal<F>, read: R, write: W) -> RwSignal<T>
where
    F: Send + Sync + 'static,
    T: Clone + PartialEq + Send + Sync + 'static,
    R: Fn(&F) -> T + Copy + 'static,
    W: Fn(&mut F, &T) + 'static,
{
    let value = RwSignal::new(form.with_untracked(read));
    Effect::new(move |_| {
        let now = form.with(read);
        if value.with_untracked(|shown| *shown != now) {
            value.set(now);
        }
    });
    Effect::new(move |_| {
        let typed = value.get();
        if form.with_untracked(read) != typed {
            form.update(|form| write(form, &typed));
        }
    });
    value
}

/// Returns the papers of somebody or something, tied to the party.
pub fn papers_of(party: RwSignal<Party>, number: Number) -> RwSignal<Fields> {
    tied(
        party,
        move |party: &Party| party.member(number).map(|member| member.papers().clone()).unwrap_or_default(),
        move |party: &mut Party, typed: &Fields| {
            if let Some(member) = party.member_mut(number) {
                member.papers_mut().clone_from(typed);
            }
        },
    )
}

/// Returns a field's value tied to a person.
pub fn of_person(
    party: RwSignal<Party>,
    number: Number,
    read: fn(&Person) -> String,
    write: fn(&mut Person, &str),
) -> RwSignal<String> {
    tied(
        party,
        move |party: &Party| party.member(number).and_then(|member| member.person()).map(read).unwrap_or_default(),
        move |party: &mut Party, typed: &String| {
            if let Some(person) = party.member_mut(number).and_then(|member| member.person_mut()) {
                write(person, typed);
            }
        },
    )
}

/// Returns a field's value tied to a vehicle.
pub fn of_vehicle(
    party: RwSignal<Party>,
    number: Number,
    read: fn(&Vehicle) -> String,
    write: fn(&mut Vehicle, &str),
) -> RwSignal<String> {
    tied(
        party,
        move |party: &Party| party.member(number).and_then(|member| member.vehicle()).map(read).unwrap_or_default(),
        move |party: &mut Party, typed: &String| {
            if let Some(vehicle) = party.member_mut(number).and_then(|member| member.vehicle_mut()) {
                write(vehicle, typed);
            }
        },
    )
}

/// Returns a field's value tied to goods.
pub fn of_goods(
    party: RwSignal<Party>,
    number: Number,
    read: fn(&Goods) -> String,
    write: fn(&mut Goods, &str),
) -> RwSignal<String> {
    tied(
        party,
        move |party: &Party| party.member(number).and_then(|member| member.goods()).map(read).unwrap_or_default(),
        move |party: &mut Party, typed: &String| {
            if let Some(goods) = party.member_mut(number).and_then(|member| member.goods_mut()) {
                write(goods, typed);
            }
        },
    )
}
