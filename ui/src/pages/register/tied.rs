//! Fields tied to the party: what is typed goes in, what is found or scanned comes out.
//!
//! Invariant: the party is the one truth; a field only shows it.

use leptos::prelude::*;

use super::party::{Goods, Number, Party, Person, Vehicle};

/// Returns a field's value tied to a part of the party.
pub fn tied<R, W>(party: RwSignal<Party>, read: R, write: W) -> RwSignal<String>
where
    R: Fn(&Party) -> String + Copy + 'static,
    W: Fn(&mut Party, &str) + 'static,
{
    let value = RwSignal::new(party.with_untracked(read));
    Effect::new(move |_| {
        let now = party.with(read);
        if value.with_untracked(|shown| *shown != now) {
            value.set(now);
        }
    });
    Effect::new(move |_| {
        let typed = value.get();
        if party.with_untracked(read) != typed {
            party.update(|party| write(party, &typed));
        }
    });
    value
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
        move |party| party.member(number).and_then(|member| member.person()).map(read).unwrap_or_default(),
        move |party, typed| {
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
        move |party| party.member(number).and_then(|member| member.vehicle()).map(read).unwrap_or_default(),
        move |party, typed| {
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
        move |party| party.member(number).and_then(|member| member.goods()).map(read).unwrap_or_default(),
        move |party, typed| {
            if let Some(goods) = party.member_mut(number).and_then(|member| member.goods_mut()) {
                write(goods, typed);
            }
        },
    )
}
