//! What else may be done, an examination, and letting a party go before others.

use domain::crossing::Choice;
use domain::post::Priority;
use domain::visibility::Datum;
use domain::{Action, Role, SubjectId};
use leptos::prelude::*;

use super::{Question, close_when_done, said};
use crate::components::{Button, Choice as Option_, Choices, Dialog, SelectField, Strength, WordsField};
use crate::failure::refusal_sentence;
use crate::pages::crossing::offers::{choice_key, family};
use crate::pages::crossing::way_on::WayOn;
use crate::pages::crossing::work::{Ask, Work};
use crate::pages::register::PRIORITIES;
use crate::t;
use crate::text::{Args, text};

/// What else may be done on whom is selected.
#[component]
pub fn MoreDialog() -> impl IntoView {
    let work = Work::here();
    let desk = work.desk;
    let close = Callback::new(move |()| work.asking.set(None));
    let more = Memo::new(move |_| work.offers.with(|offers| offers.more.clone()));
    let claims_many = Memo::new(move |_| {
        work.offers.with(|offers| {
            let step =
                offers.main.as_ref().filter(|offer| offer.choice == Choice::Claim).and_then(|offer| offer.step)?;
            let many = work.live.view.with(|view| view.as_ref().is_some_and(|view| family(view, step).len() > 1));
            many.then_some(step)
        })
    });
    let is_open = work.seen(|words| !words.crossing().is_closed());
    let of_party = Memo::new(move |_| {
        if is_open.get() != Some(true) {
            return Vec::new();
        }
        let subject = work.selected.get();
        let on_it = subject.zip(work.live.view.with(|view| {
            let crossing = &view.as_ref()?.crossing;
            let found = crossing.subjects.get(&subject?)?;
            let is_aboard = crossing.is_aboard(found.id);
            Some((found.is_final(), is_aboard))
        }));
        let may_register = [Role::Officer, Role::Reception, Role::Supervisor, Role::Gate, Role::Protection];
        let mut asks = Vec::new();
        if may_register.into_iter().any(|role| desk.has_role(role)) {
            if let Some((subject, (false, is_aboard))) = on_it {
                asks.push(("choice-relate", Ask::Relate(subject)));
                if is_aboard {
                    asks.push(("choice-off_load", Ask::OffLoad(subject)));
                }
            }
            asks.push(("choice-add", Ask::AddByHand));
        }
        if may_register.into_iter().any(|role| role != Role::Reception && desk.has_role(role)) {
            asks.push(("choice-enter_late", Ask::Late));
        }
        if desk.has_role(Role::Officer) || desk.has_role(Role::Supervisor) {
            asks.push(("choice-see_paper", Ask::SeePaper));
        }
        if desk.has_role(Role::Supervisor) || desk.has_role(Role::Reception) {
            asks.push(("choice-prioritise", Ask::Prioritise));
        }
        asks
    });
    // Which step is meant is said only where it could be another.
    let has_several_steps = Memo::new(move |_| {
        more.with(|offers| {
            let mut steps: Vec<_> = offers.iter().filter_map(|offer| offer.step).collect();
            steps.sort_unstable();
            steps.dedup();
            steps.len() > 1
        })
    });
    let is_empty =
        Memo::new(move |_| more.with(Vec::is_empty) && claims_many.get().is_none() && of_party.with(Vec::is_empty));
    view! {
        <Dialog id="ask-more" title=Signal::derive(|| text("choice-more-heading")) on_close=close>
            {move || is_empty.get().then(|| view! { <p class="quiet">{t!("choice-more-none")}</p> })}
            <ul class="more">
                {move || {
                    claims_many
                        .get()
                        .map(|step| {
                            let press = Callback::new(move |()| {
                                work.asking.set(None);
                                work.claim(step, false);
                            });
                            view! { <li><Button on_press=press is_wide=true>{t!("choice-claim-one")}</Button></li> }
                        })
                }}
                {move || {
                    more.get()
                        .into_iter()
                        .map(|offer| {
                            let (choice, step) = (offer.choice, offer.step);
                            let refusal = offer.unless.clone();
                            let why = offer.unless.map(|refusal| refusal_sentence(desk, &refusal));
                            let is_off = why.is_some();
                            let press = Callback::new(move |()| {
                                work.asking.set(None);
                                work.choose(choice, step);
                            });
                            let strength = if is_grave(choice) { Strength::Grave } else { Strength::Usual };
                            let name = said(work, move |words| {
                                step.filter(|_| has_several_steps.get())
                                    .and_then(|step| words.crossing().steps.get(&step))
                                    .map(|step| words.step_name(step))
                                    .unwrap_or_default()
                            });
                            let below = move || {
                                let parts = [name.get(), why.clone().unwrap_or_default()];
                                parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" – ")
                            };
                            view! {
                                <li>
                                    <Button on_press=press is_wide=true is_off=is_off strength=strength>
                                        {t!(choice_key(choice))}
                                    </Button>
                                    <span class="small quiet">{below}</span>
                                    {refusal.map(|refusal| view! { <WayOn refusal=refusal is_in_more=true/> })}
                                </li>
                            }
                        })
                        .collect_view()
                }}
                {move || {
                    of_party
                        .get()
                        .into_iter()
                        .map(|(key, ask)| {
                            let press = Callback::new(move |()| work.asking.set(Some(ask.clone())));
                            view! { <li><Button on_press=press is_wide=true>{t!(key)}</Button></li> }
                        })
                        .collect_view()
                }}
            </ul>
        </Dialog>
    }
}

const fn is_grave(choice: Choice) -> bool {
    matches!(
        choice,
        Choice::Hold | Choice::CallHost | Choice::OfferBack | Choice::Void | Choice::AskVoid | Choice::Abandon
    )
}

/// Asks for an examination of goods.
#[component]
pub fn ExamineDialog(subject: SubjectId) -> impl IntoView {
    let work = Work::here();
    let joint = RwSignal::new("joint".to_owned());
    let told = RwSignal::new(String::new());
    let is_again = Memo::new(move |_| {
        work.live.view.with(|view| {
            view.as_ref().is_some_and(|view| view.crossing.examinations.values().any(|done| done.subject == subject))
        })
    });
    let options = Signal::derive(|| {
        vec![
            Option_::new("joint", text("exam-ask-joint")).hinted(text("exam-ask-joint-hint")),
            Option_::new("alone", text("exam-ask-alone")).hinted(text("exam-ask-alone-hint")),
        ]
    });
    let hint = said(work, move |words| {
        words.desk.text_with("exam-ask-hint", &Args::new().with("goods", words.label(subject)))
    });
    let act = Callback::new(move |()| {
        let told = Some(told.get_untracked().trim().to_owned()).filter(|words| !words.is_empty());
        let action = Action::RequestExamination { subject, joint: joint.get_untracked() == "joint", told };
        let close = close_when_done(work);
        let reference = work.live.reference();
        let desk = work.desk;
        work.live.perform(action, move |done| {
            close(done);
            desk.go(crate::route::Page::Examination(reference));
        });
    });
    view! {
        <Question
            id="ask-examine"
            title=Signal::derive(|| text("examinations-request"))
            hint=hint
            does="ask-do"
            is_ready=Signal::derive(move || !is_again.get() || !told.with(|words| words.trim().is_empty()))
            on_do=act
        >
            <Choices
                name="joint"
                legend=Signal::derive(|| text("exam-ask-who"))
                value=joint
                on_choose=Callback::new(move |chosen| joint.set(chosen))
                options=options
                datum=Datum::Examination
            />
            <Show when=move || is_again.get()>
                <WordsField
                    id="ask-again"
                    label=Signal::derive(|| text("exam-ask-again"))
                    value=told
                    datum=Datum::ReasonToExamineAgain
                    rows=2
                />
            </Show>
        </Question>
    }
}

/// Lets the party go before others.
#[component]
pub fn PrioritiseDialog() -> impl IntoView {
    let work = Work::here();
    let class = RwSignal::new(Priority::Medical.word().to_owned());
    let told = RwSignal::new(String::new());
    let options = Signal::derive(|| {
        PRIORITIES.map(|one| (one.word().to_owned(), text(&format!("priority-{}", one.word())))).to_vec()
    });
    let act = Callback::new(move |()| {
        let chosen = class.get_untracked();
        let priority = PRIORITIES.into_iter().find(|one| one.word() == chosen).unwrap_or(Priority::None);
        let action = Action::Prioritise { priority, told: told.get_untracked().trim().to_owned() };
        work.live.perform(action, close_when_done(work));
    });
    view! {
        <Question
            id="ask-prioritise"
            title=Signal::derive(|| text("ask-prioritise"))
            hint=Signal::derive(|| text("ask-prioritise-hint"))
            does="ask-prioritise-do"
            tells=Datum::PriorityReason
            is_ready=Signal::derive(move || !told.with(|words| words.trim().is_empty()))
            on_do=act
        >
            <SelectField
                id="ask-class"
                label=Signal::derive(|| text("ask-prioritise-class"))
                value=class
                options=options
                datum=Datum::PriorityReason
            />
            <WordsField
                id="ask-told"
                label=Signal::derive(|| text("ask-prioritise-words"))
                value=told
                datum=Datum::PriorityReason
                rows=2
            />
        </Question>
    }
}
