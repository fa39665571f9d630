//! The two-State picture of one subject: exit at the start, entry at the end, the handover between them.
//!
//! Invariant: a second line stands below the step that was referred and says no more than that it is one.

use domain::step::Origin;
use domain::visibility::Datum;
use domain::{At, Side, StateCode, Step, StepState};
use leptos::prelude::*;

use super::words::Words;
use super::work::Work;
use crate::components::{ClassMark, Glyph, Icon, StateCode as Code};
use crate::t;
use crate::text::{Args, text, text_with};

#[derive(Clone, PartialEq)]
struct Line {
    state: StepState,
    name: String,
    said: String,
    instruction: Option<String>,
    is_mine: bool,
    is_second: bool,
}

#[derive(Clone, PartialEq)]
struct Half {
    state: StateCode,
    side: &'static str,
    lines: Vec<Line>,
    until: Option<String>,
}

#[derive(Clone, PartialEq)]
struct Picture {
    exit: Half,
    entry: Half,
    handed_over_at: Option<At>,
    handed_over: Option<String>,
    is_bound: bool,
    is_varied: bool,
}

/// The two-State picture of whom or what is selected.
#[component]
pub fn Steps() -> impl IntoView {
    let work = Work::here();
    let picture = work.of_selected(|words, id| {
        let subject = words.crossing().subjects.get(&id)?;
        let steps: Vec<&Step> = words.crossing().steps_of(id).collect();
        let half = |side: Side, state: StateCode| Half {
            state,
            side: if side == Side::Exit { "steps-side-exit" } else { "steps-side-entry" },
            lines: steps
                .iter()
                .filter(|step| step.side == side || (side == Side::Entry && step.side == Side::Gate))
                .map(|step| line(words, step))
                .collect(),
            until: None,
        };
        let mut exit = half(Side::Exit, words.crossing().exit_state);
        let mut entry = half(Side::Entry, words.crossing().entry_state);
        exit.until = subject
            .handed_over_at
            .map(|at| words.desk.text_with("steps-until", &Args::new().with("time", words.own_time(at))));
        entry.until = subject
            .entry_begun_at
            .map(|at| words.desk.text_with("steps-from", &Args::new().with("time", words.own_time(at))));
        Some(Picture {
            exit,
            entry,
            handed_over_at: subject.handed_over_at,
            handed_over: subject.handed_over_at.map(|at| words.time(at)),
            is_bound: subject.entry_begun_at.is_some() && !subject.is_final(),
            is_varied: subject.is_varied,
        })
    });
    let desk = work.desk;
    move || {
        picture.get().map(|picture| {
            let entry_state = picture.entry.state;
            let back = move || {
                if picture.is_varied {
                    Some(text("steps-handover-varied"))
                } else if picture.is_bound {
                    let args = Args::new().with("state", desk.state_name(entry_state));
                    Some(text_with("steps-handover-back", &args))
                } else {
                    None
                }
            };
            let at = picture.handed_over.clone();
            let is_over = picture.handed_over_at.is_some();
            view! {
                <h2 class="sr">{t!("steps-heading")}</h2>
                <div class="two-states">
                    <HalfOf half=picture.exit/>
                    <p class="handover" data-done=is_over.then_some("")>
                        <Icon name="i-over" class="icon--way"/>
                        <strong>{t!("steps-handover")}</strong>
                        <span>{move || at.clone().unwrap_or_else(|| text("steps-handover-not-yet"))}</span>
                        {move || back().map(|said| view! { <span>{said}</span> })}
                    </p>
                    <HalfOf half=picture.entry/>
                </div>
            }
        })
    }
}

#[component]
fn HalfOf(half: Half) -> impl IntoView {
    let desk = Work::here().desk;
    let state = half.state;
    let side = half.side;
    let heading = move || {
        let args = Args::new().with("state", desk.state_name(state)).with("side", text(side));
        text_with("steps-side", &args)
    };
    let is_empty = half.lines.is_empty();
    view! {
        <section class="side state-edge" data-state=move || desk.slot(state) aria-label=heading>
            <header class="side__head">
                <Code state=state/>
                <h3>{heading} " " <ClassMark datum=Datum::Step/></h3>
                {half.until.map(|until| view! { <span class="push">{until}</span> })}
            </header>
            {is_empty.then(|| view! { <p class="side__steps quiet">{t!("steps-none")}</p> })}
            {(!is_empty)
                .then(|| {
                    view! {
                        <ol class="side__steps">
                            {half.lines.into_iter().map(|line| view! { <StepLine line=line/> }).collect_view()}
                        </ol>
                    }
                })}
        </section>
    }
}

#[component]
fn StepLine(line: Line) -> impl IntoView {
    let class = if line.is_second { "step step--second" } else { "step" };
    view! {
        <li
            class=class
            data-step=line.state.word()
            data-now=line.is_mine.then_some("")
            aria-current=line.is_mine.then_some("step")
        >
            <Glyph state=line.state/>
            <span class="step__name">{line.name}</span>
            <span class="step__said">{line.said}</span>
            {line
                .instruction
                .map(|instruction| {
                    let said = move || text_with("steps-instruction", &Args::new().with("text", instruction.clone()));
                    view! { <span class="step__instruction">{said} " " <ClassMark datum=Datum::Instruction/></span> }
                })}
        </li>
    }
}

fn line(words: &Words<'_>, step: &Step) -> Line {
    let is_mine = match &step.status {
        domain::step::Status::Claimed { by, .. } => words.is_me(&by.officer),
        _ => false,
    };
    Line {
        state: words.crossing().state_of(step),
        name: words.step_name(step),
        said: words.step_said(step),
        instruction: words.view.instructions.iter().find(|one| one.step == step.id).map(|one| one.text.clone()),
        is_mine,
        is_second: matches!(step.origin, Origin::Secondary { .. }),
    }
}
