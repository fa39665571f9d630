//! The verbs of the command line, one file each.

pub mod act;
pub mod backup;
pub mod bench;
pub mod demo;
pub mod doctor;
pub mod faults;
pub mod init;
pub mod journal;
pub mod mrz;
pub mod officer;
pub mod queue;
pub mod recovery;
pub mod restore;
pub mod slip;

use std::io::Read as _;
use std::path::Path;
use std::sync::Arc;

use app::{SignedIn, Workstation, home};
use contract::SignIn;
use domain::officer::DeskCode;
use storage::StorageError;

use crate::Call;
use crate::answer::Trouble;
use crate::secrets;

/// Returns the address of the database.
fn address(call: &Call) -> Result<&str, Trouble> {
    call.db.as_deref().ok_or_else(|| Trouble::usage("which post? Name its database with --db, or in OSBP_DB"))
}

/// Opens the post.
async fn open(call: &Call) -> Result<Arc<Workstation>, Trouble> {
    let address = address(call)?;
    let is_missing = !app::is_postgres(address) && !Path::new(address.trim_start_matches("sqlite:")).exists();
    if is_missing {
        return Err(app::Error::Storage(StorageError::NotAPost).into());
    }
    let opened = Workstation::open(address, &home()).await?;
    if let Some(accepted) = opened.accepted() {
        eprintln!("{}", restore::accepted(accepted));
    }
    Ok(opened)
}

/// Signs the officer in at a desk.
async fn sign_in(call: &Call, workstation: &Arc<Workstation>) -> Result<SignedIn, Trouble> {
    let officer = call.officer.as_deref().ok_or(app::Error::NotSignedIn)?;
    let password = secrets::password(officer)?;
    let desk = match &call.desk {
        Some(desk) => DeskCode(desk.clone()),
        None => match workstation.usual_desk(officer) {
            Some(desk) => desk,
            None => {
                // Whoever can't sign in learns that, and nothing of desks.
                SignedIn::unwrap(workstation, officer, &password).await?;
                return Err(Trouble::usage("at which desk? Name it with --desk"));
            }
        },
    };
    let request = SignIn { officer: officer.to_owned(), password, desk };
    Ok(SignedIn::sign_in(workstation, &request).await?)
}

/// Reads a file, or standard input for `-` and for nothing.
fn read(file: Option<&Path>) -> Result<String, Trouble> {
    let mut bytes = Vec::new();
    match file {
        Some(path) if path.as_os_str() != "-" => {
            bytes = std::fs::read(path).map_err(|error| {
                if error.kind() == std::io::ErrorKind::NotFound {
                    Trouble::from(app::Error::NotFound)
                } else {
                    Trouble::from(app::Error::File(error))
                }
            })?;
        }
        _ => {
            std::io::stdin().read_to_end(&mut bytes).map_err(app::Error::File)?;
        }
    }
    // A reader's stray byte is shown as such by whatever reads the text; it is no reason to read nothing.
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
