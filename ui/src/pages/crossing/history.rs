//! What happened, the newest first, in plain sentences.
//!
//! Invariant: an act that is void for every reader is shown as such, never left out.

use contract::HistoryLine;
use domain::StateCode;
use domain::visibility::Datum;
use leptos::prelude::*;

use super::document_checks::said as checked_said;
use super::sentence::{entered_late, sentence, told};
use super::words::Words;
use super::work::Work;
use crate::components::{ClassMark, Size, StateCode as Code};
use crate::t;
use crate::text::{Args, text, text_with};

#[derive(Clone, PartialEq)]
struct Line {
    seq: i64,
    time: String,
    state: StateCode,
    is_mine: bool,
    said: String,
    by: String,
    is_named: bool,
    told: Option<String>,
    note: Option<String>,
    checked: Vec<String>,
    is_void: bool,
    is_new: bool,
}

/// What happened, and what the paper states where it was entered late.
fn said(words: &Words<'_>, line: &HistoryLine) -> String {
    match entered_late(words, line) {
        Some(late) => format!("{} {late}", sentence(words, line)),
        None => sentence(words, line),
    }
}

/// What happened.
#[component]
pub fn History() -> impl IntoView {
    let work = Work::here();
    let opened_at = StoredValue::new(None::<i64>);
    let lines = work.seen(move |words| {
        let last = words.view.history.last().map_or(0, |line| line.seq);
        // What came after the page was opened is marked for as long as it is the newest.
        let first_seen = opened_at.get_value().unwrap_or_else(|| {
            opened_at.set_value(Some(last));
            last
        });
        words
            .view
            .history
            .iter()
            .rev()
            .map(|line| {
                let is_mine = words.is_me(&line.officer);
                let desk = line.desk.to_string();
                let by = match words.view.names.get(&line.officer) {
                    Some(name) => words
                        .desk
                        .text_with("did-officer-name", &Args::new().with("name", name.as_str()).with("desk", desk)),
                    None => words.desk.text_with(
                        "did-officer",
                        &Args::new().with("officer", line.officer.to_string()).with("desk", desk),
                    ),
                };
                let is_named = words.view.names.contains_key(&line.officer);
                Line {
                    seq: line.seq,
                    time: words.time(line.at),
                    state: line.state,
                    is_mine,
                    said: said(words, line),
                    by,
                    is_named,
                    told: told(line).map(str::to_owned),
                    note: line.note.clone(),
                    checked: line.document.iter().flat_map(|checked| checked_said(checked)).collect(),
                    is_void: words.view.void_acts.contains(&line.seq),
                    is_new: line.seq > first_seen && line.seq == last,
                }
            })
            .collect::<Vec<_>>()
    });
    view! {
        <div>
            <h2>{t!("did-heading")}</h2>
            <ol class="history" reversed=true>
                {move || {
                    lines.get().unwrap_or_default().into_iter().map(|line| view! { <HistoryLine line=line/> }).collect_view()
                }}
            </ol>
        </div>
    }
}

#[component]
fn HistoryLine(line: Line) -> impl IntoView {
    let told = line.told.map(|words| {
        let said = move || text_with("did-told", &Args::new().with("words", words.clone()));
        view! { <small>{said} " " <ClassMark datum=Datum::ReasonToldWithMotion/></small> }
    });
    let note = line.note.map(|note| {
        let said = move || text_with("own-note", &Args::new().with("note", note.clone()));
        view! { <small class="history__note">{said} " " <ClassMark datum=Datum::Note/></small> }
    });
    let checked = line.checked.into_iter().map(|said| {
        view! { <small class="history__note">{said} " " <ClassMark datum=Datum::DocumentCheck/></small> }
    });
    let checked = checked.collect_view();
    view! {
        <li class:history__new=line.is_new data-void=line.is_void.then_some("")>
            <time>{line.time}</time>
            <div>
                <p>
                    {(!line.is_mine).then(|| view! { <Code state=line.state size=Size::Small/> " " })}
                    {line.said}
                </p>
                {(!line.is_mine)
                    .then(|| {
                        // Of the other State's officers there are numbers, which both States see; a name is the own State's.
                        let datum = if line.is_named { Datum::OfficerName } else { Datum::OfficerNumber };
                        view! { <small><bdi>{line.by}</bdi> " " <ClassMark datum=datum/></small> }
                    })}
                {told}
                {note}
                {checked}
                {line.is_void.then(|| view! { <small class="strong">{move || text("did-void")}</small> })}
            </div>
        </li>
    }
}
