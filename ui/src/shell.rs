//! The window: which page is shown, the rail, the scan line, what the window has to say.
//!
//! Invariant: only the work scrolls; the rail, the scan line and the action bar stay where the hand expects them.

use std::time::Duration;

use contract::{FailureCode, PostInfoRequest, Reach, SeatNews, SessionRequest};
use domain::Role;
use domain::sign_in::Over;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::{Banner, Button, Icon, Size, Sprite, StateCode, Tag, Tone};
use crate::keys::Key;
use crate::lock::{LockOverlay, lock};
use crate::pages::administration::AdministrationPage;
use crate::pages::crossing::CrossingPage;
use crate::pages::examination::ExaminationPage;
use crate::pages::first_run::FirstRunPage;
use crate::pages::keys_help::KeysHelp;
use crate::pages::monitor::MonitorPage;
use crate::pages::notice::NoticePage;
use crate::pages::queue::QueuePage;
use crate::pages::register::RegisterPage;
use crate::pages::setup::{SetupPage, keep_preferences};
use crate::pages::sign_in::SignInPage;
use crate::pages::slip::SlipPage;
use crate::pages::verify::VerifyPage;
use crate::route::Page;
use crate::scan::{KeptScan, ScanLine, ScanMatches};
use crate::signatures::ToSign;
use crate::state::{Desk, Gravity, Theme};
use crate::strips::{AloneStrip, EmergencyStrip, LateStrip, SilenceStrip};
use crate::text::{Args, text, text_with};
use crate::touch::tell_touches;
use crate::{ipc, t};

/// The whole window.
#[component]
pub fn Window() -> impl IntoView {
    let desk = Desk::new();
    provide_context(desk);
    desk.keys.listen();
    set_interval(move || desk.tick(), Duration::from_secs(1));
    dress_document(desk);
    keep_preferences(desk);
    tell_touches(desk);
    open(desk);
    // A page is made anew only when the officer goes elsewhere, not when the session's clock is set.
    let page = Memo::new(move |_| desk.page.get());
    view! {
        <Sprite/>
        {move || match page.get() {
            Page::Opening => view! { <Opening/> }.into_any(),
            Page::FirstRun => view! { <FirstRunPage/> }.into_any(),
            Page::SignIn => view! { <SignInPage/> }.into_any(),
            Page::Queue
            | Page::Register
            | Page::Crossing(_)
            | Page::Examination(_)
            | Page::Slip(..)
            | Page::Notice(..)
            | Page::Verify
            | Page::Monitor
            | Page::Administration
            | Page::Setup => view! { <Inside page=Signal::derive(move || page.get())/> }.into_any(),
        }}
    }
}

/// The window of somebody who signed in.
#[component]
fn Inside(page: Signal<Page>) -> impl IntoView {
    let desk = Desk::here();
    let help = RwSignal::new(false);
    desk.keys.on(Key::F1, move || help.set(true));
    desk.keys.on(Key::CtrlL, move || lock(desk));
    let is_locked = move || desk.session.with(|session| session.as_ref().is_some_and(|session| session.is_locked));
    view! {
        <div class="window" inert=is_locked>
            <Rail page=page on_help=Callback::new(move |()| help.set(true))/>
            <TopBar/>
            <Notes/>
            {move || match page.get() {
                Page::Register => view! { <RegisterPage/> }.into_any(),
                Page::Crossing(reference) => view! { <CrossingPage reference=reference/> }.into_any(),
                Page::Examination(reference) => view! { <ExaminationPage reference=reference/> }.into_any(),
                Page::Slip(reference, number) => view! { <SlipPage reference=reference number=number/> }.into_any(),
                Page::Notice(reference, step) => view! { <NoticePage reference=reference step=step/> }.into_any(),
                Page::Verify => view! { <VerifyPage/> }.into_any(),
                Page::Monitor => view! { <MonitorPage/> }.into_any(),
                Page::Administration => view! { <AdministrationPage/> }.into_any(),
                Page::Setup => view! { <SetupPage/> }.into_any(),
                Page::Queue | Page::Opening | Page::FirstRun | Page::SignIn => view! { <QueuePage/> }.into_any(),
            }}
        </div>
        <ScanMatches/>
        <Show when=move || help.get()>
            <KeysHelp on_close=Callback::new(move |()| help.set(false))/>
        </Show>
        <Show when=is_locked>
            <LockOverlay/>
        </Show>
    }
}

/// What stands there until the shell has answered what post this is.
#[component]
fn Opening() -> impl IntoView {
    let desk = Desk::here();
    view! {
        <main class="first-run">
            <p role="status" class="quiet">{t!("opening")}</p>
            {move || {
                desk.note.get().map(|note| view! { <Banner gravity=note.gravity>{note.said}</Banner> })
            }}
        </main>
    }
}

#[component]
fn Rail(page: Signal<Page>, on_help: Callback<()>) -> impl IntoView {
    let desk = Desk::here();
    let own = move || desk.own_state();
    let slot = move || own().map(|state| desk.slot(state));
    view! {
        <nav class="rail state-edge" data-state=slot aria-label=t!("rail-main")>
            {move || {
                own()
                    .map(|state| {
                        let said = move || {
                            let args = Args::new().with("state", desk.state_name(state));
                            desk.text_with("rail-you-act-for", &args)
                        };
                        view! {
                            <p class="rail__state">
                                <StateCode state=state size=Size::Large/>
                                <span class="sr">{said}</span>
                            </p>
                        }
                    })
            }}
            <ul class="rail__list">
                <RailLink page=page to=Page::Queue icon="i-queue" words="rail-queue"/>
                <RailLink page=page to=Page::Register icon="i-register" words="rail-register"/>
                <RailLink page=page to=Page::Verify icon="i-slip" words="rail-slips"/>
                <RailLink page=page to=Page::Monitor icon="i-monitor" words="rail-monitor"/>
            </ul>
            <ul class="rail__list">
                <Show when=move || desk.has_role(Role::Administrator)>
                    <RailLink page=page to=Page::Administration icon="i-badge" words="rail-administration"/>
                </Show>
                <RailLink page=page to=Page::Setup icon="i-setup" words="rail-setup"/>
                <li>
                    <button class="rail__link" type="button" on:click=move |_| on_help.run(())>
                        <Icon name="i-keys"/>
                        {t!("rail-keys")}
                    </button>
                </li>
            </ul>
        </nav>
    }
}

#[component]
fn RailLink(page: Signal<Page>, to: Page, icon: &'static str, words: &'static str) -> impl IntoView {
    let desk = Desk::here();
    let target = to.clone();
    let is_here = move || match page.get() {
        // What is opened from the queue is still work of the queue.
        Page::Crossing(_) | Page::Examination(_) | Page::Notice(..) => to == Page::Queue,
        Page::Slip(..) => to == Page::Verify,
        here => here == to,
    };
    view! {
        <li>
            <button
                class="rail__link"
                type="button"
                aria-current=move || is_here().then_some("page")
                on:click=move |_| desk.go(target.clone())
            >
                <Icon name=icon/>
                {t!(words)}
            </button>
        </li>
    }
}

#[component]
fn TopBar() -> impl IntoView {
    let desk = Desk::here();
    let name = move || desk.plan().map(|plan| plan.name);
    let is_demonstration = move || desk.plan().is_some_and(|plan| plan.is_demonstration);
    let me = move || desk.session.with(|session| session.as_ref().map(|session| session.name.clone()));
    let where_i_sit = move || {
        desk.session.get().map(|session| {
            let work = if session.roles.contains(&Role::Supervisor) {
                text("role-supervisor")
            } else {
                text(&format!("agency-{}", session.agency.word()))
            };
            let args = Args::new().with("work", work).with("desk", session.desk.to_string());
            desk.text_with("top-work-and-desk", &args)
        })
    };
    let lock_label = Signal::derive(|| text("top-lock"));
    view! {
        <header class="top-bar">
            <p class="top-bar__post">
                <strong><bdi>{name}</bdi></strong>
                <Show when=is_demonstration>
                    <Tag tone=Tone::Demo>{t!("demonstration")}</Tag>
                </Show>
            </p>
            <ScanLine/>
            <ToSign/>
            <p class="top-bar__clock">
                <time>{move || desk.clock(desk.now.get())}</time>
                <small>{move || desk.date(desk.now.get())}</small>
            </p>
            <div class="top-bar__me">
                <span>
                    <strong><bdi>{me}</bdi></strong>
                    <br/>
                    <span class="quiet small">{where_i_sit}</span>
                </span>
                <Button on_press=move |()| lock(desk) icon="i-lock" label=lock_label/>
            </div>
        </header>
    }
}

/// What the window has to say: that the database is out of reach or not the one it knew, that it locks in a moment, and how the
/// last act went.
#[component]
fn Notes() -> impl IntoView {
    let desk = Desk::here();
    let reach = Memo::new(move |_| desk.feed.with(|news| news.reach));
    let seat = Memo::new(move |_| desk.seat.get());
    view! {
        <div class="notes" aria-live="polite">
            <KeptScan/>
            <SilenceStrip/>
            <AloneStrip/>
            <EmergencyStrip/>
            <LateStrip/>
            {move || match reach.get() {
                // The first has a line of its own, which counts.
                Reach::Unreachable { .. } | Reach::Good => None,
                Reach::Rewritten { act } => {
                    let said = move || text_with("note-rewritten", &Args::new().with("act", act.to_string()));
                    Some(view! { <Banner gravity=Gravity::Bad>{said}</Banner> }.into_any())
                }
                Reach::OfNewer => {
                    Some(view! { <Banner gravity=Gravity::Bad>{t!("note-of_newer")}</Banner> }.into_any())
                }
                Reach::InPart => Some(view! { <Banner gravity=Gravity::Warn>{t!("note-in_part")}</Banner> }.into_any()),
            }}
            {move || {
                let said = match seat.get() {
                    SeatNews::LocksSoon { over: Over::Idle } => Some(text("note-locks-idle")),
                    SeatNews::LocksSoon { over: Over::Longest } => Some(text("note-locks-longest")),
                    SeatNews::Empty | SeatNews::Taken | SeatNews::Locked { .. } => None,
                };
                said.map(|said| view! { <Banner gravity=Gravity::Warn>{said}</Banner> })
            }}
            {move || {
                desk.note
                    .get()
                    .map(|note| {
                        let close = Callback::new(move |()| desk.note.set(None));
                        view! { <Banner gravity=note.gravity on_close=close>{note.said}</Banner> }
                    })
            }}
        </div>
    }
}

/// Keeps the document itself in step: language, direction, theme, size of text.
fn dress_document(desk: Desk) {
    Effect::new(move |_| {
        let Some(root) = document().document_element() else { return };
        let language = desk.language.get();
        let theme = match desk.theme.get() {
            Theme::System => None,
            Theme::Light => Some("light"),
            Theme::Dark => Some("dark"),
        };
        let size = Some(desk.text_size.get()).filter(|size| *size != 100).map(|size| size.to_string());
        let attributes = [
            ("lang", Some(language.code())),
            ("dir", Some(language.direction().attribute())),
            ("data-theme", theme),
            ("data-text", size.as_deref()),
        ];
        for (name, value) in attributes {
            // The names are fixed and right, so the document has nothing to object to.
            let _ = match value {
                Some(value) => root.set_attribute(name, value),
                None => root.remove_attribute(name),
            };
        }
    });
}

/// Asks what post this is and who sits here, and goes to the page that follows; asks again while there is no answer.
fn open(desk: Desk) {
    spawn_local(async move {
        if let Err(failure) = ipc::on_feed(move |news| desk.feed.set(news)).await {
            desk.report(&failure);
        }
        if let Err(failure) = ipc::on_seat(move |news| desk.hear_of_seat(news)).await {
            desk.report(&failure);
        }
    });
    spawn_local(async move {
        loop {
            match ask(desk).await {
                Ok(page) => return desk.go(page),
                Err(failure) => {
                    let may_pass = matches!(
                        failure.code,
                        FailureCode::Unavailable | FailureCode::OutcomeUnknown | FailureCode::File
                    );
                    desk.report(&failure);
                    if !may_pass {
                        return;
                    }
                }
            }
            ipc::pause(Duration::from_secs(2)).await;
        }
    });
}

async fn ask(desk: Desk) -> Result<Page, contract::Failure> {
    let post = ipc::call(PostInfoRequest {}).await?;
    let is_founded = post.plan.is_some();
    desk.post.set(Some(post));
    if !is_founded {
        return Ok(Page::FirstRun);
    }
    match ipc::call(SessionRequest {}).await? {
        Some(session) => {
            desk.enter(session);
            Ok(Page::Queue)
        }
        None => Ok(Page::SignIn),
    }
}
