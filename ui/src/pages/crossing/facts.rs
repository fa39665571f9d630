//! Facts, captured once and read by both States.
//!
//! Invariant: what was erased lawfully is said to be so, not shown as empty.

use chrono::NaiveDate;
use domain::crossing::SealCheck;
use domain::subject::{RelationKind, SubjectFacts};
use domain::visibility::Datum;
use domain::{CrossingAct, SubjectId};
use leptos::prelude::*;

use super::paper_facts;
use super::words::{Words, age_of, joined};
use super::work::{Ask, Work};
use crate::components::{Button, ClassLegend, ClassMark, Strength, Tag, Tone};
use crate::t;
use crate::text::{Args, text};

/// A fact: of what it is one, the key of its name, what it is, and whether it is late.
#[derive(Clone, PartialEq)]
pub struct Fact {
    /// Of what.
    pub datum: Datum,
    /// The key of its name.
    pub name: &'static str,
    /// What it is.
    pub said: String,
    /// It is no longer valid.
    pub is_late: bool,
}

#[derive(Clone, PartialEq)]
struct Sheet {
    subject: SubjectId,
    facts: Vec<Fact>,
    captured: Option<String>,
    may_correct: bool,
}

/// The facts of whom or what is selected.
#[component]
pub fn Facts() -> impl IntoView {
    let work = Work::here();
    let sheet = work.of_selected(|words, id| {
        let subject = words.crossing().subjects.get(&id)?;
        let mut facts = Vec::new();
        match &subject.facts {
            None => {}
            Some(SubjectFacts::Traveller(person)) => of_person(words, id, person, &mut facts),
            Some(SubjectFacts::Conveyance(vehicle)) => of_vehicle(words, id, vehicle, &mut facts),
            Some(SubjectFacts::Consignment(goods)) => of_goods(words, id, goods, &mut facts),
        }
        let captured = words.view.history.iter().find_map(|line| match &line.act {
            CrossingAct::SubjectAdded { subject, .. } if *subject == id => {
                let args = Args::new().with("who", words.state(line.state)).with("time", words.time(line.at));
                Some(words.desk.text_with("facts-captured", &args))
            }
            _ => None,
        });
        Some(Sheet { subject: id, facts, captured, may_correct: !subject.is_final() && subject.facts.is_some() })
    });
    move || {
        sheet.get().map(|sheet| {
            let subject = sheet.subject;
            let correct = Callback::new(move |()| work.asking.set(Some(Ask::Correct(subject))));
            view! {
                <section class="panel">
                    <header class="panel__head">
                        <h2>{t!("facts-heading")}</h2>
                        <span class="push facts__from">{sheet.captured}</span>
                        {sheet
                            .may_correct
                            .then(|| {
                                view! {
                                    <Button on_press=correct strength=Strength::Plain>{t!("facts-correct")}</Button>
                                }
                            })}
                    </header>
                    <dl class="facts panel__body">
                        {sheet
                            .facts
                            .into_iter()
                            .map(|fact| {
                                let name = fact.name;
                                view! {
                                    <div>
                                        <dt>{t!(name)} " " <ClassMark datum=fact.datum/></dt>
                                        <dd>
                                            <bdi>{fact.said}</bdi>
                                            {fact
                                                .is_late
                                                .then(|| {
                                                    view! {
                                                        " "
                                                        <Tag tone=Tone::Bad icon="i-warn">{t!("facts-expired")}</Tag>
                                                    }
                                                })}
                                        </dd>
                                    </div>
                                }
                            })
                            .collect_view()}
                    </dl>
                </section>
            }
        })
    }
}

/// Facts of the crossing itself, for who wants to know by which rules it goes, and what the marks mean.
#[component]
pub fn CrossingFacts() -> impl IntoView {
    let work = Work::here();
    let facts = work.seen(|words| {
        let crossing = words.crossing();
        (words.state(crossing.host_state), crossing.template.clone())
    });
    move || {
        facts.get().map(|(host, template)| {
            view! {
                <p class="small quiet">
                    {move || text("facts-host")} ": " {host} " · " {move || text("facts-template")} ": "
                    <bdi class="mono">{template}</bdi>
                </p>
                <ClassLegend/>
            }
        })
    }
}

/// Makes a fact that is not late.
pub const fn fact(datum: Datum, name: &'static str, said: String) -> Fact {
    Fact { datum, name, said, is_late: false }
}

fn of_person(words: &Words<'_>, id: SubjectId, person: &domain::subject::Traveller, facts: &mut Vec<Fact>) {
    let today: NaiveDate = words.desk.local(words.view.now).date();
    let unknown = || words.desk.text("facts-unknown");
    match &person.document {
        Some(paper) => {
            let args = Args::new()
                .with("code", paper.code.as_str())
                .with("issuer", paper.issuer.as_str())
                .with("number", paper.number.as_str());
            facts.push(fact(Datum::Person, "facts-document", words.desk.text_with("facts-document-value", &args)));
            facts.push(Fact {
                datum: Datum::Person,
                name: "facts-valid-until",
                said: paper.expires.map_or_else(unknown, |date| words.date(date)),
                is_late: paper.expires.is_some_and(|date| date < today),
            });
        }
        None => facts.push(fact(Datum::Person, "facts-document", words.desk.text("facts-no-document"))),
    }
    paper_facts::of_person(words, &person.papers, facts);
    let birth = person.birth_date.map_or_else(unknown, |date| {
        let age = age_of(person, today)
            .map(|age| words.desk.text_with("crossing-age", &Args::new().with_count("count", age)));
        joined(&[words.date(date), age.unwrap_or_default()])
    });
    facts.push(fact(Datum::Person, "facts-birth", birth));
    facts.push(fact(Datum::Person, "facts-sex", words.desk.text(&format!("sex-{:?}", person.sex))));
    let country = catalogue::country_name(&person.nationality, words.desk.language.get());
    facts.push(fact(Datum::Person, "facts-nationality", joined(&[person.nationality.clone(), country])));
    if let Some(subject) = words.crossing().subjects.get(&id) {
        facts.push(fact(Datum::Person, "facts-role", words.part(subject)));
    }
    let guardians: Vec<SubjectId> = words.crossing().guardians_of(id).collect();
    if !guardians.is_empty() {
        facts.push(fact(Datum::Person, "facts-with", words.labels(&guardians)));
    }
    paper_facts::of_declared(words, id, facts);
}

fn of_vehicle(words: &Words<'_>, id: SubjectId, vehicle: &domain::subject::Conveyance, facts: &mut Vec<Fact>) {
    facts.push(fact(Datum::Vehicle, "facts-plate", vehicle.plate.to_string()));
    facts.push(fact(Datum::Vehicle, "facts-kind", words.vehicle_kind(vehicle.kind)));
    let mut given =
        |name, said: &Option<String>| facts.extend(said.iter().map(|said| fact(Datum::Vehicle, name, said.clone())));
    given("facts-registered-in", &vehicle.registered_in);
    given("facts-operator", &vehicle.operator);
    given("facts-vin", &vehicle.vin);
    paper_facts::of_vehicle(words, id, &vehicle.papers, facts);
    let related = |kind: RelationKind| -> Vec<SubjectId> {
        words.crossing().relations.iter().filter(|r| r.kind == kind && r.to == id).map(|r| r.from).collect()
    };
    if let Some(count) = words.crossing().head_counts.get(&id) {
        let listed = words.crossing().heads_listed(id).map_or_else(|| "–".to_owned(), |listed| listed.to_string());
        let args = Args::new()
            .with("heads", count.heads.to_string())
            .with("party", count.on_board.to_string())
            .with("listed", listed);
        let said =
            [words.desk.text_with("facts-heads-value", &args), words.state(count.by.state), words.time(count.by.at)];
        facts.push(fact(Datum::Vehicle, "facts-heads-counted", joined(&said)));
    }
    for (name, kind) in [
        ("facts-driver", RelationKind::Drives),
        ("facts-carries", RelationKind::CarriedOn),
        ("facts-tows", RelationKind::TowedBy),
    ] {
        let found = related(kind);
        if !found.is_empty() {
            facts.push(fact(Datum::Vehicle, name, words.labels(&found)));
        }
    }
}

fn of_goods(words: &Words<'_>, id: SubjectId, goods: &domain::subject::Consignment, facts: &mut Vec<Fact>) {
    let list = |all: Vec<String>| {
        if all.is_empty() { words.desk.text("facts-none") } else { joined(&all) }
    };
    facts.push(fact(Datum::Goods, "facts-goods", goods.description.clone()));
    facts.push(fact(Datum::Goods, "facts-gross", words.kilograms(goods.gross_mass_g)));
    facts.push(fact(
        Datum::Goods,
        "facts-containers",
        list(goods.containers.iter().map(ToString::to_string).collect()),
    ));
    let seals = words.crossing().subjects.get(&id).and_then(|subject| words.crossing().seals_on(subject));
    facts.push(fact(Datum::Goods, "facts-seals", list(seals.unwrap_or(&goods.seals).to_vec())));
    // What each State read last.
    for state in words.crossing().states() {
        let of_state = |check: &&SealCheck| check.subject == id && check.by.state == state;
        let Some(check) = words.crossing().seal_checks.iter().rfind(of_state) else { continue };
        let key = if check.agree { "facts-seals-agree" } else { "facts-seals-differ" };
        let said = [words.desk.text(key), words.state(state), words.time(check.by.at)];
        facts.push(fact(Datum::Goods, "facts-seals-read", joined(&said)));
    }
    let carriers: Vec<SubjectId> = words
        .crossing()
        .relations
        .iter()
        .filter(|r| r.kind == RelationKind::CarriedOn && r.from == id)
        .map(|r| r.to)
        .collect();
    if !carriers.is_empty() {
        facts.push(fact(Datum::Goods, "facts-carried-on", words.labels(&carriers)));
    }
    paper_facts::of_goods(words, &goods.papers, facts);
}
