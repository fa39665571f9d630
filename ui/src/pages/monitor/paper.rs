//! Paper for supervisors: blank slips for a power cut, and the own State's register of persons held.

use catalogue::Catalogue;
use chrono::{NaiveDate, NaiveTime};
use contract::{HeldRegisterRequest, PaperSize, ReserveBlankSlips, ReservedRequest, ReservedView, SaveHeldRegister};
use domain::{Direction, Flow};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::{Button, Field, Panel, SelectField, Strength};
use crate::pages::typed;
use crate::state::{Desk, Gravity};
use crate::text::{Args, text, text_with};
use crate::{ipc, t};

/// Blank slips with reserved references.
#[component]
pub fn BlankPanel() -> impl IntoView {
    let desk = Desk::here();
    let view = RwSignal::new(None::<ReservedView>);
    let count = RwSignal::new("10".to_owned());
    let (flow, way, size) = (
        RwSignal::new(Flow::Traveller.word().to_owned()),
        RwSignal::new(Direction::AToB.word().to_owned()),
        RwSignal::new("a4".to_owned()),
    );
    let (is_wrong, is_busy) = (RwSignal::new(false), RwSignal::new(false));
    let read = move || {
        spawn_local(async move {
            if let Ok(fresh) = ipc::call(ReservedRequest {}).await {
                view.try_set(Some(fresh));
            }
        });
    };
    Effect::new(move |_| {
        desk.feed.track();
        read();
    });
    let flows = Signal::derive(move || {
        let handled = desk.plan().map(|plan| plan.flows).unwrap_or_default();
        handled
            .into_iter()
            .map(|flow| (flow.word().to_owned(), text(&format!("flow-{}", flow.word()))))
            .collect::<Vec<_>>()
    });
    let ways = Signal::derive(move || {
        let Some(plan) = desk.plan() else { return Vec::new() };
        let named = |direction: Direction| {
            let (exit, entry) = plan.exit_and_entry(direction);
            (direction.word().to_owned(), format!("{exit} → {entry}"))
        };
        [Direction::AToB, Direction::BToA].map(named).to_vec()
    });
    let sizes = Signal::derive(|| ["a4", "a5"].map(|size| (size.to_owned(), size.to_uppercase())).to_vec());
    let reserve = Callback::new(move |()| {
        let number = count.get_untracked().trim().parse::<u16>().ok().filter(|count| (1..=50).contains(count));
        is_wrong.set(number.is_none());
        let flow = Flow::ALL.into_iter().find(|known| known.word() == flow.get_untracked());
        let (Some(count), Some(flow), false) = (number, flow, is_busy.get_untracked()) else { return };
        is_busy.set(true);
        let direction = if way.get_untracked() == Direction::BToA.word() { Direction::BToA } else { Direction::AToB };
        let size = if size.get_untracked() == "a5" { PaperSize::A5 } else { PaperSize::A4 };
        let request = ReserveBlankSlips { key: ipc::fresh_key(), count, flow, category: None, direction, size };
        spawn_local(async move {
            match ipc::call_surely(desk, request).await {
                Ok(saved) => {
                    desk.say(Gravity::Good, desk.text_with("sheet-saved", &Args::new().with("path", saved.path)));
                    read();
                }
                Err(failure) => desk.report(&failure),
            }
            is_busy.try_set(false);
        });
    });
    let unused = move || {
        let count = view.with(|view| view.as_ref().map_or(0, |view| view.unused.len()));
        (count > 0).then(|| {
            let args = Args::new().with_count("count", i64::try_from(count).unwrap_or_default());
            text_with("monitor-paper-unused", &args)
        })
    };
    view! {
        <Panel title=Signal::derive(|| text("monitor-paper"))>
            <div class="stack">
                <p class="small quiet">{t!("monitor-paper-lead")}</p>
                <div class="fields">
                    <Field
                        id="blank-count"
                        class="span-3"
                        kind="number"
                        label=Signal::derive(|| text("monitor-paper-count"))
                        value=count
                        said=Signal::derive(move || is_wrong.get().then(|| text("monitor-paper-wrong")))
                    />
                    <SelectField id="blank-flow" class="span-3" label=Signal::derive(|| text("monitor-paper-flow")) value=flow options=flows/>
                    <SelectField id="blank-way" class="span-3" label=Signal::derive(|| text("monitor-paper-direction")) value=way options=ways/>
                    <SelectField id="blank-size" class="span-3" label=Signal::derive(|| text("monitor-paper-size")) value=size options=sizes/>
                </div>
                <p>
                    <Button on_press=reserve strength=Strength::Main is_off=Signal::derive(move || is_busy.get())>
                        {t!("monitor-paper-do")}
                    </Button>
                </p>
                {move || unused().map(|said| view! { <p class="small">{said}</p> })}
                <ul class="small">
                    {move || {
                        let unused = view.get().map(|view| view.unused).unwrap_or_default();
                        unused
                            .into_iter()
                            .map(|one| {
                                view! {
                                    <li>
                                        <bdi class="mono" dir="ltr">{one.reference.to_string()}</bdi>
                                        " · "
                                        {one.state.to_string()}
                                        " "
                                        {one.by.to_string()}
                                    </li>
                                }
                            })
                            .collect_view()
                    }}
                </ul>
            </div>
        </Panel>
    }
}

/// The register of persons held, of some days.
#[component]
pub fn HeldRegisterPanel() -> impl IntoView {
    let desk = Desk::here();
    let catalogue = move || Catalogue::for_window(desk.language.get_untracked());
    // As the window writes days, so that it shows how one is typed.
    let today = catalogue().date(desk.local(desk.now.get_untracked()).date());
    let (from, to) = (RwSignal::new(today.clone()), RwSignal::new(today));
    let wrong = RwSignal::new([false; 2]);
    let said =
        move |at: fn([bool; 2]) -> bool| Signal::derive(move || at(wrong.get()).then(|| text("register-date-wrong")));
    let save = move |is_pdf: bool| {
        let day = |value: RwSignal<String>| typed::date(&value.get_untracked(), catalogue());
        let days = [day(from), day(to).and_then(|day| day.succ_opt())];
        wrong.set(days.map(|day| day.is_none()));
        let [Some(from), Some(before)] = days else { return };
        let start = |day: NaiveDate| desk.at_of_local(day.and_time(NaiveTime::MIN));
        let of = HeldRegisterRequest { from: start(from), before: start(before) };
        spawn_local(async move {
            match ipc::call(SaveHeldRegister { of, is_pdf }).await {
                Ok(saved) => {
                    desk.say(Gravity::Good, desk.text_with("sheet-saved", &Args::new().with("path", saved.path)));
                }
                Err(failure) => desk.report(&failure),
            }
        });
    };
    let pdf = Callback::new(move |()| save(true));
    let csv = Callback::new(move |()| save(false));
    view! {
        <Panel title=Signal::derive(|| text("monitor-held"))>
            <div class="stack">
                <p class="small quiet">{t!("monitor-held-lead")}</p>
                <div class="fields">
                    <Field
                        id="held-from"
                        class="span-3"
                        label=Signal::derive(|| text("monitor-held-from"))
                        value=from
                        said=said(|[from, _]| from)
                    />
                    <Field
                        id="held-to"
                        class="span-3"
                        label=Signal::derive(|| text("monitor-held-to"))
                        value=to
                        said=said(|[_, to]| to)
                    />
                </div>
                <p class="line">
                    <Button on_press=pdf>{t!("monitor-held-pdf")}</Button>
                    <Button on_press=csv>{t!("monitor-held-csv")}</Button>
                </p>
            </div>
        </Panel>
    }
}
