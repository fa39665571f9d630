//! Reading PAXLST: the interchange around the messages, and how messages on one journey are put together.

use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

use super::dates::{Century, moment};
use super::fault::{Fault, FaultWhy};
use super::list::{Detail, PassengerList, Role, Stop};
use super::message::{Message, Told};
use super::segment::{Segment, segments};
use super::{MOST_BYTES, MOST_HEADS, characters};
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
                let new: Vec<Stop> =
                    list.by_way_of.into_iter().filter(|stop| !first.by_way_of.contains(stop)).collect();
                first.by_way_of.extend(new);
                for (field, known, told) in [
                    ("TDT", &mut first.operator, list.operator),
                    ("NAD+MS", &mut first.reporter, list.reporter),
                    ("RFF+TN", &mut first.reference, list.reference),
                ] {
                    let Some(text) = told else { continue };
                    if *known.get_or_insert_with(|| text.clone()) != text {
                        first.details.push(Detail { field: field.to_owned(), text });
                    }
                }
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
