//! Reading and writing other systems' formats: alert lists and advance passenger lists.
//!
//! Invariant: bytes in, values out. Nothing here knows storage, a clock, the network or the disk, and nothing that a file says is
//! lost in silence: what is not understood is handed back with where it stands and why, and a file that is cut short or garbled is
//! refused whole, so that whoever imports it changes nothing.

pub mod alerts;
mod broken;
pub mod passengers;
mod table;
mod text;

pub use broken::{Broken, BrokenWhy};
