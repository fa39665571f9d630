//! What may depend on what, as ARCHITECTURE.md lays it down.
//!
//! Invariant: dependencies point downwards only, and each outside library that would give a crate powers it must not have is
//! known to its owner alone. It asks cargo what is really built, so nothing slips in by way of another library.
//!
//! This stands where others run cargo-deny at every build: that tool is a longer build than the window itself on the two processors
//! a fresh machine may have, and what is held here needs nothing but cargo. Advisories alone are left to it (`deny.toml`).
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by a panic, and this file is tests only"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use serde_json::Value;

/// The crates from the bottom up, each with those of ours that it may use directly.
const DOWNWARDS: &[(&str, &[&str])] = &[
    ("cards", &[]),
    ("catalogue", &[]),
    ("domain", &[]),
    ("keys", &[]),
    ("webpki-roots", &[]),
    ("contract", &["domain"]),
    ("screening", &[]),
    ("interchange", &["domain"]),
    ("slips", &["catalogue", "domain", "keys"]),
    ("storage", &["domain"]),
    ("storage-postgres", &["domain", "storage"]),
    ("storage-sqlite", &["domain", "storage"]),
    (
        "app",
        &[
            "cards",
            "catalogue",
            "contract",
            "domain",
            "interchange",
            "keys",
            "screening",
            "slips",
            "storage",
            "storage-postgres",
            "storage-sqlite",
        ],
    ),
    (
        "cli",
        &[
            "app",
            "catalogue",
            "contract",
            "domain",
            "interchange",
            "keys",
            "screening",
            "slips",
            "storage",
            "storage-postgres",
            "storage-sqlite",
        ],
    ),
    ("desk", &["app", "catalogue", "contract", "domain", "storage", "storage-postgres", "storage-sqlite"]),
    ("ui", &["catalogue", "contract", "domain"]),
    ("bare-page", &[]),
    ("bare-window", &[]),
    ("xtask", &[]),
    (
        "end-to-end",
        &[
            "app",
            "catalogue",
            "contract",
            "domain",
            "interchange",
            "keys",
            "screening",
            "slips",
            "storage",
            "storage-postgres",
            "storage-sqlite",
        ],
    ),
];

/// Outside libraries that only these crates may name.
const OWNED: &[(&str, &[&str])] = &[
    ("sqlx", &["storage-postgres", "storage-sqlite"]),
    ("rustls", &["storage-postgres"]),
    ("libsqlite3-sys", &["storage-sqlite", "xtask"]),
    ("rusqlite", &["xtask"]),
    ("tauri", &["bare-window", "desk"]),
    ("tauri-build", &["bare-window", "desk"]),
    ("webkit2gtk", &["desk"]),
    ("leptos", &["bare-page", "ui"]),
    ("wasm-bindgen", &["bare-page", "ui"]),
    ("wasm-bindgen-cli-support", &["xtask"]),
    ("web-sys", &["ui"]),
    ("js-sys", &["ui"]),
    ("printpdf", &["slips"]),
    ("fantoccini", &["end-to-end"]),
    ("cryptoki", &["cards"]),
    ("secret-service", &["app"]),
    ("zxcvbn", &["app"]),
];

/// What must not be reached from a crate, even by way of another.
const UNKNOWN_TO: &[(&str, &[&str])] = &[
    ("domain", &["leptos", "mio", "reqwest", "sqlx", "tauri", "tokio"]),
    ("contract", &["leptos", "mio", "sqlx", "storage", "tauri", "tokio"]),
    ("catalogue", &["leptos", "sqlx", "storage", "tauri", "tokio"]),
    ("cards", &["domain", "leptos", "sqlx", "storage", "tauri", "tokio"]),
    ("keys", &["cards", "cryptoki", "domain", "leptos", "sqlx", "storage", "tauri"]),
    ("interchange", &["keys", "leptos", "mio", "sqlx", "storage", "tauri", "tokio"]),
    ("slips", &["leptos", "sqlx", "storage", "tauri"]),
    ("screening", &["keys", "leptos", "mio", "sqlx", "storage", "tauri", "tokio"]),
    ("storage", &["leptos", "storage-postgres", "storage-sqlite", "tauri"]),
    ("storage-postgres", &["keys", "leptos", "storage-sqlite", "tauri"]),
    ("storage-sqlite", &["keys", "leptos", "storage-postgres", "tauri"]),
    ("app", &["leptos", "tauri"]),
    ("cli", &["leptos", "tauri"]),
    ("desk", &["leptos"]),
    ("ui", &["app", "keys", "slips", "sqlx", "storage", "tauri", "tokio"]),
];

/// Licences under which a library may be part of the program, which is itself MIT or Apache-2.0.
const LICENCES: &[&str] = &[
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "ISC",
    "MIT",
    "MIT-0",
    // Binds changes to the library's own files; we make none.
    "MPL-2.0",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

#[derive(Default)]
struct Graph {
    /// Our own packages, by name.
    ours: BTreeSet<String>,
    /// Package id to name.
    names: BTreeMap<String, String>,
    /// Package id to the ids it is built or built with; not what only its tests use.
    uses: BTreeMap<String, BTreeSet<String>>,
}

impl Graph {
    fn read() -> Self {
        let metadata = metadata();
        let mut graph = Self::default();
        for package in metadata["packages"].as_array().unwrap() {
            let (id, name) = (text(&package["id"]), text(&package["name"]));
            if package["source"].is_null() {
                graph.ours.insert(name.clone());
            }
            graph.names.insert(id, name);
        }
        for node in metadata["resolve"]["nodes"].as_array().unwrap() {
            let used = node["deps"].as_array().unwrap().iter().filter(|dependency| {
                dependency["dep_kinds"].as_array().unwrap().iter().any(|kind| kind["kind"] != "dev")
            });
            graph.uses.insert(text(&node["id"]), used.map(|dependency| text(&dependency["pkg"])).collect());
        }
        graph
    }

    fn id(&self, name: &str) -> Option<&String> {
        let ours = |id: &&String| self.ours.contains(name) && self.names[*id] == name;
        self.names.keys().find(ours)
    }

    fn direct(&self, name: &str) -> BTreeSet<&str> {
        let id = self.id(name).unwrap();
        self.uses[id].iter().map(|used| self.names[used].as_str()).collect()
    }

    fn reached(&self, name: &str) -> BTreeSet<&str> {
        let mut reached = BTreeSet::new();
        let mut open: Vec<&String> = self.id(name).into_iter().collect();
        while let Some(id) = open.pop() {
            for used in &self.uses[id] {
                if reached.insert(self.names[used].as_str()) {
                    open.push(used);
                }
            }
        }
        reached
    }
}

/// Returns what cargo says of every package that is part of a build on Linux.
fn metadata() -> Value {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--locked", "--format-version", "1", "--filter-platform", "x86_64-unknown-linux-gnu"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

/// Says whether an SPDX expression can be met with [`LICENCES`] alone.
fn may_be_used(expression: &str) -> bool {
    let expression = expression.trim();
    if let Some(sides) = parted(expression, &[" OR ", "/"]) {
        return sides.into_iter().any(may_be_used);
    }
    if let Some(sides) = parted(expression, &[" AND "]) {
        return sides.into_iter().all(may_be_used);
    }
    match expression.strip_prefix('(').and_then(|inner| inner.strip_suffix(')')) {
        Some(inner) => may_be_used(inner),
        None => LICENCES.contains(&expression),
    }
}

/// Splits at the first of `words` that stands outside of brackets.
fn parted<'a>(expression: &'a str, words: &[&str]) -> Option<[&'a str; 2]> {
    let mut depth = 0;
    for (at, sign) in expression.char_indices() {
        match sign {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        if let Some(word) = words.iter().find(|word| depth == 0 && expression[at..].starts_with(*word)) {
            return Some([&expression[..at], &expression[at + word.len()..]]);
        }
    }
    None
}

#[test]
fn every_library_may_be_used_and_comes_from_the_registry() {
    assert!(may_be_used("(MIT OR GPL-2.0-only) AND Unicode-3.0") && !may_be_used("MIT AND GPL-2.0-only"));
    let metadata = metadata();
    let built: BTreeSet<&str> =
        metadata["resolve"]["nodes"].as_array().unwrap().iter().map(|node| node["id"].as_str().unwrap()).collect();
    let mut wrong = Vec::new();
    for package in metadata["packages"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|package| built.contains(package["id"].as_str().unwrap()))
    {
        let (name, version) = (text(&package["name"]), text(&package["version"]));
        let licence = package["license"].as_str().unwrap_or("none");
        if !may_be_used(licence) {
            wrong.push(format!("{name} has the licence {licence}"));
        }
        if package["source"]
            .as_str()
            .is_some_and(|source| !source.starts_with("registry+https://github.com/rust-lang/crates.io-index"))
        {
            wrong.push(format!("{name} does not come from crates.io"));
        }
        if version.split('+').next().is_some_and(|version| version.contains('-')) {
            wrong.push(format!("{name} {version} is not a finished release"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Who runs cargo-deny is told the same.
#[test]
fn deny_toml_allows_the_same_licences() {
    let told = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../deny.toml")).unwrap();
    let (_, list) = told.split_once("[licenses]").and_then(|(_, rest)| rest.split_once("allow = [")).unwrap();
    let lines = list.lines().map(str::trim).take_while(|line| *line != "]");
    let named: Vec<&str> = lines.filter_map(|line| line.strip_prefix('"')?.strip_suffix("\",")).collect();
    assert_eq!(named, LICENCES);
}

#[test]
fn every_crate_has_its_place() {
    let placed: BTreeSet<&str> = DOWNWARDS.iter().map(|(name, _)| *name).collect();
    let graph = Graph::read();
    let unplaced: Vec<&String> = graph.ours.iter().filter(|name| !placed.contains(name.as_str())).collect();
    assert!(unplaced.is_empty(), "give these a place in ARCHITECTURE.md and in this test: {unplaced:?}");
}

#[test]
fn our_crates_depend_downwards_only() {
    let graph = Graph::read();
    let mut wrong = Vec::new();
    for (name, allowed) in DOWNWARDS.iter().filter(|(name, _)| graph.ours.contains(*name)) {
        let used = graph.direct(name).into_iter().filter(|used| graph.ours.contains(*used));
        wrong.extend(used.filter(|used| !allowed.contains(used)).map(|used| format!("{name} uses {used}")));
    }
    assert!(wrong.is_empty(), "{wrong:?}");
}

#[test]
fn what_gives_powers_is_named_by_its_owner_alone() {
    let graph = Graph::read();
    let mut wrong = Vec::new();
    for (library, owners) in OWNED {
        let users = graph.ours.iter().filter(|name| graph.direct(name).contains(library));
        wrong.extend(
            users.filter(|name| !owners.contains(&name.as_str())).map(|name| format!("{name} names {library}")),
        );
    }
    assert!(wrong.is_empty(), "{wrong:?}");
}

#[test]
fn what_a_crate_must_not_know_is_out_of_its_reach() {
    let graph = Graph::read();
    let mut wrong = Vec::new();
    for (name, unknown) in UNKNOWN_TO.iter().filter(|(name, _)| graph.ours.contains(*name)) {
        let reached = graph.reached(name);
        wrong.extend(
            unknown
                .iter()
                .filter(|library| reached.contains(*library))
                .map(|library| format!("{name} reaches {library}")),
        );
    }
    assert!(wrong.is_empty(), "{wrong:?}");
}

#[test]
fn the_page_and_the_tool_that_writes_its_javascript_are_of_one_version() {
    let metadata = metadata();
    let version = |name: &str| {
        let packages = metadata["packages"].as_array().unwrap().iter();
        packages.filter(|package| package["name"] == name).map(|package| text(&package["version"])).collect::<Vec<_>>()
    };
    let page = version("wasm-bindgen");
    assert_eq!(page.len(), 1, "{page:?}");
    assert_eq!(page, version("wasm-bindgen-cli-support"));
}
