//! Writing PAXLST, as the guide lays it down; for demonstrations and tests, and for a post that passes a list on.

use chrono::NaiveDateTime;
use domain::subject::Sex;
use thiserror::Error;

pub use super::characters::Separators;
use super::characters::{charset_of, encode};
use super::dates::{Century, born_before, written, written_time};
use super::list::{AdvancePassenger, PassengerList, Purpose, Role, Stop};

/// What stands around a list that is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Envelope {
    /// Who sends it.
    pub sender: String,
    /// For whom it is.
    pub recipient: String,
    /// By what the sender knows it: of the interchange, the group and its messages.
    pub reference: String,
    /// When it was made.
    pub prepared: NaiveDateTime,
    /// The directory that it follows, such as `12B`.
    pub directory: String,
    /// The signs that part it.
    pub separators: Separators,
}

/// The signs of an envelope cannot be told from each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("write a passenger list: the signs that part it cannot be told apart")]
pub struct SignsAlike;

/// Writes a list: a message with the passengers and one with the crew, or one of passengers where nobody is on it.
///
/// Details and faults are not written.
///
/// # Errors
/// When the signs of the envelope cannot be told from each other.
pub fn write_paxlst(list: &PassengerList, envelope: &Envelope) -> Result<Vec<u8>, SignsAlike> {
    let signs = envelope.separators;
    if !signs.are_apart() || signs.release == ' ' {
        return Err(SignsAlike);
    }
    let of = |role| list.passengers.iter().filter(move |person| person.role == role);
    let mut roles = Vec::new();
    if of(Role::Passenger).next().is_some() || of(Role::Crew).next().is_none() {
        roles.push(Role::Passenger);
    }
    if of(Role::Crew).next().is_some() {
        roles.push(Role::Crew);
    }
    let mut body = Writer { signs, text: String::new(), count: 0 };
    let prepared = envelope.prepared.format("%y%m%d:%H%M").to_string();
    let reference = envelope.reference.as_str();
    let group = ["UNG", "PAXLST", &raw(&envelope.sender), &raw(&envelope.recipient), &prepared, &raw(reference), "UN"];
    body.segment(&[&group[..], &[&format!("D:{}", raw(&envelope.directory))]].concat());
    for (at, role) in roles.iter().enumerate() {
        body.message(list, *role, &format!("{}{}", raw(reference), at + 1), &raw(&envelope.directory));
    }
    body.segment(&["UNE", &roles.len().to_string(), &raw(reference)]);
    body.segment(&["UNZ", "1", &raw(reference)]);
    let whole = [&body.text, &envelope.sender, &envelope.recipient, reference].map(String::from).concat();
    let charset = charset_of(&whole);
    let mut head = Writer { signs, text: String::new(), count: 0 };
    let syntax = format!("{charset}:4");
    let (sender, recipient) = (raw(&envelope.sender), raw(&envelope.recipient));
    // From version 4 on the year of the preparation has four digits; most receivers read two, as in the guide's examples.
    head.segment(&["UNB", &syntax, &sender, &recipient, &prepared, &raw(reference), "", "PAXLST"]);
    let marks = [signs.component, signs.element, signs.decimal, signs.release, signs.repetition, signs.terminator];
    let una: String = "UNA".chars().chain(marks).collect();
    Ok(encode(&format!("{una}{}{}", head.text, body.text), charset))
}

/// Marks the signs within a value, so that they are not taken for separators: `\u{1}` stands before each until it is written.
fn raw(value: &str) -> String {
    let mut marked = String::with_capacity(value.len());
    for letter in value.chars().filter(|letter| !letter.is_control()) {
        if matches!(letter, ':' | '+') {
            marked.push('\u{1}');
        }
        marked.push(letter);
    }
    marked
}

/// Leaves out empty components at the end of an element.
fn without_end(element: &str) -> &str {
    let mut element = element;
    while let Some(shorter) = element.strip_suffix(':').filter(|shorter| !shorter.ends_with('\u{1}')) {
        element = shorter;
    }
    element
}

struct Writer {
    signs: Separators,
    text: String,
    count: usize,
}

impl Writer {
    /// Writes a segment whose elements are parted, and whose components are joined by colons; values are [`raw`].
    fn segment(&mut self, elements: &[&str]) {
        let signs = self.signs;
        let elements: Vec<&str> = elements.iter().map(|element| without_end(element)).collect();
        let kept = elements.iter().rposition(|element| !element.is_empty()).map_or(0, |last| last + 1);
        for (at, element) in elements.iter().take(kept).enumerate() {
            if at > 0 {
                self.text.push(signs.element);
            }
            let mut is_meant = false;
            for letter in element.chars() {
                match letter {
                    '\u{1}' => {
                        is_meant = true;
                        continue;
                    }
                    ':' if !is_meant => self.text.push(signs.component),
                    letter => {
                        if [signs.component, signs.element, signs.release, signs.terminator].contains(&letter) {
                            self.text.push(signs.release);
                        }
                        self.text.push(letter);
                    }
                }
                is_meant = false;
            }
        }
        self.text.push(signs.terminator);
        self.text.push_str("\r\n");
        self.count += 1;
    }

    fn message(&mut self, list: &PassengerList, role: Role, reference: &str, directory: &str) {
        let before = self.count;
        let opt = |value: &Option<String>| raw(value.as_deref().unwrap_or_default());
        self.segment(&["UNH", reference, &format!("PAXLST:D:{directory}:UN:IATA")]);
        let function = match list.purpose {
            Purpose::Whole => "",
            Purpose::Part => "4",
            Purpose::Cancelled => "1",
        };
        self.segment(&["BGM", if role == Role::Crew { "250" } else { "745" }, "", function]);
        if list.reference.is_some() {
            self.segment(&["RFF", &format!("TN:{}", opt(&list.reference))]);
        }
        if list.reporter.is_some() {
            self.segment(&["NAD", "MS", "", "", &opt(&list.reporter)]);
        }
        let operator = list.operator.as_ref().map(|name| format!(":::{}", raw(name))).unwrap_or_default();
        let vehicle = &list.conveyance;
        let plate = format!("{}::::{}", opt(&vehicle.plate), opt(&vehicle.country));
        let mode = vehicle.mode.map_or("", super::Mode::code);
        self.segment(&["TDT", "20", &opt(&vehicle.journey), mode, "", &operator, "", "", &plate]);
        self.stop("125", &list.departure);
        list.by_way_of.iter().for_each(|stop| self.stop("92", stop));
        self.stop("87", &list.arrival);
        let journey = list.departure.departs.or(list.arrival.arrives).map(|time| time.date());
        for person in list.passengers.iter().filter(|person| person.role == role) {
            self.person(person, journey);
        }
        let heads = list.passengers.iter().filter(|person| person.role == role).count();
        self.segment(&["CNT", &format!("{}:{heads}", if role == Role::Crew { "41" } else { "42" })]);
        let count = self.count - before + 1;
        self.segment(&["UNT", &count.to_string(), reference]);
    }

    fn stop(&mut self, qualifier: &str, stop: &Stop) {
        if *stop == Stop::default() {
            return;
        }
        self.segment(&["LOC", qualifier, &raw(stop.place.as_deref().unwrap_or_default())]);
        for (qualifier, time) in [("189", stop.departs), ("232", stop.arrives)] {
            if let Some(time) = time {
                self.segment(&["DTM", &format!("{qualifier}:{}", written_time(time))]);
            }
        }
    }

    fn person(&mut self, person: &AdvancePassenger, journey: Option<chrono::NaiveDate>) {
        let qualifier = match (person.role, person.is_in_transit) {
            (Role::Passenger, false) => "FL",
            (Role::Passenger, true) => "DDU",
            (Role::Crew, false) => "FM",
            (Role::Crew, true) => "DDT",
        };
        self.segment(&["NAD", qualifier, "", "", &format!("{}:{}", raw(&person.surname), raw(&person.given_names))]);
        if let Some(sex) = person.sex {
            let code = match sex {
                Sex::F => "F",
                Sex::M => "M",
                Sex::X => "X",
            };
            self.segment(&["ATT", "2", "", code]);
        }
        if let Some(day) = person.birth_date {
            let century = journey.map(|day| Century::LastBefore(born_before(day)));
            self.segment(&["DTM", &format!("329:{}", written(day, century))]);
        }
        for (qualifier, place) in [
            ("22", &person.clearance),
            ("174", &person.residence),
            ("178", &person.boarding),
            ("179", &person.alighting),
            ("180", &person.birth_place),
        ] {
            if let Some(place) = place {
                self.segment(&["LOC", qualifier, &raw(place)]);
            }
        }
        if let Some(nationality) = &person.nationality {
            self.segment(&["NAT", "2", &raw(nationality)]);
        }
        for (qualifier, value) in [("AVF", &person.booking), ("ABO", &person.reference), ("SEA", &person.seat)] {
            if let Some(value) = value {
                self.segment(&["RFF", &format!("{qualifier}:{}", raw(value))]);
            }
        }
        for document in &person.documents {
            // 110 and 111: the codes of documents are those of ICAO.
            self.segment(&["DOC", &format!("{}:110:111", raw(&document.code)), &raw(&document.number)]);
            for (qualifier, day) in [("36", document.expires), ("182", document.issued)] {
                if let Some(day) = day {
                    self.segment(&["DTM", &format!("{qualifier}:{}", written(day, journey.map(Century::Nearest)))]);
                }
            }
            if let Some(issuer) = &document.issuer {
                self.segment(&["LOC", "91", &raw(issuer)]);
            }
        }
    }
}
