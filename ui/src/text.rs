//! Texts of the window, in the officer's language.
//!
//! Invariant: a text is read from the catalogue each time it is shown, inside a reactive closure, so that another language
//! changes every word on the screen at once.

pub use catalogue::Args;
use contract::PageTexts;

use crate::state::Desk;

/// Gives what reads a key each time it is shown, for use as a child or an attribute of an element.
#[macro_export]
macro_rules! t {
    ($key:expr) => {
        $crate::text::said($key)
    };
}

/// Takes in the texts that the shell handed over.
pub fn take_in(texts: PageTexts) {
    #[cfg(target_arch = "wasm32")]
    {
        let of = |one: contract::LanguageTexts| {
            catalogue::Language::from_code(&one.language).map(|language| (language, one.texts))
        };
        catalogue::supply(texts.languages.into_iter().filter_map(of).collect(), texts.countries);
    }
    #[cfg(not(target_arch = "wasm32"))]
    drop(texts);
}

/// Returns the text of a key in the officer's language. Call it where a component or an event is being handled; after an
/// `await` use [`Desk::text`].
pub fn text(key: &str) -> String {
    Desk::here().text(key)
}

/// Returns what reads a key each time it is shown. It is of one type for every key: the page holds once, and not five hundred
/// times, what shows it.
pub fn said(key: &'static str) -> impl Fn() -> String + Copy + Send + Sync + 'static {
    move || text(key)
}

/// Returns the text of a key with its values put in.
pub fn text_with(key: &str, args: &Args<'_>) -> String {
    Desk::here().text_with(key, args)
}
