//! The alert lists of the own State: which there are, how alike a person has to be to be shown, and what comes and goes.
//!
//! Invariant: class STATE; the page never holds an entry, only how many there are.

mod import;
mod remove;
mod unusual;

use contract::{AlertListHead, AlertListsRequest, AlertListsView, SetAlertThreshold};
use domain::visibility::{Class, Datum};
use leptos::prelude::*;
use leptos::task::spawn_local;

use self::import::ImportDialog;
use self::remove::RemoveListDialog;
use self::unusual::UnusualRules;
use crate::components::{Button, ClassLegend, Empty, Field, Panel, Strength, Tag, Tone};
use crate::failure::failure_sentence;
use crate::state::{Desk, Gravity};
use crate::text::{Args, text, text_with};
use crate::{ipc, t};

/// What is asked on top of the lists.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Ask {
    /// Which file is to be imported: a new list, or one that is there.
    Import(Option<AlertListHead>),
    /// Whether a list is to be taken away.
    Remove(AlertListHead),
}

/// The shared handles of the panel.
#[derive(Clone, Copy)]
struct Lists {
    desk: Desk,
    view: RwSignal<Option<AlertListsView>>,
    failed: RwSignal<Option<String>>,
    asking: RwSignal<Option<Ask>>,
}

impl Lists {
    fn here() -> Self {
        expect_context()
    }

    /// Reads which lists there are.
    fn read(self) {
        spawn_local(async move {
            match ipc::call(AlertListsRequest {}).await {
                Ok(view) => {
                    self.failed.try_set(None);
                    self.view.try_set(Some(view));
                }
                Err(failure) => {
                    self.failed.try_set(Some(failure_sentence(self.desk, &failure)));
                }
            }
        });
    }
}

/// The lists.
#[component]
pub fn AlertListsPanel() -> impl IntoView {
    let desk = Desk::here();
    let lists = Lists { desk, view: RwSignal::new(None), failed: RwSignal::new(None), asking: RwSignal::new(None) };
    provide_context(lists);
    lists.read();
    let new = Callback::new(move |()| lists.asking.set(Some(Ask::Import(None))));
    let may_change = Memo::new(move |_| lists.view.with(|view| view.as_ref().is_some_and(|view| view.may_change)));
    let aside = ViewFn::from(move || {
        view! {
            <Show when=move || may_change.get()>
                <span class="push">
                    <Button on_press=new strength=Strength::Main>{t!("alerts-import")}</Button>
                </span>
            </Show>
        }
    });
    let body = move || match (lists.view.get(), lists.failed.get()) {
        (Some(view), _) if view.lists.is_empty() => {
            let title = Signal::derive(|| text("alerts-none"));
            view! { <Empty icon="i-warn" title=title>{t!("alerts-none-hint")}</Empty> }.into_any()
        }
        (Some(view), _) => view! { <Table view=view/> }.into_any(),
        (None, Some(said)) => view! { <p class="strong" role="alert">{said}</p> }.into_any(),
        (None, None) => view! { <p class="empty" role="status">{t!("loading")}</p> }.into_any(),
    };
    view! {
        <div id="alert-lists">
            <Panel title=Signal::derive(|| text("alerts-title")) aside=aside>
                <div class="stack">
                    <p class="small quiet">{t!("alerts-lead")}</p>
                    {body}
                    <Show when=move || may_change.get()>
                        <Threshold/>
                    </Show>
                    <UnusualRules/>
                    <ClassLegend classes=&[Class::State]/>
                </div>
            </Panel>
        </div>
        {move || {
            lists
                .asking
                .get()
                .map(|ask| match ask {
                    Ask::Import(list) => view! { <ImportDialog list=list/> }.into_any(),
                    Ask::Remove(list) => view! { <RemoveListDialog list=list/> }.into_any(),
                })
        }}
    }
}

#[component]
fn Table(view: AlertListsView) -> impl IntoView {
    let (now, may_change) = (view.now.date_naive(), view.may_change);
    let rows = view
        .lists
        .into_iter()
        .map(|list| {
            let is_over = list.until.is_some_and(|until| until < now);
            view! { <Row list=list may_change=may_change is_over=is_over/> }
        })
        .collect_view();
    view! {
        <div class="officers">
            <table class="items items--rows">
                <thead>
                    <tr>
                        <th scope="col">{t!("alerts-list")}</th>
                        <th scope="col" class="end">{t!("alerts-entries")}</th>
                        <th scope="col">{t!("alerts-says")}</th>
                        <th scope="col">{t!("alerts-imported")}</th>
                        <th scope="col"><span class="sr">{t!("admin-acts")}</span></th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

#[component]
fn Row(list: AlertListHead, may_change: bool, is_over: bool) -> impl IntoView {
    let lists = Lists::here();
    let desk = lists.desk;
    let (again, away) = (list.clone(), list.clone());
    let import = Callback::new(move |()| lists.asking.set(Some(Ask::Import(Some(again.clone())))));
    let remove = Callback::new(move |()| lists.asking.set(Some(Ask::Remove(away.clone()))));
    let (agency, until, rejected) = (list.agency, list.until, list.rejected);
    let read_by = move || {
        agency.map_or_else(
            || text("alerts-of-state"),
            |agency| {
                text_with("alerts-of-agency", &Args::new().with("agency", text(&format!("agency-{}", agency.word()))))
            },
        )
    };
    let imported = {
        let (by, at) = (list.by.to_string(), list.at);
        move || text_with("alerts-imported-by", &Args::new().with("date", desk.date(at)).with("officer", by.clone()))
    };
    let format = list.format;
    let entries = desk.count(i64::from(list.entries));
    let (reason, instruction, needs_two) = (list.usual.reason, list.usual.instruction, list.usual.needs_two);
    view! {
        <tr class:officers__removed=is_over>
            <td>
                <bdi class="strong">{list.name}</bdi>
                <small class="quiet">{read_by}</small>
            </td>
            <td class="end mono">{entries}</td>
            <td class="small">
                <bdi>{reason}</bdi>
                " "
                <bdi class="quiet">{instruction}</bdi>
                {needs_two.then(|| view! { " " <Tag>{t!("alerts-two-officers")}</Tag> })}
            </td>
            <td>
                <span class="nowrap">{imported}</span>
                <small class="quiet">{move || text(&format!("alerts-format-{}", format.word()))}</small>
                {(rejected > 0)
                    .then(|| {
                        let said = move || text_with("alerts-rows-rejected", &Args::new().with_count("count", i64::from(rejected)));
                        view! { <Tag tone=Tone::Warn icon="i-warn">{said}</Tag> }
                    })}
                {until
                    .map(|until| {
                        let key = if is_over { "alerts-over" } else { "alerts-until" };
                        view! {
                            <small class="quiet">
                                {move || text_with(key, &Args::new().with("date", desk.day(until)))}
                            </small>
                        }
                    })}
            </td>
            <td class="end">
                {may_change
                    .then(|| {
                        view! {
                            <span class="officers__acts">
                                <Button on_press=import strength=Strength::Plain>{t!("alerts-import-again")}</Button>
                                <Button on_press=remove strength=Strength::Plain>{t!("alerts-remove")}</Button>
                            </span>
                        }
                    })}
            </td>
        </tr>
    }
}

/// How alike a person has to be to be shown, in per cent.
#[component]
fn Threshold() -> impl IntoView {
    let lists = Lists::here();
    let desk = lists.desk;
    let typed = RwSignal::new(String::new());
    let wrong = RwSignal::new(None::<String>);
    let (now, usual) = (
        Memo::new(move |_| lists.view.with(|view| view.as_ref().map_or(0, |view| view.threshold))),
        Memo::new(move |_| lists.view.with(|view| view.as_ref().map_or(0, |view| view.usual_threshold))),
    );
    Effect::new(move |_| typed.set(per_cent(now.get())));
    let set = move |threshold: Option<u16>| {
        spawn_local(async move {
            match ipc::call(SetAlertThreshold { threshold }).await {
                Ok(()) => {
                    wrong.try_set(None);
                    desk.say(Gravity::Good, desk.text("alerts-threshold-set"));
                    lists.read();
                }
                Err(failure) => {
                    wrong.try_set(Some(failure_sentence(desk, &failure)));
                }
            }
        });
    };
    let keep = Callback::new(move |()| match typed.with_untracked(|typed| per_mille(typed)) {
        Some(threshold) => set(Some(threshold)),
        None => wrong.set(Some(text("alerts-threshold-wrong"))),
    });
    let back = Callback::new(move |()| set(None));
    let lead = move || text_with("alerts-threshold-lead", &Args::new().with("usual", per_cent(usual.get())));
    view! {
        <div class="stack alerts__threshold">
            <div class="line line--end">
                <Field
                    id="alert-threshold"
                    label=Signal::derive(|| text("alerts-threshold"))
                    value=typed
                    datum=Datum::AlertHit
                    said=Signal::derive(move || wrong.get())
                />
                <Button on_press=keep>{t!("alerts-threshold-keep")}</Button>
                <Show when=move || now.get() != usual.get()>
                    <Button on_press=back strength=Strength::Plain>{t!("alerts-threshold-usual")}</Button>
                </Show>
            </div>
            <p class="small quiet">{lead}</p>
        </div>
    }
}

/// Returns a threshold as it is typed, in per cent with one decimal where there is one.
fn per_cent(per_mille: u16) -> String {
    match (per_mille / 10, per_mille % 10) {
        (whole, 0) => whole.to_string(),
        (whole, tenth) => format!("{whole}.{tenth}"),
    }
}

/// Returns what was typed in per mille; nothing where it is no share between a half and all.
fn per_mille(typed: &str) -> Option<u16> {
    let typed = typed.trim().trim_end_matches('%').trim().replace(',', ".");
    let (whole, tenth) = typed.split_once('.').unwrap_or((&typed, "0"));
    let tenth = Some(tenth).filter(|tenth| tenth.len() == 1)?;
    let share = whole.parse::<u16>().ok()?.checked_mul(10)?.checked_add(tenth.parse().ok()?)?;
    (500..=1_000).contains(&share).then_some(share)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_threshold_is_typed_in_per_cent() {
        assert_eq!(per_mille("82"), Some(820));
        assert_eq!(per_mille(" 82,5 %"), Some(825));
        assert_eq!((per_mille("49.9"), per_mille("101"), per_mille("82.55"), per_mille("")), (None, None, None, None));
        assert_eq!((per_cent(825), per_cent(820)), ("82.5".to_owned(), "82".to_owned()));
    }
}
