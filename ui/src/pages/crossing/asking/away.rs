//! To another crossing: a subject that was registered with the wrong party, before and after something was decided on it.

use domain::act::Motion;
use domain::visibility::Datum;
use domain::{Action, Reference, Refusal, SubjectId};
use leptos::prelude::*;

use super::{Question, close_when_done, form_of, said};
use crate::components::{Field, WordsField};
use crate::failure::refusal_sentence;
use crate::pages::crossing::work::Work;
use crate::pages::draft::Draft;
use crate::route::Page;
use crate::text::{Args, text};

/// Asks whereto; and why, where the other State's supervisor has to agree.
#[component]
pub fn MoveDialog(subject: SubjectId, is_asked: bool) -> impl IntoView {
    let work = Work::here();
    let desk = work.desk;
    let (to, why) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let word = if is_asked { "ask_move" } else { "move_away" };
    let draft = Draft::keep(
        form_of(work, word, subject.0),
        move || (to.get(), why.get()),
        move |(kept_to, kept_why)| {
            to.set(kept_to);
            why.set(kept_why);
        },
    );
    let reference = Memo::new(move |_| to.with(|to| to.trim().parse::<Reference>().ok()));
    let wrong = Signal::derive(move || {
        let nowhere = desk.note.with(|note| note.as_ref().and_then(|note| note.refusal.clone()));
        match nowhere {
            Some(refusal @ Refusal::NowhereToMove) => Some(refusal_sentence(desk, &refusal)),
            _ if reference.get().is_none() && !to.with(|to| to.trim().is_empty()) => Some(text("ask-move-wrong")),
            _ => None,
        }
    });
    let with_names = move |key: String| {
        said(work, move |words| {
            let args = Args::new()
                .with("what", words.label(subject))
                .with("state", words.state(words.crossing().other(words.own_state())))
                .with_count("minutes", i64::from(words.crossing().settings.motion));
            words.desk.text_with(&key, &args)
        })
    };
    let datum = Datum::reason_of(Motion::Move { subject });
    let act = Callback::new(move |()| {
        let Some(to) = reference.get_untracked() else { return };
        let close = close_when_done(work);
        let action = if is_asked {
            let why = why.get_untracked().trim().to_owned();
            Action::Move { what: Motion::Move { subject }, why, other: Some(to.clone()) }
        } else {
            Action::MoveAway { subject, to: to.clone() }
        };
        work.live.perform(action, move |done| {
            draft.forget();
            close(done);
            if !is_asked {
                desk.go(Page::Crossing(to));
            }
        });
    });
    view! {
        <Question
            id="ask-move"
            title=with_names(format!("ask-{word}"))
            hint=with_names(format!("ask-{word}-hint"))
            does=if is_asked { "ask-do" } else { "choice-move_away" }
            is_ready=Signal::derive(move || {
                reference.get().is_some() && (!is_asked || !why.with(|words| words.trim().is_empty()))
            })
            on_do=act
            tells=if is_asked { datum } else { Datum::Crossing }
        >
            <Field
                id="move-to"
                label=Signal::derive(|| text("ask-move-to"))
                value=to
                said=wrong
                datum=Datum::Crossing
                is_first=true
            />
            {is_asked
                .then(|| {
                    view! {
                        <WordsField id="ask-words" label=Signal::derive(|| text("ask-why")) value=why datum=datum rows=2/>
                    }
                })}
        </Question>
    }
}
