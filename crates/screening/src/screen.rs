//! Lists and queries as CSV, and what was found as one line each: what `osbpctl alerts screen` reads and says.
//!
//! Invariant: columns are found by their names, in any order; a row that says nothing is left out, a file without its columns
//! is refused.

use serde::Serialize;
use thiserror::Error;

use crate::birth_date::BirthDate;
use crate::entry::{Entry, Kind, Query, Sex};
use crate::explain::in_english;
use crate::index::Index;

/// What makes a file unreadable as a list or as queries.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum BadList {
    /// A column is missing.
    #[error("read the file: it has no column `{0}`")]
    NoColumn(&'static str),
    /// A field begins with a quotation mark and none ends it.
    #[error("read the file: a quotation mark in line {0} has no end")]
    OpenQuote(usize),
}

/// What was found for one query.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Screened {
    /// The number of the query.
    pub query: String,
    /// Best first.
    pub hits: Vec<ScreenedHit>,
}

/// One hit, explained in English.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ScreenedHit {
    /// The number on the list.
    pub id: String,
    /// From 0 to 1.
    pub score: f32,
    /// Why.
    pub explanation: Vec<String>,
}

/// Reads a list: `id,kind,name,aliases,birth_date,sex,nationality,document_number`, aliases separated by `;`.
pub fn read_list(text: &str) -> Result<Vec<Entry>, BadList> {
    let table = Table::read(text)?;
    let id = table.column("id").ok_or(BadList::NoColumn("id"))?;
    let name = table.column("name").ok_or(BadList::NoColumn("name"))?;
    let mut entries = Vec::with_capacity(table.rows.len());
    for row in &table.rows {
        let kind = match table.field(row, "kind").to_lowercase().as_str() {
            "vehicle" | "car" | "truck" | "plate" | "vin" => Kind::Vehicle,
            "container" => Kind::Container,
            "document" => Kind::Document,
            _ => Kind::Person,
        };
        let (name, documents) = (cell(row, name), several(table.field(row, "document_number")));
        let mut entry = Entry {
            id: cell(row, id).to_owned(),
            kind,
            birth: BirthDate::read(table.field(row, "birth_date")),
            sex: Sex::read(table.field(row, "sex")),
            nationality: Some(table.field(row, "nationality").to_owned()).filter(|nation| !nation.is_empty()),
            ..Entry::default()
        };
        match kind {
            Kind::Person | Kind::Document => {
                entry.names = several(name);
                entry.aliases = several(table.field(row, "aliases"));
                entry.documents = documents;
            }
            Kind::Vehicle => {
                // A frame number has seventeen signs; a plate never has.
                let numbers = [several(name), documents].concat();
                (entry.vins, entry.plates) = numbers.into_iter().partition(|number| number.trim().len() == 17);
            }
            Kind::Container => entry.containers = [several(name), documents].concat(),
        }
        entries.push(entry);
    }
    Ok(entries)
}

/// Reads queries: `id,name,birth_date,sex,nationality,document_number`. What stands as a document number is also looked
/// for among plates, frames and containers.
pub fn read_queries(text: &str) -> Result<Vec<(String, Query)>, BadList> {
    let table = Table::read(text)?;
    let id = table.column("id").ok_or(BadList::NoColumn("id"))?;
    let name = table.column("name").ok_or(BadList::NoColumn("name"))?;
    let queries = table.rows.iter().map(|row| {
        let number = Some(table.field(row, "document_number").to_owned()).filter(|number| !number.is_empty());
        let query = Query {
            name: cell(row, name).to_owned(),
            birth: BirthDate::read(table.field(row, "birth_date")),
            sex: Sex::read(table.field(row, "sex")),
            nationality: Some(table.field(row, "nationality").to_owned()).filter(|nation| !nation.is_empty()),
            plate: number.clone(),
            vin: number.clone(),
            container: number.clone(),
            document: number,
            truncated: false,
        };
        (cell(row, id).to_owned(), query)
    });
    Ok(queries.collect())
}

/// Searches for one query and explains in English.
pub fn screen(index: &Index, id: &str, query: &Query, threshold: f32) -> Screened {
    let hits = index.search(query, threshold).into_iter().map(|hit| ScreenedHit {
        id: hit.id,
        score: hit.score,
        explanation: hit.explanation.iter().map(in_english).collect(),
    });
    Screened { query: id.to_owned(), hits: hits.collect() }
}

fn several(field: &str) -> Vec<String> {
    field.split(';').map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

fn cell(row: &[String], at: usize) -> &str {
    row.get(at).map_or("", |cell| cell.trim())
}

/// A file of comma-separated values (RFC 4180).
struct Table {
    head: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Table {
    fn read(text: &str) -> Result<Self, BadList> {
        let mut rows = Vec::new();
        let (mut row, mut field, mut quoted, mut line, mut opened) = (Vec::new(), String::new(), false, 1, 0);
        let mut signs = text.trim_start_matches('\u{FEFF}').chars().peekable();
        while let Some(sign) = signs.next() {
            line += usize::from(sign == '\n');
            match sign {
                '"' if quoted && signs.peek() == Some(&'"') => {
                    signs.next();
                    field.push('"');
                }
                '"' if quoted => quoted = false,
                '"' if field.is_empty() => (quoted, opened) = (true, line),
                ',' if !quoted => row.push(std::mem::take(&mut field)),
                '\n' if !quoted => {
                    row.push(std::mem::take(&mut field));
                    rows.push(std::mem::take(&mut row));
                }
                '\r' if !quoted => {}
                other => field.push(other),
            }
        }
        if quoted {
            return Err(BadList::OpenQuote(opened));
        }
        if !field.is_empty() || !row.is_empty() {
            row.push(field);
            rows.push(row);
        }
        rows.retain(|row: &Vec<String>| row.iter().any(|field| !field.trim().is_empty()));
        let mut rows = rows.into_iter();
        let head = rows.next().unwrap_or_default().iter().map(|name| name.trim().to_lowercase()).collect();
        Ok(Self { head, rows: rows.collect() })
    }

    fn column(&self, name: &str) -> Option<usize> {
        self.head.iter().position(|head| head == name)
    }

    fn field<'a>(&self, row: &'a [String], name: &str) -> &'a str {
        self.column(name).map_or("", |at| cell(row, at))
    }
}

/// Returns a list of that many invented persons, always the same one for a number; for measuring.
pub fn invented_list(entries: usize) -> Vec<Entry> {
    const GIVEN: [&str; 24] = [
        "Wanjiku",
        "Otieno",
        "Amina",
        "Tesfaye",
        "Abdirahman",
        "Esperança",
        "Jean-Baptiste",
        "Fatoumata",
        "Kwame",
        "Chipo",
        "Hodan",
        "Alemitu",
        "João",
        "Mariame",
        "Baraka",
        "Neema",
        "Yusuf",
        "Grace",
        "Moussa",
        "Thandiwe",
        "Selam",
        "Ibrahim",
        "Chantal",
        "Nomvula",
    ];
    const BEGIN: [&str; 24] = [
        "Mwa", "Ki", "Nda", "Oche", "Wa", "Ha", "Tse", "Gebre", "Mu", "Nya", "Ka", "Zu", "Ba", "Dia", "Sou", "Ma",
        "Che", "Ru", "Bi", "Lu", "Kipla", "Ssen", "Ndo", "Ouedra",
    ];
    const MIDDLE: [&str; 20] = [
        "ka", "ngi", "ri", "mba", "ti", "na", "lo", "se", "ru", "wi", "ya", "ndo", "ko", "sha", "me", "ga", "ni", "to",
        "zi", "hu",
    ];
    const END: [&str; 16] =
        ["", "ma", "no", "le", "we", "go", "ta", "ra", "mbe", "nge", "la", "yo", "ne", "si", "ha", "du"];
    let mut state = 0x9E37_79B9_7F4A_7C15u64;
    let mut draw = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 33) as usize % below.max(1)
    };
    let entries = (0..entries).map(|number| {
        let mut surname = || {
            let parts = [BEGIN.get(draw(24)), MIDDLE.get(draw(20)), MIDDLE.get(draw(20)), END.get(draw(16))];
            parts.into_iter().flatten().copied().collect::<String>()
        };
        let (one, two) = (surname(), surname());
        let given = GIVEN.get(draw(24)).copied().unwrap_or_default();
        let other = GIVEN.get(draw(24)).copied().unwrap_or_default();
        let aliases = if draw(3) == 0 { vec![format!("{two} {given}")] } else { Vec::new() };
        Entry {
            id: number.to_string(),
            names: vec![format!("{given} {other} {one}")],
            aliases,
            birth: Some(BirthDate::day(1940 + draw(65) as u16, 1 + draw(12) as u8, 1 + draw(28) as u8)),
            documents: vec![format!("A{:08}", draw(100_000_000))],
            ..Entry::default()
        }
    });
    entries.collect()
}
