//! Prints what the screening reaches, as tables: `measure pairs | retrieval [EVERY] | scale ENTRIES [EVERY] | compare | all`.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a measurement fails by a panic")]

#[path = "../tests/given/mod.rs"]
mod given;

use std::collections::{BTreeMap, HashSet};
use std::time::Instant;

use screening::{DEFAULT_THRESHOLD, Index, compare_names};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let what = arguments.first().map_or("all", String::as_str);
    if given::folder().is_none() {
        return;
    }
    let rest: Vec<usize> = arguments.iter().skip(1).filter_map(|number| number.parse().ok()).collect();
    let is_loud = arguments.iter().any(|argument| argument == "--show");
    match what {
        "pairs" => pairs(is_loud),
        "retrieval" => retrieval(rest.first().copied().unwrap_or(1), is_loud),
        "scale" => scale(rest[0], rest.get(1).copied().unwrap_or(1), is_loud),
        // Pairs of names from standard input, a tab between the two.
        "compare" => std::io::stdin().lines().map_while(Result::ok).for_each(|line| {
            let (one, two) = line.split_once('\t').unwrap_or((line.as_str(), ""));
            println!("{:.3}\t{line}", compare_names(one, two).score);
        }),
        "all" => {
            pairs(false);
            retrieval(1, false);
            [10_000, 100_000, 1_000_000].into_iter().for_each(|entries| scale(entries, 1, false));
        }
        other => panic!("measure pairs, retrieval, scale, compare or all, not {other}"),
    }
}

fn pairs(is_loud: bool) {
    let pairs = given::name_pairs();
    let ours: Vec<f64> = pairs.iter().map(|pair| f64::from(compare_names(&pair.asked, &pair.listed).score)).collect();
    let threshold = f64::from(DEFAULT_THRESHOLD);
    let (precision, recall, f1) = given::measured(&ours, &pairs, threshold);
    println!("| {} pairs of persons | precision | recall | F1 |\n|---|---|---|---|", pairs.len());
    println!("| ours at {DEFAULT_THRESHOLD:.2} | {precision:.3} | {recall:.3} | {f1:.3} |");
    let best = ours
        .iter()
        .map(|at| (given::measured(&ours, &pairs, *at).2, *at))
        .fold((0.0, 0.0), |a, b| if b.0 > a.0 { b } else { a });
    println!("| ours at its best ({:.3}) | | | {:.3} |", best.1, best.0);
    for (name, scores) in given::peers() {
        let (precision, recall, f1) = given::measured(&scores, &pairs, 0.7);
        let at = given::precision_at(&ours, &pairs, recall);
        println!("| {name} at .70 | {precision:.3} (ours at this recall {at:.3}) | {recall:.3} | {f1:.3} |");
        let mut worse = Vec::new();
        let thresholds: HashSet<u64> = scores.iter().map(|score| score.to_bits()).collect();
        for at in thresholds.into_iter().map(f64::from_bits) {
            let (precision, recall, _) = given::measured(&scores, &pairs, at);
            let ours = given::precision_at(&ours, &pairs, recall);
            if ours + 1e-9 < precision {
                worse.push(format!("recall {recall:.3}: {ours:.3} < {precision:.3}"));
            }
        }
        if is_loud && !worse.is_empty() {
            println!("    worse at {worse:?}");
        }
    }
    if is_loud {
        for (pair, score) in pairs.iter().zip(&ours) {
            if (*score >= threshold) != pair.is_match {
                println!(
                    "{} {score:.3} {} | {}",
                    if pair.is_match { "missed" } else { "wrong " },
                    pair.asked,
                    pair.listed
                );
            }
        }
        for (pair, score) in pairs.iter().zip(&ours) {
            if (*score >= threshold) == pair.is_match && (score - threshold).abs() < 0.05 {
                println!("near   {score:.3} {} {} | {}", pair.is_match, pair.asked, pair.listed);
            }
        }
    }
}

fn retrieval(every: usize, is_loud: bool) {
    let index = Index::build(given::list("bench1m_list_true_9585.tsv", usize::MAX));
    let mut kinds: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    let mut missed = Vec::new();
    for asked in given::queries().iter().filter(|asked| asked.id != "-").step_by(every) {
        let found = index.search(&asked.query, DEFAULT_THRESHOLD);
        let kind = kinds.entry(asked.kind.clone()).or_default();
        kind.1 += 1;
        if found.iter().any(|hit| hit.id == asked.id) {
            kind.0 += 1;
        } else {
            let all = index.search(&asked.query, 0.0);
            let score = all.iter().find(|hit| hit.id == asked.id).map(|hit| (hit.score, hit.explanation.clone()));
            missed.push(format!("{} {} {:?} {score:?}", asked.kind, asked.query.name, asked.query.birth));
        }
    }
    println!("| {} names, kind of distortion | queries | recall |\n|---|---|---|", index.names());
    let mut recalls = Vec::new();
    for (kind, (found, all)) in &kinds {
        let recall = *found as f64 / *all as f64;
        recalls.push(recall);
        println!("| {kind} | {all} | {recall:.4} |");
    }
    let macro_recall = recalls.iter().sum::<f64>() / recalls.len() as f64;
    println!("| macro over {} kinds | | {macro_recall:.4} |", recalls.len());
    let (mut hit, mut all) = (0, 0);
    for query in given::unlisted().iter().step_by(every) {
        all += 1;
        let found = index.search(query, DEFAULT_THRESHOLD);
        hit += usize::from(!found.is_empty());
        if let Some(best) = found.first().filter(|_| is_loud) {
            println!("unlisted {} {:?} {} {:?}", query.name, query.birth, best.score, best.explanation);
        }
    }
    println!("| unlisted travellers hit | {all} | {:.3} % |", 100.0 * hit as f64 / all as f64);
    if is_loud {
        missed.iter().for_each(|line| println!("missed {line}"));
    }
}

fn scale(entries: usize, every: usize, is_loud: bool) {
    let list = given::list("bench1m_list_1m.tsv.gz", entries);
    let before = resident();
    let started = Instant::now();
    let index = Index::build(list.iter().cloned());
    let built = started.elapsed();
    let bytes = index.to_bytes();
    let after = resident();
    let started = Instant::now();
    let again = Index::from_bytes(&bytes).unwrap();
    let loaded = started.elapsed();
    let known: HashSet<&str> = list.iter().map(|entry| entry.id.as_str()).collect();
    let (mut kinds, mut times): (BTreeMap<String, (usize, usize)>, Vec<f64>) = Default::default();
    for (at, asked) in given::queries().iter().enumerate() {
        if asked.id == "-" || at % every != 0 {
            continue;
        }
        if known.contains(asked.id.as_str()) {
            let kind = kinds.entry(asked.kind.clone()).or_default();
            kind.1 += 1;
            if again.candidate_ids(&asked.query).contains(&asked.id) {
                kind.0 += 1;
            } else if is_loud {
                println!("not among the candidates: {} {} {:?}", asked.kind, asked.query.name, asked.query.birth);
            }
        }
        if (at / every).is_multiple_of(8) || every > 1 {
            // The shortest of five, since other programs run beside.
            let runs = [(); 5].map(|()| {
                let started = Instant::now();
                let _ = again.search(&asked.query, DEFAULT_THRESHOLD);
                started.elapsed().as_secs_f64() * 1e3
            });
            times.push(runs.into_iter().fold(f64::INFINITY, f64::min));
        }
    }
    times.sort_by(f64::total_cmp);
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize];
    println!("| {} names, {} entries | |\n|---|---|", again.names(), again.len());
    println!("| built | {:.1} s |", built.as_secs_f64());
    println!("| index in memory | {:.0} MB |", (after - before) as f64 / 1e6 - bytes.len() as f64 / 1e6);
    println!("| snapshot, loaded | {:.0} MB, {:.2} s |", bytes.len() as f64 / 1e6, loaded.as_secs_f64());
    println!(
        "| one query, median, p95, p99, longest | {:.2}, {:.2}, {:.2}, {:.2} ms |",
        at(0.5),
        at(0.95),
        at(0.99),
        at(1.0)
    );
    for (kind, (found, all)) in kinds {
        println!("| among the candidates: {kind} | {:.4} of {all} |", found as f64 / all as f64);
    }
}

/// Returns the memory of this process in bytes.
fn resident() -> i64 {
    let text = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    text.split_whitespace().nth(1).and_then(|pages| pages.parse::<i64>().ok()).unwrap_or(0) * 4096
}
