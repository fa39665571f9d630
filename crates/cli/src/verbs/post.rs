//! `post`: the workstations of a post on a PostgreSQL server.

use std::path::{Path, PathBuf};

use app::{Workstation, home, take_over, workstations};
use clap::Subcommand;
use serde_json::{Value, json};

use super::unwrap;
use super::{address, open, read};
use crate::Call;
use crate::answer::{Answer, Trouble};
use crate::secrets;

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
}

/// Does it.
pub async fn run(call: &Call, what: What) -> Result<Answer, Trouble> {
    match what {
        What::Enrol { take: Some(file), .. } => take(call, &file).await,
        What::Enrol { name, output, .. } => {
            let (Some(name), Some(output)) = (name, output) else {
                return Err(Trouble::usage("name the workstation, and a file to write with -o"));
            };
            enrol(call, &name, &output).await
        }
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

async fn enrol(call: &Call, name: &str, output: &Path) -> Result<Answer, Trouble> {
    let workstation = open(call).await?;
    let administrator = unwrap(call, &workstation).await?;
    if output.exists() {
        return Err(Trouble::usage("there is a file of that name already"));
    }
    let enrolled = administrator.enrol_workstation(address(call)?, name).await?;
    std::fs::write(output, &enrolled.file).map_err(app::Error::File)?;
    let (login, code) = (&enrolled.login, enrolled.code.as_str());
    call.output.say(&json!({ "country": administrator.state(), "login": login, "enrolment_code": code }), || {
        format!(
            "{login} is enrolled. Carry {} to it and call there: osbpctl post enrol --take FILE\n\
             Enrolment code: {code}\n\
             It is not shown again. Tell it apart from the file, and delete the file afterwards.",
            output.display()
        )
    })
}

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
