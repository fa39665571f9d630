//! The transaction that writes, and the statements that wait in it to go to the server as one: whoever waits for the counter waits
//! for every exchange with the server.
//!
//! Invariant: statements reach the server in the order in which they were put, before anything is read and before the commit; those
//! that go as one see nothing of each other and touch no row twice; their foreign keys are looked at when all are done.

use std::pin::pin;
use std::sync::Arc;

use sqlx::encode::Encode;
use sqlx::postgres::PgArguments;
use sqlx::types::Type;
use sqlx::{Arguments as _, AssertSqlSafe, Pool, query_with};
use storage::{SecondDisk, StorageError};
use tokio::time::timeout;

use crate::engine::{BEGIN_LOCAL_WRITE, BEGIN_WRITE, COMMIT, Connection, Db, has_broken_off};
use crate::failure::failed_in;
use crate::renumber::renumber;
use crate::standby::{Standby, WAIT};

/// How many statements go as one at most.
const MOST_WAITING: usize = 64;

/// How many statements at most are kept prepared as one: what an officer does a hundred times a shift is below it.
const MOST_PREPARED: usize = 16;

/// A transaction that writes. Dropped, it is rolled back.
#[derive(Debug)]
pub struct Writer {
    db: Connection,
    standby: Arc<Standby>,
    /// How the second disk stood when this began.
    disk: SecondDisk,
    waiting: Batch,
}

/// Statements that wait, as one text.
#[derive(Debug, Default)]
struct Batch {
    text: String,
    arguments: PgArguments,
    statements: usize,
    last: Option<What>,
}

/// What a statement does, as far as it matters to those that go with it: they all see the rows as they were before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// The row of a crossing, with which what is put of that crossing begins: no other row is put twice.
    Crossing,
    /// A row of the crossing is put. What was taken away to make room for it is away by then.
    Puts,
    /// A row of the crossing is taken away.
    TakesAway,
    /// Anything else goes alone.
    Other,
}

impl What {
    /// Returns what a statement of `queries/` does to a table.
    pub fn of(table: &str, statement: &str) -> Self {
        match table {
            "crossing" => Self::Crossing,
            "crossing_word" | "claim" | "claim_step" | "subject" | "step" | "notice" | "slip" | "declaration"
            | "declaration_item" | "examination" => {
                if statement.trim_start().starts_with("DELETE") {
                    Self::TakesAway
                } else {
                    Self::Puts
                }
            }
            _ => Self::Other,
        }
    }

    /// Returns whether a statement may go with those that wait, of which this was the last.
    const fn goes_after(self, last: Self) -> bool {
        matches!(
            (last, self),
            (Self::Crossing | Self::Puts, Self::Puts) | (Self::Crossing | Self::TakesAway, Self::TakesAway)
        )
    }
}

impl Writer {
    /// Begins a write.
    pub async fn begin(pool: &Pool<Db>, standby: &Arc<Standby>) -> Result<Self, StorageError> {
        let mut db = Connection::of(pool).await.map_err(failed_in("feed"))?;
        // Whether anything may be written while the second disk is missing is for whoever writes to say. To wait for it would only
        // hold everybody up. One that was missing at the last look may be back: nobody is refused on hearsay.
        let disk = match standby.disk() {
            SecondDisk::Missing { .. } => standby.looks_with(&mut db).await?,
            known => known,
        };
        let begin = if matches!(disk, SecondDisk::Missing { .. }) { BEGIN_LOCAL_WRITE } else { BEGIN_WRITE };
        db.begin(begin).await.map_err(failed_in("feed"))?;
        Ok(Self { db, standby: Arc::clone(standby), disk, waiting: Batch::default() })
    }

    /// Returns how the second disk stood when this began: where it was missing, the commit does not wait for it.
    pub const fn disk(&self) -> SecondDisk {
        self.disk
    }

    /// Returns the connection, after everything that waits was sent.
    pub async fn reading(&mut self) -> Result<&mut Connection, StorageError> {
        self.send().await?;
        Ok(&mut self.db)
    }

    /// Adds a statement to those that wait, or first sends those with which it can't go; its parameters are bound to what is
    /// returned.
    pub async fn put(&mut self, what: What, statement: &str) -> Result<Put<'_>, StorageError> {
        let goes_with = self.waiting.last.is_none_or(|last| what.goes_after(last));
        if self.waiting.statements >= MOST_WAITING || !goes_with {
            self.send().await?;
        }
        let Batch { text, arguments, statements, last } = &mut self.waiting;
        if *statements > 0 {
            text.push_str(", ");
        }
        *statements += 1;
        *last = Some(what);
        text.push_str("put_");
        text.push_str(&statements.to_string());
        text.push_str(" AS (\n");
        renumber(statement, arguments.len(), text);
        text.push_str("\n)");
        Ok(Put { waiting: &mut self.waiting })
    }

    /// Sends what waits.
    async fn send(&mut self) -> Result<(), StorageError> {
        let Batch { text, arguments, statements, .. } = std::mem::take(&mut self.waiting);
        if statements == 0 {
            return Ok(());
        }
        query_with(AssertSqlSafe(format!("WITH {text} SELECT 1")), arguments)
            .persistent(statements <= MOST_PREPARED)
            .execute(&mut self.db)
            .await
            .map(drop)
            .map_err(failed_in("feed"))
    }

    /// Commits. A commit that waits too long for the standby goes on without it: it is done by then, and everybody is told that
    /// the second disk is missing.
    pub async fn commit(mut self) -> Result<(), StorageError> {
        self.send().await?;
        let mut committing = pin!(self.db.end(COMMIT));
        let outcome = match timeout(WAIT, &mut committing).await {
            Ok(outcome) => outcome,
            Err(_) => {
                // Where it waits for something else, nothing is ended.
                let _goes_on = self.standby.end_waits().await;
                committing.await
            }
        };
        outcome.map_err(failed_at_commit)
    }
}

/// Returns what an error means when it came up at the commit. Unless the server said why it rolled back, nobody knows
/// whether it did.
fn failed_at_commit(error: sqlx::Error) -> StorageError {
    // Where its log can't grow on a full disk the server says so and breaks off: the commit may stand in what was written before.
    let is_rolled_back = !error.as_database_error().is_some_and(has_broken_off);
    match failed_in("feed")(error) {
        known @ (StorageError::Conflict | StorageError::ReadOnly | StorageError::Full) if is_rolled_back => known,
        _ => StorageError::OutcomeUnknown,
    }
}

/// A statement whose parameters are being bound, in their order.
#[derive(Debug)]
pub struct Put<'w> {
    waiting: &'w mut Batch,
}

impl Put<'_> {
    /// Binds the next parameter.
    pub fn bind<'t, T: Encode<'t, Db> + Type<Db>>(&mut self, value: T) -> Result<(), StorageError> {
        self.waiting.arguments.add(value).map_err(StorageError::Defect)
    }
}

/// Puts a statement of `queries/`: the compiler holds it against this engine's own database, and it waits to be sent.
macro_rules! put {
    ($writer:expr, $table:literal, $file:literal $(, $argument:expr)* $(,)?) => {{
        // Checked, never run.
        let _ = || sqlx::query_file!($file $(, $argument)*);
        let statement = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/", $file));
        let mut put = $writer.put(crate::writer::What::of($table, statement), statement).await?;
        $(put.bind($argument)?;)*
        Ok::<(), storage::StorageError>(())
    }};
}
pub(crate) use put;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_depends_on_another_or_may_touch_its_row_does_not_go_with_it() {
        let step = What::of("step", "INSERT INTO step …");
        let gone = What::of("claim", "DELETE FROM claim …");
        let crossing = What::of("crossing", "");
        for (last, next) in [(crossing, step), (step, step), (crossing, gone), (gone, gone)] {
            assert!(next.goes_after(last), "{next:?} after {last:?}");
        }
        let shift = What::of("shift", "INSERT INTO shift …");
        for (last, next) in [(gone, step), (step, gone), (step, crossing), (step, shift), (shift, shift)] {
            assert!(!next.goes_after(last), "{next:?} after {last:?}");
        }
    }
}
