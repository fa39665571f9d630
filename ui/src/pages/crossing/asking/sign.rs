//! Second signatures, the service of a notice, and acts that only want a second look.

use domain::act::MotionNumber;
use domain::crossing::Choice;
use domain::step::{Pending, Service, Signed, Status};
use domain::visibility::Datum;
use domain::{Action, CrossingAct, StepId};
use leptos::prelude::*;

use super::{Question, close_when_done, of_view, said};
use crate::components::{Choice as Option_, Choices, ClassMark, Field};
use crate::pages::crossing::own::reason_words;
use crate::pages::crossing::sentence::{motion_asked, told};
use crate::pages::crossing::words::Words;
use crate::pages::crossing::work::Work;
use crate::text::{Args, text};

fn label_of(words: &Words<'_>, step: StepId) -> String {
    words.crossing().steps.get(&step).map(|step| words.label(step.subject)).unwrap_or_default()
}

/// Returns who gave the first signature that waits on a step.
fn first_of<'a>(words: &Words<'a>, step: StepId) -> Option<&'a Signed> {
    match &words.crossing().steps.get(&step)?.status {
        Status::Claimed { pending: Pending::Refusal(first) | Pending::Hold(first), .. } => Some(first),
        _ => None,
    }
}

fn first_args<'a>(words: &Words<'_>, step: StepId) -> Args<'a> {
    let first = first_of(words, step);
    Args::new()
        .with("officer", first.map(|first| words.officer(&first.officer)).unwrap_or_default())
        .with("state", first.map(|first| words.state(first.state)).unwrap_or_default())
        .with("time", first.map(|first| words.time(first.at)).unwrap_or_default())
}

/// Confirms another's refusal.
#[component]
pub fn ConfirmDialog(step: StepId) -> impl IntoView {
    let work = Work::here();
    let title =
        said(work, move |words| words.desk.text_with("ask-confirm", &Args::new().with("what", label_of(words, step))));
    let hint = said(work, move |words| words.desk.text_with("ask-confirm-hint", &first_args(words, step)));
    let reason = said(work, move |words| {
        let code = words.view.file.step(step).and_then(|known| known.reason.as_ref());
        let reason = code.map(|code| reason_words(words, &code.0)).unwrap_or_default();
        words.desk.text_with("ask-confirm-reason", &Args::new().with("reason", reason))
    });
    let act = Callback::new(move |()| work.live.perform(Action::Confirm { step }, close_when_done(work)));
    view! {
        <Question
            id="ask-confirm"
            title=title
            hint=hint
            does="ask-confirm-do"
            is_grave=true
            is_ready=true
            on_do=act
        >
            <p class="strong">{reason} " " <ClassMark datum=Datum::Reason/></p>
        </Question>
    }
}

/// Co-signs another's hold.
#[component]
pub fn CoSignDialog(step: StepId) -> impl IntoView {
    let work = Work::here();
    let title =
        said(work, move |words| words.desk.text_with("ask-co_sign", &Args::new().with("what", label_of(words, step))));
    let hint = said(work, move |words| words.desk.text_with("ask-co_sign-hint", &first_args(words, step)));
    let ground = said(work, move |words| {
        let placed = words
            .view
            .history
            .iter()
            .rev()
            .find(|line| matches!(line.act.plain(), CrossingAct::HoldPlaced { step: on } if *on == step));
        let ground = placed.and_then(|line| told(line).map(str::to_owned).or_else(|| line.note.clone()));
        words.desk.text_with("ask-co_sign-ground", &Args::new().with("ground", ground.unwrap_or_default()))
    });
    // The ground is of the class that it had for who holds.
    let datum = of_view(work, move |words| {
        let holder = words.crossing().steps.get(&step).map_or_else(|| words.own_state(), |step| step.state);
        Datum::ground_of_hold(holder, words.crossing().host_state)
    });
    let act = Callback::new(move |()| work.live.perform(Action::CoSign { step }, close_when_done(work)));
    view! {
        <Question id="ask-cosign" title=title hint=hint does="ask-co_sign-do" is_grave=true is_ready=true on_do=act>
            <p class="strong">{ground} " " <ClassMark datum=datum/></p>
        </Question>
    }
}

/// Signs a motion as the second person.
#[component]
pub fn SecondDialog(number: MotionNumber) -> impl IntoView {
    let work = Work::here();
    let receipt = RwSignal::new(String::new());
    let is_transfer = Memo::new(move |_| {
        work.live.view.with(|view| {
            view.as_ref()
                .and_then(|view| view.crossing.motions.get(&number))
                .is_some_and(|open| matches!(open.motion, domain::act::Motion::TransferCustody { .. }))
        })
    });
    let hint = said(work, move |words| {
        words.crossing().motions.get(&number).map(|open| motion_asked(words, open)).unwrap_or_default()
    });
    let act = Callback::new(move |()| {
        let receipt = Some(receipt.get_untracked().trim().to_owned()).filter(|receipt| !receipt.is_empty());
        work.live.perform(Action::Second { number, receipt }, close_when_done(work));
    });
    view! {
        <Question
            id="ask-second"
            title=Signal::derive(|| text("ask-second"))
            hint=hint
            does="ask-second-do"
            is_ready=Signal::derive(move || !is_transfer.get() || !receipt.with(|words| words.trim().is_empty()))
            on_do=act
        >
            <Show when=move || is_transfer.get()>
                <Field
                    id="ask-receipt"
                    label=Signal::derive(|| text("ask-second-receipt"))
                    value=receipt
                    datum=Datum::CustodyReceipt
                    is_first=true
                />
            </Show>
        </Question>
    }
}

/// Records how the notice was served.
#[component]
pub fn ServeDialog(step: StepId) -> impl IntoView {
    let work = Work::here();
    let service = RwSignal::new("signed".to_owned());
    let hint = said(work, move |words| {
        let notice = match words.crossing().steps.get(&step).map(|step| &step.status) {
            Some(Status::Refused { notice, .. }) => notice.to_string(),
            _ => String::new(),
        };
        words.desk.text_with("ask-serve_notice-hint", &Args::new().with("notice", notice))
    });
    let options = Signal::derive(|| {
        vec![Option_::new("signed", text("ask-serve-signed")), Option_::new("refused", text("ask-serve-refused"))]
    });
    let act = Callback::new(move |()| {
        let service = if service.get_untracked() == "signed" { Service::Signed } else { Service::RefusedToSign };
        work.live.perform(Action::ServeNotice { step, service }, close_when_done(work));
    });
    view! {
        <Question
            id="ask-serve"
            title=Signal::derive(|| text("ask-serve_notice"))
            hint=hint
            does="ask-answer-do"
            is_ready=true
            on_do=act
        >
            <Choices
                name="service"
                legend=Signal::derive(|| text("ask-serve_notice"))
                value=service
                on_choose=Callback::new(move |chosen| service.set(chosen))
                options=options
                datum=Datum::Serial
            />
        </Question>
    }
}

/// An act that wants nothing but a second look: offer back, readmit and the like.
#[component]
pub fn SimpleDialog(choice: Choice, step: Option<StepId>) -> impl IntoView {
    let work = Work::here();
    let subject = work.selected.get_untracked();
    let (title, hint, does, is_grave) = match choice {
        Choice::OfferBack => ("ask-offer_back", Some("ask-offer_back-hint"), "ask-offer_back-do", true),
        Choice::TakeOfferBack => {
            ("ask-take_offer_back", Some("ask-take_offer_back-hint"), "ask-take_offer_back-do", false)
        }
        Choice::Readmit => ("ask-readmit", Some("ask-readmit-hint"), "ask-readmit-do", false),
        _ => ("ask-answer", None, "ask-answer-do", false),
    };
    let with_names = move |key: &'static str| {
        said(work, move |words| {
            let what = subject.map(|subject| words.label(subject)).unwrap_or_default();
            let other = words.state(words.crossing().other(words.own_state()));
            words.desk.text_with(key, &Args::new().with("what", what).with("state", other))
        })
    };
    let act = Callback::new(move |()| {
        let action = match (choice, step, subject) {
            (Choice::OfferBack, _, Some(subject)) => Action::OfferBack { subject },
            (Choice::TakeOfferBack, _, Some(subject)) => Action::TakeOfferBack { subject },
            (Choice::Readmit, _, Some(subject)) => Action::Readmit { subject },
            (_, Some(step), _) => Action::Answer { step, note: None, customs: Box::default() },
            (_, None, _) => return,
        };
        work.live.perform(action, close_when_done(work));
    });
    let hint = hint.map_or_else(|| Signal::derive(String::new), with_names);
    view! {
        <Question
            id="ask-simple"
            title=with_names(title)
            hint=hint
            does=does
            is_grave=is_grave
            is_ready=true
            on_do=act
        />
    }
}
