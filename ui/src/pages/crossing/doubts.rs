//! What looks wrong beside another crossing: the same document twice, the way he left the last time; and about a visa or permit.
//!
//! Invariant: it is a warning, with the other crossing beside it; it blocks nothing (PROCEDURE §3).

use domain::Reference;
use domain::crossing::{AgainstPermit, PermitDoubt, Why};
use leptos::prelude::*;

use super::words::Words;
use super::work::Work;
use crate::components::{Banner, Button};
use crate::route::Page;
use crate::state::Gravity;
use crate::t;
use crate::text::Args;

/// What is said, and the other crossing, where there is one.
type Line = (String, Option<Reference>);

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
            (words.desk.text_with(key, &args), Some(doubt.other.clone()))
        };
        let of_permits = words.view.permit_doubts.iter().map(|doubt| about_permit(words, doubt));
        words.view.doubts.iter().map(line).chain(of_permits).collect::<Vec<Line>>()
    });
    move || {
        lines
            .get()
            .unwrap_or_default()
            .into_iter()
            .map(|(said, other)| {
                let open = other.map(|other| Callback::new(move |()| work.desk.go(Page::Crossing(other.clone()))));
                view! {
                    <Banner gravity=Gravity::Warn>
                        {said} " "
                        {open.map(|open| view! { <Button on_press=open>{t!("register-elsewhere-open")}</Button> })}
                    </Banner>
                }
            })
            .collect_view()
    }
}

fn about_permit(words: &Words<'_>, doubt: &PermitDoubt) -> Line {
    let args = Args::new().with("who", words.label(doubt.subject));
    let (key, args, other) = match &doubt.why {
        AgainstPermit::NotYetValid { from } => ("permit-not-yet", args.with("date", words.date(*from)), None),
        AgainstPermit::NoLongerValid { until } => ("permit-no-longer", args.with("date", words.date(*until)), None),
        AgainstPermit::OfAnotherState { issuer } => {
            let issuer = catalogue::country_name(issuer, words.desk.language.get());
            ("permit-of-another", args.with("issuer", issuer), None)
        }
        AgainstPermit::UsedUp { entries, last, at } => {
            let args = args
                .with_count("count", i64::from(*entries))
                .with("crossing", last.to_string())
                .with("time", words.time(*at));
            ("permit-used-up", args, Some(last.clone()))
        }
        AgainstPermit::MoreDaysGranted { granted, days } => {
            let args = args.with("granted", granted.to_string()).with_count("count", i64::from(*days));
            ("permit-more-days", args, None)
        }
    };
    (words.desk.text_with(key, &args), other)
}
