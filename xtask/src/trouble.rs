//! What a chore could not do.
//!
//! Invariant: the text says what did not happen and what to do about it; it is the last thing the reader sees.

use std::fmt;

/// A chore that ended early, in words for the terminal.
#[derive(Debug)]
pub struct Trouble(String);

impl Trouble {
    /// Keeps the words.
    pub fn new(words: impl Into<String>) -> Self {
        Self(words.into())
    }

    /// A chore whose last program has said what went wrong.
    pub fn told_already() -> Self {
        Self(String::new())
    }

    /// Says whether there is nothing left to say.
    pub fn is_told(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str(&self.0)
    }
}

/// Says what failed when an outside thing answers with an error of its own.
pub trait Told<T> {
    /// Puts `words` before the error.
    fn told(self, words: impl fmt::Display) -> Result<T, Trouble>;
}

impl<T, E: fmt::Display> Told<T> for Result<T, E> {
    fn told(self, words: impl fmt::Display) -> Result<T, Trouble> {
        self.map_err(|problem| Trouble(format!("{words}: {problem:#}")))
    }
}
