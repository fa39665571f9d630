//! Strips across the window: that what is done now is entered late from paper, that a shorter procedure is in force, and that the
//! server's second disk is missing.
//!
//! Invariant: a strip stands for as long as what it says is so; nobody puts it away.

use std::time::Duration;

use contract::{AloneRequest, EmergenciesRequest, EmergenciesView, InForce, PostInfoRequest, Reach};
use domain::Role;
use domain::alone::AgreedAlone;
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

/// That the database does not answer, the feed or a command: for how long, and that it is tried again. Whoever is read to hears
/// it once, without the number, which changes every second.
#[component]
pub fn SilenceStrip() -> impl IntoView {
    let desk = Desk::here();
    // It is told once, and counts on from there by the steady clock: the other one may be set meanwhile.
    let told = Memo::new(move |_| match desk.feed.with(|news| news.reach) {
        Reach::Unreachable { seconds } => Some(ipc::steady_milliseconds() - f64::from(seconds) * 1000.0),
        _ => None,
    });
    let since = Memo::new(move |_| {
        let sent = desk.unanswered.with(|all| all.iter().copied().reduce(f64::min));
        told.get().into_iter().chain(sent).reduce(f64::min)
    });
    let said = move || {
        desk.now.track();
        let silent = since.get().map_or(0.0, |since| ipc::steady_milliseconds() - since);
        let seconds = Duration::try_from_secs_f64(silent / 1000.0).unwrap_or_default().as_secs();
        let seconds = i64::try_from(seconds).unwrap_or_default();
        text_with("note-unreachable", &Args::new().with_count("seconds", seconds))
    };
    view! {
        <Show when=move || since.get().is_some()>
            <Banner gravity=Gravity::Warn>
                <span class="sr">{t!("note-unreachable-said")}</span>
                <span aria-hidden="true">{said}</span>
            </Banner>
        </Show>
    }
}

/// That the server's second disk is missing: whether the post goes on without it, and who agreed to that; and, for supervisors,
/// that the other State's asks for it.
#[component]
pub fn AloneStrip() -> impl IntoView {
    let desk = Desk::here();
    read_along(desk, BETWEEN_READS, move || read_alone(desk));
    let missing = Memo::new(move |_| desk.feed.with(|news| news.second_disk_missing));
    let asked = Memo::new(move |_| {
        let own = desk.own_state();
        desk.has_role(Role::Supervisor) && desk.alone.with(|view| view.asked.iter().any(|(by, _)| Some(*by) != own))
    });
    let said = Memo::new(move |_| {
        let since = desk.date_and_clocks(missing.get()?);
        let args = Args::new().with("time", since);
        Some(match alone_now(desk) {
            Some(agreed) => {
                let until = desk.date_and_clocks(agreed.alone.until);
                let args = args.with("until", until).with("signed", signed(&agreed));
                desk.text_with("alone-strip-agreed", &args)
            }
            None => desk.text_with("alone-strip-missing", &args),
        })
    });
    view! {
        {move || said.get().map(|said| view! { <Banner gravity=Gravity::Warn><strong>{said}</strong></Banner> })}
        <Show when=move || asked.get()>
            <Banner gravity=Gravity::Warn>
                {t!("alone-strip-asked")}
                " "
                <Button on_press=move |()| desk.go(Page::Monitor)>{t!("rail-monitor")}</Button>
            </Banner>
        </Show>
    }
}

/// Returns what both States agreed to, while it has not ended by itself.
pub fn alone_now(desk: Desk) -> Option<AgreedAlone> {
    let now = desk.now.get();
    desk.alone.with(|view| view.agreed.clone()).filter(|agreed| now < agreed.alone.until)
}

/// Returns who signed it, each with his State.
pub fn signed(agreed: &AgreedAlone) -> String {
    let each = agreed.signed.iter().map(|(state, officer)| format!("{officer} ({state})"));
    each.collect::<Vec<_>>().join(", ")
}

/// Reads whether the post goes on without its second disk.
pub async fn read_alone(desk: Desk) {
    let Ok(fresh) = ipc::call(AloneRequest {}).await else { return };
    if desk.alone.with_untracked(|known| *known != fresh) {
        desk.alone.set(fresh);
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
