//! Set-up and chores of the project.
//!
//! Invariant: `cargo xtask run` and `cargo xtask test` need nothing prepared: on a Debian 12 machine that has git, a C compiler
//! and Rust they fetch what is missing, and say so.

mod bench;
mod check;
mod fuzz;
mod page;
mod program;
mod running;
mod screen;
mod server;
mod setup;
mod show;
mod stage;
mod statements;
mod table;
mod tidy;
mod trouble;
mod workspace;

use std::process::ExitCode;

use page::Care;
use trouble::Trouble;
use workspace::Workspace;

const USAGE: &str = "usage: cargo xtask CHORE

  run [--headless] [WORDS…]   opens the window; WORDS go to osbp-desk and are --demo where there are none;
                              --headless shows it on a screen of its own and keeps a picture of it
  test [WORDS…]               all checks and tests; WORDS go to cargo nextest run
  faults [WORDS…]             osbpctl faults: the trials that kill, on SQLite and on PostgreSQL
  faults random [--count N]   sends 10,000 random commands, or N, through each engine from four desks, and judges them
  faults fuzz [NAME] [--seconds N]
                              documents, names and lists that a fuzzer invents, for a minute each
  bench [NAME]                measures NAME and fails when its aim is missed; without a name they are listed
  ui [--release]              builds the page of the windows into ui/dist
  sqlx [--check]              checks every statement against both engines and keeps what they answer;
                              --check only says whether what is kept is still true
  tidy                        formats the code and renews all that is generated";

fn main() -> ExitCode {
    let mut words = std::env::args().skip(1);
    let chore = words.next();
    let words: Vec<String> = words.collect();
    match dispatch(chore.as_deref(), &words) {
        Ok(()) => ExitCode::SUCCESS,
        Err(trouble) => {
            if !trouble.is_told() {
                eprintln!("\n{trouble}");
            }
            ExitCode::FAILURE
        }
    }
}

fn dispatch(chore: Option<&str>, words: &[String]) -> Result<(), Trouble> {
    let options: Vec<&str> = words.iter().map(String::as_str).collect();
    let workspace = Workspace::find()?;
    match (chore, options.as_slice()) {
        (Some("run"), ["--headless", words @ ..]) => show::without_screen(&workspace, words),
        (Some("run"), words) => show::on_screen(&workspace, words),
        (Some("test"), words) => check::all(&workspace, words),
        (Some("faults"), ["random", words @ ..]) => program::random(&workspace, words),
        (Some("faults"), ["fuzz", words @ ..]) => fuzz::run(&workspace, words),
        (Some("faults"), words) => program::osbpctl(&workspace, "faults", words),
        (Some("bench"), words) => bench::run(&workspace, words),
        (Some("ui"), []) => setup::to_build_page().and_then(|()| page::build(&workspace, Care::Draft)),
        (Some("ui"), ["--release"]) => setup::to_ship_page().and_then(|()| page::build(&workspace, Care::Shipped)),
        (Some("sqlx"), []) => statements::keep(&workspace),
        (Some("sqlx"), ["--check"]) => statements::check(&workspace),
        (Some("tidy"), []) => tidy::all(&workspace),
        (Some("help"), []) => {
            println!("{USAGE}");
            Ok(())
        }
        (None, _) => Err(Trouble::new(USAGE)),
        (Some(chore), _) => Err(Trouble::new(format!(
            "there is no 'cargo xtask {}'\n\n{USAGE}",
            [&[chore], options.as_slice()].concat().join(" ")
        ))),
    }
}
