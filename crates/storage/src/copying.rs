//! Every row of a database, as of one moment, on its way to another: how a server's post becomes a file, and a file a
//! server's post again.
//!
//! Invariant: nothing here names a table. What a later version adds goes along.

use async_trait::async_trait;

use crate::{SecondDisk, StorageError};

/// How many rows travel together at most.
pub const ROWS_AT_ONCE: usize = 256;

/// With how many bytes no further row travels along.
pub const BYTES_AT_ONCE: usize = 8 * 1024 * 1024;

/// A value in the embedded engine's form: an id is its bytes, a moment its text, a yes 1.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// None.
    Nothing,
    /// A number.
    Number(i64),
    /// A text.
    Text(String),
    /// Bytes.
    Bytes(Vec<u8>),
}

impl Value {
    /// Returns about how many bytes it takes.
    pub const fn size(&self) -> usize {
        match self {
            Self::Nothing | Self::Number(_) => 8,
            Self::Text(text) => text.len(),
            Self::Bytes(bytes) => bytes.len(),
        }
    }
}

/// A table on its way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Its name.
    pub name: String,
    /// Its columns, in the order in which the values of a row come.
    pub columns: Vec<String>,
}

/// Takes the rows of a copy in.
#[async_trait]
pub trait Receiver: Send {
    /// Takes some rows of a table; those that others refer to come before.
    ///
    /// # Errors
    /// [`StorageError::Corrupt`] when this engine has no such table or column, or a value that does not fit.
    async fn take(&mut self, table: &Table, rows: Vec<Vec<Value>>) -> Result<(), StorageError>;
}

/// What an engine says of its own state.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Health {
    /// Its version, as it writes it.
    pub version: String,
    /// What its own check of the file found; empty when it is whole. A server checks when it reads, and says nothing here.
    pub damage: Vec<String>,
    /// Settings with which a power cut may lose what was acknowledged, as `name = value`.
    pub unsafe_settings: Vec<String>,
    /// Whether pages carry checksums; none where the engine knows of none.
    pub has_checksums: Option<bool>,
    /// The server's clock; none where the engine has no clock of its own.
    pub now: Option<chrono::DateTime<chrono::Utc>>,
    /// How the second disk stands, as the server says it now.
    pub second_disk: SecondDisk,
    /// How a server is set up; none where the engine is none.
    pub server: Option<ServerSettings>,
}

/// How a server is set up, as far as a post depends on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServerSettings {
    /// How many connections others than superusers may have at once.
    pub connections: i64,
    /// In which encoding the database keeps texts, such as `UTF8`.
    pub encoding: String,
    /// Whether the role that owns the post may do anything on the server.
    pub has_mighty_owner: bool,
    /// Whether the server encrypts what goes over its lines, for those who ask.
    pub has_tls: bool,
}
