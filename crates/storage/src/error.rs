//! What can go wrong between the program and its database, told apart by what somebody can do about it.
//!
//! Invariant: no variant is told from another by its text, and a write that failed with anything but
//! [`StorageError::OutcomeUnknown`] has changed nothing.

/// What lies beneath an error, for the log. It names tables and codes, never the content of a row.
pub type Cause = Box<dyn std::error::Error + Send + Sync + 'static>;

/// Why the database could not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum StorageError {
    /// Somebody else was first: a number, version, claim, reference or key is taken. Read again, decide again.
    #[error("keep up with another workstation's change")]
    Conflict,
    /// The database can't be reached, or is busy beyond patience. Nothing was written; trying again is safe.
    #[error("reach the database")]
    Unavailable(#[source] Cause),
    /// The connection broke during the commit. Send the same command again under the same key: it happens once.
    #[error("learn whether the change was kept")]
    OutcomeUnknown,
    /// The database may be read but not written.
    #[error("write to a read-only database")]
    ReadOnly,
    /// The server's clock and this workstation's are more than two seconds apart. Nothing was written.
    #[error("agree with the server on the time")]
    ClockDiffers,
    /// Founding a post on a server takes a role that owns the database and may make roles. Nothing was written.
    #[error("make the States' roles: that takes a role that owns the database and has CREATEROLE")]
    NotOwner,
    /// The disk is full. Nothing was written.
    #[error("find room on the disk")]
    Full,
    /// What was opened is no post: another program's database, an empty one, or one not founded yet.
    #[error("find a post in this database")]
    NotAPost,
    /// There is something already where a new database was to be made.
    #[error("make a database where one is already")]
    Occupied,
    /// A newer version of the program made this database; an older one must not touch it.
    #[error("open a database of a newer version ({found}, this program knows {known})")]
    Newer {
        /// The last migration applied to the database.
        found: i64,
        /// The last migration that this program knows.
        known: i64,
    },
    /// An older version made this database, and an administrator has yet to bring it forward.
    #[error("open a database of an older version ({found}, this program needs {known})")]
    Older {
        /// The last migration applied to the database.
        found: i64,
        /// The last migration that this program knows.
        known: i64,
    },
    /// The database engine itself is too old to be trusted with the journal.
    #[error("trust database engine {found}, {needed} is the oldest that will do")]
    EngineTooOld {
        /// The version found.
        found: String,
        /// The oldest version that will do.
        needed: &'static str,
    },
    /// The file or its pages are damaged; restore a backup.
    #[error("read a damaged database")]
    Damaged(#[source] Cause),
    /// A stored value is impossible.
    #[error("read {table}.{column} of row {row}")]
    Corrupt {
        /// The table.
        table: &'static str,
        /// The column, by name or by its place in the statement.
        column: String,
        /// The row, by its key; empty where the engine could not say.
        row: String,
    },
    /// The address names a password. It would show in process lists and logs: use `PGPASSFILE` or `OSBP_DB_PASSWORD`.
    #[error("accept a password inside the database address")]
    PasswordInAddress,
    /// The address is no address of a database.
    #[error("understand the database address")]
    BadAddress,
    /// The engine rejected a statement: a defect of this program, nothing that an officer could mend.
    #[error("run a statement")]
    Defect(#[source] Cause),
}
