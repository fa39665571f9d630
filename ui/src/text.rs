//! Texts of the window, in the officer's language.
//!
//! Invariant: a text is read from the catalogue each time it is shown, inside a reactive closure, so that another language
//! changes every word on the screen at once.

pub use catalogue::Args;

use crate::state::Desk;

/// Gives a closure that reads a key, for use as a child or an attribute of an element.
#[macro_export]
macro_rules! t {
    ($key:expr) => {
        move || $crate::text::text($key)
    };
}

/// Returns the text of a key in the officer's language. Call it where a component or an event is being handled; after an
/// `await` use [`Desk::text`].
pub fn text(key: &str) -> String {
    Desk::here().text(key)
}

/// Returns the text of a key with its values put in.
pub fn text_with(key: &str, args: &Args<'_>) -> String {
    Desk::here().text_with(key, args)
}
