//! What a segment says of one person: group 4 of PAXLST, with the documents of group 5.

use chrono::NaiveDate;
use domain::subject::Sex;

use super::dates::{Century, born_before, moment};
use super::fault::{FaultWhy, number, state, text};
use super::list::{AdvanceDocument, AdvancePassenger, Detail, Role};
use super::segment::Segment;
use super::{MOST_BYTES, MOST_LETTERS};

/// Begins a person by his NAD; the second value says what is wrong with it.
pub(super) fn begun(segment: &Segment) -> (AdvancePassenger, Option<FaultWhy>) {
    let (role, is_in_transit, is_known) = match segment.part(1, 0) {
        "FL" => (Role::Passenger, false, true),
        "DDU" => (Role::Passenger, true, true),
        "FM" => (Role::Crew, false, true),
        "DDT" => (Role::Crew, true, true),
        _ => (Role::Passenger, false, false),
    };
    let mut person = AdvancePassenger { at: segment.at, role, is_in_transit, ..AdvancePassenger::default() };
    let name = named(segment, &mut person);
    let wrong = name.err().or_else(|| (!is_known).then_some(FaultWhy::Word));
    (person, wrong)
}

/// Reads the name: in parts (C080), or as a whole where a sender has it so (C058). What else there is, is kept: address, numbers.
fn named(segment: &Segment, person: &mut AdvancePassenger) -> Result<(), FaultWhy> {
    let is_whole = segment.part(4, 0).is_empty();
    let surname = if is_whole { segment.part(3, 0) } else { segment.part(4, 0) };
    let mut used: Vec<(usize, usize)> = (0..segment.parts(4).len()).map(|component| (4, component)).collect();
    used.extend(is_whole.then_some((3, 0)));
    beside(person, segment, &used)?;
    person.surname = text(surname, MOST_LETTERS)?.unwrap_or_default();
    let given: Vec<&str> =
        segment.parts(4).iter().skip(1).map(|part| part.trim()).filter(|part| !part.is_empty()).collect();
    person.given_names = text(&given.join(" "), MOST_LETTERS)?.unwrap_or_default();
    if person.surname.is_empty() { Err(FaultWhy::Missing) } else { Ok(()) }
}

/// Takes up what a segment says. `journey` is the day of the journey, by which the century of short years is told.
pub(super) fn take(
    person: &mut AdvancePassenger,
    segment: &Segment,
    journey: Option<NaiveDate>,
) -> Result<(), FaultWhy> {
    match segment.tag() {
        "ATT" => attribute(person, segment),
        "DTM" => date(person, segment, journey),
        "LOC" => place(person, segment),
        "NAT" => {
            person.nationality = Some(state(segment.part(2, 0))?.ok_or(FaultWhy::Missing)?);
            beside(person, segment, &[(2, 0)])
        }
        "RFF" => reference(person, segment),
        "DOC" => document(person, segment),
        // Baggage, means of reaching him, what was verified, employment, free text: kept as it stands.
        "MEA" | "COM" | "GEI" | "FTX" | "EMP" => detail(person, segment),
        _ => Err(FaultWhy::Unknown),
    }
}

/// Keeps what a segment says besides the components that were read.
fn beside(person: &mut AdvancePassenger, segment: &Segment, used: &[(usize, usize)]) -> Result<(), FaultWhy> {
    let told = text(&segment.beside(used), MOST_BYTES)?;
    person.details.extend(told.map(|text| Detail { field: segment.name(), text }));
    Ok(())
}

fn detail(person: &mut AdvancePassenger, segment: &Segment) -> Result<(), FaultWhy> {
    // COM has no qualifier: all of it is what it says.
    let (field, from) = if segment.tag() == "COM" { ("COM".to_owned(), 1) } else { (segment.name(), 2) };
    let told = text(&segment.text_from(from), MOST_BYTES)?;
    person.details.extend(told.map(|text| Detail { field, text }));
    Ok(())
}

fn attribute(person: &mut AdvancePassenger, segment: &Segment) -> Result<(), FaultWhy> {
    if segment.part(1, 0) != "2" {
        return detail(person, segment);
    }
    person.sex = Some(match segment.part(3, 0) {
        "F" => Sex::F,
        "M" => Sex::M,
        "X" | "U" => Sex::X,
        "" => return Err(FaultWhy::Missing),
        _ => return Err(FaultWhy::Word),
    });
    beside(person, segment, &[(3, 0)])
}

fn date(person: &mut AdvancePassenger, segment: &Segment, journey: Option<NaiveDate>) -> Result<(), FaultWhy> {
    let parts = segment.parts(1);
    let part = |at: usize| parts.get(at).map_or("", |part| part.trim());
    let day =
        |century: Option<Century>| moment(part(1), part(2), century).map(|moment| moment.day).ok_or(FaultWhy::Date);
    let validity = journey.map(Century::Nearest);
    match part(0) {
        // A sender that fills in a form leaves out what it does not know.
        _ if part(1).is_empty() => Ok(()),
        "329" => {
            person.birth_date = Some(day(journey.map(|day| Century::LastBefore(born_before(day))))?);
            Ok(())
        }
        "36" => {
            let document = person.documents.last_mut().ok_or(FaultWhy::Place)?;
            document.expires = Some(day(validity)?);
            Ok(())
        }
        "182" => {
            let document = person.documents.last_mut().ok_or(FaultWhy::Place)?;
            document.issued = Some(day(validity)?);
            Ok(())
        }
        _ => detail_from(person, segment),
    }
}

/// Keeps a segment whose first element holds qualifier and value.
fn detail_from(person: &mut AdvancePassenger, segment: &Segment) -> Result<(), FaultWhy> {
    let told = text(&segment.text_from(1), MOST_BYTES)?;
    person.details.extend(told.map(|text| Detail { field: segment.tag().to_owned(), text }));
    Ok(())
}

/// Returns the place of a LOC: its code, and its name where one stands beside it.
pub(super) fn place_of(segment: &Segment) -> Result<Option<String>, FaultWhy> {
    let mut parts = vec![segment.part(2, 0)];
    parts.extend([(2, 3), (3, 0), (3, 3), (4, 0), (4, 3)].map(|(element, component)| segment.part(element, component)));
    parts.retain(|part| !part.is_empty());
    text(&parts.join(" "), MOST_LETTERS)
}

fn place(person: &mut AdvancePassenger, segment: &Segment) -> Result<(), FaultWhy> {
    let field = match segment.part(1, 0) {
        "22" => &mut person.clearance,
        "174" => &mut person.residence,
        "178" => &mut person.boarding,
        "179" => &mut person.alighting,
        "180" => &mut person.birth_place,
        "91" => {
            let document = person.documents.last_mut().ok_or(FaultWhy::Place)?;
            document.issuer = state(segment.part(2, 0))?;
            return beside(person, segment, &[(2, 0)]);
        }
        _ => return detail(person, segment),
    };
    *field = place_of(segment)?;
    Ok(())
}

fn reference(person: &mut AdvancePassenger, segment: &Segment) -> Result<(), FaultWhy> {
    let value = text(segment.part(1, 1), MOST_LETTERS)?;
    match segment.part(1, 0) {
        "AVF" => person.booking = value,
        "ABO" => person.reference = value,
        "SEA" => person.seat = value,
        other => {
            let field = format!("RFF+{other}");
            person.details.extend(value.map(|text| Detail { field, text }));
        }
    }
    Ok(())
}

/// Begins a document. One whose number is wrong is begun too, so that what follows is not taken for another's; it is dropped later.
fn document(person: &mut AdvancePassenger, segment: &Segment) -> Result<(), FaultWhy> {
    let code = text(segment.part(1, 0), MOST_LETTERS);
    let is_code = |code: &String| code.len() <= 3 && code.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let code = code.map(|code| code.unwrap_or_default().to_ascii_uppercase());
    let number = number(segment.part(2, 0));
    let known = |value: &Result<Option<String>, FaultWhy>| value.clone().ok().flatten().unwrap_or_default();
    person.documents.push(AdvanceDocument {
        code: code.clone().ok().filter(is_code).unwrap_or_default(),
        number: known(&number),
        ..AdvanceDocument::default()
    });
    let (code, number) = (code?, number?);
    if code.is_empty() && number.is_none() {
        return Ok(());
    }
    number.ok_or(FaultWhy::Missing)?;
    if code.is_empty() {
        return Err(FaultWhy::Missing);
    }
    beside(person, segment, &[(2, 0)])?;
    if is_code(&code) { Ok(()) } else { Err(FaultWhy::Word) }
}
