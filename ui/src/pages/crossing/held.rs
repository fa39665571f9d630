//! Who is held on the crossing: since when, until when the law allows it, and what the own State wrote down meanwhile.
//!
//! Invariant: that somebody is held both States see; what was done for him stands here for officers of the holding State alone.

use contract::WriteCare;
use domain::held::{Care, LONGEST};
use domain::visibility::Datum;
use domain::{At, StateCode, StepId};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::work::Work;
use crate::components::{Button, ClassMark, Icon, Panel, SelectField, StateCode as Code, Strength, WordsField};
use crate::state::Gravity;
use crate::text::{Args, text, text_with};
use crate::{ipc, t};

#[derive(Clone, PartialEq)]
struct Line {
    step: StepId,
    what: String,
    state: StateCode,
    since: At,
    since_said: String,
    limit_at: At,
    limit_said: String,
    entries: Vec<(String, String, Care, String)>,
    is_own: bool,
    may_write: bool,
}

/// Who is held, and the register of it.
#[component]
pub fn Held() -> impl IntoView {
    let work = Work::here();
    let lines = work.seen(|words| {
        let own = words.desk.own_state();
        let line = |held: &contract::HeldLine| Line {
            step: held.hold.step,
            what: words.label(held.subject),
            state: held.state,
            since: held.hold.by.done_at(),
            since_said: words.time(held.hold.by.done_at()),
            limit_at: held.hold.limit_at,
            limit_said: words.time(held.hold.limit_at),
            entries: held
                .entries
                .iter()
                .map(|entry| (words.time(entry.at), words.officer(&entry.officer), entry.care, entry.words.clone()))
                .collect(),
            is_own: own == Some(held.state),
            may_write: held.may_write,
        };
        words.view.held.iter().map(line).collect::<Vec<_>>()
    });
    move || {
        let lines = lines.get().unwrap_or_default();
        (!lines.is_empty()).then(|| {
            view! {
                <Panel title=Signal::derive(|| text("held-heading"))>
                    {lines.into_iter().map(|line| view! { <HeldOne line=line/> }).collect_view()}
                </Panel>
            }
        })
    }
}

#[component]
fn HeldOne(line: Line) -> impl IntoView {
    let work = Work::here();
    let desk = work.desk;
    let (since, limit_at) = (line.since, line.limit_at);
    let (what, state, since_said) = (line.what.clone(), line.state, line.since_said.clone());
    let head = move || {
        let args = Args::new()
            .with("what", what.clone())
            .with("state", state.to_string())
            .with("time", since_said.clone())
            .with("hours", desk.elapsed(since));
        text_with("held-since", &args)
    };
    let is_over = move || desk.now.get() > limit_at;
    let limit_said = line.limit_said.clone();
    let limit = move || {
        let key = if is_over() { "held-limit-over" } else { "held-limit" };
        text_with(key, &Args::new().with("time", limit_said.clone()))
    };
    let is_none = line.entries.is_empty();
    let step = line.step;
    view! {
        <div class="stack">
            <p class="strong"><Code state=line.state/> " " {head}</p>
            <p class="line" class:strong=is_over>
                <Show when=is_over><Icon name="i-warn"/></Show>
                <span>{limit}</span>
            </p>
            {line
                .is_own
                .then(|| {
                    view! {
                        <ul class="stack small">
                            {line
                                .entries
                                .into_iter()
                                .map(|(time, who, care, words)| {
                                    let done = move || text(&format!("care-{}", care.word()));
                                    view! {
                                        <li>
                                            <span class="quiet">{time} " · " <bdi>{who}</bdi></span>
                                            " "
                                            <strong>{done}</strong>
                                            " "
                                            <bdi>{words}</bdi>
                                            " "
                                            <ClassMark datum=Datum::HeldEntry/>
                                        </li>
                                    }
                                })
                                .collect_view()}
                        </ul>
                        {is_none.then(|| view! { <p class="quiet small">{t!("held-none")}</p> })}
                    }
                })}
            {line.may_write.then(|| view! { <Write step=step/> })}
        </div>
    }
}

/// What was done, from a list, and in words.
#[component]
fn Write(step: StepId) -> impl IntoView {
    let work = Work::here();
    let desk = work.desk;
    let care = RwSignal::new(Care::Seen.word().to_owned());
    let words = RwSignal::new(String::new());
    let is_busy = RwSignal::new(false);
    let options = Signal::derive(|| {
        Care::ALL.map(|care| (care.word().to_owned(), text(&format!("care-{}", care.word())))).to_vec()
    });
    let write = Callback::new(move |()| {
        let chosen = care.get_untracked();
        let Some(care) = Care::ALL.into_iter().find(|known| known.word() == chosen) else { return };
        if is_busy.get_untracked() {
            return;
        }
        is_busy.set(true);
        let (key, crossing, words_said) = (ipc::fresh_key(), work.live.reference(), words.get_untracked());
        spawn_local(async move {
            match ipc::call_surely(desk, WriteCare { key, crossing, step, care, words: words_said }).await {
                Ok(()) => {
                    words.try_set(String::new());
                    desk.say(Gravity::Good, desk.text("held-done"));
                    work.live.read().await;
                }
                Err(failure) => desk.report(&failure),
            }
            is_busy.try_set(false);
        });
    });
    view! {
        <div class="fields">
            <SelectField
                id="held-care"
                class="span-3"
                label=Signal::derive(|| text("held-care"))
                value=care
                options=options
                datum=Datum::HeldEntry
            />
            <WordsField
                id="held-words"
                class="span-3"
                label=Signal::derive(|| text("held-words"))
                value=words
                rows=2
                most=u32::try_from(LONGEST).unwrap_or(300)
                datum=Datum::HeldEntry
            />
            <div class="span-6 line">
                <Button on_press=write strength=Strength::Main is_off=Signal::derive(move || is_busy.get())>
                    {t!("held-do")}
                </Button>
            </div>
        </div>
    }
}
