//! Each State's recovery code, shown once, to its own administrator.
//!
//! Invariant: one code is on the screen at a time, and only when its administrator asks for it; the page goes on when both are
//! on paper.

use contract::{Founded, RecoveryCodeOnce};
use domain::StateCode;
use leptos::prelude::*;

use crate::components::{Banner, Button, CodeOnce, Panel, StateCode as Code, Strength};
use crate::pages::sign_in::welcome;
use crate::state::{Desk, Gravity};
use crate::t;
use crate::text::{Args, text_with};

/// The codes, one State after the other.
#[component]
pub fn Codes(
    /// What was founded.
    founded: Founded,
) -> impl IntoView {
    let desk = Desk::here();
    let states = founded.post.plan.as_ref().map(|plan| plan.states.to_vec()).unwrap_or_default();
    let missing: Vec<StateCode> = states
        .iter()
        .copied()
        .filter(|state| !founded.recovery_codes.iter().any(|code| code.state == *state))
        .collect();
    desk.post.set(Some(founded.post));
    let waiting = RwSignal::new(founded.recovery_codes.into_iter().rev().collect::<Vec<RecoveryCodeOnce>>());
    let is_shown = RwSignal::new(false);
    let next = Callback::new(move |()| {
        is_shown.set(false);
        waiting.update(|waiting| {
            waiting.pop();
        });
        if waiting.with_untracked(Vec::is_empty) {
            welcome(desk, "first-run-founded");
        }
    });
    if waiting.with_untracked(Vec::is_empty) {
        welcome(desk, "first-run-founded");
    }
    view! {
        {missing
            .into_iter()
            .map(|state| {
                let said = move || text_with("recovery-missing", &Args::new().with("state", desk.state_name(state)));
                view! { <Banner gravity=Gravity::Warn>{said}</Banner> }
            })
            .collect_view()}
        {move || {
            waiting.with(|waiting| waiting.last().cloned()).map(|code| view! { <OfState code=code is_shown=is_shown on_kept=next/> })
        }}
    }
}

/// One State's code: hidden until its administrator is alone before the screen.
#[component]
fn OfState(code: RecoveryCodeOnce, is_shown: RwSignal<bool>, on_kept: Callback<()>) -> impl IntoView {
    let desk = Desk::here();
    let state = code.state;
    let names = move || {
        let plan = desk.plan();
        let other = plan.map(|plan| desk.state_name(plan.other(state))).unwrap_or_default();
        Args::new().with("state", desk.state_name(state)).with("other", other)
    };
    let title = Signal::derive(move || text_with("recovery-of", &names()));
    let show = move |()| is_shown.set(true);
    let aside = ViewFn::from(move || view! { <Code state=state/> });
    view! {
        <Panel title=title aside=aside>
            <div class="stack" data-state=desk.slot(state)>
                <p>{t!("recovery-lead")}</p>
                <Show
                    when=move || is_shown.get()
                    fallback=move || {
                        view! {
                            <p class="quiet">{move || text_with("recovery-look-away", &names())}</p>
                            <div class="line">
                                <Button on_press=show strength=Strength::Main>{t!("recovery-show")}</Button>
                            </div>
                        }
                    }
                >
                    <CodeOnce code=code.clone() on_kept=on_kept/>
                </Show>
            </div>
        </Panel>
    }
}
