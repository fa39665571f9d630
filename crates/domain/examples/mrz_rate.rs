//! Measures how long the reading of a machine readable zone takes, over documents that lie beside the project.
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
    let plain = |documents: &[&Document]| documents.iter().map(|document| document.lines.join("\n")).collect();
    let small = |documents: &[&Document]| documents.iter().map(|document| document.lines.concat()).collect();
    measure("all, as printed", &plain(&documents.iter().collect::<Vec<_>>()));
    measure("right ones", &plain(&right));
    measure("faulty ones, with a search for repairs", &plain(&faulty));
    measure("right ones without line ends", &small(&right));
    Ok(())
}

fn measure(what: &str, texts: &Vec<String>) {
    let Some(today) = NaiveDate::from_ymd_opt(2026, 6, 1) else { return };
    let mut best = Duration::MAX;
    let begun = Instant::now();
    while begun.elapsed() < Duration::from_secs(1) {
        let round = Instant::now();
        for text in texts {
            black_box(read(black_box(text), today));
        }
        best = best.min(round.elapsed());
    }
    let each = best.as_secs_f64() * 1e6 / f64::from(u32::try_from(texts.len()).unwrap_or(u32::MAX));
    println!("{each:8.2} µs  {what} ({})", texts.len());
}
