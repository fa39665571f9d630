//! The bar of an examination: the one thing that moves it on.
//!
//! Invariant: filing says before it is done that it can't be undone and when the other State sees it.

use domain::Action;
use domain::examination::{ExaminationId, Stage};
use domain::visibility::Datum;
use leptos::prelude::*;

use super::Examining;
use super::form::Typed;
use crate::components::{ActionBar, Button, ClassMark, Strength, Why};
use crate::keys::Key;
use crate::route::Page;
use crate::t;
use crate::text::{Args, text, text_with};

/// What moves it on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Next {
    Schedule,
    Attend,
    File,
    Reveal,
    Close,
    /// Nothing of the reader's: it waits for the other State.
    Wait,
    Nothing,
}

#[derive(Clone, PartialEq)]
struct State {
    id: ExaminationId,
    next: Next,
    /// A supervisor may go on without the other State, whose time is over.
    may_go_alone: bool,
    /// The other State, where it takes part.
    other: Option<domain::StateCode>,
    title: String,
}

/// The bar.
#[component]
pub fn Bar() -> impl IntoView {
    let at: Examining = expect_context();
    let desk = at.desk;
    let live = at.live;
    let bay = RwSignal::new(String::new());
    let state = at.seen(|words, found| {
        let both = words.crossing().states();
        let own = words.own_state();
        let is_party = found.parties(&both).any(|party| party == own);
        let share = found.shares.get(&own);
        let is_present = share.is_some_and(|share| share.present_at.is_some());
        let is_filed = share.is_some_and(|share| share.commitment.is_some());
        let is_revealed = share.is_some_and(|share| share.revealed.is_some());
        let stage = found.stage(&both);
        let is_officer = words.desk.has_role(domain::Role::Officer);
        let waited = (words.view.now - found.requested_at).num_minutes();
        let next = match stage {
            Stage::Closed => Next::Nothing,
            _ if !is_party || !is_officer => Next::Nothing,
            Stage::Requested => Next::Schedule,
            Stage::Scheduled if !is_present => Next::Attend,
            Stage::Present | Stage::HalfFiled if !is_filed => Next::File,
            Stage::Filed if !is_revealed => Next::Reveal,
            Stage::Revealed => Next::Close,
            // The other State has not filed, or does not open what it filed (PROCEDURE §5).
            Stage::HalfFiled | Stage::Filed
                if found.is_joint
                    && words.desk.has_role(domain::Role::Supervisor)
                    && waited >= i64::from(words.crossing().settings.findings_suffice()) =>
            {
                Next::Close
            }
            Stage::Scheduled | Stage::Present | Stage::HalfFiled | Stage::Filed => Next::Wait,
        };
        State {
            id: found.id,
            next,
            may_go_alone: found.is_joint
                && next == Next::Wait
                && stage == Stage::Scheduled
                && words.desk.has_role(domain::Role::Supervisor)
                && waited >= i64::from(words.crossing().settings.examination_absence),
            other: found.parties(&both).find(|party| *party != own),
            title: words.label(found.subject),
        }
    });
    let is_ready = Memo::new(move |_| at.typed.with(|typed| typed.findings().is_some()));
    let is_taking = Memo::new(move |_| at.taking.get() > 0);
    let is_bay_named = Memo::new(move |_| !bay.with(|bay| bay.trim().is_empty()));
    let act = Callback::new(move |()| {
        let Some(state) = state.get_untracked() else { return };
        let examination = state.id;
        let action = match state.next {
            Next::Schedule => Action::ScheduleExamination { examination, bay: bay.get_untracked().trim().to_owned() },
            Next::Attend => Action::AttendExamination { examination },
            Next::File => match at.typed.with_untracked(Typed::findings) {
                Some(findings) => Action::FileFindings { examination, findings },
                None => return,
            },
            Next::Reveal => Action::RevealFindings { examination },
            Next::Close => Action::CloseExamination { examination },
            Next::Wait | Next::Nothing => return,
        };
        let is_filing = state.next == Next::File;
        live.perform(action, move |_| {
            if is_filing {
                at.draft.forget();
                at.typed.try_set(Typed::default());
            }
        });
    });
    let alone = Callback::new(move |()| {
        if let Some(state) = state.get_untracked() {
            live.perform(Action::ExamineAlone { examination: state.id }, |_| {});
        }
    });
    let back = Callback::new(move |()| desk.go(Page::Crossing(live.reference())));
    let next = Memo::new(move |_| state.with(|state| state.as_ref().map(|state| state.next)));
    let is_off = Signal::derive(move || {
        live.is_busy.get()
            || match next.get() {
                Some(Next::File) => !is_ready.get() || is_taking.get(),
                Some(Next::Schedule) => !is_bay_named.get(),
                _ => false,
            }
    });
    let why = move || {
        let state = state.get()?;
        let other = state.other.map(|other| desk.state_name(other));
        match (state.next, other) {
            (Next::File, _) if is_taking.get() => Some(text("exam-photograph-taking")),
            (Next::File, Some(other)) if is_ready.get() => {
                Some(text_with("exam-blind-note", &Args::new().with("state", other)))
            }
            (Next::File, None) if is_ready.get() => Some(text("exam-alone-note")),
            (Next::File, _) => Some(text("exam-needs-words")),
            (Next::Wait, Some(other)) => Some(text_with("exam-waits-for", &Args::new().with("state", other))),
            _ => None,
        }
    };
    let key_of = |next: Next| match next {
        Next::Schedule => "exam-act-schedule",
        Next::Attend => "exam-act-attend",
        Next::File => "exam-act-file",
        Next::Reveal => "exam-act-reveal",
        Next::Close | Next::Wait | Next::Nothing => "exam-act-close",
    };
    view! {
        <ActionBar>
            <p class="action-bar__on">
                <span class="small quiet">{t!("examinations-heading")}</span>
                <strong><bdi>{move || state.get().map(|state| state.title)}</bdi></strong>
            </p>
            <Show when=move || next.get() == Some(Next::Schedule)>
                <label class="line">
                    <span class="small quiet">{t!("exam-act-bay")} " " <ClassMark datum=Datum::Examination/></span>
                    <input
                        class="exam__bay"
                        autocomplete="off"
                        prop:value=bay
                        on:input:target=move |event| bay.set(event.target().value())
                    />
                </label>
            </Show>
            <div class="action-bar__acts">
                {move || {
                    next.get()
                        .filter(|next| !matches!(next, Next::Wait | Next::Nothing))
                        .map(|next| {
                            let words = key_of(next);
                            view! {
                                <Button on_press=act key=Key::F4 strength=Strength::Main is_off=is_off why="why-exam">
                                    {t!(words)}
                                </Button>
                            }
                        })
                }}
                <Show when=move || state.with(|state| state.as_ref().is_some_and(|state| state.may_go_alone))>
                    <Button on_press=alone strength=Strength::Grave>{t!("exam-act-alone")}</Button>
                </Show>
            </div>
            {move || why().map(|said| view! { <Why id="why-exam">{said}</Why> })}
            <div class="action-bar__acts push">
                <Button on_press=back key=Key::Escape strength=Strength::Plain>{t!("exam-back")}</Button>
            </div>
        </ActionBar>
    }
}
