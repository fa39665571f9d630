//! Who and what crosses: one line each, with a word of either State.
//!
//! Invariant: the exit State's word stands first, at the start.

use domain::visibility::Datum;
use domain::{Side, StateCode, SubjectId, SubjectKind};
use leptos::prelude::*;

use super::words::{Standing, Words};
use super::work::Work;
use crate::components::{ClassMark, Glyph, Icon};
use crate::t;
use crate::text::{Args, text_with};

/// One subject in a line.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// Which.
    pub id: SubjectId,
    /// What it is.
    pub kind: SubjectKind,
    /// Its picture.
    pub icon: &'static str,
    /// Name, plate or goods.
    pub label: String,
    /// What explains it.
    pub detail: String,
    /// Where it stands on either side.
    pub standings: [(StateCode, Standing); 2],
    /// It reached a final phase: that phase's word.
    pub end: Option<String>,
}

impl Line {
    /// Returns the line of a subject.
    pub fn of(words: &Words<'_>, subject: &domain::Subject) -> Self {
        use domain::subject::{ConveyanceKind, SubjectFacts};
        let crossing = words.crossing();
        let icon = match (&subject.facts, subject.kind) {
            (Some(SubjectFacts::Conveyance(vehicle)), _) => match vehicle.kind {
                ConveyanceKind::Bus => "i-bus",
                ConveyanceKind::Car | ConveyanceKind::Cycle => "i-car",
                ConveyanceKind::Lorry | ConveyanceKind::Trailer => "i-truck",
            },
            (_, SubjectKind::Traveller) => "i-person",
            (_, SubjectKind::Conveyance) => "i-truck",
            (_, SubjectKind::Consignment) => "i-box",
        };
        let phase = crossing.phase_of(subject);
        let says_all = matches!(
            phase,
            domain::SubjectPhase::Held | domain::SubjectPhase::EntryRefused | domain::SubjectPhase::OfferedBack
        );
        Self {
            id: subject.id,
            kind: subject.kind,
            icon,
            label: words.label(subject.id),
            detail: words.detail(subject),
            standings: [
                (crossing.exit_state, words.standing(subject, Side::Exit)),
                (crossing.entry_state, words.standing(subject, Side::Entry)),
            ],
            end: (phase.is_final() || says_all).then(|| words.desk.text(&format!("phase-{}", phase.word()))),
        }
    }
}

/// The list of subjects, goods first, people last.
#[component]
pub fn Subjects() -> impl IntoView {
    let work = Work::here();
    let lines = work
        .seen(|words| words.crossing().subjects.values().map(|subject| Line::of(words, subject)).collect::<Vec<_>>());
    Effect::new(move |_| {
        let mut listed = lines.get().unwrap_or_default();
        listed.sort_by_key(|line| std::cmp::Reverse(line.kind));
        work.order.set_value(listed.iter().map(|line| line.id).collect());
    });
    let group = move |kind: SubjectKind, heading: &'static str, datum: Datum| {
        move || {
            let of_kind: Vec<Line> =
                lines.get().unwrap_or_default().into_iter().filter(|line| line.kind == kind).collect();
            (!of_kind.is_empty()).then(|| {
                let count = i64::try_from(of_kind.len()).unwrap_or_default();
                view! {
                    <h2 class="subjects__head">
                        {move || text_with(heading, &Args::new().with_count("count", count))} " " <ClassMark datum=datum/>
                    </h2>
                    <ul>
                        {of_kind.into_iter().map(|line| view! { <li><SubjectLine line=line/></li> }).collect_view()}
                    </ul>
                }
            })
        }
    };
    view! {
        <nav class="crossing__subjects" aria-label=t!("crossing-subjects")>
            {group(SubjectKind::Consignment, "crossing-goods", Datum::Goods)}
            {group(SubjectKind::Conveyance, "crossing-vehicles", Datum::Vehicle)}
            {group(SubjectKind::Traveller, "crossing-people", Datum::Person)}
        </nav>
    }
}

#[component]
fn SubjectLine(line: Line) -> impl IntoView {
    let work = Work::here();
    let id = line.id;
    view! {
        <button
            class="subject"
            type="button"
            id=format!("subject-{}", id.0)
            aria-current=move || (work.selected.get() == Some(id)).then_some("true")
            on:click=move |_| work.selected.set(Some(id))
        >
            <Icon name=line.icon class="icon--way"/>
            <span class="subject__name"><bdi>{line.label}</bdi></span>
            <span class="subject__said"><bdi>{line.detail}</bdi></span>
            <Pair standings=line.standings/>
            {line.end.map(|end| view! { <span class="subject__end small strong">{end}</span> })}
        </button>
    }
}

/// A word of either State.
#[component]
pub fn Pair(standings: [(StateCode, Standing); 2]) -> impl IntoView {
    let work = Work::here();
    view! {
        <span class="subject__pair">
            {standings
                .into_iter()
                .map(|(state, standing)| {
                    view! {
                        <span data-state=move || work.desk.slot(state)>
                            <Glyph state=standing.state/>
                            <b>{state.to_string()}</b>
                            " "
                            {standing.word}
                        </span>
                    }
                })
                .collect_view()}
        </span>
    }
}
