//! Making, opening and bringing forward the database.
//!
//! Invariant: opening never changes a schema; several workstations share it, and an administrator says when.

use std::env;
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{ConnectOptions, Connection as _, query_file, query_file_scalar};
use storage::StorageError;

use crate::engine::{Connection, PostgresStore};
use crate::failure::failed_in;
use crate::schema::{self, Schema};
use crate::statements;

/// The variable that may hold the password; `PGPASSFILE` is the other way.
const PASSWORD: &str = "OSBP_DB_PASSWORD";

/// The oldest PostgreSQL that will do, as `server_version_num` counts.
const OLDEST: i32 = 150_000;

/// How long to wait for a connection.
const PATIENCE: Duration = Duration::from_secs(30);

impl PostgresStore {
    /// Makes the tables of a new post in the empty database that `url` names.
    ///
    /// # Errors
    /// [`StorageError::Occupied`] when the database has a post or tables of another's, [`StorageError::Unavailable`] when there is no such
    /// database or server, [`StorageError::PasswordInAddress`].
    pub async fn create(url: &str) -> Result<Self, StorageError> {
        begin_empty(url).await?.close().await.map_err(failed_in("post"))?;
        pools(options(url, None)?).await
    }

    /// Opens the post database that `url` names, such as `postgres://north-desk-1@post.example/osbp`. The password
    /// comes from `PGPASSFILE` or `OSBP_DB_PASSWORD`, else it is `password`; never from the address.
    ///
    /// # Errors
    /// [`StorageError::NotAPost`] for a foreign database, [`StorageError::Newer`], [`StorageError::Older`] until an
    /// administrator has run [`PostgresStore::upgrade`], [`StorageError::ReadOnly`] for a standby server.
    pub async fn open(url: &str, password: Option<&str>) -> Result<Self, StorageError> {
        let options = options(url, password)?;
        let mut db = connect(&options).await?;
        check_engine(&mut db).await?;
        check_writable(&mut db).await?;
        if let Schema::Older(found) = schema::compare(&mut db).await? {
            return Err(StorageError::Older { found, known: schema::known() });
        }
        db.close().await.map_err(failed_in("post"))?;
        pools(options).await
    }

    /// Brings the database that `url` names forward to this program's version. Back it up first; other
    /// workstations wait meanwhile.
    ///
    /// # Errors
    /// As [`PostgresStore::open`].
    pub async fn upgrade(url: &str) -> Result<(), StorageError> {
        let mut db = connect(&options(url, None)?).await?;
        check_engine(&mut db).await?;
        check_writable(&mut db).await?;
        if let Schema::Older(_) = schema::compare(&mut db).await? {
            schema::migrate(&mut db).await?;
            // What a migration added is granted too. A post of before the walls gets them here.
            query_file!("../storage/queries/postgres/raise_walls_again.sql")
                .fetch_optional(&mut db)
                .await
                .map_err(failed_in("wall"))?;
        }
        db.close().await.map_err(failed_in("post"))
    }
}

/// Makes the tables of a new post in the empty database that `url` names, and returns the connection.
pub async fn begin_empty(url: &str) -> Result<Connection, StorageError> {
    let mut db = connect(&options(url, None)?).await?;
    check_engine(&mut db).await?;
    let tables = query_file_scalar!("../storage/queries/postgres/tables.sql")
        .fetch_one(&mut db)
        .await
        .map_err(failed_in("post"))?;
    // Tables without a post are what a process left that was killed while it founded one: it may be begun again.
    if tables > 0 && !is_unfounded(&mut db).await {
        return Err(StorageError::Occupied);
    }
    schema::migrate(&mut db).await?;
    Ok(db)
}

/// Reads the address, and the password from where it belongs: `OSBP_DB_PASSWORD`, `PGPASSFILE`, else the one kept for this
/// workstation.
pub fn options(url: &str, kept: Option<&str>) -> Result<PgConnectOptions, StorageError> {
    if !(url.starts_with("postgres://") || url.starts_with("postgresql://")) {
        return Err(StorageError::BadAddress);
    }
    if names_password(url) {
        return Err(StorageError::PasswordInAddress);
    }
    let options: PgConnectOptions = url.parse().map_err(failed_in("post"))?;
    let options = options.application_name("one-stop border post").options([
        // Who can't get the counter in this time is told so, and tries again.
        ("lock_timeout", "10s"),
        // A workstation that stops in the middle of a write does not stop the others.
        ("idle_in_transaction_session_timeout", "30s"),
        ("synchronous_commit", "on"),
    ]);
    Ok(match (env::var(PASSWORD), kept) {
        (Ok(password), _) => options.password(&password),
        (Err(_), Some(kept)) if env::var_os("PGPASSFILE").is_none() => options.password(kept),
        (Err(_), _) => options,
    })
}

/// Returns whether an address has a password in it, before the host or as a parameter.
fn names_password(url: &str) -> bool {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let authority = rest.split(['/', '?']).next().unwrap_or_default();
    let sign_in = authority.rsplit_once('@').map_or("", |(sign_in, _)| sign_in);
    let parameters = rest.split_once('?').map_or("", |(_, parameters)| parameters);
    sign_in.contains(':')
        || parameters.split('&').any(|parameter| {
            // An escaped name may spell anything.
            let name = parameter.split('=').next().unwrap_or_default();
            name == "password" || name.contains('%')
        })
}

/// Opens a connection of its own.
pub async fn connect(options: &PgConnectOptions) -> Result<Connection, StorageError> {
    options.connect().await.map_err(failed_in("post"))
}

/// Opens the writers and the readers, one of which listens. A workstation commits one command at a time; the second writer is for its
/// other windows, which the counter makes wait anyway.
async fn pools(options: PgConnectOptions) -> Result<PostgresStore, StorageError> {
    let pool = |most| PgPoolOptions::new().acquire_timeout(PATIENCE).max_connections(most);
    let writers = pool(2).connect_with(options.clone()).await.map_err(failed_in("post"))?;
    let readers = pool(5).connect_with(options).await.map_err(failed_in("post"))?;
    Ok(PostgresStore::over(writers, readers))
}

/// Returns whether the tables are all of this version and there is no post in them.
async fn is_unfounded(db: &mut Connection) -> bool {
    matches!(schema::compare(db).await, Ok(Schema::Current)) && matches!(statements::post(db).await, Ok(None))
}

/// Refuses a server that is too old.
async fn check_engine(db: &mut Connection) -> Result<(), StorageError> {
    let found = query_file_scalar!("../storage/queries/postgres/engine_version.sql")
        .fetch_one(db)
        .await
        .map_err(failed_in("post"))?;
    if found < OLDEST {
        return Err(StorageError::EngineTooOld { found: found.to_string(), needed: "150000 (PostgreSQL 15)" });
    }
    Ok(())
}

/// Refuses a standby, and a database that its administrator has made read-only.
async fn check_writable(db: &mut Connection) -> Result<(), StorageError> {
    let is_writable = query_file_scalar!("../storage/queries/postgres/is_writable.sql")
        .fetch_one(db)
        .await
        .map_err(failed_in("post"))?;
    if is_writable { Ok(()) } else { Err(StorageError::ReadOnly) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_in_the_address_is_refused() {
        for url in [
            "postgres://desk:secret@host/osbp",
            "postgresql://desk:@host/osbp",
            "postgres://desk@host/osbp?sslmode=require&password=secret",
            "postgres://desk@host/osbp?%70assword=secret",
        ] {
            assert!(matches!(options(url, None), Err(StorageError::PasswordInAddress)), "{url}");
        }
    }

    #[test]
    fn an_address_without_password_is_read() {
        for url in ["postgres://desk@host:5433/osbp", "postgres:///osbp?host=/run/postgresql", "postgres://host/a:b@c"]
        {
            assert!(options(url, None).is_ok(), "{url}");
        }
        assert!(matches!(options("/var/lib/post.osbp", None), Err(StorageError::BadAddress)));
    }
}
