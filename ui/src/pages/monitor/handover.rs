//! The handover: what is open in the own State, what the supervisor who goes wrote, and the signature of the one who comes.

use contract::{HandOver, HandoverLine, HandoversRequest, HandoversView, TakeOver};
use domain::shift::LONGEST;
use domain::visibility::Datum;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::{Button, Panel, Strength, WordsField};
use crate::pages::draft::{Draft, HANDOVER};
use crate::route::Page;
use crate::state::{Desk, Gravity};
use crate::text::{Args, text, text_with};
use crate::{ipc, t};

/// What was handed over, and what would be handed over now. Supervisors see it.
#[component]
pub fn HandoverPanel() -> impl IntoView {
    let desk = Desk::here();
    let view = RwSignal::new(None::<HandoversView>);
    let words = RwSignal::new(String::new());
    let is_busy = RwSignal::new(false);
    // The form stays when it was sent: its draft then keeps the empty form.
    let _kept = Draft::keep(HANDOVER.to_owned(), move || words.get(), move |kept| words.set(kept));
    let read = move || {
        spawn_local(async move {
            if let Ok(fresh) = ipc::call(HandoversRequest {}).await {
                view.try_set(Some(fresh));
            }
        });
    };
    Effect::new(move |_| {
        desk.feed.track();
        read();
    });
    let open = move || {
        let count = view.with(|view| view.as_ref().map_or(0, |view| view.open.len()));
        text_with("monitor-handover-open", &Args::new().with_count("count", i64::try_from(count).unwrap_or_default()))
    };
    let hand_over = Callback::new(move |()| {
        let request = HandOver { words: words.get_untracked() };
        is_busy.set(true);
        spawn_local(async move {
            match ipc::call(request).await {
                Ok(()) => {
                    words.try_set(String::new());
                    desk.say(Gravity::Good, desk.text("monitor-handover-done"));
                    read();
                }
                Err(failure) => desk.report(&failure),
            }
            is_busy.try_set(false);
        });
    });
    let take = Callback::new(move |number: u32| {
        spawn_local(async move {
            match ipc::call(TakeOver { number }).await {
                Ok(()) => {
                    desk.say(Gravity::Good, desk.text("monitor-handover-took"));
                    read();
                }
                Err(failure) => desk.report(&failure),
            }
        });
    });
    view! {
        <Panel title=Signal::derive(|| text("monitor-handover"))>
            <div class="stack">
                {move || {
                    let lines = view.get().map(|view| view.handovers).unwrap_or_default();
                    lines.into_iter().map(|line| view! { <Line line=line take=take/> }).collect_view()
                }}
                <p>{open}</p>
                <WordsField
                    id="handover-words"
                    label=Signal::derive(|| text("monitor-handover-words"))
                    value=words
                    most=u32::try_from(LONGEST).unwrap_or(800)
                    datum=Datum::HandoverNote
                />
                <p><Button on_press=hand_over icon="i-sign" is_off=is_busy>{t!("monitor-handover-do")}</Button></p>
            </div>
        </Panel>
    }
}

#[component]
fn Line(line: HandoverLine, take: Callback<u32>) -> impl IntoView {
    let desk = Desk::here();
    let HandoverLine { number, by, at, words, open, more, taken, may_take } = line;
    let time = move |at| {
        let catalogue = catalogue::Catalogue::for_window(desk.language.get());
        desk.both_clocks(at, catalogue.date_time(desk.local(at)))
    };
    let head =
        move || text_with("monitor-handover-by", &Args::new().with("officer", by.to_string()).with("time", time(at)));
    let signed = move || {
        taken.as_ref().map(|(by, at)| {
            text_with("monitor-handover-taken", &Args::new().with("officer", by.to_string()).with("time", time(*at)))
        })
    };
    let take_it = Callback::new(move |()| take.run(number));
    view! {
        <div>
            <p><strong>{head}</strong></p>
            <p><bdi>{words}</bdi></p>
            <ul class="small">
                {open
                    .into_iter()
                    .map(|case| {
                        let reference = case.crossing.clone();
                        let go = Callback::new(move |()| desk.go(Page::Crossing(reference.clone())));
                        let said = move || {
                            format!(
                                "{} · {}",
                                text(&format!("agency-{}", case.agency.word())),
                                text(&format!("step-{}", case.state.word())),
                            )
                        };
                        view! {
                            <li class="line">
                                <bdi class="mono" dir="ltr">{case.crossing.to_string()}</bdi>
                                <span>{said}</span>
                                <span class="push"><Button on_press=go>{t!("monitor-open")}</Button></span>
                            </li>
                        }
                    })
                    .collect_view()}
            </ul>
            {(more > 0)
                .then(|| {
                    let said = move || {
                        text_with("monitor-handover-more", &Args::new().with_count("count", i64::from(more)))
                    };
                    view! { <p class="small quiet">{said}</p> }
                })}
            <p class="small quiet">{signed}</p>
            {may_take
                .then(|| {
                    view! {
                        <p>
                            <Button on_press=take_it strength=Strength::Main icon="i-sign">
                                {t!("monitor-handover-take")}
                            </Button>
                        </p>
                    }
                })}
        </div>
    }
}
