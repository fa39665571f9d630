//! A bus at a glance: one bar with words, then one line per person, the exceptions first.
//!
//! Invariant: everybody is in exactly one group.

use domain::{StepState, SubjectId, SubjectKind, SubjectPhase};
use leptos::prelude::*;

use super::subjects::Line;
use super::words::Words;
use super::work::Work;
use crate::components::{Glyph, Size, StateCode as Code};
use crate::text::{Args, text_with};

/// Where a person of the list is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Group {
    Attention,
    Ready,
    Exit,
    Rest,
    Through,
}

impl Group {
    const ALL: [Self; 5] = [Self::Attention, Self::Ready, Self::Exit, Self::Rest, Self::Through];

    const fn key(self) -> &'static str {
        match self {
            Self::Attention => "manifest-attention",
            Self::Ready => "manifest-ready",
            Self::Exit => "manifest-exit",
            Self::Rest => "manifest-rest",
            Self::Through => "manifest-through",
        }
    }
}

#[derive(Clone, PartialEq)]
struct List {
    exit: domain::StateCode,
    entry: domain::StateCode,
    people: Vec<(Group, Line, String)>,
    others: Vec<Line>,
}

/// Everybody of a large party.
#[component]
pub fn Manifest() -> impl IntoView {
    let work = Work::here();
    let desk = work.desk;
    let shown = RwSignal::new(None::<Group>);
    let list = work.seen(|words| {
        let crossing = words.crossing();
        let (mut people, mut others) = (Vec::new(), Vec::new());
        for subject in crossing.subjects.values() {
            let line = Line::of(words, subject);
            if subject.kind == SubjectKind::Traveller {
                let group = group_of(words, subject);
                let [(_, exit), (_, entry)] = &line.standings;
                let word = match (&line.end, group) {
                    (Some(end), _) => end.clone(),
                    (None, Group::Exit) => exit.word.clone(),
                    (None, _) if exit.state == StepState::Cleared => entry.word.clone(),
                    (None, _) => exit.word.clone(),
                };
                people.push((group, line, word));
            } else {
                others.push(line);
            }
        }
        people.sort_by_key(|(group, line, _)| (*group, line.id));
        List { exit: crossing.exit_state, entry: crossing.entry_state, people, others }
    });
    Effect::new(move |_| {
        let listed = list.get().map(|list| {
            list.others.iter().chain(list.people.iter().map(|(_, line, _)| line)).map(|line| line.id).collect()
        });
        work.order.set_value(listed.unwrap_or_default());
    });
    let count = move |group: Option<Group>| {
        list.with(|list| {
            let of = |list: &List| {
                list.people.iter().filter(|(other, ..)| group.is_none_or(|group| group == *other)).count()
            };
            list.as_ref().map_or(0, of)
        })
    };
    let word = move |group: Group| {
        let state =
            list.with(|list| list.as_ref().map(|list| if group == Group::Exit { list.exit } else { list.entry }));
        let name = state.map(|state| desk.state_name(state)).unwrap_or_default();
        text_with(group.key(), &Args::new().with("state", name))
    };
    let picture = move || {
        let number = |group| i64::try_from(count(Some(group))).unwrap_or_default();
        let args = Args::new()
            .with_count("through", number(Group::Through))
            .with_count("ready", number(Group::Ready))
            .with_count("exit", number(Group::Exit))
            .with_count("attention", number(Group::Attention));
        text_with("manifest-picture", &args)
    };
    let slot_of = move |group: Group| {
        list.with(|list| {
            list.as_ref().and_then(|list| match group {
                Group::Exit => Some(desk.slot(list.exit)),
                Group::Ready | Group::Through => Some(desk.slot(list.entry)),
                Group::Attention | Group::Rest => None,
            })
        })
    };
    view! {
        <div role="img" aria-label=picture>
            <div class="tally">
                {Group::ALL
                    .map(|group| {
                        let class = match group {
                            Group::Attention => "tally__warn",
                            Group::Ready => "tally__soft",
                            Group::Exit | Group::Rest | Group::Through => "",
                        };
                        view! {
                            <span
                                class=class
                                data-state=move || slot_of(group)
                                style:flex-grow=move || count(Some(group)).to_string()
                                hidden=move || count(Some(group)) == 0
                            ></span>
                        }
                    })
                    .collect_view()}
            </div>
        </div>
        <div class="tally__words tabs" role="tablist">
            <button
                class="tab"
                type="button"
                role="tab"
                aria-selected=move || shown.get().is_none().to_string()
                on:click=move |_| shown.set(None)
            >
                {move || crate::text::text("manifest-everybody")}
                " "
                <span class="count">{move || count(None)}</span>
            </button>
            {Group::ALL
                .map(|group| {
                    let swatch = match group {
                        Group::Attention => "swatch swatch--warn",
                        Group::Ready => "swatch swatch--soft",
                        Group::Exit | Group::Rest | Group::Through => "swatch",
                    };
                    view! {
                        <Show when=move || { count(Some(group)) > 0 }>
                            <button
                                class="tab"
                                type="button"
                                role="tab"
                                aria-selected=move || (shown.get() == Some(group)).to_string()
                                on:click=move |_| shown.set(Some(group))
                            >
                                <span class=swatch data-state=move || slot_of(group)></span>
                                {move || word(group)}
                                " "
                                <span class="count">{move || count(Some(group))}</span>
                            </button>
                        </Show>
                    }
                })
                .collect_view()}
        </div>
        <div class="manifest">
            {move || {
                let others = list.get().map(|list| list.others).unwrap_or_default();
                (!others.is_empty() && shown.get().is_none())
                    .then(|| {
                        view! {
                            <ul class="manifest__list">
                                {others
                                    .into_iter()
                                    .map(|line| {
                                        let word = standing_word(&line);
                                        view! { <li><Person line=line word=word/></li> }
                                    })
                                    .collect_view()}
                            </ul>
                        }
                    })
            }}
            {Group::ALL
                .map(|group| {
                    move || {
                        let people: Vec<(Line, String)> = list
                            .get()
                            .map(|list| {
                                list.people
                                    .into_iter()
                                    .filter(|(other, ..)| *other == group)
                                    .map(|(_, line, word)| (line, word))
                                    .collect()
                            })
                            .unwrap_or_default();
                        let is_shown = shown.get().is_none_or(|shown| shown == group);
                        (is_shown && !people.is_empty())
                            .then(|| {
                                let number = people.len();
                                view! {
                                    <section>
                                        <h2 class="manifest__group">
                                            {move || word(group)} " " <span class="count">{number}</span>
                                            <Legend list=list/>
                                        </h2>
                                        <ul class="manifest__list">
                                            {people
                                                .into_iter()
                                                .map(|(line, word)| view! { <li><Person line=line word=word/></li> })
                                                .collect_view()}
                                        </ul>
                                    </section>
                                }
                            })
                    }
                })
                .collect_view()}
        </div>
    }
}

#[component]
fn Legend(list: Memo<Option<List>>) -> impl IntoView {
    move || {
        list.get().map(|list| {
            view! {
                <span class="push manifest__legend">
                    <Code state=list.exit size=Size::Small/>
                    {move || crate::text::text("steps-side-exit")}
                    <Code state=list.entry size=Size::Small/>
                    {move || crate::text::text("steps-side-entry")}
                </span>
            }
        })
    }
}

#[component]
fn Person(line: Line, word: String) -> impl IntoView {
    let work = Work::here();
    let id: SubjectId = line.id;
    view! {
        <button
            class="person"
            type="button"
            id=format!("subject-{}", id.0)
            aria-current=move || (work.selected.get() == Some(id)).then_some("true")
            data-fresh=move || work.scanned.with(|scanned| scanned.contains(&id)).then_some("")
            on:click=move |_| work.selected.set(Some(id))
        >
            <span class="person__no">{id.0}</span>
            <span class="person__who">
                <b><bdi>{line.label}</bdi></b>
                <small><bdi>{line.detail}</bdi></small>
            </span>
            <span class="person__how">
                {line
                    .standings
                    .into_iter()
                    .map(|(state, standing)| {
                        view! {
                            <span data-state=move || work.desk.slot(state)>
                                <Glyph state=standing.state/>
                                <span class="sr">{state.to_string()} " " {standing.word} ", "</span>
                            </span>
                        }
                    })
                    .collect_view()}
                <b>{word}</b>
            </span>
        </button>
    }
}

fn standing_word(line: &Line) -> String {
    let [(_, exit), (_, entry)] = &line.standings;
    match &line.end {
        Some(end) => end.clone(),
        None if exit.state == StepState::Cleared => entry.word.clone(),
        None => exit.word.clone(),
    }
}

fn group_of(words: &Words<'_>, subject: &domain::Subject) -> Group {
    let crossing = words.crossing();
    let is_odd = crossing.steps_of(subject.id).any(|step| {
        matches!(
            crossing.state_of(step),
            StepState::Queried | StepState::Referred | StepState::Refused | StepState::Held
        )
    });
    match crossing.phase_of(subject) {
        phase if phase.is_final() && phase != SubjectPhase::Departed => Group::Rest,
        SubjectPhase::Admitted | SubjectPhase::Released | SubjectPhase::Departed => Group::Through,
        SubjectPhase::Held | SubjectPhase::EntryRefused | SubjectPhase::OfferedBack => Group::Attention,
        _ if is_odd => Group::Attention,
        SubjectPhase::Registered | SubjectPhase::ExitControls => Group::Exit,
        SubjectPhase::ExitComplete | SubjectPhase::EntryControls => Group::Ready,
        _ => Group::Rest,
    }
}
