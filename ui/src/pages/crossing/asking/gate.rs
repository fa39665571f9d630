//! The gate: plate, heads and seals re-keyed, compared with what is recorded.

use std::collections::BTreeSet;

use domain::visibility::Datum;
use domain::{Action, SubjectId, SubjectKind, SubjectPhase};
use leptos::prelude::*;

use super::{CHECKERS, Question, close_when_done, said};
use crate::components::{Choice, Field, SelectField, Ticks};
use crate::pages::crossing::words::{Words, joined};
use crate::pages::crossing::work::Work;
use crate::pages::typed;
use crate::t;
use crate::text::{Args, text};

/// More than this many leave in a sentence that counts them.
const NAMED: usize = 6;

/// Lets out.
#[component]
pub fn DepartDialog() -> impl IntoView {
    let work = Work::here();
    let subject = work.selected.get_untracked();
    let (plate, heads, seals) =
        (RwSignal::new(String::new()), RwSignal::new(String::new()), RwSignal::new(String::new()));
    let check_by = RwSignal::new(String::new());
    // Who is through and leaves now; the others leave later.
    let ticked = RwSignal::new(work.live.view.with_untracked(|view| {
        let leaving = view.as_ref().zip(subject).map(|(view, subject)| view.crossing.leaving_with(subject));
        leaving.unwrap_or_default().iter().map(|id| id.0.to_string()).collect::<BTreeSet<String>>()
    }));
    let through = work.seen(|words| {
        let is_through = |phase: SubjectPhase| matches!(phase, SubjectPhase::Admitted | SubjectPhase::Released);
        let all = words.crossing().subjects.values();
        all.filter(|found| is_through(words.crossing().phase_of(found))).map(|found| found.id).collect::<Vec<_>>()
    });
    let leaving = Memo::new(move |_| {
        let all = through.get().unwrap_or_default();
        ticked.with(|ticked| all.into_iter().filter(|id| ticked.contains(&id.0.to_string())).collect::<Vec<_>>())
    });
    let options = Signal::derive(move || {
        let all = through.get().unwrap_or_default();
        work.live.view.with(|view| {
            let Some(view) = view else { return Vec::new() };
            let words = Words::of(work.desk, view);
            all.iter().map(|id| Choice::new(id.0.to_string(), words.label(*id))).collect()
        })
    });
    let has_choice = Memo::new(move |_| through.get().is_some_and(|all| all.len() > 1));
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
        let leaving = leaving.get();
        // A bus: its plate and how many persons; who they are is below.
        if leaving.len() > NAMED {
            let persons = leaving.iter().filter(|id| {
                let kind = words.crossing().subjects.get(id).map(|found| found.kind);
                kind == Some(SubjectKind::Traveller)
            });
            let count = i64::try_from(persons.count()).unwrap_or_default();
            let vehicle = words.crossing().lead().filter(|lead| leaving.contains(&lead.id));
            let label = vehicle.map(|lead| words.label(lead.id)).unwrap_or_default();
            let persons = words.desk.text_with("crossing-people", &Args::new().with_count("count", count));
            return joined(&[label, persons]);
        }
        let labels: Vec<String> = leaving.iter().map(|id| words.label(*id)).collect();
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
            is_ready=Signal::derive(move || {
                !leaving.with(Vec::is_empty)
                    && (!has_vehicle.get() || !plate.with(|typed| typed.trim().is_empty()))
            })
            on_do=act
        >
            <p>{move || text("ask-depart-who")} ": " <strong><bdi>{who}</bdi></strong></p>
            <Show when=move || has_choice.get()>
                <details class="leaving">
                    <summary>{t!("ask-depart-choose")}</summary>
                    <Ticks
                        legend=Signal::derive(|| text("ask-depart-who"))
                        ticked=ticked
                        options=options
                        datum=Datum::Gate
                    />
                </details>
            </Show>
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
