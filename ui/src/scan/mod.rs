//! The one field that takes anything: a machine readable zone, a slip's code, a plate, a reference, a name.
//!
//! Invariant: a person never picks the kind first, and a reader's Enter never decides anything.

mod line;
mod matches;
mod reader;

pub use line::{KeptScan, ScanLine};
pub use matches::{Question, ScanMatches};
