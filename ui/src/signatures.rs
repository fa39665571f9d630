//! What waits for a signature that this officer may give: how many in the top bar, and one key that opens the oldest.
//!
//! Invariant: the list is the shell's; nothing here decides who may sign.

use std::time::Duration;

use contract::{AwaitedSignature, SignaturesRequest};
use leptos::prelude::*;

use crate::components::Button;
use crate::ipc;
use crate::keys::Key;
use crate::news::read_along;
use crate::route::Page;
use crate::state::Desk;
use crate::text::{Args, text_with};

/// The least time between two reads.
const BETWEEN_READS: Duration = Duration::from_millis(500);

/// How many signatures wait for the reader; nothing where none does.
#[component]
pub fn ToSign() -> impl IntoView {
    let desk = Desk::here();
    let waiting = RwSignal::new(Vec::<AwaitedSignature>::new());
    let turn = StoredValue::new(0_usize);
    read_along(desk, BETWEEN_READS, move || async move {
        // What can't be read now is read with the next news; the window says elsewhere that the post is out of reach.
        if let Ok(view) = ipc::call(SignaturesRequest {}).await {
            waiting.try_set(view.waiting);
        }
    });
    // Pressed again it goes on to the next, so that what can't be signed yet stands in nobody's way.
    let open = Callback::new(move |()| {
        let next = waiting.with_untracked(|waiting| {
            let at = turn.get_value().checked_rem(waiting.len())?;
            turn.set_value(at + 1);
            waiting.get(at).cloned()
        });
        if let Some(next) = next {
            let page = Page::Crossing(next.reference.clone());
            desk.to_sign.set(Some(next));
            desk.go(page);
        }
    });
    let count = Memo::new(move |_| waiting.with(|waiting| i64::try_from(waiting.len()).unwrap_or_default()));
    let words = move || text_with("to-sign", &Args::new().with_count("count", count.get()));
    view! {
        <div class="top-bar__sign" role="status">
            <Show when=move || count.get() != 0>
                <Button on_press=open key=Key::F5 icon="i-sign">{words}</Button>
            </Show>
        </div>
    }
}
