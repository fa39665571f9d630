//! One slip as it is printed: A5, black on white whatever the theme.
//!
//! Invariant: looking at a slip issues none; what is shown is what is printed; a slip that is no longer in force is never
//! shown as if it were.

use contract::{FailureCode, IssueSlip, SaveSlip, ShowSlip, SlipView};
use domain::Reference;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::{Banner, Button, Empty, Strength};
use crate::ipc;
use crate::keys::Key;
use crate::route::Page;
use crate::state::{Desk, Gravity};
use crate::t;
use crate::text::{Args, text, text_with};

/// What can be shown of the slip.
#[derive(Clone, PartialEq)]
enum Shown {
    /// Being read.
    Reading,
    /// There is no such slip.
    Missing,
    /// It was issued.
    Slip(SlipView),
}

impl Shown {
    fn sheets(&self) -> usize {
        if let Self::Slip(slip) = self { slip.sheets.len() } else { 0 }
    }
}

/// One slip as it is printed.
#[component]
pub fn SlipPage(
    /// The crossing.
    reference: Reference,
    /// The running number of the slip.
    number: u16,
) -> impl IntoView {
    let desk = Desk::here();
    let shown = RwSignal::new(Shown::Reading);
    let reference = StoredValue::new(reference);
    Effect::new(move |_| {
        desk.feed.track();
        spawn_local(async move {
            let Some(reference) = reference.try_get_value() else { return };
            let found = match ipc::call(ShowSlip { reference, number }).await {
                Ok(slip) => Shown::Slip(slip),
                Err(failure) if failure.code == FailureCode::NotFound => Shown::Missing,
                Err(failure) => return desk.report(&failure),
            };
            if shown.try_with_untracked(|shown| *shown != found) == Some(true) {
                shown.try_set(found);
            }
        });
    });
    let save = Callback::new(move |()| {
        let request = SaveSlip { reference: reference.get_value(), number };
        spawn_local(async move {
            match ipc::call(request).await {
                Ok(saved) => {
                    let said = desk.text_with("sheet-saved", &Args::new().with("path", saved.path));
                    desk.say(Gravity::Good, said);
                }
                Err(failure) => desk.report(&failure),
            }
        });
    });
    let issue = Callback::new(move |()| {
        let reference = reference.get_value();
        spawn_local(async move {
            let request = IssueSlip { key: ipc::fresh_key(), reference: reference.clone() };
            match ipc::call_surely(desk, request).await {
                Ok(slip) => desk.go(Page::Slip(reference, slip.number)),
                Err(failure) => desk.report(&failure),
            }
        });
    });
    let back = Callback::new(move |()| desk.go(Page::Crossing(reference.get_value())));
    let print = Callback::new(move |()| ipc::print_page());
    let sheets = Memo::new(move |_| shown.with(Shown::sheets));
    let size = move || {
        let count = i64::try_from(sheets.get()).unwrap_or_default();
        (count > 0).then(|| text_with("sheet-size", &Args::new().with_count("count", count)))
    };
    view! {
        <main class="work">
            <div class="slip-page">
                <div class="slip-tools">
                    <Show when=move || { sheets.get() > 0 }>
                        <Button on_press=print key=Key::CtrlP strength=Strength::Main icon="i-print">
                            {t!("sheet-print")}
                        </Button>
                        <Button on_press=save icon="i-doc">{t!("sheet-save")}</Button>
                    </Show>
                    <Button on_press=back key=Key::Escape strength=Strength::Plain>{t!("sheet-back")}</Button>
                    <span class="quiet push">{size}</span>
                </div>
                {move || match shown.get() {
                    Shown::Reading => {
                        view! { <Empty icon="i-slip" title=Signal::derive(|| text("sheet-loading"))/> }.into_any()
                    }
                    Shown::Missing => {
                        let said = Signal::derive(move || {
                            let args = Args::new()
                                .with("number", number.to_string())
                                .with("reference", reference.get_value().to_string());
                            text_with("sheet-not-found", &args)
                        });
                        view! { <Empty icon="i-slip" title=said/> }.into_any()
                    }
                    Shown::Slip(slip) => view! { <Slip slip=slip on_issue=issue/> }.into_any(),
                }}
            </div>
        </main>
    }
}

/// The sheets, or that there is nothing to look at any more.
#[component]
fn Slip(slip: SlipView, on_issue: Callback<()>) -> impl IntoView {
    let SlipView { is_revoked, is_outgrown, sheets, .. } = slip;
    let key = if is_revoked { "sheet-revoked" } else { "sheet-outgrown" };
    view! {
        {(is_revoked || is_outgrown)
            .then(|| {
                view! {
                    <Banner gravity=Gravity::Warn>
                        {t!(key)} " " <Button on_press=on_issue>{t!("choice-issue_slip")}</Button>
                    </Banner>
                }
            })}
        // The elements come from the shell: attributes and texts alone, nothing of what a party wrote unescaped.
        {sheets.into_iter().map(|sheet| view! { <div class="slip" inner_html=sheet></div> }).collect_view()}
    }
}
