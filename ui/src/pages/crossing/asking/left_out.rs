//! What became of a control that a shorter procedure had left out.

use domain::act::LeftOutHow;
use domain::visibility::Datum;
use domain::{Action, StepId, SubjectId};
use leptos::prelude::*;

use super::{Question, close_when_done, form_of, said};
use crate::components::WordsField;
use crate::pages::crossing::work::Work;
use crate::pages::draft::Draft;
use crate::text::{Args, text};

/// Records that it was made good, or why it stays left out.
#[component]
pub fn LeftOutDialog(subject: SubjectId, step: StepId, how: LeftOutHow) -> impl IntoView {
    let work = Work::here();
    let note = RwSignal::new(String::new());
    let form = form_of(work, &format!("left_out/{}/{}", how.word(), step.0), subject.0);
    let draft = Draft::keep(form, move || note.get(), move |kept| note.set(kept));
    let hint = said(work, move |words| {
        let left = words.view.left_out.iter().find(|left| left.subject == subject);
        let control = left.and_then(|left| left.steps.iter().find(|left| left.id == step));
        let control = control.map(|control| words.planned(control)).unwrap_or_default();
        let args = Args::new().with("what", words.label(subject)).with("control", control);
        words.desk.text_with(&format!("left-out-ask-{}", how.word()), &args)
    });
    let is_noted = how == LeftOutHow::Noted;
    let act = Callback::new(move |()| {
        let note = Some(note.get_untracked().trim().to_owned()).filter(|words| !words.is_empty());
        let close = close_when_done(work);
        work.live.perform(Action::SettleLeftOut { subject, step, how, note }, move |done| {
            draft.forget();
            close(done);
        });
    });
    view! {
        <Question
            id="ask-left-out"
            title=Signal::derive(move || text(&format!("left-out-{}", how.word())))
            hint=hint
            does="ask-do"
            is_ready=Signal::derive(move || !is_noted || !note.with(|note| note.trim().is_empty()))
            on_do=act
        >
            <WordsField
                id="left-out-note"
                label=Signal::derive(move || text(if is_noted { "left-out-why" } else { "ask-note" }))
                value=note
                datum=Datum::Note
                rows=2
                is_first=true
            />
        </Question>
    }
}
