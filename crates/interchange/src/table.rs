//! Tables in text (CSV): rows one by one, read strictly.
//!
//! Invariant: a quotation mark that does not close is an error of the whole file, and one that stands where none may stand is an error
//! of its row; nothing is guessed. (RFC 4180, with semicolons and tabs besides commas.)

use std::io::{BufRead, Read};

use crate::text::Utf8;
use crate::{Broken, BrokenWhy};

/// The most columns of a table.
const MOST_COLUMNS: usize = 128;

/// The most letters of a row that are handed back where it is refused.
pub(crate) const MOST_EXCERPT: usize = 160;

/// One row as it stands in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Row {
    /// The line on which it begins, from 1.
    pub(crate) line: u64,
    /// The line on which it ends: a cell in quotation marks may hold line breaks.
    pub(crate) last_line: u64,
    /// Its cells, or nothing where quotation marks stand where none may stand.
    pub(crate) cells: Option<Vec<String>>,
    /// How it begins, to show.
    pub(crate) text: String,
    /// It is the end of the file, without a line break.
    pub(crate) is_last: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Begin,
    Bare,
    Quoted,
    /// After a quotation mark inside of quotation marks: doubled, or closing.
    Closing,
    Wrong,
}

/// A table that is read row by row.
#[derive(Debug)]
pub(crate) struct Table<R> {
    pub(crate) text: Utf8<R>,
    separator: u8,
    line: u64,
    raw: Vec<u8>,
}

impl<R: Read> Table<R> {
    /// Reads the heading, which tells the separator.
    pub(crate) fn open(input: R, most_row: usize) -> Result<(Self, Vec<String>), Broken> {
        let mut table = Self { text: Utf8::new(input, most_row), separator: b',', line: 1, raw: Vec::new() };
        let mut heading = table.next()?.ok_or_else(|| BrokenWhy::Empty.at(1))?;
        // Some spreadsheets write a line before the heading that tells the separator.
        let told = match table.raw.trim_ascii_end() {
            [b's', b'e', b'p', b'=', sign @ (b',' | b';' | b'\t')] => Some(*sign),
            _ => None,
        };
        if told.is_some() {
            heading = table.next()?.ok_or_else(|| BrokenWhy::Empty.at(2))?;
        }
        let raw = std::mem::take(&mut table.raw);
        let found = || [b';', b'\t'].into_iter().find(|sign| raw.contains(sign)).unwrap_or(b',');
        table.separator = told.unwrap_or_else(found);
        let mut splitter = Splitter::new(table.separator);
        raw.iter().for_each(|byte| splitter.take(*byte));
        let cells = splitter.cells().ok_or_else(|| BrokenWhy::Format.at(heading.line))?;
        if cells.len() > MOST_COLUMNS {
            return Err(BrokenWhy::TooMany { most: MOST_COLUMNS as u64 }.at(heading.line));
        }
        let names = cells.iter().map(|name| name.trim().to_lowercase().replace(' ', "_")).collect();
        Ok((table, names))
    }

    /// Returns the next row that is not blank.
    pub(crate) fn next(&mut self) -> Result<Option<Row>, Broken> {
        loop {
            let Some(row) = self.any_row()? else { return Ok(None) };
            let is_blank = row.cells.as_ref().is_some_and(|cells| cells.iter().all(|cell| cell.trim().is_empty()));
            if !is_blank {
                return Ok(Some(row));
            }
        }
    }

    fn any_row(&mut self) -> Result<Option<Row>, Broken> {
        self.text.begin_row();
        self.raw.clear();
        let first = self.line;
        let mut splitter = Splitter::new(self.separator);
        loop {
            let buffer = self.text.fill_buf().map_err(|error| BrokenWhy::of(&error).at(self.line))?;
            if buffer.is_empty() {
                if self.raw.is_empty() {
                    return Ok(None);
                }
                if splitter.state == State::Quoted {
                    return Err(BrokenWhy::Truncated.at(first));
                }
                return Ok(Some(self.row(first, splitter, true)));
            }
            let mut took = 0;
            let mut is_whole = false;
            for byte in buffer {
                took += 1;
                if *byte == b'\n' {
                    self.line += 1;
                    if splitter.state != State::Quoted {
                        is_whole = true;
                        break;
                    }
                }
                self.raw.push(*byte);
                splitter.take(*byte);
            }
            self.text.consume(took);
            if is_whole {
                return Ok(Some(self.row(first, splitter, false)));
            }
        }
    }

    fn row(&self, line: u64, splitter: Splitter, is_last: bool) -> Row {
        let last_line = if is_last { self.line } else { self.line - 1 };
        Row { line, last_line, cells: splitter.cells(), text: excerpt(&String::from_utf8_lossy(&self.raw)), is_last }
    }
}

struct Splitter {
    separator: u8,
    state: State,
    bytes: Vec<u8>,
    ends: Vec<usize>,
    /// The cell in hand is in quotation marks: a carriage return after it is none of it.
    is_quoted: bool,
}

impl Splitter {
    fn new(separator: u8) -> Self {
        Self { separator, state: State::Begin, bytes: Vec::new(), ends: Vec::new(), is_quoted: false }
    }

    fn take(&mut self, byte: u8) {
        match self.state {
            State::Begin | State::Bare | State::Closing if byte == self.separator => {
                self.ends.push(self.bytes.len());
                self.is_quoted = false;
                self.state = State::Begin;
            }
            State::Begin if byte == b'"' => {
                self.is_quoted = true;
                self.state = State::Quoted;
            }
            State::Bare if byte == b'"' => self.state = State::Wrong,
            State::Begin | State::Bare => {
                self.bytes.push(byte);
                self.state = State::Bare;
            }
            State::Quoted if byte == b'"' => self.state = State::Closing,
            State::Quoted => self.bytes.push(byte),
            State::Closing if byte == b'"' => {
                self.bytes.push(byte);
                self.state = State::Quoted;
            }
            State::Closing if byte == b'\r' => {}
            State::Closing => self.state = State::Wrong,
            State::Wrong => {}
        }
    }

    fn cells(mut self) -> Option<Vec<String>> {
        if self.state == State::Wrong || self.state == State::Quoted {
            return None;
        }
        if !self.is_quoted && self.bytes.last() == Some(&b'\r') {
            self.bytes.pop();
        }
        self.ends.push(self.bytes.len());
        let mut from = 0;
        let cut = |end: usize| {
            let cell = self.bytes.get(from..end).unwrap_or_default();
            from = end;
            String::from_utf8_lossy(cell).into_owned()
        };
        Some(self.ends.into_iter().map(cut).collect())
    }
}

/// Returns the beginning of a text, to show: what no form has stands there as `\u{fffd}`.
pub(crate) fn excerpt(text: &str) -> String {
    text.trim_end().chars().take(MOST_EXCERPT).map(|letter| if is_odd(letter) { '\u{fffd}' } else { letter }).collect()
}

/// Returns whether no form has this letter: control characters, and marks that turn the direction of reading.
pub(crate) fn is_odd(letter: char) -> bool {
    letter.is_control() || is_mark(letter) || letter == '\u{fffd}'
}

/// Returns whether it is a mark that only turns the direction of reading, or parts lines.
pub(crate) fn is_mark(letter: char) -> bool {
    let is_of_line = matches!(letter, '\u{2028}' | '\u{2029}' | '\u{feff}');
    is_of_line
        || matches!(letter, '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Writes one cell: in quotation marks where it must be.
pub(crate) fn write_cell(into: &mut String, cell: &str) {
    if cell.contains(['"', ',', ';', '\t', '\n', '\r']) {
        into.push('"');
        into.push_str(&cell.replace('"', "\"\""));
        into.push('"');
    } else {
        into.push_str(cell);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Result<Vec<Row>, Broken> {
        let (mut table, _) = Table::open(text.as_bytes(), 1000)?;
        let mut rows = Vec::new();
        while let Some(row) = table.next()? {
            rows.push(row);
        }
        Ok(rows)
    }

    #[test]
    fn cells_are_parted_as_the_heading_is() {
        let read = rows("\u{feff}a;b\r\n\r\n\"x;\"\"y\"\"\nz\";2\r\n3;\"\"").unwrap();
        assert_eq!(read[0].cells.as_deref().unwrap(), ["x;\"y\"\nz", "2"]);
        assert_eq!((read[0].line, read[0].last_line, read[1].line), (3, 4, 5));
        assert_eq!(read[1].cells.as_deref().unwrap(), ["3", ""]);
        assert!(read[1].is_last && !read[0].is_last);
        assert_eq!(rows("a,b\n1,2").unwrap()[0].cells.as_deref().unwrap(), ["1", "2"]);
        assert_eq!(rows("sep=;\r\na;b,c\n1,5;2").unwrap()[0].cells.as_deref().unwrap(), ["1,5", "2"]);
        assert_eq!(rows("a\tb\n1,5\t2").unwrap()[0].cells.as_deref().unwrap(), ["1,5", "2"]);
    }

    #[test]
    fn a_quotation_mark_in_the_wrong_place_costs_its_row_and_an_open_one_the_file() {
        let read = rows("a,b\n1\"x,2\n\"1\"x,2\n3,4\n").unwrap();
        assert_eq!(read.iter().map(|row| row.cells.is_some()).collect::<Vec<_>>(), [false, false, true]);
        assert_eq!(read[0].text, "1\"x,2");
        assert_eq!(rows("a,b\n1,2\n\"3,4\n5,6\n").unwrap_err(), BrokenWhy::Truncated.at(3));
        assert_eq!(rows("").unwrap_err().why, BrokenWhy::Empty);
        assert_eq!(rows(&format!("a\n{}", "x".repeat(2000))).unwrap_err(), BrokenWhy::TooLong { most: 1000 }.at(2));
    }
}
