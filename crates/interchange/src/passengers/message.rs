//! One message of PAXLST: what it says of the journey, and whom it names.

use chrono::{NaiveDate, NaiveDateTime};

use super::dates::{Century, moment};
use super::fault::{Fault, FaultWhy, state, text};
use super::list::{Conveyance, Detail, Mode, PassengerList, Purpose, Role, Stop};
use super::person::{begun, place_of, take};
use super::segment::Segment;
use super::{MOST_BYTES, MOST_HEADS, MOST_LETTERS};
use crate::{Broken, BrokenWhy};

/// How many heads a message tells (CNT).
#[derive(Debug, Clone, Copy)]
pub(super) struct Told {
    pub(super) at: u64,
    pub(super) role: Role,
    pub(super) count: Option<u64>,
}

/// The stop to which a time belongs.
#[derive(Debug, Clone, Copy)]
enum At {
    Departure,
    Arrival,
    Way(usize),
}

/// A message that is being read.
pub(super) struct Message {
    pub(super) list: PassengerList,
    pub(super) told: Vec<Told>,
    prepared: Option<NaiveDate>,
    has_transport: bool,
    stop: Option<At>,
}

impl Message {
    /// Reads the segments between UNH and UNT, with no more than `most` persons.
    pub(super) fn read(body: &[&Segment], prepared: Option<NaiveDateTime>, most: usize) -> Result<Self, Broken> {
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
                let purpose = match (segment.part(3, 0), segment.part(2, 0)) {
                    ("1", _) | ("", "CF") => Some(Purpose::Cancelled),
                    ("2" | "3" | "4", _) | ("", "CP" | "XR" | "RP") => Some(Purpose::Part),
                    ("" | "5" | "9", _) => Some(Purpose::Whole),
                    // What nobody knows to be a whole list is not taken for one.
                    _ => None,
                };
                self.list.purpose = purpose.unwrap_or(Purpose::Part);
                let used: &[(usize, usize)] = if purpose.is_some() { &[(3, 0)] } else { &[] };
                self.detail("BGM", &segment.beside(used))?;
                return if is_known && purpose.is_some() { Ok(()) } else { Err(FaultWhy::Word) };
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
            "RFF" | "COM" | "CTA" | "FTX" | "MEA" | "GEI" | "ATT" => self.detail(segment.tag(), &segment.text_from(1)),
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
