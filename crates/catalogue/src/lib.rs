//! Every text a person reads, in every language, for the window and for paper.
//!
//! Invariant: asking for a text never fails. A text that a language lacks comes in English, a key that nobody
//! wrote comes back as itself, so that an officer sees something to report and never an empty button. The
//! crate knows no screen and no slip; it compiles for the page (WebAssembly) as well as natively.

mod calendar;
mod catalogue;
mod country;
mod language;
mod numbers;
#[cfg(not(target_arch = "wasm32"))]
mod sources;
#[cfg(target_arch = "wasm32")]
#[path = "supplied.rs"]
mod sources;

pub use catalogue::{Args, Catalogue};
pub use country::{country_codes, country_name, is_country};
pub use language::{Direction, Language};
#[cfg(target_arch = "wasm32")]
pub use sources::supply;
#[cfg(not(target_arch = "wasm32"))]
pub use sources::{countries, texts_of_the_page};
