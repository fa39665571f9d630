//! The embedded engine: one SQLite file, which several windows and processes of one machine may share.
//!
//! Invariant: this crate knows no rule of the procedure. It keeps a write in one `BEGIN IMMEDIATE` transaction, and a
//! commit has reached the disk (`synchronous=FULL`) before it says so.

mod acts;
mod engine;
mod file;
mod writer;
mod yardstick;

#[path = "../../storage/src/shared/copying.rs"]
mod copying;
#[path = "../../storage/src/shared/crossings.rs"]
mod crossings;
#[path = "../../storage/src/shared/failure.rs"]
mod failure;
#[path = "../../storage/src/shared/news.rs"]
mod news;
#[path = "../../storage/src/shared/reading.rs"]
mod reading;
#[path = "../../storage/src/shared/renumber.rs"]
mod renumber;
#[path = "../../storage/src/shared/schema.rs"]
mod schema;
#[path = "../../storage/src/shared/statements.rs"]
mod statements;
#[path = "../../storage/src/shared/writing.rs"]
mod writing;

use engine::{
    Connection, ENGINE, POLL, SqliteStore as EngineStore, add_feed, briefs, head, health, leave, lock_head, meaning_of,
    own_state, raise_walls, raw, sealed_parts_at, soon, time,
};
use writer::{Writer, put};

pub use engine::SqliteStore;
pub use file::SqliteCopy;
pub use yardstick::Yardstick;
