//! Is this slip genuine, in force, and not used before?
//!
//! Invariant: the answer is a word and an icon before it is a colour.

use contract::{Scanned, Verdict};
use leptos::prelude::*;

use crate::components::{Button, Empty, Icon, Strength};
use crate::route::Page;
use crate::state::Desk;
use crate::t;
use crate::text::{Args, text, text_with};

/// The page that waits for slips.
#[component]
pub fn VerifyPage() -> impl IntoView {
    let desk = Desk::here();
    desk.take_scans(move |scanned| match scanned {
        Scanned::Slip { verdict } => {
            desk.verdict.set(Some(verdict));
            true
        }
        Scanned::Document { .. } | Scanned::Crossings { .. } | Scanned::Unknown { .. } | Scanned::Reserved { .. } => {
            false
        }
    });
    on_cleanup(move || {
        desk.verdict.try_set(None);
    });
    view! {
        <main class="work verify">
            <div>
                <h1>{t!("verify-title")}</h1>
                <p class="quiet">{t!("verify-lead")}</p>
            </div>
            {move || match desk.verdict.get() {
                None => view! { <Empty icon="i-scan" title=Signal::derive(|| text("verify-wait"))/> }.into_any(),
                Some(verdict) => view! { <VerdictPanel verdict=verdict/> }.into_any(),
            }}
        </main>
    }
}

#[component]
fn VerdictPanel(verdict: Verdict) -> impl IntoView {
    let desk = Desk::here();
    let (class, icon, title) = match &verdict {
        Verdict::Good { .. } => ("verdict verdict--good", "i-check", "verify-good"),
        Verdict::Used { .. } => ("verdict verdict--warn", "i-warn", "verify-used"),
        Verdict::Revoked { .. } => ("verdict verdict--warn", "i-warn", "verify-revoked"),
        Verdict::Forged => ("verdict verdict--bad", "i-cross", "verify-forged"),
    };
    let labels = match &verdict {
        Verdict::Good { labels, .. } => labels.clone(),
        Verdict::Used { .. } | Verdict::Revoked { .. } | Verdict::Forged => Vec::new(),
    };
    let reference = match &verdict {
        Verdict::Good { reference, .. } | Verdict::Used { reference, .. } | Verdict::Revoked { reference } => {
            Some(reference.clone())
        }
        Verdict::Forged => None,
    };
    let said = move || match &verdict {
        Verdict::Good { reference, number, .. } => text_with(
            "verify-good-said",
            &Args::new().with("number", number.to_string()).with("reference", reference.to_string()),
        ),
        Verdict::Used { reference, at } => text_with(
            "verify-used-said",
            &Args::new()
                .with("reference", reference.to_string())
                .with("date", desk.date(*at))
                .with("time", desk.clock(*at)),
        ),
        Verdict::Revoked { reference } => {
            text_with("verify-revoked-said", &Args::new().with("reference", reference.to_string()))
        }
        Verdict::Forged => text("verify-forged-said"),
    };
    view! {
        <section class=class role="status">
            <Icon name=icon/>
            <div>
                <h2>{t!(title)}</h2>
                <p>{said}</p>
                <ul>{labels.into_iter().map(|label| view! { <li><bdi>{label}</bdi></li> }).collect_view()}</ul>
                {reference
                    .map(|reference| {
                        let open = move |()| desk.go(Page::Crossing(reference.clone()));
                        view! { <Button on_press=open strength=Strength::Usual>{t!("verify-open")}</Button> }
                    })}
            </div>
        </section>
    }
}
