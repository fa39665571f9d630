//! The papers of trust in `docs/` and `deny.toml`: what they name is there.
//!
//! Invariant: every line of a table whose last column is "test" names tests that exist, or says that there is none; every path in
//! them leads somewhere. A test that is renamed or removed takes its promise with it.
#![expect(clippy::unwrap_used, reason = "a test fails by a panic, and this file is tests only")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// What stands in the last column of a line that no test shows.
const NONE: [&str; 2] = ["no test", "does not apply"];

/// The papers of trust.
const PAPERS: [&str; 4] = ["asvs.md", "faults.md", "for-the-lawyers.md", "threat-model.md"];

/// Folders that hold no text of ours.
const NOT_OURS: [&str; 4] = [".git", "dist", "gen", "target"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// Returns each paper's name and text. A guide beside them is none: it promises nothing.
fn papers() -> Vec<(String, String)> {
    let text = |name: &str| fs::read_to_string(root().join("docs").join(name)).unwrap();
    PAPERS.map(|name| (name.to_owned(), text(name))).to_vec()
}

/// Returns what stands between backticks.
fn marked(text: &str) -> Vec<&str> {
    text.split('`').skip(1).step_by(2).collect()
}

/// Returns the lines of the tables whose last column is "test", each with its number and what stands in that column.
fn lines(paper: &str) -> Vec<(usize, &str)> {
    let (mut found, mut is_in_one, mut before) = (Vec::new(), false, "");
    for (at, line) in paper.lines().enumerate() {
        if !line.starts_with('|') {
            is_in_one = false;
        } else if line.starts_with("|-") {
            is_in_one = last_cell(before) == "test";
        } else if is_in_one {
            found.push((at + 1, last_cell(line)));
        }
        before = line;
    }
    found
}

fn last_cell(line: &str) -> &str {
    line.trim().trim_end_matches('|').rsplit('|').next().unwrap_or_default().trim()
}

fn is_name(text: &str) -> bool {
    text.contains('_') && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
}

fn is_path(text: &str) -> bool {
    let has_ending = [".rs", ".md", ".toml", ".sql", ".js", ".json"].iter().any(|ending| text.ends_with(ending));
    !text.contains(char::is_whitespace) && !text.contains("://") && (text.contains('/') || has_ending)
}

/// The macros of tests that run on both engines, and of scenarios that do: each names one a line.
const LISTING: [&str; 3] = ["over_a_file_and_behind_walls! {", "on_each_engine! {", "sentences! {"];

/// Adds the names of the tests in a source: functions marked as such, and those that a macro lists.
fn tests_in(source: &str, found: &mut BTreeSet<String>) {
    let mut is_test = false;
    let mut is_listed = false;
    for line in source.lines().map(str::trim) {
        is_listed = LISTING.contains(&line) || (is_listed && line != "}");
        if let Some(name) = line.strip_suffix(',').or(Some(line)).filter(|name| is_listed && is_name(name)) {
            found.insert(name.to_owned());
        }
        if line.starts_with("#[") {
            is_test |= line.starts_with("#[test]") || line.starts_with("#[tokio::test");
        } else if let Some((_, name)) = line.split_once("fn ") {
            if is_test {
                found.extend(name.split(['(', '<']).next().map(str::to_owned));
            }
            is_test = false;
        }
    }
}

fn all_tests(folder: &Path, found: &mut BTreeSet<String>) {
    for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if path.is_dir() {
            if !NOT_OURS.iter().any(|name| path.ends_with(name)) {
                all_tests(&path, found);
            }
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            tests_in(&fs::read_to_string(&path).unwrap(), found);
        }
    }
}

#[test]
fn every_line_names_a_test_that_exists_or_says_that_there_is_none() {
    let mut tests = BTreeSet::new();
    all_tests(&root(), &mut tests);
    assert!(tests.len() > 300 && tests.contains("every_line_names_a_test_that_exists_or_says_that_there_is_none"));
    let (mut wrong, mut named) = (Vec::new(), 0);
    for (paper, text) in papers() {
        for (at, shown_by) in lines(&text) {
            if !marked(shown_by).into_iter().any(is_name) && !NONE.contains(&shown_by) {
                wrong.push(format!("{paper}:{at} names no test and does not say so: {shown_by}"));
            }
        }
        for name in marked(&text).into_iter().filter(|word| is_name(word)) {
            named += 1;
            if !tests.contains(name) {
                wrong.push(format!("{paper} names {name}, and there is no such test"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(named > 100, "only {named} names were found");
}

#[test]
fn every_path_leads_somewhere() {
    let root = root();
    let (mut wrong, mut seen) = (Vec::new(), 0);
    for (paper, text) in papers() {
        let links = text.split("](").skip(1).filter_map(|rest| rest.split(')').next()).filter(|link| is_path(link));
        let links = links.map(|link| root.join("docs").join(link));
        let paths = marked(&text).into_iter().filter(|word| is_path(word)).map(|word| root.join(word));
        for path in links.chain(paths) {
            seen += 1;
            if !path.exists() {
                wrong.push(format!("{paper} names {}, and there is no such file", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(seen > 30, "only {seen} paths were found");
}

/// So the tests above can fail.
#[test]
fn names_paths_and_lines_are_told_from_words() {
    let paper = "| what | test |\n|---|---|\n| one | `a_test_of_it`, `crates/app` |\n| other | no test |\n\n\
                 | what | where |\n|---|---|\n| one | anywhere |\nnot a line | of one |";
    assert_eq!(lines(paper), [(3, "`a_test_of_it`, `crates/app`"), (4, "no test")]);
    assert_eq!(marked("`a_test_of_it`, `crates/app`"), ["a_test_of_it", "crates/app"]);
    assert!(is_name("a_test_of_it") && !is_name("Workstation") && !is_name("act") && !is_name("a_test of it"));
    assert!(is_path("crates/app") && is_path("deny.toml") && !is_path("osbpctl journal verify") && !is_path("a_test"));
    let mut tests = BTreeSet::new();
    tests_in(
        "#[test]\n#[ignore]\nfn one() {}\nfn none() {}\n#[tokio::test(flavor = \"x\")]\nasync fn two() {}\n\
         over_a_file_and_behind_walls! {\n    on_both_of_them\n}\non_none_of_them",
        &mut tests,
    );
    assert_eq!(tests, ["on_both_of_them".to_owned(), "one".to_owned(), "two".to_owned()].into());
}
