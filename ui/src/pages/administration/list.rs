//! Who works here: the own State's officers in full, the other's by what is shared.

use contract::OwnOfficer;
use domain::Agency;
use domain::visibility::Datum;
use leptos::prelude::*;

use super::{Ask, Keeping};
use crate::components::{Button, ClassMark, Strength, Tag, Tone};
use crate::state::Desk;
use crate::t;
use crate::text::{Args, text, text_with};

/// The own State's officers: those in force first, by number.
#[component]
pub fn Own() -> impl IntoView {
    let keeping = Keeping::here();
    let rows = move || {
        let mut own = keeping.view.with(|view| view.as_ref().map(|view| view.own.clone()).unwrap_or_default());
        own.sort_by_key(|officer| (officer.removed_at.is_some(), officer.officer.clone()));
        own
    };
    view! {
        <div class="officers">
            <table class="items items--rows">
                <thead>
                    <tr>
                        <th scope="col">{t!("admin-number")} " " <ClassMark datum=Datum::OfficerNumber/></th>
                        <th scope="col">{t!("admin-name")} " " <ClassMark datum=Datum::OfficerName/></th>
                        <th scope="col">{t!("admin-agency")}</th>
                        <th scope="col">{t!("admin-roles")}</th>
                        <th scope="col">{t!("admin-standing")}</th>
                        <th scope="col"><span class="sr">{t!("admin-acts")}</span></th>
                    </tr>
                </thead>
                <tbody>
                    {move || rows().into_iter().map(|officer| view! { <OwnRow officer=officer/> }).collect_view()}
                </tbody>
            </table>
        </div>
    }
}

#[component]
fn OwnRow(officer: OwnOfficer) -> impl IntoView {
    let keeping = Keeping::here();
    let roles = officer.roles.clone();
    let said_roles = move || {
        let words: Vec<String> = roles.iter().map(|role| text(role_key(*role))).collect();
        words.join(", ")
    };
    let agency = officer.agency;
    let may_change = officer.removed_at.is_none() && !officer.is_reader;
    let (renewed, removed) = (officer.clone(), officer.clone());
    let renew = Callback::new(move |()| keeping.asking.set(Some(Ask::Renew(renewed.clone()))));
    let remove = Callback::new(move |()| keeping.asking.set(Some(Ask::Remove(removed.clone()))));
    let is_removed = officer.removed_at.is_some();
    let (is_reader, number, name) = (officer.is_reader, officer.officer.to_string(), officer.name.clone());
    let id = format!("officer-{number}");
    view! {
        <tr id=id class:officers__removed=is_removed>
            <td class="mono nowrap">{number}</td>
            <td>
                <bdi class="strong">{move || name.clone().unwrap_or_else(|| text("admin-no-name"))}</bdi>
                {is_reader.then(|| view! { " " <Tag>{t!("admin-you")}</Tag> })}
            </td>
            <td>{move || text(&format!("agency-{}", agency.word()))}</td>
            <td class="small">{said_roles}</td>
            <td><Now officer=officer/></td>
            <td class="end">
                {may_change
                    .then(|| {
                        view! {
                            <span class="officers__acts">
                                <Button on_press=renew strength=Strength::Plain>{t!("admin-renew")}</Button>
                                <Button on_press=remove strength=Strength::Plain>{t!("admin-remove")}</Button>
                            </span>
                        }
                    })}
            </td>
        </tr>
    }
}

/// Where an officer is: on shift, off shift, or no longer one.
#[component]
fn Now(officer: OwnOfficer) -> impl IntoView {
    let desk = Desk::here();
    let since = officer.since;
    match (officer.removed_at, officer.shift) {
        (Some(at), _) => {
            let said = move || text_with("admin-removed-on", &Args::new().with("date", desk.date(at)));
            view! { <Tag tone=Tone::Bad icon="i-cross">{t!("admin-removed")}</Tag> " " <small class="quiet">{said}</small> }
                .into_any()
        }
        (None, Some(shift)) => {
            let said = move || {
                let args = Args::new().with("desk", shift.desk.to_string()).with("time", desk.clock(shift.opened_at));
                text_with("admin-shift-at", &args)
            };
            view! { <Tag tone=Tone::Good icon="i-check">{t!("admin-on-shift")}</Tag> " " <small class="quiet">{said}</small> }
                .into_any()
        }
        (None, None) => {
            let said = move || text_with("admin-in-force-since", &Args::new().with("date", desk.date(since)));
            view! { <Tag>{t!("admin-off-shift")}</Tag> " " <small class="quiet">{said}</small> }.into_any()
        }
    }
}

/// The other State's officers, agency by agency.
#[component]
pub fn Others() -> impl IntoView {
    let keeping = Keeping::here();
    let by_agency = move || {
        keeping.view.with(|view| {
            let all = view.as_ref().map(|view| view.others.as_slice()).unwrap_or_default();
            let of = |agency: Agency| {
                all.iter().filter(|one| one.agency == agency).map(|one| one.officer.to_string()).collect::<Vec<_>>()
            };
            Agency::ALL
                .map(|agency| (agency, of(agency)))
                .into_iter()
                .filter(|(_, all)| !all.is_empty())
                .collect::<Vec<_>>()
        })
    };
    view! {
        <dl class="facts">
            {move || {
                by_agency()
                    .into_iter()
                    .map(|(agency, numbers)| {
                        view! {
                            <div>
                                <dt>{t!(agency_key(agency))}</dt>
                                <dd class="mono">{numbers.join(" · ")}</dd>
                            </div>
                        }
                    })
                    .collect_view()
            }}
        </dl>
    }
}

const fn agency_key(agency: Agency) -> &'static str {
    match agency {
        Agency::Immigration => "agency-immigration",
        Agency::Customs => "agency-customs",
        Agency::Health => "agency-health",
        Agency::Agriculture => "agency-agriculture",
        Agency::Standards => "agency-standards",
        Agency::Police => "agency-police",
        Agency::Gate => "agency-gate",
    }
}

/// Returns the key of a role.
pub const fn role_key(role: domain::Role) -> &'static str {
    use domain::Role;
    match role {
        Role::Officer => "role-officer",
        Role::Supervisor => "role-supervisor",
        Role::Reception => "role-reception",
        Role::Gate => "role-gate",
        Role::Protection => "role-protection_officer",
        Role::Administrator => "role-administrator",
        Role::Auditor => "role-auditor",
        Role::Empowered => "role-empowered",
    }
}
