//! Correcting a fact, and adding somebody or something to the party.

use catalogue::Catalogue;
use contract::Scanned;
use domain::customs::Declaration;
use domain::subject::{Consignment, Relation, RelationKind, SubjectFacts};
use domain::travel_document::MachineReadableZone;
use domain::visibility::Datum;
use domain::{Action, SubjectId, SubjectKind};
use leptos::prelude::*;

use super::{Question, close_when_done, form_of, said};
use crate::components::{Button, Field, SelectField};
use crate::pages::crossing::work::{AddedBy, Work};
use crate::pages::draft::Draft;
use crate::pages::fields::Wrong;
use crate::pages::papers::{self, PapersForm};
use crate::pages::register::party::{Goods, Person, Vehicle, What};
use crate::pages::typed;
use crate::route::Page;
use crate::state::Desk;
use crate::t;
use crate::text::{Args, text};

fn catalogue_of(desk: Desk) -> &'static Catalogue {
    Catalogue::of(desk.language.get_untracked())
}

/// Corrects the facts of a subject; a visa that was scanned is put to them first.
#[component]
pub fn CorrectDialog(subject: SubjectId, visa: Option<MachineReadableZone>) -> impl IntoView {
    let work = Work::here();
    let facts = work.live.view.with_untracked(|view| {
        view.as_ref().and_then(|view| view.crossing.subjects.get(&subject)).and_then(|found| found.facts.clone())
    });
    match facts {
        Some(SubjectFacts::Traveller(person)) => {
            let mut person = Person::of_facts(&person, catalogue_of(work.desk));
            if let Some(zone) = visa {
                person.put_visa(&zone, catalogue_of(work.desk));
            }
            view! { <PersonForm to=Purpose::Correct(subject) person=person/> }.into_any()
        }
        Some(SubjectFacts::Conveyance(vehicle)) => {
            let typed = Vehicle {
                plate: vehicle.plate.to_string(),
                kind: kind_word(vehicle.kind).to_owned(),
                registered_in: vehicle.registered_in.unwrap_or_default(),
                operator: vehicle.operator.unwrap_or_default(),
                vin: vehicle.vin.unwrap_or_default(),
                papers: papers::typed_vehicle(&vehicle.papers, catalogue_of(work.desk)),
            };
            view! { <VehicleForm to=Purpose::Correct(subject) vehicle=typed/> }.into_any()
        }
        Some(SubjectFacts::Consignment(goods)) => {
            let numbers: Vec<String> = goods.containers.iter().map(ToString::to_string).collect();
            let typed = Goods {
                description: goods.description.clone(),
                mass: typed::untyped(goods.gross_mass_g, 3),
                containers: numbers.join(", "),
                seals: goods.seals.join(", "),
                papers: papers::typed_goods(&goods.papers, catalogue_of(work.desk)),
            };
            view! { <GoodsForm to=Purpose::Correct(subject) goods=typed declaration=goods.declaration/> }.into_any()
        }
        None => ().into_any(),
    }
}

/// What the facts are typed for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Purpose {
    /// They were captured wrongly.
    Correct(SubjectId),
    /// Somebody or something joins the party.
    Add(AddedBy),
}

/// Sends the facts as they are right.
fn send(work: Work, to: Purpose, facts: Option<SubjectFacts>, draft: Option<Draft>) {
    let Some(facts) = facts else { return };
    let action = match to {
        Purpose::Correct(subject) => Action::Correct { subject, facts },
        Purpose::Add(_) => Action::AddSubject { relations: joining(work, &facts), facts },
    };
    let close = close_when_done(work);
    work.live.perform(action, move |done| {
        if let Some(draft) = draft {
            draft.forget();
        }
        close(done);
    });
}

/// Keeps facts as they are typed; `word` names what is added by hand. What was scanned is soon scanned again.
fn keep<T>(work: Work, to: Purpose, word: &str, typed: Memo<T>, found: impl FnOnce(T) + 'static) -> Option<Draft>
where
    T: serde::Serialize + serde::de::DeserializeOwned + Clone + PartialEq + Send + Sync + 'static,
{
    let form = match to {
        Purpose::Correct(subject) => form_of(work, "correct", subject.0),
        Purpose::Add(AddedBy::Hand) => form_of(work, word, 0),
        Purpose::Add(AddedBy::Scan) => return None,
    };
    Some(Draft::keep_over(form, move || typed.get(), found))
}

/// Returns what is wrong with papers on this day.
fn wrong_with(work: Work, read: impl Fn(chrono::NaiveDate) -> Vec<Wrong> + Send + Sync + 'static) -> Memo<Vec<Wrong>> {
    let today = work.desk.local(work.desk.now.get_untracked()).date();
    Memo::new(move |_| read(today))
}

/// Returns how who or what joins belongs to the party: a person travels on its vehicle, or drives it where nobody does; a
/// trailer is towed by it, goods are carried on it. What another vehicle is for is said afterwards.
fn joining(work: Work, facts: &SubjectFacts) -> Vec<Relation> {
    work.live.view.with_untracked(|view| {
        let Some(crossing) = view.as_ref().map(|view| &view.crossing) else { return Vec::new() };
        let from = crossing.next_subject();
        let has = |kind, of: SubjectId, from: bool| {
            crossing.relations.iter().any(|one| one.kind == kind && of == if from { one.from } else { one.to })
        };
        let is_lead = |found: &&domain::Subject| {
            found.kind == SubjectKind::Conveyance && !found.is_final() && !has(RelationKind::TowedBy, found.id, true)
        };
        let Some(vehicle) = crossing.subjects.values().find(is_lead).map(|found| found.id) else { return Vec::new() };
        let kind = match facts {
            SubjectFacts::Traveller(_) if has(RelationKind::Drives, vehicle, false) => Some(RelationKind::TravelsOn),
            SubjectFacts::Traveller(_) => Some(RelationKind::Drives),
            SubjectFacts::Conveyance(other) => {
                (other.kind == domain::subject::ConveyanceKind::Trailer).then_some(RelationKind::TowedBy)
            }
            SubjectFacts::Consignment(_) => Some(RelationKind::CarriedOn),
        };
        kind.map(|kind| Relation { from, kind, to: vehicle }).into_iter().collect()
    })
}

#[component]
fn PersonForm(to: Purpose, person: Person) -> impl IntoView {
    let work = Work::here();
    let field = |text: &str| RwSignal::new(text.to_owned());
    let (surname, given, birth) = (field(&person.surname), field(&person.given_names), field(&person.birth));
    let (sex, nationality, code) = (field(&person.sex), field(&person.nationality), field(&person.code));
    let (issuer, number, expires) = (field(&person.issuer), field(&person.number), field(&person.expires));
    let catalogue = catalogue_of(work.desk);
    let fields = RwSignal::new(person.papers);
    let typed = Memo::new(move |_| Person {
        surname: surname.get(),
        given_names: given.get(),
        birth: birth.get(),
        sex: sex.get(),
        nationality: nationality.get(),
        code: code.get(),
        issuer: issuer.get(),
        number: number.get(),
        expires: expires.get(),
        papers: fields.get(),
        ..Person::default()
    });
    let draft = keep(work, to, "add-person", typed, move |kept: Person| {
        for (value, found) in [
            (surname, kept.surname),
            (given, kept.given_names),
            (birth, kept.birth),
            (sex, kept.sex),
            (nationality, kept.nationality),
            (code, kept.code),
            (issuer, kept.issuer),
            (number, kept.number),
            (expires, kept.expires),
        ] {
            value.set(found);
        }
        fields.set(kept.papers);
    });
    let wrong = wrong_with(work, move |today| fields.with(|fields| papers::read_person(fields, catalogue, today).1));
    let wrong_date = move |value: RwSignal<String>| {
        Signal::derive(move || {
            let is_wrong =
                value.with(|text| !text.trim().is_empty() && typed::date(text, catalogue_of(work.desk)).is_none());
            is_wrong.then(|| text("register-date-wrong"))
        })
    };
    let (birth_said, expires_said) = (wrong_date(birth), wrong_date(expires));
    let is_ready = Signal::derive(move || {
        !surname.with(|text| text.trim().is_empty())
            && !nationality.with(|text| text.trim().is_empty())
            && birth_said.get().is_none()
            && expires_said.get().is_none()
            && typed.with(|typed| typed.facts(catalogue).is_some())
    });
    let sexes = Signal::derive(|| ["F", "M", "X"].map(|sex| (sex.to_owned(), text(&format!("sex-{sex}")))).to_vec());
    let act = Callback::new(move |()| {
        let facts = typed.get_untracked().facts(catalogue);
        send(work, to, facts.map(SubjectFacts::Traveller), draft);
    });
    view! {
        <Correction to=to is_ready=is_ready act=act>
            <Field id="c-number" datum=Datum::Person class="span-3" label=Signal::derive(|| text("register-number")) value=number/>
            <Field id="c-code" datum=Datum::Person class="span-3" label=Signal::derive(|| text("register-code")) value=code/>
            <Field id="c-surname" datum=Datum::Person class="span-3" label=Signal::derive(|| text("facts-surname")) value=surname/>
            <Field id="c-given" datum=Datum::Person class="span-3" label=Signal::derive(|| text("facts-given-names")) value=given/>
            <Field
                id="c-birth" datum=Datum::Person
                class="span-3"
                label=Signal::derive(|| text("facts-birth"))
                value=birth
                said=birth_said
            />
            <SelectField
                id="c-sex" datum=Datum::Person
                class="span-3"
                label=Signal::derive(|| text("facts-sex"))
                value=sex
                options=sexes
            />
            <Field id="c-nation" datum=Datum::Person label=Signal::derive(|| text("facts-nationality")) value=nationality/>
            <Field id="c-issuer" datum=Datum::Person label=Signal::derive(|| text("register-issuer")) value=issuer/>
            <Field
                id="c-expires" datum=Datum::Person
                label=Signal::derive(|| text("facts-valid-until"))
                value=expires
                said=expires_said
            />
            <PapersForm fields=fields papers=Signal::derive(papers::of_person) wrong=wrong datum=Datum::Person/>
        </Correction>
    }
}

#[component]
fn VehicleForm(to: Purpose, vehicle: Vehicle) -> impl IntoView {
    let work = Work::here();
    let catalogue = catalogue_of(work.desk);
    let field = |text: &str| RwSignal::new(text.to_owned());
    let (plate, kind) = (field(&vehicle.plate), field(&vehicle.kind));
    let (registered, operator) = (field(&vehicle.registered_in), field(&vehicle.operator));
    let vin = field(&vehicle.vin);
    let fields = RwSignal::new(vehicle.papers);
    let typed = Memo::new(move |_| Vehicle {
        plate: plate.get(),
        kind: kind.get(),
        registered_in: registered.get(),
        operator: operator.get(),
        vin: vin.get(),
        papers: fields.get(),
    });
    let draft = keep(work, to, "add-vehicle", typed, move |kept: Vehicle| {
        for (value, found) in [
            (plate, kept.plate),
            (kind, kept.kind),
            (registered, kept.registered_in),
            (operator, kept.operator),
            (vin, kept.vin),
        ] {
            value.set(found);
        }
        fields.set(kept.papers);
    });
    let wrong = wrong_with(work, move |today| fields.with(|fields| papers::read_vehicle(fields, catalogue, today).1));
    let kinds = Signal::derive(|| {
        ["car", "lorry", "trailer", "bus", "cycle"]
            .map(|kind| (kind.to_owned(), text(&format!("vehicle-{kind}"))))
            .to_vec()
    });
    let act = Callback::new(move |()| {
        let facts = typed.get_untracked().facts(catalogue).map(SubjectFacts::Conveyance);
        send(work, to, facts, draft);
    });
    view! {
        <Correction to=to is_ready=Signal::derive(move || typed.with(|typed| typed.facts(catalogue).is_some())) act=act>
            <Field id="c-plate" datum=Datum::Vehicle class="span-3" label=Signal::derive(|| text("facts-plate")) value=plate/>
            <SelectField id="c-kind" datum=Datum::Vehicle class="span-3" label=Signal::derive(|| text("facts-kind")) value=kind options=kinds/>
            <Field
                id="c-registered" datum=Datum::Vehicle
                class="span-3"
                label=Signal::derive(|| text("facts-registered-in"))
                value=registered
            />
            <Field id="c-operator" datum=Datum::Vehicle class="span-3" label=Signal::derive(|| text("facts-operator")) value=operator/>
            <Field id="c-vin" datum=Datum::Vehicle class="span-3" label=Signal::derive(|| text("facts-vin")) value=vin/>
            <PapersForm
                fields=fields
                papers=Signal::derive(move || kind.with(|kind| papers::of_vehicle(kind)))
                wrong=wrong
                datum=Datum::Vehicle
            />
        </Correction>
    }
}

#[component]
fn GoodsForm(to: Purpose, goods: Goods, declaration: Option<Declaration>) -> impl IntoView {
    let work = Work::here();
    let catalogue = catalogue_of(work.desk);
    let field = |text: &str| RwSignal::new(text.to_owned());
    let (description, mass) = (field(&goods.description), field(&goods.mass));
    let (containers, seals) = (field(&goods.containers), field(&goods.seals));
    let fields = RwSignal::new(goods.papers);
    let typed = Memo::new(move |_| Goods {
        description: description.get(),
        mass: mass.get(),
        containers: containers.get(),
        seals: seals.get(),
        papers: fields.get(),
    });
    let draft = keep(work, to, "add-goods", typed, move |kept: Goods| {
        for (value, found) in
            [(description, kept.description), (mass, kept.mass), (containers, kept.containers), (seals, kept.seals)]
        {
            value.set(found);
        }
        fields.set(kept.papers);
    });
    let wrong = wrong_with(work, move |today| fields.with(|fields| papers::read_goods(fields, catalogue, today).1));
    let matter = work.live.view.with_untracked(|view| {
        view.as_ref().map(|view| papers::of_goods(view.crossing.flow, view.crossing.category)).unwrap_or_default()
    });
    let declaration = StoredValue::new(declaration);
    let act = Callback::new(move |()| {
        // The declaration is corrected by lodging it again, not here.
        let declaration = declaration.get_value();
        let facts = typed.get_untracked().facts(catalogue);
        send(work, to, facts.map(|facts| SubjectFacts::Consignment(Consignment { declaration, ..facts })), draft);
    });
    view! {
        <Correction to=to is_ready=Signal::derive(move || typed.with(|typed| typed.facts(catalogue).is_some())) act=act>
            <Field
                id="c-description" datum=Datum::Goods
                class="span-4"
                label=Signal::derive(|| text("register-description"))
                value=description
            />
            <Field id="c-mass" datum=Datum::Goods label=Signal::derive(|| text("register-mass")) value=mass/>
            <Field
                id="c-containers" datum=Datum::Goods
                class="span-3"
                label=Signal::derive(|| text("register-containers"))
                value=containers
            />
            <Field id="c-seals" datum=Datum::Goods class="span-3" label=Signal::derive(|| text("register-seals")) value=seals/>
            <PapersForm fields=fields papers=Signal::derive(move || matter.clone()) wrong=wrong datum=Datum::Goods/>
        </Correction>
    }
}

#[component]
fn Correction(to: Purpose, is_ready: Signal<bool>, act: Callback<()>, children: Children) -> impl IntoView {
    let (title, hint, does) = match to {
        Purpose::Correct(_) => ("ask-correct", "ask-correct-hint", "ask-correct-do"),
        Purpose::Add(AddedBy::Hand) => ("choice-add", "ask-add-hand-hint", "ask-add-do"),
        Purpose::Add(AddedBy::Scan) => ("choice-add", "ask-add-hint", "ask-add-do"),
    };
    view! {
        <Question
            id="ask-correct"
            title=Signal::derive(move || text(title))
            hint=Signal::derive(move || text(hint))
            does=does
            is_ready=is_ready
            on_do=act
            is_wide=true
        >
            <div class="fields">{children()}</div>
            {(to == Purpose::Add(AddedBy::Scan)).then(|| view! { <Apart/> })}
        </Question>
    }
}

/// What was scanned may be a party of its own.
#[component]
fn Apart() -> impl IntoView {
    let work = Work::here();
    let apart = Callback::new(move |()| {
        let scanned: Option<Scanned> = work.last_scan.get_untracked();
        work.desk.to_register.set(scanned);
        work.desk.go(Page::Register);
    });
    view! { <Button on_press=apart>{t!("ask-add-apart")}</Button> }
}

/// Adds somebody or something to the party: a person who was scanned at once, the rest by what is typed.
#[component]
pub fn AddDialog(what: What, by: AddedBy) -> impl IntoView {
    let to = Purpose::Add(by);
    match (what, by) {
        (What::Person(person), AddedBy::Scan) => view! { <AddScanned person=person/> }.into_any(),
        (What::Person(person), AddedBy::Hand) => view! { <PersonForm to=to person=person/> }.into_any(),
        (What::Vehicle(vehicle), _) => view! { <VehicleForm to=to vehicle=vehicle/> }.into_any(),
        (What::Goods(goods), _) => view! { <GoodsForm to=to goods=goods declaration=None/> }.into_any(),
    }
}

/// Adds somebody who was scanned while this crossing was open, or registers him apart.
#[component]
fn AddScanned(person: Person) -> impl IntoView {
    let work = Work::here();
    let desk = work.desk;
    let name = format!("{} {}", person.surname, person.given_names).trim().to_owned();
    let title = said(work, move |words| words.desk.text_with("ask-add", &Args::new().with("name", name.as_str())));
    let person = StoredValue::new(person);
    let act = Callback::new(move |()| {
        let facts = person.get_value().facts(catalogue_of(desk)).map(SubjectFacts::Traveller);
        send(work, Purpose::Add(AddedBy::Scan), facts, None);
    });
    view! {
        <Question
            id="ask-add"
            title=title
            hint=Signal::derive(|| text("ask-add-hint"))
            does="ask-add-do"
            is_ready=true
            on_do=act
        >
            <Apart/>
        </Question>
    }
}

const fn kind_word(kind: domain::subject::ConveyanceKind) -> &'static str {
    use domain::subject::ConveyanceKind;
    match kind {
        ConveyanceKind::Lorry => "lorry",
        ConveyanceKind::Trailer => "trailer",
        ConveyanceKind::Car => "car",
        ConveyanceKind::Bus => "bus",
        ConveyanceKind::Cycle => "cycle",
    }
}
