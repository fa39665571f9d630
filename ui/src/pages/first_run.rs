//! The first run: open the demonstration, or found the post of two States.
//!
//! Invariant: nothing is founded before both administrators' fields are right; a demonstration can never become a real post.

mod codes;
mod founding;

use contract::{Founded, OpenDemonstration};
use leptos::prelude::*;
use leptos::task::spawn_local;

use self::codes::Codes;
use self::founding::FoundingForm;
use crate::components::{Banner, Button, Strength, Tongues};
use crate::route::Page;
use crate::state::Desk;
use crate::text::text;
use crate::{ipc, t};

/// The page of the first run.
#[component]
pub fn FirstRunPage() -> impl IntoView {
    let desk = Desk::here();
    let is_founding = RwSignal::new(false);
    let founded = RwSignal::new(None::<Founded>);
    let on_founded = Callback::new(move |done: Founded| founded.set(Some(done)));
    view! {
        <main class="first-run">
            <header class="line">
                <h1>{move || text(if founded.with(Option::is_some) { "first-run-codes" } else { "first-run-title" })}</h1>
                <div class="push"><Tongues/></div>
            </header>
            {move || {
                desk.note
                    .get()
                    .map(|note| {
                        let close = Callback::new(move |()| desk.note.set(None));
                        view! { <Banner gravity=note.gravity on_close=close>{note.said}</Banner> }
                    })
            }}
            {move || {
                if let Some(done) = founded.get() {
                    view! { <Codes founded=done/> }.into_any()
                } else if is_founding.get() {
                    let back = Callback::new(move |()| is_founding.set(false));
                    view! { <FoundingForm on_back=back on_founded=on_founded/> }.into_any()
                } else {
                    view! { <Ways on_found=Callback::new(move |()| is_founding.set(true))/> }.into_any()
                }
            }}
        </main>
    }
}

#[component]
fn Ways(on_found: Callback<()>) -> impl IntoView {
    let desk = Desk::here();
    let is_busy = RwSignal::new(false);
    let open = move |()| {
        is_busy.set(true);
        spawn_local(async move {
            match ipc::call(OpenDemonstration {}).await {
                Ok(post) => {
                    desk.post.set(Some(post));
                    desk.go(Page::SignIn);
                }
                Err(failure) => desk.report(&failure),
            }
            is_busy.try_set(false);
        });
    };
    view! {
        <p class="quiet">{t!("first-run-lead")}</p>
        <div class="first-run__ways">
            <section class="first-run__way">
                <h2>{t!("first-run-demo-title")}</h2>
                <p class="quiet">{t!("first-run-demo")}</p>
                <Button on_press=open strength=Strength::Main is_off=Signal::derive(move || is_busy.get())>
                    {move || text(if is_busy.get() { "first-run-demo-busy" } else { "first-run-demo-open" })}
                </Button>
            </section>
            <section class="first-run__way">
                <h2>{t!("first-run-found-title")}</h2>
                <p class="quiet">{t!("first-run-found")}</p>
                <Button on_press=on_found is_off=Signal::derive(move || is_busy.get())>
                    {t!("first-run-found-begin")}
                </Button>
            </section>
        </div>
    }
}
