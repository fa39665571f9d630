//! Files and documents of strangers, invented by a fuzzer that watches which branches they reach (libFuzzer): nothing that is read
//! from outside may make the program break off.
//!
//! Invariant: what was found in an earlier trial is tried again first; an input that breaks something is kept and named.

use std::ffi::OsString;
use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::Stdio;

use crate::setup;
use crate::stage;
use crate::table::Table;
use crate::trouble::{Told as _, Trouble};
use crate::workspace::Workspace;

/// What can be tried, and where examples of it lie.
const TARGETS: &[(&str, &str)] = &[
    ("mrz", "tests/fuzz/seeds/mrz"),
    ("names", "tests/fuzz/seeds/names"),
    ("passengers", "crates/interchange/tests/specimens"),
    ("alerts", "crates/interchange/tests/specimens"),
];

/// How long each is tried where nothing else is said, in seconds.
const SECONDS: &str = "60";

/// What the compiler puts in so that the fuzzer sees what an input reaches; no more than a stable one can.
const INSTRUMENTS: &str = "-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares -Ccodegen-units=1 --cfg fuzzing";

/// Tries one target or all, for so many seconds each.
///
/// # Errors
/// When a word means nothing here, something can't be built, or an input made a target break off.
pub fn run(workspace: &Workspace, words: &[&str]) -> Result<(), Trouble> {
    let usage = || Trouble::new("usage: cargo xtask faults fuzz [mrz|names|passengers|alerts] [--seconds N]");
    let (name, seconds) = match words {
        [] => (None, SECONDS),
        ["--seconds", seconds] => (None, *seconds),
        [name] => (Some(*name), SECONDS),
        [name, "--seconds", seconds] => (Some(*name), *seconds),
        _ => return Err(usage()),
    };
    let wanted: Vec<_> = TARGETS.iter().filter(|(known, _)| name.is_none_or(|name| name == *known)).collect();
    if wanted.is_empty() || seconds.parse::<u32>().is_err() {
        return Err(usage());
    }
    setup::to_fuzz()?;
    let programs = build(workspace)?;
    let mut table = Table::new("inputs that a fuzzer invented");
    for (name, examples) in wanted {
        let tried = fuzz(workspace, &programs.join(name), name, examples, seconds)?;
        table = table.with(format!("{name}: inputs tried in {seconds} s"), tried, "");
    }
    table.tell()
}

/// Builds the targets, and returns the folder in which they are.
fn build(workspace: &Workspace) -> Result<PathBuf, Trouble> {
    // With a target named, what runs while building goes without instruments.
    let said = stage::answer("rustc", &["-vV"]).unwrap_or_default();
    let host = said.lines().find_map(|line| line.strip_prefix("host: "));
    let host = host.ok_or_else(|| Trouble::new("rustc does not say for which machine it builds"))?;
    let folder = workspace.target("fuzz");
    let mut command =
        workspace.cargo(["build", "--release", "--manifest-path", "tests/fuzz/Cargo.toml", "--target", host]);
    command.arg("--target-dir").arg(&folder).env("RUSTFLAGS", INSTRUMENTS);
    stage::run(command)?;
    Ok(folder.join(host).join("release"))
}

/// Tries one target, and returns how many inputs were tried.
fn fuzz(workspace: &Workspace, program: &PathBuf, name: &str, examples: &str, seconds: &str) -> Result<f64, Trouble> {
    let found = workspace.target("fuzz").join("corpus").join(name);
    let broken = workspace.target("fuzz").join("broken").join(name);
    for folder in [&found, &broken] {
        std::fs::create_dir_all(folder).told(format!("failed to make {}", folder.display()))?;
    }
    let mut kept = OsString::from("-artifact_prefix=");
    kept.push(&broken);
    kept.push("/");
    println!("   {name}, {seconds} s …");
    let mut command = workspace.command(program);
    command.arg(format!("-max_total_time={seconds}")).arg(kept);
    command.args(["-timeout=10", "-rss_limit_mb=2048", "-print_final_stats=1", "-verbosity=0"]);
    command.arg(found).arg(workspace.path(examples)).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
    let mut running = command.spawn().told(format!("failed to start {}", program.display()))?;
    let said = running.stderr.take().ok_or_else(|| Trouble::new("failed to listen to the fuzzer"))?;
    let (mut tried, mut rest) = (0.0, Vec::new());
    for line in BufReader::new(said).lines().map_while(Result::ok) {
        match line.strip_prefix("stat::number_of_executed_units:").and_then(|count| count.trim().parse().ok()) {
            Some(count) => tried = count,
            None => rest.push(line),
        }
    }
    let status = running.wait().told("failed to wait for the fuzzer")?;
    if status.success() {
        return Ok(tried);
    }
    Err(Trouble::new(format!("{name} broke off; the input lies in {}\n{}", broken.display(), rest.join("\n"))))
}
