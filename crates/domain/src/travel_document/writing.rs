//! Composing a zone from fields: specimens for tests and for the demonstration post.
//!
//! Invariant: what is written is read back with the same fields and every check digit agreeing, names cut to the field apart.

use chrono::{Datelike, NaiveDate};

use super::check_digit::check_digit;
use super::layout::{Checked, Layout, NameField, Span};
use super::name;
use super::zone::MrzFormat;
use crate::codes::IssuingState;

/// The fields of a zone to compose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MrzFields {
    /// The layout; one of the five of Doc 9303.
    pub format: MrzFormat,
    /// One or two characters: `P`, `I`, `AC`, `V` …
    pub document_code: String,
    /// Who issues the document.
    pub issuing_state: IssuingState,
    /// Letters A–Z and digits; on TD1 and TD2 it may be longer than nine and then runs on into the optional field.
    pub document_number: String,
    /// The primary identifier in Latin letters; hyphens and apostrophes as written.
    pub surname: String,
    /// The secondary identifier; may be empty.
    pub given_names: String,
    /// Whose national the holder is.
    pub nationality: IssuingState,
    /// YYMMDD, fillers for what is unknown: see [`yymmdd`].
    pub birth_date: String,
    /// `M`, `F` or `<`.
    pub sex: char,
    /// YYMMDD.
    pub expiry_date: String,
    /// Optional data, the personal number of a passport; letters A–Z, digits and fillers.
    pub optional_data_1: String,
    /// The second optional field of TD1; empty elsewhere.
    pub optional_data_2: String,
}

/// Why a zone can't be composed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WriteError {
    /// The layout is a national one, which only its State issues.
    #[error("compose a zone: the layout is not one of Doc 9303")]
    Layout,
    /// A field has a character that no cell can hold.
    #[error("compose a zone: {0} has a character without a cell")]
    Character(&'static str),
    /// A field is too long for its cells.
    #[error("compose a zone: {0} is too long")]
    TooLong(&'static str),
    /// A field that must be there is empty, or a date is not six cells.
    #[error("compose a zone: {0} is missing or incomplete")]
    Missing(&'static str),
}

/// Returns a day as a zone prints it.
#[must_use]
pub fn yymmdd(day: NaiveDate) -> String {
    format!("{:02}{:02}{:02}", day.year().rem_euclid(100), day.month(), day.day())
}

/// Composes the lines of a zone, parted by line feeds, with every check digit.
///
/// # Errors
/// [`WriteError`] for a national layout and for a field that its cells can't hold. Names are cut, never refused for length.
pub fn write(fields: &MrzFields) -> Result<String, WriteError> {
    if fields.format.is_national() {
        return Err(WriteError::Layout);
    }
    let layout = Layout::of(fields.format);
    let mut page = Page::blank(layout);
    page.put(layout.code, "the document code", required("the document code", &fields.document_code)?)?;
    page.put(layout.issuer, "the issuing State", fields.issuing_state.as_str())?;
    if let Some(span) = layout.nationality {
        page.put(span, "the nationality", fields.nationality.as_str())?;
    }
    if let Some(span) = layout.sex {
        page.put(span, "the sex", &fields.sex.to_string())?;
    }
    if let Some(span) = layout.optional_2 {
        page.put(span, "the second optional field", &fields.optional_data_2)?;
    } else if !fields.optional_data_2.is_empty() {
        return Err(WriteError::TooLong("the second optional field"));
    }
    page.put_number(layout, fields)?;
    for (checked, name, date) in [
        (layout.birth, "the date of birth", &fields.birth_date),
        (layout.expiry, "the date of expiry", &fields.expiry_date),
    ] {
        if let Some(checked) = checked {
            if date.len() != checked.field.width() {
                return Err(WriteError::Missing(name));
            }
            page.put(checked.field, name, date)?;
            page.put_digit(checked)?;
        }
    }
    if let NameField::Together(span) = layout.name {
        let surname = required("the surname", &fields.surname)?;
        let name =
            name::compose(surname, &fields.given_names, span.width()).ok_or(WriteError::Character("the name"))?;
        page.put(span, "the name", &name)?;
    }
    if let Some((digit, covered)) = layout.composite {
        let cells: String = covered.iter().map(|span| page.cells(*span)).collect();
        page.put_digit_over(digit, &cells)?;
    }
    Ok(page.lines.join("\n"))
}

fn required<'a>(name: &'static str, text: &'a str) -> Result<&'a str, WriteError> {
    if text.is_empty() { Err(WriteError::Missing(name)) } else { Ok(text) }
}

/// Lines of cells, fillers where nothing was put.
struct Page {
    lines: Vec<String>,
}

impl Page {
    fn blank(layout: &Layout) -> Self {
        Self { lines: layout.lines.iter().map(|width| "<".repeat(*width)).collect() }
    }

    fn cells(&self, span: Span) -> String {
        let lines: Vec<&str> = self.lines.iter().map(String::as_str).collect();
        span.of(&lines).to_owned()
    }

    fn put(&mut self, span: Span, name: &'static str, text: &str) -> Result<(), WriteError> {
        if !text.bytes().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == b'<') {
            return Err(WriteError::Character(name));
        }
        let width = span.width();
        if text.len() > width {
            return Err(WriteError::TooLong(name));
        }
        if let Some(line) = self.lines.get_mut(span.line) {
            line.replace_range(span.from..span.to, &format!("{text:<<width$}"));
        }
        Ok(())
    }

    fn put_digit(&mut self, checked: Checked) -> Result<(), WriteError> {
        match checked.digit {
            Some(digit) => self.put_digit_over(digit, &self.cells(checked.covered)),
            None => Ok(()),
        }
    }

    fn put_digit_over(&mut self, digit: Span, cells: &str) -> Result<(), WriteError> {
        let printed = check_digit(cells).ok_or(WriteError::Character("a field under a check digit"))?;
        self.put(digit, "a check digit", &printed.to_string())
    }

    /// Puts the number and the first optional field, into which a long number runs on (parts 5 and 6, note j).
    fn put_number(&mut self, layout: &Layout, fields: &MrzFields) -> Result<(), WriteError> {
        let number = required("the document number", &fields.document_number)?;
        if !number.bytes().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit()) {
            return Err(WriteError::Character("the document number"));
        }
        let mut optional = fields.optional_data_1.clone();
        match number.split_at_checked(layout.number.field.width()) {
            Some((head, tail)) if !tail.is_empty() => {
                if !layout.number_runs_on {
                    return Err(WriteError::TooLong("the document number"));
                }
                let digit = check_digit(number).ok_or(WriteError::Character("the document number"))?;
                self.put(layout.number.field, "the document number", head)?;
                optional = format!("{tail}{digit}<{optional}");
                optional.truncate(optional.trim_end_matches('<').len());
            }
            _ => {
                self.put(layout.number.field, "the document number", number)?;
                self.put_digit(layout.number)?;
            }
        }
        if let Some(checked) = layout.optional_1 {
            self.put(checked.field, "the optional field", &optional)?;
            // An empty personal number keeps the filler instead of a digit (part 4, 4.2.2).
            if !optional.is_empty() {
                self.put_digit(checked)?;
            }
        }
        Ok(())
    }
}
