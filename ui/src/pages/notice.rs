//! The notice of a refusal as it is printed: A4, black on white whatever the theme.
//!
//! Invariant: looking at a notice prints none; that it is printed or saved is an act before it is on paper.

use contract::{FailureCode, NoticeView, PrintNotice, SaveNotice, ShowNotice};
use domain::{Reference, StepId};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::{Button, Empty, Strength};
use crate::ipc;
use crate::keys::Key;
use crate::route::Page;
use crate::state::{Desk, Gravity};
use crate::t;
use crate::text::{Args, text, text_with};

/// What can be shown of the notice.
#[derive(Clone, PartialEq)]
enum Shown {
    /// Being read.
    Reading,
    /// There is none: the refusal was annulled, or is the other State's.
    Missing,
    /// It was issued.
    Notice(NoticeView),
}

/// The notice of a refusal as it is printed.
#[component]
pub fn NoticePage(
    /// The crossing.
    reference: Reference,
    /// The step at which it was refused.
    step: StepId,
) -> impl IntoView {
    let desk = Desk::here();
    let shown = RwSignal::new(Shown::Reading);
    let is_busy = RwSignal::new(false);
    let reference = StoredValue::new(reference);
    Effect::new(move |_| {
        desk.feed.track();
        spawn_local(async move {
            let Some(reference) = reference.try_get_value() else { return };
            let found = match ipc::call(ShowNotice { reference, step }).await {
                Ok(notice) => Shown::Notice(notice),
                Err(failure) if failure.code == FailureCode::NotFound => Shown::Missing,
                Err(failure) => return desk.report(&failure),
            };
            if shown.try_with_untracked(|shown| *shown != found) == Some(true) {
                shown.try_set(found);
            }
        });
    });
    let print = Callback::new(move |()| {
        if is_busy.get_untracked() {
            return;
        }
        is_busy.set(true);
        spawn_local(async move {
            let request = PrintNotice { key: ipc::fresh_key(), reference: reference.get_value(), step };
            match ipc::call_surely(desk, request).await {
                Ok(notice) => {
                    shown.try_set(Shown::Notice(notice));
                    ipc::print_page();
                }
                Err(failure) => desk.report(&failure),
            }
            is_busy.try_set(false);
        });
    });
    let save = Callback::new(move |()| {
        if is_busy.get_untracked() {
            return;
        }
        is_busy.set(true);
        spawn_local(async move {
            let request = SaveNotice { key: ipc::fresh_key(), reference: reference.get_value(), step };
            match ipc::call_surely(desk, request).await {
                Ok(saved) => {
                    let said = desk.text_with("sheet-saved", &Args::new().with("path", saved.path));
                    desk.say(Gravity::Good, said);
                }
                Err(failure) => desk.report(&failure),
            }
            is_busy.try_set(false);
        });
    });
    let back = Callback::new(move |()| desk.go(Page::Crossing(reference.get_value())));
    let notice = Memo::new(move |_| {
        shown.with(|shown| match shown {
            Shown::Notice(notice) => Some((notice.serial.clone(), notice.prints)),
            Shown::Reading | Shown::Missing => None,
        })
    });
    let aside = move || {
        notice.get().map(|(serial, prints)| {
            let args = Args::new().with("serial", serial).with_count("count", i64::from(prints));
            text_with("notice-sheet-printed", &args)
        })
    };
    view! {
        <main class="work">
            <div class="slip-page slip-page--a4">
                <div class="slip-tools">
                    <Show when=move || notice.with(Option::is_some)>
                        <Button
                            on_press=print
                            key=Key::CtrlP
                            strength=Strength::Main
                            icon="i-print"
                            is_off=Signal::derive(move || is_busy.get())
                        >
                            {t!("sheet-print")}
                        </Button>
                        <Button on_press=save icon="i-doc" is_off=Signal::derive(move || is_busy.get())>
                            {t!("sheet-save")}
                        </Button>
                    </Show>
                    <Button on_press=back key=Key::Escape strength=Strength::Plain>{t!("sheet-back")}</Button>
                    <span class="quiet push">{aside}</span>
                </div>
                {move || match shown.get() {
                    Shown::Reading => {
                        view! { <Empty icon="i-slip" title=Signal::derive(|| text("notice-sheet-loading"))/> }.into_any()
                    }
                    Shown::Missing => {
                        view! { <Empty icon="i-slip" title=Signal::derive(|| text("notice-sheet-missing"))/> }.into_any()
                    }
                    // The elements come from the shell: attributes and texts alone, nothing of what a party wrote unescaped.
                    Shown::Notice(notice) => {
                        let sheets = notice.sheets.into_iter();
                        sheets.map(|sheet| view! { <div class="slip" inner_html=sheet></div> }).collect_view().into_any()
                    }
                }}
            </div>
        </main>
    }
}
