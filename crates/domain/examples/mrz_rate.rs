//! Measures how long the reading of a machine readable zone takes, over documents that lie beside the project, and beside the crate
//! `mrz` in the same rounds.
//!
//! `cargo run --release -p domain --example mrz_rate [VECTORS.JSONL]`

use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use chrono::NaiveDate;
use domain::travel_document::read;
use serde::Deserialize;

#[derive(Deserialize)]
struct Document {
    lines: Vec<String>,
    all_check_digits_ok: bool,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/mrz/vectors.jsonl");
    let path = std::env::args_os().nth(1).map_or(beside, Into::into);
    let text = std::fs::read_to_string(&path)?;
    let documents: Vec<Document> = text.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    let (right, faulty): (Vec<_>, Vec<_>) = documents.iter().partition(|document| document.all_check_digits_ok);
    let plain = |documents: &[&Document]| -> Vec<String> {
        documents.iter().map(|document| document.lines.join("\n")).collect()
    };
    let small =
        |documents: &[&Document]| -> Vec<String> { documents.iter().map(|document| document.lines.concat()).collect() };
    println!("    ours  its search  its parser told the layout, µs a document");
    measure("all, as printed", &plain(&documents.iter().collect::<Vec<_>>()));
    let rate = measure("right ones", &plain(&right));
    measure("faulty ones, with a search for repairs", &plain(&faulty));
    measure("right ones without line ends", &small(&right));
    println!("rate on right ones, to the parser that is told the layout (aim ≥ 0.5): {rate:.2}");
    if rate < 0.5 { Err("the aim is missed".into()) } else { Ok(()) }
}

/// Measures ours and the crate `mrz` in turns, prints the best round of each, and returns our rate to that of its parsers.
fn measure(what: &str, texts: &[String]) -> f64 {
    let today = NaiveDate::from_ymd_opt(2026, 6, 1).unwrap_or_default();
    let mut best = [Duration::MAX; 3];
    let begun = Instant::now();
    while begun.elapsed() < Duration::from_secs(3) {
        let round = [
            timed(texts, |text| drop(black_box(read(text, today)))),
            timed(texts, |text| drop(black_box(mrz::find_and_parse(text)))),
            timed(texts, told_the_layout),
        ];
        for (best, one) in best.iter_mut().zip(round) {
            *best = one.min(*best);
        }
    }
    let each = best.map(|best| best.as_secs_f64() * 1e6 / f64::from(u32::try_from(texts.len()).unwrap_or(u32::MAX)));
    let [ours, search, parser] = each;
    println!("{ours:8.2} {search:11.2} {parser:7.2}  {what} ({})", texts.len());
    parser / ours
}

fn timed(texts: &[String], read: impl Fn(&str)) -> Duration {
    let began = Instant::now();
    for text in texts {
        read(black_box(text));
    }
    began.elapsed()
}

/// Reads a zone by the parser of the crate `mrz` for its layout, which the number and the length of the lines tell.
fn told_the_layout(text: &str) {
    let lines: Vec<&str> = text.lines().collect();
    let is_visa = text.starts_with('V');
    let read = match lines.as_slice() {
        [one, two, three] => mrz::parse_td1(one, two, three),
        [one, two] if one.len() == 44 && is_visa => mrz::parse_mrv_a(one, two),
        [one, two] if one.len() == 44 => mrz::parse_td3(one, two),
        [one, two] if is_visa => mrz::parse_mrv_b(one, two),
        [one, two] => mrz::parse_td2(one, two),
        _ => return,
    };
    drop(black_box(read));
}
