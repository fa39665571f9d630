//! Takes a file into a list: the whole of it, or what changed.
//!
//! Invariant: pure. A file that can't be read to its end makes no list; a row that can't be read is told, and the others count.

use std::collections::HashMap;
use std::io::Read;

use contract::{AlertListFormat, AlertListImported, BrokenAlertList, RejectedAlertRow};
use interchange::alerts::{AlertList, Change, Event, Format, ListEntry, Notice, RejectedRow};
use interchange::{Broken, BrokenWhy};

use super::contents::{Contents, Numbered, Owner};

/// How many rejected rows a window is told of.
pub const MOST_TOLD: usize = 200;

/// What came of a file.
pub(super) struct Taken {
    /// The list's entries.
    pub entries: Vec<Numbered>,
    /// What is told of it.
    pub told: AlertListImported,
    /// Every row that was rejected.
    pub rejected: Vec<RejectedAlertRow>,
}

/// A file, and how it is to be taken.
pub(super) struct Taking<'a, R> {
    /// Its bytes.
    pub source: R,
    /// Its format.
    pub format: AlertListFormat,
    /// It says what changed; it is not the whole list. A file that says so itself needs no telling.
    pub is_change: bool,
    /// What is told after each thousand rows: bytes and entries read.
    pub tell: &'a (dyn Fn(u64, u64) + Send + Sync),
}

impl<R: Read + Send + 'static> Taking<'_, R> {
    /// Takes the file in.
    ///
    /// # Errors
    /// When it can't be read as a whole.
    pub fn take(self, owner: Owner, contents: &mut Contents, before: Vec<Numbered>) -> Result<Taken, Broken> {
        let format = match self.format {
            AlertListFormat::Csv => Format::Csv,
            AlertListFormat::UnXml => Format::UnXml,
            AlertListFormat::FollowTheMoney => Format::FollowTheMoney,
        };
        let mut read = AlertList::open(self.source, format)?;
        let mut merging = Merging::of(before, self.is_change);
        let mut seen = 0_u64;
        while let Some(event) = read.next() {
            match event? {
                Event::Opening(opening) if opening.is_incremental => merging.is_change(),
                Event::Opening(_) => {}
                Event::Change { line, change } => merging.take(line, *change, owner, contents),
                Event::Rejected(row) => merging.reject(told_of(row)),
                Event::Notice(notice) => merging.unknown.push(what_is_unknown(&notice)),
            }
            seen += 1;
            if seen.is_multiple_of(1_000) {
                (self.tell)(read.bytes_read(), read.tally().changes);
            }
        }
        (self.tell)(read.bytes_read(), read.tally().changes);
        Ok(merging.done())
    }
}

/// The list before, and what the file makes of it.
struct Merging {
    /// By id: the entry before, and whether the file named it already.
    known: HashMap<String, (Numbered, bool)>,
    is_change: bool,
    told: AlertListImported,
    rejected: Vec<RejectedAlertRow>,
    unknown: Vec<String>,
}

impl Merging {
    fn of(before: Vec<Numbered>, is_change: bool) -> Self {
        let known = before.into_iter().map(|one| (one.listed.id.clone(), (one, false))).collect();
        Self { known, is_change, told: AlertListImported::default(), rejected: Vec::new(), unknown: Vec::new() }
    }

    fn is_change(&mut self) {
        self.is_change = true;
    }

    fn take(&mut self, line: u64, change: Change, owner: Owner, contents: &mut Contents) {
        match change {
            Change::Add(entry) | Change::Replace(entry) => self.put(line, entry, owner, contents),
            Change::Remove { id } => match self.known.remove(&id) {
                Some(_) => self.told.removed += 1,
                None => self.reject(row_about(line, &id, "unknown_id")),
            },
        }
    }

    fn put(&mut self, line: u64, entry: ListEntry, owner: Owner, contents: &mut Contents) {
        match self.known.get_mut(&entry.id) {
            Some((_, true)) => self.reject(row_about(line, &entry.id, "twice")),
            Some((known, is_named)) => {
                *is_named = true;
                if known.listed != entry {
                    known.listed = entry;
                    self.told.changed += 1;
                }
            }
            None => {
                let number = contents.number(owner);
                self.told.added += 1;
                self.known.insert(entry.id.clone(), (Numbered { entry: number, listed: entry }, true));
            }
        }
    }

    fn reject(&mut self, row: RejectedAlertRow) {
        self.told.rejected += 1;
        self.rejected.push(row);
    }

    fn done(mut self) -> Taken {
        let before = self.known.len();
        if !self.is_change {
            self.known.retain(|_, (_, is_named)| *is_named);
            self.told.removed += u32::try_from(before - self.known.len()).unwrap_or(u32::MAX);
        }
        let mut entries: Vec<Numbered> = self.known.into_values().map(|(entry, _)| entry).collect();
        entries.sort_unstable_by_key(|entry| entry.entry);
        let told = AlertListImported {
            entries: u32::try_from(entries.len()).unwrap_or(u32::MAX),
            rows: self.rejected.iter().take(MOST_TOLD).cloned().collect(),
            unknown: self.unknown,
            ..self.told
        };
        Taken { entries, told, rejected: self.rejected }
    }
}

/// Returns why a file is not read, as a window or a command line is told.
pub(super) fn broken(broken: &Broken) -> BrokenAlertList {
    let (why, what) = match &broken.why {
        BrokenWhy::Encoding { .. } => ("encoding", String::new()),
        BrokenWhy::Charset(name) => ("charset", name.clone()),
        BrokenWhy::Empty => ("empty", String::new()),
        BrokenWhy::Truncated => ("truncated", String::new()),
        BrokenWhy::ColumnMissing(column) => ("column_missing", column.clone()),
        BrokenWhy::ColumnTwice(column) => ("column_twice", column.clone()),
        BrokenWhy::TooLong { .. } => ("too_long", String::new()),
        BrokenWhy::TooMany { .. } => ("too_many", String::new()),
        BrokenWhy::TooDeep { .. } => ("too_deep", String::new()),
        BrokenWhy::DocumentType => ("document_type", String::new()),
        BrokenWhy::Markup => ("markup", String::new()),
        BrokenWhy::Unreadable(cause) => ("unreadable", cause.clone()),
        // Segments are those of passenger lists.
        BrokenWhy::Format | BrokenWhy::Count { .. } | BrokenWhy::Reference(_) | BrokenWhy::Segment(_) => {
            ("format", String::new())
        }
    };
    BrokenAlertList { line: broken.at, why: why.to_owned(), what }
}

fn told_of(row: RejectedRow) -> RejectedAlertRow {
    let why = serde_json::to_value(row.why).ok().and_then(|word| word.as_str().map(str::to_owned)).unwrap_or_default();
    RejectedAlertRow { line: row.line, field: row.field.unwrap_or_default(), why, text: row.text }
}

/// A row whose id is what is wrong with it.
fn row_about(line: u64, id: &str, why: &str) -> RejectedAlertRow {
    RejectedAlertRow { line, field: "id".to_owned(), why: why.to_owned(), text: id.to_owned() }
}

fn what_is_unknown(notice: &Notice) -> String {
    match notice {
        Notice::UnknownColumn { column } => column.clone(),
        Notice::UnknownField { field } => field.clone(),
        Notice::PassedOver { kind } => kind.clone(),
        Notice::LostLetters { id } => format!("{id}: \u{fffd}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADING: &str = "id,kind,name,aliases,birth_date,sex,nationality,document_number\n";

    fn taken(contents: &mut Contents, before: Vec<Numbered>, rows: &str, is_change: bool) -> Taken {
        let source = std::io::Cursor::new(rows.to_owned().into_bytes());
        let taking = Taking { source, format: AlertListFormat::Csv, is_change, tell: &|_, _| {} };
        taking.take(Owner::State, contents, before).unwrap()
    }

    fn ids(taken: &Taken) -> Vec<(&str, u64)> {
        let first = taken.entries.first().map_or(0, |one| one.entry);
        taken.entries.iter().map(|one| (one.listed.id.as_str(), one.entry - first)).collect()
    }

    #[test]
    fn an_entry_keeps_its_number_from_one_edition_to_the_next() {
        let mut contents = Contents::default();
        let first = format!("{HEADING}1,person,Amina Wanjiru,,1990-05-01,F,KEN,\n2,person,Okello James,,1985,M,UGA,\n");
        let first = taken(&mut contents, Vec::new(), &first, false);
        assert_eq!(ids(&first), [("1", 0), ("2", 1)]);
        assert_eq!((first.told.entries, first.told.added), (2, 2));
        let second =
            format!("{HEADING}2,person,Okello James Peter,,1985,M,UGA,\n3,person,Abebe Bikila,,1932-08-07,M,ETH,\n");
        let second = taken(&mut contents, first.entries, &second, false);
        let told = &second.told;
        assert_eq!((told.entries, told.added, told.changed, told.removed), (2, 1, 1, 1));
        assert_eq!(ids(&second), [("2", 0), ("3", 1)]);
        let change = "id,change,kind,name\n2,remove,,\n4,add,person,Fatuma Hassan\n9,remove,,\n";
        let third = taken(&mut contents, second.entries, change, true);
        assert_eq!(third.entries.iter().map(|one| one.listed.id.as_str()).collect::<Vec<_>>(), ["3", "4"]);
        assert_eq!((third.told.added, third.told.removed, third.told.rejected), (1, 1, 1));
        assert_eq!(third.rejected.first().map(|row| (row.line, row.why.as_str())), Some((4, "unknown_id")));
    }

    #[test]
    fn a_row_that_cant_be_read_is_told_and_the_others_count() {
        let rows = format!(
            "{HEADING}1,person,Amina Wanjiru,,1990-13-01,F,KEN,\n1b,person,Okello James,,1985,M,UGA,\n1b,person,Okello John,,,,,\n"
        );
        let taken = taken(&mut Contents::default(), Vec::new(), &rows, false);
        assert_eq!((taken.told.entries, taken.told.rejected), (1, 2));
        let told: Vec<(u64, &str, &str)> =
            taken.told.rows.iter().map(|row| (row.line, row.field.as_str(), row.why.as_str())).collect();
        assert_eq!(told, [(2, "birth_date", "date"), (4, "id", "twice")]);
    }

    #[test]
    fn a_file_that_ends_in_the_middle_makes_no_list() {
        let source = std::io::Cursor::new(format!("{HEADING}1,person,\"Amina").into_bytes());
        let taking = Taking { source, format: AlertListFormat::Csv, is_change: false, tell: &|_, _| {} };
        let outcome = taking.take(Owner::State, &mut Contents::default(), Vec::new());
        assert_eq!(outcome.err().map(|why| broken(&why).why), Some("truncated".to_owned()));
    }
}
