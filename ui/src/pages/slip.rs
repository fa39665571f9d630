//! One slip as it is printed: A5, black on white whatever the theme.
//!
//! Invariant: looking at a slip issues none; a slip that is no longer in force is never shown as if it were.

use std::collections::BTreeSet;

use catalogue::{Catalogue, Language};
use contract::{CrossingRequest, CrossingView, IssueSlip, SaveSlip, SlipView};
use domain::{Reference, Side, StateCode as Code, StepState, SubjectKind, SubjectPhase};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::{Banner, Button, Empty, Glyph, Icon, Size, StateCode, Strength};
use crate::ipc;
use crate::keys::Key;
use crate::route::Page;
use crate::state::{Desk, Gravity};
use crate::t;
use crate::text::{Args, text, text_with};

/// What can be shown of the slip.
#[derive(Clone, PartialEq)]
enum Shown {
    /// Being read.
    Reading,
    /// There is no such slip.
    Missing,
    /// No longer in force, or others are through since: only the paper can be had.
    Old,
    /// In force.
    Sheet(Box<Sheet>),
}

/// The slip, and both States of its crossing.
#[derive(Clone, PartialEq)]
struct Sheet {
    slip: SlipView,
    exit: Code,
    entry: Code,
    post: String,
}

/// One slip as it is printed.
#[component]
pub fn SlipPage(
    /// The crossing.
    reference: Reference,
    /// The running number of the slip.
    number: u16,
) -> impl IntoView {
    let desk = Desk::here();
    let shown = RwSignal::new(Shown::Reading);
    let reference = StoredValue::new(reference);
    Effect::new(move |_| {
        desk.feed.track();
        spawn_local(async move {
            let Some(reference) = reference.try_get_value() else { return };
            let answer = read(desk, reference, number).await;
            match answer {
                Ok(found) => {
                    if shown.try_with_untracked(|shown| *shown != found) == Some(true) {
                        shown.try_set(found);
                    }
                }
                Err(failure) => desk.report(&failure),
            }
        });
    });
    let save = Callback::new(move |()| {
        let request = SaveSlip { reference: reference.get_value(), number };
        spawn_local(async move {
            match ipc::call(request).await {
                Ok(saved) => {
                    let said = desk.text_with("sheet-saved", &Args::new().with("path", saved.path));
                    desk.say(Gravity::Good, said);
                }
                Err(failure) => desk.report(&failure),
            }
        });
    });
    let issue = Callback::new(move |()| {
        let reference = reference.get_value();
        spawn_local(async move {
            let request = IssueSlip { key: ipc::fresh_key(), reference: reference.clone() };
            match ipc::call_surely(request).await {
                Ok(slip) => desk.go(Page::Slip(reference, slip.number)),
                Err(failure) => desk.report(&failure),
            }
        });
    });
    let back = Callback::new(move |()| desk.go(Page::Crossing(reference.get_value())));
    let print = Callback::new(move |()| ipc::print_page());
    let is_sheet = Memo::new(move |_| shown.with(|shown| matches!(shown, Shown::Sheet(_))));
    view! {
        <main class="work">
            <div class="slip-page">
                <div class="slip-tools">
                    <Show when=move || is_sheet.get()>
                        <Button on_press=print key=Key::CtrlP strength=Strength::Main icon="i-print">
                            {t!("sheet-print")}
                        </Button>
                    </Show>
                    <Show when=move || shown.with(|shown| !matches!(shown, Shown::Missing))>
                        <Button on_press=save icon="i-doc">{t!("sheet-save")}</Button>
                    </Show>
                    <Button on_press=back key=Key::Escape strength=Strength::Plain>{t!("sheet-back")}</Button>
                    <span class="quiet push">{t!("sheet-size")}</span>
                </div>
                {move || match shown.get() {
                    Shown::Reading => {
                        view! { <Empty icon="i-slip" title=Signal::derive(|| text("sheet-loading"))/> }.into_any()
                    }
                    Shown::Missing => {
                        let said = Signal::derive(move || {
                            let args = Args::new()
                                .with("number", number.to_string())
                                .with("reference", reference.get_value().to_string());
                            text_with("sheet-not-found", &args)
                        });
                        view! { <Empty icon="i-slip" title=said/> }.into_any()
                    }
                    Shown::Old => {
                        view! {
                            <Banner gravity=Gravity::Warn>
                                {t!("sheet-revoked")} " " <Button on_press=issue>{t!("choice-issue_slip")}</Button>
                            </Banner>
                        }
                            .into_any()
                    }
                    Shown::Sheet(sheet) => view! { <Paper sheet=*sheet/> }.into_any(),
                }}
            </div>
        </main>
    }
}

/// Reads a slip without issuing one: only the slip in force for all who are through is shown by its content.
async fn read(desk: Desk, reference: Reference, number: u16) -> Result<Shown, contract::Failure> {
    let view = ipc::call(CrossingRequest { reference: reference.clone() }).await?;
    let Some(slip) = view.crossing.slips.iter().find(|slip| slip.number == number) else { return Ok(Shown::Missing) };
    if slip.is_revoked || !is_latest_for_all(&view, number) {
        return Ok(Shown::Old);
    }
    let slip = ipc::call_surely(IssueSlip { key: ipc::fresh_key(), reference }).await?;
    let post = desk
        .post
        .with_untracked(|post| post.as_ref().and_then(|post| post.plan.as_ref()).map(|plan| plan.name.clone()));
    Ok(Shown::Sheet(Box::new(Sheet {
        slip,
        exit: view.crossing.exit_state,
        entry: view.crossing.entry_state,
        post: post.unwrap_or_default(),
    })))
}

fn is_latest_for_all(view: &CrossingView, number: u16) -> bool {
    let through: Vec<_> = view
        .crossing
        .subjects
        .values()
        .filter(|subject| {
            matches!(
                view.crossing.phase_of(subject),
                SubjectPhase::Admitted | SubjectPhase::Released | SubjectPhase::Departed
            )
        })
        .map(|subject| subject.id)
        .collect();
    let in_force = view.crossing.slips.iter().rev().find(|slip| !slip.is_revoked && slip.subjects == through);
    in_force.is_some_and(|slip| slip.number == number)
}

/// The sheet.
#[component]
fn Paper(sheet: Sheet) -> impl IntoView {
    let desk = Desk::here();
    // Paper speaks the reader's language and one more, so that the holder and the next officer both read it.
    let both = move |key: &str| -> (String, String) {
        let own = desk.language.get();
        let second = if own == Language::English { Language::French } else { Language::English };
        (Catalogue::of(own).text(key), Catalogue::of(second).text(key))
    };
    let pair = move |key: String| {
        move || {
            let (first, second) = both(&key);
            view! { {first} " " <i>"· " {second}</i> }
        }
    };
    let Sheet { slip, exit, entry, post } = sheet;
    let phases: BTreeSet<SubjectPhase> = slip.subjects.iter().map(|line| line.phase).collect();
    let state_key = match phases.iter().collect::<Vec<_>>().as_slice() {
        [only] => format!("slip-state-{}", only.word()),
        _ if phases.iter().all(|phase| matches!(phase, SubjectPhase::Admitted | SubjectPhase::Released)) => {
            "slip-state-admitted".to_owned()
        }
        _ => "slip-state-mixed".to_owned(),
    };
    let has_vehicle = slip.subjects.iter().any(|line| line.kind == SubjectKind::Conveyance);
    let has_goods = slip.subjects.iter().any(|line| line.kind == SubjectKind::Consignment);
    let heads = slip.subjects.iter().filter(|line| line.kind == SubjectKind::Traveller).count();
    let number = slip.number;
    let issued_at = slip.issued_at;
    let printed = move || {
        let when = Catalogue::for_window(desk.language.get()).date_time(desk.local(issued_at));
        text_with("slip-printed", &Args::new().with("when", when))
    };
    let size = slip.qr_size;
    let shown = 8;
    let more = slip.subjects.len().saturating_sub(shown);
    let lines = slip.subjects.clone();
    let halves = [(exit, Side::Exit), (entry, Side::Entry)].map(|(state, side)| {
        let mut marks: Vec<Mark> = Vec::new();
        for decision in slip.subjects.iter().flat_map(|line| &line.decisions) {
            let is_of_side = decision.side == side || (side == Side::Entry && decision.side == Side::Gate);
            if !is_of_side || decision.state != state {
                continue;
            }
            match marks.iter_mut().find(|mark| mark.agency == decision.agency) {
                // Of several decisions of one agency the last one counts on paper.
                Some(mark) if mark.at < decision.at => *mark = Mark::of(decision),
                Some(_) => {}
                None => marks.push(Mark::of(decision)),
            }
        }
        (state, side, marks)
    });
    view! {
        <article class="slip" data-theme="light">
            <header class="slip__head">
                <p class="slip__state">
                    <StateCode state=exit size=Size::Large/>
                    <span><b>{move || desk.state_name(exit)}</b><br/><i>{pair("side-exit".to_owned())}</i></span>
                </p>
                <p class="slip__way"><Icon name="i-over" class="icon--way"/><b><bdi>{post}</bdi></b></p>
                <p class="slip__state">
                    <span><b>{move || desk.state_name(entry)}</b><br/><i>{pair("side-entry".to_owned())}</i></span>
                    <StateCode state=entry size=Size::Large/>
                </p>
            </header>
            <div class="slip__title">
                <div>
                    <h1>{move || both("slip-title").0}<i>{move || both("slip-title").1}</i></h1>
                    <p class="slip__ref"><bdi>{slip.reference.to_string()}</bdi></p>
                    <p class="slip__state-word"><Icon name="i-check"/> {pair(state_key)}</p>
                    <p>{move || text_with("sheet-number", &Args::new().with("number", number.to_string()))}</p>
                    <p>{printed}</p>
                </div>
                <div>
                    <svg
                        class="slip__qr"
                        viewBox=format!("-2 -2 {} {}", size + 4, size + 4)
                        role="img"
                        aria-label=t!("sheet-code")
                        shape-rendering="crispEdges"
                    >
                        <path fill="#111" d=slip.qr_path></path>
                    </svg>
                </div>
            </div>
            <dl class="slip__facts">
                {lines
                    .into_iter()
                    .take(shown)
                    .map(|line| {
                        let key = match line.kind {
                            SubjectKind::Traveller => "subject-traveller",
                            SubjectKind::Conveyance => "slip-fact-vehicle",
                            SubjectKind::Consignment => "slip-fact-goods",
                        };
                        view! {
                            <div>
                                <dt>{pair(key.to_owned())}</dt>
                                <dd><bdi>{line.label}</bdi> <i class="slip__detail"><bdi>{line.detail}</bdi></i></dd>
                            </div>
                        }
                    })
                    .collect_view()}
                <div>
                    <dt>{pair("slip-fact-people".to_owned())}</dt>
                    <dd>
                        {heads}
                        {(more > 0)
                            .then(|| {
                                let count = i64::try_from(more).unwrap_or_default();
                                view! {
                                    " "
                                    <i>{move || text_with("slip-more-lines", &Args::new().with_count("count", count))}</i>
                                }
                            })}
                    </dd>
                </div>
            </dl>
            <div class="slip__marks">
                {halves
                    .into_iter()
                    .map(|(state, side, marks)| {
                        let key = if side == Side::Exit { "side-exit" } else { "side-entry" };
                        let is_empty = marks.is_empty();
                        view! {
                            <section class="slip__half">
                                <h2><StateCode state=state/> {pair(key.to_owned())}</h2>
                                {is_empty.then(|| view! { <p class="slip__mark">{t!("slip-no-decision")}</p> })}
                                <ol>
                                    {marks
                                        .into_iter()
                                        .map(|mark| {
                                            let desk_code = mark.desk;
                                            let said = move || {
                                                text_with("slip-desk", &Args::new().with("desk", desk_code.clone()))
                                            };
                                            view! {
                                                <li class="slip__mark">
                                                    <Glyph state=mark.outcome/>
                                                    <span>
                                                        <b>{pair(format!("agency-{}", mark.agency.word()))}</b>
                                                        <br/>
                                                        <i>{said}</i>
                                                    </span>
                                                    <time>{move || desk.clock(mark.at)}</time>
                                                </li>
                                            }
                                        })
                                        .collect_view()}
                                </ol>
                            </section>
                        }
                    })
                    .collect_view()}
            </div>
            <div class="slip__gate">
                {has_vehicle.then(|| view! { <div>{pair("slip-gate-plate".to_owned())}</div> })}
                {has_goods.then(|| view! { <div>{pair("slip-gate-seals".to_owned())}</div> })}
                <div>{pair("slip-gate-heads".to_owned())}</div>
            </div>
            <footer class="slip__foot">
                <div>
                    <p>{pair("slip-show".to_owned())}</p>
                    <p>{pair("slip-free".to_owned())}</p>
                </div>
                <p class="end">
                    {slip.is_demonstration.then(|| view! { <b>{t!("slip-not-valid")}</b> })}
                </p>
            </footer>
        </article>
    }
}

/// What one agency of one State did last.
#[derive(Clone, PartialEq)]
struct Mark {
    agency: domain::Agency,
    outcome: StepState,
    at: domain::At,
    desk: String,
}

impl Mark {
    fn of(decision: &contract::SlipDecision) -> Self {
        Self { agency: decision.agency, outcome: decision.outcome, at: decision.at, desk: decision.desk.to_string() }
    }
}
