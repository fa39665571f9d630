//! The crossing so far: which way, with what, who and what was scanned.
//!
//! Invariant: one line a member, with what is in doubt about it.

use domain::post::{Category, Priority};
use domain::visibility::Datum;
use domain::{Direction, Flow};
use leptos::prelude::*;

use super::Registering;
use super::from_slip::FromSlip;
use super::party::{Fault, Member, Party, What, ZoneRead};
use super::tied::tied;
use crate::components::{Button, Icon, SelectField, StateCode, Strength, Tag, Tone, flow_icon};
use crate::keys::Key;
use crate::pages::typed;
use crate::state::Desk;
use crate::t;
use crate::text::{Args, text, text_with};

/// The crossing so far.
#[component]
pub fn PartySide(start_anew: Callback<()>) -> impl IntoView {
    let at: Registering = expect_context();
    let reserved = Memo::new(move |_| at.party.with(|party| party.reserved.clone()));
    let group = |heading: &'static str, is_of: fn(&What) -> bool| {
        move || {
            let members: Vec<Member> =
                at.party.with(|party| party.members.iter().filter(|member| is_of(&member.what)).cloned().collect());
            (!members.is_empty()).then(|| {
                let count = i64::try_from(members.len()).unwrap_or_default();
                view! {
                    <h2 class="subjects__head">
                        {move || text_with(heading, &Args::new().with_count("count", count))}
                    </h2>
                    <ul>
                        {members.into_iter().map(|member| view! { <li><MemberLine member=member/></li> }).collect_view()}
                    </ul>
                }
            })
        }
    };
    view! {
        <aside class="register__side" aria-label=t!("register-so-far")>
            <header class="subjects__head register__head">
                <strong>{t!("register-new")}</strong>
                <Show when=move || at.party.with(|party| !party.members.is_empty())>
                    <Button on_press=start_anew strength=Strength::Plain>{t!("register-anew")}</Button>
                </Show>
            </header>
            {move || reserved.get().map(|reference| view! { <FromSlip reference=reference/> })}
            <Way/>
            {group("crossing-goods", |what| matches!(what, What::Goods(_)))}
            {group("crossing-vehicles", |what| matches!(what, What::Vehicle(_)))}
            {group("crossing-people", |what| matches!(what, What::Person(_)))}
            <h2 class="subjects__head">{t!("register-next")}</h2>
            <p class="subjects__head quiet">{t!("register-next-hint")}</p>
        </aside>
    }
}

/// Which way, with what, in which lane, and why first.
#[component]
fn Way() -> impl IntoView {
    let at: Registering = expect_context();
    let desk = Desk::here();
    let party = at.party;
    let states = move || {
        let plan = desk.plan()?;
        Some(plan.exit_and_entry(party.with(|party| party.direction)))
    };
    let turn = Callback::new(move |()| {
        party.update(|party| {
            party.direction = match party.direction {
                Direction::AToB => Direction::BToA,
                Direction::BToA => Direction::AToB,
            };
        });
    });
    let flow = Memo::new(move |_| party.with(Party::flow));
    let heads = move || i64::try_from(party.with(Party::heads)).unwrap_or_default();
    let said = move || {
        let args = Args::new().with("flow", text(&format!("flow-{}", flow.get().word()))).with_count("count", heads());
        text_with("register-flow-and-heads", &args)
    };
    let flows = Signal::derive(move || {
        let of_what_is_there = party.with(|party| Party { flow: None, ..party.clone() }.flow());
        let word = text(&format!("flow-{}", of_what_is_there.word()));
        let mut options = vec![(String::new(), text_with("register-flow-derived", &Args::new().with("flow", word)))];
        let handled = desk.plan().map(|plan| plan.flows).unwrap_or_default();
        options.extend(
            Flow::ALL
                .into_iter()
                .filter(|flow| handled.is_empty() || handled.contains(flow))
                .map(|flow| (flow.word().to_owned(), text(&format!("flow-{}", flow.word())))),
        );
        options
    });
    let categories = Signal::derive(|| {
        let mut options = vec![(String::new(), text("register-category-none"))];
        options.extend(CATEGORIES.map(|one| (one.word().to_owned(), text(&format!("category-{}", one.word())))));
        options
    });
    let priorities = Signal::derive(|| {
        PRIORITIES.map(|one| (one.word().to_owned(), text(&format!("priority-{}", one.word())))).to_vec()
    });
    let has_category = Memo::new(move |_| matches!(flow.get(), Flow::Truck | Flow::SmallTrader));
    let flow_value = tied(
        party,
        |party: &Party| party.flow.map(|flow| flow.word().to_owned()).unwrap_or_default(),
        |party: &mut Party, typed: &String| party.flow = Flow::ALL.into_iter().find(|flow| flow.word() == typed),
    );
    let category_value = tied(
        party,
        |party: &Party| party.category.map(|one| one.word().to_owned()).unwrap_or_default(),
        |party: &mut Party, typed: &String| party.category = CATEGORIES.into_iter().find(|one| one.word() == typed),
    );
    let priority_value = tied(
        party,
        |party: &Party| party.priority.word().to_owned(),
        |party: &mut Party, typed: &String| {
            party.priority = PRIORITIES.into_iter().find(|one| one.word() == typed).unwrap_or(Priority::None);
        },
    );
    view! {
        <div class="register__way">
            <Icon name=Signal::derive(move || flow_icon(flow.get())) class="icon--way"/>
            {move || {
                states()
                    .map(|(exit, entry)| {
                        view! {
                            <p class="crossing__way">
                                <StateCode state=exit/>
                                <Icon name="i-over" class="icon--way"/>
                                <span class="sr">{t!("crossing-to")}</span>
                                <StateCode state=entry/>
                            </p>
                        }
                    })
            }}
            <Button on_press=turn key=Key::F9>{t!("register-turn")}</Button>
            <p class="register__flow quiet">{said}</p>
        </div>
        <div class="register__choices">
            <SelectField
                id="flow"
                datum=Datum::Crossing
                label=Signal::derive(|| text("register-flow"))
                value=flow_value
                options=flows
            />
            <Show when=move || has_category.get()>
                <SelectField
                    id="category"
                    datum=Datum::Crossing
                    label=Signal::derive(|| text("facts-category"))
                    value=category_value
                    options=categories
                />
            </Show>
            <SelectField
                id="priority"
                datum=Datum::PriorityReason
                label=Signal::derive(|| text("register-priority"))
                value=priority_value
                options=priorities
            />
        </div>
    }
}

/// The road lanes.
const CATEGORIES: [Category; 7] = [
    Category::PreCleared,
    Category::Transit,
    Category::Empty,
    Category::ToBeCleared,
    Category::Perishable,
    Category::Livestock,
    Category::Dangerous,
];

/// The classes of priority; none first, since it is what most have.
pub const PRIORITIES: [Priority; 8] = [
    Priority::None,
    Priority::Medical,
    Priority::Infants,
    Priority::Pregnant,
    Priority::Frail,
    Priority::Livestock,
    Priority::Perishable,
    Priority::SchoolChildren,
];

#[component]
fn MemberLine(member: Member) -> impl IntoView {
    let at: Registering = expect_context();
    let number = member.number;
    let icon = match &member.what {
        What::Person(_) => "i-person",
        What::Vehicle(vehicle) if vehicle.kind == "bus" => "i-bus",
        What::Vehicle(vehicle) if vehicle.kind == "car" => "i-car",
        What::Vehicle(_) => "i-truck",
        What::Goods(_) => "i-box",
    };
    let label = member.label();
    let elsewhere = member.person().and_then(|person| person.zone.as_ref()).and_then(|zone| zone.elsewhere.clone());
    let is_doubtful = member.person().and_then(|person| person.zone.as_ref()).is_some_and(ZoneRead::is_doubtful);
    let said = move || line_of(at, &member);
    let fault = move || -> Option<Fault> {
        at.faults.with(|faults| faults.iter().find(|fault| fault.member == number && fault.is_grave).cloned())
    };
    view! {
        <button
            class="subject"
            type="button"
            aria-current=move || (at.current.get() == Some(number)).then_some("true")
            on:click=move |_| at.current.set(Some(number))
        >
            <Icon name=icon class="icon--way"/>
            <span class="subject__name"><bdi>{label}</bdi></span>
            <span class="subject__said">{said}</span>
            <span class="subject__pair">
                {move || match fault() {
                    Some(_) if is_doubtful => {
                        view! { <Tag tone=Tone::Warn icon="i-warn">{t!("register-line-doubt")}</Tag> }.into_any()
                    }
                    Some(fault) => {
                        let words = move || text(fault.said);
                        view! { <Tag tone=Tone::Warn icon="i-warn">{words}</Tag> }.into_any()
                    }
                    None => view! { <Tag tone=Tone::Good icon="i-check">{t!("register-line-good")}</Tag> }.into_any(),
                }}
                {elsewhere
                    .clone()
                    .map(|_| view! { <Tag tone=Tone::Warn icon="i-warn">{t!("register-line-elsewhere")}</Tag> })}
            </span>
        </button>
    }
}

/// Returns what explains a member in its line.
fn line_of(at: Registering, member: &Member) -> String {
    let catalogue = at.catalogue();
    match &member.what {
        What::Person(person) => {
            let has_vehicle = at.party.with(|party| party.vehicle().is_some());
            let birth = typed::date(&person.birth, catalogue);
            let is_child = birth.is_some_and(|birth| typed::age(birth, at.today()) < 18);
            let part = match (has_vehicle, is_child) {
                (_, true) => text("role-child"),
                (true, false) => text(&format!("role-{}", person.part.word())),
                (false, false) => text("role-on-foot"),
            };
            let birth = birth.map(|birth| catalogue.date(birth)).unwrap_or_default();
            joined(&[part, person.nationality.clone(), birth])
        }
        What::Vehicle(vehicle) => {
            let kind = if vehicle.kind.is_empty() { "car" } else { &vehicle.kind };
            joined(&[text(&format!("vehicle-{kind}")), vehicle.operator.clone()])
        }
        What::Goods(goods) => {
            let mass = typed::quantity(&goods.mass, 3)
                .map(|grams| text_with("facts-kg", &Args::new().with("mass", typed::untyped(grams, 3))));
            joined(&[mass.unwrap_or_default(), goods.containers.clone()])
        }
    }
}

/// Joins what is there with a middle dot.
fn joined(parts: &[String]) -> String {
    let there: Vec<&str> = parts.iter().map(|part| part.trim()).filter(|part| !part.is_empty()).collect();
    there.join(" · ")
}
