//! Advance passenger lists of a bus or another vehicle: UN/EDIFACT PAXLST and tables (CSV).
//!
//! Invariant: nobody on a list is lost. Who can be read in part is on it, with faults that say what is wrong; of whom nothing can be
//! read, there is a fault that counts as a head; an interchange that is cut short, or whose counts do not agree, is refused whole.
//!
//! The form is that of UN/EDIFACT D.02B to D.12B and later, as the passenger list message implementation guide of WCO, IATA and ICAO
//! (API guidelines, appendix II A) uses it, with what UN/EDIFACT provides for the road. `docs/passenger-lists.md` tells operators.

mod characters;
mod dates;
mod fault;
mod list;
mod message;
mod paxlst;
mod person;
mod segment;
mod table;
mod table_write;
mod write;

pub use fault::{Fault, FaultWhy};
pub use list::{AdvanceDocument, AdvancePassenger, Conveyance, Detail, Mode, PassengerList, Purpose, Role, Stop};
pub use paxlst::{Interchange, read_paxlst};
pub use table::{COLUMNS, NEEDED, read_csv};
pub use table_write::write_csv;
pub use write::{Envelope, Separators, write_paxlst};

use crate::Broken;

/// Reads lists of either format, told by how the file begins: PAXLST begins with `UNA` or `UNB`.
///
/// # Errors
/// When it is neither, or was cut short.
pub fn read(bytes: &[u8]) -> Result<Vec<PassengerList>, Broken> {
    read_whole(bytes).map(|read| read.lists)
}

/// Reads lists of either format with what stands around them; around a table nothing does.
///
/// # Errors
/// As [`read`].
pub fn read_whole(bytes: &[u8]) -> Result<Interchange, Broken> {
    let begin = bytes.trim_ascii_start();
    // The fourth byte of an interchange is a sign; a table may have a column that begins with these letters.
    let is_paxlst =
        matches!(begin, [b'U', b'N', b'A' | b'B', sign, ..] if sign.is_ascii_punctuation() && *sign != b'_');
    if is_paxlst {
        read_paxlst(bytes)
    } else {
        read_csv(bytes).map(|list| Interchange { lists: vec![list], ..Interchange::default() })
    }
}

/// The most bytes of a list.
pub const MOST_BYTES: usize = 2 * 1024 * 1024;

/// The most heads of a list.
pub const MOST_HEADS: usize = 1_000;

/// The most letters of a name or another field; the same as in the operator's list that a post keeps.
pub const MOST_LETTERS: usize = 80;
