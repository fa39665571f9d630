//! Alert lists: kept sealed to the State or agency that owns them, held in memory by whoever is signed in, and searched before every
//! claim.
//!
//! Invariant: an officer's process holds the lists of his own State alone, and nothing of them leaves but the hits, in the sealed part
//! of a claim.

mod contents;
mod founded;
mod index;
mod keeping;
mod renewing;
mod searching;
mod snapshot;
mod taking;
mod unusual;

pub(crate) use contents::CLASSES;
pub use founded::AlertEntry;
pub(crate) use index::AlertIndex;
pub use keeping::{AlertFile, AlertImport};
pub(crate) use renewing::Alerts;
pub(crate) use searching::Searched;
