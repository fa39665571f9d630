//! The bar at the foot: the one likeliest thing with F4, the usual three, the rest behind F10.
//!
//! Invariant: what is only not possible yet stays in its place with its reason; what the procedure forbids is not there.

use domain::crossing::{Choice, Offer};
use domain::{Refusal, StepId};
use leptos::prelude::*;

use super::offers::{choice_key, clear_key, family};
use super::way_on::WayOn;
use super::work::{Ask, Work};
use crate::components::{ActionBar, Button, Strength, Why};
use crate::failure::refusal_sentence;
use crate::keys::Key;
use crate::route::Page;
use crate::t;
use crate::text::{Args, text, text_with};

/// What the bar is about.
#[derive(Clone, PartialEq)]
struct On {
    what: String,
    label: String,
}

/// The bar.
#[component]
pub fn Bar() -> impl IntoView {
    let work = Work::here();
    let desk = work.desk;
    let offers = work.offers;
    let on = work.of_selected(move |words, id| {
        let step = offers.with(|offers| {
            let main = offers.main.as_ref().and_then(|offer| offer.step);
            main.or_else(|| offers.query.as_ref().and_then(|offer| offer.step))
        });
        let phase = words.crossing().subjects.get(&id).map(|subject| words.crossing().phase_of(subject))?;
        let what = match step.and_then(|step| words.crossing().steps.get(&step)) {
            Some(step) => words.step_name(step),
            None => words.desk.text(&format!("phase-{}", phase.word())),
        };
        Some(On { what, label: words.label(id) })
    });
    let main = Memo::new(move |_| offers.with(|offers| offers.main.clone()));
    let why =
        move || main.get().and_then(|offer| offer.unless).map(|refusal| (refusal_sentence(desk, &refusal), refusal));
    let refused = Memo::new(move |_| desk.note.with(|note| note.as_ref().and_then(|note| note.refusal.clone())));
    let is_busy = work.live.is_busy;
    let usual = move |find: fn(&super::offers::Offers) -> &Option<Offer>| {
        Memo::new(move |_| offers.with(|all| find(all).clone()))
    };
    let (query, refer, refuse) = (usual(|all| &all.query), usual(|all| &all.refer), usual(|all| &all.refuse));
    // Where the likeliest thing waits for something, what moves it on is the strong one.
    let asks_for_query = Memo::new(move |_| {
        matches!(
            main.get().and_then(|offer| offer.unless),
            Some(Refusal::DeclarationMissing | Refusal::GuardianNotAdmitted)
        )
    });
    let asks_for_referral = Memo::new(move |_| {
        matches!(
            main.get().and_then(|offer| offer.unless),
            Some(
                Refusal::HitIsTrue
                    | Refusal::HitNeedsTwo
                    | Refusal::ImpostorSuspected
                    | Refusal::DrawnForReferral
                    | Refusal::RedFinding
            )
        )
    });
    let strong = move |is_strong: Memo<bool>| {
        Signal::derive(move || if is_strong.get() { Strength::Main } else { Strength::Usual })
    };
    let is_closed = work.seen(|words| words.crossing().is_closed());
    let is_nothing = Memo::new(move |_| {
        offers.with(|all| all.main.is_none() && all.query.is_none() && all.refer.is_none() && all.refuse.is_none())
    });
    let together = Memo::new(move |_| {
        work.live.view.track();
        work.clearable_together()
    });
    view! {
        <ActionBar>
            {move || {
                on.get()
                    .map(|on| {
                        view! {
                            <p class="action-bar__on">
                                <span class="small quiet">{on.what}</span>
                                <strong><bdi>{on.label}</bdi></strong>
                            </p>
                        }
                    })
            }}
            <div class="action-bar__acts">
                {move || main.get().map(|offer| view! { <MainAct offer=offer/> })}
                {move || {
                    let steps = together.get();
                    (steps.len() > 1).then(|| view! { <Together steps=steps/> })
                }}
            </div>
            {move || {
                if is_busy.get() {
                    Some(view! { <Why id="why-main">{t!("choice-busy")}</Why> }.into_any())
                } else if let Some((said, refusal)) = why() {
                    Some(
                        view! {
                            <Why id="why-main" is_grave=true>{said}</Why>
                            <WayOn refusal=refusal is_in_bar=true/>
                        }
                            .into_any(),
                    )
                } else if is_nothing.get() {
                    let key = if is_closed.get() == Some(true) { "choice-none-closed" } else { "choice-none" };
                    Some(view! { <Why id="why-main">{t!(key)}</Why> }.into_any())
                } else {
                    None
                }
            }}
            // What was refused is said above the work; what may be done instead stands where one acts.
            {move || {
                let refusal = refused.get().filter(|_| why().is_none())?;
                Some(view! { <WayOn refusal=refusal is_in_bar=true/> })
            }}
            <div class="action-bar__acts push">
                {move || query.get().map(|offer| act(work, offer, Key::F6, strong(asks_for_query)))}
                {move || refer.get().map(|offer| act(work, offer, Key::F7, strong(asks_for_referral)))}
                {move || {
                    refuse.get().map(|offer| act(work, offer, Key::F8, Signal::derive(|| Strength::Grave)))
                }}
                <span class="action-bar__rule"></span>
                <Button on_press=move |()| work.asking.set(Some(Ask::More)) key=Key::F10 strength=Strength::Plain>
                    {t!("choice-more")}
                </Button>
            </div>
        </ActionBar>
        <Leave/>
    }
}

/// Esc goes back to the queue; nothing is lost by it.
#[component]
fn Leave() -> impl IntoView {
    let desk = Work::here().desk;
    desk.keys.on(Key::Escape, move || desk.go(Page::Queue));
}

/// One of the usual three.
fn act(work: Work, offer: Offer, key: Key, strength: Signal<Strength>) -> impl IntoView {
    let (choice, step) = (offer.choice, offer.step);
    let is_off = offer.unless.is_some();
    view! {
        <Button on_press=move |()| work.choose(choice, step) key=key strength=strength is_off=is_off>
            {t!(choice_key(choice))}
        </Button>
    }
}

/// The likeliest thing.
#[component]
fn MainAct(offer: Offer) -> impl IntoView {
    let work = Work::here();
    let (choice, step) = (offer.choice, offer.step);
    let is_off = offer.unless.is_some();
    let words = move || work.live.view.with(|view| view.as_ref().map(|view| main_words(view, choice, step)));
    view! {
        <Button
            on_press=move |()| work.choose(choice, step)
            key=Key::F4
            strength=Strength::Main
            is_off=Signal::derive(move || is_off || work.live.is_busy.get())
            why="why-main"
        >
            {words}
        </Button>
    }
}

/// Everything of the claim that can be cleared, with one key.
#[component]
fn Together(steps: Vec<StepId>) -> impl IntoView {
    let work = Work::here();
    let count = i64::try_from(steps.len()).unwrap_or_default();
    let words = move || {
        let is_scanned = work.scanned.with(|scanned| !scanned.is_empty());
        work.live.view.with(|view| {
            let step = steps.first().and_then(|step| view.as_ref()?.crossing.steps.get(step));
            let kind = step.and_then(|step| view.as_ref()?.crossing.subjects.get(&step.subject)).map(|s| s.kind);
            let key = match step {
                Some(step) if is_scanned && clear_key(step, kind, true) == "choice-admit-all" => "choice-admit-scanned",
                Some(step) => clear_key(step, kind, true),
                None => "choice-clear-all",
            };
            text_with(key, &Args::new().with_count("count", count))
        })
    };
    view! {
        <Button
            on_press=move |()| work.clear_all()
            key=Key::ShiftF4
            is_off=Signal::derive(move || work.live.is_busy.get())
        >
            {words}
        </Button>
    }
}

fn main_words(view: &contract::CrossingView, choice: Choice, step: Option<StepId>) -> String {
    let found = step.and_then(|step| view.crossing.steps.get(&step));
    let kind = found.and_then(|step| view.crossing.subjects.get(&step.subject)).map(|subject| subject.kind);
    match (choice, found, step) {
        (Choice::Claim, Some(_), Some(step)) => {
            let count = i64::try_from(family(view, step).len()).unwrap_or_default();
            text_with("choice-claim-all", &Args::new().with_count("count", count))
        }
        (Choice::Clear, Some(found), _) => text(clear_key(found, kind, false)),
        _ => text(choice_key(choice)),
    }
}
