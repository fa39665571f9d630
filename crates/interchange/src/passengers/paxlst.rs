//! Reading PAXLST: the interchange around the messages, and what a message says of the journey.

use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};

use super::dates::{Century, moment};
use super::fault::{Fault, FaultWhy, state, text};
use super::list::{Conveyance, Detail, Mode, PassengerList, Role, Stop};
use super::person::{begun, place_of, take};
use super::segment::{Segment, segments};
use super::{MOST_BYTES, MOST_HEADS, MOST_LETTERS, characters};
use crate::{Broken, BrokenWhy};

/// An interchange of passenger lists.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Interchange {
    /// Who sent it (UNB, S002).
    pub sender: String,
    /// For whom it is (UNB, S003).
    pub recipient: String,
    /// By what the sender knows it (UNB, 0020).
    pub reference: String,
    /// When it was made, by the sender's clocks (UNB, S004).
    pub prepared: Option<NaiveDateTime>,
    /// It is a test, and nobody is on his way (UNB, 0035).
    pub is_test: bool,
    /// A list for each journey: messages on the same one are put together.
    pub lists: Vec<PassengerList>,
}

/// Reads an interchange.
///
/// # Errors
/// When it is none, is cut short, or its counts and references do not agree. What is wrong within a message is told in its list.
pub fn read_paxlst(bytes: &[u8]) -> Result<Interchange, Broken> {
    if bytes.len() > MOST_BYTES {
        return Err(BrokenWhy::TooLong { most: MOST_BYTES as u64 }.at(1));
    }
    let (decoded, separators) = characters::decode(bytes)?;
    let all = segments(&decoded, separators)?;
    let mut rest = all.iter();
    let header = rest.next().filter(|first| first.tag() == "UNB").ok_or_else(|| BrokenWhy::Format.at(1))?;
    let prepared = moment(&format!("{}{}", header.part(4, 0), header.part(4, 1)), "", Some(Century::Ours));
    let mut interchange = Interchange {
        sender: header.part(2, 0).to_owned(),
        recipient: header.part(3, 0).to_owned(),
        reference: header.part(5, 0).to_owned(),
        prepared: prepared.and_then(|moment| Some(moment.day.and_time(moment.time?))),
        is_test: header.part(11, 0) == "1",
        lists: Vec::new(),
    };
    let (mut messages, mut groups) = (0_u64, 0_u64);
    let mut group: Option<(&Segment, u64)> = None;
    let mut read: Vec<Message> = Vec::new();
    let mut is_whole = false;
    while let Some(segment) = rest.next() {
        match segment.tag() {
            "UNG" if group.is_none() => group = Some((segment, 0)),
            "UNH" => {
                let mut body = Vec::new();
                let end = loop {
                    let next = rest.next().ok_or_else(|| BrokenWhy::Truncated.at(all.len() as u64))?;
                    match next.tag() {
                        "UNT" => break next,
                        "UNH" | "UNE" | "UNZ" => return Err(BrokenWhy::Segment("UNT".to_owned()).at(next.at)),
                        _ => body.push(next),
                    }
                };
                counted(end, body.len() as u64 + 2)?;
                referred(end, segment.part(1, 0))?;
                if segment.part(2, 0) != "PAXLST" {
                    return Err(BrokenWhy::Format.at(segment.at));
                }
                messages += 1;
                if let Some((_, count)) = &mut group {
                    *count += 1;
                }
                let heads: usize = read.iter().map(|message| message.list.passengers.len()).sum();
                read.push(Message::read(&body, interchange.prepared, MOST_HEADS.saturating_sub(heads))?);
            }
            "UNE" => {
                let (begin, count) = group.take().ok_or_else(|| BrokenWhy::Segment("UNG".to_owned()).at(segment.at))?;
                counted(segment, count)?;
                referred(segment, begin.part(5, 0))?;
                groups += 1;
            }
            "UNZ" if group.is_none() => {
                counted(segment, if groups > 0 { groups } else { messages })?;
                referred(segment, header.part(5, 0))?;
                is_whole = true;
                break;
            }
            other => return Err(BrokenWhy::Segment(crate::table::excerpt(other)).at(segment.at)),
        }
    }
    if !is_whole {
        return Err(BrokenWhy::Truncated.at(all.len() as u64));
    }
    if let Some(more) = rest.next() {
        return Err(BrokenWhy::Segment(crate::table::excerpt(more.tag())).at(more.at));
    }
    interchange.lists = together(read);
    Ok(interchange)
}

/// Checks the count that a segment at the end tells.
fn counted(end: &Segment, found: u64) -> Result<(), Broken> {
    let segment = end.tag().to_owned();
    match end.part(1, 0).parse() {
        Ok(told) if told == found => Ok(()),
        Ok(told) => Err(BrokenWhy::Count { segment, told, found }.at(end.at)),
        Err(_) => Err(BrokenWhy::Segment(segment).at(end.at)),
    }
}

/// Checks the reference that a segment at the end repeats.
fn referred(end: &Segment, reference: &str) -> Result<(), Broken> {
    if end.part(2, 0) == reference { Ok(()) } else { Err(BrokenWhy::Reference(end.tag().to_owned()).at(end.at)) }
}

/// Puts the messages on one journey together, and checks the heads that they tell: of the message, or of all its parts.
fn together(messages: Vec<Message>) -> Vec<PassengerList> {
    let count = |list: &PassengerList, role| list.passengers.iter().filter(|person| person.role == role).count() as u64;
    let mut lists: Vec<PassengerList> = Vec::new();
    let mut told: Vec<(usize, Told, u64)> = Vec::new();
    for Message { mut list, told: of_message, .. } in messages {
        let of_message: Vec<(Told, u64)> = of_message.into_iter().map(|told| (told, count(&list, told.role))).collect();
        let place = lists.iter().position(|other| other.is_same_journey(&list));
        match place.and_then(|place| lists.get_mut(place)) {
            Some(first) => {
                let before = first.passengers.len();
                for fault in &mut list.faults {
                    fault.passenger = fault.passenger.map(|place| place + before);
                }
                first.passengers.append(&mut list.passengers);
                first.faults.append(&mut list.faults);
                let is_new = |detail: &Detail| !first.details.contains(detail);
                let new: Vec<Detail> = list.details.into_iter().filter(is_new).collect();
                first.details.extend(new);
                first.operator = first.operator.take().or(list.operator);
                first.reporter = first.reporter.take().or(list.reporter);
                first.reference = first.reference.take().or(list.reference);
            }
            None => lists.push(list),
        }
        let place = place.unwrap_or_else(|| lists.len().saturating_sub(1));
        told.extend(of_message.into_iter().map(|(one, found)| (place, one, found)));
    }
    for (place, told, found) in told {
        let Some(list) = lists.get_mut(place) else { continue };
        let in_all = count(list, told.role);
        if told.count != Some(found) && told.count != Some(in_all) {
            let why = told.count.map_or(FaultWhy::Form, |told| FaultWhy::Count { told, found });
            let field = if told.role == Role::Crew { "CNT+41" } else { "CNT+42" };
            list.faults.push(Fault::new(
                told.at,
                field,
                why,
                &told.count.map(|count| count.to_string()).unwrap_or_default(),
            ));
        }
    }
    for list in &mut lists {
        list.faults.extend(doubles(list));
        list.faults.sort_by_key(|fault| fault.at);
    }
    lists
}

/// Returns a fault for each document that stands on a list before.
pub(super) fn doubles(list: &PassengerList) -> Vec<Fault> {
    let mut seen = std::collections::BTreeSet::new();
    let mut doubles = Vec::new();
    for (place, person) in list.passengers.iter().enumerate() {
        for document in &person.documents {
            // Doubles of one person are one document told twice; of two persons, at least one is wrong.
            let key = (
                document.code.clone(),
                document.issuer.clone().or_else(|| person.nationality.clone()),
                document.number.clone(),
            );
            if !seen.insert(key) {
                doubles
                    .push(Fault::new(person.at, "document_number", FaultWhy::Twice, &document.number).of(Some(place)));
            }
        }
    }
    doubles
}

/// How many heads a message tells (CNT).
#[derive(Debug, Clone, Copy)]
struct Told {
    at: u64,
    role: Role,
    count: Option<u64>,
}

/// The stop to which a time belongs.
#[derive(Debug, Clone, Copy)]
enum At {
    Departure,
    Arrival,
    Way(usize),
}

struct Message {
    list: PassengerList,
    told: Vec<Told>,
    prepared: Option<NaiveDate>,
    has_transport: bool,
    stop: Option<At>,
}

impl Message {
    fn read(body: &[&Segment], prepared: Option<NaiveDateTime>, most: usize) -> Result<Self, Broken> {
        let prepared = prepared.map(|time| time.date());
        let mut message =
            Self { list: PassengerList::default(), told: Vec::new(), prepared, has_transport: false, stop: None };
        for segment in body {
            if message.list.passengers.len() > most {
                return Err(BrokenWhy::TooMany { most: MOST_HEADS as u64 }.at(segment.at));
            }
            if let Err(why) = message.take(segment) {
                let passenger = message.list.passengers.len().checked_sub(1);
                let fault = Fault::new(segment.at, &segment.name(), why, &segment.text_from(1)).of(passenger);
                message.list.faults.push(fault);
            }
        }
        message.finish();
        Ok(message)
    }

    fn take(&mut self, segment: &Segment) -> Result<(), FaultWhy> {
        match segment.tag() {
            "NAD" => return self.party(segment),
            "CNT" => return self.count(segment),
            "BGM" => {
                let is_known = matches!(segment.part(1, 0), "745" | "250" | "336");
                self.detail("BGM", &segment.text_from(2))?;
                return if is_known { Ok(()) } else { Err(FaultWhy::Word) };
            }
            "TDT" => return self.transport(segment),
            _ => {}
        }
        let journey = self.journey();
        if let Some(person) = self.list.passengers.last_mut() {
            return take(person, segment, journey);
        }
        match segment.tag() {
            "RFF" if segment.part(1, 0) == "TN" => {
                self.list.reference = text(segment.part(1, 1), MOST_LETTERS)?;
                Ok(())
            }
            "LOC" => self.place(segment),
            "DTM" => self.time(segment),
            "RFF" | "COM" | "FTX" | "MEA" | "GEI" | "ATT" => self.detail(segment.tag(), &segment.text_from(1)),
            _ => Err(FaultWhy::Unknown),
        }
    }

    fn detail(&mut self, field: &str, told: &str) -> Result<(), FaultWhy> {
        let told = text(told, MOST_BYTES)?;
        self.list.details.extend(told.map(|text| Detail { field: field.to_owned(), text }));
        Ok(())
    }

    /// Returns the day of the journey, as far as it is told by now.
    fn journey(&self) -> Option<NaiveDate> {
        let (from, to) = (&self.list.departure, &self.list.arrival);
        let times = [from.departs, to.arrives, from.arrives, to.departs];
        let way = self.list.by_way_of.iter().flat_map(|stop| [stop.departs, stop.arrives]);
        times.into_iter().chain(way).flatten().map(|time| time.date()).next().or(self.prepared)
    }

    fn party(&mut self, segment: &Segment) -> Result<(), FaultWhy> {
        let is_person = matches!(segment.part(1, 0), "FL" | "FM" | "DDU" | "DDT");
        if is_person || (self.has_transport && segment.part(1, 0) != "MS") {
            let (person, wrong) = begun(segment);
            self.list.passengers.push(person);
            return wrong.map_or(Ok(()), Err);
        }
        if segment.part(1, 0) != "MS" {
            return self.detail(&segment.name(), &segment.text_from(2));
        }
        let name: Vec<&str> = segment.parts(4).iter().map(|part| part.trim()).filter(|part| !part.is_empty()).collect();
        let whole = [name.join(" ").as_str(), segment.part(3, 0), segment.part(2, 0)].map(str::to_owned);
        let told = whole.iter().find(|name| !name.is_empty()).map_or("", String::as_str);
        self.list.reporter = text(told, 2 * MOST_LETTERS)?;
        Ok(())
    }

    fn count(&mut self, segment: &Segment) -> Result<(), FaultWhy> {
        let role = match segment.part(1, 0) {
            "41" => Role::Crew,
            "42" => Role::Passenger,
            _ => return self.detail("CNT", &segment.text_from(1)),
        };
        self.told.push(Told { at: segment.at, role, count: segment.part(1, 1).parse().ok() });
        Ok(())
    }

    fn transport(&mut self, segment: &Segment) -> Result<(), FaultWhy> {
        let mode = segment.part(3, 0);
        let mut wrong = (!mode.is_empty() && Mode::of(mode).is_none()).then_some(FaultWhy::Word);
        let mut part = |element, component| {
            text(segment.part(element, component), MOST_LETTERS).unwrap_or_else(|why| {
                wrong = Some(why);
                None
            })
        };
        let (name, code) = (part(5, 3), part(5, 0));
        let mut used = vec![(2, 0), (3, 0), (5, 3), (8, 0), (8, 4)];
        used.extend(name.is_none().then_some((5, 0)));
        let operator = name.or(code);
        let (journey, plate) = (part(2, 0), part(8, 0));
        let country = state(segment.part(8, 4)).unwrap_or_else(|why| {
            wrong = Some(why);
            None
        });
        let conveyance = Conveyance { journey, plate, country, mode: Mode::of(mode) };
        let is_other = self.has_transport && (self.list.conveyance != conveyance || self.list.operator != operator);
        if is_other {
            return Err(FaultWhy::Differs);
        }
        self.has_transport = true;
        self.list.conveyance = conveyance;
        self.list.operator = operator;
        self.detail(&segment.name(), &segment.beside(&used))?;
        wrong.map_or(Ok(()), Err)
    }

    fn place(&mut self, segment: &Segment) -> Result<(), FaultWhy> {
        let place = place_of(segment)?;
        let stop = Stop { place, ..Stop::default() };
        let at = match segment.part(1, 0) {
            "125" if self.list.departure == Stop::default() => {
                self.list.departure = stop;
                At::Departure
            }
            "87" if self.list.arrival == Stop::default() => {
                self.list.arrival = stop;
                At::Arrival
            }
            "125" | "87" | "92" => {
                self.list.by_way_of.push(stop);
                At::Way(self.list.by_way_of.len() - 1)
            }
            _ => {
                self.stop = None;
                return self.detail(&segment.name(), &segment.text_from(2));
            }
        };
        self.stop = Some(at);
        Ok(())
    }

    fn time(&mut self, segment: &Segment) -> Result<(), FaultWhy> {
        let is_departure = match segment.part(1, 0) {
            // Scheduled, estimated and actual.
            "189" | "133" | "136" | "186" => true,
            "232" | "132" | "178" => false,
            _ => return self.detail("DTM", &segment.text_from(1)),
        };
        let read = moment(segment.part(1, 1), segment.part(1, 2), Some(Century::Ours)).ok_or(FaultWhy::Date)?;
        let time = read.day.and_time(read.time.ok_or(FaultWhy::Date)?);
        let stop = match self.stop.ok_or(FaultWhy::Place)? {
            At::Departure => &mut self.list.departure,
            At::Arrival => &mut self.list.arrival,
            At::Way(place) => self.list.by_way_of.get_mut(place).ok_or(FaultWhy::Place)?,
        };
        *(if is_departure { &mut stop.departs } else { &mut stop.arrives }) = Some(time);
        Ok(())
    }

    fn finish(&mut self) {
        let list = &mut self.list;
        // A journey told in legs alone: it begins at the first place and ends at the last.
        if list.departure == Stop::default() && list.arrival == Stop::default() && list.by_way_of.len() > 1 {
            list.departure = list.by_way_of.remove(0);
            list.arrival = list.by_way_of.pop().unwrap_or_default();
        }
        for (place, person) in list.passengers.iter_mut().enumerate() {
            person.documents.retain(|document| !document.number.is_empty());
            let is_told = |fault: &Fault| {
                fault.passenger == Some(place) && fault.field.as_deref().is_some_and(|field| field.starts_with("NAT"))
            };
            if person.nationality.is_none() && !list.faults.iter().any(is_told) {
                list.faults.push(Fault::new(person.at, "NAT+2", FaultWhy::Missing, "").of(Some(place)));
            }
        }
    }
}
