//! What windows and command lines read: the queue, a crossing, the monitor, what a scan means, slips and notices.
//!
//! Invariant: everything here is cut to the reader's State before it leaves; nothing is filtered by a window.

mod crossing;
mod held;
mod monitor;
mod month;
mod notice;
mod queue;
mod scan;
mod signatures;
mod slip;

pub(crate) use month::catch_up_with_month;
pub use queue::QueueFilter;
pub(crate) use slip::{digest_of_next, documents, through};
