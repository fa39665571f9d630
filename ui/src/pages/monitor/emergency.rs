//! A mass arrival, for supervisors: a shorter procedure for a time, asked for by one State and agreed to by the other, and what
//! it left out.
//!
//! Invariant: what is asked for is shown with the controls that it leaves out before anybody agrees.

use std::collections::BTreeSet;

use contract::{DeclareEmergency, EndEmergency, LeftOut, LeftOutRequest, Request};
use domain::post::{Category, Plan};
use domain::template::{Emergency, Template, TemplateStep};
use domain::visibility::Datum;
use domain::{At, Flow, StateCode};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::{Button, Choice, Field, Panel, SelectField, StateCode as Code, Strength, Ticks, WordsField};
use crate::failure::failure_sentence;
use crate::pages::crossing::words::control_name;
use crate::pages::draft::Draft;
use crate::route::Page;
use crate::state::{Desk, Gravity};
use crate::strips::{in_force, in_force_said, read_emergencies};
use crate::text::{Args, text, text_with};
use crate::{ipc, t};

/// How many lines of what was left out are shown at once.
const MOST_LINES: usize = 50;

/// What is in force, what is asked for, and a new one.
#[component]
pub fn EmergencyPanel() -> impl IntoView {
    let desk = Desk::here();
    let running = in_force(desk);
    let asked = Memo::new(move |_| desk.emergencies.with(|view| view.asked.clone()));
    let lines = move || {
        let own = desk.own_state();
        let in_force = running
            .get()
            .into_iter()
            .map(|one| {
                let said = in_force_said(desk, &one);
                let end = ends(desk, one.version);
                view! {
                    <div class="stack">
                        <p class="strong">{said}</p>
                        <p><Button on_press=end>{t!("emergency-end")}</Button></p>
                    </div>
                }
            })
            .collect_view();
        let asked = asked
            .get()
            .into_iter()
            .map(|(state, emergency)| view! { <Asked state=state emergency=emergency is_own=Some(state) == own/> })
            .collect_view();
        view! { {in_force} {asked} }
    };
    view! {
        <Panel title=Signal::derive(|| text("emergency-heading"))>
            <div class="stack">
                <p class="small quiet">{t!("emergency-lead")}</p>
                {lines}
                <NewOne/>
            </div>
        </Panel>
    }
}

/// What one State asks for, and what the reader may do with it.
#[component]
fn Asked(state: StateCode, emergency: Emergency, is_own: bool) -> impl IntoView {
    let desk = Desk::here();
    let args = Args::new()
        .with("state", desk.state_name(state))
        .with("flow", procedure_name(emergency.flow, emergency.category))
        .with("time", desk.date_and_clocks(emergency.until))
        .with("without", desk.plan().map(|plan| left_out_of(desk, &plan, &emergency)).unwrap_or_default())
        .with("why", emergency.why.clone());
    let said = text_with(if is_own { "emergency-asked-own" } else { "emergency-asked" }, &args);
    let take_away = ends(desk, emergency.version.clone());
    let agree = Callback::new(move |()| {
        let request = DeclareEmergency { key: ipc::fresh_key(), emergency: emergency.clone() };
        send(desk, request, "emergency-agreed", || {});
    });
    view! {
        <div class="stack">
            <p><Code state=state/> " " {said}</p>
            <p class="line">
                {(!is_own)
                    .then(|| {
                        view! {
                            <Button on_press=agree strength=Strength::Main icon="i-sign">{t!("emergency-agree")}</Button>
                        }
                    })}
                <Button on_press=take_away>
                    {t!(if is_own { "motion-take-back" } else { "motion-decline" })}
                </Button>
            </p>
        </div>
    }
}

/// A new one: which procedure, which of its controls stay, for how long and why.
#[component]
fn NewOne() -> impl IntoView {
    let desk = Desk::here();
    let procedure = RwSignal::new(String::new());
    let stays = RwSignal::new(BTreeSet::<String>::new());
    let (hours, why) = (RwSignal::new("4".to_owned()), RwSignal::new(String::new()));
    let tried = RwSignal::new(false);
    // The form stays when it was sent: its draft then keeps the empty form.
    let _kept = Draft::keep(
        "emergency".to_owned(),
        move || (procedure.get(), stays.get(), hours.get(), why.get()),
        move |(kept_procedure, kept_stays, kept_hours, kept_why)| {
            procedure.set(kept_procedure);
            stays.set(kept_stays);
            hours.set(kept_hours);
            why.set(kept_why);
        },
    );
    let options = Signal::derive(move || {
        let known = desk.plan().map(|plan| procedures(&plan)).unwrap_or_default();
        let named = known.into_iter().map(|(flow, category)| (word(flow, category), procedure_name(flow, category)));
        std::iter::once((String::new(), text("emergency-choose"))).chain(named).collect::<Vec<_>>()
    });
    let chosen = Memo::new(move |_| {
        let plan = desk.plan()?;
        let (flow, category) =
            procedures(&plan).into_iter().find(|(flow, category)| word(*flow, *category) == procedure.get())?;
        let whole = plan.ordinary_at(flow, category, desk.now.get_untracked())?.clone();
        Some((flow, category, whole))
    });
    // Another procedure begins with all its controls; what a draft left ticked of the same one stays.
    Effect::new(move |before: Option<String>| {
        let now = procedure.get();
        if before.is_some_and(|before| !before.is_empty() && before != now) || stays.with_untracked(BTreeSet::is_empty)
        {
            let count = chosen.with_untracked(|chosen| chosen.as_ref().map_or(0, |(_, _, whole)| whole.steps.len()));
            stays.set((1..=count).map(|place| place.to_string()).collect());
        }
        now
    });
    let controls = Signal::derive(move || {
        let steps = chosen.get().map(|(_, _, whole)| whole.steps).unwrap_or_default();
        let named = |(place, step): (usize, &TemplateStep)| Choice::new((place + 1).to_string(), step_name(desk, step));
        steps.iter().enumerate().map(named).collect::<Vec<_>>()
    });
    let asked = move |now: At| {
        let (flow, category, whole) = chosen.get()?;
        let length: i64 = hours.with(|hours| hours.trim().parse().ok()).filter(|one| (1..=24).contains(one))?;
        let emergency = Emergency {
            flow,
            category,
            version: format!("{}-{}", word(flow, category), now.format("%y%m%d%H%M")),
            stays: stays.with(|stays| stays.iter().filter_map(|place| place.parse().ok()).collect()),
            until: now + chrono::Duration::hours(length),
            why: why.with(|why| why.trim().to_owned()),
        };
        emergency.shorter(&whole, now).map(|_| emergency).filter(|emergency| !emergency.why.is_empty())
    };
    let wrong = move || {
        let is_whole = asked(desk.now.get_untracked()).is_some();
        (tried.get() && !is_whole)
            .then(|| text(if why.with(|why| why.trim().is_empty()) { "ask-needed" } else { "refusal-not_shorter" }))
    };
    let ask = Callback::new(move |()| {
        tried.set(true);
        let Some(emergency) = untrack(|| asked(desk.now.get_untracked())) else { return };
        send(desk, DeclareEmergency { key: ipc::fresh_key(), emergency }, "emergency-asked-for", move || {
            tried.try_set(false);
            procedure.try_set(String::new());
            stays.try_set(BTreeSet::new());
            hours.try_set("4".to_owned());
            why.try_set(String::new());
        });
    });
    view! {
        <SelectField
            id="emergency-procedure"
            label=Signal::derive(|| text("emergency-procedure"))
            value=procedure
            options=options
            datum=Datum::Agreement
        />
        <Show when=move || chosen.with(Option::is_some)>
            <Ticks
                legend=Signal::derive(|| text("emergency-stays"))
                ticked=stays
                options=controls
                datum=Datum::Agreement
            />
            <Field
                id="emergency-hours"
                kind="number"
                label=Signal::derive(|| text("emergency-hours"))
                value=hours
                datum=Datum::Agreement
            />
            <WordsField
                id="emergency-why"
                label=Signal::derive(|| text("emergency-why"))
                value=why
                rows=2
                datum=Datum::Agreement
            />
            {move || wrong().map(|said| view! { <p class="strong ask__failure" role="alert">{said}</p> })}
            <p><Button on_press=ask icon="i-sign">{t!("emergency-ask")}</Button></p>
        </Show>
    }
}

/// What shorter procedures left out, crossing by crossing: each State makes its own good.
#[component]
pub fn LeftOutPanel() -> impl IntoView {
    let desk = Desk::here();
    let left = RwSignal::new(None::<Vec<LeftOut>>);
    let failed = RwSignal::new(None::<String>);
    let read = move || {
        spawn_local(async move {
            match ipc::call(LeftOutRequest {}).await {
                Ok(view) => {
                    left.try_set(Some(view.left));
                    failed.try_set(None);
                }
                Err(failure) => {
                    failed.try_set(Some(failure_sentence(desk, &failure)));
                }
            }
        });
    };
    read();
    let counted =
        |key, count: usize| text_with(key, &Args::new().with_count("count", i64::try_from(count).unwrap_or_default()));
    let said = move || match (failed.get(), left.with(|left| left.as_ref().map(Vec::len))) {
        (Some(said), _) => said,
        (None, Some(count)) => counted("left-out-count", count),
        (None, None) => text("loading"),
    };
    let more = move || {
        let more = left.with(|left| left.as_ref().map_or(0, Vec::len)).saturating_sub(MOST_LINES);
        (more > 0).then(|| view! { <p class="small quiet">{counted("left-out-more", more)}</p> })
    };
    view! {
        <Panel title=Signal::derive(|| text("left-out-heading"))>
            <div class="stack">
                <p class="line">
                    <span role="status">{said}</span>
                    <span class="push"><Button on_press=move |()| read()>{t!("left-out-read")}</Button></span>
                </p>
                <ul class="stack">
                    {move || {
                        let left = left.get().unwrap_or_default();
                        left.into_iter().take(MOST_LINES).map(|one| view! { <LeftOutLine one=one/> }).collect_view()
                    }}
                </ul>
                {more}
            </div>
        </Panel>
    }
}

#[component]
fn LeftOutLine(one: LeftOut) -> impl IntoView {
    let desk = Desk::here();
    let LeftOut { reference, label, steps, .. } = one;
    let open = reference.clone();
    let said = move || {
        let named = steps.iter().map(|step| {
            let agency = text(&format!("agency-{}", step.agency.word()));
            let control = control_name(desk, &step.control.0);
            format!(
                "{} {}",
                step.state,
                text_with("steps-name", &Args::new().with("agency", agency).with("control", control))
            )
        });
        named.collect::<Vec<_>>().join(" · ")
    };
    view! {
        <li class="line">
            <bdi class="mono" dir="ltr">{reference.to_string()}</bdi>
            <bdi>{label}</bdi>
            <span class="small quiet">{said}</span>
            <span class="push">
                <Button on_press=move |()| desk.go(Page::Crossing(open.clone()))>{t!("monitor-open")}</Button>
            </span>
        </li>
    }
}

fn ends(desk: Desk, version: String) -> Callback<()> {
    Callback::new(move |()| {
        let request = EndEmergency { key: ipc::fresh_key(), version: version.clone() };
        send(desk, request, "emergency-ended", || {});
    })
}

/// Sends what a supervisor decided, once, and reads what is so now.
fn send<R>(desk: Desk, request: R, said: &'static str, done: impl FnOnce() + 'static)
where
    R: Request<Reply = ()> + Clone + 'static,
{
    spawn_local(async move {
        match ipc::call_surely(desk, request).await {
            Ok(()) => {
                done();
                read_emergencies(desk).await;
                desk.say(Gravity::Good, desk.text(said));
            }
            Err(failure) => desk.report(&failure),
        }
    });
}

/// Every procedure that there is: of each flow the one for all, and those for road lanes of their own.
fn procedures(plan: &Plan) -> Vec<(Flow, Option<Category>)> {
    let mut found = Vec::new();
    for flow in plan.flows.iter().copied() {
        let of_flow = plan.every_template().filter(|one| one.flow == flow && one.emergency.is_none());
        let mut lanes: Vec<Option<Category>> = of_flow.map(|one: &Template| one.categories.first().copied()).collect();
        lanes.sort_unstable();
        lanes.dedup();
        found.extend(lanes.into_iter().map(|category| (flow, category)));
    }
    found
}

fn word(flow: Flow, category: Option<Category>) -> String {
    category.map_or_else(|| flow.word().to_owned(), |category| format!("{}-{}", flow.word(), category.word()))
}

fn procedure_name(flow: Flow, category: Option<Category>) -> String {
    let flow = text(&format!("flow-{}", flow.word()));
    category
        .map_or_else(|| flow.clone(), |category| format!("{flow} · {}", text(&format!("category-{}", category.word()))))
}

fn step_name(desk: Desk, step: &TemplateStep) -> String {
    let side = if step.side == domain::Side::Exit { "side-exit" } else { "side-entry" };
    text_with(
        "instructions-at",
        &Args::new()
            .with("agency", text(&format!("agency-{}", step.agency.word())))
            .with("control", control_name(desk, &step.control.0))
            .with("kind", text(&format!("subject-{}", step.on.word())))
            .with("side", text(side)),
    )
}

/// Returns the controls that it leaves out, in words.
fn left_out_of(desk: Desk, plan: &Plan, emergency: &Emergency) -> String {
    let whole = plan.ordinary_at(emergency.flow, emergency.category, desk.now.get_untracked());
    let steps = whole.iter().flat_map(|whole| whole.steps.iter().enumerate());
    let left = steps.filter(|(place, _)| !emergency.stays.contains(&(place + 1)));
    left.map(|(_, step)| step_name(desk, step)).collect::<Vec<_>>().join("; ")
}
