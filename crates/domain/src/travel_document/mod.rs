//! Travel documents: the machine readable zone that passports, cards and visas carry (ICAO Doc 9303 parts 3 to 7).
//!
//! Invariant: what was printed is never repaired. A cell that a reader took for another shows as a check digit that does not
//! agree, and a repair is a proposal beside the reading, with a warning; only what lies outside the cells (line ends, spaces,
//! lost trailing fillers) is put right, and a warning says so. The one exception is the code of the French identity card, which has
//! but one: where its other marks tell the card, a misread code is given as it must be, with a warning too.

mod bearer;
mod check_digit;
mod date;
mod digits;
mod layout;
mod mending;
mod name;
mod reading;
mod repair;
mod scan;
mod sent;
mod several;
pub mod transliteration;
mod warning;
mod writing;
mod zone;

pub use repair::{Repair, RepairedCell};
pub use scan::{looks_like_mrz, read};
pub use several::read_all;
pub use warning::{Bearing, Warning, WarningCode, out_of_validity};
pub use writing::{MrzFields, WriteError, write, yymmdd};
pub use zone::{CheckDigit, CheckDigitName, MachineReadableZone, MrzFormat};
