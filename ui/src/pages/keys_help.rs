//! All keys of the window.
//!
//! Invariant: what stands here is what [`crate::keys`] and the pages listen to.

use leptos::prelude::*;

use crate::components::{ClassLegend, Dialog};
use crate::t;
use crate::text::text;

/// The rows of the list: caps and what they do.
const KEYS: &[(&[&str], &str)] = &[
    (&["F1"], "keys-help"),
    (&["F2"], "keys-claim-next"),
    (&["F3"], "keys-by-hand"),
    (&["F4"], "keys-clear"),
    (&["Shift F4"], "keys-clear-all"),
    (&["F5"], "keys-sign"),
    (&["F6"], "keys-query"),
    (&["F7"], "keys-refer"),
    (&["F8"], "keys-refuse"),
    (&["F9"], "keys-leave"),
    (&["F10"], "keys-more"),
    (&["↑", "↓"], "keys-move"),
    (&["Enter"], "keys-open"),
    (&["Esc"], "keys-put-aside"),
    (&["Ctrl L"], "keys-lock"),
    (&["Ctrl P"], "keys-print"),
];

/// The list of keys.
#[component]
pub fn KeysHelp(
    /// Called when it is put away.
    on_close: Callback<()>,
) -> impl IntoView {
    view! {
        <Dialog id="keys-help" title=Signal::derive(|| text("keys-title")) on_close=on_close>
            <p class="quiet">{t!("keys-scan")}</p>
            <dl class="key-list">
                {KEYS
                    .iter()
                    .map(|(caps, does)| {
                        view! {
                            <div>
                                <dt>{caps.iter().map(|cap| view! { <kbd class="key">{*cap}</kbd> }).collect_view()}</dt>
                                <dd>{t!(does)}</dd>
                            </div>
                        }
                    })
                    .collect_view()}
            </dl>
            <h3>{t!("class-title")}</h3>
            <p class="quiet">{t!("class-lead")}</p>
            <ClassLegend/>
        </Dialog>
    }
}
