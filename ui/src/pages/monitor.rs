//! What supervisors watch: which desk the queue is waiting for, in a sentence before it is in numbers.
//!
//! Invariant: the page reads again when the journal grew, never more often than twice a second.

mod alone;
mod emergency;
mod handover;
mod lanes;
mod paper;

use std::time::Duration;

use contract::{AgencyLoad, Alert, AlertKind, MonitorRequest, MonitorView};
use domain::Role;
use leptos::prelude::*;

use self::alone::AlonePanel;
use self::emergency::{EmergencyPanel, LeftOutPanel};
use self::handover::HandoverPanel;
use self::lanes::LanesPanel;
use self::paper::{BlankPanel, HeldRegisterPanel};
use crate::components::{Button, Empty, Icon, Panel, StateCode, Strength};
use crate::failure::failure_sentence;
use crate::news::read_along;
use crate::pages::forged_documents::ForgedDocumentsPanel;
use crate::route::Page;
use crate::state::Desk;
use crate::text::{Args, text, text_with};
use crate::{ipc, t};

/// The least time between two reads.
const BETWEEN_READS: Duration = Duration::from_millis(500);

/// The page of the monitor.
#[component]
pub fn MonitorPage() -> impl IntoView {
    let desk = Desk::here();
    let view = RwSignal::new(None::<MonitorView>);
    let failed = RwSignal::new(None::<String>);
    read_along(desk, BETWEEN_READS, move || async move {
        match ipc::call(MonitorRequest {}).await {
            Ok(fresh) => {
                desk.set_time(fresh.now);
                failed.try_set(None);
                view.try_set(Some(fresh));
            }
            Err(failure) => {
                failed.try_set(Some(failure_sentence(desk, &failure)));
            }
        }
    });
    view! {
        <main class="work">
            <div class="board">
                // It is there while the second disk is missing, or both States go on without it: nothing is more urgent.
                <Show when=move || desk.has_role(Role::Supervisor)>
                    <AlonePanel/>
                </Show>
                {move || match (view.get(), failed.get()) {
                    (Some(view), _) => view! { <Board view=view/> }.into_any(),
                    (None, Some(said)) => {
                        let title = Signal::derive(|| text("queue-unread"));
                        view! { <Empty icon="i-link-off" title=title>{said}</Empty> }.into_any()
                    }
                    (None, None) => view! { <p class="empty" role="status">{t!("loading")}</p> }.into_any(),
                }}
                <Show when=move || desk.has_role(Role::Supervisor)>
                    <div class="board__two">
                        <HandoverPanel/>
                        <BlankPanel/>
                        <HeldRegisterPanel/>
                        <EmergencyPanel/>
                        <LeftOutPanel/>
                    </div>
                    <ForgedDocumentsPanel/>
                </Show>
            </div>
        </main>
    }
}

#[component]
fn Board(view: MonitorView) -> impl IntoView {
    let desk = Desk::here();
    let neck = view.bottleneck.and_then(|place| view.loads.get(usize::try_from(place).ok()?).cloned());
    let states = desk.plan().map(|plan| plan.states).into_iter().flatten();
    let rows = states
        .map(|state| {
            let loads: Vec<AgencyLoad> = view.loads.iter().filter(|load| load.state == state).cloned().collect();
            let neck = neck.clone();
            let tiles = loads
                .into_iter()
                .map(|load| {
                    let is_neck =
                        neck.as_ref().is_some_and(|neck| neck.state == load.state && neck.agency == load.agency);
                    view! { <Tile load=load is_neck=is_neck/> }
                })
                .collect_view();
            view! {
                <div class="grid-states__state" data-state=desk.slot(state)>
                    <StateCode state=state/>
                    {move || desk.state_name(state)}
                </div>
                <div class="grid-states__tiles">{tiles}</div>
            }
        })
        .collect_view();
    let in_progress: u32 = view.loads.iter().map(|load| load.in_progress).sum();
    let on_party: u32 = view.loads.iter().map(|load| load.waiting_on_party).sum();
    view! {
        <Neck neck=neck open=view.open closed=view.closed_last_hour/>
        <div class="grid-states">{rows}</div>
        <div class="board__two">
            <Panel title=Signal::derive(|| text("monitor-needs-you"))>
                <Alerts alerts=view.alerts/>
            </Panel>
            <Panel title=Signal::derive(|| text("monitor-today"))>
                <dl class="sums">
                    <Sum key="monitor-open-crossings" count=view.open/>
                    <Sum key="monitor-closed" count=view.closed_last_hour/>
                    <Sum key="monitor-in-progress" count=in_progress/>
                    <Sum key="monitor-on-party" count=on_party/>
                </dl>
            </Panel>
            {view.lanes.map(|lanes| view! { <LanesPanel lanes=lanes/> })}
        </div>
    }
}

/// The bottleneck in a sentence.
#[component]
fn Neck(neck: Option<AgencyLoad>, open: u32, closed: u32) -> impl IntoView {
    let desk = Desk::here();
    let slot = neck.as_ref().map(|load| desk.slot(load.state));
    let title = {
        let neck = neck.clone();
        move || match &neck {
            Some(load) => text_with(
                "monitor-waiting-for",
                &Args::new()
                    .with("state", desk.state_name(load.state))
                    .with("agency", text(&format!("agency-{}", load.agency.word()))),
            ),
            None => text("monitor-flows"),
        }
    };
    let said = move || match &neck {
        Some(load) => {
            let args = Args::new()
                .with_count("waiting", i64::from(load.waiting))
                .with("oldest", oldest(desk, load))
                .with_count("open", i64::from(load.desks_open))
                .with_count("desks", i64::from(load.desks));
            let clear = match clear_time(desk, load) {
                Some(time) => text_with("monitor-clear-at", &Args::new().with("time", time)),
                None => text("monitor-clear-unknown"),
            };
            format!("{} · {clear}", text_with("monitor-waiting-for-said", &args))
        }
        None => text_with(
            "monitor-flows-said",
            &Args::new().with_count("open", i64::from(open)).with_count("closed", i64::from(closed)),
        ),
    };
    view! {
        <section class="neck" data-state=slot>
            <div>
                <h1>{title}</h1>
                <p>{said}</p>
            </div>
        </section>
    }
}

/// The work of one agency of one State.
#[component]
fn Tile(load: AgencyLoad, is_neck: bool) -> impl IntoView {
    let desk = Desk::here();
    let agency = load.agency;
    let waits = load.clone();
    let waiting = move || {
        if waits.waiting == 0 {
            text("monitor-tile-nobody")
        } else {
            text_with("monitor-tile-waiting", &Args::new().with("oldest", oldest(desk, &waits)))
        }
    };
    let desks = move || {
        let args = Args::new()
            .with_count("open", i64::from(load.desks_open))
            .with_count("desks", i64::from(load.desks))
            .with_count("rate", i64::from(load.done_last_hour));
        text_with("monitor-tile-desks", &args)
    };
    let is_under_way = load.in_progress + load.waiting_on_party > 0;
    let progress = move || {
        let args = Args::new()
            .with_count("count", i64::from(load.in_progress))
            .with_count("party", i64::from(load.waiting_on_party));
        text_with("monitor-tile-progress", &args)
    };
    let clears = load.clone();
    let clear = move || match clear_time(desk, &clears) {
        _ if clears.waiting == 0 => String::new(),
        Some(time) => text_with("monitor-tile-clear", &Args::new().with("time", time)),
        None => text("monitor-tile-clear-unknown"),
    };
    view! {
        <section class="tile" data-neck=is_neck.then_some("")>
            <h3>
                {move || text(&format!("agency-{}", agency.word()))}
                {is_neck
                    .then(|| {
                        view! { <span class="tag tag--warn"><Icon name="i-warn"/>{t!("monitor-longest")}</span> }
                    })}
            </h3>
            <p class="tile__big">
                <b>{load.waiting}</b>
                <span>{waiting}</span>
            </p>
            <p class="tile__said">{desks}</p>
            {(load.desks_on_break > 0)
                .then(|| {
                    let said = move || {
                        text_with("monitor-tile-on-break", &Args::new().with_count("count", i64::from(load.desks_on_break)))
                    };
                    view! { <p class="tile__said">{said}</p> }
                })}
            {is_under_way.then(|| view! { <p class="tile__said">{progress}</p> })}
            <p class="tile__said">{clear}</p>
        </section>
    }
}

#[component]
fn Alerts(alerts: Vec<Alert>) -> impl IntoView {
    if alerts.is_empty() {
        let title = Signal::derive(|| text("monitor-needs-nobody"));
        return view! { <Empty icon="i-check" title=title>{t!("monitor-needs-nobody-do")}</Empty> }.into_any();
    }
    view! {
        <ul class="alerts">
            {alerts.into_iter().map(|alert| view! { <li><AlertLine alert=alert/></li> }).collect_view()}
        </ul>
    }
    .into_any()
}

#[component]
fn AlertLine(alert: Alert) -> impl IntoView {
    let desk = Desk::here();
    let (icon, word) = match alert.kind {
        AlertKind::Held => ("i-lock", "held"),
        AlertKind::HoldToCoSign => ("i-lock", "hold_to_co_sign"),
        AlertKind::RefusalToConfirm => ("i-slip", "refusal_to_confirm"),
        AlertKind::MotionOpen => ("i-refresh", "motion_open"),
        AlertKind::OfferedBack => ("i-over", "offered_back"),
        AlertKind::FindingsDiffer => ("i-examine", "findings_differ"),
        AlertKind::ExaminationWaits => ("i-examine", "examination_waits"),
        AlertKind::ClaimStuck => ("i-clock", "claim_stuck"),
        AlertKind::HeldBeyondLimit => ("i-clock", "held_beyond_limit"),
    };
    let (state, since, reference) = (alert.state, alert.since, alert.reference.clone());
    let open = move |()| desk.go(Page::Crossing(reference.clone()));
    let said = move || {
        let args = Args::new()
            .with("state", state.to_string())
            .with("elapsed", desk.elapsed(since))
            .with("time", desk.both_clocks(since, desk.clock(since)));
        text_with("monitor-since", &args)
    };
    view! {
        <Icon name=icon/>
        <p>
            <strong>{move || text(&format!("alert-{word}"))}</strong>
            <br/>
            <span class="small quiet">
                <bdi>{alert.label}</bdi>
                " · "
                <bdi class="mono" dir="ltr">{alert.reference.to_string()}</bdi>
                " · "
                {said}
            </span>
        </p>
        <Button on_press=open strength=Strength::Usual>{t!("monitor-open")}</Button>
    }
}

#[component]
fn Sum(key: &'static str, count: u32) -> impl IntoView {
    view! {
        <div>
            <dt>{t!(key)}</dt>
            <dd>{count}</dd>
        </div>
    }
}

fn oldest(desk: Desk, load: &AgencyLoad) -> String {
    load.oldest.map_or_else(|| "–".to_owned(), |since| desk.elapsed(since))
}

/// Returns the time of day at which what waits is done, at the rate of the last hour.
fn clear_time(desk: Desk, load: &AgencyLoad) -> Option<String> {
    let minutes = load.clears_in_minutes?;
    Some(desk.clock(desk.now.get_untracked() + chrono::Duration::minutes(i64::from(minutes))))
}
