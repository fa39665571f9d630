//! Repairs of misread cells: which look-alikes make every check digit agree.
//!
//! Invariant: a repair is proposed only where it is the only one of its size. Letters in a date or for a check digit, and
//! digits where only letters stand, are certainly misread; beside those at most one more cell is tried. A digit tells one
//! error from ten: with two free cells some pair nearly always fits, and a proposal would be a guess.

use std::fmt::Write;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::digits::Digits;
use super::layout::{Checked, Layout, NameField, Span};
use super::reading::{UNREAD, read_cells, unread_cells};
use super::warning::{Warning, WarningCode};
use super::zone::{CheckDigitName, MachineReadableZone};

/// A proposal how a zone that is not valid was printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Repair {
    /// The cells that were misread, in their order.
    pub cells: Vec<RepairedCell>,
    /// The zone with them put right; it is valid.
    pub zone: Box<MachineReadableZone>,
}

/// A cell and what likely was printed there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RepairedCell {
    /// Its line of the layout, from 0.
    pub line: usize,
    /// Its place in the line, from 0.
    pub place: usize,
    /// What was read; a question mark for a cell that the reader could not tell.
    pub read: char,
    /// What satisfies the check digits.
    pub instead: char,
}

/// Letters and the digits that readers take for them.
const ALIKE: [(char, char); 9] =
    [('O', '0'), ('Q', '0'), ('D', '0'), ('I', '1'), ('L', '1'), ('Z', '2'), ('S', '5'), ('G', '6'), ('B', '8')];

/// No more ways to read the certainly misread cells are tried; more would not leave a single one.
const MOST_WAYS: usize = 100;

/// Proposes a repair and remarks upon it, where the zone is not valid and has one.
pub(super) fn propose(zone: &mut MachineReadableZone, layout: &Layout, lines: &[&str], today: NaiveDate) {
    if zone.valid || zone.check_digits.is_empty() {
        return;
    }
    let Some((cells, repaired)) = Cells::of(layout, lines).repaired(today) else { return };
    let mut detail = String::new();
    for cell in &cells {
        let gap = if detail.is_empty() { "" } else { " " };
        // Writing to a text does not fail.
        let _ = write!(detail, "{gap}{}→{}", cell.read, cell.instead);
    }
    zone.warnings.push(Warning::new(WarningCode::CellsMisread, detail));
    zone.repair = Some(Repair { cells, zone: Box::new(repaired) });
}

/// What may stand in a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Any,
    Digit,
    Letter,
}

/// A cell of which more is known than what was read.
#[derive(Debug, Clone, Copy)]
struct Cell {
    line: usize,
    place: usize,
    read: char,
    kind: Kind,
    /// The check digits it counts for, a bit each.
    counts_for: u8,
}

/// The cells under check digits.
struct Cells<'a> {
    layout: &'static Layout,
    lines: Vec<String>,
    read: &'a [&'a str],
    covered: Vec<Cell>,
}

impl<'a> Cells<'a> {
    fn of(layout: &Layout, lines: &'a [&'a str]) -> Self {
        let mut known: Vec<Vec<(u8, Kind)>> = lines.iter().map(|line| vec![(0, Kind::Any); line.len()]).collect();
        let mut each = |span: Span, learn: &dyn Fn(&mut (u8, Kind))| {
            let cells = known.get_mut(span.line).and_then(|line| line.get_mut(span.from..span.to));
            cells.into_iter().flatten().for_each(learn);
        };
        each_counted(layout, lines, |which, span| each(span, &|(counts_for, _)| *counts_for |= bit(which)));
        each_letters(layout, |span| each(span, &|(_, kind)| *kind = Kind::Letter));
        each_digits(layout, |span| each(span, &|(_, kind)| *kind = Kind::Digit));
        let covered = lines.iter().zip(known).enumerate().flat_map(|(line, (cells, known))| {
            cells
                .chars()
                .zip(known)
                .enumerate()
                .filter(|(_, (_, (counts_for, _)))| *counts_for != 0)
                .map(move |(place, (read, (counts_for, kind)))| Cell { line, place, read, kind, counts_for })
        });
        Self {
            layout: Layout::of(layout.format),
            covered: covered.collect(),
            lines: lines.iter().map(|line| (*line).to_owned()).collect(),
            read: lines,
        }
    }

    fn repaired(mut self, today: NaiveDate) -> Option<(Vec<RepairedCell>, MachineReadableZone)> {
        let ways = self.ways_of_the_certainly_misread()?;
        let mut found: Option<(Vec<RepairedCell>, MachineReadableZone)> = None;
        for way in &ways {
            self.put(way);
            if let Some(zone) = self.right(today).filter(|_| !way.is_empty()) {
                if found.is_some() {
                    return None;
                }
                found = Some((way.clone(), zone));
            }
            self.take_back(way);
        }
        if found.is_some() {
            return found;
        }
        for way in &ways {
            self.put(way);
            for more in self.one_more(way) {
                self.put(&[more]);
                if let Some(zone) = self.right(today) {
                    if found.is_some() {
                        return None;
                    }
                    let mut cells = way.clone();
                    cells.push(more);
                    cells.sort_unstable_by_key(|cell| (cell.line, cell.place));
                    found = Some((cells, zone));
                }
                self.take_back(&[more]);
            }
            self.take_back(way);
        }
        found
    }

    /// Returns every way to read the cells that hold what cannot stand there; nothing where one has no look-alike.
    fn ways_of_the_certainly_misread(&self) -> Option<Vec<Vec<RepairedCell>>> {
        let mut ways = vec![Vec::new()];
        for cell in &self.covered {
            let Some(instead) = self.certainly(*cell) else { continue };
            ways = ways
                .iter()
                .flat_map(|way| {
                    instead.iter().map(move |instead| {
                        let mut way = way.clone();
                        way.push(cell.read_as(*instead));
                        way
                    })
                })
                .collect();
            if ways.is_empty() || ways.len() > MOST_WAYS {
                return None;
            }
        }
        Some(ways)
    }

    /// Returns what else a cell may be, if it cannot be what was read.
    fn certainly(&self, cell: Cell) -> Option<Vec<char>> {
        let is_code = self.layout.code.line == cell.line && cell.place == self.layout.code.from;
        match (cell.kind, cell.read) {
            (Kind::Digit, UNREAD) => Some(('0'..='9').collect()),
            (_, UNREAD) => Some(Vec::new()),
            (Kind::Digit, 'A'..='Z') => Some(look_alikes(cell.read).collect()),
            (Kind::Letter, '0'..='9') => Some(
                look_alikes(cell.read).filter(|letter| !is_code || self.layout.usual_codes.contains(letter)).collect(),
            ),
            _ => None,
        }
    }

    /// Returns the single cells that may be misread besides. To change one changes every digit it counts for, so it must count
    /// for those that are wrong and for no other.
    fn one_more(&self, way: &[RepairedCell]) -> Vec<RepairedCell> {
        let lines = self.as_lines();
        let digits = Digits::read(self.layout, &lines);
        let wrong = CheckDigitName::ALL
            .into_iter()
            .filter(|which| !digits.is_right(*which))
            .fold(0, |bits, which| bits | bit(which));
        let taken = |cell: &Cell| way.iter().any(|other| (other.line, other.place) == (cell.line, cell.place));
        self.covered
            .iter()
            .filter(|cell| cell.kind == Kind::Any && cell.counts_for == wrong && !taken(cell))
            .flat_map(|cell| look_alikes(cell.read).map(|instead| cell.read_as(instead)))
            .collect()
    }

    /// Reads the lines if they now are right and their dates are dates.
    fn right(&self, today: NaiveDate) -> Option<MachineReadableZone> {
        let lines = self.as_lines();
        let digits = Digits::read(self.layout, &lines);
        if unread_cells(&lines) > 0 || !digits.are_right() {
            return None;
        }
        let zone = read_cells(self.layout, &lines, &digits, today);
        let amiss = [
            WarningCode::BirthDateMalformed,
            WarningCode::BirthDateImpossible,
            WarningCode::ExpiryDateMalformed,
            WarningCode::ExpiryDateImpossible,
        ];
        (!amiss.iter().any(|code| zone.warns(*code))).then_some(zone)
    }

    fn as_lines(&self) -> Vec<&str> {
        self.lines.iter().map(String::as_str).collect()
    }

    fn put(&mut self, cells: &[RepairedCell]) {
        for cell in cells {
            self.set(cell.line, cell.place, cell.instead);
        }
    }

    fn take_back(&mut self, cells: &[RepairedCell]) {
        for cell in cells {
            self.set(cell.line, cell.place, cell.read);
        }
    }

    /// Cells are one byte each.
    fn set(&mut self, line: usize, place: usize, cell: char) {
        if self.read.get(line).is_some_and(|line| place < line.len())
            && let Some(line) = self.lines.get_mut(line)
        {
            line.replace_range(place..=place, cell.encode_utf8(&mut [0; 4]));
        }
    }
}

impl Cell {
    const fn read_as(self, instead: char) -> RepairedCell {
        RepairedCell { line: self.line, place: self.place, read: self.read, instead }
    }
}

/// Names the spans that count for each digit, the cell of the digit itself included.
fn each_counted(layout: &Layout, lines: &[&str], mut name: impl FnMut(CheckDigitName, Span)) {
    let run_on = Digits::read(layout, lines).run_on.zip(layout.optional_1);
    if let Some((run_on, Checked { field, .. })) = run_on {
        name(CheckDigitName::DocumentNumber, layout.number.field);
        name(CheckDigitName::DocumentNumber, Span { to: field.from + run_on.tail.len() + 1, ..field });
    }
    for (which, checked) in [
        (CheckDigitName::DocumentNumber, Some(layout.number).filter(|_| run_on.is_none())),
        (CheckDigitName::Birth, layout.birth),
        (CheckDigitName::Expiry, layout.expiry),
        (CheckDigitName::PersonalNumber, layout.optional_1),
    ] {
        if let Some(Checked { digit: Some(digit), covered, .. }) = checked {
            name(which, covered);
            name(which, digit);
        }
    }
    if let Some((digit, covered)) = layout.composite {
        covered.iter().chain([&digit]).for_each(|span| name(CheckDigitName::Composite, *span));
    }
}

/// Names the spans where only letters and fillers stand.
fn each_letters(layout: &Layout, name: impl FnMut(Span)) {
    let code = Span { to: layout.code.from + 1, ..layout.code };
    let names = match layout.name {
        NameField::Together(name) => [Some(name), None],
        NameField::Apart { surname, given_names } => [Some(surname), Some(given_names)],
    };
    names.into_iter().flatten().chain([layout.issuer, code]).chain(layout.nationality).for_each(name);
}

/// Names the spans where only digits and fillers stand.
fn each_digits(layout: &Layout, name: impl FnMut(Span)) {
    let checked = [Some(layout.number), layout.birth, layout.expiry, layout.optional_1];
    let digits = checked.iter().flatten().filter_map(|checked| checked.digit);
    let dates = [layout.birth, layout.expiry].into_iter().flatten().map(|date| date.field);
    let composite = layout.composite.map(|(digit, _)| digit);
    digits.chain(dates).chain(composite).chain(layout.numerals.iter().copied()).for_each(name);
}

fn look_alikes(cell: char) -> impl Iterator<Item = char> {
    ALIKE.into_iter().filter_map(move |(letter, digit)| match cell {
        cell if cell == letter => Some(digit),
        cell if cell == digit => Some(letter),
        _ => None,
    })
}

const fn bit(which: CheckDigitName) -> u8 {
    1 << which as u8
}
