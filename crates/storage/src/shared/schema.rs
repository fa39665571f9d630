//! Whether a database is a post's, and of which version of the program.
//!
//! Invariant: a database whose migrations this program does not know, to the byte, is never written.

use sqlx::migrate::Migrator;
use storage::StorageError;

use crate::Connection;
use crate::statements;

/// The migrations of this engine.
pub static MIGRATOR: Migrator = sqlx::migrate!();

/// How the schema of a database stands to this program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Schema {
    /// It is the one that this program knows.
    Current,
    /// It lacks migrations; the last one applied is named.
    Older(i64),
}

/// The last migration that this program knows.
pub fn known() -> i64 {
    MIGRATOR.iter().map(|migration| migration.version).max().unwrap_or_default()
}

/// Compares the migrations applied with the ones known.
///
/// # Errors
/// [`StorageError::Newer`] for a later program's database; [`StorageError::NotAPost`] for one whose migrations have
/// another text or did not end.
pub async fn compare(db: &mut Connection) -> Result<Schema, StorageError> {
    let applied = statements::migrations_applied(db).await?;
    let found = applied.iter().map(|migration| migration.version).max().ok_or(StorageError::NotAPost)?;
    let ours = applied.iter().filter(|migration| migration.version <= known()).all(|migration| {
        let same = |known: &sqlx::migrate::Migration| *known.checksum == *migration.checksum;
        migration.success && MIGRATOR.iter().any(|known| known.version == migration.version && same(known))
    });
    match found {
        _ if !ours => Err(StorageError::NotAPost),
        found if found > known() => Err(StorageError::Newer { found, known: known() }),
        found if found < known() => Ok(Schema::Older(found)),
        _ => Ok(Schema::Current),
    }
}

/// Applies what is missing.
pub async fn migrate(db: &mut Connection) -> Result<(), StorageError> {
    migrate_to(db, None).await
}

/// Applies what is missing up to a migration; none for all of them.
pub async fn migrate_to(db: &mut Connection, last: Option<i64>) -> Result<(), StorageError> {
    use sqlx::migrate::MigrateError;

    use crate::failure::failed_in;

    // Not `run`: behind its generic `Acquire` the compiler can't see that the future may move between threads.
    MIGRATOR.run_direct(last, crate::raw(db)?, false).await.map_err(|error| match error {
        MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => failed_in("_sqlx_migrations")(error),
        error => StorageError::Defect(Box::new(error)),
    })
}
