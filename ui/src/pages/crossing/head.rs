//! The head of the page: who or what, the reference, which way, how long it waits.
//!
//! Invariant: the lane shown is the reader's own State's.

use domain::customs::Lane;
use domain::subject::SubjectFacts;
use domain::visibility::Datum;
use domain::{At, StateCode, SubjectPhase};
use leptos::prelude::*;

use super::work::Work;
use crate::components::{ClassMark, Icon, LaneTag, StateCode as Code, Tag, Tone, flow_icon};
use crate::t;
use crate::text::{Args, text, text_with};

#[derive(Clone, PartialEq)]
struct Head {
    icon: &'static str,
    title: String,
    operator: Option<String>,
    reference: String,
    exit: StateCode,
    entry: StateCode,
    lane: Option<Lane>,
    phase: SubjectPhase,
    priority: Option<&'static str>,
    category: Option<&'static str>,
    arrived_at: At,
    arrival: At,
    is_closed: bool,
    mine_since: Option<At>,
    heads: usize,
}

/// The head of the page.
#[component]
pub fn Head() -> impl IntoView {
    let work = Work::here();
    let desk = work.desk;
    let head = work.seen(|words| {
        let crossing = words.crossing();
        let lead = crossing.lead();
        let operator = lead.and_then(|lead| match &lead.facts {
            Some(SubjectFacts::Conveyance(vehicle)) => vehicle.operator.clone(),
            _ => None,
        });
        let mine_since = crossing
            .steps
            .values()
            .filter(|step| match &step.status {
                domain::step::Status::Claimed { by, .. } => words.is_me(&by.officer),
                _ => false,
            })
            .map(|step| step.since)
            .min();
        Head {
            icon: flow_icon(crossing.flow),
            title: lead.map(|lead| words.label(lead.id)).unwrap_or_default(),
            operator,
            reference: crossing.reference.to_string(),
            exit: crossing.exit_state,
            entry: crossing.entry_state,
            lane: words.view.file.lanes.values().map(|assigned| assigned.lane).max(),
            phase: crossing.phase(),
            priority: (crossing.priority != domain::post::Priority::None).then(|| crossing.priority.word()),
            category: crossing.category.map(|category| category.word()),
            arrived_at: crossing.arrived_at,
            arrival: crossing.arrival(),
            is_closed: crossing.is_closed(),
            mine_since,
            heads: crossing.heads(),
        }
    });
    move || {
        head.get().map(|head| {
            let arrived_at = head.arrived_at;
            let since = move || {
                // A party on paper waits here since it was entered; when it arrived its history says.
                let (key, at) = if head.is_closed {
                    ("crossing-arrived", head.arrival)
                } else {
                    ("crossing-waiting-since", arrived_at)
                };
                text_with(key, &Args::new().with("time", desk.clock(at)))
            };
            let tone = match head.phase {
                SubjectPhase::Admitted | SubjectPhase::Released | SubjectPhase::Departed => Tone::Good,
                SubjectPhase::Held
                | SubjectPhase::EntryRefused
                | SubjectPhase::OfferedBack
                | SubjectPhase::ExitDenied => Tone::Bad,
                _ => Tone::Plain,
            };
            let phase = head.phase;
            view! {
                <header class="crossing__head">
                    <Icon name=head.icon class="icon--way"/>
                    <div class="crossing__title">
                        <h1>
                            <bdi>{head.title}</bdi>
                            {head.operator.map(|operator| view! { " · " <bdi>{operator}</bdi> })}
                        </h1>
                        <p>
                            <bdi class="mono">{head.reference}</bdi>
                            " "
                            <ClassMark datum=Datum::Crossing/>
                            {head
                                .category
                                .map(|category| {
                                    view! { " · " {move || text(&format!("category-{category}"))} }
                                })}
                        </p>
                    </div>
                    <p class="crossing__way">
                        <Code state=head.exit/>
                        <Icon name="i-over" class="icon--way"/>
                        <span class="sr">{t!("crossing-to")}</span>
                        <Code state=head.entry/>
                    </p>
                    <Tag tone=tone>{move || text(&format!("phase-{}", phase.word()))}</Tag>
                    {head.lane.map(|lane| view! { <span class="nowrap"><LaneTag lane=lane is_short=true/> " " <ClassMark datum=Datum::Lane/></span> })}
                    {head
                        .priority
                        .map(|word| {
                            let said = move || {
                                let priority = text(&format!("priority-{word}"));
                                text_with("crossing-priority", &Args::new().with("priority", priority))
                            };
                            view! { <Tag icon="i-up">{said}</Tag> }
                        })}
                    <dl class="measures push">
                        <div class="measure">
                            <dt>{since}</dt>
                            <dd>{move || desk.elapsed(arrived_at)}</dd>
                        </div>
                        {head
                            .mine_since
                            .map(|since| {
                                view! {
                                    <div class="measure">
                                        <dt>{t!("crossing-you-have-it")}</dt>
                                        <dd>{move || desk.elapsed(since)}</dd>
                                    </div>
                                }
                            })}
                        {(head.heads > 4)
                            .then(|| {
                                view! {
                                    <div class="measure">
                                        <dt>{t!("crossing-heads")}</dt>
                                        <dd>{head.heads}</dd>
                                    </div>
                                }
                            })}
                    </dl>
                </header>
            }
        })
    }
}
