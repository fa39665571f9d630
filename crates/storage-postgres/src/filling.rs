//! A post that is put back into an empty database, in one transaction. Rows travel together: each exchange with the server takes
//! longer than a row.
//!
//! Invariant: it is there whole once the transaction is committed, and not at all before.

use std::collections::HashMap;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use sqlx::postgres::PgArguments;
use sqlx::query::Query;
use sqlx::{AssertSqlSafe, query, query_file, query_file_as, query_file_scalar};
use storage::{Receiver, StorageError, Table, Value};
use uuid::Uuid;

use crate::copying::give_all;
use crate::engine::{BEGIN_WRITE, COMMIT, Connection, Db};
use crate::failure::failed_in;
use crate::line::LONG_ANSWER;
use crate::server::begin_moving_in;
use crate::statements;

/// How rows are added to a table.
struct Spelled {
    table: String,
    columns: String,
    kinds: String,
    statement: String,
}

/// How a guard is set aside and set up again.
struct Guard {
    set_aside: String,
    set_up: String,
}

/// An empty database that takes the rows of a post in. Dropped without [`PostgresCopy::end`] it stays empty.
pub struct PostgresCopy {
    db: Connection,
    spelled: HashMap<String, (Table, Vec<String>, String)>,
    guards: Vec<Guard>,
}

impl PostgresCopy {
    /// Makes the tables in the empty database that `url` names, for its owner.
    ///
    /// # Errors
    /// [`StorageError::Occupied`] when the database has a post or tables of another's; as [`crate::PostgresStore::create`].
    pub async fn begin(url: &str) -> Result<Self, StorageError> {
        let mut db = begin_moving_in(url).await?;
        // Every table is read through at the end.
        db.patience = LONG_ANSWER;
        let spelled = query_file_as!(Spelled, "../storage/queries/postgres/copy_in.sql")
            .fetch_all(&mut db)
            .await
            .map_err(failed_in("post"))?;
        let list = |text: &str| text.split(',').map(str::to_owned).collect::<Vec<_>>();
        let spelled = spelled.into_iter().map(|one| {
            let table = Table { name: one.table.clone(), columns: list(&one.columns) };
            (one.table, (table, list(&one.kinds), one.statement))
        });
        let spelled = spelled.collect();
        let guards = query_file_as!(Guard, "../storage/queries/postgres/copy_guards.sql")
            .fetch_all(&mut db)
            .await
            .map_err(failed_in("post"))?;
        query(BEGIN_WRITE).execute(&mut db).await.map_err(failed_in("post"))?;
        for guard in &guards {
            query(AssertSqlSafe(guard.set_aside.clone())).execute(&mut db).await.map_err(failed_in("post"))?;
        }
        Ok(Self { db, spelled, guards })
    }

    /// Gives every row back that was taken in, as it is stored now.
    ///
    /// # Errors
    /// Those of the receiver.
    pub async fn give_back(&mut self, receiver: &mut dyn Receiver) -> Result<(), StorageError> {
        let counts = query_file_scalar!("../storage/queries/postgres/copy_counts.sql")
            .fetch_all(&mut self.db)
            .await
            .map_err(failed_in("post"))?;
        for count in counts {
            query(AssertSqlSafe(count)).execute(&mut self.db).await.map_err(failed_in("post"))?;
        }
        give_all(&mut self.db, receiver).await
    }

    /// Says that the post is in this database from the commit on, and gives each of these States its side of it.
    ///
    /// # Errors
    /// [`StorageError::NotOwner`] when this role may not.
    pub async fn is_here(&mut self, states: &[String]) -> Result<(), StorageError> {
        statements::mark_moved(&mut self.db, None).await?;
        query_file_scalar!("../storage/queries/postgres/raise_walls.sql", states)
            .fetch_one(&mut self.db)
            .await
            .map(drop)
            .map_err(failed_in("wall"))
    }

    /// Sets the counter to the last act, the guards up again, and commits.
    ///
    /// # Errors
    /// [`StorageError::OutcomeUnknown`] when the connection broke before the answer came.
    pub async fn end(mut self) -> Result<(), StorageError> {
        query_file!("../storage/queries/postgres/copy_feed.sql")
            .execute(&mut self.db)
            .await
            .map_err(failed_in("feed"))?;
        for guard in &self.guards {
            query(AssertSqlSafe(guard.set_up.clone())).execute(&mut self.db).await.map_err(failed_in("post"))?;
        }
        query(COMMIT).execute(&mut self.db).await.map_err(|_| StorageError::OutcomeUnknown)?;
        // What is committed is committed, however the connection ends.
        let _closed = self.db.close().await;
        Ok(())
    }
}

#[async_trait]
impl Receiver for PostgresCopy {
    async fn take(&mut self, table: &Table, rows: Vec<Vec<Value>>) -> Result<(), StorageError> {
        let unknown = |column: &str| StorageError::Corrupt {
            table: "post",
            column: format!("{}.{column}", table.name),
            row: String::new(),
        };
        let (_, kinds, statement) =
            self.spelled.get(&table.name).filter(|(known, ..)| known == table).ok_or_else(|| unknown("*"))?;
        let mut lists: Vec<Vec<Value>> = kinds.iter().map(|_| Vec::with_capacity(rows.len())).collect();
        for row in rows {
            if row.len() != lists.len() {
                return Err(unknown("*"));
            }
            lists.iter_mut().zip(row).for_each(|(list, value)| list.push(value));
        }
        let mut adding = query(AssertSqlSafe(statement.clone()));
        for ((list, kind), column) in lists.into_iter().zip(kinds).zip(&table.columns) {
            adding = bound(adding, list, kind).ok_or_else(|| unknown(column))?;
        }
        adding.execute(&mut self.db).await.map(drop).map_err(failed_in("post"))
    }
}

/// Binds values in the embedded engine's form to a column of that type.
fn bound<'q>(adding: Query<'q, Db, PgArguments>, list: Vec<Value>, kind: &str) -> Option<Query<'q, Db, PgArguments>> {
    Some(match kind {
        "uuid" => adding.bind(all(list, |value| match value {
            Value::Bytes(bytes) => Uuid::from_slice(&bytes).ok(),
            _ => None,
        })?),
        "timestamp with time zone" => adding.bind(all(list, |value| match value {
            Value::Text(text) => Some(DateTime::parse_from_rfc3339(&text).ok()?.with_timezone(&Utc)),
            _ => None,
        })?),
        "boolean" => adding.bind(all(list, |value| number(&value).map(|number| number != 0))?),
        "integer" => adding.bind(all(list, |value| i32::try_from(number(&value)?).ok())?),
        "bigint" => adding.bind(all(list, |value| number(&value))?),
        "text" => adding.bind(all(list, |value| match value {
            Value::Text(text) => Some(text),
            _ => None,
        })?),
        "bytea" => adding.bind(all(list, |value| match value {
            Value::Bytes(bytes) => Some(bytes),
            _ => None,
        })?),
        _ => return None,
    })
}

/// Returns every value as the column has it; none where one does not fit.
fn all<T>(list: Vec<Value>, fit: impl Fn(Value) -> Option<T>) -> Option<Vec<Option<T>>> {
    let one = |value| match value {
        Value::Nothing => Some(None),
        value => fit(value).map(Some),
    };
    list.into_iter().map(one).collect()
}

const fn number(value: &Value) -> Option<i64> {
    match value {
        Value::Number(number) => Some(*number),
        _ => None,
    }
}
