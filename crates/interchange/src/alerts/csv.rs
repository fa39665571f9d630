//! Alert lists as tables (CSV), with the columns that `docs/alert-lists.md` lists.

use std::collections::VecDeque;
use std::io::Read;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use super::csv_cells::{Cells, change};
use super::fault::Fault;
use super::{Event, Format, MOST_ROW, Notice, Opening, Rows, Tally, Why};
use crate::table::{Row, Table};
use crate::{Broken, BrokenWhy};

/// The columns that a list must have, in any order.
pub const NEEDED: [&str; 2] = ["id", "kind"];

/// Every column that is read, in the order in which a list is written. A list with `change` is incremental.
pub const COLUMNS: [&str; 28] = [
    "id",
    "kind",
    "change",
    "name",
    "aliases",
    "weak_aliases",
    "former_names",
    "original_script",
    "birth_date",
    "sex",
    "nationality",
    "document_number",
    "document_issuer",
    "document_kind",
    "holder",
    "plate",
    "plate_country",
    "vin",
    "container",
    "hs_code",
    "goods",
    "reason",
    "instruction",
    "handling_code",
    "valid_from",
    "valid_until",
    "agency",
    "four_eyes",
];

/// The column of free remarks, read besides [`COLUMNS`].
pub(super) const REMARKS: &str = "remarks";

pub(super) struct CsvRows<R> {
    table: Table<R>,
    columns: Vec<String>,
    is_incremental: bool,
}

/// Reads the heading.
pub(super) fn open<R: Read>(input: R, events: &mut VecDeque<Event>) -> Result<(CsvRows<R>, Arc<AtomicU64>), Broken> {
    let (table, columns) = Table::open(input, MOST_ROW)?;
    let has = |name: &str| columns.iter().any(|column| column == name);
    if let Some(missing) = NEEDED.iter().find(|needed| !has(needed)) {
        return Err(BrokenWhy::ColumnMissing((*missing).to_owned()).at(1));
    }
    let is_known = |name: &str| name == REMARKS || COLUMNS.contains(&name);
    for (at, column) in columns.iter().enumerate() {
        if is_known(column) && columns.iter().take(at).any(|other| other == column) {
            return Err(BrokenWhy::ColumnTwice(column.clone()).at(1));
        }
    }
    let is_incremental = has("change");
    events.push_back(Event::Opening(Opening { format: Format::Csv, is_incremental, dated: None }));
    let mut unknown: Vec<&String> = columns.iter().filter(|column| !is_known(column)).collect();
    unknown.sort();
    unknown.dedup();
    let notice = |column: &String| Event::Notice(Notice::UnknownColumn { column: crate::table::excerpt(column) });
    events.extend(unknown.into_iter().map(notice));
    let bytes = table.text.counter();
    Ok((CsvRows { table, columns, is_incremental }, bytes))
}

impl<R: Read> Rows for CsvRows<R> {
    fn read_on(&mut self, events: &mut VecDeque<Event>, _: &mut Tally) -> Result<(), Broken> {
        let Some(row) = self.table.next()? else { return Ok(()) };
        let found = row.cells.as_ref().map(Vec::len);
        // Nothing tells where a table ends but its last line break: a short row without one was most likely cut.
        if row.is_last && found.is_none_or(|found| found < self.columns.len()) {
            return Err(BrokenWhy::Truncated.at(row.line));
        }
        events.push_back(self.event(&row));
        if let Some(Event::Change { change, .. }) = events.back()
            && row.cells.iter().flatten().any(|cell| cell.contains('\u{fffd}'))
        {
            let id = change.id().to_owned();
            events.push_back(Event::Notice(Notice::LostLetters { id }));
        }
        Ok(())
    }
}

impl<R> CsvRows<R> {
    fn event(&self, row: &Row) -> Event {
        let lines = (row.line, row.last_line);
        let Some(cells) = &row.cells else {
            return Event::Rejected(Fault::of_row(Why::Quotes).rejected(lines, None, &row.text));
        };
        if cells.len() != self.columns.len() {
            return Event::Rejected(Fault::of_row(Why::Cells).rejected(lines, None, &row.text));
        }
        let cells = Cells::new(&self.columns, cells);
        match change(&cells, self.is_incremental) {
            Ok(change) => Event::Change { line: row.line, change: Box::new(change) },
            Err(fault) => Event::Rejected(fault.rejected(lines, cells.id(), &row.text)),
        }
    }
}
