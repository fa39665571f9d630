//! What a shorter procedure left out on this crossing, and what became of it since.
//!
//! Invariant: what is left is what the shell lists; the command checks again who may say what became of it.

use domain::act::LeftOutHow;
use domain::visibility::Datum;
use domain::{Role, StateCode, StepId, SubjectId};
use leptos::prelude::*;

use super::words::Words;
use super::work::{Ask, Work};
use crate::components::{Button, ClassMark, Panel, StateCode as Code};
use crate::t;
use crate::text::{Args, text};

#[derive(Clone, PartialEq)]
struct Line {
    state: StateCode,
    said: String,
    /// Where the reader may say what became of it.
    on: Option<(SubjectId, StepId)>,
}

/// What was left out; nothing where nothing was.
#[component]
pub fn LeftOut() -> impl IntoView {
    let work = Work::here();
    let lines = work.seen(look);
    move || {
        let lines = lines.get().unwrap_or_default();
        (!lines.is_empty()).then(|| {
            view! {
                <Panel
                    title=Signal::derive(|| text("left-out-heading"))
                    aside=ViewFn::from(|| view! { <ClassMark datum=Datum::Step/> })
                >
                    <ul class="stack">
                        {lines
                            .into_iter()
                            .map(|line| {
                                let settle = move |how: LeftOutHow| {
                                    Callback::new(move |()| {
                                        if let Some((subject, step)) = line.on {
                                            work.asking.set(Some(Ask::LeftOut(subject, step, how)));
                                        }
                                    })
                                };
                                view! {
                                    <li class="line">
                                        <Code state=line.state/>
                                        <span>{line.said}</span>
                                        {line
                                            .on
                                            .map(|_| {
                                                view! {
                                                    <span class="push line">
                                                        <Button on_press=settle(LeftOutHow::MadeGood)>
                                                            {t!("left-out-made_good")}
                                                        </Button>
                                                        <Button on_press=settle(LeftOutHow::Noted)>
                                                            {t!("left-out-noted")}
                                                        </Button>
                                                    </span>
                                                }
                                            })}
                                    </li>
                                }
                            })
                            .collect_view()}
                    </ul>
                </Panel>
            }
        })
    }
}

fn look(words: &Words<'_>) -> Vec<Line> {
    let desk = words.desk;
    let (own, agency) = desk.session.with(|one| one.as_ref().map(|one| (one.state, one.agency))).unzip();
    let may = |state: StateCode, of: domain::Agency| {
        Some(state) == own && (desk.has_role(Role::Supervisor) || desk.has_role(Role::Officer) && agency == Some(of))
    };
    let args = |subject: SubjectId, step: &domain::step::PlannedStep| {
        Args::new().with("what", words.label(subject)).with("control", words.planned(step))
    };
    let open = words.view.left_out.iter().flat_map(|left| left.steps.iter().map(move |step| (left.subject, step)));
    let open = open.map(|(subject, step)| Line {
        state: step.state,
        said: desk.text_with("left-out-open", &args(subject, step)),
        on: may(step.state, step.agency).then_some((subject, step.id)),
    });
    let done = words.crossing().done_later.iter().map(|done| Line {
        state: done.step.state,
        said: desk.text_with(
            &format!("left-out-was-{}", done.how.word()),
            &args(done.subject, &done.step)
                .with("who", words.officer(&done.by.officer))
                .with("time", words.time(done.by.at)),
        ),
        on: None,
    });
    open.chain(done).collect()
}
