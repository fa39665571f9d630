//! The live queue: every open crossing of both States, one line each.
//!
//! Invariant: at most 80 lines are in the page, whatever the queue's length; what another officer does shows by itself and
//! moves nothing under the cursor.

mod list;
mod reading;
mod row;

use contract::{ClaimNext, Tab};
use domain::Role;
use leptos::prelude::*;
use leptos::task::spawn_local;

use self::list::QueueList;
use self::reading::Reading;
use crate::components::{ActionBar, Button, KeyHint, Strength, Why};
use crate::keys::Key;
use crate::route::Page;
use crate::state::{Desk, Gravity};
use crate::text::{Args, text, text_with};
use crate::{ipc, t};

/// The tabs, in their order on the screen.
const TABS: [Tab; 5] = [Tab::Mine, Tab::State, Tab::All, Tab::WaitingOnParty, Tab::Joint];

/// The page of the queue.
#[component]
pub fn QueuePage() -> impl IntoView {
    let desk = Desk::here();
    let reading = Reading::begin(desk);
    view! {
        <main class="work work--fixed">
            <div class="queue-head">
                <h1 class="sr">{t!("queue-title")}</h1>
                <Tabs reading=reading/>
                <p class="push small quiet" role="status">
                    {move || order_sentence(reading)}
                </p>
            </div>
            <QueueList reading=reading/>
        </main>
        <QueueBar reading=reading/>
    }
}

fn order_sentence(reading: Reading) -> String {
    let filter = reading.desk.typed.get();
    let args = Args::new().with_count("count", i64::from(reading.total.get()));
    if filter.trim().is_empty() {
        text_with("queue-order", &args)
    } else {
        text_with("queue-order-filtered", &args.with("filter", filter.trim()))
    }
}

#[component]
fn Tabs(reading: Reading) -> impl IntoView {
    let desk = reading.desk;
    let words = move |tab| match tab {
        Tab::Mine => text("queue-tab-mine"),
        Tab::State => desk.own_state().map(|state| desk.state_name(state)).unwrap_or_default(),
        Tab::All => text("queue-tab-all"),
        Tab::WaitingOnParty => text("queue-tab-waiting_on_party"),
        Tab::Joint => text("queue-tab-joint"),
    };
    let count = move |tab| {
        let counts = reading.counts.get();
        match tab {
            Tab::Mine => counts.mine,
            Tab::State => counts.state,
            Tab::All => counts.all,
            Tab::WaitingOnParty => counts.waiting_on_party,
            Tab::Joint => counts.joint,
        }
    };
    let step = move |by: isize| {
        let here = TABS.iter().position(|tab| *tab == reading.tab.get_untracked()).unwrap_or(0);
        let there = here.saturating_add_signed(by).min(TABS.len() - 1);
        if let Some(tab) = TABS.get(there) {
            reading.show(*tab);
        }
    };
    view! {
        <div
            class="tabs"
            role="tablist"
            aria-label=t!("queue-lists")
            on:keydown=move |event| {
                let by = match event.key().as_str() {
                    "ArrowLeft" => -1,
                    "ArrowRight" => 1,
                    _ => return,
                };
                event.prevent_default();
                // The arrows point the way the page is written.
                step(if desk.language.get_untracked().direction() == catalogue::Direction::Rtl { -by } else { by });
            }
        >
            {TABS
                .into_iter()
                .map(|tab| {
                    let is_here = move || reading.tab.get() == tab;
                    view! {
                        <button
                            class="tab"
                            type="button"
                            role="tab"
                            aria-selected=move || if is_here() { "true" } else { "false" }
                            tabindex=move || if is_here() { "0" } else { "-1" }
                            on:click=move |_| reading.show(tab)
                        >
                            {move || words(tab)}
                            " "
                            <span class="count">{move || count(tab)}</span>
                        </button>
                    }
                })
                .collect_view()}
        </div>
    }
}

#[component]
fn QueueBar(reading: Reading) -> impl IntoView {
    let desk = reading.desk;
    let is_claiming = RwSignal::new(false);
    let has_claim = Memo::new(move |_| reading.mine.with(Option::is_some));
    let has_control = move || desk.has_role(Role::Officer) || desk.has_role(Role::Protection);
    let is_off = Signal::derive(move || has_claim.get() || is_claiming.get() || !has_control());
    let claim = move |()| claim_next(desk, is_claiming);
    let open_mine = move |()| {
        if let Some(reference) = reading.mine.get_untracked() {
            desk.go(Page::Crossing(reference));
        }
    };
    view! {
        <ActionBar>
            {move || {
                reading
                    .mine
                    .get()
                    .map(|reference| {
                        let args = Args::new().with("reference", reference.to_string());
                        view! {
                            <p class="action-bar__on">
                                <strong class="nowrap">{text_with("queue-you-have-it", &args)}</strong>
                                <span class="small quiet">{move || where_mine_is(reading)}</span>
                            </p>
                        }
                    })
            }}
            <div class="action-bar__acts">
                <Show when=move || has_claim.get()>
                    <Button on_press=open_mine strength=Strength::Main cap="Enter">
                        {t!("queue-open-it")}
                    </Button>
                </Show>
                <Button
                    on_press=claim
                    key=Key::F2
                    strength=Signal::derive(move || if has_claim.get() { Strength::Usual } else { Strength::Main })
                    is_off=is_off
                    why="why-claim".to_owned()
                >
                    {move || text(if is_claiming.get() { "queue-claiming" } else { "queue-claim-next" })}
                </Button>
            </div>
            {move || {
                let why = if has_claim.get() {
                    Some("queue-one-claim")
                } else if !has_control() {
                    Some("queue-no-control")
                } else {
                    None
                };
                why.map(|why| view! { <Why id="why-claim">{text(why)}</Why> })
            }}
            <ul class="keys push">
                <KeyHint cap="↑ ↓" does=Signal::derive(|| text("queue-move"))/>
                <KeyHint cap="F1" does=Signal::derive(|| text("queue-all-keys"))/>
            </ul>
        </ActionBar>
    }
}

/// Returns the agency and the time of the claim the officer has, where its line is in sight.
fn where_mine_is(reading: Reading) -> Option<String> {
    let mine = reading.mine.get()?;
    let now_at =
        reading.rows.with(|rows| rows.iter().find(|row| row.reference == mine).map(|row| row.now_at.clone()))?;
    let agency = now_at.agency.map(|agency| text(&format!("agency-{}", agency.word()))).unwrap_or_default();
    let state = now_at.state.map(|state| state.to_string()).unwrap_or_default();
    Some(format!("{state} {agency} · {}", reading.desk.elapsed(now_at.since)))
}

/// Claims what is next by rule and opens it.
fn claim_next(desk: Desk, is_claiming: RwSignal<bool>) {
    is_claiming.set(true);
    let request = ClaimNext { key: ipc::fresh_key() };
    spawn_local(async move {
        let answer = ipc::call_surely(desk, request).await;
        is_claiming.try_set(false);
        match answer {
            Ok(Some(performed)) => {
                if let Some(reference) = performed.crossing {
                    desk.go(Page::Crossing(reference));
                }
            }
            Ok(None) => desk.say(Gravity::Warn, desk.text("queue-nothing-next")),
            Err(failure) => desk.report(&failure),
        }
    });
}
