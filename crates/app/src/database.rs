//! Which database: an address is a SQLite path or a PostgreSQL URL without a password.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use storage::{StorageError, Store};
use storage_postgres::{Kept, PostgresStore};
use storage_sqlite::{SqliteCopy, SqliteStore};

use crate::failure::Error;
use crate::secrets::database_password;
use crate::whole_file::replace;

/// Parameters of an address that name files of this machine, or how far its own line is to be trusted.
const OF_THIS_MACHINE: [&str; 9] =
    ["sslmode", "ssl-mode", "sslrootcert", "ssl-root-cert", "ssl-ca", "sslcert", "ssl-cert", "sslkey", "ssl-key"];

/// Returns whether an address names a PostgreSQL database.
pub fn is_postgres(address: &str) -> bool {
    address.starts_with("postgres://") || address.starts_with("postgresql://")
}

/// Opens the database of a post. The password for a server that is named nowhere else is the one that was kept under `home`
/// when this workstation was enrolled.
///
/// # Errors
/// When it can't be reached, is no post, is damaged, or another version made it.
pub async fn open(address: &str, home: &Path) -> Result<Arc<dyn Store>, Error> {
    open_telling(address, home).await.map(|(store, _)| store)
}

/// Opens the database of a post, and returns where the copy is that was made before it was brought forward to this program's
/// version; none when it was up to date.
///
/// # Errors
/// As [`open`].
pub async fn open_telling(address: &str, home: &Path) -> Result<(Arc<dyn Store>, Option<PathBuf>), Error> {
    if is_postgres(address) {
        let (mut password, mut authority) = (None, None);
        if let Some(login) = login_of(address) {
            password = database_password(home, login).await?;
            authority = authority_kept(home, login)?;
        }
        let password = password.as_ref().map(|password| password.as_str());
        let kept = Kept { password, authority: authority.as_deref() };
        Ok((Arc::new(PostgresStore::open_with(address, kept).await?), None))
    } else {
        let (store, copy) = SqliteStore::open_telling(path(address)).await?;
        Ok((Arc::new(store), copy))
    }
}

/// Opens the database of a trial post to fill it: on SQLite without waiting for the disk.
///
/// # Errors
/// As [`open`].
pub async fn open_to_fill(address: &str, home: &Path) -> Result<Arc<dyn Store>, Error> {
    if is_postgres(address) {
        open(address, home).await
    } else {
        Ok(Arc::new(SqliteStore::open_unflushed(path(address)).await?))
    }
}

/// Copies the whole database, as of one moment and while the post goes on, into a new file of the embedded engine's form.
///
/// # Errors
/// [`StorageError::Full`]; [`StorageError::ReadOnly`] when this role may not read every row.
pub async fn copy(address: &str, store: &dyn Store, file: &Path) -> Result<(), StorageError> {
    if is_postgres(address) {
        let mut copy = SqliteCopy::begin(file).await?;
        store.copy_to(&mut copy).await?;
        copy.end().await
    } else {
        SqliteStore::copy_file(path(address), file).await
    }
}

/// Makes a new, empty database for a post that is about to be founded.
///
/// # Errors
/// When there is something already, or it can't be made.
pub async fn create(address: &str) -> Result<Arc<dyn Store>, StorageError> {
    if is_postgres(address) {
        Ok(Arc::new(PostgresStore::create(address).await?))
    } else {
        Ok(Arc::new(SqliteStore::create(path(address)).await?))
    }
}

/// Returns the role that a server's address names.
pub fn login_of(address: &str) -> Option<&str> {
    let (_, rest) = address.split_once("://")?;
    let (login, _) = rest.split(['/', '?']).next()?.rsplit_once('@')?;
    Some(login).filter(|login| !login.is_empty())
}

/// Returns a server's address as another machine is to have it: with another role, with other hosts where they are named, and
/// without what is only on this machine.
pub fn for_another_machine(address: &str, login: &str, hosts: Option<&str>) -> Option<String> {
    let (scheme, rest) = address.split_once("://")?;
    let end = rest.find(['/', '?']).unwrap_or(rest.len());
    let (authority, place) = rest.split_at_checked(end)?;
    let hosts_here = authority.rsplit_once('@').map_or(authority, |(_, hosts)| hosts);
    let (database, parameters) = place.split_once('?').unwrap_or((place, ""));
    let is_theirs = |parameter: &&str| {
        let name = parameter.split('=').next().unwrap_or_default();
        let is_of_hosts = ["host", "hostaddr", "port"].contains(&name);
        !parameter.is_empty() && !OF_THIS_MACHINE.contains(&name) && (hosts.is_none() || !is_of_hosts)
    };
    let parameters: Vec<&str> = parameters.split('&').filter(is_theirs).collect();
    let sign = if parameters.is_empty() { "" } else { "?" };
    let hosts = hosts.unwrap_or(hosts_here);
    Some(format!("{scheme}://{login}@{hosts}{database}{sign}{}", parameters.join("&")))
}

/// Returns the address as people tell it to each other: without a role, and without what is only on this machine.
pub fn without_login(address: &str) -> Option<String> {
    if !is_postgres(address) {
        return Some(address.to_owned());
    }
    for_another_machine(address, "", None).map(|address| address.replacen("://@", "://", 1))
}

/// Keeps the certificate of the authority that vouches for the server, for this workstation's role.
///
/// # Errors
/// When it can't be written.
pub fn keep_authority(home: &Path, login: &str, certificate: &str) -> Result<(), Error> {
    Ok(replace(&authority_file(home, login), certificate.as_bytes())?)
}

/// Returns the certificate of the authority that vouches for the server, where one was kept for that role.
fn authority_kept(home: &Path, login: &str) -> Result<Option<String>, Error> {
    if !is_login(login) {
        return Ok(None);
    }
    match std::fs::read_to_string(authority_file(home, login)) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error.into()),
    }
}

fn authority_file(home: &Path, login: &str) -> PathBuf {
    home.join("authorities").join(format!("{login}.pem"))
}

/// Returns whether an address names the login of a workstation that was enrolled on this machine, and not the owner of the post's
/// database.
///
/// # Errors
/// When the workstation's secrets can't be read.
pub async fn is_workstations(address: &str, home: &Path) -> Result<bool, Error> {
    let Some(login) = login_of(address).filter(|login| is_postgres(address) && is_login(login)) else {
        return Ok(false);
    };
    Ok(database_password(home, login).await?.is_some())
}

/// Refuses the login of a workstation where the owner of the post's database is needed: the server would say no later, and less
/// clearly.
///
/// # Errors
/// [`StorageError::NotOwner`]; when the workstation's secrets can't be read.
pub async fn is_owners(address: &str, home: &Path) -> Result<(), Error> {
    if is_workstations(address, home).await? { Err(StorageError::NotOwner.into()) } else { Ok(()) }
}

/// Returns whether a role is one of a workstation, by its letters: files are named by it.
pub fn is_login(login: &str) -> bool {
    !login.is_empty() && login.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_'))
}

fn path(address: &str) -> &Path {
    Path::new(address.strip_prefix("sqlite:").unwrap_or(address))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_gets_another_role() {
        for (address, login, other) in [
            ("postgres://owner@host:5433/post", Some("owner"), "postgres://desk@host:5433/post"),
            ("postgres://host/a@b", None, "postgres://desk@host/a@b"),
            ("postgresql:///post?host=/run/postgresql", None, "postgresql://desk@/post?host=/run/postgresql"),
            ("postgres://owner@host", Some("owner"), "postgres://desk@host"),
            ("postgres://owner@a:1,b:2/post", Some("owner"), "postgres://desk@a:1,b:2/post"),
        ] {
            assert_eq!(login_of(address), login, "{address}");
            assert_eq!(for_another_machine(address, "desk", None).as_deref(), Some(other));
        }
    }

    #[test]
    fn another_machine_gets_no_files_of_this_one() {
        let owners = "postgres://owner@/post?host=/run/postgresql&port=5433&sslrootcert=/root/ca.pem&dbname=x";
        let theirs = for_another_machine(owners, "desk", Some("a.example,b.example:5433"));
        assert_eq!(theirs.as_deref(), Some("postgres://desk@a.example,b.example:5433/post?dbname=x"));
        let theirs = for_another_machine("postgres://owner@a.example/post?sslmode=verify-full", "desk", None);
        assert_eq!(theirs.as_deref(), Some("postgres://desk@a.example/post"));
        let told = without_login("postgres://owner@a.example/post?sslrootcert=/root/ca.pem");
        assert_eq!(told.as_deref(), Some("postgres://a.example/post"));
        assert_eq!(without_login("/var/lib/post.osbp").as_deref(), Some("/var/lib/post.osbp"));
    }
}
