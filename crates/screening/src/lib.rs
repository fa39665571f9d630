//! Searching a State's alert list: persons by names in any script, documents, plates, frame numbers and containers by number.
//!
//! Invariant: pure. No storage, no sign-in, no clock, no I/O beyond bytes in and out; and the score of a pair is a
//! property of that pair alone, never of the list around it, so that an officer sees the same score at every post.

mod align;
mod birth_date;
mod candidates;
mod entry;
mod explain;
mod fold;
mod index;
mod letters;
mod numbers;
mod rarity;
mod score;
mod screen;
mod search;
mod snapshot;
mod sound;
mod table;
mod word;

pub use birth_date::{BirthDate, BirthEvidence};
pub use entry::{Entry, Kind, Query, Sex};
pub use explain::{PartHow, Reason, in_english};
pub use index::Index;
pub use score::{Compared, DEFAULT_THRESHOLD, compare_names};
pub use screen::{BadList, Screened, ScreenedHit, invented_list, read_list, read_queries, screen};
pub use search::Hit;
pub use snapshot::BadSnapshot;
