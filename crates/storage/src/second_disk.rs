//! The second disk: a standby server to which every act is handed before it is answered.

use chrono::{DateTime, Utc};

/// How the second disk stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum SecondDisk {
    /// None is waited for: there is none, or the engine knows of none.
    #[default]
    None,
    /// It is there. What is answered is on both disks.
    There,
    /// It is waited for, and missing. What is written now is on the server's own disk alone.
    Missing {
        /// Since when, as far as this connection knows.
        since: DateTime<Utc>,
    },
}
