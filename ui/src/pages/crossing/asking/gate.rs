//! The gate: plate, heads and seals re-keyed, compared with what is recorded.

use domain::visibility::Datum;
use domain::{Action, SubjectId, SubjectKind};
use leptos::prelude::*;

use super::{CHECKERS, Question, close_when_done, said};
use crate::components::{Field, SelectField};
use crate::pages::crossing::work::Work;
use crate::pages::typed;
use crate::text::text;

/// Lets out.
#[component]
pub fn DepartDialog() -> impl IntoView {
    let work = Work::here();
    let subject = work.selected.get_untracked();
    let (plate, heads, seals) =
        (RwSignal::new(String::new()), RwSignal::new(String::new()), RwSignal::new(String::new()));
    let check_by = RwSignal::new(String::new());
    let leaving = Memo::new(move |_| {
        work.live.view.with(|view| {
            view.as_ref().zip(subject).map(|(view, subject)| view.crossing.leaving_with(subject)).unwrap_or_default()
        })
    });
    let has = move |kind: SubjectKind| {
        Memo::new(move |_| {
            let leaving = leaving.get();
            work.live.view.with(|view| {
                let is_it = |id: &SubjectId| {
                    view.as_ref()
                        .and_then(|view| view.crossing.subjects.get(id))
                        .is_some_and(|found| found.kind == kind)
                };
                leaving.iter().any(is_it)
            })
        })
    };
    let (has_vehicle, has_goods) = (has(SubjectKind::Conveyance), has(SubjectKind::Consignment));
    let who = said(work, move |words| {
        let labels: Vec<String> = leaving.get().iter().map(|id| words.label(*id)).collect();
        labels.join(", ")
    });
    let differs = move || work.desk.note.with(Option::is_some);
    let checkers = Signal::derive(|| {
        let mut options = vec![(String::new(), text("ask-depart-check-again"))];
        options.extend(CHECKERS.map(|agency| (agency.word().to_owned(), text(&format!("agency-{}", agency.word())))));
        options
    });
    let act = Callback::new(move |()| {
        let given = |typed: RwSignal<String>| Some(typed.get_untracked().trim().to_owned()).filter(|t| !t.is_empty());
        let chosen = check_by.get_untracked();
        let action = Action::Depart {
            subjects: leaving.get_untracked(),
            plate: given(plate),
            heads: given(heads).and_then(|heads| heads.parse().ok()),
            seals: typed::list(&seals.get_untracked()),
            check_by: CHECKERS.into_iter().find(|agency| agency.word() == chosen),
        };
        work.live.perform(action, close_when_done(work));
    });
    view! {
        <Question
            id="ask-depart"
            title=Signal::derive(|| text("ask-depart"))
            hint=Signal::derive(|| text("ask-depart-hint"))
            does="ask-depart-do"
            is_ready=Signal::derive(move || !has_vehicle.get() || !plate.with(|typed| typed.trim().is_empty()))
            on_do=act
        >
            <p>{move || text("ask-depart-who")} ": " <strong><bdi>{who}</bdi></strong></p>
            <div class="fields">
                <Show when=move || has_vehicle.get()>
                    <Field
                        id="gate-plate" datum=Datum::Gate
                        class="span-3"
                        label=Signal::derive(|| text("ask-depart-plate"))
                        value=plate
                        is_first=true
                    />
                    <Field id="gate-heads" datum=Datum::Gate class="span-3" label=Signal::derive(|| text("ask-depart-heads")) value=heads/>
                </Show>
                <Show when=move || has_goods.get()>
                    <Field id="gate-seals" datum=Datum::Gate class="span-6" label=Signal::derive(|| text("ask-depart-seals")) value=seals/>
                </Show>
                <Show when=differs>
                    <SelectField
                        id="gate-check" datum=Datum::Step
                        class="span-6"
                        label=Signal::derive(|| text("ask-depart-differs"))
                        value=check_by
                        options=checkers
                    />
                </Show>
            </div>
        </Question>
    }
}
