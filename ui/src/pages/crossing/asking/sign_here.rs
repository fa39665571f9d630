//! A second officer of the same State signs at this desk, with his own number and password; who sits here stays signed in.
//!
//! Invariant: the password is forgotten as soon as it was sent.

use contract::{FailureCode, Perform, SignHere, SignatureOn};
use domain::act::Motion;
use domain::visibility::Datum;
use domain::{Action, Refusal};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::said;
use crate::components::{Button, Dialog, Field, Strength};
use crate::failure::{failure_sentence, refusal_sentence};
use crate::ipc;
use crate::pages::crossing::panels::awaited;
use crate::pages::crossing::work::Work;
use crate::t;
use crate::text::{Args, text};

/// The names of the fields, and of the act itself, that a sentence is about.
const NUMBER: &str = "number";
const PASSWORD: &str = "password";
const ACT: &str = "act";

/// What a second officer signs here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Here {
    /// What waits for a second signature.
    Signature(SignatureOn),
    /// That he saw a paper, by its number.
    Paper(String),
}

/// Asks the second officer for his number and password.
#[component]
pub fn SignHereDialog(on: Here) -> impl IntoView {
    let work = Work::here();
    let desk = work.desk;
    let empty = || RwSignal::new(String::new());
    let (number, password, receipt) = (empty(), empty(), empty());
    let is_busy = RwSignal::new(false);
    let wrong = RwSignal::new(None::<(String, String)>);
    let close = Callback::new(move |()| work.asking.set(None));
    let motion = match &on {
        Here::Signature(SignatureOn::Motion { number }) => Some(*number),
        Here::Signature(_) | Here::Paper(_) => None,
    };
    let is_transfer = Memo::new(move |_| {
        let Some(number) = motion else { return false };
        work.live.view.with(|view| {
            let open = view.as_ref().and_then(|view| view.crossing.motions.get(&number));
            open.is_some_and(|open| matches!(open.motion, Motion::TransferCustody { .. }))
        })
    });
    let signed = on.clone();
    let what = said(work, move |words| match &signed {
        Here::Signature(on) => awaited(words, *on).unwrap_or_default(),
        Here::Paper(paper) => words.desk.text_with("late-see-paper", &Args::new().with("paper", paper.clone())),
    });
    let act = Callback::new(move |()| {
        if is_busy.get_untracked() {
            return;
        }
        let missing = [(number, NUMBER), (password, PASSWORD)];
        if let Some((_, about)) =
            missing.into_iter().find(|(field, _)| field.with_untracked(|typed| typed.trim().is_empty()))
        {
            wrong.set(Some((about.to_owned(), text("ask-needed"))));
            return;
        }
        let given = Some(receipt.get_untracked().trim().to_owned()).filter(|receipt| !receipt.is_empty());
        let action = match &on {
            Here::Signature(SignatureOn::Refusal { step }) => Action::Confirm { step: *step },
            Here::Signature(SignatureOn::Hold { step }) => Action::CoSign { step: *step },
            Here::Signature(SignatureOn::Motion { number }) => Action::Second { number: *number, receipt: given },
            Here::Paper(paper) => Action::SeePaper { paper: paper.clone() },
        };
        let action = work.live.as_stated(action);
        let is_late = matches!(action, Action::EnterLate { .. });
        let own = desk.session.with_untracked(|session| session.as_ref().map(|session| session.officer.clone()));
        let is_own = own.is_some_and(|own| number.with_untracked(|typed| typed.trim().eq_ignore_ascii_case(&own)));
        let version = work.live.view.with_untracked(|view| view.as_ref().map(|view| view.crossing.version));
        let perform = Perform { key: ipc::fresh_key(), crossing: Some(work.live.reference()), version, action };
        let request = SignHere { officer: number.get_untracked(), password: password.get_untracked(), perform };
        password.set(String::new());
        wrong.set(None);
        is_busy.set(true);
        spawn_local(async move {
            match ipc::call_surely(desk, request).await {
                Ok(_) => {
                    work.asking.try_set(None);
                }
                Err(failure) => {
                    let about = match (failure.code, failure.refusal.as_deref()) {
                        (FailureCode::WrongPassword, _) => PASSWORD,
                        (_, Some(Refusal::SameOfficer | Refusal::OtherState)) => NUMBER,
                        _ => ACT,
                    };
                    let words = match failure.refusal.as_deref() {
                        Some(Refusal::OtherState) => desk.text("sign-here-other-state"),
                        Some(Refusal::SameOfficer) if is_late && !is_own => desk.text("sign-here-saw-paper"),
                        Some(refusal) => refusal_sentence(desk, refusal),
                        None => failure_sentence(desk, &failure),
                    };
                    wrong.try_set(Some((about.to_owned(), words)));
                }
            }
            is_busy.try_set(false);
        });
    });
    let of = move |about: &'static str| {
        Signal::derive(move || wrong.get().filter(|(other, _)| *other == about).map(|(_, said)| said))
    };
    let failed = of(ACT);
    let acts = ViewFn::from(move || {
        view! {
            <Button on_press=close>{t!("ask-cancel")}</Button>
            <Button on_press=act strength=Strength::Main is_off=Signal::derive(move || is_busy.get())>
                {t!("ask-second-do")}
            </Button>
        }
    });
    view! {
        <Dialog id="sign-here" title=Signal::derive(|| text("sign-here-title")) on_close=close acts=acts>
            <p class="strong">{what}</p>
            <p class="quiet">{t!("sign-here-hint")}</p>
            <div class="fields">
                <Field
                    id="second-number"
                    class="span-3"
                    label=Signal::derive(|| text("sign-in-number"))
                    value=number
                    is_first=true
                    said=of(NUMBER)
                />
                <Field
                    id="second-password"
                    class="span-3"
                    kind="password"
                    autocomplete="off"
                    label=Signal::derive(|| text("sign-in-password"))
                    value=password
                    said=of(PASSWORD)
                />
                <Show when=move || is_transfer.get()>
                    <Field
                        id="second-receipt"
                        class="span-6"
                        datum=Datum::CustodyReceipt
                        label=Signal::derive(|| text("ask-second-receipt"))
                        value=receipt
                    />
                </Show>
            </div>
            {move || failed.get().map(|said| view! { <p class="strong ask__failure" role="alert">{said}</p> })}
        </Dialog>
    }
}
