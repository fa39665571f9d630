//! Giving every row away, and taking rows in. Which statements that takes the engine spells itself from what tables it has:
//! names can't be bound.
//!
//! Invariant: both spell from their own catalogues alone, with names quoted.

use futures_util::TryStreamExt as _;
use sqlx::{AssertSqlSafe, query};
use storage::{BYTES_AT_ONCE, ROWS_AT_ONCE, Receiver, StorageError, Table, Value};

use crate::Connection;
use crate::engine::{tables_to_copy, value_of};
use crate::failure::failed_in;

/// A table with the statement that was spelled for it.
#[derive(Debug)]
pub struct Spelled {
    /// Its name.
    pub table: String,
    /// Its columns in their order, separated by commas.
    pub columns: String,
    /// The statement.
    pub statement: String,
}

impl Spelled {
    /// Returns the table.
    pub fn table(&self) -> Table {
        Table { name: self.table.clone(), columns: self.columns.split(',').map(str::to_owned).collect() }
    }
}

/// Gives every row of every table, in the order of its key; tables before those that refer to them.
pub async fn give_all(db: &mut Connection, receiver: &mut dyn Receiver) -> Result<(), StorageError> {
    for spelled in tables_to_copy(db).await? {
        let table = spelled.table();
        let mut rows = query(AssertSqlSafe(spelled.statement)).fetch(&mut *db);
        let mut batch = Vec::with_capacity(ROWS_AT_ONCE);
        let mut bytes = 0;
        while let Some(row) = rows.try_next().await.map_err(failed_in("post"))? {
            let values = (0..table.columns.len()).map(|place| value_of(&row, place)).collect::<Result<Vec<_>, _>>()?;
            bytes += values.iter().map(Value::size).sum::<usize>();
            batch.push(values);
            if batch.len() == ROWS_AT_ONCE || bytes >= BYTES_AT_ONCE {
                bytes = 0;
                receiver.take(&table, std::mem::take(&mut batch)).await?;
            }
        }
        if !batch.is_empty() {
            receiver.take(&table, batch).await?;
        }
    }
    Ok(())
}
