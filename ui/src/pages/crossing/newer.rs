//! That only a newer program knows how the crossing stands.

use leptos::prelude::*;

use super::work::Work;
use crate::components::Banner;
use crate::state::Gravity;
use crate::text::Args;

/// The warning, as long as it is so.
#[component]
pub fn Newer() -> impl IntoView {
    let work = Work::here();
    let said = work.seen(|words| {
        words.crossing().newer.as_ref().map(|by| {
            let args = Args::new().with("officer", by.officer.to_string()).with("time", words.time(by.at));
            words.desk.text_with("newer-here", &args)
        })
    });
    move || said.get().flatten().map(|said| view! { <Banner gravity=Gravity::Warn>{said}</Banner> })
}
