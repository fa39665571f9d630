//! One line of the queue: reference, who and what, the track, how long, lane and priority, where it is now.

use contract::{QueueRow, Whereabouts};
use domain::Flow;
use domain::post::Priority;
use leptos::prelude::*;

use super::reading::Reading;
use crate::components::{Icon, LaneTag, Size, StateCode, Track, flow_icon};
use crate::route::Page;
use crate::text::{Args, text, text_with};

/// One crossing in one line.
#[component]
pub fn Row(reading: Reading, row: QueueRow) -> impl IntoView {
    let desk = reading.desk;
    let reference = row.reference.clone();
    let is_mine = row.now_at.whereabouts == Whereabouts::Mine;
    let waits_on_party = row.now_at.whereabouts == Whereabouts::WaitingOnParty;
    let fresh = reference.clone();
    let is_fresh = Memo::new(move |_| reading.is_fresh(&fresh));
    let chosen = reference.clone();
    let is_chosen = Memo::new(move |_| reading.chosen.with(|choice| choice.as_ref() == Some(&chosen)));
    let target = reference.clone();
    let open = move |_| desk.go(Page::Crossing(target.clone()));
    let (first, last) = split_reference(&reference.to_string());
    let flow = row.flow;
    let (heads, category) = (row.heads, row.category);
    let detail = row.detail.clone();
    let has_detail = !detail.is_empty();
    let explained = move || {
        let mut parts: Vec<String> = Vec::new();
        if let Some(category) = category {
            parts.push(text(&format!("category-{}", category.word())));
        }
        if heads > 0 && !matches!(flow, Flow::Traveller) {
            parts.push(text_with("queue-heads", &Args::new().with_count("count", i64::from(heads))));
        }
        if has_detail && !parts.is_empty() {
            // The detail stands before these, in its own direction.
            parts.insert(0, String::new());
        }
        parts.join(" · ")
    };
    let messages = row.messages;
    let arrived_at = row.arrived_at;
    let priority = row.priority;
    view! {
        <tr
            role="row"
            class="queue__line"
            data-mine=is_mine.then_some("")
            data-party=waits_on_party.then_some("")
            data-fresh=move || is_fresh.get().then_some("")
            aria-selected=move || if is_chosen.get() { "true" } else { "false" }
            on:click=open
        >
            <td role="cell">
                <span class="queue__ref">
                    <Icon name=flow_icon(flow) class="icon--way"/>
                    <span class="sr">{move || text(&format!("flow-{}", flow.word()))}</span>
                    <bdi dir="ltr">
                        <span class="faint">{first}</span>
                        <b>{last}</b>
                    </bdi>
                </span>
            </td>
            <td role="cell" class="queue__two">
                <span class="queue__who">
                    <bdi>{row.label}</bdi>
                    {(messages > 0)
                        .then(|| {
                            let said = move || {
                                text_with("messages-count", &Args::new().with_count("count", i64::from(messages)))
                            };
                            view! {
                                <span class="queue__messages" title=said>
                                    <Icon name="i-told" class="icon--s"/>
                                    {messages}
                                    <span class="sr">{said}</span>
                                </span>
                            }
                        })}
                </span>
                <span>
                    <bdi>{detail}</bdi>
                    {explained}
                </span>
            </td>
            <td role="cell"><Track track=row.track/></td>
            <td role="cell" class="queue__two">
                <span class="queue__wait">{move || desk.elapsed(arrived_at)}</span>
                <span>{move || text_with("queue-since", &Args::new().with("time", desk.clock(arrived_at)))}</span>
            </td>
            <td role="cell" class="queue__two">
                {match row.lane {
                    Some(lane) => view! { <LaneTag lane=lane is_short=true/> }.into_any(),
                    None if priority == Priority::None => {
                        view! { <span class="faint">"–"<span class="sr">{move || text("lane-none")}</span></span> }.into_any()
                    }
                    None => ().into_any(),
                }}
                {(priority != Priority::None)
                    .then(|| {
                        view! {
                            <span class="strong queue__priority">
                                <Icon name="i-up" class="icon--s"/>
                                " "
                                {move || text(&format!("priority-short-{}", priority.word()))}
                            </span>
                        }
                    })}
            </td>
            <td role="cell" class="queue__two">
                <span>
                    {row.now_at.state.map(|state| view! { <StateCode state=state size=Size::Small/> " " })}
                    {row.now_at.agency.map(|agency| move || text(&format!("agency-{}", agency.word())))}
                </span>
                <WhoHasIt now_at=row.now_at is_fresh=is_fresh/>
            </td>
        </tr>
    }
}

/// Who has it, in the second line of "now at". Officers of the other State appear by number.
#[component]
fn WhoHasIt(now_at: contract::NowAt, is_fresh: Memo<bool>) -> impl IntoView {
    let whereabouts = now_at.whereabouts;
    let word = match whereabouts {
        Whereabouts::Ready => "ready",
        Whereabouts::InProgress => "in_progress",
        Whereabouts::Mine => "mine",
        Whereabouts::WaitingOnParty => "waiting_on_party",
        Whereabouts::Referred => "referred",
        Whereabouts::Held => "held",
        Whereabouts::Refused => "refused",
        Whereabouts::OfferedBack => "offered_back",
        Whereabouts::Examination => "examination",
        Whereabouts::Gate => "gate",
        Whereabouts::Newer => "newer",
    };
    let officer =
        now_at.officer.clone().filter(|_| matches!(whereabouts, Whereabouts::InProgress | Whereabouts::Examination));
    let icon = match whereabouts {
        Whereabouts::InProgress | Whereabouts::Examination if officer.is_some() => Some("i-person"),
        Whereabouts::WaitingOnParty => Some("i-clock"),
        Whereabouts::Held | Whereabouts::Refused | Whereabouts::OfferedBack | Whereabouts::Newer => Some("i-warn"),
        _ => None,
    };
    let said = move || match (&officer, &now_at.officer_name) {
        (Some(_), Some(name)) => text_with("queue-officer-name", &place(&now_at).with("name", name.as_str())),
        (Some(number), None) => text_with("queue-officer-number", &place(&now_at).with("officer", number.to_string())),
        (None, _) => text(&format!("whereabouts-{word}")),
    };
    view! {
        <span class:strong=whereabouts == Whereabouts::Mine>
            {icon.map(|name| view! { <Icon name=name class="icon--s"/> " " })}
            {said}
            <Show when=move || is_fresh.get()>
                <span class="queue__fresh">{move || text("queue-just-now")}</span>
            </Show>
        </span>
    }
}

fn place(now_at: &contract::NowAt) -> Args<'static> {
    Args::new().with("desk", now_at.desk.as_ref().map(ToString::to_string).unwrap_or_default())
}

/// Splits a reference before its serial: what tells crossings apart is written larger.
fn split_reference(reference: &str) -> (String, String) {
    let at = reference.match_indices('-').nth(1).map_or(0, |(at, _)| at + 1);
    let (first, last) = reference.split_at(at);
    (first.to_owned(), last.to_owned())
}
