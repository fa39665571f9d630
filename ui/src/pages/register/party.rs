//! The party as it grows: what was scanned and typed, and the registration it makes.
//!
//! Invariant: this is the draft that is kept; nothing of it is lost while one field of it is still wrong.

use catalogue::Catalogue;
use chrono::NaiveDate;
use contract::{LastWay, PassengerFault, Scanned};
use domain::codes::{ContainerNumber, PlateNumber};
use domain::manifest::Listed;
use domain::permit::{Permit, VisaDiffers};
use domain::post::{Category, Priority};
use domain::subject::{
    Consignment, Conveyance, ConveyanceKind, Document, Relation, RelationKind, Sex, SubjectFacts, Traveller,
};
use domain::travel_document::{MachineReadableZone, MrzFormat, Repair, Warning, WarningCode, read};
use domain::{Action, Direction, Flow, Reference, SubjectId};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::pages::fields::{Fields, Wrong};
use crate::pages::{papers, typed};

/// How many persons a car takes.
const CAR_SEATS: usize = 9;

/// Numbers a member of the party while it is registered.
pub type Number = u32;

/// What a person does in the party.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Part {
    /// Travels along, or on foot.
    #[default]
    Passenger,
    /// Drives the vehicle.
    Driver,
    /// Works it.
    Crew,
}

impl Part {
    /// Every part, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Passenger, Self::Driver, Self::Crew];

    /// Returns the word under which it is looked up.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Passenger => "passenger",
            Self::Driver => "driver",
            Self::Crew => "crew",
        }
    }
}

/// A zone as it was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ZoneRead {
    /// The lines as they came; empty where they are no longer known.
    pub text: String,
    /// What the officer should know.
    pub warnings: Vec<Warning>,
    /// The officer compared the page and keeps what stands there.
    pub is_settled: bool,
    /// The open crossing the document is on, if any.
    pub elsewhere: Option<String>,
    /// The way its bearer left the last time.
    #[serde(default)]
    pub last: Option<LastWay>,
}

impl ZoneRead {
    /// Returns whether a check digit does not agree and nobody looked yet.
    pub fn is_doubtful(&self) -> bool {
        !self.is_settled && self.warnings.iter().any(|warning| is_doubt(warning.code))
    }

    /// Returns how it was likely printed, where it is doubtful and one reading alone fits. Nothing is repaired without the officer:
    /// he compares with the page and says which it is.
    pub fn repair(&self, today: NaiveDate) -> Option<Repair> {
        if self.is_doubtful() { read(&self.text, today).repair } else { None }
    }
}

/// Returns a zone in its lines; readers send it as one line too.
fn lines_of(text: &str, format: Option<MrzFormat>) -> String {
    let width = match format {
        Some(MrzFormat::Td1) => 30,
        Some(MrzFormat::Td2 | MrzFormat::MrvB) => 36,
        Some(MrzFormat::Td3 | MrzFormat::MrvA) => 44,
        _ => return text.trim().to_owned(),
    };
    let cells: Vec<char> = text.trim().chars().collect();
    if cells.contains(&'\n') || !cells.len().is_multiple_of(width) {
        return text.trim().to_owned();
    }
    cells.chunks(width).map(|line| line.iter().collect::<String>()).collect::<Vec<_>>().join("\n")
}

/// Says whether a remark means that a cell was misread or altered.
pub const fn is_doubt(code: WarningCode) -> bool {
    matches!(
        code,
        WarningCode::CheckDigitBad
            | WarningCode::CheckDigitMissing
            | WarningCode::UnreadCells
            | WarningCode::NameHasDigits
    )
}

/// A person, as typed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Person {
    /// Family name.
    pub surname: String,
    /// Given names.
    pub given_names: String,
    /// Date of birth.
    pub birth: String,
    /// `F`, `M` or `X`.
    pub sex: String,
    /// Nationality, alpha-3 as printed.
    pub nationality: String,
    /// Document code.
    pub code: String,
    /// Its issuer.
    pub issuer: String,
    /// Its number; empty for a child without one.
    pub number: String,
    /// Its last day.
    pub expires: String,
    /// What he does in the party.
    pub part: Part,
    /// Who answers for a minor.
    pub guardian: Option<Number>,
    /// The zone that was read.
    pub zone: Option<ZoneRead>,
    /// He is on the operator's list.
    #[serde(default)]
    pub is_listed: bool,
    /// What allows his stay.
    #[serde(default)]
    pub papers: Fields,
}

/// A vehicle, as typed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Vehicle {
    /// The plate.
    pub plate: String,
    /// `lorry`, `trailer`, `car`, `bus`, `cycle`.
    pub kind: String,
    /// State of registration.
    pub registered_in: String,
    /// Operator.
    pub operator: String,
    /// The number stamped on its frame.
    #[serde(default)]
    pub vin: String,
    /// Its papers.
    #[serde(default)]
    pub papers: Fields,
}

/// Goods, as typed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Goods {
    /// What they are.
    pub description: String,
    /// Gross mass in kilograms.
    pub mass: String,
    /// Containers, with commas between.
    pub containers: String,
    /// Seals, with commas between.
    pub seals: String,
    /// Their papers, save a declaration.
    #[serde(default)]
    pub papers: Fields,
}

/// Who or what a member is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum What {
    /// A person.
    Person(Person),
    /// A vehicle or trailer.
    Vehicle(Vehicle),
    /// Goods.
    Goods(Goods),
}

/// One of the party.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// Its number while it is registered.
    pub number: Number,
    /// Who or what.
    pub what: What,
}

/// A line of the operator's list that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unread {
    /// Its number in the list.
    pub line: usize,
    /// The line as it stands now.
    pub text: String,
}

/// What of the operator's list is still to be taken in.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Waiting {
    /// What was typed or pasted.
    pub text: String,
    /// The line that names the columns.
    pub heading: String,
    /// The lines that are to be mended.
    pub lines: Vec<Unread>,
    /// What could not be read of a list that the operator's system sent: whoever it is about is in the party.
    #[serde(default)]
    pub faults: Vec<PassengerFault>,
}

impl Waiting {
    /// Nothing waits.
    pub const NOTHING: Self =
        Self { text: String::new(), heading: String::new(), lines: Vec::new(), faults: Vec::new() };

    /// Returns whether nothing waits.
    pub fn is_over(&self) -> bool {
        self.lines.is_empty() && self.text.trim().is_empty()
    }
}

/// A registration as it was sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sent {
    /// What.
    pub action: Action,
    /// The key under which it happens once.
    pub key: Uuid,
}

/// The party as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Party {
    /// Which way it moves.
    pub direction: Direction,
    /// What the officer says it comes with; else it follows from what is there.
    pub flow: Option<Flow>,
    /// The road lane.
    pub category: Option<Category>,
    /// Why it goes before others.
    pub priority: Priority,
    /// Who and what, in the order in which they came.
    pub members: Vec<Member>,
    /// The last number given.
    pub last: Number,
    /// The reserved reference that stands on the party's paper.
    #[serde(default)]
    pub reserved: Option<Reference>,
    /// On which day and at what time it arrived, as its paper states it.
    #[serde(default)]
    pub stated: [String; 2],
    /// The operator's list of a bus.
    #[serde(default)]
    pub list: Waiting,
    /// The list that was sent ahead and filled it.
    #[serde(default)]
    pub advance: Option<Uuid>,
    /// How it was sent last: sent again as it was, it is the same command, not a second party.
    #[serde(default)]
    pub sent: Option<Sent>,
}

/// A fault of a field: where, and the key of what is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Of whom.
    pub member: Number,
    /// Which field.
    pub field: &'static str,
    /// The key of the sentence.
    pub said: &'static str,
    /// It keeps the party from being registered.
    pub is_grave: bool,
    /// Nothing was typed yet: said only when the officer tries to go on.
    pub is_missing: bool,
}

impl Party {
    /// Returns a party of nobody that moves that way.
    pub const fn new(direction: Direction) -> Self {
        Self {
            direction,
            flow: None,
            category: None,
            priority: Priority::None,
            members: Vec::new(),
            last: 0,
            reserved: None,
            stated: [String::new(), String::new()],
            list: Waiting::NOTHING,
            advance: None,
            sent: None,
        }
    }

    /// Adds somebody or something and returns its number.
    pub fn add(&mut self, what: What) -> Number {
        self.last += 1;
        let number = self.last;
        let what = match what {
            What::Person(mut person) => {
                // Whoever came first with a vehicle drives it, until the officer says otherwise.
                if self.vehicle().is_some() && self.driver().is_none() {
                    person.part = Part::Driver;
                }
                What::Person(person)
            }
            What::Vehicle(vehicle) => {
                if self.vehicle().is_none() && self.driver().is_none() {
                    let first = self.members.iter_mut().find_map(|member| member.person_mut());
                    if let Some(first) = first {
                        first.part = Part::Driver;
                    }
                }
                What::Vehicle(vehicle)
            }
            What::Goods(goods) => {
                // What carries goods is no car, until the officer says otherwise.
                let car = self.members.iter_mut().find_map(|member| member.vehicle_mut()).filter(|v| v.kind == "car");
                if let Some(vehicle) = car {
                    "lorry".clone_into(&mut vehicle.kind);
                }
                What::Goods(goods)
            }
        };
        self.members.push(Member { number, what });
        // A car has at the most eight seats beside the driver's (UNECE, category M1).
        if self.heads() > CAR_SEATS
            && let Some(car) =
                self.members.iter_mut().find_map(|member| member.vehicle_mut()).filter(|v| v.kind == "car")
        {
            "bus".clone_into(&mut car.kind);
        }
        number
    }

    /// Takes what was scanned in; returns whom it is about and whether it was there already.
    pub fn take(&mut self, scanned: &Scanned, text: &str, catalogue: &Catalogue) -> Option<(Number, bool)> {
        match scanned {
            Scanned::Document { zone, open, last } => {
                zone.format?;
                let person = Person {
                    zone: Some(ZoneRead {
                        text: lines_of(text, zone.format),
                        warnings: zone.warnings.clone(),
                        is_settled: false,
                        elsewhere: open.iter().find(|found| found.is_open).map(|found| found.reference.to_string()),
                        last: last.clone(),
                    }),
                    ..Person::of(zone, catalogue)
                };
                let known = match self.bearer_mut(&person).map(|(number, _)| number) {
                    Some(number) => Some(number),
                    None => self.listed_without_document(&person, catalogue),
                };
                let known = known.and_then(|number| Some((number, self.member_mut(number)?.person_mut()?)));
                Some(match known {
                    // Whoever was listed or typed in before is now as his document has him.
                    Some((number, known)) if known.zone.is_none() => {
                        let (part, guardian, is_listed) = (known.part, known.guardian, known.is_listed);
                        let papers = std::mem::take(&mut known.papers);
                        *known = Person { part, guardian, is_listed, papers, ..person };
                        (number, false)
                    }
                    Some((number, _)) => (number, true),
                    None => (self.add(What::Person(person)), false),
                })
            }
            Scanned::Unknown { text, is_plate: true } => {
                let plate = text.parse::<PlateNumber>().ok()?;
                let known = self.members.iter().find(|member| {
                    member.vehicle().is_some_and(|known| known.plate.parse::<PlateNumber>() == Ok(plate.clone()))
                });
                Some(match known {
                    Some(member) => (member.number, true),
                    None => {
                        let kind = self.next_vehicle_kind().to_owned();
                        let vehicle = Vehicle { plate: plate.to_string(), kind, ..Vehicle::default() };
                        (self.add(What::Vehicle(vehicle)), false)
                    }
                })
            }
            Scanned::Unknown { .. } | Scanned::Slip { .. } | Scanned::Crossings { .. } | Scanned::Reserved { .. } => {
                None
            }
        }
    }

    /// Puts a visa's zone to whose it is. Returns to whom, and what there is to say of it; nothing where it fits nobody.
    pub fn take_visa(
        &mut self,
        zone: &MachineReadableZone,
        selected: Option<Number>,
        catalogue: &Catalogue,
    ) -> Option<(Number, Visa)> {
        let persons = self.members.iter().filter_map(|member| Some((member.number, member.person()?)));
        let number = whose_visa(persons, zone, selected, catalogue)?;
        let visa = self.member_mut(number)?.person_mut()?.put_visa(zone, catalogue)?;
        Some((number, visa))
    }

    /// Takes in whoever is on the operator's list, the crew first; returns how many came and how many were there already. Who
    /// has no document is known by his names, his birth and his nationality among those who were there before, each once.
    pub fn take_list(&mut self, heads: &[Listed], catalogue: &Catalogue) -> (usize, usize) {
        let before = self.members.len();
        let persons = self.members.iter().filter_map(|member| Some((member.number, member.person()?)));
        let mut there: Vec<_> = persons.map(|(number, person)| (number, by_name(person, catalogue))).collect();
        let (crew, others): (Vec<&Listed>, Vec<&Listed>) = heads.iter().partition(|listed| listed.is_crew);
        for listed in crew.into_iter().chain(others) {
            let part = if listed.is_crew { Part::Crew } else { Part::Passenger };
            let person = Person { part, is_listed: true, ..Person::of_facts(&listed.person, catalogue) };
            let known = if person.number.is_empty() {
                let found = there.iter().position(|(_, known)| *known == by_name(&person, catalogue));
                found.map(|place| there.swap_remove(place).0)
            } else {
                self.bearer_mut(&person).map(|(number, _)| number)
            };
            match known.and_then(|number| self.member_mut(number)?.person_mut()) {
                Some(known) => known.is_listed = true,
                None => {
                    self.add(What::Person(person));
                }
            }
        }
        let came = self.members.len() - before;
        (came, heads.len() - came)
    }

    /// Returns how many who are on the operator's list were scanned, and how many are on it.
    pub fn seen_of_list(&self) -> (usize, usize) {
        let listed = || self.members.iter().filter_map(Member::person).filter(|person| person.is_listed);
        (listed().filter(|person| person.zone.is_some()).count(), listed().count())
    }

    /// Returns who is on the operator's list without a document and, by what else it says of him, bears this one.
    fn listed_without_document(&self, person: &Person, catalogue: &Catalogue) -> Option<Number> {
        let is_he = |known: &Person| {
            known.is_listed
                && known.zone.is_none()
                && known.number.trim().is_empty()
                && by_name(known, catalogue) == by_name(person, catalogue)
        };
        self.members.iter().find(|member| member.person().is_some_and(is_he)).map(|member| member.number)
    }

    /// Returns who bears the same document.
    fn bearer_mut(&mut self, person: &Person) -> Option<(Number, &mut Person)> {
        self.members.iter_mut().find_map(|member| {
            let number = member.number;
            let is_same = |known: &Person| {
                !person.number.is_empty()
                    && folded(&known.number) == folded(&person.number)
                    && folded(&known.issuer) == folded(&person.issuer)
            };
            member.person_mut().filter(|known| is_same(known)).map(|known| (number, known))
        })
    }

    /// Takes somebody or something out again.
    pub fn remove(&mut self, number: Number) {
        self.members.retain(|member| member.number != number);
        if self.vehicle().is_none() {
            self.list = Waiting::NOTHING;
            self.advance = None;
        }
        for member in &mut self.members {
            if let Some(person) = member.person_mut().filter(|person| person.guardian == Some(number)) {
                person.guardian = None;
            }
        }
    }

    /// Returns what it comes with: as the officer said, else as what is there tells.
    pub fn flow(&self) -> Flow {
        self.flow.unwrap_or_else(|| {
            let has_goods = self.members.iter().any(|member| member.goods().is_some());
            match (self.vehicle().map(|(_, vehicle)| vehicle.kind.as_str()), has_goods) {
                (Some("bus"), _) => Flow::Bus,
                (Some("lorry" | "trailer"), _) | (Some(_), true) => Flow::Truck,
                (Some(_), false) => Flow::Car,
                (None, true) => Flow::SmallTrader,
                (None, false) => Flow::Traveller,
            }
        })
    }

    /// Returns the member of that number.
    pub fn member(&self, number: Number) -> Option<&Member> {
        self.members.iter().find(|member| member.number == number)
    }

    /// Changes the member of that number.
    pub fn member_mut(&mut self, number: Number) -> Option<&mut Member> {
        self.members.iter_mut().find(|member| member.number == number)
    }

    /// Returns how many persons there are.
    pub fn heads(&self) -> usize {
        self.members.iter().filter(|member| member.person().is_some()).count()
    }

    /// Returns what is wrong, in the order of the party.
    pub fn faults(&self, today: NaiveDate, catalogue: &Catalogue) -> Vec<Fault> {
        let mut faults = Vec::new();
        for member in &self.members {
            let mut grave = |field, said, is_missing| {
                faults.push(Fault { member: member.number, field, said, is_grave: true, is_missing });
            };
            match &member.what {
                What::Person(person) => {
                    if person.surname.trim().is_empty() {
                        grave("surname", "register-surname-missing", true);
                    }
                    let nationality = person.nationality.trim();
                    if nationality.is_empty() {
                        grave("nationality", "register-nationality-missing", true);
                    } else if !catalogue::is_country(nationality) {
                        grave("nationality", "register-country-unknown", false);
                    }
                    let birth = typed::date(&person.birth, catalogue);
                    if !person.birth.trim().is_empty() && birth.is_none_or(|birth| birth > today) {
                        grave("birth", "register-date-wrong", false);
                    }
                    if !person.expires.trim().is_empty() && typed::date(&person.expires, catalogue).is_none() {
                        grave("expires", "register-date-wrong", false);
                    }
                    let has_number = !person.number.trim().is_empty();
                    let may_lack_one = birth.is_some_and(|birth| typed::age(birth, today) < 18);
                    if !has_number && !may_lack_one {
                        grave("number", "register-number-missing", true);
                    }
                    if has_number && !catalogue::is_country(person.issuer.trim()) {
                        let is_missing = person.issuer.trim().is_empty();
                        grave(
                            "issuer",
                            if is_missing { "register-issuer-missing" } else { "register-country-unknown" },
                            is_missing,
                        );
                    }
                    if person.zone.as_ref().is_some_and(ZoneRead::is_doubtful) {
                        grave("number", "register-doubt", false);
                    }
                    wrong_papers(&papers::read_person(&person.papers, catalogue, today).1, &mut grave);
                }
                What::Vehicle(vehicle) => {
                    if vehicle.plate.trim().is_empty() {
                        grave("plate", "register-plate-missing", true);
                    } else if vehicle.plate.parse::<PlateNumber>().is_err() {
                        grave("plate", "register-plate-wrong", false);
                    }
                    wrong_papers(&papers::read_vehicle(&vehicle.papers, catalogue, today).1, &mut grave);
                    if vehicle.kind == "bus" && !self.list.is_over() {
                        grave("list", "list-waits", false);
                    }
                }
                What::Goods(goods) => {
                    if goods.description.trim().is_empty() {
                        grave("description", "register-description-missing", true);
                    }
                    match typed::quantity(&goods.mass, 3) {
                        Some(0) => grave("mass", "register-mass-zero", false),
                        Some(_) => {}
                        None => {
                            let is_missing = goods.mass.trim().is_empty();
                            grave(
                                "mass",
                                if is_missing { "register-mass-missing" } else { "register-mass-wrong" },
                                is_missing,
                            );
                        }
                    }
                    if typed::list(&goods.containers).iter().any(|one| one.parse::<ContainerNumber>().is_err()) {
                        grave("containers", "register-container-wrong", false);
                    }
                    wrong_papers(&papers::read_goods(&goods.papers, catalogue, today).1, &mut grave);
                }
            }
        }
        faults
    }

    /// Returns the registration, where nothing stands in its way.
    pub fn registration(&self, today: NaiveDate, catalogue: &Catalogue) -> Option<Action> {
        if self.members.is_empty() || self.faults(today, catalogue).iter().any(|fault| fault.is_grave) {
            return None;
        }
        let subjects = self.members.iter().map(|member| member.facts(catalogue)).collect::<Option<Vec<_>>>()?;
        Some(Action::Register {
            direction: self.direction,
            flow: self.flow(),
            category: self.category,
            priority: self.priority,
            subjects,
            relations: self.relations(),
        })
    }

    /// Returns how the members belong together, by their places: drivers drive the first vehicle, trailers are towed by it,
    /// goods are carried on the trailer or the vehicle, persons travel on it, minors have their guardian.
    fn relations(&self) -> Vec<Relation> {
        let place = |number: Number| {
            let at = self.members.iter().position(|member| member.number == number)?;
            u16::try_from(at + 1).ok().map(SubjectId)
        };
        let vehicle = self.vehicle().and_then(|(number, _)| place(number));
        let trailer = self
            .members
            .iter()
            .find(|member| member.vehicle().is_some_and(|vehicle| vehicle.kind == "trailer"))
            .and_then(|member| place(member.number));
        let mut relations = Vec::new();
        for member in &self.members {
            let Some(from) = place(member.number) else { continue };
            let mut add = |kind, to: Option<SubjectId>| {
                relations.extend(to.filter(|to| *to != from).map(|to| Relation { from, kind, to }));
            };
            match &member.what {
                What::Person(person) => add(
                    match person.part {
                        Part::Driver => RelationKind::Drives,
                        Part::Crew => RelationKind::CrewOf,
                        Part::Passenger => RelationKind::TravelsOn,
                    },
                    vehicle,
                ),
                What::Vehicle(own) if own.kind == "trailer" => add(RelationKind::TowedBy, vehicle),
                What::Vehicle(_) => {}
                What::Goods(_) => add(RelationKind::CarriedOn, trailer.or(vehicle)),
            }
            if let Some(to) = member.person().and_then(|person| person.guardian).and_then(place) {
                relations.push(Relation { from: to, kind: RelationKind::Guardian, to: from });
            }
        }
        relations
    }

    /// Returns the vehicle that drives: the first that is no trailer, else the first.
    pub fn vehicle(&self) -> Option<(Number, &Vehicle)> {
        let vehicles = || self.members.iter().filter_map(|member| Some((member.number, member.vehicle()?)));
        vehicles().find(|(_, vehicle)| vehicle.kind != "trailer").or_else(|| vehicles().next())
    }

    fn driver(&self) -> Option<&Person> {
        self.members.iter().filter_map(Member::person).find(|person| person.part == Part::Driver)
    }

    fn next_vehicle_kind(&self) -> &'static str {
        match (self.vehicle(), self.flow()) {
            (Some((_, vehicle)), _) if vehicle.kind == "lorry" => "trailer",
            (_, Flow::Bus) => "bus",
            (_, Flow::Truck | Flow::SmallTrader) => "lorry",
            (_, Flow::Traveller | Flow::Car) => "car",
        }
    }
}

/// Names, birth and nationality, as whoever has no document is known.
fn by_name(person: &Person, catalogue: &Catalogue) -> ([String; 3], Option<NaiveDate>) {
    let words = [&person.surname, &person.given_names, &person.nationality].map(|word| word.trim().to_uppercase());
    (words, typed::date(&person.birth, catalogue))
}

/// Numbers and codes of documents: spaces, hyphens and letter case are the operator's.
fn folded(code: &str) -> String {
    code.chars().filter(char::is_ascii_alphanumeric).map(|sign| sign.to_ascii_uppercase()).collect()
}

/// What of the papers keeps the party from being registered; beside its field stands which it is.
fn wrong_papers(wrong: &[Wrong], grave: &mut impl FnMut(&'static str, &'static str, bool)) {
    if let Some(first) = wrong.iter().find(|wrong| wrong.is_grave) {
        grave("papers", "papers-wrong", first.is_missing);
    }
}

impl Member {
    /// Returns the papers.
    pub const fn papers(&self) -> &Fields {
        match &self.what {
            What::Person(person) => &person.papers,
            What::Vehicle(vehicle) => &vehicle.papers,
            What::Goods(goods) => &goods.papers,
        }
    }

    /// Returns the papers to be changed.
    pub const fn papers_mut(&mut self) -> &mut Fields {
        match &mut self.what {
            What::Person(person) => &mut person.papers,
            What::Vehicle(vehicle) => &mut vehicle.papers,
            What::Goods(goods) => &mut goods.papers,
        }
    }

    /// Returns the person, if it is one.
    pub const fn person(&self) -> Option<&Person> {
        if let What::Person(person) = &self.what { Some(person) } else { None }
    }

    /// Returns the person to be changed, if it is one.
    pub const fn person_mut(&mut self) -> Option<&mut Person> {
        if let What::Person(person) = &mut self.what { Some(person) } else { None }
    }

    /// Returns the vehicle, if it is one.
    pub const fn vehicle(&self) -> Option<&Vehicle> {
        if let What::Vehicle(vehicle) = &self.what { Some(vehicle) } else { None }
    }

    /// Returns the vehicle to be changed, if it is one.
    pub const fn vehicle_mut(&mut self) -> Option<&mut Vehicle> {
        if let What::Vehicle(vehicle) = &mut self.what { Some(vehicle) } else { None }
    }

    /// Returns the goods, if it is them.
    pub const fn goods(&self) -> Option<&Goods> {
        if let What::Goods(goods) = &self.what { Some(goods) } else { None }
    }

    /// Returns the goods to be changed, if it is them.
    pub const fn goods_mut(&mut self) -> Option<&mut Goods> {
        if let What::Goods(goods) = &mut self.what { Some(goods) } else { None }
    }

    /// Returns what a list shows first.
    pub fn label(&self) -> String {
        let label = match &self.what {
            What::Person(person) => format!("{} {}", person.surname, person.given_names).trim().to_owned(),
            What::Vehicle(vehicle) => vehicle.plate.clone(),
            What::Goods(goods) => goods.description.clone(),
        };
        if label.is_empty() { "–".to_owned() } else { label }
    }

    /// Returns the facts, where every field can be read.
    pub fn facts(&self, catalogue: &Catalogue) -> Option<SubjectFacts> {
        match &self.what {
            What::Person(person) => person.facts(catalogue).map(SubjectFacts::Traveller),
            What::Vehicle(vehicle) => vehicle.facts(catalogue).map(SubjectFacts::Conveyance),
            What::Goods(goods) => goods.facts(catalogue).map(SubjectFacts::Consignment),
        }
    }
}

impl Person {
    /// Returns the person of a zone.
    pub fn of(zone: &MachineReadableZone, catalogue: &Catalogue) -> Self {
        let written = |date: Option<NaiveDate>| date.map(|date| catalogue.date(date)).unwrap_or_default();
        let nationality = if zone.nationality.is_empty() { &zone.issuing_state } else { &zone.nationality };
        Self {
            surname: zone.surname.clone(),
            given_names: zone.given_names.clone(),
            birth: written(zone.birth_date_full),
            sex: match zone.sex.as_str() {
                "F" | "M" => zone.sex.clone(),
                _ => "X".to_owned(),
            },
            nationality: nationality.clone(),
            code: zone.document_code.clone(),
            issuer: zone.issuing_state.clone(),
            number: zone.document_number.clone(),
            expires: written(zone.expiry_date_full),
            ..Self::default()
        }
    }

    /// Returns the person of facts that were captured before.
    pub fn of_facts(person: &Traveller, catalogue: &Catalogue) -> Self {
        let written = |date: Option<NaiveDate>| date.map(|date| catalogue.date(date)).unwrap_or_default();
        let paper = person.document.as_ref();
        let of_paper = |field: fn(&Document) -> &String| paper.map(field).cloned().unwrap_or_default();
        Self {
            surname: person.surname.clone(),
            given_names: person.given_names.clone(),
            birth: written(person.birth_date),
            sex: format!("{:?}", person.sex),
            nationality: person.nationality.clone(),
            code: of_paper(|paper| &paper.code),
            issuer: of_paper(|paper| &paper.issuer),
            number: of_paper(|paper| &paper.number),
            expires: written(paper.and_then(|paper| paper.expires)),
            papers: papers::typed_person(&person.papers, catalogue),
            ..Self::default()
        }
    }

    /// Returns the facts as they are registered.
    pub fn facts(&self, catalogue: &Catalogue) -> Option<Traveller> {
        let papers = whole(papers::read_person(&self.papers, catalogue, NaiveDate::MIN))?;
        Some(Traveller { papers: Box::new(papers), ..self.without_papers(catalogue) })
    }

    fn without_papers(&self, catalogue: &Catalogue) -> Traveller {
        let code = |text: &str| text.trim().to_ascii_uppercase();
        let number = code(&self.number);
        let document = (!number.is_empty()).then(|| Document {
            code: if self.code.trim().is_empty() { "P".to_owned() } else { code(&self.code) },
            issuer: code(&self.issuer),
            number,
            expires: typed::date(&self.expires, catalogue),
        });
        Traveller {
            surname: self.surname.trim().to_owned(),
            given_names: self.given_names.trim().to_owned(),
            nationality: code(&self.nationality),
            birth_date: typed::date(&self.birth, catalogue),
            sex: match self.sex.as_str() {
                "F" => Sex::F,
                "M" => Sex::M,
                _ => Sex::X,
            },
            document,
            papers: Box::default(),
        }
    }

    /// Puts a visa's zone to the person, and returns what differs.
    pub fn put_visa(&mut self, zone: &MachineReadableZone, catalogue: &Catalogue) -> Option<Visa> {
        let mut permit = Permit::of_zone(zone)?;
        // Doc 9303 part 7 leaves it to the issuer whether the zone has the visa's number or the passport's.
        let has_passports_number = self.bears(&permit.number);
        if has_passports_number {
            permit.number.clear();
        }
        papers::put_permit(&mut self.papers, &permit, catalogue);
        let is_doubtful = zone.warnings.iter().any(|warning| is_doubt(warning.code));
        let differs = VisaDiffers::between(zone, &self.without_papers(catalogue));
        Some(Visa { differs, has_passports_number, is_doubtful })
    }

    fn bears(&self, number: &str) -> bool {
        !number.is_empty() && self.number.trim().eq_ignore_ascii_case(number)
    }

    /// Returns whether a visa's zone has this person's name and nothing against his date of birth.
    fn is_named_in(&self, zone: &MachineReadableZone, catalogue: &Catalogue) -> bool {
        let differs = VisaDiffers::between(zone, &self.without_papers(catalogue));
        !differs.iter().any(|what| matches!(what, VisaDiffers::Name | VisaDiffers::BirthDate))
    }
}

/// Returns whose a visa is: whose passport's number its zone has, else whose name it has, else the selected one's, where he has
/// no other permit yet.
pub fn whose_visa<'a, N: Copy + PartialEq>(
    persons: impl Iterator<Item = (N, &'a Person)> + Clone,
    zone: &MachineReadableZone,
    selected: Option<N>,
    catalogue: &Catalogue,
) -> Option<N> {
    let is_free = |(number, person): &(N, &Person)| Some(*number) == selected && !person.papers.has("permit-number");
    let mut by_number = persons.clone();
    let mut by_name = persons.clone();
    let mut free = persons;
    let found = by_number
        .find(|(_, person)| person.bears(&zone.document_number))
        .or_else(|| by_name.find(|(_, person)| person.is_named_in(zone, catalogue)))
        .or_else(|| free.find(is_free));
    found.map(|(number, _)| number)
}

/// What there is to say of a visa that was put to a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visa {
    /// In what it differs from him.
    pub differs: Vec<VisaDiffers>,
    /// The zone has the passport's number: the visa's own is read from its face.
    pub has_passports_number: bool,
    /// A check digit does not agree, or a cell was not read.
    pub is_doubtful: bool,
}

impl Vehicle {
    /// Returns the facts as they are registered.
    pub fn facts(&self, catalogue: &Catalogue) -> Option<Conveyance> {
        let papers = whole(papers::read_vehicle(&self.papers, catalogue, NaiveDate::MIN))?;
        let given = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        Some(Conveyance {
            kind: match self.kind.as_str() {
                "lorry" => ConveyanceKind::Lorry,
                "trailer" => ConveyanceKind::Trailer,
                "bus" => ConveyanceKind::Bus,
                "cycle" => ConveyanceKind::Cycle,
                _ => ConveyanceKind::Car,
            },
            plate: self.plate.parse().ok()?,
            registered_in: given(&self.registered_in).map(|text| text.to_ascii_uppercase()),
            operator: given(&self.operator),
            vin: given(&self.vin).map(|text| text.to_ascii_uppercase()),
            papers: Box::new(papers),
        })
    }
}

impl Goods {
    /// Returns the facts as they are registered.
    pub fn facts(&self, catalogue: &Catalogue) -> Option<Consignment> {
        let papers = whole(papers::read_goods(&self.papers, catalogue, NaiveDate::MIN))?;
        Some(Consignment {
            description: self.description.trim().to_owned(),
            gross_mass_g: typed::quantity(&self.mass, 3)?,
            containers: typed::list(&self.containers).iter().map(|one| one.parse().ok()).collect::<Option<Vec<_>>>()?,
            seals: typed::list(&self.seals),
            declaration: None,
            papers: Box::new(papers),
        })
    }
}

/// Returns papers with which nothing is wrong but that they ended.
fn whole<T>((papers, wrong): (T, Vec<Wrong>)) -> Option<T> {
    (!wrong.iter().any(|wrong| wrong.is_grave)).then_some(papers)
}

#[cfg(test)]
mod tests {
    use catalogue::Language;
    use domain::travel_document::read;

    use super::*;

    fn listed(surname: &str, number: Option<&str>, is_crew: bool) -> Listed {
        let document = number.map(|number| Document {
            code: "P".to_owned(),
            issuer: "UTO".to_owned(),
            number: number.to_owned(),
            expires: None,
        });
        let person = Traveller {
            surname: surname.to_owned(),
            given_names: "ANNA MARIA".to_owned(),
            nationality: "UTO".to_owned(),
            birth_date: "1974-08-12".parse().ok(),
            sex: Sex::F,
            document,
            papers: Box::default(),
        };
        Listed { person, is_crew }
    }

    #[test]
    fn whoever_is_scanned_and_on_the_list_is_seen_and_not_there_twice() {
        let words = Catalogue::of(Language::English);
        let today = NaiveDate::from_ymd_opt(2026, 3, 1).unwrap_or_default();
        let lines = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10";
        let scanned = Scanned::Document { zone: Box::new(read(lines, today)), open: Vec::new(), last: None };
        for number in [Some("L 898902-C3"), None] {
            let mut party = Party::new(Direction::AToB);
            let heads = [listed("OTIENO", Some("AK1"), false), listed("ERIKSSON", number, true)];
            assert_eq!(party.take_list(&heads, words), (2, 0));
            assert_eq!(
                party.members.first().map(Member::label).as_deref(),
                Some("ERIKSSON ANNA MARIA"),
                "the crew first"
            );
            assert_eq!(party.seen_of_list(), (0, 2));
            let (_, was_there) = party.take(&scanned, lines, words).unwrap();
            assert!(!was_there);
            assert_eq!((party.heads(), party.seen_of_list()), (2, (1, 2)));
            assert_eq!(party.members.first().and_then(|one| one.person()).map(|one| one.part), Some(Part::Crew));
            assert_eq!(party.take_list(&heads[..1], words), (0, 1), "taken again nobody joins");
        }
    }
}
