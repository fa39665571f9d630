//! The lawful next step beside a refusal: one button, where one key can do it.
//!
//! Invariant: nothing is offered here that the domain does not offer on the same subject.

use contract::{CrossingView, QueueRequest, SignatureOn, Tab};
use domain::crossing::{Choice, Offer, Way};
use domain::{Agency, Refusal, Role, StepId, SubjectId, SubjectKind};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::offers::choice_key;
use super::panels::signed_here;
use super::words::Words;
use super::work::{Ask, Work};
use crate::components::Button;
use crate::ipc;
use crate::route::Page;
use crate::t;

/// Where a way leads from this page.
#[derive(Debug, Clone, PartialEq, Eq)]
enum To {
    Choose(Choice, Option<StepId>),
    Ask(Ask),
    Select(SubjectId),
    Examination,
    OwnClaim,
    Register,
    Queue,
}

/// The button for what may be done instead or before; nothing where there is nothing of the kind.
#[component]
pub fn WayOn(
    /// What was refused, and why.
    refusal: Refusal,
    /// What stands in the bar already is not repeated there.
    #[prop(optional)]
    is_in_bar: bool,
    /// What stands in the list of everything else already is not repeated there.
    #[prop(optional)]
    is_in_more: bool,
) -> impl IntoView {
    let work = Work::here();
    let is_listed = move |way: Way| {
        let is_it = |offer: &Offer| Way::Act(offer.choice) == way && offer.unless.is_none();
        is_in_more && work.offers.with(|offers| offers.more.iter().any(is_it))
    };
    let found = work.of_selected(move |words, id| {
        let is_there = |way: Way| is_in_bar && is_of_the_bar(way) || is_listed(way);
        let possible = refusal.ways().iter().filter(|way| !is_there(**way));
        possible.into_iter().find_map(|way| leads(words, *way, id))
    });
    move || {
        found.get().map(|(key, to)| {
            let go = Callback::new(move |()| follow(work, to.clone()));
            view! { <span class="way-on"><Button on_press=go icon="i-over">{t!(key)}</Button></span> }
        })
    }
}

/// The usual three have keys of their own in the bar.
const fn is_of_the_bar(way: Way) -> bool {
    matches!(way, Way::Act(Choice::Query | Choice::Refer | Choice::Refuse))
}

/// Returns the words of a way and where it leads; nothing where it can't be gone now.
fn leads(words: &Words<'_>, way: Way, id: SubjectId) -> Option<(&'static str, To)> {
    let crossing = words.crossing();
    let subject = crossing.subjects.get(&id)?;
    let is_goods = subject.kind == SubjectKind::Consignment && !subject.is_final();
    let desk = words.desk;
    let own = desk.own_state();
    match way {
        Way::Act(choice) => offered(words.view, id, choice).map(|step| (choice_key(choice), To::Choose(choice, step))),
        Way::Lodge => {
            let is_customs =
                desk.session.with(|session| session.as_ref().is_some_and(|one| one.agency == Agency::Customs));
            let may = desk.has_role(Role::Reception) || (desk.has_role(Role::Officer) && is_customs);
            (is_goods && may).then_some(("choice-lodge", To::Ask(Ask::Lodge(id))))
        }
        Way::Examine => {
            let may = is_goods && desk.has_role(Role::Officer);
            may.then_some(("choice-examine", To::Ask(Ask::Examine(id))))
        }
        Way::GoToExamination => {
            let is_open = crossing.examinations.values().any(|open| open.subject == id && open.closed.is_none());
            is_open.then_some(("way-examination", To::Examination))
        }
        Way::Relate => (!subject.is_final()).then_some(("choice-relate", To::Ask(Ask::Relate(id)))),
        Way::SecondSignsHere => {
            let on: Option<SignatureOn> = signed_here(words, id);
            on.map(|on| ("motion-sign-here", To::Ask(Ask::SignHere(on))))
        }
        Way::GoToOwnClaim => Some(("way-own-claim", To::OwnClaim)),
        Way::GoToGuardian => crossing.guardians_of(id).next().map(|guardian| ("way-guardian", To::Select(guardian))),
        Way::Register => Some(("rail-register", To::Register)),
        Way::EnterLate => Some(("late-change", To::Ask(Ask::Late))),
        Way::SeePaperHere => {
            let slip = crossing.stated.as_ref().filter(|stated| !crossing.is_slip_seen() && own == Some(stated.state));
            let late = || desk.late.with(|late| late.as_ref().map(|late| late.paper.clone()));
            let paper = slip.map(|_| crossing.reference.to_string()).or_else(late)?;
            Some(("late-see-here", To::Ask(Ask::SeePaperHere(paper))))
        }
        Way::LookForOther => Some(("way-look", To::Queue)),
    }
}

/// Returns the step on which a choice may be done now.
fn offered(view: &CrossingView, id: SubjectId, choice: Choice) -> Option<Option<StepId>> {
    let of_subject = view.offers.iter().find(|of| of.subject == id)?;
    of_subject.offers.iter().find(|offer| offer.choice == choice && offer.unless.is_none()).map(|offer| offer.step)
}

fn follow(work: Work, to: To) {
    work.asking.set(None);
    let desk = work.desk;
    desk.note.set(None);
    match to {
        To::Choose(choice, step) => work.choose(choice, step),
        To::Ask(ask) => work.asking.set(Some(ask)),
        To::Select(subject) => work.selected.set(Some(subject)),
        To::Examination => desk.go(Page::Examination(work.live.reference())),
        To::Register => desk.go(Page::Register),
        To::Queue => desk.go(Page::Queue),
        To::OwnClaim => spawn_local(async move {
            match ipc::call(QueueRequest { tab: Tab::Mine, limit: 1, ..QueueRequest::default() }).await {
                Ok(page) => match page.mine {
                    Some(reference) => desk.go(Page::Crossing(reference)),
                    None => desk.go(Page::Queue),
                },
                Err(failure) => desk.report(&failure),
            }
        }),
    }
}
