//! The list: only the lines around those in sight are in the page; the rest is measured, not drawn.
//!
//! Invariant: every line has the same height, which the style sheet sets and this module measures.

use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast as _;

use super::reading::{ReadState, Reading};
use super::row::Row;
use crate::components::Empty;
use crate::route::Page;
use crate::t;
use crate::text::{Args, text, text_with};
use contract::Tab;

/// The height of a line until one was measured, in CSS pixels.
const USUAL_HEIGHT: f64 = 44.0;

/// The list of one tab.
#[component]
pub fn QueueList(reading: Reading) -> impl IntoView {
    let desk = reading.desk;
    let scroller = NodeRef::<html::Div>::new();
    let height = RwSignal::new(USUAL_HEIGHT);
    let gap_above = move || f64::from(reading.offset.get()) * height.get();
    let gap_below = move || {
        let drawn = u32::try_from(reading.rows.with(Vec::len)).unwrap_or(0);
        f64::from(reading.total.get().saturating_sub(reading.offset.get() + drawn)) * height.get()
    };
    let look = move || {
        let Some(element) = scroller.try_get_untracked().flatten() else { return };
        let line = height.get_untracked().max(1.0);
        reading
            .want(whole(f64::from(element.scroll_top()) / line), whole(f64::from(element.client_height()) / line) + 2);
    };
    // Large text and narrow windows make lines of two or three; the style sheet knows, so it is asked.
    Effect::new(move |_| {
        reading.rows.track();
        desk.text_size.track();
        request_animation_frame(move || {
            if let Some(measured) = scroller.try_get_untracked().flatten().and_then(|element| line_height(&element))
                && (measured - height.get_untracked()).abs() > 0.5
            {
                height.set(measured);
            }
        });
    });
    Effect::new(move |_| {
        reading.tab.track();
        if let Some(element) = scroller.get() {
            element.set_scroll_top(0);
        }
    });
    choose_by_keyboard(reading, scroller, height);
    desk.take_enter(move || {
        if let Some(reference) = reading.chosen.get_untracked().or(reading.mine.get_untracked()) {
            desk.go(Page::Crossing(reference));
        }
    });
    let is_empty = move || reading.rows.with(Vec::is_empty);
    view! {
        <div
            class="queue-scroll"
            node_ref=scroller
            on:scroll=move |_| look()
            on:pointermove=move |_| reading.touch()
            on:wheel=move |_| reading.touch()
        >
            <table class="queue" role="table" aria-rowcount=move || reading.total.get() + 1>
                <caption class="sr">{t!("queue-title")}</caption>
                <thead role="rowgroup">
                    <tr role="row">
                        <Head key="queue-column-reference"/>
                        <Head key="queue-column-who"/>
                        <Head key="queue-column-track"/>
                        <Head key="queue-column-waiting"/>
                        <Head key="queue-column-lane"/>
                        <Head key="queue-column-now"/>
                    </tr>
                </thead>
                <tbody role="rowgroup">
                    <tr class="queue__gap" aria-hidden="true" style:block-size=move || format!("{}px", gap_above())></tr>
                    <For
                        each=move || reading.rows.get()
                        key=|row| format!("{}/{}/{:?}/{:?}", row.reference, row.seq, row.now_at, row.lane)
                        let:row
                    >
                        <Row reading=reading row=row/>
                    </For>
                    <tr class="queue__gap" aria-hidden="true" style:block-size=move || format!("{}px", gap_below())></tr>
                </tbody>
            </table>
            <Show when=is_empty>
                <Nothing reading=reading/>
            </Show>
        </div>
    }
}

#[component]
fn Head(key: &'static str) -> impl IntoView {
    view! { <th role="columnheader" scope="col">{t!(key)}</th> }
}

/// Why there is no line: not read yet, not to be read, or truly none.
#[component]
fn Nothing(reading: Reading) -> impl IntoView {
    let filter = move || reading.desk.typed.get().trim().to_owned();
    move || match reading.state.get() {
        ReadState::First => view! { <p class="empty" role="status">{t!("queue-loading")}</p> }.into_any(),
        ReadState::Failed(said) => {
            view! { <Empty icon="i-link-off" title=Signal::derive(|| text("queue-unread"))>{said}</Empty> }.into_any()
        }
        ReadState::Read if !filter().is_empty() => {
            let title = Signal::derive(move || text_with("queue-empty-filter", &Args::new().with("filter", filter())));
            view! { <Empty icon="i-scan" title=title>{t!("queue-empty-filter-do")}</Empty> }.into_any()
        }
        ReadState::Read => {
            let (title, what_to_do) = match reading.tab.get() {
                Tab::Mine => ("queue-empty-mine", "queue-empty-mine-do"),
                Tab::State => ("queue-empty-state", "queue-empty-state-do"),
                Tab::All => ("queue-empty", "queue-empty-do"),
                Tab::WaitingOnParty => ("queue-empty-party", "queue-empty-party-do"),
                Tab::Joint => ("queue-empty-joint", "queue-empty-joint-do"),
            };
            let title = Signal::derive(move || text(title));
            view! { <Empty icon="i-queue" title=title>{t!(what_to_do)}</Empty> }.into_any()
        }
    }
}

/// Moves the choice with the arrows while the scan field, or nothing, has the focus.
fn choose_by_keyboard(reading: Reading, scroller: NodeRef<html::Div>, height: RwSignal<f64>) {
    let handle = window_event_listener(ev::keydown, move |event| {
        if reading.desk.keys.is_behind_dialog() || event.ctrl_key() || event.alt_key() || event.meta_key() {
            return;
        }
        let active = document().active_element();
        let is_typing = active.as_ref().is_some_and(|active| {
            matches!(active.tag_name().as_str(), "INPUT" | "SELECT" | "TEXTAREA")
                && !active.class_list().contains("scan__field")
        });
        let page = scroller
            .try_get_untracked()
            .flatten()
            .map_or(10.0, |element| f64::from(element.client_height()) / height.get_untracked().max(1.0) - 2.0);
        let by = match event.key().as_str() {
            "ArrowDown" => 1,
            "ArrowUp" => -1,
            "PageDown" => i64::from(whole(page)),
            "PageUp" => -i64::from(whole(page)),
            _ => return,
        };
        if is_typing {
            return;
        }
        event.prevent_default();
        if let (Some(place), Some(element)) = (reading.move_choice(by), scroller.try_get_untracked().flatten()) {
            bring_into_sight(&element, place, height.get_untracked());
        }
    });
    on_cleanup(move || handle.remove());
}

/// Scrolls so far that a line is wholly in sight, below the heading.
fn bring_into_sight(element: &web_sys::HtmlElement, place: u32, height: f64) {
    let head = element.query_selector(".queue thead").ok().flatten().map_or(0, |head| head.client_height());
    let top = pixels(f64::from(place) * height);
    let bottom = top + pixels(height);
    let in_sight = element.client_height() - head;
    if top < element.scroll_top() {
        element.set_scroll_top(top);
    } else if bottom > element.scroll_top() + in_sight {
        element.set_scroll_top(bottom - in_sight);
    }
}

fn line_height(element: &web_sys::HtmlElement) -> Option<f64> {
    let line = element.query_selector("tr.queue__line").ok().flatten()?;
    let line: web_sys::HtmlElement = line.dyn_into().ok()?;
    Some(line.get_bounding_client_rect().height()).filter(|height| *height > 0.0)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a place in the list is small and not negative"
)]
fn whole(number: f64) -> u32 {
    number.max(0.0) as u32
}

#[expect(clippy::cast_possible_truncation, reason = "a web view's heights fit an i32; beyond, the cast saturates")]
fn pixels(number: f64) -> i32 {
    number as i32
}
