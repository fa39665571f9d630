//! What was done on paper while the program could not be used: the stated time, the paper, and who else saw it.

use domain::Action;
use domain::visibility::Datum;
use leptos::prelude::*;

use super::{Question, close_when_done, form_of};
use crate::components::Field;
use crate::pages::crossing::work::{Late, Work};
use crate::pages::draft::Draft;
use crate::pages::typed;
use crate::text::{Args, text, text_with};

/// The most characters of the number of a paper, as the shell takes it.
const LONGEST_PAPER: usize = 40;

/// Switches the late entry on: from now on what is done here is entered as done at the stated time.
#[component]
pub fn LateDialog() -> impl IntoView {
    let work = Work::here();
    let desk = work.desk;
    let catalogue = move || catalogue::Catalogue::for_window(desk.language.get_untracked());
    let known = work.live.late.get_untracked();
    let local = known.as_ref().map(|late| desk.local(late.stated_at));
    let day = RwSignal::new(catalogue().date(local.unwrap_or_else(|| desk.local(desk.now.get_untracked())).date()));
    let time = RwSignal::new(local.map(|local| local.format("%H:%M").to_string()).unwrap_or_default());
    let paper = RwSignal::new(known.map_or_else(|| last_paper(work), |late| late.paper));
    let tried = RwSignal::new(false);
    let draft = Draft::keep(
        form_of(work, "late", 0),
        move || (day.get(), time.get(), paper.get()),
        move |(kept_day, kept_time, kept_paper)| {
            day.set(kept_day);
            time.set(kept_time);
            paper.set(kept_paper);
        },
    );
    let stated = Memo::new(move |_| {
        let day = typed::date(&day.get(), catalogue())?;
        Some(desk.at_of_local(day.and_time(typed::time(&time.get())?)))
    });
    let of_time = Signal::derive(move || {
        if !tried.get() && time.with(|time| time.trim().is_empty()) {
            return None;
        }
        match stated.get() {
            None => Some(text("late-time-wrong")),
            Some(at) if at > desk.now.get_untracked() => Some(text("refusal-stated_ahead")),
            Some(_) => None,
        }
    });
    let number = move || paper.with(|paper| paper.trim().to_owned());
    let of_paper = Signal::derive(move || {
        let is_wrong = number().is_empty() || number().chars().count() > LONGEST_PAPER;
        (tried.get() && is_wrong).then(|| text("late-paper-wrong"))
    });
    let hint = move || {
        stated.get().map_or_else(
            || text("late-ask-hint"),
            |at| text_with("late-ask-at", &Args::new().with("time", desk.date_and_clocks(at))),
        )
    };
    let act = Callback::new(move |()| {
        tried.set(true);
        let (Some(stated_at), None, None) = (stated.get_untracked(), of_time.get_untracked(), of_paper.get_untracked())
        else {
            return;
        };
        draft.forget();
        desk.note.set(None);
        work.live.late.set(Some(Late { stated_at, paper: number() }));
        work.asking.set(None);
    });
    view! {
        <Question
            id="ask-late"
            title=Signal::derive(|| text("choice-enter_late"))
            hint=Signal::derive(hint)
            does="late-do"
            is_ready=true
            on_do=act
        >
            <div class="fields">
                <Field
                    id="late-day"
                    class="span-3"
                    label=Signal::derive(|| text("late-day"))
                    value=day
                    datum=Datum::OfficerNumber
                />
                <Field
                    id="late-time"
                    class="span-3"
                    label=Signal::derive(|| text("late-time"))
                    value=time
                    placeholder=Signal::derive(|| "09:40".to_owned())
                    said=of_time
                    is_first=true
                    datum=Datum::OfficerNumber
                />
                <Field
                    id="late-paper"
                    class="span-6"
                    label=Signal::derive(|| text("late-paper"))
                    value=paper
                    said=of_paper
                    datum=Datum::Serial
                />
            </div>
            <p class="small quiet">{crate::t!("late-ask-second")}</p>
        </Question>
    }
}

/// Records that the officer saw the paper on which a colleague of his State wrote what he did.
#[component]
pub fn SeePaperDialog() -> impl IntoView {
    let work = Work::here();
    let paper = RwSignal::new(String::new());
    let draft = Draft::keep(form_of(work, "see_paper", 0), move || paper.get(), move |kept| paper.set(kept));
    let length = Memo::new(move |_| paper.with(|paper| paper.trim().chars().count()));
    let too_long = Signal::derive(move || (length.get() > LONGEST_PAPER).then(|| text("late-paper-wrong")));
    let act = Callback::new(move |()| {
        let action = Action::SeePaper { paper: paper.get_untracked().trim().to_owned() };
        let close = close_when_done(work);
        work.live.perform(action, move |done| {
            draft.forget();
            close(done);
        });
    });
    view! {
        <Question
            id="ask-see-paper"
            title=Signal::derive(|| text("choice-see_paper"))
            hint=Signal::derive(|| text("late-see-hint"))
            does="late-see-do"
            is_ready=Signal::derive(move || (1..=LONGEST_PAPER).contains(&length.get()))
            on_do=act
        >
            <Field
                id="see-paper"
                label=Signal::derive(|| text("late-paper"))
                value=paper
                said=too_long
                is_first=true
                datum=Datum::Serial
            />
        </Question>
    }
}

/// The paper is the blank slip under whose reference the party was registered, or the one that was seen last.
fn last_paper(work: Work) -> String {
    if work.came_from_paper {
        return work.live.reference().to_string();
    }
    let own = work.desk.own_state();
    work.live.view.with_untracked(|view| {
        let mut seen = view.iter().flat_map(|view| view.crossing.papers.iter().rev());
        seen.find(|seen| Some(seen.by.state) == own).map(|seen| seen.paper.clone()).unwrap_or_default()
    })
}
