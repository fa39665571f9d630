//! The forms of a person, a vehicle and goods: every field is checked at once.
//!
//! Invariant: a field that is wrong says so beside itself; one that is merely empty says so when the officer tries to go on.

use domain::post::Plan;
use domain::travel_document::RepairedCell;
use domain::visibility::Datum;
use leptos::prelude::*;

use super::Registering;
use super::expected::{Expected, SentAhead};
use super::party::{Number, Part, Party, Person, is_doubt};
use super::passenger_list::PassengerList;
use super::tied::{of_goods, of_person, of_vehicle, papers_of};
use super::zone::AsRead;
use crate::components::{Button, ClassMark, Field, Icon, Panel, SelectField, Strength, Tag, Tone};
use crate::pages::papers::{self, PapersForm};
use crate::pages::typed;
use crate::state::Desk;
use crate::t;
use crate::text::{Args, text, text_with};

/// How many days before its end a document is pointed out.
const SOON: i64 = 92;

/// The form of a person.
#[component]
pub fn PersonForm(number: Number) -> impl IntoView {
    let at: Registering = expect_context();
    let desk = Desk::here();
    let party = at.party;
    let person = Memo::new(move |_| party.with(|party| party.member(number).and_then(|m| m.person()).cloned()));
    let field = move |read, write| of_person(party, number, read, write);
    let said = move |name| at.said(number, name);
    let fields = papers_of(party, number);
    let wrong = at.wrong_with(fields, |fields, catalogue, today| papers::read_person(fields, catalogue, today).1);
    let has_vehicle = Memo::new(move |_| party.with(|party| party.vehicle().is_some()));
    let is_minor = Memo::new(move |_| {
        let birth = person.with(|person| person.as_ref().and_then(|person| typed::date(&person.birth, at.catalogue())));
        birth.is_some_and(|birth| typed::age(birth, at.today()) < 18)
    });
    let expiry = Memo::new(move |_| {
        let expires =
            person.with(|person| person.as_ref().and_then(|person| typed::date(&person.expires, at.catalogue())));
        expires.map(|expires| (expires, (expires - at.today()).num_days()))
    });
    let expiry_said = Signal::derive(move || {
        said("expires").get().or_else(|| {
            let (_, days) = expiry.get()?;
            match days {
                ..0 => Some(text("register-expired")),
                0..=SOON => Some(text_with("register-expires-soon", &Args::new().with_count("count", days))),
                _ => None,
            }
        })
    });
    let sexes = Signal::derive(|| ["F", "M", "X"].map(|sex| (sex.to_owned(), text(&format!("sex-{sex}")))).to_vec());
    let parts = Signal::derive(|| {
        Part::ALL.map(|part| (part.word().to_owned(), text(&format!("role-{}", part.word())))).to_vec()
    });
    let guardians = Signal::derive(move || {
        let today = at.today();
        let mut options = vec![(String::new(), text("register-guardian-none"))];
        party.with(|party| {
            options.extend(party.members.iter().filter(|member| member.number != number).filter_map(|member| {
                let birth = typed::date(&member.person()?.birth, at.catalogue());
                birth
                    .is_none_or(|birth| typed::age(birth, today) >= 18)
                    .then(|| (member.number.to_string(), member.label()))
            }));
        });
        options
    });
    let part = field(
        |person| person.part.word().to_owned(),
        |person, typed| {
            if let Some(part) = Part::ALL.into_iter().find(|part| part.word() == typed) {
                person.part = part;
            }
        },
    );
    let guardian = field(
        |person| person.guardian.map(|number| number.to_string()).unwrap_or_default(),
        |person, typed| person.guardian = typed.parse().ok(),
    );
    view! {
        <AsRead number=number/>
        <Panel
            title=Signal::derive(|| text("subject-traveller"))
            aside=ViewFn::from(move || {
                expiry
                    .get()
                    .filter(|(_, days)| *days <= SOON)
                    .map(|(day, days)| {
                        let key = if days < 0 { "register-tag-expired" } else { "register-tag-expires" };
                        let tone = if days < 0 { Tone::Bad } else { Tone::Warn };
                        let said = move || {
                            text_with(key, &Args::new().with("date", at.catalogue().date(day)))
                        };
                        view! { <Tag tone=tone icon="i-clock">{said}</Tag> }
                    })
            })
        >
            <div class="fields">
                <DoubtfulNumber number=number/>
                <Field
                    id="surname"
                    datum=Datum::Person
                    class="span-3"
                    label=Signal::derive(|| text("facts-surname"))
                    value=field(|person| person.surname.clone(), |person, typed| person.surname = typed.to_owned())
                    said=said("surname")
                />
                <Field
                    id="given"
                    datum=Datum::Person
                    class="span-3"
                    label=Signal::derive(|| text("facts-given-names"))
                    value=field(
                        |person| person.given_names.clone(),
                        |person, typed| person.given_names = typed.to_owned(),
                    )
                />
                <Field
                    id="birth"
                    datum=Datum::Person
                    label=Signal::derive(|| text("facts-birth"))
                    placeholder=Signal::derive(move || at.date_example())
                    value=field(|person| person.birth.clone(), |person, typed| person.birth = typed.to_owned())
                    said=said("birth")
                />
                <SelectField
                    id="sex"
                    datum=Datum::Person
                    label=Signal::derive(|| text("facts-sex"))
                    value=field(
                        |person| if person.sex.is_empty() { "X".to_owned() } else { person.sex.clone() },
                        |person, typed| person.sex = typed.to_owned(),
                    )
                    options=sexes
                />
                <Field
                    id="nationality"
                    datum=Datum::Person
                    label=Signal::derive(move || {
                        let name = person
                            .with(|person| person.as_ref().map(|person| person.nationality.clone()).unwrap_or_default());
                        country_label(desk, "facts-nationality", &name)
                    })
                    value=field(
                        |person| person.nationality.clone(),
                        |person, typed| person.nationality = typed.to_ascii_uppercase(),
                    )
                    said=said("nationality")
                />
                <Field
                    id="issuer"
                    datum=Datum::Person
                    label=Signal::derive(move || {
                        let name = person
                            .with(|person| person.as_ref().map(|person| person.issuer.clone()).unwrap_or_default());
                        country_label(desk, "register-issuer", &name)
                    })
                    value=field(
                        |person| person.issuer.clone(),
                        |person, typed| person.issuer = typed.to_ascii_uppercase(),
                    )
                    said=said("issuer")
                />
                <Field
                    id="expires"
                    datum=Datum::Person
                    label=Signal::derive(|| text("facts-valid-until"))
                    placeholder=Signal::derive(move || at.date_example())
                    value=field(|person| person.expires.clone(), |person, typed| person.expires = typed.to_owned())
                    said=expiry_said
                />
                <Show when=move || has_vehicle.get()>
                    <SelectField id="part" datum=Datum::Person label=Signal::derive(|| text("facts-role")) value=part options=parts/>
                </Show>
                <Show when=move || is_minor.get()>
                    <SelectField
                        id="guardian"
                        datum=Datum::Person
                        class="span-3"
                        label=Signal::derive(|| text("register-guardian"))
                        value=guardian
                        options=guardians
                    />
                </Show>
                <PapersForm
                    fields=fields
                    papers=Signal::derive(papers::of_person)
                    wrong=wrong
                    datum=Datum::Person
                />
            </div>
        </Panel>
    }
}

/// The number of the document, and the one cell of it that is in doubt.
#[component]
fn DoubtfulNumber(number: Number) -> impl IntoView {
    let at: Registering = expect_context();
    let party = at.party;
    let zone = Memo::new(move |_| {
        party.with(|party| party.member(number).and_then(|m| m.person()).and_then(|person| person.zone.clone()))
    });
    let doubtful = Memo::new(move |_| zone.with(|zone| zone.as_ref().is_some_and(|zone| zone.is_doubtful())));
    let suggestion = Memo::new(move |_| zone.with(|zone| zone.as_ref().and_then(|zone| zone.repair(at.today()))));
    let settle = Callback::new(move |()| {
        party.update(|party| {
            if let Some(zone) = party.member_mut(number).and_then(|m| m.person_mut()).and_then(|p| p.zone.as_mut()) {
                zone.is_settled = true;
            }
        });
    });
    let take = Callback::new(move |()| {
        let Some(suggestion) = suggestion.get_untracked() else { return };
        party.update(|party| {
            let Some(person) = party.member_mut(number).and_then(|member| member.person_mut()) else { return };
            let (part, guardian, is_listed, mut zone) =
                (person.part, person.guardian, person.is_listed, person.zone.take());
            let papers = std::mem::take(&mut person.papers);
            if let Some(zone) = &mut zone {
                zone.warnings.clone_from(&suggestion.zone.warnings);
                zone.is_settled = true;
            }
            *person =
                Person { part, guardian, is_listed, zone, papers, ..Person::of(&suggestion.zone, at.catalogue()) };
        });
    });
    let value = of_person(
        party,
        number,
        |person| person.number.clone(),
        |person, typed| person.number = typed.to_ascii_uppercase(),
    );
    let said = at.said(number, "number");
    let sentence = move || {
        suggestion.get().map_or_else(
            || text("register-doubt-where"),
            |found| match found.cells.as_slice() {
                [cell] => text_with("register-doubt-cell", &args_of(*cell)),
                cells => {
                    let cells: Vec<String> =
                        cells.iter().map(|cell| text_with("register-doubt-of", &args_of(*cell))).collect();
                    text_with("register-doubt-cells", &Args::new().with("cells", cells.join("; ")))
                }
            },
        )
    };
    view! {
        <Show
            when=move || doubtful.get()
            fallback=move || {
                view! {
                    <Field
                        id="number"
                        datum=Datum::Person
                        is_first=at.by_hand.get_untracked()
                        class="span-3"
                        label=Signal::derive(|| text("register-number"))
                        value=value
                        said=said
                    />
                    <Field
                        id="code"
                        datum=Datum::Person
                        class="span-3"
                        label=Signal::derive(|| text("register-code"))
                        value=of_person(
                            party,
                            number,
                            |person| person.code.clone(),
                            |person, typed| person.code = typed.to_ascii_uppercase(),
                        )
                    />
                }
            }
        >
            <div class="field field--doubt span-6">
                <label for="number">{t!("register-number")} " " <ClassMark datum=Datum::Person/></label>
                <div class="line">
                    <input
                        id="number"
                        class="number"
                        aria-invalid="true"
                        aria-describedby="number-said"
                        autocomplete="off"
                        spellcheck="false"
                        prop:value=value
                        on:input:target=move |event| value.set(event.target().value())
                    />
                    {move || {
                        suggestion
                            .get()
                            .map(|found| {
                                let words = move || {
                                    let instead: Vec<String> =
                                        found.cells.iter().map(|cell| cell.instead.to_string()).collect();
                                    let args = Args::new()
                                        .with("instead", instead.join(", "))
                                        .with("number", found.zone.document_number.clone());
                                    text_with("register-doubt-take", &args)
                                };
                                view! { <Button on_press=take strength=Strength::Main><span>{words}</span></Button> }
                            })
                    }}
                    <Button on_press=settle>{t!("register-doubt-keep")}</Button>
                </div>
                <p class="field__said" id="number-said">
                    <Icon name="i-warn"/>
                    <span>{sentence}</span>
                </p>
            </div>
        </Show>
        {move || {
            let others: Vec<String> = zone
                .get()
                .map(|zone| {
                    zone.warnings
                        .into_iter()
                        .filter(|warning| !is_doubt(warning.code) && super::zone::is_worth_saying(warning.code))
                        .map(|warning| super::zone::warning_sentence(at.desk, &warning))
                        .collect()
                })
                .unwrap_or_default();
            (!others.is_empty())
                .then(|| {
                    view! {
                        <ul class="span-6 remarks">
                            {others
                                .into_iter()
                                .map(|said| view! { <li><Icon name="i-info" class="icon--s"/> " " {said}</li> })
                                .collect_view()}
                        </ul>
                    }
                })
        }}
    }
}

/// A misread cell in words: lines and characters are counted from 1.
fn args_of(cell: RepairedCell) -> Args<'static> {
    Args::new()
        .with_count("line", i64::try_from(cell.line + 1).unwrap_or_default())
        .with_count("place", i64::try_from(cell.place + 1).unwrap_or_default())
        .with("read", cell.read.to_string())
        .with("instead", cell.instead.to_string())
}

/// The form of a vehicle.
#[component]
pub fn VehicleForm(number: Number) -> impl IntoView {
    let at: Registering = expect_context();
    let expected: Expected = expect_context();
    let desk = Desk::here();
    let party = at.party;
    let field = move |read, write| of_vehicle(party, number, read, write);
    let kinds = Signal::derive(|| {
        ["car", "lorry", "trailer", "bus", "cycle"]
            .map(|kind| (kind.to_owned(), text(&format!("vehicle-{kind}"))))
            .to_vec()
    });
    let registered = Memo::new(move |_| {
        party.with(|party| {
            party.member(number).and_then(|m| m.vehicle()).map(|v| v.registered_in.clone()).unwrap_or_default()
        })
    });
    let kind = Memo::new(move |_| {
        party.with(|party| party.member(number).and_then(|m| m.vehicle()).map(|v| v.kind.clone()).unwrap_or_default())
    });
    let fields = papers_of(party, number);
    let wrong = at.wrong_with(fields, |fields, catalogue, today| papers::read_vehicle(fields, catalogue, today).1);
    view! {
        <Panel title=Signal::derive(|| text("subject-conveyance"))>
            <div class="fields">
                <Field
                    id="plate"
                    datum=Datum::Vehicle
                    is_first=at.by_hand.get_untracked()
                    class="span-3"
                    label=Signal::derive(|| text("facts-plate"))
                    value=field(
                        |vehicle| vehicle.plate.clone(),
                        |vehicle, typed| vehicle.plate = typed.to_uppercase(),
                    )
                    said=at.said(number, "plate")
                />
                <SelectField
                    id="kind"
                    datum=Datum::Vehicle
                    class="span-3"
                    label=Signal::derive(|| text("facts-kind"))
                    value=field(
                        |vehicle| if vehicle.kind.is_empty() { "car".to_owned() } else { vehicle.kind.clone() },
                        |vehicle, typed| vehicle.kind = typed.to_owned(),
                    )
                    options=kinds
                />
                <Field
                    id="registered"
                    datum=Datum::Vehicle
                    class="span-3"
                    label=Signal::derive(move || country_label(desk, "facts-registered-in", &registered.get()))
                    value=field(
                        |vehicle| vehicle.registered_in.clone(),
                        |vehicle, typed| vehicle.registered_in = typed.to_ascii_uppercase(),
                    )
                />
                <Field
                    id="operator"
                    datum=Datum::Vehicle
                    class="span-3"
                    label=Signal::derive(|| text("facts-operator"))
                    value=field(
                        |vehicle| vehicle.operator.clone(),
                        |vehicle, typed| vehicle.operator = typed.to_owned(),
                    )
                />
                <Field
                    id="vin"
                    datum=Datum::Vehicle
                    class="span-3"
                    label=Signal::derive(|| text("facts-vin"))
                    value=field(
                        |vehicle| vehicle.vin.clone(),
                        |vehicle, typed| vehicle.vin = typed.to_ascii_uppercase(),
                    )
                />
                <PapersForm
                    fields=fields
                    papers=Signal::derive(move || papers::of_vehicle(&kind.get()))
                    wrong=wrong
                    datum=Datum::Vehicle
                />
            </div>
        </Panel>
        <SentAhead expected=expected/>
        <Show when=move || kind.with(|kind| kind == "bus")>
            <PassengerList number=number/>
        </Show>
    }
}

/// The form of goods.
#[component]
pub fn GoodsForm(number: Number) -> impl IntoView {
    let at: Registering = expect_context();
    let party = at.party;
    let field = move |read, write| of_goods(party, number, read, write);
    let fields = papers_of(party, number);
    let wrong = at.wrong_with(fields, |fields, catalogue, today| papers::read_goods(fields, catalogue, today).1);
    let way = Memo::new(move |_| party.with(|party| (party.flow(), party.category)));
    let matter = Signal::derive(move || {
        let (flow, category) = way.get();
        papers::of_goods(flow, category)
    });
    view! {
        <Panel title=Signal::derive(|| text("subject-consignment"))>
            <div class="fields">
                <Field
                    id="description"
                    datum=Datum::Goods
                    is_first=at.by_hand.get_untracked()
                    class="span-4"
                    label=Signal::derive(|| text("register-description"))
                    value=field(
                        |goods| goods.description.clone(),
                        |goods, typed| goods.description = typed.to_owned(),
                    )
                    said=at.said(number, "description")
                />
                <Field
                    id="mass"
                    datum=Datum::Goods
                    label=Signal::derive(|| text("register-mass"))
                    value=field(|goods| goods.mass.clone(), |goods, typed| goods.mass = typed.to_owned())
                    said=at.said(number, "mass")
                />
                <Field
                    id="containers"
                    datum=Datum::Goods
                    class="span-3"
                    label=Signal::derive(|| text("register-containers"))
                    value=field(
                        |goods| goods.containers.clone(),
                        |goods, typed| goods.containers = typed.to_ascii_uppercase(),
                    )
                    said=at.said(number, "containers")
                />
                <Field
                    id="seals"
                    datum=Datum::Goods
                    class="span-3"
                    label=Signal::derive(|| text("register-seals"))
                    value=field(|goods| goods.seals.clone(), |goods, typed| goods.seals = typed.to_owned())
                />
                <PapersForm fields=fields papers=matter wrong=wrong datum=Datum::Goods/>
            </div>
        </Panel>
    }
}

/// Returns a label with the country's name, once the code typed is one.
fn country_label(desk: Desk, key: &str, code: &str) -> String {
    let label = desk.text(key);
    if catalogue::is_country(code) {
        format!("{label} · {}", catalogue::country_name(code, desk.language.get()))
    } else {
        label
    }
}

/// Returns whether the officer's own control comes first for somebody or something of the party: then he may take it at
/// once.
pub fn is_first_control(plan: &Plan, session: &contract::Session, party: &Party, now: domain::At) -> bool {
    let (exit, _) = plan.exit_and_entry(party.direction);
    let Some(template) = plan.template_at(party.flow(), party.category, now) else { return false };
    let kinds = party.members.iter().map(|member| match &member.what {
        super::party::What::Person(_) => domain::SubjectKind::Traveller,
        super::party::What::Vehicle(_) => domain::SubjectKind::Conveyance,
        super::party::What::Goods(_) => domain::SubjectKind::Consignment,
    });
    let mut first = kinds.filter_map(|kind| {
        template.steps.iter().find(|step| step.on == kind && step.side == domain::Side::Exit).map(|step| step.agency)
    });
    exit == session.state
        && session.roles.contains(&domain::Role::Officer)
        && first.any(|agency| agency == session.agency)
}
