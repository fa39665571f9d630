//! Invented parties: people, vehicles, goods. The same seed gives the same ones.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use domain::codes::{HsCode, PlateNumber};
use domain::customs::{Declaration, Item};
use domain::papers::{
    GoodsPapers, ImportPaper, ImportPaperKind, Insurance, InsuranceKind, SimpleItem, SimplifiedDocument, VehiclePapers,
};
use domain::post::{Category, Priority};
use domain::subject::{
    Consignment, Conveyance, ConveyanceKind, Document, Relation, RelationKind, Sex, SubjectFacts, Traveller,
};
use domain::{Action, Direction, Flow, SubjectId};
use serde::Deserialize;

use crate::failure::Error;

const PEOPLE: &str = include_str!("../../../../assets/demonstration/people.toml");

/// Commodity code, description, kilograms of a load, US cents a kilogram, category.
const GOODS: &[(&str, &str, u64, u64, Category)] = &[
    ("151190", "Palm oil, refined, in jerrycans", 18_400, 110, Category::ToBeCleared),
    ("340119", "Laundry soap in bars", 21_300, 95, Category::PreCleared),
    ("300490", "Medicines in retail packs", 6_200, 900, Category::ToBeCleared),
    ("040120", "Fresh milk", 12_000, 80, Category::Perishable),
    ("030462", "Fish fillets, chilled", 9_000, 320, Category::Perishable),
    ("252310", "Cement clinker", 30_000, 9, Category::Transit),
    ("100590", "Maize in bags", 30_000, 28, Category::ToBeCleared),
    ("110100", "Wheat flour", 18_000, 45, Category::PreCleared),
    ("721420", "Steel bars for concrete", 26_000, 78, Category::ToBeCleared),
    ("240220", "Cigarettes", 4_000, 1_400, Category::ToBeCleared),
    ("010420", "Live goats", 4_500, 300, Category::Livestock),
    ("271019", "Diesel fuel", 28_000, 90, Category::Dangerous),
];

/// A small trader's goods, of the common list: commodity code, description, kilograms at most, US cents a kilogram.
const WARES: [(&str, &str, u64, u64); 5] = [
    ("070200", "Tomatoes in crates", 80, 60),
    ("070310", "Onions in nets", 90, 55),
    ("071333", "Dry beans in bags", 100, 90),
    ("080310", "Plantains", 120, 40),
    ("630900", "Worn clothing, one bale", 45, 200),
];

#[derive(Debug, Clone, Deserialize)]
struct Names {
    surnames: Vec<String>,
    given: Vec<String>,
    operators: Vec<String>,
}

/// A source of invented parties.
#[derive(Debug, Clone)]
pub struct Specimens {
    state: u64,
    serial: u32,
    names: BTreeMap<String, Names>,
}

impl Specimens {
    /// Begins with a seed.
    ///
    /// # Errors
    /// When the names that come with the program can't be read, which would be a fault of it.
    pub fn new(seed: u64) -> Result<Self, Error> {
        let names = toml::from_str(PEOPLE).map_err(|_| Error::Fault("the invented names can't be read"))?;
        Ok(Self { state: seed ^ 0x9e37_79b9_7f4a_7c15, serial: 0, names })
    }

    /// Returns a number below `bound` (SplitMix64: fast, and the same everywhere; nothing secret hangs on it).
    pub fn below(&mut self, bound: u64) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % bound.max(1)
    }

    /// Returns the registration of the next party that arrives: most of them on foot or with a lorry, some by car, with a small
    /// trader's load or in a coach.
    pub fn party(&mut self, today: NaiveDate) -> Action {
        let direction = if self.below(2) == 0 { Direction::AToB } else { Direction::BToA };
        match self.below(100) {
            0..40 => self.on_foot(direction, today),
            40..76 => self.lorry(direction, today),
            76..88 => self.car(direction, today),
            88..96 => self.small_trader(direction, today),
            _ => {
                let passengers = 5 + u16::try_from(self.below(8)).unwrap_or_default();
                self.coach(direction, today, passengers)
            }
        }
    }

    /// Returns a person or a family on foot.
    pub fn on_foot(&mut self, direction: Direction, today: NaiveDate) -> Action {
        let nationality = self.nationality(direction);
        let mut adult = self.person(&nationality, today, 22, 40);
        let mut subjects = Vec::new();
        let mut relations = Vec::new();
        let mut priority = Priority::None;
        let has_child = self.below(5) == 0;
        if has_child {
            let mut child = self.person(&nationality, today, 1, 9);
            child.surname.clone_from(&adult.surname);
            relations.push(Relation { from: SubjectId(1), kind: RelationKind::Guardian, to: SubjectId(2) });
            if child.birth_date.is_some_and(|born| today.years_since(born).is_some_and(|years| years < 3)) {
                priority = Priority::Infants;
            }
            adult.sex = Sex::F;
            subjects.push(SubjectFacts::Traveller(adult));
            subjects.push(SubjectFacts::Traveller(child));
        } else {
            subjects.push(SubjectFacts::Traveller(adult));
        }
        Action::Register { direction, flow: Flow::Traveller, category: None, priority, subjects, relations }
    }

    /// Returns a lorry with its driver and its declared load.
    pub fn lorry(&mut self, direction: Direction, today: NaiveDate) -> Action {
        let nationality = self.nationality(direction);
        let driver = self.person(&nationality, today, 24, 30);
        let names = self.names.get(&nationality).cloned();
        let operator = names.and_then(|names| self.pick(&names.operators));
        let plate = self.plate(&nationality);
        let (code, description, kilograms, cents, category) = self.goods();
        let net = kilograms * 1000 - self.below(kilograms * 100);
        let item = Item {
            hs_code: code,
            description: description.to_owned(),
            packages_milli: (net / 25_000).max(1) * 1000,
            package_kind: "BG".to_owned(),
            gross_mass_g: net + net / 50,
            net_mass_g: net,
            value_cents: net / 1000 * cents,
            origin: nationality,
        };
        let seal = format!("SP{:07}", self.below(9_999_999));
        let declaration = Declaration {
            reference: format!("C {}", 10_000 + self.below(80_000)),
            model: "IM4".to_owned(),
            declarant: operator.clone().unwrap_or_else(|| "Specimen Agents".to_owned()),
            currency: "USD".to_owned(),
            items: vec![item],
            containers: Vec::new(),
            seals: vec![seal.clone()],
        };
        let goods = Consignment {
            description: description.to_owned(),
            gross_mass_g: net + net / 50,
            containers: Vec::new(),
            seals: vec![seal],
            declaration: Some(declaration),
            papers: Box::default(),
        };
        let mut subjects = vec![SubjectFacts::Traveller(driver)];
        subjects.extend(plate.map(|plate| {
            SubjectFacts::Conveyance(Conveyance {
                kind: ConveyanceKind::Lorry,
                plate,
                registered_in: None,
                operator,
                vin: None,
                papers: Box::default(),
            })
        }));
        subjects.push(SubjectFacts::Consignment(goods));
        let priority = match category {
            Category::Perishable => Priority::Perishable,
            Category::Livestock => Priority::Livestock,
            Category::PreCleared
            | Category::Transit
            | Category::Empty
            | Category::ToBeCleared
            | Category::Dangerous => Priority::None,
        };
        Action::Register {
            direction,
            flow: Flow::Truck,
            category: Some(category),
            priority,
            subjects,
            relations: vec![
                Relation { from: SubjectId(1), kind: RelationKind::Drives, to: SubjectId(2) },
                Relation { from: SubjectId(3), kind: RelationKind::CarriedOn, to: SubjectId(2) },
            ],
        }
    }

    /// Returns a car with its driver, perhaps somebody beside him, and its papers.
    pub fn car(&mut self, direction: Direction, today: NaiveDate) -> Action {
        let nationality = self.nationality(direction);
        let mut subjects = vec![SubjectFacts::Traveller(self.person(&nationality, today, 24, 40))];
        let mut relations = vec![Relation { from: SubjectId(1), kind: RelationKind::Drives, to: SubjectId(2) }];
        let until = today.checked_add_days(Days::new(30 + self.below(300))).unwrap_or(today);
        let import = ImportPaper {
            kind: ImportPaperKind::Permit,
            number: format!("TIP {:06}", self.below(1_000_000)),
            issuer: "Specimen customs".to_owned(),
            valid_until: until,
        };
        let insurance = Insurance {
            kind: InsuranceKind::YellowCard,
            number: format!("YC {:07}", self.below(10_000_000)),
            valid_until: until,
        };
        let papers = VehiclePapers { import: Some(import), insurance: Some(insurance), heads_listed: None };
        let vin = format!("SPECMN00000{:06}", self.below(1_000_000));
        subjects.extend(self.plate(&nationality).map(|plate| {
            SubjectFacts::Conveyance(Conveyance {
                kind: ConveyanceKind::Car,
                plate,
                registered_in: Some(nationality.clone()),
                operator: None,
                vin: Some(vin),
                papers: Box::new(papers),
            })
        }));
        if self.below(3) == 0 {
            subjects.push(SubjectFacts::Traveller(self.person(&nationality, today, 20, 40)));
            relations.push(Relation { from: SubjectId(3), kind: RelationKind::TravelsOn, to: SubjectId(2) });
        }
        let (flow, priority) = (Flow::Car, Priority::None);
        Action::Register { direction, flow, category: None, priority, subjects, relations }
    }

    /// Returns a small trader with goods of the common list, under the simplified regime that the invented States agreed.
    pub fn small_trader(&mut self, direction: Direction, today: NaiveDate) -> Action {
        let nationality = self.nationality(direction);
        let trader = self.person(&nationality, today, 18, 45);
        let place = usize::try_from(self.below(WARES.len() as u64)).unwrap_or_default();
        let (code, description, kilograms, cents) = WARES.get(place).copied().unwrap_or(WARES[0]);
        let grams = kilograms * 1000 - self.below(kilograms * 200);
        let codes = code.parse().ok().zip("USD".parse().ok());
        let simplified = codes.map(|(hs_code, currency)| SimplifiedDocument {
            agreement: "COMESA".to_owned(),
            number: format!("SCD {:06}", self.below(1_000_000)),
            certificate_of_origin: format!("SCOO {:06}", self.below(1_000_000)),
            currency,
            items: vec![SimpleItem { hs_code, description: description.to_owned(), value_minor: grams / 1000 * cents }],
        });
        let goods = Consignment {
            description: description.to_owned(),
            gross_mass_g: grams,
            containers: Vec::new(),
            seals: Vec::new(),
            declaration: None,
            papers: Box::new(GoodsPapers { simplified, ..GoodsPapers::default() }),
        };
        Action::Register {
            direction,
            flow: Flow::SmallTrader,
            category: None,
            priority: Priority::None,
            subjects: vec![SubjectFacts::Traveller(trader), SubjectFacts::Consignment(goods)],
            relations: Vec::new(),
        }
    }

    /// Returns a coach with its driver and so many passengers.
    pub fn coach(&mut self, direction: Direction, today: NaiveDate, passengers: u16) -> Action {
        let nationality = self.nationality(direction);
        let mut subjects = vec![SubjectFacts::Traveller(self.person(&nationality, today, 24, 30))];
        let mut relations = Vec::new();
        let names = self.names.get(&nationality).cloned();
        let operator = names.and_then(|names| self.pick(&names.operators));
        subjects.extend(self.plate(&nationality).map(|plate| {
            SubjectFacts::Conveyance(Conveyance {
                kind: ConveyanceKind::Bus,
                plate,
                registered_in: None,
                operator,
                vin: None,
                papers: Box::default(),
            })
        }));
        relations.push(Relation { from: SubjectId(1), kind: RelationKind::Drives, to: SubjectId(2) });
        for number in (3..).take(usize::from(passengers)) {
            subjects.push(SubjectFacts::Traveller(self.person(&nationality, today, 19, 50)));
            relations.push(Relation { from: SubjectId(number), kind: RelationKind::TravelsOn, to: SubjectId(2) });
        }
        let (flow, priority) = (Flow::Bus, Priority::None);
        Action::Register { direction, flow, category: None, priority, subjects, relations }
    }

    /// Returns an invented person with a specimen passport, so many years old at least.
    pub fn person(&mut self, nationality: &str, today: NaiveDate, from_age: u64, span: u64) -> Traveller {
        self.serial += 1;
        let names = self.names.get(nationality).cloned();
        let (surname, given) = match &names {
            Some(names) => (self.pick(&names.surnames), self.pick(&names.given)),
            None => (None, None),
        };
        let days = (from_age * 365 + self.below(span.max(1) * 365)).max(40);
        let expires = today.checked_add_days(Days::new(90 + self.below(3000)));
        Traveller {
            surname: surname.unwrap_or_else(|| "Specimen".to_owned()).to_uppercase(),
            given_names: given.unwrap_or_default().to_uppercase(),
            nationality: nationality.to_owned(),
            birth_date: today.checked_sub_days(Days::new(days)),
            sex: if self.below(2) == 0 { Sex::F } else { Sex::M },
            document: Some(Document {
                code: "P".to_owned(),
                issuer: nationality.to_owned(),
                number: format!("SP{:07}", self.serial),
                expires,
            }),
            papers: Box::default(),
        }
    }

    fn nationality(&mut self, direction: Direction) -> String {
        // Most people are of the State they come from or go home to.
        let from_first = (direction == Direction::AToB) == (self.below(3) != 0);
        (if from_first { "KEN" } else { "UGA" }).to_owned()
    }

    fn plate(&mut self, nationality: &str) -> Option<PlateNumber> {
        let letter = |number: u64| char::from(b'A' + u8::try_from(number).unwrap_or_default());
        let (x, y, z) = (letter(self.below(26)), letter(self.below(26)), letter(self.below(26)));
        let digits = self.below(1000);
        let text =
            if nationality == "KEN" { format!("K{x}{y} {digits:03}{z}") } else { format!("UB{x} {digits:03}{z}") };
        text.parse().ok()
    }

    fn goods(&mut self) -> (HsCode, &'static str, u64, u64, Category) {
        loop {
            let place = usize::try_from(self.below(GOODS.len() as u64)).unwrap_or_default();
            if let Some((code, description, kilograms, cents, category)) = GOODS.get(place)
                && let Ok(code) = code.parse()
            {
                return (code, *description, *kilograms, *cents, *category);
            }
        }
    }

    fn pick(&mut self, from: &[String]) -> Option<String> {
        let place = usize::try_from(self.below(from.len() as u64)).ok()?;
        from.get(place).cloned()
    }
}
