//! Bare claims on the same server: rows that are taken under `FOR UPDATE SKIP LOCKED`, with one notification each. What the claims of
//! many workstations are measured against.

use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use storage::StorageError;

use crate::failure::failed_in;

/// The name under which its table stands in errors.
const TABLE: &str = "mark";

/// A table of rows that can be claimed, for measurements.
#[derive(Debug)]
pub struct Yardstick(PgPool);

impl Yardstick {
    /// Makes one in the database that `url` names, with so many connections to it.
    ///
    /// # Errors
    /// When the server can't be reached, or does not let so many in.
    pub async fn create(url: &str, connections: u32) -> Result<Self, StorageError> {
        let options: PgConnectOptions = url.parse().map_err(failed_in(TABLE))?;
        let pool = PgPoolOptions::new().max_connections(connections).min_connections(connections);
        let pool = pool.connect_with(options).await.map_err(failed_in(TABLE))?;
        sqlx::query(include_str!("table.sql")).execute(&pool).await.map_err(failed_in(TABLE))?;
        Ok(Self(pool))
    }

    /// Puts so many rows there that nobody has claimed, in place of those that are there.
    ///
    /// # Errors
    /// When the server can't be reached.
    pub async fn lay_out(&self, rows: i64) -> Result<(), StorageError> {
        sqlx::query(include_str!("clear.sql")).execute(&self.0).await.map_err(failed_in(TABLE))?;
        sqlx::query(include_str!("rows.sql")).bind(rows).execute(&self.0).await.map_err(failed_in(TABLE))?;
        Ok(())
    }

    /// Claims the first row that nobody has, and tells whoever listens; returns its number.
    ///
    /// # Errors
    /// When the server can't be reached.
    pub async fn claim(&self, by: i64) -> Result<Option<i64>, StorageError> {
        let mut tx = self.0.begin().await.map_err(failed_in(TABLE))?;
        let row = sqlx::query_scalar(include_str!("claim.sql")).bind(by).fetch_optional(&mut *tx);
        let row = row.await.map_err(failed_in(TABLE))?;
        sqlx::query(include_str!("tell.sql")).execute(&mut *tx).await.map_err(failed_in(TABLE))?;
        tx.commit().await.map_err(failed_in(TABLE))?;
        Ok(row)
    }

    /// Returns how much room the database takes on the server's disk, in bytes.
    ///
    /// # Errors
    /// When the server can't be reached.
    pub async fn size(&self) -> Result<i64, StorageError> {
        sqlx::query_scalar(include_str!("size.sql")).fetch_one(&self.0).await.map_err(failed_in(TABLE))
    }

    /// Takes it away, and its connections.
    ///
    /// # Errors
    /// When the server can't be reached.
    pub async fn put_away(self) -> Result<(), StorageError> {
        sqlx::query(include_str!("drop.sql")).execute(&self.0).await.map_err(failed_in(TABLE))?;
        self.0.close().await;
        Ok(())
    }
}
