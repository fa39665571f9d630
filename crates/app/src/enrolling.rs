//! Workstations of a post on a database server: enrolled by an administrator of their State, each with a login role of its
//! own; and what a new one takes over.
//!
//! Invariant: neither the password of the role nor the State's enrolment secret is ever written but under the code, which is
//! shown once, or in the place where a workstation keeps its secrets.

use std::path::{Path, PathBuf};

use data_encoding::HEXLOWER;
use domain::StateCode;
use keys::rand_core::Rng as _;
use keys::{Digest, EnrolmentSecret, RecoveryCode, WrappedUnderRecoveryCode};
use serde::{Deserialize, Serialize};
use storage::StorageError;
use storage_postgres::{Kept, PostgresStore};
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::clock::randomness;
use crate::database::{for_another_machine, is_login, is_owners, is_postgres, keep_authority, login_of};
use crate::failure::Error;
use crate::secrets::{SecretName, enrolment_secret, password, take_over_password, take_over_secret};
use crate::signed_in::SignedIn;

/// The format of enrolment files that this program writes.
const FORMAT: u32 = 2;

/// The one before, in which no server had a certificate.
const WITHOUT_AUTHORITY: u32 = 1;

/// The longest name of a workstation: with the State's group before it, it has to fit the server's 63 letters.
const LONGEST_NAME: usize = 24;

/// What a new workstation is handed: worth nothing without the code.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct EnrolmentFile {
    format: u32,
    post: Uuid,
    state: StateCode,
    address: String,
    login: String,
    /// The certificate of the authority that vouches for the server, in PEM.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    authority: Option<String>,
    enrolment: WrappedUnderRecoveryCode,
    database: WrappedUnderRecoveryCode,
}

/// How a workstation reaches the server, where that is otherwise than from where it is enrolled.
#[derive(Debug, Clone, Default)]
pub struct Reached {
    /// The server's hosts as the workstation names them, such as `post.example:5432` or `a.example,b.example`.
    pub hosts: Option<String>,
    /// The certificate of the authority that vouches for the server, in PEM; else the one that the address names.
    pub authority: Option<PathBuf>,
}

/// A workstation that was enrolled.
#[derive(Debug)]
pub struct EnrolledWorkstation {
    /// Its login role.
    pub login: String,
    /// The file for it.
    pub file: String,
    /// The code that opens the file; shown once.
    pub code: Zeroizing<String>,
}

/// What a workstation took over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TakenOver {
    /// The State it is of.
    pub state: StateCode,
    /// The address of the post's database for it.
    pub address: String,
    /// Its login role.
    pub login: String,
}

/// A workstation's login role.
pub type LoginRole = storage_postgres::Workstation;

impl SignedIn {
    /// Makes the login role of a new workstation of the own State, with the connection of whoever owns the post at `address`,
    /// and returns what the workstation is to be handed.
    ///
    /// # Errors
    /// When the acting officer is no administrator; when there is a workstation of that name; when the role at `address` may
    /// make none, or the post is in a file.
    pub async fn enrol_workstation(&self, address: &str, name: &str) -> Result<EnrolledWorkstation, Error> {
        self.enrol_workstation_that(&Reached::default(), address, name).await
    }

    /// Enrols a workstation as [`SignedIn::enrol_workstation`] does, one that reaches the server in this way.
    ///
    /// # Errors
    /// As [`SignedIn::enrol_workstation`]; [`storage::StorageError::NoAuthority`] when the server is another machine than the
    /// workstation, and nothing says who vouches for it.
    pub async fn enrol_workstation_that(
        &self,
        reaches: &Reached,
        address: &str,
        name: &str,
    ) -> Result<EnrolledWorkstation, Error> {
        is_name(name)?;
        on_a_server(address)?;
        is_owners(address, &self.workstation.home).await?;
        let authority = match &reaches.authority {
            Some(file) => Some(storage_postgres::certificate(std::fs::read_to_string(file)?)?),
            None => storage_postgres::authority(address)?,
        };
        let theirs = |login: &str| {
            let hosts = reaches.hosts.as_deref();
            for_another_machine(address, login, hosts).ok_or(Error::Invalid { field: "address" })
        };
        storage_postgres::is_address(&theirs(name)?, Kept { password: None, authority: authority.as_deref() })?;
        // Administrators alone hold the root.
        self.answered(|| format!("enrol {name}"), self.root().await)?;
        let (post, state) = (self.workstation.post.post, self.state);
        let own = enrolment_secret(&self.workstation.home, post, state).await?;
        let mut rng = randomness();
        let (database, code) = (EnrolmentSecret::generate(&mut rng), RecoveryCode::generate(&mut rng));
        let mut salt = [0; 16];
        rng.fill_bytes(&mut salt);
        let password = password(&database);
        let login = match PostgresStore::add_workstation(address, state.as_str(), name, &password, &salt).await {
            Err(StorageError::Conflict) => {
                return Err(Error::Invalid {
                    field: "there is a workstation of that name; take another, or withdraw it first",
                });
            }
            other => other?,
        };
        let address = theirs(&login)?;
        let bound =
            |what| bound(FORMAT, post, state, [&login, &address, authority.as_deref().unwrap_or_default()], what);
        let enrolment = code.wrap_enrolment(&bound("enrolment"), &own, &mut rng)?;
        let database = code.wrap_enrolment(&bound("database"), &database, &mut rng)?;
        let file = EnrolmentFile { format: FORMAT, post, state, address, login, authority, enrolment, database };
        let text = serde_json::to_string_pretty(&file)?;
        Ok(EnrolledWorkstation { login: file.login, file: text, code: code.to_printable() })
    }

    /// Takes the login role of a workstation of the own State away, with the connection of whoever owns the post.
    ///
    /// # Errors
    /// When the acting officer is no administrator of that State; [`Error::NotFound`] when there is no such workstation.
    pub async fn withdraw_workstation(&self, address: &str, login: &str) -> Result<(), Error> {
        on_a_server(address)?;
        is_owners(address, &self.workstation.home).await?;
        self.answered(|| format!("withdraw {login}"), self.root().await)?;
        let known = PostgresStore::workstations(address).await?;
        let found = known.iter().find(|one| one.login == login).ok_or(Error::NotFound)?;
        if found.state != self.state.as_str() {
            return self.answered(|| format!("withdraw {login}"), Err(domain::Refusal::OtherState.into()));
        }
        if PostgresStore::remove_workstation(address, login).await? { Ok(()) } else { Err(Error::NotFound) }
    }
}

/// Returns the workstations of both States, with the connection of whoever owns the post.
///
/// # Errors
/// When the post is in a file, or the role at `address` does not own it.
pub async fn workstations(address: &str) -> Result<Vec<LoginRole>, Error> {
    on_a_server(address)?;
    Ok(PostgresStore::workstations(address).await?)
}

/// Keeps at this workstation what an enrolment file holds for it.
///
/// # Errors
/// [`Error::Invalid`] when it is no such file or no code; [`Error::NotAllowed`] when the code is another's;
/// [`Error::NotEnrolled`] when this workstation has another secret of that State already, or can't keep it.
pub async fn take_over(file: &str, code: &str, home: &Path) -> Result<TakenOver, Error> {
    let file: EnrolmentFile = serde_json::from_str(file).map_err(|_| Error::Invalid { field: "enrolment_file" })?;
    let is_known = file.format == FORMAT || (file.format == WITHOUT_AUTHORITY && file.authority.is_none());
    let is_ours = is_postgres(&file.address) && login_of(&file.address) == Some(&file.login);
    // The login becomes the name of a file.
    if !is_known || !is_ours || !is_login(&file.login) {
        return Err(Error::Invalid { field: "enrolment_file" });
    }
    let authority = file.authority.as_deref();
    storage_postgres::is_address(&file.address, Kept { password: None, authority })?;
    let code = RecoveryCode::from_printable(code).map_err(|_| Error::Invalid { field: "enrolment_code" })?;
    let place = [file.login.as_str(), &file.address, authority.unwrap_or_default()];
    let unwrap = |wrapped, what| {
        let bound = bound(file.format, file.post, file.state, place, what);
        code.unwrap_enrolment(wrapped, &bound).map_err(|_| Error::NotAllowed)
    };
    let (own, database) = (unwrap(&file.enrolment, "enrolment")?, unwrap(&file.database, "database")?);
    take_over_secret(home, &SecretName::enrolment(file.post, file.state), &own).await?;
    take_over_password(home, &file.login, &database).await?;
    if let Some(authority) = authority {
        keep_authority(home, &file.login, authority)?;
    }
    Ok(TakenOver { state: file.state, address: file.address, login: file.login })
}

/// Returns what a secret in an enrolment file is bound to: whoever changes where the workstation is to go, or whom it is to trust
/// there, makes the file useless.
fn bound(format: u32, post: Uuid, state: StateCode, place: [&str; 3], what: &str) -> String {
    let [login, address, authority] = place;
    let bound = format!("{post}|{state}|{login}|{what}");
    if format == WITHOUT_AUTHORITY {
        return bound;
    }
    format!("{bound}|{address}|{}", HEXLOWER.encode(Digest::of(authority.as_bytes()).as_bytes()))
}

fn on_a_server(address: &str) -> Result<(), Error> {
    if is_postgres(address) { Ok(()) } else { Err(Error::Invalid { field: "address" }) }
}

fn is_name(name: &str) -> Result<(), Error> {
    let is_sound = (1..=LONGEST_NAME).contains(&name.len())
        && name.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'));
    if is_sound { Ok(()) } else { Err(Error::Invalid { field: "name" }) }
}
