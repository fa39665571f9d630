//! What follows from a scan: the page takes it, one match is opened, several are listed, a stranger may be registered.

use contract::{Found, Scanned};
use leptos::prelude::*;

use crate::components::{Button, Dialog, Icon, Strength, flow_icon};
use crate::route::Page;
use crate::state::{Desk, Presented};
use crate::t;
use crate::text::{Args, text, text_with};

/// What the window asks about a scan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Question {
    /// Which of these?
    Which(Vec<Found>),
    /// Nothing is known of it: register a party?
    Stranger(String),
}

/// Does what follows from a scan that no page took.
pub fn settle(desk: Desk, scanned: Scanned) {
    if desk.offer_scan(scanned.clone()) {
        return;
    }
    match scanned {
        Scanned::Document { zone, open, last } => match open.as_slice() {
            [] => {
                desk.to_register.set(Some(Scanned::Document { zone, open, last }));
                desk.go(Page::Register);
            }
            [only] => {
                // Scanning the party's document at the desk claims its control as presented (PROCEDURE §8).
                desk.presented.set(Some(Presented {
                    reference: only.reference.clone(),
                    issuer: zone.issuing_state.clone(),
                    number: zone.document_number.clone(),
                }));
                desk.go(Page::Crossing(only.reference.clone()));
            }
            [..] => desk.question.set(Some(Question::Which(open))),
        },
        Scanned::Slip { verdict } => {
            desk.go(Page::Verify);
            desk.verdict.set(Some(verdict));
        }
        Scanned::Crossings { found } => match found.as_slice() {
            [only] => desk.go(Page::Crossing(only.reference.clone())),
            [..] => desk.question.set(Some(Question::Which(found))),
        },
        Scanned::Unknown { text, is_plate } => {
            desk.to_register.set(Some(Scanned::Unknown { text: text.clone(), is_plate }));
            desk.question.set(Some(Question::Stranger(text)));
        }
        Scanned::Reserved { reference } => {
            desk.to_register.set(Some(Scanned::Reserved { reference }));
            desk.go(Page::Register);
        }
    }
}

/// The question about the last scan, if there is one.
#[component]
pub fn ScanMatches() -> impl IntoView {
    let desk = Desk::here();
    let close = Callback::new(move |()| desk.question.set(None));
    view! {
        {move || match desk.question.get() {
            None => ().into_any(),
            Some(Question::Which(found)) => view! { <Which found=found on_close=close/> }.into_any(),
            Some(Question::Stranger(text)) => view! { <Stranger text=text on_close=close/> }.into_any(),
        }}
    }
}

#[component]
fn Which(found: Vec<Found>, on_close: Callback<()>) -> impl IntoView {
    view! {
        <Dialog id="scan-many" title=Signal::derive(|| text("scan-many")) on_close=on_close>
            <p class="quiet">{t!("scan-many-do")}</p>
            <ul class="matches">
                {found.into_iter().map(|found| view! { <li><Match found=found/></li> }).collect_view()}
            </ul>
        </Dialog>
    }
}

#[component]
fn Match(found: Found) -> impl IntoView {
    let desk = Desk::here();
    let reference = found.reference.clone();
    let said = move || {
        let args = Args::new().with("date", desk.date(found.arrived_at)).with("time", desk.clock(found.arrived_at));
        let arrived = text_with("scan-arrived", &args);
        let phase = text(&format!("phase-{}", found.phase.word()));
        if found.is_open {
            format!("{phase} · {arrived}")
        } else {
            format!("{phase} · {arrived} · {}", text("scan-closed"))
        }
    };
    let open = move |_| {
        desk.question.set(None);
        desk.go(Page::Crossing(reference.clone()));
    };
    view! {
        <button class="match" type="button" on:click=open>
            <Icon name=flow_icon(found.flow) class="icon--way"/>
            <span>
                <strong><bdi>{found.label}</bdi></strong>
                <br/>
                <span class="small quiet">{said}</span>
            </span>
            <bdi class="mono small" dir="ltr">{found.reference.to_string()}</bdi>
        </button>
    }
}

#[component]
fn Stranger(text: String, on_close: Callback<()>) -> impl IntoView {
    let desk = Desk::here();
    let title = Signal::derive(move || text_with("scan-nothing", &Args::new().with("text", text.as_str())));
    let forget = Callback::new(move |()| {
        desk.to_register.set(None);
        on_close.run(());
    });
    let register = Callback::new(move |()| {
        on_close.run(());
        desk.go(Page::Register);
    });
    let acts = ViewFn::from(move || {
        view! {
            <Button on_press=forget>{t!("cancel")}</Button>
            <Button on_press=register strength=Strength::Main>{t!("scan-register")}</Button>
        }
    });
    view! {
        <Dialog id="scan-nothing" title=title on_close=forget acts=acts>
            <p>{t!("scan-nothing-do")}</p>
        </Dialog>
    }
}
