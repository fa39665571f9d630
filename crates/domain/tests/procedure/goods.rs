//! Vehicles and goods with their papers, and what both States agreed about them.

use domain::agreement::{Agreement, CashLimit, Demand, Demanded, Money, SimplifiedTrade};
use domain::customs::{AmountKind, Assessed, CustomsWork, Settlement};
use domain::papers::{
    AnimalCertificate, DangerousGoods, Guarantee, ImportPaper, ImportPaperKind, Insurance, InsuranceKind, SimpleItem,
    SimplifiedDocument, Transit, TransitDocument,
};
use domain::personal::{Channel, PersonalDeclaration};
use domain::post::{Category, Direction, Flow, Plan, Priority};
use domain::step::Step;
use domain::subject::{ConveyanceKind, RelationKind, SubjectFacts};
use domain::{Action, Agency, StepId, SubjectId, SubjectKind};

use super::day::Day;
use super::{Hosts, asks, north, party, plan, south};

/// Returns what both States agreed where each demands everything that can be demanded.
pub fn agreed(hosts: Hosts) -> Plan {
    let from = "2026-01-01".parse().unwrap();
    let demand = |state| move |what: Demanded| Demand { state, what, from, until: None };
    let demands = [north(), south()].into_iter().flat_map(|state| Demanded::ALL.map(demand(state))).collect();
    let limit = |state| CashLimit { state, from, limit: money(1_000_000, "USD") };
    Plan {
        agreement: Agreement {
            demands,
            simplified_trade: vec![SimplifiedTrade {
                name: "COMESA".to_owned(),
                from,
                threshold: money(200_000, "USD"),
                common_list: vec!["0702".to_owned(), "0713".to_owned()],
            }],
            cash_limits: vec![limit(north()), limit(south())],
        },
        ..plan(hosts)
    }
}

/// Returns an amount of money.
pub fn money(minor: u64, currency: &str) -> Money {
    Money { minor, currency: currency.parse().unwrap() }
}

/// Returns a duty.
pub fn amount(minor: u64) -> Assessed {
    Assessed { kind: AmountKind::Duty, amount: money(minor, "USD") }
}

/// Returns the action with what customs does beside it.
pub fn with(mut action: Action, work: CustomsWork) -> Action {
    match &mut action {
        Action::Clear { customs, .. }
        | Action::Query { customs, .. }
        | Action::Answer { customs, .. }
        | Action::Refer { customs, .. }
        | Action::Conclude { customs, .. } => **customs = work,
        other => panic!("customs does nothing beside {}", other.name()),
    }
    action
}

/// Clears several steps.
pub fn clear_all(steps: &[StepId]) -> Action {
    let mut action = asks::clear(StepId(0));
    if let Action::Clear { steps: cleared, .. } = &mut action {
        *cleared = steps.to_vec();
    }
    action
}

/// Returns a declaration of a traveller.
pub fn declares(channel: Channel, cash: Option<Money>) -> PersonalDeclaration {
    PersonalDeclaration { channel, cash: cash.into_iter().collect(), arms: None, animals: None, food: None }
}

/// Returns a car with an import permit and an insurance card that are valid until then.
pub fn car_facts(import_until: Option<&str>, insured_until: Option<&str>) -> SubjectFacts {
    let SubjectFacts::Conveyance(mut car) = party::vehicle(ConveyanceKind::Car, "KCA 100A") else { unreachable!() };
    car.papers.import = import_until.map(|until| ImportPaper {
        kind: ImportPaperKind::Carnet,
        number: "CPD 771".to_owned(),
        issuer: "AA".to_owned(),
        valid_until: until.parse().unwrap(),
    });
    car.papers.insurance = insured_until.map(|until| Insurance {
        kind: InsuranceKind::YellowCard,
        number: "YC 12".to_owned(),
        valid_until: until.parse().unwrap(),
    });
    SubjectFacts::Conveyance(car)
}

/// Registers a car (2) with its driver (1) and a passenger (3).
pub fn car(direction: Direction, facts: SubjectFacts) -> Action {
    Action::Register {
        direction,
        flow: Flow::Car,
        category: None,
        priority: Priority::None,
        subjects: vec![party::person("MWANGI", "KEN"), facts, party::person("ACHIENG", "UGA")],
        relations: vec![party::relation(1, RelationKind::Drives, 2), party::relation(3, RelationKind::TravelsOn, 2)],
    }
}

/// Registers a bus (2) with its driver (1) and so many passengers (3 and on).
pub fn bus(direction: Direction, passengers: u16, heads_listed: Option<u16>) -> Action {
    let SubjectFacts::Conveyance(mut bus) = party::vehicle(ConveyanceKind::Bus, "KCB 500Z") else { unreachable!() };
    bus.papers.heads_listed = heads_listed;
    let SubjectFacts::Conveyance(papers) = car_facts(Some("2027-01-01"), Some("2027-01-01")) else { unreachable!() };
    bus.papers.import = papers.papers.import;
    bus.papers.insurance = papers.papers.insurance;
    let mut subjects = vec![party::person("MWANGI", "KEN"), SubjectFacts::Conveyance(bus)];
    let mut relations = vec![party::relation(1, RelationKind::Drives, 2)];
    for number in 3..3 + passengers {
        subjects.push(party::person(&format!("PASSENGER {number}"), "UGA"));
        relations.push(party::relation(number, RelationKind::TravelsOn, 2));
    }
    Action::Register { direction, flow: Flow::Bus, category: None, priority: Priority::None, subjects, relations }
}

/// Returns facts with every paper that may be demanded of them.
pub fn with_papers(facts: &SubjectFacts) -> SubjectFacts {
    let mut facts = facts.clone();
    let valid_until = "2030-01-01".parse().unwrap();
    match &mut facts {
        SubjectFacts::Traveller(_) => {}
        SubjectFacts::Conveyance(vehicle) => {
            let SubjectFacts::Conveyance(papers) = car_facts(Some("2030-01-01"), Some("2030-01-01")) else {
                unreachable!()
            };
            vehicle.papers.import = papers.papers.import;
            vehicle.papers.insurance = papers.papers.insurance;
        }
        SubjectFacts::Consignment(load) => {
            load.papers.transit = Some(Transit {
                document: TransitDocument::T1,
                reference: "T1 4711".to_owned(),
                guarantee: Some(Guarantee {
                    number: "B 77".to_owned(),
                    amount: money(5_000_000, "USD"),
                    office: "Mombasa".to_owned(),
                }),
            });
            load.papers.animals =
                Some(AnimalCertificate { number: "VET 9".to_owned(), issuer: "KEN".to_owned(), valid_until });
            load.papers.dangerous = Some(DangerousGoods {
                un_number: "UN 1203".parse().unwrap(),
                class: "3".parse().unwrap(),
                transport_document: "ADR 5".to_owned(),
            });
        }
    }
    facts
}

/// Registers a truck of that lane, with every paper.
pub fn truck_with_papers(direction: Direction, category: Category) -> Action {
    let Action::Register { direction, flow, category, priority, mut subjects, relations } =
        party::truck(direction, Some(category))
    else {
        unreachable!()
    };
    for facts in &mut subjects {
        *facts = with_papers(facts);
    }
    Action::Register { direction, flow, category, priority, subjects, relations }
}

/// Returns a simplified document of one item.
pub fn simplified(value_minor: u64, code: &str) -> SimplifiedDocument {
    SimplifiedDocument {
        agreement: "COMESA".to_owned(),
        number: "SCD 17".to_owned(),
        certificate_of_origin: "SCoO 17".to_owned(),
        currency: "USD".parse().unwrap(),
        items: vec![SimpleItem { hs_code: code.parse().unwrap(), description: "Tomatoes".to_owned(), value_minor }],
    }
}

/// Registers a trader (1) with his goods (2).
pub fn small_trader(direction: Direction, document: Option<SimplifiedDocument>) -> Action {
    let SubjectFacts::Consignment(mut load) = party::goods(&[]) else { unreachable!() };
    load.papers.simplified = document;
    Action::Register {
        direction,
        flow: Flow::SmallTrader,
        category: None,
        priority: Priority::None,
        subjects: vec![party::person("NANDUDU", "UGA"), SubjectFacts::Consignment(load)],
        relations: vec![party::relation(2, RelationKind::CarriedOn, 1)],
    }
}

/// Returns one of the commands on vehicles and goods, by two numbers.
pub fn any(day: &Day, step: &Step, pick: u16, other: u16) -> Action {
    let of_kind = |kind: SubjectKind| day.crossing.subjects.values().find(|one| one.kind == kind).map(|one| one.id);
    let goods = of_kind(SubjectKind::Consignment).unwrap_or(SubjectId(3));
    let vehicle = of_kind(SubjectKind::Conveyance).unwrap_or(SubjectId(2));
    let on_board: Vec<SubjectId> = day.crossing.on_board(vehicle).collect();
    let owed = || CustomsWork { assessed: Some(vec![amount(u64::from(other % 3))]), ..CustomsWork::default() };
    match pick % 8 {
        0 | 1 => {
            let read = match day.crossing.subjects.get(&goods).and_then(|found| day.crossing.seals_on(found)) {
                Some(seals) if !other.is_multiple_of(4) => seals.to_vec(),
                _ => vec!["KE999".to_owned()],
            };
            Action::CheckSeals { subject: goods, read }
        }
        2 => {
            let counted = u16::try_from(on_board.len()).unwrap() + u16::from(other.is_multiple_of(5));
            Action::CountHeads { subject: vehicle, heads: counted }
        }
        3 => {
            let off = on_board.get(usize::from(other) % on_board.len().max(1)).copied().unwrap_or(SubjectId(1));
            Action::OffLoad { subjects: vec![off] }
        }
        4 => {
            let channel = if other.is_multiple_of(2) { Channel::Red } else { Channel::Green };
            let cash = other.is_multiple_of(3).then(|| money(2_000_000, "USD"));
            Action::DeclareTraveller { subject: SubjectId(other % 4 + 1), declared: declares(channel, cash) }
        }
        5 => with(asks::query(step.id), owed()),
        6 => with(asks::refer(step.id), owed()),
        _ => with(asks::clear(step.id), settlement()),
    }
}

/// Returns what settles whatever was assessed.
pub fn settlement() -> CustomsWork {
    CustomsWork { settled: Some(Settlement::Paid { number: "R 1".to_owned() }), ..CustomsWork::default() }
}

/// Returns a settlement where this State's customs has assessed something on the step's subject that is still open.
pub fn settles(day: &Day, step: &Step) -> CustomsWork {
    let file = day.file(step.state);
    let is_open = file.amounts.get(&step.subject).is_some_and(domain::private::Amounts::are_open);
    if is_open && step.agency == Agency::Customs { settlement() } else { CustomsWork::default() }
}

/// Returns what puts on record whatever is demanded at a step and is not there.
pub fn supplies(day: &Day, step: &Step) -> Vec<Action> {
    let subject = &day.crossing.subjects[&step.subject];
    match (subject.kind, step.control.0.as_str()) {
        (SubjectKind::Consignment, "seals") => {
            let read = day.crossing.seals_on(subject).unwrap_or_default().to_vec();
            vec![Action::CheckSeals { subject: subject.id, read }]
        }
        (SubjectKind::Conveyance, "passenger_list") => {
            let heads = u16::try_from(day.crossing.on_board(subject.id).count()).unwrap();
            vec![Action::CountHeads { subject: subject.id, heads }]
        }
        _ => Vec::new(),
    }
}
