//! One crossing: its subjects, its steps on both sides, its papers, and what may be done.
//!
//! Invariant: it decides nothing; it shows what the shell answers and sends what the officer does.

mod asking;
mod bar;
mod declaration;
pub mod document_checks;
mod doubts;
mod facts;
mod head;
mod held;
mod history;
mod hits;
mod items;
mod left_out;
pub mod live;
mod manifest;
mod newer;
mod offers;
mod own;
mod panels;
mod paper_facts;
mod said;
pub mod sentence;
mod steps;
mod subjects;
mod way_on;
pub mod words;
mod work;

use contract::Scanned;
use domain::travel_document::MachineReadableZone;
use domain::{Reference, SubjectId};
use leptos::ev;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;

use self::asking::Asking;
use self::bar::Bar;
use self::doubts::Doubts;
use self::facts::{CrossingFacts, Facts};
use self::head::Head;
use self::held::Held;
use self::history::History;
use self::items::Items;
use self::left_out::LeftOut;
use self::live::Live;
use self::manifest::Manifest;
use self::newer::Newer;
pub use self::offers::family;
use self::own::OwnPanel;

use self::panels::{Examinations, Motions, Slips};
use self::said::Messages;
use self::steps::Steps;
use self::subjects::{Line, Pair, Subjects};
use self::work::{AddedBy, Ask, Work};
use crate::components::{Empty, Tag, Tone};
use crate::failure::failure_sentence;
use crate::pages::register::party::{Person, Vehicle, What, whose_visa};
use crate::pages::register::zone::say_visa;
use crate::state::{Desk, Gravity};
use crate::t;
use crate::text::text;

/// A party of more persons than this is shown as a list of persons.
const MANY: usize = 8;

/// One crossing: its subjects, its steps on both sides, its papers, and what may be done.
#[component]
pub fn CrossingPage(
    /// Which crossing.
    reference: Reference,
) -> impl IntoView {
    let desk = Desk::here();
    let live = Live::open(desk, reference);
    let work = Work::begin(desk, live);
    provide_context(work);
    desk.take_scans(move |scanned| take_scan(work, scanned));
    move_by_arrows(work);
    let is_read = Memo::new(move |_| live.view.with(Option::is_some));
    let is_large = work.seen(|words| words.crossing().heads() > MANY);
    let failure = move || live.failure.get().map(|failure| failure_sentence(desk, &failure));
    view! {
        <Show
            when=move || is_read.get()
            fallback=move || {
                view! {
                    <main class="work">
                        <Empty icon="i-truck" title=Signal::derive(|| text("crossing-loading"))>{failure}</Empty>
                    </main>
                }
            }
        >
            <main class="work work--fixed">
                {move || {
                    if is_large.get() == Some(true) {
                        view! { <Large/> }.into_any()
                    } else {
                        view! { <Usual/> }.into_any()
                    }
                }}
            </main>
            <Bar/>
            <Asking/>
        </Show>
    }
}

/// A traveller, a car, a truck.
#[component]
fn Usual() -> impl IntoView {
    view! {
        <div class="crossing">
            <Head/>
            <Subjects/>
            <div class="crossing__main stack">
                <Newer/>
                <Doubts/>
                <Motions/>
                <Held/>
                <LeftOut/>
                <Steps/>
                <OwnPanel/>
                <Items/>
                <Facts/>
                <Examinations/>
                <Slips/>
                <Messages/>
                <CrossingFacts/>
            </div>
            <aside class="crossing__history" aria-label=t!("did-heading")>
                <History/>
            </aside>
        </div>
    }
}

/// A bus: everybody in a line, whoever is selected at the end.
#[component]
fn Large() -> impl IntoView {
    view! {
        <div class="crossing crossing--bus">
            <Head/>
            <div class="crossing__main">
                <Newer/>
                <Doubts/>
                <Motions/>
                <Held/>
                <LeftOut/>
                <Manifest/>
            </div>
            <aside class="crossing__history stack stack--wide" aria-label=t!("manifest-selected")>
                <Selected/>
                <OwnPanel/>
                <Facts/>
                <Steps/>
                <Examinations/>
                <Slips/>
                <Messages/>
                <History/>
            </aside>
        </div>
    }
}

/// Who is selected, beside the list.
#[component]
fn Selected() -> impl IntoView {
    let work = Work::here();
    let line = work.of_selected(|words, id| words.crossing().subjects.get(&id).map(|subject| Line::of(words, subject)));
    move || {
        line.get().map(|line| {
            let id = line.id;
            view! {
                <div class="stack">
                    <Show when=move || work.scanned.with(|scanned| scanned.contains(&id))>
                        <p class="line"><Tag tone=Tone::Good icon="i-check">{t!("crossing-just-read")}</Tag></p>
                    </Show>
                    <div>
                        <h2><bdi>{line.label}</bdi></h2>
                        <p class="quiet"><bdi>{line.detail}</bdi></p>
                    </div>
                    <Pair standings=line.standings/>
                </div>
            }
        })
    }
}

/// Takes a scan: somebody of the party is selected and his control claimed as presented; somebody of no open crossing, or a
/// vehicle, is offered to be added.
fn take_scan(work: Work, scanned: Scanned) -> bool {
    if let Scanned::Unknown { text, is_plate: true } = &scanned {
        return take_plate(work, text, &scanned);
    }
    let Scanned::Document { zone, open, .. } = &scanned else { return false };
    if zone.format.is_none() {
        work.desk.say(Gravity::Warn, work.desk.text("zone-unreadable"));
        return true;
    }
    if zone.is_of_visa() {
        take_visa(work, zone);
        return true;
    }
    if let Some(subject) = work.holder_of(&zone.issuing_state, &zone.document_number) {
        select(work, subject);
        work.present(subject);
        return true;
    }
    let is_elsewhere = open.iter().any(|found| found.is_open);
    let is_closed = work.live.view.with_untracked(|view| {
        view.as_ref().is_none_or(|view| view.crossing.is_closed() || view.crossing.was_claimed && is_alone(view))
    });
    if is_elsewhere || is_closed {
        return false;
    }
    let catalogue = catalogue::Catalogue::of(work.desk.language.get_untracked());
    let person = Person::of(zone, catalogue);
    work.last_scan.set(Some(scanned));
    work.asking.set(Some(Ask::Add(Box::new(What::Person(person)), AddedBy::Scan)));
    true
}

/// A visa is no travel document: it is put to the facts of whose it is, where it does not stand there already.
fn take_visa(work: Work, zone: &MachineReadableZone) {
    let catalogue = catalogue::Catalogue::of(work.desk.language.get_untracked());
    let mut persons: Vec<(SubjectId, Person)> = work.live.view.with_untracked(|view| {
        let Some(crossing) = view.as_ref().map(|view| &view.crossing) else { return Vec::new() };
        let is_here = |subject: &&domain::Subject| !subject.is_final();
        let of = |subject: &domain::Subject| {
            let facts = subject.facts.as_ref()?.traveller()?;
            Some((subject.id, Person::of_facts(facts, catalogue)))
        };
        crossing.subjects.values().filter(is_here).filter_map(of).collect()
    });
    let all = persons.iter().map(|(id, person)| (*id, person));
    let whose = whose_visa(all, zone, work.selected.get_untracked(), catalogue);
    let Some((subject, person)) = persons.iter_mut().find(|(id, _)| Some(*id) == whose) else {
        work.desk.say(Gravity::Warn, work.desk.text("visa-nobody"));
        return;
    };
    let before = person.papers.clone();
    let Some(visa) = person.put_visa(zone, catalogue) else { return };
    select(work, *subject);
    say_visa(work.desk, format!("{} {}", person.surname, person.given_names).trim(), &visa);
    if person.papers != before {
        work.asking.set(Some(Ask::Visa(*subject, Box::new(zone.clone()))));
    }
}

/// A vehicle that nobody knows joins the party that is shown: a trailer, or what the goods are put on.
fn take_plate(work: Work, plate: &str, scanned: &Scanned) -> bool {
    let may_join = work.live.view.with_untracked(|view| {
        view.as_ref().is_some_and(|view| !view.crossing.is_closed() && !is_alone(view) && view.crossing.heads() > 0)
    });
    if !may_join {
        return false;
    }
    work.last_scan.set(Some(scanned.clone()));
    let vehicle = Vehicle { plate: plate.to_owned(), kind: "lorry".to_owned(), ..Vehicle::default() };
    work.asking.set(Some(Ask::Add(Box::new(What::Vehicle(vehicle)), AddedBy::Scan)));
    true
}

/// A traveller on foot crosses alone: the next document is the next crossing.
fn is_alone(view: &contract::CrossingView) -> bool {
    view.crossing.flow == domain::Flow::Traveller && view.crossing.subjects.len() == 1
}

fn select(work: Work, subject: SubjectId) {
    work.selected.set(Some(subject));
    if let Some(line) = document().get_element_by_id(&format!("subject-{}", subject.0)) {
        line.scroll_into_view_with_bool(false);
    }
}

/// Arrows move through the subjects while the scan field or a subject has the focus.
fn move_by_arrows(work: Work) {
    let handle = window_event_listener(ev::keydown, move |event| {
        let step: isize = match event.key().as_str() {
            "ArrowDown" => 1,
            "ArrowUp" => -1,
            _ => return,
        };
        let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        let is_typing = target.is_some_and(|target| {
            matches!(target.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT")
                && !target.class_name().contains("scan__field")
        });
        if is_typing || work.desk.keys.is_behind_dialog() || event.ctrl_key() || event.alt_key() {
            return;
        }
        let ids = work.order.get_value();
        let now = work.selected.get_untracked().and_then(|now| ids.iter().position(|id| *id == now));
        let next = match now {
            Some(now) => now.checked_add_signed(step).filter(|next| *next < ids.len()),
            None => Some(0),
        };
        if let Some(id) = next.and_then(|next| ids.get(next)) {
            event.prevent_default();
            select(work, *id);
        }
    });
    on_cleanup(move || handle.remove());
}
