//! What an officer reads and counts himself: the seals on goods, the heads on a conveyance.
//!
//! Invariant: what is on record is not shown where it is read; it is compared, and the result said.

use domain::visibility::Datum;
use domain::{Action, SubjectId};
use leptos::prelude::*;

use super::{Question, close_when_done, form_of, said};
use crate::components::Field;
use crate::pages::crossing::work::Work;
use crate::pages::draft::Draft;
use crate::pages::typed;
use crate::state::Gravity;
use crate::text::{Args, text};

/// Records the seals read.
#[component]
pub fn SealsDialog(subject: SubjectId) -> impl IntoView {
    let work = Work::here();
    let read = RwSignal::new(String::new());
    let draft = Draft::keep(form_of(work, "seals", subject.0), move || read.get(), move |kept| read.set(kept));
    let title = said(work, move |words| {
        words.desk.text_with("ask-check_seals", &Args::new().with("what", words.label(subject)))
    });
    let act = Callback::new(move |()| {
        let read = typed::list(&read.get_untracked());
        let differ = work
            .live
            .view
            .with_untracked(|view| view.as_ref().and_then(|view| view.crossing.seals_that_differ(subject, &read)));
        let close = close_when_done(work);
        work.live.perform(Action::CheckSeals { subject, read }, move |done| {
            draft.forget();
            close(done);
            let Some((missing, foreign)) = differ else { return };
            let desk = work.desk;
            if missing.is_empty() && foreign.is_empty() {
                return desk.say(Gravity::Good, desk.text("seals-agree"));
            }
            let or_none = |seals: Vec<String>| if seals.is_empty() { "–".to_owned() } else { seals.join(", ") };
            let args = Args::new().with("missing", or_none(missing)).with("foreign", or_none(foreign));
            desk.say(Gravity::Warn, desk.text_with("seals-differ", &args));
        });
    });
    view! {
        <Question
            id="ask-seals"
            title=title
            hint=Signal::derive(|| text("ask-check_seals-hint"))
            does="ask-answer-do"
            is_ready=true
            on_do=act
        >
            <Field
                id="seals-read"
                label=Signal::derive(|| text("ask-depart-seals"))
                value=read
                datum=Datum::Goods
                is_first=true
            />
        </Question>
    }
}

/// Records the heads counted.
#[component]
pub fn HeadsDialog(subject: SubjectId) -> impl IntoView {
    let work = Work::here();
    let heads = RwSignal::new(String::new());
    let draft = Draft::keep(form_of(work, "heads", subject.0), move || heads.get(), move |kept| heads.set(kept));
    let counted = Memo::new(move |_| heads.with(|heads| heads.trim().parse::<u16>().ok()));
    let title = said(work, move |words| {
        words.desk.text_with("ask-count_heads", &Args::new().with("what", words.label(subject)))
    });
    let wrong = Signal::derive(move || {
        let is_wrong = counted.get().is_none() && !heads.with(|heads| heads.trim().is_empty());
        is_wrong.then(|| text("declare-number"))
    });
    let act = Callback::new(move |()| {
        let Some(heads) = counted.get_untracked() else { return };
        let expected = work.live.view.with_untracked(|view| {
            let crossing = &view.as_ref()?.crossing;
            let listed = crossing.heads_listed(subject);
            Some((crossing.on_board(subject).count(), listed))
        });
        let close = close_when_done(work);
        work.live.perform(Action::CountHeads { subject, heads }, move |done| {
            draft.forget();
            close(done);
            let Some((on_board, listed)) = expected else { return };
            let desk = work.desk;
            if usize::from(heads) == on_board && listed.is_none_or(|listed| listed == heads) {
                return desk.say(Gravity::Good, desk.text("heads-agree"));
            }
            let args = Args::new()
                .with("heads", heads.to_string())
                .with("party", on_board.to_string())
                .with("listed", listed.map_or_else(|| "–".to_owned(), |listed| listed.to_string()));
            desk.say(Gravity::Warn, desk.text_with("heads-differ", &args));
        });
    });
    view! {
        <Question
            id="ask-heads"
            title=title
            hint=Signal::derive(|| text("ask-count_heads-hint"))
            does="ask-answer-do"
            is_ready=Signal::derive(move || counted.get().is_some())
            on_do=act
        >
            <Field
                id="heads-counted"
                label=Signal::derive(|| text("ask-depart-heads"))
                value=heads
                said=wrong
                datum=Datum::Vehicle
                is_first=true
            />
        </Question>
    }
}
