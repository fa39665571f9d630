//! What looks wrong beside another crossing: the same document twice, the way he left the last time.
//!
//! Invariant: it is a warning, with the other crossing beside it; it blocks nothing (PROCEDURE §3).

use domain::Reference;
use domain::crossing::Why;
use leptos::prelude::*;

use super::work::Work;
use crate::components::{Banner, Button};
use crate::route::Page;
use crate::state::Gravity;
use crate::t;
use crate::text::Args;

/// The warnings about everybody of the party.
#[component]
pub fn Doubts() -> impl IntoView {
    let work = Work::here();
    let lines = work.seen(|words| {
        let line = |doubt: &domain::crossing::Doubt| {
            let args = Args::new()
                .with("who", words.label(doubt.subject))
                .with("crossing", doubt.other.to_string())
                .with("time", words.time(doubt.at));
            let (key, args) = match doubt.why {
                Why::OnTwoCrossings => ("doubt-on_two_crossings", args),
                Why::WrongDirection => ("doubt-wrong_direction", args),
                Why::OtherName => ("doubt-other_name", args),
                Why::OtherBirthDate => ("doubt-other_birth_date", args),
                Why::Overstayed { by, granted } => {
                    ("doubt-overstayed", args.with_count("by", i64::from(by)).with("granted", granted.to_string()))
                }
            };
            (words.desk.text_with(key, &args), doubt.other.clone())
        };
        words.view.doubts.iter().map(line).collect::<Vec<(String, Reference)>>()
    });
    move || {
        lines
            .get()
            .unwrap_or_default()
            .into_iter()
            .map(|(said, other)| {
                let open = Callback::new(move |()| work.desk.go(Page::Crossing(other.clone())));
                view! {
                    <Banner gravity=Gravity::Warn>
                        {said} " "
                        <Button on_press=open>{t!("register-elsewhere-open")}</Button>
                    </Banner>
                }
            })
            .collect_view()
    }
}
