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
    /// It takes a role that owns the database and may make roles: founding a post on a server, workstations, copies of every row. Nothing
    /// was written.
    #[error("do what takes a role that owns the database and has CREATEROLE")]
    NotOwner,
    /// The disk is full. Nothing was written.
    #[error("find room on the disk")]
    Full,
    /// What was opened is no post: another program's database, an empty one, or one not founded yet.
    #[error("find a post in this database")]
    NotAPost,
    /// The post was moved from this database to another, and nobody works in this one any more.
    #[error("work in a database from which the post was moved{}", .to.as_ref().map(|to| format!(" to {to}")).unwrap_or_default())]
    Moved {
        /// Where it is; none where whoever wrote learned only that it is elsewhere.
        to: Option<String>,
    },
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
    /// The address names a server on another machine and wants to do without proof that it is the right one. Nothing was sent.
    #[error(
        "send a post's data to another machine without checking its certificate: leave sslmode out of the address, or write \
         sslmode=verify-full"
    )]
    Unchecked,
    /// The certificate of the authority that vouches for the server is not known here, or can't be read. Nothing was sent.
    #[error(
        "find the certificate of the authority that vouches for the server: name its file by sslrootcert= in the address, or \
         enrol this workstation anew"
    )]
    NoAuthority,
    /// The server did not prove that it is the one that the address names. Nothing was sent to it.
    #[error("trust the server: {0}")]
    Untrusted(Distrust),
    /// The engine rejected a statement: a defect of this program, nothing that an officer could mend.
    #[error("run a statement")]
    Defect(#[source] Cause),
}

/// Why a server is not trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Distrust {
    /// It does not encrypt at all.
    #[error("it does not encrypt what goes over the line; its administrator switches TLS on (ssl = on)")]
    NoTls,
    /// An authority vouches for it that this workstation does not know.
    #[error("its certificate is of another authority than the one that this workstation was given")]
    OtherAuthority,
    /// Its certificate is another machine's.
    #[error("its certificate is for another name than the one in the address")]
    OtherName,
    /// Its certificate was good until some time ago.
    #[error("its certificate has expired, or this machine's clock is ahead")]
    Expired,
    /// Its certificate is good from some time on.
    #[error("its certificate is not valid yet, or this machine's clock is behind")]
    NotYetValid,
    /// Something else about it does not hold.
    #[error("its certificate does not hold")]
    Unsound,
}
