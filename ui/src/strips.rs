//! Strips across the window: that what is done now is entered late from paper, and that a shorter procedure is in force.
//!
//! Invariant: a strip stands for as long as what it says is so; nobody puts it away.

use std::time::Duration;

use contract::{EmergenciesRequest, EmergenciesView, InForce, PostInfoRequest};
use domain::Role;
use leptos::prelude::*;

use crate::components::{Banner, Button};
use crate::news::read_along;
use crate::route::Page;
use crate::state::{Desk, Gravity};
use crate::text::{Args, text_with};
use crate::{ipc, t};

/// The least time between two reads.
const BETWEEN_READS: Duration = Duration::from_secs(2);

/// That late entry is on at the crossing that is shown: from which paper, at which time, by the clocks of both States.
#[component]
pub fn LateStrip() -> impl IntoView {
    let desk = Desk::here();
    move || {
        desk.late.get().map(|late| {
            let paper = late.paper.clone();
            let said = move || {
                let args =
                    Args::new().with("time", desk.date_and_clocks(late.stated_at)).with("paper", late.paper.clone());
                text_with("late-on", &args)
            };
            let unseen = move || text_with("late-unseen", &Args::new().with("paper", paper.clone()));
            view! {
                <Banner gravity=Gravity::Warn>
                    <strong>{said}</strong>
                    " "
                    {t!("late-on-hint")}
                    {late.is_unseen.then(|| view! { " " <strong>{unseen}</strong> })}
                    " "
                    {late.is_unseen.then(|| view! { <Button on_press=late.see>{t!("late-see-here")}</Button> " " })}
                    <Button on_press=late.change>{t!("late-change")}</Button>
                    " "
                    <Button on_press=late.end>{t!("late-end")}</Button>
                </Banner>
            }
        })
    }
}

/// That a shorter procedure is in force, on all windows; and, for supervisors, that one is asked for.
#[component]
pub fn EmergencyStrip() -> impl IntoView {
    let desk = Desk::here();
    read_along(desk, BETWEEN_READS, move || read_emergencies(desk));
    let running = in_force(desk);
    let is_asked = Memo::new(move |_| {
        let own = desk.own_state();
        let is_theirs = desk.emergencies.with(|view| view.asked.iter().any(|(state, _)| Some(*state) != own));
        is_theirs && desk.has_role(Role::Supervisor)
    });
    view! {
        {move || {
            running
                .get()
                .into_iter()
                .map(|one| {
                    let said = move || in_force_said(desk, &one);
                    view! { <Banner gravity=Gravity::Warn><strong>{said}</strong></Banner> }
                })
                .collect_view()
        }}
        <Show when=move || is_asked.get()>
            <Banner gravity=Gravity::Warn>
                {t!("emergency-strip-asked")}
                " "
                <Button on_press=move |()| desk.go(Page::Monitor)>{t!("rail-monitor")}</Button>
            </Banner>
        </Show>
    }
}

/// Returns the shorter procedures that have not ended by themselves.
pub fn in_force(desk: Desk) -> Memo<Vec<InForce>> {
    Memo::new(move |_| {
        let now = desk.now.get();
        desk.emergencies.with(|view| view.in_force.iter().filter(|one| one.until > now).cloned().collect())
    })
}

/// Says that a shorter procedure is in force: of which flow, for which of its road lanes, and until when.
pub fn in_force_said(desk: Desk, one: &InForce) -> String {
    let lanes = one.categories.iter().map(|lane| desk.text(&format!("category-{}", lane.word())));
    let whom: Vec<String> = std::iter::once(desk.text(&format!("flow-{}", one.flow.word()))).chain(lanes).collect();
    let args = Args::new()
        .with("flow", whom.join(" · "))
        .with("version", one.version.clone())
        .with("time", desk.date_and_clocks(one.until));
    desk.text_with("emergency-strip", &args)
}

/// Reads which shorter procedures are in force and asked for. What both States agreed on is read anew with them: by which
/// controls a party goes stands there.
pub async fn read_emergencies(desk: Desk) {
    let Ok(fresh) = ipc::call(EmergenciesRequest {}).await else { return };
    let is_other = |known: &EmergenciesView| known.in_force != fresh.in_force;
    if desk.emergencies.with_untracked(is_other)
        && let Ok(post) = ipc::call(PostInfoRequest {}).await
    {
        desk.post.set(Some(post));
    }
    if desk.emergencies.with_untracked(|known| *known != fresh) {
        desk.emergencies.set(fresh);
    }
}
