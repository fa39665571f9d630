//! The papers of a person, a vehicle and goods, and what a traveller declared, among the facts.
//!
//! Invariant: a paper that is no longer valid, or that a State would want to see and nobody recorded, says so.

use chrono::NaiveDate;
use domain::agreement::{Demanded, Money};
use domain::papers::{GoodsPapers, ImportPaperKind, InsuranceKind, VehiclePapers};
use domain::permit::TravellerPapers;
use domain::personal::Channel;
use domain::visibility::Datum;
use domain::{Refusal, SubjectId};

use super::facts::{Fact, fact};
use super::words::{Words, joined};
use crate::pages::papers::transit_word;
use crate::text::Args;

/// Returns an amount with its currency.
pub fn money(words: &Words<'_>, amount: &Money) -> String {
    format!("{} {}", amount.currency, words.decimal(amount.minor, amount.currency.decimals()))
}

fn today(words: &Words<'_>) -> NaiveDate {
    words.desk.local(words.view.now).date()
}

/// A paper that ends: late once it has ended.
fn dated(words: &Words<'_>, datum: Datum, name: &'static str, parts: &[String], until: NaiveDate) -> Fact {
    let ends = words.desk.text_with("facts-until", &Args::new().with("date", words.date(until)));
    let parts: Vec<String> = parts.iter().cloned().chain([ends]).collect();
    Fact { is_late: until < today(words), ..fact(datum, name, joined(&parts)) }
}

/// Adds what allows a person's stay.
pub fn of_person(words: &Words<'_>, papers: &TravellerPapers, facts: &mut Vec<Fact>) {
    let Some(permit) = &papers.permit else { return };
    let dated = |key: &str, day: NaiveDate| words.desk.text_with(key, &Args::new().with("date", words.date(day)));
    let counted = |key: &str, count: u16| words.desk.text_with(key, &Args::new().with_count("count", i64::from(count)));
    let kind = words.desk.text(&format!("papers-permit-kind-{}", permit.kind.word()));
    let said = [
        Some(kind),
        Some(permit.number.clone()),
        Some(permit.issuer.clone()),
        permit.valid_from.map(|day| dated("facts-from", day)),
        permit.valid_until.map(|day| dated("facts-until", day)),
        permit.entries.map(|count| counted("facts-entries", count)),
        permit.days.map(|count| counted("facts-days", count)),
    ];
    let said: Vec<String> = said.into_iter().flatten().collect();
    let is_late = permit.valid_until.is_some_and(|until| until < today(words));
    facts.push(Fact { is_late, ..fact(Datum::Person, "papers-permit", joined(&said)) });
}

/// Adds the papers of a vehicle.
pub fn of_vehicle(words: &Words<'_>, id: SubjectId, papers: &VehiclePapers, facts: &mut Vec<Fact>) {
    let word = |key: &str| words.desk.text(key);
    if let Some(paper) = &papers.import {
        let kind = word(match paper.kind {
            ImportPaperKind::Permit => "papers-import-kind-permit",
            ImportPaperKind::Carnet => "papers-import-kind-carnet",
        });
        let parts = [kind, paper.number.clone(), paper.issuer.clone()];
        facts.push(dated(words, Datum::Vehicle, "papers-import", &parts, paper.valid_until));
    }
    if let Some(card) = &papers.insurance {
        let kind = word(match card.kind {
            InsuranceKind::YellowCard => "papers-insurance-kind-yellow_card",
            InsuranceKind::Other => "papers-insurance-kind-other",
        });
        facts.push(dated(words, Datum::Vehicle, "papers-insurance", &[kind, card.number.clone()], card.valid_until));
    }
    for wanting in words.crossing().papers_wanting(id, today(words)) {
        let name = match wanting {
            Refusal::DemandedMissing { what: Demanded::ImportPaper } => "papers-import",
            Refusal::DemandedMissing { what: Demanded::Insurance } => "papers-insurance",
            _ => continue,
        };
        facts.push(fact(Datum::Vehicle, name, word("facts-not-shown")));
    }
    if let Some(heads) = papers.heads_listed {
        facts.push(fact(Datum::Vehicle, "papers-heads_listed", heads.to_string()));
    }
}

/// Adds the papers of goods.
pub fn of_goods(words: &Words<'_>, papers: &GoodsPapers, facts: &mut Vec<Fact>) {
    if let Some(transit) = &papers.transit {
        let kind = words.desk.text(&format!("papers-transit-document-{}", transit_word(transit.document)));
        facts.push(fact(Datum::Goods, "papers-transit", joined(&[kind, transit.reference.clone()])));
        if let Some(bond) = &transit.guarantee {
            let said = joined(&[bond.number.clone(), money(words, &bond.amount), bond.office.clone()]);
            facts.push(fact(Datum::Goods, "demanded-guarantee", said));
        }
    }
    if let Some(paper) = &papers.animals {
        let parts = [paper.number.clone(), paper.issuer.clone()];
        facts.push(dated(words, Datum::Goods, "papers-animals", &parts, paper.valid_until));
    }
    if let Some(load) = &papers.dangerous {
        let args = Args::new().with("number", load.un_number.to_string()).with("class", load.class.to_string());
        let said = words.desk.text_with("facts-dangerous", &args);
        facts.push(fact(Datum::Goods, "papers-dangerous", joined(&[said, load.transport_document.clone()])));
    }
    if let Some(document) = &papers.simplified {
        let args = Args::new()
            .with("agreement", document.agreement.clone())
            .with("number", document.number.clone())
            .with("certificate", document.certificate_of_origin.clone());
        facts.push(fact(Datum::Goods, "papers-simplified", words.desk.text_with("facts-simplified", &args)));
        let worth = |minor| money(words, &Money { minor, currency: document.currency.clone() });
        let mut items: Vec<String> = document
            .items
            .iter()
            .map(|item| format!("{} {} ({})", item.hs_code, item.description, worth(item.value_minor)))
            .collect();
        items.push(words.desk.text_with("facts-worth", &Args::new().with("value", worth(document.value_minor()))));
        facts.push(fact(Datum::Goods, "facts-simplified-goods", joined(&items)));
    }
}

/// Adds what a traveller declared.
pub fn of_declared(words: &Words<'_>, id: SubjectId, facts: &mut Vec<Fact>) {
    let Some(declared) = words.crossing().personal.get(&id) else { return };
    let mut add = |name, said| facts.push(fact(Datum::PersonalDeclaration, name, said));
    let Some(declared) = declared else {
        return add("personal-channel", words.desk.text("crossing-erased"));
    };
    let channel = if declared.channel == Channel::Red { "personal-red" } else { "personal-green" };
    add("personal-channel", words.desk.text(channel));
    if !declared.cash.is_empty() {
        let cash: Vec<String> = declared.cash.iter().map(|cash| money(words, cash)).collect();
        add("personal-cash", joined(&cash));
    }
    let brings =
        [("personal-arms", &declared.arms), ("personal-animals", &declared.animals), ("personal-food", &declared.food)];
    for (name, said) in brings {
        if let Some(said) = said {
            add(name, said.clone());
        }
    }
}
