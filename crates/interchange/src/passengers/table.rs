//! Reading advance passenger lists as tables (CSV): the columns of the operator's list that a post keeps, and those of the journey.

use std::collections::BTreeSet;

use chrono::{NaiveDate, NaiveDateTime};
use domain::subject::Sex;

use super::fault::{Fault, FaultWhy, number, state, text};
use super::list::{AdvanceDocument, AdvancePassenger, PassengerList, Role};
use super::paxlst::doubles;
use super::{MOST_BYTES, MOST_HEADS, MOST_LETTERS};
use crate::table::{Row, Table};
use crate::{Broken, BrokenWhy};

/// The columns that a list must have, in any order.
pub const NEEDED: [&str; 3] = ["surname", "given_names", "nationality"];

/// Every column that is read, in the order in which a list is written: those of a person, then those of the journey, which stand in
/// the first row and are the same or empty in the others.
pub const COLUMNS: [&str; 27] = [
    "surname",
    "given_names",
    "nationality",
    "birth_date",
    "sex",
    "document_code",
    "document_issuer",
    "document_number",
    "document_expires",
    "crew",
    "in_transit",
    "boarding",
    "alighting",
    "seat",
    "booking",
    "reference",
    "birth_place",
    "residence",
    "journey",
    "plate",
    "plate_country",
    "operator",
    "departure_place",
    "departure_at",
    "arrival_place",
    "arrival_at",
    "list_reference",
];

/// From which of [`COLUMNS`] on they are those of the journey.
pub(super) const OF_JOURNEY: usize = 18;

pub(super) const TIME: &str = "%Y-%m-%dT%H:%M";

/// Reads a list from a table.
///
/// # Errors
/// When it is no table with these columns, is cut short, or larger than any honest one. A wrong row is told in the list.
pub fn read_csv(bytes: &[u8]) -> Result<PassengerList, Broken> {
    if bytes.len() > MOST_BYTES {
        return Err(BrokenWhy::TooLong { most: MOST_BYTES as u64 }.at(1));
    }
    let (mut table, columns) = Table::open(bytes, MOST_BYTES)?;
    let has = |name: &str| columns.iter().any(|column| column == name);
    if let Some(missing) = NEEDED.iter().find(|needed| !has(needed)) {
        return Err(BrokenWhy::ColumnMissing((*missing).to_owned()).at(1));
    }
    let mut list = PassengerList::default();
    let mut seen = BTreeSet::new();
    for column in &columns {
        let is_new = seen.insert(column);
        if COLUMNS.contains(&column.as_str()) && !is_new {
            return Err(BrokenWhy::ColumnTwice(column.clone()).at(1));
        }
        if !COLUMNS.contains(&column.as_str()) && is_new {
            list.faults.push(Fault::new(1, column, FaultWhy::Unknown, column));
        }
    }
    while let Some(row) = table.next()? {
        if list.heads() == MOST_HEADS {
            return Err(BrokenWhy::TooMany { most: MOST_HEADS as u64 }.at(row.line));
        }
        let cells = row.cells.as_ref().filter(|cells| cells.len() == columns.len());
        let Some(cells) = cells else {
            if row.is_last {
                return Err(BrokenWhy::Truncated.at(row.line));
            }
            let why = if row.cells.is_some() { FaultWhy::Cells } else { FaultWhy::Quotes };
            list.faults.push(Fault { at: row.line, passenger: None, field: None, why, text: row.text });
            continue;
        };
        Reading { row: &row, columns: &columns, cells, list: &mut list }.head();
    }
    if list.heads() == 0 {
        return Err(BrokenWhy::Empty.at(1));
    }
    let twice = doubles(&list);
    list.faults.extend(twice);
    list.faults.sort_by_key(|fault| fault.at);
    Ok(list)
}

/// One row that is being read.
struct Reading<'a> {
    row: &'a Row,
    columns: &'a [String],
    cells: &'a [String],
    list: &'a mut PassengerList,
}

impl Reading<'_> {
    fn raw(&self, column: &str) -> &str {
        let at = self.columns.iter().position(|name| name == column);
        at.and_then(|at| self.cells.get(at)).map_or("", |cell| cell.trim())
    }

    fn fault(&mut self, column: &str, why: FaultWhy) {
        let fault = Fault::new(self.row.line, column, why, self.raw(column)).of(Some(self.list.passengers.len()));
        self.list.faults.push(fault);
    }

    /// Reads a cell; what is wrong with it becomes a fault, and the cell empty.
    fn cell<T>(&mut self, column: &str, read: impl Fn(&str) -> Result<Option<T>, FaultWhy>) -> Option<T> {
        // What a spreadsheet would reckon with is a trap for whoever opens the list in one.
        let is_formula = self.raw(column).starts_with(['=', '+', '-', '@']);
        let value = if is_formula { Err(FaultWhy::Formula) } else { read(self.raw(column)) };
        value.unwrap_or_else(|why| {
            self.fault(column, why);
            None
        })
    }

    fn text(&mut self, column: &str) -> Option<String> {
        self.cell(column, |cell| text(cell, MOST_LETTERS))
    }

    fn head(&mut self) {
        let mut person = AdvancePassenger { at: self.row.line, ..AdvancePassenger::default() };
        person.surname = self.text("surname").unwrap_or_default();
        person.given_names = self.text("given_names").unwrap_or_default();
        person.nationality = self.cell("nationality", state);
        for column in ["surname", "nationality"] {
            if self.raw(column).is_empty() {
                self.fault(column, FaultWhy::Missing);
            }
        }
        person.birth_date = self.cell("birth_date", day);
        person.sex = self.cell("sex", |cell| match cell.to_ascii_uppercase().as_str() {
            "F" => Ok(Some(Sex::F)),
            "M" => Ok(Some(Sex::M)),
            "X" => Ok(Some(Sex::X)),
            "" => Ok(None),
            _ => Err(FaultWhy::Word),
        });
        let is_crew = self.cell("crew", yes).unwrap_or_default();
        person.role = if is_crew { Role::Crew } else { Role::Passenger };
        person.is_in_transit = self.cell("in_transit", yes).unwrap_or_default();
        person.documents = self.document().into_iter().collect();
        person.boarding = self.text("boarding");
        person.alighting = self.text("alighting");
        person.seat = self.text("seat");
        person.booking = self.text("booking");
        person.reference = self.text("reference");
        person.birth_place = self.text("birth_place");
        person.residence = self.text("residence");
        self.journey();
        self.list.passengers.push(person);
    }

    fn document(&mut self) -> Option<AdvanceDocument> {
        let code = self.cell("document_code", |cell| match state(cell) {
            Ok(Some(code)) if code.len() > 2 => Err(FaultWhy::Form),
            other => other,
        });
        let issuer = self.cell("document_issuer", state);
        let expires = self.cell("document_expires", day);
        let number = self.cell("document_number", number);
        let is_begun = code.is_some() || issuer.is_some() || expires.is_some();
        if number.is_none() && is_begun && self.raw("document_number").is_empty() {
            self.fault("document_number", FaultWhy::Missing);
        }
        // As in the operator's list that a post keeps: a document of which nothing else is said is a passport.
        let code = code.unwrap_or_else(|| "P".to_owned());
        number.map(|number| AdvanceDocument { code, number, issuer, expires, issued: None })
    }

    /// Reads the cells of the journey: they count once, and must not differ.
    fn journey(&mut self) {
        for column in COLUMNS.into_iter().skip(OF_JOURNEY) {
            if self.raw(column).is_empty() {
                continue;
            }
            let is_same = match column {
                "departure_at" | "arrival_at" => self.cell(column, time).is_none_or(|told| {
                    let known = &mut self.list;
                    let known = if column == "departure_at" {
                        &mut known.departure.departs
                    } else {
                        &mut known.arrival.arrives
                    };
                    *known.get_or_insert(told) == told
                }),
                "plate_country" => self.cell(column, state).is_none_or(|told| {
                    let known = &mut self.list.conveyance.country;
                    *known.get_or_insert_with(|| told.clone()) == told
                }),
                _ => self.text(column).is_none_or(|told| match self.field(column) {
                    Some(known) => *known.get_or_insert_with(|| told.clone()) == told,
                    None => true,
                }),
            };
            if !is_same {
                self.fault(column, FaultWhy::Differs);
            }
        }
    }

    fn field(&mut self, column: &str) -> Option<&mut Option<String>> {
        let list = &mut self.list;
        match column {
            "journey" => Some(&mut list.conveyance.journey),
            "plate" => Some(&mut list.conveyance.plate),
            "operator" => Some(&mut list.operator),
            "departure_place" => Some(&mut list.departure.place),
            "arrival_place" => Some(&mut list.arrival.place),
            "list_reference" => Some(&mut list.reference),
            _ => None,
        }
    }
}

fn yes(cell: &str) -> Result<Option<bool>, FaultWhy> {
    match cell.to_lowercase().as_str() {
        "yes" | "oui" | "1" | "x" => Ok(Some(true)),
        "no" | "non" | "0" | "" => Ok(Some(false)),
        _ => Err(FaultWhy::Word),
    }
}

fn day(cell: &str) -> Result<Option<NaiveDate>, FaultWhy> {
    match cell {
        "" => Ok(None),
        cell if cell.len() == 10 => NaiveDate::parse_from_str(cell, "%Y-%m-%d").map(Some).map_err(|_| FaultWhy::Date),
        _ => Err(FaultWhy::Date),
    }
}

fn time(cell: &str) -> Result<Option<NaiveDateTime>, FaultWhy> {
    let cell = cell.replacen(' ', "T", 1);
    if cell.len() != 16 {
        return Err(FaultWhy::Date);
    }
    NaiveDateTime::parse_from_str(&cell, TIME).map(Some).map_err(|_| FaultWhy::Date)
}
