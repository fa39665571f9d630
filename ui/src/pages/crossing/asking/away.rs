//! What belongs to another crossing, before and after something was decided on it: a subject that was registered with the wrong
//! party is moved there, one that was registered twice is voided here.

use domain::act::Motion;
use domain::crossing::Choice;
use domain::visibility::Datum;
use domain::{Action, Reference, Refusal, SubjectId};
use leptos::prelude::*;

use super::{Question, close_when_done, form_of, said};
use crate::components::{Field, WordsField};
use crate::pages::crossing::work::Work;
use crate::pages::draft::Draft;
use crate::route::Page;
use crate::state::Note;
use crate::text::{Args, text};

/// Asks for the other crossing, without which nothing is moved; and why, where the other State's supervisor has to agree.
#[component]
pub fn ElsewhereDialog(subject: SubjectId, choice: Choice) -> impl IntoView {
    let work = Work::here();
    let desk = work.desk;
    let (to, why) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let (word, does) = match choice {
        Choice::Void => ("void", "ask-void-do"),
        Choice::AskVoid => ("ask_void", "ask-do"),
        Choice::AskMove => ("ask_move", "ask-do"),
        _ => ("move_away", "choice-move_away"),
    };
    let is_void = matches!(choice, Choice::Void | Choice::AskVoid);
    let is_asked = matches!(choice, Choice::AskVoid | Choice::AskMove);
    let draft = Draft::keep(
        form_of(work, word, subject.0),
        move || (to.get(), why.get()),
        move |(kept_to, kept_why)| {
            to.set(kept_to);
            why.set(kept_why);
        },
    );
    let is_none = Memo::new(move |_| to.with(|to| to.trim().is_empty()));
    let reference = Memo::new(move |_| to.with(|to| to.trim().parse::<Reference>().ok()));
    let wrong = Signal::derive(move || (reference.get().is_none() && !is_none.get()).then(|| text("ask-move-wrong")));
    // What the question says of one reference does not hold for another.
    Effect::new(move |before: Option<String>| {
        let now = to.get();
        let of_reference = [Some(Refusal::NowhereToMove), Some(Refusal::NoSuchCrossing)];
        let is_nowhere = |note: &Option<Note>| note.as_ref().is_some_and(|note| of_reference.contains(&note.refusal));
        if before.is_some_and(|before| before != now) && desk.note.with_untracked(is_nowhere) {
            desk.note.set(None);
        }
        now
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
    let what = if is_void { Motion::Void { subject } } else { Motion::Move { subject } };
    let datum = Datum::reason_of(what);
    let is_whole = Memo::new(move |_| {
        (reference.get().is_some() || (is_void && is_none.get()))
            && (!is_asked || !why.with(|words| words.trim().is_empty()))
    });
    let act = Callback::new(move |()| {
        if !is_whole.get_untracked() {
            return;
        }
        let other = reference.get_untracked();
        let goes_to = other.clone().filter(|_| choice == Choice::MoveAway);
        let action = match (is_asked, is_void, other) {
            (true, _, other) => Action::Move { what, why: why.get_untracked().trim().to_owned(), other },
            (false, true, duplicate_of) => Action::Void { subject, duplicate_of },
            (false, false, Some(to)) => Action::MoveAway { subject, to },
            (false, false, None) => return,
        };
        let close = close_when_done(work);
        work.live.perform(action, move |done| {
            draft.forget();
            close(done);
            if let Some(to) = goes_to {
                desk.go(Page::Crossing(to));
            }
        });
    });
    view! {
        <Question
            id="ask-elsewhere"
            title=with_names(format!("ask-{word}"))
            hint=with_names(format!("ask-{word}-hint"))
            does=does
            is_grave=choice == Choice::Void
            is_ready=is_whole
            on_do=act
            tells=if is_asked { datum } else { Datum::Crossing }
        >
            <Field
                id="move-to"
                label=Signal::derive(move || text(if is_void { "ask-void-of" } else { "ask-move-to" }))
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
