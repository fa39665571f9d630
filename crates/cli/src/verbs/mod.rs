//! The verbs of the command line, one file each.

pub mod act;
pub mod agreement;
pub mod alerts;
pub mod alone;
pub mod backup;
pub mod bench;
pub mod blank;
pub mod demo;
pub mod doctor;
pub mod documents;
pub mod erase;
pub mod faults;
pub mod held;
pub mod init;
pub mod journal;
pub mod keys;
pub mod message;
pub mod mrz;
pub mod notice;
pub mod officer;
pub mod passengers;
pub mod photograph;
pub mod post;
pub mod promote;
pub mod queue;
pub mod recovery;
pub mod report;
pub mod restore;
pub mod secrets_kept;
pub mod shift;
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

/// Unwraps the keys of the officer who calls, and returns his password with them. A card is asked for its part: its PIN comes
/// from OSBP_PIN or is asked for.
async fn unwrapped(call: &Call, workstation: &Arc<Workstation>) -> Result<(SignedIn, String), Trouble> {
    let officer = call.officer.as_deref().ok_or(app::Error::NotSignedIn)?;
    let password = secrets::password(officer)?;
    let given = secrets::given_pin();
    let unwrapped = match SignedIn::unwrap_with(workstation, officer, &password, given.as_deref()).await {
        Err(app::Error::CardNeeded) => {
            let pin = secrets::pin(officer).map_err(|_| app::Error::CardNeeded)?;
            SignedIn::unwrap_with(workstation, officer, &password, Some(&pin)).await?
        }
        outcome => outcome?,
    };
    Ok((unwrapped, password))
}

/// Unwraps the keys of the officer who calls, without opening a shift.
async fn unwrap(call: &Call, workstation: &Arc<Workstation>) -> Result<SignedIn, Trouble> {
    Ok(unwrapped(call, workstation).await?.0)
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
                unwrapped(call, workstation).await?;
                return Err(Trouble::usage("at which desk? Name it with --desk"));
            }
        },
    };
    let mut request =
        SignIn { officer: officer.to_owned(), password, desk, pin: secrets::given_pin(), code: secrets::given_code() };
    match SignedIn::sign_in(workstation, &request).await {
        Err(app::Error::CardNeeded) => {
            request.pin = Some(secrets::pin(officer).map_err(|_| app::Error::CardNeeded)?);
            Ok(SignedIn::sign_in(workstation, &request).await?)
        }
        outcome => Ok(outcome?),
    }
}

/// Reads the text of a file, or standard input for `-` and for nothing.
fn read(file: Option<&Path>) -> Result<String, Trouble> {
    // A reader's stray byte is shown as such by whatever reads the text; it is no reason to read nothing.
    Ok(String::from_utf8_lossy(&read_bytes(file)?).into_owned())
}

/// Reads a file, or standard input for `-` and for nothing.
fn read_bytes(file: Option<&Path>) -> Result<Vec<u8>, Trouble> {
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
    Ok(bytes)
}
