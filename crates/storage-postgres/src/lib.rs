//! The engine of a post with several workstations: PostgreSQL 15 or later.
//!
//! Invariant: this crate knows no rule of the procedure. Correctness rests on the row lock of the counter and on
//! polling alone; a lost notification costs a second and nothing else.

mod engine;
mod filling;
mod server;
mod trial;
mod workstations;
mod writer;

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
#[path = "../../storage/src/shared/schema.rs"]
mod schema;
#[path = "../../storage/src/shared/statements.rs"]
mod statements;
#[path = "../../storage/src/shared/writing.rs"]
mod writing;

use engine::{
    BEGIN_SNAPSHOT, Connection, Db, ENGINE, POLL, PostgresStore as EngineStore, add_feed, briefs, head, health,
    lock_head, meaning_of, own_state, raise_walls, sealed_parts_at, time,
};
use writer::{Writer, put};

pub use engine::PostgresStore;
pub use filling::PostgresCopy;
pub use trial::TrialDatabase;
pub use workstations::Workstation;
