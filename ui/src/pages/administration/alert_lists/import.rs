//! Imports a list from a file, and says what came of it row by row.
//!
//! Invariant: what can't be read of a file is said with its line; nothing of it is taken in half.

use catalogue::Catalogue;
use contract::{
    AlertListFormat, AlertListHead, AlertListImported, AlertUsual, BrokenAlertList, ImportAlertList, RejectedAlertRow,
};
use domain::visibility::Datum;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Lists;
use crate::components::{Button, Choice, Choices, ClassMark, Dialog, Field, FileInput, SelectField, Strength};
use crate::failure::failure_sentence;
use crate::ipc;
use crate::pages::typed;
use crate::state::Desk;
use crate::t;
use crate::text::{Args, text, text_with};

/// The largest file that a window takes, in bytes; larger ones are imported by `osbpctl alerts import`.
const MOST_BYTES: f64 = 32.0 * 1024.0 * 1024.0;

/// The format that is seen from the file.
const SEEN: &str = "seen";

/// What is typed.
#[derive(Clone, Copy)]
struct Form {
    name: RwSignal<String>,
    owner: RwSignal<String>,
    format: RwSignal<String>,
    whole: RwSignal<String>,
    reason: RwSignal<String>,
    instruction: RwSignal<String>,
    handling: RwSignal<String>,
    until: RwSignal<String>,
    two: RwSignal<bool>,
    file: RwSignal<Option<(String, String)>>,
    wrong: RwSignal<Vec<(&'static str, String)>>,
}

impl Form {
    /// A form for a new list, or for one that is there.
    fn of(desk: Desk, list: Option<&AlertListHead>) -> Self {
        let usual = list.map(|list| list.usual.clone()).unwrap_or_default();
        let owner = if list.is_some_and(|list| list.agency.is_some()) { "agency" } else { "state" };
        let until = list.and_then(|list| list.until).map(|until| untrack(|| desk.day(until))).unwrap_or_default();
        Self {
            name: RwSignal::new(list.map(|list| list.name.clone()).unwrap_or_default()),
            owner: RwSignal::new(owner.to_owned()),
            format: RwSignal::new(SEEN.to_owned()),
            whole: RwSignal::new("whole".to_owned()),
            reason: RwSignal::new(usual.reason),
            instruction: RwSignal::new(usual.instruction),
            handling: RwSignal::new(usual.handling.unwrap_or_default()),
            until: RwSignal::new(until),
            two: RwSignal::new(usual.needs_two),
            file: RwSignal::new(None),
            wrong: RwSignal::new(Vec::new()),
        }
    }

    /// Says what is wrong with a field.
    fn said(self, field: &'static str) -> Signal<Option<String>> {
        Signal::derive(move || {
            self.wrong.with(|wrong| wrong.iter().find(|(of, _)| *of == field).map(|(_, said)| said.clone()))
        })
    }

    /// Returns the request, or every field that is not right.
    fn request(self, desk: Desk) -> Result<ImportAlertList, Vec<(&'static str, String)>> {
        let read = |field: RwSignal<String>| field.get_untracked().trim().to_owned();
        let (name, reason, instruction) = (read(self.name), read(self.reason), read(self.instruction));
        let until = Some(read(self.until)).filter(|until| !until.is_empty());
        let words = Catalogue::for_window(desk.language.get_untracked());
        let day = until.as_ref().and_then(|until| typed::date(until, words));
        let content = self.file.get_untracked().map(|(_, content)| content);
        let needed = [("name", &name), ("reason", &reason), ("instruction", &instruction)];
        let mut wrong: Vec<(&'static str, String)> =
            needed.into_iter().filter(|(_, typed)| typed.is_empty()).map(|(of, _)| (of, text("ask-needed"))).collect();
        if until.is_some() && day.is_none() {
            wrong.push(("until", text("alerts-until-wrong")));
        }
        let Some(content) = content else {
            wrong.push(("content", text("alerts-file-needed")));
            return Err(wrong);
        };
        if !wrong.is_empty() {
            return Err(wrong);
        }
        let format = read(self.format);
        Ok(ImportAlertList {
            name,
            is_agency: read(self.owner) == "agency",
            format: AlertListFormat::ALL.into_iter().find(|known| known.word() == format),
            is_change: read(self.whole) == "change",
            usual: AlertUsual {
                reason,
                instruction,
                handling: Some(read(self.handling)).filter(|code| !code.is_empty()),
                needs_two: self.two.get_untracked(),
            },
            until: day,
            content,
        })
    }
}

/// Asks which file is to be imported, and how its entries are to be shown.
#[component]
pub fn ImportDialog(list: Option<AlertListHead>) -> impl IntoView {
    let lists = Lists::here();
    let desk = lists.desk;
    let is_there = list.is_some();
    let form = Form::of(desk, list.as_ref());
    let is_busy = RwSignal::new(false);
    let came = RwSignal::new(None::<AlertListImported>);
    let close = Callback::new(move |()| lists.asking.set(None));
    let import = Callback::new(move |()| {
        if is_busy.get_untracked() {
            return;
        }
        form.wrong.set(Vec::new());
        let request = match untrack(|| form.request(desk)) {
            Ok(request) => request,
            Err(wrong) => return form.wrong.set(wrong),
        };
        is_busy.set(true);
        spawn_local(async move {
            match ipc::call(request).await {
                Ok(AlertListImported { broken: Some(broken), .. }) => {
                    form.wrong.try_set(vec![("content", broken_said(&broken))]);
                }
                Ok(done) => {
                    came.try_set(Some(done));
                    lists.read();
                }
                Err(failure) => {
                    form.wrong.try_set(vec![("import", failure_sentence(desk, &failure))]);
                }
            }
            is_busy.try_set(false);
        });
    });
    let is_done = Memo::new(move |_| came.with(Option::is_some));
    let acts = ViewFn::from(move || {
        let words = move || text(if is_busy.get() { "alerts-importing" } else { "alerts-import-do" });
        view! {
            <Show
                when=move || is_done.get()
                fallback=move || {
                    view! {
                        <Button on_press=close>{t!("cancel")}</Button>
                        <Button on_press=import strength=Strength::Main is_off=Signal::derive(move || is_busy.get())>{words}</Button>
                    }
                }
            >
                <Button on_press=close strength=Strength::Main>{t!("close")}</Button>
            </Show>
        }
    });
    let title = Signal::derive(move || match is_there {
        true => text_with("alerts-import-title-again", &Args::new().with("list", form.name.get())),
        false => text("alerts-import-title"),
    });
    view! {
        <Dialog id="import-alert-list" title=title on_close=close acts=acts is_wide=true>
            {move || match came.get() {
                Some(done) => view! { <Came done=done/> }.into_any(),
                None => view! { <Fields form=form is_there=is_there/> }.into_any(),
            }}
        </Dialog>
    }
}

#[component]
fn Fields(form: Form, is_there: bool) -> impl IntoView {
    let lists = Lists::here();
    let agency = move || {
        let agency = lists.view.with(|view| view.as_ref().map(|view| view.agency));
        agency.map(|agency| text(&format!("agency-{}", agency.word()))).unwrap_or_default()
    };
    let owners = Signal::derive(move || {
        vec![
            Choice::new("state", text("alerts-owner-state")),
            Choice::new("agency", text_with("alerts-owner-agency", &Args::new().with("agency", agency()))),
        ]
    });
    let wholes = Signal::derive(|| {
        vec![
            Choice::new("whole", text("alerts-whole")).hinted(text("alerts-whole-hint")),
            Choice::new("change", text("alerts-change")).hinted(text("alerts-change-hint")),
        ]
    });
    let formats = Signal::derive(|| {
        let seen = (SEEN.to_owned(), text("alerts-format-seen"));
        let known =
            AlertListFormat::ALL.map(|one| (one.word().to_owned(), text(&format!("alerts-format-{}", one.word()))));
        std::iter::once(seen).chain(known).collect::<Vec<_>>()
    });
    let take_file = move |file: web_sys::File| {
        form.wrong.set(Vec::new());
        if file.size() > MOST_BYTES {
            return form.wrong.set(vec![("content", text("alerts-file-large"))]);
        }
        let name = file.name();
        spawn_local(async move {
            match ipc::base64_of(&file).await {
                Some(content) => {
                    form.file.try_set(Some((name, content)));
                }
                None => {
                    form.wrong.try_set(vec![("content", text("alerts-file-unread"))]);
                }
            }
        });
    };
    let chosen = move || form.file.with(|file| file.as_ref().map(|(name, _)| name.clone()));
    view! {
        <div class="fields">
            <div class=move || format!("field span-6{}", if form.said("content").get().is_some() { " field--doubt" } else { "" })>
                <label for="alert-file">{t!("alerts-file")} " " <ClassMark datum=Datum::AlertHit/></label>
                <div class="line">
                    <FileInput
                        id="alert-file"
                        accept=".csv,.xml,.json,.jsonl,.txt,text/csv,text/xml,application/json"
                        on_choose=take_file
                    />
                    <bdi class="strong" id="alert-file-chosen">{chosen}</bdi>
                </div>
                {move || form.said("content").get().map(|said| view! { <p class="field__said">{said}</p> })}
            </div>
            <Show when=move || !is_there>
                <Field id="alert-name" class="span-4" label=Signal::derive(|| text("alerts-name")) value=form.name datum=Datum::AlertHit said=form.said("name")/>
            </Show>
            <SelectField id="alert-format" class="span-2" label=Signal::derive(|| text("alerts-format")) value=form.format options=formats datum=Datum::AlertHit/>
            <Show when=move || !is_there>
                <div class="span-6">
                    <Choices
                        name="alert-owner"
                        legend=Signal::derive(|| text("alerts-owner"))
                        value=form.owner
                        on_choose=Callback::new(move |owner| form.owner.set(owner))
                        options=owners
                        datum=Datum::AlertHit
                    />
                </div>
            </Show>
            <Show when=move || is_there>
                <div class="span-6">
                    <Choices
                        name="alert-whole"
                        legend=Signal::derive(|| text("alerts-file-is"))
                        value=form.whole
                        on_choose=Callback::new(move |whole| form.whole.set(whole))
                        options=wholes
                        datum=Datum::AlertHit
                    />
                </div>
            </Show>
            <Field id="alert-reason" class="span-3" label=Signal::derive(|| text("alerts-reason")) value=form.reason datum=Datum::AlertHit said=form.said("reason")/>
            <Field id="alert-instruction" class="span-3" label=Signal::derive(|| text("alerts-instruction")) value=form.instruction datum=Datum::AlertHit said=form.said("instruction")/>
            <Field id="alert-handling" class="span-2" label=Signal::derive(|| text("alerts-handling")) value=form.handling datum=Datum::AlertHit/>
            <Field
                id="alert-until"
                class="span-4"
                label=Signal::derive(|| text("alerts-valid-until"))
                placeholder=Signal::derive(|| text("alerts-day-format"))
                value=form.until
                datum=Datum::AlertHit
                said=form.said("until")
            />
            <label class="choice span-6">
                <input
                    id="alert-two"
                    type="checkbox"
                    prop:checked=form.two
                    on:change:target=move |event| form.two.set(event.target().checked())
                />
                <span>{t!("alerts-needs-two")} <small>{t!("alerts-needs-two-hint")}</small></span>
            </label>
        </div>
        {move || form.said("import").get().map(|said| view! { <p class="strong ask__failure" role="alert">{said}</p> })}
    }
}

/// What came of an import.
#[component]
fn Came(done: AlertListImported) -> impl IntoView {
    let count = |count: u32| i64::from(count);
    let args = Args::new()
        .with_count("entries", count(done.entries))
        .with_count("added", count(done.added))
        .with_count("changed", count(done.changed))
        .with_count("removed", count(done.removed));
    let said = text_with("alerts-came", &args);
    let rejected = done.rejected;
    let unknown = done.unknown.join(", ");
    let rest = usize::try_from(rejected).unwrap_or_default().saturating_sub(done.rows.len());
    view! {
        <div class="stack">
            <p class="strong" role="status">{said}</p>
            {(!unknown.is_empty()).then(|| view! { <p>{text_with("alerts-unknown", &Args::new().with("fields", unknown))}</p> })}
            {(rejected > 0)
                .then(|| {
                    let said = text_with("alerts-rejected", &Args::new().with_count("count", count(rejected)));
                    view! {
                        <p class="strong">{said}</p>
                        <div class="officers">
                            <table class="items items--rows">
                                <thead>
                                    <tr>
                                        <th scope="col" class="end">{t!("alerts-row-line")}</th>
                                        <th scope="col">{t!("alerts-row-field")}</th>
                                        <th scope="col">{t!("alerts-row-why")}</th>
                                        <th scope="col">{t!("alerts-row-text")}</th>
                                    </tr>
                                </thead>
                                <tbody>{done.rows.into_iter().map(rejected_row).collect_view()}</tbody>
                            </table>
                        </div>
                        {(rest > 0)
                            .then(|| {
                                let rest = i64::try_from(rest).unwrap_or_default();
                                view! { <p class="small quiet">{text_with("alerts-rejected-more", &Args::new().with_count("count", rest))}</p> }
                            })}
                    }
                })}
        </div>
    }
}

/// Returns why a file was not read as a whole.
fn broken_said(broken: &BrokenAlertList) -> String {
    let why = text_with(&format!("alerts-broken-{}", broken.why), &Args::new().with("what", broken.what.clone()));
    text_with("alerts-broken", &Args::new().with("line", broken.line.to_string()).with("why", why))
}

fn rejected_row(row: RejectedAlertRow) -> impl IntoView {
    let why = format!("alerts-fault-{}", row.why);
    view! {
        <tr>
            <td class="end mono">{row.line.to_string()}</td>
            <td class="mono">{row.field}</td>
            <td>{move || text(&why)}</td>
            <td class="small"><bdi>{row.text}</bdi></td>
        </tr>
    }
}
