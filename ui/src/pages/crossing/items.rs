//! The declaration of the goods that are selected, with its items.
//!
//! Invariant: masses are shown in kilograms, values in the currency of the declaration, both without needless decimals.

use domain::customs::{Declaration, Item, Lane};
use domain::visibility::Datum;
use domain::{Agency, Role, Side, SubjectId};
use leptos::prelude::*;

use super::words::joined;
use super::work::{Ask, Work};
use crate::components::{Button, ClassMark, LaneTag, Strength};
use crate::t;
use crate::text::{Args, text_with};

#[derive(Clone, PartialEq)]
struct Row {
    code: String,
    goods: String,
    origin: String,
    net: String,
    value: String,
}

#[derive(Clone, PartialEq)]
struct Sheet {
    subject: SubjectId,
    paper: Option<Paper>,
    may_lodge: bool,
}

#[derive(Clone, PartialEq)]
struct Paper {
    heading: String,
    declarant: String,
    currency: String,
    rows: Vec<Row>,
    net: String,
    value: String,
    containers: String,
    seals: String,
    lane: Option<Lane>,
}

/// The declaration of the goods.
#[component]
pub fn Items() -> impl IntoView {
    let work = Work::here();
    let sheet = work.of_selected(|words, id| {
        let subject = words.crossing().subjects.get(&id)?;
        let goods = subject.facts.as_ref()?.consignment()?;
        let is_decided = words
            .crossing()
            .steps_of(id)
            .any(|step| step.side == Side::Entry && step.agency == Agency::Customs && step.is_decided());
        let desk = words.desk;
        let is_customs = desk.session.with(|s| s.as_ref().is_some_and(|s| s.agency == Agency::Customs));
        let may_lodge = !is_decided
            && !subject.is_final()
            && (desk.has_role(Role::Reception) || (desk.has_role(Role::Officer) && is_customs));
        let paper = goods.declaration.as_ref().map(|paper: &Declaration| Paper {
            heading: words.desk.text_with(
                "items-heading",
                &Args::new().with("model", paper.model.as_str()).with("reference", paper.reference.as_str()),
            ),
            declarant: words
                .desk
                .text_with("items-declarant", &Args::new().with("declarant", paper.declarant.as_str())),
            currency: paper.currency.clone(),
            rows: paper
                .items
                .iter()
                .map(|item| Row {
                    code: item.hs_code.to_string(),
                    goods: joined(&[
                        item.description.clone(),
                        format!("{} {}", words.decimal(item.packages_milli, 3), item.package_kind),
                    ]),
                    origin: item.origin.clone(),
                    net: words.decimal(item.net_mass_g, 3),
                    value: words.decimal(item.value_cents, Item::VALUE_PLACES),
                })
                .collect(),
            net: words.decimal(paper.net_mass_g(), 3),
            value: words.decimal(paper.value_cents(), Item::VALUE_PLACES),
            containers: joined(&paper.containers.iter().map(ToString::to_string).collect::<Vec<_>>()),
            seals: joined(&paper.seals),
            lane: words.view.file.lanes.get(&id).map(|assigned| assigned.lane),
        });
        Some(Sheet { subject: id, paper, may_lodge })
    });
    move || {
        sheet.get().map(|sheet| {
            let subject = sheet.subject;
            let lodge = Callback::new(move |()| work.asking.set(Some(Ask::Lodge(subject))));
            let may_lodge = sheet.may_lodge;
            match sheet.paper {
                Some(paper) => view! { <PaperOf paper=paper may_lodge=may_lodge lodge=lodge/> }.into_any(),
                None => view! {
                    <section class="panel">
                        <header class="panel__head">
                            <p class="quiet">{t!("items-none")}</p>
                            {may_lodge.then(|| view! { <Button on_press=lodge>{t!("items-lodge")}</Button> })}
                        </header>
                    </section>
                }
                .into_any(),
            }
        })
    }
}

#[component]
fn PaperOf(paper: Paper, may_lodge: bool, lodge: Callback<()>) -> impl IntoView {
    let currency = paper.currency;
    let value_head = move || text_with("items-value", &Args::new().with("currency", currency.clone()));
    let count = i64::try_from(paper.rows.len()).unwrap_or_default();
    let total = move || text_with("items-total", &Args::new().with_count("count", count));
    view! {
        <section class="panel">
            <header class="panel__head">
                <h2>{paper.heading} " " <ClassMark datum=Datum::Declaration/></h2>
                {paper.lane.map(|lane| view! { <span class="nowrap"><LaneTag lane=lane/> " " <ClassMark datum=Datum::Lane/></span> })}
                <span class="push faint small">{paper.declarant}</span>
                {may_lodge
                    .then(|| {
                        view! { <Button on_press=lodge strength=Strength::Plain>{t!("items-again")}</Button> }
                    })}
            </header>
            <div class="panel__body">
                <table class="items">
                    <thead>
                        <tr>
                            <th scope="col">{t!("items-item")}</th>
                            <th scope="col">{t!("items-code")}</th>
                            <th scope="col">{t!("items-goods")}</th>
                            <th scope="col">{t!("items-origin")}</th>
                            <th scope="col" class="end">{t!("items-net")}</th>
                            <th scope="col" class="end">{value_head}</th>
                        </tr>
                    </thead>
                    <tbody>
                        {paper
                            .rows
                            .into_iter()
                            .enumerate()
                            .map(|(at, row)| {
                                view! {
                                    <tr>
                                        <td>{at + 1}</td>
                                        <td class="mono">{row.code}</td>
                                        <td><bdi>{row.goods}</bdi></td>
                                        <td>{row.origin}</td>
                                        <td class="end">{row.net}</td>
                                        <td class="end">{row.value}</td>
                                    </tr>
                                }
                            })
                            .collect_view()}
                    </tbody>
                    <tfoot>
                        <tr>
                            <td colspan="4">{total}</td>
                            <td class="end">{paper.net}</td>
                            <td class="end">{paper.value}</td>
                        </tr>
                    </tfoot>
                </table>
                <p class="small quiet">
                    {t!("facts-containers")} ": " <bdi>{none_if_empty(paper.containers)}</bdi> " · " {t!("facts-seals")}
                    ": " <bdi>{none_if_empty(paper.seals)}</bdi>
                </p>
            </div>
        </section>
    }
}

fn none_if_empty(said: String) -> String {
    if said.is_empty() { "–".to_owned() } else { said }
}
