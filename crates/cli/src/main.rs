//! `osbpctl`: all that needs no window. Set-up, the queue, commands as JSON, travel documents, slips, verification.
//!
//! Invariant: stdout is the answer alone and stderr the words; with `--json` the answer, errors too, is one JSON value
//! (for `mrz` and `alerts screen` one a line). Without an officer's password only open data are shown.

mod answer;
mod secrets;
mod verbs;
mod words;

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use answer::{Answer, Exit, Output};
use clap::{Parser, Subcommand};

/// The post without a window.
#[derive(Debug, Parser)]
#[command(name = "osbpctl", version, about, disable_help_subcommand = true)]
struct Line {
    /// The database: a SQLite path, or a PostgreSQL URL without password (PGPASSFILE or OSBP_DB_PASSWORD).
    #[arg(long, global = true, value_name = "ADDRESS")]
    db: Option<String>,
    /// Answers with one JSON value, errors too.
    #[arg(long, global = true)]
    json: bool,
    /// Signs in as this officer; the password comes from OSBP_PASSWORD or is asked for.
    #[arg(long, global = true, value_name = "NUMBER")]
    officer: Option<String>,
    /// The desk to sit at; without it the one where the shift is open, else the first of the officer's agency.
    #[arg(long, global = true, value_name = "CODE")]
    desk: Option<String>,
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Founds a post from a file: States, model, host State, flows, agencies, desks.
    Init {
        /// The file.
        #[arg(long, value_name = "POST.toml")]
        post: PathBuf,
    },
    /// Adds, lists and disables officers.
    Officer {
        #[command(subcommand)]
        what: verbs::officer::What,
    },
    /// Enrols, lists and withdraws the workstations of a post on a PostgreSQL server.
    Post {
        #[command(subcommand)]
        what: verbs::post::What,
    },
    /// Says where this workstation keeps its secrets, and moves them into the system keyring.
    Secrets {
        #[command(subcommand)]
        what: verbs::secrets_kept::What,
    },
    /// Draws or uses the recovery code of a State that lost all its administrators.
    Recovery {
        #[command(subcommand)]
        what: verbs::recovery::What,
    },
    /// Makes keys of the administrator's State new.
    Keys {
        #[command(subcommand)]
        what: verbs::keys::What,
    },
    /// Makes a demonstration post with invented officers and traffic, through the app's own commands.
    Demo {
        /// What chance begins with; the same seed gives the same crossings.
        #[arg(long, default_value_t = 1)]
        seed: u64,
        /// How many parties arrive.
        #[arg(long, default_value_t = 25)]
        crossings: u32,
        /// Goes on for ever, with an act a second.
        #[arg(long)]
        live: bool,
        /// With `--live`: how long between two acts.
        #[arg(long, default_value_t = 1_000, value_name = "MILLISECONDS")]
        between: u64,
        /// How many of a thousand controls that are claimed are referred at random.
        #[arg(long, default_value_t = 20, value_name = "PERMILLE")]
        referrals: u16,
        /// How many crossings are left open at the end.
        #[arg(long, default_value_t = 0)]
        standing: usize,
    },
    /// Shows the open crossings, or all.
    Queue {
        /// Closed ones too.
        #[arg(long)]
        all: bool,
    },
    /// Shows one crossing.
    Crossing {
        #[command(subcommand)]
        what: verbs::queue::What,
    },
    /// Does what a command in JSON asks for.
    Act {
        /// The file, or `-` for standard input.
        file: Option<PathBuf>,
        /// Prints every command with its JSON schema.
        #[arg(long)]
        list: bool,
    },
    /// Reads machine readable zones, documents separated by blank lines; one JSON object a line each.
    Mrz {
        /// The file, or `-` for standard input.
        file: Option<PathBuf>,
    },
    /// Issues a slip, or takes the one in force, and writes its PDF.
    Slip {
        /// The crossing.
        reference: String,
        /// Where to write it.
        #[arg(short, long, value_name = "FILE.pdf")]
        output: PathBuf,
    },
    /// Prints the notice of a refusal, which is an act of its own, and writes its PDF.
    Notice {
        /// The crossing.
        reference: String,
        /// The number of the step at which it was refused.
        step: u16,
        /// Where to write it.
        #[arg(short, long, value_name = "FILE.pdf")]
        output: PathBuf,
    },
    /// Lists the photographs of a crossing's examinations that the officer may see, and writes one to a file.
    Photograph {
        #[command(subcommand)]
        what: verbs::photograph::What,
    },
    /// Alert lists of the officer's State: imported, listed, taken away, searched.
    Alerts {
        #[command(subcommand)]
        what: verbs::alerts::What,
    },
    /// Passenger lists that operators send ahead of their vehicles: taken in, listed, withdrawn.
    Passengers {
        #[command(subcommand)]
        what: verbs::passengers::What,
    },
    /// Documents that officers of the officer's State recorded as false.
    Documents {
        #[command(subcommand)]
        what: verbs::documents::What,
    },
    /// Verifies the journal.
    Journal {
        #[command(subcommand)]
        what: verbs::journal::What,
    },
    /// Reports a month of the officer's State.
    Report {
        #[command(subcommand)]
        what: verbs::report::What,
    },
    /// Erases lawfully what the agreed period no longer keeps; the journal goes on verifying.
    Erase {
        #[command(subcommand)]
        what: verbs::erase::What,
    },
    /// Makes, lists and verifies backups.
    Backup {
        #[command(subcommand)]
        what: verbs::backup::What,
    },
    /// Puts a backup where no post is, and signs that the post goes on from it.
    #[command(args_conflicts_with_subcommands = true)]
    Restore {
        #[command(subcommand)]
        what: Option<verbs::restore::What>,
        /// The backup.
        file: Option<PathBuf>,
        /// Where the post is to be: a SQLite path, or the URL of an empty PostgreSQL database.
        #[arg(long, value_name = "ADDRESS")]
        to: Option<String>,
        /// Puts a post that is there aside, under another name beside it.
        #[arg(long)]
        put_aside: bool,
        /// Opens the backup by the recovery code of this State, from OSBP_RECOVERY_CODE or asked for.
        #[arg(long, value_name = "STATE")]
        code_of: Option<String>,
    },
    /// Tells what is wrong with disk, clock, database, journal, keys and backups, and what to do.
    Doctor {
        /// Looks at every act, not the last ones alone.
        #[arg(long)]
        whole: bool,
        /// Where the backups lie, if not under this user's home.
        #[arg(long, value_name = "FOLDER")]
        backups: Option<PathBuf>,
    },
    /// Lists, proposes and agrees procedure templates and settings; sets the clocks of a State.
    Agreement {
        #[command(subcommand)]
        what: verbs::agreement::What,
    },
    /// Leaves for a break, comes back, closes the shift, hands over and takes over.
    Shift {
        #[command(subcommand)]
        what: verbs::shift::What,
    },
    /// Sends and lists messages on a crossing.
    Message {
        #[command(subcommand)]
        what: verbs::message::What,
    },
    /// Writes down what was done for persons who are held, and writes their register.
    Held {
        #[command(subcommand)]
        what: verbs::held::What,
    },
    /// Reserves references and writes blank slips for when the machines stand still.
    Blank {
        #[command(subcommand)]
        what: verbs::blank::What,
    },
    /// Measures; without a name lists the measurements.
    Bench {
        /// Which.
        name: Option<String>,
        /// How many crossings the month has that `report` reports.
        #[arg(long, default_value_t = 400_000)]
        crossings: u32,
    },
    /// Tries what befalls a post; without a name lists the trials.
    Faults {
        /// Which.
        name: Option<String>,
        /// How often.
        #[arg(long)]
        count: Option<u32>,
    },
}

/// What every verb needs of the line.
#[derive(Debug)]
struct Call {
    db: Option<String>,
    officer: Option<String>,
    desk: Option<String>,
    output: Output,
}

fn main() -> ExitCode {
    app::leave_no_core_dump();
    let line = match Line::try_parse() {
        Ok(line) => line,
        Err(error) => {
            let is_json = std::env::args().any(|word| word == "--json");
            return if error.use_stderr() && is_json {
                Output { is_json }.usage(&error.to_string())
            } else {
                // Help and version are answers; what was typed wrong is said on stderr.
                let _said = error.print();
                if error.use_stderr() { Exit::Usage.into() } else { Exit::Done.into() }
            };
        }
    };
    let output = Output { is_json: line.json };
    let call = Call {
        db: line.db.or_else(|| std::env::var("OSBP_DB").ok().filter(|db| !db.is_empty())),
        officer: line.officer,
        desk: line.desk,
        output,
    };
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return output.fail(&answer::Trouble::from(app::Error::File(error))),
    };
    match runtime.block_on(run(&call, line.verb)) {
        Ok(Answer::Said(exit)) => exit.into(),
        Err(trouble) => output.fail(&trouble),
    }
}

async fn run(call: &Call, verb: Verb) -> Result<Answer, answer::Trouble> {
    match verb {
        Verb::Init { post } => verbs::init::run(call, &post).await,
        Verb::Officer { what } => verbs::officer::run(call, what).await,
        Verb::Erase { what } => verbs::erase::run(call, what).await,
        Verb::Post { what } => verbs::post::run(call, what).await,
        Verb::Secrets { what } => verbs::secrets_kept::run(call, what).await,
        Verb::Recovery { what } => verbs::recovery::run(call, what).await,
        Verb::Keys { what } => verbs::keys::run(call, what).await,
        Verb::Demo { seed, crossings, live, between, referrals, standing } => {
            let between = Duration::from_millis(between);
            let wanted = verbs::demo::Wanted { seed, crossings, live, between, referrals, standing };
            verbs::demo::run(call, &wanted).await
        }
        Verb::Queue { all } => verbs::queue::queue(call, all).await,
        Verb::Crossing { what } => verbs::queue::crossing(call, what).await,
        Verb::Act { file, list } => verbs::act::run(call, file.as_deref(), list).await,
        Verb::Mrz { file } => verbs::mrz::run(file.as_deref()),
        Verb::Notice { reference, step, output } => verbs::notice::run(call, &reference, step, &output).await,
        Verb::Slip { reference, output } => verbs::slip::run(call, &reference, &output).await,
        Verb::Photograph { what } => verbs::photograph::run(call, what).await,
        Verb::Alerts { what } => verbs::alerts::run(call, what).await,
        Verb::Passengers { what } => verbs::passengers::run(call, what).await,
        Verb::Documents { what } => verbs::documents::run(call, what).await,
        Verb::Journal { what } => verbs::journal::run(call, what).await,
        Verb::Report { what } => verbs::report::run(call, what).await,
        Verb::Backup { what } => verbs::backup::run(call, what).await,
        Verb::Restore { what: Some(what), .. } => verbs::restore::sign(call, what).await,
        Verb::Restore { what: None, file, to, put_aside, code_of } => {
            let wanted = verbs::restore::Wanted { file, to, put_aside, code_of };
            verbs::restore::run(call, wanted).await
        }
        Verb::Doctor { whole, backups } => verbs::doctor::run(call, whole, backups).await,
        Verb::Agreement { what } => verbs::agreement::run(call, what).await,
        Verb::Shift { what } => verbs::shift::run(call, what).await,
        Verb::Message { what } => verbs::message::run(call, what).await,
        Verb::Held { what } => verbs::held::run(call, what).await,
        Verb::Blank { what } => verbs::blank::run(call, what).await,
        Verb::Bench { name, crossings } => verbs::bench::run(call, name.as_deref(), crossings).await,
        Verb::Faults { name, count } => verbs::faults::run(call, name.as_deref(), count).await,
    }
}
