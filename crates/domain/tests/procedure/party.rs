//! Who and what crosses in the tests.

use domain::customs::{Declaration, Item};
use domain::post::{Category, Direction, Flow, Priority};
use domain::subject::{
    Consignment, Conveyance, ConveyanceKind, Document, Relation, RelationKind, Sex, SubjectFacts, Traveller,
};
use domain::{Action, SubjectId};

/// Returns a grown-up of that nationality.
pub fn person(surname: &str, nationality: &str) -> SubjectFacts {
    SubjectFacts::Traveller(Traveller {
        surname: surname.to_owned(),
        given_names: "ADA".to_owned(),
        nationality: nationality.to_owned(),
        birth_date: "1985-04-02".parse().ok(),
        sex: Sex::F,
        document: Some(Document {
            code: "P".to_owned(),
            issuer: nationality.to_owned(),
            number: "AK123456".to_owned(),
            expires: "2030-01-01".parse().ok(),
        }),
        papers: Box::default(),
    })
}

/// Returns a child of eight years.
pub fn child(surname: &str) -> SubjectFacts {
    let SubjectFacts::Traveller(mut facts) = person(surname, "KEN") else { unreachable!() };
    facts.birth_date = "2018-06-01".parse().ok();
    facts.document = None;
    SubjectFacts::Traveller(facts)
}

/// Returns a vehicle.
pub fn vehicle(kind: ConveyanceKind, plate: &str) -> SubjectFacts {
    SubjectFacts::Conveyance(Conveyance {
        kind,
        plate: plate.parse().unwrap(),
        registered_in: Some("KEN".to_owned()),
        operator: None,
        vin: None,
        papers: Box::default(),
    })
}

/// Returns a load with those seals and no declaration yet.
pub fn goods(seals: &[&str]) -> SubjectFacts {
    SubjectFacts::Consignment(Consignment {
        description: "Green coffee".to_owned(),
        gross_mass_g: 24_000_000,
        containers: Vec::new(),
        seals: seals.iter().map(|&seal| seal.to_owned()).collect(),
        declaration: None,
        papers: Box::default(),
    })
}

/// Returns a declaration without faults.
pub fn declaration() -> Declaration {
    Declaration {
        reference: "C 48213".to_owned(),
        model: "IM4".to_owned(),
        declarant: "Lake Clearing Ltd".to_owned(),
        currency: "USD".to_owned(),
        items: vec![Item {
            hs_code: "090111".parse().unwrap(),
            description: "Coffee, not roasted".to_owned(),
            packages_milli: 400_000,
            package_kind: "BG".to_owned(),
            gross_mass_g: 24_000_000,
            net_mass_g: 23_600_000,
            value_cents: 9_600_000,
            origin: "KEN".to_owned(),
        }],
        containers: Vec::new(),
        seals: vec!["KE771".to_owned()],
    }
}

/// Returns a relation.
pub fn relation(from: u16, kind: RelationKind, to: u16) -> Relation {
    Relation { from: SubjectId(from), kind, to: SubjectId(to) }
}

/// Registers one person on foot.
pub fn walker(direction: Direction) -> Action {
    walkers(direction, vec![person("OKELLO", "UGA")], Vec::new())
}

/// Registers persons on foot.
pub fn walkers(direction: Direction, subjects: Vec<SubjectFacts>, relations: Vec<Relation>) -> Action {
    Action::Register { direction, flow: Flow::Traveller, category: None, priority: Priority::None, subjects, relations }
}

/// Registers a car (2) with its driver (1) and a passenger (3).
pub fn car(direction: Direction) -> Action {
    let subjects = vec![person("MWANGI", "KEN"), vehicle(ConveyanceKind::Car, "KCA 123X"), person("OKELLO", "UGA")];
    let relations = vec![relation(1, RelationKind::Drives, 2), relation(3, RelationKind::TravelsOn, 2)];
    Action::Register { direction, flow: Flow::Car, category: None, priority: Priority::None, subjects, relations }
}

/// Registers a bus (2) with its driver (1), two passengers (3, 5) and a child (4) of the first of them.
pub fn bus(direction: Direction) -> Action {
    let subjects = vec![
        person("MWANGI", "KEN"),
        vehicle(ConveyanceKind::Bus, "KCA 123X"),
        person("OKELLO", "UGA"),
        child("OKELLO"),
        person("NYE", "NOR"),
    ];
    let mut relations = vec![relation(1, RelationKind::Drives, 2), relation(3, RelationKind::Guardian, 4)];
    relations.extend([3, 4, 5].map(|passenger| relation(passenger, RelationKind::TravelsOn, 2)));
    Action::Register { direction, flow: Flow::Bus, category: None, priority: Priority::None, subjects, relations }
}

/// Registers a small trader (1) on foot with his goods (2).
pub fn trader(direction: Direction) -> Action {
    let subjects = vec![person("KAMAU", "KEN"), goods(&[])];
    let relations = vec![relation(2, RelationKind::CarriedOn, 1)];
    let flow = Flow::SmallTrader;
    Action::Register { direction, flow, category: None, priority: Priority::None, subjects, relations }
}

/// Registers a lorry (2) with its driver (1) and sealed goods (3).
pub fn truck(direction: Direction, category: Option<Category>) -> Action {
    let mut subjects = vec![person("MWANGI", "KEN"), vehicle(ConveyanceKind::Lorry, "KCA 123X")];
    let mut relations = vec![relation(1, RelationKind::Drives, 2)];
    if category != Some(Category::Empty) {
        subjects.push(goods(&["KE771"]));
        relations.push(relation(3, RelationKind::CarriedOn, 2));
    }
    Action::Register { direction, flow: Flow::Truck, category, priority: Priority::None, subjects, relations }
}
