//! Dialogs: what an act needs besides a key.
//!
//! Invariant: what is typed is kept as a draft until it was sent; the window says before the officer acts who will read it.

mod away;
mod checks;
mod correct;
pub mod customs;
mod decide;
mod document;
mod gate;
mod late;
mod left_out;
mod more;
mod party;
mod personal;
mod relate;
mod sign;
mod sign_here;
mod why;

use domain::crossing::Choice;
use domain::visibility::{Class, Datum};
use domain::{Agency, SubjectId, SubjectKind};
use leptos::prelude::*;

use self::away::ElsewhereDialog;
use self::checks::{HeadsDialog, SealsDialog};
use self::correct::{AddDialog, CorrectDialog};
use self::customs::{AssessDialog, RerouteDialog, SettleDialog};
use self::decide::{HoldDialog, QueryDialog, ReferDialog, RefuseDialog, WaiveDialog};
use self::document::{CompareDialog, ForgedDialog};
use self::gate::DepartDialog;
use self::late::{LateDialog, SeePaperDialog};
use self::left_out::LeftOutDialog;
use self::more::{ExamineDialog, MoreDialog, PrioritiseDialog};
use self::party::{AddByHandDialog, WithdrawDialog};
use self::personal::PersonalDialog;
use self::relate::{OffLoadDialog, RelateDialog};
use self::sign::{CoSignDialog, ConfirmDialog, SecondDialog, ServeDialog, SimpleDialog};
use self::sign_here::{Here, SignHereDialog};
use self::why::{NoticeDialog, WhyDialog};
use super::declaration::DeclarationDialog;
use super::sentence::sentence;
use super::way_on::WayOn;
use super::words::Words;
use super::work::{Ask, Work};
use crate::components::{Button, Dialog, Icon, Strength, class_words};
use crate::t;
use crate::text::{Args, text};

/// Whatever is asked at the moment.
#[component]
pub fn Asking() -> impl IntoView {
    let work = Work::here();
    // A dialog is made anew only when another thing is asked.
    let ask = Memo::new(move |_| work.asking.get());
    move || {
        ask.get().map(|ask| match ask {
            Ask::More => view! { <MoreDialog/> }.into_any(),
            Ask::Second(number) => view! { <SecondDialog number=number/> }.into_any(),
            Ask::SignHere(on) => view! { <SignHereDialog on=Here::Signature(on)/> }.into_any(),
            Ask::SeePaperHere(paper) => view! { <SignHereDialog on=Here::Paper(paper)/> }.into_any(),
            Ask::Late => view! { <LateDialog/> }.into_any(),
            Ask::SeePaper => view! { <SeePaperDialog/> }.into_any(),
            Ask::LeftOut(subject, step, how) => view! { <LeftOutDialog subject=subject step=step how=how/> }.into_any(),
            Ask::Prioritise => view! { <PrioritiseDialog/> }.into_any(),
            Ask::Examine(subject) => view! { <ExamineDialog subject=subject/> }.into_any(),
            Ask::Lodge(subject) => view! { <DeclarationDialog subject=subject/> }.into_any(),
            Ask::AddByHand => view! { <AddByHandDialog/> }.into_any(),
            Ask::Add(what, by) => view! { <AddDialog what=*what by=by/> }.into_any(),
            Ask::Relate(subject) => view! { <RelateDialog subject=subject/> }.into_any(),
            Ask::OffLoad(subject) => view! { <OffLoadDialog subject=subject/> }.into_any(),
            Ask::Compare(subject) => view! { <CompareDialog subject=subject/> }.into_any(),
            Ask::Forged(subject) => view! { <ForgedDialog subject=subject/> }.into_any(),
            Ask::Correct(subject) => view! { <CorrectDialog subject=subject visa=None/> }.into_any(),
            Ask::Visa(subject, zone) => view! { <CorrectDialog subject=subject visa=Some(*zone)/> }.into_any(),
            Ask::Choice(choice, step) => match (choice, step) {
                (Choice::Query, Some(step)) => view! { <QueryDialog step=step/> }.into_any(),
                (Choice::Refer, Some(step)) => view! { <ReferDialog step=step/> }.into_any(),
                (Choice::Refuse, Some(step)) => view! { <RefuseDialog step=step/> }.into_any(),
                (Choice::Waive, Some(step)) => view! { <WaiveDialog step=step/> }.into_any(),
                (Choice::Hold | Choice::CallHost, Some(step)) => {
                    view! { <HoldDialog step=step calls_host=choice == Choice::CallHost/> }.into_any()
                }
                (Choice::Confirm, Some(step)) => view! { <ConfirmDialog step=step/> }.into_any(),
                (Choice::CoSign, Some(step)) => view! { <CoSignDialog step=step/> }.into_any(),
                (Choice::ServeNotice, Some(step)) => view! { <ServeDialog step=step/> }.into_any(),
                (Choice::Depart, _) => view! { <DepartDialog/> }.into_any(),
                (Choice::Withdraw, _) => view! { <WithdrawDialog/> }.into_any(),
                (Choice::DeclareTraveller, _) => view! { <PersonalDialog/> }.into_any(),
                (Choice::ReopenByNotice, Some(step)) => view! { <NoticeDialog step=step/> }.into_any(),
                (Choice::Assess, Some(step)) => view! { <AssessDialog step=step/> }.into_any(),
                (Choice::Settle, Some(step)) => view! { <SettleDialog step=step/> }.into_any(),
                (Choice::Reroute, Some(step)) => view! { <RerouteDialog step=step/> }.into_any(),
                (
                    Choice::CheckSeals
                    | Choice::CountHeads
                    | Choice::MoveAway
                    | Choice::AskMove
                    | Choice::Void
                    | Choice::AskVoid,
                    _,
                ) => on_selected(work, choice),
                (
                    Choice::Reopen
                    | Choice::AskConsent
                    | Choice::ReopenEntry
                    | Choice::Annul
                    | Choice::EndHold
                    | Choice::TransferCustody
                    | Choice::Vary
                    | Choice::Present
                    | Choice::Abandon,
                    _,
                ) => view! { <WhyDialog choice=choice step=step/> }.into_any(),
                _ => view! { <SimpleDialog choice=choice step=step/> }.into_any(),
            },
        })
    }
}

/// What is asked about whom or what is selected.
fn on_selected(work: Work, choice: Choice) -> AnyView {
    let Some(subject) = work.selected.get_untracked() else { return ().into_any() };
    match choice {
        Choice::CheckSeals => view! { <SealsDialog subject=subject/> }.into_any(),
        Choice::CountHeads => view! { <HeadsDialog subject=subject/> }.into_any(),
        _ => view! { <ElsewhereDialog subject=subject choice=choice/> }.into_any(),
    }
}

/// A question with the two buttons every one has: put it aside, or do it.
#[component]
fn Question(
    /// Its id in the page.
    id: &'static str,
    /// What it is about.
    #[prop(into)]
    title: Signal<String>,
    /// What happens then, and who will read it.
    #[prop(optional, into)]
    hint: Option<Signal<String>>,
    /// The key of the button that does it.
    does: &'static str,
    /// It refuses, holds or removes.
    #[prop(optional)]
    is_grave: bool,
    /// Everything that is needed is there.
    #[prop(into)]
    is_ready: Signal<bool>,
    /// Called when the officer does it.
    #[prop(into)]
    on_do: Callback<()>,
    /// What of it the other State is told, if it is told something.
    #[prop(optional)]
    tells: Option<Datum>,
    /// Wide, for lists and forms.
    #[prop(optional)]
    is_wide: bool,
    /// What it asks.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let work = Work::here();
    let close = Callback::new(move |()| work.asking.set(None));
    let meanwhile = done_meanwhile(work);
    let is_off = Signal::derive(move || !is_ready.get() || work.live.is_busy.get());
    let strength = if is_grave { Strength::Grave } else { Strength::Main };
    let note = work.desk.note;
    let acts = ViewFn::from(move || {
        view! {
            <Button on_press=close>{t!("ask-cancel")}</Button>
            <Button on_press=on_do strength=strength is_off=is_off>{t!(does)}</Button>
        }
    });
    view! {
        <Dialog id=id title=title on_close=close acts=acts is_wide=is_wide>
            {move || meanwhile.get().map(|said| view! { <p class="strong ask__failure" role="status">{said}</p> })}
            {hint.map(|hint| view! { <p class="quiet">{hint}</p> })}
            {children.map(|children| children())}
            {tells
                .filter(|datum| datum.class() == Class::Told)
                .map(|datum| {
                    view! {
                        <p class="telling">
                            <Icon name="i-told"/>
                            <span>{move || class_words(work.desk, datum.class())}</span>
                        </p>
                    }
                })}
            {move || {
                note.get()
                    .map(|note| {
                        view! {
                            <p class="strong ask__failure" role="alert">{note.said}</p>
                            {note.refusal.map(|refusal| view! { <WayOn refusal=refusal/> })}
                        }
                    })
            }}
        </Dialog>
    }
}

/// Returns what another officer did on this crossing since the question was opened; what is typed in it is kept.
fn done_meanwhile(work: Work) -> Memo<Option<String>> {
    let last = |words: &Words<'_>| words.view.history.last().map_or(0, |line| line.seq);
    let opened = work.live.view.with_untracked(|view| view.as_ref().map(|view| last(&Words::of(work.desk, view))));
    let newest = work.seen(move |words| {
        let line =
            words.view.history.iter().rev().find(|line| Some(line.seq) > opened && !words.is_me(&line.officer))?;
        let args = Args::new().with("who", words.who(line)).with("what", sentence(words, line));
        Some(words.desk.text_with("crossing-changed", &args))
    });
    Memo::new(move |_| newest.get().flatten())
}

/// Returns what a field's words are, where that depends on the crossing. Nothing is asked before it was read, and what this
/// hangs on never changes.
fn of_view(work: Work, find: impl Fn(&Words<'_>) -> Datum) -> Datum {
    let found = work.live.view.with_untracked(|view| view.as_ref().map(|view| find(&Words::of(work.desk, view))));
    found.unwrap_or(Datum::ReasonToldWithMotion)
}

/// Closes the dialog once what it asked was done.
fn close_when_done(work: Work) -> impl FnOnce(contract::Performed) + 'static {
    move |_| {
        work.asking.try_set(None);
    }
}

/// Returns a text that depends on the crossing.
fn said(work: Work, say: impl Fn(&Words<'_>) -> String + Send + Sync + 'static) -> Signal<String> {
    Signal::derive(move || {
        work.live.view.with(|view| view.as_ref().map(|view| say(&Words::of(work.desk, view)))).unwrap_or_default()
    })
}

/// Returns the codes of reasons for refusing this kind of subject, value and words.
fn refusal_reasons(kind: SubjectKind) -> Vec<(String, String)> {
    let codes: &[&str] = match kind {
        SubjectKind::Traveller => &["A", "B", "C", "D", "E", "F", "G", "H", "I"],
        SubjectKind::Conveyance => &["O", "L", "I"],
        SubjectKind::Consignment => &["K", "L", "M", "N", "I"],
    };
    reasons(codes, "ask-refuse-choose")
}

/// Returns the codes of reasons for waiving, value and words.
fn waiver_reasons() -> Vec<(String, String)> {
    reasons(&["W1", "W2", "W3", "W4", "W5"], "ask-refuse-choose")
}

fn reasons(codes: &[&str], none: &str) -> Vec<(String, String)> {
    let mut options = vec![(String::new(), text(none))];
    options.extend(codes.iter().map(|code| ((*code).to_owned(), text(&format!("reason-{code}")))));
    options
}

/// Returns the agencies that can check what differs at the gate.
const CHECKERS: [Agency; 3] = [Agency::Customs, Agency::Immigration, Agency::Police];

/// Returns the form under which a dialog's draft is kept.
fn form_of(work: Work, word: &str, on: u16) -> String {
    format!("ask/{word}/{}/{on}", work.live.reference())
}

/// Returns the number of a subject for a draft's name, nothing for the crossing itself.
fn number_of(subject: Option<SubjectId>) -> u16 {
    subject.map_or(0, |subject| subject.0)
}
