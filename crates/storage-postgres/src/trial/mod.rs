//! A database of a trial's own on a server that is there for trials: made, worked on, dropped.
//!
//! Invariant: it touches no database but the one it made.

use std::process;
use std::sync::atomic::{AtomicU32, Ordering};

use sqlx::postgres::PgConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, query, query_scalar};
use storage::StorageError;

use crate::failure::failed_in;

/// An empty database on a server for trials, such as the one that `OSBP_TEST_POSTGRES` names.
#[derive(Debug)]
pub struct TrialDatabase {
    server: PgConnectOptions,
    url: String,
    name: String,
}

impl TrialDatabase {
    /// Makes an empty database with a name of its own on the server at `url`, for a role that may do that.
    ///
    /// # Errors
    /// When the server can't be reached, or does not let this role make one.
    pub async fn make(url: &str) -> Result<Self, StorageError> {
        static NUMBER: AtomicU32 = AtomicU32::new(1);
        let server: PgConnectOptions = url.parse().map_err(failed_in("post"))?;
        let name = format!("osbp_trial_{}_{}", process::id(), NUMBER.fetch_add(1, Ordering::Relaxed));
        let options = server.clone().database(&name);
        let (host, port, user) = (options.get_host(), options.get_port(), options.get_username());
        let url = match options.get_socket() {
            Some(socket) => format!("postgres://{user}@localhost:{port}/{name}?host={}", socket.display()),
            None => format!("postgres://{user}@{host}:{port}/{name}"),
        };
        let database = Self { server, url, name };
        database.administer(include_str!("create_database.sql")).await?;
        Ok(database)
    }

    /// Returns the address under which a post can be made and opened in it.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Returns the database's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Drops it, whoever is still connected.
    ///
    /// # Errors
    /// When the server can't be reached.
    pub async fn discard(self) -> Result<(), StorageError> {
        self.administer(include_str!("drop_database.sql")).await
    }

    /// Lets the server spell a statement about this database, then runs it: names can't be bound.
    async fn administer(&self, spelling: &'static str) -> Result<(), StorageError> {
        let mut db = self.server.connect().await.map_err(failed_in("post"))?;
        let statement: String =
            query_scalar(spelling).bind(&self.name).fetch_one(&mut db).await.map_err(failed_in("post"))?;
        query(AssertSqlSafe(statement)).execute(&mut db).await.map_err(failed_in("post"))?;
        Ok(())
    }
}
