//! `post`: the workstations of a post on a PostgreSQL server.

use std::path::{Path, PathBuf};

use app::{
    MoveOutcome, Moving, Reached, Workstation, home, is_postgres, replace_file, take_over, upgrade, workstations,
};
use catalogue::Args;
use clap::Subcommand;
use serde_json::{Value, json};
use storage_postgres::is_of_this_machine;

use super::unwrap;
use super::{address, open, read};
use crate::Call;
use crate::answer::{Answer, Exit, Trouble};
use crate::secrets;
use crate::words::catalogue;

/// What to do with workstations.
#[derive(Debug, Subcommand)]
pub enum What {
    /// Enrols a workstation of the administrator's State: makes its login on the server, with the owner's connection, and
    /// writes what it is to be handed. With --take, at the new workstation: keeps what it was handed.
    Enrol {
        /// Its name, of small letters, digits and hyphens, such as `counter-2`.
        #[arg(required_unless_present = "take", conflicts_with = "take")]
        name: Option<String>,
        /// Where to write what it is to be handed.
        #[arg(short, long, value_name = "FILE", required_unless_present = "take", conflicts_with = "take")]
        output: Option<PathBuf>,
        /// The server as the workstation reaches it, if not as --db does: `post.example`, or several in the order in which they
        /// are tried, `a.example:5432,b.example`.
        #[arg(long, value_name = "HOSTS", conflicts_with = "take")]
        at: Option<String>,
        /// The certificate of the authority that vouches for the server (PEM), if --db names none by sslrootcert=.
        #[arg(long, value_name = "CA.pem", conflicts_with = "take")]
        authority: Option<PathBuf>,
        /// What this workstation was handed; the code comes from OSBP_ENROLMENT_CODE or is asked for.
        #[arg(long, value_name = "FILE")]
        take: Option<PathBuf>,
    },
    /// Takes a workstation's login away: it reads and writes nothing any more.
    Withdraw {
        /// Its login, as `workstations` lists it.
        login: String,
    },
    /// Lists the workstations of both States, with the owner's connection.
    Workstations,
    /// Moves the whole post into a file, or out of one onto a server, with the owner's connection there. Every row is held against the
    /// original; nobody works in the old database afterwards.
    Move {
        /// Where to: a SQLite path at which there is nothing, or the URL of an empty PostgreSQL database.
        #[arg(long, value_name = "ADDRESS")]
        to: String,
        /// Moves it while officers are at work, too: they sign in again at the new address.
        #[arg(long)]
        with_open_shifts: bool,
    },
    /// Brings the post's database on a server forward to this version of the program, with the owner's connection. A backup is made
    /// first. A window never does this.
    Upgrade,
    /// Makes the standby that --db names the server, for a person at its machine: says what that may lose, and asks.
    Promote {
        /// Does not ask.
        #[arg(long)]
        yes: bool,
        /// Promotes it although the server it follows still runs. That one must be stopped before anybody works on.
        #[arg(long)]
        while_it_runs: bool,
        /// The highest number of an act that any workstation saw: what lies above the standby's last one would be lost.
        #[arg(long, value_name = "NUMBER")]
        seen: Option<i64>,
    },
    /// Goes on while the server's second disk is missing, if supervisors of both States agree: says how it stands, asks, agrees.
    Alone {
        #[command(flatten)]
        what: super::alone::What,
    },
}

/// Does it.
pub async fn run(call: &Call, what: What) -> Result<Answer, Trouble> {
    match what {
        What::Enrol { take: Some(file), .. } => take(call, &file).await,
        What::Enrol { name, output, at: hosts, authority, .. } => {
            let (Some(name), Some(output)) = (name, output) else {
                return Err(Trouble::usage("name the workstation, and a file to write with -o"));
            };
            enrol(call, &name, &output, &Reached { hosts, authority }).await
        }
        What::Promote { yes, while_it_runs, seen } => super::promote::run(call, yes, while_it_runs, seen).await,
        What::Alone { what } => super::alone::run(call, what).await,
        What::Withdraw { login } => {
            let workstation = open(call).await?;
            let administrator = unwrap(call, &workstation).await?;
            administrator.withdraw_workstation(address(call)?, &login).await?;
            call.output.say(&json!({ "login": login, "active": false }), || {
                format!(
                    "{login} reads and writes nothing of this post any more. What it took over stays on it: if it was stolen, \
                     its officers change their passwords."
                )
            })
        }
        What::Move { to, with_open_shifts } => moved(call, to, with_open_shifts).await,
        What::Upgrade => {
            let done = upgrade(address(call)?, &home()).await?;
            let answer = json!({ "upgraded": done });
            call.output.say(&answer, || {
                let Some(done) = &done else { return catalogue().text("cli-upgrade-nothing") };
                let args = Args::new().with_count("from", done.from).with_count("to", done.to);
                catalogue().text_with("cli-upgrade-done", &args.with("file", done.backup.display().to_string()))
            })
        }
        What::Workstations => {
            let known = workstations(address(call)?).await?;
            let rows: Vec<Value> = known
                .iter()
                .map(|one| json!({ "country": one.state, "login": one.login, "connections": one.connections }))
                .collect();
            call.output.say(&rows, || {
                let line =
                    |one: &app::LoginRole| format!("{} {:<48} {} connections", one.state, one.login, one.connections);
                known.iter().map(line).collect::<Vec<_>>().join("\n")
            })
        }
    }
}

async fn moved(call: &Call, to: String, with_open_shifts: bool) -> Result<Answer, Trouble> {
    let is_to_server = is_postgres(&to);
    let moving = Moving { from: address(call)?.to_owned(), to, home: home(), with_open_shifts };
    let outcome = moving.run().await?;
    let words = || {
        let words = catalogue();
        match &outcome {
            MoveOutcome::Moved { to, seq, rows, problems } => {
                let count = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
                let args =
                    Args::new().with("address", to.clone()).with_count("seq", *seq).with_count("rows", count(*rows));
                let mut lines = vec![words.text_with("cli-move-done", &args)];
                if *problems > 0 {
                    let args = Args::new().with_count("count", count(*problems as u64));
                    lines.push(words.text_with("cli-move-problems", &args));
                }
                lines.push(words.text(if is_to_server { "cli-move-enrol" } else { "cli-move-file" }));
                lines.join("\n")
            }
            MoveOutcome::There { to, seq } => {
                words.text_with("cli-move-there", &Args::new().with("address", to.clone()).with_count("seq", *seq))
            }
            MoveOutcome::OpenShifts { shifts } => {
                let shifts = i64::try_from(*shifts).unwrap_or(i64::MAX);
                words.text_with("cli-move-shifts", &Args::new().with_count("count", shifts))
            }
            MoveOutcome::InUse => words.text("cli-move-in-use"),
        }
    };
    let exit = match outcome {
        MoveOutcome::Moved { .. } | MoveOutcome::There { .. } => Exit::Done,
        MoveOutcome::OpenShifts { .. } | MoveOutcome::InUse => Exit::No,
    };
    call.output.say_with(&outcome, words, exit)
}

async fn enrol(call: &Call, name: &str, output: &Path, reaches: &Reached) -> Result<Answer, Trouble> {
    let call = &trusting(call, reaches.authority.as_deref())?;
    let workstation = open(call).await?;
    let administrator = unwrap(call, &workstation).await?;
    if output.exists() {
        return Err(Trouble::usage("there is a file of that name already"));
    }
    let enrolled = administrator.enrol_workstation_that(reaches, address(call)?, name).await?;
    replace_file(output, enrolled.file.as_bytes()).map_err(app::Error::File)?;
    let is_this_machine = reaches.hosts.is_none() && is_of_this_machine(address(call)?).map_err(app::Error::from)?;
    let (login, code) = (&enrolled.login, enrolled.code.as_str());
    call.output.say(&json!({ "country": administrator.state(), "login": login, "enrolment_code": code }), || {
        format!(
            "{login} is enrolled. Carry {} to it and call there: osbpctl post enrol --take FILE\n\
             Enrolment code: {code}\n\
             It is not shown again. Tell it apart from the file, and delete the file afterwards.{}",
            output.display(),
            if is_this_machine { HERE_ALONE } else { "" }
        )
    })
}

/// Whom the new workstation is to trust, the owner's connection trusts as well, where its address says nothing of it.
fn trusting(call: &Call, authority: Option<&Path>) -> Result<Call, Trouble> {
    let address = address(call)?;
    let is_to_be_said = || -> Result<bool, app::Error> {
        Ok(is_postgres(address) && !is_of_this_machine(address)? && storage_postgres::authority(address)?.is_none())
    };
    let db = match authority.and_then(Path::to_str) {
        Some(file) if is_to_be_said()? => {
            let sign = if address.contains('?') { '&' } else { '?' };
            format!("{address}{sign}sslrootcert={}", escaped(file))
        }
        _ => address.to_owned(),
    };
    Ok(Call { db: Some(db), officer: call.officer.clone(), desk: call.desk.clone(), output: call.output })
}

/// Writes the name of a file as a value in an address (RFC 3986, section 2).
fn escaped(file: &str) -> String {
    let mut text = String::new();
    for byte in file.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' | b'~' => text.push(char::from(byte)),
            _ => text.push_str(&format!("%{byte:02X}")),
        }
    }
    text
}

/// What is said of a workstation that would look for the server on its own machine.
const HERE_ALONE: &str = "\nIt looks for the server at localhost: that does on the server itself, and nowhere else. For another machine \
                          withdraw it, and enrol it with --at.";

async fn take(call: &Call, file: &Path) -> Result<Answer, Trouble> {
    let text = read(Some(file))?;
    let code = secrets::enrolment_code()?;
    let taken = take_over(&text, &code, &home()).await?;
    // Kept is kept; whether the server lets it in is seen at once.
    let post = Workstation::open(&taken.address, &home()).await?;
    let name = post.info().plan.map(|plan| plan.name).unwrap_or_default();
    let answer = json!({ "country": taken.state, "login": taken.login, "address": taken.address, "post": name });
    call.output.say(&answer, || {
        format!(
            "This is a workstation of {} at {name} now. Its address: {}\nDelete {}; it is of no more use.",
            taken.state,
            taken.address,
            file.display()
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::Output;

    #[test]
    fn the_authority_of_the_workstation_is_that_of_the_owners_connection_where_none_is_named() {
        let with = |db: &str| {
            let call = Call { db: Some(db.to_owned()), officer: None, desk: None, output: Output { is_json: false } };
            trusting(&call, Some(Path::new("/a b/ca.pem"))).unwrap().db.unwrap()
        };
        assert_eq!(with("postgres://o@post.example/post"), "postgres://o@post.example/post?sslrootcert=/a%20b/ca.pem");
        for known in ["postgres://o@localhost/post", "post.osbp"] {
            assert_eq!(with(known), known);
        }
    }
}
