//! The engine of a post with several workstations: PostgreSQL 15 or later.
//!
//! Invariant: this crate knows no rule of the procedure. Correctness rests on the row lock of the counter and on
//! polling alone; a lost notification costs a second and nothing else.

mod acts;
mod address;
mod engine;
mod filling;
mod hosts;
mod line;
mod promoting;
mod server;
mod standby;
mod trial;
mod workstations;
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
    Connection, ENGINE, POLL, PostgresStore as EngineStore, add_feed, briefs, head, health, leave, lock_head,
    meaning_of, own_state, raise_walls, raw, sealed_parts_at, soon, time,
};
use writer::{Writer, put};

pub use address::{Kept, authority, certificate, is_address, is_of_this_machine};
pub use engine::PostgresStore;
pub use filling::PostgresCopy;
pub use promoting::StandbyServer;
pub use server::CONNECTIONS;
pub use trial::{Break, Point, Relay, TrialDatabase, TrialServer};
pub use workstations::Workstation;
pub use yardstick::Yardstick;
