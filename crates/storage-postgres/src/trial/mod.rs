//! A database of a trial's own on a server that is there for trials: made, worked on, dropped.
//!
//! Invariant: it touches no database but the one it made.

mod relay;
mod server;

use std::process;
use std::sync::atomic::{AtomicU32, Ordering};

use sqlx::postgres::PgConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, query, query_scalar};
use storage::StorageError;

use crate::failure::failed_in;

pub use relay::{Break, Point, Relay};
pub use server::TrialServer;

/// An empty database on a server for trials, such as the one that `OSBP_TEST_POSTGRES` names.
#[derive(Debug)]
pub struct TrialDatabase {
    server: PgConnectOptions,
    url: String,
    name: String,
    /// The role that owns it, where it was made for one.
    owner: Option<String>,
}

impl TrialDatabase {
    /// Makes an empty database with a name of its own on the server at `url`, for a role that may do that.
    ///
    /// # Errors
    /// When the server can't be reached, or does not let this role make one.
    pub async fn make(url: &str) -> Result<Self, StorageError> {
        static NUMBER: AtomicU32 = AtomicU32::new(1);
        let server: PgConnectOptions = url.parse().map_err(failed_in("post"))?;
        // A standby of the trial's may be gone by now, and nobody waits for it any more.
        let server = server.options([("synchronous_commit", "local")]);
        let name = format!("osbp_trial_{}_{}", process::id(), NUMBER.fetch_add(1, Ordering::Relaxed));
        let options = server.clone().database(&name);
        let (host, port, user) = (options.get_host(), options.get_port(), options.get_username());
        let url = match options.get_socket() {
            Some(socket) => format!("postgres://{user}@localhost:{port}/{name}?host={}", socket.display()),
            None => format!("postgres://{user}@{host}:{port}/{name}"),
        };
        let database = Self { server, url, name, owner: None };
        database.administer(include_str!("create_database.sql"), &database.name).await?;
        Ok(database)
    }

    /// Makes an empty database that belongs to a role of its own, which is no superuser and may do what a post's owner must:
    /// own the database, make roles.
    ///
    /// # Errors
    /// As [`TrialDatabase::make`].
    pub async fn make_owned(url: &str) -> Result<Self, StorageError> {
        let mut database = Self::make(url).await?;
        database.administer(include_str!("create_owner.sql"), &database.name).await?;
        database.administer(include_str!("give_database.sql"), &database.name).await?;
        database.owner = Some(format!("{}_owner", database.name));
        Ok(database)
    }

    /// Returns the address for the role that owns the database.
    pub fn owners_url(&self) -> String {
        self.owner.as_deref().map_or_else(|| self.url.clone(), |owner| self.url_for(owner))
    }

    /// Returns the address under which a post can be made and opened in it.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Returns the address for another role.
    pub fn url_for(&self, login: &str) -> String {
        let user = self.server.get_username();
        self.url.replacen(&format!("://{user}@"), &format!("://{login}@"), 1)
    }

    /// Returns the database's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the file in which the acts of its post are stored, inside the folder of the server's data.
    ///
    /// # Errors
    /// When the server can't be reached, or there is no post in it.
    pub async fn file_of_acts(&self) -> Result<String, StorageError> {
        let options = self.server.clone().database(&self.name);
        let mut db = options.connect().await.map_err(failed_in("post"))?;
        query_scalar(include_str!("file_of_acts.sql")).fetch_one(&mut db).await.map_err(failed_in("act"))
    }

    /// Drops it, whoever is still connected.
    ///
    /// # Errors
    /// When the server can't be reached.
    pub async fn discard(&self) -> Result<(), StorageError> {
        // The roles of its post belong to the server and would outlive it.
        let roles = self.roles().await.unwrap_or_default();
        self.administer(include_str!("drop_database.sql"), &self.name).await?;
        let mut db = self.server.connect().await.map_err(failed_in("post"))?;
        for role in roles {
            // Posts of the same id, in other trials, share the group: the last one takes it along.
            drop(query(AssertSqlSafe(role)).execute(&mut db).await);
        }
        if let Some(owner) = &self.owner {
            self.administer(include_str!("drop_owner.sql"), owner).await?;
        }
        Ok(())
    }

    /// Returns the statements that drop the roles of the post in it; none where there is no post.
    async fn roles(&self) -> Result<Vec<String>, StorageError> {
        let options = self.server.clone().database(&self.name);
        let mut db = options.connect().await.map_err(failed_in("post"))?;
        query_scalar(include_str!("roles.sql")).fetch_all(&mut db).await.map_err(failed_in("state_role"))
    }

    /// Lets the server spell a statement about a name, then runs it: names can't be bound.
    async fn administer(&self, spelling: &'static str, name: &str) -> Result<(), StorageError> {
        let mut db = self.server.connect().await.map_err(failed_in("post"))?;
        let statement: String =
            query_scalar(spelling).bind(name).fetch_one(&mut db).await.map_err(failed_in("post"))?;
        query(AssertSqlSafe(statement)).execute(&mut db).await.map_err(failed_in("post"))?;
        Ok(())
    }
}
