//! The examination of a crossing's goods: findings filed blind, revealed together, compared.
//!
//! Invariant: the other State's findings are on this page only once both are revealed; until then not even whether they say
//! much or little.

mod bar;
mod findings;
mod form;
mod photographs;

use domain::Reference;
use domain::examination::{ExaminationId, Stage};
use leptos::prelude::*;

use self::bar::Bar;
use self::findings::Half;
use self::form::Typed;
use crate::components::{Empty, Glyph, Icon, LaneTag, Panel, StateCode as Code, Tag, Tone, flow_icon};
use crate::failure::failure_sentence;
use crate::pages::crossing::live::Live;
use crate::pages::crossing::words::Words;
use crate::pages::draft::Draft;
use crate::state::Desk;
use crate::t;
use crate::text::{Args, text, text_with};

/// What the pieces of the page share. Copying it copies handles.
#[derive(Clone, Copy)]
pub struct Examining {
    /// The window.
    desk: Desk,
    /// The crossing.
    live: Live,
    /// Which examination is shown.
    shown: RwSignal<Option<ExaminationId>>,
    /// The findings as typed.
    typed: RwSignal<Typed>,
    /// The draft of them.
    draft: Draft,
    /// How many lots of photographs are being taken in: what is filed meanwhile would lack them.
    taking: RwSignal<usize>,
}

impl Examining {
    /// Returns something of the examination that is shown, anew only when it changed.
    fn seen<T>(
        self,
        look: impl Fn(&Words<'_>, &domain::examination::Examination) -> T + Send + Sync + 'static,
    ) -> Memo<Option<T>>
    where
        T: PartialEq + Send + Sync + 'static,
    {
        Memo::new(move |_| {
            let shown = self.shown.get()?;
            self.live.view.with(|view| {
                let view = view.as_ref()?;
                let found = view.crossing.examinations.get(&shown)?;
                Some(look(&Words::of(self.desk, view), found))
            })
        })
    }
}

/// The examination of a crossing's goods by both States.
#[component]
pub fn ExaminationPage(
    /// The crossing whose goods are examined.
    reference: Reference,
) -> impl IntoView {
    let desk = Desk::here();
    let live = Live::open(desk, reference.clone());
    let typed = RwSignal::new(Typed::default());
    let form = format!("findings/{reference}");
    let draft = Draft::keep(form, move || typed.get(), move |kept| typed.set(kept));
    let at = Examining { desk, live, shown: RwSignal::new(None), typed, draft, taking: RwSignal::new(0) };
    provide_context(at);
    // The newest that is open, else the newest.
    Effect::new(move |_| {
        let newest = live.view.with(|view| {
            let examinations = &view.as_ref()?.crossing.examinations;
            let open = examinations.values().rev().find(|found| found.closed.is_none());
            open.or_else(|| examinations.values().next_back()).map(|found| found.id)
        });
        if at.shown.get_untracked().is_none() {
            at.shown.set(newest);
        }
    });
    let is_read = Memo::new(move |_| live.view.with(Option::is_some));
    let has_one = Memo::new(move |_| at.shown.get().is_some());
    let failure = move || live.failure.get().map(|failure| failure_sentence(desk, &failure));
    view! {
        <Show
            when=move || is_read.get() && has_one.get()
            fallback=move || {
                let key = move || if is_read.get() { "exam-none" } else { "crossing-loading" };
                view! {
                    <main class="work">
                        <Empty icon="i-examine" title=Signal::derive(move || text(key()))>{failure}</Empty>
                    </main>
                }
            }
        >
            <main class="work">
                <Head/>
                <div class="exam">
                    <Which/>
                    <Stages/>
                    <Outcome/>
                    <Pair/>
                    <div class="exam__three">
                        <Present/>
                        <Declared/>
                    </div>
                </div>
            </main>
            <Bar/>
        </Show>
    }
}

#[component]
fn Head() -> impl IntoView {
    let at: Examining = expect_context();
    let head = at.seen(|words, found| {
        let crossing = words.crossing();
        let title = if found.is_joint {
            words.desk.text("exam-title-joint")
        } else {
            words.desk.text_with("exam-title-alone", &Args::new().with("state", words.state(found.requested_by)))
        };
        let bay =
            found.bay.as_ref().map(|bay| words.desk.text_with("exam-bay", &Args::new().with("bay", bay.as_str())));
        let lead = crossing.lead().map(|lead| words.label(lead.id)).unwrap_or_default();
        (
            title,
            bay,
            format!("{lead} · {}", words.label(found.subject)),
            crossing.reference.to_string(),
            [crossing.exit_state, crossing.entry_state],
            words.view.file.lanes.get(&found.subject).map(|assigned| assigned.lane),
            (flow_icon(crossing.flow), found.requested_at),
        )
    });
    move || {
        head.get().map(|(title, bay, what, reference, [exit, entry], lane, (icon, since))| {
            let asked = move || text_with("exam-requested-at", &Args::new().with("time", at.desk.clock(since)));
            view! {
                <header class="crossing__head">
                    <Icon name=icon class="icon--way"/>
                    <div class="crossing__title">
                        <h1>{title} {bay.map(|bay| format!(" · {bay}"))}</h1>
                        <p><bdi>{what}</bdi> " · " <bdi class="mono">{reference}</bdi></p>
                    </div>
                    <p class="crossing__way">
                        <Code state=exit/>
                        <Icon name="i-over" class="icon--way"/>
                        <span class="sr">{t!("crossing-to")}</span>
                        <Code state=entry/>
                    </p>
                    {lane.map(|lane| view! { <LaneTag lane=lane is_short=true/> })}
                    <dl class="measures push">
                        <div class="measure">
                            <dt>{asked}</dt>
                            <dd>{move || at.desk.elapsed(since)}</dd>
                        </div>
                    </dl>
                </header>
            }
        })
    }
}

/// Which of several examinations is shown.
#[component]
fn Which() -> impl IntoView {
    let at: Examining = expect_context();
    let all = Memo::new(move |_| {
        at.live.view.with(|view| {
            view.as_ref().map(|view| view.crossing.examinations.keys().copied().collect::<Vec<_>>()).unwrap_or_default()
        })
    });
    move || {
        let all = all.get();
        (all.len() > 1).then(|| {
            view! {
                <div class="tabs" role="tablist">
                    {all
                        .into_iter()
                        .map(|id| {
                            let said = move || text_with("exam-which", &Args::new().with("number", id.0.to_string()));
                            view! {
                                <button
                                    class="tab"
                                    type="button"
                                    role="tab"
                                    aria-selected=move || (at.shown.get() == Some(id)).to_string()
                                    on:click=move |_| at.shown.set(Some(id))
                                >
                                    {said}
                                </button>
                            }
                        })
                        .collect_view()}
                </div>
            }
        })
    }
}

/// The stages, done, now and to come.
#[component]
fn Stages() -> impl IntoView {
    let at: Examining = expect_context();
    let stages = at.seen(|words, found| {
        let stage = found.stage(&words.crossing().states());
        let text = |key: &str| words.desk.text(key);
        let time = |key: &str, at| words.desk.text_with(key, &Args::new().with("time", words.time(at)));
        let bay = match &found.bay {
            Some(bay) => words.desk.text_with("exam-step-bay", &Args::new().with("bay", bay.as_str())),
            None => text("exam-step-bay-open"),
        };
        let closed = match found.closed {
            Some((at, _)) => time("exam-step-closed", at),
            None => text("exam-step-closed-open"),
        };
        let present = if found.is_joint { "exam-step-present" } else { "exam-step-present-one" };
        let all = vec![
            (time("exam-step-requested", found.requested_at), Stage::Requested),
            (bay, Stage::Scheduled),
            (text(present), Stage::Present),
            (text("exam-step-findings"), Stage::Filed),
            (text("exam-step-compared"), Stage::Revealed),
            (closed, Stage::Closed),
        ];
        let now = all.iter().position(|(_, reached)| *reached > stage).unwrap_or(all.len());
        (all.into_iter().map(|(said, _)| said).collect::<Vec<_>>(), now)
    });
    move || {
        stages.get().map(|(all, now)| {
            view! {
                <ol class="stages" aria-label=t!("exam-stages")>
                    {all
                        .into_iter()
                        .enumerate()
                        .map(|(place, said)| {
                            let state = match place.cmp(&now) {
                                std::cmp::Ordering::Less => domain::StepState::Cleared,
                                std::cmp::Ordering::Equal => domain::StepState::InProgress,
                                std::cmp::Ordering::Greater => domain::StepState::Ready,
                            };
                            view! {
                                <li aria-current=(place == now).then_some("step")>
                                    <Glyph state=state/>
                                    {said}
                                </li>
                            }
                        })
                        .collect_view()}
                </ol>
            }
        })
    }
}

/// How the findings compare, once they do.
#[component]
fn Outcome() -> impl IntoView {
    use domain::examination::Comparison;
    let at: Examining = expect_context();
    let outcome = at.seen(|words, found| {
        let stage = found.stage(&words.crossing().states());
        if let Some((_, comparison)) = found.closed {
            return Some(comparison);
        }
        if stage != Stage::Revealed {
            return None;
        }
        let mut revealed = found.shares.values().filter_map(|share| share.revealed.as_ref());
        Some(match (revealed.next(), revealed.next()) {
            (Some(one), Some(other)) if one.agrees_with(other) => Comparison::Agreed,
            (Some(_), Some(_)) => Comparison::Differs,
            _ => Comparison::OneState,
        })
    });
    move || {
        outcome.get().flatten().map(|comparison| {
            let (key, tone, icon) = match comparison {
                Comparison::Agreed => ("exam-agreed", Tone::Good, "i-check"),
                Comparison::Differs => ("exam-differs", Tone::Bad, "i-warn"),
                Comparison::OneState => ("exam-one-state", Tone::Warn, "i-info"),
            };
            view! { <p class="line" role="status"><Tag tone=tone icon=icon>{t!(key)}</Tag></p> }
        })
    }
}

/// Both halves: exit State at the start, entry State at the end; the reader's own is the wider one while he writes.
#[component]
fn Pair() -> impl IntoView {
    let at: Examining = expect_context();
    let parties = at.seen(|words, found| {
        let both = words.crossing().states();
        let is_open = found.stage(&both) >= Stage::Revealed;
        (found.parties(&both).collect::<Vec<_>>(), words.own_state(), is_open)
    });
    move || {
        parties.get().map(|(parties, own, is_open)| {
            let class = match parties.as_slice() {
                // What is compared has the same width.
                [_, _] if is_open => "exam__pair exam__pair--open",
                [only] if *only == own => "exam__pair exam__pair--alone",
                [first, _] if *first == own => "exam__pair exam__pair--own-first",
                _ => "exam__pair",
            };
            view! {
                <div class=class>
                    {parties.into_iter().map(|state| view! { <Half state=state is_own=state == own/> }).collect_view()}
                </div>
            }
        })
    }
}

/// Who is in the bay.
#[component]
fn Present() -> impl IntoView {
    let at: Examining = expect_context();
    let lines = at.seen(|words, found| {
        let both = words.crossing().states();
        let officer_in = |state| {
            words.view.history.iter().rev().find_map(|line| match &line.act {
                domain::CrossingAct::ExaminationAttended { examination }
                    if *examination == found.id && line.state == state =>
                {
                    Some(words.officer(&line.officer))
                }
                _ => None,
            })
        };
        found
            .parties(&both)
            .map(|state| {
                let since = found
                    .shares
                    .get(&state)
                    .and_then(|share| share.present_at)
                    .map(|at| words.desk.text_with("exam-since", &Args::new().with("time", words.time(at))));
                (state, officer_in(state), since)
            })
            .collect::<Vec<_>>()
    });
    view! {
        <Panel title=Signal::derive(|| text("exam-present"))>
            <ul class="stack">
                {move || {
                    lines
                        .get()
                        .unwrap_or_default()
                        .into_iter()
                        .map(|(state, officer, since)| {
                            let is_there = since.is_some();
                            view! {
                                <li class="line">
                                    <Code state=state/>
                                    <span>
                                        {officer.map(|officer| view! { <strong><bdi>{officer}</bdi></strong> " " })}
                                        <small class="quiet">
                                            {since} {(!is_there).then(|| view! { {t!("exam-not-here")} })}
                                        </small>
                                    </span>
                                </li>
                            }
                        })
                        .collect_view()
                }}
            </ul>
        </Panel>
    }
}

/// What was declared, beside what is found.
#[component]
fn Declared() -> impl IntoView {
    let at: Examining = expect_context();
    let goods = at.seen(|words, found| {
        let goods = words.crossing().subjects.get(&found.subject)?.facts.as_ref()?.consignment()?.clone();
        let items = goods.declaration.as_ref().map(|paper| {
            paper
                .items
                .iter()
                .map(|item| {
                    (
                        item.description.clone(),
                        format!("{} {}", words.decimal(item.packages_milli, 3), item.package_kind),
                    )
                })
                .collect::<Vec<_>>()
        });
        let seals = goods.seals.join(" · ");
        Some((goods.description, words.kilograms(goods.gross_mass_g), items.unwrap_or_default(), seals))
    });
    view! {
        <Panel title=Signal::derive(|| text("exam-declared"))>
            {move || {
                goods
                    .get()
                    .flatten()
                    .map(|(description, mass, items, seals)| {
                        view! {
                            <p><strong><bdi>{description}</bdi></strong> " · " {mass}</p>
                            <table class="items items--rows">
                                <tbody>
                                    {items
                                        .into_iter()
                                        .map(|(goods, packages)| {
                                            view! { <tr><td><bdi>{goods}</bdi></td><td class="end">{packages}</td></tr> }
                                        })
                                        .collect_view()}
                                </tbody>
                            </table>
                            <p class="small quiet">
                                {t!("facts-seals")} ": " <bdi>{if seals.is_empty() { "–".to_owned() } else { seals }}</bdi>
                            </p>
                        }
                    })
            }}
        </Panel>
    }
}
