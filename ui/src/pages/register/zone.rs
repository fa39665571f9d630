//! The machine readable zone as it was read, with the doubtful characters; what the reading remarks in words.
//!
//! Invariant: what is shown is what came from the reader, cell by cell.

use domain::travel_document::{Warning, WarningCode};
use leptos::prelude::*;

use super::Registering;
use super::party::{Number, Visa};
use crate::components::Panel;
use crate::state::{Desk, Gravity};
use crate::t;
use crate::text::{Args, text};

/// The zone as read.
#[component]
pub fn AsRead(number: Number) -> impl IntoView {
    let at: Registering = expect_context();
    let read = Memo::new(move |_| {
        at.party.with(|party| {
            let zone = party.member(number)?.person()?.zone.as_ref()?;
            let cells: Vec<(usize, usize)> = zone
                .repair(at.today())
                .map(|repair| repair.cells.iter().map(|cell| (cell.line, cell.place)).collect())
                .unwrap_or_default();
            Some((zone.text.clone(), zone.is_doubtful(), cells)).filter(|(text, ..)| !text.is_empty())
        })
    });
    move || {
        read.get().map(|(lines, is_doubtful, doubtful)| {
            let said = if is_doubtful { "register-zone-doubt" } else { "register-zone-good" };
            view! {
                <Panel
                    title=Signal::derive(|| text("register-as-read"))
                    aside=ViewFn::from(move || view! { <span class="push small quiet">{t!(said)}</span> })
                >
                    <p class="mrz" aria-label=t!("register-zone")>
                        {lines
                            .lines()
                            .enumerate()
                            .map(|(line, cells)| {
                                let marked = doubtful.iter().filter(|(at, _)| *at == line).map(|(_, place)| *place);
                                cells_of(cells, &marked.collect::<Vec<_>>())
                            })
                            .collect_view()}
                    </p>
                </Panel>
            }
        })
    }
}

/// Shows one line: fillers faint, the doubtful cells marked.
fn cells_of(cells: &str, marked: &[usize]) -> impl IntoView + use<> {
    let mut runs: Vec<(char, String)> = Vec::new();
    for (place, cell) in cells.chars().enumerate() {
        let kind = match cell {
            _ if marked.contains(&place) => 'm',
            '<' => 'f',
            _ => 't',
        };
        match runs.last_mut() {
            Some((last, run)) if *last == kind && kind != 'm' => run.push(cell),
            _ => runs.push((kind, cell.to_string())),
        }
    }
    let runs = runs
        .into_iter()
        .map(|(kind, run)| match kind {
            'm' => view! { <mark>{run}</mark> }.into_any(),
            'f' => view! { <span class="fill">{run}</span> }.into_any(),
            _ => view! { <span>{run}</span> }.into_any(),
        })
        .collect_view();
    view! { {runs} "\n" }
}

/// Says whether an officer can do something about a remark; the others are for the log of the reader.
pub const fn is_worth_saying(code: WarningCode) -> bool {
    !matches!(
        code,
        WarningCode::LineEndsRestored
            | WarningCode::FillersRestored
            | WarningCode::SpacesReadAsFillers
            | WarningCode::SurroundingsDropped
            | WarningCode::NumberDigitCountsFiller
            | WarningCode::Expired
    )
}

/// Says what there is to say of a visa that was put to somebody.
pub fn say_visa(desk: Desk, who: &str, visa: &Visa) {
    let args = Args::new().with("who", who);
    let mut said = vec![desk.text_with("visa-taken", &args)];
    if !visa.differs.is_empty() {
        let what: Vec<String> =
            visa.differs.iter().map(|what| desk.text(&format!("visa-differs-{}", what.word()))).collect();
        said.push(desk.text_with("visa-differs", &Args::new().with("what", what.join(", "))));
    }
    if visa.is_doubtful {
        said.push(desk.text("visa-doubtful"));
    }
    if visa.has_passports_number {
        said.push(desk.text("visa-passports-number"));
    }
    let gravity = if said.len() > 1 { Gravity::Warn } else { Gravity::Good };
    desk.say(gravity, said.join(" "));
}

/// Returns what a remark says to the officer.
pub fn warning_sentence(desk: Desk, warning: &Warning) -> String {
    let word = serde_json::to_string(&warning.code).unwrap_or_default();
    let word = Some(word.trim_matches('"')).filter(|word| !word.is_empty()).unwrap_or("unreadable");
    desk.text_with(&format!("zone-{word}"), &Args::new().with("detail", warning.detail.as_str()))
}
