//! The labelled data that measures are taken on, where it is at hand: `shared/data/screening` beside the project.
#![allow(dead_code, clippy::allow_attributes, reason = "each user of this module uses a part of it")]

use std::io::Read as _;
use std::path::PathBuf;

use screening::{BirthDate, Entry, Query};

/// Returns the folder, or says that it is not there.
pub fn folder() -> Option<PathBuf> {
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/screening"));
    if folder.is_dir() {
        return Some(folder);
    }
    eprintln!("skipped: {} is not here", folder.display());
    None
}

/// Returns the text of a file, unpacked.
pub fn text(name: &str) -> String {
    let file = std::fs::File::open(folder().unwrap().join(name)).unwrap();
    let mut text = String::new();
    if name.ends_with(".gz") {
        flate2::read::GzDecoder::new(file).read_to_string(&mut text).unwrap();
    } else {
        std::io::BufReader::new(file).read_to_string(&mut text).unwrap();
    }
    text
}

/// Splits a line of comma-separated values.
pub fn cells(line: &str) -> Vec<String> {
    let (mut cells, mut cell, mut quoted) = (Vec::new(), String::new(), false);
    for sign in line.chars() {
        match sign {
            '"' => quoted = !quoted,
            ',' if !quoted => cells.push(std::mem::take(&mut cell)),
            other => cell.push(other),
        }
    }
    cells.push(cell);
    cells
}

/// A labelled pair of names of persons.
pub struct Pair {
    pub asked: String,
    pub listed: String,
    pub is_match: bool,
}

/// Returns the labelled pairs of persons of `name_pairs.csv`, in its order.
pub fn name_pairs() -> Vec<Pair> {
    let text = text("name_pairs.csv");
    let rows = text.lines().skip(1).map(cells).filter(|row| row[1] == "Person");
    rows.map(|row| Pair { asked: row[2].clone(), listed: row[3].clone(), is_match: row[4] == "true" }).collect()
}

/// Returns the scores that peers gave the pairs of persons.
pub fn peers() -> Vec<(String, Vec<f64>)> {
    let all: serde_json::Map<String, serde_json::Value> =
        serde_json::from_str(&text("peer_name_pairs_scores.json")).unwrap();
    let persons = all.into_iter().filter_map(|(name, scores)| Some((name.strip_suffix("/Person")?.to_owned(), scores)));
    persons
        .map(|(name, scores)| (name, scores.as_array().unwrap().iter().map(|score| score.as_f64().unwrap()).collect()))
        .collect()
}

/// Returns a list of `id, name, birth date`, the names of one id as one entry.
pub fn list(name: &str, most: usize) -> Vec<Entry> {
    let text = text(name);
    let mut entries: Vec<Entry> = Vec::new();
    let mut places = std::collections::HashMap::new();
    for line in text.lines().take(most) {
        let mut cells = line.split('\t');
        let (id, name, born) = (cells.next().unwrap(), cells.next().unwrap_or(""), cells.next().unwrap_or(""));
        let place = *places.entry(id.to_owned()).or_insert_with(|| {
            entries.push(Entry { id: id.to_owned(), birth: BirthDate::read(born), ..Entry::default() });
            entries.len() - 1
        });
        let entry = &mut entries[place];
        if entry.names.is_empty() { entry.names.push(name.to_owned()) } else { entry.aliases.push(name.to_owned()) }
    }
    entries
}

/// A query with the kind of its distortion and the id it must find.
pub struct Asked {
    pub kind: String,
    pub id: String,
    pub query: Query,
}

/// Returns the queries of `bench1m_queries.tsv.gz`; `negative` ones have the id `-`.
pub fn queries() -> Vec<Asked> {
    let text = text("bench1m_queries.tsv.gz");
    let rows = text.lines().map(|line| line.split('\t').collect::<Vec<_>>());
    rows.map(|row| Asked {
        kind: row[0].to_owned(),
        id: row[1].to_owned(),
        query: Query { birth: BirthDate::read(row[3]), ..Query::name(row[2]) },
    })
    .collect()
}

/// Returns the travellers of whom none is listed.
pub fn unlisted() -> Vec<Query> {
    let text = text("unlisted_travellers_50k.csv");
    let rows = text.lines().skip(1).map(cells);
    rows.map(|row| Query { birth: BirthDate::read(&row[5]), ..Query::name(&row[0]) }).collect()
}

/// Precision, recall and F1.
pub fn measured(scores: &[f64], pairs: &[Pair], threshold: f64) -> (f64, f64, f64) {
    let hits = scores.iter().filter(|score| **score >= threshold).count();
    let right = scores.iter().zip(pairs).filter(|(score, pair)| **score >= threshold && pair.is_match).count();
    let all = pairs.iter().filter(|pair| pair.is_match).count();
    let (precision, recall) = (right as f64 / hits.max(1) as f64, right as f64 / all.max(1) as f64);
    (precision, recall, 2.0 * precision * recall / (precision + recall).max(1e-9))
}

/// Returns the best precision at that recall or more.
pub fn precision_at(scores: &[f64], pairs: &[Pair], recall: f64) -> f64 {
    let at = scores.iter().map(|threshold| measured(scores, pairs, *threshold));
    at.filter(|(_, reached, _)| *reached >= recall - 1e-9).map(|(precision, ..)| precision).fold(0.0, f64::max)
}
