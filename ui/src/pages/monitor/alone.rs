//! The server's second disk, for supervisors: while it is missing, both States agree to go on without it, or wait for it.

use contract::{AgreeAlone, EndAlone, Request};
use domain::StateCode;
use domain::alone::{Alone, AloneEnd, AskedAlone};
use domain::visibility::Datum;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::{Button, Field, Panel, StateCode as Code, Strength, WordsField};
use crate::pages::draft::Draft;
use crate::state::{Desk, Gravity};
use crate::strips::{alone_now, read_alone, signed};
use crate::text::{Args, text, text_with};
use crate::{ipc, t};

/// For how long it is asked for unless the supervisor says otherwise.
const USUAL_HOURS: &str = "24";

/// What is agreed and asked for, and a new agreement; nothing while nobody needs one.
#[component]
pub fn AlonePanel() -> impl IntoView {
    let desk = Desk::here();
    let view = Memo::new(move |_| desk.alone.get());
    let is_missing = Memo::new(move |_| desk.feed.with(|news| news.second_disk_missing.is_some()));
    // Nothing is told when it ends by itself: the window's clock says so.
    let in_force = Memo::new(move |_| alone_now(desk));
    let is_wanted = Memo::new(move |_| {
        is_missing.get() || in_force.with(Option::is_some) || view.with(|view| !view.asked.is_empty())
    });
    let agreed = move || {
        in_force.get().map(|agreed| {
            let args = Args::new()
                .with("until", desk.date_and_clocks(agreed.alone.until))
                .with("signed", signed(&agreed))
                .with("why", agreed.alone.why.clone());
            view! {
                <div class="stack">
                    <p class="strong">{text_with("alone-in-force", &args)}</p>
                    <p><Button on_press=ends(desk, AloneEnd::Agreement)>{t!("alone-end")}</Button></p>
                </div>
            }
        })
    };
    let asked = move || {
        let own = desk.own_state();
        let line = |(state, asked): (StateCode, AskedAlone)| view! { <Asked state=state asked=asked is_own=Some(state) == own/> };
        view.get().asked.into_iter().map(line).collect_view()
    };
    view! {
        <Show when=move || is_wanted.get()>
            <Panel title=Signal::derive(|| text("alone-heading"))>
                <div class="stack">
                    <p class="small quiet">{t!("alone-lead")} " " {t!("alone-there")}</p>
                    {agreed}
                    {asked}
                    // What is in force is asked for anew before it ends.
                    <Show when=move || is_missing.get()>
                        <NewOne/>
                    </Show>
                </div>
            </Panel>
        </Show>
    }
}

/// What one State asks for, and what the reader may do with it.
#[component]
fn Asked(state: StateCode, asked: AskedAlone, is_own: bool) -> impl IntoView {
    let desk = Desk::here();
    let args = Args::new()
        .with("state", desk.state_name(state))
        .with("officer", asked.by.to_string())
        .with("until", desk.date_and_clocks(asked.alone.until))
        .with("why", asked.alone.why.clone());
    let said = text_with(if is_own { "alone-asked-own" } else { "alone-asked" }, &args);
    let agree = Callback::new(move |()| {
        let request = AgreeAlone { key: ipc::fresh_key(), alone: asked.alone.clone() };
        send(desk, request, "alone-agreed", || {});
    });
    let agrees = (!is_own).then(|| {
        view! { <Button on_press=agree strength=Strength::Main icon="i-sign">{t!("emergency-agree")}</Button> }
    });
    view! {
        <div class="stack">
            <p><Code state=state/> " " {said}</p>
            <p class="line">
                {agrees}
                <Button on_press=ends(desk, AloneEnd::Request)>{t!(if is_own { "motion-take-back" } else { "motion-decline" })}</Button>
            </p>
        </div>
    }
}

/// A new agreement: for how long and why.
#[component]
fn NewOne() -> impl IntoView {
    let desk = Desk::here();
    let (hours, why) = (RwSignal::new(USUAL_HOURS.to_owned()), RwSignal::new(String::new()));
    let tried = RwSignal::new(false);
    // The form stays when it was sent: its draft then keeps the empty form.
    let kept = Draft::keep(
        "alone".to_owned(),
        move || (hours.get(), why.get()),
        move |(kept_hours, kept_why)| {
            hours.set(kept_hours);
            why.set(kept_why);
        },
    );
    let asked = move || {
        let length: i64 =
            hours.with(|hours| hours.trim().parse().ok()).filter(|one| (1..=Alone::LONGEST).contains(one))?;
        let why = why.with(|why| why.trim().to_owned());
        let until = desk.now.get_untracked() + chrono::Duration::hours(length);
        (!why.is_empty()).then_some(Alone { until, why })
    };
    let wrong = move || (tried.get() && asked().is_none()).then(|| text("ask-needed"));
    let ask = Callback::new(move |()| {
        tried.set(true);
        let Some(alone) = untrack(asked) else { return };
        send(desk, AgreeAlone { key: ipc::fresh_key(), alone }, "alone-asked-for", move || {
            tried.try_set(false);
            hours.try_set(USUAL_HOURS.to_owned());
            // Where the form is gone, nothing else empties its draft.
            if why.try_set(String::new()).is_some() {
                kept.forget();
            }
        });
    });
    view! {
        <Field
            id="alone-hours"
            kind="number"
            label=Signal::derive(|| text("alone-hours"))
            value=hours
            datum=Datum::Agreement
        />
        <WordsField id="alone-why" label=Signal::derive(|| text("alone-why")) value=why rows=2 datum=Datum::Agreement/>
        {move || wrong().map(|said| view! { <p class="strong ask__failure" role="alert">{said}</p> })}
        <p><Button on_press=ask icon="i-sign">{t!("alone-ask")}</Button></p>
    }
}

fn ends(desk: Desk, what: AloneEnd) -> Callback<()> {
    let said = match what {
        AloneEnd::Request => "alone-declined",
        AloneEnd::Agreement => "alone-ended",
    };
    Callback::new(move |()| send(desk, EndAlone { key: ipc::fresh_key(), what }, said, || {}))
}

/// Sends what a supervisor decided, once, and reads what is so now.
fn send<R>(desk: Desk, request: R, said: &'static str, done: impl FnOnce() + 'static)
where
    R: Request<Reply = ()> + 'static,
{
    spawn_local(async move {
        match ipc::call_surely(desk, request).await {
            Ok(()) => {
                done();
                read_alone(desk).await;
                desk.say(Gravity::Good, desk.text(said));
            }
            Err(failure) => desk.report(&failure),
        }
    });
}
