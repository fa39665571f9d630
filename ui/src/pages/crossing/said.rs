//! Messages on the crossing: to an agency of the own State, or told to the other; the window says which before one is sent.
//!
//! Invariant: what is typed lives outside of what is read; a message to the other State is never sent by the button of one that stays.

use contract::{MessageLine, ReadMessage, SendMessage};
use domain::message::LONGEST;
use domain::visibility::Datum;
use domain::{Agency, StateCode};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::work::Work;
use crate::components::{
    Button, ClassMark, Icon, Panel, SelectField, Size, StateCode as Code, Strength, Tag, Tone, WordsField,
};
use crate::state::Gravity;
use crate::text::{Args, text, text_with};
use crate::{ipc, t};

#[derive(Clone, PartialEq)]
struct Line {
    message: MessageLine,
    time: String,
    who: String,
    read_by: Vec<String>,
}

/// What was said on the crossing.
#[component]
pub fn Messages() -> impl IntoView {
    let work = Work::here();
    let is_writing = RwSignal::new(false);
    let lines = work.seen(|words| {
        let line = |message: &MessageLine| Line {
            time: words.time(message.at),
            who: words.officer(&message.officer),
            read_by: message
                .read_by
                .iter()
                .map(|(who, at)| {
                    let args = Args::new().with("who", words.officer(who)).with("time", words.time(*at));
                    words.desk.text_with("messages-read-by", &args)
                })
                .collect(),
            message: message.clone(),
        };
        words.view.messages.iter().map(line).collect::<Vec<_>>()
    });
    let is_open = work.seen(|words| !words.crossing().is_closed());
    let write = Callback::new(move |()| is_writing.update(|is_writing| *is_writing = !*is_writing));
    let aside = ViewFn::from(move || {
        view! {
            <Show when=move || is_open.get() == Some(true)>
                <span class="push"><Button on_press=write icon="i-told">{t!("messages-write")}</Button></span>
            </Show>
        }
    });
    view! {
        <Panel title=Signal::derive(|| text("messages-heading")) aside=aside>
            {move || {
                let lines = lines.get().unwrap_or_default();
                if lines.is_empty() {
                    view! { <p class="quiet small">{t!("messages-none")}</p> }.into_any()
                } else {
                    view! {
                        <ul class="stack">
                            {lines.into_iter().map(|line| view! { <li><MessageOf line=line/></li> }).collect_view()}
                        </ul>
                    }
                        .into_any()
                }
            }}
            <Show when=move || is_writing.get() && is_open.get() == Some(true)>
                <Write is_writing=is_writing/>
            </Show>
        </Panel>
    }
}

#[component]
fn MessageOf(line: Line) -> impl IntoView {
    let work = Work::here();
    let desk = work.desk;
    let Line { message, time, who, read_by } = line;
    let datum = if message.from == message.to { Datum::OwnMessage } else { Datum::Message };
    let (from_agency, to, to_agency, id) = (message.from_agency, message.to, message.to_agency, message.id);
    let way = move || {
        let named =
            |state: StateCode, agency: Agency| format!("{state} {}", text(&format!("agency-{}", agency.word())));
        let args = Args::new().with("from", named(message.from, from_agency)).with("to", named(to, to_agency));
        text_with("messages-from-to", &args)
    };
    let words = message.words.clone();
    let said = move || words.clone().unwrap_or_else(|| text("messages-erased"));
    let read = Callback::new(move |()| {
        let request = ReadMessage { crossing: work.live.reference(), message: id };
        spawn_local(async move {
            match ipc::call(request).await {
                Ok(()) => work.live.read().await,
                Err(failure) => desk.report(&failure),
            }
        });
    });
    let is_for_me = message.is_for_me;
    view! {
        <p class="small quiet">
            <Code state=message.from size=Size::Small/>
            " "
            {way}
            " · "
            <bdi>{who}</bdi>
            " · "
            {time}
            " "
            <ClassMark datum=datum/>
            " "
            {is_for_me.then(|| view! { <Tag tone=Tone::Warn>{t!("messages-for-you")}</Tag> })}
        </p>
        <p><bdi>{said}</bdi></p>
        <p class="line small quiet">
            {read_by.into_iter().map(|said| view! { <span>{said}</span> }).collect_view()}
            {is_for_me.then(|| view! { <Button on_press=read icon="i-check">{t!("messages-read")}</Button> })}
        </p>
    }
}

/// To whom and what; beside the button stands who will read it.
#[component]
fn Write(is_writing: RwSignal<bool>) -> impl IntoView {
    let work = Work::here();
    let desk = work.desk;
    let words = RwSignal::new(String::new());
    let is_busy = RwSignal::new(false);
    // The own State first: what is told can't be taken back.
    let own = desk.own_state();
    let agency = desk.session.with_untracked(|session| session.as_ref().map(|session| session.agency));
    let to = RwSignal::new(match (own, agency) {
        (Some(state), Some(agency)) => format!("{state} {}", agency.word()),
        _ => String::new(),
    });
    let options = Signal::derive(move || {
        let states = [desk.own_state(), desk.other_state()].into_iter().flatten();
        let of = |state: StateCode| {
            Agency::ALL.map(|agency| {
                let words = format!("{} · {}", desk.state_name(state), text(&format!("agency-{}", agency.word())));
                (format!("{state} {}", agency.word()), words)
            })
        };
        states.flat_map(of).collect::<Vec<_>>()
    });
    let chosen = move || -> Option<(StateCode, Agency)> {
        let typed = to.get();
        let (state, agency) = typed.split_once(' ')?;
        Some((state.parse().ok()?, Agency::ALL.into_iter().find(|known| known.word() == agency)?))
    };
    let is_told = Memo::new(move |_| chosen().is_some_and(|(state, _)| Some(state) != own));
    let name = move || chosen().map(|(state, _)| desk.state_name(state)).unwrap_or_default();
    let send = Callback::new(move |()| {
        let Some((state, agency)) = untrack(chosen) else { return };
        if is_busy.get_untracked() || words.with_untracked(|words| words.trim().is_empty()) {
            return;
        }
        is_busy.set(true);
        let request = SendMessage {
            key: ipc::fresh_key(),
            crossing: work.live.reference(),
            state,
            agency,
            words: words.get_untracked(),
        };
        spawn_local(async move {
            match ipc::call_surely(desk, request).await {
                Ok(()) => {
                    desk.say(Gravity::Good, desk.text("messages-sent"));
                    words.try_set(String::new());
                    is_writing.try_set(false);
                    work.live.read().await;
                }
                Err(failure) => desk.report(&failure),
            }
            is_busy.try_set(false);
        });
    });
    let hint = move || {
        let key = if is_told.get() { "messages-told-warning" } else { "messages-own-hint" };
        text_with(key, &Args::new().with("state", name()))
    };
    let does = move || {
        if is_told.get() {
            text_with("messages-send-told", &Args::new().with("state", name()))
        } else {
            text("messages-send-own")
        }
    };
    view! {
        <div class="fields">
            <SelectField id="message-to" class="span-3" label=Signal::derive(|| text("messages-to")) value=to options=options/>
            <WordsField
                id="message-words"
                class="span-6"
                label=Signal::derive(|| text("messages-words"))
                value=words
                most=u32::try_from(LONGEST).unwrap_or(500)
                is_first=true
            />
            <p class="span-6 line" class:strong=move || is_told.get()>
                {move || {
                    let datum = if is_told.get() { Datum::Message } else { Datum::OwnMessage };
                    view! { <ClassMark datum=datum/> }
                }}
                <Show when=move || is_told.get()><Icon name="i-warn"/></Show>
                <span>{hint}</span>
            </p>
            <div class="span-6 line">
                <Button on_press=send strength=Strength::Main is_off=Signal::derive(move || is_busy.get())>{does}</Button>
            </div>
        </div>
    }
}
