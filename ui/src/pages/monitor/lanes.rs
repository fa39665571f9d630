//! How the reader's State uses its lanes: beside what is expected of each, and what chance alone has to bring to it.
//!
//! Invariant: the shell gives it to supervisors of the State whose lanes they are, and to nobody else.

use catalogue::Catalogue;
use contract::Lanes;
use domain::customs::LaneUse;
use domain::visibility::Datum;
use leptos::prelude::*;

use crate::components::{ClassMark, LaneTag, Panel};
use crate::state::Desk;
use crate::t;
use crate::text::{Args, text, text_with};

/// The lanes of the goods that are at the post.
#[component]
pub fn LanesPanel(lanes: Lanes) -> impl IntoView {
    let goods = i64::from(lanes.goods);
    let said = move || text_with("monitor-lanes-of", &Args::new().with_count("count", goods));
    view! {
        <Panel
            title=Signal::derive(|| text("monitor-lanes"))
            aside=ViewFn::from(|| view! { <ClassMark datum=Datum::Lane/> })
        >
            <table class="items">
                <caption class="small quiet">{said}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t!("monitor-lane")}</th>
                        <th scope="col" class="end">{t!("monitor-lane-now")}</th>
                        <th scope="col" class="end">{t!("monitor-lane-expected")}</th>
                        <th scope="col" class="end">{t!("monitor-lane-chance")}</th>
                        <th scope="col" class="end">{t!("monitor-lane-least")}</th>
                    </tr>
                </thead>
                <tbody>{lanes.uses.into_iter().map(row).collect_view()}</tbody>
            </table>
        </Panel>
    }
}

fn row(one: LaneUse) -> impl IntoView {
    let desk = Desk::here();
    let percent = move |permille: u16| {
        let catalogue = Catalogue::for_window(desk.language.get());
        text_with("monitor-lane-percent", &Args::new().with("percent", catalogue.decimal(i64::from(permille), 1)))
    };
    view! {
        <tr>
            <td><LaneTag lane=one.lane is_short=true/></td>
            <td class="end">{move || percent(one.permille)}</td>
            <td class="end">{move || one.expected_permille.map_or_else(|| "–".to_owned(), percent)}</td>
            <td class="end">{move || percent(one.by_chance_permille)}</td>
            <td class="end">{move || percent(one.random_permille)}</td>
        </tr>
    }
}
