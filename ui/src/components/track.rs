//! The steps of both sides as dots: exit State at the start, entry State at the end, the handover between.

use contract::Dot;
use leptos::prelude::*;

use crate::components::{Glyph, Icon, StateCode};
use crate::state::Desk;
use crate::text::{Args, text, text_with};

/// The step track of one crossing in a line. Colour says whose, shape how it stands, the words are on hover and for readers.
#[component]
pub fn Track(
    /// The steps of both sides.
    track: contract::Track,
) -> impl IntoView {
    let is_over = track.is_handed_over;
    view! {
        <div class="track">
            <SideOfTrack state=track.exit_state dots=track.exit/>
            <span class="track__over" data-done=is_over.then_some("")>
                <Icon name="i-over" class="icon--way"/>
                <span class="sr">{move || text(if is_over { "handover-done" } else { "handover-not-yet" })}</span>
            </span>
            <SideOfTrack state=track.entry_state dots=track.entry/>
        </div>
    }
}

#[component]
fn SideOfTrack(state: domain::StateCode, dots: Vec<Dot>) -> impl IntoView {
    let desk = Desk::here();
    view! {
        <span
            class="track__side"
            role="group"
            aria-label=move || desk.state_name(state)
            data-state=move || desk.slot(state)
        >
            <StateCode state=state/>
            {dots.into_iter().map(|dot| view! { <DotOfTrack state=state dot=dot/> }).collect_view()}
        </span>
    }
}

#[component]
fn DotOfTrack(state: domain::StateCode, dot: Dot) -> impl IntoView {
    // Some are done and nothing stands in the way: half the ring. Whatever needs an officer's eye keeps its own shape.
    let needs_eye = !dot.state.is_done()
        && !matches!(dot.state, domain::StepState::Ready | domain::StepState::Blocked | domain::StepState::InProgress);
    let is_part = dot.done > 0 && dot.done < dot.of && !needs_eye;
    let said = move || {
        let args = Args::new()
            .with("state", state.to_string())
            .with("agency", text(&format!("agency-{}", dot.agency.word())))
            .with("step", text(&format!("step-{}", dot.state.word())))
            .with_count("done", i64::from(dot.done))
            .with_count("of", i64::from(dot.of));
        text_with(if dot.of > 1 { "track-said-of" } else { "track-said" }, &args)
    };
    view! {
        <span class="track__step">
            <Glyph state=dot.state is_part=is_part/>
            <span class="said">{said}</span>
        </span>
    }
}
