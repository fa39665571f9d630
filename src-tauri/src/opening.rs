//! What the command line asks to open.
//!
//! Invariant: an unknown word opens nothing; a post must not be opened by a slip of the finger.

use std::fmt;

use app::Office;

/// How to call the program, for the terminal.
pub const USAGE: &str = "usage: osbp-desk [--demo | --database URL]

  --demo           opens a demonstration post with traffic running
  --database URL   opens the post in this database: sqlite:FILE or postgres://HOST/NAME
";

/// The post to open.
#[derive(Debug, PartialEq, Eq)]
pub enum Opening {
    /// The post this workstation opened last, or the first run.
    Usual,
    /// A demonstration post with traffic running.
    Demonstration,
    /// The post in this database.
    Database(String),
}

/// A command line that names no post.
#[derive(Debug, PartialEq, Eq)]
pub enum Misunderstood {
    /// A word that means nothing here.
    Unknown(String),
    /// `--database` without a URL.
    NoUrl,
    /// Two posts at once.
    Twice,
}

impl Opening {
    /// Reads the words after the program's name.
    ///
    /// # Errors
    /// [`Misunderstood`] for an unknown word, a missing URL, or more than one post.
    pub fn from_words(words: impl IntoIterator<Item = String>) -> Result<Self, Misunderstood> {
        let mut words = words.into_iter();
        let mut opening = Self::Usual;
        while let Some(word) = words.next() {
            let named = match word.as_str() {
                "--demo" => Self::Demonstration,
                "--database" => Self::Database(words.next().ok_or(Misunderstood::NoUrl)?),
                _ => return Err(Misunderstood::Unknown(word)),
            };
            if opening != Self::Usual {
                return Err(Misunderstood::Twice);
            }
            opening = named;
        }
        Ok(opening)
    }

    /// Returns the office that opens the post.
    pub fn office(&self) -> Office {
        let home = app::home();
        match self {
            Self::Usual => Office::new(&home.join("post.osbp").to_string_lossy(), &home),
            Self::Demonstration => Office::demonstration(&home),
            Self::Database(address) => Office::new(address, &home),
        }
    }
}

impl fmt::Display for Misunderstood {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown(word) => write!(to, "the program does not know '{word}'"),
            Self::NoUrl => write!(to, "--database needs the URL of the database"),
            Self::Twice => write!(to, "only one post can be opened at a time"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Misunderstood, Opening};

    fn read(line: &str) -> Result<Opening, Misunderstood> {
        Opening::from_words(line.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn each_post_has_its_words() {
        assert_eq!(read(""), Ok(Opening::Usual));
        assert_eq!(read("--demo"), Ok(Opening::Demonstration));
        assert_eq!(read("--database sqlite:post.db"), Ok(Opening::Database("sqlite:post.db".to_owned())));
    }

    #[test]
    fn what_names_no_post_opens_none() {
        assert_eq!(read("--demon"), Err(Misunderstood::Unknown("--demon".to_owned())));
        assert_eq!(read("--database"), Err(Misunderstood::NoUrl));
        assert_eq!(read("--demo --database sqlite:post.db"), Err(Misunderstood::Twice));
    }
}
