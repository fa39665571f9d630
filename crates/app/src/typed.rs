//! What was typed, or sent by a page that is not ours: nothing of it reaches the journal that has no place on a form.
//!
//! Invariant: what is refused is refused with its field named, before anything is decided on it.

use domain::Action;
use serde_json::Value;

use crate::failure::Error;

/// The longest request that is taken: a party of two hundred with everything fits.
pub const LONGEST: usize = 512 * 1024;

/// The most characters of one field. The fields of the page take as many.
pub const MOST: usize = 2000;

/// The most characters of an officer's name: what fits beside his number in the sealed part of his certificate's act.
pub const LONGEST_NAME: usize = 120;

/// The most characters of the number of a paper: it stands on a slip with a reserved reference.
pub const LONGEST_PAPER: usize = 40;

/// Refuses an action that names a paper by more than a number.
///
/// # Errors
/// [`Error::Unusable`] with the field.
pub fn is_paper(action: &Action) -> Result<(), Error> {
    match action {
        Action::SeePaper { paper } | Action::EnterLate { paper, .. } => is_typed("paper", paper, LONGEST_PAPER),
        _ => Ok(()),
    }
}

/// Refuses a request that is too long, or has a field that no keyboard and no reader fills.
///
/// # Errors
/// [`Error::Unusable`] with the field.
pub fn is_request(json: &[u8]) -> Result<(), Error> {
    let value: Value = serde_json::from_slice(json)?;
    walk("", &value)?;
    if json.len() > LONGEST { Err(unusable("length")) } else { Ok(()) }
}

/// Refuses a text that is longer than that many characters, or has control characters: they have no meaning on a form, and
/// some are made to deceive a reader (right-to-left overrides and the like). Line ends and tabs may stand there.
///
/// # Errors
/// [`Error::Unusable`] with the field.
pub fn is_typed(field: &str, text: &str, most: usize) -> Result<(), Error> {
    let is_control = |letter: char| {
        (letter.is_control() && !matches!(letter, '\n' | '\t'))
            || matches!(letter, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    // What is no longer in bytes needs no counting.
    let is_long = text.len() > most && text.chars().count() > most;
    if is_long || text.chars().any(is_control) { Err(unusable(field)) } else { Ok(()) }
}

fn walk(field: &str, value: &Value) -> Result<(), Error> {
    match value {
        Value::String(text) => is_typed(field, text, MOST),
        Value::Array(values) => values.iter().try_for_each(|value| walk(field, value)),
        Value::Object(fields) => fields.iter().try_for_each(|(name, value)| walk(name, value)),
        Value::Null | Value::Bool(_) | Value::Number(_) => Ok(()),
    }
}

fn unusable(field: &str) -> Error {
    Error::Unusable { field: field.to_owned() }
}
