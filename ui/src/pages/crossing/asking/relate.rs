//! Who drives, guards or carries whom or what: a change of driver or of conveyance, a split, an off-loading.
//!
//! Invariant: what is not asked about stays as it is; only what differs is sent.

use std::collections::BTreeSet;

use domain::subject::{Relation, RelationKind};
use domain::visibility::Datum;
use domain::{Action, Subject, SubjectId, SubjectKind};
use leptos::prelude::*;

use super::{Question, close_when_done, said};
use crate::components::{Choice, Choices, SelectField};
use crate::pages::crossing::words::Words;
use crate::pages::crossing::work::Work;
use crate::text::{Args, text};

/// What a person does on a vehicle, by the value of its choice.
const PARTS: [(&str, RelationKind); 3] =
    [("passenger", RelationKind::TravelsOn), ("driver", RelationKind::Drives), ("crew", RelationKind::CrewOf)];

/// The value of the choice that he is on no vehicle.
const ON_FOOT: &str = "on_foot";

/// Asks about one subject.
#[component]
pub fn RelateDialog(subject: SubjectId) -> impl IntoView {
    let work = Work::here();
    let kind = work.live.view.with_untracked(|view| {
        view.as_ref().and_then(|view| view.crossing.subjects.get(&subject)).map(|found| found.kind)
    });
    match kind {
        Some(SubjectKind::Traveller) => view! { <OfPerson subject=subject/> }.into_any(),
        Some(SubjectKind::Conveyance) => view! { <OfVehicle subject=subject/> }.into_any(),
        Some(SubjectKind::Consignment) => view! { <OfGoods subject=subject/> }.into_any(),
        None => ().into_any(),
    }
}

/// A person goes on on foot: the vehicle may leave without him.
#[component]
pub fn OffLoadDialog(subject: SubjectId) -> impl IntoView {
    let work = Work::here();
    let with_names = move |key: &'static str| {
        said(work, move |words| words.desk.text_with(key, &Args::new().with("what", words.label(subject))))
    };
    let act = Callback::new(move |()| {
        work.live.perform(Action::OffLoad { subjects: vec![subject] }, close_when_done(work));
    });
    view! {
        <Question
            id="ask-off-load"
            title=with_names("ask-off_load")
            hint=with_names("ask-off_load-hint")
            does="choice-off_load"
            is_ready=true
            on_do=act
        />
    }
}

#[component]
fn OfPerson(subject: SubjectId) -> impl IntoView {
    let work = Work::here();
    let is_own = move |one: &Relation| one.from == subject && one.kind.is_aboard();
    let is_guard = move |one: &Relation| one.kind == RelationKind::Guardian && one.to == subject;
    let aboard = now(work, is_own).first().copied();
    let vehicles = others(work, subject, |found| found.kind == SubjectKind::Conveyance);
    let first = vehicles.first().map(|(value, _)| value.clone()).unwrap_or_default();
    let part = RwSignal::new(aboard.map_or(ON_FOOT, |one| part_of(one.kind)).to_owned());
    let vehicle = RwSignal::new(aboard.map_or(first, |one| one.to.0.to_string()));
    let guardian = stands(work, is_guard, |one| one.from);
    let (has_vehicle, has_several) = (!vehicles.is_empty(), vehicles.len() > 1);
    let vehicles = StoredValue::new(vehicles);
    let is_minor = work.live.view.with_untracked(|view| {
        let crossing = view.as_ref().map(|view| &view.crossing);
        let person = crossing.and_then(|crossing| crossing.subjects.get(&subject)?.facts.as_ref()?.traveller());
        person.zip(crossing).and_then(|(person, crossing)| person.is_minor(crossing.arrival().date_naive()))
    });
    let guardians = StoredValue::new(others(work, subject, |found| found.kind == SubjectKind::Traveller));
    let parts = Signal::derive(|| {
        let mut options = PARTS.map(|(value, _)| Choice::new(value, text(&format!("role-{value}")))).to_vec();
        options.push(Choice::new(ON_FOOT, text("role-on-foot")).hinted(text("ask-relate-on-foot-hint")));
        options
    });
    let act = Callback::new(move |()| {
        let before = now(work, |one| is_own(one) || is_guard(one));
        let mut after = BTreeSet::new();
        let chosen = part.get_untracked();
        if let Some((_, kind)) = PARTS.into_iter().find(|(value, _)| *value == chosen)
            && let Some(to) = id_of(vehicle)
        {
            after.insert(Relation { from: subject, kind, to });
        }
        if let Some(from) = id_of(guardian) {
            after.insert(Relation { from, kind: RelationKind::Guardian, to: subject });
        }
        change(work, &before, &after);
    });
    view! {
        <Relating subject=subject act=act>
            {has_vehicle
                .then(|| {
                    view! {
                        <Choices
                            name="part"
                            legend=Signal::derive(|| text("facts-role"))
                            value=part
                            on_choose=Callback::new(move |chosen| part.set(chosen))
                            options=parts
                            datum=Datum::Person
                        />
                    }
                })}
            {has_several
                .then(|| view! { <Pick id="relate-vehicle" value=vehicle options=all(vehicles) datum=Datum::Vehicle/> })}
            {(is_minor == Some(true))
                .then(|| {
                    view! { <Pick id="relate-guardian" value=guardian options=or_none(guardians) datum=Datum::Person/> }
                })}
        </Relating>
    }
}

#[component]
fn OfVehicle(subject: SubjectId) -> impl IntoView {
    let work = Work::here();
    let drives = move |one: &Relation| one.kind == RelationKind::Drives && one.to == subject;
    let is_towed = move |one: &Relation| one.kind == RelationKind::TowedBy && one.from == subject;
    let driver = stands(work, drives, |one| one.from);
    let tractor = stands(work, is_towed, |one| one.to);
    let vehicles = others(work, subject, |found| found.kind == SubjectKind::Conveyance);
    let has_several = !vehicles.is_empty();
    let vehicles = StoredValue::new(vehicles);
    let persons = StoredValue::new(others(work, subject, |found| found.kind == SubjectKind::Traveller));
    let act = Callback::new(move |()| {
        let mut before = now(work, |one| drives(one) || is_towed(one));
        let mut after = BTreeSet::new();
        if let Some(from) = id_of(driver) {
            after.insert(Relation { from, kind: RelationKind::Drives, to: subject });
            // Who was a passenger or crew until now and drives from here on is no passenger any more; who drove goes along.
            before.extend(now(work, |one| one.from == from && one.kind.is_aboard()));
            let drove = before.iter().filter(|one| drives(one) && one.from != from);
            after.extend(drove.map(|one| Relation { kind: RelationKind::TravelsOn, ..*one }));
        }
        if let Some(to) = id_of(tractor) {
            after.insert(Relation { from: subject, kind: RelationKind::TowedBy, to });
        }
        change(work, &before, &after);
    });
    view! {
        <Relating subject=subject act=act>
            <Pick id="relate-driver" value=driver options=or_none(persons) datum=Datum::Vehicle/>
            <p class="small quiet">{move || text("ask-relate-driver-hint")}</p>
            {has_several
                .then(|| {
                    view! { <Pick id="relate-tractor" value=tractor options=or_none(vehicles) datum=Datum::Vehicle/> }
                })}
        </Relating>
    }
}

#[component]
fn OfGoods(subject: SubjectId) -> impl IntoView {
    let work = Work::here();
    let is_carried = move |one: &Relation| one.kind == RelationKind::CarriedOn && one.from == subject;
    let carrier = stands(work, is_carried, |one| one.to);
    let carriers = StoredValue::new(others(work, subject, |found| found.kind != SubjectKind::Consignment));
    let act = Callback::new(move |()| {
        let after = id_of(carrier).map(|to| Relation { from: subject, kind: RelationKind::CarriedOn, to });
        change(work, &now(work, is_carried), &after.into_iter().collect());
    });
    view! {
        <Relating subject=subject act=act>
            <Pick id="relate-carrier" value=carrier options=or_none(carriers) datum=Datum::Goods/>
            <p class="small quiet">{move || text("ask-relate-carrier-hint")}</p>
        </Relating>
    }
}

/// One of those who and what could be meant; its label goes by its id.
#[component]
fn Pick(
    id: &'static str,
    value: RwSignal<String>,
    #[prop(into)] options: Signal<Vec<(String, String)>>,
    datum: Datum,
) -> impl IntoView {
    let label = Signal::derive(move || text(&format!("ask-{id}")));
    view! { <SelectField id=id label=label value=value options=options datum=datum/> }
}

#[component]
fn Relating(subject: SubjectId, act: Callback<()>, children: Children) -> impl IntoView {
    let work = Work::here();
    let title =
        said(work, move |words| words.desk.text_with("ask-relate", &Args::new().with("what", words.label(subject))));
    view! {
        <Question
            id="ask-relate"
            title=title
            hint=Signal::derive(|| text("ask-relate-hint"))
            does="ask-relate-do"
            is_ready=true
            on_do=act
        >
            {children()}
        </Question>
    }
}

/// Sends what differs; where nothing does, the question is put aside.
fn change(work: Work, before: &BTreeSet<Relation>, after: &BTreeSet<Relation>) {
    let begun: Vec<Relation> = after.difference(before).copied().collect();
    let ended: Vec<Relation> = before.difference(after).copied().collect();
    if begun.is_empty() && ended.is_empty() {
        work.asking.set(None);
        return;
    }
    work.live.perform(Action::Relate { begun, ended }, close_when_done(work));
}

/// Returns the relations of the crossing, as it is now, that are meant.
fn now(work: Work, is_meant: impl Fn(&Relation) -> bool) -> BTreeSet<Relation> {
    work.live.view.with_untracked(|view| {
        let all = view.as_ref().map(|view| view.crossing.relations.iter()).into_iter().flatten();
        all.filter(|one| is_meant(one)).copied().collect()
    })
}

/// Returns the other subjects that go on and could be meant: value and words.
fn others(work: Work, subject: SubjectId, fits: impl Fn(&Subject) -> bool) -> Vec<(String, String)> {
    work.live.view.with_untracked(|view| {
        let Some(view) = view else { return Vec::new() };
        let words = Words::of(work.desk, view);
        let live = view.crossing.subjects.values().filter(|found| found.id != subject && !found.is_final());
        live.filter(|found| fits(found)).map(|found| (found.id.0.to_string(), words.label(found.id))).collect()
    })
}

fn all(options: StoredValue<Vec<(String, String)>>) -> Signal<Vec<(String, String)>> {
    Signal::derive(move || options.get_value())
}

/// Returns what there is to choose, with nobody and nothing before it.
fn or_none(options: StoredValue<Vec<(String, String)>>) -> Signal<Vec<(String, String)>> {
    Signal::derive(move || {
        let mut all = vec![(String::new(), text("ask-relate-none"))];
        all.extend(options.get_value());
        all
    })
}

/// Returns the value of the choice that stands now: the one who or what a relation names.
fn stands(work: Work, is_meant: impl Fn(&Relation) -> bool, named: fn(&Relation) -> SubjectId) -> RwSignal<String> {
    RwSignal::new(now(work, is_meant).first().map(|one| named(one).0.to_string()).unwrap_or_default())
}

fn id_of(chosen: RwSignal<String>) -> Option<SubjectId> {
    chosen.with_untracked(|chosen| chosen.parse().ok()).map(SubjectId)
}

fn part_of(kind: RelationKind) -> &'static str {
    PARTS.into_iter().find(|(_, other)| *other == kind).map_or(ON_FOOT, |(value, _)| value)
}
